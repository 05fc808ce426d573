"""Where texts leave the program: streams that tell no secret, and lose no character in silence."""

import codecs
import io
import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, TextIO

from cdrql.texts.secrets import hide_secrets

_ESCAPING = "cdrql.escape"  # a way of Python's to treat characters that an encoding lacks


def guard_streams(secrets: Iterable[str]) -> None:
    """Let whatever is written to stdout and stderr from now on, by whomever, tell no secret.

    Only `plain_stdout` goes around it: data is what it is.
    """
    secrets = frozenset(secrets)
    codecs.register_error(_ESCAPING, _escape_characters)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        stream = getattr(stream, "unguarded", stream)
        if hasattr(stream, "buffer"):
            setattr(sys, name, GuardedStream(stream, secrets))


def plain_stdout() -> TextIO:
    """Give stdout for data, in which nothing may be changed."""
    plain: TextIO = getattr(sys.stdout, "unguarded", sys.stdout)
    return plain


def escape_text(text: str, encoding: str) -> str:
    r"""Escape as JSON does what an encoding lacks: `Łódź` is `\u0141\u00f3d\u017a` in ASCII."""
    codecs.register_error(_ESCAPING, _escape_characters)
    return text.encode(encoding, _ESCAPING).decode(encoding)


def open_missing() -> None:
    """Put streams in the place of those that whoever started the program has closed.

    Reading or writing them fails as files do; what nobody listens to on stderr is lost.
    """
    flags = {"stdin": os.O_WRONLY, "stdout": os.O_RDONLY, "stderr": os.O_WRONLY}
    for number, (name, flag) in enumerate(flags.items()):
        if getattr(sys, name) is None:
            # The lowest number that is free, so that no file of ours takes its place.
            opened = os.open(os.devnull, flag)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
            setattr(sys, name, open(number, "r" if name == "stdin" else "w", closefd=False))  # noqa: SIM115


def give_up_stdout() -> None:
    """Let what could not be written go: else Python tries again when it ends, and complains."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class GuardedStream(io.TextIOWrapper):
    """A stream of text that hides secrets before it hands on what is written."""

    def __init__(self, stream: Any, secrets: frozenset[str]) -> None:
        stream.flush()
        self.unguarded = stream
        errors = _ESCAPING if stream.errors == "strict" else stream.errors
        super().__init__(
            _GuardedBytes(stream, secrets),  # type: ignore[arg-type]
            encoding=stream.encoding,
            errors=errors,
            line_buffering=True,
        )


class _GuardedBytes(io.BufferedIOBase):
    """Hides secrets in bytes; nothing of it is kept, and the stream below is never closed."""

    def __init__(self, stream: Any, secrets: frozenset[str]) -> None:
        self._below = stream.buffer
        self._encoding = stream.encoding
        self._secrets = secrets

    def write(self, data: Any) -> int:
        """Write what may be told."""
        text = bytes(data).decode(self._encoding, "surrogateescape")
        shown = hide_secrets(text, self._secrets)
        self._below.write(shown.encode(self._encoding, "surrogateescape"))
        return len(data)

    def flush(self) -> None:
        """Hand on what the stream below holds."""
        self._below.flush()

    def close(self) -> None:
        """Leave the stream below open: it is not ours."""

    def writable(self) -> bool:
        """Say so to whoever asks."""
        return True

    def isatty(self) -> bool:
        """Say what the stream below says."""
        return bool(self._below.isatty())

    def fileno(self) -> int:
        """Give the number of the stream below."""
        return int(self._below.fileno())


def _escape_characters(error: UnicodeError) -> tuple[str, int]:
    r"""Spell what an encoding lacks as JSON does: `\u0141`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end
