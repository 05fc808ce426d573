"""What can be said of a mapping before any expression is looked at: its keys together."""

from collections.abc import Iterator

from cdrql.backend import backend_names, get_backend
from cdrql.errors import BackendError, Problem, did_you_mean
from cdrql.language.zones import not_a_zone, zone_names
from cdrql.mapping.model import MappingKeys, TableKeys
from cdrql.mapping.rows import column_kinds
from cdrql.mapping.sources import ReadMapping
from cdrql.texts.places import Path


def mapped_tables(mapping: MappingKeys) -> tuple[TableKeys, ...]:
    """The tables of a mapping: those of `[[tables]]`, or the one of `table = "cdr"`."""
    if mapping.tables:
        return tuple(t.model_copy(update={"set": mapping.set | t.set}) for t in mapping.tables)
    return (TableKeys(name=mapping.table or "", set=mapping.set),)


def table_name(keys: TableKeys, dialect: str) -> str:
    """Name a table in a dialect; one name alone, `table = "cdr.cdrs"`, is that of every dialect."""
    return keys.name if isinstance(keys.name, str) else keys.name.get(dialect, "")


# The checks, each of some keys together.


def general_problems(read: ReadMapping) -> Iterator[Problem]:
    """Find what is wrong with dialects, names of tables and columns, the start."""
    yield from _dialect_problems(read)
    yield from _table_problems(read)
    yield from _unnamed_columns(read)
    yield from _start_problems(read)
    if "answered" not in read.mapping.fields:
        message = "`answered` is missing: which calls were answered?"
        hint = "for instance answered = \"disposition = 'ANSWERED'\""
        yield read.problem("CDR603", ("fields",), message, hint)


def _dialect_problems(read: ReadMapping) -> Iterator[Problem]:
    """Look for every dialect that is named: those that are claimed, and those with a text."""
    dialects = read.mapping.dialects
    for place, name in enumerate(dialects):
        try:
            get_backend(name)
        except BackendError as error:
            why = error.problems[0]
            yield read.problem("CDR610", ("dialects", place), why.message, why.hint)
        if name in dialects[:place]:
            yield read.problem("CDR611", ("dialects",), f"`{name}` stands twice")
    known = (*backend_names(), *dialects)
    for path, name in _texts_by_dialect(read.mapping):
        if name not in known:
            hint = did_you_mean(name, known, f"dialects are {', '.join(backend_names())}")
            yield read.problem("CDR602", (*path, name), f"`{name}` is not a dialect", hint)


def _texts_by_dialect(mapping: MappingKeys) -> Iterator[tuple[Path, str]]:
    """Go through all that is stated by dialect: the path, and each dialect there."""
    found: dict[Path, object] = {
        ("table",): mapping.table,
        ("index",): mapping.index,
        ("start", "stores"): mapping.start.stores,
    }
    found |= {("set", name): sql for name, sql in mapping.set.items()}
    found |= {("fields", name, "sql"): keys.sql for name, keys in mapping.fields.items()}
    for place, table in enumerate(mapping.tables):
        found["tables", place, "name"] = table.name
        found |= {("tables", place, "set", name): sql for name, sql in table.set.items()}
        found["tables", place, "where", "sql"] = table.where and table.where.sql
    found["where", "sql"] = mapping.where and mapping.where.sql
    if call := mapping.call:
        found |= {("call", "key"): call.key, ("call", "order"): call.order}
    for path, value in found.items():
        yield from ((path, name) for name in value) if isinstance(value, dict) else ()


def _table_problems(read: ReadMapping) -> Iterator[Problem]:
    """Hold the tables to having a name in every dialect."""
    mapping = read.mapping
    if mapping.table is not None and mapping.tables:
        yield read.problem("CDR611", ("table",), "a mapping has either `table` or [[tables]]")
    elif mapping.table is None and not mapping.tables:
        hint = 'table = "cdr", above the first [...]; or several [[tables]] that are one in meaning'
        yield read.problem("CDR603", ("table",), "`table` is missing", hint)
        return
    for place, table in enumerate(mapped_tables(mapping)):
        at: Path = ("table",) if mapping.table is not None else ("tables", place, "name")
        for dialect in mapping.dialects:
            name = table_name(table, dialect)
            if not name and isinstance(table.name, dict):
                yield read.problem("CDR603", at, f"there is no name of the table in {dialect}")
            elif not all(name.split(".")) or name.count(".") > 1:
                message = f"`{name}` cannot be the name of a table"
                yield read.problem("CDR604", at, message, 'write "table" or "schema.table"')
    yield from _repeated_tables(read)


