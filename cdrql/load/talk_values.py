"""What the values of durations tell of each other: talk time, a sum."""

from collections.abc import Sequence

_Seconds = Sequence[int | None]


def is_talk(totals: _Seconds, talks: _Seconds, answered: Sequence[bool]) -> bool:
    """Tell whether durations are talk time: 0 in just the calls not answered, within the total.

    They make up a good part of the total: a rating of the answered calls does not.
    """
    if not totals:
        return False
    rows = [(a or 0, b or 0, yes) for a, b, yes in zip(totals, talks, answered, strict=True)]
    within = all((0 < talk <= total) if yes else talk == 0 for total, talk, yes in rows)
    missed = any(total for total, _, yes in rows if not yes)
    spoken = sum(talk for _, talk, _ in rows)
    return within and missed and 4 * spoken >= sum(total for total, _, yes in rows if yes)


def is_sum(totals: _Seconds, talks: _Seconds, others: _Seconds) -> bool:
    """Tell whether each total is talk time and another duration."""
    rows = zip(totals, talks, others, strict=True)
    return all(None not in row and row[0] == (row[1] or 0) + (row[2] or 0) for row in rows)


def is_rounded_up(totals: _Seconds, talks: _Seconds, told: bool) -> bool:
    """Tell whether durations are whole minutes beside totals that are not: charged, not spoken.

    One number may be whole by chance, unless its unit is told.
    """
    minutes = {talk for talk in talks if talk}
    whole = bool(minutes) and all(talk % 60 == 0 for talk in minutes)
    return whole and (told or len(minutes) > 1) and any((total or 0) % 60 for total in totals)
