"""Mutation: changes the compiler in one place at a time, and sees whether a test fails.

python -m tools.mutation [--module groups] [--sample 500] [--seed 1]
    [--write docs/trust/mutation.md]

`SCOPE` is what is changed: what `make coverage` measures, that is the compiler, the policy and the
backends. `SUITE` is
what must notice: tests that need no server, the quickest first.
"""

import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[2]


def _measured_modules() -> Iterator[str]:
    """Name the modules whose branches `make coverage` holds to being run: `emit.sums`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    left_out = project["tool"]["coverage"]["run"]["omit"]
    for folder in ("cdrql", "backends"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if path.name != "__init__.py" and not any(fnmatch(name, of) for of in left_out):
                yield name.removesuffix(".py").removeprefix("cdrql/").replace("/", ".")


SCOPE = (*_measured_modules(),)

# What a mutant meets first comes first; what is slow comes last, as far as time goes.
SUITE = (
    ("golden", "words", "errors", "bounds", "texts", "policy", "policy_engines", "levels"),
    ("policy_algebra", "reference", "caps"),
    ("compile", "reference_filters", "paramstyles", "warehouse", "formula", "backend"),
    ("kept_shapes", "what_shapes_know", "answered", "stored_starts"),
    ("mapped_golden", "folds", "narrow"),
    ("mirrors", "zone_changes"),
    ("policy_cache", "policy_files", "policy_hidden", "names", "columns", "default", "growing"),
    ("secrets", "keys", "spans", "faults", "behaviours", "ends", "spellings", "small_groups"),
    ("timestamps", "door", "payloads", "keys_of_calls", "negative", "hostile_names", "shapes"),
    ("text_formats", "extended_files", "mapping", "rows_only", "absence"),
)
