"""Newton's method: for the zero of a function of one variable, and for a critical point of two.

Iterates are exact fractions.

    >>> x = sympy.Symbol("x")
    >>> newton_iterates(x**2 - 2, x, 1, 2).value
    (Fraction(3, 2), Fraction(17, 12))
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.maths.arithmetic import add, divide, negate, subtract
from generator.maths.derivative import derivative
from generator.maths.function import Function, table
from generator.maths.notation import MINUS, PLUS, row
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Matrix, Worked, is_number, normal, to_sympy
from generator.methods.derivatives.inserting import inserted, replaced
from generator.methods.derivatives.naming import NABLA, F, aligned, called, column, prime
from generator.methods.jacobians import second_partials
from generator.methods.optima import solve_pair, two_variables
from generator.methods.partials import checked_point, checked_variables, in_passing
from generator.methods.wording import chain, equation, step
from generator.model import Formula, Frac, Num, Script, Step, Sym

MAX_ITERATES = 4
"""Most iterates at once: the digits of exact fractions double with each."""


# ─── One variable ────────────────────────────────────────────────────────────────────────────────────────


def newton_iterate(f: Anything, x: Any, start: Anything) -> Worked:
    """x₁ = x₀ − f(x₀)/f′(x₀), exactly.

    Raises MathsError if f or f′ is not rational at x₀, or f′ is 0 there.
    """
    iterates, steps = _iterates(f, x, start, 1)
    return Worked(iterates[0], steps)


def newton_iterates(f: Anything, x: Any, start: Anything, count: int) -> Worked:
    """The list of the first 1 to 4 iterates after the start.

    Raises MathsError as `newton_iterate`, for each of them.
    """
    if not 1 <= count <= MAX_ITERATES:
        raise MathsError(f"the number of iterates is between 1 and {MAX_ITERATES}")
    iterates, steps = _iterates(f, x, start, count)
    last = step("These are the iterates.", state=equation(
        column([_numbered(x, k) for k in range(1, count + 1)]), iterates))  # fmt: skip
    return Worked(iterates, (*steps, last))


def _iterates(
    f: Anything, x: Any, start: Anything, count: int
) -> tuple[tuple[Anything, ...], tuple[Step, ...]]:
    checked_variables((x,), f)
    slope = derivative(f, x)
    steps = [step("Find the derivative.", state=equation(called(prime(), (x,)), slope))]
    found: list[Anything] = []
    current = start
    for k in range(count):
        places = {x: current}
        height, steepness = replaced(f, places), replaced(slope, places)
        if not is_number(height) or not is_number(steepness):
            raise MathsError("the function and its derivative must be rational numbers at each iterate")
        if steepness == 0:
            raise MathsError("the derivative is 0 at an iterate, so the tangent never meets the axis")
        after = subtract(current, divide(height, steepness))
        old, new = _numbered(x, k), _numbered(x, k + 1)
        steps.append(step("Put ", equation(old, current), " into the function and its derivative.",
                          state=aligned([called(F, (old,)), inserted(f, places), height],
                                        [called(prime(), (old,)), inserted(slope, places), steepness]),
                          minor=True))  # fmt: skip
        quotient = Frac(called(F, (old,)), called(prime(), (old,)))
        filled = row(typeset(current), MINUS, Frac(typeset(height), typeset(steepness)))
        words = "Follow the tangent down to the axis." if k == 0 else "Do the same from there."
        steps.append(step(words, state=chain(new, row(old, MINUS, quotient), equation(filled, after))))
        found.append(after)
        current = after
    return tuple(found), tuple(steps)


def _numbered(x: Any, k: int) -> Formula:
    return Script(typeset(x), below=Num(str(k)))


# ─── Two variables ───────────────────────────────────────────────────────────────────────────────────────


def newton_step_by_hessian(f: Anything, symbols: Sequence[Any], start: Sequence[Anything]) -> Worked:
    """x + d with H(x) d = −∇f(x): one step of Newton's method towards a critical point of f, of two variables.

    For a quadratic f it ends there. Raises MathsError if the derivatives at the start are not rational, or the Hessian
    has determinant 0 there.
    """
    names = two_variables(symbols, f)
    places = checked_point(names, start)
    first, hessian, found = second_partials(to_sympy(f), names)
    partials = [normal(partial.value) for partial in first]
    slopes = tuple([replaced(partial, places) for partial in partials])
    matrix = Matrix(tuple([tuple([replaced(entry, places) for entry in line]) for line in hessian.rows]))
    if not all(map(is_number, [*slopes, *matrix.rows[0], *matrix.rows[1]])):
        raise MathsError("the derivatives must be rational numbers at the start")
    (a, b), (c, d) = matrix.rows
    unknowns = [Script(Sym("d"), below=Num(str(k))) for k in (1, 2)]
    right = negate(slopes)
    move, solving = solve_pair((a, b, right[0]), (c, d, right[1]), unknowns)
    value = add(tuple(start), move)
    gradient, step_name = called(row(NABLA, F), start), Sym("d", "bold")
    steps = (
        *in_passing(found),
        step("Put the starting point into the gradient and the Hessian.",
             state=aligned([gradient, column([inserted(p, places) for p in partials]), slopes],
                           [called(Sym("H"), start), matrix])),
        step("The step ", step_name, " solves this system: the Hessian times the step is the opposite of the gradient.",
             state=equation(row(typeset(matrix), column(unknowns)), right)),
        solving,
        step("Add the step to the starting point.",
             state=equation(column([Script(typeset(x), below=Num("1")) for x in names]),
                            row(typeset(tuple(start)), PLUS, typeset(move)), value)),
    )  # fmt: skip
    return Worked(value, steps)


TABLE = table(
    Function("newton_iterate", newton_iterate, "scalar symbol number", "next iterate of Newton’s method",
             "newton_iterate(t**2 - 2, t, 1) == 3/2"),
    Function("newton_iterates", newton_iterates, "scalar symbol number integer",
             "list of the first 1 to 4 iterates of Newton’s method",
             "newton_iterates(t**2 - 2, t, 1, 2) == [3/2, 17/12]"),
    Function("newton_step_by_hessian", newton_step_by_hessian, "scalar list vector",
             "a step of Newton’s method towards a critical point of a function of two variables",
             "newton_step_by_hessian(x**2 + y**2, [x, y], [3, 4]) == [0, 0]"),
)  # fmt: skip
