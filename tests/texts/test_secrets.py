"""Passwords are found in whatever names a database, and stars stand in their place."""

import pytest

from cdrql.texts.secrets import gather_secrets, hide_secrets, shown_database, telling_values


@pytest.mark.parametrize(
    ("database", "shown"),
    [
        ("calls.db", "calls.db"),
        ("C:\\calls.db", "C:\\calls.db"),
        ("mysql://h:3306/calls", "mysql://h:3306/calls"),
        ("mysql://[::1]/calls", "mysql://[::1]/calls"),
        ("mysql://me:s3cr3t@h/calls", "mysql://me:***@h/calls"),
        ("mysql://me:s3cr3t/calls", "mysql://me:***"),
        ("me:s3cr3t", "me:***"),
        ("host=h password=s3cr3t user=me", "host=h password=*** user=me"),
        ("host=h password='it\\'s s3cr3t'", "host=h password='***'"),
        ("x.db?mode=ro&key=s3cr3t", "x.db?mode=ro&key=***"),
        ("mysql://h/x?api_key=s3cr3t#1", "mysql://h/x?api_key=***#1"),
    ],
)
def test_a_database_is_shown_without_its_password(database: str, shown: str) -> None:
    assert shown_database(database) == shown


@pytest.mark.parametrize(
    ("words", "environment", "found"),
    [
        (["run", "r.json", "-D", "calls.db"], {}, []),
        (["-D", "mysql://me:s3cr3t@h/x"], {}, ["s3cr3t"]),
        (["--database=mysql://me:s3cr3t@h/x"], {}, ["s3cr3t"]),
        (["-Dmysql://me:s3cr3t@h/x"], {}, ["s3cr3t"]),
        (["-w", "mysql://me:s3cr3t@h/x"], {}, ["s3cr3t"]),
        ([], {"PGPASSWORD": "s3cr3t"}, ["s3cr3t"]),
        ([], {"CDRQL_DATABASE": "me:s3cr3t"}, ["s3cr3t"]),
        ([], {"OTHER": "mysql://me:s3cr3t@h/x"}, ["s3cr3t"]),
        ([], {"PWD": "/home/me", "USE_TOKEN": "true", "A_TOKEN": "abc", "LANG": "C"}, []),
    ],
)
def test_secrets_of_a_command(
    words: list[str], environment: dict[str, str], found: list[str]
) -> None:
    assert gather_secrets(words, environment) == set(found)


def test_what_is_hidden_where() -> None:
    assert hide_secrets("a word and abc", []) == "a word and abc"
    # A short one is part of many words.
    assert hide_secrets("abcd, abc: s3cr3t", ["abc", "s3cr3t"]) == "abcd, ***: ***"
    assert telling_values(["442", "44207", 7, 123456, None]) == {"44207", "123456"}
