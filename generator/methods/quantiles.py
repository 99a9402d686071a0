"""Tails and quantiles of the normal, t and χ² distributions, and the critical value of a test.

The normal distribution is exact, by `erf`. The others are real numbers without a short form: they are computed
with 50 digits and rounded to 30 decimals, always in the same way, on a context of mpmath of this module alone.

    >>> critical_value("t", Fraction(1, 20), "two", 9).value == round(quantile_t(Fraction(39, 40), 9), 30)
    True
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal

import mpmath
import sympy

from generator.maths.function import Function, table
from generator.maths.notation import ONE, row
from generator.maths.numeric import approximate
from generator.maths.typeset import typeset
from generator.maths.values import Anything, FiniteDecimal, MathsError, Worked, is_number, normal, to_sympy
from generator.methods.layout import given
from generator.methods.numerals import rounded
from generator.methods.results import result
from generator.methods.wording import equation, step
from generator.model import Formula, Num, Op, Row, Script, Sym

DECIMALS = 30
MOST_FREEDOM = 1_000
"""Bound on degrees of freedom."""

_MP = mpmath.MPContext()
_MP.dps = 50

Side = Literal["two", "less", "greater"]
"""Where the alternative of a test lies."""


def decimal_of(x: Any) -> FiniteDecimal:
    """A number of mpmath as a decimal with 30 places."""
    scaled = int(_MP.nint(x * _MP.mpf(10) ** DECIMALS))
    return FiniteDecimal(Fraction(scaled, 10**DECIMALS))


def as_decimal(value: Anything) -> FiniteDecimal:
    """A real constant as a decimal with 30 places, 0 only if it is 0. Raises MathsError if it is none."""
    exact = approximate(value, 50)
    found = FiniteDecimal(round(exact, DECIMALS))
    return found if found or not exact else _LEAST if exact > 0 else FiniteDecimal(-_LEAST)


def _real(value: Anything) -> Any:
    number = approximate(value, 50)
    return _MP.mpf(number.numerator) / number.denominator


# ─── Tails ───────────────────────────────────────────────────────────────────────────────────────────────


def phi(z: Anything) -> Anything:
    """Φ(z) of the standard normal distribution, exactly: 1/2 + erf(z/√2)/2."""
    half = sympy.Rational(1, 2)
    return normal(half + sympy.erf(to_sympy(z) / sympy.sqrt(2)) / 2)


_LEAST = FiniteDecimal(Fraction(1, 10**DECIMALS))


def _share(x: Any) -> FiniteDecimal:
    """A probability strictly between 0 and 1 as a decimal."""
    return max(_LEAST, min(FiniteDecimal(1 - _LEAST), decimal_of(x)))


def above_t(t: Anything, freedom: int) -> FiniteDecimal:
    """P(T ≥ t) of Student's t with so many degrees of freedom, to 30 decimals; never 0 or 1, which it cannot be."""
    _check_freedom(freedom)
    return _share(_t(-_real(t), freedom))


def above_chi_square(x: Anything, freedom: int) -> FiniteDecimal:
    """P(X ≥ x) of χ² with so many degrees of freedom, x not negative, to 30 decimals; never 0, which it cannot be."""
    _check_freedom(freedom)
    if approximate(x) > 20 * MOST_FREEDOM:  # below 10⁻³⁰ whatever the freedom
        return _LEAST
    return _share(1 - _chi_square(_real(x), freedom)) if x != 0 else FiniteDecimal(1)


def _t(t: Any, freedom: int) -> Any:
    tail = _MP.betainc(_MP.mpf(freedom) / 2, 0.5, 0, freedom / (freedom + t * t), regularized=True) / 2
    return tail if t < 0 else 1 - tail


def _chi_square(x: Any, freedom: int) -> Any:
    return _MP.gammainc(_MP.mpf(freedom) / 2, 0, x / 2, regularized=True)


def _check_freedom(freedom: int) -> None:
    if not 1 <= freedom <= MOST_FREEDOM:
        raise MathsError(f"degrees of freedom are between 1 and {MOST_FREEDOM}")


# ─── Quantiles ───────────────────────────────────────────────────────────────────────────────────────────


def check_level(p: Anything) -> None:
    """Raises MathsError unless p is a number from 0.0001 to 0.9999."""
    if not is_number(p) or not Fraction(1, 10_000) <= p <= Fraction(9_999, 10_000):
        raise MathsError("a level is between 0.0001 and 0.9999")


@lru_cache(maxsize=256)
def quantile_normal(p: Fraction) -> FiniteDecimal:
    """The z with Φ(z) = p, to 30 decimals."""
    check_level(p)
    return decimal_of(_MP.sqrt(2) * _MP.erfinv(2 * _real(p) - 1))


