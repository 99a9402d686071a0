"""Results as statistics prints them: exact where that can be read, else rounded, and set out in lines.

Answers are computed exactly and rounded once, for print. What holds a value that is printed rounded is joined by
`≈`; all other sides of a chain are equal. A chain that is too long for a line goes on below its first sign, and
a long sum is broken before one of its signs.

    >>> round_value(Fraction(2, 3), 2).value
    FiniteDecimal(67, 100)
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

import sympy

from generator.maths.arithmetic import divide, multiply
from generator.maths.decimals import decimal_text, rational
from generator.maths.function import Function, table
from generator.maths.functions.formatting import number_formula
from generator.maths.notation import EMPTY, SIGNS, items_of, join_terms, power, row
from generator.maths.notation import factor as as_factor
from generator.maths.typeset import typeset
from generator.maths.values import Anything, FiniteDecimal, MathsError, Worked, is_number, normal, to_sympy
from generator.methods.products import unworked
from generator.methods.wording import EQUALS, step
from generator.model import (
    Accent,
    Fence,
    Formula,
    Frac,
    Func,
    Grid,
    Lines,
    Num,
    Op,
    Root,
    Script,
    Space,
    Sym,
    Words,
)

PLACES = 4
"""Decimal places of a rounded value; small ones get as many as three significant digits need."""

MOST_PLACES = 8
"""What would need more prints as 0."""

LINE = 54
"""How wide a line of a state may be, in characters."""

ABOUT = Op("≈")
TWO = Num("2")

Link = tuple[Op, Formula]
"""A side of a chain with the sign before it."""


# ─── Numbers ─────────────────────────────────────────────────────────────────────────────────────────────


def rounded(value: Anything, places: int | None = None) -> Formula:
    """The value rounded half to even to `places` decimals, by default as many as `PLACES` says; zeros are kept."""
    near = rational(value)
    if places is None:
        places = PLACES
        if near and abs(near) < Fraction(1, 100):
            places = min(2 - math.floor(math.log10(abs(near))), MOST_PLACES) if abs(near) > _TINY else 0
    whole = abs(round(near * 10**places))
    text = str(whole).rjust(places + 1, "0")
    text = f"{text[:-places]}.{text[-places:]}" if places else text
    return number_formula(f"-{text}" if near < 0 and whole else text)


_TINY = Fraction(1, 10**MOST_PLACES)
"""What is smaller prints as 0."""


def legible(value: Anything) -> bool:
    """Can the exact value be read at a glance: few digits, a small fraction, a short expression?"""
    if type(value) is int:
        return abs(value) < 10**9
    if type(value) is FiniteDecimal:
        return decimal_text(Fraction(value), 6) is not None and bool((value * 10**6).denominator == 1)
    if is_number(value):
        return bool(abs(value.numerator) < 1_000 and value.denominator <= 100)
    if isinstance(value, tuple):
        return all(map(legible, value))
    return not value.has(sympy.erf) and width(typeset(value)) <= 16


def put(value: Anything) -> Formula:
    """A value as it is put into a formula: exact where it is legible, else rounded."""
    return typeset(value) if legible(value) else rounded(value)


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
    if decimals and is_number(exact) and decimal_text(Fraction(exact), 6) is not None:
        return FiniteDecimal(exact)
    return exact


# ─── Sums ────────────────────────────────────────────────────────────────────────────────────────────────


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
    return row(put(a), Op("·"), as_factor(put(b)))


def squares_of(values: Sequence[Anything]) -> Formula:
    """The sum of squares before it is worked out: `1² + (−2)²`."""
    return join_terms([power(put(value), TWO) for value in values])


def product(a: Formula, b: Formula) -> Formula:
    """Two formulas with a dot between them, the second in brackets where it needs some."""
    return row(a, Op("·"), as_factor(b))


# ─── Chains ──────────────────────────────────────────────────────────────────────────────────────────────


def result(name: Formula, *sides: Formula, value: Anything, used: Sequence[Anything] = ()) -> Formula:
    """`name = … = value`: the sides, then the value as it can be read, exact and rounded.

    `used` are the values that the last side shows; if one of them is printed rounded, `≈` stands before it.
    """
    exact = all(map(legible, used))
    links = [(EQUALS, side) for side in sides]
    if links and not exact:
        links[-1] = (ABOUT, sides[-1])
    return set_out(name, [*links, *ending(value, exact=exact)])


def ending(value: Anything, *, exact: bool = True) -> list[Link]:
    """`= 5/12`, `≈ 0.4167`: what stands at the end of a chain."""
    if isinstance(value, tuple):
        return [(EQUALS, typeset(value))]
    if type(value) is int and not exact:
        return [(ABOUT, typeset(value))]
    if not (exact and legible(value)):
        return [(ABOUT, rounded(value))]
    first = (EQUALS, typeset(value))
    if type(value) is int or type(value) is FiniteDecimal:
        return [first]
    short = decimal_text(Fraction(value), PLACES) if is_number(value) else None
    return [first, (ABOUT, rounded(value)) if short is None else (EQUALS, number_formula(short))]


def set_out(name: Formula, links: Sequence[Link]) -> Formula:
    """A chain in one line if it fits, else in lines that are aligned at their first sign."""
    kept: list[Link] = []
    for sign, side in links:
        if not kept or kept[-1][1] != side:
            kept.append((sign, side))
    pieces = [piece for sign, side in kept for piece in _broken(sign, side)]
    lines: list[Formula] = []
    room = LINE - width(name)
    for piece in pieces:
        if lines and width(row(lines[-1], piece)) <= room:
            lines[-1] = row(lines[-1], piece)
        else:
            lines.append(piece)
    if len(lines) == 1:
        return row(name, lines[0])
    return Lines(((name, lines[0]), *((EMPTY, line) for line in lines[1:])))


def _broken(sign: Op, side: Formula) -> Iterator[Formula]:
    """A side with its sign, in pieces that begin with a `+` or `−` where it is too long for a line."""
    current: Formula = row(sign)
    operand = False
    for item in items_of(side):
        splits = operand and type(item) is Op and item.symbol in SIGNS
        if splits and width(current) > LINE * 2 // 3:
            yield current
            current = item
        else:
            current = row(current, item)
        operand = type(item) is not Op
    yield current


def together(*states: Formula) -> Formula:
    """Several statements: in one line where they fit, else below each other."""
    flat = [line for state in states for line in _lines_of(state)]
    if len(flat) == len(states):
        first, *rest = states
        line = row(first, *(item for other in rest for item in (Op(","), Space("quad"), other)))
        if width(line) <= LINE:
            return line
    return Lines(tuple(flat))


def stacked(*states: Formula) -> Formula:
    """Several statements below each other."""
    return Lines(tuple(line for state in states for line in _lines_of(state)))


def _lines_of(state: Formula) -> tuple[tuple[Formula, Formula], ...]:
    """A statement as aligned lines, its first relation at the point of alignment."""
    if isinstance(state, Lines):
        return state.lines
    items = items_of(state)
    cut = next((k for k, item in enumerate(items) if type(item) is Op and item.symbol in "=≈<≥∼"), 0)
    return ((row(*items[:cut]), row(*items[cut:])),)


def given(*pairs: tuple[Formula, Anything]) -> Formula:
    """What is known: `n = 25, x̄ = 5.2`."""
    return together(*(row(name, EQUALS, typeset(value)) for name, value in pairs))


@lru_cache(maxsize=4096)
def width(formula: Formula) -> int:
    """About how many characters wide a formula is in print."""
    if isinstance(formula, (Num, Words)):
        return len(formula.text)
    if isinstance(formula, (Sym, Func)):
        return len(formula.name)
    if isinstance(formula, Op):
        return 1 if formula.symbol in ",;()′·/!∑∂" else 3
    if isinstance(formula, Space):
        return 2
    if isinstance(formula, Frac):
        return max(width(formula.top), width(formula.bottom)) + 1
    if isinstance(formula, Script):
        scripts = max(width(script) for script in (formula.below, formula.above, EMPTY) if script is not None)
        return width(formula.base) + (3 * scripts + 3) // 4
    if isinstance(formula, Grid):
        return 2 + sum(2 + max(map(width, column)) for column in zip(*formula.rows, strict=True))
    if isinstance(formula, Lines):
        return max(width(left) + width(right) for left, right in formula.lines)
    if isinstance(formula, (Fence, Root, Accent)):
        return width(formula.body) + (0 if isinstance(formula, Accent) else 2)
    return sum(map(width, formula.items))


# ─── The method ──────────────────────────────────────────────────────────────────────────────────────────


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
    if cut == near:
        first = row(typeset(value), EQUALS, rounded(cut, places + 3))
    else:
        first = row(typeset(value), EQUALS, rounded(cut, places + 3), Op("…"))
    steps = (
        step("Write the value as a decimal, with some digits more than are wanted.", state=first, minor=True),
        step("Round to ", places, " decimal place" if places == 1 else " decimal places",
             ": the next digit is ", digit, f", so round {'down' if down else 'up'}.",
             state=row(typeset(value), ABOUT, rounded(multiply(found, 1), places))),
    )  # fmt: skip
    return Worked(found, steps)


TABLE = table(
    Function("round_value", round_value, "scalar integer", "a value rounded to so many decimal places",
             "round_value(2/3, 2) == 0.67"),
)  # fmt: skip
