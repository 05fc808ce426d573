"""Writes the pages of docs/ that are made from code: `python -m tests.docs`."""

from pathlib import Path

from cdrql.errors import CODES

ERRORS = Path(__file__).parents[1] / "docs" / "errors.md"

_HEAD = """\
# Errors and warnings

Every problem has a code that never changes its meaning and is never used again. The library raises
one `cdrql.CdrqlError` that lists all problems (`.problems`, `.as_dict()`); the command line prints
them on stderr. What each one looks like is in `tests/errors`.

This page is made from `cdrql/errors.py` by `python -m tests.docs`.
"""

# The first digit of a code says where the problem is.
_PARTS = {
    "1": "The JSON of a request and the values in it",
    "2": "The form of a string",
    "3": "The meaning of a request",
    "5": "Backends, databases and files",
    "8": "Warnings (errors with `strict`)",
}


def errors_page() -> str:
    """Print the table of codes, part by part."""
    blocks = [_HEAD]
    for digit, title in _PARTS.items():
        rows = [
            f"| {code} | {sentence.removeprefix('Warning: ')} |"
            for code, sentence in CODES.items()
            if code[3] == digit
        ]
        blocks.append("\n".join([f"## {title}\n", "| code | meaning |", "|---|---|", *rows]) + "\n")
    return "\n".join(blocks)


if __name__ == "__main__":
    ERRORS.write_text(errors_page(), encoding="utf-8")
