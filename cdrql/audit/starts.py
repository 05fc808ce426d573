"""What start columns hold: the oldest and the newest value, and which instant a value means."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from cdrql.language.zones import open_zone, parse_timestamp
from cdrql.model.warehouse import TIME_FORMAT, Start, Table

if TYPE_CHECKING:
    from cdrql.engines.database import Database

_EPOCH = datetime(1970, 1, 1)
_HALF_DAY = re.compile(r"(?:\.[0-9]+)?\s*[AaPp]\.?[Mm]")  # 01:00:00 PM sorts before 12:00:00 AM
_ISO = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Ends:
    """The oldest starts of a table and the newest, as its driver gives them; None where none is."""

    oldest: tuple[object, ...]
    newest: object


def start_ends(database: "Database", table: Table, oldest: int = 1) -> Ends:
    """Find both ends, each from one end of an index where there is one."""
    newest = _ends_in_order(database, table, "DESC", 1)
    return Ends(_ends_in_order(database, table, "ASC", oldest), newest[0] if newest else None)


def _ends_in_order(
    database: "Database", table: Table, direction: str, most: int
) -> tuple[object, ...]:
    source, start = quoted_names(database, table)
    ordered = f"SELECT {start} FROM {source} WHERE {start} IS NOT NULL ORDER BY {start}"  # noqa: S608
    return tuple(row[0] for row in database.query(f"{ordered} {direction} LIMIT {most}"))


def quoted_names(database: "Database", table: Table) -> tuple[str, str]:
    """Write the names of a table and of its start column."""
    engine = database.engine
    return engine.identifier(table.name), engine.quoted(table.start)


def start_instant(value: object, start: Start) -> datetime | None:
    """Read a stored start, as the driver gives it, as an instant: a naive datetime in UTC.

    None where it means no time of a calendar: `0000-00-00`, an epoch of another unit.
    """
    try:
        return _instant_of(value, start)
    except (ValueError, OverflowError, InvalidOperation, TypeError):
        return None


def _instant_of(value: object, start: Start) -> datetime | None:
    """Give the instant; an exception says that there is none."""
    if start.stores == "epoch":
        return _EPOCH + timedelta(seconds=float(Decimal(str(value)) / start.per_second))
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).replace(tzinfo=None)
    if isinstance(value, datetime):
        text = value.isoformat(" ", "seconds")
    elif start.stores == "text":
        text = datetime.strptime(str(value)[: _width_of(start.format)], start.format).isoformat(" ")
    else:
        # SQLite gives times as text: up to the second, `2024-05-06 07:08:09`.
        text = str(value)[:19]
    return parse_timestamp(
        text, open_zone(start.zone) if start.stores != "instant" and start.zone else None
    )


def _width_of(form: str) -> int:
    return len(_EPOCH.strftime(form))


def misfit_texts(database: "Database", table: Table, start: Start) -> list[str]:
    """Give some texts of starts that are not written as the window compares them."""
    # Beside numbers since 1970 a text is a start of no call, and told of as such.
    if start.stores == "epoch" or not (start.stores == "text" or database.engine.loose_types):
        return []
    rows = database.sample(table.name, [table.start])
    # A sample is mostly old rows, and a system that was updated may write new ones otherwise.
    values = [row[table.start] for row in rows] + [*_ends_in_order(database, table, "DESC", 1)]
    texts = (value for value in values if isinstance(value, str) and not _is_unset(value))
    return list(dict.fromkeys(_not_in(texts, start)))


def _is_unset(text: str) -> bool:
    """Tell whether a start was never set, so that it lies before every window."""
    return not text.strip() or text.startswith("0000-00-00")


def _not_in(texts: Iterable[str], start: Start) -> Iterable[str]:
    form = start.format if start.stores == "text" else TIME_FORMAT
    for text in texts:
        head = text[: _width_of(form)]
        try:
            fits = datetime.strptime(head, form).strftime(form) == head
        except ValueError:
            fits = False
        other = _HALF_DAY.match(text, len(head)) or (
            start.stores != "text" and not _ISO.fullmatch(text)
        )
        if not fits or other:
            yield text
