"""The one family of errors: each problem a code, a sentence, a place and a hint."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cdrql.texts.carets import Span, excerpt, printable, snippet
from cdrql.texts.places import Place

# Stable codes, never reused; docs/errors.md is this table.
CODES = {
    "CDR101": "The request is not valid JSON.",
    "CDR102": "The request is not a JSON object.",
    "CDR103": "A key stands twice in one object.",
    "CDR104": "A key is not known here.",
    "CDR105": "A required key is missing or empty.",
    "CDR106": "A value has the wrong type.",
    "CDR107": "A number is out of range.",
    "CDR108": "An array is empty.",
    "CDR109": "A text holds characters that no CDR field can hold.",
    "CDR110": "A text is longer than allowed: values 256 characters, strings of the language 4096.",
    "CDR111": "A timestamp is not a point in time.",
    "CDR112": "A time zone is not an IANA name.",
    "CDR113": "A call attribute is not known.",
    "CDR114": "A filter has too many values, or a condition too many tests.",
    "CDR115": "The text of a request is longer than any request has to be.",
    "CDR116": "An object has too many keys.",
    "CDR201": "An item of a list is empty.",
    "CDR202": "A string does not follow its form.",
    "CDR203": "The value of a condition is not a number of its kind.",
    "CDR204": "The operator of a condition is not known.",
    "CDR205": "An order's direction is neither asc nor desc.",
    "CDR301": "A name is not known.",
    "CDR302": "A name stands twice in one list.",
    "CDR303": "A known name stands where its kind cannot.",
    "CDR304": "A dimension is in fields but not in group.",
    "CDR305": "A name to order by is not selected.",
    "CDR306": "The window is empty: it ends before it starts.",
    "CDR307": "A window in local time is outside the years that time zones are known for.",
    "CDR308": "The warehouse lacks a field.",
    "CDR401": "A value of a policy means nothing.",
    "CDR402": "A policy's scope has no value.",
    "CDR403": "A policy does not fit the warehouse.",
    "CDR404": "The window is longer than the policy lets it be.",
    "CDR405": "The window begins before what the policy lets be seen.",
    "CDR406": "The limit is missing, or above what the policy lets it be.",
    "CDR407": "A filter has more values than the policy lets it have.",
    "CDR408": "A filter looks at what the policy masks.",
    "CDR501": "No backend of that name is installed.",
    "CDR502": "The backend cannot print parameters in that style.",
    "CDR503": "The output is neither response nor values.",
    "CDR504": "A value cannot be written safely as a literal.",
    "CDR505": "The database cannot be opened.",
    "CDR506": "The database did not answer the query.",
    "CDR507": "A file cannot be read or written.",
    "CDR508": "A file of calls cannot be loaded.",
    "CDR509": "The warehouse is not a cdrql.Warehouse.",
    "CDR510": "The warehouse is not mapped for that dialect.",
    "CDR511": "No mapping can be proposed for a database.",
    "CDR513": "A mapping file that nobody named belongs to another user.",
    "CDR514": "A backend of another package fails at writing SQL.",
    "CDR601": "A mapping file cannot be read, or is not TOML.",
    "CDR602": "A key of a mapping file is not known.",
    "CDR603": "Something is missing in a mapping file.",
    "CDR604": "A value of a mapping file is not allowed there.",
    "CDR605": "A warehouse, or what its mapping extends, is not known.",
    "CDR606": "An expression of a mapping cannot be read.",
    "CDR607": "An expression of a mapping is more than a scalar one.",
    "CDR608": "An expression of a mapping names what is not there.",
    "CDR609": "An expression of a mapping is of the wrong type.",
    "CDR610": "An expression of a mapping cannot be printed for a dialect that the mapping claims.",
    "CDR611": "Keys of a mapping contradict each other.",
    "CDR701": "A table of the mapping is not in the database.",
    "CDR702": "A column of the mapping is not in its table.",
    "CDR703": "A column is of another kind than the mapping says.",
    "CDR704": "A column can be NULL, which the mapping excludes.",
    "CDR705": "The start column stores something else than the mapping says.",
    "CDR706": "The database refuses the SQL of a field.",
    "CDR707": "The mapping is not written for the database's dialect.",
    "CDR708": "The key of a lookup stands twice, or nothing keeps it unique.",
    "CDR709": "A window is found only by reading the whole table.",
    "CDR710": "The database lacks a time zone, or zone tables, that the mapping needs.",
    "CDR711": "Another test of answered calls gives other numbers than `answered`.",
    "CDR712": "All calls are answered, or none.",
    "CDR713": "Rows have no start, or one that is no time of a call.",
    "CDR714": "Calls start in the future.",
    "CDR715": "Durations are below zero.",
    "CDR716": "Calls are billed for longer than they last.",
    "CDR717": "Calls of several rows last longer than the mapping's `longest`.",
    "CDR718": "Rows have no key, and each counts as a call.",
    "CDR719": "Rows share the id of a call, and each counts as one.",
    "CDR720": "Starts are texts that do not follow their format.",
    "CDR721": "The database fails on the data.",
    "CDR722": "No calls are found.",
    "CDR723": "A check was left out.",
    "CDR725": "A column of numbers holds what is no number.",
    "CDR726": "A test compares a column with what it never holds.",
    "CDR728": "Calls hold keys that the table of their names does not have.",
    "CDR729": "Numbers have more decimals than the mapping says.",
    "CDR730": "Rows stand under two of the mapping's tables, and count twice.",
    "CDR731": "Calls that nobody answered by their status have talk time.",
    "CDR732": "Calls have no duration, which filters do not find as 0.",
    "CDR801": "Warning: a call type is not one of the documented ones.",
    "CDR802": "Warning: days of several months fall together.",
    "CDR803": "Warning: months of several years fall together.",
    "CDR804": "Warning: the policy's default limit cuts the answer.",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: code, sentence, path in the request or mapping, hint, and where.

    `path` is made of keys: `filter.user[1]`, `fields.country`. `text` is the text that is wrong, a
    string of the request or a line of a file, and `span` what is wrong of it, as [start, end) in
    code points. `place` says where that stands in a file or in JSON text. Problems are equal
    wherever in their text they are: a span does not count.
    """

    code: str
    message: str
    path: str = ""
    text: str | None = None
    span: Span | None = field(default=None, compare=False)
    hint: str | None = None
    place: Place | None = None

    def as_dict(self) -> dict[str, object]:
        """Give the problem as JSON values, of a size that does not grow with `text`.

        `text` is cut to what stands around the span, from the index `offset` on; `span` is counted
        in what is left of it.
        """
        # A thousand problems of one string show a thousand parts of it, not the string a thousand
        # times.
        text, span, offset = self.text, self.span, 0
        if text is not None:
            text, span, offset = excerpt(text, span)
        return {
            "code": self.code,
            "message": self.message,
            "path": self.path,
            "place": None if self.place is None else self.place.as_dict(),
            "text": text,
            "span": None if span is None else list(span),
            "offset": offset,
            "hint": self.hint,
        }

    def __str__(self) -> str:
        """Render the problem for a terminal, as a warning if its code is one."""
        return self.rendered("warning" if self.code.startswith("CDR8") else "error")

    def rendered(self, kind: str) -> str:
        """Render the problem for a terminal: sentence, place with caret, hint."""
        head = f"{self.label(kind)}: {printable(self.message)}"
        return "\n".join([head, *self.details()])

    def label(self, kind: str) -> str:
        """Name the problem: `error[CDR301]`."""
        return f"{kind}[{self.code}]"

    def details(self) -> Iterator[str]:
        """Go through the lines below the sentence, for a terminal: place, text with caret, hint.

        The first is `  --> yeti.toml:167: fields.country`. Of a request, which is in no file, only
        the path is shown, or the line and column where nothing has a path yet.
        """
        # In a request the path says more than a line; in a file it is the line that is looked for.
        shown = self.place if self.place and (self.place.file or not self.path) else None
        if where := ": ".join(str(part) for part in (shown, self.path) if part):
            yield f"  --> {printable(where)}"
        if self.text is not None and self.span is not None:
            line, caret = snippet(self.text, self.span)
            yield from ("   |", f"   | {line}", f"   | {caret}")
        if self.hint:
            yield f"   = hint: {printable(self.hint)}"


