"""How a value is printed, where its own way is not the wanted one."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from generator.maths.decimals import decimal_text, rounded_text
from generator.maths.function import Function, table
from generator.maths.notation import minus, row
from generator.maths.numeric import approximate
from generator.maths.values import Anything, FiniteDecimal, MathsError, Shown
from generator.model import Formula, Num, Words


def number_formula(text: str) -> Formula:
    """A decimal as text → the formula that prints it."""
    return minus(Num(text[1:])) if text.startswith("-") else Num(text)


def _percent(p: Any) -> Shown:
    hundred = Fraction(p) * 100
    text = decimal_text(hundred) or rounded_text(hundred, 6)
    return Shown(p, row(number_formula(text), Words("%")), text.replace("-", "−") + "%")


def _fixed(a: Anything, places: int) -> Shown:
    if not 0 <= places <= 12:
        raise MathsError("`places` must be between 0 and 12")
    value = round(approximate(a, 30), places)
    text = f"{abs(value.numerator) * 10**places // value.denominator:0{places + 1}d}"
    text = (text[:-places] + "." + text[-places:]) if places else text
    text = "-" + text if value < 0 else text
    return Shown(FiniteDecimal(value), number_formula(text), text.replace("-", "−"))


def _approx(a: Anything, places: int) -> Shown:
    """The exact value, printed rounded: what a tolerance surrounds is not moved by the rounding."""
    rounded = _fixed(a, places)
    return Shown(a, rounded.formula, rounded.text)


def _decimal(a: Any) -> FiniteDecimal:
    if decimal_text(Fraction(a)) is None:
        raise MathsError(f"{a} is no short decimal; `fixed(x, places)` rounds")
    return FiniteDecimal(a)


TABLE = table(
    Function("percent", _percent, "number", "printed as a percentage: 5%", "percent(1/20) == 1/20"),
    Function("fixed", _fixed, "scalar integer", "rounded and printed with so many decimal places", "fixed(2/3, 2) == 0.67"),
    Function("approx", _approx, "scalar integer", "printed rounded to so many decimal places; the value stays exact", "approx(2/3, 2) == 2/3"),
    Function("decimal", _decimal, "number", "printed as a decimal instead of a fraction", "decimal(1/4) == 0.25"),
)  # fmt: skip
