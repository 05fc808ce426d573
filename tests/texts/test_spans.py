"""What is shown of a text around a span, and where a problem says that it is."""

from dataclasses import replace

import pytest

from cdrql import Problem
from cdrql.texts.carets import Span, escape_unseen, excerpt, printable_lines, snippet
from cdrql.texts.places import Place

LONG = "a" * 100 + "WRONG" + "z" * 100

EXCERPTS: list[tuple[str, Span | None, tuple[str, Span | None, int]]] = [
    ("group;usr", (6, 9), ("group;usr", (6, 9), 0)),
    ("", (0, 0), ("", (0, 0), 0)),
    ("group", (5, 6), ("group", (5, 6), 0)),
    (LONG, (100, 105), (LONG[60:145], (40, 45), 60)),
    (LONG, (40, 45), (LONG[:85], (40, 45), 0)),
    (LONG, (41, 45), (LONG[1:85], (40, 44), 1)),
    (LONG, (0, 205), (LONG[:80], (0, 40), 0)),
    (LONG, (100, 205), (LONG[60:180], (40, 80), 60)),
    (LONG, (205, 206), (LONG[165:], (40, 41), 165)),
    ("group", None, ("group", None, 0)),
    (LONG, None, (LONG[:40], None, 0)),
]


@pytest.mark.parametrize(("text", "span", "cut"), EXCERPTS)
def test_what_stands_around_a_span(text: str, span: Span | None, cut: object) -> None:
    found = excerpt(text, span)
    assert found == cut
    part, _, offset = found
    assert len(part) <= 120
    assert text[offset : offset + len(part)] == part


@pytest.mark.parametrize(
    ("text", "span", "shown"),
    [
        ("group;usr", (6, 9), "group;usr\n      ^^^"),
        ("group", (5, 6), "group\n     ^"),
        ("a\tb", (2, 3), "a\\u{9}b\n      ^"),
        ("日本x", (1, 2), "日本x\n  ^^"),
        (LONG, (100, 105), f"...{'a' * 40}WRONG{'z' * 40}...\n{' ' * 43}^^^^^"),
        (LONG, (165, 205), f"...{'z' * 80}\n{' ' * 43}{'^' * 40}"),
    ],
)
def test_a_line_and_its_carets(text: str, span: Span, shown: str) -> None:
    assert "\n".join(snippet(text, span)) == shown


PROBLEM = Problem("CDR301", "`usr` is not a dimension", "group", "group;usr", (6, 9))


@pytest.mark.parametrize(
    ("place", "path", "shown"),
    [
        (None, "group", ["  --> group"]),
        (None, "", []),
        (Place(), "", []),
        (Place(None, 3, 5), "group", ["  --> group"]),
        (Place(None, 3, 5), "", ["  --> line 3, column 5"]),
        (Place(None, 1), "", ["  --> line 1"]),
        (Place("yeti.toml"), "", ["  --> yeti.toml"]),
        (Place("yeti.toml"), "fields", ["  --> yeti.toml: fields"]),
        (Place("yeti.toml", 167, 3), "fields.country", ["  --> yeti.toml:167: fields.country"]),
        (Place("a\x1b.toml", 1), "", ["  --> a\\u{1b}.toml:1"]),
    ],
)
def test_where_a_problem_is(place: Place | None, path: str, shown: list[str]) -> None:
    problem = replace(PROBLEM, place=place, path=path)
    assert [line for line in problem.details() if "-->" in line] == shown
    told = problem.as_dict()["place"]
    assert told == (place and {"file": place.file, "line": place.line, "column": place.column})


def test_problems_are_equal_wherever_in_their_text_they_are() -> None:
    assert replace(PROBLEM, span=(0, 1)) == PROBLEM
    for other in (
        replace(PROBLEM, code="CDR302"),
        replace(PROBLEM, message="no"),
        replace(PROBLEM, path="fields"),
        replace(PROBLEM, text="usr"),
        replace(PROBLEM, hint="user"),
        replace(PROBLEM, place=Place(line=1)),
    ):
        assert other != PROBLEM


def test_the_json_of_a_problem() -> None:
    problem = Problem("CDR110", "too long", "group", LONG, (100, 205), "cut it", Place(None, 2, 3))
    assert problem.as_dict() == {
        "code": "CDR110",
        "message": "too long",
        "path": "group",
        "place": {"file": None, "line": 2, "column": 3},
        "text": LONG[60:180],
        "span": [40, 80],
        "offset": 60,
        "hint": "cut it",
    }
    bare = Problem("CDR501", "none")
    nothing = dict.fromkeys(("place", "text", "span", "hint"))
    told = {"code": "CDR501", "message": "none", "path": "", "offset": 0, **nothing}
    assert bare.as_dict() == told


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain é", "plain é"),
        ("two\nlines", "two\nlines"),
        ("\x1b[2J\u202e\u2028", "\\u001b[2J\\u202e\\u2028"),
    ],
)
def test_json_for_programs_shows_what_is_unseen(text: str, shown: str) -> None:
    assert escape_unseen(text) == shown


def test_lines_for_a_terminal_stay_lines() -> None:
    assert printable_lines("a\x1b\nb\t") == "a\\u{1b}\nb\\u{9}"
