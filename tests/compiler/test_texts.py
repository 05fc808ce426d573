"""What is said of arguments, policies and keys that are wrong: each text, word by word.

What is said of requests is in tests/language/errors, of policies in tests/planning/policies.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any

import pytest

import cdrql
from cdrql import Mask, Policy
from cdrql.model.default import DEFAULT
from cdrql.model.warehouse import Field, Lookup, Start

DAYS = {"start_at": "2024-01-01", "end_at": "2024-02-01"}
REQUEST: dict[str, Any] = {"group": "user", "filter": DAYS}
ELSEWHERE = replace(DEFAULT, name="elsewhere", dialects=("mysql", "clickhouse"))
NAMED = replace(
    DEFAULT,
    name="named",
    fields=MappingProxyType(
        {**DEFAULT.fields, "trunk": Field("trunk", "text", lookup=Lookup("trunks", "id", "name"))}
    ),
)
TWICE = replace(
    DEFAULT,
    fields=MappingProxyType(
        {**DEFAULT.fields, "number": replace(DEFAULT.fields["destination"], name="number")}
    ),
)


def asked(request: Any = REQUEST, dialect: str = "sqlite", **more: Any) -> Callable[[], object]:
    return lambda: cdrql.compile(request, dialect, **more)


def with_having(key: object) -> dict[str, Any]:
    return REQUEST | {"having": {key: "1;>"}}


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (
            asked(warehouse=ELSEWHERE),
            "[CDR510]: the warehouse `elsewhere` is not mapped for sqlite\n"
            "   = hint: it is for mysql, clickhouse",
        ),
        (
            asked(warehouse="cdrs"),
            "[CDR509]: the warehouse is a str, not a cdrql.Warehouse\n"
            "   = hint: load one with cdrql.load_warehouse",
        ),
        (
            asked(output="v" * 70),
            f"[CDR503]: `{'v' * 64}` is not an output\n   = hint: the outputs are response, values",
        ),
        (
            asked(paramstyle="x" * 70),
            f"[CDR502]: the backend `sqlite` has no parameter style `{'x' * 64}`\n"
            "   = hint: it has pyformat, named, qmark, numeric, literal",
        ),
        (
            asked(dialect="clickhouse", paramstyle="type"),
            "[CDR502]: the backend `clickhouse` has no parameter style `type`\n"
            "   = hint: did you mean `typed`?",
        ),
        (
            asked(dialect="y" * 70),
            f"[CDR501]: there is no backend `{'y' * 64}`\n"
            "   = hint: installed are clickhouse, mysql, postgres, sqlite",
        ),
        (asked(policy="open"), "[CDR401]: the policy is a str, not a cdrql.Policy"),
        (
            asked(policy=Policy(oldest=timedelta(1))),
            "[CDR402]: the policy bounds the age of calls, and `now` is not given\n"
            "   = hint: compile(..., now=datetime.now(UTC))",
        ),
        (
            asked(policy=Policy({"trunk": "a"}), warehouse=NAMED),
            "[CDR403]: rows are not scoped by `trunk`, which is looked up",
        ),
        (
            asked(policy=Policy({"cost": 1})),
            "[CDR403]: rows are scoped by a text or an integer, and `cost` is money",
        ),
        (
            asked(policy=Policy({"user_id": None})),
            "[CDR402]: the policy's scope of `user_id` has no value\n"
            '   = hint: the application gives it: policy=cdrql.Policy(scope={"user_id": ...})',
        ),
        (
            asked(policy=Policy({"user_id": "7"})),
            "[CDR403]: the policy's scope of `user_id` is not made of whole numbers",
        ),
        (
            asked(policy=Policy({"trunk": 7})),
            "[CDR403]: the policy's scope of `trunk` is not made of printable texts that are not"
            " empty",
        ),
        (
            asked(policy=Policy(masks={"duration": Mask(3)})),
            "[CDR403]: only texts are masked, and `duration` is seconds",
        ),
        (
            asked(policy=Policy(masks={"destination": Mask(3)}), warehouse=TWICE),
            "[CDR403]: `number` shows `destination` as `destination` does, and is not masked as"
            " that is\n"
            "   = hint: mask it alike, or leave it out of `visible`",
        ),
        (
            asked(policy=Policy({"z" * 70: 7})),
            f"[CDR403]: the policy names `{'z' * 64}`, which `default` does not have\n"
            f"   = hint: its fields are {', '.join(DEFAULT.fields)}",
        ),
        (
            asked(with_having(7)),
            "[CDR104]: a key of `having` is an integer\n"
            "  --> having\n"
            "   = hint: keys are texts of whole characters",
        ),
        (
            asked(REQUEST | {"\ud800": 1}),
            "[CDR104]: a key of the request holds half of a character\n"
            "   = hint: keys are texts of whole characters",
        ),
        (
            asked(REQUEST | {"filter": DAYS | {None: 1}}),
            "[CDR104]: a key of `filter` is null\n"
            "  --> filter\n"
            "   = hint: keys are texts of whole characters",
        ),
        (
            asked(with_having("x" * 257)),
            "[CDR110]: a key of `having` is longer than 256 characters\n  --> having",
        ),
        (
            asked("\n{x}"),
            "[CDR101]: the request is not valid JSON: expecting property name enclosed in double"
            " quotes\n  --> line 2, column 2\n   |\n   | {x}\n   |  ^",
        ),
        (asked("[" * 100_000), "[CDR101]: the request is nested too deeply"),
        (
            asked("9" * 5_000),
            "[CDR101]: the request is not valid JSON: a number has too many digits\n"
            "  --> line 1, column 1",
        ),
        (
            asked({1, 2}),
            "[CDR102]: a request must be an object, not that\n"
            '   = hint: send an object such as {"group": "trunk", "filter": {...}}',
        ),
        (lambda: Mask(), "[CDR401]: a mask has either keep_last or drop_last"),
        (lambda: Mask(257), "[CDR401]: a mask counts characters, from 0 to 256"),
        (lambda: Mask(3, whole_up_to=257), "[CDR401]: a mask counts characters, from 0 to 256"),
        (lambda: Mask(drop_last=0), "[CDR401]: a mask that drops no character hides nothing"),
        (
            lambda: Mask(3, filter="prefix"),  # type: ignore[arg-type]
            "[CDR401]: the filter on a masked field is `refused` or `exact`",
        ),
        (
            lambda: Policy(most_values=0, default_limit=0, largest_limit=0, smallest_group=0),
            "\n\n".join(
                f"error[CDR401]: the policy's {name} is a whole number, from 1 on"
                for name in ("most_values", "default_limit", "largest_limit", "smallest_group")
            ).removeprefix("error"),
        ),
        (
            lambda: Policy(longest_window=timedelta(0), oldest=timedelta(0)),
            "[CDR401]: the policy's longest_window is a timedelta above zero\n\n"
            "error[CDR401]: the policy's oldest is a timedelta above zero",
        ),
        (
            lambda: Policy(visible="user_id"),  # type: ignore[arg-type]
            "[CDR401]: what the policy lets be seen is a set of fields\n"
            '   = hint: visible={"user_id", "destination"}, or None for all',
        ),
        (
            lambda: Policy(masks=["trunk"]),  # type: ignore[arg-type]
            "[CDR401]: the policy's masks are by field",
        ),
        (
            lambda: Policy(masks={"trunk": 3}),  # type: ignore[dict-item]
            "[CDR401]: each of the policy's masks is a cdrql.Mask",
        ),
        (
            lambda: Policy(["user_id"]),  # type: ignore[arg-type]
            '[CDR401]: the policy\'s scope is by field\n   = hint: scope={"user_id": 7}',
        ),
        (
            lambda: Policy({"user_id": []}),
            "[CDR401]: the policy's scope of `user_id` lets no call be seen",
        ),
        (
            lambda: Policy({"user_id": range(1001)}),
            "[CDR401]: the policy's scope of `user_id` has over 1000 values",
        ),
        (
            lambda: Policy({"user_id": [True]}),
            "[CDR401]: the policy's scope of `user_id` holds what is neither a text nor an integer",
        ),
    ],
)
def test_says(call: Callable[[], object], said: str) -> None:
    with pytest.raises(cdrql.CdrqlError) as caught:
        call()
    assert str(caught.value) == f"error{said}"


def test_a_place_is_shown_where_there_is_a_text_and_a_place_in_it() -> None:
    for problem in (
        cdrql.Problem("CDR101", "x", text="y"),
        cdrql.Problem("CDR101", "x", span=(0, 1)),
    ):
        assert str(problem) == "error[CDR101]: x"
    assert str(cdrql.Problem("CDR101", "x", text="y", span=(0, 1))).endswith("| y\n   | ^")


def test_a_warning_is_no_error_unless_it_is_made_one() -> None:
    request = REQUEST | {"filter": DAYS | {"callsType": 6}}
    [warning] = cdrql.compile(request, "sqlite").warnings
    said = (
        "[CDR801]: 6 is not a documented call type\n"
        "  --> filter.callsType\n"
        "   |\n   | 6\n   | ^\n"
        "   = hint: the types are 2 phonebook, 3 manual call, 4 incoming, 7 missed call,"
        " 8 internal call"
    )
    assert str(warning) == f"warning{said}"
    with pytest.raises(cdrql.RequestError) as caught:
        cdrql.compile(request, "sqlite", strict=True)
    assert str(caught.value) == f"error{said}"


def test_values_that_are_just_in() -> None:
    assert Mask(256, whole_up_to=256).size == 256
    assert len(Policy({"user_id": range(1000)}).required["user_id"] or ()) == 1000
    longest = Policy(most_values=2**63 - 1, largest_limit=2**63 - 1, smallest_group=1)
    assert (longest.most_values, longest.largest_limit) == (2**63 - 1, 2**63 - 1)
    text = Policy({"trunk": "x" * 256})
    assert cdrql.compile(REQUEST, "sqlite", policy=text).params["scope_trunk_1"] == "x" * 256  # type: ignore[call-overload]
    for edge in (-(2**63), 2**63 - 1):
        found = cdrql.compile(REQUEST, "sqlite", policy=Policy({"user_id": edge}))
        assert found.params["scope_user_id_1"] == edge  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(days=1), "1 day"),
        (timedelta(days=2, hours=1), "2 days 1 hour"),
        (timedelta(hours=25, minutes=1), "1 day 1 hour 1 minute"),
        (timedelta(minutes=59, seconds=59), "59 minutes 59 seconds"),
        (timedelta(seconds=1), "1 second"),
        (timedelta(seconds=1, milliseconds=500), "1.5 seconds"),
        (timedelta(microseconds=1), "0.000001 seconds"),
    ],
)
def test_a_length_of_time_is_spelled(span: timedelta, said: str) -> None:
    with pytest.raises(cdrql.RequestError) as caught:
        cdrql.compile(REQUEST, "sqlite", policy=Policy(longest_window=span))
    [problem] = caught.value.problems
    assert problem.message == f"the policy lets a window be at most {said} long"


def test_masks_intersect() -> None:
    drops = Mask(drop_last=2, whole_up_to=5, filter="exact") & Mask(drop_last=4, filter="exact")
    assert drops == Mask(drop_last=4, whole_up_to=5, filter="exact")
    keeps = Mask(2, whole_up_to=5, filter="exact") & Mask(4)
    assert keeps == Mask(2, whole_up_to=5)
    mixed = Mask(2, filter="exact") & Mask(drop_last=4, filter="exact")
    assert mixed == Mask(0, filter="exact")


def test_policies_intersect() -> None:
    one = Policy(
        {"user_id": [1, 2], "trunk_id": None, "call_type": 3},
        {"user_id", "trunk"},
        {"trunk": Mask(3), "caller_id": Mask(2)},
        *(timedelta(2), timedelta(3), 4, 5, 6, 7),
    )
    other = Policy(
        {"user_id": [2, 3], "trunk_id": 9, "call_type": None},
        {"user_id", "caller_id"},
        {"trunk": Mask(4), "destination": Mask(1)},
        *(timedelta(3), timedelta(2), 5, 4, 7, 6),
    )
    both = Policy(
        {"user_id": 2, "trunk_id": 9, "call_type": 3},
        {"user_id"},
        {"trunk": Mask(3, whole_up_to=4), "caller_id": Mask(2), "destination": Mask(1)},
        *(timedelta(2), timedelta(2), 4, 4, 6, 7),
    )
    assert one & other == other & one == both
    assert (one & Policy(), Policy() & one) == (one, one)
    assert Policy(default_limit=3) & Policy(largest_limit=2) == Policy(
        default_limit=2, largest_limit=2
    )


def test_a_policy_hides_the_values_of_its_scope() -> None:
    policy = Policy({"user_id": [7, 8], "trunk_id": None}, masks={"trunk": Mask(3)})
    assert repr(policy.scope) == "{'trunk_id': None, 'user_id': '<2 hidden>'}"
    assert repr(policy.masks) == f"{{'trunk': {Mask(3)!r}}}"
    assert (len(policy.scope), list(policy.scope)) == (2, ["trunk_id", "user_id"])


@pytest.mark.parametrize(
    ("policy", "limit", "params"),
    [
        (Policy(), None, {}),
        (Policy(), 5, {}),
        (Policy({"user_id": None}), None, {}),
        (Policy(default_limit=7), None, {"limit": 7}),
        (Policy(default_limit=7), 5, {}),
        (Policy(smallest_group=3), None, {"smallest_group": "3"}),
        (
            Policy({"user_id": [8, 7], "trunk": "a"}),
            *(None, {"scope_trunk_1": "a", "scope_user_id_1": 7, "scope_user_id_2": 8}),
        ),
    ],
)
def test_a_policy_binds_no_more_than_it_asks_for(
    policy: Policy, limit: int | None, params: dict[str, object]
) -> None:
    assert policy.params(limit) == params


# --- What the default warehouse says of itself --------------------------------------------------


def test_the_default_warehouse() -> None:
    assert (DEFAULT.name, DEFAULT.title) == ("default", "The default warehouse")
    assert (DEFAULT.grain, DEFAULT.about) == ("one row is one call", "")
    assert (DEFAULT.dialects, DEFAULT.fold, DEFAULT.policy) == ((), None, None)
    [table] = DEFAULT.tables
    assert (table.name, table.start, table.where, dict(table.columns)) == (
        "cdrs",
        "start_at",
        None,
        {},
    )
    assert DEFAULT.start_in("sqlite") == DEFAULT.start
    required = [name for name, field in DEFAULT.fields.items() if not field.nullable]
    assert required == ["duration", "bill_duration"]
    money = [name for name, field in DEFAULT.fields.items() if field.places == 6]
    assert money == ["cost", "transfer_cost", "conference_cost"]
    sources = {n: f.source for n, f in DEFAULT.fields.items() if f.source != n}
    assert sources == {
        "answered": "bill_duration > 0",
        "transferred": "transfer_to <> ''",
        "conferenced": "conference_to <> ''",
    }


def test_what_nobody_said_is_plain() -> None:
    field, start, lookup = Field("x", "seconds"), Start(), Lookup("t", "k", "n")
    assert (field.nullable, field.number, field.decimals, field.divisor) == (True, "integer", 0, 1)
    assert (field.lookup, field.source, field.why, field.places) == (None, "", "", 0)
    assert (start.stores, start.zone, start.per_second, start.decimals) == ("utc", "UTC", 1, 0)
    assert start.format == "%Y-%m-%d %H:%M:%S"
    assert (lookup.digits, lookup.cast, lookup.text) == (False, False, False)


@pytest.mark.parametrize(
    ("field", "exact", "rounding", "counted"),
    [
        (Field("x", "seconds"), True, None, True),
        (Field("x", "seconds"), False, None, True),
        (Field("x", "seconds", number="decimal", decimals=3), True, None, True),
        (Field("x", "seconds", number="decimal", decimals=3), False, 1000, True),
        (Field("x", "seconds", number="float", decimals=2), True, 100, True),
        (Field("x", "money", number="decimal", decimals=6), True, None, False),
        (Field("x", "money", number="decimal", decimals=6, divisor=100), True, None, True),
        (Field("x", "money", number="float", decimals=2), True, 100, True),
        (Field("x", "money", divisor=1000), False, None, True),
    ],
)
def test_how_numbers_of_a_field_are_counted(
    field: Field, exact: bool, rounding: int | None, counted: bool
) -> None:
    assert (field.rounding(exact), field.counted) == (rounding, counted)
