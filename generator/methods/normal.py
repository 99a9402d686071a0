"""The normal distribution: standardise, then Φ.

The values are exact, by `erf`; what a table of Φ says is printed.

>>> standardised_value(7, 5, 4).value
Fraction(1, 2)
"""

from __future__ import annotations

from typing import Any

from generator.maths.arithmetic import add, multiply, subtract
from generator.maths.function import Function, table
from generator.maths.notation import MINUS, ONE, PLUS, factor, join_terms, row
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Worked, is_number
from generator.methods.bayes import p_of
from generator.methods.layout import given, together
from generator.methods.numerals import put, quotient, rounded
from generator.methods.quantiles import check_level, phi, quantile_name, quantile_normal
from generator.methods.results import product, result
from generator.methods.wording import equation, step
from generator.model import Fence, Formula, Frac, Num, Op, Script, Step, Sym

MU, SIGMA = Sym("μ"), Sym("σ")
_X, _SMALL, _Z, _SCORE = Sym("X"), Sym("x"), Sym("Z"), Sym("z")


def phi_of(z: Formula) -> Formula:
    """`Φ(z)`."""
    return row(Sym("Φ"), Fence("(", z, ")"))


def check_spread(sigma: Any) -> None:
    """Raises MathsError unless a standard deviation is positive."""
    if not is_number(sigma) or sigma <= 0:
        raise MathsError("a standard deviation is positive")


def _score(x: Anything, mu: Anything, sigma: Anything) -> Anything:
    """(x − μ)/σ, exactly; a decimal where decimals lead to a short one."""
    return quotient(subtract(x, mu), sigma)


def _score_state(name: Formula, x: Anything, mu: Anything, sigma: Anything, symbol: Formula) -> Formula:
    rule = Frac(row(symbol, MINUS, MU), SIGMA)
    numbers = Frac(row(put(x), MINUS, factor(put(mu))), put(sigma))
    return result(name, rule, numbers, value=_score(x, mu, sigma))


def _known(mu: Any, sigma: Any) -> Step:
    return step("Write down mean and standard deviation of ", _X, ".", state=given((MU, mu), (SIGMA, sigma)),
                minor=True)  # fmt: skip


def standardised_value(x: Any, mu: Any, sigma: Any) -> Worked:
    """z = (x − μ)/σ. Raises MathsError unless σ is positive."""
    check_spread(sigma)
    state = _score_state(_SCORE, x, mu, sigma, _SMALL)
    steps = (
        step("Write down what is known.", state=given((_SMALL, x), (MU, mu), (SIGMA, sigma)), minor=True),
        step("Subtract the mean, then divide by the standard deviation: this tells how many standard deviations ",
             _SMALL, " lies above the mean.", state=state),
    )  # fmt: skip
    return Worked(_score(x, mu, sigma), steps)


def _phi_shown(z: Anything) -> Formula:
    """Φ as it stands in a table, which has no negative z: `Φ(1.5)`, `1 − Φ(1.5)`."""
    return phi_of(_score_shown(z)) if z >= 0 else row(ONE, MINUS, phi_of(_score_shown(multiply(-1, z))))


def _score_shown(z: Anything) -> Formula:
    """A standard score as it is looked up: as a decimal."""
    return typeset(z) if type(z) is int else rounded(z, 2) if _places(z) <= 2 else rounded(z)


def _places(z: Anything) -> int:
    return next((k for k in range(5) if (z * 10**k).denominator == 1), 5)


def _standardise_step(mu: Any, sigma: Any, *ends: tuple[Formula, Any, Formula]) -> Step:
    states = [_score_state(name, x, mu, sigma, symbol) for name, x, symbol in ends]
    return step(
        "Standardise: subtract the mean and divide by the standard deviation.", state=together(*states)
    )


def normal_below(mu: Any, sigma: Any, x: Any) -> Worked:
    """P(X ≤ x), exactly by erf. Raises MathsError unless σ is positive."""
    check_spread(sigma)
    z = _score(x, mu, sigma)
    return _one_end(mu, sigma, x, "≤", _phi_shown(z), z, phi(z))


