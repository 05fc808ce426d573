"""Each command of tools/ says how it is used."""

import runpy
import sys
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[2] / "tools"
# What another command starts, with arguments of its own.
INNER = {"tools.fuzz.target", "tools.engines.clickhouse_http"}
COMMANDS = {
    ".".join(path.relative_to(TOOLS.parent).with_suffix("").parts).removesuffix(".__main__")
    for path in TOOLS.rglob("*.py")
    if 'if __name__ == "__main__":' in path.read_text(encoding="utf-8")
} - INNER


@pytest.mark.checkout
@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # some are imported by other tests
@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_it_prints_its_usage(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["it", "--help"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module(command, run_name="__main__", alter_sys=False)
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("usage: ")
