"""The tour of the demo: requests, their answers as tables and bars, and what to try next."""

import json
import re
import shlex
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any, cast

import cdrql
from cdrql.demo.stops import STOPS, Bars, Stop
from cdrql.engines.database import Database, connect
from cdrql.engines.rows import AnswerRow
from cdrql.terminal import drawing

_DIALECTS = ("sqlite", "postgres", "mysql", "clickhouse")
_INDENT = "  "
_LEAST_BAR = 24  # cells that a bar needs to be worth its place beside a table


@dataclass(frozen=True, slots=True)
class Guide:
    """Shows the tour: where its files are, how commands are written, what the screen can do."""

    folder: Path
    program: str
    across: int
    plain: bool  # ASCII only
    bold: Callable[[str], str]
    dim: Callable[[str], str]

    @property
    def database(self) -> Path:
        """The warehouse's file."""
        return self.folder / "cdrs.db"

    def tour(self, count: int) -> Iterator[str]:
        """Yield the tour, a paragraph at a time."""
        yield (
            f"{count:,} calls of an invented company, January to March 2025, are in\n"
            f"{self.database}: a SQLite file with one table, `cdrs`."
        )
        with connect(str(self.database)) as db:
            for nth, stop in enumerate(STOPS, 1):
                yield self._draw_rule(f"{nth} of {len(STOPS)}", stop.title)
                yield from self._visit_stop(stop, db)
        yield self._draw_rule("Now", "your turn")
        yield from self._commands_to_try()

    def _visit_stop(self, stop: Stop, db: Database) -> Iterator[str]:
        """Ask one request and show it, its answer, and what else the stop has."""
        yield textwrap.fill(stop.text, self.across)
        yield "\n".join(self._request_lines(stop.request))
        compiled = cdrql.compile(stop.request, db.dialect)
        for warning in compiled.warnings:
            yield self.dim(f"  warning[{warning.code}]: {warning.message}")
        # A clock that never steps back, unlike that of the day.
        started = perf_counter()
        rows = db.answer(compiled)
        took = 1000 * (perf_counter() - started)
        yield self._word_count(rows, stop, took)
        drawn = self._draw_rows(stop, rows, compiled.columns)
        if rows and stop.bars:
            # A bar needs a number, and the response has texts such as `50% (in 1 of 2 calls)`.
            numbers = db.answer(cdrql.compile(stop.request, db.dialect, output="values"))
            yield from map(_indent_lines, self._with_bars(drawn, stop.bars, numbers))
        elif rows:
            yield _indent_lines(drawn)
        if stop.shows_sql:
            yield "The SQL that SQLite was given; `:names` stand for the request's values:"
            yield compiled.sql
        if stop.file == "request.json":
            yield from self._dialect_lines(stop)

    def _draw_rule(self, where: str, title: str) -> str:
        stroke = "-" if self.plain else "─"
        lead = f"{stroke * 2} {where} {'-' if self.plain else '·'} "
        rest = self.across - len(lead) - len(title) - 1
        return f"{self.dim(lead)}{self.bold(title)} {self.dim(stroke * max(2, rest))}"

    def _request_lines(self, request: dict[str, Any]) -> Iterator[str]:
        """Write a request as lines of key and value, long lists wrapped after a separator."""
        for key, value in request.items():
            parts = value.items() if isinstance(value, dict) else [("", value)]
            for nth, (name, part) in enumerate(parts):
                text = part if isinstance(part, str) else json.dumps(part)
                lead = f"  {'' if nth else key:<9} {name + ': ' if name else ''}"
                first, *others = _wrap_items(text, self.across - len(lead))
                yield self.dim(lead) + first
                yield from (" " * len(lead) + other for other in others)

    def _word_count(self, rows: list[AnswerRow], stop: Stop, took: float) -> str:
        """Say how many rows came, and how many of them are shown."""
        if not rows:
            return textwrap.fill(stop.without_rows, self.across)
        shown = f"; the first {stop.records}" if 0 < stop.records < len(rows) else ""
        return f"{len(rows)} {'row' if len(rows) == 1 else 'rows'} in {took:.0f} ms{shown}:"

    def _draw_rows(self, stop: Stop, rows: list[AnswerRow], columns: Sequence[cdrql.Column]) -> str:
        """Draw the rows as a table, or the first of them as records."""
        if stop.records:
            return drawing.draw_records(rows[: stop.records], columns)
        return drawing.draw_fitted(rows, columns, self.across - len(_INDENT), plain=self.plain)

    def _with_bars(self, table: str, bars: Bars, rows: list[AnswerRow]) -> Iterator[str]:
        """Draw bars beside the table, or below it where it is too wide; from rows as numbers."""
        values = cast("list[drawing.Number]", [row[bars.value] for row in rows])
        draw = partial(drawing.draw_bars, values=values, most=bars.full, plain=self.plain)
        room = self.across - len(_INDENT) - drawing.drawing_width(table) - len(_INDENT)
        if room >= _LEAST_BAR:
            nothing = [""] * len(rows)
            yield drawing.draw_beside(table, draw(nothing, texts=nothing, width=room))
        else:
            yield table
            labels = [drawing.cell_text(row[bars.label]) for row in rows]
            texts = [f"{drawing.cell_text(value)}{bars.unit}" for value in values]
            yield draw(labels, texts=texts if bars.unit else None, width=self.across - len(_INDENT))

    def _dialect_lines(self, stop: Stop) -> Iterator[str]:
        """Say how to see the request as SQL of each dialect, and how long that is."""
        texts = [cdrql.compile(stop.request, dialect).sql for dialect in _DIALECTS]
        lengths = [text.count("\n") + 1 for text in texts]
        span = f"{min(lengths)} to {max(lengths)} lines"
        yield f"The same request as SQL for your own warehouse, {span}:"
        file = self.folder / stop.file
        commands = [self._typed_command("compile", file, f"--dialect {name}") for name in _DIALECTS]
        yield _indent_lines("\n".join(commands))

    def _commands_to_try(self) -> Iterator[str]:
        """Give a few commands to go on with, as they can be typed."""
        yield f"The calls and these requests stay in {self.folder}. Change one and ask again:"
        database = f"--database {shlex.quote(str(self.database))}"
        request, trunks = self.folder / "request.json", self.folder / "trunks.json"
        commands = (
            self._typed_command("run", trunks, database),
            self._typed_command("run", request, f"{database} --format jsonl"),
            self._typed_command("compile", request, "--dialect all"),
            f"{self.program} fields",
        )
        yield _indent_lines("\n".join(commands))

    def _typed_command(self, verb: str, request: Path, options: str) -> str:
        """Write a command as it can be typed into a shell."""
        return f"{self.program} {verb} {shlex.quote(str(request))} {options}"


def _indent_lines(text: str) -> str:
    return textwrap.indent(text, _INDENT)


def _wrap_items(text: str, wide: int) -> list[str]:
    """Break a text after `;` or a comma so that no line is wider, where that can be."""
    lines = [""]
    for piece in re.findall(r"[^;,]*[;,]?\s*", text):
        if lines[-1] and len(lines[-1]) + len(piece.rstrip()) > wide:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]
