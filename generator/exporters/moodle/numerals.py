"""Numbers as Moodle stores them: a plain decimal and an absolute tolerance.

Owns which numbers Moodle can grade and how a key or a typical wrong number is written. Must not touch XML.
Moodle reads the leading decimal of an answer and cuts the rest (`1/2` is stored as 1), keeps 14 significant
digits, and takes the tolerance as an absolute, inclusive distance; so a relative one is multiplied out here.
(Moodle 4.5: `question/type/numerical/questiontype.php`, whose answer processor cuts and reads the number, and
`question/type/numerical/question.php`, which compares. The importer, `question/format/xml/format.php`, checks
neither.)

    >>> from generator.model import Num, Number, Tolerance
    >>> accepted(Number(Fraction(-25, 2), Num("12.5"), Tolerance("relative", Fraction(1, 100))))
    Accepted(text='-12.5', tolerance='0.125', value=Fraction(-25, 2), margin=Fraction(1, 8))
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TypeAlias

from generator.answers.number import decimal_text, rational, rounded_text, typable, within
from generator.model import Number

NEAR = Fraction(1, 200)
"""How near a number must be to a wrong answer that has no short decimal (1/3, √2) to earn its feedback: a
student who made the mistake types three digits of it. Relative; no credit hangs on it."""

_NEAR_DIGITS = 6

_STORED = 10**13
"""A tolerance below key / 10¹³ is lost in the 14 digits that Moodle stores."""

Exact: TypeAlias = Fraction | int
"""An `int` where it can be: it is much faster."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """Numbers that one answer takes: `text` ± `tolerance` in the file, exactly `value` ± `margin`."""

    text: str
    tolerance: str
    value: Exact
    margin: Exact

    def takes(self, value: Exact) -> bool:
        """Is `value` among them? Both ends are."""
        return within(value, self.value, self.margin)


def accepted(number: Number) -> Accepted | None:
    """The numbers that are right where `number` is the key.

    None if Moodle cannot mark just these right: a key without a short decimal, a tolerance below 14 digits.
    """
    key = number.value
    exact = number.tolerance.kind == "exact"
    if exact and type(key) is int and -_STORED < key < _STORED:  # the common case, and 10 times as fast
        return Accepted(str(key), "0", key, 0)
    if not typable(number):
        return None
    value = rational(key)
    margin = number.tolerance.margin(value)
    if not exact and margin * _STORED < abs(value):
        return None
    return Accepted(_plain(value), _plain(margin), value, margin)


def recognised(number: Number) -> Accepted:
    """The numbers that show that a student arrived at the wrong value `number`."""
    found = accepted(number)
    if found is not None:
        return found
    value = rational(number.value)
    text = rounded_text(value, _NEAR_DIGITS)  # no longer, since Moodle makes a blank as wide as its answers
    margin = NEAR * abs(Fraction(text))
    return Accepted(text, _plain(margin), Fraction(text), margin)


@lru_cache(maxsize=1024)  # a family has few tolerances, and entries repeat
def _plain(x: Fraction) -> str:
    """`x` as a decimal without an exponent, rounded to 14 significant digits if it has more."""
    return decimal_text(x) or rounded_text(x)
