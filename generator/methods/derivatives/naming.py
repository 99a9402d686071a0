"""How derivatives, points and lists of names are written: formulas that belong to no value.

slope(F, x)              df/dx          slope(F, x, PARTIAL)    ∂f/∂x
operator(x)              d/dx           prime(2)                f″
called(F, [two, three])  f(2, 3)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.maths.notation import DOT, EMPTY, factor, is_sum, join_terms, minus, paren, row
from generator.maths.typeset import typeset
from generator.maths.values import Anything
from generator.methods.nearness import EQUALS
from generator.methods.wording import distinct, equation, shown
from generator.model import Fence, Formula, Frac, Grid, Lines, Num, Op, Script, Space, Sym

D = Sym("d", "upright")
PARTIAL = Op("∂")
NABLA = Op("∇")
F = Sym("f")
TWO = Num("2")
COMMA = Op(",")


def operator(x: Formula, d: Formula = D) -> Formula:
    """d/dx, to stand before what is differentiated."""
    return Frac(d, row(d, x))


def slope(f: Formula, x: Formula, d: Formula = D) -> Formula:
    """df/dx."""
    return Frac(row(d, f), row(d, x))


def second_slope(f: Formula, x: Formula, y: Formula) -> Formula:
    """∂²f/∂x∂y, or ∂²f/∂x² where both are the same."""
    below = row(PARTIAL, Script(x, above=TWO)) if x == y else row(PARTIAL, x, PARTIAL, y)
    return Frac(row(Script(PARTIAL, above=TWO), f), below)


def prime(order: int = 1) -> Formula:
    """f, f′, f″, and f⁽³⁾ from there on."""
    if order == 0:
        return F
    marks = {1: Op("′"), 2: Op("″")}
    return Script(F, above=marks.get(order) or Fence("(", Num(str(order)), ")"))


def called(name: Formula, arguments: Sequence[Formula | Anything]) -> Formula:
    """`f(2, 3)`: a name with arguments in brackets."""
    return row(name, listed(arguments))


def listed(items: Sequence[Formula | Anything]) -> Formula:
    """`(2, 3)`."""
    return Fence("(", separated(list(map(shown, items))), ")")


def separated(items: Sequence[Formula]) -> Formula:
    """`a, b, c`."""
    inside: list[Formula] = []
    for item in items:
        inside += [COMMA, item] if inside else [item]
    return row(*inside)


def side_by_side(items: Sequence[Formula]) -> Formula:
    """Equations in one line, with room between them."""
    inside: list[Formula] = []
    for item in items:
        inside += [COMMA, Space("quad"), item] if inside else [item]
    return row(*inside)


def enumerated(items: Sequence[Formula]) -> list[Any]:
    """`a`, `a and b`, `a, b and c`, as arguments of `say`."""
    words: list[Any] = []
    for place, item in enumerate(items):
        if place:
            words.append(" and " if place == len(items) - 1 else ", ")
        words.append(item)
    return words


def assignments(names: Sequence[Formula], values: Sequence[Anything]) -> list[Any]:
    """`x = 1 and y = 2`, as arguments of `say`."""
    return enumerated([equation(name, value) for name, value in zip(names, values, strict=True)])


def column(entries: Sequence[Formula]) -> Formula:
    """A column vector of formulas."""
    return Grid(tuple((entry,) for entry in entries))


def aligned(*chains: Sequence[Formula | Anything]) -> Formula:
    """Equations below each other: each is its left side and its further sides, of which equal neighbours are one."""
    lines = [(shown(sides[0]), _rights(sides[1:])) for sides in chains]
    return Lines(tuple(lines)) if len(lines) > 1 else row(*lines[0])


def _rights(sides: Sequence[Formula | Anything]) -> Formula:
    return row(EQUALS, equation(*distinct(sides)))


def shifted(x: Formula, start: Anything) -> Formula:
    """`x − 2`, `x + 2`, `x`: how far x is from the start."""
    return join_terms([x, EMPTY if start == 0 else minus(typeset(start))])


def dotted(*factors: Formula) -> Formula:
    """A product with all its dots: `2x · sin(x)`, sums and later minus signs in brackets."""
    items: list[Formula] = []
    for item in factors:
        if items:
            items += [DOT, factor(item)]
        else:
            items.append(paren(item) if is_sum(item) and len(factors) > 1 else item)
    return row(*items)
