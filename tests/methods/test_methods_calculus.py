"""Methods of calculus and probability: values against an oracle, and every step read back and checked."""

from __future__ import annotations

import statistics
from fractions import Fraction
from random import Random
from typing import Any

import pytest
import sympy
from formula_reader import assert_true, last_value, same

from generator.maths.language import compile_expression
from generator.maths.typeset import typeset
from generator.maths.values import FiniteDecimal, MathsError, is_number, to_sympy
from generator.methods import METHODS
from generator.methods.bayes import bayes_rule
from generator.methods.differentiation import chain_rule, power_rule
from generator.methods.gradients import gradient_at_point, gradient_step
from generator.methods.moments import variance_discrete
from generator.model import Math, Num, Op

x, y, t, u = sympy.symbols("x y t u")
OURS = ("power_rule", "chain_rule", "gradient_at_point", "gradient_step", "bayes_rule", "variance_discrete")


@pytest.mark.parametrize("name", OURS)
def test_the_example_in_the_table_is_true(name: str) -> None:
    compiled = compile_expression(METHODS[name].example, frozenset({"t"}), METHODS)
    assert compiled.evaluate({"t": t}) is True


# ─── Derivatives ─────────────────────────────────────────────────────────────────────────────────────────


def powers(random: Random) -> Any:
    """A sum of one to five powers of x: whole, negative and fractional exponents, a constant now and then."""
    exponents = random.sample(
        [0, 1, 2, 3, 4, 7, -1, -2, sympy.Rational(1, 2), sympy.Rational(-3, 2)], random.randint(1, 5)
    )
    factors = [-9, -4, -1, 1, 2, 6, sympy.Rational(2, 3), sympy.Rational(-1, 2), sympy.pi, y]
    return sympy.Add(*[random.choice(factors) * x**exponent for exponent in exponents])


@pytest.mark.parametrize("seed", range(10))
def test_the_power_rule_agrees_with_sympy_and_its_steps_are_true(seed: int) -> None:
    random = Random(seed)
    compared = 0
    for _ in range(10):
        f = powers(random)
        worked = power_rule(f, x)
        assert sympy.expand(to_sympy(worked.value) - sympy.diff(f, x)) == 0, f
        compared += assert_true(worked.steps)
        if worked.value != 0:
            assert same(last_value(worked.steps), to_sympy(worked.value))
    assert compared >= 10


def test_the_power_rule_names_only_the_rules_it_uses() -> None:
    def said(f: Any) -> str:
        return " ".join(getattr(item, "text", "") for step in power_rule(f, x).steps for item in step.text)

    assert "sum rule" in said(x**2 + x)
    assert "sum rule" not in said(5 * x**3)
    assert "constant does not change" in said(x**2 + 1)
    assert "constant does not change" not in said(x**2 + x)
    assert "power rule" not in said(7)


@pytest.mark.parametrize("f", [sympy.sin(x), x**2 + sympy.exp(x), (x + 1) ** 3, x**y])
def test_the_power_rule_refuses_what_is_no_sum_of_powers(f: Any) -> None:
    with pytest.raises(MathsError, match="sum of powers"):
        power_rule(f, x)


def composition(random: Random) -> Any:
    inner = random.randint(2, 6) * x ** random.randint(1, 3) + random.choice([1, 4, 2 * x**4, -3, y])
    outer = random.choice(
        [sympy.exp, sympy.log, sympy.sin, sympy.cos, sympy.tan, sympy.tanh, sympy.sqrt,
         lambda v: v**3, lambda v: v**-2, lambda v: v ** sympy.Rational(3, 2)]
    )  # fmt: skip
    return random.choice([1, -1, 3, -5, sympy.Rational(1, 2)]) * outer(inner)


@pytest.mark.parametrize("seed", range(10))
def test_the_chain_rule_agrees_with_sympy_and_its_steps_are_true(seed: int) -> None:
    random = Random(seed)
    for _ in range(8):
        f = composition(random)
        worked = chain_rule(f, x)
        assert same(to_sympy(worked.value), sympy.diff(f, x)), f
        assert_true(worked.steps)
        assert same(last_value(worked.steps), to_sympy(worked.value))


def test_the_inner_function_gets_a_name_that_is_free() -> None:
    first = chain_rule(sympy.sin(u**2 + 1), u).steps[0].text
    assert next(item.formula for item in first if isinstance(item, Math)) == typeset(sympy.Symbol("v"))


@pytest.mark.parametrize("f", [5, y, x**2, x * sympy.sin(x), sympy.sin(x) + 1, sympy.exp(sympy.sin(x)), 2**x])
def test_the_chain_rule_refuses_what_needs_another_rule(f: Any) -> None:
    with pytest.raises(MathsError):
        chain_rule(f, x)


# ─── Gradients ───────────────────────────────────────────────────────────────────────────────────────────


def polynomial(random: Random) -> Any:
    terms = [
        random.choice([-7, -1, 1, 2, 5]) * x ** random.randint(0, 3) * y ** random.randint(0, 3)
        for _ in range(4)
    ]
    return sympy.Add(*terms)


def numbers(random: Random) -> tuple[Any, Any]:
    options = [-3, -1, 0, 1, 2, FiniteDecimal("0.5"), FiniteDecimal("-1.2"), Fraction(1, 3)]
    return random.choice(options), random.choice(options)


