"""The Markdown that pages are made of: tables, and marks between which something is made."""

import re
from collections.abc import Iterable, Mapping


def table(*rows: Iterable[str]) -> str:
    """Print rows as a table, the first as its head."""
    cells = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in cells]
    return "\n".join([lines[0], "|" + "---|" * len(cells[0]), *lines[1:]])


def filled(page: str, made: Mapping[str, str]) -> str:
    """Put what was made into a page, each text between its marks."""
    for name, text in made.items():
        [mark] = re.findall(rf"<!-- {name}: [^\n]*-->\n", page)
        head, _, rest = page.partition(mark)
        end = rest.index("<!-- end -->")
        page = f"{head}{mark}\n{text}\n\n{rest[end:]}"
    return page
