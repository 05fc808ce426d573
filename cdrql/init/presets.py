"""What each preset needs of a database, to be compared with what is there."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdrql.engines.schema import LiveTable
from cdrql.init.recognise import ColumnPlace, Preset
from cdrql.model.columns import Stated
from cdrql.model.default import CDRS_COLUMNS, CDRS_TABLE
from cdrql.model.vocabulary import FIELD_TYPES

if TYPE_CHECKING:
    from cdrql.mapping.model import FieldKeys, TableKeys
    from cdrql.mapping.model import MappingKeys as Keys

SqlTexts = str | Mapping[str, str]  # one text for every dialect, or one for each


def read_presets(dialect: str) -> list[Preset]:
    """Read every preset, as it stands in a dialect."""
    from cdrql.mapping import presets as names
    from cdrql.mapping import read_mapping

    return [preset(read_mapping(name).mapping, dialect) for name in names()]


def preset(keys: "Keys", dialect: str) -> Preset:
    """Tell what a mapping needs; in a dialect that it does not claim, as in its first."""
    from cdrql.mapping.general import mapped_tables, table_name
    from cdrql.mapping.rows import stated_columns

    dialect = dialect if dialect in keys.dialects else keys.dialects[0]
    tables = {table_name(table, dialect): table for table in mapped_tables(keys)}
    columns: dict[ColumnPlace, Stated] = {}
    for name, table in tables.items():
        held = stated_columns(keys, table).items()
        columns |= {(name, c): column for c, column in held if c not in table.set}
    found = _Finder(tables, columns, dialect)
    uses = {
        name: found.places(field.sql) | _lookup_columns(field)
        for name, field in keys.fields.items()
    }
    starts = {name: table.start or keys.start.column for name, table in tables.items()}
    rows = map(found.places, _row_conditions(keys, tables.values()))
    core = uses["answered"].union(starts.items(), *rows)
    used = core.union(*uses.values())  # what is inherited may be declared and not used
    return Preset(
        name=keys.name,
        title=keys.title,
        dialects=tuple(keys.dialects),
        columns={place: columns.get(place, Stated()) for place in sorted(used)},
        uses=uses,
        core=core,
        declared=frozenset(columns),
        starts=starts,
        stores=_text_for(keys.start.stores, dialect),
        whole=frozenset(name for name, field in keys.fields.items() if _is_whole(name, field)),
    )


def _row_conditions(keys: "Keys", tables: "Iterable[TableKeys]") -> Iterator[SqlTexts]:
    """Give the expressions that decide which rows are calls."""
    conditions = [table.where for table in tables]
    if keys.call is not None:
        yield keys.call.key
        yield keys.call.order or ""
        conditions.append(keys.call.where)
    yield from (condition.sql for condition in conditions if condition is not None)


def _is_whole(name: str, field: "FieldKeys") -> bool:
    """Tell whether a field is of seconds, of which no decimals are stated."""
    return (field.type or FIELD_TYPES.get(name)) == "seconds" and field.decimals is None


def _text_for(text: SqlTexts, dialect: str) -> str:
    """Take what is stated for a dialect, or for all."""
    return text if isinstance(text, str) else text.get(dialect, next(iter(text.values())))


@dataclass(frozen=True, slots=True)
class _Finder:
    """Finds the columns that expressions name, also through what a table sets."""

    tables: "Mapping[str, TableKeys]"
    columns: Mapping[ColumnPlace, Stated]
    dialect: str

    def places(self, sql: SqlTexts) -> frozenset[ColumnPlace]:
        """Give the columns of an expression."""
        found = set[ColumnPlace]()
        for name, table in self.tables.items():
            words, reached = self._words_of(sql), set[str]()
            # What a table sets may be made of what it sets before.
            while new := words & table.set.keys() - reached:
                reached |= new
                words = words.union(*(self._words_of(table.set[column]) for column in new))
            found |= {(name, word) for word in words}
        return frozenset(found & self.columns.keys())

    def _words_of(self, sql: SqlTexts) -> set[str]:
        """Give the words of an expression that may be names, its texts left out."""
        # Words, not a parse: these are only compared with the names of columns that are there.
        return set(re.findall(r"\w+", re.sub(r"'(?:[^']|'')*'", "", _text_for(sql, self.dialect))))


def _lookup_columns(field: "FieldKeys") -> frozenset[ColumnPlace]:
    """Give the columns of the table that a field's names are looked up in."""
    look = field.lookup
    return frozenset({(look.table, look.key), (look.table, look.name)} if look else ())


def is_default(schema: Mapping[str, LiveTable]) -> bool:
    """Tell whether the table of the default warehouse is there."""
    return CDRS_TABLE in schema and CDRS_COLUMNS.keys() <= schema[CDRS_TABLE].columns.keys()
