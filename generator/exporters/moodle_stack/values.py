"""Answers as values of Maxima: what a variable of the question holds, and the ranges that a tolerance leaves.

    a number          2.5 with a tolerance or as a decimal, else 5/2 or sqrt(2)
    a vector, matrix  matrix([1],[2]), standing or lying as it is shown
    a set             {1,2}
    an interval       [closed, low, high, closed], the brackets as 1 (closed) or 0
    a text            "Gauss"

Must not know inputs or trees.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from generator.answers.entries import flat
from generator.answers.number import decimal_text, rational
from generator.exporters.decimals import interval
from generator.exporters.moodle_stack.maxima import maxima
from generator.maths.values import FiniteDecimal
from generator.model import (
    Entry,
    Expression,
    Grid,
    Interval,
    Matrix,
    Number,
    OpenAnswer,
    Set,
    TextAnswer,
    Vector,
)

_FLOAT_DIGITS = 15
"""A decimal of so many digits is the same for Maxima, which reads it as a binary one, and for a person."""


def value_text(answer: OpenAnswer, lying: bool = False) -> str:
    """The value of an answer in Maxima; a vector stands, unless it is `lying`."""
    match answer:
        case Number() | Expression():
            return entry_text(answer)
        case Vector(entries=entries):
            return _matrix([entries] if lying else [(entry,) for entry in entries])
        case Matrix(rows=rows):
            return _matrix(rows)
        case Set(elements=elements):
            return f"{{{_listed(elements)}}}"
        case Interval(low=low, high=high, closed=(left, right)):
            ends = ("-inf" if low is None else entry_text(low), "inf" if high is None else entry_text(high))
            return f"[{int(left)},{ends[0]},{ends[1]},{int(right)}]"
        case TextAnswer(accepted=accepted):
            return maxima(accepted[0])


def _matrix(rows: Sequence[tuple[Entry, ...]]) -> str:
    return f"matrix({','.join([f'[{_listed(row)}]' for row in rows])})"


def _listed(entries: tuple[Entry, ...]) -> str:
    return ",".join(map(entry_text, entries))


def is_lying(answer: OpenAnswer) -> bool:
    """Is a vector shown as a row?"""
    return isinstance(answer.shown, Grid) and len(answer.shown.rows) == 1


def entry_text(entry: Entry) -> str:
    """A number or an expression. A decimal stays one, where binary floating point can hold it."""
    value = entry.value
    is_decimal = isinstance(value, FiniteDecimal) or (
        isinstance(entry, Number) and entry.tolerance.kind != "exact" and isinstance(value, Fraction)
    )
    return (decimal_text(value, _FLOAT_DIGITS) if is_decimal else None) or maxima(value)


def is_exact(entry: Entry) -> bool:
    """Must it be met exactly?"""
    return isinstance(entry, Expression) or not entry.tolerance.margin(rational(entry.value))


def is_all_exact(answer: Vector | Matrix | Set) -> bool:
    """Must all entries be met exactly?"""
    return all(map(is_exact, flat(answer)))


def range_text(number: Number) -> str:
    """The lowest and the highest number that is right, `2.4,2.6`: both are, and so they are a hair wider than that."""
    low, high = interval(number)
    return f"{low},{high}"
