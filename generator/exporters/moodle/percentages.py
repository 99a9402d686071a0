"""Percentages that Moodle knows, and how several right or wrong options share 100 of them.

Moodle takes a percentage only if it is in its list (`question_bank::fraction_options_full` of Moodle 4.5), and adds up
those of the options that are ticked, between 0 and 100 (`qtype_multichoice_multi_question::grade_response`). Its form
wants those of right options to add up to 100.

    >>> of_right(3), of_wrong(3)
    (('33.33333', '33.33333', '33.33333'), '33.33333')
    >>> of_right(12)[7:], of_wrong(12)
    (('10', '5', '5', '5', '5'), '10')
"""

from __future__ import annotations

from fractions import Fraction

_LIST = "5 10 11.11111 12.5 14.28571 16.66667 20 25 30 33.33333 40 50 60 66.66667 70 75 80 83.33333 90 100"
LISTED = {(Fraction(text) / 100).limit_denominator(20): text for text in _LIST.split()}
"""The shares that Moodle knows, in increasing order → the percentage that it writes for them."""

_SMALLEST = 20
"""How many of the smallest percentage, 5, make 100."""


def is_listed(count: int) -> bool:
    """Is there a percentage for an equal share of so many options?"""
    return Fraction(1, count) in LISTED


def of_right(count: int) -> tuple[str, ...]:
    """Percentages of so many right options that add up to 100: equal if the list has them, else 10, 5 and 0."""
    if is_listed(count):
        return (LISTED[Fraction(1, count)],) * count
    tens = max(0, _SMALLEST - count)
    fives = _SMALLEST - 2 * tens
    return ("10",) * tens + ("5",) * fives + ("0",) * (count - tens - fives)


def of_wrong(count: int) -> str:
    """The smallest percentage that so many wrong options can cost each, together at least 100."""
    return next(text for share, text in LISTED.items() if share * count >= 1)
