"""Reads the formulas of linear algebra back: matrices, determinants, named unknowns, row operations.

A name (`x₁`, `R₂`, bold `𝐯`) means what the caller says it does, so an equation can be tried at a solution, and a
row operation replayed on a matrix. Only the printed formula is looked at, never the method that made it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

import sympy

from generator.exporters.formulas import plain
from generator.model import (
    Fence,
    Formula,
    Frac,
    Func,
    Grid,
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
)

Names = Mapping[str, Any]
"""What each name means, by its `key`."""


class Unknown(Exception):
    """A name that means nothing yet."""


class Applied:
    """A named operation, waiting for its argument: `det`."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self.function = function

    def __mul__(self, argument: Any) -> Any:
        return self.function(argument)


def key(formula: Formula | list[Formula]) -> str:
    """The plain text of a name, in which a bold letter differs from a slanted one."""
    if isinstance(formula, list):
        return "".join(map(key, formula))
    if isinstance(formula, Sym) and formula.style == "bold":
        return "𝟎" if formula.name == "0" else chr(ord("𝐚") + ord(formula.name) - ord("a"))
    if isinstance(formula, Script) and isinstance(formula.base, Sym):
        return plain(replace(formula, base=Sym(key(formula.base))))
    if isinstance(formula, Fence):
        return f"{formula.left}{key(formula.body)}{formula.right}"
    if isinstance(formula, Row):
        return key(items_of(formula))
    return plain(formula)


def items_of(formula: Formula) -> list[Formula]:
    items = formula.items if isinstance(formula, Row) else (formula,)
    return [item for item in items if not isinstance(item, Space)]


def cut(items: list[Formula], *symbols: str) -> Iterator[list[Formula]]:
    """The items between these operators."""
    piece: list[Formula] = []
    for item in items:
        if isinstance(item, Op) and item.symbol in symbols:
            yield piece
            piece = []
        else:
            piece.append(item)
    yield piece


def equations(state: Formula | None) -> Iterator[list[list[Formula]]]:
    """The chains of equations in a state, each as its sides: those of aligned lines belong to one chain."""
    if state is None:
        return
    if isinstance(state, Lines):
        joined: list[list[Formula]] = []
        for left, right in state.lines:
            if items_of(left) or not joined:
                joined.append([])
            joined[-1] += [*items_of(left), *items_of(right)]
        yield from (list(cut(line, "=")) for line in joined)
        return
    for piece in cut(items_of(state), "⟹", ","):
        yield list(cut(piece, "="))


def meaning(formula: Formula | list[Formula], names: Names) -> Any:
    """The value of a sum of products; a product is a dot, or nothing, between its factors."""
    total = term = None
    sign = 1
    cross = False
    for item in formula if isinstance(formula, list) else items_of(formula):
        if item in (Op("+"), Op("−")):
            if term is not None:
                total = sign * term if total is None else total + sign * term
            term, sign = None, (-1 if item == Op("−") else 1)
        elif item == Op("×"):
            cross = True
        elif item != Op("·"):
            factor = _factor(item, names)
            term = factor if term is None else term.cross(factor) if cross else _product(term, factor)
            cross = False
    assert term is not None, "a sign without an operand"
    return sign * term if total is None else total + sign * term


def _product(a: Any, b: Any) -> Any:
    """Two columns next to each other are a dot product."""
    if getattr(a, "shape", None) == getattr(b, "shape", ()) and a.shape[1] == 1 < a.shape[0]:
        return a.dot(b)
    return a * b


def _factor(item: Formula, names: Names) -> Any:
    name = key(item)
    if name in names:
        return names[name]
    if isinstance(item, Num):
        return sympy.Rational(item.text)
    if isinstance(item, Frac):
        return meaning(item.top, names) / meaning(item.bottom, names)
    if isinstance(item, Root):
        return sympy.sqrt(meaning(item.body, names))
    if isinstance(item, Fence):
        inside = meaning(item.body, names)
        return {"‖": lambda v: sympy.sqrt(v.dot(v)), "|": sympy.Abs, "(": lambda v: v}[item.left](inside)
    if isinstance(item, Script) and item.above == Op("⊤"):
        return _factor(item.base, names).T
    if isinstance(item, Script) and item.above is not None and item.below is None:
        return _factor(item.base, names) ** meaning(item.above, names)
    if item == Func("det"):
        return Applied(sympy.Matrix.det)
    if not isinstance(item, Grid):
        raise Unknown(name)
    matrix = sympy.Matrix([[meaning(cell, names) for cell in cells] for cells in item.rows])
    return matrix.det() if item.left == "|" else matrix


def same(a: Any, b: Any) -> bool:
    """Are two numbers, polynomials or matrices equal? The zero vector may be written 0."""
    if hasattr(a, "shape") and hasattr(b, "shape"):
        return bool(a.shape == b.shape) and all(map(_vanishes, a - b))
    if hasattr(a, "shape") or hasattr(b, "shape"):
        return (bool(a == 0) and all(map(_vanishes, b))) or (bool(b == 0) and all(map(_vanishes, a)))
    return _vanishes(a - b)


def _vanishes(difference: Any) -> bool:
    expanded = sympy.expand(difference)
    if expanded.is_Rational or expanded.free_symbols:
        return bool(expanded == 0)
    return bool(abs(sympy.N(expanded, 40, maxn=200)) < 1e-30)  # nested roots


def assert_true(state: Formula | None, names: Names) -> int:
    """All equations of a state hold. Returns how many equals signs were tried."""
    tried = 0
    for sides in equations(state):
        values = [meaning(side, names) for side in sides]
        for a, b in pairwise(values):
            assert same(a, b), (state, a, b)
            tried += 1
    return tried


def replay(steps: tuple[Step, ...], start: Any) -> tuple[int, Any]:
    """Carries out every row operation that the words of a step name, and compares its state.

    Returns how many there were, and the last matrix.
    """
    count, current = 0, start
    for step in steps:
        for inline in step.text:
            if not isinstance(inline, Math):
                continue
            done = carried_out(current, items_of(inline.formula))
            if done is not None:
                assert step.state is not None
                assert done == meaning(step.state, {}), (plain(inline.formula), plain(step.state))
                count, current = count + 1, done
    return count, current


def carried_out(before: Any, operation: list[Formula]) -> Any | None:
    """The matrix after `R₁ ↔ R₂` or `R₂ ← R₂ − 3R₁`; None if the formula is something else."""
    names = {f"R{'₁₂₃₄₅₆₇₈'[i]}": i for i in range(before.rows)}
    after = before.copy()
    if Op("↔") in operation:
        first, _, second = operation
        i, j = names[plain(first)], names[plain(second)]
        after[i, :], after[j, :] = before[j, :], before[i, :]
        return after
    if Op("←") not in operation:
        return None
    target, combination = cut(operation, "←")
    rows = {name: before[i, :] for name, i in names.items()}
    after[names[plain(target[0])], :] = meaning(combination, rows)
    return after