# One class for each that can be at fault; all are CdrqlError.


class CdrqlError(Exception):
    """The root of every error that cdrql raises on purpose; `problems` is never empty."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def as_dict(self) -> dict[str, object]:
        """Give the error as plain JSON values, for machines."""
        return {"errors": [problem.as_dict() for problem in self.problems]}

    def __str__(self) -> str:
        """Render all problems as errors, which strictness makes of warnings."""
        return "\n\n".join(problem.rendered("error") for problem in self.problems)


class RequestError(CdrqlError):
    """The request is wrong; `problems` lists everything that is."""


class BackendError(CdrqlError):
    """The dialect, the parameter style or the output cannot be had."""


class DatabaseError(CdrqlError):
    """The database cannot be opened or refused the query."""


class WarehouseError(CdrqlError):
    """A mapping is wrong, or there is none of that name; `problems` lists everything that is."""


class PolicyError(CdrqlError):
    """A policy means nothing, does not fit the warehouse, or lacks the values of its scope."""


class LoadError(CdrqlError):
    """A file of calls cannot be loaded."""


# Words of messages.

_LONGEST_LIST = 360  # characters: all that the default warehouse answers


def shown_name(name: object) -> str:
    """Give what stands where a name should: a text cut to what a sentence holds, else its type."""
    return name[:64] if isinstance(name, str) else f"a {type(name).__name__}"


def item_path(path: str, index: int, count: int) -> str:
    """Point at an item of a list, or at its only one by the list's own path."""
    return f"{path}[{index}]" if count > 1 else path


def listed_names(names: Iterable[str]) -> str:
    """List names for a hint, no more of them than somebody reads: `acd, asr and 290 more`.

    A problem is told for each wrong name, and each would list all.
    """
    shown = names = list(names)
    while len(shown) > 1 and sum(len(name) + 2 for name in shown) > _LONGEST_LIST:
        shown = shown[: max(1, len(shown) * 9 // 10)]
    left = len(names) - len(shown)
    return ", ".join(name[:64] for name in shown) + (f" and {left} more" if left else "")


def nearest_word(word: str, known: Iterable[str]) -> str | None:
    """Give the known word that is most like this one, or None where none is near."""
    # Cut short: to compare two words takes the product of their lengths.
    found = difflib.get_close_matches(word[:64].lower(), list(known))
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """Word a hint that names the nearest known word, or the other hint where none is near."""
    near = nearest_word(word, known)
    return f"did you mean `{near}`?" if near else otherwise
