"""The reason why a cell cannot be read."""


class UnreadableError(ValueError):
    """The cell does not hold what its column needs; the text of the error is the reason."""
