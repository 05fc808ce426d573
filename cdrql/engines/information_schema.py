"""The standard's catalogue, for engines that have no reader of their own."""

import re

from cdrql.engines.catalogue import (
    add_indexes,
    fill_in_parts,
    finish_tables,
    gather_tables,
    kinds_by_word,
)
from cdrql.engines.schema import LiveColumn, LiveTable
from cdrql.engines.sessions import Answering
from cdrql.errors import DatabaseError, Problem

_PARTS = {
    "$name": """CASE WHEN t.table_schema = CURRENT_SCHEMA THEN t.table_name
        ELSE t.table_schema || '.' || t.table_name END""",
    "$seen": "t.table_schema NOT IN ('information_schema', 'pg_catalog')",
}
_TABLES = fill_in_parts(
    """SELECT $name, t.table_type <> 'BASE TABLE', '', NULL
    FROM information_schema.tables t WHERE $seen""",
    _PARTS,
)
_COLUMNS = fill_in_parts(
    """SELECT $name, t.column_name, t.data_type, t.is_nullable
    FROM information_schema.columns t WHERE $seen
    ORDER BY t.table_schema, t.table_name, t.ordinal_position""",
    _PARTS,
)
_KEYS = fill_in_parts(
    """SELECT $name, t.constraint_name, 1, k.column_name
    FROM information_schema.table_constraints t JOIN information_schema.key_column_usage k
        ON k.constraint_schema = t.constraint_schema AND k.constraint_name = t.constraint_name
        AND k.table_name = t.table_name
    WHERE $seen AND t.constraint_type IN ('PRIMARY KEY', 'UNIQUE')
    ORDER BY t.table_schema, t.table_name, t.constraint_name, k.ordinal_position""",
    _PARTS,
)
_KINDS = kinds_by_word(
    {
        "text": "character char varchar nchar nvarchar text string clob",
        "integer": "tinyint smallint int integer bigint hugeint",
        "decimal": "decimal numeric",
        "float": "real float double",
        "time": "timestamp datetime",
        "boolean": "boolean",
        "uuid": "uuid",
    }
)
_NARROW = ("tinyint", "smallint", "int", "integer")


def read_tables(database: Answering, dialect: str) -> list[LiveTable]:
    """Read `information_schema`: tables, columns, and the keys that are unique.

    Raises DatabaseError (CDR506) where an engine has no such schema: it then needs its own reader.
    """
    try:
        rows = database.query(_COLUMNS)
    except DatabaseError as error:
        message = f"nothing is known that reads the catalogue of {dialect}"
        hint = "it has no `information_schema`: its engine needs a `tables` of its own"
        raise DatabaseError(Problem("CDR506", message, hint=hint)) from error
    columns = [
        (table, column_of(name, str(kind), null == "YES")) for table, name, kind, null in rows
    ]
    drafts = gather_tables(database.query(_TABLES), columns)
    add_indexes(drafts, database.query(_KEYS))
    return finish_tables(drafts)


def column_of(name: str, declared: str, nullable: bool) -> LiveColumn:
    """Tell the kind of a column by the first word of its type; an array is another."""
    typed = declared.lower()
    word = "" if typed.endswith("]") else re.split(r"[ (]", typed)[0]
    kind = _KINDS.get(word, "other")
    instant = kind == "time" and typed.endswith("with time zone")
    return LiveColumn(name, declared, kind, nullable, instant, word in _NARROW)
