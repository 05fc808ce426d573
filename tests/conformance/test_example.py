"""The example: a backend and an engine from elsewhere, installed as a wheel, answer everywhere."""

import json
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pytest

from cdrql.backend import Backend
from tests.conformance.test_conformance import PYTEST, run
from tests.conftest import REQUIRED

EXAMPLE = Path(__file__).parents[2] / "examples" / "cdrql-duckdb"


@pytest.fixture(scope="module")
def plugin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the example's wheel and install it into a folder."""
    if missing := [name for name in ("pip", "duckdb") if find_spec(name) is None]:
        (pytest.fail if REQUIRED else pytest.skip)(f"not installed here: {', '.join(missing)}")
    home = tmp_path_factory.mktemp("duckdb")
    source = home / "source"
    source.mkdir()
    for file in EXAMPLE.iterdir():  # elsewhere, for a build leaves files beside its sources
        if file.is_file():
            (source / file.name).write_bytes(file.read_bytes())
    makes_wheels = find_spec("setuptools") and int(version("setuptools").split(".")[0]) > 76
    offline = ["--no-build-isolation", "--no-index"] if makes_wheels else []
    pip = ("-m", "pip", "--quiet", "--disable-pip-version-check")
    made = run(*pip, "wheel", *offline, "--no-deps", "--wheel-dir", home, source, cwd=home)
    assert made[0] == 0, made[1]
    [wheel] = home.glob("*.whl")
    into = ("--no-deps", "--no-index", "--target", home / "site", wheel)
    installed = run(*pip, "install", *into, cwd=home)
    assert installed[0] == 0, installed[1]
    return home / "site"


def test_the_example_conforms(plugin: Path, tmp_path: Path) -> None:
    named = ("--backend", "duckdb", "--database", "duckdb://", "--requests", 50)
    code, said = run("-m", "cdrql.conformance", *named, path=plugin, cwd=tmp_path)
    assert code == 0, said
    readme = (EXAMPLE / "README.md").read_text(encoding="utf-8")
    *fixed, chosen = said.strip().splitlines()
    assert [line for line in fixed if line not in readme] == []
    assert chosen == "random     100 answers     0 differ"


def test_the_example_conforms_under_pytest(plugin: Path, tmp_path: Path) -> None:
    named = ("--cdrql-backend=duckdb", "--cdrql-database=duckdb://", "--cdrql-requests=5")
    code, said = run(*PYTEST, *named, "-k", "mapped", path=plugin, cwd=tmp_path)
    assert code == 0, said
    assert " passed" in said


def test_every_method_of_the_contract_is_the_examples_own() -> None:
    """Whoever reads it sees all that a backend has to say."""
    text = (EXAMPLE / "cdrql_duckdb.py").read_text(encoding="utf-8")
    assert [name for name in Backend.__abstractmethods__ if f"def {name}(" not in text] == []


# --- The commands, on a file ---------------------------------------------------------------------

TABLE = """
CREATE TABLE calls (id BIGINT PRIMARY KEY, start_time TIMESTAMPTZ NOT NULL,
  answer_time TIMESTAMPTZ, end_time TIMESTAMPTZ, src VARCHAR, dst VARCHAR,
  disposition VARCHAR, cost DECIMAL(14,6));
INSERT INTO calls SELECT i, TIMESTAMPTZ '2024-03-01 10:00:00+00' + INTERVAL (i) MINUTE,
  CASE WHEN i % 4 > 0 THEN TIMESTAMPTZ '2024-03-01 10:00:05+00' + INTERVAL (i) MINUTE END,
  TIMESTAMPTZ '2024-03-01 10:01:05+00' + INTERVAL (i) MINUTE, '336' || i, '442',
  CASE WHEN i % 4 > 0 THEN 'ANSWERED' ELSE 'BUSY' END, 0.5 FROM range(80) t(i);
"""
REQUEST = {
    "group": "destination",
    "fields": "total calls;ASR;ACD;cost",
    "filter": {"start_at": "2024-03-01", "end_at": "2024-03-02"},
}
ANSWER = {
    "dst": "442",
    "total": "80",
    "asr": "75% (in 60 of 80 calls)",
    "acd": "60 (in 60 calls)",
    "cost": 40,
}


@pytest.fixture(scope="module")
def home(plugin: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder of a request and a database of calls."""
    home = tmp_path_factory.mktemp("calls")
    (home / "request.json").write_text(json.dumps(REQUEST))
    (home / "make.py").write_text(
        f"import duckdb\nduckdb.connect('calls.duckdb').execute({TABLE!r})\n"
    )
    code, said = run("make.py", cwd=home)
    assert code == 0, said
    return home


def cdrql(plugin: Path, home: Path, *words: str) -> tuple[int, str]:
    """Run a command on the database."""
    main = "from cdrql.cli import main; main()"
    return run("-c", main, *words, path=plugin, cwd=home)


URL = ("-D", "duckdb://calls.duckdb")


def test_a_database_from_elsewhere_is_mapped_checked_and_asked(plugin: Path, home: Path) -> None:
    code, said = cdrql(plugin, home, "init", *URL, "--yes")
    assert code == 0, said
    assert "Looking at 1 table of duckdb." in said
    mapping = (home / "cdrql.toml").read_text()
    assert 'dialects = ["duckdb"]' in mapping
    assert 'start_time = "time not null"' in mapping
    code, said = cdrql(plugin, home, "warehouse", "check", *URL)
    assert code == 0, said
    assert "how `calls` is read cannot be told: plans of duckdb are not read" in said
    assert "Looked at all calls: 80" in said
    code, said = cdrql(plugin, home, "run", "request.json", *URL, "--quiet")
    assert code == 0, said
    assert json.loads(said) == [ANSWER]


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("duckdb://nothing.duckdb", "there is no DuckDB file `nothing.duckdb`"),
        ("duckdb://request.json", "cannot open the database: "),
        ("duckbd://calls.duckdb", "did you mean `duckdb`?"),
    ],
)
def test_what_is_not_there_is_an_error_of_ours(
    url: str, text: str, plugin: Path, home: Path
) -> None:
    code, said = cdrql(plugin, home, "run", "request.json", "-D", url)
    assert code == 5, said
    assert said.startswith("error[CDR505]: ")
    assert text in said


def test_what_takes_too_long_is_stopped(plugin: Path, home: Path) -> None:
    endless = (
        "import cdrql\nfrom cdrql.engines.database import connect\n"
        "with connect('duckdb://calls.duckdb', timeout=0.2) as database:\n"
        "    try:\n"
        "        database.query('SELECT sum(x * y) FROM range(9999999) a(x), range(999999) b(y)')\n"
        "    except cdrql.DatabaseError as error:\n"
        "        print(error, database.query('SELECT COUNT(*) FROM calls'))\n"
    )
    code, said = run("-c", endless, path=plugin, cwd=home)
    assert code == 0, said
    assert "it may take 0.2 s" in said
    assert "[(80,)]" in said
