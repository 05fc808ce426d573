"""What a mapping states of a column is read, and written as it was."""

import pytest

from cdrql.model import default
from cdrql.model.columns import Stated


@pytest.mark.parametrize("words", ["text", "integer not null", "int32", "int32 not null"])
def test_what_is_stated_is_written_as_it_was(words: str) -> None:
    assert str(Stated.read(words)) == words


def test_the_default_warehouse_lacks_a_field_without_a_column(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(default.FIELD_TYPES, "codec", "text")
    assert "codec" not in [field.name for field in default._fields()]
