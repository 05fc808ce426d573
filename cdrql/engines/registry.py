"""How an engine is found: by the scheme of a URL, which is the name of its entry point."""

from functools import cache

from cdrql.backend.registry import Registry
from cdrql.engines.contract import Engine
from cdrql.errors import DatabaseError, Problem, did_you_mean
from cdrql.texts.secrets import shown_database

ENGINES: Registry[Engine] = Registry(
    "cdrql.engines",
    Engine,  # type: ignore[type-abstract]
    "engine",
    DatabaseError,
    "CDR505",
)


def get_engine(scheme: str) -> Engine:
    """Give an installed engine by the scheme of its URLs, such as `postgresql`.

    Raises DatabaseError (CDR505) where there is none that works, with the scheme that is most like
    it. Only the engine that is asked for is imported.
    """
    engine = _load_engine(scheme)
    if engine is None:
        names = ENGINES.names()
        hint = did_you_mean(scheme, names, f"known are {', '.join(names)}")
        message = f"`{shown_database(scheme.partition(':')[0])}` is not a kind of database"
        raise DatabaseError(Problem("CDR505", message, hint=hint))
    return engine


@cache
def _load_engine(scheme: str) -> Engine | None:
    return ENGINES.load(scheme)


def scheme_of(database: str) -> str:
    """Take the scheme of a URL; a path is a file of SQLite's."""
    scheme, separator, _ = database.partition("://")
    return scheme if separator else "sqlite"
