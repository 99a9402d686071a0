"""Definiteness of a symmetric matrix, by Sylvester's criterion: the signs of its leading minors.

definiteness_by_minors([[2, 1], [1, 3]])      # D₁ = 2 > 0, D₂ = 5 > 0: "positive definite"
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.maths.function import Function, table
from generator.maths.notation import ZERO, row
from generator.maths.values import Anything, MathsError, Matrix, Worked, is_number
from generator.methods.determinants import bars, checked_size, expanded
from generator.methods.elimination import numbered
from generator.methods.inverses import determinant_terms
from generator.methods.vectors import derived
from generator.methods.wording import step
from generator.model import Op, Step

_REASONS = {
    "positive definite": "All leading minors are positive.",
    "negative definite": "The signs of the leading minors alternate, and the first is negative.",
    "indefinite": "One leading minor has a sign that rules out positive definite and semidefinite, and one has a sign "
    "that rules out negative definite and semidefinite.",
}


def definiteness_by_minors(a: Matrix) -> Worked:
    """ "positive definite", "negative definite" or "indefinite", from the leading minors; up to 4×4.

    Raises MathsError if the matrix is not symmetric and rational, and if its leading minors do not decide,
    which is so for semidefinite matrices.
    """
    n = checked_size(a, "definiteness_by_minors")
    if a.rows != a.columns() or not all(is_number(entry) for line in a.rows for entry in line):
        raise MathsError("`definiteness_by_minors` takes a symmetric matrix of rational numbers")
    minors: list[Anything] = []
    steps: list[Step] = []
    for k, name in enumerate(numbered("D", n), 1):
        corner = Matrix(tuple(line[:k] for line in a.rows[:k]))
        value, inner = expanded(corner, minor=True) if k > 1 else (a.rows[0][0], ())
        if k > 2:
            steps += (
                step(f"Find the determinant of the {k}×{k} corner at the top left.", minor=True),
                *inner,
            )
        terms = [bars(corner)] if k > 1 else []
        terms += [determinant_terms(corner)] if k == 2 else []
        sign = Op(">") if value > 0 else Op("<") if value < 0 else None
        compared = (sign, ZERO) if sign is not None else ()
        words = f"The leading minor of size {k}: the determinant of the {k}×{k} corner at the top left."
        steps.append(step(words, state=row(derived(name, *terms, value), *compared)))
        minors.append(value)
    word = _kind(minors)
    steps.append(step(f"{_REASONS[word]} So the matrix is {word}."))
    return Worked(word, tuple(steps))


def _kind(minors: Sequence[Anything]) -> str:
    """What the leading minors say. Raises MathsError if they do not decide."""
    alternating = [
        value if k % 2 else -value for k, value in enumerate(minors)
    ]  # positive where all alternate
    if min(minors) > 0:
        return "positive definite"
    if min(alternating) > 0:
        return "negative definite"
    if min(minors) < 0 and min(alternating) < 0:
        return "indefinite"
    raise MathsError("a leading minor is 0, and the others do not decide whether the matrix is definite")


TABLE = table(
    Function("definiteness_by_minors", definiteness_by_minors, "matrix",
             "is a symmetric matrix positive definite, negative definite or indefinite? A word",
             'definiteness_by_minors([[2, 1], [1, 3]]) == "positive definite"'),
)  # fmt: skip
