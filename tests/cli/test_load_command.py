"""The command `cdrql load`: what it says, what it leaves, how it ends."""

from pathlib import Path

from click.testing import CliRunner, Result

from cdrql.cli.load import command

ONE = "start_at,duration,bill_duration\n2024-03-12 10:00:00,9,5\n"


def invoke(*arguments: str | Path, text: str = "") -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments], input=text)


def test_command_shows_what_it_did(tmp_path: Path) -> None:
    export = tmp_path / "calls.csv"
    export.write_text("calldate,billsec,duration,note\n2024-03-12 10:00:00,5,9,x\nno,5,9,\x1b[2J\n")
    kept = tmp_path / "rejected.csv"
    done = invoke(export, "--database", tmp_path / "a.db", "--rejected", kept)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "line 3: start_at: `no` is not a time",
        "    no,5,9,\\u{1b}[2J",
        "The first line was taken as the header.",
        "Columns: start_at from calldate, duration from duration, bill_duration from billsec.",
        "Ignored columns: note.",
        "1 call loaded, 1 line rejected.",
    ]
    assert kept.read_text() == (
        'line,reason,text\n3,start_at: `no` is not a time,"no,5,9,\x1b[2J"\n'
    )


def test_command_reads_stdin_and_may_allow_rejected_lines(tmp_path: Path) -> None:
    text = ONE + "bad\n" * 5
    arguments = "-", "--database", tmp_path / "a.db", "--show-rejected", "2", "--allow-rejected"
    done = invoke(*arguments, text=text)
    assert done.exit_code == 0
    assert "... and 3 more; --rejected FILE keeps all." in done.stderr
    assert done.stderr.endswith("1 call loaded, 5 lines rejected.\n")


def test_command_refuses_to_write_over_its_file(tmp_path: Path) -> None:
    export = tmp_path / "calls.csv"
    export.write_text(ONE)
    done = invoke(export, "--database", tmp_path / "a.db", "--rejected", export)
    assert done.exit_code == 2
    assert export.read_text() == ONE


def test_command_names_delimiters_and_checks_pairs(tmp_path: Path) -> None:
    text = ONE.replace(",", "\t")
    done = invoke("-", "--database", tmp_path / "a.db", "--delimiter", "tab", text=text)
    assert done.stderr.endswith("1 call loaded, no line rejected.\n")
    done = invoke("-", "--database", tmp_path / "a.db", "--column", "cost", text=text)
    assert done.exit_code == 2
    assert "`cost` is not A=NAME" in done.stderr
