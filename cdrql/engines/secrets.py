"""What nobody is told: passwords in the name of a database, and the values that were sent to it."""

import json
import re
from collections.abc import Iterable
from urllib.parse import quote, quote_plus, unquote

HIDDEN = "***"
_PASSWORD = re.compile(r"[?&][^=&]*pass[^=&]*=([^&#]+)", re.IGNORECASE)
_PARTS = re.compile(r"[/?#:@]+")  # where a misspelled URL may be cut
_SHORTEST = 4  # what is shorter tells nobody apart, and stands in many a sentence


def find_passwords(database: str) -> set[str]:
    """Find what may be a password in a path or URL, however it is spelled.

    It is between a colon and the last `@`, in the URL's parts too, or an option of the name.
    """
    rest = database.partition("://")[2] or database
    inside = rest.rpartition("@")[0].partition(":")[2]
    # A password with a `/` or `@` that is not escaped falls into what looks like host or path.
    found = {inside, *_PARTS.split(inside), *_PASSWORD.findall(database)}
    plain = {text for part in found for text in (part, unquote(part)) if text}
    return plain.union(*map(_other_spellings, plain))


def _other_spellings(text: str) -> set[str]:
    """Spell a text as drivers do that rebuild a URL, or print it as Python or JSON does."""
    escaped = text.encode("unicode_escape").decode()
    return {quote(text, safe=""), quote(text), quote_plus(text), json.dumps(text)[1:-1], escaped}


def hide_secrets(message: str, secrets: Iterable[object]) -> str:
    """Put `***` in the place of every secret in what is said, the longest first."""
    # A secret may be part of a longer one, whose rest would then stay.
    for secret in sorted(map(str, secrets), key=len, reverse=True):
        message = message.replace(secret, HIDDEN)
    return message


def telling_values(values: Iterable[object]) -> set[str]:
    """Choose the values that tell somebody apart: texts and numbers of four characters or more."""
    return {str(v) for v in values if isinstance(v, str | int) and len(str(v)) >= _SHORTEST}
