"""Conjugate priors: a beta prior with binomial data, a normal prior with normal data.

>>> beta_posterior(2, 2, 7, 10).value
(9, 5)
"""

from __future__ import annotations

from typing import Any

from generator.maths.arithmetic import add, divide, multiply, subtract
from generator.maths.function import Function, table
from generator.maths.notation import MINUS, ONE, PLUS, join_terms, row
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Worked, is_number
from generator.methods.layout import given, together
from generator.methods.numerals import put, quotient
from generator.methods.results import TWO, product, result
from generator.methods.wording import step
from generator.model import Fence, Formula, Frac, Num, Op, Script, Step, Sym

MOST_TRIALS = 1_000_000

_A, _B, _K, _N = Sym("a"), Sym("b"), Sym("k"), Sym("n")


def _after(name: Formula) -> Formula:
    """What a parameter becomes: `a′`."""
    return Script(name, above=Op("′"))


def _beta(a: Any, b: Any, k: int, n: int) -> tuple[Anything, Anything, tuple[Step, ...]]:
    if not (0 < a <= MOST_TRIALS and 0 < b <= MOST_TRIALS):
        raise MathsError("the parameters of a beta distribution are positive, and at most 1000000 here")
    if not 0 <= k <= n <= MOST_TRIALS:
        raise MathsError("successes are at most as many as trials, and trials at most 1000000")
    more, less = add(a, k), add(b, n - k)
    p = Sym("p")
    kernel = row(
        Script(p, above=row(_A, MINUS, ONE, PLUS, _K)),
        Script(Fence("(", row(ONE, MINUS, p), ")"), above=row(_B, MINUS, ONE, PLUS, _N, MINUS, _K)),
    )
    states = together(
        result(_after(_A), row(_A, PLUS, _K), join_terms([put(a), put(k)]), value=more),
        result(
            _after(_B), row(_B, PLUS, _N, MINUS, _K), row(put(b), PLUS, put(n), MINUS, put(k)), value=less
        ),
    )
    return more, less, (
        step("Write down prior and data.", state=given((_A, a), (_B, b), (_K, k), (_N, n)), minor=True),
        step("Prior times likelihood is proportional to ", kernel,
             ": a beta distribution again. Add the successes to ", _A, " and the failures to ", _B, ".", state=states),
    )  # fmt: skip


def beta_posterior(a: Any, b: Any, k: int, n: int) -> Worked:
    """[a′, b′] of the beta posterior of p, from a Beta(a, b) prior and k successes in n trials.

    Raises MathsError unless a and b are positive and 0 ≤ k ≤ n.
    """
    more, less, steps = _beta(a, b, k, n)
    return Worked((more, less), steps)


def map_beta_binomial(a: Any, b: Any, k: int, n: int) -> Worked:
    """The most probable p after k successes in n trials under a Beta(a, b) prior: the mode of the posterior.

    Raises MathsError as `beta_posterior`, and if the posterior has its peak at 0 or 1 or none.
    """
    more, less, steps = _beta(a, b, k, n)
    if more <= 1 or less <= 1:
        raise MathsError(
            "both parameters of the posterior must be above 1; else it has no peak between 0 and 1"
        )
    value = quotient(subtract(more, 1), subtract(add(more, less), 2))
    first, second = _after(_A), _after(_B)
    rule = Frac(row(first, MINUS, ONE), row(first, PLUS, second, MINUS, TWO))
    numbers = Frac(row(put(more), MINUS, ONE), row(put(more), PLUS, put(less), MINUS, TWO))
    last = step("The derivative of the logarithm of the posterior is 0 at its mode.",
                state=result(Sym("p"), rule, numbers, value=value))  # fmt: skip
    return Worked(value, (*steps, last))


def normal_posterior(prior_mean: Any, prior_variance: Any, variance: Any, mean: Any, n: int) -> Worked:
    """[mean, variance] of the normal posterior of μ, from a normal prior and the mean of n data of known variance.

    Raises MathsError unless both variances are positive and 1 ≤ n ≤ 1000000.
    """
    if not (is_number(prior_mean) and is_number(mean) and prior_variance > 0 and variance > 0):
        raise MathsError("the variances are positive")
    if not 1 <= n <= MOST_TRIALS:
        raise MathsError(f"the number of data is between 1 and {MOST_TRIALS}")
    first, second = quotient(1, prior_variance), quotient(n, variance)
    precision = add(first, second)
    weighted = add(multiply(first, prior_mean), multiply(second, mean))
    centre, spread = quotient(weighted, precision), divide(1, precision)
    mu0 = Script(Sym("μ"), below=Num("0"))
    tau, sigma = (Script(Sym(letter), above=TWO) for letter in ("τ", "σ"))
    bar = Sym("m")
    w0, w1 = (Script(Sym("w"), below=Num(k)) for k in "01")
    steps = (
        step(
            "Write down prior and data: prior mean ",
            mu0,
            " and variance ",
            tau,
            ", and ",
            _N,
            " data with mean ",
            bar,
            " and variance ",
            sigma,
            ".",
            minor=True,
            state=given((mu0, prior_mean), (tau, prior_variance), (_N, n), (bar, mean), (sigma, variance)),
        ),
        step(
            "Weigh prior and data with their precisions, one over the variance; the mean of ",
            _N,
            " data has variance ",
            Frac(sigma, _N),
            ".",
            state=together(
                result(w0, Frac(ONE, tau), Frac(ONE, put(prior_variance)), value=first),
                result(w1, Frac(_N, sigma), Frac(typeset(n), put(variance)), value=second),
            ),
        ),
        step(
            "The posterior mean is the weighted mean of both.",
            state=result(
                _after(Sym("μ")),
                Frac(row(w0, mu0, PLUS, w1, bar), row(w0, PLUS, w1)),
                Frac(
                    join_terms([product(put(first), put(prior_mean)), product(put(second), put(mean))]),
                    row(put(first), PLUS, put(second)),
                ),
                value=centre,
            ),
        ),
        step(
            "Precisions add, so the posterior variance is one over their sum.",
            state=result(
                Script(Sym("τ"), above=row(Op("′"), TWO)),
                Frac(ONE, row(w0, PLUS, w1)),
                Frac(ONE, put(precision)),
                value=spread,
            ),
        ),
    )
    return Worked((centre, spread), steps)


TABLE = table(
    Function("beta_posterior", beta_posterior, "number number integer integer",
             "[a′, b′] of the beta posterior, from a, b, successes and trials",
             "beta_posterior(2, 2, 7, 10) == [9, 5]"),
    Function("map_beta_binomial", map_beta_binomial, "number number integer integer",
             "the mode of the beta posterior, from a, b, successes and trials",
             "map_beta_binomial(2, 2, 7, 10) == 2/3"),
    Function("normal_posterior", normal_posterior, "number number number number integer",
             "[mean, variance] of normal posterior; from prior mean, prior variance, variance, mean, number of data",
             "normal_posterior(0, 1, 4, 3, 4) == [3/2, 1/2]"),
)  # fmt: skip
