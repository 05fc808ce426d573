"""The stages before SQL, shown as trees for whoever wants to see how a request is understood."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from cdrql.language.parser import parse
from cdrql.language.request import read
from cdrql.language.values import take
from cdrql.model.policy import OPEN
from cdrql.model.warehouse import DEFAULT, Field, Warehouse
from cdrql.options import Output
from cdrql.planning.planner import plan
from cdrql.planning.policy_checks import known_keys


def show_stage(
    request: object, stage: str, output: Output = "response", warehouse: Warehouse | None = None
) -> str:
    """Show the query or the plan of a request as an indented tree; RequestError as in compile."""
    house = warehouse or DEFAULT
    rule = house.policy or OPEN
    asked, problems = read(request, known_keys(rule))
    values = take(asked, house.start.zone, problems)
    query = parse(asked)
    meant = plan(query, values, house, output, rule, problems)
    return "\n".join(_lines(query if stage == "query" else meant, ""))


def _lines(node: object, indent: str) -> Iterator[str]:
    """Go through the lines of a node: its class, then its fields, each deeper by one step."""
    if not is_dataclass(node):
        yield f"{indent}{node!r}"
        return
    yield f"{indent}{type(node).__name__}"
    for field in fields(node):
        value = getattr(node, field.name)
        if not field.compare or value in (None, (), False):
            continue
        yield from _field(field.name, value, f"{indent}  ")


def _field(name: str, value: object, indent: str) -> Iterator[str]:
    """Go through the lines of a field: on the name's own line where it is a plain value."""
    if isinstance(value, Warehouse | Field):
        yield f"{indent}{name}: {value.name}"
    elif isinstance(value, tuple):
        yield f"{indent}{name}:"
        for item in value:
            yield from _item(item, f"{indent}  ")
    elif is_dataclass(value):
        yield f"{indent}{name}:"
        yield from _lines(value, f"{indent}  ")
    else:
        yield f"{indent}{name}: {value!r}"


def _item(item: object, indent: str) -> Iterator[str]:
    """Go through the lines of one item of a list; a pair is a name and what it names."""
    if isinstance(item, Field):
        yield f"{indent}{item.name}"
    elif isinstance(item, tuple) and len(item) == 2 and is_dataclass(item[1]):
        yield f"{indent}{item[0]}:"
        yield from _lines(item[1], f"{indent}  ")
    else:
        yield from _lines(item, indent)
