"""The last stage: sqlglot prints the tree, and parameters get the form that a driver takes."""

from functools import lru_cache
from itertools import chain

from sqlglot import exp

from cdrql.backend import Backend
from cdrql.backend.sql import END_MARK, MARK, printed
from cdrql.compiled import Column
from cdrql.emit.binding import MARKED, Statement, encoders
from cdrql.errors import BackendError, Problem, did_you_mean, shown_name
from cdrql.model.vocabulary import PERIOD, Dimension, Measure
from cdrql.options import STYLES, Output, Style
from cdrql.planning.plan import Period, Plan

_PERIOD = Column(PERIOD, PERIOD, "text")


def print_statement(
    tree: exp.Select, plan: Plan, backend: Backend, dialect: str, style: Style | None
) -> Statement:
    """Print a tree, and give its parameters the form of the style: `:user_1`, `%(user_1)s`, `?`."""
    style = style or backend.paramstyle
    # Text, name, kind, text, name, kind, ..., text.
    pieces = MARKED.split(printed(tree, backend.dialect))
    slots = tuple(zip(pieces[1::3], pieces[2::3], strict=True))
    return Statement(
        _styled(pieces[::3], style, backend, slots),
        style,
        slots,
        tuple(encoders(plan, backend, dict(slots))),
        tuple(
            _PERIOD if isinstance(column, Period) else _describe_column(column, plan.output)
            for column in plan.columns
        ),
        plan.period.parts if plan.period else (),
        dialect,
        backend,
    )


def _styled(
    texts: list[str], style: Style, backend: Backend, slots: tuple[tuple[str, str], ...]
) -> str:
    """Put the driver's form between the texts; our own `%` is doubled where it would count."""
    if style == "literal":
        forms = [f"{MARK}{name}:{kind}{END_MARK}" for name, kind in slots]
    elif style == "pyformat":
        forms = [f"%({name})s" for name, _ in slots]
        # Drivers of this style take every `%` of the text for a parameter's.
        texts = [text.replace("%", "%%") for text in texts]
    elif style == "named":
        forms = [f":{name}" for name, _ in slots]
    elif style == "typed":
        forms = [f"{{{name}:{backend.types[kind]}}}" for name, kind in slots]
    elif style == "qmark":
        forms = ["?"] * len(slots)
    else:
        # Numbered by first use, as the values are arranged.
        places = {name: place for place, name in enumerate(dict(slots), 1)}
        forms = [f"${places[name]}" for name, _ in slots]
    return "".join(chain.from_iterable(zip(texts, [*forms, ""], strict=True)))


@lru_cache(maxsize=1024)
def _describe_column(column: Dimension | Measure, output: Output) -> Column:
    if isinstance(column, Dimension):
        # The one dimension that is measured: calls by how long they took.
        unit = "seconds" if column.field == "duration" else None
        return Column(column.key, column.name, column.type, unit)
    exact = column.format in ("mean of calls", "share of calls", "number")
    if output == "response" and column.format != "number":
        return Column(column.key, column.name, "text")
    return Column(column.key, column.name, "decimal" if exact else "integer", column.unit)


def check_style(style: object, backend: Backend, dialect: str) -> None:
    """Refuse a parameter style that is unknown, or that the backend has no types for."""
    if style is None or (style in STYLES and (style != "typed" or backend.types)):
        return
    message = f"the backend `{dialect}` has no parameter style `{shown_name(style)}`"
    known = [name for name in STYLES if name != "typed" or backend.types]
    hint = did_you_mean(shown_name(style), known, f"it has {', '.join(known)}")
    raise BackendError(Problem("CDR502", message, hint=hint))
