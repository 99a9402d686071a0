"""The inverse of a 2×2 matrix by its formula: determinant, swap and negate, divide.

inverse_2x2([[2, 1], [1, 1]])      # det = 1; (1, −1; −1, 2); divided by 1
"""

from __future__ import annotations

from generator.maths.arithmetic import divide, multiply, negate, subtract
from generator.maths.function import Function, table
from generator.maths.notation import DOT, MINUS, ONE, factor, is_negative, is_sum, join_terms, power, row
from generator.maths.numeric import equal
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Matrix, Worked, describe
from generator.methods.products import unworked
from generator.methods.wording import equation, step
from generator.model import Formula, Frac, Func, Op


def inverse_2x2(a: Matrix) -> Worked:
    """A⁻¹ of a 2×2 matrix. Raises MathsError for another shape, or if the determinant is 0."""
    if a.shape != (2, 2):
        raise MathsError(f"`inverse_2x2` takes a 2×2 matrix, not {describe(a)}")
    (p, q), (r, s) = a.rows
    determinant = subtract(multiply(p, s), multiply(q, r))
    if equal(determinant, 0):
        raise MathsError("the matrix has no inverse: its determinant is 0")
    turned = Matrix(((s, negate(q)), (negate(r), p)))
    result: Matrix = divide(turned, determinant)
    shown = typeset(a)
    return Worked(
        result,
        (
            step(
                "Find the determinant: the product of the diagonal entries less that of the other two.",
                state=equation(row(Func("det"), shown), determinant_terms(a), determinant),
            ),
            step(
                "It is not 0, so there is an inverse. Swap the two diagonal entries, and change the signs of "
                "the other two.",
                state=row(shown, Op("⟶"), typeset(turned)),
            ),
            step(
                "Divide every entry by the determinant, ", determinant, ".",
                state=equation(power(shown, typeset(-1)), *_divided(turned, determinant), result),
            ),
        ),
    )  # fmt: skip


def determinant_terms(a: Matrix) -> Formula:
    """The determinant of a 2×2 matrix before it is worked out: `1 · 4 − 2 · (−3)`."""
    (p, q), (r, s) = a.rows
    return join_terms([unworked(p, s), row(MINUS, factor(typeset(q)), DOT, factor(typeset(r)))])


def _divided(turned: Matrix, determinant: Anything) -> tuple[Formula, ...]:
    """The matrix before the division is carried out; nothing where dividing by 1 leaves it as it is."""
    matrix, divisor = typeset(turned), typeset(determinant)
    if divisor == ONE:
        return ()
    if is_negative(divisor) and not is_sum(divisor):
        return (row(MINUS, *_over(typeset(negate(determinant))), matrix),)
    return (row(*_over(divisor), matrix),)


def _over(divisor: Formula) -> tuple[Formula, ...]:
    return () if divisor == ONE else (Frac(ONE, divisor),)


TABLE = table(
    Function("inverse_2x2", inverse_2x2, "matrix", "the inverse of a 2×2 matrix, by its formula",
             "inverse_2x2([[2, 1], [1, 1]]) == [[1, -1], [-1, 2]]"),
)  # fmt: skip
