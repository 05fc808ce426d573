"""The default warehouse is one of many: what it has is the vocabulary's, and need not be all."""

from cdrql.language.request import Filter
from cdrql.model.column_names import OTHER_NAMES, SYSTEMS, column_names
from cdrql.model.default import CDRS_COLUMNS, DEFAULT, START_COLUMN
from cdrql.model.name_parts import NAME_PARTS
from cdrql.model.vocabulary import (
    ATTRIBUTES,
    DIMENSIONS,
    FIELD_TYPES,
    FILTERS,
    HELD_FIELDS,
    MEASURES,
    FilterKey,
)

HELD = {START_COLUMN, *HELD_FIELDS}


def test_a_column_holds_what_its_field_is() -> None:
    columns = {name: column.kind for name, column in CDRS_COLUMNS.items() if name != START_COLUMN}
    assert columns == {name: FIELD_TYPES.get(name) for name in columns}
    assert {*columns} == {*DEFAULT.fields} & {*HELD_FIELDS}


def test_what_tells_columns_is_about_fields() -> None:
    assert {*OTHER_NAMES} <= HELD
    assert {*NAME_PARTS} <= HELD
    assert {field for _, sources in SYSTEMS for field in sources} <= HELD


def test_a_field_without_spellings_has_its_own_name() -> None:
    assert column_names("transfer_to") == ["transfer_to"]
    assert column_names("trunk_id")[:2] == ["trunk_id", "id_trunk"]


def test_rows_name_fields() -> None:
    named = {name for row in (*DIMENSIONS, *MEASURES) for name in row.needs}
    named |= {*(row.field for row in FILTERS), *ATTRIBUTES.values()}
    assert named == {*FIELD_TYPES}, "a field that nothing asks for, or one without a type"


def test_filters_are_the_keys_of_a_request() -> None:
    keys = {*Filter.model_fields} - {"start_at", "end_at", "callAttributes"}
    told = "a row of FILTERS in cdrql/model/vocabulary.py is a key of Filter in language/request.py"
    assert keys == {row.key for row in FILTERS}, told


def test_filters_read_what_their_fields_hold() -> None:
    def fits(row: FilterKey) -> bool:
        if row.kind == "condition":
            return FIELD_TYPES[row.field] in ("integer", "seconds", "money")
        return FIELD_TYPES[row.field] == row.type

    assert [row.key for row in FILTERS if not fits(row)] == []