def normal_above(mu: Any, sigma: Any, x: Any) -> Worked:
    """P(X ≥ x), as `normal_below`."""
    check_spread(sigma)
    z = _score(x, mu, sigma)
    shown = _phi_shown(multiply(-1, z)) if z < 0 else row(ONE, MINUS, phi_of(_score_shown(z)))
    return _one_end(mu, sigma, x, "≥", shown, z, phi(multiply(-1, z)))


def _one_end(
    mu: Any, sigma: Any, x: Any, relation: str, shown: Formula, z: Anything, value: Anything
) -> Worked:
    event = p_of(row(_X, Op(relation), put(x)))
    standard = p_of(row(_Z, Op(relation), _SCORE))
    words = "Φ gives the probability below. What lies above is the rest, and the curve is symmetric about 0."
    if shown == phi_of(_score_shown(z)):
        words = "Look Φ up at this value: it is the probability below."
    state = result(event, standard, shown, value=value)
    return Worked(
        value,
        (_known(mu, sigma), _standardise_step(mu, sigma, (_SCORE, x, put(x))), step(words, state=state)),
    )


def normal_between(mu: Any, sigma: Any, low: Any, high: Any) -> Worked:
    """P(low ≤ X ≤ high), exactly by erf. Raises MathsError unless σ is positive and low ≤ high."""
    check_spread(sigma)
    if low > high:
        raise MathsError("the lower end is above the upper one")
    first, second = _score(low, mu, sigma), _score(high, mu, sigma)
    value = subtract(phi(second), phi(first))
    names = _numbered(_SCORE, 1), _numbered(_SCORE, 2)
    event = p_of(row(put(low), Op("≤"), _X, Op("≤"), put(high)))
    rule = row(phi_of(names[1]), MINUS, phi_of(names[0]))
    numbers = row(_phi_shown(second), MINUS, factor(_phi_shown(first)))
    steps = (
        _known(mu, sigma),
        _standardise_step(mu, sigma, (names[0], low, put(low)), (names[1], high, put(high))),
        step("Take what lies below the lower end away from what lies below the upper one."
             + (" Below a negative value lies as much as above its opposite." if first < 0 else ""),
             state=result(event, rule, numbers, value=value)),
    )  # fmt: skip
    return Worked(value, steps)


def _numbered(name: Formula, k: int) -> Formula:
    return Script(name, below=Num(str(k)))


def normal_percentile(mu: Any, sigma: Any, p: Any) -> Worked:
    """The x with P(X ≤ x) = p, as a decimal with 30 places. Raises MathsError unless 0.0001 ≤ p ≤ 0.9999, σ > 0."""
    check_spread(sigma)
    check_level(p)
    quantile = quantile_normal(p)
    value = add(mu, multiply(sigma, quantile))
    steps = (
        _known(mu, sigma),
        step("Look up the value that has the share ", put(p), " of the standard normal distribution below it.",
             state=equation(quantile_name("z", p), rounded(quantile))),
        step("Undo the standardisation: multiply by the standard deviation and add the mean.",
             state=result(_SMALL, row(MU, PLUS, SIGMA, quantile_name("z", p)),
                          join_terms([put(mu), product(put(sigma), put(quantile))]), value=value)),
    )  # fmt: skip
    return Worked(value, steps)


TABLE = table(
    Function("standardised_value", standardised_value, "number number number",
             "z = (x − μ)/σ, from x, μ and σ", "standardised_value(7, 5, 4) == 1/2"),
    Function("normal_below", normal_below, "number number number",
             "P(X ≤ x) of a normal distribution, from μ, σ and x", "abs(normal_below(5, 2, 7) - 0.84134) < 0.00001"),
    Function("normal_above", normal_above, "number number number",
             "P(X ≥ x) of a normal distribution, from μ, σ and x", "abs(normal_above(5, 2, 7) - 0.15866) < 0.00001"),
    Function("normal_between", normal_between, "number number number number",
             "P(a ≤ X ≤ b) of a normal distribution, from μ, σ, a and b",
             "abs(normal_between(0, 1, -1, 1) - 0.68269) < 0.00001"),
    Function("normal_percentile", normal_percentile, "number number number",
             "the x with P(X ≤ x) = p of a normal distribution, from μ, σ and p",
             "round(normal_percentile(100, 15, 0.975), 2) == 129.4"),
)  # fmt: skip
