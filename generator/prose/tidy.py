"""Puts values into formulas so that signs, ones and brackets come out as a person writes them.

The author writes `a + {{ b }}` and never minds what `b` is: −3 makes `a − 3`, a sum after a minus gets
brackets, a coefficient 1 is not printed, an exponent 1 neither. What a hole needs depends on its neighbours
in the row: those to the left are looked at when it is filled, those to the right when it is compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from generator.maths.notation import (
    LARGE,
    MINUS,
    ONE,
    PLUS,
    ZERO,
    is_atom,
    is_negative,
    is_sum,
    paren,
    starts_operand,
)
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
from generator.prose.tree import Hole

Filler: TypeAlias = Callable[[Sequence[Any]], Any]

# What stands before a hole.
_OPEN, _PLUS, _MINUS, _FACTOR, _OVER, _FUNCTION, _OPERAND = range(7)
_BEFORE = {
    "+": _PLUS, "−": _MINUS, "/": _OVER, "÷": _OVER,
    **dict.fromkeys("·×∗∘±∓", _FACTOR), **dict.fromkeys("!′%)]", _OPERAND), **dict.fromkeys(LARGE, _FUNCTION),
}  # fmt: skip

# What follows a hole; a value of _NEXT or more is _NEXT plus the number of the hole that follows.
_NOTHING, _COEFFICIENT, _TIGHT, _POSTFIX, _NEXT = range(5)
_AFTER = {**dict.fromkeys("·×∗∘/÷", _TIGHT), **dict.fromkeys("!′", _POSTFIX)}


def compile_formula(formula: Any) -> Filler | None:
    """A function from the contents of all holes to the formula; None if there is no hole in it."""
    if type(formula) is Hole:
        number = formula.number
        return lambda contents: contents[number]
    compiler = _COMPILERS.get(type(formula))
    return compiler(formula) if compiler else None


def _row(node: Row) -> Filler | None:
    items: tuple[Any, ...] = node.items
    plan: list[tuple[int, Any, int]] = []  # 0: as it is, 1: a filler, 2: a hole and what follows it
    for item, following in zip(items, (*items, None)[1:], strict=True):
        if type(item) is Hole:
            plan.append((2, item.number, _after(following)))
        elif filler := compile_formula(item):
            plan.append((1, filler, 0))
        else:
            plan.append((0, item, 0))
    if all(kind == 0 for kind, _, _ in plan):
        return None
    steps = tuple(plan)

    def run(contents: Sequence[Any]) -> Formula:
        out: list[Formula] = []
        for kind, payload, after in steps:
            if kind == 0:
                out.append(payload)
            elif kind == 1:
                out.append(payload(contents))
            else:
                if after >= _NEXT:
                    after = _after(contents[after - _NEXT])
                _place(out, contents[payload], after)
        return out[0] if len(out) == 1 else Row(tuple(out))

    return run


def _after(item: Any) -> int:
    """What an item is to the hole before it."""
    if item is None:
        return _NOTHING
    if isinstance(item, Script) and isinstance(item.base, Hole):
        item = item.base
    if isinstance(item, Hole):
        return _NEXT + item.number
    if type(item) is Op and item.symbol not in LARGE:
        return _AFTER.get(item.symbol, _NOTHING)
    if type(item) is Frac and isinstance(item.top, (Num, Hole)) and isinstance(item.bottom, (Num, Hole)):
        return _TIGHT
    if type(item) is Row:
        return _after(item.items[0]) if item.items else _NOTHING
    if starts_operand(item):
        return _COEFFICIENT
    return _NOTHING if type(item) in (Space, Words) else _TIGHT


def _place(out: list[Formula], value: Formula, after: int) -> None:
    """Put a value at the end of the row `out`, given what follows it."""
    before, at = _context(out)
    if type(value) is not Row:
        if after == _COEFFICIENT and before != _OVER and value == ONE:
            return
        if before == _MINUS and value == ZERO and not _binary(out, at):
            del out[at]
        out.append(paren(value) if after == _POSTFIX and type(value) is Frac else value)
        return
    negative = is_negative(value)
    if is_sum(value):
        if after in (_COEFFICIENT, _TIGHT, _POSTFIX) or before not in (_OPEN, _PLUS):
            out.append(paren(value))
            return
    elif negative and after == _COEFFICIENT and value.items[1:] == (ONE,) and before not in _BRACKETING:
        value = Row((MINUS,))
    elif (
        after == _POSTFIX
        or (before == _OVER and len(value.items) > 1)
        or (negative and (before in _BRACKETING or (before == _FUNCTION and after != _COEFFICIENT)))
    ):
        out.append(paren(value))
        return
    if negative and before == _PLUS:
        out[at] = MINUS
        out += value.items[1:]
    elif negative and before == _MINUS:
        if _binary(out, at):
            out[at] = PLUS
        else:
            del out[at]
        out += value.items[1:]
    else:
        out += value.items


_BRACKETING = frozenset((_FACTOR, _OVER, _OPERAND))
"""After these, a value with a minus is put in brackets."""


def _context(out: list[Formula]) -> tuple[int, int]:
    """What the end of the row is to a hole, and the index of the item that makes it so."""
    at = len(out) - 1
    if at < 0:
        return _OPEN, at
    last = out[at]
    if type(last) is Space:
        while at >= 0 and type(out[at]) is Space:
            at -= 1
        before = _kind(out[at]) if at >= 0 else _OPEN
        return (_OPEN if before == _OPERAND else before), at  # `x \quad {{ a }}` is no product
    return _kind(last), at


def _kind(item: Formula) -> int:
    base = item.base if type(item) is Script else item
    if type(base) is Op:
        return _BEFORE.get(base.symbol, _OPEN)
    if type(base) is Func:
        return _FUNCTION
    return _OPEN if type(base) is Words else _OPERAND


def _binary(out: list[Formula], at: int) -> bool:
    """Has the sign at this index an operand before it?"""
    at -= 1
    while at >= 0 and type(out[at]) is Space:
        at -= 1
    return at >= 0 and _kind(out[at]) == _OPERAND


def _script(node: Script) -> Filler | None:
    parts: tuple[Any, Any, Any] = (node.base, node.below, node.above)
    fillers = [compile_formula(part) for part in parts]
    if not any(fillers):
        return None
    (base, below, above), (fill_base, fill_below, fill_above) = parts, fillers
    bare_base = type(base) is Hole
    # A limit is no exponent: the 1 in ∫₀¹, ∑ₖ₌₁¹ and [F]₀¹ is printed.
    limit = type(base) is Op or (below is not None and type(base) is not Sym)
    bare_above = type(above) is Hole and not limit

    def run(contents: Sequence[Any]) -> Any:
        under = fill_below(contents) if fill_below else below
        over = fill_above(contents) if fill_above else above
        body = fill_base(contents) if fill_base else base
        if bare_base and over is not None and not is_atom(body):
            body = paren(body)
        if bare_above and over == ONE:
            over = None
        return body if under is None and over is None else Script(body, under, over)

    return run


def _parts(node: Any, *names: str) -> Filler | None:
    """A filler of a node some of whose fields are formulas."""
    fillers = [(name, compile_formula(getattr(node, name))) for name in names]
    if not any(filler for _, filler in fillers):
        return None
    kind = type(node)
    plan = tuple((dict(fillers).get(name), getattr(node, name)) for name in kind.__match_args__)
    return lambda contents: kind(*[filler(contents) if filler else part for filler, part in plan])


def _cells(rows: tuple[tuple[Any, ...], ...]) -> Filler | None:
    plan = tuple(tuple((compile_formula(cell), cell) for cell in cells) for cells in rows)
    if not any(filler for cells in plan for filler, _ in cells):
        return None
    return lambda contents: tuple(
        tuple(filler(contents) if filler else cell for filler, cell in cells) for cells in plan
    )


def _grid(node: Grid) -> Filler | None:
    filler = _cells(node.rows)
    if filler is None:
        return None
    return lambda contents: Grid(filler(contents), node.left, node.right, node.rule_after, node.align)


def _lines(node: Lines) -> Filler | None:
    filler = _cells(node.lines)
    return (lambda contents: Lines(filler(contents))) if filler else None


_COMPILERS: dict[type, Callable[[Any], Filler | None]] = {
    Row: _row,
    Script: _script,
    Frac: lambda node: _parts(node, "top", "bottom"),
    Root: lambda node: _parts(node, "body", "degree"),
    Fence: lambda node: _parts(node, "body"),
    Accent: lambda node: _parts(node, "body"),
    Grid: _grid,
    Lines: _lines,
}
