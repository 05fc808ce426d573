"""No text that leaves the program shows a password: of no command, for no reason, no traceback.

tests/cli/leaks.toml has the commands, the names of databases, and what of an engine fails.
"""

import itertools
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

LEAKS = tomllib.loads(Path(__file__).with_name("leaks.toml").read_text(encoding="utf-8"))
PASSWORD = "s3cr3t-pw"
REQUEST = {"group": "trunk", "filter": {"start_at": "2024-01-01", "end_at": "2024-02-01"}}
# Runs commands in one process as main() does, with an engine that fails as it is told.
PROGRAM = """
import json, sys
from cdrql.cli import main
from cdrql.engines import Engine, Session, database as opening, registry
failure, spelling, commands = json.loads(sys.argv[1])

class Leaky(Engine):
    dialect = "sqlite"
    def open(self, url, timeout):
        def fail(name):
            if name == failure:
                raise RuntimeError(spelling.format(url))
        self.fail = fail
        fail("open")
        def query(sql, params):
            fail("query")
            return []
        def stream(sql, params):
            yield ("a", "1", "1", "00:00:01", "00:00:01", "1", "1", 1, "1", "1", 1, 1, "1")
            fail("stream")
        return Session(query, lambda: fail("close"), stream)

def failing(name):
    inherited = getattr(Engine, name)
    def method(self, *more):
        self.fail(name)
        return inherited(self, *more)
    return method

for name in ("tables", "explain", "sample", "table_homes"):
    setattr(Leaky, name, failing(name))
opening.get_engine = lambda scheme: Leaky()
for words in commands:
    sys.argv = ["cdrql", *words]
    try:
        main()
    except SystemExit:
        pass
    except BaseException:
        sys.excepthook(*sys.exc_info())
"""


@pytest.mark.closes("passwords in URLs")
@pytest.mark.parametrize(
    ("failure", "spelling"), [*zip(LEAKS["failures"], itertools.cycle(LEAKS["spellings"]))]
)
def test_no_failure_shows_a_password(failure: str, spelling: str, tmp_path: Path) -> None:
    (tmp_path / "request.json").write_text(json.dumps(REQUEST))
    (tmp_path / "calls.csv").write_text("a,b\n1,2\n")
    commands = [
        [word.replace("URL", url.replace("PW", PASSWORD)) for word in words]
        for words in LEAKS["commands"]
        for url in LEAKS["databases"][: None if failure == "open" else 1]
    ]
    told = json.dumps([failure, spelling, commands])
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, told],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin", "PGPASSWORD": PASSWORD + "-of-the-environment"},
    )
    said = done.stdout + done.stderr
    assert "***" in said, said[-3000:]
    for line in said.splitlines():
        assert PASSWORD not in line
    assert "of-the-environment" not in said
