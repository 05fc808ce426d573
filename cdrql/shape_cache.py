"""The cache of known shapes: the statements of those that were asked last.

- A key is a `Shape`: everything that a statement depends on, and no value of a request or of a
  policy. A warehouse counts by its identity, a policy by its own shape.
- What is kept is a `Statement`: SQL, its columns, and how values are bound to it.
- It is bounded by the text that it holds, keys and SQL; what was asked longest ago goes first.
- Threads share it. Two that meet a new shape at once both compile it: the statements are equal,
  and the second takes the place of the first.
"""

from collections import OrderedDict
from threading import Lock
from typing import TypeAlias

from cdrql.emit.binding import Statement
from cdrql.model.warehouse import Warehouse
from cdrql.options import Output, Style

# What a statement depends on: dialect, style, output, warehouse; then what the policy and the
# request ask, without values. A plain tuple, for a known shape costs little but its look-up.
Shape: TypeAlias = tuple[str, Style | None, Output, Warehouse, object, object]


class KnownShapes:
    """Statements by the shape that they answer, bounded by their text; safe to share by threads."""

    def __init__(self, most_text: int) -> None:
        self._most_text = most_text
        self._text = 0
        self._statements: OrderedDict[Shape, Statement] = OrderedDict()
        self._lock = Lock()

    def get(self, shape: Shape) -> Statement | None:
        """Find the statement of a shape, which is then the one used last; None if it is new."""
        with self._lock:
            statement = self._statements.get(shape)
            if statement is not None:
                self._statements.move_to_end(shape)
            return statement

    def keep(self, shape: Shape, statement: Statement) -> None:
        """Keep a statement, and forget those used longest ago when there is too much text."""
        with self._lock:
            if shape not in self._statements:
                self._text += weight_of(shape, statement)
            self._statements[shape] = statement
            # One long statement may push out many short ones.
            while self._text > self._most_text:
                forgotten = self._statements.popitem(last=False)
                self._text -= weight_of(*forgotten)

    def clear(self) -> None:
        """Forget every shape."""
        with self._lock:
            self._statements.clear()
            self._text = 0


def weight_of(shape: Shape, statement: Statement) -> int:
    """Estimate what a shape holds in memory: the key has the request's strings, blanks and all."""
    return 2_000 + 2 * len(statement.sql) + len(repr(shape))


KNOWN_SHAPES = KnownShapes(most_text=8_000_000)
