"""Every method of linear algebra: its value by another route, its steps replayed, and false steps noticed."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Any

import pytest
import sympy
from linear_replay import LAMBDA, Given, follow, oracle, shows_value
from matrix_reader import same

from generator.exporters.formulas import latex, mathml, plain
from generator.maths.values import MathsError, Matrix, Worked, normal
from generator.methods import FAMILIES, METHODS
from generator.model import Formula, Frac, Grid, Inline, Lines, Math, Num, Op, Root, Row, Script, Step, Text
from generator.model import Fence as Brackets

AREAS = (
    "products", "vectors", "inverses", "elimination", "echelon forms", "factorisations", "determinants",
    "definiteness", "eigenvalues and eigenvectors", "characteristic polynomials", "diagonalisation", "bases",
    "orthogonal vectors", "projections", "singular values",
)  # fmt: skip
OURS = [name for area in AREAS for name in FAMILIES[area]]
DRAWS = 8
X = sympy.Symbol("x")
S, T = sympy.symbols("s t")
INDICES = "₁₂₃₄"


# ─── What is drawn ───────────────────────────────────────────────────────────────────────────────────────


def nonzero(random: Random) -> int:
    return random.choice((-5, -4, -3, -2, -1, 1, 2, 3, 4, 5))


def vector(random: Random, n: int) -> tuple[int, ...]:
    return tuple(nonzero(random) for _ in range(n))


def matrix(random: Random, rows: int, columns: int) -> Matrix:
    return Matrix(tuple(vector(random, columns) for _ in range(rows)))


def sparse(random: Random, n: int) -> Matrix:
    """With zeros here and there."""
    return Matrix(
        tuple(tuple(random.choice((0, nonzero(random), nonzero(random))) for _ in range(n)) for _ in range(n))
    )


def ours(value: Any) -> Matrix:
    return Matrix(tuple(tuple(normal(entry) for entry in value.row(i)) for i in range(value.rows)))


def diagonalisable(random: Random, n: int) -> Matrix:
    """P D P⁻¹ with whole eigenvalues, some of them equal."""
    while True:
        basis = oracle(matrix(random, n, n))
        if basis.det() != 0:
            return ours(basis * sympy.diag(*(random.randint(-3, 4) for _ in range(n))) * basis.inv())


def symmetric(random: Random, n: int) -> Matrix:
    half = oracle(sparse(random, n))
    return ours(half + half.T + random.randint(-3, 3) * 3 * sympy.eye(n))


def gram(random: Random, n: int) -> Matrix:
    half = oracle(matrix(random, n, n))
    return ours(half * half.T)


def low_rank(random: Random, rows: int, columns: int, rank: int) -> Matrix:
    return ours(oracle(matrix(random, rows, rank)) * oracle(matrix(random, rank, columns)))


def with_rational_squares(random: Random) -> Matrix:
    """A 2×2 matrix whose AᵀA has rational eigenvalues: orthogonal columns times a diagonal times an orthogonal one."""
    a, b, c, d = (nonzero(random) for _ in range(4))
    left, right = sympy.Matrix([[a, -b], [b, a]]), sympy.Matrix([[c, d], [-d, c]])
    return ours(left * sympy.diag(random.randint(0, 3), nonzero(random)) * right)


# ─── Names ───────────────────────────────────────────────────────────────────────────────────────────────


def entries(letter: str, values: Any) -> dict[str, Any]:
    """`x₁`, `x₂` … from a column or list."""
    return {f"{letter}{INDICES[k]}": oracle(value) for k, value in enumerate(values)}


def doubly(letter: str, values: Any) -> dict[str, Any]:
    """`ℓ₁₁`, `ℓ₁₂` … from a matrix."""
    return {
        f"{letter}{INDICES[i]}{INDICES[j]}": values[i, j]
        for i in range(values.rows)
        for j in range(values.cols)
    }


def augmented(*parts: Any) -> Any:
    return sympy.Matrix.hstack(*map(oracle, parts))


def roots_of(a: Any) -> tuple[Any, ...]:
    """The different real eigenvalues, increasing, by sympy."""
    return tuple(
        sorted(set(sympy.roots(a.charpoly(LAMBDA).as_expr(), LAMBDA)), key=lambda root: sympy.N(root, 30))
    )


def parametrised(start: Any, basis: Any) -> dict[str, Any]:
    """x₁, x₂ … as sums with the parameters t, or s and t, or t₁, t₂, t₃."""
    count = len(basis)
    letters = (T,) if count == 1 else (S, T) if count == 2 else sympy.symbols(f"t1:{count + 1}")
    total = sum((letter * oracle(one) for letter, one in zip(letters, basis, strict=True)), oracle(start))
    named = {f"t{INDICES[k]}": letter for k, letter in enumerate(letters)} if count > 2 else {"s": S, "t": T}
    return {
        **named,
        **entries("x", list(total)),
        **{f"𝐧{INDICES[k]}": oracle(one) for k, one in enumerate(basis)},
    }


def eigen_sections(a: Any, values: Any, vectors: Any) -> tuple[dict[str, Any], ...]:
    """For each eigenvalue, in the given order, what the entries of its eigenvectors are called."""
    sections = []
    for value in dict.fromkeys(values):
        own = [v for w, v in zip(values, vectors, strict=True) if w == value]
        assert all(a * oracle(v) == value * oracle(v) for v in own)
        one = {"𝐯": oracle(own[0]), **entries("v", own[0])} if len(own) == 1 else {}
        zero = (0,) * len(own[0])
        sections.append({**one, **(parametrised(zero, own) if len(own) > 1 else {})})
    return tuple(sections)


def eigen_given(a: Any, values: Any, vectors: Any, letter: str = "𝐯", **names: Any) -> Given:
    named = {f"{letter}{INDICES[k]}": oracle(v) for k, v in enumerate(vectors)}
    roots = roots_of(a)
    shifted = a - LAMBDA * sympy.eye(a.rows)
    known = {"I": sympy.eye(a.rows), "A": a, **entries("λ", roots), **named, **names}
    return Given(known, (a,), roots, eigen_sections(a, values, vectors), minors_of=shifted)


# ─── The cases ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Case:
    """`draw` makes arguments; `check` compares the value with another route and says what the replay is given."""

    draw: Callable[[Random], tuple[Any, ...]]
    check: Callable[..., Given]


CASES: dict[str, Case] = {}


def case(
    name: str, draw: Callable[[Random], tuple[Any, ...]]
) -> Callable[[Callable[..., Given]], Callable[..., Given]]:
    def keep(check: Callable[..., Given]) -> Callable[..., Given]:
        CASES[name] = Case(draw, check)
        return check

    return keep


def vectors_of(random: Random, count: int, n: int) -> tuple[Any, ...]:
    return tuple(vector(random, n) for _ in range(count))


@case("matrix_product", lambda r: (matrix(r, 2, 3), matrix(r, 3, 2)))
def _(value: Any, a: Any, b: Any) -> Given:
    assert oracle(value) == oracle(a) * oracle(b)
    return Given(doubly("c", oracle(a) * oracle(b)))


@case("dot_product", lambda r: vectors_of(r, 2, 3))
def _(value: Any, u: Any, v: Any) -> Given:
    assert value == (oracle(u).T * oracle(v))[0]
    return Given()


@case("vector_length", lambda r: vectors_of(r, 1, r.randint(2, 4)))
def _(value: Any, u: Any) -> Given:
    assert sympy.sqrt(sum(entry**2 for entry in u)) == value
    return Given()


@case("cosine_between", lambda r: vectors_of(r, 2, r.randint(2, 3)))
def _(value: Any, u: Any, v: Any) -> Given:
    u, v = oracle(u), oracle(v)
    assert same(oracle(value), sympy.cos(sympy.acos(u.dot(v) / (u.norm() * v.norm()))))
    return Given({"𝐮": u, "𝐯": v})


@case("cross_product", lambda r: vectors_of(r, 2, 3))
def _(value: Any, u: Any, v: Any) -> Given:
    assert oracle(value) == oracle(u).cross(oracle(v))
    return Given({"𝐮": oracle(u), "𝐯": oracle(v), **entries("u", u), **entries("v", v)})


@case("combine_vectors", lambda r: (vector(r, 3), *vectors_of(r, 3, 2)))
def _(value: Any, c: Any, *vectors: Any) -> Given:
    assert oracle(value) == augmented(*vectors) * oracle(c)
    return Given()


@case("matrix_vector_product", lambda r: (matrix(r, 3, 2), vector(r, 2)))
def _(value: Any, a: Any, x: Any) -> Given:
    assert oracle(value) == oracle(a) * oracle(x)
    return Given()


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
    assert (
        value
        == {(1,): "positive definite", (-1,): "negative definite", (-1, 1): "indefinite"}[
            tuple(sorted(signs - {0}))
        ]
    )
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
    return eigen_given(a, list(d.diagonal()), columns, P=p, D=d, **names)


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


def gram_schmidt_names(vectors: Any) -> dict[str, Any]:
    columns = [oracle(one) for one in vectors]
    names = {f"𝐯{INDICES[k]}": one for k, one in enumerate(columns)}
    return names | {f"𝐮{INDICES[k]}": one for k, one in enumerate(sympy.GramSchmidt(columns))}


@case("gram_schmidt", lambda r: vectors_of(r, 3, 3))
def _(value: Any, *vectors: Any) -> Given:
    assert [oracle(one) for one in value] == sympy.GramSchmidt([oracle(one) for one in vectors])
    return Given(gram_schmidt_names(vectors))


@case("orthonormalise", lambda r: vectors_of(r, 2, 3))
def _(value: Any, *vectors: Any) -> Given:
    units = sympy.GramSchmidt([oracle(one) for one in vectors], orthonormal=True)
    assert all(same(oracle(one), unit) for one, unit in zip(value, units, strict=True))
    return Given(gram_schmidt_names(vectors) | {f"𝐞{INDICES[k]}": unit for k, unit in enumerate(units)})


@case("qr_by_gram_schmidt", lambda r: (matrix(r, r.randint(2, 3), 2),))
def _(value: Any, a: Any) -> Given:
    q, r = map(oracle, value)
    assert same(q * r, oracle(a))
    assert same(q.T * q, sympy.eye(2))
    assert r.is_upper
    assert all(entry > 0 for entry in r.diagonal())
    return Given({"A": oracle(a), "Q": q, "R": r, **gram_schmidt_names(a.columns())})


def assert_projection(p: Any, v: Any, spanning: Any) -> None:
    assert augmented(*spanning).rank() == augmented(*spanning).row_join(p).rank()
    assert all(oracle(u).dot(v - p) == 0 for u in spanning)


@case("project_onto_line", lambda r: vectors_of(r, 2, r.randint(2, 3)))
def _(value: Any, v: Any, u: Any) -> Given:
    assert_projection(oracle(value), oracle(v), [u])
    return Given({"𝐮": oracle(u), "𝐯": oracle(v), "𝐩": oracle(value)})


@case("distance_from_line", lambda r: vectors_of(r, 3, 3))
def _(value: Any, point: Any, base: Any, direction: Any) -> Given:
    v, u = oracle(point) - oracle(base), oracle(direction)
    assert same(oracle(value), v.cross(u).norm() / u.norm())
    return Given({"𝐯": v, "𝐮": u, "𝐫": v - v.dot(u) / u.dot(u) * u})


@case("distance_from_plane", lambda r: (*vectors_of(r, 2, 3), r.randint(-5, 5)))
def _(value: Any, point: Any, normal_vector: Any, offset: Any) -> Given:
    p, n = oracle(point), oracle(normal_vector)
    t = sympy.solve(n.dot(p + T * n) - offset, T)[0]
    assert same(oracle(value), (t * n).norm())
    return Given({"𝐚": p, "𝐧": n, "d": sympy.Integer(offset), "𝐱": p + t * n})


@case("project_onto_span", lambda r: vectors_of(r, 3, r.choice((3, 4))))
def _(value: Any, v: Any, *spanning: Any) -> Given:
    assert_projection(oracle(value), oracle(v), spanning)
    a = augmented(*spanning)
    c = a.pinv() * oracle(v)
    starts = ((a.T * a).row_join(a.T * oracle(v)),)
    return Given({"A": a, "𝐯": oracle(v), "𝐜": c, "𝐩": oracle(value), **entries("c", list(c))}, starts)


@case("projector_onto", lambda r: vectors_of(r, r.randint(1, 2), 3))
def _(value: Any, *spanning: Any) -> Given:
    p = oracle(value)
    assert p == p.T == p * p
    assert p.rank() == len(spanning)
    assert all(p * oracle(u) == oracle(u) for u in spanning)
    return Given({"A": augmented(*spanning), "P": p})


@case("complement_vector", lambda r: vectors_of(r, 2, 3))
def _(value: Any, *vectors: Any) -> Given:
    assert any(value)
    assert all(oracle(u).dot(oracle(value)) == 0 for u in vectors)
    given = parametrised((0, 0, 0), [value])
    return Given({**given, "𝐱": oracle(value)}, (augmented(*vectors).T,))


@case("singular_values_of", lambda r: (with_rational_squares(r) if r.random() < 0.5 else matrix(r, 3, 2),))
def _(value: Any, a: Any) -> Given:
    square = oracle(a).T * oracle(a)
    expanded = sympy.prod(LAMBDA - oracle(one) ** 2 for one in value)
    assert same(sympy.expand(expanded), square.charpoly(LAMBDA).as_expr())
    assert all(sympy.N(p, 30) >= sympy.N(q, 30) >= 0 for p, q in zip(value, value[1:], strict=False))
    return Given(
        {"A": oracle(a), **entries("λ", roots_of(square)), **entries("σ", value)}, roots=roots_of(square)
    )


@case("svd_2x2", lambda r: (with_rational_squares(r),))
def _(value: Any, a: Any) -> Given:
    u, sigma, v = map(oracle, value)
    assert same(u * sigma * v.T, oracle(a))
    assert all(same(q.T * q, sympy.eye(2)) for q in (u, v))
    assert sigma.is_diagonal()
    assert sympy.N(sigma[0, 0], 30) >= sympy.N(sigma[1, 1], 30) >= 0
    square = oracle(a).T * oracle(a)
    whole = [shortest(v.col(k)) for k in range(2)]
    names = {"U": u, "Σ": sigma, "V": v, **entries("σ", list(sigma.diagonal()))}
    names |= {"𝐮₁": u.col(0), "𝐮₂": u.col(1), "𝐯₁": v.col(0), "𝐯₂": v.col(1)}
    given = eigen_given(square, [one**2 for one in sigma.diagonal()], whole, "𝐰", **names)
    return replace(given, names={**given.names, "A": oracle(a)})


def shortest(unit: Any) -> tuple[int, ...]:
    """The whole vector in the direction of a unit vector with a rational ratio of entries."""
    first, second = unit
    if first == 0:
        return (0, 1)
    ratio = sympy.nsimplify(sympy.simplify(second / first))
    return (int(ratio.q), int(ratio.p))


@case("best_rank_one", lambda r: (with_rational_squares(r),))
def _(value: Any, a: Any) -> Given:
    near, square = oracle(value), oracle(a).T * oracle(a)
    roots = roots_of(square)
    assert near.rank() == 1
    assert ((oracle(a) - near).T * (oracle(a) - near)).trace() == square.trace() - max(
        roots
    )  # Eckart and Young
    v = shortest(near.T.columnspace()[0])
    names = {
        "A": oracle(a),
        "A₁": near,
        "I": sympy.eye(2),
        "𝐯": oracle(v),
        **entries("v", v),
        **entries("λ", roots),
    }
    return Given(names, (square,), roots, ({},))


# ─── The tests ───────────────────────────────────────────────────────────────────────────────────────────


@cache
def drawn(name: str) -> tuple[tuple[tuple[Any, ...], Worked, Given], ...]:
    """Arguments that the method takes, what it makes of them, and what a replay is given."""
    random = Random(name)
    found = []
    for _ in range(40 * DRAWS):
        args = METHODS[name].check(list(CASES[name].draw(random)))
        try:
            worked = METHODS[name].call(*args)
        except MathsError:
            continue
        found.append((tuple(args), worked, CASES[name].check(worked.value, *args)))
        if len(found) == DRAWS:
            return tuple(found)
    raise AssertionError("the method takes too few of the drawn arguments")


def test_every_method_of_these_areas_has_a_case() -> None:
    assert set(CASES) == set(OURS)


@pytest.mark.parametrize("name", OURS)
def test_the_value_is_right_and_every_step_follows(name: str) -> None:
    for _, worked, given in drawn(name):
        assert follow(worked.steps, given) > 0
        shows_value(worked, given)


@pytest.mark.parametrize("name", OURS)
def test_steps_are_words_and_formulas_that_print_well(name: str) -> None:
    for _, worked, _ in drawn(name):
        for step in worked.steps:
            text = "".join(inline.text if isinstance(inline, Text) else "#" for inline in step.text)
            assert text[0].isupper() or text[0] == "#"
            assert text.endswith(".")
            assert "  " not in text
            for formula in formulas(step):
                assert mathml(formula)
                for written in (latex(formula), plain(formula)):
                    assert not any(slip in written for slip in ("+ -", "+ −", "- -", "− −", "+ +", "--"))


@pytest.mark.parametrize("name", OURS)
def test_brief_steps_end_in_the_value(name: str) -> None:
    for _, worked, given in drawn(name):
        kept = tuple(step for step in worked.steps if not step.minor)
        assert kept
        assert kept[-1] == worked.steps[-1]
        if not isinstance(worked.value, tuple):  # lists may be shown item by item
            shows_value(Worked(worked.value, kept), given)


def formulas(step: Step) -> list[Formula]:
    inside = [inline.formula for inline in step.text if isinstance(inline, Math)]
    return inside + ([step.state] if step.state is not None else [])


# ─── False steps ─────────────────────────────────────────────────────────────────────────────────────────


def falsified(formula: Formula) -> Iterator[Formula]:
    """The formula with one of its numbers one larger; indices stay as they are."""
    if isinstance(formula, Num):
        yield Num(str(int(formula.text) + 1))
    elif isinstance(formula, Row):
        for k, item in enumerate(formula.items):
            yield from (
                Row((*formula.items[:k], other, *formula.items[k + 1 :])) for other in falsified(item)
            )
    elif isinstance(formula, Frac):
        yield from (replace(formula, top=other) for other in falsified(formula.top))
        yield from (replace(formula, bottom=other) for other in falsified(formula.bottom))
    elif isinstance(formula, (Root, Brackets)):
        yield from (replace(formula, body=other) for other in falsified(formula.body))
    elif isinstance(formula, Script):
        yield from (replace(formula, base=other) for other in falsified(formula.base))
        if formula.above is not None and formula.base != Num("1"):  # every power of 1 is 1
            yield from (replace(formula, above=other) for other in falsified(formula.above))
    elif isinstance(formula, (Grid, Lines)):
        rows = formula.rows if isinstance(formula, Grid) else formula.lines
        for i, cells in enumerate(rows):
            for j, cell in enumerate(cells):
                for other in falsified(cell):
                    changed = (*rows[:i], (*cells[:j], other, *cells[j + 1 :]), *rows[i + 1 :])
                    yield replace(formula, **{"rows" if isinstance(formula, Grid) else "lines": changed})


def false_steps(step: Step) -> Iterator[Step]:
    if step.state is not None:
        yield from (replace(step, state=other) for other in falsified(step.state))
    for k, inline in enumerate(step.text):
        if (
            isinstance(inline, Math)
            and isinstance(inline.formula, Row)
            and {Op("="), Op("←")} & set(inline.formula.items)
        ):
            for other in falsified(inline.formula):
                changed: tuple[Inline, ...] = (*step.text[:k], Math(other), *step.text[k + 1 :])
                yield replace(step, text=changed)


@pytest.mark.parametrize("name", OURS)
def test_a_false_step_does_not_go_unnoticed(name: str) -> None:
    """A number that is changed anywhere is found, unless it is multiplied by 0."""
    _, worked, given = next(
        draw for draw in drawn(name) if draw[1].value != 0
    )  # a false factor of 0 is no fault
    changed = [(k, other) for k, step in enumerate(worked.steps) for other in false_steps(step)]
    assert changed
    for k, other in Random(name).sample(changed, min(15, len(changed))):
        steps = (*worked.steps[:k], other, *worked.steps[k + 1 :])
        if any(
            times_zero in plain(formula)
            for formula in formulas(other)
            for times_zero in ("· 0", "0 ·", "(0/")
        ):
            continue
        with pytest.raises(
            (AssertionError, ZeroDivisionError, sympy.matrices.exceptions.NonInvertibleMatrixError)
        ):
            follow(steps, given)
            shows_value(Worked(worked.value, steps), given)
