"""Eigenvectors of all eigenvalues, and what they are good for: diagonal form, powers, change of basis.

Matrices are 2×2 or 3×3 with rational entries and rational eigenvalues. A basis of an eigenspace is whole.

    diagonalise([[2, 1], [1, 2]])                   # P = (1 1; −1 1), D = diag(1, 3)
    power_by_diagonalisation([[2, 1], [1, 2]], 5)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.maths.arithmetic import multiply, power
from generator.maths.function import Function, table
from generator.maths.matrices import inverse, transpose
from generator.maths.notation import power as raised
from generator.maths.notation import row, times
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Matrix, Worked, describe, is_number
from generator.methods.characteristic import eigenvalues_3x3
from generator.methods.echelon import null_space_basis
from generator.methods.eigen import LAMBDA, eigenvalues_2x2, eigenvector, shift_step, shifted_by
from generator.methods.orthogonal import unit_step
from generator.methods.vectors import Vector, derived, derived_lines, indexed, side_by_side, unit
from generator.methods.wording import equation, step, transposed
from generator.model import Formula, Grid, Num, Script, Step, Sym

MAX_EXPONENT = 100
"""Largest exponent of a power."""

_A, _D, _P, _Q = map(Sym, "ADPQ")
_INVERSE = Script(_P, above=typeset(-1))


# ─── Eigenvectors ────────────────────────────────────────────────────────────────────────────────────────


def eigenvectors_of(a: Matrix) -> Worked:
    """The list of whole eigenvectors, in the order of increasing eigenvalues; each eigenspace has its basis.

    Raises MathsError for other matrices than rational 2×2 and 3×3 ones, and if an eigenvalue is not rational.
    """
    _, vectors, steps = eigenpairs(a)
    return Worked(vectors, steps)


def eigenpairs(
    a: Matrix, letter: str = "v", *, falling: bool = False
) -> tuple[Vector, tuple[Vector, ...], tuple[Step, ...]]:
    """Eigenvalues, one for each eigenvector; the eigenvectors; and the steps to both.

    The eigenvectors are called `letter` with an index, by increasing eigenvalue unless `falling`. Raises
    MathsError as `eigenvectors_of`.
    """
    found = _eigenvalues(a)
    if not all(map(is_number, found.value)):
        raise MathsError("an eigenvalue is not rational, so there are no whole eigenvectors")
    steps = list(eigenvalue_steps(found))
    values: list[Anything] = []
    vectors: list[Vector] = []
    for value in reversed(found.value) if falling else found.value:
        basis, inner = _eigenspace(a, value)
        this = equation(LAMBDA, value)
        steps.append(step("Find the eigenvectors for ", this, ".", minor=True))
        steps += as_minor(inner)
        names = [indexed(letter, len(vectors) + k + 1) for k in range(len(basis))]
        state = side_by_side(map(equation, names, basis))
        if len(basis) == 1:
            words = ("This is an eigenvector for ", this, "; the others are its multiples.")
        else:
            words = (
                "These eigenvectors for ",
                this,
                " span the eigenspace: the others are combinations of them.",
            )
        steps.append(step(*words, state=state))
        values += [value] * len(basis)
        vectors += basis
    return tuple(values), tuple(vectors), tuple(steps)


def eigenvalue_steps(found: Worked) -> tuple[Step, ...]:
    """The steps to the eigenvalues as part of a longer method: brief solutions have their list alone."""
    words = step(
        "The eigenvalues are the zeros of the characteristic polynomial.", state=found.steps[-1].state
    )
    return (*as_minor(found.steps[:-1]), words)


def as_minor(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps of a method that is part of a longer one: brief solutions leave them out."""
    return tuple(replace(one, minor=True) for one in steps)


def _eigenvalues(a: Matrix) -> Worked:
    if a.shape == (2, 2):
        return eigenvalues_2x2(a)
    if a.shape == (3, 3):
        return eigenvalues_3x3(a)
    raise MathsError(f"eigenvectors are found for 2×2 and 3×3 matrices, not for {describe(a)}")


def _eigenspace(a: Matrix, value: Anything) -> tuple[tuple[Vector, ...], tuple[Step, ...]]:
    """A basis of the eigenspace, and the steps before it is written down."""
    n = len(a.rows)
    shifted = shifted_by(a, value)
    rows = [line for line in shifted if any(line)]
    if not rows:
        basis = tuple(tuple(int(i == j) for j in range(n)) for i in range(n))
        words = "The matrix is a multiple of the identity, so every vector but 0 is an eigenvector."
        return basis, (step(words, state=derived(typeset(a), times(typeset(value), typeset(Matrix(basis))))),)
    if n == 3 and all(_proportional(rows[0], other) for other in rows[1:]):
        solved = null_space_basis(Matrix(shifted))
        return solved.value, (shift_step(a, value, shifted), *solved.steps[1:-1])
    single = eigenvector(a, value)
    return (single.value,), single.steps[:-1]


def _proportional(u: Vector, v: Vector) -> bool:
    return all(u[i] * v[j] == u[j] * v[i] for i in range(len(u)) for j in range(i))


# ─── Diagonal form ───────────────────────────────────────────────────────────────────────────────────────


