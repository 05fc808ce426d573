"""How large a request, and what an application says of it, may be."""

# Values that one filter, or a policy's scope, may list: enough for a report, and far below what
# engines take (SQLite, the least of them, binds 32,766: https://sqlite.org/limits.html).
MOST_VALUES = 1_000
# Characters of a text that calls are compared with: more than any number, name or cause has.
LONGEST_TEXT = 256
# A string of the language: every name there is, several times over.
LONGEST_STRING = 4_096
# Keys of an object: problems are told one by one, and nobody reads thousands.
MOST_KEYS = {"": 1_000, "filter": 1_000, "having": 100}
# Characters or bytes of JSON text: room for every list full and every character escaped.
LONGEST_REQUEST = 16_000_000
# Keys, and keys and values, of JSON text: several times what every list full has.
MOST_TEXT_KEYS = 10_000
MOST_TEXT_PARTS = 100_000
# Tests of a condition, each a parameter and a level of AND: no engine complains of so many.
MOST_TESTS = 64
LONGEST_CALL = 31 * 86_400  # seconds between the starts of its rows: a window is widened by them
# Seconds that a query may be given: milliseconds of servers end at 2,147,483,647.
SHORTEST_TIMEOUT, LONGEST_TIMEOUT = 0.001, 1_000_000
