"""How chains and statements are set out: in one line where they fit, else in lines aligned at a sign.

Owns how wide a line may be. A chain that is too long goes on below its first sign, and a long sum is broken
before one of its signs.

    set_out(x, Frac(whole, n), Num("3"))        # x̄ = 9/3 = 3
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.maths.notation import EMPTY, SIGNS, items_of, row
from generator.maths.values import Anything
from generator.methods.nearness import joined
from generator.methods.wording import distinct, equation
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
    Script,
    Space,
    Sym,
    Words,
)

LINE = 54
"""How wide a line of a state may be, in characters."""


def set_out(name: Formula, *sides: Formula) -> Formula:
    """A chain in one line if it fits, else in lines that are aligned at their first sign.

    A side that looks like the one before it is left out.
    """
    kept = distinct((name, *sides))
    pieces = [piece for sign, side in joined(kept) for piece in _broken(sign, side)]
    lines: list[Formula] = []
    room = LINE - width(name)
    for piece in pieces:
        if lines and width(lines[-1]) + width(piece) <= room:
            lines[-1] = row(lines[-1], piece)
        else:
            lines.append(piece)
    if len(lines) < 2:
        return row(name, *lines)
    return Lines(((name, lines[0]), *((EMPTY, line) for line in lines[1:])))


def _broken(sign: Op, side: Formula) -> Iterator[Formula]:
    """A side with its sign, in pieces that begin with a `+` or `−` where it is too long for a line."""
    piece: list[Formula] = [sign]
    wide = width(sign)
    operand = False
    for item in items_of(side):
        if operand and type(item) is Op and item.symbol in SIGNS and wide > LINE * 2 // 3:
            yield row(*piece)
            piece, wide = [], 0
        piece.append(item)
        wide += width(item)
        operand = type(item) is not Op
    yield row(*piece)


def together(*states: Formula) -> Formula:
    """Several statements: in one line where they fit, else below each other."""
    flat = [line for state in states for line in _lines_of(state)]
    if len(flat) == len(states):
        first, *rest = states
        line = row(first, *(item for other in rest for item in (Op(","), Space("quad"), other)))
        if width(line) <= LINE:
            return line
    return Lines(tuple(flat))


def stacked(*states: Formula) -> Formula:
    """Several statements below each other."""
    return Lines(tuple(line for state in states for line in _lines_of(state)))


def _lines_of(state: Formula) -> tuple[tuple[Formula, Formula], ...]:
    """A statement as aligned lines, its first relation at the point of alignment."""
    if isinstance(state, Lines):
        return state.lines
    items = items_of(state)
    cut = next((k for k, item in enumerate(items) if type(item) is Op and item.symbol in "=≈<≥∼"), 0)
    return ((row(*items[:cut]), row(*items[cut:])),)


def given(*pairs: tuple[Formula, Anything]) -> Formula:
    """What is known: `n = 25, x̄ = 5.2`."""
    return together(*(equation(name, value) for name, value in pairs))


def width(formula: Formula) -> int:
    """About how many characters wide a formula is in print."""
    if isinstance(formula, (Num, Words)):
        return len(formula.text)
    if isinstance(formula, (Sym, Func)):
        return len(formula.name)
    if isinstance(formula, Op):
        return 1 if formula.symbol in ",;()′·/!∑∂" else 3
    if isinstance(formula, Space):
        return 2
    if isinstance(formula, Frac):
        return max(width(formula.top), width(formula.bottom)) + 1
    if isinstance(formula, Script):
        scripts = max(width(script) for script in (formula.below, formula.above, EMPTY) if script is not None)
        return width(formula.base) + (3 * scripts + 3) // 4
    if isinstance(formula, Grid):
        return 2 + sum(2 + max(map(width, column)) for column in zip(*formula.rows, strict=True))
    if isinstance(formula, Lines):
        return max(width(left) + width(right) for left, right in formula.lines)
    if isinstance(formula, (Fence, Root, Accent)):
        return width(formula.body) + (0 if isinstance(formula, Accent) else 2)
    return sum(map(width, formula.items))
