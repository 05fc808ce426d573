"""The engines give back what they are given: rows of calls, and parameters."""

import random
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import pytest

from cdrql.conformance.calls import CALL_COLUMNS
from tools.engines import MONEY, TEXTS, AbsentError, Engine, statements
from tools.engines.fleet import Fleet
from tools.engines.sqlite import stored

NASTY = (
    *(
        "",
        " ",
        "  two  ",
        "'",
        "''",
        '"',
        "`",
        "\\",
        "\\\\",
        "\\'",
        "\\N",
        "\\n",
        "NULL",
        "\t",
        "\n",
        "\r\n",
    ),
    *(
        "%",
        "%%",
        "%s",
        "%(a)s",
        ":a",
        "?",
        "$1",
        "{a:String}",
        "{{a}}",
        "[1]",
        "['x']",
        "a,b",
        "a;b",
    ),
    *("--", "/*", "*/", "#", "*97", "562-246-7846 x57324", "o'brien@example.org", "Größe", "ß"),
    *(
        "A\u030a",
        "\u00c5",
        "İı",
        "\u200bx",
        "日本",
        "📞",
        "👩\u200d🚀",
        "𝄞",
        "\u00a0",
        "\ufeff",
        "x" * 255,
    ),
)
PARAMETER = {"sqlite": ":{}", "postgres": "%({})s::text", "mysql": "%({})s"}


only_clickhouse = pytest.mark.parametrize("engine", ["clickhouse"], indirect=True)


def client_of(engine: Engine, **options: Any) -> Any:
    connect = pytest.importorskip("clickhouse_connect").get_client
    return connect(host="127.0.0.1", port=urlsplit(engine.url).port, **options)


def texts(count: int) -> list[str]:
    """Give the nasty texts, and as many random joins of their pieces as are missing to count."""
    chance = random.Random(7)
    joined = ("".join(chance.choices(NASTY[:-1], k=3))[:255] for _ in range(count))
    return [*NASTY, *joined][:count]


def calls() -> list[dict[str, object]]:
    """Give calls with awkward texts, times, money and NULLs."""
    chance = random.Random(11)
    moments = ("2024-02-29T23:59:59.999999", "2024-03-10T02:30:00", "1999-12-31T00:00:00.5")
    money = ("0", "0.000001", "-0.5", "99999999.999999", "12345678.90", "0.1", "7")
    return [
        {
            **dict.fromkeys(CALL_COLUMNS),
            **{column: chance.choice((None, text, text)) for column in TEXTS},
            **{column: chance.choice((None, Decimal(chance.choice(money)))) for column in MONEY},
            "id": number,
            "caller_id": text,
            "start_at": datetime.fromisoformat(moments[number % 3]),
            "user_id": chance.choice((None, 0, -1, 2**31 - 1)),
            "duration": number,
            "bill_duration": -number,
        }
        for number, text in enumerate(texts(500), 1)
    ]


def select(engine: Engine) -> list[tuple[object, ...]]:
    return engine.query(f"SELECT {', '.join(CALL_COLUMNS)} FROM cdrs ORDER BY id")


def test_gives_rows_back_equal(engine: Engine) -> None:
    given = calls()
    engine.load(given)
    keep = stored if engine.dialect == "sqlite" else lambda value: value
    assert select(engine) == [
        tuple(keep(call[column]) for column in CALL_COLUMNS) for call in given
    ]


def test_load_replaces_all_rows(engine: Engine) -> None:
    call = {"start_at": datetime(2024, 1, 1), "duration": 1, "bill_duration": 0}
    engine.load([call, call])
    assert [row[0] for row in select(engine)] == [1, 2]
    engine.load([call])
    assert len(select(engine)) == 1
    engine.load([])
    assert select(engine) == []


def test_gives_parameters_back_equal(engine: Engine) -> None:
    mark = PARAMETER.get(engine.dialect, "{{{}:String}}")
    params = {f"p{number}": text for number, text in enumerate(texts(400))}
    for first in range(0, len(params), 50):
        some = dict(list(params.items())[first : first + 50])
        row = engine.query(f"SELECT {', '.join(mark.format(name) for name in some)}", some)[0]
        assert list(row) == list(some.values())


def test_a_text_in_a_row_equals_its_parameter(engine: Engine) -> None:
    engine.load(calls())
    column = "CAST(caller_id AS BINARY)" if engine.dialect == "mysql" else "caller_id"
    mark = PARAMETER.get(engine.dialect, "{{{}:String}}").format("text")
    for text in texts(150):
        found = engine.query(f"SELECT caller_id FROM cdrs WHERE {column} = {mark}", {"text": text})
        assert {row[0] for row in found} == {text}


@only_clickhouse
def test_an_array_is_one_parameter(engine: Engine) -> None:
    given = {"a": [*texts(200)], "n": [1, None, -(2**63)], "e": []}
    sql = "SELECT {a:Array(String)}, {n:Array(Nullable(Int64))}, {e:Array(String)}"
    assert engine.query(sql, given) == [tuple(given.values())]


