"""Each file of tests/language/errors is a request, a line `---`, and all that is said about it.

`pytest --update-golden` writes what is said anew; read it as the one who sent the request would.
"""

import json
import re
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

import cdrql
from cdrql.errors import CODES
from cdrql.model.default import DEFAULT
from tests.examples import WINDOW
from tools.docs.pages import ERRORS, errors_page

FOLDER = Path(__file__).with_name("errors")
FILES = sorted(path.stem for path in FOLDER.glob("*.txt"))
MARK = "\n---\n"

# A warehouse for the cases of CDR308.
WITHOUT = ("trunk", "cost", "transfer_to", "transferred", "transfer_cost", "destination")
NARROW = replace(
    DEFAULT,
    name="narrow",
    fields=MappingProxyType({k: v for k, v in DEFAULT.fields.items() if k not in WITHOUT}),
)
KEYS = ["code", "message", "path", "place", "text", "span", "offset", "hint"]


def request_of(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").partition(MARK)[0]


def refused(request: object, name: str = "") -> cdrql.RequestError:
    """Give the error of a request that must not compile; warnings count."""
    warehouse = NARROW if name.startswith("field-lacking") else None
    with pytest.raises(cdrql.RequestError) as caught:
        cdrql.compile(request, "sqlite", warehouse=warehouse, strict=True)
    return caught.value


@pytest.mark.closes(
    "order, period and operators as SQL",
    "type confusion",
    "JSON that readers disagree about",
    "integers too large",
    "long strings of the language",
    "endless windows",
)
@pytest.mark.parametrize("name", FILES)
def test_says(name: str, update_golden: bool) -> None:
    path = FOLDER / f"{name}.txt"
    request, _, said = path.read_text(encoding="utf-8").partition(MARK)
    error = refused(request, name)
    if update_golden:
        path.write_text(f"{request}{MARK}{error}\n", encoding="utf-8")
        return
    assert f"{error}\n" == said


@pytest.mark.parametrize("name", FILES)
def test_machines_are_told_the_same(name: str) -> None:
    error = refused(request_of(name), name)
    plain = error.as_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert [told["code"] for told in plain["errors"]] == [p.code for p in error.problems]
    for told in plain["errors"]:
        assert list(told) == KEYS
        assert told["code"] in CODES
        if told["span"]:
            start, end = told["span"]
            assert 0 <= start <= end <= len(told["text"]) + 1


@pytest.mark.closes("text that terminals obey")
@pytest.mark.parametrize("name", FILES)
def test_a_terminal_shows_it(name: str) -> None:
    said = str(refused(request_of(name), name))
    assert all(line.isprintable() for line in said.split("\n"))
    assert max(map(len, said.split("\n"))) < 400


def test_every_code_has_a_case() -> None:
    """Codes of requests and warnings are all seen above; the others are not raised by requests."""
    told = "".join((FOLDER / f"{name}.txt").read_text(encoding="utf-8") for name in FILES)
    seen = set(re.findall(r"^(?:error|warning)\[(CDR\d+)\]", told, re.MULTILINE))
    elsewhere = {"CDR115", "CDR804"}  # test_caps.py, test_policy.py
    assert {code for code in CODES if code[3] in "1238"} - elsewhere == seen


def test_bytes_that_are_no_text() -> None:
    error = refused(b'{"group": "\xff"}')
    assert str(error) == (
        "error[CDR101]: the request is not UTF-8: byte 11 is not text\n  --> line 1, column 12"
    )


def test_a_byte_order_mark_says_nothing() -> None:
    text = json.dumps({"group": "trunk", "filter": WINDOW})
    made = {cdrql.compile(each, "sqlite").sql for each in (text, f"\ufeff{text}")}
    made |= {cdrql.compile(each.encode(), "sqlite").sql for each in (text, f"\ufeff{text}")}
    assert len(made) == 1


@pytest.mark.parametrize("request_", [None, 5, 1.5, True, ["x"], {"group"}, object(), len])
def test_only_objects_are_requests(request_: object) -> None:
    assert [problem.code for problem in refused(request_).problems] == ["CDR102"]


@pytest.mark.parametrize(
    ("path", "key", "message"),
    [
        ("", 5, "a key of the request is an integer"),
        ("", None, "a key of the request is null"),
        ("", "\ud800", "a key of the request holds half of a character"),
        ("filter", (1, 2), "a key of `filter` is an array"),
        ("having", 1.5, "a key of `having` is a float"),
        ("having", "A\udfffSR", "a key of `having` holds half of a character"),
    ],
)
def test_a_key_that_is_no_text_is_told_by_its_holder(path: str, key: Any, message: str) -> None:
    request: dict[Any, Any] = json.loads(request_of("window-years"))
    right = {problem.code for problem in refused(request).problems}
    if path:
        request[path] = {**request.get(path, {}), key: "1"}
    else:
        request[key] = "1"
    [told, *rest] = refused(request).problems
    assert (told.code, told.message, told.path) == ("CDR104", message, path)
    assert {problem.code for problem in rest} == right


@pytest.mark.parametrize("text", ["[" * 100_000, '{"group":' * 100_000])
def test_json_may_be_nested_deep_but_not_that_deep(text: str) -> None:
    [told] = refused(text).problems
    assert (told.code, told.message) == ("CDR101", "the request is nested too deeply")


def test_every_problem_is_told_at_once() -> None:
    codes = {problem.code for problem in refused(request_of("several")).problems}
    assert {"CDR104", "CDR105", "CDR106", "CDR107", "CDR112", "CDR204", "CDR205"} <= codes
    assert {"CDR301", "CDR302", "CDR304", "CDR305"} <= codes


def test_the_page_of_codes_is_generated(update_golden: bool) -> None:
    if not ERRORS.parent.is_dir():
        pytest.skip("there are no docs beside these tests")
    if update_golden:
        ERRORS.write_text(errors_page(), encoding="utf-8")
    assert ERRORS.read_text(encoding="utf-8") == errors_page()
