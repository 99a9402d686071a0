"""Orthogonal projection on lines and subspaces, distances, and the vector orthogonal to given ones.

The projection on a subspace solves the normal equations AᵀA c = Aᵀv, with the spanning vectors as columns of A.

    project_onto_line([3, 1], [1, 1])           # (v · u)/(u · u) u = 4/2 u = (2, 2)
    distance_from_plane([1, 2, 3], [2, 1, 2], 1)
"""

from __future__ import annotations

from generator.maths.arithmetic import divide, dot, multiply, negate, subtract
from generator.maths.function import Function, table
from generator.maths.functions.numbers import square_root
from generator.maths.matrices import determinant, inverse, transpose
from generator.maths.notation import DOT, MINUS, join_terms, paren, power, row
from generator.maths.numeric import real_value
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Matrix, Worked, is_number
from generator.methods.bases import coefficient_symbols
from generator.methods.diagonalisation import as_minor
from generator.methods.echelon import null_space_basis
from generator.methods.elimination import solve_by_elimination
from generator.methods.products import dot_terms
from generator.methods.vectors import U, V, Vector, derived, is_zero, length_of, side_by_side, squares
from generator.methods.wording import equation, step, transposed
from generator.model import Fence, Formula, Frac, Root, Step, Sym

MAX_VECTORS = 4
"""Most vectors that span a subspace here."""

_A, _B, _C, _D, _P = Sym("A"), Sym("b", "bold"), Sym("c", "bold"), Sym("d"), Sym("P")
_POINT, _NORMAL, _REST, _SHADOW, _X = (Sym(name, "bold") for name in "anrpx")
_NORMAL_MATRIX = row(transposed(_A), _A)


# ─── On a line ───────────────────────────────────────────────────────────────────────────────────────────


def project_onto_line(v: Vector, u: Vector) -> Worked:
    """The projection of v on the line through 0 and u. Raises MathsError if u is 0 or the lengths differ."""
    value, steps = _on_line(v, u, V, U)
    return Worked(value, steps)


def _on_line(v: Vector, u: Vector, v_name: Formula, u_name: Formula) -> tuple[Vector, tuple[Step, ...]]:
    product, square = dot(v, u), dot(u, u)
    if is_zero(u):
        raise MathsError("the zero vector has no direction")
    scale = divide(product, square)
    value = multiply(scale, u)
    symbols = Frac(row(v_name, DOT, u_name), row(u_name, DOT, u_name))
    products = [
        equation(row(v_name, DOT, u_name), dot_terms(v, u), product),
        derived(row(u_name, DOT, u_name), squares(u), square),
    ]
    numbers = row(*_scale(product, square), typeset(u))
    return value, (
        step("Find the dot product of the vector ", v_name, " with the direction ", u_name, ", and of ", u_name,
             " with itself.", state=side_by_side(products)),
        step("Their quotient says how much of ", u_name, " there is in ", v_name, ". The projection is that multiple "
             "of ", u_name, ".", state=derived(_SHADOW, row(symbols, u_name), numbers, value)),
    )  # fmt: skip


def _scale(product: Anything, square: Anything) -> tuple[Formula, ...]:
    """The quotient before it is worked out: `4/2`."""
    if square == 1:
        return (typeset(product), DOT)
    return (Frac(typeset(product), typeset(square)),)


def distance_from_line(point: Vector, base: Vector, direction: Vector) -> Worked:
    """The distance of a point from the line through `base` in a direction, in any dimension.

    Raises MathsError if the lengths differ or the direction is 0.
    """
    if not len(point) == len(base) == len(direction):
        raise MathsError("the points and the direction must have one length")
    v = subtract(point, base)
    shadow, projected = _on_line(v, direction, V, U)
    rest = subtract(v, shadow)
    square = dot(rest, rest)
    value = square_root(square)
    return Worked(
        value,
        (
            step("Go from the point of the line to the given point.",
                 state=equation(V, row(typeset(point), MINUS, typeset(base)), v)),
            *projected,
            step("What is left of ", V, " without its projection is orthogonal to the line.",
                 state=equation(_REST, row(V, MINUS, _SHADOW), row(typeset(v), MINUS, typeset(shadow)), rest)),
            step("Its length is the distance.",
                 state=derived(length_of(_REST), Root(squares(rest)), Root(typeset(square)), value)),
        ),
    )  # fmt: skip


