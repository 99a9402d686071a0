"""The words of alternative texts: numbers, places, lists.

An alternative text is plain English sentences made from the same numbers as the drawing. It rounds as a reader of
the drawing would: to a hundredth of what the axis spans.

    >>> series(["a", "b", "c"]), rough(1.23456, 10.0)
    ('a, b and c', '1.23')
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from generator.figures.frame import Frame, Span
from generator.figures.labels import name as as_label
from generator.figures.ticks import said
from generator.maths.values import Anything, plain_value
from generator.maths.written import written

MANY = 40
"""A list in an alternative text has at most this many entries."""


def rough(value: float, span: float) -> str:
    """A number to a hundredth of `span` at least, without zeros at its end."""
    return said(value, 10.0 ** math.floor(math.log10(span / 100) + 1e-9))


def short(value: float) -> str:
    """A number to four significant digits."""
    return rough(value, 100 * 10.0 ** (math.floor(math.log10(abs(value))) - 3)) if value else "0"


def pair(x: float, y: float, frame: Frame) -> str:
    """A point: `(1, −2.5)`."""
    return f"({rough(x, frame.x[1] - frame.x[0])}, {rough(y, frame.y[1] - frame.y[0])})"


def series(items: Sequence[str], last: str = "and") -> str:
    """`a, b and c`. Beyond `MANY` only how many more there are."""
    if len(items) > MANY:
        return f"{', '.join(items[:MANY])} and {len(items) - MANY} more"
    return f"{', '.join(items[:-1])} {last} {items[-1]}" if len(items) > 1 else "".join(items)


def axis(name: str, span: Span) -> str:
    """`x from −3 to 3`."""
    size = span[1] - span[0]
    return f"{name} from {rough(span[0], size)} to {rough(span[1], size)}"


def called(value: Anything) -> str:
    """A name or value as words: `f`, `x^2 − 3·x`, `1/2`. Raises MathsError as `labels.name` does."""
    value = plain_value(value)
    as_label(value)
    if isinstance(value, str):
        return value
    return written(value).replace("**", "^").replace("*", "·").replace("-", "−")
