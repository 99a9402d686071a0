"""What a voice asks about formulas and their neighbours: is this an argument, a vector, a numeral?

Owns questions about shape that need no words; `spoken` asks them. Rows are flat (`symbols.flatten`).

    >>> of_vectors((Sym("u", "bold"), Op("·"), Sym("v", "bold")), 1)
    True
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.exporters.formulas.symbols import flatten, is_cases, opens, symbol
from generator.model import Accent, Fence, Formula, Frac, Func, Grid, Num, Op, Script, Space, Sym, Words

MINUS = ("−", "-")


def neighbours(items: Sequence[Formula], place: int) -> tuple[Formula | None, Formula | None]:
    """What stands before and after, white space aside."""
    before = next((item for item in reversed(items[:place]) if type(item) is not Space), None)
    after = next((item for item in items[place + 1 :] if type(item) is not Space), None)
    return before, after


def nucleus(item: Formula) -> Formula:
    """What indices and exponents are written at."""
    while type(item) is Script:
        item = item.base
    return item


def is_function(item: Formula) -> bool:
    """Is this the name of a function, which waits for its argument? `mod` stands between its operands."""
    item = nucleus(item)
    return type(item) is Func and item.name != "mod"


_CALLED = frozenset("fghFGHPΦ")


def takes(item: Formula, bracket: Fence) -> bool:
    """Is the bracket behind this item its argument, and not a factor? A sum in it leaves that open."""
    letter = nucleus(item)
    if type(letter) is not Sym or letter.name not in _CALLED or (bracket.left, bracket.right) != ("(", ")"):
        return False
    inside = flatten((bracket.body,))
    return not any(
        isinstance(part, Op) and part.symbol in "+−-±" and place and not opens(inside[place - 1])
        for place, part in enumerate(inside)
    )


def stands_alone(items: Sequence[Formula], place: int) -> bool:
    """Does nothing follow that could belong to the bottom of the fraction here?"""
    after = neighbours(items, place)[1]
    if isinstance(after, Op):
        return symbol(after.symbol).kind in ("rel", "punct")
    return after is None or type(after) is Words


# ─── Numerals ────────────────────────────────────────────────────────────────────────────────────────────


def begins_with_numeral(item: Formula) -> bool:
    """Is a numeral the first thing said of this?"""
    item = nucleus(item)
    return type(item) is Num or (type(item) is Frac and type(item.top) is Num)


def between_numerals(items: Sequence[Formula], place: int) -> bool:
    """Would the comma here be heard as a decimal comma?"""
    before, after = neighbours(items, place)
    while isinstance(before, Script):
        before = before.above or before.below
    return type(before) is Num and after is not None and begins_with_numeral(after)


def is_negative(items: Sequence[Formula], place: int) -> bool:
    """Is this bracket around a negative number only, so that behind an operation it need not be said? 2 · (−3)"""
    bracket, after = items[place], neighbours(items, place)[1]
    if not isinstance(bracket, Fence) or (bracket.left, bracket.right) != ("(", ")") or after == Op("!"):
        return False
    inside = flatten((bracket.body,))
    return len(inside) == 2 and type(inside[1]) is Num and type(inside[0]) is Op and inside[0].symbol in MINUS


# ─── Vectors ─────────────────────────────────────────────────────────────────────────────────────────────


def is_column(grid: Grid) -> bool:
    """Is this a matrix with one column and more than one row?"""
    return len(grid.rows) > 1 and all(len(row) == 1 for row in grid.rows) and grid.rule_after is None


def of_vectors(items: Sequence[Formula], place: int) -> bool:
    """Is the product here one of vectors, as far as its neighbours tell?"""
    before, after = neighbours(items, place)
    if _is_vector(before) or _is_vector(after):
        return True
    return isinstance(before, Grid) and is_column(before) and isinstance(after, Grid) and is_column(after)


def _is_vector(item: Formula | None) -> bool:
    if item is None:
        return False
    item = nucleus(item)
    if isinstance(item, Sym):
        return item.style == "bold" or item.name == "∇"
    return item == Op("∇") or (isinstance(item, Accent) and item.mark == "vec")


# ─── Ends ────────────────────────────────────────────────────────────────────────────────────────────────


def is_differential(item: Formula) -> bool:
    """Is this the d or ∂ of a derivative, or its second power?"""
    if isinstance(item, Script) and item.below is None and isinstance(item.above, Num):
        item = item.base
    return item == Op("∂") or item == Sym("d", "upright")


def is_closed(base: Formula, *, indexed: bool) -> bool:
    """Is it heard where this base begins and ends, so that a script behind it can belong to all of it only?

    `indexed`: an index follows, which behind an exponent or a second index would seem to belong to that.
    """
    if isinstance(base, Fence):
        return bool(base.left and base.right)
    if isinstance(base, Grid):
        return bool(base.left and base.right) or is_cases(base)
    if isinstance(base, Script):
        return base.above is None and not indexed and is_closed(base.base, indexed=True)
    return type(base) in (Num, Sym, Func, Op)
