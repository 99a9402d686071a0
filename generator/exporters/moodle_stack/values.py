"""Answers as values of Maxima: what a variable of the question holds, and the ranges that a tolerance leaves.

    a number          2.5 with a tolerance or as a decimal, else 5/2 or sqrt(2)
    a vector, matrix  matrix([1],[2]), standing or lying as it is shown
    a set             {1,2}
    an interval       [closed, low, high, closed], the brackets as 1 (closed) or 0
    a text            "Gauss"

Must not know inputs or trees.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction

from generator.answers.entries import flat
from generator.answers.number import decimal_text, rational, takes
from generator.exporters.decimals import interval
from generator.exporters.formulas.plain import plain
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

_DECIMAL = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?", re.ASCII)

_FLOAT_DIGITS = 15
"""A decimal of so many digits is the same for Maxima, which reads it as a binary one, and for a person."""


def entry_text(entry: Entry) -> str:
    """A number or an expression. A decimal stays one, where binary floating point can hold it."""
    value = entry.value
    is_decimal = isinstance(value, FiniteDecimal) or (
        isinstance(entry, Number) and entry.tolerance.kind != "exact" and isinstance(value, Fraction)
    )
    return (decimal_text(value, _FLOAT_DIGITS) if is_decimal else None) or maxima(value)


def printed_text(entry: Entry) -> str:
    """An entry for a reader: one that need not be exact as the decimal that is printed for it.

    That is 1.458 for a sum of logarithms.
    """
    if not isinstance(entry, Number) or is_exact(entry):
        return entry_text(entry)
    text = plain(entry.shown).replace("−", "-").replace(",", ".")
    is_right = _DECIMAL.fullmatch(text) and takes(entry, Fraction(text))
    return text if is_right else entry_text(entry)


def is_exact(entry: Entry) -> bool:
    """Must it be met exactly? So must 0 with a tolerance that is a share of it."""
    if isinstance(entry, Expression) or not entry.tolerance.amount:
        return True
    # An irrational key is rounded anew each time, and so only where that matters.
    return entry.tolerance.kind != "absolute" and not entry.tolerance.margin(rational(entry.value))


def value_text(answer: OpenAnswer, lying: bool = False, write: Callable[[Entry], str] = entry_text) -> str:
    """The value of an answer in Maxima; a vector stands, unless it is `lying`. Numbers are as `write` writes them."""
    match answer:
        case Number() | Expression():
            return write(answer)
        case Vector(entries=entries):
            return _matrix([entries] if lying else [(entry,) for entry in entries], write)
        case Matrix(rows=rows):
            return _matrix(rows, write)
        case Set(elements=elements):
            return f"{{{','.join(map(write, elements))}}}"
        case Interval(closed=(left, right)):
            return f"[{int(left)},{','.join(end_texts(answer, write))},{int(right)}]"
        case TextAnswer(accepted=accepted):
            return maxima(accepted[0])


def _matrix(rows: Sequence[tuple[Entry, ...]], write: Callable[[Entry], str]) -> str:
    lines = [f"[{','.join(map(write, row))}]" for row in rows]
    return f"matrix({','.join(lines)})"


def end_texts(answer: Interval, write: Callable[[Entry], str]) -> tuple[str, str]:
    """The ends of an interval."""
    low = "-inf" if answer.low is None else write(answer.low)
    return low, "inf" if answer.high is None else write(answer.high)


def is_lying(answer: OpenAnswer) -> bool:
    """Is a vector shown as a row?"""
    return isinstance(answer.shown, Grid) and len(answer.shown.rows) == 1


def is_all_exact(answer: Vector | Matrix | Set) -> bool:
    """Must all entries be met exactly?"""
    return all(map(is_exact, flat(answer)))


def range_text(number: Number) -> str:
    """The lowest and the highest number that is right, `2.4,2.6`: both are, and so they are a hair wider than that."""
    low, high = interval(number)
    return f"{low},{high}"
