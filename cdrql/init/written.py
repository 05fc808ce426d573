"""Writes what was found as a mapping file, to be read and changed by people."""

import json
import re
from collections.abc import Iterable, Mapping
from textwrap import wrap

from cdrql.init.column_choice import Choice
from cdrql.init.proposal import Proposal
from cdrql.init.recognise import Match
from cdrql.init.siblings import nothing_of
from cdrql.init.zone import Zone
from cdrql.model.columns import Stated
from cdrql.texts.carets import printable


def preset_text(match: Match, zone: Zone | None) -> str:
    """Write a file that takes a preset and states what differs; `zone` is that of local starts."""
    name = match.preset.name
    lines = [
        f"# {printable(match.preset.title)}: its tables were recognised by `cdrql init`.",
        f"# `cdrql warehouse show {name}` says what the preset makes of them.",
        f"extends = {value(name)}",
        *([f"table = {value(match.table)}"] if match.table and not match.tables else []),
    ]
    if match.lacks:
        absent = ", ".join((*match.missing, *match.unlike))
        lines += ["", f"# Not there: {printable(absent)}.", f"lacks = {value(match.lacks)}"]
    start = {"stores": match.stores} if match.stores else {}
    if zone is not None:
        start["zone"] = zone.name
    if start:
        notes = {"zone": zone.why if zone else "", "stores": "here another than in the preset"}
        lines += ["", "[start]", *(_key_line(key, text, notes[key]) for key, text in start.items())]
    if match.differs:
        lines += ["", "[columns]", *_declare_columns(match.differs)]
    if match.decimals:
        pairs = match.decimals.items()
        lines += ["", "[fields]", *(_key_line(name, {"decimals": n}) for name, n in pairs)]
    for name in match.tables:
        lines += ["", "[[tables]]", _key_line("name", name)]
    return "\n".join(lines) + "\n"


def proposal_text(proposal: Proposal, zone: Zone | None) -> str:
    """Write a whole mapping of one table; a comment says why where it is not sure."""
    start, answered = proposal.start, proposal.answered
    if start is None or answered is None:
        raise ValueError("a mapping needs a start and what is answered")
    narrow = proposal.engine.wraps_sums
    lines = [
        "# A mapping of this table to the fields of calls, proposed by `cdrql init` from names and",
        "# values of its columns. Check above all `answered`, and that one row is one call.",
        *(f"# {line}" for remark in proposal.remarks for line in wrap(printable(remark), 98)),
        f"name = {value(proposal.table.name[:60])}",
        *([] if proposal.tables else [f"table = {value(proposal.table.name)}"]),
        f"dialects = {value([proposal.engine.dialect])}",
        'grain = "one row is one call"',
        *_where_lines(proposal),
        "",
        "[start]",
        _key_line("column", start.sql, _shown_doubt(start)),
        *_start_lines(start, zone),
        "",
        "[columns]",
        *_declare_columns({c.name: c.stated(narrow) for c in proposal.columns}),
        *_table_lines(proposal),
        "",
        "[fields]",
        *(_written_field(choice) for choice in (answered, *proposal.fields)),
    ]
    if proposal.lacking:
        lines += ["", *_wrap_names("Fields that this table lacks", proposal.lacking)]
    if proposal.unused:
        lines += ["", *_wrap_names("Columns that are not used", proposal.unused)]
    return "\n".join(lines) + "\n"


def _where_lines(proposal: Proposal) -> list[str]:
    if proposal.where is None:
        return []
    return [_key_line("where", {"sql": proposal.where.sql, "why": proposal.where.why})]


def _table_lines(proposal: Proposal) -> list[str]:
    """Write the tables that are read as one, with nothing for a column that one lacks."""
    lines = []
    for table in proposal.tables:
        lines += ["", "[[tables]]", _key_line("name", table.name)]
        lacks = [column for column in proposal.columns if column.name not in table.columns]
        if lacks:
            dialect = proposal.engine.dialect
            nothing = {_bare_key(c.name): nothing_of(c, dialect) for c in lacks}
            lines.append(_key_line("set", nothing))
    return lines


def _start_lines(start: Choice, zone: Zone | None) -> list[str]:
    """Write what the start stores; a local time in UTC is stored as UTC."""
    options = dict(start.options)
    if zone is not None and options["stores"] == "local" and zone.name == "UTC":
        return [_key_line("stores", "utc", zone.why)]
    lines = [_key_line(key, option) for key, option in options.items()]
    return lines if zone is None else [*lines, _key_line("zone", zone.name, zone.why)]


def _written_field(choice: Choice) -> str:
    if not choice.options:
        return _key_line(choice.field, choice.sql, _shown_doubt(choice))
    return _key_line(choice.field, {"sql": choice.sql, **choice.options}, _shown_doubt(choice))


def _shown_doubt(choice: Choice) -> str:
    """Say why a choice is not sure, and of answered calls in any case."""
    if "why" in choice.options:
        return "doubtful: check it" if choice.confidence == "doubtful" else ""
    if choice.confidence != "sure":
        return f"{choice.confidence}: {choice.why}"
    return choice.why if choice.field == "answered" else ""


def _declare_columns(columns: Mapping[str, Stated]) -> list[str]:
    """Declare columns: their kind, and whether NULL is excluded."""
    return [_key_line(name, str(column)) for name, column in columns.items()]


def _key_line(name: str, content: object, comment: str = "") -> str:
    line, comment = f"{_bare_key(name)} = {value(content)}", printable(comment)
    if not comment:
        return line
    return f"{line}  # {comment}" if len(line) + len(comment) < 96 else f"# {comment}\n{line}"


def _bare_key(name: str) -> str:
    # TOML allows only these bare; any other name of a column has to be quoted.
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else value(name)


def _wrap_names(title: str, names: Iterable[str]) -> list[str]:
    """Write a list of names as a comment of some lines."""
    listed = printable(", ".join(names))
    return [f"# {line}" for line in wrap(f"{title}: {listed}.", 96, break_long_words=False)]


def value(content: object) -> str:
    """Write a value as TOML: its texts are JSON's, but for one character that JSON leaves."""
    if isinstance(content, bool | int):
        return json.dumps(content)
    if isinstance(content, str):
        return json.dumps(content, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(content, Mapping):
        return "{ " + ", ".join(f"{key} = {value(v)}" for key, v in content.items()) + " }"
    if isinstance(content, Iterable):
        return "[" + ", ".join(map(value, content)) + "]"
    raise TypeError(f"{type(content).__name__} is not written")
