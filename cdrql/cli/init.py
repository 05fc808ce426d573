"""`cdrql init`: a mapping for the tables that are there, recognised or proposed."""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cdrql.cli.held_mapping import hold_mapping, load_text, tell_findings
from cdrql.cli.options import database_option
from cdrql.errors import CdrqlError, Problem, did_you_mean
from cdrql.terminal.telling import print_text

if TYPE_CHECKING:
    from cdrql.cli.asking import Asking
    from cdrql.engines.database import Database
    from cdrql.engines.schema import LiveTable
    from cdrql.init.proposal import Proposal
    from cdrql.init.recognise import Match
    from cdrql.init.zone import Zone

_TIMEOUT = 30.0  # seconds for each look at the database
_LOOKED_AT = 500  # rows of which values are looked at


@click.command()
@database_option
@click.option(
    "-o",
    "--output",
    default="cdrql.toml",
    show_default=True,
    type=click.Path(dir_okay=False),
    help="The mapping file to write.",
)
@click.option("--table", metavar="NAME", help="Propose a mapping of this table, without a preset.")
@click.option("-y", "--yes", is_flag=True, help="Ask nothing: take what is found, and write it.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.pass_context
def command(
    ctx: click.Context, database: str, output: str, table: str | None, yes: bool, force: bool
) -> None:
    """Look at a database, and write a mapping file for the calls in it.

    A preset is recognised by its tables and columns. Where none fits, a mapping is proposed from
    the names of columns, their types and some of their values, with how sure each choice is. On a
    terminal you are asked about what is doubtful, and before anything is written; elsewhere
    nothing is written without --yes. The database is only read.
    """
    from cdrql.cli.asking import Asking, is_terminal
    from cdrql.engines.database import connect

    if Path(output).exists() and not force:
        hint = "--force writes over it, --output names another"
        raise CdrqlError(Problem("CDR507", f"the file {output} is there already", hint=hint))
    asking = Asking(is_terminal() and not yes)
    with connect(database, timeout=_TIMEOUT) as opened:
        text = _make_mapping(opened, table, asking)
    if text is None:
        return
    # Nobody is to agree to a file that would not load.
    load_text(text, output)
    if not yes and not asking.is_confirmed(f"Write {output}?"):
        hint = "" if asking.answers else ": --yes does without asking"
        _tell_lines([f"Nothing was written{hint}."])
        ctx.exit(1)
    _write_mapping(text, output)
    _tell_lines([f"Wrote {output}. `cdrql warehouse check` holds it against the database."])


def _make_mapping(database: "Database", name: str | None, asking: "Asking") -> str | None:
    """Give the text of a mapping file, or None where none is needed."""
    from cdrql.init.moments import read_text_times
    from cdrql.init.presets import is_default, read_presets
    from cdrql.init.recognise import fitting_schemas, recognise
    from cdrql.init.shown import near
    from cdrql.model.default import DEFAULT

    schema = database.tables()
    if not schema:
        hint = "name the database in the URL, and see that its tables may be read"
        raise CdrqlError(Problem("CDR511", "the database shows no table", hint=hint))
    _tell_lines(
        [f"Looking at {len(schema)} table{'' if len(schema) == 1 else 's'} of {database.dialect}."]
    )
    if name is None:
        known = read_presets(database.dialect)
        seen = read_text_times(
            database, schema, {place for each in known for place in each.starts.items()}
        )
        fitting, nearly = recognise(seen, database.engine, known)
        if text := _preset_mapping(database, schema, fitting, asking):
            return text
        if not fitting and is_default(schema):
            said = "The table cdrs is that of the default warehouse, which needs no mapping file."
            _tell_lines([said])
            tell_findings(hold_mapping(database, DEFAULT))
            return None
        _tell_lines(near(nearly, database.dialect))
        for place, match in fitting_schemas(seen, database.engine, known) if not fitting else ():
            _tell_lines(
                [f"The preset {match.preset.name} fits in {place}: connect to that by the URL."]
            )
    table = _choose_table(database, schema, name, asking)
    return _proposed_mapping(database, schema if name is None else {}, table, asking)


def _preset_mapping(
    database: "Database",
    schema: "Mapping[str, LiveTable]",
    fitting: "list[Match]",
    asking: "Asking",
) -> str | None:
    """Give the file of a preset that fits by its columns and by what they hold."""
    from cdrql.init.contents import holds_starts, table_of_calls
    from cdrql.init.shown import recognised
    from cdrql.init.written import preset_text

    hollow = [match for match in fitting if not holds_starts(database, schema, match)]
    left = [match for match in fitting if match not in hollow]
    for match in hollow:
        starts = " or ".join(f"{table}.{start}" for table, start in match.preset.starts.items())
        _tell_lines([f"The preset {match.preset.name} fits, and no row has a {starts}."])
    # Where nothing else holds calls, they are yet to come.
    if not left and hollow and table_of_calls(database, schema) is None:
        left = hollow
    while left and (chosen := asking.choose_preset(left)):
        _tell_lines(recognised(chosen, [other for other in left if other is not chosen]))
        _tell_lines(_read_by_values(database, schema, chosen))
        stores = chosen.stores or chosen.preset.stores
        zone = _choose_zone(database, asking) if stores in ("local", "text") else None
        text = preset_text(_with_siblings(database, schema, chosen), zone)
        try:
            findings = hold_mapping(database, load_text(text))
            tell_findings(findings)
            if not any(finding.severity == "error" for finding in findings):
                return text
        except CdrqlError as refused:  # SQL of the preset that is not for columns of these types
            _tell_lines([f"{problem.path}: {problem.message}." for problem in refused.problems])
        _tell_lines([f"So {chosen.preset.name} does not fit what its tables hold."])
        left.remove(chosen)
    return None


def _read_by_values(
    database: "Database", schema: "Mapping[str, LiveTable]", match: "Match"
) -> Iterator[str]:
    """Say which fields a preset lacks, for the types of columns, that a proposal would have."""
    from cdrql.init.propose import propose

    name, *others = match.preset.starts
    name = match.table or name
    if others or not match.unlike or name not in schema:
        return
    table = schema[name]
    made = propose(table, database.sample(name, table.columns, _LOOKED_AT), database.engine)
    if read := [choice.field for choice in made.fields if choice.field in match.lacks]:
        fields = ", ".join(read)
        yield f"  By what its columns hold, --table {name} reads {fields}, each row a call."


def _with_siblings(
    database: "Database", schema: "Mapping[str, LiveTable]", match: "Match"
) -> "Match":
    """Give a preset of one table all tables that continue it, where there are some."""
    from cdrql.init.siblings import family_of

    place, *others = match.preset.starts.items()
    name = match.table or place[0]
    if others or name not in schema or place not in match.found:
        return match
    used = [column.name for at, column in match.found.items() if at[0] == place[0]]
    core = [match.found[place].name, *used]
    family = family_of(database, schema, schema[name], core)
    _tell_lines(f"  {remark}" for remark in family.remarks)
    names = tuple(table.name for table in family.tables)
    return replace(match, tables=names if len(names) > 1 else ())


def _choose_table(
    database: "Database", schema: "Mapping[str, LiveTable]", name: str | None, asking: "Asking"
) -> "LiveTable":
    """Find the table that was named, or the one that is likeliest to hold calls."""
    from cdrql.init.contents import full_tables_first
    from cdrql.init.shown import shortened
    from cdrql.init.table_choice import rank_tables

    if name is not None:
        if name in schema:
            return schema[name]
        hint = did_you_mean(name, schema, f"the database has {shortened(tuple(schema))}")
        raise CdrqlError(Problem("CDR511", f"the database has no table `{name}`", hint=hint))
    found = full_tables_first(database, rank_tables(schema) or schema.values())
    if len(found) > 1:
        others = shortened([table.name for table in found[1:]])
        _tell_lines([f"The calls seem to be in {found[0].name}; --table names another: {others}."])
    return asking.choose_table(found)


def _proposed_mapping(
    database: "Database", schema: "Mapping[str, LiveTable]", table: "LiveTable", asking: "Asking"
) -> str:
    """Propose a mapping of a table, and of those that continue it, settle doubts, and write it."""
    from cdrql.init.propose import propose
    from cdrql.init.shown import proposed
    from cdrql.init.siblings import Family, family_of, merged, sampled
    from cdrql.init.written import proposal_text

    family = Family((table,))
    rows = sampled(database, family, _LOOKED_AT)
    alone = propose(table, rows, database.engine)
    if alone.start is not None:
        needed = (choice for choice in (alone.start, alone.answered) if choice)
        core = [column.name for choice in needed for column in choice.columns]
        family = family_of(database, schema, table, core)
        table, rows = merged(family), sampled(database, family, _LOOKED_AT)

    def make(stated: "Mapping[str, str] | None" = None) -> "Proposal":
        made = propose(table, rows, database.engine, stated)
        tables = family.tables if len(family.tables) > 1 else ()
        return replace(made, tables=tables, remarks=(*family.remarks, *made.remarks))

    _tell_lines(["", f"A mapping of {table.name}, by its columns and {len(rows)} of its rows:", ""])
    across = shutil.get_terminal_size((100, 24)).columns
    found = make()
    _tell_lines([*proposed(found, across), ""])
    if asking.answers:
        found = asking.settle_fields(found, make)
    if found.missing:
        hint = "docs/mapping.md shows how to write the file; on a terminal, init asks"
        message = f"{table.name} does not tell what is {' and '.join(found.missing)}"
        raise CdrqlError(Problem("CDR511", message, hint=hint))
    stores = found.start.options if found.start else {}
    local = stores.get("stores") in ("local", "text") and "zone" not in stores
    text = proposal_text(found, _choose_zone(database, asking) if local else None)
    tell_findings(hold_mapping(database, load_text(text)))
    return text


def _choose_zone(database: "Database", asking: "Asking") -> "Zone":
    """Say in which zone local times are taken to be, or ask."""
    from cdrql.init.zone import Zone, server_zone

    zone = server_zone(database)
    chosen = asking.choose_zone(zone.name)
    if asking.answers:
        return Zone(chosen, zone.why if chosen == zone.name else "as you said")
    _tell_lines([f"Starts are local times, taken to be in {zone.name} ({zone.why})."])
    return zone


def _write_mapping(text: str, output: str) -> None:
    """Write the file."""
    try:
        Path(output).write_text(text, encoding="utf-8")
    except OSError as error:
        message = f"{output} cannot be written: {error.strerror}"
        raise CdrqlError(Problem("CDR507", message)) from None


def _tell_lines(lines: Iterable[str]) -> None:
    """Tell on stderr what is going on."""
    for line in lines:
        print_text(line, err=True)
