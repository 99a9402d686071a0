"""Where methods of linear algebra do not apply they say so; and what they do with roots, symbols and large numbers."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import pytest
import sympy
from linear_replay import oracle
from matrix_reader import same

from generator.errors import EvaluationError
from generator.exporters.formulas import plain
from generator.maths.language import compile_expression
from generator.maths.values import FiniteDecimal, MathsError, Matrix, normal
from generator.methods import METHODS
from generator.methods.characteristic import eigenvalues_3x3
from generator.methods.determinants import determinant_by_cofactors
from generator.methods.elimination import MAX_ROWS, solve_by_elimination
from generator.methods.orthogonal import orthonormalise

T = sympy.Symbol("t")


def evaluated(text: str) -> Any:
    return compile_expression(text, frozenset("t"), METHODS).evaluate({"t": T})


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("dot_product([1, 2], [1, 2, 3])", "dot product of a list of 2 and a list of 3"),
        ("cosine_between([0, 0], [1, 2])", "zero vector makes no angle"),
        ("cross_product([1, 2], [3, 4])", "two vectors of three entries"),
        ("combine_vectors([1, 2], [1, 0])", "one coefficient for each"),
        ("matrix_vector_product([[1, 2]], [1, 2, 3])", "cannot multiply a 1×2 matrix by a list of 3"),
        ("echelon_by_elimination([[1, t]])", "rational numbers"),
        ("inverse_by_elimination([[1, 2], [2, 4]])", "no inverse"),
        ("inverse_by_elimination([[1, 2]])", "square matrix"),
        ("inverse_by_elimination(identity(5))", "up to 4×4"),
        ("general_solution([[1, 1], [2, 2]], [1, 3])", "no solution"),
        ("general_solution([[1, 1]], [1, 3])", "one right-hand side for each row"),
        ("null_space_basis(identity(2))", "zero vector alone"),
        ("lu_decomposition([[0, 1], [1, 0]])", "pivot 1 is 0"),
        ("lu_decomposition(identity(5))", "up to 4×4"),
        ("lu_decomposition([[1, t], [1, 0]])", "rational matrices"),
        ("cholesky_decomposition([[1, 2], [3, 4]])", "symmetric"),
        ("cholesky_decomposition([[1, 2], [2, 1]])", "not positive definite"),
        ("cholesky_decomposition([[1, 1], [1, 1]])", "not positive definite"),
        ("determinant_by_cofactors(identity(5))", "up to 4×4"),
        ("determinant_by_elimination([[1, 2]])", "square matrix"),
        ("determinant_by_elimination([[1, t], [1, 0]])", "rational numbers"),
        ("definiteness_by_minors([[1, 2], [3, 4]])", "symmetric"),
        ("definiteness_by_minors([[1, 1], [1, 1]])", "do not decide"),
        ("characteristic_polynomial(identity(4), t)", "2×2 or 3×3 matrix of rational numbers, not a 4×4 matrix"),
        ("eigenvalues_3x3([[0, 0, 2], [1, 0, 0], [0, 1, 0]])", "none of the eigenvalues is rational"),
        ("eigenvalues_3x3([[0, -1, 0], [1, 0, 0], [0, 0, 1]])", "not real"),
        ("eigenvectors_of([[1, 1], [1, 0]])", "not rational"),
        ("eigenvectors_of(identity(4))", "not for a 4×4 matrix"),
        ("diagonalise([[1, 1], [0, 1]])", "cannot be diagonalised: it has only 1 independent"),
        ("power_by_diagonalisation(identity(2), 101)", "from 1 to 100"),
        ("power_by_diagonalisation([[10**50, 0], [0, 1]], 100)", "too large"),
        ("spectral_decomposition([[1, 2], [3, 4]])", "symmetric 2×2"),
        ("change_of_basis([[1, 2], [3, 4]], [[1, 2], [2, 4]])", "no inverse"),
        ("change_of_basis([[1, 2], [3, 4]], identity(3))", "2×2 matrix, not a 3×3 matrix"),
        ("coordinates_in_basis([1, 2], [1, 2], [2, 4])", "more than one solution"),
        ("coordinates_in_basis([1, 2], [1, 2, 3])", "one length"),
        ("orthonormalise([1, 2], [2, 4])", "dependent"),
        ("qr_by_gram_schmidt([[1, 2], [2, 4]])", "dependent"),
        ("project_onto_line([1, 2], [0, 0])", "no direction"),
        ("distance_from_line([1, 2], [0, 0], [1, 2, 3])", "one length"),
        ("distance_from_plane([1, 2], [0, 0], 1)", "not zero"),
        ("project_onto_span([1, 2], [1, 2], [2, 4])", "dependent"),
        ("project_onto_span([1, 2, 3], [1, 2])", "one length"),
        ("projector_onto([1, sqrt(2)])", "rational"),
        ("complement_vector([1, 2], [0, 1])", "zero vector alone"),
        ("complement_vector([1, 2, 3])", "dimension 2"),
        ("singular_values_of(identity(4))", "2 or 3 columns"),
        ("svd_2x2([[1, 1], [0, 1]])", "not rational"),
        ("svd_2x2([[0, 0], [0, 0]])", "not zero"),
        ("best_rank_one(identity(2))", "equal"),
    ],
)  # fmt: skip
def test_a_method_that_does_not_apply_says_why(call: str, message: str) -> None:
    with pytest.raises(EvaluationError) as caught:
        evaluated(call)
    assert message in caught.value.message


def test_row_reduction_is_bounded() -> None:
    n = MAX_ROWS + 1
    wide = Matrix(tuple(tuple(1 + (i * j) % 7 for j in range(n)) for i in range(n)))
    with pytest.raises(MathsError, match=f"at most {MAX_ROWS} rows"):
        solve_by_elimination(wide, (1,) * n)


def test_numbers_of_row_reduction_do_not_grow_without_bound() -> None:
    random = Random(1)
    a = Matrix(tuple(tuple(random.randint(10**100, 10**101) for _ in range(8)) for _ in range(8)))
    with pytest.raises(MathsError, match="too large"):
        solve_by_elimination(a, (1,) * 8)


def test_cofactors_take_symbols() -> None:
    worked = determinant_by_cofactors(Matrix(((T, 2, 0), (1, T, 3), (0, 1, T))))
    assert same(worked.value, T**3 - 5 * T)


def test_a_row_of_zeros_settles_a_determinant() -> None:
    worked = determinant_by_cofactors(Matrix(((1, 2, 3), (0, 0, 0), (4, 5, 6))))
    assert worked.value == 0
    assert len(worked.steps) == 1


def test_decimals_are_taken_exactly() -> None:
    half = FiniteDecimal("0.5")
    assert eigenvalues_3x3(Matrix(((half, 0, 0), (0, 1, 0), (0, 0, FiniteDecimal("0.25"))))).value == (
        Fraction(1, 4), Fraction(1, 2), 1,
    )  # fmt: skip


def test_vectors_with_roots_are_normalised() -> None:
    first, second = orthonormalise((sympy.sqrt(2), 1), (0, 3)).value
    assert same(oracle(first).dot(oracle(second)), sympy.S.Zero)
    assert same(oracle(first).dot(oracle(first)), sympy.S.One)


@pytest.mark.parametrize("seed", range(60))
def test_a_rational_eigenvalue_is_found_wherever_it_lies(seed: int) -> None:
    """(x − r)(x² + p x + q), also where r lies between two irrational roots, and over a denominator."""
    random = Random(seed)
    size = random.choice((3, 20, 10**5))
    d = random.choice((1, 1, 2, 6))
    r, p, q = (Fraction(random.randint(-size, size), d) for _ in range(3))
    a, b, c = p - r, q - r * p, -r * q
    companion = Matrix(tuple(tuple(map(normal, row)) for row in ((0, 0, -c), (1, 0, -b), (0, 1, -a))))
    if p * p < 4 * q:
        with pytest.raises(MathsError, match="not real"):
            eigenvalues_3x3(companion)
        return
    values = eigenvalues_3x3(companion).value
    x = sympy.Symbol("x")
    expected = {*sympy.roots(x**2 + sympy.Rational(p) * x + sympy.Rational(q), x), sympy.Rational(r)}
    assert len(values) == len(expected)
    assert all(any(same(oracle(value), root) for root in expected) for value in values)
    assert list(values) == sorted(values, key=lambda value: sympy.N(oracle(value), 40))


@pytest.mark.parametrize(
    ("call", "printed"),
    [
        ("determinant_by_cofactors([[1, -2, 3], [0, -4, 5], [1, 0, -6]])", "−4 · (−9) − 5 · 2"),
        ("characteristic_polynomial([[-2, 1], [-3, 0]], t)", "(−2 − t)(−t) − 1 · (−3)"),
        ("project_onto_line([3, -1], [1, 0])", "p = (v · u/(u · u))u = 3 · [1; 0] = [3; 0]"),
        ("distance_from_plane([1, -2], [3, 4], -1)", "3 · 1 + 4 · (−2) + 1 = −4"),
        ("combine_vectors([1, -1], [2, 0], [-1, 5])", "[2; 0] − [−1; 5] = [2; 0] + [1; −5] = [3; −5]"),
        ("definiteness_by_minors([[-1, 0], [0, -2]])", "D₁ = −1 < 0"),
    ],
)  # fmt: skip
def test_signs_and_ones_are_written_as_by_hand(call: str, printed: str) -> None:
    worked = evaluated(f"steps({call})")
    assert any(printed in plain(step.state) for step in worked.steps if step.state is not None), [
        plain(step.state) for step in worked.steps if step.state is not None
    ]
