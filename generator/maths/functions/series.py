"""What a function does near a point, and sums of sequences.

Taylor coefficients come from arithmetic on truncated power series, not from repeated derivatives, so the work is
bounded by the order and the size of the expression, and the methods that differentiate have a second road to compare
with. For g = h(u), each named function has a differential equation that gives coefficient after coefficient, such as
g′ = u′ g for exp (Knuth, The Art of Computer Programming 2, section 4.7).

    >>> taylor_coefficients(sympy.exp(x), x, 0, 3)
    (1, 1, Fraction(1, 2), Fraction(1, 6))
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy

from generator.maths.arithmetic import add, divide, multiply, negate, power, subtract, total
from generator.maths.derivative import derivative
from generator.maths.function import Function, table
from generator.maths.functions.calculus import substituted
from generator.maths.functions.spaces import is_zero
from generator.maths.values import Anything, MathsError, is_number, normal, to_sympy

Series = list[Anything]

MAX_ORDER = 12
"""Highest power of a Taylor polynomial, and highest derivative that is taken at once."""

MAX_SUMMANDS = 10_000


def taylor_coefficients(f: Anything, x: Any, a: Anything, n: int) -> tuple[Anything, ...]:
    """f(a), f′(a), f″(a)/2, … up to the power n. Raises MathsError where f is not analytic at a."""
    if not 0 <= n <= MAX_ORDER:
        raise MathsError(f"the order of a Taylor polynomial is between 0 and {MAX_ORDER}")
    return tuple(_series(f, x, a, n))


def _series(f: Anything, x: Any, a: Anything, n: int) -> Series:
    if is_number(f) or not f.has(x):
        return [f] + [0] * n
    if f == x:
        return [a, 1, *[0] * (n - 1)][: n + 1]
    inner = [_series(normal(part), x, a, n) for part in f.args]
    if f.func is sympy.Add:
        return [total(column) for column in zip(*inner, strict=True)]
    if f.func is sympy.Mul:
        product = inner[0]
        for other in inner[1:]:
            product = _product(product, other)
        return product
    if f.func is sympy.Pow:
        if not f.args[1].has(x):
            return _power(inner[0], normal(f.args[1]))
        return _exp(_product(inner[1], _log(inner[0])))
    rule = _RULES.get(f.func)
    if rule is None:
        raise MathsError(f"there is no rule for the Taylor polynomial of `{f.func}`")
    return rule(inner[0])


def _product(u: Series, v: Series) -> Series:
    return [_term(u, v, k) for k in range(len(u))]


def _term(u: Series, v: Series, k: int) -> Anything:
    return total([multiply(u[j], v[k - j]) for j in range(k + 1)])


def _slopes(u: Series) -> Series:
    """The series of u′."""
    return [multiply(k, c) for k, c in enumerate(u)][1:]


def _integrated(constant: Anything, slopes: Series) -> Series:
    return [constant, *(divide(c, k) for k, c in enumerate(slopes, 1))]


def _power(u: Series, r: Anything) -> Series:
    """uʳ, from u g′ = r u′ g; whole powers by products, so that u may be 0 at the point."""
    if type(r) is int and r >= 0:
        result: Series = [1] + [0] * (len(u) - 1)
        for _ in range(r):
            result = _product(result, u)
        return result
    if is_zero(u[0]):
        raise MathsError("the function is not analytic at the point")
    g: Series = [power(u[0], r)]
    for k in range(1, len(u)):
        terms = [multiply(subtract(multiply(r, j), k - j), multiply(u[j], g[k - j])) for j in range(1, k + 1)]
        g.append(divide(total(terms), multiply(k, u[0])))
    return g


def _exp(u: Series) -> Series:
    g: Series = [normal(sympy.exp(to_sympy(u[0])))]
    slopes = _slopes(u)
    for k in range(1, len(u)):
        g.append(divide(_term(slopes, [*g, *[0] * k], k - 1), k))
    return g


def _log(u: Series) -> Series:
    start = substituted(sympy.log(_X), _X, u[0])
    return _integrated(start, _product(_slopes(u), _power(u, -1)[:-1]))


def _pair(first: Any, second: Any, sign: int) -> Callable[[Series], tuple[Series, Series]]:
    """s and c with s′ = u′ c and c′ = sign · u′ s."""

    def both(u: Series) -> tuple[Series, Series]:
        s: Series = [normal(first(to_sympy(u[0])))]
        c: Series = [normal(second(to_sympy(u[0])))]
        slopes = _slopes(u)
        for k in range(1, len(u)):
            s_next = divide(_term(slopes, [*c, *[0] * k], k - 1), k)
            c_next = divide(multiply(sign, _term(slopes, [*s, *[0] * k], k - 1)), k)
            s.append(s_next)
            c.append(c_next)
        return s, c

    return both


_circle = _pair(sympy.sin, sympy.cos, -1)
_hyperbola = _pair(sympy.sinh, sympy.cosh, 1)


def _quotient(pair: tuple[Series, Series]) -> Series:
    return _product(pair[0], _power(pair[1], -1))


def _inverse(function: Any, slope: Callable[[Series], Series]) -> Callable[[Series], Series]:
    """g = function(u) from g′ = u′ · slope(u)."""

    def series(u: Series) -> Series:
        start = substituted(function(_X), _X, u[0])
        return _integrated(start, _product(_slopes(u), slope(u)[:-1]))

    return series


def _one_and(sign: int, u: Series) -> Series:
    """1 ± u²."""
    square = _product(u, u)
    return [add(1, multiply(sign, square[0])), *(multiply(sign, c) for c in square[1:])]


_X = sympy.Symbol("x")

_RULES: dict[Any, Callable[[Series], Series]] = {
    sympy.exp: _exp,
    sympy.log: _log,
    sympy.sin: lambda u: _circle(u)[0],
    sympy.cos: lambda u: _circle(u)[1],
    sympy.tan: lambda u: _quotient(_circle(u)),
    sympy.sinh: lambda u: _hyperbola(u)[0],
    sympy.cosh: lambda u: _hyperbola(u)[1],
    sympy.tanh: lambda u: _quotient(_hyperbola(u)),
    sympy.atan: _inverse(sympy.atan, lambda u: _power(_one_and(1, u), -1)),
    sympy.asin: _inverse(sympy.asin, lambda u: _power(_one_and(-1, u), Fraction(-1, 2))),
    sympy.acos: _inverse(sympy.acos, lambda u: [negate(c) for c in _power(_one_and(-1, u), Fraction(-1, 2))]),
}


def _taylor(f: Anything, x: Any, a: Anything, n: int) -> Anything:
    shift = subtract(x, a)
    return total([multiply(c, power(shift, k)) for k, c in enumerate(taylor_coefficients(f, x, a, n))])


def _tangent_line(f: Anything, x: Any, a: Anything) -> Anything:
    return add(substituted(f, x, a), multiply(substituted(derivative(f, x), x, a), subtract(x, a)))


def _higher_derivative(f: Anything, x: Any, n: int) -> Anything:
    if not 0 <= n <= MAX_ORDER:
        raise MathsError(f"the order of a derivative is between 0 and {MAX_ORDER}")
    for _ in range(n):
        f = derivative(f, x)
    return f


def _geometric_sum(first: Anything, ratio: Anything, n: int) -> Anything:
    """a + a q + … with n terms."""
    _summands(n)
    if is_zero(subtract(ratio, 1)):
        return multiply(first, n)
    return divide(multiply(first, subtract(1, power(ratio, n))), subtract(1, ratio))


def _arithmetic_sum(first: Anything, step: Anything, n: int) -> Anything:
    """a + (a + d) + … with n terms."""
    _summands(n)
    return divide(multiply(n, add(multiply(2, first), multiply(n - 1, step))), 2)


def _summands(n: int) -> None:
    if not 0 <= n <= MAX_SUMMANDS:
        raise MathsError(f"a sum has 0 to {MAX_SUMMANDS:,} terms")


def _geometric_series(first: Anything, ratio: Any) -> Anything:
    if abs(ratio) >= 1:
        raise MathsError("the series does not converge: the ratio is not between −1 and 1")
    return divide(first, subtract(1, ratio))


TABLE = table(
    Function("higher_derivative", _higher_derivative, "scalar symbol integer", "derivative of this order", "higher_derivative(t**3, t, 2) == 6*t", "higher_derivative(exp(t), t, 99)"),
    Function("tangent_line", _tangent_line, "scalar symbol scalar", "linear function that touches at a point", "tangent_line(t**2, t, 3) == 6*t - 9", "tangent_line(1/t, t, 0)"),
    Function("taylor", _taylor, "scalar symbol scalar integer", "Taylor polynomial at a point, up to a power", "taylor(exp(t), t, 0, 2) == 1 + t + t**2/2", "taylor(ln(t), t, 0, 2)"),
    Function("taylor_coefficients", taylor_coefficients, "scalar symbol scalar integer", "its coefficients, the constant one first", "taylor_coefficients(1/(1 - t), t, 0, 2) == [1, 1, 1]", "taylor_coefficients(1/t, t, 0, 2)"),
    Function("geometric_sum", _geometric_sum, "scalar scalar integer", "sum of so many terms of a geometric sequence, from its first term and its ratio", "geometric_sum(1, 2, 4) == 15", "geometric_sum(1, 2, 10**9)"),
    Function("geometric_series", _geometric_series, "scalar number", "sum of all terms of a geometric sequence", "geometric_series(1, 1/2) == 2", "geometric_series(1, 2)"),
    Function("arithmetic_sum", _arithmetic_sum, "scalar scalar integer", "sum of so many terms of an arithmetic sequence, from its first term and its step", "arithmetic_sum(1, 2, 3) == 9", "arithmetic_sum(1, 2, -1)"),
)  # fmt: skip
