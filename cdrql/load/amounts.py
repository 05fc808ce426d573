"""Amounts of money as exports write them: with a point or a comma, with many decimals."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from cdrql.errors import LoadError, Problem
from cdrql.load.unreadable import UnreadableError
from cdrql.texts.places import Place

_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,20}(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")
# `1.234,56`, `0,05`: a comma that can only stand for the point; `1,234` can be read in two ways.
_COMMA = re.compile(r"[+-]?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]*),(?:[0-9]{1,2}|[0-9]{4,})")
_COMMA_OR_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3},[0-9]{3}")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")  # `1,234.56`
_POINTS = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}")  # `1.234`, in a file of commas
_MANY_POINTS = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3}){2,}")
# `1 234,56` and `1'234.56`: blanks, narrow ones too, and apostrophes only part thousands.
_GAPS = re.compile("[+-]?[0-9]{1,3}(?:[ \u00a0\u2009\u202f'\u2019][0-9]{3})+(?:[.,][0-9]+)?")
_GAP = re.compile("[ \u00a0\u2009\u202f'\u2019]")
_SCIENTIFIC = re.compile(r"[+-]?[0-9],[0-9]+[eE][+-]?[0-9]{1,2}")  # `1,28E+02`
# A point that parts no thousands, or thousands that nothing parts.
_PLAIN = re.compile(r"[+-]?(?:0*\.[0-9]+|[0-9]+\.(?:[0-9]{0,2}|[0-9]{4,})|[0-9]{4,}(?:\.[0-9]*)?)")
_NUMBERS = re.compile(r"[+-]?[0-9.,]+")

_ROUNDING = "--round-amounts rounds half up to the 6 decimals that the warehouse keeps"
_BOUND = 10**8
_MICRO = Decimal("0.000001")


class UnclearAmountError(UnreadableError):
    """An amount can be read once something is said of it: neither its call is lost, nor money."""

    def asking(self, line: int) -> LoadError:
        """Make the error of the whole file that asks for it."""
        return LoadError(Problem("CDR508", str(self), hint=self.hint, place=Place(line=line)))


@dataclass(frozen=True, slots=True)
class AmountForm:
    """How amounts are written, and whether they may be rounded to 6 decimals.

    `comma` says what stands for the point (None: whatever a value tells by itself), `stated` that
    the user said so, so that the other sign parts thousands. `plain` says that other numbers of the
    file show a point to be one, where `1.234` could be 1234.
    """

    comma: bool | None = None
    stated: bool = False
    rounded: bool = False
    plain: bool = False


AS_WRITTEN = AmountForm()


def has_decimal_comma(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether some column of these rows has numbers with a comma in the place of the point."""
    columns = ([cell.strip() for cell in column] for column in zip(*rows, strict=False))
    return any(
        any(map(_COMMA.fullmatch, cells)) and all(map(_NUMBERS.fullmatch, filter(None, cells)))
        for cells in columns
    )


def has_plain_point(cells: Iterable[str]) -> bool:
    """Tell whether some number shows that a point parts no thousands: `0.5`, `1234`."""
    return any(_PLAIN.fullmatch(cell) for cell in cells)


def is_unclear_point(cell: str, form: AmountForm) -> bool:
    """Tell whether a point may part thousands, for all that is known: `1.234`."""
    # Decimals that are all 0 are written by databases; few calls last for full thousands.
    known = form.plain or form.comma is not None or cell.endswith(".000")
    return not known and _POINTS.fullmatch(cell) is not None


def with_point(cell: str, form: AmountForm) -> str:
    """Write a number with a point: `0,05` is 0.05, `1.234,56` and `1,234.56` are 1234.56.

    UnclearAmountError for what can be read in two ways: `1,234`, or `1.234` among commas.
    """
    if _GAPS.fullmatch(cell):
        return _GAP.sub("", cell).replace(",", ".")
    if _SCIENTIFIC.fullmatch(cell):
        return cell.replace(",", ".")
    if _MANY_POINTS.fullmatch(cell) and not (form.stated and not form.comma):
        return cell.replace(".", "")
    if form.comma and _POINTS.fullmatch(cell):
        if not form.stated:
            raise _unclear(cell)
        return cell.replace(".", "")
    if _COMMA.fullmatch(cell) or (form.comma and _COMMA_OR_THOUSANDS.fullmatch(cell)):
        return cell.replace(".", "").replace(",", ".")
    if _COMMA_OR_THOUSANDS.fullmatch(cell) and form.comma is None:
        raise _unclear(cell)
    return cell.replace(",", "") if _THOUSANDS.fullmatch(cell) else cell


def _unclear(cell: str) -> UnclearAmountError:
    reason = f"`{cell}` can be read in two ways; say --decimal-comma or --decimal-point"
    return UnclearAmountError(reason, told_ways(both_ways(cell)))


def told_ways(ways: Mapping[str, str]) -> str:
    """Write what a number is by each option: `--decimal-comma makes it 1.234, ...`."""
    first, *others = ways.items()
    told = [f"{first[0]} makes it {first[1]}", *(f"{way} {number}" for way, number in others)]
    return ", ".join(told)


def has_lost_digits(number: Decimal, unit: Fraction = Fraction(1)) -> bool:
    """Tell whether the last digit of a number weighs more than 1, the number being of some unit.

    So `1.28E+02` is 128, but `1.2E+03` is anything from 1150 to 1250.
    """
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and bool(number) and unit * Fraction(10) ** exponent > 1


def both_ways(cell: str) -> dict[str, str]:
    """Give what a number is by either option: `1,234` is 1.234 by `--decimal-comma`, or 1234."""
    return {
        "--decimal-comma": cell.replace(".", "").replace(",", "."),
        "--decimal-point": cell.replace(",", ""),
    }


def amount_reader(form: AmountForm) -> Callable[[str], int | float]:
    """Make the reader of amounts: at most 8 digits before the point and 6 after it, exactly.

    `0.5` gives 0.5, `2.00` gives 2. It raises UnreadableError for what is none, UnclearAmountError
    where a digit would be lost that is not to be rounded half up.
    """

    def read(cell: str) -> int | float:
        if form.comma or _DECIMAL.fullmatch(cell) is None:
            cell = with_point(cell, form)
        if _DECIMAL.fullmatch(cell) is None:
            raise UnreadableError(f"`{cell[:40]}` is not an amount with a decimal point")
        number = Decimal(cell)
        if has_lost_digits(number):
            raise UnreadableError(f"`{cell}` is an amount that a spreadsheet has rounded")
        rounded = number.quantize(_MICRO, ROUND_HALF_UP) if abs(number) < _BOUND else number
        if abs(rounded) >= _BOUND:
            raise UnreadableError(f"`{cell[:40]}` is too large")
        if rounded != number and not form.rounded:
            raise UnclearAmountError(f"`{cell[:40]}` has more than 6 decimals", _ROUNDING)
        # 8 digits before the point and 6 after it are fewer than the 15 that a double keeps.
        return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)

    return read
