"""Results with what leads to them: sums and products before they are worked out, and chains that end in a value.

A chain ends in the exact value where it can be read and nothing before it is rounded, and in decimals.

    result(MEAN, Frac(sum_of((1, 2, 4)), Num("3")), value=Fraction(7, 3))     # x̄ = (1 + 2 + 4)/3 = 7/3 ≈ 2.3333
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from generator.maths.decimals import decimal_text
from generator.maths.functions.formatting import number_formula
from generator.maths.notation import factor, join_terms, power, row
from generator.maths.typeset import typeset
from generator.maths.values import Anything, FiniteDecimal, is_number
from generator.methods.layout import set_out
from generator.methods.nearness import is_exact
from generator.methods.numerals import PLACES, legible, put, rounded
from generator.methods.products import unworked
from generator.model import Formula, Num, Op

TWO = Num("2")


def sum_of(values: Sequence[Anything]) -> Formula:
    """The sum before it is worked out: `1 − 2 + 3`."""
    return join_terms([put(value) for value in values])


def products_of(first: Sequence[Anything], second: Sequence[Anything]) -> Formula:
    """The sum of products before it is worked out: `1 · 3 − 2 · 4`."""
    return join_terms([product_of(a, b) for a, b in zip(first, second, strict=True)])


def product_of(a: Anything, b: Anything) -> Formula:
    """The product before it is worked out, as a term of a sum."""
    if legible(a) and legible(b):
        return unworked(a, b)
    return product(put(a), put(b))


def squares_of(values: Sequence[Anything]) -> Formula:
    """The sum of squares before it is worked out: `1² + (−2)²`."""
    return join_terms([power(put(value), TWO) for value in values])


def product(a: Formula, b: Formula) -> Formula:
    """Two formulas with a dot between them, the second in brackets where it needs some."""
    return row(a, Op("·"), factor(b))


def result(name: Formula, *sides: Formula, value: Anything) -> Formula:
    """`name = … = value`: the sides, then the value as it can be read, exact and rounded."""
    return set_out(name, *sides, *ending(value, exact=all(map(is_exact, sides[-1:]))))


def ending(value: Anything, *, exact: bool = True) -> tuple[Formula, ...]:
    """The sides at the end of a chain: `5/12` and `0.4167`, or decimals alone if the one before is not `exact`."""
    if isinstance(value, tuple) or type(value) is int:
        return (typeset(value),)
    if not exact:
        return (rounded(value),)
    if type(value) is FiniteDecimal or not legible(value):
        return (put(value),)
    short = decimal_text(Fraction(value), PLACES) if is_number(value) else None
    return typeset(value), rounded(value) if short is None else number_formula(short)
