"""What a caller of `compile` chooses besides the request: the output, and how parameters look."""

from typing import Literal, get_args

# Texts as the API shows them, or plain numbers.
Output = Literal["response", "values"]
OUTPUTS: tuple[Output, ...] = get_args(Output)

# How a driver wants parameters: %(a)s, :a, {a:Type}, ?, $1, or the values in the text itself.
Style = Literal["pyformat", "named", "typed", "qmark", "numeric", "literal"]
STYLES: tuple[Style, ...] = get_args(Style)
