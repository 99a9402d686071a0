"""Expressions at points, in several kinds of numbers: floating point, 60 and 120 digits, decimals.

The evaluator walks the sympy tree itself (no generated code) over private contexts, so nothing global is
touched and the precision is always the same. Where an expression has no finite value, the answer is None.

    >>> x = sympy.Symbol("x")
    >>> at_point(x**2, {x: "1.5"})
    mpf('2.25')
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Iterable, Mapping
from decimal import Context, Decimal
from functools import lru_cache
from hashlib import blake2b
from operator import truediv
from typing import Any

import mpmath
import sympy

from generator.maths.values import MathsError, symbols_of

DIGITS = 60
LARGEST_ARGUMENT = 1_000_000
"""Bound on the arguments of exp and its like, and on exponents: beyond it the digits would cost too much."""

MP = mpmath.MPContext()
MP.dps = DIGITS
FINER_MP = mpmath.MPContext()
FINER_MP.dps = 2 * DIGITS

POINTS = 4
NEGATIVE = 1
"""The number of the test point whose coordinates are negative; it counts only where all values are real."""


@lru_cache(maxsize=1024)
def coordinate(name: str, k: int) -> str:
    """The value of a symbol at test point number k, as decimal text: 0.3 to 2.1 in size, with eleven digits.

    It depends on the name alone, so that an expression has the same point whatever it is compared with. No
    special value of log, tan or roots is that long, and two formulas do not meet there by accident. Point
    `NEGATIVE` tells |x| from x.
    """
    digest = int.from_bytes(blake2b(f"{name}|{k}".encode(), digest_size=8).digest(), "big")
    digits = f"{30_000_000_001 + digest % 180_000_000_000:012d}"
    return f"{'-' if k == NEGATIVE else ''}{digits[:-11]}.{digits[-11:]}"


def point_of(symbols: Iterable[Any], k: int) -> dict[Any, str]:
    """Test point number k for these symbols."""
    return {symbol: coordinate(symbol.name, k) for symbol in symbols}


def _functions_of(library: Any) -> dict[Any, Callable[[Any], Any]]:
    """The named functions, from an mpmath context or `cmath`."""
    return {
        sympy.exp: library.exp, sympy.log: library.log, sympy.sin: library.sin, sympy.cos: library.cos,
        sympy.tan: library.tan, sympy.sinh: library.sinh, sympy.cosh: library.cosh, sympy.tanh: library.tanh,
        sympy.asin: library.asin, sympy.acos: library.acos, sympy.atan: library.atan, sympy.Abs: abs,
    }  # fmt: skip


_ANY_SIZE = frozenset({sympy.log, sympy.Abs, sympy.atan})
"""Functions whose cost does not grow with their argument."""


class Evaluator:
    """Walks a sympy tree over one kind of number.

    `real`: a value that is not real, in between or at the end, is a ValueError. `wary`: so is a sum whose
    terms nearly cancel, since ordinary floating point leaves too few digits of it.
    """

    def __init__(
        self,
        number: Callable[[Any, Any], Any],
        functions: dict[Any, Any],
        constants: dict[Any, Any],
        *,
        real: bool = False,
        wary: bool = False,
    ) -> None:
        self.number = number
        self.functions = functions
        self.constants = constants
        self.real = real
        self.wary = wary

    def __call__(self, node: Any, point: Mapping[Any, Any]) -> Any:
        """The value of a node. Raises an ArithmeticError or ValueError where there is none."""
        head = node.func
        if node.is_Symbol:
            return point[node]
        if head is sympy.Add:
            return self._sum(node.args, point)
        if head is sympy.Mul:
            product = self(node.args[0], point)
            for arg in node.args[1:]:
                product = product * self(arg, point)
            return product
        if head is sympy.Pow:
            base, exponent = node.args
            return self._power(base, exponent, point)
        if node.is_Rational:
            return self.number(int(node.p), int(node.q))
        if node in self.constants:
            return self.constants[node]
        function = self.functions.get(head)
        if function is None:
            raise MathsError(f"the function `{head}` cannot be evaluated at a point")
        argument = self(node.args[0], point)
        if head not in _ANY_SIZE and abs(argument) > LARGEST_ARGUMENT:
            raise OverflowError
        value = function(argument)
        if self.real and value.imag:
            raise ValueError
        return value

    def _sum(self, args: tuple[Any, ...], point: Mapping[Any, Any]) -> Any:
        total = self(args[0], point)
        largest = abs(total) if self.wary else 0
        for arg in args[1:]:
            term = self(arg, point)
            total = total + term
            if self.wary:
                largest = max(largest, abs(term))
        if self.wary and abs(total) * 1000 < largest:
            raise ValueError
        return total

    def _power(self, base: Any, exponent: Any, point: Mapping[Any, Any]) -> Any:
        value = self(base, point)
        if exponent.is_Integer:
            return value ** int(exponent)
        power = self(exponent, point)
        if abs(power) > LARGEST_ARGUMENT:
            raise OverflowError
        if self.real and value < 0:
            raise ValueError
        return value**power


def _precise_evaluator(context: Any, *, real: bool = False) -> Evaluator:
    functions = {**_functions_of(context), sympy.erf: context.erf}
    constants = {sympy.pi: +context.pi, sympy.E: +context.e}

    @lru_cache(maxsize=1024)  # coefficients come again and again
    def number(p: int, q: int) -> Any:
        return context.mpf(p) / q if q != 1 else context.mpf(p)

    return Evaluator(number, functions, constants, real=real)


precise = _precise_evaluator(MP)
precise_real = _precise_evaluator(MP, real=True)
finer = _precise_evaluator(FINER_MP)
_quick = Evaluator(
    truediv,
    {**_functions_of(cmath), sympy.erf: lambda z: math.erf(z.real)},
    {sympy.pi: math.pi, sympy.E: math.e},
    wary=True,
)


@lru_cache(maxsize=1024)
def parsed(context: Any, text: str) -> Any:
    """A decimal text as a number of a context."""
    return context.mpf(text)


def at_point(expression: Any, point: Mapping[Any, str]) -> Any | None:
    """The expression to 60 digits with decimal texts for its symbols; None where it has no finite value."""
    return value_at(precise, MP, expression, point)


def value_at(evaluator: Evaluator, context: Any, expression: Any, point: Mapping[Any, str]) -> Any | None:
    """The value of an expression in a context of mpmath; None where it has no finite one."""
    try:
        value = evaluator(expression, {symbol: parsed(context, text) for symbol, text in point.items()})
    except (ZeroDivisionError, ValueError, OverflowError):
        return None
    return value if context.isfinite(value) else None


@lru_cache(maxsize=1024)
def rough(expression: Any, k: int) -> complex | None:
    """The expression at test point k in ordinary floating point; None also where that is not to be trusted."""
    point = {symbol: float(coordinate(symbol.name, k)) for symbol in symbols_of(expression)}
    try:
        value = complex(_quick(expression, point))
    except (ZeroDivisionError, ValueError, OverflowError):
        return None
    return value if cmath.isfinite(value) else None


@lru_cache(maxsize=1024)
def fine(expression: Any, k: int) -> Any | None:
    """The expression at test point k, to 60 digits."""
    symbols = symbols_of(expression)
    evaluator = precise_real if k == NEGATIVE and symbols else precise
    return value_at(evaluator, MP, expression, point_of(symbols, k))


# Sums, products and whole powers of rational numbers need no more than Python's own decimals, which compute
# with as many digits in a tenth of the time.

DECIMALS = Context(prec=DIGITS, Emax=10**6, Emin=-(10**6))
_ALGEBRA = frozenset({sympy.Add, sympy.Mul, sympy.Pow})


@lru_cache(maxsize=1024)
def _decimal(p: int, q: int) -> Decimal:
    return DECIMALS.divide(Decimal(p), Decimal(q))


in_decimals = Evaluator(_decimal, {}, {})


@lru_cache(maxsize=1024)
def is_algebra(node: Any) -> bool:
    """Is the expression made of rational numbers and symbols by sums, products and whole powers alone?"""
    if node.is_Symbol or node.is_Rational:
        return True
    if node.func not in _ALGEBRA or (node.func is sympy.Pow and not node.exp.is_Integer):
        return False
    return all(map(is_algebra, node.args))
