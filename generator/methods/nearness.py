"""Which numerals are rounded, and so where `=` may stand and where only `≈`.

A numeral that stands for a number near it carries this in its own text, wherever a formula takes it. So a chain
finds out by itself which sign joins two of its sides: `=` if nothing in them is rounded, else `≈`. No caller says
it, and none can say it wrongly.

    >>> third = Num(Rounded("0.3333"))
    >>> third == Num("0.3333"), is_exact(third), relation(Num("1"), row(third, Op("·"), Num("3")))
    (True, False, Op(symbol='≈'))
"""

from __future__ import annotations

from generator.model import Accent, Fence, Formula, Frac, Grid, Lines, Num, Op, Root, Row, Script

EQUALS, ABOUT = Op("="), Op("≈")


class Rounded(str):
    """The text of a numeral that is rounded. It is equal to the same text of an exact one and prints alike."""

    __slots__ = ()


def is_exact(formula: Formula) -> bool:
    """Is no numeral of the formula rounded?"""
    if isinstance(formula, Num):
        return not isinstance(formula.text, Rounded)
    return all(map(is_exact, _parts(formula)))


def _parts(formula: Formula) -> tuple[Formula, ...]:
    if isinstance(formula, Row):
        return formula.items
    if isinstance(formula, Frac):
        return formula.top, formula.bottom
    if isinstance(formula, Script):
        return tuple(part for part in (formula.base, formula.below, formula.above) if part is not None)
    if isinstance(formula, (Fence, Root, Accent)):
        return (formula.body,)
    if isinstance(formula, (Grid, Lines)):
        lines = formula.rows if isinstance(formula, Grid) else formula.lines
        return tuple(cell for line in lines for cell in line)
    return ()


def relation(left: Formula, right: Formula) -> Op:
    """The sign between two sides that stand for the same number: `=`, or `≈` if one of them is rounded."""
    return EQUALS if is_exact(left) and is_exact(right) else ABOUT
