"""Gradient descent: several steps, with momentum or without, and how large a step may be.

Polynomials, and their values at decimals, are those of `methods.gradients`; decimals stay decimals.

    >>> x = sympy.Symbol("x")
    >>> descend_by_gradient(x**2, (x,), (8,), Fraction(1, 4), 2).value
    (2,)
"""

from __future__ import annotations

from typing import Any

from generator.maths.arithmetic import add, compare, divide, multiply, negate, subtract
from generator.maths.function import Function, table
from generator.maths.matrices import determinant, eigenvalues, is_diagonal, trace
from generator.maths.notation import DOT, EMPTY, MINUS, PLUS, factor, join_terms, power, row, times
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Worked, is_number, to_sympy
from generator.methods.derivatives.naming import NABLA, TWO, F, called, column, side_by_side
from generator.methods.gradients import (
    Term,
    checked_names,
    inserted_terms,
    partial_terms,
    polynomial_terms,
    sum_of,
    value_of,
)
from generator.methods.jacobians import second_partials
from generator.methods.optima import two_variables
from generator.methods.partials import in_passing
from generator.methods.wording import chain, distinct, equation, step
from generator.model import Formula, Frac, Num, Script, Step, Sym

MAX_STEPS = 5
"""Most steps of one descent: exact numbers grow with each."""

_ETA, _BETA = Sym("η"), Sym("β")
_X, _V = Sym("x", "bold"), Sym("v", "bold")
_GRADIENT = row(NABLA, F)


# ─── Steps ───────────────────────────────────────────────────────────────────────────────────────────────


def descend_by_gradient(
    f: Anything, symbols: tuple[Any, ...], start: tuple[Anything, ...], rate: Anything, count: int
) -> Worked:
    """The point after `count` steps of gradient descent, x − η∇f(x), 1 to 5, for a polynomial f.

    Raises MathsError for another number, if f is no polynomial in the symbols, and if the start does not fit them.
    """
    partials, first = _gradient(f, symbols, start, count)
    steps = [first]
    current = start
    for k in range(count):
        slope = tuple([value_of(partial, current) for partial in partials])
        after = subtract(current, multiply(rate, slope))
        steps.append(_gradient_at(partials, k, current, slope, words=_LOOK))
        moved = row(_numbered(_X, k), MINUS, _ETA, _GRADIENT, _bracket(_numbered(_X, k)))
        filled = row(typeset(current), MINUS, factor(typeset(rate)), DOT, typeset(slope))
        steps.append(step("Go against it, with the learning rate ", equation(_ETA, rate), ".",
                          state=chain(_numbered(_X, k + 1), moved, equation(filled, after))))  # fmt: skip
        current = after
    return Worked(current, tuple(steps))


def descend_with_momentum(
    f: Anything,
    symbols: tuple[Any, ...],
    start: tuple[Anything, ...],
    rate: Anything,
    momentum: Anything,
    count: int,
) -> Worked:
    """The point after `count` steps, 1 to 5, of v ← βv − η∇f(x), x ← x + v, from v = 0, for a polynomial f.

    Raises MathsError as `descend_by_gradient`.
    """
    partials, first = _gradient(f, symbols, start, count)
    steps = [first]
    current = start
    velocity: tuple[Anything, ...] = (0,) * len(start)
    for k in range(count):
        slope = tuple([value_of(partial, current) for partial in partials])
        faster = subtract(multiply(momentum, velocity), multiply(rate, slope))
        after = add(current, faster)
        steps.append(_gradient_at(partials, k, current, slope, words=_LOOK))
        general = row(_BETA, _numbered(_V, k), MINUS, _ETA, _GRADIENT, _bracket(_numbered(_X, k)))
        filled = row(
            typeset(momentum), DOT, typeset(velocity), MINUS, factor(typeset(rate)), DOT, typeset(slope)
        )
        steps.append(step("Keep the share ", equation(_BETA, momentum), " of the velocity", _AT_REST if k == 0 else "",
                          ", and subtract the gradient times the learning rate ", equation(_ETA, rate), ".",
                          state=chain(_numbered(_V, k + 1), general, equation(filled, faster))))  # fmt: skip
        steps.append(step("Move by the new velocity.", state=equation(
            _numbered(_X, k + 1), row(_numbered(_X, k), PLUS, _numbered(_V, k + 1)),
            row(typeset(current), PLUS, typeset(faster)), after)))  # fmt: skip
        current, velocity = after, faster
    return Worked(current, tuple(steps))


