"""What a mapping states of a column is read, and written as it was."""

import pytest

from cdrql.model.columns import Stated


@pytest.mark.parametrize("words", ["text", "integer not null", "int32", "int32 not null"])
def test_what_is_stated_is_written_as_it_was(words: str) -> None:
    assert str(Stated.read(words)) == words
