"""How signs, sums and products are written: small rules on formulas, in terms of the model alone.

Two callers share these rules: the printer that turns values into formulas, and the prose filler that puts
such formulas into an author's text. It owns *when brackets and signs are needed*; it must not know values,
LaTeX or any other format.

    >>> x = Sym("x")
    >>> join_terms([x, row(MINUS, Num("3"))])
    Row(items=(Sym(name='x', style='italic'), Op(symbol='−'), Num(text='3')))
    >>> times(row(MINUS, Num("1")), x)
    Row(items=(Op(symbol='−'), Sym(name='x', style='italic')))

A formula is looked at only at its top level: `(a + b)` is no sum, because its `+` is inside a `Fence`.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.model import Accent, Fence, Formula, Frac, Func, Grid, Num, Op, Root, Row, Script, Sym

EMPTY = Row(())
ZERO = Num("0")
ONE = Num("1")
PLUS = Op("+")
MINUS = Op("−")
DOT = Op("·")

SIGNS = frozenset("+−±∓")
"""Symbols that join the terms of a sum, and that may also stand before the first."""

LARGE = frozenset("∑∏∫∬∭∮∂∇⋃⋂")
"""Symbols that are `Op`s but begin an operand, as a function's name does."""

_POSTFIX = frozenset("!′%…⋯)]")
_ATOMS = (Num, Sym, Fence, Grid, Root, Accent)
_BRACKETED = (Fence, Grid)


def row(*items: Formula) -> Formula:
    """The items side by side: nested rows are flattened, empty ones dropped, a single item is unwrapped."""
    if Row not in map(type, items):
        return items[0] if len(items) == 1 else Row(items)
    flat: list[Formula] = []
    for item in items:
        if type(item) is Row:
            inner = row(*item.items)
            flat.extend(inner.items if type(inner) is Row else (inner,))
        else:
            flat.append(item)
    return flat[0] if len(flat) == 1 else Row(tuple(flat))


def items_of(f: Formula) -> tuple[Formula, ...]:
    """The items of a row; any other formula is its own single item."""
    return f.items if type(f) is Row else (f,)


def is_negative(f: Formula) -> bool:
    """Does the formula begin with a minus? True for `−3` and also for the sum `−a + b`."""
    return type(f) is Row and len(f.items) > 1 and f.items[0] == MINUS


def numeral(f: Formula) -> str:
    """The text of a formula that is nothing but a number, with its sign; "" for any other."""
    if type(f) is Num:
        return f.text
    if is_negative(f) and type(absolute(f)) is Num:
        return f"−{numeral(absolute(f))}"
    return ""


def is_sum(f: Formula) -> bool:
    """Is there a `+`, `−` or `±` between two operands at the top level?"""
    if type(f) is not Row:
        return False
    operand = False
    for item in f.items:
        if type(item) is Op:
            if operand and item.symbol in SIGNS:
                return True
            operand = item.symbol in _POSTFIX
        else:
            operand = True
    return False


def is_atom(f: Formula) -> bool:
    """Can an exponent be put on the formula without brackets?"""
    if type(f) is Script:
        return f.above is None
    return isinstance(f, _ATOMS)


def starts_operand(f: Formula) -> bool:
    """May a coefficient stand directly before it: a symbol, a function, a root, a bracket, or a row of these?

    A fraction counts unless it is one of numerals, because `1 ½` is a mixed number.
    """
    if type(f) is Row:
        return bool(f.items) and starts_operand(f.items[0])
    if type(f) is Script:
        return starts_operand(f.base)
    if type(f) is Op:
        return f.symbol in LARGE
    if type(f) is Frac:
        return not (type(f.top) is Num and type(f.bottom) is Num)
    return isinstance(f, (Sym, Func, Root, Fence, Grid, Accent))


def absolute(f: Formula) -> Formula:
    """The formula without its leading minus; itself if it has none."""
    if not is_negative(f):
        return f
    rest = items_of(f)[1:]
    return rest[0] if len(rest) == 1 else Row(rest)


def paren(f: Formula) -> Formula:
    """The formula in round brackets; itself if it is already a bracket or a matrix."""
    return f if isinstance(f, _BRACKETED) else Fence("(", f, ")")


def factor(f: Formula) -> Formula:
    """The formula as a later factor of a product: in brackets if it is a sum or begins with a sign."""
    return paren(f) if is_negative(f) or is_sum(f) else f


def minus(f: Formula) -> Formula:
    """The opposite: `3 → −3`, `−3 → 3`, `0 → 0`, `a + b → −(a + b)`."""
    if is_sum(f):
        return Row((MINUS, paren(f)))
    if is_negative(f):
        return absolute(f)
    return f if f == ZERO else row(MINUS, f)


def join_terms(terms: Sequence[Formula]) -> Formula:
    """The sum of the terms with their signs folded: `[a, b, −c] → a + b − c`; no terms make `0`."""
    items: list[Formula] = []
    for term in terms:
        parts = items_of(term)
        if not parts:
            continue
        first = parts[0]
        if items and not (type(first) is Op and first.symbol in SIGNS):
            items.append(PLUS)
        items.extend(parts)
    return row(*items) if items else ZERO


def times(a: Formula, b: Formula) -> Formula:
    """The product as a person writes it.

    `1, x → x`; `−1, x → −x`; `2, x → 2x`; `2, 3 → 2 · 3`; a sum, or a second factor with a minus, is put in
    brackets. A dot separates factors wherever two numerals or a fraction would run together.
    """
    if a == ONE:
        return b
    if b == ONE:
        return a
    left = paren(a) if is_sum(a) else a
    if is_negative(left) and absolute(left) == ONE and starts_operand(b):
        return row(MINUS, paren(b) if is_sum(b) else b)
    right = factor(b)
    return row(left, right) if starts_operand(right) else row(left, DOT, right)


def power(base: Formula, exponent: Formula) -> Formula:
    """`base` to the `exponent`; brackets where needed, and no exponent 1."""
    if exponent == ONE:
        return base
    return Script(base if is_atom(base) else paren(base), above=exponent)
