"""A server that is too old for a session of ours is refused, with what can be done instead."""

import pytest

from cdrql.engines import mysql_session
from cdrql.engines.database import connect
from cdrql.errors import DatabaseError
from tools.engines import ENGINES, Engine


@pytest.mark.parametrize("engine", ENGINES["mysql"], indirect=True)
def test_a_server_without_a_time_limit_is_refused(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a server does not know is not set, here a variable that none has."""
    monkeypatch.setattr(mysql_session, "_time_limits", lambda timeout: {"no_such_limit": timeout})
    with pytest.raises(DatabaseError) as caught:
        connect(engine.url)
    [problem] = caught.value.problems
    assert engine.version in problem.message
    assert "has no time limit of a statement" in problem.message
    assert (
        problem.hint == "print SQL by `cdrql compile --paramstyle literal`, and give it to `mysql`"
    )
