"""What nobody is told: passwords in the name of a database, and the values that were sent to it."""

import json
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from urllib.parse import quote, quote_plus, unquote, unquote_plus

from cdrql.texts.carets import printable

HIDDEN = "***"
_SHORTEST = 4  # what is shorter tells nobody apart, and stands in many a sentence
_PARTS = re.compile(r"[/?#:@]+")  # where a misspelled URL may be cut
_TELLING = r"[\w.-]*(?:pass|pwd|secret|token)[\w.-]*"
# What a name says is secret: `password = 'a b'`, `PGPASSWORD=x`, `--password x`, `-px`.
_NAMED = re.compile(
    rf"""(?:{_TELLING}["']?\s*[=:]|--?{_TELLING}\s|(?<!\S)-p)\s*
    ('(?:[^'\\]|\\.|'')*'?|"(?:[^"\\]|\\.|"")*"?|[^\s]*)""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
# What follows a `?`: keys of ciphers and services, and of a file all that SQLite has no name for.
_KEYED = re.compile(
    r"[?&;](?!ssl)[\w.-]*(?:key|auth|cred|sign|phrase)[\w.-]*=([^&;#]*)", re.IGNORECASE
)
_UNKNOWN = re.compile(
    r"[?&;](?!(?:mode|cache|vfs|immutable|nolock|psow|modeof)=)[^&;=]*=([^&;#]{4,})"
)
_SERVER = re.compile(r"[\w+.-]+://[^/]")  # a URL with a host
_PORT = re.compile(r"\d{1,5}(?:[,/?#]|$)")
_FILE = re.compile(r"[A-Za-z]:[\\/]|file:|:memory:$|[^:]*/")  # what is no login before a colon
_FOLDERS = ("PWD", "OLDPWD")  # where a shell is and was: no passwords, whatever they are called
_PLAIN = ("true", "false", "none", "null")  # values of switches, whatever their names


def find_passwords(database: str) -> set[str]:
    """Find what may be a password in a path, URL or connection string, however it is spelled.

    It is between a colon and the last `@`, in the URL's parts too, or what a name in it says is
    one; where the host was forgotten (`scheme://me:secret/calls`) it stands where a port would.
    """
    keys = _KEYED.findall(database)
    keys += [] if _SERVER.match(database) else _UNKNOWN.findall(database)
    plain = {*_after_colon(database), *_after_name(database), *keys} - {""}
    return plain.union(*map(_other_spellings, plain))


def gather_secrets(words: Sequence[str], environment: Mapping[str, str]) -> set[str]:
    """Find what may be a password in the words of a command, and in its environment."""
    found: set[str] = set()
    for before, word in zip(("", *words), words, strict=False):
        option, _, value = word.partition("=")
        if before in ("-D", "--database"):
            found |= find_passwords(word)
        elif option == "--database" or word.startswith("-D"):
            found |= find_passwords(value if option == "--database" else word[2:])
        elif re.search(rf"@|://|-p|{_TELLING}", word, re.IGNORECASE):
            found |= find_passwords(word)
    for name, value in environment.items():
        named = re.fullmatch(_TELLING, name, re.IGNORECASE) and value.lower() not in _PLAIN
        if named and name not in _FOLDERS and len(value) >= _SHORTEST:
            found |= {value, *_other_spellings(value)}
        elif name == "CDRQL_DATABASE" or ("://" in value and "@" in value):
            found |= find_passwords(value)
    return found


def hide_secrets(message: str, secrets: Iterable[object]) -> str:
    """Put `***` in the place of every secret in what is said, the longest first."""
    texts = frozenset(map(str, secrets))
    return _pattern(texts).sub(HIDDEN, message) if texts else message


def shown_database(database: str) -> str:
    """Write the name of a database as it may be shown."""
    return hide_secrets(database, find_passwords(database))


def telling_values(values: Iterable[object]) -> set[str]:
    """Choose the values that tell somebody apart: texts and numbers of four characters or more."""
    return {str(v) for v in values if isinstance(v, str | int) and len(str(v)) >= _SHORTEST}


@lru_cache(32)
def _pattern(secrets: frozenset[str]) -> re.Pattern[str]:
    """Match every secret, the longest first: a secret may be part of a longer one.

    A short one counts where it stands alone, for it is part of many words.
    """
    ordered = sorted(secrets, key=len, reverse=True)
    parts = (
        re.escape(text) if len(text) >= _SHORTEST else rf"(?<!\w){re.escape(text)}(?!\w)"
        for text in ordered
    )
    return re.compile("|".join(parts), re.IGNORECASE)


def _after_colon(database: str) -> Iterator[str]:
    """Go through what may be the password of a login, `user:password@host`."""
    _, scheme, rest = database.partition("://")
    rest = rest if scheme else database
    if "@" in rest:
        inside = rest.rpartition("@")[0].partition(":")[2]
        # A password with a `/` or `@` that is not escaped falls into what looks like host or path.
        yield from (inside, *_PARTS.split(inside))
        return
    # In what follows the host and its port a colon means nothing.
    is_login = ":" in re.split(r"[/?#]", rest)[0] if scheme else not _FILE.match(rest)
    after = rest.rpartition("]")[2].partition(":")[2]
    if is_login and not _PORT.match(after):
        yield from (after, _PARTS.split(after)[0])


def _after_name(database: str) -> Iterator[str]:
    """Go through the values of names that say they are secret, without what quotes them."""
    for value in _NAMED.findall(database):
        if value[:1] in ("'", '"'):
            inner = value[1:].removesuffix(value[0])
            yield from (
                inner,
                re.sub(r"\\(.)", r"\1", inner),
                inner.replace(value[0] * 2, value[0]),
            )
        else:
            yield from (value, re.split(r"[&;,#]", value)[0], *re.split(r"[&;]", value)[:1])


def _other_spellings(text: str) -> set[str]:
    """Spell a text as drivers do that rebuild a URL, or as Python, JSON or a shell prints it."""
    plain = {text, unquote(text), unquote_plus(text)}
    return plain.union(*map(_escaped_spellings, plain))


def _escaped_spellings(text: str) -> set[str]:
    raw = "surrogateescape"  # bytes of a command line that are not UTF-8
    quoted = {quote(text, "", errors=raw), quote(text, errors=raw), quote_plus(text, errors=raw)}
    quoted.add(shlex.quote(text).strip("'"))
    escaped = text.encode("unicode_escape").decode(), repr(text)[1:-1], printable(text)
    doubled = text.replace("\\", "\\\\"), text.replace("'", "''"), text.replace("'", "\\'")
    as_json = json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]
    return quoted.union(escaped, doubled, as_json)
