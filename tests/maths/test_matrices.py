"""The algorithms on matrices against sympy's, and against what they promise."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.maths import matrices
from generator.maths.arithmetic import multiply
from generator.maths.numeric import equal
from generator.maths.values import MathsError, Matrix

entries = st.one_of(st.integers(-5, 5), st.fractions(-3, 3, max_denominator=4)).map(
    lambda v: int(v) if Fraction(v).denominator == 1 else v
)


def square(n: int) -> st.SearchStrategy[Matrix]:
    row = st.lists(entries, min_size=n, max_size=n).map(tuple)
    return st.lists(row, min_size=n, max_size=n).map(lambda rows: Matrix(tuple(rows)))


squares = st.integers(1, 5).flatmap(square)


def theirs(a: Matrix) -> sympy.Matrix:
    return sympy.Matrix([[sympy.Rational(str(entry)) for entry in row] for row in a.rows])


def ours(m: sympy.Matrix) -> tuple[tuple[Fraction, ...], ...]:
    return tuple(tuple(Fraction(int(e.p), int(e.q)) for e in m.row(i)) for i in range(m.rows))


@given(squares)
def test_determinant_rank_and_reduced_form_are_sympys(a: Matrix) -> None:
    assert ours(sympy.Matrix([[sympy.Rational(str(matrices.determinant(a)))]])) == ours(
        sympy.Matrix([[theirs(a).det()]])
    )
    reduced, pivots = theirs(a).rref()
    assert matrices.reduced(a).rows == ours(reduced)
    assert matrices.rank(a) == len(pivots)


@given(squares)
def test_the_inverse_undoes_and_the_adjugate_gives_the_determinant(a: Matrix) -> None:
    n = len(a.rows)
    identity = Matrix(tuple(tuple(int(i == j) for j in range(n)) for i in range(n)))
    determinant = matrices.determinant(a)
    assert multiply(a, matrices.adjugate(a)) == multiply(determinant, identity)
    if determinant == 0:
        with pytest.raises(MathsError, match="no inverse"):
            matrices.inverse(a)
    else:
        assert multiply(a, matrices.inverse(a)) == identity


@given(st.lists(st.integers(-6, 6), min_size=2, max_size=4, unique=True), st.data())
def test_eigenvalues_of_a_built_matrix_are_found(values: list[int], data: st.DataObject) -> None:
    n = len(values)
    basis = data.draw(square(n))
    assume(matrices.determinant(basis) != 0)
    diagonal = Matrix(tuple(tuple(values[i] if i == j else 0 for j in range(n)) for i in range(n)))
    built = multiply(multiply(basis, diagonal), matrices.inverse(basis))
    assert matrices.eigenvalues(built) == tuple(sorted(values))


def test_irrational_eigenvalues_are_ordered_with_the_others() -> None:
    found = matrices.eigenvalues(Matrix(((0, 1, 0), (1, 1, 0), (0, 0, 1))))
    golden = (1 + sympy.sqrt(5)) / 2
    assert equal(found, (1 - golden, 1, golden))


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (((0, -1), (1, 0)), "not real"),
        (((0, 0, 2), (1, 0, 0), (0, 1, 0)), "degree 1 or 2"),
        (((1, 2),), "square"),
        (((sympy.Symbol("x"),),), "rational"),
    ],
)
def test_eigenvalues_that_cannot_be_given_are_refused(
    rows: tuple[tuple[object, ...], ...], says: str
) -> None:
    with pytest.raises(MathsError, match=says):
        matrices.eigenvalues(Matrix(rows))


@given(
    st.integers(-5, 5).filter(bool),
    st.fractions(-5, 5, max_denominator=3),
    st.fractions(-5, 5, max_denominator=3),
)
def test_quadratic_roots_are_roots_in_order(a: int, b: Fraction, c: Fraction) -> None:
    if b**2 - 4 * a * c < 0:
        with pytest.raises(MathsError, match="not real"):
            matrices.real_roots_quadratic(a, b, c)
        return
    roots = matrices.real_roots_quadratic(a, b, c)
    numbers = [float(root) for root in roots]
    assert numbers == sorted(set(numbers))
    for root in numbers:
        assert abs(a * root**2 + float(b) * root + float(c)) < 1e-6


@given(square(3))
def test_solve_solves_and_null_vectors_vanish(a: Matrix) -> None:
    b = (1, 2, 3)
    if matrices.determinant(a) != 0:
        assert multiply(a, matrices.solve(a, b)) == b
    elif matrices.rank(a) == 2:
        v = matrices.null_vector(a)
        assert multiply(a, v) == (0, 0, 0)
        assert all(type(entry) is int for entry in v)
        assert next(entry for entry in v if entry) > 0


@given(st.lists(st.integers(-4, 4), min_size=1, max_size=3).map(tuple), st.integers(-3, 3))
def test_parallel_means_a_multiple_that_is_not_zero(v: tuple[int, ...], k: int) -> None:
    assert matrices.parallel(v, multiply(k, v)) is (k != 0 and any(v))
    assert not matrices.parallel((1, 0), (0, 1))
    assert not matrices.parallel((1, 0), (1, 0, 0))
