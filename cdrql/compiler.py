"""The pipeline, from request to SQL: read, parse, plan, emit, print, bind."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from cdrql.backend import Backend, get_backend
from cdrql.compiled import Compiled
from cdrql.emit.blaming import blamed_on, check_whole
from cdrql.emit.printing import check_style, print_statement
from cdrql.emit.statement import emit
from cdrql.errors import BackendError, PolicyError, Problem, RequestError, did_you_mean, shown_name
from cdrql.language.findings import place_problems
from cdrql.language.parser import parse_request
from cdrql.language.query import Query
from cdrql.language.request import Request, read_request
from cdrql.language.values import Values, extract_values, request_warnings
from cdrql.model.default import DEFAULT
from cdrql.model.policy import OPEN, Policy
from cdrql.model.warehouse import Warehouse
from cdrql.options import OUTPUTS, Output, Style
from cdrql.planning.plan import Plan
from cdrql.planning.planner import plan_query
from cdrql.planning.policy_fit import check_policy
from cdrql.planning.violations import policy_violations, policy_warnings
from cdrql.planning.visibility import known_keys
from cdrql.shape_cache import KNOWN_SHAPES, Shape


def compile(  # noqa: A001 (the name that users of re and sqlglot expect)
    request: object,
    dialect: str,
    *,
    warehouse: Warehouse | None = None,
    policy: Policy | None = None,
    now: datetime | None = None,
    output: Output = "response",
    paramstyle: Style | None = None,
    strict: bool = False,
) -> Compiled:
    """Compile an Aggregate-CDRs request to one SQL statement of a dialect.

    `request` is a dict, JSON text or bytes, or a `Request`; `dialect` the name of an installed
    backend. `policy` says what the request may ask; the warehouse's own holds beside it, and one
    that bounds the age of calls needs `now`. `output="response"` prints texts such as `00:00:05`
    and `50% (in 1 of 2 calls)`, `"values"` gives seconds, percent and money as numbers.
    `paramstyle` is `pyformat`, `named`, `typed`, `qmark`, `numeric` or `literal`, by default the
    one of the dialect's usual driver. With `strict` every warning is an error. Raises
    RequestError, which lists every problem of the request, PolicyError for a policy that cannot
    be applied, and BackendError for what is not installed or cannot be printed; nothing else.
    """
    backend = get_backend(dialect)
    check_style(paramstyle, backend, dialect)
    warehouse = _check_warehouse(warehouse, output, backend, dialect)
    policy = _join_policies(policy, warehouse, now)
    zone, source = warehouse.start_for(backend.name, backend.dialect).zone, request
    request, values, problems = read_values(request, zone, policy)
    # Before the shape is looked up: what breaks a policy is values, which no shape holds.
    if policy is not OPEN:
        problems += policy_violations(request, values, policy, now)
    shape: Shape = (dialect, paramstyle, output, warehouse, policy.shape, values.shape)
    statement = None if problems else KNOWN_SHAPES.get(shape)
    if statement is None:
        with _placed_in(source):
            _, plan = understand(request, values, warehouse, output, policy, problems)
        with blamed_on(backend):
            tree = check_whole(emit(plan, backend), backend)
            statement = print_statement(tree, plan, backend, dialect, paramstyle)
        KNOWN_SHAPES.keep(shape, statement)
    found = (*request_warnings(request, statement.parts, values), *policy_warnings(request, policy))
    warnings = place_problems(found, source)
    if strict and warnings:
        raise RequestError(*warnings)
    return statement.bind({**values.params, **policy.params(request.limit)}, warnings)


# What each stage is given, and what it refuses.


@contextmanager
def _placed_in(source: object) -> Iterator[None]:
    """Place the problems of a request in its JSON text, where it came as one."""
    try:
        yield
    except RequestError as error:
        raise RequestError(*place_problems(error.problems, source)) from None


def read_values(
    request: object, zone: str, policy: Policy
) -> tuple[Request, Values, list[Problem]]:
    """Read a request and its values; `zone` is that of the clock which the start column shows.

    The problems found so far are for the next stages to add to: `understand` raises them all.
    """
    checked, problems = read_request(request, known_keys(policy))
    return checked, extract_values(checked, zone, problems), problems


def understand(
    request: Request,
    values: Values,
    warehouse: Warehouse,
    output: Output,
    policy: Policy,
    problems: list[Problem],
) -> tuple[Query, Plan]:
    """Give what was asked and what it means; RequestError with all problems if there is any."""
    query = parse_request(request)
    return query, plan_query(query, values, warehouse, output, policy, problems)


def _join_policies(policy: Policy | None, warehouse: Warehouse, now: datetime | None) -> Policy:
    """Join the policies of the caller and of the warehouse, and check that they can be applied."""
    if not isinstance(policy, Policy | None):
        message = f"the policy is a {type(policy).__name__}, not a cdrql.Policy"
        raise PolicyError(Problem("CDR401", message))
    # Either may forbid; neither can allow what the other forbids.
    given = [each for each in (policy, warehouse.policy) if each is not None]
    if not given:
        return OPEN
    joined = given[0] if len(given) == 1 else given[0] & given[1]
    check_policy(joined, warehouse, now)
    return joined


def _check_warehouse(
    warehouse: Warehouse | None, output: object, backend: Backend, dialect: str
) -> Warehouse:
    """Refuse a warehouse that is none, an unknown output, and a dialect that it does not claim."""
    if not isinstance(warehouse, Warehouse | None):
        message = f"the warehouse is a {type(warehouse).__name__}, not a cdrql.Warehouse"
        raise BackendError(Problem("CDR509", message, hint="load one with cdrql.load_warehouse"))
    if output not in OUTPUTS:
        hint = did_you_mean(shown_name(output), OUTPUTS, f"the outputs are {', '.join(OUTPUTS)}")
        message = f"`{shown_name(output)}` is not an output"
        raise BackendError(Problem("CDR503", message, hint=hint))
    warehouse = warehouse or DEFAULT
    written = warehouse.written_for(backend.name, backend.dialect)
    if warehouse.dialects and written not in warehouse.dialects:
        message = f"the warehouse `{warehouse.name}` is not mapped for {dialect}"
        hint = f"it is for {', '.join(warehouse.dialects)}"
        raise BackendError(Problem("CDR510", message, hint=hint))
    return warehouse
