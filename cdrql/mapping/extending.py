"""Lays a mapping over the one that it extends."""

import json
import re
from collections.abc import Iterator
from typing import Any

from cdrql.backend.sql import END_MARK, MARK
from cdrql.errors import Problem, WarehouseError, did_you_mean, listed_names
from cdrql.mapping.sources import MappingFile, problem_at_key
from cdrql.texts.places import Path


def removed_fields(source: MappingFile, last: bool) -> list[str]:
    """Read which fields a file takes away from what it extends: `lacks = ["cost", "trunk_id"]`."""
    found = source.data.get("lacks", [])
    message = None
    if not isinstance(found, list) or not all(isinstance(name, str) for name in found):
        message = "`lacks` takes an array of fields"
    elif found and last:
        message = "`lacks` takes fields away from what a file extends, and this extends nothing"
    if message:
        hint = 'for instance lacks = ["cost"]'
        raise WarehouseError(problem_at_key((source,), "CDR604", ("lacks",), message, hint))
    return list(found)


# No SQL text can hold the first; the others mark parameters while SQL is printed. Nor may a name or
# a value hold the end of a line: what follows would be indented.
_NOT_SQL = ("\0", MARK, END_MARK)


def unprintable_texts(
    value: Any, chain: tuple[MappingFile, ...], path: Path = ()
) -> Iterator[Problem]:
    """Find characters that no SQL can hold, but for texts that are for people only."""
    if isinstance(value, str):
        refused = _NOT_SQL if _is_expression(path) else (*_NOT_SQL, "\n")
        if found := [sign for sign in refused if sign in value]:
            message = f"a text holds the character U+{ord(found[0]):04X}, which has no place in SQL"
            yield problem_at_key(chain, "CDR604", path, message)
        return
    inner: Any = value.items() if isinstance(value, dict) else ()
    for key, below in enumerate(value) if isinstance(value, list) else inner:
        if not _is_prose(path, key):
            yield from unprintable_texts(key, chain, (*path, key))
            yield from unprintable_texts(below, chain, (*path, key))


def _is_expression(path: Path) -> bool:
    """Say whether a text is SQL, which may go over several lines."""
    field = len(path) == 2 and path[0] == "fields"
    of_call = path[:2] in (("call", "key"), ("call", "order"))
    return field or of_call or not {"sql", "where", "set", "formula"}.isdisjoint(map(str, path))


def merge_mappings(
    below: dict[str, Any], above: dict[str, Any], expressions: bool = False
) -> dict[str, Any]:
    """Lay a mapping over the one it extends: tables key by key, expressions and all else anew.

    `fields.cost.decimals = 4` above `cost = "price"` is `cost = { sql = "price", decimals = 4 }`.
    """
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        # Who names other tables replaces what names them below, in either form.
        if key == "tables" and "table" not in above:
            merged.pop("table", None)
        if key == "table" and "tables" not in above:
            merged.pop("tables", None)
        if isinstance(under, str) and (expressions or key == "where"):
            under = {"sql": under}  # what is said of an expression beside its text
        if isinstance(value, dict) and isinstance(under, dict) and "sql" not in value:
            value = merge_mappings(under, value, key == "fields")
        merged[key] = value
    return merged


def drop_field(merged: dict[str, Any], lacking: str, chain: tuple[MappingFile, ...]) -> None:
    """Take away a field, and the own dimensions and measures that are made of it.

    `lacks = ["cost"]` takes `cost` away, and a measure of which `parts.spent.sum` is "cost".
    """
    fields = _table_at(merged, "fields")
    if lacking not in fields:
        hint = did_you_mean(lacking, fields, f"its fields are {listed_names(fields)}")
        message = f"`{lacking}` is not a field of what this extends"
        place = chain[0].data["lacks"].index(lacking)
        raise WarehouseError(problem_at_key(chain, "CDR605", ("lacks", place), message, hint))
    merged["fields"] = {name: field for name, field in fields.items() if name != lacking}
    for kind in ("dimensions", "measures"):
        if own := _table_at(merged, kind):
            merged[kind] = {
                name: made for name, made in own.items() if not _is_made_of(made, lacking)
            }


def _table_at(merged: dict[str, Any], key: str) -> dict[str, Any]:
    """Give a table of a mapping; what is none is refused by its model later."""
    found = merged.get(key)
    return found if isinstance(found, dict) else {}


def _is_made_of(made: Any, lacking: str) -> bool:
    parts = made.get("parts") if isinstance(made, dict) else None
    every = [made, *(parts.values() if isinstance(parts, dict) else ())]
    roles = ("field", "sum", "count", "when")
    return any(isinstance(p, dict) and any(p.get(r) == lacking for r in roles) for p in every)


def used_columns(merged: dict[str, Any], chain: tuple[MappingFile, ...]) -> dict[str, Any]:
    """Leave out the inherited columns that no expression names any more."""
    rest = {key: value for key, value in merged.items() if key != "columns"}
    words = set(_WORD.findall(json.dumps(_without_prose(rest), ensure_ascii=False, default=str)))
    own: Any = chain[0].data.get("columns", {})
    columns: dict[str, Any] = merged["columns"]
    if not isinstance(columns, dict) or not isinstance(own, dict):
        return columns  # its model refuses it
    return {
        name: kind
        for name, kind in columns.items()
        # A name with blanks cannot be looked for as a word, and is kept.
        if name in own or name in words or not _WORD.fullmatch(name)
    }


def _without_prose(value: Any, path: Path = ()) -> Any:
    """Leave out of a mapping the texts that are for people."""
    if isinstance(value, dict):
        return {
            k: _without_prose(v, (*path, k)) for k, v in value.items() if not _is_prose(path, k)
        }
    return (
        [_without_prose(item, (*path, 0)) for item in value] if isinstance(value, list) else value
    )


def _is_prose(path: Path, key: str | int) -> bool:
    """Say whether a key has a text for people, not SQL; fields may have any name."""
    return (key in _PROSE and not path) or (
        key == "why" and path not in (("fields",), ("columns",))
    )


_WORD = re.compile(r"\w+")
_PROSE = ("title", "about", "grain", "index")
