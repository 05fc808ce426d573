"""A backend of another package that fails: a typed error that names it, and nothing else."""

import json
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import cdrql
from cdrql.backend import Backend, get_backend, registry
from cdrql.backend.registry import BACKENDS
from cdrql.cli.main import cli
from cdrql.model.vocabulary import DIMENSIONS, FILTERS, MEASURES

METHODS = [
    name for name in dir(Backend) if not name.startswith("_") and callable(getattr(Backend, name))
]
WINDOW = {"start_at": "2025-01-01", "end_at": "2025-02-01"}
LISTS = {row.key: ["1", ""] for row in FILTERS if row.kind == "one of" and row.type == "text"}
NUMBERS = {row.key: [1, None] for row in FILTERS if row.kind == "one of" and row.type == "integer"}
ASKED = {
    "group": ";".join(row.name for row in DIMENSIONS),
    "fields": ";".join(row.name for row in MEASURES),
    "period": "year;month;day;hour",
    "order": "ACD;desc",
    "limit": 10,
    "offset": 5,
    "timezone": "Europe/Paris",
    "having": {"ASR": "50;>=", "cost": "1.5;<"},
    "filter": WINDOW
    | LISTS
    | NUMBERS
    | {
        "callsType": [2],
        "destination_prefix": "44",
        "duration": "5;>",
        "callAttributes": "Transfer",
    },
}
POLICY = cdrql.Policy(scope={"user_id": 7}, masks={"caller_id": cdrql.Mask(3, filter="exact")})
OURS = type(get_backend("sqlite"))


class Entry:
    """An entry point of another package."""

    value = "theirs:Theirs"

    def __init__(self, name: str, found: Any) -> None:
        self.name = name
        self.found = found

    def load(self) -> Any:
        return self.found


def raising(*_: Any, **__: Any) -> Any:
    raise ValueError("s3cret")


def nothing(*_: Any, **__: Any) -> Any:
    return None


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Install backends under a name of theirs, beside ours."""

    def install(name: str, **methods: Any) -> None:
        # Under a name of its own each time: statements are kept by it.
        entry = Entry(name, type("Theirs", (OURS,), {"__module__": "theirs", **methods}))
        found = [*entry_points(group=BACKENDS.group), entry]
        monkeypatch.setattr(registry, "entry_points", lambda group: found)

    return install


@pytest.mark.parametrize("fault", [raising, nothing])
@pytest.mark.parametrize(("output", "style"), [("response", "literal"), ("values", None)])
def test_a_fault_of_theirs_is_told_by_its_name(
    installed: Any, fault: Any, output: Any, style: Any
) -> None:
    told = set()
    for name in METHODS:
        theirs = f"{name}-{fault.__name__}-{output}"
        installed(theirs, **{name: fault})
        try:
            made = cdrql.compile(ASKED, theirs, policy=POLICY, output=output, paramstyle=style)
            assert "None" not in made.sql, name
        except cdrql.BackendError as error:
            told.add(name)
            assert "s3cret" not in str(error)
            assert str(error).startswith(f"error[CDR514]: the backend `{theirs}` (`theirs:")
    assert len(told) > 10


def test_faults_of_ours_stay_what_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OURS, "masked", raising)
    asked = ASKED | {"fields": "total calls", "group": "caller_id", "order": "", "having": None}
    with pytest.raises(ValueError, match="s3cret"):
        cdrql.compile(asked, "sqlite", policy=POLICY)


def test_the_others_are_compiled_for_all_the_same(installed: Any, tmp_path: Path) -> None:
    installed("theirs", exact=raising, text_key=raising)
    path = tmp_path / "request.json"
    path.write_text(json.dumps(ASKED))
    done = CliRunner().invoke(cli, ["compile", str(path)])
    assert done.exit_code == 0
    assert "warning[CDR514]: the backend `theirs`" in done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith("-- ")] == [
        "-- clickhouse",
        "-- mysql",
        "-- postgres",
        "-- sqlite",
    ]
    alone = CliRunner().invoke(cli, ["compile", str(path), "-d", "theirs"])
    assert (alone.exit_code, alone.stdout) == (1, "")
    assert "error[CDR514]" in alone.stderr
