"""The preset cases: tables as real systems make them, and answers about them, counted by hand.

A folder is named by its preset, or `<preset>-<variant>`, or `own-<what>` where its mapping extends
none. In it are `schema.<dialect>.sql`; `rows.sql`, or `rows.<dialect>.sql` for one dialect;
`cases.json`; and `mapping.toml` where the case's user would have one. Every statement of a script
ends with `;` at a line's end. Scripts run in UTC, in a session of their own.
"""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import cdrql
from tools.engines import ENGINES, Engine, Scratch

__all__ = ["CASES", "ENGINES", "PRESETS", "Case"]

FOLDER = Path(__file__).parent
PRESETS = sorted(path.stem for path in Path(cdrql.__file__).parent.glob("warehouses/*.toml"))


@dataclass(frozen=True)
class Case:
    """A folder of tests/presets; what it holds is read when it is asked for."""

    name: str

    def __str__(self) -> str:
        return self.name

    @property
    def folder(self) -> Path:
        return FOLDER / self.name

    @property
    def files(self) -> set[str]:
        return {path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*")}

    @property
    def dialects(self) -> list[str]:
        """Name the dialects that it has a schema for."""
        return [dialect for dialect in ENGINES if f"schema.{dialect}.sql" in self.files]

    def scripts(self, dialect: str) -> tuple[str, str]:
        """Name the two files that make and fill its tables."""
        own = f"rows.{dialect}.sql"
        return f"schema.{dialect}.sql", own if own in self.files else "rows.sql"

    def warehouse(self) -> cdrql.Warehouse:
        """Load its own mapping, or the preset of its name."""
        return _loaded(self.folder / "mapping.toml" if "mapping.toml" in self.files else self.name)

    def requests(self) -> list[dict[str, Any]]:
        """Read what it asks, and the rows that are the answer."""
        text = (self.folder / "cases.json").read_text(encoding="utf-8")
        cases: list[dict[str, Any]] = json.loads(text, parse_float=Decimal)
        return cases

    def fill(self, engine: Engine) -> Scratch:
        """Make its tables in a database of its own."""
        database = engine.database(self.name)
        for script in self.scripts(engine.dialect):
            database.script((self.folder / script).read_text(encoding="utf-8"))
        return database


@cache
def _loaded(name: str | Path) -> cdrql.Warehouse:
    from cdrql.mapping import load_warehouse

    return load_warehouse(name)


CASES = [Case(path.name) for path in sorted(FOLDER.glob("[!_]*")) if path.is_dir()]
