"""Moments of random variables: of one with finitely many values, of aX + b, of a sum.

Owns how moments are named: `E[X]`, `Var[X]`, `Cov[X, Y]`, `ρ`.

>>> variance_discrete((3, 5), (0, 1)).value
0
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.maths.arithmetic import add, divide, multiply, power, subtract
from generator.maths.function import Function, table
from generator.maths.notation import DOT, MINUS, PLUS, factor, join_terms, row
from generator.maths.notation import power as raised
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Worked, is_number
from generator.methods.layout import given
from generator.methods.numerals import put, root
from generator.methods.results import product, products_of, result
from generator.methods.wording import equation, say, step
from generator.model import Fence, Formula, Frac, Func, Num, Op, Root, Script, Step, Sym


def mean_of(what: Formula) -> Formula:
    """`E[X]`."""
    return row(Func("E"), Fence("[", what, "]"))


def variance_of(what: Formula) -> Formula:
    """`Var[X]`."""
    return row(Func("Var"), Fence("[", what, "]"))


def covariance_of(first: Formula, second: Formula) -> Formula:
    """`Cov[X, Y]`."""
    return row(Func("Cov"), Fence("[", row(first, Op(","), second), "]"))


_TWO = Num("2")
_X, _Y = Sym("X"), Sym("Y")
_MEAN = mean_of(_X)
_SECOND = mean_of(Script(_X, above=_TWO))
_VARIANCE = variance_of(_X)
_SHIFT = row(_SECOND, MINUS, Script(Fence("(", _MEAN, ")"), above=_TWO))

_FIRST_WORDS = say("The mean: multiply each value by its probability and add.")
_SECOND_WORDS = say("The mean of the squares: square each value first; its probability stays as it is.")
_LAST_WORDS = say("The variance is the mean of the squares minus the square of the mean.")


def variance_discrete(values: Sequence[Any], probabilities: Sequence[Any]) -> Worked:
    """Var[X] = E[X²] − E[X]² from values and their probabilities, which add up to 1.

    Raises MathsError if the lists differ in length or the probabilities are none.
    """
    _check(values, probabilities)
    mean = _weighted(values, probabilities)
    squares = [power(value, 2) for value in values]
    second = _weighted(squares, probabilities)
    variance = subtract(second, power(mean, 2))
    pairs = [(typeset(x), row(DOT, typeset(p))) for x, p in zip(values, probabilities, strict=True)]
    first_sum = join_terms([row(x, weight) for x, weight in pairs])
    second_sum = join_terms([row(raised(x, _TWO), weight) for x, weight in pairs])
    difference = row(typeset(second), MINUS, raised(typeset(mean), _TWO))
    steps = (
        Step(_FIRST_WORDS, equation(_MEAN, first_sum, mean)),
        Step(_SECOND_WORDS, equation(_SECOND, second_sum, second)),
        Step(_LAST_WORDS, equation(_VARIANCE, _SHIFT, difference, variance)),
    )
    return Worked(variance, steps)


def _weighted(values: Sequence[Anything], probabilities: Sequence[Anything]) -> Anything:
    total: Anything = 0
    for value, probability in zip(values, probabilities, strict=True):
        total = add(total, multiply(value, probability))
    return total


def expectation_discrete(values: Sequence[Any], probabilities: Sequence[Any]) -> Worked:
    """E[X] from values and their probabilities. Raises MathsError as `variance_discrete`."""
    _check(values, probabilities)
    mean = _weighted(values, probabilities)
    return Worked(
        mean,
        (
            Step(
                _FIRST_WORDS,
                result(_MEAN, products_of(values, probabilities), value=mean),
            ),
        ),
    )


def _check(values: Sequence[Any], probabilities: Sequence[Any]) -> None:
    if len(values) != len(probabilities):
        raise MathsError("every value needs one probability")
    if not all(map(is_number, values)):
        raise MathsError("the values are rational numbers")
    if not all(is_number(p) and 0 <= p <= 1 for p in probabilities) or sum(probabilities) != 1:
        raise MathsError("probabilities are between 0 and 1 and add up to 1")


# ─── Of aX + b, and of a sum ─────────────────────────────────────────────────────────────────────────────

_A, _B = Sym("a"), Sym("b")


def linear_transform_moments(mean: Any, variance: Any, a: Any, b: Any) -> Worked:
    """[E[aX + b], Var[aX + b]] from E[X] and Var[X]. Raises MathsError if the variance is negative."""
    if variance < 0:
        raise MathsError("a variance is not negative")
    new_mean, new_variance = add(multiply(a, mean), b), multiply(power(a, 2), variance)
    changed = row(_A, _X, PLUS, _B)
    shifted = join_terms([product(put(a), put(mean)), put(b)])
    steps = (
        step(
            "Write down what is known.",
            minor=True,
            state=given((_A, a), (_B, b), (_MEAN, mean), (_VARIANCE, variance)),
        ),
        step(
            "The mean changes as each value does: multiply it by ",
            _A,
            ", and add ",
            _B,
            ".",
            state=result(mean_of(changed), row(_A, _MEAN, PLUS, _B), shifted, value=new_mean),
        ),
        step(
            "Adding ",
            _B,
            " moves all values alike and does not spread them; the factor ",
            _A,
            " counts squared, since the variance is a mean of squares.",
            state=result(
                variance_of(changed),
                row(Script(_A, above=_TWO), _VARIANCE),
                product(raised(put(a), _TWO), put(variance)),
                value=new_variance,
            ),
        ),
    )
    return Worked((new_mean, new_variance), steps)


def variance_of_sum(first: Any, second: Any, covariance: Any, a: Any = 1, b: Any = 1) -> Worked:
    """Var[aX + bY] from Var[X], Var[Y] and Cov[X, Y]. Raises MathsError if these cannot belong together."""
    if first < 0 or second < 0 or covariance**2 > first * second:
        raise MathsError(
            "variances are not negative, and the square of a covariance is at most their product"
        )
    value = add(add(multiply(power(a, 2), first), multiply(power(b, 2), second)),
                multiply(multiply(2, multiply(a, b)), covariance))  # fmt: skip
    cov = covariance_of(_X, _Y)
    if a == b == 1:
        name, known = row(_X, PLUS, _Y), []
        rule = row(_VARIANCE, PLUS, variance_of(_Y), PLUS, _TWO, cov)
        numbers = join_terms([put(first), put(second), row(_TWO, DOT, factor(put(covariance)))])
    else:
        name, known = row(_A, _X, PLUS, _B, _Y), [(_A, a), (_B, b)]
        squared = [row(Script(letter, above=_TWO), variance_of(v)) for letter, v in ((_A, _X), (_B, _Y))]
        rule = join_terms([*squared, row(_TWO, _A, _B, cov)])
        numbers = join_terms([
            product(raised(put(a), _TWO), put(first)), product(raised(put(b), _TWO), put(second)),
            product(product(product(_TWO, put(a)), put(b)), put(covariance)),
        ])  # fmt: skip
    steps = (
        step("Write down what is known.", minor=True,
             state=given(*known, (_VARIANCE, first), (variance_of(_Y), second), (cov, covariance))),
        step("The square of a sum has a mixed term: so has its variance, twice the covariance"
             + (" with both factors." if known else "."),
             state=result(variance_of(name), rule, numbers, value=value)),
    )  # fmt: skip
    return Worked(value, steps)


def correlation_step(
    name: Formula, covariance: Anything, first: Anything, second: Anything
) -> tuple[Anything, Step]:
    """The correlation from a covariance and two variances, as `Cov[X, Y]/√(Var[X] Var[Y])`, and its step.

    `name` is that of the correlation. Raises MathsError if a variance is 0.
    """
    if first == 0 or second == 0:
        raise MathsError("there is no correlation with what does not vary: a variance is 0")
    value = divide(covariance, root(multiply(first, second)))
    rule = Frac(covariance_of(_X, _Y), Root(row(_VARIANCE, variance_of(_Y))))
    numbers = Frac(put(covariance), Root(product(put(first), put(second))))
    state = result(name, rule, numbers, value=value)
    return value, step(
        "The correlation is the covariance, measured in standard deviations of both.", state=state
    )


TABLE = table(
    Function("variance_discrete", variance_discrete, "vector vector",
             "variance from values and their probabilities",
             "variance_discrete([0, 2], [0.5, 0.5]) == 1"),
    Function("expectation_discrete", expectation_discrete, "vector vector",
             "mean from values and their probabilities", "expectation_discrete([0, 2], [0.5, 0.5]) == 1"),
    Function("linear_transform_moments", linear_transform_moments, "number number number number",
             "[mean, variance] of aX + b from mean, variance, a and b",
             "linear_transform_moments(2, 3, -2, 1) == [-3, 12]"),
    Function("variance_of_sum", variance_of_sum, "number number number number? number?",
             "variance of X + Y, or aX + bY, from both variances and the covariance",
             "variance_of_sum(4, 9, -2) == 9"),
)  # fmt: skip
