"""Replays the steps of a method of linear algebra: each state must follow from the one before it.

A state is read from what it prints, by `matrix_reader`. What must be so:

*   a row operation in the words, carried out on the matrix before, gives the matrix of the state;
*   a matrix alone in a state, without an operation, is one that the problem gives, or the one before;
*   equations, also those in the words, are true: a name means what the caller says, or else what the first
    equation that uses it says;
*   a polynomial is set to 0 only if it vanishes at as many of the known roots as it has;
*   the last state shows the value, and each item of a list of vectors is shown somewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Any

import sympy
from matrix_reader import Unknown, carried_out, cut, equations, items_of, key, meaning, same

from generator.maths.values import Matrix, Worked, to_sympy
from generator.model import Formula, Frac, Grid, Lines, Math, Op, Row, Step, Text

LAMBDA = sympy.Symbol("λ")


@dataclass
class Given:
    """What a replay may take for granted; all of it comes from the problem and from other routes.

    `starts` are the matrices that may stand alone in a state; `roots` the values of λ; `sections` the names that
    change with each heading `… for λ = 2`; `becomes` what an arrow does to a matrix; `ends_in` what the last
    state shows, where that is not the value itself but made of it. Every determinant between bars is one of
    `minors_of`, or that matrix itself.
    """

    names: Mapping[str, Any] = field(default_factory=dict)
    starts: tuple[Any, ...] = ()
    roots: tuple[Any, ...] = ()
    sections: tuple[Mapping[str, Any], ...] = ()
    becomes: Callable[[Any], Any] | None = None
    ends_in: Any = None
    minors_of: Any = None


def oracle(value: Any) -> Any:
    """A matrix, or a list as a column, in sympy; a number as sympy's."""
    if isinstance(value, Matrix):
        return sympy.Matrix([[to_sympy(entry) for entry in row] for row in value.rows])
    if isinstance(value, tuple):
        return sympy.Matrix([to_sympy(entry) for entry in value])
    return to_sympy(value)


def follow(steps: tuple[Step, ...], given: Given) -> int:
    """Replays the steps. Returns how many comparisons were made; a step that does not follow is an AssertionError."""
    replayed = _Replay(given)
    for step in steps:
        replayed.step(step)
    assert not replayed.sections, "an eigenvalue was left out"
    return replayed.compared


class _Replay:
    def __init__(self, given: Given) -> None:
        self.given = given
        self.names = {"λ": LAMBDA, "𝟎": sympy.S.Zero, **given.names}
        self.sections = list(given.sections)
        self.current: Any = None
        self.compared = 0

    def step(self, step: Step) -> None:
        operation = None
        for formula in (inline.formula for inline in step.text if isinstance(inline, Math)):
            items = items_of(formula)
            if Op("←") in items or Op("↔") in items:
                operation = items
            elif Op("=") in items:
                chain = list(cut(items, "="))
                if step.state is None and key(chain[0]) == "λ":
                    self.names |= self.sections.pop(0)
                self.equation(chain)
        if step.state is None:
            assert operation is None
            return
        expected = carried_out(self.current, operation) if operation else None
        shown = last_matrix(step.state)
        if operation:
            assert shown == expected, (operation, shown, expected)
            self.compared += 1
        arrow = list(cut(items_of(step.state), "⟶"))
        if len(arrow) == 2:
            assert self.given.becomes is not None
            before, after = (meaning(side, self.names) for side in arrow)
            assert any(same(before, start) for start in self.given.starts)
            assert same(self.given.becomes(before), after)
            self.compared += 1
            return
        if self.given.minors_of is not None:
            for bars in determinants(step.state):
                assert is_minor(bars, self.given.minors_of), (bars, self.given.minors_of)
        for chain in relations(step.state):
            if len(chain) > 1:
                self.equation(chain)
            elif not operation:
                allowed = [*self.given.starts, *([] if self.current is None else [self.current])]
                assert any(same(meaning(chain[0], self.names), start) for start in allowed)
                self.compared += 1
        self.current = shown if shown is not None else self.current

    def equation(self, sides: list[list[Formula]]) -> None:
        """All sides are equal. A name that is unknown takes the value of the others."""
        if key(sides[0]) == "λ":
            self.root(sides[1:])
            return
        values = [value for side in sides if (value := self.value(side)) is not None]
        assert values, sides
        for side in sides:
            if self.value(side) is None:
                self.names[key(side)] = values[0]
        if len(values) > 1 and values[-1] == 0 and _is_polynomial(values[0]):
            self.zeros(values[0])
            values.pop()
        for a, b in pairwise(values):
            assert same(a, b), (sides, a, b)
            self.compared += 1

    def zeros(self, polynomial: Any) -> None:
        """The polynomial vanishes at as many known roots as it has different ones."""
        wanted = sympy.Poly(polynomial, LAMBDA).sqf_part().degree()
        there = [root for root in self.given.roots if same(polynomial.subs(LAMBDA, root), sympy.S.Zero)]
        assert len(there) == wanted, (polynomial, self.given.roots)
        self.compared += 1

    def root(self, sides: list[list[Formula]]) -> None:
        """`λ = …` names a root; `±` two of them."""
        for side in sides:
            values = [meaning(_signed(side, sign), self.names) for sign in ("+", "−")]
            for value in values:
                assert any(same(value, root) for root in self.given.roots), (value, self.given.roots)
                self.compared += 1

    def value(self, side: list[Formula]) -> Any | None:
        if key(side) in self.names:
            return self.names[key(side)]
        try:
            return meaning(side, self.names)
        except Unknown:
            return None


