"""The methods of matrices: products, elimination, factors, determinants, eigenvalues, bases."""

from __future__ import annotations

import math
from random import Random
from typing import Any

import sympy
from linear_draws import (
    INDICES,
    X,
    augmented,
    case,
    diagonalisable,
    doubly,
    eigen_given,
    entries,
    gram,
    low_rank,
    matrix,
    nonzero,
    ours,
    parametrised,
    roots_of,
    sparse,
    symmetric,
    vector,
    vectors_of,
)
from linear_replay import LAMBDA, Given, oracle
from matrix_reader import same

from generator.maths.values import normal
from generator.methods import METHODS


@case("matrix_product", lambda r: (matrix(r, 2, 3), matrix(r, 3, 2)))
def _(value: Any, a: Any, b: Any) -> Given:
    assert oracle(value) == oracle(a) * oracle(b)
    return Given(doubly("c", oracle(a) * oracle(b)))


@case("inverse_2x2", lambda r: (matrix(r, 2, 2),))
def _(value: Any, a: Any) -> Given:
    assert oracle(value) == oracle(a).inv()
    return Given({}, (oracle(a),), becomes=sympy.Matrix.adjugate)


@case("solve_by_elimination", lambda r: (matrix(r, 3, 3), vector(r, 3)))
def _(value: Any, a: Any, b: Any) -> Given:
    assert oracle(value) == oracle(a).LUsolve(oracle(b))
    return Given(entries("x", value), (augmented(a, b),))


@case("echelon_by_elimination", lambda r: (low_rank(r, 3, 4, r.randint(1, 3)),))
def _(value: Any, a: Any) -> Given:
    assert oracle(value).is_echelon
    assert oracle(value).rref() == oracle(a).rref()
    return Given({}, (oracle(a),))


@case("rref_by_elimination", lambda r: (low_rank(r, 3, 4, r.randint(1, 3)),))
def _(value: Any, a: Any) -> Given:
    assert oracle(value) == oracle(a).rref()[0]
    return Given({}, (oracle(a),))


@case("inverse_by_elimination", lambda r: (sparse(r, r.randint(2, 4)),))
def _(value: Any, a: Any) -> Given:
    assert oracle(value) == oracle(a).inv(method="ADJ")
    return Given({}, (oracle(a).row_join(sympy.eye(len(a.rows))),))


def consistent(random: Random) -> tuple[Any, ...]:
    a = low_rank(random, 3, 4, random.randint(1, 3))
    return a, tuple(normal(entry) for entry in oracle(a) * oracle(vector(random, 4)))


@case("general_solution", consistent)
def _(value: Any, a: Any, b: Any) -> Given:
    start, *basis = value
    assert oracle(a) * oracle(start) == oracle(b)
    assert_null_space(oracle(a), basis)
    names = parametrised(start, basis)
    whole = sympy.Matrix([names[f"x{INDICES[k]}"] for k in range(4)])
    return Given(names, (augmented(a, b),), ends_in=whole)


@case("null_space_basis", lambda r: (low_rank(r, 3, r.choice((3, 4)), r.randint(1, 2)),))
def _(value: Any, a: Any) -> Given:
    assert_null_space(oracle(a), value)
    return Given({**parametrised((0,) * a.shape[1], value), "A": oracle(a), "𝐱": sympy.zeros(a.shape[1], 1)})


def assert_null_space(a: Any, basis: Any) -> None:
    assert len(basis) == a.cols - a.rank()
    assert all((a * oracle(one)).is_zero_matrix for one in basis)
    assert not basis or augmented(*basis).rank() == len(basis)


@case("lu_decomposition", lambda r: (sparse(r, r.randint(2, 4)),))
def _(value: Any, a: Any) -> Given:
    lower, upper = map(oracle, value)
    assert lower * upper == oracle(a)
    assert lower.is_lower
    assert upper.is_upper
    assert all(lower[i, i] == 1 for i in range(lower.rows))
    return Given({"A": oracle(a), "L": lower, "U": upper, **doubly("ℓ", lower)}, (oracle(a),))


@case("cholesky_decomposition", lambda r: (gram(r, r.randint(2, 3)),))
def _(value: Any, a: Any) -> Given:
    lower = oracle(value)
    assert same(lower, oracle(a).cholesky())
    return Given({"L": lower, **doubly("ℓ", lower)})


@case("determinant_by_cofactors", lambda r: (sparse(r, r.randint(2, 4)),))
def _(value: Any, a: Any) -> Given:
    assert value == oracle(a).det(method="lu")
    return Given({"A": oracle(a)}, minors_of=oracle(a))


@case("determinant_by_elimination", lambda r: (sparse(r, r.randint(2, 4)),))
def _(value: Any, a: Any) -> Given:
    assert value == oracle(a).det(method="berkowitz")
    return Given({"A": oracle(a)})


