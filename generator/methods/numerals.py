"""Numbers as statistics prints them: exact where that can be read, else rounded, and knowing which.

Answers are computed exactly and rounded once, for print. What is printed rounded says so itself (see `nearness`).

    >>> put(Fraction(2, 3))
    Frac(top=Num(text='2'), bottom=Num(text='3'))
    >>> put(Fraction(2, 303)), is_exact(put(Fraction(2, 303)))
    (Num(text='0.00660'), False)
"""

from __future__ import annotations

import math
from fractions import Fraction

import sympy

from generator.maths.arithmetic import divide
from generator.maths.decimals import decimal_text, rational
from generator.maths.functions.formatting import number_formula
from generator.maths.notation import minus
from generator.maths.typeset import typeset
from generator.maths.values import Anything, FiniteDecimal, is_number, normal, to_sympy
from generator.methods.layout import width
from generator.methods.nearness import Rounded
from generator.model import Formula, Num

PLACES = 4
"""Decimal places of a rounded value; small ones get as many as three significant digits need."""

SHORT = 6
"""How many digits a short decimal has."""

MOST_PLACES = 8
"""What would need more prints as 0."""

_TINY = Fraction(1, 10**MOST_PLACES)
"""What is smaller prints as 0."""


def rounded(value: Anything, places: int | None = None) -> Formula:
    """The value rounded half to even to `places` decimals, by default as many as `PLACES` says; zeros are kept."""
    near = rational(value)
    if places is None:
        places = PLACES
        if near and abs(near) < Fraction(1, 100):
            places = min(2 - math.floor(math.log10(abs(near))), MOST_PLACES) if abs(near) > _TINY else 0
    whole = round(near * 10**places)
    text = str(abs(whole)).rjust(places + 1, "0")
    text = f"{text[:-places]}.{text[-places:]}" if places else text
    exact = is_number(value) and near * 10**places == whole
    numeral = Num(text if exact else Rounded(text))
    return minus(numeral) if whole < 0 else numeral


def legible(value: Anything) -> bool:
    """Can the exact value be read at a glance: few digits, a small fraction, a short expression?"""
    if type(value) is int:
        return True
    if type(value) is FiniteDecimal:
        return decimal_text(Fraction(value), SHORT) is not None and bool((value * 10**6).denominator == 1)
    if is_number(value):
        return bool(abs(value.numerator) < 1_000 and value.denominator <= 100)
    if isinstance(value, tuple):
        return all(map(legible, value))
    return not value.has(sympy.erf) and width(typeset(value)) <= 16


def put(value: Anything) -> Formula:
    """A value as it is put into a formula: exact where it is legible or a short decimal, else rounded."""
    if legible(value):
        return typeset(value)
    short = decimal_text(Fraction(value), SHORT) if is_number(value) else None
    return rounded(value) if short is None else number_formula(short)


def root(value: Anything) -> Anything:
    """The square root of a number that is not negative: rational where it can be, a decimal of a decimal."""
    exact = Fraction(value)
    top, bottom = math.isqrt(exact.numerator), math.isqrt(exact.denominator)
    if top * top == exact.numerator and bottom * bottom == exact.denominator:
        found = Fraction(top, bottom)
        return FiniteDecimal(found) if type(value) is FiniteDecimal else normal(found)
    return normal(sympy.sqrt(to_sympy(exact)))


def quotient(a: Anything, b: Anything) -> Anything:
    """a/b as a person goes on with it: a decimal where one of them is a decimal and the result a short one."""
    exact = divide(a, b)
    decimals = FiniteDecimal in (type(a), type(b))
    if decimals and is_number(exact) and decimal_text(Fraction(exact), SHORT) is not None:
        return FiniteDecimal(exact)
    return exact
