"""Requests under masks: what is hidden is hidden before it is grouped."""

from collections.abc import Iterator

from cdrql.conformance.calls import Call
from cdrql.conformance.meanings import ALL_CALLS, RowMeaning, ToldRequest
from cdrql.model.policy import Mask, Policy


def masked_requests() -> Iterator[ToldRequest]:
    """Hide the ends of texts, before they are grouped."""
    for mask in (Mask(keep_last=3), Mask(drop_last=2), Mask(keep_last=0)):
        # Bound now: a closure would see the last mask.
        def seen(call: Call, mask: Mask = mask) -> Call:
            hidden = {key: _mask_text(call[key], mask) for key in ("destination", "caller_id")}
            return {**call, **hidden}

        policy = Policy(masks={"destination": mask, "caller_id": mask})
        request = {"group": "destination;caller id", "fields": "total calls", "filter": ALL_CALLS}
        yield f"texts under a {mask}", request, RowMeaning(policy=policy, seen=seen)


def _mask_text(text: str | None, mask: Mask) -> str | None:
    """Put `*` for what a mask hides; a text no longer than its end is hidden whole."""
    if text is None:
        return None
    shown = mask.keep_last if mask.keep_last is not None else mask.drop_last or 0
    # Else a short text would be shown by what is meant to hide it.
    if len(text) <= shown:
        return "*" * len(text)
    if mask.drop_last is not None:
        return text[: len(text) - shown] + "*" * shown
    return "*" * (len(text) - shown) + text[len(text) - shown :]
