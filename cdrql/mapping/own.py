"""The dimensions and measures that a warehouse has beside the vocabulary."""

from collections.abc import Iterator

from cdrql.errors import Problem, did_you_mean, listed_names
from cdrql.mapping.formula import formula_sides
from cdrql.mapping.model import MeasureKeys, PartKeys
from cdrql.mapping.reading import Refused
from cdrql.mapping.sources import ReadMapping
from cdrql.model.vocabulary import (
    BY,
    DIMENSIONS,
    MEASURES,
    PERIOD,
    SUM,
    Dimension,
    Format,
    Measure,
    Sum,
    count_of,
    loose,
    sum_of,
)
from cdrql.model.warehouse import FieldsByName
from cdrql.texts.places import Path


def _taken_names() -> dict[str, str]:
    """Give the names and response keys of the vocabulary."""
    rows = (*DIMENSIONS, *MEASURES)
    return {loose(word): row.name for row in rows for word in (row.name, row.key)} | {
        PERIOD: PERIOD
    }


def _check_name(
    read: ReadMapping,
    path: Path,
    name: str,
    key: str,
    taken: dict[str, str],
    problems: list[Problem],
) -> None:
    """Refuse a name or key that stands for something else, in a request or within the SQL."""
    if key.startswith((BY, SUM)):
        message = f"the key `{key}` begins as the columns of inner queries do"
        hint = f"state a `key` that begins with neither `{BY}` nor `{SUM}`"
        problems.append(read.problem("CDR611", path, message, hint))
    # A response is an object, and a request names what it has: neither may have two of a name.
    for word in {loose(name), loose(key)}:
        if word in taken:
            message = f"`{name}` would be taken for `{taken[word]}`"
            problems.append(read.problem("CDR611", path, message, "give it another name or key"))
    taken |= {loose(name): name, loose(key): name}


def _default_key(name: str) -> str:
    return loose(name).replace(" ", "_")


def own_dimensions(
    read: ReadMapping, fields: FieldsByName, problems: list[Problem]
) -> tuple[Dimension, ...]:
    """Make the warehouse's own dimensions: `dimensions.gateway = { field = "gateway" }`."""
    found, taken = [], _taken_names()
    for name, keys in read.mapping.dimensions.items():
        path: Path = ("dimensions", name)
        key = keys.key or _default_key(name)
        _check_name(read, path, name, key, taken, problems)
        field = fields.get(keys.field)
        if field is None:
            hint = did_you_mean(keys.field, fields, f"its fields are {listed_names(fields)}")
            message = f"`{keys.field}` is not a field of this mapping"
            problems.append(read.problem("CDR608", (*path, "field"), message, hint))
        elif field.type == "text" or field.type == "integer":
            found.append(Dimension(name, key, keys.field, field.type))
        else:
            message = f"a dimension is a text or an integer, and `{keys.field}` is {field.type}"
            problems.append(read.problem("CDR609", (*path, "field"), message))
    return tuple(found)


def own_measures(
    read: ReadMapping,
    fields: FieldsByName,
    dimensions: tuple[Dimension, ...],
    problems: list[Problem],
) -> tuple[Measure, ...]:
    """Make the warehouse's own measures, as these lines ask for.

    [measures.margin]
    parts = { revenue = { sum = "income" }, spent = { sum = "cost" } }
    formula = "revenue - spent"
    """
    found, taken = [], _taken_names() | {loose(d.name): d.name for d in dimensions}
    taken |= {loose(d.key): d.name for d in dimensions}
    sums = {part.name: part for measure in MEASURES for part in measure.sums}
    for name, keys in read.mapping.measures.items():
        path: Path = ("measures", name)
        key = keys.key or _default_key(name)
        _check_name(read, path, name, key, taken, problems)
        wrong = list(_wrong_parts(read, path, keys, fields))
        wrong = wrong or list(_wrong_sums(read, path, keys, sums))
        problems += wrong
        if wrong:
            continue
        try:
            of, per = formula_sides(
                keys.formula, {n: _sum_of_part(part) for n, part in keys.parts.items()}
            )
        except Refused as refused:
            where = (*path, "formula")
            problems.append(
                read.problem(refused.code, where, refused.message, refused.hint, refused.span)
            )
            continue
        # Whole calls and seconds are shown as those of the vocabulary, ratios with their decimals.
        form: Format = _FORMATS.get(keys.unit, "number") if per is None else "number"
        found.append(Measure(name, key, of, form, keys.unit, per, keys.decimals))
    return tuple(found)


_FORMATS: dict[str, Format] = {"calls": "count", "seconds": "clock"}


def _sum_of_part(part: PartKeys) -> Sum:
    if part.sum:
        return sum_of(part.sum, part.when)
    return count_of(part.count if isinstance(part.count, str) else None)


# What is wrong with the parts of a measure.


def _wrong_parts(
    read: ReadMapping, path: Path, keys: MeasureKeys, fields: FieldsByName
) -> Iterator[Problem]:
    if not keys.parts:
        yield read.problem("CDR603", path, "a measure has parts")
    for name, part in keys.parts.items():
        place = (*path, "parts", name)
        if bool(part.sum) == bool(part.count) or (part.count and part.when):
            hint = 'sum = "cost", when = "answered"; or count = "answered"; or count = true'
            yield read.problem("CDR611", place, "a part is either a sum or a count", hint)
            continue
        wanted = {"sum": part.sum, "when": part.when}
        wanted["count"] = part.count if isinstance(part.count, str) else None
        for role, field in wanted.items():
            if field is not None:
                yield from _wrong_field(read, (*place, role), field, role, fields)


def _wrong_sums(
    read: ReadMapping, path: Path, keys: MeasureKeys, sums: dict[str, Sum]
) -> Iterator[Problem]:
    """Refuse parts whose sums would have the name of another sum."""
    for name, part in keys.parts.items():
        found = _sum_of_part(part)
        place = (*path, "parts", name)
        if sums.setdefault(found.name, found) != found:
            message = f"its sum would be called `{found.name}`, which another sum is called"
            yield read.problem("CDR611", place, message, "give the field another name")


def _wrong_field(
    read: ReadMapping, path: Path, name: str, role: str, fields: FieldsByName
) -> Iterator[Problem]:
    """Check a field that a part names."""
    field = fields.get(name)
    allowed = ("seconds", "money", "integer") if role == "sum" else ("boolean",)
    if field is None:
        hint = did_you_mean(name, fields, f"its fields are {listed_names(fields)}")
        yield read.problem("CDR608", path, f"`{name}` is not a field of this mapping", hint)
    elif field.type not in allowed:
        message = f"`{name}` is {field.type}; a {role} takes {' or '.join(allowed)}"
        yield read.problem("CDR609", path, message)
    elif field.lookup:
        yield read.problem("CDR611", path, f"`{name}` is looked up, and names do not add up")
