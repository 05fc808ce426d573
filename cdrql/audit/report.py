"""What a check found: findings with codes, and the facts that they were drawn from."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from cdrql.engines.plans import Access
from cdrql.errors import Problem
from cdrql.texts.carets import printable

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to know about the mapping or the data, and what to do; a note needs nothing."""

    severity: Severity
    problem: Problem

    def __str__(self) -> str:
        """Give the finding on one line, and on a second what to do."""
        return f"{self.label}: {self.text}"

    @property
    def label(self) -> str:
        """Name the finding and where it is: `error[CDR702] columns.calldate`."""
        place = f" {printable(self.problem.path)}" if self.problem.path else ""
        return f"{self.problem.label(self.severity)}{place}"

    @property
    def text(self) -> str:
        """The sentence, and on a second line what to do."""
        hint = self.problem.hint
        sentence = printable(self.problem.message)
        return f"{sentence}\n   = hint: {printable(hint)}" if hint else sentence

    def as_dict(self) -> dict[str, object]:
        """Give the finding as JSON values."""
        keys = ("code", "message", "path", "hint")
        return {"severity": self.severity} | {key: self.problem.as_dict()[key] for key in keys}


def error(code: str, message: str, path: str = "", hint: str | None = None) -> Finding:
    """Word a finding with which answers cannot be had, or would be wrong."""
    return Finding("error", Problem(code, message, path, hint=hint))


def warning(code: str, message: str, path: str = "", hint: str | None = None) -> Finding:
    """Word a finding with which answers may surprise, or be slow."""
    return Finding("warning", Problem(code, message, path, hint=hint))


def note(code: str, message: str, path: str = "", hint: str | None = None) -> Finding:
    """Word a finding that is good to know."""
    return Finding("note", Problem(code, message, path, hint=hint))


@dataclass(frozen=True, slots=True)
class Share:
    """Another way to tell answered calls: how many it takes, and how many of those `answered`.

    `sql` is what a mapping says of it; `talked` counts the calls with talk time.
    """

    name: str
    calls: int
    both: int
    sql: str = ""
    talked: int = 0

    def differing(self, answered: int) -> int:
        """Count the calls that one of the two tests takes and the other does not."""
        # What both take is in each of the two counts.
        return self.calls + answered - 2 * self.both


@dataclass(frozen=True, slots=True)
class Sample:
    """The calls that were looked at: in which window, how many, and what says they are answered."""

    window: str
    calls: int
    answered: int
    alternatives: tuple[Share, ...] = ()
    statuses: tuple[Share, ...] = ()  # by `status`: its calls, and those that are answered
    status: str = "call status"

    def as_dict(self) -> dict[str, object]:
        """Give the sample as JSON values."""
        return {
            "window": self.window,
            "calls": self.calls,
            "answered": self.answered,
            "alternatives": [
                {
                    "test": share.name,
                    "calls": share.calls,
                    "both": share.both,
                    "differing": share.differing(self.answered),
                }
                for share in self.alternatives
            ],
            "statuses": [
                {
                    self.status.replace(" ", "_"): share.name,
                    "calls": share.calls,
                    "answered": share.both,
                }
                for share in self.statuses
            ],
        }


@dataclass(frozen=True, slots=True)
class Report:
    """All that a check found, in the order in which it looked."""

    warehouse: str
    dialect: str
    grain: str
    answered: str
    why: str
    findings: tuple[Finding, ...]
    access: tuple[Access, ...] = ()
    zones: str = ""
    sample: Sample | None = None

    @property
    def failed(self) -> bool:
        """Say whether anything is an error."""
        return any(finding.severity == "error" for finding in self.findings)

    def as_dict(self) -> dict[str, object]:
        """Give the report as JSON values."""
        return {
            "warehouse": self.warehouse,
            "dialect": self.dialect,
            "grain": self.grain,
            "answered": {"sql": self.answered, "why": self.why},
            "window": [access.as_dict() for access in self.access],
            "zones": self.zones,
            "sample": self.sample.as_dict() if self.sample else None,
            "findings": [finding.as_dict() for finding in self.findings],
            "errors": self.count("error"),
            "warnings": self.count("warning"),
            "notes": self.count("note"),
        }

    @property
    def summary(self) -> str:
        """Sum up how many findings there are."""
        counts = [(severity, self.count(severity)) for severity in SEVERITIES]
        parts = [f"{n} {kind}{'' if n == 1 else 's'}" for kind, n in counts if n]
        return ", ".join(parts) or "Nothing found that is wrong"

    def count(self, severity: Severity) -> int:
        """Count the findings of a severity."""
        return sum(finding.severity == severity for finding in self.findings)


def count_text(number: int, noun: str) -> str:
    """Write a number with its noun."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def first_sentence(text: str) -> str:
    """Take the first sentence of what a mapping says, on one line."""
    words = " ".join(text.split())
    return re.split(r"(?<=\.) (?=[A-Z])", words, maxsplit=1)[0].rstrip(".")


def by_severity(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Put the worst first; within a severity the order of the checks stays."""
    # sorted keeps the order of equals.
    return tuple(sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity)))
