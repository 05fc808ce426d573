"""A mapping that `cdrql init` made: that it loads, and what a check of the database finds."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cdrql.terminal.telling import print_text

if TYPE_CHECKING:
    from cdrql.audit.report import Finding
    from cdrql.engines.database import Database
    from cdrql.model.warehouse import Warehouse

_LOOKED_AT = 10_000  # rows of which calls are looked at
_OF_TUNING = ("CDR709",)  # what makes answers slow, not wrong


def load_text(text: str, output: str = "cdrql.toml") -> "Warehouse":
    """Load a mapping before it is written; problems name the file that it will be."""
    from cdrql.mapping import load_warehouse

    with TemporaryDirectory() as folder:
        path = Path(folder, Path(output).name)
        path.write_text(text, encoding="utf-8")
        return load_warehouse(str(path))


def hold_mapping(database: "Database", warehouse: "Warehouse") -> list["Finding"]:
    """Check a mapping against the database as `cdrql warehouse check` does, with fewer rows.

    Gives what makes answers wrong or surprising, the worst first.
    """
    from cdrql.audit.checks import Bounds, check_mapping

    report = check_mapping(database, warehouse, Bounds(_LOOKED_AT))
    told = (finding for finding in report.findings if finding.severity != "note")
    return [finding for finding in told if finding.problem.code not in _OF_TUNING]


def tell_findings(findings: Iterable["Finding"]) -> None:
    """Tell on stderr what a check found."""
    for finding in findings:
        print_text(str(finding), err=True)
