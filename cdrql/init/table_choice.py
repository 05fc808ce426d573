"""Which table of a database holds the calls, by the names of its columns."""

from collections.abc import Mapping

from cdrql.engines.schema import LiveTable
from cdrql.init.candidates import by_known_name, by_part_of_name
from cdrql.init.siblings import is_copy
from cdrql.model.column_names import spelling_key
from cdrql.model.default import REQUIRED_COLUMNS, START_COLUMN
from cdrql.model.vocabulary import HELD_FIELDS

_CALLS = ("cdr", "cdrs", "call", "calls", "calllog", "callrecords", "callhistory", "voipcdr")


def rank_tables(schema: Mapping[str, LiveTable]) -> list[LiveTable]:
    """Give the tables that may hold calls, the likeliest first, a view after its like."""
    scores = {name: _count_known_names(table) for name, table in schema.items()}
    likely = [table for table in schema.values() if scores[table.name] > 0]
    return sorted(likely, key=lambda table: _rank(table, scores[table.name]))


def _rank(table: LiveTable, score: int) -> tuple[int, bool, bool, str]:
    return -score, is_copy(table.name), table.is_view, table.name


def _count_known_names(table: LiveTable) -> int:
    """Count the fields whose names are there; those of start and durations weigh more."""
    score = 0
    for field in (START_COLUMN, *HELD_FIELDS):
        weight = 3 if field in REQUIRED_COLUMNS else 1
        if next(by_known_name(field, table.columns), None):
            score += 2 * weight
        elif next(by_part_of_name(field, table.columns), None):
            score += weight
    return score + 4 * (spelling_key(table.name.rpartition(".")[2]) in _CALLS)
