"""Polynomials and quotients of them in one symbol: coefficients, division, roots, limits.

A polynomial is a list of its coefficients here, the constant one first, without zeros at the end.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from typing import Any

import sympy

from generator.maths import matrices
from generator.maths.arithmetic import add, divide, multiply, negate, power, subtract, total
from generator.maths.function import Function, table
from generator.maths.functions.spaces import is_zero
from generator.maths.values import Anything, MathsError, is_number, normal, symbols_of, to_sympy

Coefficients = list[Anything]

MAX_DEGREE = 30

MAX_FACTORED_DEGREE = 12
MAX_FACTORED_TERMS = 60
MAX_FACTORED_SIZE = 10**12
"""Bounds on a polynomial that is factored: its degree in all, its terms, its numerators and denominators."""

MAX_FACTORED_SYMBOLS = 3


def coefficients_of(f: Anything, symbol: Any) -> Coefficients:
    """The coefficients of a polynomial. Raises MathsError if f is none, or one of high degree."""
    if is_number(f) or not f.has(symbol):
        return _trimmed([f])
    if f == symbol:
        return [0, 1]
    parts = [normal(part) for part in f.args]
    if f.func is sympy.Add:
        return reduce(_added, [coefficients_of(part, symbol) for part in parts])
    if f.func is sympy.Mul:
        return reduce(_multiplied, [coefficients_of(part, symbol) for part in parts])
    if f.func is sympy.Pow and type(parts[1]) is int and parts[1] > 0:
        base = coefficients_of(parts[0], symbol)
        if (len(base) - 1) * parts[1] > MAX_DEGREE:
            raise MathsError(f"the degree of a polynomial is at most {MAX_DEGREE} here")
        return reduce(_multiplied, [base] * parts[1])
    raise MathsError(f"this is no polynomial in `{symbol}`")


def _trimmed(p: Coefficients) -> Coefficients:
    while p and is_zero(p[-1]):
        p = p[:-1]
    return p


def _added(p: Coefficients, q: Coefficients) -> Coefficients:
    longer, shorter = (p, q) if len(p) >= len(q) else (q, p)
    return _trimmed([add(c, shorter[k]) if k < len(shorter) else c for k, c in enumerate(longer)])


def _multiplied(p: Coefficients, q: Coefficients) -> Coefficients:
    if len(p) + len(q) > MAX_DEGREE + 2:
        raise MathsError(f"the degree of a polynomial is at most {MAX_DEGREE} here")
    product: Coefficients = [0] * max(0, len(p) + len(q) - 1)
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            product[i + j] = add(product[i + j], multiply(a, b))
    return _trimmed(product)


def _divided(p: Coefficients, q: Coefficients) -> tuple[Coefficients, Coefficients]:
    """Quotient and remainder. Raises MathsError for division by 0."""
    if not q:
        raise MathsError("division by the polynomial 0")
    rest = list(p)
    quotient: Coefficients = [0] * max(0, len(p) - len(q) + 1)
    for k in reversed(range(len(quotient))):
        quotient[k] = divide(rest[k + len(q) - 1], q[-1])
        for j, c in enumerate(q):
            rest[k + j] = subtract(rest[k + j], multiply(quotient[k], c))
    return quotient, _trimmed(rest[: len(q) - 1])


def polynomial_of(p: Coefficients, symbol: Any) -> Anything:
    """The expression with these coefficients."""
    return total([0, *(multiply(c, power(symbol, k)) for k, c in enumerate(p))])


def _coefficients(f: Anything, symbol: Any) -> tuple[Anything, ...]:
    return tuple(reversed(coefficients_of(f, symbol))) or (0,)


def _coefficient(f: Anything, symbol: Any, k: int) -> Anything:
    p = coefficients_of(f, symbol)
    return p[k] if 0 <= k < len(p) else 0


def _degree(f: Anything, symbol: Any) -> int:
    p = coefficients_of(f, symbol)
    if not p:
        raise MathsError("the polynomial 0 has no degree")
    return len(p) - 1


def _division(f: Anything, g: Anything, symbol: Any) -> tuple[Anything, Anything]:
    pair = _divided(coefficients_of(f, symbol), coefficients_of(g, symbol))
    return polynomial_of(pair[0], symbol), polynomial_of(pair[1], symbol)


def _common_divisor(p: Coefficients, q: Coefficients) -> Coefficients:
    while q:
        p, q = q, _divided(p, q)[1]
    return [divide(c, p[-1]) for c in p]


def _polynomial_gcd(f: Anything, g: Anything, symbol: Any) -> Anything:
    return polynomial_of(_common_divisor(coefficients_of(f, symbol), coefficients_of(g, symbol)), symbol)


def _roots(f: Anything, symbol: Any) -> tuple[Anything, ...]:
    p = coefficients_of(f, symbol)
    if not all(map(is_number, p)) or not 2 <= len(p) <= 3:
        raise MathsError("`real_roots` takes a polynomial of degree 1 or 2 with rational coefficients")
    if len(p) == 2:
        return (divide(negate(p[0]), p[1]),)
    return matrices.real_roots_quadratic(p[2], p[1], p[0])


def _discriminant(f: Anything, symbol: Any) -> Anything:
    p = coefficients_of(f, symbol)
    if len(p) != 3:
        raise MathsError("`discriminant_of` takes a polynomial of degree 2")
    return subtract(power(p[1], 2), multiply(4, multiply(p[2], p[0])))


def _completed_square(f: Anything, symbol: Any) -> tuple[Anything, Anything, Anything]:
    """[a, h, k] with f = a (x − h)² + k."""
    p = coefficients_of(f, symbol)
    if len(p) != 3:
        raise MathsError("`vertex_form` takes a polynomial of degree 2")
    h = divide(negate(p[1]), multiply(2, p[2]))
    return p[2], h, subtract(p[0], multiply(p[2], multiply(h, h)))


def _quotient(f: Anything, symbol: Any) -> tuple[Coefficients, Coefficients]:
    """Numerator and denominator of a quotient of polynomials, in lowest terms."""
    top, bottom = _fraction(f, symbol)
    common = _common_divisor(bottom, top)
    return _divided(top, common)[0], _divided(bottom, common)[0]


def _fraction(f: Anything, symbol: Any) -> tuple[Coefficients, Coefficients]:
    if is_number(f) or not f.has(symbol) or f == symbol:
        return coefficients_of(f, symbol), [1]
    parts = [normal(part) for part in f.args]
    if f.func is sympy.Pow and type(parts[1]) is int and parts[1] < 0:
        bottom, top = _fraction(power(parts[0], -parts[1]), symbol)
        if not bottom:
            raise MathsError("division by the polynomial 0")
        return top, bottom
    if f.func is sympy.Pow and type(parts[1]) is int:
        return reduce(_times, [_fraction(parts[0], symbol)] * parts[1])
    if f.func is sympy.Mul:
        return reduce(_times, [_fraction(part, symbol) for part in parts])
    if f.func is sympy.Add:
        return reduce(_plus, [_fraction(part, symbol) for part in parts])
    raise MathsError(f"this is no quotient of polynomials in `{symbol}`")


Quotient = tuple[Coefficients, Coefficients]


def _times(p: Quotient, q: Quotient) -> Quotient:
    return _multiplied(p[0], q[0]), _multiplied(p[1], q[1])


def _plus(p: Quotient, q: Quotient) -> Quotient:
    return _added(_multiplied(p[0], q[1]), _multiplied(q[0], p[1])), _multiplied(p[1], q[1])


def _cancelled(f: Anything, symbol: Any) -> Anything:
    top, bottom = _quotient(f, symbol)
    return divide(polynomial_of(top, symbol), polynomial_of(bottom, symbol))


def _limit(f: Anything, symbol: Any, a: Anything) -> Anything:
    """In lowest terms a quotient is continuous where its denominator is not 0, and has a pole where it is."""
    top, bottom = (_value(p, a) for p in _quotient(f, symbol))
    if is_zero(bottom):
        raise MathsError("there is no finite limit: the function has a pole there")
    return divide(top, bottom)


def _value(p: Coefficients, a: Anything) -> Anything:
    result: Anything = 0
    for c in reversed(p):
        result = add(multiply(result, a), c)
    return result


def _limit_at_infinity(f: Anything, symbol: Any) -> Anything:
    top, bottom = _quotient(f, symbol)
    if len(top) > len(bottom):
        raise MathsError("there is no finite limit: the function grows without bound")
    return divide(top[-1], bottom[-1]) if len(top) == len(bottom) else 0


def factors_of(f: Anything) -> tuple[Anything, list[tuple[Anything, int]]]:
    """A constant, and factors that cannot be split over the rational numbers, with exponents.

    Raises MathsError unless f is a polynomial with rational coefficients within the bounds above.
    """
    if is_number(f):
        return f, []
    symbols = symbols_of(f)
    if not 1 <= len(symbols) <= MAX_FACTORED_SYMBOLS:
        raise MathsError(f"only polynomials in 1 to {MAX_FACTORED_SYMBOLS} symbols are factored")
    terms = _monomials(f, symbols)
    if len(terms) > MAX_FACTORED_TERMS:
        raise MathsError(f"only polynomials of at most {MAX_FACTORED_TERMS} terms are factored")
    if any(max(abs(c.numerator), c.denominator) > MAX_FACTORED_SIZE for c in map(Fraction, terms.values())):
        raise MathsError("the coefficients are too large for a factored form")
    constant, factors = sympy.Poly.from_dict(
        {exponents: to_sympy(c) for exponents, c in terms.items()}, *symbols, domain="QQ"
    ).factor_list()
    found = [(normal(base.as_expr()), int(exponent)) for base, exponent in factors]
    return normal(constant), sorted(found, key=lambda pair: (pair[1], str(pair[0])))


Monomials = dict[tuple[int, ...], Anything]


def _monomials(f: Anything, symbols: tuple[Any, ...]) -> Monomials:
    """The coefficients by exponents of a polynomial in several symbols with rational coefficients."""
    if is_number(f):
        return {(0,) * len(symbols): f} if f else {}
    if f in symbols:
        return {tuple(int(symbol == f) for symbol in symbols): 1}
    if f.func is sympy.Add:
        found: Monomials = {}
        for part in f.args:
            for exponents, c in _monomials(normal(part), symbols).items():
                found[exponents] = add(found.get(exponents, 0), c)
        return {exponents: c for exponents, c in found.items() if c}
    parts = [normal(part) for part in f.args]
    if f.func is sympy.Mul:
        return reduce(_monomial_product, [_monomials(part, symbols) for part in parts])
    if f.func is sympy.Pow and type(parts[1]) is int and 0 < parts[1] <= MAX_FACTORED_DEGREE:
        return reduce(_monomial_product, [_monomials(parts[0], symbols)] * parts[1])
    raise MathsError("only polynomials of low degree with rational coefficients are factored")


def _monomial_product(p: Monomials, q: Monomials) -> Monomials:
    found: Monomials = {}
    for a, c in p.items():
        for b, d in q.items():
            exponents = tuple(i + j for i, j in zip(a, b, strict=True))
            if sum(exponents) > MAX_FACTORED_DEGREE:
                raise MathsError(f"only polynomials up to degree {MAX_FACTORED_DEGREE} are factored")
            found[exponents] = add(found.get(exponents, 0), multiply(c, d))
    return {exponents: c for exponents, c in found.items() if c}


TABLE = table(
    Function("coefficients_of", _coefficients, "scalar symbol", "coefficients of a polynomial, highest power first", "coefficients_of((t - 1)**2, t) == [1, -2, 1]", "coefficients_of(1/t, t)"),
    Function("coefficient_of", _coefficient, "scalar symbol integer", "coefficient of a power", "coefficient_of(3*t**2 - t, t, 2) == 3", "coefficient_of(sqrt(t), t, 2)"),
    Function("degree_of", _degree, "scalar symbol", "degree of a polynomial", "degree_of((t - 1)*t, t) == 2", "degree_of(t - t, t)"),
    Function("divide_polynomials", _division, "scalar scalar symbol", "quotient and remainder of polynomials", "divide_polynomials(t**2 + 1, t - 1, t) == [t + 1, 2]", "divide_polynomials(t, 0, t)"),
    Function("polynomial_gcd", _polynomial_gcd, "scalar scalar symbol", "greatest common divisor of polynomials, with leading coefficient 1", "polynomial_gcd(t**2 - 1, 2*t - 2, t) == t - 1", "polynomial_gcd(sqrt(t), t, t)"),
    Function("real_roots", _roots, "scalar symbol", "roots of a polynomial of degree 1 or 2, increasing", "real_roots(t**2 - 2, t) == [-sqrt(2), sqrt(2)]", "real_roots(t**2 + 1, t)"),
    Function("discriminant_of", _discriminant, "scalar symbol", "b² − 4ac of a quadratic polynomial", "discriminant_of(t**2 + 3*t + 1, t) == 5", "discriminant_of(t, t)"),
    Function("vertex_form", _completed_square, "scalar symbol", "`[a, h, k]` with which a quadratic polynomial is a (x − h)² + k", "vertex_form(t**2 + 2*t, t) == [1, -1, -1]", "vertex_form(t, t)"),
    Function("cancelled", _cancelled, "scalar symbol", "quotient of polynomials in lowest terms", "cancelled((t**2 - 1)/(t - 1), t) == t + 1", "cancelled(exp(t), t)"),
    Function("limit_at", _limit, "scalar symbol scalar", "limit of a quotient of polynomials at a point", "limit_at((t**2 - 1)/(t - 1), t, 1) == 2", "limit_at(1/t, t, 0)"),
    Function("limit_at_infinity", _limit_at_infinity, "scalar symbol", "limit of a quotient of polynomials as the symbol grows", "limit_at_infinity((2*t + 1)/(t - 3), t) == 2", "limit_at_infinity(t**2, t)"),
)  # fmt: skip
