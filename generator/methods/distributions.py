"""Probabilities of the common distributions of whole numbers: binomial, geometric, Poisson.

The values are exact; those of the Poisson distribution hold e.

>>> binomial_probability(3, Fraction(1, 2), 2).value
Fraction(3, 8)
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import sympy

from generator.maths.arithmetic import divide, multiply, power, subtract, total
from generator.maths.function import Function, table
from generator.maths.notation import DOT, MINUS, ONE, factor, join_terms, row
from generator.maths.notation import power as raised
from generator.maths.typeset import EULER, typeset
from generator.maths.values import Anything, MathsError, Worked, is_number, normal, to_sympy
from generator.methods.bayes import p_of
from generator.methods.layout import given, together
from generator.methods.numerals import put
from generator.methods.results import result, sum_of
from generator.methods.wording import equation, step
from generator.model import Formula, Frac, Grid, Num, Op, Script, Step, Sym

MOST_TRIALS = 200
MOST_TERMS = 12
"""Bound on the terms of a sum in steps."""

_X, _K, _N, _P = Sym("X"), Sym("k"), Sym("n"), Sym("p")
_LAMBDA = Sym("λ")


def _event(relation: str, k: int | Formula) -> Formula:
    return p_of(row(_X, Op(relation), Num(str(k)) if isinstance(k, int) else k))


def _check_share(p: Any, *, positive: bool = False) -> None:
    if not is_number(p) or not 0 <= p <= 1 or (positive and p == 0):
        raise MathsError(
            "a probability of success is positive and at most 1"
            if positive
            else "a probability is between 0 and 1"
        )


# ─── Binomial ────────────────────────────────────────────────────────────────────────────────────────────


def _check_binomial(n: int, p: Any, k: int) -> None:
    if not 1 <= n <= MOST_TRIALS:
        raise MathsError(f"the number of trials is between 1 and {MOST_TRIALS}")
    _check_share(p)
    if not 0 <= k <= n:
        raise MathsError(f"the number of successes is between 0 and {n}")


def _choose(n: Formula, k: Formula) -> Formula:
    return Grid(((n,), (k,)))


def _binomial(n: int, p: Any, k: int) -> Anything:
    return multiply(
        multiply(math.comb(n, k), power(p, k) if k else 1), power(subtract(1, p), n - k) if k < n else 1
    )


def _binomial_numbers(n: int, p: Any, k: int) -> Formula:
    return row(
        _choose(Num(str(n)), Num(str(k))), DOT, raised(typeset(p), Num(str(k))), DOT,
        raised(typeset(subtract(1, p)), Num(str(n - k))),
    )  # fmt: skip


def _trials(n: int, p: Any) -> Step:
    trials = " trial" if n == 1 else " independent trials with the same probability of success"
    return step("There is " if n == 1 else "There are ", n, trials, ", so ", _X, " is binomially distributed, with ",
                equation(_N, n), " and ", equation(_P, p), ".", minor=True)  # fmt: skip


def binomial_probability(n: int, p: Any, k: int) -> Worked:
    """P(X = k) of n trials with probability p. Raises MathsError unless 0 ≤ k ≤ n ≤ 200 and 0 ≤ p ≤ 1."""
    _check_binomial(n, p, k)
    value = _binomial(n, p, k)
    ways = equation(_choose(Num(str(n)), Num(str(k))), math.comb(n, k))
    steps = (
        _trials(n, p),
        step("There are this many ways to place the successes among the trials.", state=ways, minor=True),
        step("Each way to place the successes among the trials has ", k, " success" if k == 1 else " successes",
             " and ", n - k, " failure" if n - k == 1 else " failures",
             "; multiply its probability by the number of ways.",
             state=result(_event("=", k), _binomial_numbers(n, p, k), value=value)),
    )  # fmt: skip
    return Worked(value, steps)


def binomial_at_most(n: int, p: Any, k: int) -> Worked:
    """P(X ≤ k), as `binomial_probability`, by the shorter of the sum and that of its complement.

    Raises MathsError also if both sums have more than 12 terms.
    """
    _check_binomial(n, p, k)
    return _binomial_tail(n, p, "≤", k)


def binomial_at_least(n: int, p: Any, k: int) -> Worked:
    """P(X ≥ k), as `binomial_at_most`."""
    _check_binomial(n, p, k)
    return _binomial_tail(n, p, "≥", k)


def _binomial_tail(n: int, p: Any, relation: str, k: int) -> Worked:
    wanted = list(range(k + 1)) if relation == "≤" else list(range(k, n + 1))
    others = list(range(k + 1, n + 1)) if relation == "≤" else list(range(k))
    if not others:
        return _certain(n, p, _event(relation, k))
    direct = len(wanted) <= len(others)
    summed = wanted if direct else others
    terms = [_binomial(n, p, j) for j in summed]
    lines = [result(_event("=", j), _binomial_numbers(n, p, j), value=term)
             for j, term in zip(summed, terms, strict=True)]  # fmt: skip
    return _tail(_trials(n, p), _event(relation, k), summed, terms, lines, direct)


def _certain(n: int, p: Any, name: Formula) -> Worked:
    words = "All numbers of successes that there are belong to the event, so it is certain."
    return Worked(1, (_trials(n, p), step(words, state=equation(name, 1))))


def _tail(
    first: Step, name: Formula, summed: list[int], terms: list[Anything], lines: list[Formula], direct: bool
) -> Worked:
    """The probability of several values, from those of each, or as 1 minus those of the others."""
    if len(summed) > MOST_TERMS:
        raise MathsError(f"the sum has more than {MOST_TERMS} terms")
    whole = total(terms)
    value = whole if direct else subtract(1, whole)
    names = join_terms([_event("=", j) if direct else row(MINUS, _event("=", j)) for j in summed])
    symbols = names if direct else row(ONE, names)
    numbers = (
        sum_of(terms) if direct else row(ONE, join_terms([row(MINUS, factor(put(term))) for term in terms]))
    )
    words = (
        "The event holds these values: find the probability of each."
        if direct
        else ("The complement has fewer values: find the probability of each.")
    )
    last = "Add them." if direct else "Subtract them from the certain event, 1."
    steps = (
        first,
        step(words, state=together(*lines)),
        step(last, state=result(name, symbols, numbers, value=value)),
    )
    return Worked(value, steps)


# ─── Geometric ───────────────────────────────────────────────────────────────────────────────────────────


def geometric_probability(p: Any, k: int) -> Worked:
    """P(X = k), X the number of the trial with the first success. Raises MathsError unless 0 < p ≤ 1, 1 ≤ k ≤ 200."""
    _check_share(p, positive=True)
    if not 1 <= k <= MOST_TRIALS:
        raise MathsError(f"the number of the first success is between 1 and {MOST_TRIALS}")
    failure = subtract(1, p)
    value = multiply(power(failure, k - 1) if k > 1 else 1, p)
    q = Sym("q")
    rule = row(Script(q, above=row(_K, MINUS, ONE)), _P)
    numbers = row(raised(typeset(failure), Num(str(k - 1))), DOT, typeset(p))
    steps = (
        step("Let ", q, " be the probability of a failure.", minor=True,
             state=together(given((_P, p), (_K, k)), result(q, row(ONE, MINUS, _P), value=failure))),
        step("The first success comes at trial ", k, ": before it there are only failures.",
             state=result(_event("=", k), rule, numbers, value=value)),
    )  # fmt: skip
    return Worked(value, steps)


# ─── Poisson ─────────────────────────────────────────────────────────────────────────────────────────────


def _check_poisson(rate: Any, k: int) -> None:
    if not 0 < rate <= 100:
        raise MathsError("the mean of a Poisson distribution is positive and at most 100")
    if not 0 <= k <= 100:
        raise MathsError("the number of events is between 0 and 100")


def _poisson(rate: Any, k: int) -> Anything:
    share = divide(power(rate, k) if k else 1, math.factorial(k))
    return normal(to_sympy(share) * sympy.exp(-to_sympy(Fraction(rate))))


def _poisson_numbers(rate: Any, k: int) -> Formula:
    over = Frac(raised(typeset(rate), Num(str(k))), row(Num(str(k)), Op("!")))
    return row(over, DOT, Script(EULER, above=row(MINUS, typeset(rate))))


def _events(rate: Any) -> Step:
    return step("Events come independently at a constant mean rate, so ", _X, " has a Poisson distribution with mean ",
                equation(_LAMBDA, rate), ".", minor=True)  # fmt: skip


def poisson_probability(rate: Any, k: int) -> Worked:
    """P(X = k) with mean `rate`, exactly (it holds e). Raises MathsError unless 0 < rate ≤ 100 and 0 ≤ k ≤ 100."""
    _check_poisson(rate, k)
    value = _poisson(rate, k)
    rule = row(
        Frac(Script(_LAMBDA, above=_K), row(_K, Op("!"))), DOT, Script(EULER, above=row(MINUS, _LAMBDA))
    )
    steps = (
        _events(rate),
        step("Put ", equation(_K, k), " and ", equation(_LAMBDA, rate), " into ", rule, ".",
             state=result(_event("=", k), _poisson_numbers(rate, k), value=value)),
    )  # fmt: skip
    return Worked(value, steps)


def poisson_at_most(rate: Any, k: int) -> Worked:
    """P(X ≤ k), as `poisson_probability`. Raises MathsError also if the sum has more than 12 terms."""
    _check_poisson(rate, k)
    summed = list(range(k + 1))
    terms = [_poisson(rate, j) for j in summed]
    lines = [result(_event("=", j), _poisson_numbers(rate, j), value=term)
             for j, term in zip(summed, terms, strict=True)]  # fmt: skip
    return _tail(_events(rate), _event("≤", k), summed, terms, lines, direct=True)


TABLE = table(
    Function("binomial_probability", binomial_probability, "integer number integer",
             "P(X = k) of a binomial distribution, from n, p and k", "binomial_probability(3, 1/2, 2) == 3/8"),
    Function("binomial_at_most", binomial_at_most, "integer number integer",
             "P(X ≤ k) of a binomial distribution, from n, p and k", "binomial_at_most(3, 1/2, 1) == 1/2"),
    Function("binomial_at_least", binomial_at_least, "integer number integer",
             "P(X ≥ k) of a binomial distribution, from n, p and k", "binomial_at_least(3, 1/2, 1) == 7/8"),
    Function("geometric_probability", geometric_probability, "number integer",
             "P(X = k), X the trial of the first success, from p and k", "geometric_probability(1/2, 3) == 1/8"),
    Function("poisson_probability", poisson_probability, "number integer",
             "P(X = k) of a Poisson distribution, from its mean and k", "poisson_probability(2, 0) == exp(-2)"),
    Function("poisson_at_most", poisson_at_most, "number integer",
             "P(X ≤ k) of a Poisson distribution, from its mean and k", "poisson_at_most(2, 1) == 3*exp(-2)"),
)  # fmt: skip
