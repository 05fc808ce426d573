"""The text pictures, whole."""

import io
import subprocess
import sys
from dataclasses import dataclass
from decimal import Decimal

import pytest

from cdrql.terminal import drawing


@dataclass(frozen=True)
class Column:
    """As a compiled request describes its columns."""

    name: str
    type: str = "text"
    unit: str | None = None


def lines(*expected: str) -> str:
    return "\n".join(expected)


def test_table_puts_numbers_right_and_tells_null_from_empty():
    rows = [
        {"trunk": "london-1", "total": "1024", "asr": "62.5% (in 640 of 1024 calls)", "cost": None},
        {"trunk": "", "total": "7", "asr": "0% (in 0 of 7 calls)", "cost": Decimal("0.150000")},
        {"trunk": None, "total": "12", "asr": None, "cost": Decimal(12)},
    ]
    assert drawing.draw_table(rows, ["trunk", "total", "asr", "cost"]) == lines(
        "trunk     total                           asr   cost",
        "────────  ─────  ────────────────────────────  ─────",
        "london-1   1024  62.5% (in 640 of 1024 calls)   null",
        "              7          0% (in 0 of 7 calls)   0.15",
        "null         12                          null  12",
    )


def test_durations_are_numbers_and_phone_numbers_are_not():
    rows = [
        {"dst": "442079460001", "call_duration": "00:00:05", "acd": "0 (in 0 calls)"},
        {"dst": "12", "call_duration": "838:59:59", "acd": "83.25 (in 4 calls)"},
    ]
    columns = [
        Column("dst"),
        Column("call_duration", unit="seconds"),
        Column("acd", unit="seconds"),
    ]
    assert drawing.draw_table(rows, columns) == lines(
        "dst           call_duration                 acd",
        "────────────  ─────────────  ──────────────────",
        "442079460001       00:00:05      0 (in 0 calls)",
        "12                838:59:59  83.25 (in 4 calls)",
    )


def test_a_table_without_rows_is_its_header():
    assert drawing.draw_table([], ["user", "total"], plain=True) == lines(
        "user  total", "----  -----"
    )


def test_wide_and_combining_characters_keep_columns_straight():
    rows = [
        {"trunk": "東京", "note": "x"},
        {"trunk": "Malmo\u0308", "note": "x"},
        {"trunk": "Paris", "note": "x"},
    ]
    assert drawing.draw_table(rows, ["trunk", "note"]) == lines(
        "trunk  note",
        "─────  ────",
        "東京   x",
        "Malmo\u0308  x",
        "Paris  x",
    )


@pytest.mark.closes("text that terminals obey")
def test_nothing_that_a_terminal_obeys_is_printed():
    hostile = "\x1b[31mred\u202e\r\n\x07\u2028"
    rows = [{"trunk": hostile, "total": "1"}]
    for drawn in (
        drawing.draw_table(rows, ["trunk", "total"]),
        drawing.draw_records(rows, ["trunk", "total"]),
        drawing.draw_bars([hostile], [1], width=60),
    ):
        assert all(c.isprintable() or c == "\n" for c in drawn)
        assert r"\u{1b}[31mred\u{202e}\u{d}\u{a}\u{7}\u{2028}" in drawn


def test_records_are_one_field_a_line():
    rows = [
        {"user": 2, "dst": "", "cost": None},
        {"user": 10, "dst": "12", "cost": Decimal("1E+3")},
    ]
    assert drawing.draw_records(rows, ["user", "dst", "cost"]) == lines(
        "user  2", "dst", "cost  null", "", "user  10", "dst   12", "cost  1000"
    )


def test_fitted_turns_to_records_where_a_table_is_too_wide():
    rows = [{"dst": "442079460001", "total": "1"}]
    assert drawing.draw_fitted(rows, ["dst", "total"], 19) == drawing.draw_table(
        rows, ["dst", "total"]
    )
    assert drawing.draw_fitted(rows, ["dst", "total"], 18) == drawing.draw_records(
        rows, ["dst", "total"]
    )


def test_bars_are_drawn_to_an_eighth_of_a_cell():
    drawn = drawing.draw_bars(
        ["a", "bb", "c", "d", "e"],
        [Decimal(100), 50, 30, 0, None],
        width=16,
        texts=["100%", "50%", "30%", "0%", "null"],
    )
    assert drawn == lines(
        "a   ██████  100%",
        "bb  ███      50%",
        "c   █▊       30%",
        "d             0%",
        "e           null",
    )


def test_bars_can_be_plain_and_have_a_whole_of_their_own():
    drawn = drawing.draw_bars(["a", "b"], [50, 1], width=17, most=100, plain=True)
    assert drawn == lines("a  #####       50", "b  #            1")


@pytest.mark.parametrize("values", [[], [0], [None], [-3]])
def test_bars_of_nothing(values):
    drawn = drawing.draw_bars(["x"] * len(values), values, width=20)
    assert "█" not in drawn
    assert len(drawn.splitlines()) == len(values)


@pytest.mark.parametrize(
    ("encoding", "draws"),
    [("utf-8", True), ("ascii", False), ("latin-1", False), ("cp1252", False)],
)
def test_blocks_are_drawn_where_the_encoding_has_them(encoding, draws):
    assert drawing.draws_blocks(io.TextIOWrapper(io.BytesIO(), encoding=encoding)) is draws


def test_importing_pictures_imports_nothing_heavy():
    script = "import sys, cdrql.terminal.drawing; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    heavy = {"pydantic", "sqlglot", "lark", "sqlite_utils", "click", "rich"}
    assert heavy.isdisjoint(loaded.stdout.split())


def test_decimal_points_are_below_each_other():
    rows = [{"cost": Decimal(value)} for value in ("12.5", "0.000001", "7")] + [{"cost": None}]
    assert drawing.draw_table(rows, ["cost"]) == lines(
        "     cost", "─────────", "12.5", " 0.000001", " 7", "     null"
    )


def test_beside_ends_both_on_the_same_line():
    assert drawing.draw_beside("a\n─\n1\n2", "##\n#") == lines("a", "─", "1  ##", "2  #")
