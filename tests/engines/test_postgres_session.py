"""Sessions of PostgreSQL: encodings, options of a URL, and whose tables and functions are meant."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from click.testing import CliRunner

import cdrql
from cdrql.cli.main import cli
from cdrql.engines.database import connect
from tools.engines import Engine, ddl

if TYPE_CHECKING:
    from psycopg import Connection

pytestmark = pytest.mark.parametrize("engine", ["postgres"], indirect=True)
REQUEST = {
    "group": "trunk",
    "fields": "total calls;ASR;ACD",
    "filter": {"start_at": "2024-01-01", "end_at": "2024-02-01"},
}


def changed(url: str) -> "Connection":
    """Open a database to change it; the driver is there where the engine is."""
    import psycopg

    return psycopg.connect(url, autocommit=True)


@pytest.fixture
def unencoded(engine: Engine) -> Iterator[str]:
    """Make a database that does not know its encoding, as `initdb --no-locale` does."""
    engine.execute("DROP DATABASE IF EXISTS plain WITH (FORCE)")
    engine.execute("CREATE DATABASE plain ENCODING 'SQL_ASCII' TEMPLATE template0")
    url = f"{engine.url.rpartition('/')[0]}/plain"
    with changed(url) as database:
        database.execute("".join(f"{statement};" for statement in ddl("postgres")).encode())
    yield url
    engine.execute("DROP DATABASE plain WITH (FORCE)")


def answer(url: str, tmp_path: Path) -> list[dict[str, object]]:
    """Answer the request by `cdrql run`."""
    file = tmp_path / "request.json"
    file.write_text(json.dumps(REQUEST))
    done = CliRunner().invoke(cli, ["run", str(file), "-D", url])
    assert done.exit_code == 0, done.output
    rows: list[dict[str, object]] = json.loads(done.stdout)
    return rows


@pytest.mark.parametrize(
    ("stored", "query", "trunk"),
    [
        (b"caf\xc3\xa9", "", "café"),
        (b"caf\xc3\xa9", "?client_encoding=SQL_ASCII", "café"),
        (b"caf\xe9", "?client_encoding=latin1", "café"),
        (b"\xe8\xe9", "?client_encoding=win1251", "ий"),
    ],
)
def test_a_database_without_an_encoding(
    engine: Engine, unencoded: str, stored: bytes, query: str, trunk: str, tmp_path: Path
) -> None:
    with changed(f"{unencoded}?client_encoding=SQL_ASCII") as database:
        database.execute(
            b"INSERT INTO cdrs (id, start_at, duration, bill_duration, trunk)"
            b" VALUES (1, '2024-01-02', 9, 5, '" + stored + b"')"
        )
    right = {"trunk": trunk, "total": "1", "asr": "100% (in 1 of 1 calls)", "acd": "5 (in 1 calls)"}
    assert answer(unencoded + query, tmp_path) == [right]
    for words in (["init", "--yes", "--output", str(tmp_path / "m.toml")], ["warehouse", "check"]):
        done = CliRunner().invoke(cli, [*words, "-D", unencoded + query])
        assert done.exit_code == 0, done.output


def test_what_is_not_utf8_is_told(engine: Engine, unencoded: str) -> None:
    with changed(f"{unencoded}?client_encoding=SQL_ASCII") as database:
        database.execute(b"CREATE TABLE t AS SELECT 'caf\xe9'::text AS x")
    with connect(unencoded) as opened, pytest.raises(cdrql.DatabaseError) as caught:
        opened.query("SELECT x FROM t")
    [problem] = caught.value.problems
    assert problem.message.endswith('invalid byte sequence for encoding "UTF8": 0xe9')
    assert str(problem.hint).endswith("its texts are: ?client_encoding=latin1, for instance")


@pytest.fixture
def schemas(engine: Engine) -> Iterator[str]:
    """Make calls in two schemas: two of three answered in public, none of one in tenant."""
    scratch = engine.database("schemas")
    for schema in ("public", "tenant"):
        if schema != "public":
            scratch.execute(f"CREATE SCHEMA {schema}")
        scratch.execute(f"SET search_path = {schema}")
        for statement in ddl("postgres"):
            scratch.execute(statement)
    insert = "INSERT INTO {}.cdrs (id, start_at, duration, bill_duration) VALUES {}"
    some = "(1, '2024-01-02', 9, 5), (2, '2024-01-02', 9, 5), (3, '2024-01-02', 9, 0)"
    scratch.execute(insert.format("public", some))
    scratch.execute(insert.format("tenant", "(1, '2024-01-02', 9, 0)"))
    yield scratch.url
    scratch.close()


PUBLIC = [{"trunk": "", "total": "3", "asr": "66.67% (in 2 of 3 calls)", "acd": "5 (in 2 calls)"}]
TENANT = [{"trunk": "", "total": "1", "asr": "0% (in 0 of 1 calls)", "acd": "0 (in 0 calls)"}]
TENANTS = f"options={quote('-csearch_path=tenant')}"
# An overload that fits the SQL better than PostgreSQL's own.
DIV = "CREATE FUNCTION {}.div(bigint, bigint) RETURNS numeric LANGUAGE sql AS 'SELECT 4242.0'"


def test_the_options_of_a_url_and_of_the_environment_hold(
    engine: Engine, schemas: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert answer(schemas, tmp_path) == PUBLIC
    assert answer(f"{schemas}?{TENANTS}", tmp_path) == TENANT
    monkeypatch.setenv("PGOPTIONS", "-c search_path=tenant,public -c statement_timeout=1h")
    assert answer(schemas, tmp_path) == TENANT
    assert answer(f"{schemas}?{TENANTS.replace('tenant', 'public')}", tmp_path) == PUBLIC


@pytest.mark.parametrize("evil", ["public", "tenant"])
@pytest.mark.parametrize("first", ["public", "tenant"])
def test_tables_are_found_and_functions_of_somebody_else_are_not(
    engine: Engine, schemas: str, evil: str, first: str, tmp_path: Path
) -> None:
    with changed(schemas) as database:
        database.execute(DIV.format(evil).encode())
    both = ",".join([first, *({"public", "tenant"} - {first})])
    url = f"{schemas}?options={quote(f'-csearch_path={both}')}"
    assert answer(url, tmp_path) == (PUBLIC if first == "public" else TENANT)
    done = CliRunner().invoke(cli, ["warehouse", "check", "-D", url, "--format", "json"])
    assert json.loads(done.stdout)["errors"] == 0, done.stdout
    assert json.loads(done.stdout)["sample"]["calls"] == (3 if first == "public" else 1)


def test_functions_of_an_extension_are_meant(engine: Engine, schemas: str) -> None:
    with changed(schemas) as database:
        database.execute("CREATE EXTENSION citext")
    with connect(schemas) as opened:
        assert opened.query("SELECT 'A'::citext = 'a'::citext") == [(True,)]
