"""Matrices, subspaces and factorisations, against sympy's matrices and by what defines them."""

from __future__ import annotations

import random
import time
from fractions import Fraction

import pytest
import sympy

from generator.errors import EvaluationError
from generator.maths.arithmetic import multiply
from generator.maths.functions import FUNCTIONS
from generator.maths.language import compile_expression
from generator.maths.numeric import equal
from generator.maths.values import MathsError, Matrix

X = sympy.Symbol("x")


def call(name: str, *args: object) -> object:
    row = FUNCTIONS[name]
    return row.call(*row.check(list(args)))


def matrix(rows: object) -> Matrix:
    return Matrix(tuple(map(tuple, rows)))  # type: ignore[call-overload]


def theirs(a: Matrix) -> sympy.Matrix:
    return sympy.Matrix([[sympy.Rational(Fraction(entry)) for entry in row] for row in a.rows])


def ours(a: sympy.Matrix) -> Matrix:
    return matrix([[Fraction(int(entry.p), int(entry.q)) for entry in a.row(i)] for i in range(a.rows)])


def drawn(seed: str, rows: int, columns: int) -> Matrix:
    draw = random.Random(seed)
    return matrix(
        [[draw.choice((0, 0, 1, -1, 2, 3, Fraction(1, 2))) for _ in range(columns)] for _ in range(rows)]
    )


SHAPES = [(1, 1), (2, 2), (2, 3), (3, 2), (3, 3), (3, 5), (5, 3), (4, 4)]
SOME = [drawn(f"{shape} {k}", *shape) for shape in SHAPES for k in range(6)]
SQUARE = [a for a in SOME if a.shape[0] == a.shape[1]]


@pytest.mark.parametrize("a", SOME, ids=str)
def test_spaces_of_a_matrix(a: Matrix) -> None:
    reference = theirs(a)
    assert call("nullity", a) == len(reference.nullspace())
    null = call("null_space", a)
    assert len(null) == call("nullity", a)
    assert all(not any(multiply(a, v)) for v in null)
    assert not null or theirs(matrix(null)).rank() == len(null)
    columns = call("column_space", a)
    assert [list(c) for c in columns] == [
        [Fraction(int(e.p), int(e.q)) for e in c] for c in reference.columnspace()
    ]
    assert len(call("row_space", a)) == reference.rank()
    assert call("is_independent", a) == (reference.rank() == a.shape[0])
    echelon = call("echelon", a)
    assert call("is_echelon", echelon)
    assert theirs(echelon).rref() == reference.rref()
    assert call("is_reduced", a) == (reference.rref()[0] == reference)


@pytest.mark.parametrize("a", SQUARE, ids=str)
def test_square_matrices(a: Matrix) -> None:
    reference = theirs(a)
    n = len(a.rows)
    assert sympy.expand(call("charpoly", a, X) - reference.charpoly(X).as_expr()) == 0
    assert call("is_invertible", a) == (reference.det() != 0)
    for value, multiplicity in reference.eigenvals().items():
        if value.is_Rational:
            number = Fraction(int(value.p), int(value.q))
            assert call("algebraic_multiplicity", a, number) == multiplicity
            assert call("geometric_multiplicity", a, number) == len(
                (reference - value * sympy.eye(n)).nullspace()
            )
            assert call("is_eigenvalue", a, number)
    if n > 1:
        assert call("cofactor", a, n, 1) == Fraction(str(reference.cofactor(n - 1, 0)))
        assert call("minor", a, 1, n) == Fraction(str(reference.minor(0, n - 1)))
    if reference.det() != 0:
        assert call("matrix_power", a, -2) == ours(reference**-2)


@pytest.mark.parametrize("a", SQUARE, ids=str)
def test_lu_and_cholesky_multiply_to_what_they_factor(a: Matrix) -> None:
    try:
        lower, upper = call("lu_lower", a), call("lu_upper", a)
    except MathsError:
        leading = [theirs(a)[:k, :k].det() for k in range(1, len(a.rows))]
        assert 0 in leading  # only a leading minor of 0 can stand in the way
    else:
        assert multiply(lower, upper) == a
        assert theirs(lower).is_lower
        assert theirs(upper).is_upper
    gram = multiply(call("transpose", a), a)
    positive = theirs(gram).is_positive_definite
    assert call("is_positive_definite", gram) == positive
    if positive:
        root = call("cholesky", gram)
        assert equal(multiply(root, call("transpose", root)), gram)


def test_singular_values_are_those_of_sympy() -> None:
    for a in (
        *(drawn(f"svd {k}", 2, 3) for k in range(5)),
        *(drawn(f"svd {k}", 2, 2) for k in range(5)),
        matrix([[2, 0], [0, 2]]),
    ):
        expected = sorted((sympy.N(s, 30) for s in theirs(a).singular_values()), reverse=True)[:2]
        found = [sympy.N(sympy.sympify(s), 30) for s in call("singular_values", a)]
        assert len(found) == 2
        assert all(abs(p - q) < 1e-15 for p, q in zip(found, expected, strict=True))


