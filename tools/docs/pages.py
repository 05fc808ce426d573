"""Writes what docs/ has from code: `python -m tools.docs`."""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

from cdrql import RequestError, compile
from cdrql.audit.facts import formula
from cdrql.errors import CODES
from cdrql.model.vocabulary import ATTRIBUTES, DIMENSIONS, FILTERS, MEASURES, Measure
from tools.docs import threats
from tools.docs.mapping_page import mapping_page
from tools.docs.markdown import filled, table
from tools.docs.servers_page import servers_page
from tools.docs.warehouse_pages import pages

DOCS = Path(__file__).parents[2] / "docs"
ERRORS, LANGUAGE, MAPPING = DOCS / "errors.md", DOCS / "language.md", DOCS / "mapping.md"
SERVERS = DOCS / "servers.md"
WAREHOUSES, THREATS = DOCS / "warehouses", DOCS / "trust" / "threats.md"

_HEAD = """\
# Errors and warnings

Every problem has a code that never changes its meaning and is never used again. The library raises
one `cdrql.CdrqlError` that lists all problems (`.problems`, `.as_dict()`); the command line prints
them on stderr. What each one looks like is in `tests/language/errors`.

This page is made from `cdrql/errors.py` by `python -m tools.docs`.

## An error as JSON

`error.as_dict()` is `{"errors": [...]}`, with an object such as this for each problem; a warning in
the JSON of `cdrql compile` is the same object.

```json
%s
```

- `path`: the keys that lead to what is wrong, in the request (`filter.user[1]`) or in the mapping
  file (`fields.country`); empty where it is at none of them.
- `place`: where that key stands: `file`, `line` and `column`, counted from 1, each null where it is
  not known. It is null as a whole for a request that is a dict, for a key that is missing or that
  stands more than eight deep, in JSON text of more than 100,000 characters or that is nested too
  deep, and for what is at no key: a backend, a policy, a database.
- `text`: the string of the request that is wrong, or the line of the file; of a long one what
  stands around the span, 120 characters at most. Null where there is none.
- `span`: what is wrong in `text`: its first character, and the one behind its last, in code points
  from 0; it ends with `text` where it is longer. Null where there is no `text`.
- `offset`: how many code points of the whole string or line stand before `text`.
- `hint`: what to do, or null.

All problems are told, each in some hundred bytes, however long the string is in which they stand.
"""
# What is wrong with a request of two lines.
_EXAMPLE = """\
{"group": "user",
 "fields": "total cals", "filter": {"start_at": "2025-01-01", "end_at": "2025-02-01"}}"""

# The first digit of a code says where the problem is.
_PARTS = {
    "1": "The JSON of a request and the values in it",
    "2": "The form of a string",
    "3": "The meaning of a request",
    "4": "Policies",
    "5": "Backends, databases and files",
    "6": "Mapping files",
    "7": "What `cdrql warehouse check` finds",
    "8": "Warnings (errors with `strict`)",
}
# What a measure is, and how it reads in a response; the formula stands for those that are not here.
_MEANINGS = {
    "total calls": ("number of calls", '`"3"`'),
    "successful calls": ("calls that were answered", '`"1"`'),
    "total duration": ("sum of durations, ringing included", '`"00:00:05"`'),
    "total bill duration": ("sum of bill durations", '`"00:00:00"`'),
    "ACD": ("bill duration of answered calls / answered calls", '`"83.25 (in 4 calls)"`'),
    "ASR": ("100 * answered calls / calls", '`"33.33% (in 1 of 3 calls)"`'),
    "cost": ("sum of costs", "`1.5`, or `null`"),
    "transfer duration": ("sum of transfer durations", '`"0"`'),
    "conference duration": ("sum of conference durations", '`"0"`'),
    "transfer cost": ("sum of transfer costs", "`0`, or `null`"),
    "conference cost": ("sum of conference costs", "`0`, or `null`"),
    "total transfer": ("calls that were transferred", '`"0"`'),
    "call agent duration": ("sum of agent durations", '`"0"`'),
}
_TESTS = {
    "one of": "equals one of them",
    "prefix": "starts with one of them",
    "condition": "`value;operator`, all of which must hold",
}


def errors_page() -> str:
    """Print what an error is as JSON, and the table of codes, part by part."""
    try:
        compile(_EXAMPLE, "postgres")
    except RequestError as error:
        blocks = [_HEAD % json.dumps(error.as_dict()["errors"][0], indent=2)]
    for digit, title in _PARTS.items():
        rows = [
            (code, sentence.removeprefix("Warning: "))
            for code, sentence in CODES.items()
            if code[3] == digit
        ]
        blocks.append(f"## {title}\n\n{table(('code', 'meaning'), *rows)}\n")
    return "\n".join(blocks)


def language_tables() -> Mapping[str, str]:
    """Print the tables of the language by their names."""
    dimensions = [(f"`{d.name}`", f"`{d.key}`", d.type) for d in DIMENSIONS]
    measures = [(f"`{m.name}`", f"`{m.key}`", _meaning(m), m.unit, _example(m)) for m in MEASURES]
    filters = [
        ("`start_at`, `end_at`", "timestamps, required", "start_at <= start of the call < end_at"),
        *((f"`{f.key}`", _value(f.kind, f.type), _TESTS[f.kind]) for f in FILTERS),
        (
            "`callAttributes`",
            f"one or an array of {', '.join(f'`{name}`' for name in ATTRIBUTES)}",
            "the call has at least one of them",
        ),
    ]
    return {
        "dimensions": table(("name", "key in a response", "type"), *dimensions),
        "measures": table(
            ("name", "key in a response", "value", "unit", "in a response"), *measures
        ),
        "filters": table(("key", "value", "a call counts when"), *filters),
    }


def _meaning(measure: Measure) -> str:
    """Say what a measure is: in words where they are written down, else by its formula."""
    return _MEANINGS[measure.name][0] if measure.name in _MEANINGS else f"`{formula(measure)}`"


def _example(measure: Measure) -> str:
    """Show how a measure reads in a response: as the first one of its format does."""
    alike = (row.name for row in (measure, *MEASURES) if row.format == measure.format)
    return next((_MEANINGS[name][1] for name in alike if name in _MEANINGS), "")


def _value(kind: str, type_: str) -> str:
    """Say what a filter takes."""
    what = {"text": "string", "integer": "integer"}[type_]
    return "string" if kind == "condition" else f"{what}, or an array of them"


def language_page(page: str) -> str:
    """Put the tables into the page, each between its marks."""
    return filled(page, language_tables())


def warehouse_pages() -> Mapping[str, str]:
    """Give the pages of docs/warehouses by their names."""
    return dict(pages())


def main() -> None:
    """Write all pages."""
    argparse.ArgumentParser(prog="python -m tools.docs", description=__doc__).parse_args()
    ERRORS.write_text(errors_page(), encoding="utf-8")
    LANGUAGE.write_text(language_page(LANGUAGE.read_text(encoding="utf-8")), encoding="utf-8")
    MAPPING.write_text(mapping_page(MAPPING.read_text(encoding="utf-8")), encoding="utf-8")
    SERVERS.write_text(servers_page(SERVERS.read_text(encoding="utf-8")), encoding="utf-8")
    THREATS.parent.mkdir(exist_ok=True)
    THREATS.write_text(threats.page(), encoding="utf-8")
    made = warehouse_pages()
    WAREHOUSES.mkdir(exist_ok=True)
    for old in WAREHOUSES.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (WAREHOUSES / name).write_text(text, encoding="utf-8")
