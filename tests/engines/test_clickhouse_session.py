"""What ClickHouse is sent with a query: what it has otherwise, or a refusal where it may not be."""

from collections import namedtuple
from typing import Any

import pytest

import cdrql
from cdrql.engines.clickhouse_session import SETTINGS, _changed_settings

Held = namedtuple("Held", "value readonly")
LIMITS = {"readonly": "2", "max_execution_time": "30", "max_query_size": "4194304"}


class Client:
    """A client whose login has these settings otherwise than ours, stated by a URL or not."""

    def __init__(self, held: dict[str, Held], stated: dict[str, str] | None = None) -> None:
        same = {name: Held(value, 0) for name, value in {**SETTINGS, **LIMITS}.items()}
        self.server_settings = same | held
        self.get_client_setting = (stated or {}).get


def sent(**held: Any) -> dict[str, str]:
    return _changed_settings(Client(held), {**SETTINGS, **LIMITS})


def test_only_what_differs_is_sent() -> None:
    assert sent() == {}
    assert sent(limit=Held("5", 0), readonly=Held("0", 0)) == {"limit": "0", "readonly": "2"}
    assert "least_greatest_legacy_null_behavior" not in sent()
    stated = Client({}, {"limit": "7"})
    assert _changed_settings(stated, SETTINGS) == {"limit": "0"}


def test_what_an_old_server_lacks_is_not_sent() -> None:
    client = Client({"limit": Held("5", 0)})
    del client.server_settings["limit"]
    assert _changed_settings(client, SETTINGS) == {}


def test_a_login_that_may_set_nothing_is_told_what_stands_in_the_way() -> None:
    own = {"readonly": Held("1", 1), "max_query_size": Held("262144", 1)}
    assert sent(**own, max_execution_time=Held("60", 1)) == {}
    with pytest.raises(cdrql.DatabaseError, match="`limit` is 5 for this login") as caught:
        sent(**own, limit=Held("5", 1))
    assert str(caught.value).endswith("hint: let its profile set that, or readonly = 2")
    with pytest.raises(cdrql.DatabaseError, match="`max_execution_time` is 0"):
        sent(**own, max_execution_time=Held("0", 1))