@lru_cache(maxsize=256)
def quantile_t(p: Fraction, freedom: int) -> FiniteDecimal:
    """The t with P(T ≤ t) = p, to 30 decimals."""
    check_level(p)
    _check_freedom(freedom)
    if p < Fraction(1, 2):
        return FiniteDecimal(-quantile_t(1 - p, freedom))
    scale = _MP.gamma((_MP.mpf(freedom) + 1) / 2) / (
        _MP.sqrt(freedom * _MP.pi) * _MP.gamma(_MP.mpf(freedom) / 2)
    )

    def density(t: Any) -> Any:
        return scale * (1 + t * t / freedom) ** (-(_MP.mpf(freedom) + 1) / 2)

    return decimal_of(_climb(lambda t: _t(t, freedom), density, _real(p), _MP.mpf(0)))


@lru_cache(maxsize=256)
def quantile_chi_square(p: Fraction, freedom: int) -> FiniteDecimal:
    """The x with P(X ≤ x) = p, to 30 decimals."""
    check_level(p)
    _check_freedom(freedom)
    half = _MP.mpf(freedom) / 2

    def density(x: Any) -> Any:
        return _MP.exp((half - 1) * _MP.log(x / 2) - x / 2) / (2 * _MP.gamma(half))

    start = _MP.mpf(freedom - 2) if freedom > 2 else _real(p) ** 2 / 2
    return decimal_of(_climb(lambda x: _chi_square(x, freedom), density, _real(p), start))


def _climb(below: Callable[[Any], Any], density: Callable[[Any], Any], p: Any, x: Any) -> Any:
    """Newton's method for `below(x) = p`.

    It starts where the curve bends (at the mode, or left of the root where there is none), so it never
    oversteps: it goes up a concave curve, or down a convex one.
    """
    for _ in range(200):
        move = (p - below(x)) / density(x)
        x += move
        if abs(move) < _MP.mpf(10) ** -25 * max(1, abs(x)):  # the next move would be smaller than 10⁻⁵⁰
            return x
    raise MathsError("the quantile is out of reach")


# ─── The method ──────────────────────────────────────────────────────────────────────────────────────────


_HALF = Fraction(1, 2)


def quantile_name(kind: str, p: Anything, freedom: int | None = None) -> Formula:
    """`z` with its level below, `t` with its degrees of freedom too: `t₀.₉₇₅, ₉`."""
    letter = Sym({"z": "z", "t": "t", "chi2": "χ"}[kind])
    indices = (typeset(p),) if freedom is None else (typeset(p), Op(","), Num(str(freedom)))
    return Script(letter, below=Row(indices), above=Num("2") if kind == "chi2" else None)


def critical_value(kind: str, alpha: Any, side: str = "two", freedom: int | None = None) -> Worked:
    """Where the statistic of a test is rejected from: `z`, `t` or `chi2`, `two`, `less` or `greater`.

    For `two` it is the upper one, since the lower is its negative; χ² rejects large values only. `t` and
    `chi2` need degrees of freedom. Raises MathsError for anything else.
    """
    check_side(side)
    if kind not in ("z", "t", "chi2"):
        raise MathsError("the distribution is `z`, `t` or `chi2`")
    if (kind == "z") != (freedom is None):
        raise MathsError("`t` and `chi2` take degrees of freedom, `z` takes none")
    if kind == "chi2" and side != "greater":
        raise MathsError("a χ² test rejects large values: its side is `greater`")
    check_level(alpha)
    a = Sym("α")
    share = alpha / 2 if side == "two" else alpha
    level = share if side == "less" else 1 - share
    level = FiniteDecimal(level) if type(alpha) is FiniteDecimal else normal(Fraction(level))
    value = quantile_of(kind, Fraction(level), freedom)
    p = Sym("p")
    outside = row(a, Op("/"), Num("2")) if side == "two" else a
    rule = outside if side == "less" else row(ONE, Op("−"), outside)
    reason = {
        "two": "Half of the level lies in each tail",
        "less": "All of the level lies in the lower tail",
        "greater": "All of the level lies in the upper tail",
    }[side]
    steps = (
        step("Write down the level of the test.", state=given((a, alpha)), minor=True),
        step(reason, ", so the critical value has this share below it.", state=result(p, rule, value=level)),
        step("Look the quantile up in the table" if freedom is None else "Look the quantile up in the table, with ",
             *(() if freedom is None else (freedom, " degree" if freedom == 1 else " degrees", " of freedom")), ".",
             state=equation(quantile_name(kind, level, freedom), rounded(value))),
    )  # fmt: skip
    return Worked(value, steps)


def quantile_of(kind: str, p: Fraction, freedom: int | None = None) -> FiniteDecimal:
    """The quantile of `z`, or of `t` or `chi2` with degrees of freedom."""
    if freedom is None:
        return quantile_normal(p)
    return quantile_t(p, freedom) if kind == "t" else quantile_chi_square(p, freedom)


def check_side(side: str) -> None:
    """Raises MathsError unless it is one of `Side`."""
    if side not in ("two", "less", "greater"):
        raise MathsError("the side of a test is `two`, `less` or `greater`")


TABLE = table(
    Function("critical_value", critical_value, "word number word? integer?",
             "the critical value of a test: 'z', 't' or 'chi2', its level, side and degrees of freedom",
             "round(critical_value('z', 0.05), 3) == 1.96"),
)  # fmt: skip
