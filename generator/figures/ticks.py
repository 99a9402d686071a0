"""Nice numbers: where the ticks of an axis stand and how they are written.

    >>> [tick.at for tick in ticks(-1.3, 4.1)]
    [-1.0, 0.0, 1.0, 2.0, 3.0, 4.0]

The numbers of an axis are all written alike: to the decimals of its step, with one power of ten if they need one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import sympy

from generator.maths.notation import minus, row
from generator.maths.typeset import typeset
from generator.maths.values import Anything, plain_value, to_sympy
from generator.model import Formula, Num, Op, Script

MANY = 8
"""An axis has at most this many steps."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis, what is written there, and the same for the alternative text."""

    at: float
    shown: Formula
    text: str


def step_of(span: float, many: int = MANY) -> float:
    """The smallest of 1, 2, 5 times a power of ten that divides `span` into at most `many` steps."""
    exact = span / many
    power = 10.0 ** math.floor(math.log10(exact))
    for factor in (1, 2, 5):
        if factor * power >= exact * (1 - 1e-9):
            return factor * power
    return 10 * power


def ticks(low: float, high: float, many: int = MANY) -> tuple[Tick, ...]:
    """The multiples of a nice step from `low` to `high`, all with the same power of ten if they need one."""
    return stepped(low, high, step_of(high - low, many))


def stepped(low: float, high: float, step: float) -> tuple[Tick, ...]:
    """The multiples of `step` from `low` to `high`."""
    first, last = math.ceil(low / step - 1e-6), math.floor(high / step + 1e-6)
    places = [float(f"{number * step:.12g}") for number in range(first, last + 1)]
    power = _power(max(abs(low), abs(high)), step)
    return tuple(Tick(place, _shown(place, step, power), said(place, step, power)) for place in places)


def tick_at(place: float, step: float) -> Tick:
    """A tick at any place, written to the decimals that `step` has."""
    power = _power(abs(place), step)
    return Tick(place, _shown(place, step, power), said(place, step, power))


def angle_ticks(low: Anything, high: Anything) -> tuple[Tick, ...] | None:
    """Ticks at multiples of a part of π, for an axis whose ends are such; None for any other."""
    ends = [to_sympy(plain_value(end)) / sympy.pi for end in (low, high)]
    if not all(end.is_Rational for end in ends) or not any(ends):
        return None
    first, last = (Fraction(int(end.p), int(end.q)) for end in ends)
    for step in (Fraction(1, 6), Fraction(1, 4), Fraction(1, 2), Fraction(1), Fraction(2), Fraction(5)):
        if (last - first) / step <= MANY:
            numbers = range(math.ceil(first / step), math.floor(last / step) + 1)
            exact = [number * step for number in numbers]
            return tuple([Tick(float(part) * math.pi, _multiple_of_pi(part), _angle(part)) for part in exact])
    return None


def _multiple_of_pi(part: Fraction) -> Formula:
    """On one line: `−3π/4`."""
    top = typeset(abs(part.numerator) * sympy.pi) if part else Num("0")
    shown = top if part.denominator == 1 else row(top, Op("/"), Num(str(part.denominator)))
    return minus(shown) if part < 0 else shown


def _angle(part: Fraction) -> str:
    size = abs(part)
    top = "π" if size.numerator == 1 else f"{size.numerator}π"
    text = top if size.denominator == 1 else f"{top}/{size.denominator}"
    return f"−{text}" if part < 0 else text if part else "0"


def said(value: float, step: float, power: int | None = None) -> str:
    """A number as text, to the decimals that `step` has, without zeros at its end: `−0.5`, `2.5 · 10^6`."""
    if abs(value) < step / 2:
        return "0"
    if power is None:
        power = _power(abs(value), step)
    text = f"{value / 10.0**power:.{_decimals(step / 10.0**power)}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if float(text) == 0:
        return "0"
    return (text + (f" · 10^{power}" if power else "")).replace("-", "−")


def _power(largest: float, step: float) -> int:
    """The power of ten that numbers up to this size, in such steps, are written with: mostly 0."""
    if not largest or (largest < 1e5 and (largest >= 1e-2 or step >= 1e-3)):
        return 0
    return math.floor(math.log10(largest) + 1e-9)


def _shown(value: float, step: float, power: int) -> Formula:
    """A number at a tick."""
    text, _, exponent = said(abs(value), step, power).partition(" · 10^")
    number: Formula = Num(text)
    if exponent:
        above = minus(Num(exponent[1:])) if exponent[0] == "−" else Num(exponent)
        number = row(number, Op("·"), Script(Num("10"), above=above))
    return minus(number) if value < 0 else number


def _decimals(step: float) -> int:
    """How many decimals multiples of `step` have."""
    return max(0, -math.floor(math.log10(step) + 1e-9))
