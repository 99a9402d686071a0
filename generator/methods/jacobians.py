"""Matrices of derivatives: Jacobians entry by entry, their determinants, and Hessians.

>>> x, y = sympy.symbols("x y")
>>> jacobian_by_rules((x * y, x + y), (x, y)).value
Matrix(((y, x), (1, 1)))
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy

from generator.maths.arithmetic import add, multiply, negate
from generator.maths.function import Function, table
from generator.maths.matrices import minor
from generator.maths.notation import DOT, MINUS, factor, join_terms, row
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Matrix, Worked, normal, to_sympy
from generator.methods.derivatives.naming import F, called, dotted, second_slope
from generator.methods.derivatives.polynomials import multiplied_out
from generator.methods.partials import (
    Partial,
    Variables,
    all_steps,
    checked_variables,
    in_passing,
    partial_derivative,
    partial_derivatives,
)
from generator.methods.wording import chain, distinct, equation, step
from generator.model import Formula, Func, Grid, Num, Script, Step, Sym

MAX_COMPONENTS = 4
"""Bound on what fits a page."""

MAX_TERMS = 20
"""Longest sum in which squares of sines and cosines are sought: every term is compared with every other."""

_J, _H = Sym("J"), Sym("H")


def jacobian_by_rules(functions: Sequence[Anything], symbols: Sequence[Any]) -> Worked:
    """The matrix of ∂fᵢ/∂xⱼ: a row for each function, a column for each symbol.

    Raises MathsError for a function without a rule.
    """
    return Worked(*jacobian_steps(functions, symbols))


def jacobian_steps(
    functions: Sequence[Anything], symbols: Sequence[Any], letter: str = "f", name: Formula = _J
) -> tuple[Matrix, tuple[Step, ...]]:
    """The Jacobian, called `name`, of functions called by a letter with a number, and the steps to it."""
    if not 0 < len(functions) <= MAX_COMPONENTS:
        raise MathsError(f"a list of 1 to {MAX_COMPONENTS} expressions is expected")
    names = checked_variables(symbols, *functions)
    found = [
        partial_derivatives(to_sympy(f), names, _component(letter, i, len(functions)))
        for i, f in enumerate(functions)
    ]
    matrix = Matrix(tuple([tuple([normal(partial.value) for partial in line]) for line in found]))
    last = step("Put the partial derivatives into the matrix ", name,
                ": a row for each function, a column for each variable.",
                state=equation(called(name, names), matrix))  # fmt: skip
    return matrix, (*[step for line in found for step in all_steps(line)], last)


def _component(letter: str, i: int, size: int) -> Formula:
    return Sym(letter) if size == 1 else Script(Sym(letter), below=Num(str(i + 1)))


# ─── Determinants ────────────────────────────────────────────────────────────────────────────────────────


def jacobian_determinant_by_rules(functions: Sequence[Anything], symbols: Sequence[Any]) -> Worked:
    """The determinant of the Jacobian of a map of 2 or 3 variables.

    Raises MathsError for another number of functions or symbols, and as `jacobian_by_rules`.
    """
    if len(functions) != len(symbols) or len(symbols) not in (2, 3):
        raise MathsError("the determinant needs 2 functions of 2 symbols, or 3 of 3")
    matrix, steps = jacobian_steps(functions, symbols)
    along = matrix.rows[0]
    terms = [_cofactor(matrix, j) for j, entry in enumerate(along) if entry != 0 or len(along) == 2]
    unsimplified = sympy.Add(*[to_sympy(term) for term, _ in terms])
    value = normal(_simplified(unsimplified))
    words = (
        "The determinant of a 2×2 matrix: the product of the diagonal less that of the other two entries."
        if len(along) == 2
        else "Expand the determinant along the first row; what is multiplied by 0 is left out."
    )
    bars = Grid(tuple(tuple(map(typeset, line)) for line in matrix.rows), "|", "|")
    expanded = join_terms([shown for _, shown in terms])
    sides = distinct([bars, expanded, normal(unsimplified), value])
    last = step(words, state=chain(row(Func("det"), _J), *sides))
    return Worked(value, (*in_passing(steps[:-1]), steps[-1], last))


def _cofactor(matrix: Matrix, j: int) -> tuple[Anything, Formula]:
    """The j-th term of the expansion along the first row, and how it looks before it is worked out."""
    entry, rest = matrix.rows[0][j], minor(matrix, 0, j)
    if len(rest.rows) == 1:
        inner: Anything = rest.rows[0][0]
        shown = dotted(typeset(entry), typeset(inner))
    else:
        (p, q), (r, s) = rest.rows
        inner = add(multiply(p, s), negate(multiply(q, r)))
        bars = Grid(tuple(tuple(map(typeset, line)) for line in rest.rows), "|", "|")
        shown = row(factor(typeset(entry)), DOT, bars)
    term = multiply(entry, inner)
    if j % 2 == 0:
        return term, shown
    entry_shown = factor(typeset(entry))
    later = dotted(entry_shown, typeset(inner)) if len(rest.rows) == 1 else shown
    return negate(term), row(MINUS, later)


def _simplified(f: Any) -> Any:
    """Multiplied out, and with sin² + cos² of one angle and one factor put together."""
    f = multiplied_out(f)
    terms = list(sympy.Add.make_args(f))
    if len(terms) > MAX_TERMS:
        return f
    for one in list(terms):
        for other in list(terms):
            factor_of = _pythagoras(one, other)
            if factor_of is not None and one in terms and other in terms:
                terms.remove(one)
                terms.remove(other)
                terms.append(factor_of)
    return multiplied_out(sympy.Add(*terms))


def _pythagoras(one: Any, other: Any) -> Any | None:
    """r, if the terms are r·cos²(u) and r·sin²(u)."""
    for item in sympy.Mul.make_args(one):
        if item.func is sympy.Pow and item.args[1] == 2 and item.args[0].func is sympy.cos:
            rest = one / item
            if other == rest * sympy.sin(item.args[0].args[0]) ** 2:
                return rest
    return None


# ─── Hessians ────────────────────────────────────────────────────────────────────────────────────────────


def second_partials(f: Any, symbols: Variables) -> tuple[list[Partial], Matrix, list[Step]]:
    """First partial derivatives, the Hessian, and the steps to both; mixed derivatives are found once."""
    first = partial_derivatives(f, symbols)
    steps = all_steps(first)
    entries: dict[tuple[int, int], Anything] = {}
    for i, x in enumerate(symbols):
        for j, y in enumerate(symbols[i:], i):
            name = second_slope(F, typeset(x), typeset(y))
            found = partial_derivative(first[i].value, y, symbols, name)
            steps += found.steps
            entries[i, j] = entries[j, i] = normal(found.value)
    size = range(len(symbols))
    return first, Matrix(tuple([tuple([entries[i, j] for j in size]) for i in size])), steps


def hessian_by_rules(f: Anything, symbols: Sequence[Any]) -> Worked:
    """The matrix of second partial derivatives. Raises MathsError for a function without a rule."""
    names = checked_variables(symbols, f)
    _, matrix, steps = second_partials(to_sympy(f), names)
    words = ["The Hessian holds the second partial derivatives"]
    if len(names) > 1:
        words.append("; mixed ones do not depend on the order, so the matrix is symmetric")
    steps.append(step(*words, ".", state=equation(called(_H, names), matrix)))
    return Worked(matrix, tuple(steps))


TABLE = table(
    Function("jacobian_by_rules", jacobian_by_rules, "list list",
             "matrix of partial derivatives, entry by entry",
             "jacobian_by_rules([t**2, 5], [t]) == matrix([2*t], [0])"),
    Function("jacobian_determinant_by_rules", jacobian_determinant_by_rules, "list list",
             "determinant of the Jacobian of 2 functions of 2 variables, or 3 of 3",
             "jacobian_determinant_by_rules([x*y, x + y], [x, y]) == y - x"),
    Function("hessian_by_rules", hessian_by_rules, "scalar list", "matrix of second partial derivatives",
             "hessian_by_rules(t**3, [t]) == matrix([6*t])"),
)  # fmt: skip
