"""Whether a column can serve a field of a type, by its kind and its values."""

import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from cdrql.engines.schema import LiveColumn
from cdrql.init.column_choice import ColumnValues, Fit, sentence
from cdrql.init.numbers import NUMERAL, numbers_in, places
from cdrql.init.seen_columns import odd_values
from cdrql.model.absence import is_unset
from cdrql.model.column_names import column_names, spelling_key
from cdrql.model.columns import NUMBER_KINDS
from cdrql.model.name_words import ONE
from cdrql.model.vocabulary import FieldType
from cdrql.texts.carets import printable

_PLACES = 6  # decimals that sums of fractions are exact to
_LONGEST = 14 * 86400  # seconds; what is above is no call
_CALL_TYPES = (2, 3, 4, 6, 7, 8)


def fit(
    field: str, type_: FieldType, column: LiveColumn, values: ColumnValues, per: Fraction = ONE
) -> Fit:
    """Try a column, of whose units `per` make one of the field's."""
    if column.kind in ("other", "uuid", "boolean", "time") and type_ != "text":
        return Fit(refusal=f"`{column.name}` is {column.declared}")
    if field in _SPECIAL:
        return _SPECIAL[field](column, values)
    if type_ in ("seconds", "money"):
        return _fit_amount(type_, column, values, per)
    return _FITS[type_](column, values)


def _fit_text(column: LiveColumn, values: ColumnValues) -> Fit:
    fractions = column.kind == "decimal" and (column.scale or any(map(places, values)))
    if column.kind in ("time", "boolean", "float") or fractions:
        return Fit(refusal=f"`{column.name}` is {column.declared or 'a ' + column.kind}")
    return Fit()


def _fit_integer(column: LiveColumn, values: ColumnValues) -> Fit:
    """Take whole numbers, and texts that mostly spell some."""
    if column.kind == "integer":
        return Fit()
    filled = [str(value).strip() for value in values if str(value).strip()]
    if column.kind != "text":
        if odd := next((value for value in filled if places(value)), None):
            return Fit(refusal=f"`{column.name}` holds fractions such as `{_shown_text(odd)}`")
        return Fit(note="its numbers are whole", doubts=1, sql="CAST({} AS BIGINT)")
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


def _fit_trunk(column: LiveColumn, values: ColumnValues) -> Fit:
    """Take names of trunks; a number is one's id, or another thing of it."""
    known = spelling_key(column.name) in map(spelling_key, column_names("trunk"))
    if column.kind in NUMBER_KINDS and not known:
        return Fit(refusal=f"`{column.name}` is {column.declared or 'a number'}, no name")
    return _fit_text(column, values)


def _fit_status(column: LiveColumn, values: ColumnValues) -> Fit:
    """Take words of what became of a call; causes as numbers are another field."""
    if "cause" in column.name.lower() and any(numbers_in(values)):
        return Fit(refusal=f"`{column.name}` holds causes as numbers")
    return _fit_text(column, values)


def _fit_q850(column: LiveColumn, values: ColumnValues) -> Fit:
    """Take causes of Q.850, whose 0 says nothing."""
    numbers = {int(str(value)) for value in values if str(value).isdecimal()}
    odd = [str(value) for value in values if str(value).strip() and not str(value).isdecimal()]
    if odd:
        return Fit(refusal=f"`{column.name}` holds `{_shown_text(odd[0])}`, which is no cause")
    beyond = any(number > 127 for number in numbers)
    # FreeSWITCH and others put causes of their own above 127, the last that Q.850 has.
    if beyond and "q850" not in column.name.lower():
        why = f"holds {max(numbers)}, above 127, the last cause of Q.850"
        return Fit(refusal=f"`{column.name}` {why}")
    remarks = ["numbers above 127 are the switch's own causes"] if beyond else []
    if column.kind == "integer" and 0 in numbers:
        # NULL is a group of its own, and 0 would be a second one that means the same.
        return Fit({"null_like": [0]}, "; ".join(["0 is no cause", *remarks]))
    return Fit({}, remarks[0]) if beyond else _fit_text(column, values)


def _fit_amount(type_: FieldType, column: LiveColumn, values: ColumnValues, per: Fraction) -> Fit:
    """Take seconds or money, with the digits after the point that are stored."""
    read = _read_text(type_, column, values) if column.kind == "text" else Fit()
    if read.refusal:
        return read
    # What a mapping means without `decimals`; only what differs is written.
    usual = 0 if type_ == "seconds" else _PLACES
    decimals = column.scale if column.scale is not None else _stored_places(type_, column, values)
    divisor, factor = max(1, int(per)), max(1, int(1 / per))
    options: dict[str, object] = {"divisor": divisor} if divisor > 1 else {}
    if decimals != usual or (type_ == "seconds" and column.kind in ("decimal", "float")):
        options["decimals"] = decimals
    sql = f"{read.sql} * {factor}" if factor > 1 else read.sql
    odd, example = odd_values(column, values)
    note, doubts = (_note_of_money if type_ == "money" else _note_of_seconds)(column, values, per)
    if odd:
        shown = _shown_text(example) or "''"
        lacks = f"{odd} of {len(values)} values are no numbers, such as `{shown}`"
        note, doubts = sentence(note, lacks), doubts + 1
    return Fit(options, sentence(read.note, note), read.doubts + doubts, sql=sql)


