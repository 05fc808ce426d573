"""A report told to people, without its findings: what was looked at, and the numbers."""

from collections.abc import Iterator

from cdrql.audit.report import Report, Sample, first_sentence
from cdrql.audit.show import labelled_lines
from cdrql.engines.plans import Access
from cdrql.texts.carets import printable

_MOST_STATUSES = 12
_SERVES = {
    "used": "is found by {how}",
    "usable": "can be found by {how}; the database reads so small a table whole",
    "none": "is found by reading {how}",
    "unknown": "is found in a way that the plan does not tell: {how}",
}


def report_lines(report: Report) -> Iterator[str]:
    """Tell the facts in lines."""
    yield f"Warehouse {report.warehouse}, on {report.dialect}"
    yield from labelled_lines("Grain", report.grain)
    yield from labelled_lines("Answered", report.answered)
    if report.why:
        yield from labelled_lines("", first_sentence(report.why))
    for access in report.access:
        yield ""
        yield from _access_lines(access)
    if report.zones:
        yield ""
        yield f"Time zones: {report.zones}"
    if report.sample:
        yield ""
        yield from _sample_lines(report.sample)
    yield ""


def _access_lines(access: Access) -> Iterator[str]:
    yield f"A day of `{access.table}` {_SERVES[access.verdict].format(how=access.how)}"
    yield from (f"  {printable(line)}" for line in access.plan)


def _sample_lines(sample: Sample) -> Iterator[str]:
    yield f"Looked at {sample.window}: {sample.calls:,}"
    if not sample.calls:
        return
    rows = [("answered", sample.answered, "")]
    for share in sample.alternatives:
        differing = share.differing(sample.answered)
        rows.append((share.name, share.calls, f"{differing:,} differ" if differing else "the same"))
    yield from _table_lines(rows, sample.calls)
    if sample.statuses:
        yield f"By {sample.status}"
        shown = sample.statuses[:_MOST_STATUSES]
        yield from _table_lines(
            [(share.name or '""', share.calls, f"{share.both:,} answered") for share in shown],
            sample.calls,
        )
        if left := len(sample.statuses) - len(shown):
            yield f"  and {left} more"


def _table_lines(rows: list[tuple[str, int, str]], calls: int) -> Iterator[str]:
    """Align names, counts, and their shares of the calls."""
    wide = min(40, max(len(printable(name)) for name, _, _ in rows))
    digits = len(f"{calls:,}")
    for name, count, remark in rows:
        share = f"{100 * count / calls:.2f} %"
        yield f"  {printable(name)[:40]:{wide}}  {count:>{digits},}  {share:>8}  {remark}".rstrip()
