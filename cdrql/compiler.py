"""The pipeline, from request to SQL, and the cache of the shapes it has met."""

from collections import OrderedDict
from datetime import datetime
from threading import Lock

from cdrql.backend import Backend, get_backend
from cdrql.emit.printer import Compiled, Statement, check_style, print_statement
from cdrql.emit.statement import emit
from cdrql.errors import BackendError, PolicyError, Problem, RequestError, did_you_mean, spelled
from cdrql.language.parser import parse
from cdrql.language.request import read
from cdrql.language.values import cautions, take
from cdrql.model.policy import OPEN, Policy
from cdrql.model.warehouse import DEFAULT, Warehouse
from cdrql.options import OUTPUTS, Output, Style
from cdrql.planning.planner import plan
from cdrql.planning.policy_checks import check_policy, known_keys, limits, violations


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
    _check(output, warehouse)
    house = warehouse or DEFAULT
    _check_claimed(house, backend, dialect)
    rule = _rule(policy, house, now)
    asked, problems = read(request, known_keys(rule))
    values = take(asked, house.start_in(backend.dialect).zone, problems)
    if rule is not OPEN:
        problems += violations(asked, values, rule, now)
    key = (dialect, paramstyle, output, house, rule.shape, values.shape)
    statement = None if problems else _known.get(key)
    if statement is None:
        query = parse(asked)
        meant = plan(query, values, house, output, rule, problems)
        tree = emit(meant, backend)
        statement = print_statement(tree, meant, backend, dialect, paramstyle)
        _known.keep(key, statement)
    warnings = (*cautions(asked, statement.parts, values), *limits(asked, rule))
    if strict and warnings:
        raise RequestError(*warnings)
    return statement.bind({**values.params, **rule.params(asked.limit)}, warnings)


def _rule(policy: Policy | None, house: Warehouse, now: datetime | None) -> Policy:
    """Join the policies of the caller and of the warehouse, and check that they can be applied."""
    if not isinstance(policy, Policy | None):
        message = f"the policy is a {type(policy).__name__}, not a cdrql.Policy"
        raise PolicyError(Problem("CDR401", message))
    given = [one for one in (policy, house.policy) if one is not None]
    if not given:
        return OPEN
    rule = given[0] if len(given) == 1 else given[0] & given[1]
    check_policy(rule, house, now)
    return rule


def _check_claimed(house: Warehouse, backend: Backend, dialect: str) -> None:
    """Refuse a dialect that the warehouse's mapping does not claim."""
    if house.dialects and backend.dialect not in house.dialects:
        message = f"the warehouse `{house.name}` is not mapped for {dialect}"
        hint = f"it is for {', '.join(house.dialects)}"
        raise BackendError(Problem("CDR510", message, hint=hint))


def _check(output: object, warehouse: object) -> None:
    """Refuse an output that is neither of the two, and a warehouse that is none."""
    if not isinstance(warehouse, Warehouse | None):
        message = f"the warehouse is a {type(warehouse).__name__}, not a cdrql.Warehouse"
        raise BackendError(Problem("CDR509", message, hint="load one with cdrql.load_warehouse"))
    if output not in OUTPUTS:
        hint = did_you_mean(spelled(output), OUTPUTS, f"the outputs are {', '.join(OUTPUTS)}")
        message = f"`{spelled(output)}` is not an output"
        raise BackendError(Problem("CDR503", message, hint=hint))


class _Shapes:
    """The compiled shapes used last, bounded by the text they hold; safe to share by threads."""

    def __init__(self, most_text: int) -> None:
        self._most_text = most_text
        self._text = 0
        self._statements: OrderedDict[object, Statement] = OrderedDict()
        self._lock = Lock()

    def get(self, key: object) -> Statement | None:
        """Find a shape; it is then the one used last."""
        with self._lock:
            statement = self._statements.get(key)
            if statement is not None:
                self._statements.move_to_end(key)
            return statement

    def keep(self, key: object, statement: Statement) -> None:
        """Keep a shape, and forget those used longest ago when there is too much text."""
        with self._lock:
            if key not in self._statements:
                self._text += _weight(key, statement)
            self._statements[key] = statement
            while self._text > self._most_text:
                forgotten = self._statements.popitem(last=False)
                self._text -= _weight(*forgotten)

    def clear(self) -> None:
        """Forget every shape."""
        with self._lock:
            self._statements.clear()
            self._text = 0


def _weight(key: object, statement: Statement) -> int:
    """Estimate what a shape holds in memory: the key has the request's strings, blanks and all."""
    return 2_000 + 2 * len(statement.sql) + len(repr(key))


_known = _Shapes(most_text=8_000_000)
