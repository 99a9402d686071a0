"""Other bases: the coordinates of a vector, and the matrix of a map.

coordinates_in_basis([5, 11], [1, 3], [2, 4])      # c₁ (1, 3) + c₂ (2, 4) = (5, 11): (1, 2)
"""

from __future__ import annotations

from typing import Any

import sympy

from generator.maths.arithmetic import multiply
from generator.maths.function import Function, table
from generator.maths.matrices import square_size, transpose
from generator.maths.notation import join_terms, row
from generator.maths.typeset import typeset
from generator.maths.values import MathsError, Matrix, Worked, describe
from generator.methods.diagonalisation import as_minor
from generator.methods.echelon import inverse_by_elimination
from generator.methods.elimination import numbered, solve_by_elimination
from generator.methods.vectors import Vector, side_by_side
from generator.methods.wording import equation, step
from generator.model import Script, Sym

_A, _P = Sym("A"), Sym("P")
_INVERSE = Script(_P, above=typeset(-1))


def change_of_basis(a: Matrix, p: Matrix) -> Worked:
    """P⁻¹ A P: the matrix of the map A in the basis of the columns of P; rational, up to 4×4.

    Raises MathsError if the shapes do not fit, or P has no inverse.
    """
    n = square_size(a, "a change of basis")
    if p.shape != a.shape:
        raise MathsError(f"the basis of a change of basis is a {n}×{n} matrix, not {describe(p)}")
    found = inverse_by_elimination(p)
    right = multiply(a, p)
    value = multiply(found.value, right)
    shown = row(typeset(found.value), typeset(right))
    return Worked(
        value,
        (
            step("Call the map ", _A, "; the new basis is the columns of ", _P, ". The matrix that is asked for is ",
                 row(_INVERSE, _A, _P), ": from new coordinates to old ones, the map, and back.",
                 state=side_by_side((equation(_A, a), equation(_P, p)))),
            *as_minor(found.steps[:-1]),
            step("Invert ", _P, ".", state=equation(_INVERSE, found.value)),
            step("Apply the map to the basis vectors.",
                 state=equation(row(_A, _P), row(typeset(a), typeset(p)), right)),
            step("Turn the results into new coordinates.", state=equation(row(_INVERSE, _A, _P), shown, value)),
        ),
    )  # fmt: skip


def coordinates_in_basis(v: Vector, *basis: Vector) -> Worked:
    """The coordinates of v in a basis: the solution of c₁b₁ + c₂b₂ + … = v.

    Raises MathsError if the vectors differ in length or are linearly dependent, if v is not in their span, and for
    entries that are not rational.
    """
    if {len(vector) for vector in basis} != {len(v)}:
        raise MathsError("the vectors must have one length")
    names = numbered("c", len(basis))
    terms = [row(name, typeset(vector)) for name, vector in zip(names, basis, strict=True)]
    solved = solve_by_elimination(transpose(Matrix(basis)), v, coefficient_symbols(len(basis)))
    return Worked(
        solved.value,
        (
            step("The coordinates are the numbers that combine the basis vectors to the given vector.",
                 state=equation(join_terms(terms), v)),
            *solved.steps,
        ),
    )  # fmt: skip


def coefficient_symbols(count: int) -> tuple[Any, ...]:
    """c₁, c₂ … as unknowns."""
    return tuple(sympy.Symbol(f"c{k + 1}") for k in range(count))


TABLE = table(
    Function("change_of_basis", change_of_basis, "matrix matrix",
             "P⁻¹ A P: the matrix of the map A in the basis of the columns of P",
             "change_of_basis([[2, 1], [1, 2]], [[1, 1], [-1, 1]]) == diag(1, 3)"),
    Function("coordinates_in_basis", coordinates_in_basis, "vector vector…",
             "the coordinates of the first vector in the basis of the others",
             "coordinates_in_basis([5, 11], [1, 3], [2, 4]) == [1, 2]"),
)  # fmt: skip
