"""Replays worked solutions of calculus: every equation of every state is tried, and states can be made false.

What a formula means is read by `calculus_reader`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import mpmath
from calculus_reader import (
    DIGITS,
    Antiderivative,
    Setting,
    UnknownName,
    cut,
    function_of,
    items_of,
    meaning,
)

from generator.exporters.formulas import plain
from generator.maths.typeset import typeset
from generator.maths.values import Matrix, plain_value, to_sympy
from generator.model import Formula, Grid, Lines, Math, Op, Row, Step


def chains(state: Formula) -> list[list[list[Formula]]]:
    """The chains of equations in a state, each as its sides."""
    if isinstance(state, Lines):
        rows: list[list[Formula]] = []
        for left, right in state.lines:
            if items_of(left):
                rows.append([*items_of(left), *items_of(right)])
            else:
                rows[-1] += items_of(right)
    else:
        rows = cut(items_of(state), ",")
    return [cut(row, "=") for row in rows]


def replay(steps: Sequence[Step], settings: Sequence[Setting]) -> int:
    """Tries every equation of every state, in every setting. Returns how many equals signs were tried.

    Raises AssertionError for one that does not hold.
    """
    tried = 0
    with mpmath.workdps(DIGITS):
        learned: list[dict[str, Any]] = [{} for _ in settings]
        for step in steps:
            for sides in chains(step.state) if step.state is not None else []:
                holds = [
                    _try(sides, setting, names) for setting, names in zip(settings, learned, strict=True)
                ]
                solved = [
                    _try(sides, setting.at(**setting.solution), names)
                    for setting, names in zip(settings, learned, strict=True)
                    if setting.solution
                ]
                assert all(holds) or (solved and all(solved)), (plain(step.state), step)
                tried += len(sides) - 1
    return tried


def _try(sides: list[list[Formula]], setting: Setting, learned: dict[str, Any]) -> bool:
    known = replace(setting, names={**learned, **setting.names})
    values: list[Any] = []
    unknown = None
    if _text(sides[0]) in setting.up_to_constant:
        return all(
            same(setting.functions["f"].call(known.point["x"]), _slope(side, "x", known))
            for side in sides[1:]
        )
    for side in sides:
        if values and isinstance(values[0], Antiderivative):
            values.append(_slope(side, values[0].variable, known))
            continue
        try:
            values.append(meaning(side, known))
        except UnknownName as name:
            if unknown is not None or _text(side) != str(name):
                raise AssertionError(f"nothing says what {name} is") from None
            unknown = str(name)
    if unknown is not None:
        assert values, f"nothing says what {unknown} is"
        learned[unknown] = values[0]
    if isinstance(values[0], Antiderivative):
        values[0] = values[0].integrand(known.point[values[0].variable])
    return all(same(values[0], value) for value in values[1:])


def _text(side: list[Formula]) -> str:
    return "".join(map(plain, side))


def _slope(side: list[Formula], variable: str, setting: Setting) -> Any:
    return mpmath.diff(lambda value: meaning(side, setting.at(**{variable: value})), setting.point[variable])


def last_value(steps: Sequence[Step], setting: Setting) -> Any:
    """What the last side of the last state says."""
    state = next(step.state for step in reversed(steps) if step.state is not None)
    with mpmath.workdps(DIGITS):
        return meaning(chains(state)[-1][-1], setting)


def numeric(value: Any, setting: Setting) -> Any:
    """A value of the language as a number or matrix, its symbols at the point."""
    value = plain_value(value)
    if isinstance(value, tuple):
        return mpmath.matrix([numeric(entry, setting) for entry in value])
    if isinstance(value, Matrix):
        return mpmath.matrix([[numeric(entry, setting) for entry in line] for line in value.rows])
    expression = to_sympy(value)
    symbols = sorted(expression.free_symbols, key=str)
    with mpmath.workdps(DIGITS):
        return +mpmath.mpmathify(
            function_of(expression, symbols)(*[setting.point[plain(typeset(s))] for s in symbols])
        )


def falsified(steps: Sequence[Step], extra: Formula) -> Iterator[tuple[Step, ...]]:
    """The steps with one state made false, for every chain of every state: something is added to its last side."""
    for place, step in enumerate(steps):
        if step.state is None:
            continue
        for wrong in _wrong_states(step.state, extra):
            yield (*steps[:place], replace(step, state=wrong), *steps[place + 1 :])


def _wrong_states(state: Formula, extra: Formula) -> Iterator[Formula]:
    if isinstance(state, Lines):
        for k, (left, right) in enumerate(state.lines):
            if k + 1 == len(state.lines) or items_of(state.lines[k + 1][0]):
                wrong = (left, Row((*items_of(right), Op("+"), extra)))
                if not isinstance(items_of(right)[-1], Grid):
                    yield Lines((*state.lines[:k], wrong, *state.lines[k + 1 :]))
                else:
                    wrong = (left, Row((*items_of(right)[:-1], _wrong_grid(items_of(right)[-1], extra))))
                    yield Lines((*state.lines[:k], wrong, *state.lines[k + 1 :]))
        return
    items = items_of(state)
    if isinstance(items[-1], Grid):
        yield Row((*items[:-1], _wrong_grid(items[-1], extra)))
    else:
        yield Row((*items, Op("+"), extra))


def _wrong_grid(grid: Formula, extra: Formula) -> Formula:
    assert isinstance(grid, Grid)
    *rows, last = grid.rows
    return replace(grid, rows=(*rows, (*last[:-1], Row((*items_of(last[-1]), Op("+"), extra)))))


def same(a: Any, b: Any) -> bool:
    """Equal to 12 digits, entry by entry."""
    if isinstance(a, mpmath.matrix) or isinstance(b, mpmath.matrix):
        shapes = [(m.rows, m.cols) for m in (a, b) if isinstance(m, mpmath.matrix)]
        return len(shapes) == 2 and shapes[0] == shapes[1] and all(map(same, a, b))
    return bool(abs(a - b) <= mpmath.mpf(10) ** -12 * max(abs(a), abs(b), 1))


def said(steps: Sequence[Step]) -> str:
    """The words of steps, with their formulas as plain text."""
    words = [item for step in steps for item in step.text]
    return "".join(plain(item.formula) if isinstance(item, Math) else item.text for item in words)  # type: ignore[union-attr]
