"""The stages before SQL, shown as trees for whoever wants to see how a request is understood."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from cdrql.compiler import read_values, understand
from cdrql.model.default import DEFAULT
from cdrql.model.policy import OPEN
from cdrql.model.warehouse import Field, Warehouse
from cdrql.options import Output


def show_stage(
    request: object, stage: str, output: Output = "response", warehouse: Warehouse | None = None
) -> str:
    """Show the query or the plan of a request as an indented tree; RequestError as in compile."""
    warehouse = warehouse or DEFAULT
    policy = warehouse.policy or OPEN
    checked, values, problems = read_values(request, warehouse.start.zone, policy)
    query, plan = understand(checked, values, warehouse, output, policy, problems)
    return "\n".join(_node_lines(query if stage == "query" else plan, ""))


def _node_lines(node: object, indent: str) -> Iterator[str]:
    """Go through the lines of a node: its class, then its fields, each deeper by one step."""
    if not is_dataclass(node):
        yield f"{indent}{node!r}"
        return
    yield f"{indent}{type(node).__name__}"
    for field in fields(node):
        value = getattr(node, field.name)
        # Fields that do not compare say where a word stood, which is no part of what was asked.
        if not field.compare or value in (None, (), False):
            continue
        yield from _field_lines(field.name, value, f"{indent}  ")


def _field_lines(name: str, value: object, indent: str) -> Iterator[str]:
    """Go through the lines of a field: on the name's own line where it is a plain value."""
    if isinstance(value, Warehouse | Field):
        yield f"{indent}{name}: {value.name}"
    elif isinstance(value, tuple):
        yield f"{indent}{name}:"
        for item in value:
            yield from _item_lines(item, f"{indent}  ")
    elif is_dataclass(value):
        yield f"{indent}{name}:"
        yield from _node_lines(value, f"{indent}  ")
    else:
        yield f"{indent}{name}: {value!r}"


def _item_lines(item: object, indent: str) -> Iterator[str]:
    """Go through the lines of one item of a list; a pair is a name and what it names."""
    if isinstance(item, Field):
        yield f"{indent}{item.name}"
    elif isinstance(item, tuple) and len(item) == 2 and is_dataclass(item[1]):
        yield f"{indent}{item[0]}:"
        yield from _node_lines(item[1], f"{indent}  ")
    else:
        yield from _node_lines(item, indent)
