"""Approximations near a point: linear ones of any number of variables, and Taylor polynomials.

A Taylor polynomial keeps its form in print, by powers of x − a; what is computed with is its value.

    >>> x = sympy.Symbol("x")
    >>> taylor_by_derivatives(sympy.exp(x), x, 0, 2).value.value
    x**2/2 + x + 1
"""

from __future__ import annotations

from collections.abc import Sequence
from math import factorial
from typing import Any, TypeAlias

from generator.maths.arithmetic import divide, multiply, negate, product, total
from generator.maths.arithmetic import power as to_power
from generator.maths.derivative import derivative
from generator.maths.function import Function, table
from generator.maths.notation import (
    DOT,
    EMPTY,
    MINUS,
    ONE,
    ZERO,
    absolute,
    is_negative,
    is_sum,
    join_terms,
    paren,
    power,
    row,
    times,
)
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Shown, Worked, normal, to_sympy
from generator.maths.written import written
from generator.methods.derivatives.inserting import inserted, replaced
from generator.methods.derivatives.naming import (
    NABLA,
    PARTIAL,
    TWO,
    F,
    aligned,
    called,
    column,
    listed,
    prime,
    second_slope,
    shifted,
    slope,
)
from generator.methods.jacobians import second_partials
from generator.methods.partials import (
    all_steps,
    checked_point,
    checked_variables,
    in_passing,
    partial_derivatives,
)
from generator.methods.wording import chain, distinct, equation, step, transposed
from generator.model import Fence, Formula, Frac, Num, Op, Script, Step, Sym

MAX_ORDER = 6
"""Highest order of a Taylor polynomial."""

_HALF = Frac(ONE, TWO)
_K = Sym("k")
_BANG = Op("!")

Term: TypeAlias = tuple[Anything, tuple[int, ...]]
"""A coefficient, and the exponents of x − a for each variable."""


# ─── Linear approximations ───────────────────────────────────────────────────────────────────────────────


def linearise_by_partials(f: Anything, symbols: Sequence[Any], point: Sequence[Anything]) -> Worked:
    """f(p) + ∇f(p) · (x − p), as an expression in the symbols.

    Raises MathsError if the point does not fit the symbols or f has no value there.
    """
    names = checked_variables(symbols, f)
    places = checked_point(names, point)
    found = partial_derivatives(to_sympy(f), names)
    labels = [row(slope(F, typeset(x), PARTIAL), listed(point)) for x in names]
    rates = [normal(partial.value) for partial in found]
    slopes = [replaced(rate, places) for rate in rates]
    height = replaced(f, places)
    size = len(names)
    terms: list[Term] = [(height, (0,) * size), *[(s, _unit(k, size)) for k, s in enumerate(slopes)]]
    general = join_terms(
        [
            called(F, point),
            *[row(label, _steps_away(_unit(k, size), places)) for k, label in enumerate(labels)],
        ]
    )
    constant = total([height, *[negate(product([s, a])) for s, a in zip(slopes, point, strict=True)]])
    value = total([constant, *[product([s, x]) for s, x in zip(slopes, names, strict=True)]])
    lines = [[label, inserted(rate, places), s] for label, rate, s in zip(labels, rates, slopes, strict=True)]
    steps = (
        _height_step(f, places, height),
        *all_steps(found),
        step("Put the point into the partial derivatives.", state=aligned(*lines)),
        step("Near the point, add for each variable its slope times the step away from the point.",
             state=chain(called(Sym("L"), names), *distinct([general, expanded(terms, places), value]))),
    )  # fmt: skip
    return Worked(value, steps)


def _unit(k: int, size: int) -> tuple[int, ...]:
    return tuple([int(place == k) for place in range(size)])


def _height_step(f: Anything, places: dict[Any, Anything], height: Anything) -> Step:
    return step("Find the value at the point.",
                state=equation(called(F, list(places.values())), *distinct([inserted(f, places), height])))  # fmt: skip


def expanded(terms: Sequence[Term], places: dict[Any, Anything]) -> Formula:
    """`1 + 2(x − 1) + 3(x − 1)²`: terms with coefficient 0 left out."""
    return join_terms([
        _term(typeset(c), _steps_away(exponents, places)) for c, exponents in terms if c != 0
    ])  # fmt: skip


def _term(coefficient: Formula, powers: Formula) -> Formula:
    return coefficient if powers == EMPTY else times(coefficient, powers)


def _steps_away(exponents: Sequence[int], places: dict[Any, Anything]) -> Formula:
    """`(x − 1)²(y + 2)`."""
    return row(*[
        power(typeset(x) if a == 0 else paren(shifted(typeset(x), a)), typeset(n))
        for (x, a), n in zip(places.items(), exponents, strict=True) if n
    ])  # fmt: skip


def _polynomial(terms: Sequence[Term], places: dict[Any, Anything]) -> Shown:
    """The value of the terms, printed by powers of x − a."""
    value = total([
        product([c, *[
            to_power(total([x, negate(a)]), n) for (x, a), n in zip(places.items(), exponents, strict=True) if n
        ]])
        for c, exponents in terms
    ])  # fmt: skip
    return Shown(value, expanded(terms, places), written(value))


# ─── Taylor polynomials ──────────────────────────────────────────────────────────────────────────────────


