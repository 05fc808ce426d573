"""What says that a call was answered: its disposition, billable seconds, answer time or cause."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from cdrql.engines.contract import Engine
from cdrql.engines.schema import LiveColumn
from cdrql.init.column_choice import Choice, ColumnValues, confidence, sql_name
from cdrql.init.numbers import is_positive
from cdrql.init.spans import best_named, find_answer
from cdrql.model.absence import is_unset
from cdrql.model.column_names import spelling_key
from cdrql.model.columns import NUMBER_KINDS
from cdrql.model.status_words import says_answered
from cdrql.texts.carets import printable

DISPOSITIONS = """disposition, call_disposition, dial_status, call_status, status, result,
    call_result, outcome, state"""
YES = frozenset(("yes", "y", "true", "t", "1", "on"))
NO = frozenset(("no", "n", "false", "f", "0", "off"))
_FLAGS = "answered, is_answered, success, successful, is_success, connected, completed"
_CODES = 12  # different values that a column of statuses may have
CAUSES = "hangup_cause_q850, q850, q850_cause, hangup_cause, cause, disconnect_cause"


@dataclass(slots=True)
class AnsweredFound:
    """The condition of answered calls, or why there is none; and what else was seen."""

    choice: Choice | None
    refusal: str = ""
    remarks: tuple[str, ...] = ()


def answered(
    columns: Mapping[str, LiveColumn],
    values: Mapping[str, ColumnValues],
    bill_duration: Choice | None,
    engine: Engine,
) -> AnsweredFound:
    """Propose the condition of answered calls, if anything tells it."""
    billed = None
    if bill_duration is not None:
        sql = f"{_as_operand(bill_duration.sql)} > 0"
        why = "calls with billable seconds count as answered"
        billed = Choice("answered", sql, bill_duration.columns, bill_duration.confidence, why)
    time, refusal = _by_answer_time(columns, values, engine)
    words = [*_find_dispositions(columns, values, engine)]
    # The first wins: words of the system itself, before what follows from other columns.
    found = [
        *(_weigh_disposition(choice, billed, values) for choice in words),
        *_find_flags(columns, values, engine),
        # Seconds that are counted from the answer say no more than it does.
        *([time] if time and billed and time.columns[0] in billed.columns else []),
        *([billed] if billed else []),
        *([time] if time else []),
        *_find_hangup_causes(columns, values, engine),
    ]
    codes = () if words else tuple(_unknown_words(columns, values))
    return AnsweredFound(found[0] if found else None, refusal or " ".join(codes), codes)


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
        words = sorted(filter(says_answered, seen))
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
            sql = _is_one_of(written, sorted(w for w in said if w.strip().casefold() in YES))
        doubts = 0 if column.kind == "boolean" else 1
        why = f"{name} says so"
        yield Choice("answered", sql, (column,), confidence(doubts), why)


def _is_flag(column: LiveColumn, values: ColumnValues) -> bool:
    """Tell whether a column holds nothing but yes and no."""
    if column.kind == "text":
        words = {str(value).strip().casefold() for value in values}
        return bool(words & YES) and all(is_unset(word) for word in words - YES - NO)
    return column.kind in ("boolean", "integer") and all(value in (0, 1) for value in values)


def _by_answer_time(
    columns: Mapping[str, LiveColumn], values: Mapping[str, ColumnValues], engine: Engine
) -> tuple[Choice | None, str]:
    """Look for the time of the answer, which other calls lack, or say why it tells nothing."""
    found = find_answer(columns.values(), values, engine.loose_types)
    if found is None or not found[1].sql:
        return None, found[1].refusal if found else ""
    column, test = found
    sql, held = test.sql.format(sql_name(column.name, engine)), values.get(column.name, ())
    why = f"calls that have a time in {column.name}"
    if unset := sorted({str(v) for v in held if str(v).strip() and is_unset(str(v))}):
        shown = " or ".join(f"`{printable(text[:24])}`" for text in unset[:3])
        why += f", which others hold {shown} in"
    return Choice("answered", sql, (column,), "doubtful", why), ""


def _unknown_words(
    columns: Mapping[str, LiveColumn], values: Mapping[str, ColumnValues]
) -> Iterator[str]:
    """Say which column of statuses holds codes, of which nobody knows what is answered."""
    places = {spelling_key(name): name for name in columns}
    for name in DISPOSITIONS.split(","):
        column = places.get(spelling_key(name))
        seen = sorted({str(value) for value in values.get(column or "", ()) if str(value).strip()})
        if seen and len(seen) <= _CODES:
            shown = ", ".join(f"`{printable(word[:24])}`" for word in seen[:4])
            yield f"{column} holds {shown}: which of them are answered calls is not told by it."
            return


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
