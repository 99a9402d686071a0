"""Which numerals are rounded, and so where `=` may stand and where only `≈`.

A numeral that stands for a number near it carries this in its own text, wherever a formula takes it. So a chain
finds out by itself which sign joins two of its sides: `=` if nothing in them is rounded, else `≈`. No caller says
it, and none can say it wrongly.

    >>> third = Num(Rounded("0.3333"))
    >>> third == Num("0.3333"), is_exact(third)
    (True, False)
    >>> [sign.symbol for sign, _ in joined((Sym("x"), Num("1"), Row((third, Op("·"), Num("3")))))]
    ['=', '≈']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

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
    Row,
    Script,
    Space,
    Sym,
    Words,
)

EQUALS, ABOUT = Op("="), Op("≈")


class Rounded(str):
    """The text of a numeral that is rounded. It is equal to the same text of an exact one and prints alike."""

    __slots__ = ()


def is_exact(formula: Formula) -> bool:
    """Is no numeral of the formula rounded?"""
    kind = type(formula)
    if kind in _LEAVES:
        return True
    if isinstance(formula, Num):
        return not isinstance(formula.text, Rounded)
    for part in _parts(formula):  # noqa: SIM110 - half the time of `all`, and every side of every chain is asked
        if not is_exact(part):
            return False
    return True


_LEAVES = frozenset((Sym, Func, Op, Words, Space))


def _parts(formula: Formula) -> Iterable[Formula]:
    if isinstance(formula, Row):
        return formula.items
    if isinstance(formula, Frac):
        return formula.top, formula.bottom
    if isinstance(formula, Script):
        return [part for part in (formula.base, formula.below, formula.above) if part is not None]
    if isinstance(formula, (Fence, Root, Accent)):
        return (formula.body,)
    lines: Iterable[tuple[Formula, ...]] = ()
    if isinstance(formula, (Grid, Lines)):
        lines = formula.rows if isinstance(formula, Grid) else formula.lines
    return [cell for line in lines for cell in line]


def joined(sides: Sequence[Formula]) -> Iterator[tuple[Op, Formula]]:
    """All sides but the first, each with the sign before it: `=`, or `≈` if it or the one before it is rounded."""
    for (before, exact), side in zip(pairwise(map(is_exact, sides)), sides[1:], strict=True):
        yield EQUALS if before and exact else ABOUT, side
