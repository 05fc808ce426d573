"""Proposals by the shape of a table: names of columns, kinds and values."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from cdrql.engines.registry import get_engine
from cdrql.engines.schema import Index, LiveColumn, LiveTable
from cdrql.init.moments import stored
from cdrql.init.propose import Proposal, propose
from cdrql.init.recognise import Preset, match
from cdrql.init.written import value
from cdrql.model.columns import Stated


def table(**columns: str) -> LiveTable:
    """Make a table of columns with their kinds: `?` where NULL can be, `@` for instants."""
    live = {
        name: LiveColumn(name, kind.strip("?@"), kind.strip("?@"), "?" in kind, "@" in kind)  # type: ignore[arg-type]
        for name, kind in columns.items()
    }
    return LiveTable("calls", live, indexes=(Index("first", tuple(live)[:1]),))


def kinds(text: str) -> dict[str, str]:
    """Read names of columns with their kinds."""
    return dict(part.split() for part in text.split(","))  # type: ignore[misc]


def proposed(
    columns: Mapping[str, str],
    *rows: Sequence[object],
    dialect: str = "postgres",
    **stated: str,
) -> Proposal:
    values = [dict(zip(columns, row, strict=True)) for row in rows]
    return propose(table(**columns), values, get_engine(dialect), stated)


def chosen(proposal: Proposal) -> dict[str, Any]:
    return {choice.field: choice.sql for choice in proposal.choices}


NOON = datetime(2024, 3, 12, 12)


@pytest.mark.parametrize(
    ("kind", "values", "options"),
    [
        ("time@", [NOON], {"stores": "instant"}),
        ("time", [NOON], {"stores": "local"}),
        ("time", [], {"stores": "local"}),
        ("time", ["2024-03-12 12:00:00", "0000-00-00 00:00:00"], {"stores": "local"}),
        ("time", ["2024-03-12 12:00:00Z"], {"stores": "utc"}),
        ("integer", [1710237600, 0], {"stores": "epoch", "unit": "s"}),
        ("integer", [1710237600000], {"stores": "epoch", "unit": "ms"}),
        ("integer", [1710237600000000], {"stores": "epoch", "unit": "us"}),
        ("integer", [1710237600000000000], {"stores": "epoch", "unit": "ns"}),
        ("float", [1710237600.25, 1.7e9], {"stores": "epoch", "unit": "s", "decimals": 2}),
        ("decimal", [Decimal("1710237600.125")], {"stores": "epoch", "unit": "s", "decimals": 3}),
        ("text", ["2024-03-12T12:00:00.5"], {"stores": "text", "format": "%Y-%m-%dT%H:%M:%S"}),
        ("text", ["20240312120000"], {"stores": "text", "format": "%Y%m%d%H%M%S"}),
        (
            "text",
            ["2024-03-12T12:00:00Z"],
            {"stores": "text", "format": "%Y-%m-%dT%H:%M:%S", "zone": "UTC"},
        ),
    ],
)
def test_what_a_start_stores_is_seen(
    kind: str, values: list[object], options: Mapping[str, object]
) -> None:
    assert stored(table(began=kind).columns["began"], values).options == options


@pytest.mark.parametrize(
    ("declared", "stores"),
    [
        ("DateTime", "seconds"),
        ("DateTime('UTC')", "seconds"),
        ("DateTime64(3, 'UTC')", "instant"),
        ("timestamp with time zone", "instant"),
        ("timestamp", "instant"),
    ],
)
def test_a_type_tells_whole_seconds(declared: str, stores: str) -> None:
    column = LiveColumn("began", declared, "time", instant=True)
    assert stored(column, [NOON]).options == {"stores": stores}


@pytest.mark.parametrize(
    ("preset", "declared", "stores"),
    [
        ("utc", "DateTime", "seconds"),
        ("utc", "timestamptz", "instant"),
        ("local", "timestamptz", "instant"),
        ("local", "datetime", ""),
        ("instant", "timestamptz", ""),
        ("instant", "DateTime", ""),
        ("instant", "datetime", "local"),
        ("instant", "datetime timestamptz", ""),
        ("seconds", "DateTime", ""),
        ("seconds", "DateTime64(3)", "instant"),
        ("seconds", "DateTime DateTime64(3)", "instant"),
        ("seconds", "datetime", "local"),
        ("epoch", "timestamptz", ""),
    ],
)
def test_a_start_that_a_preset_would_misread(preset: str, declared: str, stores: str) -> None:
    """One table of calls for each type."""
    starts = dict.fromkeys(("calls", "more"), "began")
    schema = {
        table: LiveTable(table, {"began": LiveColumn("began", t, "time", instant=t != "datetime")})
        for table, t in zip(starts, declared.split(), strict=False)
    }
    core = frozenset((table, "began") for table in schema)
    columns = dict.fromkeys(core, Stated("time"))
    made = Preset("one", "", ("clickhouse",), columns, {}, core, core, starts, preset)
    assert match(schema, get_engine("clickhouse"), made).stores == stores


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        ("text", ["12/03/2024 12:00:00"], "is not written year first"),
        ("text", ["2024-03-12 12:00:00", "12.03.2024 12:00"], "`12.03.2024 12:00`"),
        ("text", ["2024-03-12 12:00:00+05:30"], "end with +05:30"),
        ("text", [], "no value was seen"),
        ("integer", [], "no value was seen"),
        ("integer", [33140000001, 5], "are no epochs, such as 33140000001"),
        ("uuid", ["x"], "is uuid"),
    ],
)
def test_what_is_no_start_is_refused(kind: str, values: list[object], said: str) -> None:
    assert said in stored(table(began=kind).columns["began"], values).refusal


def test_known_names_are_taken_by_kind_and_value() -> None:
    columns = kinds(
        """setup_time time@, disposition text, hangup_cause text, accountcode text, billsec integer,
        duration text, call_type integer, cost float, hangup_cause_q850 integer, trunk text,
        noise text"""
    )
    row = [NOON, "ANSWERED", "NORMAL_CLEARING", "acme", 5, "9 s", 12, 0.5, 16, "a", "b"]
    found = proposed(columns, row, row)
    assert chosen(found) == {
        "start": "setup_time",
        "answered": "disposition = 'ANSWERED'",
        "call_status": "disposition",
        "bill_duration": "billsec",
        "q850": "hangup_cause_q850",
        "trunk": "trunk",
        "cost": "cost",
    }
    assert found.refused == {
        "user_id": "`accountcode` holds texts such as `acme`",
        "duration": "`duration` is a text such as `9 s`",
        "call_type": "`call_type` has codes of its own (12)",
    }
    assert found.unused == ("hangup_cause", "accountcode", "duration", "call_type", "noise")
    assert {"user_id", "duration", "extension"} <= set(found.lacking)


def test_an_index_decides_between_two_starts() -> None:
    both = {"start_stamp": "time", "start_epoch": "integer", "billsec": "integer"}
    assert chosen(proposed(both, [NOON, 1710237600, 5]))["start"] == "start_stamp"
    turned = {name: both[name] for name in ("billsec", "start_epoch", "start_stamp")}
    found = proposed(turned, [5, 1710237600, NOON])
    assert chosen(found)["start"] == "start_epoch"
    assert found.start is not None
    assert found.start.why.endswith("no index begins with it")


@pytest.mark.parametrize(
    ("kind", "values", "duration", "talk"),
    [
        ("integer", (10, 15, 19), "end_time - start_time", "end_time - answer_time"),
        (
            *("time", (NOON, NOON, NOON)),
            "EXTRACT(EPOCH FROM (end_time - start_time))",
            "EXTRACT(EPOCH FROM (end_time - answer_time))",
        ),
    ],
)
def test_durations_are_made_of_times(
    kind: str, values: tuple[Any, ...], duration: str, talk: str
) -> None:
    columns = dict.fromkeys(("start_time", "answer_time", "end_time"), kind)
    row = [1710237600 + v if isinstance(v, int) else v for v in values]
    found = chosen(proposed(columns, row))
    answered = "answer_time > " + ("0" if kind == "integer" else "'1971-01-01 00:00:00'")
    assert (found["duration"], found["answered"]) == (duration, answered)
    assert found["bill_duration"] == f"CASE WHEN {answered} THEN {talk} ELSE 0 END"


@pytest.mark.parametrize(
    ("columns", "row", "sql"),
    [
        ({"success": "boolean"}, [True], "success"),
        ({"answer_time": "time?"}, [NOON], "answer_time > '1971-01-01 00:00:00'"),
        ({"answer_epoch": "integer"}, [0], "answer_epoch > 0"),
        ({"answer_stamp": "text"}, [""], None),
        ({"answer_stamp": "text"}, [f"{NOON}"], "answer_stamp LIKE '20__-%'"),
        ({"hangup_cause": "text"}, ["NORMAL_CLEARING"], "hangup_cause = 'NORMAL_CLEARING'"),
        ({"q850": "integer"}, [16], "q850 = 16"),
        ({"status": "text"}, ["it's"], None),
        ({"status": "text", "talk_time": "integer"}, ["OK", 5], "status = 'OK'"),
    ],
)
def test_answered_is_found_in_one_column_or_another(
    columns: dict[str, str], row: list[object], sql: str | None
) -> None:
    found = proposed({"start_at": "time", **columns}, [NOON, *row])
    assert chosen(found).get("answered") == sql
    assert found.missing == (() if sql else ("answered",))


def test_several_rows_of_a_call_are_remarked() -> None:
    columns = {"start_at": "time", "linkedid": "text", "leg": "text", "billsec": "integer"}
    rows = [[NOON, "1", "a", 5], [NOON, "1", "b", 5], [NOON, "2", "a", 0], [NOON, "", "a", 0]]
    assert proposed(columns, *rows).remarks == (
        "2 of 4 rows share their linkedid with another row: one call may be several rows, which "
        "[call] folds into one.",
        "leg is `a` and `b`: if only one of them is a call, state it as `where`.",
    )


def test_what_is_stated_goes_first() -> None:
    columns = {"start_at": "time", "dst": "text", "alias": "text", "billsec": "integer"}
    found = proposed(columns, [NOON, "1", "2", 5], destination="alias", user_id="-")
    assert chosen(found)["destination"] == "alias"
    assert "user_id" in found.lacking


def test_names_that_a_dialect_would_misread_are_quoted() -> None:
    columns = {"start_at": "time", "user_id": "integer", "Dst": "text", "bill sec": "integer"}
    found = chosen(proposed(columns, [NOON, 1, "1", 5]))
    assert (found["destination"], found["bill_duration"]) == ('"Dst"', '"bill sec"')
    assert chosen(proposed(columns, [NOON, 1, "1", 5], dialect="mysql"))["destination"] == "`Dst`"


def test_texts_are_written_as_toml() -> None:
    held = {"a": 'b"\\\x7f\n\u20ac', "c": [1, True], "d": {"e": "f"}}
    assert tomllib.loads("\n".join(f"{k} = {value(v)}" for k, v in held.items())) == held