def diagonalise(a: Matrix) -> Worked:
    """[P, D] with A = P D P⁻¹: eigenvectors as columns, eigenvalues increasing.

    Raises MathsError as `eigenvectors_of`, and if there are too few eigenvectors.
    """
    p, d, steps = _diagonal_form(a)
    return Worked((p, d), steps)


def _diagonal_form(a: Matrix) -> tuple[Matrix, Matrix, tuple[Step, ...]]:
    values, vectors, steps = eigenpairs(a, "p")
    n = len(a.rows)
    if len(vectors) < n:
        raise MathsError(
            f"the matrix cannot be diagonalised: it has only {len(vectors)} independent eigenvectors"
        )
    p, d = transpose(Matrix(vectors)), diagonal(values)
    last = step(
        "The eigenvectors are the columns of ", _P, ", and their eigenvalues, in the same order, the diagonal of ", _D,
        "; then ", equation(_A, row(_P, _D, _INVERSE)), ".",
        state=side_by_side((equation(_P, p), equation(_D, d))),
    )  # fmt: skip
    return p, d, (*steps, last)


def diagonal(values: Sequence[Anything]) -> Matrix:
    """The diagonal matrix of the values."""
    return Matrix(
        tuple(tuple(value if i == j else 0 for j in range(len(values))) for i, value in enumerate(values))
    )


def power_by_diagonalisation(a: Matrix, exponent: int) -> Worked:
    """Aᵏ = P Dᵏ P⁻¹ for k from 1 to 100. Raises MathsError as `diagonalise`, and for other exponents."""
    if not 1 <= exponent <= MAX_EXPONENT:
        raise MathsError(f"the exponent is a whole number from 1 to {MAX_EXPONENT}")
    p, d, steps = _diagonal_form(a)
    back = inverse(p)
    powers = diagonal([power(d.rows[i][i], exponent) for i in range(len(d.rows))])
    left = multiply(p, powers)
    value = multiply(left, back)
    k = typeset(exponent)
    power_of_d = [raised(typeset(d.rows[i][i]), k) for i in range(len(d.rows))]
    shown = derived(raised(_D, k), _diagonal_formula(power_of_d), powers)
    return Worked(
        value,
        (
            *steps,
            step("Invert ", _P, ".", state=equation(_INVERSE, back)),
            step("A power of a diagonal matrix: raise each diagonal entry to it.", state=shown),
            step("In ", raised(_A, k), " every ", row(_INVERSE, _P), " in the middle is the identity, so ",
                 equation(raised(_A, k), row(_P, raised(_D, k), _INVERSE)), ". Multiply from the left.",
                 state=derived_lines(raised(_A, k), row(typeset(p), typeset(powers), typeset(back)),
                                     row(typeset(left), typeset(back)), value)),
        ),
    )  # fmt: skip


def _diagonal_formula(entries: Sequence[Formula]) -> Formula:
    zero = Num("0")
    n = len(entries)
    return Grid(tuple(tuple(entries[i] if i == j else zero for j in range(n)) for i in range(n)))


def spectral_decomposition(a: Matrix) -> Worked:
    """[Q, D] with A = Q D Qᵀ for a symmetric 2×2 matrix: unit eigenvectors as columns, eigenvalues increasing.

    Raises MathsError if the matrix is not symmetric, 2×2 and rational, or its eigenvalues are not rational.
    """
    if a.shape != (2, 2) or a.rows != a.columns():
        raise MathsError("`spectral_decomposition` takes a symmetric 2×2 matrix")
    values, vectors, steps = eigenpairs(a)
    units = [unit(vector) for vector in vectors]
    q, d = transpose(Matrix(tuple(units))), diagonal(values)
    names = [indexed("v", 1), indexed("v", 2)]
    normalised = unit_step("Divide each eigenvector by its length.", names, vectors, "q")
    last = step(
        "The unit eigenvectors are the columns of ", _Q, ". They are orthogonal, because the matrix is symmetric, so "
        "the inverse of ", _Q, " is its transpose and ", equation(_A, row(_Q, _D, transposed(_Q))), ".",
        state=side_by_side((equation(_Q, q), equation(_D, d))),
    )  # fmt: skip
    return Worked((q, d), (*steps, normalised, last))


TABLE = table(
    Function("eigenvectors_of", eigenvectors_of, "matrix",
             "the list of whole eigenvectors of a 2×2 or 3×3 matrix, by increasing eigenvalue",
             "eigenvectors_of([[2, 1], [1, 2]])[1] == [1, -1]"),
    Function("diagonalise", diagonalise, "matrix",
             "the list [P, D] with A = P D P⁻¹: eigenvectors as columns, eigenvalues increasing",
             "diagonalise([[2, 1], [1, 2]])[2] == diag(1, 3)"),
    Function("power_by_diagonalisation", power_by_diagonalisation, "matrix integer",
             "a power of a matrix by way of its diagonal form",
             "power_by_diagonalisation([[2, 1], [1, 2]], 3) == [[14, 13], [13, 14]]"),
    Function("spectral_decomposition", spectral_decomposition, "matrix",
             "the list [Q, D] with A = Q D Qᵀ of a symmetric 2×2 matrix",
             "spectral_decomposition([[2, 1], [1, 2]])[2] == diag(1, 3)"),
)  # fmt: skip
