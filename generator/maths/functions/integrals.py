"""Integrals: antiderivatives by rules, definite integrals, and their proof by quadrature.

The rules know sums, constant factors, powers, exp, sin, cos, sinh, cosh and ln of a x + b, a polynomial times one of
the waves, and 1 over a quadratic polynomial without real roots. What they find is checked by difference quotients
before it is returned, and what they do not know is an error. A definite integral is only taken where the function has
no pole and no edge of its domain.

The proof, `is_integral`, knows none of this: it sums values of the function (tanh-sinh quadrature; Takahasi and Mori,
Double exponential formulas for numerical integration, 1974).
"""

from __future__ import annotations

from functools import lru_cache, reduce
from typing import Any

import sympy

from generator.maths.arithmetic import compare, divide, multiply, negate, power, subtract, total
from generator.maths.function import Function, table
from generator.maths.functions.calculus import expanded, natural_logarithm, substituted
from generator.maths.functions.numbers import square_root
from generator.maths.functions.polynomials import coefficients_of, polynomial_of
from generator.maths.functions.spaces import is_zero
from generator.maths.numeric import close, is_derivative, real_value
from generator.maths.points import MP, precise_real
from generator.maths.values import Anything, MathsError, is_number, normal, symbols_of, to_sympy

MAX_PARTS = 12
"""Highest power of x beside a wave: each takes one integration by parts."""

_UNKNOWN = "there is no rule here for the antiderivative of this function"

_WAVES: dict[Any, tuple[int, Any]] = {
    sympy.exp: (1, sympy.exp), sympy.sin: (-1, sympy.cos), sympy.cos: (1, sympy.sin),
    sympy.sinh: (1, sympy.cosh), sympy.cosh: (1, sympy.sinh),
}  # fmt: skip
"""Functions whose antiderivative is another of them: its sign, and which."""


def antiderivative(f: Anything, x: Any) -> Anything:
    """An antiderivative of f. Raises MathsError where the rules find none."""
    found = _integrated(f, x)
    if not is_derivative(f, found, x):
        raise MathsError(_UNKNOWN)
    return found


def _integrated(f: Anything, x: Any) -> Anything:
    if is_number(f) or not f.has(x):
        return multiply(f, x)
    if f.func is sympy.Add:
        return total([_integrated(normal(term), x) for term in f.args])
    constants = [normal(part) for part in sympy.Mul.make_args(f) if not part.has(x)]
    moving = [part for part in sympy.Mul.make_args(f) if part.has(x)]
    return reduce(multiply, constants, _moving(moving, x))


def _moving(factors: list[Any], x: Any) -> Anything:
    """An antiderivative of a product of factors that all hold x."""
    waves = [part for part in factors if part.func in _WAVES]
    if len(factors) == 1 and not waves:
        return _single(factors[0], x)
    rest = reduce(multiply, [normal(part) for part in factors if part.func not in _WAVES], 1)
    if len(waves) == 1:
        return _by_parts(_polynomial(rest, x), waves[0], x)
    product = expanded(rest)
    if waves or product.func is not sympy.Add:
        raise MathsError(_UNKNOWN)
    return _integrated(product, x)


def _polynomial(f: Anything, x: Any) -> list[Anything]:
    try:
        return coefficients_of(f, x)
    except MathsError:  # what it says is about polynomials, which nobody asked for
        raise MathsError(_UNKNOWN) from None


def _slope(u: Any, x: Any) -> Anything:
    """a of u = a x + b."""
    p = _polynomial(normal(u), x)
    if len(p) != 2:
        raise MathsError(_UNKNOWN)
    return p[1]


def _by_parts(p: list[Anything], wave: Any, x: Any) -> Anything:
    """∫ p w = p W − ∫ p′ W, until p′ is 0."""
    if len(p) > MAX_PARTS + 1:
        raise MathsError(f"integration by parts takes polynomials up to degree {MAX_PARTS}")
    head, inner = wave.func, wave.args[0]
    slope = _slope(inner, x)
    scale: Anything = 1
    terms: list[Anything] = []
    while p:
        sign, head = _WAVES[head]
        scale = divide(multiply(sign, scale), slope)
        terms.append(multiply(scale, multiply(polynomial_of(p, x), normal(head(inner)))))
        p = [multiply(k, c) for k, c in enumerate(p)][1:]
        scale = negate(scale)
    return total(terms)


def _single(f: Any, x: Any) -> Anything:
    if f == x:
        return divide(power(x, 2), 2)
    if f.func is sympy.log:
        inner = normal(f.args[0])
        return divide(subtract(multiply(inner, normal(f)), inner), _slope(inner, x))
    if f.func is sympy.Pow:
        base, exponent = map(normal, f.args)
        if not f.args[0].has(x):
            return divide(normal(f), multiply(natural_logarithm(base), _slope(exponent, x)))
        if is_number(exponent):
            return _power(base, exponent, x)
    raise MathsError(_UNKNOWN)


def _power(base: Anything, exponent: Any, x: Any) -> Anything:
    p = _polynomial(base, x)
    if len(p) == 2 and exponent == -1:
        return divide(normal(sympy.log(sympy.Abs(to_sympy(base)))), p[1])
    if len(p) == 2:
        return divide(power(base, exponent + 1), multiply(exponent + 1, p[1]))
    if exponent == -1 and _has_no_real_root(p):
        root = square_root(subtract(multiply(4, multiply(p[2], p[0])), power(p[1], 2)))
        inner = divide(polynomial_of([p[1], multiply(2, p[2])], x), root)
        return multiply(divide(2, root), normal(sympy.atan(to_sympy(inner))))
    q = _polynomial(power(base, exponent), x)
    return polynomial_of([0, *(divide(c, k) for k, c in enumerate(q, 1))], x)