_LOOK = "Find the gradient at the point that has been reached."
_AT_REST = ", which is zero at the start"


def _gradient(
    f: Anything, symbols: tuple[Any, ...], start: tuple[Anything, ...], count: int
) -> tuple[list[list[Term]], Step]:
    """The terms of the partial derivatives, and the step that finds them."""
    if not 1 <= count <= MAX_STEPS:
        raise MathsError(f"the number of steps is between 1 and {MAX_STEPS}")
    names = checked_names(symbols, start)
    terms = polynomial_terms(f, symbols, names)
    partials = [partial_terms(terms, k) for k in range(len(names))]
    state = equation(called(_GRADIENT, symbols), column([sum_of(partial, names) for partial in partials]))
    return partials, step("Find the gradient: the vector of the partial derivatives.", state=state)


def _gradient_at(
    partials: list[list[Term]], k: int, place: tuple[Anything, ...], slope: tuple[Anything, ...], words: str
) -> Step:
    filled = column([inserted_terms(partial, place) for partial in partials])
    sides = distinct([filled, slope])
    return step(words, state=equation(row(_GRADIENT, _bracket(_numbered(_X, k))), *sides), minor=k > 0)


def _numbered(letter: Formula, k: int) -> Formula:
    return Script(letter, below=Num(str(k)))


def _bracket(f: Formula) -> Formula:
    return called(EMPTY, (f,))


# ─── How large a step may be ─────────────────────────────────────────────────────────────────────────────


def find_largest_step(f: Anything, symbols: tuple[Any, ...]) -> Worked:
    """2/λ, with λ the largest eigenvalue of the Hessian of a convex quadratic of two variables.

    Gradient descent converges for every smaller learning rate, and for no larger one. Raises MathsError if f is no
    quadratic with rational coefficients, or if an eigenvalue is not positive.
    """
    names = two_variables(symbols, f)
    _, hessian, found = second_partials(to_sympy(f), names)
    if not all(is_number(entry) for line in hessian.rows for entry in line):
        raise MathsError("a quadratic function with rational coefficients is expected")
    values = eigenvalues(hessian)
    if not compare(">", values[0], 0):
        raise MathsError("an eigenvalue of the Hessian is not positive, so there is no minimum to reach")
    lam, total, product = Sym("λ"), trace(hessian), determinant(hessian)
    value = divide(
        multiply(2, values[0]), product
    )  # the eigenvalues multiply to the determinant: no root below a bar
    labels = [_numbered(lam, k) for k in range(1, len(values) + 1)] if len(values) > 1 else [lam]
    roots = side_by_side([equation(label, root) for label, root in zip(labels, values, strict=True)])
    steps = [
        *in_passing(found),
        step("Put the second derivatives into a matrix.", state=equation(Sym("H"), hessian)),
    ]
    if is_diagonal(hessian):
        steps.append(step("The matrix is diagonal, so its eigenvalues stand on the diagonal.", state=roots))
    else:
        polynomial = join_terms([power(lam, TWO), times(typeset(negate(total)), lam), typeset(product)])
        steps += [
            step("The eigenvalues are the roots of the characteristic polynomial; its coefficients are the trace, "
                 "with a minus, and the determinant.", state=equation(polynomial, 0)),
            step("Solve the quadratic equation.", state=roots),
        ]  # fmt: skip
    largest = labels[-1]
    bound = equation(Frac(TWO, largest), *distinct([Frac(TWO, typeset(values[-1])), value]))
    steps.append(step("Along the steepest direction the distance to the minimum is multiplied by ",
                      row(Num("1"), MINUS, _ETA, largest), " in each step. It shrinks as long as ", _ETA,
                      " is less than this bound.", state=bound))  # fmt: skip
    return Worked(value, tuple(steps))


TABLE = table(
    Function("descend_by_gradient", descend_by_gradient, "scalar list vector number integer",
             "point after 1 to 5 steps of gradient descent on a polynomial",
             "descend_by_gradient(t**2, [t], [8], 1/4, 2) == [2]"),
    Function("descend_with_momentum", descend_with_momentum, "scalar list vector number number integer",
             "the same with momentum: start, learning rate, share of the velocity that is kept, number of steps",
             "descend_with_momentum(t**2, [t], [8], 1/4, 1/2, 2) == [0]"),
    Function("find_largest_step", find_largest_step, "scalar list",
             "bound on the learning rate for a convex quadratic function of two variables",
             "find_largest_step(x**2 + 2*y**2, [x, y]) == 1/2"),
)  # fmt: skip
