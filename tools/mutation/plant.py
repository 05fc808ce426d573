"""How a mutant gets into a process: imported instead of its module, or put into its functions."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from types import CodeType, FunctionType

from tools.mutation import SCOPE
from tools.mutation.mutants import Mutant, path_of


class Planted(MetaPathFinder, SourceFileLoader):
    """Imports one module with a change in it."""

    def __init__(self, mutant: Mutant) -> None:
        super().__init__(f"cdrql.{mutant.module}", str(path_of(mutant.module)))
        self._code = _compiled(mutant)

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """Find the module that is changed, and no other."""
        return spec_from_file_location(name, self.path, loader=self) if name == self.name else None

    def get_code(self, _: str) -> CodeType:
        """Give the changed code."""
        return self._code


def plant(mutant: Mutant) -> None:
    """Let the module be imported with its change; it must not have been imported yet."""
    assert f"cdrql.{mutant.module}" not in sys.modules
    sys.meta_path.insert(0, Planted(mutant))


def _compiled(mutant: Mutant) -> CodeType:
    return compile(mutant.source, path_of(mutant.module), "exec", dont_inherit=True)


class Imported:
    """The package as it is imported: its functions, and the caches that remember what they gave."""

    def __init__(self) -> None:
        self._shapes = import_module("cdrql.shape_cache").KNOWN_SHAPES
        for module in SCOPE:
            import_module(f"cdrql.{module}")
        found = gc.get_objects()
        self._functions = [held for held in found if type(held) is FunctionType]
        self._caches = [held for held in found if type(held) is _lru_cache_wrapper]

    def put(self, mutant: Mutant) -> None:
        """Give the module's functions the changed code; ValueError where closures differ."""
        changed = {code.co_qualname: code for code in _codes(_compiled(mutant))}
        for function in self._functions:
            code = function.__code__
            if code.co_filename == str(path_of(mutant.module)):
                function.__code__ = changed.get(code.co_qualname, code)
        self.forget()

    def forget(self) -> None:
        """Empty every cache of the package: a test alone would find none filled."""
        self._shapes.clear()
        for cache in self._caches:
            if cache.__module__.startswith("cdrql."):
                cache.cache_clear()


def _codes(code: CodeType) -> Iterator[CodeType]:
    """Go through the code of all functions in some code; lambdas are not told apart by name."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType) and constant.co_name != "<lambda>":
            yield constant
            yield from _codes(constant)
