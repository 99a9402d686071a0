"""Tests of hypotheses about a mean or a proportion: the statistic, its p-value, the decision.

The value of each is the list [statistic, p-value]. A p-value of the normal distribution is exact, by `erf`; one of
Student's t has 30 decimals.

>>> z_test(Fraction(26, 5), 5, 1, 100).value[0]
2
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from generator.maths.arithmetic import compare, multiply, subtract
from generator.maths.function import Function, table
from generator.maths.notation import MINUS, ONE, factor, paren, row
from generator.maths.typeset import typeset
from generator.maths.values import Anything, FiniteDecimal, MathsError, Worked
from generator.methods.bayes import check_probabilities, p_of
from generator.methods.data import MEAN, NUMBER, SPREAD, check_data, mean_step, spread_steps
from generator.methods.layout import given
from generator.methods.nearness import EQUALS
from generator.methods.normal import MU, SIGMA, check_spread, phi_of
from generator.methods.numerals import legible, put, quotient, root, rounded
from generator.methods.quantiles import above_t, check_level, check_side, phi
from generator.methods.results import TWO, result
from generator.methods.wording import equation, step
from generator.model import Accent, Fence, Formula, Frac, Num, Op, Root, Script, Step, Sym

LEVEL = FiniteDecimal("0.05")
"""The level of a test if none is said."""

MOST_OBSERVATIONS = 1_000_000

_Z, _T, _P = Sym("z"), Sym("t"), Sym("p")
_MU0, _P0 = Script(MU, below=Num("0")), Script(_P, below=Num("0"))
_SHARE = Accent("hat", _P)
_RELATIONS = {"two": "≠", "less": "<", "greater": ">"}


def hypotheses(symbol: Formula, null: Anything, side: str) -> tuple[str | Formula, ...]:
    """Words that say what is tested: `Test H₀: μ = 5 against H₁: μ ≠ 5.`"""
    first, second = (row(Script(Sym("H"), below=Num(k)), Op(":")) for k in "01")
    value = typeset(null)
    return ("Test ", row(first, symbol, EQUALS, value), " against ",
            row(second, symbol, Op(_RELATIONS[side]), value), ".")  # fmt: skip


def decision_step(p: Anything, alpha: Anything) -> Step:
    """Compares the p-value with the level; words say what follows."""
    check_level(alpha)
    reject = compare("<", p, alpha)
    state = row(equation(_P, put(p)), Op("<" if reject else "≥"), equation(Sym("α"), alpha))
    if reject:
        words = "The p-value is below the level: such data would be too rare under the null hypothesis, so reject it."
    else:
        words = "The p-value is not below the level: the data agree with the null hypothesis well enough, so keep it."
    return step(words, state=state)


def _check(n: int, side: str, alpha: Any) -> None:
    check_side(side)
    check_level(alpha)
    if not 1 <= n <= MOST_OBSERVATIONS:
        raise MathsError(f"the size of a sample is between 1 and {MOST_OBSERVATIONS}")


def size_of(value: Anything) -> Anything:
    """|value|, a real constant."""
    return multiply(-1, value) if compare("<", value, 0) else value


def _p_step(letter: Formula, value: Anything, p: Anything, side: str, freedom: int | None) -> Step:
    """The p-value: how likely a statistic at least as far out is, under the null hypothesis."""
    variable = Sym("Z") if freedom is None else Script(Sym("T"), below=Num(str(freedom)))
    distance = size_of(value)
    if side == "two":
        event = row(TWO, p_of(row(variable, Op("≥"), Fence("|", letter, "|"))))
        where = "as far from 0, on either side"
    else:
        event = p_of(row(variable, Op("≤" if side == "less" else "≥"), letter))
        where = "as low" if side == "less" else "as high"
    sides = [event]
    if freedom is None:
        sides.append(_normal_tail(value if side != "two" else distance, side))
    words: tuple[Any, ...] = (
        "The p-value: how likely the null hypothesis makes a statistic at least ",
        where,
        ".",
    )
    if freedom is not None:
        degrees = " degree" if freedom == 1 else " degrees"
        words = (
            *words,
            " ",
            variable,
            " has Student’s t distribution with ",
            freedom,
            degrees,
            " of freedom.",
        )
    return step(*words, state=result(_P, *sides, value=p))


def _normal_tail(z: Anything, side: str) -> Formula:
    """The p-value by Φ of a number that is not negative, as in a table."""
    inside = phi_of(rounded_score(size_of(z)))
    below = compare("<", z, 0)
    if side == "two":
        return row(TWO, Fence("(", row(ONE, MINUS, inside), ")"))
    return inside if (side == "less") != below else row(ONE, MINUS, inside)


def rounded_score(z: Anything) -> Formula:
    """A standard score as it is looked up."""
    return typeset(z) if type(z) is int or (type(z) is FiniteDecimal and legible(z)) else rounded(z)


def _normal_p(z: Anything, side: str) -> Anything:
    if side == "two":
        return multiply(2, phi(multiply(-1, size_of(z))))
    return phi(z if side == "less" else multiply(-1, z))


def z_test(mean: Any, null: Any, sigma: Any, n: int, side: str = "two", alpha: Any = LEVEL) -> Worked:
    """[z, p-value] of the mean of n observations whose standard deviation σ is known.

    `side` is `two`, `less` or `greater`. Raises MathsError for n < 1, σ ≤ 0, or a level that is none.
    """
    _check(n, side, alpha)
    check_spread(sigma)
    z = quotient(multiply(subtract(mean, null), root(n)), sigma)
    p = _normal_p(z, side)
    rule = Frac(row(MEAN, MINUS, _MU0), row(SIGMA, Op("/"), Root(NUMBER)))
    numbers = Frac(row(put(mean), MINUS, factor(put(null))), row(put(sigma), Op("/"), Root(Num(str(n)))))
    steps = (
        step(*hypotheses(MU, null, side), state=given((MEAN, mean), (_MU0, null), (SIGMA, sigma), (NUMBER, n)),
             minor=True),
        step("The statistic: the distance of the mean from its hypothesis, in standard errors.",
             state=result(_Z, rule, numbers, value=z)),
        _p_step(_Z, z, p, side, None),
        decision_step(p, alpha),
    )  # fmt: skip
    return Worked((z, p), steps)


def proportion_test(successes: int, n: int, null: Any, side: str = "two", alpha: Any = LEVEL) -> Worked:
    """[z, p-value] of a number of successes in n trials, by the normal approximation, without correction.

    Raises MathsError unless 0 ≤ successes ≤ n and 0 < null < 1, or for a level that is none.
    """
    _check(n, side, alpha)
    check_probabilities((null,))
    if not 0 <= successes <= n or null in (0, 1):
        raise MathsError(
            "successes are at most as many as trials, and the hypothesis is strictly between 0 and 1"
        )
    share = quotient(successes, n)
    variance = quotient(multiply(null, subtract(1, null)), n)
    z = quotient(subtract(share, null), root(variance))
    p = _normal_p(z, side)
    rule = Frac(
        row(_SHARE, MINUS, _P0), Root(row(_P0, Fence("(", row(ONE, MINUS, _P0), ")"), Op("/"), NUMBER))
    )
    numbers = Frac(
        row(put(share), MINUS, put(null)),
        Root(row(put(null), Op("·"), put(subtract(1, null)), Op("/"), Num(str(n)))),
    )
    steps = (
        step(*hypotheses(_P, null, side), state=given((NUMBER, n), (_P0, null)), minor=True),
        step("The share of successes in the sample.",
             state=result(_SHARE, Frac(Num(str(successes)), Num(str(n))), value=share)),
        step("The statistic: the distance of the share from its hypothesis, in standard errors. The standard error "
             "is that of the hypothesis.", state=result(_Z, rule, numbers, value=z)),
        _p_step(_Z, z, p, side, None),
        decision_step(p, alpha),
    )  # fmt: skip
    return Worked((z, p), steps)


# ─── Student's t ─────────────────────────────────────────────────────────────────────────────────────────


def t_test(data: Sequence[Any], null: Any, side: str = "two", alpha: Any = LEVEL) -> Worked:
    """[t, p-value] of the mean of data whose standard deviation is not known.

    Raises MathsError for fewer than two data, more than 30, data that are all alike, or a level that is none.
    """
    check_data(data, least=2)
    _check(len(data), side, alpha)
    mean, first = mean_step(data)
    variance, deviation, middle = spread_steps(data, mean)
    if variance == 0:
        raise MathsError("the data are all alike, so there is no t statistic")
    t, p, last = _student(mean, variance, deviation, len(data), null, side, alpha)
    return Worked((t, p), (first, *middle, *last))


def t_test_from_summary(
    mean: Any, deviation: Any, n: int, null: Any, side: str = "two", alpha: Any = LEVEL
) -> Worked:
    """[t, p-value] as `t_test`, from the mean, the standard deviation of the sample and its size n."""
    _check(n, side, alpha)
    check_spread(deviation)
    if not 2 <= n <= 1_001:
        raise MathsError("the size of the sample is between 2 and 1001")
    known = step("Write down what is known.", state=given((MEAN, mean), (SPREAD, deviation)), minor=True)
    t, p, last = _student(mean, power_of_two(deviation), deviation, n, null, side, alpha)
    return Worked((t, p), (known, *last))


def power_of_two(value: Any) -> Anything:
    """The square of a number."""
    return multiply(value, value)


def _student(
    mean: Anything, variance: Anything, deviation: Anything, n: int, null: Any, side: str, alpha: Any
) -> tuple[Anything, FiniteDecimal, tuple[Step, ...]]:
    t = quotient(subtract(mean, null), root(quotient(variance, n)))
    p = FiniteDecimal(
        min(Fraction(1), 2 * above_t(size_of(t), n - 1)) if side == "two"
        else above_t(t if side == "greater" else multiply(-1, t), n - 1)
    )  # fmt: skip
    rule = Frac(row(MEAN, MINUS, _MU0), row(SPREAD, Op("/"), Root(NUMBER)))
    shown = put(deviation)
    bottom = row(paren(shown) if isinstance(shown, Frac) else shown, Op("/"), Root(Num(str(n))))
    numbers = Frac(row(put(mean), MINUS, factor(put(null))), bottom)
    steps = (
        step(*hypotheses(MU, null, side), state=given((_MU0, null), (NUMBER, n)), minor=True),
        step("The statistic: the distance of the mean from its hypothesis, in standard errors.",
             state=result(_T, rule, numbers, value=t)),
        _p_step(_T, t, p, side, n - 1),
        decision_step(p, alpha),
    )  # fmt: skip
    return t, p, steps


TABLE = table(
    Function("z_test", z_test, "number number number integer word? number?",
             "[z, p-value] from mean, hypothesis, σ and n; then the side 'two', 'less' or 'greater', and the level",
             "z_test(5.2, 5, 1, 100)[1] == 2"),
    Function("proportion_test", proportion_test, "integer integer number word? number?",
             "[z, p-value] from successes, trials and the hypothesis; then side and level",
             "proportion_test(60, 100, 0.5)[1] == 2"),
    Function("t_test", t_test, "vector number word? number?",
             "[t, p-value] from data and the hypothesis about their mean; then side and level",
             "t_test([4, 6, 8], 4)[1] == sqrt(3)"),
    Function("t_test_from_summary", t_test_from_summary, "number number integer number word? number?",
             "[t, p-value] from mean, standard deviation, n and the hypothesis; then side and level",
             "t_test_from_summary(6, 2, 16, 5)[1] == 2"),
)  # fmt: skip
