"""Polynomials multiplied out, with Python's own numbers: what the last line of a derivative needs.

sympy's `expand` does the same, and much more, in twenty times the time. What is no polynomial with rational
coefficients, or would grow beyond `MAX_TERMS`, is left as it is: then multiplying out would not make it simpler.

    >>> x = sympy.Symbol("x")
    >>> multiplied_out(2 * x * (x + 1) - x**2)
    x**2 + 2*x
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, TypeAlias

import sympy

from generator.maths.values import symbols_of, to_sympy

MAX_TERMS = 40
MAX_EXPONENT = 12
"""Bounds on what is multiplied out: terms of a result, and exponents of a sum."""

Terms: TypeAlias = dict[tuple[int, ...], Fraction]
"""The coefficient to each tuple of exponents; none is 0."""


def polynomial_terms(f: Any, symbols: Sequence[Any]) -> Terms | None:
    """The terms of a polynomial in these symbols; None if f is none, or one that grows too large."""
    if f.is_Rational:
        return {(0,) * len(symbols): Fraction(int(f.p), int(f.q))} if f else {}
    if f in symbols:
        return {tuple([int(symbol == f) for symbol in symbols]): Fraction(1)}
    if f.func is sympy.Add:
        total: Terms = {}
        for part in f.args:
            terms = polynomial_terms(part, symbols)
            if terms is None:
                return None
            for exponents, coefficient in terms.items():
                total[exponents] = total.get(exponents, Fraction(0)) + coefficient
        return _kept(total)
    if f.func is sympy.Mul:
        return _product([polynomial_terms(part, symbols) for part in f.args], len(symbols))
    if f.func is sympy.Pow and f.args[1].is_Integer and f.args[1].p > 0:
        exponent = int(f.args[1])
        if f.args[0] in symbols:
            return {tuple([exponent * int(symbol == f.args[0]) for symbol in symbols]): Fraction(1)}
        if exponent <= MAX_EXPONENT:
            return _product([polynomial_terms(f.args[0], symbols)] * exponent, len(symbols))
    return None


def _product(factors: Sequence[Terms | None], size: int) -> Terms | None:
    result: Terms = {(0,) * size: Fraction(1)}
    for factor in factors:
        if factor is None:
            return None
        product: Terms = {}
        for left, a in result.items():
            for right, b in factor.items():
                key = tuple([p + q for p, q in zip(left, right, strict=True)])
                product[key] = product.get(key, Fraction(0)) + a * b
        result = _kept(product)
        if len(result) > MAX_TERMS:
            return None
    return result


def _kept(terms: Terms) -> Terms:
    return {exponents: coefficient for exponents, coefficient in terms.items() if coefficient}


def multiplied_out(f: Any) -> Any:
    """A sum whose terms are polynomials, multiplied out; anything else (also a single product) as it is."""
    if f.func is not sympy.Add or all(map(_is_monomial, f.args)):
        return f
    symbols = symbols_of(f)
    terms = polynomial_terms(f, symbols)
    return f if terms is None else from_terms(terms, symbols)


def _is_monomial(f: Any) -> bool:
    """Is there nothing to multiply out: no sum among the factors?"""
    return not any(
        (factor.args[0] if factor.func is sympy.Pow else factor).func is sympy.Add
        for factor in sympy.Mul.make_args(f)
    )


def from_terms(terms: Terms, symbols: Sequence[Any]) -> Any:
    """The polynomial with these terms."""
    return sympy.Add(*[
        sympy.Mul(to_sympy(coefficient), *[s**n for s, n in zip(symbols, exponents, strict=True) if n])
        for exponents, coefficient in terms.items()
    ])  # fmt: skip
