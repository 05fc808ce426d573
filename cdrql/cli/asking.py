"""The questions of `cdrql init`, where somebody is there to answer them."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from cdrql.language.zones import not_a_zone, zone_names
from cdrql.terminal.telling import print_text
from cdrql.texts.carets import printable

if TYPE_CHECKING:
    from cdrql.engines.schema import LiveTable
    from cdrql.init.column_choice import Choice
    from cdrql.init.proposal import Proposal
    from cdrql.init.recognise import Match

_NONE = "-"
_SOUGHT = ("bill_duration", "duration", "destination", "caller_id")


def is_terminal() -> bool:
    """Say whether somebody can be asked."""
    # Not stdout, which may be a pipe: questions go to stderr, and answers come from here.
    return sys.stdin.isatty()


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks on stderr; where nobody `answers`, takes what is proposed."""

    answers: bool

    def is_confirmed(self, question: str) -> bool:
        """Ask whether to do something, which nobody there does not allow."""
        return self.answers and click.confirm(question, default=True, err=True)

    def choose_preset(self, fitting: "Sequence[Match]") -> "Match | None":
        """Ask which of several presets that fit is meant; `-` for none of them."""
        best = fitting[0]
        if not self.answers or len(fitting) == 1:
            return best
        known = {match.preset.name: match for match in fitting}
        for match in fitting:
            click.echo(f"  {match.preset.name}: {printable(match.preset.title)}", err=True)
        name = _ask_choice("These presets fit. Which one", best.preset.name, [*known, _NONE])
        return known.get(name)

    def choose_table(self, found: "Sequence[LiveTable]") -> "LiveTable":
        """Ask which table holds the calls, where it may be several."""
        if not self.answers or len(found) == 1:
            return found[0]
        known = {table.name: table for table in found}
        return known[_ask_choice("Which table holds the calls", found[0].name, known)]

    def choose_zone(self, default: str) -> str:
        """Ask for the zone of local times."""
        if not self.answers:
            return default
        question = "Starts are local times. In which time zone"
        return _ask_word(question, default, _read_zone)

    def settle_fields(
        self, found: "Proposal", again: "Callable[[Mapping[str, str]], Proposal]"
    ) -> "Proposal":
        """Ask about what is missing or doubtful, each answer before the next question."""
        stated: dict[str, str] = {}
        while (name := _next_question(found, stated)) is not None:
            choice = next((c for c in found.choices if c.field == name), None)
            stated[name] = _ask_about(name, choice, found.table)
            # A column that is taken is no candidate for other fields, so all is proposed anew.
            found = again(stated)
            if name in found.refused:
                print_text(f"No {name}: {found.refused[name]}.", err=True)
        return found


def _next_question(found: "Proposal", stated: Mapping[str, str]) -> str | None:
    """Name the next field to ask about: what others follow from, what is missing, what is doubtful.

    What calls are mostly asked for is asked about as long as there are columns left for it.
    """
    sought = [name for name in _SOUGHT if name in found.lacking and found.unused]
    doubtful = [choice.field for choice in found.choices if choice.confidence == "doubtful"]
    start = [name for name in found.missing if name == "start"]
    return next((n for n in (*start, *sought, *found.missing, *doubtful) if n not in stated), None)


def _ask_about(name: str, choice: "Choice | None", table: "LiveTable") -> str:
    """Ask for a field's column, or for the condition of answered calls."""
    if name == "answered":
        example = "for instance talk > 0"
        default = choice.sql if choice else None
        question = f"Which calls are answered (SQL, {example})"
        return _ask_word(question, default)
    if choice is not None and len(choice.columns) > 1:
        keep = click.confirm(printable(f"Is {name} {choice.why}?"), default=True, err=True)
        return choice.sql if keep else _NONE
    default = next((column.name for column in choice.columns), None) if choice else None
    if choice is None and name in _SOUGHT:
        default = _NONE
    allowed = [*table.columns] if name == "start" else [*table.columns, _NONE]
    what = "tells when a call began" if name == "start" else f"is {name} ({_NONE} for none)"
    return _ask_choice(f"Which column {what}", default, allowed)


def _ask_choice(question: str, default: str | None, allowed: Iterable[str]) -> str:
    """Ask until one of the allowed words is given."""
    words = [*allowed]

    def one_of(text: str) -> str:
        if text not in words:
            known = printable(", ".join(words)[:300])
            # click asks once more after a usage error of `value_proc`.
            raise click.UsageError(f"`{printable(text)}` is none of {known}")
        return text

    return _ask_word(question, default, one_of)


def _ask_word(question: str, default: str | None, check: Callable[[str], str] | None = None) -> str:
    """Ask for a word, with a default that a terminal only shows."""
    shown = question if default is None else f"{question} [{printable(default)}]"
    # Our own default in brackets: click would print it raw, with whatever a column is called.
    return str(click.prompt(shown, default, err=True, value_proc=check, show_default=False))


def _read_zone(text: str) -> str:
    """Take the name of a zone."""
    if text not in zone_names():
        problem = not_a_zone(text)
        raise click.UsageError(f"{problem.message}; {problem.hint}")
    return text
