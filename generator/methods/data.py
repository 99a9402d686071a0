"""What describing data is made of: sums, means, deviations, variances, and how these are named (`x̄`, `s²`, `S_xy`).

Owns the steps that many methods of statistics share. A variance is divided by n − 1.

    mean_state((1, 2, 6))      # x̄ = (1 + 2 + 6)/3 = 9/3 = 3
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

from generator.maths.arithmetic import add, multiply, power, subtract
from generator.maths.notation import DOT, MINUS, ONE, row
from generator.maths.values import Anything, MathsError, is_number
from generator.methods.layout import together
from generator.methods.numerals import put, quotient, root
from generator.methods.results import TWO, products_of, result, squares_of, sum_of
from generator.methods.wording import step
from generator.model import Accent, Fence, Formula, Frac, Num, Op, Root, Script, Step, Sym

MOST_DATA = 30

NUMBER, SPREAD = Sym("n"), Sym("s")
MEAN = Accent("bar", Sym("x"))
_X, _Y = Sym("x"), Sym("y")
_VARIANCE = Script(SPREAD, above=TWO)
_I = Sym("i")


def check_data(data: Sequence[Any], *, least: int = 1) -> None:
    """Raises MathsError unless these are `least` to 30 rational numbers."""
    if not all(map(is_number, data)):
        raise MathsError("data are rational numbers")
    if not least <= len(data) <= MOST_DATA:
        raise MathsError(f"this takes {least} to {MOST_DATA} data")


def total_of(data: Sequence[Any]) -> Anything:
    """The sum of data."""
    return reduce(add, data)


def mean(data: Sequence[Any]) -> Anything:
    """The arithmetic mean of data; a decimal of decimals, where it is a short one."""
    return quotient(total_of(data), len(data))


def mean_step(data: Sequence[Any], name: Formula = MEAN, *, minor: bool = False) -> tuple[Anything, Step]:
    """The mean of data and its step."""
    value = mean(data)
    return value, step(
        "The mean: add the data and divide by their number.", state=mean_state(data, name), minor=minor
    )


def mean_state(data: Sequence[Any], name: Formula = MEAN) -> Formula:
    """`x̄ = (1 + 2 + 6)/3 = 9/3 = 3`."""
    share = Frac(ONE, Num(str(len(data))))
    inside = sum_of(data)
    sides = (
        [row(share, DOT, Fence("(", inside, ")"))] if len(data) > 8 else [Frac(inside, Num(str(len(data))))]
    )
    whole = total_of(data)
    return result(name, *sides, Frac(put(whole), Num(str(len(data)))), value=mean(data))


def deviations(data: Sequence[Any], centre: Anything) -> tuple[Anything, ...]:
    """How far each datum lies above the centre."""
    return tuple(subtract(x, centre) for x in data)


def spread_steps(data: Sequence[Any], centre: Anything) -> tuple[Anything, Anything, tuple[Step, ...]]:
    """Variance and standard deviation of data, with their steps: squares of the deviations, s², s."""
    squares, variance = squares_and_variance(data, centre)
    deviation = root(variance)
    return variance, deviation, (
        *variance_steps(data, centre, squares, variance),
        step("The standard deviation is its root.", state=result(SPREAD, Root(put(variance)), value=deviation)),
    )  # fmt: skip


def squares_and_variance(data: Sequence[Any], centre: Anything) -> tuple[Anything, Anything]:
    """The sum of the squares of the deviations, and the variance."""
    squares = total_of([power(d, 2) for d in deviations(data, centre)])
    return squares, quotient(squares, len(data) - 1)


def _centred(letter: Formula, name: Formula) -> Formula:
    return Fence("(", row(Script(letter, below=_I), MINUS, name), ")")


def variance_steps(
    data: Sequence[Any], centre: Anything, squares: Anything, variance: Anything
) -> tuple[Step, ...]:
    """The steps to the sum of the squares of the deviations, and from there to the variance."""
    apart = deviations(data, centre)
    q = Sym("Q")
    n = len(data)
    rule = row(Op("∑"), Script(_centred(_X, MEAN), above=TWO))
    return (
        step("Subtract the mean from each datum, square, and add.",
             state=result(q, rule, squares_of(apart), value=squares)),
        step("The variance: divide by ", n - 1, ", one less than the number of data.",
             state=result(_VARIANCE, Frac(q, row(NUMBER, MINUS, ONE)), Frac(put(squares), Num(str(n - 1))),
                          value=variance)),
    )  # fmt: skip


def check_pairs(xs: Sequence[Any], ys: Sequence[Any], *, least: int = 2) -> None:
    """Raises MathsError unless these are `least` to 30 pairs of rational numbers."""
    if len(xs) != len(ys):
        raise MathsError("every x needs one y")
    check_data((*xs, *ys)[:MOST_DATA], least=least)
    check_data(xs, least=least)
    check_data(ys, least=least)


Y_MEAN = Accent("bar", _Y)


def sums_name(first: Formula, second: Formula) -> Formula:
    """`S_xy`: the sum of products of deviations."""
    return Script(Sym("S"), below=row(first, second))


def sums_state(
    xs: Sequence[Any], ys: Sequence[Any] | None = None, letter: Formula = _X
) -> tuple[Anything, Formula]:
    """S_xy of pairs, or S_xx of one list: its value, and how it is worked out."""
    apart = deviations(xs, mean(xs))
    name = MEAN if letter == _X else Y_MEAN
    if ys is None:
        value = total_of([power(d, 2) for d in apart])
        rule = row(Op("∑"), Script(_centred(letter, name), above=TWO))
        return value, result(sums_name(letter, letter), rule, squares_of(apart), value=value)
    other = deviations(ys, mean(ys))
    value = total_of([multiply(a, b) for a, b in zip(apart, other, strict=True)])
    rule = row(Op("∑"), _centred(_X, MEAN), _centred(_Y, Y_MEAN))
    return value, result(sums_name(_X, _Y), rule, products_of(apart, other), value=value)


def means_step(xs: Sequence[Any], ys: Sequence[Any], *, minor: bool = False) -> Step:
    """Both means."""
    words = "The means: add the data and divide by their number."
    return step(words, state=together(mean_state(xs), mean_state(ys, Y_MEAN)), minor=minor)
