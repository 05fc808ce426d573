"""What the names of columns say: their words, their units, and which field they may hold."""

from fractions import Fraction

import pytest

from cdrql.model.column_names import column_names, names_abroad
from cdrql.model.name_parts import BOUGHT, NAME_PARTS, SOLD, says, suggested
from cdrql.model.name_words import (
    snake_name,
    tells_unit,
    unit_in_seconds,
    unit_of,
    without_unit,
)


@pytest.mark.parametrize(
    ("name", "type_", "rest", "per"),
    [
        ("billsec", "seconds", "billsec", 1),
        ("talk_ms", "seconds", "talk", 1000),
        ("Duration (min)", "seconds", "duration", Fraction(1, 60)),
        ("durationInSeconds", "seconds", "duration", 1),
        ("ms_duration", "seconds", "duration", 1000),
        ("billmsec", "seconds", "billsec", 1000),
        ("talkusec", "seconds", "talksec", 10**6),
        ("price_cents", "money", "price", 100),
        ("price_ms", "money", "price_ms", 1),
        ("talk_ms", "text", "talk_ms", 1),
    ],
)
def test_a_name_tells_its_unit(name: str, type_: str, rest: str, per: Fraction) -> None:
    assert without_unit(name, type_) == (rest, per)
    assert unit_of(name, type_) == per
    assert tells_unit(name, type_) is (rest != snake_name(name))


def test_a_unit_in_seconds() -> None:
    assert unit_in_seconds("ms") == Fraction(1, 1000)
    assert unit_in_seconds("min") == 60
    with pytest.raises(KeyError):
        unit_in_seconds("fortnight")


@pytest.mark.parametrize(
    ("field", "columns", "found"),
    [
        ("bill_duration", ["ring_time", "talk_time", "talk_cost"], ["talk_time"]),
        ("duration", ["total_seconds", "wait_duration"], ["total_seconds"]),
        ("caller_id", ["caller_id_num", "caller_id", "caller_name"], ["caller_id_num"]),
        ("trunk", ["provider_cost", "carrier", "trunk_name"], ["trunk_name", "carrier"]),
        ("trunk_id", ["trunk_id", "did_id"], ["trunk_id"]),
        ("destination", ["entity_type", "dialled_number", "called_party"], ["dialled_number"]),
        ("start_at", ["start"], []),
    ],
)
def test_parts_of_names_suggest_a_field(field: str, columns: list[str], found: list[str]) -> None:
    assert [*suggested(field, columns)][: len(found)] == found
    assert found or field not in NAME_PARTS


def test_names_say_who_pays() -> None:
    assert says(SOLD, "customerPrice") and not says(SOLD, "carrierCost")
    assert says(BOUGHT, "carrierCost") and not says(BOUGHT, "customerPrice")


def test_a_name_abroad_is_of_one_field() -> None:
    fields = ("start_at", "duration", "bill_duration", "user", "destination", "status", "cost")
    abroad = [(name, field) for field in fields for name in names_abroad(field)]
    assert ("dauer", "duration") in abroad
    own = {name for field in fields for name in column_names(field)}
    assert not own & {name for name, _ in abroad}
    assert len({name for name, _ in abroad}) == len(abroad)
