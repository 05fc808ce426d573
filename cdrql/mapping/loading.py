"""Opens warehouses by name: presets once for a process, files as they are now."""

from functools import cache
from pathlib import Path

from cdrql.mapping.builder import build_warehouse
from cdrql.mapping.files import presets, read_mapping
from cdrql.mapping.general import mapped_tables, table_name
from cdrql.mapping.rows import stated_columns
from cdrql.model.columns import Stated
from cdrql.model.default import DEFAULT
from cdrql.model.warehouse import Warehouse


def load_warehouse(name: str | Path) -> Warehouse:
    """Open a warehouse: a preset by its name, or a mapping file by its path.

    `default` is the table `cdrs` that `cdrql load` and `cdrql demo` make. Raises WarehouseError,
    which lists every problem of the mapping with its file, line and key. A warehouse is the same
    object each time a preset is opened; keep that of a file, for statements are cached by it.
    """
    if name == DEFAULT.name:
        return DEFAULT
    return (
        _load_preset(name)
        if isinstance(name, str) and name in presets()
        else build_warehouse(read_mapping(name))
    )


@cache
def _load_preset(name: str) -> Warehouse:
    return build_warehouse(read_mapping(name))


def declared_columns(name: str | Path, dialect: str | None = None) -> dict[str, dict[str, str]]:
    """Give the columns that a mapping uses, as {table: {column: kind}}, lookups included.

    Tables have the names of `dialect`, by default the mapping's first. Kinds are text, integer,
    decimal, float, time, boolean, uuid and other.
    """
    mapping = read_mapping(name).mapping
    found: dict[str, dict[str, str]] = {}
    for table in mapped_tables(mapping):
        found[table_name(table, dialect or mapping.dialects[0])] = {
            c: str(column.kind)
            for c, column in stated_columns(mapping, table).items()
            if c not in table.set
        }
    for field in mapping.fields.values():
        if look := field.lookup:
            found.setdefault(look.table, {})[look.key] = "other"
            found[look.table][look.name] = str(Stated.read(look.kind).kind)
    return found