def _repeated_tables(read: ReadMapping) -> Iterator[Problem]:
    """Refuse a table that stands twice and is not filtered otherwise: its calls would count twice.

    A table whose rows are of two kinds may stand there once for each, each with its own `where`.
    """
    seen: dict[tuple[str, str], list[set[str]]] = {}
    for place, table in enumerate(read.mapping.tables):
        wheres = {" ".join(str(table.where.sql).split())} if table.where else set()
        for dialect in read.mapping.dialects:
            name = table_name(table, dialect)
            others = seen.setdefault((dialect, name.lower()), [])
            if name and any(wheres == other or not (wheres and other) for other in others):
                message = f"`{name}` stands twice among [[tables]]: its calls would count twice"
                hint = "leave one out, or give each a `where` that takes other rows"
                yield read.problem("CDR611", ("tables", place, "name"), message, hint)
                break
            others.append(wheres)


def _unnamed_columns(read: ReadMapping) -> Iterator[Problem]:
    places: list[tuple[Path, dict[str, str]]] = [(("columns",), read.mapping.columns)]
    for place, table in enumerate(read.mapping.tables):
        places.append((("tables", place, "columns"), table.columns))
    for path, columns in places:
        if "" in columns:
            yield read.problem("CDR604", path, "a column has no name")


def _start_problems(read: ReadMapping) -> Iterator[Problem]:
    """Hold the start's keys to each other, and its column to what it stores."""
    mapping = read.mapping
    start = mapping.start
    if start.zone not in zone_names():
        why = not_a_zone(start.zone)
        yield read.problem("CDR604", ("start", "zone"), why.message, why.hint)
    if isinstance(start.stores, dict):
        for dialect in mapping.dialects:
            if dialect not in start.stores:
                message = f"what the start stores in {dialect} is not said"
                yield read.problem("CDR603", ("start", "stores"), message)
    every = (start.stores,) if isinstance(start.stores, str) else start.stores.values()
    stored: set[str] = set(every)
    yield from _start_column(read, stored)
    yield from _start_keys(read, stored)


def _start_column(read: ReadMapping, stored: set[str]) -> Iterator[Problem]:
    """Look for the start column in every table, and at its kind."""
    wanted = {"epoch": ("integer", "decimal", "float"), "text": ("text", "time")}
    for place, table in enumerate(mapped_tables(read.mapping)):
        name = table.start or read.mapping.start.column
        path: Path = ("tables", place, "start") if table.start else ("start", "column")
        kinds = column_kinds(read, table)
        if name in table.set:
            message = f"the start `{name}` is set, and no index would serve the window"
            yield read.problem("CDR611", path, message, "name a column of the table")
        elif name not in kinds:
            hint = did_you_mean(
                name, (*kinds, *read.declared), "add it to [columns] if it is there"
            )
            message = f"the start `{name}` is not a column that is declared"
            yield read.problem("CDR608", path, message, hint)
        else:
            for stores in sorted(stored):
                if kinds[name] not in wanted.get(stores, ("time",)):
                    message = f"the start stores `{stores}`, but its column is {kinds[name]}"
                    at: Path = ("start", "stores")
                    at = at if "stores" in read.mapping.start.model_fields_set else path
                    yield read.problem("CDR609", at, message, _STORES[stores])


_STORES = {
    "epoch": "an epoch is integer, decimal or float",
    "text": "a start that is text has the kind text",
} | dict.fromkeys(
    ("utc", "local", "instant", "seconds"),
    'declare it as "time", or say stores = "epoch" (numbers) or "text"',
)


def _start_keys(read: ReadMapping, stored: set[str]) -> Iterator[Problem]:
    """Refuse what is stated of another kind of start; what a file inherits does no harm."""
    start = read.mapping.start
    # Bounds of the window are compared with the column as texts.
    order = [start.format.find(sign) for sign in ("%Y", "%m", "%d", "%H", "%M", "%S")]
    sorts = order == sorted(order) and -1 not in order and start.format.count("%") == 6
    if "text" in stored and not sorts:
        message = "the format must sort as time does: %Y %m %d %H %M %S, in this order, once each"
        yield read.problem("CDR604", ("start", "format"), message, "or map another column")
    if start.zone != "UTC" and not stored & {"local", "text"}:
        message = "only a start that stores `local` or `text` is in a zone of its own"
        yield read.problem("CDR611", ("start", "zone"), message, 'say stores = "local"')
    own = read.sources[0].data.get("start", {})
    for key, kinds in (("unit", ["epoch"]), ("decimals", ["epoch", "text"]), ("format", ["text"])):
        if key in own and not stored & set(kinds):
            message = f"`{key}` is for a start that stores `{'` or `'.join(kinds)}`"
            yield read.problem("CDR611", ("start", key), message, f'say stores = "{kinds[0]}"')
