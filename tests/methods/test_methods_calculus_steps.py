"""Worked methods of calculus and optimisation: every state is tried, and every value has an oracle.

A case is a method, seeded arguments, what the names in its states mean, and the value that sympy finds by another
road. All cases run through the same tests: values, states, the last state, brief steps, and states made false.
"""

from __future__ import annotations

from random import Random
from typing import Any

import calculus_cases_derivatives
import calculus_cases_optima
import calculus_cases_rules
import mpmath
import pytest
import sympy
from calculus_draws import Case, t, x, y
from calculus_reader import Setting
from calculus_replay import falsified, last_value, numeric, replay, said, same

from generator.maths.language import compile_expression
from generator.maths.values import Worked
from generator.methods import (
    METHODS,
    backpropagation,
    chains,
    derivatives,
    descent,
    differentiation,
    gradients,
    integration,
    jacobians,
    lagrange,
    linearisation,
    newton,
    optima,
    partials,
)

CASES = {**calculus_cases_rules.CASES, **calculus_cases_derivatives.CASES, **calculus_cases_optima.CASES}
FILES = (
    differentiation, gradients, derivatives, partials, jacobians, chains, backpropagation, linearisation, integration,
    newton, optima, descent, lagrange,
)  # fmt: skip
OURS = [name for file in FILES for name in file.TABLE]


def worked(name: str, case: Case) -> Worked:
    function = METHODS[name]
    result: Worked = function.call(*function.check(list(case.arguments)))
    return result


def test_every_method_of_ours_has_a_case() -> None:
    assert set(OURS) == set(CASES)


@pytest.mark.parametrize("name", OURS)
def test_the_example_in_the_table_is_true(name: str) -> None:
    symbols = {str(symbol): symbol for symbol in (t, x, y)}
    assert (
        compile_expression(METHODS[name].example, frozenset(symbols), METHODS).evaluate(dict(symbols)) is True
    )


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("name", CASES)
def test_values_agree_with_sympy_and_every_state_is_true(name: str, seed: int) -> None:
    case = CASES[name](Random(f"{name} {seed}"))
    found = worked(name, case)
    assert replay(found.steps, case.settings) > 0
    if isinstance(case.expected, str):
        assert found.value == case.expected
        assert said(found.steps).endswith(f" is a {case.expected}.")
        return
    for setting in case.settings:
        value = numeric(found.value, setting)
        assert same(value, _expected(case.expected, setting)), case
        assert same(last_value(found.steps, setting), value)


def _expected(expected: Any, setting: Setting) -> Any:
    if isinstance(expected, (list, sympy.MatrixBase)):
        expected = sympy.Matrix(expected)
        return mpmath.matrix([
            [numeric(expected[i, j], setting) for j in range(expected.cols)] for i in range(expected.rows)
        ])  # fmt: skip
    return numeric(expected, setting)


@pytest.mark.parametrize("name", CASES)
def test_a_state_made_false_is_noticed(name: str) -> None:
    case = CASES[name](Random(f"{name} 1"))
    wrong = 0
    for steps in falsified(worked(name, case).steps, case.extra):
        with pytest.raises(AssertionError):
            replay(steps, case.settings)
        wrong += 1
    assert wrong > 0


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", CASES)
def test_brief_steps_are_fewer_or_the_same_and_end_alike(name: str, seed: int) -> None:
    steps = worked(name, CASES[name](Random(f"{name} {seed}"))).steps
    brief = [step for step in steps if not step.minor]
    assert brief
    assert brief[-1] == steps[-1]
