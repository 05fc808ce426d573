"""cdrql: compiles Aggregate-CDRs requests to SQL for the tables that people already have."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cdrql.compiled import Column, Compiled
    from cdrql.compiler import compile
    from cdrql.errors import (
        BackendError,
        CdrqlError,
        DatabaseError,
        LoadError,
        PolicyError,
        Problem,
        RequestError,
        WarehouseError,
    )
    from cdrql.language.request import Request
    from cdrql.mapping import load_warehouse
    from cdrql.model.policy import Mask, Policy
    from cdrql.model.warehouse import Warehouse

__version__ = "0.1.0"

# What is imported from where when it is first used: `import cdrql` itself costs nothing.
_HOMES = {
    "BackendError": "cdrql.errors",
    "CdrqlError": "cdrql.errors",
    "Column": "cdrql.compiled",
    "Compiled": "cdrql.compiled",
    "DatabaseError": "cdrql.errors",
    "LoadError": "cdrql.errors",
    "Mask": "cdrql.model.policy",
    "Policy": "cdrql.model.policy",
    "PolicyError": "cdrql.errors",
    "Problem": "cdrql.errors",
    "Request": "cdrql.language.request",
    "RequestError": "cdrql.errors",
    "Warehouse": "cdrql.model.warehouse",
    "WarehouseError": "cdrql.errors",
    "compile": "cdrql.compiler",
    "load_warehouse": "cdrql.mapping",
}

__all__ = [
    "BackendError",
    "CdrqlError",
    "Column",
    "Compiled",
    "DatabaseError",
    "LoadError",
    "Mask",
    "Policy",
    "PolicyError",
    "Problem",
    "Request",
    "RequestError",
    "Warehouse",
    "WarehouseError",
    "compile",
    "load_warehouse",
]


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, and keep it."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
