"""Lagrange multipliers in the plane: a quadratic function on a line, and a linear one on a circle.

>>> x, y = sympy.symbols("x y")
>>> lagrange_multipliers(x**2 + y**2, x + y, 4, (x, y)).value
(2, 2)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.maths.arithmetic import add, compare, divide, multiply, negate, subtract
from generator.maths.derivative import derivative
from generator.maths.function import Function, table
from generator.maths.functions import FUNCTIONS
from generator.maths.notation import ZERO, join_terms, power, times
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Worked, to_sympy
from generator.methods.derivatives.inserting import inserted, replaced
from generator.methods.derivatives.naming import TWO, F, aligned, called, column
from generator.methods.derivatives.polynomials import Terms, polynomial_terms
from generator.methods.optima import line_formula, linear_line, solve_pair, two_variables
from generator.methods.partials import Variables
from generator.methods.wording import distinct, equation, step
from generator.model import Formula, Frac, Sym

LAMBDA = Sym("λ")
_CIRCLE = {(2, 0): 1, (0, 2): 1}


def lagrange_multipliers(f: Anything, g: Anything, level: Anything, symbols: Sequence[Any]) -> Worked:
    """The point where f, of two variables, is extreme on the curve g = level.

    Either g is linear and f quadratic: then it is the only such point, a minimum or a maximum, and the steps say which.
    Or g is x² + y² and f linear: then it is the maximum, and the minimum is the opposite point. Coefficients are
    rational. Raises MathsError for other functions, and if there is no such point.
    """
    names = two_variables(symbols, f, g)
    objective, constraint = (polynomial_terms(to_sympy(h), names) for h in (f, g))
    if objective is None or constraint is None:
        raise MathsError("function and constraint must be polynomials with rational coefficients")
    if _degree(constraint) == 1 and _degree(objective) == 2:
        return _on_line(f, g, level, names)
    if constraint == _CIRCLE and _degree(objective) == 1:
        return _on_circle(f, level, names)
    raise MathsError(
        "the method needs a quadratic function on a line, or a linear one on a circle x² + y² = c"
    )


def _degree(terms: Terms) -> int:
    return max(map(sum, terms), default=0)


def _on_line(f: Anything, g: Anything, level: Anything, names: Variables) -> Worked:
    shown = list(map(typeset, names))
    slopes = [derivative(f, x) for x in names]
    a, b = (derivative(g, x) for x in names)
    constraint = linear_line(to_sympy(subtract(g, level)), names)
    eliminated = subtract(multiply(b, slopes[0]), multiply(a, slopes[1]))
    parallel = linear_line(to_sympy(eliminated), names)
    point, solving = solve_pair(parallel, constraint, shown)
    places = dict(zip(names, point, strict=True))
    k = 0 if a != 0 else 1
    entry = (a, b)[k]
    multiplier = divide(replaced(slopes[k], places), entry)
    top = inserted(slopes[k], places)
    ratio = top if entry == 1 else Frac(top, typeset(entry))
    height = replaced(f, places)
    minimum = _curvature(slopes, names, (b, negate(a))) > 0
    curves = "upwards, so this is its minimum" if minimum else "downwards, so this is its maximum"
    return Worked(point, (
        step("Where ", F, " is extreme on the line, its gradient is a multiple ", LAMBDA, " of the gradient of the "
             "constraint; and the constraint holds.",
             state=aligned(*[[slope, _multiple(e)] for slope, e in zip(slopes, (a, b), strict=True)],
                           [g, level])),
        step("Eliminate ", LAMBDA, " from the first two equations: ", *_elimination(a, b), ".",
             state=line_formula(parallel, shown)),
        solving,
        step("Find the multiplier.", state=equation(LAMBDA, *distinct([ratio, multiplier])), minor=True),
        step("Find the value of the function there.",
             state=equation(called(F, point), *distinct([inserted(f, places), height])), minor=True),
        step(f"Along the line the function curves {curves}.", state=equation(column(shown), point)),
    ))  # fmt: skip


def _elimination(a: Anything, b: Anything) -> list[Any]:
    """How λ goes away, as arguments of `say`: λ stands in the equations with the coefficients a and b."""
    if a == 0:
        return ["only the second holds it, and the first is left"]
    if b == 0:
        return ["only the first holds it, and the second is left"]
    words: list[Any] = [] if b == 1 else ["multiply the first by ", b, ", "]
    words += [] if a == 1 else ["multiply the second by ", a, ", "]
    return [*words, "subtract the second from the first"]


def _multiple(entry: Anything) -> Formula:
    return ZERO if entry == 0 else times(typeset(entry), LAMBDA)


def _curvature(slopes: Sequence[Anything], names: Variables, direction: Sequence[Anything]) -> Any:
    """The second derivative along a direction: a rational number, since f is quadratic."""
    total: Anything = 0
    for slope, along in zip(slopes, direction, strict=True):
        for x, other in zip(names, direction, strict=True):
            total = add(total, multiply(multiply(along, other), derivative(slope, x)))
    return total


def _on_circle(f: Anything, square: Anything, names: Variables) -> Worked:
    if not compare(">", square, 0):
        raise MathsError("the circle needs a positive radius")
    shown = list(map(typeset, names))
    p, q = (derivative(f, x) for x in names)
    length = add(multiply(p, p), multiply(q, q))
    squared = divide(length, multiply(4, square))
    multiplier = FUNCTIONS["sqrt"].call(squared)
    point = tuple([divide(entry, multiply(2, multiplier)) for entry in (p, q)])
    twice = times(TWO, LAMBDA)
    circle = join_terms([power(name, TWO) for name in shown])
    unknowns = [ZERO if entry == 0 else Frac(typeset(entry), twice) for entry in (p, q)]
    over = Frac(
        join_terms([power(typeset(entry), TWO) for entry in (p, q)]), times(typeset(4), typeset(square))
    )
    opposite = tuple(map(negate, point))
    return Worked(point, (
        step("Where ", F, " is extreme on the circle, its gradient is a multiple ", LAMBDA, " of the gradient of the "
             "constraint; and the constraint holds.",
             state=aligned(*[[entry, times(twice, name)] for entry, name in zip((p, q), shown, strict=True)],
                           [circle, square])),
        step("The multiplier is not 0, so divide by it.",
             state=aligned(*[[name, unknown] for name, unknown in zip(shown, unknowns, strict=True)])),
        step("Put this into the constraint, and solve for the square of the multiplier.",
             state=equation(power(LAMBDA, TWO), *distinct([over, squared]))),
        step("The positive root leads in the direction of the gradient, to the maximum; the negative one to the "
             "minimum, at the opposite point ", opposite, ".", state=equation(LAMBDA, multiplier)),
        step("Put the multiplier in.", state=equation(column(shown), point)),
    ))  # fmt: skip


TABLE = table(
    Function("lagrange_multipliers", lagrange_multipliers, "scalar scalar number list",
             "where a quadratic function is extreme on a line, or a linear one largest on a circle x² + y² = c",
             "lagrange_multipliers(x**2 + y**2, x + y, 4, [x, y]) == [2, 2]"),
)  # fmt: skip
