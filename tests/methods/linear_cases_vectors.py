"""The methods of vectors: lengths and angles, orthogonal bases, projections, singular values."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import sympy
from linear_draws import (
    INDICES,
    T,
    augmented,
    case,
    eigen_given,
    entries,
    matrix,
    parametrised,
    roots_of,
    vector,
    vectors_of,
    with_rational_squares,
)
from linear_replay import LAMBDA, Given, oracle
from matrix_reader import same


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
    assert all(sympy.N(p, 30) >= sympy.N(q, 30) >= 0 for p, q in pairwise(value))
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
