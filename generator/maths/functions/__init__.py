"""The table of functions that a problem spec can call: one dictionary, its rows in one file an area.

To add a function: write it in the area's file and add its row there. The row's example must be true; a test
evaluates every one.
"""

from __future__ import annotations

from generator.maths.function import Function
from generator.maths.functions import calculus, formatting, linear, numbers, probability

AREAS: dict[str, dict[str, Function]] = {
    "numbers and lists": numbers.TABLE,
    "linear algebra": linear.TABLE,
    "calculus": calculus.TABLE,
    "probability and statistics": probability.TABLE,
    "formatting": formatting.TABLE,
}
"""The functions by area, in the order of the reference page."""

FUNCTIONS: dict[str, Function] = {name: row for area in AREAS.values() for name, row in area.items()}
"""Every function by name."""

if len(FUNCTIONS) != sum(len(area) for area in AREAS.values()):
    raise ValueError("a function stands in two areas")
