"""A backend on trial: each of its answers is held to the reference's."""

import traceback
from collections.abc import Sequence

from cdrql.backend import get_backend
from cdrql.compiled import Compiled
from cdrql.compiler import compile
from cdrql.conformance.calls import Call
from cdrql.conformance.cases import Case, RequestDict
from cdrql.conformance.connection import fill_table
from cdrql.conformance.difference import Answer, Difference, Inquiry, smallest
from cdrql.conformance.meanings import PLAIN
from cdrql.conformance.reference import answer, as_json
from cdrql.engines.rows import normalise, rows_as_json
from cdrql.engines.writing import Writer
from cdrql.errors import CdrqlError

_TRIES = 200  # to make a difference smaller
_SMALL = 5  # differences of a run that are made smaller


class Trial:
    """A backend, and a database whose table `cdrs` holds the calls that were asked about last."""

    def __init__(self, backend: str, writer: Writer) -> None:
        self.backend = backend
        self._writer = writer
        self._loaded: Sequence[Call] | None = None
        self._shrunk = 0

    def check(self, case: Case, calls: Sequence[Call]) -> Difference | None:
        """Ask for a case, and give how the answer differs, if it does."""

        def differs(inquiry: Inquiry) -> bool:
            # What a mapping means by a row may hold for its request alone.
            same = inquiry[0] == case.request
            valid = same or (case.meaning is PLAIN and self._is_valid(case, inquiry))
            return valid and self._still_differs(case, inquiry)

        inquiry: Inquiry = case.request, calls
        if not self._still_differs(case, inquiry):
            return None
        # One mistake shows in many cases, and each takes many questions to make small.
        if self._shrunk < _SMALL:
            self._shrunk += 1
            inquiry = smallest(inquiry, differs, _TRIES)
        return Difference(
            case, *inquiry, _reference_answer(case, inquiry), self._database_answer(case, inquiry)
        )

    def _still_differs(self, case: Case, inquiry: Inquiry) -> bool:
        return self._database_answer(case, inquiry).text != _reference_answer(case, inquiry)

    def _database_answer(self, case: Case, inquiry: Inquiry) -> Answer:
        """Let the backend answer; what goes wrong is an answer too."""
        request, calls = inquiry
        # Filling the table takes longer than most answers, and a batch shares its calls.
        if self._loaded is not calls:
            fill_table(self._writer, calls)
            self._loaded = calls
        sql, params = "", None
        try:
            compiled = self._compile_case(case, request)
            sql, params = compiled.sql, compiled.params
            rows = self._writer.query(sql, params)
            return Answer(sql, params, rows_as_json(normalise(rows, compiled.columns)))
        except Exception:  # of a backend or a driver that somebody else wrote
            return Answer(sql, params, traceback.format_exc())

    def _compile_case(self, case: Case, request: RequestDict) -> Compiled:
        warehouse, policy = case.meaning.warehouse(get_backend(self.backend)), case.meaning.policy
        return compile(
            request,
            self.backend,
            output=case.output,
            paramstyle=case.style,
            warehouse=warehouse,
            policy=policy,
        )

    def _is_valid(self, case: Case, inquiry: Inquiry) -> bool:
        """Say whether a request still is one when something was left out."""
        try:
            self._compile_case(case, inquiry[0])
        except CdrqlError:
            return False
        except Exception:  # the backend's fault, which is a difference
            return True
        return True


def _reference_answer(case: Case, inquiry: Inquiry) -> str:
    request, calls = inquiry
    seen = case.meaning.folded([case.meaning.seen(call) for call in calls])
    return as_json(answer(request, seen, case.output))
