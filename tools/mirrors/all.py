"""The mirrors, one for each shape that a warehouse may have."""

from decimal import Decimal

from tools.mirrors import Mirror, enriched, own, shapes
from tools.mirrors.legs import legs, legs_of, legs_of_two
from tools.mirrors.shapes import clock_of, first_pass, one_row, text_of
from tools.mirrors.types import TYPES, suited_types

CLOCKS = {
    "paris": "Europe/Paris",
    "new_york": "America/New_York",
    "lord_howe": "Australia/Lord_Howe",
}
MIRRORS = [
    Mirror(
        "epoch",
        one_row(shapes.epoch),
        shapes.suited_epoch,
        dimensions=own.FRACTIONAL_DIMENSIONS,
        measures=own.FRACTIONAL,
    ),
    Mirror("tables", shapes.tables, shapes.suited_tables),
    Mirror("legs", legs),
    Mirror("legs_of_two", legs_of_two, shapes.whole_milliseconds),
    *(Mirror(name, one_row(clock_of(zone)), first_pass(zone)) for name, zone in CLOCKS.items()),
    Mirror("text", one_row(text_of("%Y/%m/%d %H-%M-%S"))),
    Mirror(
        "iso",
        one_row(text_of("%Y-%m-%dT%H:%M:%S", CLOCKS["new_york"])),
        first_pass(CLOCKS["new_york"]),
    ),
    Mirror(
        "zulu",
        one_row(text_of("%Y-%m-%dT%H:%M:%S", suffix="Z")),
        shapes.whole_seconds,
    ),
    Mirror("by_dialect", one_row(shapes.by_dialect), shapes.suited_by_dialect),
    Mirror("instants", one_row(shapes.as_called)),
    Mirror("seconds", one_row(shapes.as_called), shapes.whole_seconds),
    Mirror("decimal_epoch", one_row(shapes.epoch_of(Decimal))),
    Mirror("decimal_milliseconds", one_row(shapes.epoch_of(lambda seconds: 1000 * seconds))),
    Mirror("float_epoch", one_row(shapes.epoch_of(float))),
    Mirror(
        "lookups",
        one_row(shapes.as_called),
        enriched.suited_lookups,
        names=enriched.NAMES,
        dimensions=own.LOOKUP_DIMENSIONS,
    ),
    Mirror(
        "lookups_of_legs",
        legs_of(shapes.as_called),
        enriched.suited_lookups,
        names=enriched.NAMES,
        dimensions=own.LOOKUP_DIMENSIONS,
    ),
    Mirror(
        "fractions",
        one_row(shapes.fractions),
        shapes.suited_fractions,
        dimensions=own.FRACTIONAL_DIMENSIONS,
        measures=own.FRACTIONAL,
    ),
    Mirror(
        "nanoseconds",
        one_row(shapes.nanoseconds),
        shapes.suited_nanoseconds,
        dimensions=own.FRACTIONAL_DIMENSIONS,
        measures=own.FRACTIONAL,
    ),
    Mirror(
        "fractions_of_legs",
        legs_of(shapes.fractions),
        shapes.suited_fractions,
        dimensions=own.FRACTIONAL_DIMENSIONS,
        measures=own.FRACTIONAL,
    ),
    Mirror(
        "own_of_legs",
        legs_of(enriched.own),
        enriched.suited_own,
        dimensions=own.OWN_DIMENSIONS,
        measures=own.OWN,
    ),
    Mirror("types", one_row(shapes.moment), suited_types, types=TYPES),
    Mirror("odd", shapes.odd, shapes.suited_odd),
    Mirror(
        "own",
        one_row(enriched.own),
        enriched.suited_own,
        dimensions=own.OWN_DIMENSIONS,
        measures=own.OWN,
    ),
]
