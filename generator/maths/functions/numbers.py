"""Numbers and lists."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cmp_to_key
from typing import Any

import sympy

from generator.maths.arithmetic import compare, negate, power, product, total
from generator.maths.function import Function, table
from generator.maths.matrices import MAX_RADICAND
from generator.maths.numeric import approximate, equal, real_value
from generator.maths.values import (
    Anything,
    FiniteDecimal,
    MathsError,
    Matrix,
    describe,
    is_number,
    normal,
    symbols_of,
    to_sympy,
)

MAX_RANGE = 1_000
MAX_FACTORIAL = 170
MAX_DEGREE = 100
"""Largest degree of a root."""

MAX_DISTINCT = 100
"""Longest list of irrational numbers or expressions that is searched for equal ones."""


def magnitude(a: Anything) -> Anything:
    """|a|, exactly. The sign of a constant is that of its value, to 60 digits."""
    if type(a) is int:
        return abs(a)
    if type(a) is FiniteDecimal:
        return FiniteDecimal(abs(a))
    if is_number(a):
        return normal(abs(a))
    if not symbols_of(a):
        return negate(a) if real_value(a) < 0 else a
    # sympy looks for real and imaginary parts of powers, which may take for ever where exponents hold symbols
    tower = any(not power.exp.is_number for power in a.atoms(sympy.Pow))
    return normal(sympy.Abs(a, evaluate=False) if tower else sympy.Abs(a))


def _sign(a: Anything) -> int:
    return 0 if equal(a, 0) else 1 if compare(">", a, 0) else -1


def square_root(a: Anything) -> Anything:
    """√a, exactly. Raises MathsError for a negative number, or one too large to be taken apart."""
    if is_number(a):
        if a < 0:
            raise MathsError(f"the square root of the negative number {a}")
        fraction = Fraction(a)
        top, bottom = math.isqrt(fraction.numerator), math.isqrt(fraction.denominator)
        if top * top == fraction.numerator and bottom * bottom == fraction.denominator:
            return normal(Fraction(top, bottom))
        if fraction.numerator > MAX_RADICAND or fraction.denominator > MAX_RADICAND:
            raise MathsError("the number under the root is too large")
    return normal(sympy.sqrt(to_sympy(a)))


def nth_root(a: Anything, n: int) -> Anything:
    """The real n-th root, exactly. Raises MathsError for an even root of a negative number."""
    if not 1 <= n <= MAX_DEGREE:
        raise MathsError(f"the degree of a root is between 1 and {MAX_DEGREE}")
    if n == 2:
        return square_root(a)
    negative = (a < 0) if is_number(a) else not symbols_of(a) and real_value(a) < 0
    if negative and n % 2 == 0:
        raise MathsError(f"an even root of a negative number: {describe(a)}")
    if is_number(a) and max(abs(Fraction(a).numerator), Fraction(a).denominator) > MAX_RADICAND:
        raise MathsError("the number under the root is too large")
    root = power(negate(a) if negative else a, Fraction(1, n))
    return negate(root) if negative else root


def _clamped(a: Anything, low: Anything, high: Anything) -> Anything:
    if compare(">", low, high):
        raise MathsError("the lower bound is above the upper one")
    return _extreme("<", (_extreme(">", (a, low)), high))


def _floor(a: Fraction) -> int:
    return math.floor(a)


def _ceiling(a: Fraction) -> int:
    return math.ceil(a)


def _round(a: Any, places: int = 0) -> Anything:
    """Half to even, as Python's and R's own rounding, on the exact value; a whole number for no places."""
    if not 0 <= places <= 30:
        raise MathsError("`places` must be between 0 and 30")
    exact = Fraction(a) if is_number(a) else approximate(a, 40)
    return FiniteDecimal(round(exact, places)) if places else round(exact)


def _mod(a: int, b: int) -> int:
    if b == 0:
        raise MathsError("division by zero")
    return a % b


def _factorial(n: int) -> int:
    if not 0 <= n <= MAX_FACTORIAL:
        raise MathsError(f"`factorial` takes 0 to {MAX_FACTORIAL}")
    return math.factorial(n)


def _permutations(n: int, k: int) -> int:
    if not 0 <= n <= MAX_FACTORIAL or k < 0:
        raise MathsError(f"`permutations` takes 0 to {MAX_FACTORIAL} and a number that is not negative")
    return math.perm(n, k)


def _multinomial(sizes: tuple[Anything, ...]) -> int:
    if not all(type(size) is int and 0 <= size <= MAX_FACTORIAL for size in sizes):
        raise MathsError(f"the sizes of groups are whole numbers from 0 to {MAX_FACTORIAL}")
    if sum(sizes) > MAX_FACTORIAL:
        raise MathsError(f"there are at most {MAX_FACTORIAL} things to sort")
    return math.factorial(sum(sizes)) // math.prod(map(math.factorial, sizes))


def _range(first: int, last: int) -> tuple[int, ...]:
    if last - first >= MAX_RANGE:
        raise MathsError(f"a range has at most {MAX_RANGE} numbers")
    return tuple(range(first, last + 1))


def _total(items: tuple[Anything, ...]) -> Anything:
    return total(items) if items else 0


def _product(items: tuple[Anything, ...]) -> Anything:
    return product(items) if items else 1


by_size = cmp_to_key(lambda a, b: compare(">", a, b) - compare("<", a, b))
"""Key to sort real numbers by: they may be roots, so they are compared exactly."""


def _sorted(items: tuple[Anything, ...]) -> tuple[Anything, ...]:
    return tuple(sorted(items, key=by_size))


def _extreme(symbol: str, items: tuple[Anything, ...]) -> Anything:
    values = items[0] if len(items) == 1 and isinstance(items[0], tuple) else items
    if not values:
        raise MathsError("the list is empty")
    best = values[0]
    for value in values[1:]:
        if compare(symbol, value, best):
            best = value
    return best


def _distinct(items: tuple[Anything, ...]) -> bool:
    if all(map(is_number, items)):
        return len(set(items)) == len(items)
    if len(items) > MAX_DISTINCT:
        raise MathsError(f"`distinct` compares at most {MAX_DISTINCT} values that are not rational numbers")
    return all(not equal(a, b) for k, a in enumerate(items) for b in items[:k])


def _truths(items: tuple[Anything, ...]) -> tuple[bool, ...]:
    if not all(isinstance(item, bool) for item in items):
        raise MathsError("every item must be `true` or `false`")
    return items


def _size(items: Anything) -> int:
    return len(items)


def _is_integer(a: Anything) -> bool:
    return is_number(a) and Fraction(a).denominator == 1


def _common(items: tuple[int, ...]) -> int:
    values = items[0] if len(items) == 1 and isinstance(items[0], tuple) else items
    if not all(type(value) is int for value in values):
        raise MathsError("`gcd` takes whole numbers")
    return math.gcd(*values)


def _as_list(value: Anything) -> tuple[Anything, ...]:
    """The entries of a matrix row by row; a list as it is."""
    if isinstance(value, Matrix):
        return tuple(entry for row in value.rows for entry in row)
    if isinstance(value, tuple):
        return value
    raise MathsError("`entries` takes a list or a matrix")


TABLE = table(
    Function("pi", lambda: sympy.pi, "", "the number π", "sin(pi) == 0", constant=sympy.pi),
    Function("abs", magnitude, "scalar", "absolute value", "abs(-3) == 3", "abs([1, 2])"),
    Function("sign", _sign, "scalar", "−1, 0 or 1", "sign(-3) == -1", "sign(t)"),
    Function("sqrt", square_root, "scalar", "square root, exact", "sqrt(9/4) == 3/2", "sqrt(-4)"),
    Function("nth_root", nth_root, "scalar integer", "real root of this degree, exact", "nth_root(-8, 3) == -2", "nth_root(-8, 4)"),
    Function("numerator", lambda a: Fraction(a).numerator, "number", "numerator in lowest terms", "numerator(6/8) == 3", "numerator(pi)"),
    Function("denominator", lambda a: Fraction(a).denominator, "number", "denominator in lowest terms", "denominator(6/8) == 4", "denominator(pi)"),
    Function("clamp", _clamped, "scalar scalar scalar", "the number, or the bound that it passes", "clamp(7, 0, 5) == 5", "clamp(7, 5, 0)"),
    Function("floor", _floor, "number", "largest whole number not above", "floor(7/2) == 3", "floor(pi)"),
    Function("ceiling", _ceiling, "number", "smallest whole number not below", "ceiling(7/2) == 4", "ceiling(pi)"),
    Function("round", _round, "scalar integer?", "rounded to so many decimal places", "round(2/3, 2) == 0.67", "round(2/3, 99)"),
    Function("mod", _mod, "integer integer", "remainder, with the sign of the divisor", "mod(-1, 5) == 4", "mod(1, 0)"),
    Function("gcd", lambda *items: _common(items), "any…", "greatest common divisor", "gcd(12, 18) == 6", "gcd(1/2, 3)"),
    Function("permutations", _permutations, "integer integer", "number of ways to choose in order", "permutations(5, 2) == 20", "permutations(10**9, 5)"),
    Function("multinomial", _multinomial, "list", "number of ways to sort into groups of these sizes", "multinomial([2, 1, 1]) == 12", "multinomial([2, -1])"),
    Function("factorial", _factorial, "integer", "n!", "factorial(5) == 120", "factorial(10**9)"),
    Function("range", _range, "integer integer", "whole numbers from the first to the last", "sum(range(1, 4)) == 10", "range(1, 10**9)"),
    Function("sum", _total, "list", "sum of the items", "sum([1, 2, 3]) == 6", "sum([1, 'a'])"),
    Function("product", _product, "list", "product of the items", "product([2, 3, 4]) == 24", "product([2, 'a'])"),
    Function("min", lambda *items: _extreme("<", items), "any…", "smallest of numbers, or of a list", "min(3, 1, 2) == 1", "min([])"),
    Function("max", lambda *items: _extreme(">", items), "any…", "largest of numbers, or of a list", "max([3, 1]) == 3", "max(t, 1)"),
    Function("sorted", _sorted, "list", "numbers in increasing order", "sorted([sqrt(2), 1]) == [1, sqrt(2)]", "sorted([t, 1])"),
    Function("reversed", lambda items: items[::-1], "list", "the items from the last", "reversed([1, 2]) == [2, 1]", "reversed(3)"),
    Function("size", _size, "list", "number of items, or of rows", "size([4, 5]) == 2", "size(3)"),
    Function("entries", _as_list, "value", "all entries of a matrix, row by row", "sum(entries([[1, 2], [3, 4]])) == 10", "entries(3)"),
    Function("distinct", _distinct, "list", "are no two items equal?", "distinct([1, 2, 3])", "distinct(3)"),
    Function("all", lambda items: all(_truths(items)), "list", "are all conditions true?", "all([1 < 2, 2 < 3])", "all([1, 2])"),
    Function("any", lambda items: any(_truths(items)), "list", "is some condition true?", "any([1 < 2, 2 < 1])", "any([1, 2])"),
    Function("is_integer", _is_integer, "value", "is it a whole number?", "not is_integer(1/2)"),
)  # fmt: skip
