"""Blanks: which answers can be asked as numbers, each typed as a decimal into a blank of its own.

>>> blanks(Interval(None, None, (False, False), Num("0"))) is None
True
"""

from __future__ import annotations

from generator.answers.entries import numbers
from generator.answers.number import typable
from generator.model import Answer, Interval, Matrix, Number, Vector


def blanks(answer: Answer) -> tuple[Number, ...] | None:
    """The numbers that a student types, in the order in which they are asked; None if there are no such.

    A matrix is asked by rows, a set increasing, an interval by its two ends (the brackets are for the caller to
    show). A number with a unit counts in that unit, which is to be shown behind the blank. Not for blanks are
    expressions, irrational keys without a tolerance and others that no decimal meets, answers up to a factor or
    a sign, ends at infinity, and all that is no number.
    """
    if isinstance(answer, Interval):
        found = tuple([end for end in (answer.low, answer.high) if end is not None])
        return found if len(found) == 2 and all(map(typable, found)) else None
    if isinstance(answer, Vector | Matrix) and answer.up_to:
        return None
    asked = numbers(answer)
    return asked if asked and all(map(typable, asked)) else None
