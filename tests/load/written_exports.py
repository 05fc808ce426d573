"""Writes random exports in the manners of many programs, beside the calls that are in them.

Nothing here is of cdrql: a call is what was put in, and a line is damaged where it says so.
"""

import csv
import io
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

Written = tuple[str, int, int]  # start, duration, bill duration

NAMES = ("uniqueid", "calldate", "src", "clid", "dst", "duration", "billsec")
NOBODY = ("", "NULL", "\\N", "-", "0", "00:00:00")


class MadeExport(NamedTuple):
    """A text, the calls of its lines by their number, and the numbers of the damaged lines."""

    text: str
    calls: dict[int, Written]
    damaged: set[int]
    headers: int


def make_export(seed: int) -> MadeExport:
    """Write an export of 250 to 400 lines."""
    random = Random(seed)
    delimiter, end = random.choice(",;\t|"), random.choice(("\n", "\r\n"))
    # Programs that never enclose write a quote as any other sign; others damage a line by it.
    encloses = random.random() < 0.5
    many = random.randint(250, 400)
    lone = {*random.sample(range(many), random.choice((0, 2, 2, 3, 7)))}
    short = {*random.sample(range(many), random.choice((0, 0, 3)))} - lone
    headers = {0, *random.sample(range(1, many), random.choice((0, 0, 2)))}
    text, line = io.StringIO(), 1
    calls: dict[int, Written] = {}
    damaged: set[int] = set()
    at = datetime(2025, 3, 1)
    for number in range(many):
        if number in headers:
            text.write(_line(NAMES, delimiter, end, encloses))
            line += 1
        if random.random() < 0.02:
            text.write(random.choice((end, delimiter * 6 + end)))
            line += 1
        at += timedelta(seconds=random.randint(0, 90))
        talk = random.choice((0, random.randint(1, 900)))
        fields = [f"{seed}.{number}", f"{at}", f"{random.randint(1000, 1009)}"]
        fields += [
            _caller(random, delimiter if encloses else ""),
            f"{random.randint(10**8, 10**9)}",
        ]
        fields += [f"{talk + 9}", f"{talk}" if talk else random.choice(NOBODY)]
        if number in short:
            fields = fields[: random.randint(2, 5)]
        row = _line(fields, delimiter, end, encloses)
        if number in lone:
            # Behind the delimiter, or before it, where it would open or close a text.
            left, right = f"{delimiter}{fields[2]}", f"{fields[2]}{delimiter}"
            row = row.replace(
                *random.choice([(left, f'{delimiter}"'), (right, f'"{delimiter}')]), 1
            )
        if number in short or (number in lone and encloses):
            damaged |= {*range(line, line + row.count("\n"))}
        calls[line] = (f"{at}", talk + 9, talk)
        text.write(row)
        line += row.count("\n")
    return MadeExport(text.getvalue(), calls, damaged, len(headers))


def _caller(random: Random, enclosed: str) -> str:
    """Make up a name; where fields are enclosed it may hold what would else end them."""
    names = ["Ann", "Zoë Ô", "", "O'Neil", "Bo"]
    if enclosed:
        names += [f"Smith{enclosed} Jo", "two\nlines", 'Joe "J" Lee']
    return random.choice(names)


def _line(fields: list[str] | tuple[str, ...], delimiter: str, end: str, encloses: bool) -> str:
    if not encloses:
        return delimiter.join(fields) + end
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerow(fields)
    return text.getvalue()
