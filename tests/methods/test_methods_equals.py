"""No state of any method has a false `=`, whatever numbers it is given: long fractions, long decimals, roots.

What is printed is read back in interval arithmetic, where a numeral in a side that no `≈` touches means just the
number that it spells. So a rounded number behind `=` is a difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from random import Random
from typing import Any

import linear_cases_matrices  # noqa: F401 - its cases enter the table
import linear_cases_vectors  # noqa: F401 - its cases enter the table
import linear_draws
import linear_replay
import probability_reader
import pytest
import sympy
import test_methods_calculus_steps as calculus
import test_methods_probability as probability
import test_methods_probability_data as data
import test_methods_probability_statistics as statistics

from generator.maths.arithmetic import multiply
from generator.maths.typeset import typeset
from generator.maths.values import FiniteDecimal, MathsError, Matrix, Worked
from generator.methods import METHODS
from generator.methods.nearness import Rounded, is_exact, joined
from generator.methods.numerals import rounded
from generator.model import Formula, Frac, Num, Op, Row, Script

Args = tuple[Any, ...]

SCALES = (
    Fraction(1, 3), Fraction(1, 7), Fraction(1000, 3001), FiniteDecimal("0.333333333"), Fraction(2, 303),
)  # fmt: skip
"""What numbers are multiplied by. All are below 1, so that a probability stays one."""

WHOLE = ("mle_poisson", "independence_test", "goodness_of_fit_test", "cdf_from_density")
"""Methods that take no multiples of their numbers; their distributions still become awkward."""

EIGENVECTOR = {"principal_component": (data.covariance_matrix, None)}
STATISTICAL: dict[str, tuple[Callable[[Random], Args], Any]] = {
    **probability.CASES, **data.CASES, **EIGENVECTOR, **statistics.CASES,
}  # fmt: skip


def test_every_method_is_read_here_or_prints_no_decimals() -> None:
    assert set(METHODS) == {*STATISTICAL, *linear_draws.CASES, *calculus.CASES}


# ─── Awkward numbers ─────────────────────────────────────────────────────────────────────────────────────


def awkward(name: str, args: Args, scale: Any) -> Args:
    """Distributions with other weights; all other numbers times the scale."""
    kinds = METHODS[name].kinds
    found = []
    for place, arg in enumerate(args):
        if isinstance(arg, Matrix):
            found.append(
                Matrix(_by_rows(_changed(name, [x for r in arg.rows for x in r], scale), arg.shape[1]))
            )
        elif isinstance(arg, tuple):
            found.append(tuple(_changed(name, arg, scale)))
        elif kinds[min(place, len(kinds) - 1)] == "number" and name not in WHOLE:
            found.append(multiply(arg, scale))
        else:
            found.append(arg)
    return tuple(found)


def _changed(name: str, numbers: Any, scale: Any) -> list[Any]:
    if sum(map(Fraction, numbers)) == 1 and min(numbers) >= 0 and len(numbers) > 1:
        weights = [Fraction(p) * (k + scale) for k, p in enumerate(numbers, 1)]
        return [weight / sum(weights) for weight in weights]
    return list(numbers) if name in WHOLE else [multiply(x, scale) for x in numbers]


def _by_rows(entries: list[Any], width: int) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(entries[k : k + width]) for k in range(0, len(entries), width))


def worked(name: str, args: Args) -> Worked | None:
    """What the method makes of the arguments; None if it does not take them."""
    try:
        found: Worked = METHODS[name].call(*METHODS[name].check(list(args)))
    except MathsError:
        return None
    return found


# ─── Probability and statistics ──────────────────────────────────────────────────────────────────────────


def given(name: str, args: Args, found: Worked) -> dict[str, Any]:
    if name in EIGENVECTOR:
        return {"v₁": found.value[0], "v₂": found.value[1]}
    known = next(module.given for module in (probability, data, statistics) if name in module.CASES)(
        name, args
    )
    return {**known, "α": args[5]} if name == "z_test" else known


@pytest.mark.parametrize("name", STATISTICAL)
def test_statistics_has_no_false_equals_sign(name: str) -> None:
    random = Random(f"{name} equals")
    compared = 0
    for scale in SCALES:
        args = awkward(name, STATISTICAL[name][0](random), scale)
        found = worked(name, args)
        if found is not None:
            reader = probability_reader.follow(
                found, given(name, args, found), binomial=name in probability.BINOMIAL
            )
            compared += reader.compared
    assert compared >= 3


# ─── Linear algebra and calculus: all exact ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", linear_draws.CASES)
def test_linear_algebra_has_no_false_equals_sign(name: str) -> None:
    random = Random(f"{name} equals")
    compared = 0
    for scale in (*SCALES, sympy.sqrt(2)) * 2:
        args = tuple(
            multiply(scale, arg) if isinstance(arg, (tuple, Matrix)) else arg
            for arg in linear_draws.CASES[name].draw(random)
        )
        found = worked(name, args)
        if found is not None:
            compared += linear_replay.follow(found.steps, linear_draws.CASES[name].check(found.value, *args))
    assert compared


@pytest.mark.parametrize("name", calculus.CASES)
def test_calculus_rounds_nothing(name: str) -> None:
    random = Random(f"{name} equals")
    states = []
    for scale in SCALES[:3]:
        case = calculus.CASES[name](random)
        if any(
            _leaves(case.arguments, FiniteDecimal)
        ):  # they print as they are, and the replay compares them
            continue
        scaled = tuple(
            multiply(scale, arg) if kind in ("number", "scalar", "vector") else arg
            for kind, arg in zip(METHODS[name].kinds * len(case.arguments), case.arguments, strict=False)
        )
        for args in (case.arguments, scaled):
            found = worked(name, args)
            states += [step.state for step in found.steps if step.state is not None] if found else []
    for state in states:
        assert not any("." in numeral.text for numeral in _leaves(state, Num))
        assert Op("≈") not in _leaves(state, Op)


def _leaves(formula: Any, kind: type) -> Iterator[Any]:
    if isinstance(formula, kind):
        yield formula
    elif isinstance(formula, tuple):
        for item in formula:
            yield from _leaves(item, kind)
    elif hasattr(formula, "__dataclass_fields__"):
        for field in formula.__dataclass_fields__:
            yield from _leaves(getattr(formula, field), kind)


# ─── The numerals themselves ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        (Fraction(1, 4), True), (Fraction(1, 3), False), (FiniteDecimal("0.12345"), False), (7, True),
        (Fraction(-1, 10**9), False), (0, True), (sympy.sqrt(2), False), (FiniteDecimal("-2.5"), True),
        (Fraction(2, 303), False), (Fraction(1, 2**20), False), (Fraction(3, 1000), True),
    ],
)  # fmt: skip
def test_a_printed_number_knows_whether_it_is_rounded(value: Any, exact: bool) -> None:
    assert is_exact(rounded(value)) is exact


@pytest.mark.parametrize(
    "around",
    [
        lambda x: Row((x, Op("·"), Num("3"))), lambda x: Frac(Num("1"), x), lambda x: Script(Num("2"), above=x),
        lambda x: Frac(Row((Op("−"), x)), Num("2")),
    ],
)  # fmt: skip
def test_a_formula_with_a_rounded_number_is_only_near(around: Callable[[Formula], Formula]) -> None:
    near, exact = around(Num(Rounded("0.3333"))), around(typeset(FiniteDecimal("0.3333")))
    assert near == exact
    assert _signs(Num("1"), near, Num("2"), Num("3")) == ["≈", "≈", "="]
    assert _signs(Num("1"), exact, Num("2"), Num("3")) == ["=", "=", "="]


def _signs(*sides: Formula) -> list[str]:
    return [sign.symbol for sign, _ in joined(sides)]
