"""Intervals of real numbers: a value of the expression language, and how it prints.

It owns the class and its bracket notation. It must not know other values: the functions that make intervals
(`functions.intervals`) check their ends, and `typeset` hands the ends over as formulas.

    >>> Interval(0, None, (True, False)).signs
    ('[', ')')
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.maths.notation import MINUS, row
from generator.model import Fence, Formula, Op

INFINITY = Op("∞")


@dataclass(frozen=True, slots=True)
class Interval:
    """An interval that is not empty: `low` ≤ `high`, real constants, None where it has no end.

    `closed` says of each end whether it belongs to the interval; an end that is None never does.
    """

    low: Any
    high: Any
    closed: tuple[bool, bool]

    @property
    def signs(self) -> tuple[str, str]:
        """Its brackets: square at an end that belongs to it, round at one that does not."""
        return "[" if self.closed[0] else "(", "]" if self.closed[1] else ")"


def interval_formula(low: Formula | None, high: Formula | None, signs: tuple[str, str]) -> Formula:
    """`[0, ∞)`: an interval with these ends, None for an infinite one."""
    left, right = signs
    below = row(MINUS, INFINITY) if low is None else low
    return Fence(left, row(below, Op(","), INFINITY if high is None else high), right)