def distance_from_plane(point: Vector, normal: Vector, offset: Anything) -> Worked:
    """The distance of a point from the plane n · x = d, in any dimension: |n · p − d| / ‖n‖.

    Raises MathsError if the lengths differ, the normal vector is 0, or an entry holds a symbol.
    """
    product, square = dot(normal, point), dot(normal, normal)
    if is_zero(normal):
        raise MathsError("the normal vector of a plane is not zero")
    gap = subtract(product, offset)
    size = negate(gap) if (gap < 0 if is_number(gap) else real_value(gap) < 0) else gap
    length = square_root(square)
    value = divide(multiply(size, length), square)
    difference = row(_NORMAL, DOT, _POINT, MINUS, _D)
    inserted = (
        join_terms([dot_terms(normal, point), typeset(negate(offset))])
        if offset != 0
        else dot_terms(normal, point)
    )
    ratio = Frac(Fence("|", difference, "|"), length_of(_NORMAL))
    return Worked(
        value,
        (
            step("Put the point ", _POINT, " into the equation of the plane, ", equation(row(_NORMAL, DOT, _X), _D),
                 ". What is left tells how far it is from the plane.", state=equation(difference, inserted, gap)),
            step("Find the length of the normal vector.",
                 state=derived(length_of(_NORMAL), Root(squares(normal)), Root(typeset(square)), length)),
            step("The distance is the size of the first, divided by the second.",
                 state=derived(ratio, Frac(typeset(size), typeset(length)), value)),
        ),
    )  # fmt: skip


# ─── On a subspace ───────────────────────────────────────────────────────────────────────────────────────


def project_onto_span(v: Vector, *vectors: Vector) -> Worked:
    """The projection of v on the span of one to four vectors, by the normal equations; rational.

    Raises MathsError if the lengths differ, the vectors are linearly dependent, or an entry is not rational.
    """
    a, normal_matrix, steps = _normal_matrix(vectors)
    if len(v) != len(a.rows):
        raise MathsError("the vectors must have one length")
    right = multiply(transpose(a), v)
    names = coefficient_symbols(len(vectors))
    solved = solve_by_elimination(normal_matrix, right, names)
    value = multiply(a, solved.value)
    transposed_a = typeset(transpose(a))
    return Worked(
        value,
        (
            *steps,
            step("Multiply the vector ", V, " by ", transposed(_A), " too.",
                 state=equation(row(transposed(_A), V), row(transposed_a, typeset(v)), right)),
            step("The difference of ", V, " and its projection ", row(_A, _C), " is orthogonal to the columns, so ",
                 equation(row(_NORMAL_MATRIX, _C), row(transposed(_A), V)), ". Solve these normal equations.",
                 state=equation(row(typeset(normal_matrix), _C), right)),
            *as_minor(solved.steps[:-1]),
            step("These are the coefficients.", state=equation(_C, solved.value)),
            step("Combine the columns with them.",
                 state=equation(_SHADOW, row(_A, _C), row(typeset(a), typeset(solved.value)), value)),
        ),
    )  # fmt: skip


def projector_onto(*vectors: Vector) -> Worked:
    """The matrix A(AᵀA)⁻¹Aᵀ of the projection on the span of one to four vectors; rational.

    Raises MathsError if the lengths differ, the vectors are linearly dependent, or an entry is not rational.
    """
    a, normal_matrix, steps = _normal_matrix(vectors)
    back = inverse(normal_matrix)
    value = multiply(multiply(a, back), transpose(a))
    inverted = power(paren(_NORMAL_MATRIX), typeset(-1))
    right = multiply(back, transpose(a))
    return Worked(
        value,
        (
            *steps,
            step("Invert it.", state=equation(inverted, back)),
            step("Multiply by ", transposed(_A), " from the right.",
                 state=equation(row(inverted, transposed(_A)), row(typeset(back), typeset(transpose(a))), right)),
            step("The projection finds the coefficients with it and combines the columns: multiply by ", _A,
                 " from the left.",
                 state=equation(_P, row(_A, inverted, transposed(_A)), row(typeset(a), typeset(right)), value)),
        ),
    )  # fmt: skip


