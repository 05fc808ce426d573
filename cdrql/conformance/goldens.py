"""The golden files: a request that a person wrote, and its SQL in every dialect."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from cdrql.conformance.calls import BLANK, MONEY_COLUMNS
from cdrql.options import Output

FOLDER = Path(__file__).with_name("golden")
FILES = sorted(path.stem for path in FOLDER.glob("*.md"))

_REQUEST = re.compile(r"# .+?```json\n(.+?)\n```\n", re.DOTALL)
_SECTION = re.compile(r"\n## (.+?)\n\n```sql\n(.+?)\n```\n", re.DOTALL)


@dataclass(frozen=True)
class Golden:
    """A golden file: the part that a person writes, and the SQL by dialect."""

    head: str
    request: dict[str, Any]
    output: Output
    sql: dict[str, str]


def golden(name: str, folder: Path = FOLDER) -> Golden:
    """Read a golden file by its name, which has no ending."""
    text = (folder / f"{name}.md").read_text(encoding="utf-8")
    found = _REQUEST.match(text)
    if not found:
        raise ValueError(f"{name}.md does not begin with a title and a request in JSON")
    sections = _SECTION.findall(text, found.end())
    sql = {dialect: sql for heading, sql in sections for dialect in heading.split(", ")}
    output: Output = "values" if "\nOutput: values\n" in found[0] else "response"
    return Golden(found[0], json.loads(found[1]), output, sql)


def golden_calls() -> list[dict[str, Any]]:
    """Read the calls that golden requests are asked about."""
    lines = (FOLDER / "calls.jsonl").read_text(encoding="utf-8").splitlines()
    calls = [BLANK | json.loads(line, parse_float=Decimal) for line in lines]
    for call in calls:
        call["start_at"] = datetime.fromisoformat(call["start_at"])
        call |= {key: Decimal(call[key]) for key in MONEY_COLUMNS if call[key] is not None}
    return calls