def _has_no_real_root(p: list[Anything]) -> bool:
    return len(p) == 3 and all(map(is_number, p)) and p[1] ** 2 < 4 * p[2] * p[0]


# ─── Definite ────────────────────────────────────────────────────────────────────────────────────────────


def integral(f: Anything, x: Any, low: Anything, high: Anything) -> Anything:
    """∫ f from `low` to `high`, by an antiderivative. Raises MathsError where f is not continuous in between."""
    if not is_number(f):
        _check_continuous(f, x, low, high)
    found = antiderivative(f, x)
    return subtract(substituted(found, x, high), substituted(found, x, low))


def _check_continuous(f: Any, x: Any, low: Anything, high: Anything) -> None:
    for part in f.args:
        _check_continuous(part, x, low, high)
    if f.func is sympy.log:
        _check_sign(normal(f.args[0]), x, low, high, positive=True)
    elif f.func is sympy.Pow and f.args[0].has(x):
        exponent = f.args[1]
        if not exponent.is_Rational:
            raise MathsError(_UNKNOWN)
        if not (exponent.is_Integer and exponent > 0):
            _check_sign(normal(f.args[0]), x, low, high, positive=not exponent.is_Integer)


def _check_sign(u: Anything, x: Any, low: Anything, high: Anything, *, positive: bool) -> None:
    """a x + b must not change its sign between the ends, nor be 0 at one."""
    p = _polynomial(u, x)
    if _has_no_real_root(p) and (p[2] > 0 or not positive):
        return
    if len(p) != 2:
        raise MathsError(_UNKNOWN)
    first, last = substituted(u, x, low), substituted(u, x, high)
    above = compare(">", first, 0) and compare(">", last, 0)
    if not above and (positive or not (compare("<", first, 0) and compare("<", last, 0))):
        raise MathsError("the function is not continuous between the limits of the integral")


def _mean_value(f: Anything, x: Any, low: Anything, high: Anything) -> Anything:
    width = subtract(high, low)
    if is_zero(width):
        raise MathsError("a mean value needs an interval that is no point")
    return divide(integral(f, x, low, high), width)


# ─── Proof ───────────────────────────────────────────────────────────────────────────────────────────────

MAX_INTEGRAND = 100
"""Most nodes of an expression that is integrated numerically, since it is evaluated several hundred times."""

LEVELS = (4, 5)
"""Quadrature is done with steps of 2⁻⁴ and 2⁻⁵, and only counts where both agree to 25 digits."""


def _is_integral(value: Anything, f: Anything, x: Any, low: Anything, high: Anything) -> bool:
    f = to_sympy(f)
    if set(symbols_of(f)) - {x}:
        raise MathsError(f"`is_integral` needs a function of `{x}` alone")
    if sum(1 for _ in sympy.preorder_traversal(f)) > MAX_INTEGRAND:
        raise MathsError("the function is too long for a check by quadrature")
    claimed, start, end = real_value(value), real_value(low), real_value(high)
    coarse, fine = (_quadrature(f, x, start, end, level) for level in LEVELS)
    if not close(coarse, fine):
        raise MathsError("quadrature does not settle: the function is not smooth enough between the limits")
    return close(fine, claimed)


def _quadrature(f: Any, x: Any, start: Any, end: Any, level: int) -> Any:
    width = end - start
    try:
        result = precise_real(f, {x: start + width / 2}) * MP.pi / 4
        for share, weight in _nodes(level):
            ahead, behind = (
                precise_real(f, {x: start + width * share}),
                precise_real(f, {x: end - width * share}),
            )
            result += weight * (ahead + behind)
    except (ZeroDivisionError, ValueError, OverflowError):
        raise MathsError("the function has no value somewhere between the limits") from None
    if not MP.isfinite(result):
        raise MathsError("the function has no finite value somewhere between the limits")
    return result * width / 2**level


@lru_cache(maxsize=2)
def _nodes(level: int) -> tuple[tuple[Any, Any], ...]:
    """Distances from an end as shares of the width, with weights: δ = 1/(1 + exp(π sinh t)), π cosh(t) δ (1 − δ)."""
    nodes: list[tuple[Any, Any]] = []
    k = 1
    while True:
        t = MP.mpf(k) / 2**level
        share = 1 / (1 + MP.exp(MP.pi * MP.sinh(t)))
        if share < MP.mpf(10) ** -MP.dps:
            return tuple(nodes)
        nodes.append((share, MP.pi * MP.cosh(t) * share * (1 - share)))
        k += 1


def _is_antiderivative(value: Anything, f: Anything, x: Any) -> bool:
    return is_derivative(f, value, x)


TABLE = table(
    Function("antiderivative", antiderivative, "scalar symbol", "a function with this derivative", "antiderivative(2*t, t) == t**2", "antiderivative(exp(t**2), t)"),
    Function("integral", integral, "scalar symbol scalar scalar", "definite integral between two limits", "integral(2*t, t, 1, 3) == 8", "integral(1/t, t, -1, 1)"),
    Function("mean_value", _mean_value, "scalar symbol scalar scalar", "mean value of a function on an interval", "mean_value(t, t, 1, 3) == 2", "mean_value(t, t, 1, 1)"),
    Function("is_antiderivative", _is_antiderivative, "scalar scalar symbol", "is the first an antiderivative of the second? (by difference quotients)", "is_antiderivative(t**2, 2*t, t)", "is_antiderivative(t, 1, 2)"),
    Function("is_integral", _is_integral, "scalar scalar symbol scalar scalar", "is the first the integral of the second between two limits? (by quadrature)", "is_integral(8, 2*t, t, 1, 3)", "is_integral(0, 1/t, t, -1, 1)"),
)  # fmt: skip
