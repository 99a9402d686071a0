"""Gradients of polynomials in several variables: at a point, and as a step of gradient descent.

A polynomial is read once into its terms, and every derivative, value and printed line comes from these;
decimals in the point stay decimals. A function that is no polynomial is a MathsError.

    >>> x, y = sympy.symbols("x y")
    >>> gradient_at_point(x**2 * y, (x, y), (3, 2)).value
    (12, 9)
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeAlias

import sympy

from generator.maths.arithmetic import add, multiply, power, subtract
from generator.maths.function import Function, table
from generator.maths.notation import DOT, MINUS, ONE, ZERO, factor, join_terms, row, times
from generator.maths.notation import power as raised
from generator.maths.typeset import symbol as name_formula
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Worked, is_number, normal
from generator.methods.derivatives.naming import (
    NABLA,
    PARTIAL,
    F,
    assignments,
    column,
    enumerated,
    listed,
    slope,
)
from generator.methods.nearness import EQUALS
from generator.methods.wording import chain, equation, say, step
from generator.model import Formula, Lines, Step, Sym

_HELD = {1: "", 2: " and treat the other as a constant", 3: " and treat the others as constants"}
"""What happens to the other variables, by the number of all; 3 stands for more, too."""

Term: TypeAlias = tuple[Anything, tuple[int, ...]]
"""A coefficient and the exponent of every symbol."""

Names: TypeAlias = tuple[str, ...]
"""The names of the symbols, in the order of the vector."""

_MINUS_ONE = row(MINUS, ONE)
_GRADIENT = row(NABLA, F)


def gradient_at_point(f: Anything, symbols: tuple[Any, ...], point: tuple[Anything, ...]) -> Worked:
    """∇f at a point, for a polynomial f: the partial derivatives, then their values.

    Raises MathsError if f is no polynomial in the symbols or the point does not fit them.
    """
    names = checked_names(symbols, point)
    terms = polynomial_terms(f, symbols, names)
    partials = [partial_terms(terms, k) for k in range(len(names))]
    steps = [_partial_step(terms, partials[k], k, names) for k in range(len(names))]
    values = tuple([value_of(partial, point) for partial in partials])
    lines = []
    for k, partial in enumerate(partials):
        inserted, number = inserted_terms(partial, point), typeset(values[k])
        sides = [inserted] if inserted == number else [inserted, number]
        lines.append(
            (row(slope(F, name_formula(names[k]), PARTIAL), listed(point)), row(EQUALS, equation(*sides)))
        )
    steps.append(
        step(
            "Put ",
            *assignments(list(map(name_formula, names)), point),
            " into the partial derivatives.",
            state=Lines(tuple(lines)),
        )
    )
    steps.append(
        step(
            "The gradient is the vector of these values.",
            state=equation(row(_GRADIENT, listed(point)), values),
        )
    )
    return Worked(values, tuple(steps))


def gradient_step(
    f: Anything, symbols: tuple[Any, ...], start: tuple[Anything, ...], rate: Anything
) -> Worked:
    """One step of gradient descent, x − η∇f(x), for a polynomial f.

    Raises MathsError if f is no polynomial in the symbols or the start does not fit them.
    """
    names = checked_names(symbols, start)
    terms = polynomial_terms(f, symbols, names)
    partials = [partial_terms(terms, k) for k in range(len(names))]
    values = tuple([value_of(partial, start) for partial in partials])
    move = multiply(rate, values)
    value = subtract(start, move)
    inserted = column([inserted_terms(partial, start) for partial in partials])
    general = column([sum_of(partial, names) for partial in partials])
    variables = listed([name_formula(name) for name in names])
    eta = Sym("η")
    held = _HELD.get(len(names), _HELD[3])
    steps = (
        step("Find the gradient: differentiate with respect to each variable", held, ".",
             state=equation(row(_GRADIENT, variables), general)),
        step("Put the starting point into the gradient.",
             state=equation(row(_GRADIENT, listed(start)), inserted, values)),
        step("The gradient points uphill, so go against it: multiply it by the learning rate ",
             equation(eta, rate), " and subtract the result from the starting point.",
             state=chain(row(typeset(start), MINUS, eta, _GRADIENT, listed(start)),
                         row(typeset(start), MINUS, typeset(rate), DOT, typeset(values)),
                         equation(row(typeset(start), MINUS, typeset(move)), value))),
    )  # fmt: skip
    return Worked(value, steps)


# ─── Polynomials as terms ────────────────────────────────────────────────────────────────────────────────


def checked_names(symbols: tuple[Any, ...], point: tuple[Anything, ...]) -> Names:
    """The names of the symbols. Raises MathsError if the point has not one number for each."""
    if not symbols or not all(isinstance(symbol, sympy.Symbol) for symbol in symbols):
        raise MathsError("a list of symbols is expected")
    if len(point) != len(symbols) or not all(map(is_number, point)):
        raise MathsError("the point needs one number for each symbol")
    return tuple([symbol.name for symbol in symbols])


def polynomial_terms(f: Anything, symbols: Sequence[Any], names: Names) -> list[Term]:
    """The terms of a polynomial in the order in which it is printed: falling degree, then by name."""
    if is_number(f):
        return [(f, (0,) * len(names))] if f else []
    places = {symbol: place for place, symbol in enumerate(symbols)}
    terms = [_term(part, places) for part in (f.args if f.func is sympy.Add else (f,))]
    alphabet = sorted(range(len(names)), key=names.__getitem__)
    terms.sort(key=lambda term: (-sum(term[1]), [-term[1][k] for k in alphabet]))
    return terms


def _term(part: Any, places: dict[Any, int]) -> Term:
    exponents = [0] * len(places)
    coefficient: Anything = 1
    for item in part.args if part.func is sympy.Mul else (part,):
        base, exponent = item.args if item.func is sympy.Pow else (item, sympy.S.One)
        if base in places and exponent.is_Integer and exponent.p > 0:
            exponents[places[base]] += int(exponent)
        elif item.is_Rational:
            coefficient = normal(item)
        else:
            raise MathsError("a polynomial in these symbols is expected")
    return coefficient, tuple(exponents)


def partial_terms(terms: list[Term], k: int) -> list[Term]:
    """The power rule in the k-th symbol; terms without it vanish."""
    return [
        (multiply(c, n[k]), (*n[:k], n[k] - 1, *n[k + 1 :])) for c, n in terms if n[k]
    ]  # fmt: skip


def value_of(terms: list[Term], point: tuple[Anything, ...]) -> Anything:
    """The polynomial at a point; decimals stay decimals."""
    total: Anything = 0
    for coefficient, exponents in terms:
        product = coefficient
        for base, exponent in zip(point, exponents, strict=True):
            if exponent:
                product = multiply(product, power(base, exponent))
        total = add(total, product)
    return total


# ─── What the steps show ─────────────────────────────────────────────────────────────────────────────────


def _partial_step(terms: list[Term], partial: list[Term], k: int, names: Names) -> Step:
    others = [name_formula(name) for place, name in enumerate(names) if place != k]
    words: list[Any] = ["Differentiate with respect to ", name_formula(names[k])]
    if others:
        words += [
            " and treat ",
            *enumerated(others),
            " as a constant" if len(others) == 1 else " as constants",
        ]
    words.append(": a term without ")
    words += [name_formula(names[k]), " has derivative ", 0, "."]
    raw, result = join_terms([_raw(term, k, names) for term in terms]), sum_of(partial, names)
    sides = [result] if raw == result else [raw, result]
    return Step(say(*words), equation(slope(F, name_formula(names[k]), PARTIAL), *sides))


def _raw(term: Term, k: int, names: Names) -> Formula:
    """What the rules make of a term before it is tidied: the constant factor, a dot, n xⁿ⁻¹."""
    coefficient, exponents = term
    if not exponents[k]:
        return ZERO
    constant = _monomial(coefficient, (*exponents[:k], 0, *exponents[k + 1 :]), names)
    n = exponents[k]
    slope = times(typeset(n), raised(name_formula(names[k]), typeset(n - 1))) if n > 1 else ONE
    if constant == ONE:
        return slope
    return row(MINUS, slope) if constant == _MINUS_ONE else row(constant, DOT, slope)


@lru_cache(maxsize=1024, typed=True)  # 1/2 and 0.5 are equal, and are printed differently
def _monomial(coefficient: Anything, exponents: tuple[int, ...], names: Names) -> Formula:
    powers = [
        raised(name_formula(name), typeset(exponent))
        for name, exponent in sorted(zip(names, exponents, strict=True))
        if exponent
    ]
    return times(typeset(coefficient), row(*powers)) if powers else typeset(coefficient)


def sum_of(terms: list[Term], names: Names) -> Formula:
    """The polynomial as it is printed."""
    return join_terms([_monomial(coefficient, exponents, names) for coefficient, exponents in terms])


def inserted_terms(terms: list[Term], point: tuple[Anything, ...]) -> Formula:
    """The terms with numbers in place of the symbols, nothing worked out: `2 · 3 · (−1)²`."""
    shown: list[Formula] = []
    for coefficient, exponents in terms:
        size, negative = abs(coefficient), coefficient < 0
        factors = [typeset(size)] if size != 1 or not any(exponents) else []
        factors += [raised(typeset(base), typeset(n)) for base, n in zip(point, exponents, strict=True) if n]
        product = [factor(factors[0]) if shown or negative else factors[0]]
        for item in factors[1:]:
            product += [DOT, factor(item)]
        shown.append(row(MINUS, *product) if negative else row(*product))
    return join_terms(shown)


TABLE = table(
    Function("gradient_at_point", gradient_at_point, "scalar list vector",
             "gradient of a polynomial at a point",
             "gradient_at_point(t**2, [t], [3]) == [6]"),
    Function("gradient_step", gradient_step, "scalar list vector number",
             "a step of gradient descent on a polynomial",
             "gradient_step(t**2, [t], [3], 0.1) == [2.4]"),
)  # fmt: skip