# All are what every dialect says alike. A duration that was left out is one of 0 seconds, a price
# is none.
_CASTS = {
    "seconds": "CAST(COALESCE(NULLIF({}, ''), '0') AS %s)",
    "money": "CAST(NULLIF({}, '') AS %s)",
}
_CLOCK = " + ".join(
    f"CAST(COALESCE(NULLIF(SUBSTRING({{0}}, {at}, 2), ''), '0') AS BIGINT) * {factor}"
    for at, factor in ((1, 3600), (4, 60), (7, 1))
).removesuffix(" * 1")
_CLOCK_TEXT = "[0-9]{2}:[0-5][0-9]:[0-5][0-9]"
_WORDS = 3  # for nothing, that one expression leaves out


def _read_text(type_: FieldType, column: LiveColumn, values: ColumnValues) -> Fit:
    """Take texts that spell numbers, or clocks of two digits each, or nothing; others are refused.

    An empty text is nothing, and so is one such as `N/A`.
    """
    texts = [str(value) for value in values if str(value)]
    filled = [text for text in texts if re.search("[0-9]", text) or not is_unset(text)]
    words = sorted({text for text in texts if text not in filled})
    odd = {form: _not_written(form, filled) for form in (NUMERAL, _CLOCK_TEXT)}
    form = min(odd, key=lambda each: len(odd[each]))
    # Engines read a backslash in a text of SQL differently.
    odd[form] += [word for word in words if "\\" in word]
    if odd[form] or len(words) > _WORDS or not filled:
        shown = "".join(f" such as `{_shown_text(text)}`" for text in (odd[form] or words)[:1])
        return Fit(refusal=f"`{column.name}` is a text{shown}")
    name = "{0}"
    for word in words:
        name = f"NULLIF({name}, '{word}')"
    none = [f"`{printable(word)}` is none" for word in words]
    if form == _CLOCK_TEXT:
        return Fit(note=sentence("its texts are HH:MM:SS", *none), doubts=1, sql=_in(_CLOCK, name))
    kind = "DOUBLE" if any("." in text for text in filled) else "BIGINT"
    cast = _in(_CASTS[type_] % kind, name)
    return Fit(note=sentence("its texts spell numbers", *none), doubts=1, sql=cast)


def _not_written(form: str, texts: Sequence[str]) -> list[str]:
    return [text for text in texts if not re.fullmatch(form, text)]


def _in(sql: str, name: str) -> str:
    return sql.replace("{}", "{0}").replace("{0}", name)


def _note_of_seconds(column: LiveColumn, values: ColumnValues, per: Fraction) -> tuple[str, int]:
    """Say in which unit seconds are, and whether they are too many for a call."""
    note = f"counts {per} to the second" if per > 1 else f"each is {1 / per} s" if per < 1 else ""
    largest = max((abs(Fraction(number)) for number in numbers_in(values)), default=0) / per
    if largest > _LONGEST:
        return f"values up to {float(largest):.0f} are long for seconds", 2
    return note, 0


def _note_of_money(column: LiveColumn, values: ColumnValues, per: Fraction) -> tuple[str, int]:
    """Say what is strange in amounts of money, and how many doubts that is."""
    if any(number < 0 for number in numbers_in(values)):
        return "some are below 0, which may stand for none", 1
    if per > 1:
        return f"counts {per} to the unit of money", 0
    if column.kind == "integer":
        return "whole numbers: if they are cents or millionths, state a divisor", 1
    return "", 0


def _stored_places(type_: FieldType, column: LiveColumn, values: ColumnValues) -> int:
    """Count the digits after the point where the type does not say."""
    if type_ == "money":
        return _PLACES
    # A float shows as many digits as its value needs, so few rows tell too few.
    seen = max((places(value) for value in values), default=0)
    rough = column.kind == "float" or (column.kind == "text" and seen)
    return min(_PLACES, max(seen, 3 if rough else 0))


def _shown_text(value: object) -> str:
    return printable(str(value)[:24])


_FITS: Mapping[str, Callable[[LiveColumn, ColumnValues], Fit]] = {
    "text": _fit_text,
    "integer": _fit_integer,
}
_SPECIAL: Mapping[str, Callable[[LiveColumn, ColumnValues], Fit]] = {
    "call_type": _call_type,
    "trunk": _fit_trunk,
    "call_status": _fit_status,
    "q850": _fit_q850,
}
