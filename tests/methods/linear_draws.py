"""What the cases of linear algebra are made of: random matrices of every kind, names for a replay, the table.

A case draws arguments for its method, compares the value with another route, and says what the replay of the
steps is given.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

import sympy
from linear_replay import LAMBDA, Given, oracle

from generator.maths.values import Matrix, normal

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
        tuple(tuple(nonzero(random) * random.choice((0, 1, 1)) for _ in range(n)) for _ in range(n))
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


Check = Callable[..., Given]


def case(name: str, draw: Callable[[Random], tuple[Any, ...]]) -> Callable[[Check], Check]:
    """Puts the decorated check into the table."""

    def keep(check: Check) -> Check:
        CASES[name] = Case(draw, check)
        return check

    return keep


def vectors_of(random: Random, count: int, n: int) -> tuple[Any, ...]:
    return tuple(vector(random, n) for _ in range(count))
