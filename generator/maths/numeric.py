"""Expressions at points: the second road to every symbolic result.

A symbolic answer is proved by evaluating both sides at points that nobody chose with the problem in mind, to
60 digits. The evaluator walks the sympy tree itself (no generated code) over a private mpmath
context, so nothing global is touched and the precision is always the same.

    >>> x = sympy.Symbol("x")
    >>> equal((x + 1) ** 2, x**2 + 2 * x + 1)
    True
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable, Iterable, Mapping
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from hashlib import blake2b
from operator import truediv
from typing import Any

import mpmath
import sympy

from generator.maths.values import (
    Anything,
    MathsError,
    Matrix,
    is_number,
    is_scalar,
    plain_value,
    symbols_of,
    to_sympy,
)

DIGITS = 60
AGREE = 40
"""Digits to which two values must agree to count as equal, out of `DIGITS` computed."""

AGREE_ROUGHLY = 25
"""Digits to which a difference quotient must agree with a derivative."""

LARGEST_ARGUMENT = 1_000_000
"""Bound on the arguments of exp and its like, and on exponents: beyond it the digits would cost too much."""

_mp = mpmath.MPContext()
_mp.dps = DIGITS
_finer_mp = mpmath.MPContext()
_finer_mp.dps = 2 * DIGITS

POINTS = 4
NEEDED = 2
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


def _point(symbols: Iterable[Any], k: int) -> dict[Any, str]:
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


class _Evaluator:
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


def _precise_evaluator(context: Any, *, real: bool = False) -> _Evaluator:
    functions = {**_functions_of(context), sympy.erf: context.erf}
    constants = {sympy.pi: +context.pi, sympy.E: +context.e}

    @lru_cache(maxsize=1024)  # coefficients come again and again
    def number(p: int, q: int) -> Any:
        return context.mpf(p) / q if q != 1 else context.mpf(p)

    return _Evaluator(number, functions, constants, real=real)


_precise = _precise_evaluator(_mp)
_precise_real = _precise_evaluator(_mp, real=True)
_finer = _precise_evaluator(_finer_mp)
_quick = _Evaluator(
    truediv,
    {**_functions_of(cmath), sympy.erf: lambda z: math.erf(z.real)},
    {sympy.pi: math.pi, sympy.E: math.e},
    wary=True,
)


@lru_cache(maxsize=1024)
def _parsed(context: Any, text: str) -> Any:
    """A decimal text as a number of a context."""
    return context.mpf(text)


def at_point(expression: Any, point: Mapping[Any, str]) -> Any | None:
    """The expression to 60 digits with decimal texts for its symbols; None where it has no finite value."""
    return _value(_precise, _mp, expression, point)


def _value(evaluator: _Evaluator, context: Any, expression: Any, point: Mapping[Any, str]) -> Any | None:
    try:
        value = evaluator(expression, {symbol: _parsed(context, text) for symbol, text in point.items()})
    except (ZeroDivisionError, ValueError, OverflowError):
        return None
    return value if context.isfinite(value) else None


@lru_cache(maxsize=1024)
def _rough(expression: Any, k: int) -> complex | None:
    """The expression at test point k in ordinary floating point; None also where that is not to be trusted."""
    point = {symbol: float(coordinate(symbol.name, k)) for symbol in symbols_of(expression)}
    try:
        value = complex(_quick(expression, point))
    except (ZeroDivisionError, ValueError, OverflowError):
        return None
    return value if cmath.isfinite(value) else None


@lru_cache(maxsize=1024)
def _fine(expression: Any, k: int) -> Any | None:
    """The expression at test point k, to 60 digits."""
    symbols = symbols_of(expression)
    evaluator = _precise_real if k == NEGATIVE and symbols else _precise
    return _value(evaluator, _mp, expression, _point(symbols, k))


def close(a: Any, b: Any) -> bool:
    """Do two 60-digit values agree to 25 digits, relative to the larger one (or to 1)?"""
    return bool(abs(a - b) <= _mp.mpf(10) ** -AGREE_ROUGHLY * max(abs(a), abs(b), 1))


def equal(a: Anything, b: Anything) -> bool:
    """Are two values equal? Exact for rational numbers, entry by entry for lists and matrices.

    Expressions are equal if they agree to 40 digits at several points; a difference that shows in ordinary
    floating point settles it at once. Raises MathsError if no point gives both a value.
    """
    a, b = plain_value(a), plain_value(b)
    if is_number(a) and is_number(b):
        return bool(a == b)
    if is_scalar(a) and is_scalar(b):
        return _equal_expressions(to_sympy(a), to_sympy(b))
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(equal(p, q) for p, q in zip(a, b, strict=True))
    if isinstance(a, Matrix) and isinstance(b, Matrix):
        return a.shape == b.shape and equal(a.rows, b.rows)
    return type(a) is type(b) and bool(a == b)


def _equal_expressions(a: Any, b: Any) -> bool:
    if a == b:
        return True
    constant = not symbols_of(a) and not symbols_of(b)
    seen = 0
    for k in range(POINTS):
        rough_a, rough_b = (_rough(a, k), _rough(b, k)) if k != NEGATIVE else (None, None)
        if rough_a is not None and rough_b is not None and _apart(rough_a, rough_b):
            return False
        fine_a, fine_b = _fine(a, k), _fine(b, k)
        if fine_a is None or fine_b is None:
            continue
        if not _agree(a, b, k, abs(fine_a - fine_b), max(abs(fine_a), abs(fine_b))):
            return False
        seen += 1
        if seen >= NEEDED or constant:
            return True
    raise MathsError("cannot decide whether two expressions are equal: they have no value at any test point")


def _apart(a: complex, b: complex) -> bool:
    """Do two rough values differ by more than rounding can explain?"""
    return abs(a - b) > 1e-6 * max(abs(a), abs(b), 1e-3)


def _agree(a: Any, b: Any, k: int, gap: Any, largest: Any) -> bool:
    """Is the gap between two values rounding alone? If it is not small beside them, more digits tell:

    rounding shrinks with every digit, a true difference stays. So 0 and exp(-100) differ, but 0 and
    √2 + √3 − √(5 + 2√6) do not.
    """
    if gap <= _mp.mpf(10) ** -AGREE * largest:
        return True
    finer_a, finer_b = (_value(_finer, _finer_mp, e, _point(symbols_of(e), k)) for e in (a, b))
    if finer_a is None or finer_b is None:
        return False
    return bool(abs(finer_a - finer_b) <= _finer_mp.mpf(gap) * _finer_mp.mpf(10) ** -AGREE_ROUGHLY)


def is_derivative(value: Anything, f: Anything, symbol: Any) -> bool:
    """Is `value` the derivative of `f` with respect to `symbol`, by difference quotients?

    The central difference with step 1e-20, in 60 digits, is within about 1e-40 of the derivative; it must
    agree with `value` to 25 digits at every test point where both exist, and at two at least. No rule of
    differentiation takes part.
    """
    f, value = to_sympy(f), to_sympy(value)
    if _is_algebra(f) and _is_algebra(value):
        return _is_derivative_in_decimals(value, f, symbol)
    seen = 0
    for k in range(POINTS):
        quotient = _difference_quotient(f, symbol, _point({*symbols_of(f), symbol}, k), real=k == NEGATIVE)
        claimed = _fine(value, k)
        if quotient is None or claimed is None:
            continue
        if not close(quotient, claimed):
            return False
        seen += 1
        if seen >= NEEDED:
            return True
    raise MathsError("cannot check the derivative: the expressions have no value at any test point")


_STEP = _mp.mpf(10) ** -20


# Sums, products and whole powers of rational numbers need no more than Python's own decimals, which compute
# with as many digits in a tenth of the time.

_DECIMAL = Context(prec=DIGITS, Emax=10**6, Emin=-(10**6))
_DECIMAL_STEP = Decimal(1).scaleb(-20)
_ALGEBRA = frozenset({sympy.Add, sympy.Mul, sympy.Pow})


@lru_cache(maxsize=1024)
def _decimal(p: int, q: int) -> Decimal:
    return _DECIMAL.divide(Decimal(p), Decimal(q))


_in_decimals = _Evaluator(_decimal, {}, {})


@lru_cache(maxsize=1024)
def _is_algebra(node: Any) -> bool:
    """Is the expression made of rational numbers and symbols by sums, products and whole powers alone?"""
    if node.is_Symbol or node.is_Rational:
        return True
    if node.func not in _ALGEBRA or (node.func is sympy.Pow and not node.exp.is_Integer):
        return False
    return all(map(_is_algebra, node.args))


def _is_derivative_in_decimals(value: Any, f: Any, symbol: Any) -> bool:
    """`is_derivative`, for algebra. Same points, same step, same digits."""
    symbols = {*symbols_of(f), *symbols_of(value), symbol}
    seen = 0
    with localcontext(_DECIMAL):
        for k in range(POINTS):
            point = {s: Decimal(coordinate(s.name, k)) for s in symbols}
            centre = point[symbol]
            try:
                claimed = _in_decimals(value, point)
                ahead = _in_decimals(f, {**point, symbol: centre + _DECIMAL_STEP})
                behind = _in_decimals(f, {**point, symbol: centre - _DECIMAL_STEP})
                quotient = (ahead - behind) / (2 * _DECIMAL_STEP)
            except ArithmeticError:
                continue  # a pole, or a number beyond the bounds: this point says nothing
            if abs(quotient - claimed) > max(abs(quotient), abs(claimed), Decimal(1)).scaleb(-AGREE_ROUGHLY):
                return False
            seen += 1
            if seen >= NEEDED:
                return True
    raise MathsError("cannot check the derivative: the expressions have no value at any test point")


def _difference_quotient(f: Any, symbol: Any, point: Mapping[Any, str], *, real: bool) -> Any | None:
    evaluate = _precise_real if real else _precise
    centre = {s: _parsed(_mp, text) for s, text in point.items()}
    try:
        ahead = evaluate(f, {**centre, symbol: centre[symbol] + _STEP})
        behind = evaluate(f, {**centre, symbol: centre[symbol] - _STEP})
    except (ZeroDivisionError, ValueError, OverflowError):
        return None
    quotient = (ahead - behind) / (2 * _STEP)
    return quotient if _mp.isfinite(quotient) else None


def real_value(value: Anything) -> Any:
    """A real constant to 60 digits. Raises MathsError if it holds symbols, is too large or is not real."""
    value = to_sympy(value)
    found = None if symbols_of(value) else _fine(value, 0)
    if found is None or found.imag:
        raise MathsError(
            f"{value} has no value as a real number" if len(str(value)) < 60 else "no real number"
        )
    return found.real


def approximate(value: Anything, digits: int = 15) -> Fraction:
    """A real constant as a Fraction: exact if rational, else rounded to `digits` ≤ 50 significant digits.

    Raises MathsError if it is not real.
    """
    value = plain_value(value)
    if is_number(value):
        return Fraction(value)
    return Fraction(str(_mp.nstr(real_value(value), digits)))
