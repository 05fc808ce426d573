"""Seconds between two columns of times, where no column holds a duration."""

from collections.abc import Iterable, Mapping, Sequence

from cdrql.engines.contract import Engine
from cdrql.engines.schema import Form, LiveColumn
from cdrql.init.column_choice import Choice, ColumnValues, Fit, confidence, sql_name
from cdrql.init.moments import EPOCH_UNITS, STANDARD, stored
from cdrql.mapping.time_tests import TimeTest, time_test
from cdrql.model.absence import is_unset
from cdrql.model.column_names import ANSWER_TIMES, spelling_key

# The names that the end of a call goes by, the surest first.
ENDS = """end_epoch, end_stamp, end_timestamp, end_time, ended_at, end_at, date_end, time_end,
    cdr_ended_at, stop_time, stoptime, disconnect_time, release_time, hangup_time,
    dateTimeDisconnect, terminated_at, released_at, hangup_at, finished_at, completed_at, end"""


def best_named(names: str, columns: Iterable[str]) -> str | None:
    """Find the column that goes by the surest of some names."""
    places = {spelling_key(name): name for name in columns}
    return next(
        (places[key] for name in names.split(",") if (key := spelling_key(name)) in places), None
    )


def find_answer(
    columns: Iterable[LiveColumn], values: Mapping[str, ColumnValues], loose: bool
) -> tuple[LiveColumn, TimeTest] | None:
    """Find the column of the time of answer, and the test that it holds one."""
    known = {column.name: column for column in columns}
    if name := best_named(ANSWER_TIMES, known):
        return known[name], set_test(known[name], values, loose)
    # Columns of such a name may be flags too.
    vague = (known[name] for name in (best_named(n, known) for n in _VAGUE) if name)
    tests = ((column, set_test(column, values, loose)) for column in vague)
    return next(((column, test) for column, test in tests if test.sql), None)


_VAGUE = ("answered", "connected", "connect")


def set_test(column: LiveColumn, values: Mapping[str, ColumnValues], loose: bool) -> TimeTest:
    """Tell how to see whether a column holds a time."""
    return time_test(column.name, column.kind, values.get(column.name, ()), loose)


def propose_span(
    field: str,
    ends: tuple[LiveColumn, LiveColumn],
    values: Mapping[str, ColumnValues],
    engine: Engine,
    why: str,
    doubts: int = 0,
    test: str = "",
) -> Choice | None:
    """Propose the seconds from one time to another; None where they are stored differently.

    It is 0 where `test` of the first does not hold, and nothing where the second was never set.
    """
    start, end = ends
    seen = {c.name: [v for v in values.get(c.name, ()) if not is_unset(str(v))] for c in ends}
    kinds = [stored(column, seen[column.name]) for column in ends]
    stores, units = ({kind.options.get(word) for kind in kinds} for word in ("stores", "unit"))
    if stores == {"epoch"} and len(units) == 1:
        form, options = _between_epochs([kind.options for kind in kinds])
    elif engine.seconds_between and (_are_alike(stores) or _are_read(kinds, engine)):
        fine = any(_has_fractions(column, seen[column.name]) for column in ends)
        form, options = engine.seconds_between[fine]
    else:
        return None
    names = [sql_name(column.name, engine) for column in ends]
    sql = form.format(start=names[0], end=names[1])
    if len(seen[end.name]) < len(values.get(end.name, ())):
        ended = set_test(end, values, engine.loose_types).sql.format(names[1])
        sql = f"CASE WHEN {ended} THEN {sql} END"
    if test:
        sql = f"CASE WHEN {test.format(names[0])} THEN {sql} ELSE 0 END"
    return Choice(field, sql, (start, end), confidence(doubts), why, {**options, "why": why})


def _are_alike(stores: set[object]) -> bool:
    # A clock's time less an instant would be off by the zone.
    return stores <= {"instant", "seconds"} or stores in ({"local"}, {"utc"})


def _are_read(kinds: Sequence[Fit], engine: Engine) -> bool:
    """Tell whether an engine without a type for times reads these texts as some."""
    # What is declared as a time is written as the engine writes its own.
    forms = {kind.options.get("format", STANDARD) if kind.options else "" for kind in kinds}
    return engine.loose_types and forms <= {STANDARD, STANDARD.replace(" ", "T")}


def _between_epochs(options: Sequence[Mapping[str, object]]) -> Form:
    """Subtract epochs of one unit, with as many decimals as either has."""
    unit = options[0]["unit"]
    divisor = next(per for per, name in EPOCH_UNITS.items() if name == unit)
    decimals = max(int(str(stated.get("decimals", 0))) for stated in options)
    found = {"divisor": divisor, "decimals": decimals}
    return "{end} - {start}", {key: n for key, n in found.items() if n > (key == "divisor")}


def _has_fractions(column: LiveColumn, values: ColumnValues) -> bool:
    """Tell whether times hold fractions of a second, by their type or by what is there."""
    return not column.whole or any(getattr(v, "microsecond", 0) or "." in str(v) for v in values)