def exact_gradient(f: Any, point: tuple[Any, Any]) -> Any:
    place = {x: to_sympy(point[0]), y: to_sympy(point[1])}
    return sympy.Matrix([sympy.diff(f, s).subs(place) for s in (x, y)])


@pytest.mark.parametrize("seed", range(10))
def test_gradients_agree_with_sympy_and_their_steps_are_true(seed: int) -> None:
    random = Random(seed)
    compared = 0
    for _ in range(10):
        f, point = polynomial(random), numbers(random)
        worked = gradient_at_point(f, (x, y), point)
        expected = exact_gradient(f, point)
        assert sympy.Matrix([to_sympy(entry) for entry in worked.value]) == expected
        compared += assert_true(worked.steps)
        assert last_value(worked.steps) == expected
    assert compared > 10


@pytest.mark.parametrize("seed", range(10))
def test_a_descent_step_is_the_start_minus_rate_times_gradient(seed: int) -> None:
    random = Random(100 + seed)
    for _ in range(5):
        f, start = polynomial(random), numbers(random)
        rate = random.choice([FiniteDecimal("0.1"), FiniteDecimal("0.05"), Fraction(1, 3), 1])
        worked = gradient_step(f, (x, y), start, rate)
        expected = sympy.Matrix([to_sympy(entry) for entry in start]) - to_sympy(rate) * exact_gradient(
            f, start
        )
        assert sympy.Matrix([to_sympy(entry) for entry in worked.value]) == expected
        assert assert_true(worked.steps) >= 2
        assert last_value(worked.steps) == expected


def test_decimals_stay_decimals_all_the_way() -> None:
    worked = gradient_step(x**2 - x * y, (x, y), (1, 2), FiniteDecimal("0.1"))
    assert typeset(worked.value) == typeset((1, FiniteDecimal("2.1")))
    assert typeset(worked.value[1]) == Num("2.1")


def test_a_substituted_negative_number_stands_in_brackets() -> None:
    worked = gradient_at_point(x**2 * y - y**2, (x, y), (-2, -3))
    assert worked.value == (12, 10)
    assert assert_true(worked.steps) >= 3


@pytest.mark.parametrize(
    ("f", "symbols", "point"),
    [
        (sympy.sin(x), (x, y), (1, 2)),
        (1 / x, (x, y), (1, 2)),
        (x * t, (x, y), (1, 2)),
        (x**2, (x, y), (1,)),
        (x, (1, 2), (1, 2)),
    ],
)
def test_gradients_refuse_what_they_cannot_do(f: Any, symbols: Any, point: Any) -> None:
    with pytest.raises(MathsError):
        gradient_at_point(f, symbols, point)


# ─── Probability ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("seed", range(20))
def test_bayes_agrees_with_counting_people(seed: int) -> None:
    random = Random(seed)
    ill, found, alarmed = (random.randint(1, 99) for _ in range(3))
    worked = bayes_rule(*(FiniteDecimal(Fraction(k, 100)) for k in (ill, found, alarmed)))
    people = 10_000
    positive_ill = people // 100 * ill // 100 * found
    positive_well = people // 100 * (100 - ill) // 100 * alarmed
    assert worked.value == Fraction(positive_ill, positive_ill + positive_well)
    assert assert_true(worked.steps) >= 3


def test_a_rounded_posterior_is_marked_as_such() -> None:
    def relation(*probabilities: str) -> Any:
        state: Any = bayes_rule(*map(FiniteDecimal, probabilities)).steps[-1].state
        return state.lines[-1][1].items[-2:]

    assert relation("0.5", "0.3", "0.1") == (Op("="), Num("0.75"))
    assert relation("0.01", "0.95", "0.1") == (Op("≈"), Num("0.0876"))


@pytest.mark.parametrize("arguments", [(Fraction(6, 5), 1, 1), (Fraction(1, 2), -1, 1), (0, 1, 0)])
def test_bayes_refuses_what_is_no_probability(arguments: tuple[Any, Any, Any]) -> None:
    with pytest.raises(MathsError):
        bayes_rule(*arguments)


@pytest.mark.parametrize("seed", range(20))
def test_the_variance_is_that_of_a_population(seed: int) -> None:
    random = Random(seed)
    counts = [random.randint(1, 5) for _ in range(4)]
    values = random.sample(range(-6, 9), 4)
    population = [Fraction(value) for value, count in zip(values, counts, strict=True) for _ in range(count)]
    total = sum(counts)
    worked = variance_discrete(tuple(values), tuple(Fraction(count, total) for count in counts))
    assert is_number(worked.value)
    assert worked.value == statistics.pvariance(population)
    assert assert_true(worked.steps) >= 3
    assert last_value(worked.steps) == to_sympy(worked.value)


@pytest.mark.parametrize(
    ("values", "probabilities"),
    [((1, 2), (1,)), ((1, 2), (Fraction(1, 2), Fraction(1, 3))), ((1, 2), (Fraction(3, 2), Fraction(-1, 2)))],
)
def test_a_variance_needs_probabilities(values: Any, probabilities: Any) -> None:
    with pytest.raises(MathsError):
        variance_discrete(values, probabilities)