def _is_polynomial(value: Any) -> bool:
    return not hasattr(value, "shape") and LAMBDA in value.free_symbols


def _signed(side: Any, sign: str) -> Any:
    """A side in which `±` is one of its signs."""
    if isinstance(side, list):
        return [_signed(item, sign) for item in side]
    if isinstance(side, Frac):
        return Frac(_signed(side.top, sign), side.bottom)
    if isinstance(side, Row):
        return Row(tuple(_signed(item, sign) for item in side.items))
    return Op(sign) if side == Op("±") else side


def relations(state: Formula) -> Iterator[list[list[Formula]]]:
    """The chains of equations of a state; `… = 5 > 0` is checked here for its last relation."""
    for chain in equations(state):
        *before, last = chain
        for sign, holds in ((">", lambda v: v > 0), ("<", lambda v: v < 0)):
            if Op(sign) in last:
                last, zero = cut(last, sign)
                assert meaning(zero, {}) == 0
                assert holds(meaning(last, {}))
        yield [*before, last]


def last_matrix(formula: Formula) -> Any | None:
    """The last matrix in a formula that has more than one column."""
    if isinstance(formula, Grid):
        if len(formula.rows[0]) == 1:
            return None
        try:
            return sympy.Matrix([[meaning(cell, {}) for cell in cells] for cells in formula.rows])
        except Unknown:
            return None
    parts: tuple[Formula, ...] = formula.items if isinstance(formula, Row) else ()
    if isinstance(formula, Lines):
        parts = tuple(half for line in formula.lines for half in line)
    return next((found for part in reversed(parts) if (found := last_matrix(part)) is not None), None)


def determinants(formula: Formula) -> Iterator[Any]:
    """The matrices between bars in a state."""
    if isinstance(formula, Grid) and formula.left == "|":
        names = {"λ": LAMBDA, "x": sympy.Symbol("x")}
        yield sympy.Matrix([[meaning(cell, names) for cell in cells] for cells in formula.rows])
    parts: tuple[Formula, ...] = formula.items if isinstance(formula, Row) else ()
    if isinstance(formula, Lines):
        parts = tuple(half for line in formula.lines for half in line)
    for part in parts:
        yield from determinants(part)


def is_minor(small: Any, whole: Any) -> bool:
    """Is the matrix what is left of the whole one without some rows and columns?"""
    size = range(whole.rows)
    choices = list(combinations(size, small.rows))
    return any(small == whole.extract(rows, columns) for rows in choices for columns in choices)


# ─── The value ───────────────────────────────────────────────────────────────────────────────────────────


def shows_value(worked: Worked, given: Given) -> None:
    """The last state shows the value; of a list, at least its last item, and the others stand in states before."""
    if isinstance(worked.value, str):
        assert worked.value in "".join(
            inline.text for inline in worked.steps[-1].text if isinstance(inline, Text)
        )
        return
    states = [step.state for step in worked.steps if step.state is not None]
    ends = [[_end(chain, given.names) for chain in relations(state)] for state in states]
    if given.ends_in is not None:
        assert any(same(given.ends_in, end) for end in ends[-1])
        return
    if _shown(worked.value, ends[-1]):
        return
    assert isinstance(worked.value, tuple)
    assert _shown(worked.value[-1], ends[-1]), (worked.value, ends[-1])
    assert all(_shown(item, [end for state in ends for end in state]) for item in worked.value)


def _end(chain: list[list[Formula]], names: Mapping[str, Any]) -> Any:
    try:
        return meaning(chain[-1], {"λ": LAMBDA, **names})
    except Unknown:
        return sympy.Symbol("unknown")


def _shown(value: Any, ends: list[Any]) -> bool:
    nested = isinstance(value, tuple) and not all(map(_is_scalar, value))
    return not nested and any(same(oracle(value), end) for end in ends)


def _is_scalar(value: Any) -> bool:
    return not isinstance(value, (tuple, Matrix))
