"""What is told where a backend from elsewhere fails: that it does, by its name."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlglot import exp

from cdrql.backend import Backend
from cdrql.errors import BackendError, CdrqlError, Problem

S = TypeVar("S", bound=exp.Expr)


@contextmanager
def blamed_on(backend: Backend) -> Iterator[None]:
    """Let whatever a backend from elsewhere raises be a BackendError."""
    try:
        yield
    except Exception as error:
        blame_backend(backend, error)
        raise


def blame_backend(backend: Backend, error: Exception) -> None:
    """Raise BackendError for what a backend from elsewhere raised.

    A fault of our own stays what it is, for whoever looks for it.
    """
    if not (isinstance(error, CdrqlError) or is_ours(backend)):
        # Not what it says: that may hold values of the request.
        raise fault_of(backend, f"it raises {type(error).__name__}") from error


def check_whole(tree: S, backend: Backend) -> S:
    """Give a tree; BackendError where a backend from elsewhere left out a part of it."""
    for node in () if is_ours(backend) else tree.walk():
        if missing := node.error_messages():
            raise fault_of(backend, missing[0].splitlines()[0][:200])
    return tree


def is_ours(backend: Backend) -> bool:
    """Say whether a backend comes with cdrql."""
    return type(backend).__module__.startswith("cdrql.")


def fault_of(backend: Backend, what: str) -> BackendError:
    """Word that a backend fails, and at what."""
    kind, dialect = type(backend), backend.name
    message = f"the backend `{dialect}` (`{kind.__module__}:{kind.__qualname__}`) fails: {what}"
    hint = f"`python -m cdrql.conformance --backend {dialect}` holds it to what backends do"
    return BackendError(Problem("CDR514", message, hint=hint))
