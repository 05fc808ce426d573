"""Reads mapping files: TOML, what it extends, and the model that pydantic holds it to."""

from contextlib import suppress
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path as File
from typing import Any

from pydantic import ValidationError

from cdrql.errors import Problem, WarehouseError, did_you_mean, listed_names
from cdrql.mapping.extending import (
    drop_field,
    merge_mappings,
    removed_fields,
    unprintable_texts,
    used_columns,
)
from cdrql.mapping.model import MappingKeys
from cdrql.mapping.sources import OWN_KEYS, MappingFile, ReadMapping, problem_at_key
from cdrql.mapping.toml_findings import mapping_findings
from cdrql.texts.places import Place, place_behind

_PRESETS = files("cdrql") / "warehouses"
_DEEPEST = 8  # files that extend one another
_LONGEST = 100_000  # bytes of a file: no preset has a tenth of them


@cache
def presets() -> tuple[str, ...]:
    """Name the mappings that come with cdrql."""
    return tuple(sorted(f.name[:-5] for f in _PRESETS.iterdir() if f.name.endswith(".toml")))


def read_mapping(name: str | File) -> ReadMapping:
    """Read a preset by its name, or a file by its path; WarehouseError says all that is wrong."""
    first = _open_source(name, None)
    if first.data and not first.data.keys() & OWN_KEYS:
        told = first.problem("this is no mapping: none of its keys is one that only mappings have")
        hint = (
            "a mapping has dialects, grain, tables, start, columns and fields; see docs/mapping.md"
        )
        raise WarehouseError(replace(told, hint=hint))
    chain = _extends_chain(first)
    merged: dict[str, Any] = {}
    # From the file that extends nothing upwards, so that each covers what is below it.
    for place, source in reversed(tuple(enumerate(chain))):
        merged = merge_mappings(merged, source.data)
        for lacking in removed_fields(source, last=source is chain[-1]):
            drop_field(merged, lacking, chain[place:])
    for key in ("extends", "lacks"):
        merged.pop(key, None)
    if problems := tuple(unprintable_texts(merged, chain)):
        raise WarehouseError(*problems)
    declared = tuple(merged.get("columns", ()) if isinstance(merged.get("columns"), dict) else ())
    if "columns" in merged:
        merged["columns"] = used_columns(merged, chain)
    # A file that only says what differs from a preset keeps the preset's name.
    named = next((source for source in chain if source.folder is None), chain[0])
    merged.setdefault("name", File(named.name).stem)
    return ReadMapping(_validate_keys(merged, chain), chain, declared)


# The files, from the first to the one that extends nothing.


def _open_source(name: str | File, near: File | None) -> MappingFile:
    """Open a mapping file: a preset by name, else a path; relative to a file that extends it."""
    # A preset goes before a file of the same name, wherever a program is started.
    if isinstance(name, str) and name in presets():
        text = (_PRESETS / f"{name}.toml").read_text(encoding="utf-8")
        return MappingFile(f"{name}.toml", text, None)
    path = File(near or "", name)
    if not _is_file(path):
        hint = did_you_mean(str(name), presets(), f"presets are {listed_names(presets())}")
        message = f"there is no warehouse `{str(name)[:64]}`: neither a preset nor a file"
        raise WarehouseError(Problem("CDR605", message, hint=hint))
    try:
        with path.open("rb") as file:  # read, for what is no file on a disk has no size
            content = file.read(_LONGEST + 1)
        if len(content) > _LONGEST:
            message = f"the file has more than {_LONGEST:,} bytes"
            raise WarehouseError(Problem("CDR601", message, place=Place(str(path))))
        # As text files are read: the ends of lines are one sign.
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        return MappingFile(str(path), text, path.parent)
    except UnicodeDecodeError as error:
        message = f"the file is not UTF-8: byte {error.start} is not text"
        place = place_behind(error.object[: error.start].decode("utf-8-sig", "replace"))
        place = replace(place, file=str(path))
        raise WarehouseError(Problem("CDR601", message, place=place)) from None
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or error}"
        raise WarehouseError(Problem("CDR601", message, place=Place(str(path)))) from None


def _is_file(path: File) -> bool:
    """Say whether there is a file of a name, which may be none that a file could have."""
    try:
        return path.is_file()
    except OSError:
        return False


def _extends_chain(first: MappingFile) -> tuple[MappingFile, ...]:
    """Follow `extends` from a file to the one that extends nothing."""
    chain = [first]
    while "extends" in chain[-1].data:
        wanted = chain[-1].data["extends"]
        message = "`extends` names a preset or another file"
        if isinstance(wanted, str) and wanted:
            try:
                found = _open_source(wanted, chain[-1].folder)
            except WarehouseError as error:
                raise WarehouseError(*(_at_extends(chain[-1], p) for p in error.problems)) from None
            message = f"`{wanted}` extends this file in turn"
            if found.id not in [source.id for source in chain] and len(chain) < _DEEPEST:
                _hold_to_mapping(found, chain[-1], wanted)
                chain.append(found)
                continue
        raise WarehouseError(problem_at_key((chain[-1],), "CDR605", ("extends",), message))
    return tuple(chain)


def _hold_to_mapping(found: MappingFile, above: MappingFile, wanted: str) -> None:
    """Refuse what a file extends and is no mapping, without showing any of it: it may be secret."""
    message = None
    if not found.looks_mapped:
        message = f"`{wanted}` is no mapping: nothing of it is shown"
    elif found.folder is not None:
        with suppress(WarehouseError):  # a mapping that is not TOML is told as one
            if not found.data.keys() & OWN_KEYS:
                message = f"`{wanted}` is no mapping: none of its keys is one of a mapping's"
    if message:
        hint = "`extends` names a preset or a mapping file"
        raise WarehouseError(problem_at_key((above,), "CDR605", ("extends",), message, hint))


def _at_extends(source: MappingFile, problem: Problem) -> Problem:
    """Tell where a file is named that is not there."""
    if problem.code != "CDR605" or problem.place:
        return problem
    return problem_at_key((source,), "CDR605", ("extends",), problem.message, problem.hint)


def _validate_keys(merged: dict[str, Any], chain: tuple[MappingFile, ...]) -> MappingKeys:
    try:
        return MappingKeys.model_validate(merged)
    except ValidationError as error:
        found = mapping_findings(error.errors(include_url=False, include_input=False), merged)
        problems = (
            problem_at_key(chain, code, path, text, hint) for code, path, text, hint in found
        )
        raise WarehouseError(*dict.fromkeys(problems)) from None
