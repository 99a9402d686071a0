"""Numbers in the place of symbols: the value, exactly, and the formula with nothing worked out yet.

>>> x = sympy.Symbol("x")
>>> replaced(3 * x**2, {x: -2})
12
>>> inserted(3 * x**2, {x: -2}) == row(Num("3"), DOT, power(typeset(-2), Num("2")))
True
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from generator.maths.decimals import decimal_text
from generator.maths.functions import FUNCTIONS
from generator.maths.notation import DOT, factor, is_sum, paren, power, row, starts_operand
from generator.maths.typeset import symbol, typeset
from generator.maths.values import Anything, FiniteDecimal
from generator.model import Fence, Formula, Frac, Func, Op, Root, Row, Script

_POSTFIX = frozenset("!′%)]")


def replaced(f: Anything, places: Mapping[Any, Anything]) -> Anything:
    """f with its symbols replaced, exactly; decimals lead to a decimal. Raises MathsError where there is no value."""
    value: Anything = FUNCTIONS["at"].call(f, tuple(places), tuple(places.values()))
    if type(value) is Fraction and FiniteDecimal in map(type, places.values()) and decimal_text(value):
        return FiniteDecimal(value)
    return value


def inserted(f: Anything, places: Mapping[Any, Anything]) -> Formula:
    """f as it is printed, with numbers in the place of its symbols: `3 · (−2)²`."""
    return written_out(typeset(f), {symbol(s.name): typeset(value) for s, value in places.items()})


def written_out(f: Formula, names: Mapping[Formula, Formula]) -> Formula:
    """A formula with others in the place of names, dots and brackets where they are needed."""
    if f in names:
        return names[f]
    if isinstance(f, Row):
        return _row(f.items, names)
    if isinstance(f, Frac):
        return Frac(written_out(f.top, names), written_out(f.bottom, names))
    if isinstance(f, Root):
        return Root(written_out(f.body, names), f.degree)
    if isinstance(f, Fence):
        return Fence(f.left, written_out(f.body, names), f.right)
    if isinstance(f, Script) and f.above is not None:
        above = written_out(f.above, names)
        return (
            power(names[f.base], above)
            if f.base in names
            else Script(written_out(f.base, names), f.below, above)
        )
    return f


def _row(items: tuple[Formula, ...], names: Mapping[Formula, Formula]) -> Formula:
    made: list[Formula] = []
    before: Formula | None = None
    for place, item in enumerate(items):
        new = written_out(item, names)
        if _is_function(before):
            made.append(paren(new) if item in names else new)
        elif isinstance(item, Op):
            made.append(item)
        elif before is None:
            more = place + 1 < len(items) and not isinstance(items[place + 1], Op)
            made.append(paren(new) if more and is_sum(new) else new)
        else:
            new = factor(new)
            if _is_operand(before) and (
                _base(item) in names or _base(before) in names or not starts_operand(new)
            ):
                made.append(DOT)
            made.append(new)
        before = item
    return row(*made)


def _base(item: Formula) -> Formula:
    """What stands under an exponent."""
    return item.base if isinstance(item, Script) and item.above is not None else item


def _is_function(item: Formula | None) -> bool:
    return isinstance(item, Func) or (isinstance(item, Script) and isinstance(item.base, Func))


def _is_operand(item: Formula) -> bool:
    return not isinstance(item, Op) or item.symbol in _POSTFIX
