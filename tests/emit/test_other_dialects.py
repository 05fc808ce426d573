"""SQL that reaches the wrong engine: it is refused, and no literal in it lets anything out.

A request compiled in the style `literal` holds values, and somebody may paste it into another
engine's console. There it may fail or find nothing, but a value must stay one.
"""

from itertools import product
from typing import Any

import pytest

import cdrql
from cdrql.backend import backend_names, get_backend
from cdrql.engines.database import connect
from tests.examples import WINDOW, call
from tools.engines import Engine

# What ends a literal where a quote or a backslash is read otherwise, and what then comes.
ENDS = ("'", "\\'", "\\\\'", "''", "\\''", "\\\\\\'", '"', "`", "\\")
REST = (
    *(" OR 1 = 1 -- ", ") OR (1 = 1) -- ", " OR 'a' = 'a", "') OR ('a' = 'a", " OR 1 = 1 #"),
    *(" UNION ALL SELECT 'CANARY' -- ", ") UNION ALL SELECT 'CANARY' -- ", " OR '' = '\\"),
)
HOSTILE = [end + rest for end, rest in product(ENDS, REST)]
SHOWS = "SELECT 'CANARY' AS found FROM (SELECT 1 AS one) AS t WHERE 'nobody' IN ({})"


def found(engine: Engine, sql: str) -> list[Any]:
    """Give what an engine answers, nothing where it refuses."""
    try:
        return engine.query(sql)
    except ValueError:  # of a reader that did not understand an answer
        raise
    except Exception:
        return []


def test_the_canary_sings(engine: Engine) -> None:
    """Were this statement refused by an engine, no canary would be heard there."""
    assert found(engine, SHOWS.format("'nobody'")) == [("CANARY",)]
    assert found(engine, SHOWS.format("'x', 'y'")) == []


@pytest.mark.closes("text for another dialect")
@pytest.mark.parametrize("dialect", backend_names())
def test_no_literal_ends_early_elsewhere(engine: Engine, dialect: str) -> None:
    written = get_backend(dialect).literal
    pairs = [("\\", text) for text in REST] + [(text, "\\") for text in HOSTILE]
    for pair in pairs:
        sql = SHOWS.format(", ".join(written(text, "text") for text in pair))
        assert found(engine, sql) == [], (pair, sql)


@pytest.mark.closes("text for another dialect")
@pytest.mark.parametrize("dialect", backend_names())
def test_no_statement_shows_other_calls_elsewhere(engine: Engine, dialect: str) -> None:
    engine.load([call(destination="CANARY", caller_id="CANARY")])
    for text in HOSTILE[::3]:
        for wanted in ({"destination": ["\\", text]}, {"caller_id_prefix": text}):
            request = {"group": "destination", "fields": "total calls", "filter": WINDOW | wanted}
            it = cdrql.compile(request, dialect, paramstyle="literal")
            assert found(engine, it.sql) == [], it.sql


@pytest.mark.closes("text for another dialect")
def test_the_runner_refuses_it(engine: Engine) -> None:
    request = {"group": "user", "filter": WINDOW}
    with connect(engine.url) as database:
        for dialect in backend_names():
            if dialect != database.dialect:
                with pytest.raises(cdrql.DatabaseError, match="is not run on"):
                    database.answer(cdrql.compile(request, dialect))
