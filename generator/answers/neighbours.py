"""Wrong answers next to a right one, to try certificates on: what holds for these proves nothing.

They are values of the language, made from the right one by a small change that keeps its kind and its size. Nothing
here says that they are wrong: where a tolerance or a factor is allowed they may be right, and `same` of their kind
tells. Texts have no neighbours.

    >>> list(neighbours(5)), list(neighbours((1, 2)))
    ([6, 4, Fraction(5, 2)], [(2, 2), (1, 1), (1,)])
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.maths.arithmetic import add, divide, subtract
from generator.maths.intervals import Interval
from generator.maths.values import Anything, Matrix, is_scalar, plain_value


def neighbours(value: Anything) -> Iterator[Anything]:
    """The neighbours of a number, an expression, a list, a matrix or an interval; of anything else none.

    One more, one less and half of a scalar; a list or matrix whose first entry is one more, or its last one less; a
    list without its last entry; an interval one of whose ends is further out. Raises MathsError if a value grows too
    large.
    """
    plain = plain_value(value)
    if is_scalar(plain):
        yield from (add(plain, 1), subtract(plain, 1), divide(plain, 2))
    elif isinstance(plain, Matrix):
        yield from (Matrix(rows) for rows in _changed_rows(plain.rows))
    elif isinstance(plain, tuple) and plain and all(map(is_scalar, map(plain_value, plain))):
        yield from _changed(plain)
        if len(plain) > 1:
            yield plain[:-1]
    elif isinstance(plain, Interval):
        if plain.low is not None:
            yield replace(plain, low=subtract(plain.low, 1))
        if plain.high is not None:
            yield replace(plain, high=add(plain.high, 1))


def _changed(entries: tuple[Anything, ...]) -> Iterator[tuple[Anything, ...]]:
    yield (add(plain_value(entries[0]), 1), *entries[1:])
    yield (*entries[:-1], subtract(plain_value(entries[-1]), 1))


def _changed_rows(rows: tuple[tuple[Anything, ...], ...]) -> Iterator[tuple[tuple[Anything, ...], ...]]:
    more, _ = _changed(rows[0])
    yield (more, *rows[1:])
    _, less = _changed(rows[-1])
    yield (*rows[:-1], less)
