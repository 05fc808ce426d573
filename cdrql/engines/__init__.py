"""Live databases: all that an engine's file imports.

An engine derives from `Engine`, and is found by the scheme of a URL, the name of its entry point in
`cdrql.engines`; `cdrql.engines.database.connect` opens a database by it.
"""

from cdrql.engines.catalogue import Draft, add_indexes, finish_tables, gather_tables, kinds_by_word
from cdrql.engines.contract import Engine
from cdrql.engines.plans import Access, Question, Verdict
from cdrql.engines.registry import get_engine
from cdrql.engines.schema import Form, Index, LiveColumn, LiveTable
from cdrql.engines.sessions import (
    Answering,
    Parameters,
    Rows,
    Session,
    cursor_session,
    import_driver,
    milliseconds,
)
from cdrql.engines.writing import STANDARD_TYPES, NewTable, TwoSessions, Writer

__all__ = [
    "STANDARD_TYPES",
    "Access",
    "Answering",
    "Draft",
    "Engine",
    "Form",
    "Index",
    "LiveColumn",
    "LiveTable",
    "NewTable",
    "Parameters",
    "Question",
    "Rows",
    "Session",
    "TwoSessions",
    "Verdict",
    "Writer",
    "add_indexes",
    "cursor_session",
    "finish_tables",
    "gather_tables",
    "get_engine",
    "import_driver",
    "kinds_by_word",
    "milliseconds",
]
