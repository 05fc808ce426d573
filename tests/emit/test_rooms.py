"""The rooms of `cdrql.emit`: a request is followed downwards, and only what adds up is merged."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

import cdrql.emit
from cdrql.backend import get_backend
from cdrql.compiler import read_values, understand
from cdrql.emit.statement import emit
from cdrql.model.default import DEFAULT
from cdrql.model.policy import OPEN
from cdrql.model.vocabulary import Measure, ValueKind

FOLDER = Path(cdrql.emit.__path__[0])
# As the package tells them, from the first to the last.
LINES = re.findall(r"^- (.*?)(?=^- |\Z)", cdrql.emit.__doc__ or "", re.MULTILINE | re.DOTALL)
ROOMS = [name for line in LINES for name in re.findall(r"`(\w+)`", line)]
IMPORT = re.compile(r"^from cdrql\.emit\.(\w+) import", re.MULTILINE)


def test_every_room_is_told_once() -> None:
    assert sorted(ROOMS) == sorted(file.stem for file in FOLDER.glob("[!_]*.py"))


@pytest.mark.parametrize("name", ROOMS)
def test_a_room_imports_from_those_below(name: str) -> None:
    imported = IMPORT.findall((FOLDER / f"{name}.py").read_text(encoding="utf-8"))
    assert [other for other in imported if ROOMS.index(other) <= ROOMS.index(name)] == []


class Median(Measure):
    """A measure of a kind that is none of today's."""

    kind = ValueKind("a quantile", adds_up=False)


def test_only_what_adds_up_is_merged() -> None:
    """The medians of two tables say nothing of that of all their calls."""
    window = {"start_at": "2024-01-01", "end_at": "2024-01-02"}
    request = {"group": "user", "fields": "ASR", "filter": window}
    checked, values, problems = read_values(request, "UTC", OPEN)
    _, plan = understand(checked, values, DEFAULT, "response", OPEN, problems)
    [user, ratio] = plan.columns
    assert isinstance(ratio, Measure)
    median = Median("median", "median", ratio.of, "number", "seconds")
    backend = get_backend("sqlite")
    two_tables = replace(DEFAULT, tables=DEFAULT.tables * 2)
    assert emit(replace(plan, warehouse=two_tables), backend)
    assert emit(replace(plan, columns=(user, median)), backend)
    with pytest.raises(AssertionError):
        emit(replace(plan, warehouse=two_tables, columns=(user, median)), backend)
