"""How methods word their steps: text with formulas in it, and equations.

    step("Multiply row ", 1, " of A by column ", 2, " of B.", state=equation(a12, 3 + 4, 7))

Plain strings are words; everything else is a value or a formula and is shown as mathematics.
"""

from __future__ import annotations

from generator.maths.notation import row
from generator.maths.typeset import typeset
from generator.maths.values import Anything
from generator.model import (
    Accent,
    Fence,
    Formula,
    Frac,
    Func,
    Grid,
    Inlines,
    Lines,
    Math,
    Num,
    Op,
    Root,
    Row,
    Script,
    Space,
    Step,
    Sym,
    Text,
    Words,
)

_FORMULAS = (
    Num, Sym, Func, Op, Words, Space, Row, Frac, Root, Script, Fence, Grid, Accent, Lines
)  # fmt: skip

EQUALS = Op("=")


def shown(thing: Formula | Anything) -> Formula:
    """A formula as it is; a value typeset."""
    return thing if isinstance(thing, _FORMULAS) else typeset(thing)


def say(*things: str | Formula | Anything) -> Inlines:
    """Words and mathematics in one line: a string is words, anything else is shown as mathematics."""
    return tuple(Text(thing) if isinstance(thing, str) else Math(shown(thing)) for thing in things)


def step(*things: str | Formula | Anything, state: Formula | None = None, minor: bool = False) -> Step:
    """A step: what is done and why, and the state after it; a `minor` one is left out of brief solutions."""
    return Step(say(*things), state, minor)


def equation(*sides: Formula | Anything) -> Formula:
    """The sides with equals signs between them."""
    items: list[Formula] = []
    for side in sides:
        items += [EQUALS, shown(side)] if items else [shown(side)]
    return row(*items)


def chain(left: Formula | Anything, *rights: Formula | Anything) -> Formula:
    """`left = r₁`, with `= r₂`, `= r₃` … on lines of their own, aligned; for chains too long for one line."""
    first, *rest = rights
    lines = [(shown(left), row(EQUALS, shown(first)))]
    return Lines((*lines, *((Row(()), row(EQUALS, shown(right))) for right in rest)))
