"""The strings of a request, parsed by the grammars into the AST, and its values' parameters."""

from cdrql.language.conditions import parse_bounds, parse_condition
from cdrql.language.grammar import parse_string
from cdrql.language.query import Query, ValueList
from cdrql.language.request import Filter, Request, Role, given_values, keys_of
from cdrql.model.parameters import LIMIT, OFFSET, numbered_parameters


def parse_request(request: Request) -> Query:
    """Parse the strings of a request; every text has a parse, the planner judges it."""
    filters = request.filter.__dict__
    strings = {key: getattr(request, key) for key in ("group", "fields", "period", "order")}
    trees = {
        key: parse_string("order" if key == "order" else "names", text) if text else None
        for key, text in strings.items()
    }
    # Empty strings are as absent ones: they have no tree and no source.
    conditions = {key: filters[key] for key in keys_of(Filter, Role.NUMBERS) if filters[key]}
    having = {name: text for name, text in (request.having or {}).items() if text}
    sources = {key: text for key, text in strings.items() if text}
    sources |= {f"filter.{key}": text for key, text in conditions.items()}
    sources |= {f"having.{name}": text for name, text in having.items()}
    return Query(
        **trees,
        lists=tuple(
            _listed(key, filters[key])
            for key in keys_of(Filter, Role.ITEMS)
            if filters[key] is not None
        ),
        conditions=tuple((key, parse_condition(key, text)) for key, text in conditions.items()),
        attributes=request.filter.callAttributes or (),
        having=parse_bounds(having),
        unasked=tuple(name for name, text in (request.having or {}).items() if not text),
        zone=request.timezone or "UTC",
        limit=None if request.limit is None else LIMIT,
        offset=None if request.offset is None else OFFSET,
        sources=sources,
    )


def _listed(key: str, values: tuple[int | str | None, ...]) -> ValueList:
    given = len(given_values(values))
    return ValueList(key, numbered_parameters(key, given), given < len(values))
