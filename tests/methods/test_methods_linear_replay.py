"""Every method of linear algebra: its value by another route, its steps replayed, and false steps noticed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any

import linear_cases_matrices  # noqa: F401 - its cases enter the table
import linear_cases_vectors  # noqa: F401 - its cases enter the table
import pytest
from linear_draws import CASES
from linear_replay import Given, follow, shows_value
from matrix_reader import items_of
from sympy.matrices.exceptions import NonInvertibleMatrixError

from generator.exporters.formulas import latex, mathml, plain
from generator.maths.arithmetic import multiply
from generator.maths.values import MathsError, Matrix, Worked, normal
from generator.methods import FAMILIES, METHODS
from generator.model import Fence as Brackets
from generator.model import Formula, Frac, Grid, Inline, Lines, Math, Num, Op, Root, Row, Script, Step, Text

AREAS = (
    "products", "vectors", "inverses", "elimination", "echelon forms", "factorisations", "determinants",
    "definiteness", "eigenvalues and eigenvectors", "characteristic polynomials", "diagonalisation", "bases",
    "orthogonal vectors", "projections", "singular values",
)  # fmt: skip
OURS = [name for area in AREAS for name in FAMILIES[area]]
DRAWS = 8


@cache
def drawn(name: str) -> tuple[tuple[tuple[Any, ...], Worked, Given], ...]:
    """Arguments that the method takes, what it makes of them, and what a replay is given."""
    random = Random(name)
    found = []
    for _ in range(40 * DRAWS):
        args = METHODS[name].check([scaled(random, arg) for arg in CASES[name].draw(random)])
        try:
            worked = METHODS[name].call(*args)
        except MathsError:
            continue
        found.append((tuple(args), worked, CASES[name].check(worked.value, *args)))
        if len(found) == DRAWS:
            return tuple(found)
    raise AssertionError("the method takes too few of the drawn arguments")


def scaled(random: Random, arg: Any) -> Any:
    """Now and then, a vector or matrix with fractions."""
    scale = Fraction(1, random.choice((1, 1, 2, 3)))
    return multiply(scale, arg) if isinstance(arg, (tuple, Matrix)) else arg


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, (tuple, Matrix)):
        for item in value.rows if isinstance(value, Matrix) else value:
            yield from leaves(item)
    else:
        yield value


def test_every_method_of_these_areas_has_a_case() -> None:
    assert set(CASES) == set(OURS)


@pytest.mark.parametrize("name", OURS)
def test_the_value_is_right_and_every_step_follows(name: str) -> None:
    for _, worked, given in drawn(name):
        assert follow(worked.steps, given) > 0
        shows_value(worked, given)
        assert all(
            type(leaf) is type(normal(leaf)) for leaf in leaves(worked.value) if not isinstance(leaf, str)
        )


@pytest.mark.parametrize("name", OURS)
def test_steps_are_words_and_formulas_that_print_well(name: str) -> None:
    for _, worked, _ in drawn(name):
        for step in worked.steps:
            text = "".join(inline.text if isinstance(inline, Text) else "#" for inline in step.text)
            assert text[0].isupper() or text[0] == "#"
            assert text.endswith(".")
            assert "  " not in text
            for formula in formulas(step):
                assert mathml(formula)
                for written in (latex(formula), plain(formula)):
                    assert not any(slip in written for slip in ("+ -", "+ −", "- -", "− −", "+ +", "--"))


@pytest.mark.parametrize("name", OURS)
def test_brief_steps_end_in_the_value(name: str) -> None:
    for _, worked, given in drawn(name):
        kept = tuple(step for step in worked.steps if not step.minor)
        assert kept
        assert kept[-1] == worked.steps[-1]
        if not isinstance(worked.value, tuple):  # lists may be shown item by item
            shows_value(Worked(worked.value, kept), given)


def formulas(step: Step) -> list[Formula]:
    inside = [inline.formula for inline in step.text if isinstance(inline, Math)]
    return inside + ([step.state] if step.state is not None else [])


# ─── False steps ─────────────────────────────────────────────────────────────────────────────────────────


def falsified(formula: Formula) -> Iterator[Formula]:
    """The formula with one of its numbers one larger; indices stay as they are."""
    if isinstance(formula, Num):
        yield Num(str(int(formula.text) + 1))
    elif isinstance(formula, Row):
        for k, item in enumerate(formula.items):
            yield from (
                Row((*formula.items[:k], other, *formula.items[k + 1 :])) for other in falsified(item)
            )
    elif isinstance(formula, Frac):
        yield from (replace(formula, top=other) for other in falsified(formula.top))
        yield from (replace(formula, bottom=other) for other in falsified(formula.bottom))
    elif isinstance(formula, (Root, Brackets)):
        yield from (replace(formula, body=other) for other in falsified(formula.body))
    elif isinstance(formula, Script):
        yield from (replace(formula, base=other) for other in falsified(formula.base))
        if formula.above is not None and formula.base != Num("1"):  # every power of 1 is 1
            yield from (replace(formula, above=other) for other in falsified(formula.above))
    elif isinstance(formula, (Grid, Lines)):
        rows = formula.rows if isinstance(formula, Grid) else formula.lines
        for i, cells in enumerate(rows):
            for j, cell in enumerate(cells):
                for other in falsified(cell):
                    changed = (*rows[:i], (*cells[:j], other, *cells[j + 1 :]), *rows[i + 1 :])
                    yield replace(formula, **{"rows" if isinstance(formula, Grid) else "lines": changed})


def false_steps(step: Step) -> Iterator[Step]:
    if step.state is not None:
        yield from (replace(step, state=other) for other in falsified(step.state))
    for k, inline in enumerate(step.text):
        if isinstance(inline, Math) and {Op("="), Op("←")} & set(items_of(inline.formula)):
            for other in falsified(inline.formula):
                changed: tuple[Inline, ...] = (*step.text[:k], Math(other), *step.text[k + 1 :])
                yield replace(step, text=changed)


@pytest.mark.parametrize("name", OURS)
def test_a_false_step_does_not_go_unnoticed(name: str) -> None:
    """A number that is changed anywhere is found, unless it is multiplied by 0."""
    _, worked, given = next(draw for draw in drawn(name) if draw[1].value != 0)
    changed = [(k, other) for k, step in enumerate(worked.steps) for other in false_steps(step)]
    assert changed
    for k, other in Random(name).sample(changed, min(15, len(changed))):
        if not any(zero in plain(formula) for formula in formulas(other) for zero in ("· 0", "0 ·", "(0/")):
            steps = (*worked.steps[:k], other, *worked.steps[k + 1 :])
            with pytest.raises((AssertionError, ZeroDivisionError, NonInvertibleMatrixError)):
                replayed(steps, worked, given)


def replayed(steps: tuple[Step, ...], worked: Worked, given: Given) -> None:
    follow(steps, given)
    shows_value(Worked(worked.value, steps), given)
