"""Confidence intervals for a mean or a proportion, and the size of sample that a margin needs.

The value of an interval is the list of its ends, as decimals with 30 places.

>>> [round(end, 3) for end in z_interval(5, 1, 100, FiniteDecimal("0.95")).value]
[Fraction(601, 125), Fraction(649, 125)]
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from generator.maths.arithmetic import add, divide, multiply, subtract
from generator.maths.function import Function, table
from generator.maths.notation import MINUS, ONE, PLUS, row
from generator.maths.values import Anything, FiniteDecimal, MathsError, Worked, is_number, normal
from generator.methods.data import MEAN, NUMBER, SPREAD, check_data, mean_step, spread_steps
from generator.methods.layout import given, together
from generator.methods.normal import SIGMA, check_spread
from generator.methods.numerals import put, quotient, root, rounded
from generator.methods.quantiles import as_decimal, check_level, quantile_name, quantile_of
from generator.methods.results import TWO, product, result
from generator.methods.wording import equation, step
from generator.model import Accent, Fence, Formula, Frac, Num, Op, Root, Script, Step, Sym

MOST_OBSERVATIONS = 1_000_000

_MARGIN = Sym("e")
_SHARE = Accent("hat", Sym("p"))


def _check(n: int, level: Any) -> None:
    if not 1 <= n <= MOST_OBSERVATIONS:
        raise MathsError(f"the size of a sample is between 1 and {MOST_OBSERVATIONS}")
    check_level(level)


def _upper(level: Any) -> Anything:
    """The share below the upper end: 0.975 of 0.95."""
    share = Fraction(1 + level) / 2
    return FiniteDecimal(share) if type(level) is FiniteDecimal else normal(share)


def _quantile_step(kind: str, level: Any, freedom: int | None = None) -> tuple[FiniteDecimal, Formula, Step]:
    p = _upper(level)
    value = quantile_of(kind, Fraction(p), freedom)
    name = quantile_name(kind, p, freedom)
    words: list[Any] = [
        "Half of what the interval misses lies on either side, so look up the quantile of level ",
        p,
    ]
    if freedom is not None:
        words += [" with ", freedom, " degree" if freedom == 1 else " degrees", " of freedom"]
    return value, name, step(*words, ".", state=equation(name, rounded(value)))


def _ends(centre: Anything, name: Formula, margin: FiniteDecimal) -> tuple[tuple[Anything, Anything], Step]:
    """Both ends, and the step to them."""
    ends = as_decimal(subtract(centre, margin)), as_decimal(add(centre, margin))
    low, high = (
        result(row(name, sign, _MARGIN), row(put(centre), sign, put(margin)), value=end)
        for sign, end in ((MINUS, ends[0]), (PLUS, ends[1]))
    )
    shown = Fence("[", row(rounded(ends[0]), Op(","), rounded(ends[1])), "]")
    return ends, step(
        "Go the margin down and up: the interval is about ", shown, ".", state=together(low, high)
    )


def _margin_step(
    quantile: FiniteDecimal, name: Formula, error: Formula, numbers: Formula, value: FiniteDecimal
) -> Step:
    shown = product(put(quantile), numbers)
    return step(
        "The margin: the quantile times the standard error.",
        state=result(_MARGIN, row(name, Op("·"), error), shown, value=value),
    )


def z_interval(mean: Any, sigma: Any, n: int, level: Any) -> Worked:
    """[low, high] for the mean of n observations whose standard deviation σ is known.

    Raises MathsError unless σ > 0, n ≥ 1 and the level is between 0.0001 and 0.9999.
    """
    _check(n, level)
    check_spread(sigma)
    quantile, name, look = _quantile_step("z", level)
    margin = as_decimal(multiply(quantile, divide(sigma, root(n))))
    ends, last = _ends(mean, MEAN, margin)
    steps = (
        step("Write down what is known.", state=given((MEAN, mean), (SIGMA, sigma), (NUMBER, n)), minor=True),
        look,
        _margin_step(quantile, name, Frac(SIGMA, Root(NUMBER)), Frac(put(sigma), Root(Num(str(n)))), margin),
        last,
    )
    return Worked(ends, steps)


def t_interval(data: Sequence[Any], level: Any) -> Worked:
    """[low, high] for the mean that 2 to 30 data come from, whose standard deviation is not known.

    Raises MathsError for other data, or unless the level is between 0.0001 and 0.9999.
    """
    check_data(data, least=2)
    n = len(data)
    _check(n, level)
    mean, first = mean_step(data)
    variance, deviation, middle = spread_steps(data, mean)
    quantile, name, look = _quantile_step("t", level, n - 1)
    margin = as_decimal(multiply(quantile, root(divide(variance, n))))
    ends, last = _ends(mean, MEAN, margin)
    numbers = Frac(put(deviation), Root(Num(str(n))))
    known = step("Count the data.", state=given((NUMBER, n)), minor=True)
    margin_step = _margin_step(quantile, name, Frac(SPREAD, Root(NUMBER)), numbers, margin)
    return Worked(ends, (known, first, *middle, look, margin_step, last))


def proportion_interval(successes: int, n: int, level: Any) -> Worked:
    """[low, high] for a proportion, by the normal approximation p̂ ± z √(p̂(1 − p̂)/n).

    Raises MathsError unless 0 ≤ successes ≤ n and the level is between 0.0001 and 0.9999.
    """
    _check(n, level)
    if not 0 <= successes <= n:
        raise MathsError("successes are at most as many as trials")
    share = quotient(successes, n)
    quantile, name, look = _quantile_step("z", level)
    error = root(divide(multiply(share, subtract(1, share)), n))
    margin = as_decimal(multiply(quantile, error))
    ends, last = _ends(share, _SHARE, margin)
    rule = Root(Frac(row(_SHARE, Fence("(", row(ONE, MINUS, _SHARE), ")")), NUMBER))
    numbers = Root(Frac(product(put(share), put(subtract(1, share))), Num(str(n))))
    steps = (
        step("Count the observations.", state=given((NUMBER, n)), minor=True),
        step("The share of successes in the sample.",
             state=result(_SHARE, Frac(Num(str(successes)), Num(str(n))), value=share)),
        look,
        _margin_step(quantile, name, rule, numbers, margin),
        last,
    )  # fmt: skip
    return Worked(ends, steps)


def sample_size(sigma: Any, margin: Any, level: Any) -> Worked:
    """The least n for which an interval with known σ has at most this margin on either side.

    Raises MathsError unless σ and the margin are positive and the level is between 0.0001 and 0.9999.
    """
    check_spread(sigma)
    if not is_number(margin) or margin <= 0:
        raise MathsError("a margin is positive")
    quantile, name, look = _quantile_step("z", level)
    ratio = Fraction(quantile) * Fraction(sigma) / Fraction(margin)
    bound = ratio * ratio
    value = math.ceil(bound)
    if value > 10**12:
        raise MathsError("no sample is that large: the margin is too small beside the standard deviation")
    squared = Script(Fence("(", Frac(row(name, Op("·"), SIGMA), _MARGIN), ")"), above=TWO)
    numbers = Script(Fence("(", Frac(product(put(quantile), put(sigma)), put(margin)), ")"), above=TWO)
    least = result(squared, numbers, value=as_decimal(bound))
    steps = (
        step("Write down what is known.", state=given((SIGMA, sigma), (_MARGIN, margin)), minor=True),
        look,
        step("The margin is the quantile times ", Frac(SIGMA, Root(NUMBER)), "; solved for ", NUMBER,
             ", it must be at least this.", state=least),
        step("A size is a whole number, so round up.", state=equation(NUMBER, value)),
    )  # fmt: skip
    return Worked(value, steps)


TABLE = table(
    Function("z_interval", z_interval, "number number integer number",
             "confidence interval [low, high] for a mean, from x̄, σ, n and the level",
             "round(z_interval(5, 1, 100, 0.95)[1], 3) == 4.804"),
    Function("t_interval", t_interval, "vector number",
             "confidence interval [low, high] for a mean, from data and the level",
             "round(t_interval([4, 6, 8], 0.95)[1], 3) == 1.032"),
    Function("proportion_interval", proportion_interval, "integer integer number",
             "confidence interval [low, high] for a proportion, from successes, trials and the level",
             "round(proportion_interval(50, 100, 0.95)[1], 3) == 0.402"),
    Function("sample_size", sample_size, "number number number",
             "the least n for a margin, from σ, the margin and the level", "sample_size(10, 2, 0.95) == 97"),
)  # fmt: skip
