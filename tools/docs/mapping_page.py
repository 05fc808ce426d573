"""Writes what docs/mapping.md has from code: keys, fields, and what its commands print."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from cdrql.mapping import model
from cdrql.model.vocabulary import ATTRIBUTES, DIMENSIONS, FIELD_TYPES, FILTERS, MEASURES
from tools.docs.markdown import filled, table
from tools.docs.walks import walked

# The parts of a mapping, and what each of their keys is for.
_FILE = {
    "name": "what answers and errors call it; the file's name without its ending by default",
    "title": "the name of the system, for people",
    "about": "what to know of it, in Markdown",
    "dialects": "the engines it is for: `postgres`, `mysql` (MariaDB too), `clickhouse`, `sqlite`; "
    "expressions are written in the first one",
    "grain": "one sentence that says what one row is; it is shown with every answer",
    "index": "the index that serves the window, as advice; one statement, or one for each engine",
    "table": "the table, as `name` or `schema.name`; or one for each engine",
    "where": "a condition on rows; others are not there",
    "tables": "instead of `table`: several that are one in meaning",
    "start": "when a call began",
    "columns": "every column that the mapping uses, and its kind: `text`, `integer`, `int32` (at "
    "most 32 bits, so that ClickHouse need not widen its sums), `decimal`, `float`, `time`, "
    "`boolean`, `uuid` or `other`; `not null` after it where that is so",
    "set": "columns that the mapping makes itself: an expression over the others",
    "call": "where several rows are one call",
    "fields": "where the logical fields come from",
    "dimensions": "dimensions of your own, by their names in a request",
    "measures": "measures of your own, by their names in a request",
    "policy": "what every request must obey: see [policy.md](policy.md)",
}
_EXTENDING = {
    "extends": "a ready-made mapping, or a file beside this one, from which this one differs",
    "lacks": "fields of the extended mapping that are not there",
}
_START = {
    "column": "a column, never an expression",
    "stores": "`utc`, `local`, `instant`, `seconds`, `epoch` or `text`; or one for each engine",
    "zone": "the zone of a `local` or `text` start, such as `Europe/Paris`; UTC by default",
    "unit": "what an `epoch` counts: `s`, `ms`, `us` or `ns`",
    "decimals": "digits that an `epoch` or a `text` has after the point",
    "format": "of a `text`: `%Y %m %d %H %M %S` in this order, with fixed signs between them; what "
    "follows the seconds and their decimals does not matter",
    "why": "why it is so",
}
_TABLE = {
    "name": "its name; or one for each engine",
    "where": "a condition on its rows, beside the one on all",
    "start": "its start column, where it is another one",
    "columns": "columns that it has beyond those of all",
    "set": "columns that others have and it lacks: an expression over its own",
}
_CALL = {
    "key": "an expression: rows with the same value are one call",
    "order": "what orders the rows of a call that began in the same moment; `first` and `last` "
    "need it",
    "where": "a condition on folded calls, with MIN, MAX, SUM or COUNT; others are not there",
    "longest": "seconds from the first row's start to the last row's start, at most; 2678400 (31 "
    "days) is the most",
}
_FIELD = {
    "sql": "an expression over the columns; or one for each engine",
    "why": "why it is so: one sentence or two, for whoever doubts a number",
    "type": "of a field of your own: `text`, `integer`, `seconds`, `money` or `boolean`",
    "decimals": "digits after the point of the stored number; 0 for seconds, 6 for money",
    "divisor": "how many stored units make a second, or a unit of money: 1000 for milliseconds; "
    "a power of ten, up to 10^9",
    "null_like": "stored values that stand for nothing",
    "digits": "of an integer: the whole number that a text spells, nothing for another text",
    "lookup": "the table of names in which it is a key",
    "fold": "with `[call]`, what becomes of a call's rows: `first`, `last`, `min`, `max`, `sum`, "
    "`any`",
    "nullable": "whether it can be nothing, where the expression does not tell",
}
_LOOKUP = {
    "table": "the table of names",
    "key": "its unique column, which the field equals",
    "name": "its column that is shown",
    "kind": "the kind of that column",
}
_DIMENSION = {
    "field": "the field that it groups by",
    "key": "its key in an answer; its name with `_` by default",
}
_MEASURE = {
    "parts": "names for what is added up",
    "formula": "`+ - * /`, brackets and numbers over the parts; at most one division, NULL where "
    "what divides is not above 0",
    "unit": "`money`, `seconds`, `percent`, `calls` or `number`",
    "decimals": "digits that are shown where the formula divides",
    "key": "its key in an answer; its name with `_` by default",
}
_PART = {
    "sum": "the field that is added up",
    "count": "instead of a sum: `true` counts calls, a boolean field those where it holds",
    "when": "a boolean field: only calls where it holds",
}
PARTS: dict[str, tuple[type[BaseModel] | None, dict[str, str]]] = {
    "The file": (model.MappingKeys, _FILE),
    "A file that extends another": (None, _EXTENDING),
    "`[start]`": (model.StartKeys, _START),
    "`[[tables]]`": (model.TableKeys, _TABLE),
    "`[call]`": (model.CallKeys, _CALL),
    "`[fields]`": (model.FieldKeys, _FIELD),
    "`lookup` of a field": (model.LookupKeys, _LOOKUP),
    "`[dimensions]`": (model.DimensionKeys, _DIMENSION),
    "`[measures]`": (model.MeasureKeys, _MEASURE),
    "`parts` of a measure": (model.PartKeys, _PART),
}


def mapping_page(page: str) -> str:
    """Put the tables and what the commands print into the page."""
    page = filled(page, {"keys": keys(), "fields": fields()})
    with tempfile.TemporaryDirectory() as folder:
        return walked(page, Path(folder))


def keys() -> str:
    """Print the keys, part by part, as the model has them."""
    blocks = []
    for title, (part, meanings) in PARTS.items():
        if part is not None:
            assert list(meanings) == list(part.model_fields), title
        rows = [
            (f"`{key}`", "required" if _required(part, key) else "", meaning)
            for key, meaning in meanings.items()
        ]
        blocks.append(f"**{title}**\n\n{table(('key', '', 'what it says'), *rows)}")
    return "\n\n".join(blocks)


def _required(part: type[BaseModel] | None, key: str) -> bool:
    """Say whether a part has to have a key; a file's name comes by itself."""
    if part is None or (part, key) == (model.MappingKeys, "name"):
        return False
    return part.model_fields[key].is_required()


def fields() -> str:
    """Print the fields, and what a request asks of each."""
    rows = [(f"`{name}`", kind, ", ".join(_asked(name))) for name, kind in FIELD_TYPES.items()]
    return table(("field", "type", "in a request"), *rows)


def _asked(name: str) -> Iterator[str]:
    """Name what a request may ask of a field."""
    yield from (f"`{d.name}`" for d in DIMENSIONS if d.field == name)
    sums = ((m, part) for m in MEASURES for part in m.sums)
    yield from dict.fromkeys(f"`{m.name}`" for m, part in sums if name in (part.field, part.when))
    yield from (f"filter `{f.key}`" for f in FILTERS if f.field == name)
    yield from (f"filter `callAttributes`: `{key}`" for key, f in ATTRIBUTES.items() if f == name)
