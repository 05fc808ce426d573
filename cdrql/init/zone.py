"""The time zone in which a server writes times without a zone."""

import re
from typing import TYPE_CHECKING, NamedTuple

from cdrql.errors import DatabaseError
from cdrql.language.zones import zone_names

if TYPE_CHECKING:
    from cdrql.engines.database import Database

_UTC = frozenset(
    ("UTC", "UCT", "GMT", "Zulu", "Etc/UTC", "Etc/UCT", "Etc/GMT", "Etc/Zulu", "+00:00", "-00:00")
)


class Zone(NamedTuple):
    """A zone's IANA name, and where it is from."""

    name: str
    why: str


def server_zone(database: "Database") -> Zone:
    """Ask the server for its zone; UTC where it has none, or none that is an IANA name."""
    for source, sql in database.engine.zone_questions:
        try:
            rows = database.query(sql)
        except DatabaseError:
            continue
        name = str(rows[0][0]) if rows else "SYSTEM"
        # MySQL then has the zone of its machine, which the next question asks for.
        if name == "SYSTEM":
            continue
        if known := iana_name(name):
            return Zone(known, f"the server's {source}")
        why = f"assumed, since the server's {source} is `{name}`, which is no IANA name"
        return Zone("UTC", why)
    return Zone("UTC", "assumed, since the database does not say")


def iana_name(name: str) -> str | None:
    """Find the IANA name of a zone as servers name it: a name, or an offset of whole hours.

    `+02:00` is `Etc/GMT-2`; None for an offset that no IANA name has.
    """
    if name in _UTC:
        return "UTC"
    offset = re.fullmatch(r"([+-])0?([0-9]{1,2}):00", name)
    if offset is None:
        return name if name in zone_names() else None
    # These names count the hours west of Greenwich.
    turned = f"Etc/GMT{'-' if offset[1] == '+' else '+'}{offset[2]}"
    return turned if turned in zone_names() else None
