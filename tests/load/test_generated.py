"""Files that mix the forms of `forms.toml`, held to numbers known before they are written."""

import io
import random
import sqlite3
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cdrql.load.loader import load

FORMS = tomllib.loads(Path(__file__).with_name("forms.toml").read_text("utf-8"))
_COUNTS = """SELECT count(*), sum(bill_duration > 0), sum(duration), sum(bill_duration),
    min(start_at), max(start_at) FROM cdrs"""


class Call(NamedTuple):
    start: datetime
    total: int
    talk: int


def drawn_calls(rng: random.Random, minutes: bool) -> list[Call]:
    """Draw calls of two months, days above the twelfth among them; whole minutes where asked."""
    calls = []
    for day in [*range(28), 3, 14]:
        start = datetime(2025, 2, 1, tzinfo=UTC) + timedelta(days=day, seconds=rng.randrange(86400))
        ring = 60 if minutes else rng.randrange(1, 40)
        talk = rng.choice([0, 0, 60, 120, 3660] if minutes else [0, 0, 1, 59, 60, 61, 700, 3725])
        calls.append(Call(start, ring + talk, talk))
    return calls


def span_text(form: str, seconds: int) -> str:
    return form.format(
        s=seconds,
        ms=1000 * seconds,
        min=seconds // 60,
        h=seconds // 3600,
        m=seconds // 60 % 60,
        z=seconds % 60,
    )


def export_text(
    rng: random.Random, time: dict[str, Any], span: dict[str, Any], calls: list[Call]
) -> str:
    """Write calls in these forms, with columns of other things around them."""
    mark = rng.choice(FORMS["unanswered"]["marks"])
    delimiter, end = (rng.choice(FORMS["written"][key]) for key in ("delimiters", "ends"))
    lines = [[*time["names"], "src", *span["names"], "Ring Fee", "note"]]
    for call in calls:
        starts = [call.start.strftime(form) for form in time["forms"]]
        missing = call.talk == 0 and mark != "0"
        talk = mark if missing else span_text(span["form"], call.talk)
        spans = [span_text(span["form"], call.total), talk]
        quoted = [f'"{cell}"' if delimiter in cell else cell for cell in starts + spans]
        lines.append([*quoted[:-2], "1001", *quoted[-2:], "0.05", "Ann Example"])
    return "".join(delimiter.join(line) + end for line in lines)


@pytest.mark.parametrize("seed", range(4))
def test_generated_files_give_their_numbers(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    for number, time in enumerate(FORMS["time"]):
        for span in rng.sample(FORMS["span"], 4):
            calls = drawn_calls(rng, "min}" in span["form"])
            text = export_text(rng, time, span, calls)
            database = tmp_path / f"{number}.db"
            load(
                io.BytesIO(text.encode()), database, column=span.get("said", {}), existing="replace"
            )
            with sqlite3.connect(database) as db:
                found = db.execute(_COUNTS).fetchone()
            starts = sorted(f"{call.start:%Y-%m-%d %H:%M:%S}" for call in calls)
            sums = [sum(column) for column in zip(*(call[1:] for call in calls), strict=True)]
            answered = sum(call.talk > 0 for call in calls)
            assert [*found] == [len(calls), answered, *sums, starts[0], starts[-1]], text
