"""What `cdrql load` tells on stderr: what came from where, how much, and what is odd."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from shlex import quote

import click

from cdrql.load.doubts import Doubts
from cdrql.load.loaded import Loaded, LoadedFile
from cdrql.model.column_names import ZONE_NAMES, spelling_key
from cdrql.model.default import START_COLUMN
from cdrql.texts.carets import printable

_ZONES = frozenset(spelling_key(name) for name in ZONE_NAMES.split(","))


def loaded_lines(loaded: Loaded, shown: int) -> Iterator[str]:
    """Tell of a load in lines; `shown` is how many rejected lines were shown before."""
    for _, alike in groupby(loaded.files, key=_form_lines):
        yield from _lines_of([*alike], named=len(loaded.files) > 1)
    for name in loaded.empty:
        yield f"{name} holds no line."
    headers, known, unanswered, passed_over = (
        sum(getattr(file, count) for file in loaded.files)
        for count in ("repeated_headers", "repeated_calls", "unanswered", "passed_over")
    )
    if unanswered:
        calls = count_noun(unanswered, "call")
        yield f"{calls} without talk time, taken as not answered: 0 seconds."
    yield from _contradicted_lines(loaded.files)
    if passed_over:
        lines = count_noun(passed_over, "line")
        yield f"Passed over {lines} of this layout that are no calls."
    if headers:
        yield f"{count_noun(headers, 'line')} left out: the header once more."
    if known:
        yield f"{count_noun(known, 'line')} left out: the key is that of a call before."
    if loaded.unkeyed:
        calls = count_noun(loaded.unkeyed, "call")
        yield f"Warning: {calls} loaded without this --key before cannot be known by theirs."
    for name, count in sum((Counter(file.marked) for file in loaded.files), Counter()).items():
        calls = count_noun(count, "call")
        yield (
            f"Warning: `{name}` is set for {calls}, loaded as all others; "
            "leave their lines out of the file if they are not to count."
        )
    yield from _doubt_lines(loaded.doubts)
    if loaded.rejected > shown > 0:
        yield f"... and {loaded.rejected - shown} more; --rejected FILE keeps all."
    rejected = count_noun(loaded.rejected, "line") if loaded.rejected else "no line"
    files = f" from {len(loaded.files)} files" if len(loaded.files) > 1 else ""
    yield f"{count_noun(loaded.calls, 'call')} loaded{files}, {rejected} rejected."


def _contradicted_lines(files: Sequence[LoadedFile]) -> Iterator[str]:
    """Tell of calls with talk time whose status says that nobody answered."""
    said = sum((Counter(file.contradicted) for file in files), Counter[str]())
    if not said:
        return
    calls = count_noun(said.total(), "call")
    verb, count = ("has", "counts") if said.total() == 1 else ("have", "count")
    shown = ", ".join(f"`{status}`" for status, _ in said.most_common(5))
    line = f"Warning: {calls} of status {shown} {verb} talk time, and {count} as answered."
    option = next((f.told_by_status for f in files if f.contradicted and f.told_by_status), None)
    yield f"{line} Without: --column {quote(option)}" if option else line


def _lines_of(files: Sequence[LoadedFile], named: bool) -> Iterator[str]:
    """Tell how files of one form are read."""
    if named:
        others = f" and {count_noun(len(files) - 1, 'other')}" if len(files) > 1 else ""
        yield f"{files[0].name}{others}:"
    yield from _form_lines(files[0])


def _form_lines(file: LoadedFile) -> list[str]:
    lines = []
    if file.system is not None:
        lines.append(f"Recognised as {file.system}.")
    if file.first_line > 1:
        above = count_noun(file.first_line - 1, "line")
        lines.append(f"Passed over {above} at the top.")
    if file.first_line == 0:
        lines.append("The keys of its objects were taken as the header.")
    elif file.header is not None:
        which = "The first line" if file.first_line == 1 else f"Line {file.first_line}"
        lines.append(f"{which} was taken as the header.")
    pairs = ", ".join(f"{name} from {label}" for name, label in file.columns.items())
    lines.append(f"Columns: {pairs}.")
    if file.day_order is not None:
        words = {"d": "day", "m": "month", "y": "year"}
        order = ", ".join(words[part] for part in file.day_order)
        lines.append(f"Times are written in the order {order}, as the first lines tell.")
    if file.serial_decimals is not None:
        lines.append(
            "Times are a spreadsheet's days since 1900, read to the second; if they are of the "
            "1904 system, 1462 days later, say --time-format excel1904."
        )
        # A unit of the fifth decimal is 0.86 seconds.
        if file.serial_decimals < 5:
            lines.append(f"Warning: they have {file.serial_decimals} decimals, which is no second.")
    if file.doubted:
        names = ", ".join(file.doubted)
        lines.append(f"Left out, as most values do not fit (--column insists): {names}.")
    for zone in (name for name in file.ignored if spelling_key(name) in _ZONES):
        pair = quote(f"{START_COLUMN}={file.columns[START_COLUMN]} + {zone}")
        lines.append(
            f"Warning: `{zone}` is not read; if times are in that zone, add --column {pair}."
        )
    if file.ignored:
        lines.append(f"Ignored columns: {', '.join(file.ignored)}.")
    return lines


def _doubt_lines(doubts: Doubts) -> Iterator[str]:
    if doubts.alike:
        calls, verb = count_noun(doubts.alike, "call"), "repeats" if doubts.alike == 1 else "repeat"
        yield (
            f"Warning: {calls} {verb} others in every column. If they were loaded twice, name the "
            "columns that tell a call (--key NAME), and each is counted once."
        )
    if doubts.longer:
        calls, verb = count_noun(doubts.longer, "call"), "has" if doubts.longer == 1 else "have"
        yield (
            f"Warning: {calls} {verb} more talk time than duration. Is one of the two in another "
            "unit, or talk time rounded up?"
        )
    for name, (count, example) in doubts.rounded.items():
        values = count_noun(count, "value")
        yield (
            f"Warning: {name} has {values} such as `{example}`: a spreadsheet has rounded them, "
            "and different ones may be alike now."
        )


def count_noun(number: int, noun: str) -> str:
    """Write `1 call`, `2 calls`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def tell_loaded(loaded: Loaded, shown: int) -> None:
    """Tell of a load on stderr."""
    for line in loaded_lines(loaded, shown):
        click.echo(printable(line), err=True)
