"""Moments of a random variable with finitely many values.

>>> variance_discrete((3, 5), (0, 1)).value
0
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.maths.arithmetic import add, multiply, power, subtract
from generator.maths.function import Function, table
from generator.maths.notation import DOT, MINUS, join_terms, row
from generator.maths.notation import power as raised
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Worked, is_number
from generator.methods.wording import equation, say
from generator.model import Fence, Func, Num, Script, Step, Sym

_TWO = Num("2")
_X = Sym("X")
_MEAN = row(Func("E"), Fence("[", _X, "]"))
_SECOND = row(Func("E"), Fence("[", Script(_X, above=_TWO), "]"))
_VARIANCE = row(Func("Var"), Fence("[", _X, "]"))
_SHIFT = row(_SECOND, MINUS, Script(Fence("(", _MEAN, ")"), above=_TWO))

_FIRST_WORDS = say("The mean: multiply each value by its probability and add.")
_SECOND_WORDS = say("The mean of the squares: square each value first; its probability stays as it is.")
_LAST_WORDS = say("The variance is the mean of the squares minus the square of the mean.")


def variance_discrete(values: Sequence[Any], probabilities: Sequence[Any]) -> Worked:
    """Var[X] = E[X²] − E[X]² from values and their probabilities, which add up to 1.

    Raises MathsError if the lists differ in length or the probabilities are none.
    """
    if len(values) != len(probabilities):
        raise MathsError("every value needs one probability")
    if not all(is_number(p) and 0 <= p <= 1 for p in probabilities) or sum(probabilities) != 1:
        raise MathsError("probabilities are between 0 and 1 and add up to 1")
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


TABLE = table(
    Function("variance_discrete", variance_discrete, "vector vector",
             "variance from values and their probabilities",
             "variance_discrete([0, 2], [0.5, 0.5]) == 1"),
)  # fmt: skip
