"""What a dialect differs in: all that a backend's file imports.

A backend derives from `Backend`, builds trees with `sql`, and is found by `get_backend`.
"""

from cdrql.backend import sql
from cdrql.backend.bound_values import Binding
from cdrql.backend.contract import Backend, Key, RowReading
from cdrql.backend.masking import masked_text
from cdrql.backend.registry import backend_names, get_backend
from cdrql.backend.sql import Sql
from cdrql.backend.starts import place_of, standard_text, start_literal
from cdrql.model.policy import Mask
from cdrql.model.warehouse import Start
from cdrql.options import Style
from cdrql.planning.plan import Period

__all__ = [
    "Backend",
    "Binding",
    "Key",
    "Mask",
    "Period",
    "RowReading",
    "Sql",
    "Start",
    "Style",
    "backend_names",
    "get_backend",
    "masked_text",
    "place_of",
    "sql",
    "standard_text",
    "start_literal",
]
