"""Rounding a value, with the digit that decides it.

>>> round_value(Fraction(2, 3), 2).value
FiniteDecimal(67, 100)
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from generator.maths.decimals import rational
from generator.maths.function import Function, table
from generator.maths.notation import row
from generator.maths.typeset import typeset
from generator.maths.values import FiniteDecimal, MathsError, Worked
from generator.methods.nearness import ABOUT, EQUALS
from generator.methods.numerals import rounded
from generator.methods.wording import equation, step
from generator.model import Op


def round_value(value: Any, places: int) -> Worked:
    """The value rounded to 0 to 8 decimals, half up in size. Raises MathsError if it is no real number."""
    if not 0 <= places <= 8:
        raise MathsError("`places` must be between 0 and 8")
    try:
        near = rational(value)
    except ValueError as error:
        raise MathsError(str(error)) from None
    scaled = abs(near) * 10**places
    size = math.floor(scaled + Fraction(1, 2))
    found = FiniteDecimal(Fraction(size if near > 0 else -size, 10**places))
    digit = math.floor(scaled * 10) % 10
    down = digit < 5
    more = math.floor(abs(near) * 10 ** (places + 3))
    cut = FiniteDecimal(Fraction(more if near > 0 else -more, 10 ** (places + 3)))
    digits = rounded(cut, places + 3)
    goes_on = () if cut == near else (Op("…"),)
    steps = (
        step("Write the value as a decimal, with some digits more than are wanted.",
             state=row(equation(value, digits), *goes_on), minor=True),
        step("Round to ", places, " decimal place" if places == 1 else " decimal places",
             ": the next digit is ", digit, f", so round {'down' if down else 'up'}.",
             state=row(typeset(value), EQUALS if found == value else ABOUT, rounded(found, places))),
    )  # fmt: skip
    return Worked(found, steps)


TABLE = table(
    Function("round_value", round_value, "scalar integer", "a value rounded to so many decimal places",
             "round_value(2/3, 2) == 0.67"),
)  # fmt: skip
