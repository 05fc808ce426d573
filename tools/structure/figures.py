"""The figures that are printed, each with its bound."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tools.structure.arrows import (
    MADE,
    count_floors,
    find_arrows,
    find_circles,
    graph_of,
    rooms_graph,
)
from tools.structure.names import find_homonyms, share, share_of_one_word
from tools.structure.texts import (
    Size,
    at_share,
    docstrings,
    has_example,
    share_of_comments,
    sizes_of_files,
    sizes_of_functions,
)
from tools.structure.tree import Module

# Circles by the imports that are counted: those that run when a module is imported, and more.
TIMES = {MADE[0]: MADE[:1], f"with those {MADE[1]}": MADE[:2], f"with those {MADE[2]}": MADE}

# The most that is meant, and the least; what is in neither is printed and not judged.
MOST: dict[str, float] = {
    "rooms": 25,
    "circles of rooms": 0,
    **{f"circles of modules, {made}": 0 for made in TIMES},
    "names of two meanings": 15,
    "functions named by one word": 50,
    "lines of a file, median": 100,
    "lines of a file, 90 %": 250,
    "lines of a file, most": 350,
    "lines of a function, median": 7,
    "lines of a function, 90 %": 22,
    "lines of a function, most": 45,
    "docstrings of one line": 90,
    "docstrings that begin with Give": 15,
}
LEAST: dict[str, float] = {"docstrings with an example": 5, "lines with a comment": 3}
SHARES = {
    "functions named by one word",
    "docstrings of one line",
    "docstrings that begin with Give",
    *LEAST,
}


@dataclass(frozen=True)
class Figure:
    """What was measured, how much of it, and what it counts, a line each."""

    name: str
    value: float
    items: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The value as it is printed: `41`, `71.3 %`."""
        return f"{self.value:.1f} %" if self.name in SHARES else str(self.value)

    @property
    def bound(self) -> str:
        """The bound as it is printed: `at most 45`, `at least 3`; empty if there is none."""
        if self.name in LEAST:
            return f"at least {LEAST[self.name]:g}"
        return f"at most {MOST[self.name]:g}" if self.name in MOST else ""

    @property
    def is_broken(self) -> bool:
        """Whether the value is beyond its bound."""
        least, most = LEAST.get(self.name, self.value), MOST.get(self.name, self.value)
        return not least <= self.value <= most


def measure(rooms: Sequence[str], modules: Sequence[Module], of: str | None) -> list[Figure]:
    """Measure a package, or one room: its modules, and the names and circles it is part of."""
    own = [module for module in modules if of in (None, module.room)]
    return [
        Figure("rooms", len(rooms)),
        *_imports(modules, of),
        *_names(modules, own),
        *_sizes("file", sizes_of_files(own)),
        *_sizes("function", sizes_of_functions(own)),
        *_texts(own),
    ]


def _imports(modules: Sequence[Module], of: str | None) -> Iterator[Figure]:
    arrows = find_arrows(modules)
    rooms = {module.name: module.room for module in modules}
    between = rooms_graph(arrows, rooms)
    yield Figure("floors", count_floors(between))
    yield Figure("arrows between rooms", sum(map(len, between.values())))
    yield Figure("arrows between modules", len({arrow[:2] for arrow in arrows}))
    circles = [found for found in find_circles(between) if of in (None, *found)]
    yield Figure("circles of rooms", len(circles), tuple(map(" <-> ".join, circles)))
    for made, times in TIMES.items():
        circles = find_circles(graph_of(arrows, times))
        here = [found for found in circles if of in (None, *(rooms[name] for name in found))]
        shown = (" <-> ".join(name.removeprefix("cdrql.") for name in found) for found in here)
        yield Figure(f"circles of modules, {made}", len(here), tuple(shown))


def _names(modules: Sequence[Module], own: Sequence[Module]) -> Iterator[Figure]:
    here = {module.short for module in own}
    found = {name: of for name, of in find_homonyms(modules).items() if here & {*of}}
    items = (f"{name}: {', '.join(of)}" for name, of in found.items())
    yield Figure("names of two meanings", len(found), tuple(items))
    yield Figure("functions named by one word", share_of_one_word(own))


def _sizes(of: str, sizes: Sequence[Size]) -> Iterator[Figure]:
    yield Figure(f"lines of a {of}, median", at_share(sizes, 0.5))
    yield Figure(f"lines of a {of}, 90 %", at_share(sizes, 0.9))
    name = f"lines of a {of}, most"
    long = (f"{size.where}: {size.lines}" for size in sizes if size.lines > MOST[name])
    yield Figure(name, at_share(sizes, 1), tuple(long))


def _texts(own: Sequence[Module]) -> Iterator[Figure]:
    texts = docstrings(own)
    yield Figure("docstrings", len(texts))
    yield Figure("docstrings of one line", share(sum("\n" not in t for t in texts), len(texts)))
    give = sum(text.startswith("Give ") for text in texts)
    yield Figure("docstrings that begin with Give", share(give, len(texts)))
    yield Figure("docstrings with an example", share(sum(map(has_example, texts)), len(texts)))
    yield Figure("lines with a comment", share_of_comments(own))