def complement_vector(*vectors: Vector) -> Worked:
    """The whole vector orthogonal to all of the given ones, if it is the only one apart from multiples.

    Its first entry from the right that no other fixes is positive. Raises MathsError if the lengths differ, if
    only 0 is orthogonal to all, or if vectors that are no multiples of each other are; and for entries that
    are not rational.
    """
    if len({len(vector) for vector in vectors}) != 1:
        raise MathsError("the vectors must have one length")
    a = Matrix(vectors)
    found = null_space_basis(a)
    if len(found.value) != 1:
        raise MathsError(
            f"the vectors that are orthogonal to all form a space of dimension {len(found.value)}"
        )
    value = found.value[0]
    return Worked(
        value,
        (
            step("A vector ", _X, " is orthogonal to all of them if every dot product is 0: it is in the null space of "
                 "the matrix with these rows.", state=equation(row(typeset(a), _X), Sym("0", "bold"))),
            *found.steps[1:-1],
            step("Collect what the parameter is multiplied by. Every multiple is orthogonal as well.",
                 state=equation(_X, value)),
        ),
    )  # fmt: skip


def _normal_matrix(vectors: tuple[Vector, ...]) -> tuple[Matrix, Matrix, tuple[Step, ...]]:
    """A with the vectors as columns, AᵀA, and the steps to it."""
    if len({len(vector) for vector in vectors}) != 1 or len(vectors) > MAX_VECTORS:
        raise MathsError(f"a subspace is spanned by one to {MAX_VECTORS} vectors of one length here")
    if not all(is_number(entry) for vector in vectors for entry in vector):
        raise MathsError("the vectors that span a subspace are rational here")
    rows = Matrix(vectors)
    a = transpose(rows)
    product = multiply(rows, a)
    if determinant(product) == 0:
        raise MathsError("the vectors are linearly dependent")
    return a, product, (
        step("Write the vectors as the columns of ", _A, ".", state=equation(_A, a)),
        step("Multiply by the transpose: the entries are the dot products of the vectors.",
             state=equation(_NORMAL_MATRIX, row(typeset(rows), typeset(a)), product)),
    )  # fmt: skip


TABLE = table(
    Function("project_onto_line", project_onto_line, "vector vector",
             "the projection of a vector on the direction of another",
             "project_onto_line([3, 1], [1, 1]) == [2, 2]"),
    Function("distance_from_line", distance_from_line, "vector vector vector",
             "the distance of a point from the line through a point in a direction",
             "distance_from_line([3, 4], [0, 0], [1, 0]) == 4"),
    Function("distance_from_plane", distance_from_plane, "vector vector scalar",
             "the distance of a point from the plane n · x = d",
             "distance_from_plane([1, 2, 3], [2, 1, 2], 1) == 3"),
    Function("project_onto_span", project_onto_span, "vector vector…",
             "the projection of the first vector on the span of the others, by the normal equations",
             "project_onto_span([1, 2, 3], [1, 0, 0], [0, 1, 0]) == [1, 2, 0]"),
    Function("projector_onto", projector_onto, "vector…", "the matrix of the projection on the span of the vectors",
             "projector_onto([1, 1]) == [[1/2, 1/2], [1/2, 1/2]]"),
    Function("complement_vector", complement_vector, "vector…",
             "the whole vector orthogonal to all others, if there is one apart from multiples",
             "complement_vector([1, 0, 0], [0, 1, 1]) == [0, -1, 1]"),
)  # fmt: skip
