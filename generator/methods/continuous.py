"""Continuous random variables: uniform, exponential, and densities that are polynomials on an interval.

All values are exact.

>>> x = sympy.Symbol("x")
>>> density_constant(x**2, x, 0, 3).value
Fraction(1, 9)
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import sympy

from generator.maths.arithmetic import divide, multiply, subtract
from generator.maths.function import Function, table
from generator.maths.notation import DOT, MINUS, ONE, factor, is_sum, minus, paren, row
from generator.maths.typeset import EULER, typeset
from generator.maths.values import (
    Anything,
    MathsError,
    Worked,
    is_number,
    normal,
    symbols_of,
    to_sympy,
)
from generator.methods.bayes import p_of
from generator.methods.layout import given
from generator.methods.numerals import put
from generator.methods.quantiles import as_decimal
from generator.methods.results import product, result
from generator.methods.wording import equation, step
from generator.model import Fence, Formula, Frac, Func, Num, Op, Script, Space, Step, Sym

MOST_DEGREE = 8

_X, _LAMBDA, _SMALL = Sym("X"), Sym("λ"), Sym("x")


def _check_interval(low: Any, high: Any) -> None:
    if not (is_number(low) and is_number(high) and low < high):
        raise MathsError("an interval goes from a number to a larger one")


def _between(low: Any, high: Any) -> Formula:
    return p_of(row(put(low), Op("≤"), _X, Op("≤"), put(high)))


# ─── Uniform ─────────────────────────────────────────────────────────────────────────────────────────────


def uniform_probability(a: Any, b: Any, low: Any, high: Any) -> Worked:
    """P(low ≤ X ≤ high), X uniform on [a, b]. Raises MathsError unless a < b and low ≤ high."""
    _check_interval(a, b)
    if low > high:
        raise MathsError("the lower end is above the upper one")
    start, end = max(a, low), min(b, high)
    event = _between(low, high)
    if start >= end:
        none = step(
            "Only a point of the interval or nothing of it lies between these ends.", state=equation(event, 0)
        )
        return Worked(0, (none,))
    value = divide(subtract(end, start), subtract(b, a))
    rule = Frac(row(put(end), MINUS, factor(put(start))), row(put(b), MINUS, factor(put(a))))
    steps = [step("The density is the same everywhere, so probability is length divided by length.",
                  state=result(event, rule, value=value))]  # fmt: skip
    if (start, end) != (low, high):
        ends = equation(event, _between(start, end))
        words = "No values lie outside the interval, so only the part within it counts."
        steps.insert(0, step(words, state=ends))
    return Worked(value, tuple(steps))


# ─── Exponential ─────────────────────────────────────────────────────────────────────────────────────────


def _check_rate(rate: Any, *times: Any) -> None:
    if not is_number(rate) or not 0 < rate <= 1_000:
        raise MathsError("the rate of an exponential distribution is positive and at most 1000")
    if not all(is_number(t) and 0 <= t <= 1_000_000 for t in times):
        raise MathsError("times are between 0 and 1000000")


def _survival(rate: Any, t: Any) -> Any:
    """e^(−λt) as a sympy expression."""
    return sympy.exp(-to_sympy(multiply(rate, t)))


def _survival_shown(rate: Any, t: Any) -> Formula:
    return Script(EULER, above=row(MINUS, product(typeset(rate), typeset(t))))


def _survival_rule(t: Any) -> Formula:
    return Script(EULER, above=row(MINUS, product(_LAMBDA, typeset(t))))


def _rate_step(rate: Any) -> Step:
    formula = equation(p_of(row(_X, Op("≥"), _SMALL)), Script(EULER, above=row(MINUS, _LAMBDA, _SMALL)))
    return step("The exponential distribution with rate ", _LAMBDA, " has ", formula, " for ",
                row(_SMALL, Op("≥"), Num("0")), ".", state=given((_LAMBDA, rate)), minor=True)  # fmt: skip


def exponential_at_least(rate: Any, t: Any) -> Worked:
    """P(X ≥ t) = e^(−λt). Raises MathsError unless the rate is positive and t is not negative."""
    _check_rate(rate, t)
    value = normal(_survival(rate, t))
    state = result(p_of(row(_X, Op("≥"), put(t))), _survival_rule(t), _survival_shown(rate, t), value=value)
    return Worked(value, (_rate_step(rate), step("Put in rate and time.", state=state)))


def exponential_at_most(rate: Any, t: Any) -> Worked:
    """P(X ≤ t) = 1 − e^(−λt), as `exponential_at_least`."""
    _check_rate(rate, t)
    value = normal(1 - _survival(rate, t))
    state = result(p_of(row(_X, Op("≤"), put(t))), row(ONE, MINUS, _survival_rule(t)),
                   row(ONE, MINUS, _survival_shown(rate, t)), value=value)  # fmt: skip
    words = "Take the probability of waiting longer from 1, and put in rate and time."
    return Worked(value, (_rate_step(rate), step(words, state=state)))


def exponential_between(rate: Any, low: Any, high: Any) -> Worked:
    """P(low ≤ X ≤ high), as `exponential_at_least`. Raises MathsError also unless low ≤ high."""
    _check_rate(rate, low, high)
    if low > high:
        raise MathsError("the lower end is above the upper one")
    value = normal(_survival(rate, low) - _survival(rate, high))
    rule = row(_survival_rule(low), MINUS, _survival_rule(high))
    numbers = row(_survival_shown(rate, low), MINUS, _survival_shown(rate, high))
    state = result(_between(low, high), rule, numbers, value=value)
    words = "Of those who wait longer than the lower end, take away those who wait longer than the upper one."
    return Worked(value, (_rate_step(rate), step(words, state=state)))


def exponential_percentile(rate: Any, p: Any) -> Worked:
    """The x with P(X ≤ x) = p: −ln(1 − p)/λ. Raises MathsError unless the rate is positive and 0 ≤ p < 1."""
    _check_rate(rate)
    if not is_number(p) or not 0 <= p < 1:
        raise MathsError("a level is at least 0 and less than 1")
    rest = subtract(1, p)
    value = normal(-sympy.log(to_sympy(Fraction(rest))) / to_sympy(Fraction(rate)))
    power = Script(EULER, above=row(MINUS, _LAMBDA, _SMALL))
    logarithm = row(Func("ln"), Fence("(", typeset(rest), ")"))
    steps = (
        _rate_step(rate),
        step("The share ", put(p), " lies below ", _SMALL, ", so the rest lies above it.",
             state=result(power, row(ONE, MINUS, put(p)), value=rest)),
        step("Take logarithms and solve for ", _SMALL, ".",
             state=result(_SMALL, minus(Frac(logarithm, typeset(rate))), value=as_decimal(value))),
    )  # fmt: skip
    return Worked(value, steps)


# ─── Densities that are polynomials ──────────────────────────────────────────────────────────────────────


def _polynomial(f: Anything, x: Any, low: Any, high: Any) -> Any:
    """f as a sympy polynomial in x that is not negative on the interval, and not 0. Raises MathsError."""
    _check_interval(low, high)
    expression = to_sympy(f)
    if symbols_of(expression) not in ((), (x,)) or _degree(expression) > MOST_DEGREE:
        raise MathsError(f"this takes a polynomial in the variable alone, of degree at most {MOST_DEGREE}")
    polynomial = sympy.Poly(expression, x, domain="QQ")
    if polynomial.is_zero:
        raise MathsError("the function is 0 everywhere, so it has no density")
    a, b = to_sympy(Fraction(low)), to_sympy(Fraction(high))
    for part, times in polynomial.sqf_list()[1]:
        inside = part.count_roots(a, b) - (part.eval(a) == 0) - (part.eval(b) == 0)
        if times % 2 and inside:
            raise MathsError("a density is not negative, but the function changes its sign on the interval")
    inner = [a + (b - a) * k / (MOST_DEGREE + 2) for k in range(1, MOST_DEGREE + 2)]
    if any(polynomial.eval(point) < 0 for point in inner):
        raise MathsError("a density is not negative, but the function is")
    return polynomial


def _degree(node: Any) -> int:
    """A bound on the degree of a polynomial; beyond all bounds for what is none."""
    if node.is_Rational:
        return 0
    if node.is_Symbol:
        return 1
    if node.func is sympy.Add:
        return max(map(_degree, node.args))
    if node.func is sympy.Mul:
        return sum(map(_degree, node.args))
    if node.func is sympy.Pow and node.args[1].is_Integer and node.args[1] > 0:
        return _degree(node.args[0]) * int(node.args[1])
    return MOST_DEGREE + 1


def _integral(low: Formula, high: Formula, integrand: Formula, x: Formula) -> Formula:
    inner = paren(integrand) if is_sum(integrand) else integrand
    return row(Script(Op("∫"), below=low, above=high), inner, Space("thin"), Sym("d", "upright"), x)


def _at(name: str, argument: Formula) -> Formula:
    return row(Sym(name), Fence("(", argument, ")"))


def _antiderivative_step(antiderivative: Any, x: Any) -> Step:
    state = equation(_at("G", typeset(x)), normal(antiderivative.as_expr()))
    return step("Find an antiderivative, term by term.", state=state)


def density_constant(f: Anything, x: Any, low: Any, high: Any) -> Worked:
    """The c for which c·f(x) is a density on [low, high], f a polynomial in x with rational coefficients.

    Raises MathsError if f is something else, or negative somewhere on the interval, or 0.
    """
    polynomial = _polynomial(f, x, low, high)
    antiderivative = polynomial.integrate(x)
    ends = [normal(antiderivative.eval(to_sympy(Fraction(end)))) for end in (high, low)]
    area = subtract(*ends)
    value = divide(1, area)
    integral = _integral(put(low), put(high), typeset(f), typeset(x))
    rule = row(_at("G", put(high)), MINUS, _at("G", put(low)))
    c = Sym("c")
    steps = (
        _antiderivative_step(antiderivative, x),
        step(
            "The area under the function is the difference of its values at the ends.",
            state=result(integral, rule, row(put(ends[0]), MINUS, factor(put(ends[1]))), value=area),
        ),
        step(
            "A density has area ",
            1,
            ", and the constant multiplies the area.",
            state=row(
                equation(row(c, DOT, put(area)), 1), Space("quad"), Op("⟹"), Space("quad"), equation(c, value)
            ),
        ),
    )
    return Worked(value, steps)


def cdf_from_density(f: Anything, x: Any, low: Any, high: Any) -> Worked:
    """F(x) between low and high, for a density f that is a polynomial there and 0 elsewhere.

    Raises MathsError as `density_constant`, and if the area under f is not 1.
    """
    antiderivative = _polynomial(f, x, low, high).integrate(x)
    start, end = (normal(antiderivative.eval(to_sympy(Fraction(at)))) for at in (low, high))
    if subtract(end, start) != 1:
        raise MathsError("the area under a density is 1; here it is not")
    value = normal(antiderivative.as_expr() - to_sympy(start))
    shown, t = typeset(x), Sym("t") if x.name != "t" else Sym("u")
    density = typeset(normal(to_sympy(f).subs(x, sympy.Symbol(t.name))))
    distribution = _at("F", shown)
    rule = row(_at("G", shown), MINUS, _at("G", put(low)))
    steps = (
        step("Collect the area under the density, from where it begins up to ", shown, ".",
             state=equation(distribution, _integral(put(low), shown, density, t)), minor=True),
        _antiderivative_step(antiderivative, x),
        step("Between the ends, the area is the difference of two values of it.",
             state=equation(distribution, rule, value)),
        step("Below ", low, " nothing is collected yet, so ", equation(distribution, 0), "; above ", high,
             " everything is, so ", equation(distribution, 1), ".", minor=True),
    )  # fmt: skip
    return Worked(value, steps)


TABLE = table(
    Function("uniform_probability", uniform_probability, "number number number number",
             "P(c ≤ X ≤ d), X uniform from a to b; from a, b, c and d", "uniform_probability(0, 10, 2, 5) == 3/10"),
    Function("exponential_at_most", exponential_at_most, "number number",
             "P(X ≤ t) of an exponential distribution, from its rate and t",
             "exponential_at_most(2, 3) == 1 - exp(-6)"),
    Function("exponential_at_least", exponential_at_least, "number number",
             "P(X ≥ t) of an exponential distribution, from its rate and t", "exponential_at_least(2, 3) == exp(-6)"),
    Function("exponential_between", exponential_between, "number number number",
             "P(a ≤ X ≤ b) of an exponential distribution, from its rate, a and b",
             "exponential_between(2, 1, 3) == exp(-2) - exp(-6)"),
    Function("exponential_percentile", exponential_percentile, "number number",
             "the x with P(X ≤ x) = p of an exponential distribution, from its rate and p",
             "exponential_percentile(3, 1/2) == ln(2)/3"),
    Function("density_constant", density_constant, "scalar symbol number number",
             "the constant that makes a polynomial a density on an interval", "density_constant(t**2, t, 0, 3) == 1/9"),
    Function("cdf_from_density", cdf_from_density, "scalar symbol number number",
             "the distribution function of a polynomial density, between the ends of its interval",
             "cdf_from_density(2*t, t, 0, 1) == t**2"),
)  # fmt: skip