def test_projections_and_bases() -> None:
    draw = random.Random("projections")
    for _ in range(20):
        u, v, w = (tuple(draw.randint(-4, 4) for _ in range(3)) for _ in range(3))
        if theirs(matrix([u, v])).rank() < 2:
            continue
        shadow = call("project", w, u, v)
        assert call("dot", tuple(a - b for a, b in zip(w, shadow, strict=True)), u) == 0
        assert call("is_in_span", shadow, matrix([u, v]))
        p = call("projection_matrix", matrix(zip(u, v, strict=True)))
        assert multiply(p, w) == shadow
        assert call("is_idempotent", p)
        basis = matrix(call("orthonormal_basis", matrix([u, v])))
        assert equal(multiply(basis, call("transpose", basis)), matrix([[1, 0], [0, 1]]))
        assert call("combine", call("coordinates_of", shadow, matrix([u, v])), matrix([u, v])) == shadow
        c = call("cosine_similarity", u, v)
        assert abs(float(sympy.N(c)) - float(sympy.N(sympy.cos(call("angle_between", u, v))))) < 1e-12


def test_least_squares_leave_a_residual_orthogonal_to_the_columns() -> None:
    a, b = matrix([[1, 0], [1, 1], [1, 3]]), (1, 2, 7)
    x = call("solve_least_squares", a, b)
    rest = tuple(p - q for p, q in zip(b, multiply(a, x), strict=True))
    assert not any(multiply(call("transpose", a), rest))


def test_norms_by_hand() -> None:
    assert call("p_norm", (3, -4), 1) == 7
    assert equal(call("p_norm", (1, 2), 3), sympy.cbrt(9))
    assert call("max_norm", (-5, sympy.sqrt(2))) == 5
    assert call("frobenius_norm", matrix([[1, 1], [1, 1]])) == 2


def test_rotations_and_reflections_are_orthogonal() -> None:
    for angle in (0, sympy.pi / 6, sympy.pi / 7, 1, X):
        for name in ("rotation_matrix", "reflection_matrix"):
            assert call("is_orthogonal", call(name, angle))
    assert equal(call("det", call("rotation_matrix", X)), 1)
    assert equal(call("det", call("reflection_matrix", X)), -1)


def test_row_operations_change_the_determinant_as_they_should() -> None:
    a = drawn("operations", 3, 3)
    assert call("det", call("swap_rows", a, 1, 3)) == -call("det", a)
    assert call("det", call("scale_row", a, 2, 5)) == 5 * call("det", a)
    assert call("det", call("add_row", a, 1, 7, 2)) == call("det", a)


def test_blocks_are_those_of_sympy() -> None:
    a, b = drawn("a", 2, 3), drawn("b", 2, 3)
    assert call("beside", a, b) == ours(theirs(a).row_join(theirs(b)))
    assert call("stacked", a, b) == ours(theirs(a).col_join(theirs(b)))
    assert call("block_diagonal", a, b) == ours(sympy.diag(theirs(a), theirs(b)))
    assert call("kronecker", a, b) == ours(sympy.Matrix(sympy.kronecker_product(theirs(a), theirs(b))))
    assert call("submatrix", a, (2, 1), (1, 3)) == ours(theirs(a).extract([1, 0], [0, 2]))
    assert call("vandermonde", (2, 3, 5)) == matrix([[1, 2, 4], [1, 3, 9], [1, 5, 25]])


HOSTILE = (
    "charpoly([[2**1000 + i*j for j in range(1, 10)] for i in range(1, 10)], t)",
    "cholesky([[t + i*j for j in range(1, 10)] for i in range(1, 10)])",
    "matrix_power([[2**900]], 100)",
    "kronecker(zeros(30, 30), zeros(30, 30))",
    "nullity([[sqrt(i + 2*j) for j in range(1, 20)] for i in range(1, 20)])",
    "lu_upper([[sqrt(i*j + 1) + t**i for j in range(1, 10)] for i in range(1, 10)])",
    "singular_values([[i + j for j in range(1, 20)] for i in range(1, 20)])",
    "vandermonde([2**1000, 3])*vandermonde([2**1999, 3])",
    "p_norm([2**1000, 1], 99)",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_matrices_are_refused_quickly(text: str) -> None:
    start = time.process_time()
    with pytest.raises(EvaluationError):
        compile_expression(text, frozenset("t")).evaluate({"t": sympy.Symbol("t")})
    assert time.process_time() - start < 20  # a hang, not a slow machine


def test_the_largest_rational_matrix_is_worked_with_quickly() -> None:
    a = matrix([[(7 * i + 3 * j * j) % 11 - 5 + 60 * (i == j) for j in range(10)] for i in range(10)])
    start = time.process_time()
    assert sympy.expand(call("charpoly", a, X) - theirs(a).charpoly(X).as_expr()) == 0
    assert multiply(call("lu_lower", a), call("lu_upper", a)) == a
    assert time.process_time() - start < 20  # a hang, not a slow machine
