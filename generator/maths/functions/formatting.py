"""How a value is printed, where its own way is not the wanted one."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import sympy

from generator.maths import matrices
from generator.maths.arithmetic import divide, multiply
from generator.maths.decimals import decimal_text, rounded_text
from generator.maths.function import Function, table
from generator.maths.functions.lists import gathered
from generator.maths.functions.shapes import MAX_SIDE
from generator.maths.notation import MINUS, PLUS, is_negative, minus, row
from generator.maths.numeric import approximate, equal
from generator.maths.typeset import listing, typeset
from generator.maths.values import (
    Anything,
    FiniteDecimal,
    MathsError,
    Matrix,
    Shown,
    describe,
    is_number,
    is_scalar,
    plain_value,
)
from generator.maths.written import written
from generator.model import Formula, Frac, Grid, Num, Op, Row, Script, Space, Words


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


MAX_SIGNIFICANT = 30
"""Most significant digits that are printed."""


def _significant(a: Anything, digits: int) -> tuple[int, int]:
    """Mantissa and exponent of a number rounded half to even: a ≈ m · 10ᵉ, with so many digits in m."""
    if not 1 <= digits <= MAX_SIGNIFICANT:
        raise MathsError(f"the number of significant digits is between 1 and {MAX_SIGNIFICANT}")
    value = approximate(a, 50)
    exponent = len(str(abs(value.numerator))) - len(str(value.denominator)) - digits
    mantissa = round(value / Fraction(10) ** exponent)
    while abs(mantissa) >= 10**digits:  # the estimate is at most one too small, and rounding may carry
        exponent += 1
        mantissa = round(value / Fraction(10) ** exponent)
    return mantissa, exponent


def _to_digits(a: Anything, digits: int) -> Shown:
    mantissa, exponent = _significant(a, digits)
    rounded = Fraction(mantissa) * Fraction(10) ** exponent
    if abs(exponent) > MAX_SIGNIFICANT:
        raise MathsError("the number is too large or too small to be printed in full; `scientific` prints it")
    text = format(Decimal(mantissa).scaleb(exponent), "f")
    return Shown(FiniteDecimal(rounded), number_formula(text), text.replace("-", "−"))


def _scientific(a: Anything, digits: int) -> Shown:
    """The exact value, printed as a mantissa between 1 and 10 times a power of ten."""
    mantissa, exponent = _significant(a, digits)
    figures = str(abs(mantissa))
    text = figures[0] + ("." + figures[1:] if len(figures) > 1 else "")
    shown: Formula = Num(text)
    if mantissa:
        power = exponent + len(figures) - 1
        shown = row(shown, Op("·"), Script(Num("10"), above=typeset(power)))
        text = f"{text} · 10^{power}".replace("-", "−")
    return Shown(a, minus(shown), f"−{text}") if mantissa < 0 else Shown(a, shown, text)


def _as_fraction(a: Any) -> Fraction | int:
    value = Fraction(a)
    return value.numerator if value.denominator == 1 else value


def _mixed_number(a: Any) -> Shown:
    """`2 1/3`; a number between −1 and 1, and a whole one, as always."""
    value = Fraction(a)
    whole, rest = divmod(abs(value.numerator), value.denominator)
    if not whole or not rest:
        plain = _as_fraction(a)
        return Shown(a, typeset(plain), written(plain).replace("-", "−"))
    shown = row(Num(str(whole)), Space("thin"), Frac(Num(str(rest)), Num(str(value.denominator))))
    text = f"{whole} {rest}/{value.denominator}"
    return Shown(a, row(MINUS, shown), f"−{text}") if value < 0 else Shown(a, shown, text)


def _signed(a: Anything) -> Shown:
    if not is_scalar(plain_value(a)):
        raise MathsError(f"{describe(a)} has no sign")
    shown, text = typeset(a), _text(a)
    if is_negative(shown) or equal(a, 0):
        return Shown(plain_value(a), shown, text)
    return Shown(plain_value(a), row(PLUS, shown), f"+{text}")


def _text(value: Anything) -> str:
    return value.text if isinstance(value, Shown) else written(value).replace("-", "−")


def _in_degrees(a: Anything) -> Shown:
    """An angle in radians, printed in degrees, of which it has a short decimal number."""
    degrees = divide(multiply(a, 180), sympy.pi)
    text = decimal_text(Fraction(degrees)) if is_number(degrees) else None
    if text is None:
        raise MathsError("the angle is no short decimal in degrees")
    return Shown(a, row(number_formula(text), Op("°")), text.replace("-", "−") + "°")


MAX_LISTED = 100
"""Most items that are printed one after the other."""


def _listed(items: tuple[Anything, ...], word: str = "") -> Shown:
    """`1, 2 and 3`: commas, and a word before the last item if one is given."""
    if not 0 < len(items) <= MAX_LISTED:
        raise MathsError(f"1 to {MAX_LISTED} items are printed one after the other")
    between = [Op(",")] * (len(items) - 1)
    joints: list[Formula] = [*between[:-1], Words(f" {word} ")] if word and between else [*between]
    parts = [
        part for item, joint in zip(items, [*joints, Row(())], strict=True) for part in (typeset(item), joint)
    ]
    texts = list(map(_text, items))
    text = f"{', '.join(texts[:-1])} {word} {texts[-1]}" if word and between else ", ".join(texts)
    return Shown(gathered(items), row(*parts), text)


def _between(left: str, right: str) -> Callable[[tuple[Anything, ...]], Shown]:
    def call(items: tuple[Anything, ...]) -> Shown:
        if len(items) > MAX_LISTED:
            raise MathsError(f"at most {MAX_LISTED} items are printed one after the other")
        text = f"{left}{', '.join(map(_text, items))}{right}"
        return Shown(gathered(items), listing(items, left, right), text)

    return call


def _as_row(v: tuple[Anything, ...]) -> Shown:
    return Shown(v, Grid((tuple(map(typeset, v)),)), f"({' '.join(map(_text, v))})")


def _augmented(a: Matrix, b: Anything) -> Shown:
    """(A | B): B is a vector or a matrix with as many rows."""
    right = plain_value(b)
    if isinstance(right, tuple) and right and all(map(is_scalar, right)):
        right = Matrix(tuple((entry,) for entry in right))
    rows = right.rows if isinstance(right, Matrix) else ()
    if len(rows) != len(a.rows):
        raise MathsError(f"{describe(b)} does not go beside {describe(a)}")
    joined = Matrix(tuple(p + q for p, q in zip(a.rows, rows, strict=True)))
    if joined.shape[1] > MAX_SIDE:
        raise MathsError(f"a matrix has at most {MAX_SIDE} columns")
    cells = tuple(tuple(map(typeset, entries)) for entries in joined.rows)
    return Shown(joined, Grid(cells, rule_after=a.shape[1]), written(joined).replace("-", "−"))


def _bars(a: Matrix) -> Shown:
    cells = tuple(tuple(map(typeset, entries)) for entries in a.rows)
    return Shown(matrices.determinant(a), Grid(cells, "|", "|"), f"det {written(a)}".replace("-", "−"))


TABLE = table(
    Function("percent", _percent, "number", "printed as a percentage: 5%", "percent(1/20) == 1/20", "percent(pi)"),
    Function("fixed", _fixed, "scalar integer", "rounded and printed with so many decimal places", "fixed(2/3, 2) == 0.67", "fixed(pi, 99)"),
    Function("approx", _approx, "scalar integer", "printed rounded to so many decimal places; the value stays exact", "approx(2/3, 2) == 2/3", "approx(t, 2)"),
    Function("decimal", _decimal, "number", "printed as a decimal instead of a fraction", "decimal(1/4) == 0.25", "decimal(1/3)"),
    Function("significant", _to_digits, "scalar integer", "rounded and printed with so many significant digits", "significant(1234.5, 2) == 1200", "significant(1234.5, 0)"),
    Function("scientific", _scientific, "scalar integer", "printed with so many significant digits and a power of ten; the value stays exact", "scientific(1234.5, 2) == 1234.5", "scientific(t, 2)"),
    Function("as_fraction", _as_fraction, "number", "printed as a fraction instead of a decimal", "as_fraction(0.25) == 1/4", "as_fraction(pi)"),
    Function("mixed_number", _mixed_number, "number", "printed as a whole number and a fraction: 2 1/3", "mixed_number(7/3) == 7/3", "mixed_number(pi)"),
    Function("signed", _signed, "any", "printed with its sign, also if that is +", "signed(3) == 3", "signed([1, 2])"),
    Function("in_degrees", _in_degrees, "scalar", "angle in radians, printed in degrees: 45°", "in_degrees(pi/4) == pi/4", "in_degrees(1)"),
    Function("listed", _listed, "list word?", "items one after the other, with a word before the last: 1, 2 and 3", "listed([1, 2, 3], 'and') == [1, 2, 3]", "listed([])"),
    Function("as_set", _between("{", "}"), "list", "list printed as a set: {1, 2}", "as_set([1, 2]) == [1, 2]", "as_set(3)"),
    Function("as_tuple", _between("(", ")"), "list", "list printed as a point: (1, 2)", "as_tuple([1, 2]) == [1, 2]", "as_tuple(3)"),
    Function("as_row", _as_row, "vector", "vector printed as a row", "as_row([1, 2]) == [1, 2]", "as_row(3)"),
    Function("augmented", _augmented, "matrix value", "matrix printed with a vector or another matrix behind a line", "augmented([[1, 2]], [3]) == [[1, 2, 3]]", "augmented([[1, 2]], [3, 4])"),
    Function("bars", _bars, "matrix", "determinant, printed as the matrix between bars", "bars([[1, 2], [3, 4]]) == -2", "bars([[1, 2]])"),
)  # fmt: skip