def taylor_by_derivatives(f: Anything, x: Any, a: Anything, order: int) -> Worked:
    """The Taylor polynomial of f around a, up to this order (0 to 6).

    Raises MathsError for another order, for a function without a rule, and where a derivative has no value at a.
    """
    if not 0 <= order <= MAX_ORDER:
        raise MathsError(f"the order of a Taylor polynomial is between 0 and {MAX_ORDER} here")
    places = checked_point(checked_variables((x,), f), (a,))
    functions = [f]
    for _ in range(order):
        functions.append(derivative(functions[-1], x))
    values = [replaced(g, places) for g in functions]
    terms: list[Term] = [(divide(value, factorial(k)), (k,)) for k, value in enumerate(values)]
    polynomial = _polynomial(terms, places)
    formulas = [[called(prime(k), (x,)), g] for k, g in enumerate(functions)]
    heights = [
        [called(prime(k), (a,)), inserted(g, places), value]
        for k, (g, value) in enumerate(zip(functions, values, strict=True))
    ]
    powers = [_steps_away((k,), places) for k in range(order + 1)]
    k_th = power(paren(shifted(typeset(x), a)) if a != 0 else typeset(x), _K)
    sum_sign = Script(Op("∑"), below=equation(_K, 0), above=typeset(order))
    general = row(sum_sign, Frac(called(Script(F, above=Fence("(", _K, ")")), (a,)), row(_K, _BANG)), k_th)
    filled = polynomial.formula
    if all(type(value) is int for value in values):  # fractions over factorials are hard to read
        filled = join_terms([
            _term(_over_factorial(typeset(value), k), powers[k]) for k, value in enumerate(values) if value
        ])  # fmt: skip
    steps = (
        step("Find the derivatives up to order ", order, ".", state=aligned(*formulas)),
        step("Put ", equation(x, a), " into each of them.", state=aligned(*heights)),
        step("Divide the value of each derivative by the factorial of its order: these are the coefficients.",
             state=chain(called(Script(Sym("T"), below=typeset(order)), (x,)),
                         *distinct([general, filled, polynomial]))),
    )  # fmt: skip
    return Worked(polynomial, steps)


def _over_factorial(top: Formula, k: int) -> Formula:
    """The top over k!, which is left out where it is 1; a sign stands before the bar."""
    return top if k < 2 else _over(top, row(Num(str(k)), _BANG))


def _over(top: Formula, bottom: Formula) -> Formula:
    negative = is_negative(top) and not is_sum(top)
    return row(MINUS, Frac(absolute(top), bottom)) if negative else Frac(top, bottom)


def second_order_taylor(f: Anything, symbols: Sequence[Any], point: Sequence[Anything]) -> Worked:
    """The Taylor polynomial of second order of a function of two variables.

    Raises MathsError for another number of symbols, for a function without a rule, and where a derivative has no
    value at the point.
    """
    names = checked_variables(symbols, f)
    if len(names) != 2:
        raise MathsError("a function of two variables is expected")
    places = checked_point(names, point)
    x, y = map(typeset, names)
    first, hessian, found = second_partials(to_sympy(f), names)
    (fxx, fxy), (_, fyy) = hessian.rows
    functions: list[tuple[Formula, Anything, tuple[int, int], int]] = [
        (slope(F, x, PARTIAL), normal(first[0].value), (1, 0), 1),
        (slope(F, y, PARTIAL), normal(first[1].value), (0, 1), 1),
        (second_slope(F, x, x), fxx, (2, 0), 2),
        (second_slope(F, x, y), fxy, (1, 1), 1),
        (second_slope(F, y, y), fyy, (0, 2), 2),
    ]
    height = replaced(f, places)
    values = [replaced(g, places) for _, g, _, _ in functions]
    at_point = listed(point)
    lines = [
        [row(name, at_point), inserted(g, places), value]
        for (name, g, _, _), value in zip(functions, values, strict=True)
    ]
    away = [_steps_away(exponents, places) for _, _, exponents, _ in functions]
    terms: list[Term] = [(height, (0, 0)), *[
        (divide(value, under), exponents) for (_, _, exponents, under), value in zip(functions, values, strict=True)
    ]]  # fmt: skip
    polynomial = _polynomial(terms, places)
    d = Sym("d", "bold")
    hessian_at = called(Sym("H"), point)
    symbolic = join_terms([
        called(F, point), row(called(row(NABLA, F), point), DOT, d),
        row(_HALF, transposed(d), hessian_at, d),
    ])  # fmt: skip
    doubled = [values[2], multiply(2, values[3]), values[4]]
    curved = join_terms([_term(typeset(c), a) for c, a in zip(doubled, away[2:], strict=True) if c != 0])
    linear = expanded(terms[:3], places)
    filled = (
        linear
        if curved == ZERO
        else join_terms([EMPTY if linear == ZERO else linear, row(_HALF, paren(curved))])
    )
    steps = (
        _height_step(f, places, height),
        *in_passing(found),
        step("Put the point into the first and second partial derivatives.", state=aligned(*lines)),
        step("Put them together: with ", equation(d, column([shifted(x, point[0]), shifted(y, point[1])])),
             ", the mixed derivative occurs twice in the square term.",
             state=chain(called(Script(Sym("T"), below=TWO), names), *distinct([symbolic, filled, polynomial]))),
    )  # fmt: skip
    return Worked(polynomial, steps)


TABLE = table(
    Function("linearise_by_partials", linearise_by_partials, "scalar list vector",
             "linear approximation near a point",
             "linearise_by_partials(t**2, [t], [3]) == 6*t - 9"),
    Function("taylor_by_derivatives", taylor_by_derivatives, "scalar symbol scalar integer",
             "Taylor polynomial around a number, up to an order of at most 6",
             "taylor_by_derivatives(exp(t), t, 0, 2) == 1 + t + t**2/2"),
    Function("second_order_taylor", second_order_taylor, "scalar list vector",
             "second-order Taylor polynomial of a function of two variables",
             "second_order_taylor(x*y, [x, y], [1, 2]) == x*y"),
)  # fmt: skip