def test_answers_keep_their_types(engine: Engine) -> None:
    engine.load(calls())
    total, money = engine.query("SELECT COUNT(*), SUM(cost) FROM cdrs")[0]
    assert (type(total), total) == (int, 500)
    assert type(money) is (float if engine.dialect == "sqlite" else Decimal)


@pytest.mark.closes("servers without zones")
@pytest.mark.parametrize("engine", ["mysql", "mariadb"], indirect=True)
def test_mysql_has_no_zones_and_is_strict(engine: Engine) -> None:
    assert engine.query("SELECT CONVERT_TZ('2024-01-01', 'UTC', 'Europe/Paris')") == [(None,)]
    with pytest.raises(Exception, match="1055"):
        engine.query("SELECT destination, COUNT(*) FROM cdrs GROUP BY user_id")


@only_clickhouse
@pytest.mark.parametrize("form", [False, True])
def test_clickhouse_serves_what_was_loaded(engine: Engine, form: bool) -> None:
    engine.load(calls())
    client = client_of(engine, form_encode_query_params=form)
    where = "caller_id IN {d:Array(String)} AND start_at > {t:DateTime64(6, 'UTC')}"
    sql = f"SELECT {', '.join(CALL_COLUMNS)} FROM cdrs WHERE {where} ORDER BY id"
    some = {"d": texts(2000 if form else 60), "t": datetime(2024, 1, 1)}
    utc = [tuple(_naive(value) for value in row) for row in client.query(sql, some).result_rows]
    assert utc == engine.query(sql, some)
    engine.load([])
    assert client.query("SELECT COUNT() FROM cdrs").result_rows == [(0,)]


@only_clickhouse
def test_clickhouse_refuses_writes_and_long_queries(engine: Engine) -> None:
    client = client_of(engine)
    long = "SELECT COUNT() FROM numbers(1000000000000) WHERE sipHash64(number) = 1"
    with pytest.raises(Exception, match="159"):
        client.query(long, settings={"max_execution_time": 1})
    with pytest.raises(Exception, match="164"):
        client.command("DROP TABLE cdrs", settings={"readonly": 1})


SCRIPT = """-- a trap; it's in a comment
CREATE TABLE t (id INTEGER NOT NULL, x VARCHAR(20) NOT NULL){tail};  -- its end

/* another;
*/
INSERT INTO t VALUES (1, 'a;
b'), (2, 'it''s;
');
-- the end
"""


def test_a_script_fills_a_database_of_its_own(engine: Engine) -> None:
    tail = " ENGINE = MergeTree ORDER BY id" if engine.dialect == "clickhouse" else ""
    for _ in range(2):  # the second time in place of the first
        database = engine.database("of-its-own")
        database.script(SCRIPT.format(tail=tail))
        assert database.query("SELECT * FROM t ORDER BY id") == [(1, "a;\nb"), (2, "it's;\n")]
        database.close()
    with pytest.raises(Exception, match="t"):
        engine.query("SELECT x FROM t")
    assert (database.dialect, database.name) == (engine.dialect, engine.name)
    assert database.version == engine.version


def test_a_script_is_in_utc_and_leaves_its_settings_behind(engine: Engine) -> None:
    database = engine.database("utc")
    kind, epoch, mode = MOMENTS[engine.dialect]
    database.script(f"{mode};\nCREATE TABLE t (x {kind};\nINSERT INTO t VALUES ({MOMENT});\n")
    assert int(str(database.query(f"SELECT {epoch} FROM t")[0][0])) == 1706659200
    if engine.dialect == "mysql":
        assert "STRICT" in database.query("SELECT @@sql_mode")[0][0]
    database.close()


MOMENT = "'2024-01-31 00:00:00'"
MOMENTS = {
    "sqlite": ("TEXT)", "STRFTIME('%s', x)", "PRAGMA foreign_keys = 1"),
    "postgres": ("timestamptz)", "EXTRACT(EPOCH FROM x)::bigint", "SET datestyle = 'SQL, DMY'"),
    "mysql": ("timestamp)", "UNIX_TIMESTAMP(x)", "SET sql_mode = ''"),
    "clickhouse": (
        "DateTime) ENGINE = MergeTree ORDER BY x",
        "toUnixTimestamp(x)",
        "SET max_threads = 1",
    ),
}


def test_statements_end_where_the_dialect_ends_them() -> None:
    escaped = (r"SELECT '\\'", "SELECT 'it\\'s;\n'")
    assert tuple(statements(";\n".join((*escaped, "")), "mysql")) == escaped
    plain = ("SELECT '\\'", "DO $x$ it's;\n$x$", "BEGIN SELECT 1; END")
    assert tuple(statements(";\n".join((*plain, "-- it's the end")), "postgres")) == plain
    with pytest.raises(AssertionError, match="no `;` ends the statement"):
        list(statements("SELECT 1", "postgres"))


def test_an_absent_engine_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/nowhere")
    fleet = Fleet()
    with pytest.raises(AbsentError, match="run `make engines`"):
        fleet.engine("mysql")
    assert list(fleet.missing()) == ["mysql"]
    fleet.close()


def _naive(value: object) -> object:
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value
