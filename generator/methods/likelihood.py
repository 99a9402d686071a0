"""Maximum likelihood: the log-likelihood, its derivative, where that is 0, and the estimate there.

Terms that do not hold the parameter are left out of log-likelihoods, since they do not move the maximum.

>>> mle_binomial(10, 7).value
Fraction(7, 10)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.maths.arithmetic import divide, power
from generator.maths.function import Function, table
from generator.maths.notation import MINUS, ONE, join_terms, row, times
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Worked
from generator.methods.data import check_data, deviations, mean_state, total_of
from generator.methods.numerals import put, quotient
from generator.methods.results import TWO, result, squares_of, sum_of
from generator.methods.wording import equation, step
from generator.model import Accent, Fence, Formula, Frac, Func, Num, Op, Script, Step, Sym

MOST_TRIALS = 1_000_000

_NUMBER, _SUM = Sym("n"), Sym("S")
_LOG = Sym("ℓ")


def _of(parameter: Formula, *, slope: bool = False) -> Formula:
    """`ℓ(λ)`, or `ℓ′(λ)`."""
    return row(Script(_LOG, above=Op("′")) if slope else _LOG, Fence("(", parameter, ")"))


def _ln(argument: Formula) -> Formula:
    return row(Func("ln"), argument)


def _steps(
    parameter: Formula, likelihood: Formula, slope: Formula, solved: Formula, estimate: Formula
) -> tuple[Step, ...]:
    """Log-likelihood, derivative, zero, estimate: the four steps that all of them share."""
    hat = Accent("hat", parameter)
    return (
        step("Take the logarithm of the likelihood: the product over the data becomes a sum. Terms without ",
             parameter, " are left out, since they do not move the maximum.",
             state=equation(_of(parameter), likelihood)),
        step("Differentiate with respect to ", parameter, ".", state=equation(_of(parameter, slope=True), slope)),
        step("At the maximum the derivative is 0.", state=equation(solved, 0), minor=True),
        step("Solve for ", hat, ", where the derivative is 0. It changes there from positive to negative, so this is "
             "the maximum.", state=estimate),
    )  # fmt: skip


def _sum_step(data: Sequence[Any]) -> tuple[Anything, Step]:
    value = total_of(data)
    known = result(_SUM, sum_of(data), value=value)
    return value, step("All that is needed of the ", len(data), " data is their sum.", state=known)


def mle_binomial(n: int, k: int) -> Worked:
    """The maximum-likelihood estimate of p from k successes in n independent trials: k/n.

    Raises MathsError unless 0 < k < n: with no success or no failure the derivative has no zero.
    """
    if not 0 < k < n <= MOST_TRIALS:
        raise MathsError("there must be at least one success and one failure, and at most 1000000 trials")
    value = divide(k, n)
    p, hat = Sym("p"), Accent("hat", Sym("p"))
    failures = n - k
    likelihood = join_terms([
        times(typeset(k), _ln(p)), times(typeset(failures), _ln(Fence("(", row(ONE, MINUS, p), ")")))
    ])  # fmt: skip

    def slope(at: Formula) -> Formula:
        return row(Frac(typeset(k), at), MINUS, Frac(typeset(failures), row(ONE, MINUS, at)))

    estimate = result(hat, Frac(Num(str(k)), Num(str(n))), value=value)
    return Worked(value, _steps(p, likelihood, slope(p), slope(hat), estimate))


def mle_poisson(data: Sequence[Any]) -> Worked:
    """The maximum-likelihood estimate of the mean λ of a Poisson distribution: the mean of the data.

    Raises MathsError unless the data are whole, not negative and not all 0.
    """
    check_data(data)
    if not all(type(x) is int and x >= 0 for x in data) or not any(data):
        raise MathsError("counts are whole numbers that are not negative, and not all 0")
    s, first = _sum_step(data)
    n = len(data)
    rate = Sym("λ")
    hat = Accent("hat", rate)
    likelihood = row(times(put(s), _ln(rate)), MINUS, times(typeset(n), rate))
    estimate = result(hat, Frac(put(s), Num(str(n))), value=quotient(s, n))

    def slope(at: Formula) -> Formula:
        return row(Frac(put(s), at), MINUS, typeset(n))

    return Worked(quotient(s, n), (first, *_steps(rate, likelihood, slope(rate), slope(hat), estimate)))


def mle_exponential(data: Sequence[Any]) -> Worked:
    """The maximum-likelihood estimate of the rate λ of an exponential distribution: n over the sum.

    Raises MathsError unless all data are positive.
    """
    check_data(data)
    if not all(x > 0 for x in data):
        raise MathsError("waiting times are positive")
    s, first = _sum_step(data)
    n = len(data)
    rate = Sym("λ")
    hat = Accent("hat", rate)
    likelihood = row(times(typeset(n), _ln(rate)), MINUS, times(put(s), rate))
    estimate = result(hat, Frac(Num(str(n)), put(s)), value=quotient(n, s))

    def slope(at: Formula) -> Formula:
        return row(Frac(typeset(n), at), MINUS, put(s))

    return Worked(quotient(n, s), (first, *_steps(rate, likelihood, slope(rate), slope(hat), estimate)))


def mle_normal(data: Sequence[Any]) -> Worked:
    """[μ̂, σ̂²], the maximum-likelihood estimates from normal data: the mean, and the variance with n.

    Raises MathsError if the data are fewer than two or all alike.
    """
    check_data(data, least=2)
    n = len(data)
    centre = quotient(total_of(data), n)
    apart = deviations(data, centre)
    squares = total_of([power(d, 2) for d in apart])
    if squares == 0:
        raise MathsError("the data are all alike, so the likelihood has no maximum")
    variance = quotient(squares, n)
    mu, v, x = Sym("μ"), Script(Sym("σ"), above=TWO), Script(Sym("x"), below=Sym("i"))
    mu_hat, v_hat = Accent("hat", mu), Script(Accent("hat", Sym("σ")), above=TWO)
    difference = Script(Fence("(", row(x, MINUS, mu), ")"), above=TWO)
    about = Script(Fence("(", row(x, MINUS, mu_hat), ")"), above=TWO)
    log = row(MINUS, Frac(_NUMBER, TWO), Func("ln"), v, MINUS, Frac(ONE, row(TWO, v)), Op("∑"), difference)
    both = Fence("(", row(mu, Op(","), v), ")")
    slope_mu = row(Frac(ONE, v), Op("∑"), Fence("(", row(x, MINUS, mu), ")"))
    fourth = Script(Sym("σ"), above=Num("4"))
    slope_v = row(
        MINUS, Frac(_NUMBER, row(TWO, v)), Op("+"), Frac(ONE, row(TWO, fourth)), Op("∑"), difference
    )
    q = Sym("Q")
    steps = (
        step(
            "Take the logarithm of the likelihood; constant terms are left out.",
            state=equation(row(_LOG, both), log),
        ),
        step(
            "Differentiate with respect to ",
            mu,
            ".",
            minor=True,
            state=equation(Frac(row(Op("∂"), _LOG), row(Op("∂"), mu)), slope_mu),
        ),
        step(
            "The derivative with respect to ",
            mu,
            " is ",
            0,
            " where the differences from ",
            mu,
            " add up to ",
            0,
            ": at the mean.",
            state=mean_state(data, mu_hat),
        ),
        step(
            "Differentiate with respect to ",
            v,
            ".",
            minor=True,
            state=equation(Frac(row(Op("∂"), _LOG), row(Op("∂"), v)), slope_v),
        ),
        step(
            "Add the squared differences from the mean.",
            state=result(q, row(Op("∑"), about), squares_of(apart), value=squares),
        ),
        step(
            "The derivative with respect to ",
            v,
            " is ",
            0,
            " where ",
            v,
            " is the mean of these squares: divide by ",
            n,
            ", not by ",
            n - 1,
            ".",
            state=result(v_hat, Frac(q, Num(str(n))), Frac(put(squares), Num(str(n))), value=variance),
        ),
    )
    return Worked((centre, variance), steps)


TABLE = table(
    Function("mle_binomial", mle_binomial, "integer integer",
             "maximum-likelihood estimate of p, from trials and successes", "mle_binomial(10, 7) == 7/10"),
    Function("mle_poisson", mle_poisson, "vector", "maximum-likelihood estimate of the mean of Poisson counts",
             "mle_poisson([2, 3, 4]) == 3"),
    Function("mle_exponential", mle_exponential, "vector",
             "maximum-likelihood estimate of the rate of exponential waiting times",
             "mle_exponential([1, 2, 5]) == 3/8"),
    Function("mle_normal", mle_normal, "vector", "[μ, σ²], maximum-likelihood estimates from normal data",
             "mle_normal([1, 2, 6]) == [3, 14/3]"),
)  # fmt: skip
