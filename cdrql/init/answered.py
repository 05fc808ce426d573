"""What says that a call was answered: its disposition, billable seconds, answer time or cause."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from cdrql.engines.contract import Engine
from cdrql.engines.schema import LiveColumn
from cdrql.init.column_choice import Choice, ColumnValues, confidence, sql_name
from cdrql.init.numbers import is_positive
from cdrql.init.spans import ANSWERS, best_named
from cdrql.model.column_names import spelling_key
from cdrql.model.columns import NUMBER_KINDS
from cdrql.texts.carets import printable

DISPOSITIONS = """disposition, call_disposition, dial_status, call_status, status, result,
    call_result, outcome, state"""
WORDS = frozenset(("answered", "answer", "ok", "success", "completed", "connected"))
YES = frozenset(("yes", "y", "true", "t", "1", "on"))
_NO = frozenset(("no", "n", "false", "f", "0", "off"))
_FLAGS = "answered, is_answered, success, successful, is_success, connected, completed"
CAUSES = "hangup_cause_q850, q850, q850_cause, hangup_cause, cause, disconnect_cause"


def answered(
    columns: Mapping[str, LiveColumn],
    values: Mapping[str, ColumnValues],
    bill_duration: Choice | None,
    engine: Engine,
) -> Choice | None:
    """Propose the condition of answered calls; None where nothing tells."""
    billed = None
    if bill_duration is not None:
        sql = f"{_as_operand(bill_duration.sql)} > 0"
        why = "calls with billable seconds count as answered"
        billed = Choice("answered", sql, bill_duration.columns, bill_duration.confidence, why)
    # The first wins: words of the system itself, before what follows from other columns.
    found = [
        *(
            _weigh_disposition(choice, billed, values)
            for choice in _find_dispositions(columns, values, engine)
        ),
        *_find_flags(columns, values, engine),
        *([billed] if billed else []),
        *_find_answer_times(columns, values, engine),
        *_find_hangup_causes(columns, values, engine),
    ]
    return found[0] if found else None


def _weigh_disposition(
    choice: Choice, billed: Choice | None, values: Mapping[str, ColumnValues]
) -> Choice:
    """Say of a disposition whether as many calls have billable seconds, which is seldom so."""
    names = [column.name for column in billed.columns] if billed else []
    if len(names) != 1:
        return choice
    name = names[0]
    count = sum(is_positive(value) for value in values.get(name, ()))
    if f" in {count} of " in choice.why:
        return choice
    return replace(choice, confidence="likely", why=f"{choice.why}; {name} is above 0 in {count}")


def _as_operand(sql: str) -> str:
    """Put an expression into brackets, unless it is a name."""
    return f"({sql})" if re.search(" [-+*] ", sql) else sql


def _find_dispositions(
    columns: Mapping[str, LiveColumn], values: Mapping[str, ColumnValues], engine: Engine
) -> Iterator[Choice]:
    """Look for a text that says ANSWERED or the like of some calls."""
    places = {spelling_key(name): column for name, column in columns.items()}
    for name in DISPOSITIONS.split(","):
        column = places.get(spelling_key(name))
        if column is None or column.kind not in ("text", "other"):
            continue
        seen = Counter(str(value) for value in values.get(column.name, ()))
        words = sorted(word for word in seen if word.strip().casefold() in WORDS)
        if words:
            said = " or ".join(f"`{word}`" for word in words)
            count = sum(seen[word] for word in words)
            why = f"{column.name} is {said} in {count} of the {seen.total()} rows looked at"
            test = _is_one_of(sql_name(column.name, engine), words)
            yield Choice("answered", test, (column,), "sure" if len(words) == 1 else "likely", why)


def _is_one_of(name: str, words: list[str]) -> str:
    """Write the test of a text against words."""
    listed = ", ".join("'" + word.replace("'", "''") + "'" for word in words)
    return f"{name} = {listed}" if len(words) == 1 else f"{name} IN ({listed})"


def _find_flags(
    columns: Mapping[str, LiveColumn], values: Mapping[str, ColumnValues], engine: Engine
) -> Iterator[Choice]:
    """Look for a column that is true, 1 or yes of answered calls; one of other values has codes."""
    flags = [name for name, column in columns.items() if _is_flag(column, values[name])]
    name = best_named(_FLAGS, flags)
    if name is not None:
        column = columns[name]
        written = sql_name(name, engine)
        # MySQL and SQLite keep booleans as 0 and 1; a number may also count something.
        sql = written if column.kind == "boolean" else f"{written} = 1"
        if column.kind == "text":
            said = {str(value) for value in values[name]}
            sql = _is_one_of(written, sorted(word for word in said if word.casefold() in YES))
        doubts = 0 if column.kind == "boolean" else 1
        why = f"{name} says so"
        yield Choice("answered", sql, (column,), confidence(doubts), why)


def _is_flag(column: LiveColumn, values: ColumnValues) -> bool:
    """Tell whether a column holds nothing but yes and no."""
    if column.kind == "text":
        words = {str(value).casefold() for value in values}
        return bool(words & YES) and words <= {"", *YES, *_NO}
    return column.kind in ("boolean", "integer") and all(value in (0, 1) for value in values)


def _find_answer_times(
    columns: Mapping[str, LiveColumn], values: Mapping[str, ColumnValues], engine: Engine
) -> Iterator[Choice]:
    """Look for the time of the answer, which other calls lack; a zero is none."""
    name = best_named(ANSWERS, columns)
    if name is None:
        return
    column, written = columns[name], sql_name(name, engine)
    sql = f"{written} IS NOT NULL"
    if column.kind in NUMBER_KINDS:
        sql = f"{written} > 0"
    elif any(value == "" for value in values.get(name, ())):
        sql = f"{written} <> ''"
    yield Choice("answered", sql, (column,), "doubtful", f"calls that have a time in {name}")


def _find_hangup_causes(
    columns: Mapping[str, LiveColumn], values: Mapping[str, ColumnValues], engine: Engine
) -> Iterator[Choice]:
    """Look for the cause of a normal hangup, which some systems give to other calls too."""
    name = best_named(CAUSES, columns)
    if name is None:
        return
    column, written = columns[name], sql_name(name, engine)
    seen = sorted({str(value) for value in values.get(name, ())} & {"16", "NORMAL_CLEARING"})
    if seen:
        literal = seen[0] if column.kind in NUMBER_KINDS else f"'{seen[0]}'"
        why = f"{printable(seen[0])} is a normal hangup, which calls without an answer may have too"
        yield Choice("answered", f"{written} = {literal}", (column,), "doubtful", why)
