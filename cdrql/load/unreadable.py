"""The reason why a cell cannot be read."""


class UnreadableError(ValueError):
    """The cell does not hold what its column needs; the text of the error is the reason.

    `hint` says what helps, where that is known and no line before could be read.
    """

    def __init__(self, reason: str, hint: str | None = None) -> None:
        super().__init__(reason)
        self.hint = hint


class NoAnswerError(UnreadableError):
    """The time of answer that a duration is counted from was never set."""
