"""The values of the expression language.

======================  ===================================================================================
`int`, `Fraction`       whole and rational numbers; a Fraction is never whole (`normal` sees to it)
`FiniteDecimal`         a rational number that came from a decimal and prints as one: `0.05`
sympy expression        anything with a symbol, a root, π …; never a plain rational number
`bool`                  the result of a comparison; takes no part in arithmetic
`tuple`                 a list; of numbers it is a vector: `[1, 2] + [3, 4]`, `A * [1, 2]`
`Matrix`                rows of numbers
`str`                   a word, only to be compared or printed
`Shown`                 a value with its own way to print: `percent(1/4)`
`Worked`                the result of a method with its steps: `steps(…)`
======================  ===================================================================================

All are immutable. A mistake in the mathematics is a `MathsError`; the caller knows the place in the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeAlias

import sympy

from generator.model import Formula, Step

Anything: TypeAlias = Any
"""Any value of the language. (sympy ships no types, so a narrower union would be `Any` in disguise.)"""

MAX_BITS = 2_048
"""Bound on the size of whole numbers, numerators and denominators: about 600 digits."""


class MathsError(Exception):
    """An operation has no value: division by zero, wrong shape, wrong kind of argument, out of bounds."""


class FiniteDecimal(Fraction):
    """A rational number that prints as a decimal. Sums, differences and products of these stay decimals."""

    __slots__ = ()


class Matrix:
    """A matrix of scalars: rows of equal, positive length. Immutable and hashable."""

    __slots__ = ("rows",)
    rows: tuple[tuple[Anything, ...], ...]

    def __init__(self, rows: tuple[tuple[Anything, ...], ...]) -> None:
        object.__setattr__(self, "rows", rows)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a Matrix is immutable")

    def __reduce__(self) -> tuple[type[Matrix], tuple[tuple[tuple[Anything, ...], ...]]]:
        return (Matrix, (self.rows,))

    @property
    def shape(self) -> tuple[int, int]:
        """(number of rows, number of columns)."""
        return len(self.rows), len(self.rows[0])

    def columns(self) -> tuple[tuple[Anything, ...], ...]:
        """The columns, from the left."""
        return tuple(zip(*self.rows, strict=True))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Matrix) and self.rows == other.rows

    def __hash__(self) -> int:
        return hash(self.rows)

    def __repr__(self) -> str:
        return f"Matrix({self.rows!r})"


@dataclass(frozen=True, slots=True)
class Shown:
    """A value that is printed its own way: `text` in running text, `formula` in mathematics."""

    value: Anything
    formula: Formula
    text: str


@dataclass(frozen=True, slots=True)
class Worked:
    """What a method returns: the value it found and the steps that lead to it."""

    value: Anything
    steps: tuple[Step, ...]


def normal(value: Anything) -> Anything:
    """A number or sympy expression in its canonical type: whole numbers as int, rationals as Fraction.

    Raises MathsError for infinities, `nan` and numbers beyond `MAX_BITS`.
    """
    kind = type(value)
    if kind is int:
        if value.bit_length() > MAX_BITS:
            raise MathsError("the number grows too large")
        return value
    if kind is Fraction:
        if value.denominator == 1:
            return normal(value.numerator)
        if value.denominator.bit_length() > MAX_BITS or value.numerator.bit_length() > MAX_BITS:
            raise MathsError("the fraction grows too large")
        return value
    if kind is FiniteDecimal or kind is bool:
        return value
    if value.is_Rational:
        return normal(int(value.p) if value.q == 1 else Fraction(int(value.p), int(value.q)))
    if value.is_Float:
        raise MathsError("a rounded number has no place in exact mathematics")
    # Operands are finite, so what is not shows at the top of the tree, or one level below it.
    if value in _ENDLESS or not _ENDLESS.isdisjoint(value.args):
        raise MathsError("the result is not a finite number")
    return value


_ENDLESS = frozenset({sympy.nan, sympy.zoo, sympy.oo, -sympy.oo})
_NUMBERS = frozenset({int, Fraction, FiniteDecimal})


def is_number(value: Anything) -> bool:
    """Is this a rational number (int, Fraction, FiniteDecimal)?"""
    return type(value) in _NUMBERS


def is_scalar(value: Anything) -> bool:
    """Is this a number or a sympy expression?"""
    return type(value) in _NUMBERS or isinstance(value, sympy.Expr)


def to_sympy(value: Anything) -> Any:
    """A scalar as a sympy expression."""
    if isinstance(value, int):
        return sympy.Integer(value)
    if isinstance(value, Fraction):
        return sympy.Rational(value.numerator, value.denominator)
    return value


def plain_value(value: Anything) -> Anything:
    """The value behind a `Shown` or `Worked`; anything else as it is."""
    while isinstance(value, (Shown, Worked)):
        value = value.value
    return value


@lru_cache(maxsize=4096)
def symbols_of(expression: Any) -> tuple[Any, ...]:
    """The symbols of a sympy expression, by name."""
    return tuple(sorted(expression.free_symbols, key=lambda symbol: str(symbol.name)))


def describe(value: Anything) -> str:
    """What kind of value this is, in words for an error message: `a 2×3 matrix`, `the number 3`."""
    if isinstance(value, bool):
        return "true or false"
    if is_number(value):
        return f"the number {value}" if len(str(value)) < 20 else "a number"
    if isinstance(value, sympy.Symbol):
        return f"the symbol {value}"
    if isinstance(value, sympy.Expr):
        return "an expression"
    if isinstance(value, Matrix):
        return "a {}×{} matrix".format(*value.shape)
    if isinstance(value, tuple):
        return f"a list of {len(value)}"
    if isinstance(value, str):
        return f"the word {value!r}"
    return "a formatted value" if isinstance(value, Shown) else "a worked solution"
