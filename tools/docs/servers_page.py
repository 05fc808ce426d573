"""The tables of docs/servers.md: what SQL for MySQL needs more than 5.5, and what is newer."""

from collections.abc import Mapping

from tools.docs.markdown import filled, table
from tools.versions.asking import preset_needs
from tools.versions.needs import needed, newer_needs

SERVERS = ("mysql", "mariadb")
_HEAD = ("MySQL since", "MariaDB since")


def servers_page(page: str) -> str:
    """Put the tables into the page, each between its marks."""
    return filled(page, {"presets": _presets(), "newer": _newer()})


def _presets() -> str:
    """List what of the presets needs more than 5.5."""
    rows = [
        (
            f"[`{preset}`](warehouses/{preset}.md)",
            f"`{word}`",
            ", ".join(f"`{need.word.rstrip('(')}`" for need in sorted(needs, key=str)),
            *(needed(needs, server) for server in SERVERS),
        )
        for preset, asked in preset_needs()
        for word, needs in asked.items()
    ]
    return table(("preset", "asked for", "needs", *_HEAD), *rows)


def _newer() -> str:
    """List what the manuals say is newer, each with what is printed in its place."""
    rows: dict[str, tuple[str, ...]] = {}
    for need in newer_needs().values():
        # Words of one thing are one row.
        rows.setdefault(need.about, (need.about, need.mysql, need.mariadb, need.instead or "-"))
    return table(("what", *_HEAD, "printed instead"), *_sorted(rows))


def _sorted(rows: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Sort rows by the version of MySQL, the newest first."""
    return sorted(rows.values(), key=lambda row: [-int(part) for part in row[1].split(".")])