@case("definiteness_by_minors", lambda r: (symmetric(r, r.randint(2, 3)),))
def _(value: Any, a: Any) -> Given:
    signs = {sympy.sign(sympy.re(sympy.N(root, 30))) for root in oracle(a).eigenvals(multiple=True)}
    words = {(1,): "positive definite", (-1,): "negative definite", (-1, 1): "indefinite"}
    assert value == words[tuple(sorted(signs - {0}))]
    corners = [oracle(a)[:k, :k] for k in range(1, len(a.rows) + 1)]
    return Given(entries("D", [normal(corner.det()) for corner in corners]), minors_of=oracle(a))


@case("characteristic_polynomial", lambda r: (sparse(r, r.randint(2, 3)), X))
def _(value: Any, a: Any, x: Any) -> Given:
    shifted = oracle(a) - x * sympy.eye(len(a.rows))
    assert same(value, shifted.det())
    return Given({"x": x, "p(x)": sympy.expand(shifted.det())}, minors_of=shifted)


def eigenvalues_case(value: Any, a: Any) -> Given:
    roots = roots_of(oracle(a))
    assert len(roots) == len(value)
    assert all(same(oracle(one), root) for one, root in zip(value, roots, strict=True))
    shifted = oracle(a) - LAMBDA * sympy.eye(len(a.rows))
    return Given({**entries("λ", roots), "p(λ)": sympy.expand(shifted.det())}, roots=roots, minors_of=shifted)


case("eigenvalues_2x2", lambda r: (matrix(r, 2, 2),))(eigenvalues_case)
case("eigenvalues_3x3", lambda r: (diagonalisable(r, 3) if r.random() < 0.5 else sparse(r, 3),))(
    eigenvalues_case
)


@case("eigenvector", lambda r: (a := diagonalisable(r, 3), r.choice(roots_of(oracle(a))).p))
def _(value: Any, a: Any, eigenvalue: Any) -> Given:
    v = oracle(value)
    assert oracle(a) * v == eigenvalue * v
    assert math.gcd(*value) == 1
    return Given({"𝐯": v, "I": sympy.eye(3), **entries("v", value)}, (oracle(a),))


@case("eigenvectors_of", lambda r: (diagonalisable(r, r.randint(2, 3)),))
def _(value: Any, a: Any) -> Given:
    spaces = sorted(oracle(a).eigenvects())
    values = [root for root, _, basis in spaces for _ in basis]
    assert augmented(*value).rank() == len(value) == len(values)
    return eigen_given(oracle(a), values, value)


@case("diagonalise", lambda r: (diagonalisable(r, r.randint(2, 3)),))
def _(value: Any, a: Any) -> Given:
    return diagonal_form(*map(oracle, value), oracle(a))


def diagonal_form(p: Any, d: Any, a: Any, **names: Any) -> Given:
    assert p * d * p.inv() == a
    assert d.is_diagonal()
    assert list(d.diagonal()) == sorted(d.diagonal())
    columns = [tuple(map(normal, p.col(k))) for k in range(p.cols)]
    return eigen_given(a, list(d.diagonal()), columns, "𝐩", P=p, D=d, **names)


@case("power_by_diagonalisation", lambda r: (diagonalisable(r, 2), r.randint(2, 6)))
def _(value: Any, a: Any, k: int) -> Given:
    assert oracle(value) == oracle(a) ** k
    p, d = (oracle(one) for one in METHODS["diagonalise"].call(a).value)
    return diagonal_form(p, d, oracle(a))


@case(
    "spectral_decomposition",
    lambda r: (ours(sympy.Matrix([[a := r.randint(-3, 3), b := nonzero(r)], [b, a]])),),
)
def _(value: Any, a: Any) -> Given:
    q, d = map(oracle, value)
    assert same(q * d * q.T, oracle(a))
    assert same(q.T * q, sympy.eye(2))
    vectors = [tuple(map(normal, q.col(k) * sympy.sqrt(2))) for k in range(2)]
    return eigen_given(oracle(a), list(d.diagonal()), vectors, Q=q, D=d, **{"𝐪₁": q.col(0), "𝐪₂": q.col(1)})


@case("change_of_basis", lambda r: (matrix(r, n := r.randint(2, 3), n), matrix(r, n, n)))
def _(value: Any, a: Any, p: Any) -> Given:
    assert oracle(p) * oracle(value) == oracle(a) * oracle(p)
    return Given({"A": oracle(a), "P": oracle(p)}, (augmented(p).row_join(sympy.eye(len(a.rows))),))


@case("coordinates_in_basis", lambda r: vectors_of(r, 4, 3))
def _(value: Any, v: Any, *basis: Any) -> Given:
    assert augmented(*basis) * oracle(value) == oracle(v)
    return Given(entries("c", value), (augmented(*basis, v),))
