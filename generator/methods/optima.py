"""Critical points of functions of two variables: found for quadratics, classified by the Hessian for all.

Systems of two linear equations are solved here by Cramer's rule, for whoever needs one in a step.

    >>> x, y = sympy.symbols("x y")
    >>> find_critical_point(x**2 + y**2 - 2 * x, (x, y)).value
    (1, 0)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from generator.maths.arithmetic import compare, divide, multiply, subtract
from generator.maths.function import Function, table
from generator.maths.notation import EMPTY, MINUS, join_terms, minus, power, row, times
from generator.maths.numeric import equal
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Matrix, Worked, normal, to_sympy
from generator.methods.derivatives.inserting import replaced
from generator.methods.derivatives.naming import TWO, aligned, called, column, dotted
from generator.methods.derivatives.polynomials import polynomial_terms
from generator.methods.jacobians import second_partials
from generator.methods.partials import (
    Variables,
    all_steps,
    checked_point,
    checked_variables,
    in_passing,
    partial_derivatives,
)
from generator.methods.wording import distinct, equation, say, step
from generator.model import Formula, Frac, Grid, Step, Sym

Line: TypeAlias = tuple[Anything, Anything, Anything]
"""a, b, c of the equation ax + by = c."""

_D, _H = Sym("D"), Sym("H")


def two_variables(symbols: Sequence[Any], *functions: Anything) -> Variables:
    """The symbols, if they are two. Raises MathsError if not, and as `checked_variables`."""
    names = checked_variables(symbols, *functions)
    if len(names) != 2:
        raise MathsError("a function of two variables is expected")
    return names


# ─── Two linear equations ────────────────────────────────────────────────────────────────────────────────


def linear_line(f: Any, symbols: Variables) -> Line:
    """The equation f = 0 as ax + by = c, with rational numbers. Raises MathsError if f is not linear."""
    terms = polynomial_terms(f, symbols)
    if terms is None or any(sum(exponents) > 1 for exponents in terms):
        raise MathsError("the equations must be linear, with rational coefficients")
    a, b, c = (normal(terms.get(exponents, 0)) for exponents in ((1, 0), (0, 1), (0, 0)))
    return a, b, multiply(-1, c)


def line_formula(line: Line, names: Sequence[Formula]) -> Formula:
    """`2x − y = 3`."""
    return equation(linear_side(line[:2], names), line[2])


def linear_side(coefficients: Sequence[Anything], names: Sequence[Formula]) -> Formula:
    """`2x − y`, without what has the coefficient 0."""
    return join_terms([
        times(typeset(c), name) if c != 0 else EMPTY for c, name in zip(coefficients, names, strict=True)
    ])  # fmt: skip


def solve_pair(first: Line, second: Line, names: Sequence[Formula]) -> tuple[tuple[Anything, Anything], Step]:
    """The solution of two linear equations, and the step to it. Raises MathsError if there is not exactly one."""
    (a, b, p), (c, d, q) = first, second
    determinant = _cross(a, d, b, c)
    if determinant == 0:
        raise MathsError("the equations do not have exactly one solution")
    solution = (divide(_cross(p, d, b, q), determinant), divide(_cross(a, q, p, c), determinant))
    if b == 0 and c == 0:
        words = say("Each equation holds one unknown: divide.")
        tops: list[Formula] = [_ratio(p, a), _ratio(q, d)]
    else:
        words = say("Solve the two equations by Cramer’s rule: both denominators are the determinant of the "
                    "coefficients.")  # fmt: skip
        under = _bars(a, b, c, d)
        tops = [Frac(_bars(p, b, q, d), under), Frac(_bars(a, p, c, q), under)]
    numerators = [_cross(p, d, b, q), _cross(a, q, p, c)]
    ratios = [_ratio(top, determinant) for top in numerators]
    lines = [
        [name, top, value] if b == 0 and c == 0 else [name, top, ratio, value]
        for name, top, ratio, value in zip(names, tops, ratios, solution, strict=True)
    ]
    return solution, Step(words, aligned(*lines))


def _cross(a: Anything, d: Anything, b: Anything, c: Anything) -> Anything:
    """ad − bc."""
    return subtract(multiply(a, d), multiply(b, c))


def _ratio(top: Anything, bottom: Anything) -> Formula:
    """`−24/22`: not cancelled, with the sign before the bar; only the quotient where one of them is no whole number."""
    if type(top) is not int or type(bottom) is not int or bottom == 1:
        return typeset(divide(top, bottom))
    size = Frac(typeset(abs(top)), typeset(abs(bottom)))
    return minus(size) if top * bottom < 0 else size


def _bars(*entries: Anything) -> Formula:
    a, b, c, d = map(typeset, entries)
    return Grid(((a, b), (c, d)), "|", "|")


# ─── Critical points ─────────────────────────────────────────────────────────────────────────────────────


def find_critical_point(f: Anything, symbols: Sequence[Any]) -> Worked:
    """The point where the gradient of a quadratic function of two variables is 0.

    Raises MathsError if f is no quadratic with rational coefficients, or has not exactly one critical point.
    """
    names = two_variables(symbols, f)
    shown = list(map(typeset, names))
    found = partial_derivatives(to_sympy(f), names)
    first, second = (linear_line(partial.value, names) for partial in found)
    solution, last = solve_pair(first, second, shown)
    steps = (
        *in_passing(all_steps(found)),
        step("At a critical point both partial derivatives are 0.",
             state=aligned(*[[linear_side(line[:2], shown), line[2]] for line in (first, second)])),
        last,
        step("This is the only critical point.", state=equation(column(shown), solution)),
    )  # fmt: skip
    return Worked(solution, steps)


def classify_critical_point(f: Anything, symbols: Sequence[Any], point: Sequence[Anything]) -> Worked:
    """`minimum`, `maximum` or `saddle point`: what kind of critical point of f, of two variables, this is.

    Raises MathsError if the gradient is not 0 there, and if the determinant of the Hessian is 0, when it decides
    nothing.
    """
    names = two_variables(symbols, f)
    places = checked_point(names, point)
    first, hessian, found = second_partials(to_sympy(f), names)
    if not all(equal(replaced(normal(partial.value), places), 0) for partial in first):
        raise MathsError("the gradient is not 0 at this point")
    values = Matrix(tuple([tuple([replaced(entry, places) for entry in line]) for line in hessian.rows]))
    (a, b), (_, d) = values.rows
    determinant = _cross(a, d, b, b)
    if equal(determinant, 0):
        raise MathsError("the determinant of the Hessian is 0 there, so it does not decide")
    products = row(dotted(typeset(a), typeset(d)), MINUS, power(typeset(b), TWO))
    state = equation(_D, *distinct([products, determinant]))
    here = called(_H, point)
    kind = "saddle point"
    if compare(">", determinant, 0):
        kind = "minimum" if compare(">", a, 0) else "maximum"
    steps = [
        *in_passing(found),
        step(
            "Put the second partial derivatives into a matrix, the Hessian.",
            state=equation(called(_H, names), hessian),
        ),
        step("Put the point into it.", state=equation(here, values)),
        step("Find the determinant of this matrix.", state=state),
        _verdict(kind, a),
    ]
    return Worked(kind, tuple(steps))


def _verdict(kind: str, corner: Anything) -> Step:
    if kind == "saddle point":
        return step("It is negative: the function rises in one direction and falls in another, so this is a "
                    "saddle point.")  # fmt: skip
    curve = "upwards" if kind == "minimum" else "downwards"
    sign = "positive" if kind == "minimum" else "negative"
    return step("It is positive, so the function curves the same way in all directions; the entry ", corner,
                f" is {sign}, so it curves {curve}. This is a {kind}.")  # fmt: skip


TABLE = table(
    Function("find_critical_point", find_critical_point, "scalar list",
             "critical point of a quadratic function of two variables",
             "find_critical_point(x**2 + (y - 1)**2, [x, y]) == [0, 1]"),
    Function("classify_critical_point", classify_critical_point, "scalar list vector",
             "`minimum`, `maximum` or `saddle point`, by the Hessian",
             "classify_critical_point(x*y, [x, y], [0, 0]) == 'saddle point'"),
)  # fmt: skip
