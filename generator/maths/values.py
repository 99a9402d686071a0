"""The values of the expression language.

======================  ===================================================================================
`int`, `Fraction`       whole and rational numbers; a Fraction is never whole (`normal` sees to it)
`FiniteDecimal`         a rational number that came from a decimal and prints as one: `0.05`
sympy expression        anything with a symbol, a root, π …; built of `HEADS`; never a plain rational number
`bool`                  the result of a comparison; takes no part in arithmetic
`tuple`                 a list; of numbers it is a vector: `[1, 2] + [3, 4]`, `A * [1, 2]`
`Matrix`                rows of numbers
`str`                   a word, only to be compared or printed
`Interval`              an interval of real numbers: `interval(0, 1, '[)')`
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

from generator.maths.intervals import Interval
from generator.model import Figure, Formula, Step, Table

Anything: TypeAlias = Any
"""Any value of the language. (sympy ships no types, so a narrower union would be `Any` in disguise.)"""

MAX_BITS = 2_048
"""Bound on the size of whole numbers, numerators and denominators: about 600 digits."""


MAX_NODES = 2_000
MAX_LEVELS = 100
"""Bounds on the tree of an expression: how many nodes, and how deep."""

MAX_SYMBOLIC_EXPONENT = 1_000
"""Bound on whole exponents of anything that is no number."""

HEADS: frozenset[Any] = frozenset({
    sympy.Add, sympy.Mul, sympy.Pow, sympy.exp, sympy.log, sympy.sin, sympy.cos, sympy.tan, sympy.sinh,
    sympy.cosh, sympy.tanh, sympy.asin, sympy.acos, sympy.atan, sympy.Abs, sympy.erf,
})  # fmt: skip
"""What an expression is built of, beside symbols, rational numbers, π and e. Whatever is done with
expressions (printing, writing, evaluating) is done for all of these; nothing else gets in."""


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

    Raises MathsError for infinities, complex numbers, functions that the language does not have, and what is
    larger than the bounds above.
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
    if kind is FiniteDecimal:
        if value.denominator.bit_length() > MAX_BITS or value.numerator.bit_length() > MAX_BITS:
            raise MathsError("the number grows too large")
        return value
    if kind is bool:
        return value
    if value.is_Rational:
        return normal(int(value.p) if value.q == 1 else Fraction(int(value.p), int(value.q)))
    if value.is_Float:
        raise MathsError("a rounded number has no place in exact mathematics")
    nodes, levels = _extent(value)
    if nodes > MAX_NODES or levels > MAX_LEVELS:
        raise MathsError("the expression grows too large")
    return value


@lru_cache(maxsize=1024)
def _extent(node: Any) -> tuple[int, int]:
    """Nodes and levels of a tree that holds nothing but `HEADS`; its branches are known from earlier calls."""
    if not node.args:
        if node.is_Symbol or node is sympy.pi or node is sympy.E:
            return 1, 1
        if node.is_Rational:
            normal(node)
            return 1, 1
        if node is sympy.I:
            raise MathsError("the result is not a real number")
        raise MathsError("the result is not a finite number")
    if node.func not in HEADS:
        raise MathsError(f"the result holds the function `{node.func}`, which the language does not have")
    nodes, levels = 1, 0
    for arg in node.args:
        more, deeper = _extent(arg)
        nodes += more
        levels = max(levels, deeper)
    if node.is_Pow and node.args[1].is_Integer and abs(node.args[1].p) > MAX_SYMBOLIC_EXPONENT:
        raise MathsError("the exponent is too large")
    return nodes, levels + 1


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


@lru_cache(maxsize=1024)
def symbols_of(expression: Any) -> tuple[Any, ...]:
    """The symbols of a sympy expression, by name."""
    if not expression.args:
        return (expression,) if expression.is_Symbol else ()
    found = {
        symbol for arg in expression.args for symbol in symbols_of(arg)
    }  # branches are known from before
    return tuple(sorted(found, key=lambda symbol: str(symbol.name)))


def describe(value: Anything) -> str:
    """What kind of value this is, in words for an error message: `a 2×3 matrix`, `the number 3`."""
    if isinstance(value, bool):
        return "true or false"
    if is_number(value):
        return f"the number {value}" if len(str(value)) < 20 else "a number"
    if isinstance(value, sympy.Symbol):
        return f"the symbol `{value}`"
    if isinstance(value, sympy.Expr):
        return "an expression"
    if isinstance(value, Matrix):
        return "a {}×{} matrix".format(*value.shape)
    if isinstance(value, tuple):
        return f"a list of {len(value)}"
    if isinstance(value, str):
        return f"the word `{value}`"
    if isinstance(value, Interval):
        return "an interval"
    if isinstance(value, Figure | Table):
        return "a figure" if isinstance(value, Figure) else "a table"
    return "a formatted value" if isinstance(value, Shown) else "a worked solution"
