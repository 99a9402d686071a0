"""Reads printed formulas back into sympy, so that tests can tell whether a step says something true.

Only arithmetic is read: numerals, letters, fractions, roots, powers, named functions, brackets and column
vectors. What is notation (`f′(x)`, `P(A)`, `∂f/∂x`) raises `Notation`.
"""

from __future__ import annotations

from typing import Any

import sympy

from generator.model import Fence, Formula, Frac, Func, Grid, Lines, Num, Op, Root, Row, Script, Step, Sym

FUNCTIONS = {"sin": sympy.sin, "cos": sympy.cos, "ln": sympy.log, "tan": sympy.tan, "tanh": sympy.tanh}


class Notation(Exception):
    """The formula is a name of something, not arithmetic."""


def items_of(formula: Formula) -> list[Formula]:
    if not isinstance(formula, Row):
        return [formula]
    return [inner for item in formula.items for inner in items_of(item)]


def value_of(formula: Formula) -> Any:
    """The formula as a sympy expression, or a sympy matrix for a column."""
    items = items_of(formula)
    if not items:
        raise Notation
    total, place = None, 0
    while place < len(items):
        sign = 1
        while place < len(items) and items[place] in (Op("+"), Op("−")):
            sign *= -1 if items[place] == Op("−") else 1
            place += 1
        product: Any = sign
        start = place
        while place < len(items) and items[place] not in (Op("+"), Op("−")):
            divided = items[place] == Op("/")
            factor, place = factor_at(items, place + divided)
            product = product / factor if divided else product * factor
        assert place > start, "a sign without an operand"
        total = product if total is None else total + product
    return total


def factor_at(items: list[Formula], place: int) -> tuple[Any, int]:
    item = items[place]
    if item == Op("·"):
        assert place + 1 < len(items), "a dot without a second factor"
        return factor_at(items, place + 1)
    if isinstance(item, Func) or (isinstance(item, Script) and isinstance(item.base, Func)):
        name = item if isinstance(item, Func) else item.base
        if not isinstance(name, Func) or name.name not in FUNCTIONS:
            raise Notation
        argument, after = factor_at(items, place + 1)
        value = FUNCTIONS[name.name](argument)
        return (value ** value_of(item.above) if isinstance(item, Script) and item.above else value), after
    return atom(item), place + 1


def atom(item: Formula) -> Any:
    if isinstance(item, Num):
        return sympy.Rational(item.text)
    if isinstance(item, Sym):
        if item == Sym("e", "upright"):
            return sympy.E
        if item.style != "italic" or item.name in ("P", "f"):
            raise Notation
        return sympy.Symbol(item.name) if item.name != "π" else sympy.pi
    if isinstance(item, Frac):
        return value_of(item.top) / value_of(item.bottom)
    if isinstance(item, Root) and item.degree is None:
        return sympy.sqrt(value_of(item.body))
    if isinstance(item, Script) and item.below is None and item.above is not None:
        return value_of(item.base) ** value_of(item.above)
    if isinstance(item, Fence):
        return value_of(item.body)
    if isinstance(item, Grid):
        return sympy.Matrix([[value_of(cell) for cell in cells] for cells in item.rows])
    raise Notation


def chains(state: Formula) -> list[list[Any]]:
    """The chains of equations in a state: for each the values of its readable sides, in order."""
    if isinstance(state, Lines):
        rows: list[list[Formula]] = []
        for left, right in state.lines:
            if items_of(left):
                rows.append([*items_of(left), *items_of(right)])
            else:
                rows[-1] += items_of(right)
    else:
        rows = [items_of(state)]
    return [[side for side in map(_side, _split(row)) if side is not None] for row in rows]


def _split(items: list[Formula]) -> list[list[Formula]]:
    sides: list[list[Formula]] = [[]]
    for item in items:
        if item in (Op("="), Op("≈")):
            sides.append([])
            if item == Op("≈"):
                break  # a rounded value ends the exact part of a chain
        else:
            sides[-1].append(item)
    return sides


def _side(items: list[Formula]) -> Any | None:
    if len(items) == 1 and isinstance(items[0], Sym):
        return None  # `u = …` gives a name
    try:
        return value_of(Row(tuple(items)))
    except Notation:
        return None


def assert_true(steps: tuple[Step, ...]) -> int:
    """Every chain of equations in the steps is true. Returns how many equalities were compared."""
    compared = 0
    for step in steps:
        for sides in chains(step.state) if step.state is not None else []:
            for side in sides[1:]:
                assert same(sides[0], side), (step, sides)
                compared += 1
    return compared


def last_value(steps: tuple[Step, ...]) -> Any:
    """What the last readable side of the last step says."""
    state = steps[-1].state
    assert state is not None
    return chains(state)[-1][-1]


def same(a: Any, b: Any) -> bool:
    """Equal at a point away from everything special."""
    difference = a - b
    if isinstance(difference, sympy.MatrixBase):
        return all(same(entry, 0) for entry in difference)
    symbols = sorted(sympy.sympify(difference).free_symbols, key=str)
    point = {symbol: sympy.Rational(17 + 12 * k, 29) for k, symbol in enumerate(symbols)}
    return bool(abs(sympy.N(sympy.sympify(difference).subs(point), 30)) < 1e-18)
