"""Whether a column can serve a field of a type, by its kind and its values."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from cdrql.engines.schema import LiveColumn
from cdrql.init.column_choice import ColumnValues, Fit
from cdrql.model.vocabulary import FieldType
from cdrql.texts.carets import printable

_PLACES = 6  # decimals that sums of fractions are exact to
_LONGEST = 14 * 86400  # seconds; what is above is no call
_CALL_TYPES = (2, 3, 4, 6, 7, 8)


def fit(
    field: str, type_: FieldType, column: LiveColumn, values: ColumnValues, divisor: int = 1
) -> Fit:
    """Try a column, whose name may say how many of its units make one of the field's."""
    if column.kind in ("other", "uuid", "boolean", "time") and type_ != "text":
        return Fit(refusal=f"`{column.name}` is {column.declared}")
    if field in _SPECIAL:
        return _SPECIAL[field](column, values)
    if type_ in ("seconds", "money"):
        return _fit_amount(type_, column, values, divisor)
    return _FITS[type_](column, values)


def _fit_text(column: LiveColumn, values: ColumnValues) -> Fit:
    if column.kind in ("time", "boolean", "float"):
        return Fit(refusal=f"`{column.name}` is {column.declared or 'a ' + column.kind}")
    return Fit()


def _fit_integer(column: LiveColumn, values: ColumnValues) -> Fit:
    """Take whole numbers, and texts that mostly spell some."""
    if column.kind == "integer":
        return Fit()
    filled = [str(value).strip() for value in values if str(value).strip()]
    if column.kind != "text":
        if all(_number_or_zero(value) == int(_number_or_zero(value)) for value in filled):
            return Fit(note="its numbers are whole", doubts=1)
        return Fit(refusal=f"`{column.name}` holds fractions")
    if not filled:
        return Fit({"digits": True}, "a text, of which no value was seen", 1)
    digits = [text for text in filled if text.isascii() and text.isdecimal() and len(text) < 19]
    if 2 * len(digits) < len(filled):
        other = next(text for text in filled if text not in digits)
        return Fit(refusal=f"`{column.name}` holds texts such as `{printable(other[:24])}`")
    return Fit({"digits": True}, f"{len(digits)} of {len(filled)} texts are whole numbers", 1)


def _call_type(column: LiveColumn, values: ColumnValues) -> Fit:
    """Take call types only where they are those of the request language."""
    found = _fit_integer(column, values)
    strange = sorted({str(value) for value in values} - {str(code) for code in _CALL_TYPES})
    if strange and not found.refusal:
        codes = ", ".join(strange[:3])
        return Fit(refusal=f"`{column.name}` has codes of its own ({printable(codes[:40])})")
    return found


def _fit_q850(column: LiveColumn, values: ColumnValues) -> Fit:
    """Take causes of Q.850, whose 0 says nothing."""
    numbers = {int(str(value)) for value in values if str(value).isdecimal()}
    if len(numbers) < len({str(value) for value in values if str(value).strip()}):
        return Fit(refusal=f"`{column.name}` holds other than numbers")
    beyond = any(number > 127 for number in numbers)
    # FreeSWITCH and others put causes of their own above 127, the last that Q.850 has.
    if beyond and "q850" not in column.name.lower():
        return Fit(refusal=f"`{column.name}` holds numbers above 127, the last cause of Q.850")
    remarks = ["numbers above 127 are the switch's own causes"] if beyond else []
    if column.kind == "integer" and 0 in numbers:
        # NULL is a group of its own, and 0 would be a second one that means the same.
        return Fit({"null_like": [0]}, "; ".join(["0 is no cause", *remarks]))
    return Fit({}, remarks[0]) if beyond else _fit_text(column, values)


def _fit_amount(type_: FieldType, column: LiveColumn, values: ColumnValues, divisor: int) -> Fit:
    """Take seconds or money, with the digits after the point that are stored."""
    if column.kind == "text":
        return Fit(refusal=f"`{column.name}` is a text{_shown_example(values)}")
    # What a mapping means without `decimals`; only what differs is written.
    usual = 0 if type_ == "seconds" else _PLACES
    decimals = column.scale if column.scale is not None else _stored_places(type_, column, values)
    options: dict[str, object] = {"divisor": divisor} if divisor > 1 else {}
    if decimals != usual:
        options["decimals"] = decimals
    if type_ == "money":
        return Fit(options, *_money_note(column, values, divisor))
    note = f"counts {divisor} to the second" if divisor > 1 else ""
    largest = max((abs(_number_or_zero(value)) for value in values), default=Decimal(0)) / divisor
    if largest > _LONGEST:
        return Fit(options, f"values up to {largest:.0f} are long for seconds", 2)
    return Fit(options, note)


def _money_note(column: LiveColumn, values: ColumnValues, divisor: int) -> tuple[str, int]:
    """Say what is strange in amounts of money, and how many doubts that is."""
    if any(_number_or_zero(value) < 0 for value in values):
        return "some are below 0, which may stand for none", 1
    if divisor > 1:
        return f"counts {divisor} to the unit of money", 0
    if column.kind == "integer":
        return "whole numbers: if they are cents or millionths, state a divisor", 1
    return "", 0


def _stored_places(type_: FieldType, column: LiveColumn, values: ColumnValues) -> int:
    """Count the digits after the point where the type does not say."""
    if type_ == "money":
        return _PLACES
    # A float shows as many digits as its value needs, so few rows tell too few.
    seen = max((places(value) for value in values), default=0)
    return min(_PLACES, max(seen, 3 if column.kind == "float" else 0))


def places(value: object) -> int:
    """Count the digits after the point of a number as it prints."""
    exponent = _number_or_zero(value).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def is_positive(value: object) -> bool:
    """Tell whether a value is a number above zero."""
    return _number_or_zero(value) > 0


def _number_or_zero(value: object) -> Decimal:
    """Read a number; what is none counts as 0."""
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return Decimal(0)
    return number if number.is_finite() else Decimal(0)


def _shown_example(values: ColumnValues) -> str:
    return next((f" such as `{printable(str(v)[:24])}`" for v in values if str(v).strip()), "")


_FITS: Mapping[str, Callable[[LiveColumn, ColumnValues], Fit]] = {
    "text": _fit_text,
    "integer": _fit_integer,
}
_SPECIAL: Mapping[str, Callable[[LiveColumn, ColumnValues], Fit]] = {
    "call_type": _call_type,
    "q850": _fit_q850,
}
