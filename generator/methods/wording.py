"""How methods word their steps: text with formulas in it, and equations, with `=` or `≈` as `nearness` says.

    step("Multiply row ", 1, " of A by column ", 2, " of B.", state=equation(a12, 3 + 4, 7))

Plain strings are words; everything else is a value or a formula and is shown as mathematics.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.maths.notation import EMPTY, row
from generator.maths.typeset import typeset
from generator.maths.values import Anything
from generator.methods.nearness import joined
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


def shown(thing: Formula | Anything) -> Formula:
    """A formula as it is; a value typeset."""
    return thing if isinstance(thing, _FORMULAS) else typeset(thing)


def say(*things: str | Formula | Anything) -> Inlines:
    """Words and mathematics in one line: a string is words (none if it is empty), anything else is mathematics."""
    said = [thing for thing in things if not isinstance(thing, str) or thing]
    return tuple(Text(thing) if isinstance(thing, str) else Math(shown(thing)) for thing in said)


def step(*things: str | Formula | Anything, state: Formula | None = None, minor: bool = False) -> Step:
    """A step: what is done and why, and the state after it; a `minor` one is left out of brief solutions."""
    return Step(say(*things), state, minor)


def equation(*sides: Formula | Anything) -> Formula:
    """The sides with equals signs between them; `≈` where one of two is rounded."""
    formulas = [shown(side) for side in sides]
    return row(formulas[0], *(row(sign, side) for sign, side in joined(formulas)))


def chain(left: Formula | Anything, *rights: Formula | Anything) -> Formula:
    """`left = r₁`, with `= r₂`, `= r₃` … on lines of their own, aligned; for chains too long for one line."""
    formulas = [shown(side) for side in (left, *rights)]
    first, *rest = (row(sign, side) for sign, side in joined(formulas))
    return Lines(((formulas[0], first), *((EMPTY, right) for right in rest)))


def distinct(sides: Iterable[Formula | Anything]) -> list[Formula]:
    """The sides as formulas, each that looks like the one before it left out."""
    kept: list[Formula] = []
    for side in map(shown, sides):
        if not kept or kept[-1] != side:
            kept.append(side)
    return kept


def transposed(matrix: Formula) -> Formula:
    """`A⊤`."""
    return Script(matrix, above=Op("⊤"))
