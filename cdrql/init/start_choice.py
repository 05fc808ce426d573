"""Which column says when a call began, and what it stores."""

import re
from collections.abc import Mapping, Sequence
from math import inf

from cdrql.engines.schema import LiveTable
from cdrql.init.candidates import Candidate, by_known_name
from cdrql.init.column_choice import Choice, ColumnValues, confidence, sentence
from cdrql.init.elapsed import epoch_seconds
from cdrql.init.moments import stored
from cdrql.init.spans import ENDS, best_named
from cdrql.model.column_names import ANSWER_TIMES
from cdrql.model.default import START_COLUMN

SAID = "as you said"


def find_start(
    table: LiveTable,
    values: Mapping[str, ColumnValues],
    free: Sequence[str],
    said: str | None,
) -> tuple[Choice | None, str]:
    """Find when calls began: as said, by known names, or by what holds times at all.

    What rows fill goes first, then what an index begins with. Without a start it says why.
    """
    if said in table.columns:
        candidates = [Candidate(str(said), 0, SAID)]
    else:
        known = sorted(
            by_known_name(START_COLUMN, free),
            key=lambda c: (not any(values[c.column]), not _leads_an_index(table, c.column)),
        )
        candidates = [*known, *_time_candidates(table, values, free)]
    refusals = []
    for candidate in candidates:
        column = table.columns[candidate.column]
        found = stored(column, values[column.name])
        if found.refusal:
            refusals.append(found.refusal)
            continue
        indexed = "" if _leads_an_index(table, column.name) else "no index begins with it"
        why = sentence(candidate.why, found.note, indexed)
        sure = confidence(candidate.doubts + found.doubts)
        return Choice("start", column.name, (column,), sure, why, found.options), ""
    return None, refusals[0] if refusals else ""


def _leads_an_index(table: LiveTable, column: str) -> bool:
    """Tell whether an index or the order of the rows begins with a column."""
    ordered = re.search(rf"ORDER BY (?:\w+\()*{re.escape(column)}\b", table.sorting)
    return bool(ordered) or any(index.columns[0] == column for index in table.indexes)


def _time_candidates(
    table: LiveTable, values: Mapping[str, ColumnValues], free: Sequence[str]
) -> list[Candidate]:
    """Give the columns that hold times, whatever their name, apart from answers and ends."""
    others = {best_named(ANSWER_TIMES, free), best_named(ENDS, free)}
    columns = [table.columns[name] for name in free if name not in others]
    times = [c for c in columns if not stored(c, values[c.name]).refusal]
    # A call begins before it is answered, ended and written down.
    moments = {c.name: [s for v in values[c.name] if (s := epoch_seconds(v))] for c in times}
    early = {name: min(found, default=inf) for name, found in moments.items()}
    times.sort(key=lambda c: (c.kind != "time", not _leads_an_index(table, c.name), early[c.name]))
    why = "the only column of times" if len(times) == 1 else "a column of times"
    return [Candidate(column.name, 2, why) for column in times]
