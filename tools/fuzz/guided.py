"""Fuzzes the compiler for a while, guided by coverage: `python -m tools.fuzz.guided`.

python -m tools.fuzz.guided [--time 600] [--seed 1] [--grow]

It begins with tools/fuzz/corpus, the golden requests and those of tests/language/errors. With
--grow the corpus is written anew: few inputs, old and found, that together reach all that was
reached.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path

from cdrql.conformance import goldens
from cdrql.language.conditions import OPERATORS
from cdrql.language.request import KEYS
from cdrql.model.vocabulary import ATTRIBUTES, DIMENSIONS, MEASURES, PARTS
from tools.fuzz import corpus
from tools.fuzz.hostile import HOSTILE
from tools.fuzz.mutate import STRINGS

ROOT = Path(__file__).parents[2]
ERRORS = ROOT / "tests" / "language" / "errors"
LIMITS = ("-timeout=30", "-rss_limit_mb=1024", "-max_len=6000")
QUIET = "-report_slow_units=30"  # slower than that is a hang
LARGEST = 3_000  # bytes of an input that the corpus keeps
REACHED = re.compile(r"cov: (\d+) ft: (\d+)")
FINAL = re.compile(r"^stat::(\w+): +(\d+)", re.MULTILINE)


def main() -> int:
    """Fuzz, say what came of it, grow the corpus where that is wanted; fail on any finding."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="cdrql-guided-") as place:
        folder = Path(place)
        begun = unpack(beginnings(), folder / "inputs")
        flags = (f"-max_total_time={options.time}", f"-seed={options.seed}", dictionary(folder))
        code, said = fuzz(folder, str(folder / "inputs"), *flags, "-print_final_stats=1")
        wrong = [path for path in folder.iterdir() if path.name.startswith(WRONG)]
        print("\n".join(summary(said, options.seed, options.time, begun)))
        print(f"exceptions, hangs, out of memory: {len(wrong)}; it ended with {code}")
        for path in wrong:
            print(f"\n{path.name}, as a line of tools/fuzz/corpus/{corpus.CHOSEN.name}:")
            print(corpus.line_of(path.read_bytes()))
        if options.grow and code in FINE:
            print(f"{grow(folder)} inputs are now in tools/fuzz/corpus/{corpus.GROWN.name}")
    return int(bool(wrong) or code not in FINE)


def _options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--time", type=int, default=600, help="seconds")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--grow", action="store_true", help="write the corpus anew")
    return parser.parse_args()


# --- What it begins with ------------------------------------------------------------------------


def beginnings() -> Iterator[bytes]:
    """Give every input that is there before anything is found."""
    yield from corpus.entries(corpus.GROWN)
    yield from corpus.entries(corpus.CHOSEN)
    texts = [json.dumps(goldens.golden(name).request) for name in goldens.FILES]
    texts += [path.read_text(encoding="utf-8").partition("\n---\n")[0] for path in ERRORS.iterdir()]
    for head, text in enumerate(texts):
        yield bytes([head % 256]) + text.encode()
    for head, make in enumerate(HOSTILE.values()):
        if not isinstance(made := make(300), bytes):
            yield bytes([head % 256]) + json.dumps(made).encode()


def unpack(inputs: Iterable[bytes], folder: Path) -> int:
    """Write inputs as files, each once, and count them."""
    folder.mkdir()
    for data in inputs:
        (folder / hashlib.sha256(data).hexdigest()).write_bytes(data)
    return len(list(folder.iterdir()))


def dictionary(folder: Path) -> str:
    """Write the words of the language, which changes put into inputs; give libFuzzer's flag."""
    rows = [row.name for row in (*DIMENSIONS, *MEASURES)]
    words = [*KEYS[""], *KEYS["filter"], *rows, *ATTRIBUTES, *OPERATORS, *PARTS, *STRINGS]
    escaped = {"".join(f"\\x{byte:02x}" for byte in json.dumps(w)[1:-1].encode()) for w in words}
    file = folder / "words"
    file.write_text("".join(f'"{word}"\n' for word in sorted(escaped) if word), encoding="ascii")
    return f"-dict={file}"


# --- Runs ---------------------------------------------------------------------------------------

WRONG = ("crash-", "timeout-", "oom-", "leak-")
FINE = (0, 72)  # how libFuzzer ends when its time is over, and when it is interrupted


def fuzz(folder: Path, *words: str) -> tuple[int, str]:
    """Run libFuzzer in a process of its own, for a signal would end this one; show what it shows.

    Gives its exit code, negative for a signal, and all that it said.
    """
    command = (sys.executable, "-m", "tools.fuzz.target", *words, *LIMITS, QUIET)
    place = f"-artifact_prefix={folder}/"
    said = []
    with subprocess.Popen(
        (*command, place), cwd=ROOT, stderr=subprocess.PIPE, text=True, errors="replace"
    ) as process:
        assert process.stderr is not None
        while True:
            try:
                for line in process.stderr:
                    said.append(line)
                    if "pulse" in line or not line.startswith(("#", "INFO", "WARNING")):
                        print(line, end="", file=sys.stderr, flush=True)
                break
            except KeyboardInterrupt:  # the fuzzer hears of it too, and sums up
                continue
    return process.returncode, "".join(said)


def summary(said: str, seed: int, seconds: int, begun: int) -> Iterator[str]:
    """Give the lines of a record: what ran, how often, what it reached and found."""
    final = dict(FINAL.findall(said))
    reached = REACHED.findall(said) or [("0", "0")]
    names = ("atheris", "sqlglot", "lark", "pydantic")
    packages = ", ".join(f"{name} {version(name)}" for name in names)
    yield f"{date.today()}, Python {platform.python_version()}, {packages}"
    yield f"seed {seed}, up to {seconds} seconds, limits {' '.join(LIMITS)}"
    runs, speed = final.get("number_of_executed_units", 0), final.get("average_exec_per_sec", 0)
    yield f"{runs} executions, {speed} a second, at most {final.get('peak_rss_mb', 0)} MB"
    yield f"coverage {reached[-1][0]} branches, {reached[-1][1]} features (cov, ft)"
    yield f"{begun} inputs at first, {final.get('new_units_added', 0)} new ones"


def grow(folder: Path) -> int:
    """Write the corpus anew: few inputs that reach what all of them do; count them."""
    (folder / "few").mkdir()
    merge = (str(folder / "few"), str(folder / "inputs"), "-set_cover_merge=1")
    code, said = fuzz(folder, *merge)
    if code:
        raise SystemExit(f"the corpus cannot be merged:\n{said[-2000:]}")
    inputs = [path.read_bytes() for path in (folder / "few").iterdir()]
    corpus.keep((data for data in inputs if len(data) <= LARGEST), corpus.GROWN)
    return len(corpus.entries(corpus.GROWN))


if __name__ == "__main__":
    sys.exit(main())
