"""The table: what was measured beside what was wished for, both wheels side by side."""

import statistics
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks.environments import WHEELS
from benchmarks.shapes import DIALECTS

Samples = Mapping[str, list[float]]


@dataclass(frozen=True)
class Row:
    """A line of the table: the name of its samples, their unit, and the target of each wheel.

    `floor` names the samples that these are shown as a multiple of, `over` those that are taken
    off; `by` is what makes the section's unit of a sample.
    """

    label: str
    name: str
    targets: Mapping[str, float] | None = None
    floor: str | None = None
    over: str | None = None
    by: float = 1e3


@dataclass(frozen=True)
class Section:
    """Rows under one heading, which states the unit."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Measured:
    """What one wheel's samples say, in the section's unit; `ratio` counts in floors."""

    median: float
    best: float
    samples: int
    ratio: float | None
    target: float | None

    @property
    def met(self) -> bool | None:
        """Say whether the median is within the target, where there is one."""
        return None if self.target is None else self.median <= self.target


_JOBS = {"peers": "peers' job", "page": "page's full example"}
_NEW = {"peers": {"pure": 1.0, "fast": 0.5}, "page": {"pure": 3.0, "fast": 1.5}}


def _both(value: float) -> dict[str, float]:
    """Give both wheels the same target."""
    return dict.fromkeys(WHEELS, value)


def sections() -> Iterator[Section]:
    """Give everything that is shown, in order, with the targets that the project set itself."""
    for job, title in _JOBS.items():
        yield Section(f"A new shape of the {title}, ms", tuple(_new(job)))
    for job, title in _JOBS.items():
        yield Section(f"A known shape of the {title} with new values, µs", tuple(_known(job)))
    yield Section("The machine, ms", (Row("10,000 additions in Python", "yardstick"),))
    yield Section(
        "Processes, ms",
        (
            Row("bare interpreter", "bare"),
            Row("import cdrql, over it", "import", _both(30), over="bare"),
            Row("cdrql --version", "version", _both(60)),
            Row("cdrql --help", "help"),
            Row("first compile, start to exit", "first", _both(600)),
            Row("first compile, import to SQL", "within", _both(600)),
        ),
    )
    yield Section(
        "Memory, MB",
        (
            Row("resident after the first compile", "resident", _both(90), by=1),
            Row("after a tenth of the new shapes", "tenth", by=1),
            Row("after half of them", "half", by=1),
            Row("after all", "all", by=1),
            Row("SQL in the cache then", "text", by=1),
            Row("what the cache counts for it", "counted", by=1),
            Row("thousands of shapes in the cache", "kept", by=1e-3),
        ),
    )


def _new(job: str) -> Iterator[Row]:
    """Give the rows of a new shape: as it comes, at its worst, and the floor."""
    for label, name in (("every name new", "new"), ("every cache emptied", "emptied")):
        for dialect in DIALECTS:
            place = f"{job}/{dialect}"
            yield Row(f"{label}, {dialect}", f"{name}/{place}", _NEW[job], f"built/{place}")
    for label, name in (("sqlglot builds, prints", "built"), ("sqlglot prints", "printed")):
        for dialect in DIALECTS:
            yield Row(f"{label}, {dialect}", f"{name}/{job}/{dialect}")


def _known(job: str) -> Iterator[Row]:
    """Give the rows of a known shape, which only has its values bound."""
    for label, name in (("as a dict", "dict"), ("as JSON text", "json")):
        for dialect in DIALECTS:
            yield Row(f"{label}, {dialect}", f"{name}/{job}/{dialect}", _both(50), by=1e6)


def measured(row: Row, wheel: str, samples: Samples) -> Measured | None:
    """Sum up what a wheel's samples say of a row; None where there are none."""
    if row.name not in samples:
        return None
    found, off = samples[row.name], samples[row.over] if row.over else [0.0]
    median = statistics.median(found) - statistics.median(off)
    return Measured(
        median * row.by,
        (min(found) - min(off)) * row.by,
        len(found),
        median / statistics.median(samples[row.floor]) if row.floor else None,
        row.targets[wheel] if row.targets else None,
    )


_LABEL, _CELL = 35, 37


def table(samples: Mapping[str, Samples], titles: Mapping[str, str]) -> Iterator[str]:
    """Write the lines of the whole table, a column for each wheel that has samples."""
    yield " " * _LABEL + "".join(f"  {titles[wheel]:<{_CELL}}" for wheel in samples).rstrip()
    names = f"  {'median':>8}{'best':>8}{'x floor':>9}{'target':>7}     "
    yield " " * _LABEL + (names * len(samples)).rstrip()
    for section in sections():
        yield ""
        yield section.title
        for row in section.rows:
            cells = (_cell(measured(row, wheel, found)) for wheel, found in samples.items())
            yield f"  {row.label:<{_LABEL - 2}}{''.join(cells)}".rstrip()


def _cell(found: Measured | None) -> str:
    """Write what one wheel's samples say."""
    if found is None:
        return " " * (_CELL + 2)
    best = _short(found.best) if found.samples > 1 else ""
    ratio = f"{found.ratio:.1f}" if found.ratio else ""
    target = f"{found.target:g}" if found.target else ""
    mark = {True: "met", False: "OVER", None: ""}[found.met]
    return f"  {_short(found.median):>8}{best:>8}{ratio:>9}{target:>7} {mark:<4}"


def _short(value: float) -> str:
    """Write a number with about three digits that count."""
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:,.1f}"
