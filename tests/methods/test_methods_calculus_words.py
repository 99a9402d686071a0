"""Worked methods of calculus: which rules and variables they name, what they print, and what they refuse."""

from __future__ import annotations

from typing import Any

import pytest
import sympy
from calculus_draws import HALF, r, t, theta, u, v, x, y
from calculus_replay import said

from generator.exporters.formulas import plain
from generator.maths.values import FiniteDecimal, MathsError
from generator.methods import METHODS
from generator.model import Lines


@pytest.mark.parametrize(
    ("f", "rules"),
    [
        (x**2 * sympy.sin(x), ["Power rule", "know by heart", "Product rule"]),
        (sympy.exp(3 * x) / x, ["Chain rule", "Quotient rule"]),
        (4 * sympy.cos(x) + x, ["know by heart", "Constant multiple rule", "Sum rule"]),
        (x**x, ["know by heart", "Product rule", "Base and exponent both change"]),
        (sympy.Integer(7), ["A constant does not change"]),
    ],
)
def test_the_rules_that_are_used_are_named_inner_ones_first(f: Any, rules: list[str]) -> None:
    words = [said((step,)) for step in METHODS["derivative_by_rules"].call(f, x).steps]
    assert len(words) == len(rules)
    assert all(rule in word for rule, word in zip(rules, words, strict=True))


def test_a_part_that_comes_twice_is_differentiated_once() -> None:
    steps = METHODS["derivative_by_rules"].call(sympy.exp(x**2) * x + sympy.exp(x**2), x).steps
    assert len({repr(step.state) for step in steps}) == len(steps)


def test_the_variables_that_are_held_constant_are_named() -> None:
    partial = METHODS["partial_by_rules"].call
    assert "with respect to y; x is held constant" in said(partial(x * y, y, (x, y)).steps)
    assert "with respect to t; x and y are held" in said(partial(x * y * t, t, (x, y, t)).steps)


def state(name: str, *arguments: Any) -> str:
    """The last state, as plain text."""
    last = METHODS[name].call(*arguments).steps[-1].state
    return (
        "; ".join(f"{plain(left)} {plain(right)}" for left, right in last.lines)
        if isinstance(last, Lines)
        else plain(last)
    )


@pytest.mark.parametrize(
    ("name", "arguments", "ends"),
    [
        ("derivative_by_rules", ((2 * x - 1) / (x**2 + 4), x), "= (−2x² + 2x + 8)/(x² + 4)²"),
        ("derivative_by_rules", (sympy.log(x) / x**2, x), "= (1 − 2 ln x)/x³"),
        ("derivative_by_rules", ((3 * x + 1) ** 4, x), "= 12(3x + 1)³"),
        ("derivative_by_rules", (-x * sympy.exp(-x), x), "= xe⁻ˣ − e⁻ˣ"),
        ("find_tangent_line", (x**2, x, -1), "y = f(−1) + f′(−1)(x + 1);  = 1 − 2(x + 1);  = −2x − 1"),
        ("find_derivative_at", (x**2 - 3 * x, x, -2), "f′(−2) = 2 · (−2) − 3 = −7"),
        ("find_derivative_at", (x**2, x, FiniteDecimal("0.3")), "f′(0.3) = 2 · 0.3 = 0.6"),
        ("taylor_by_derivatives", (1 / x, x, 1, 2), "= 1 − (x − 1) + (x − 1)²"),
        ("integrate_term_by_term", (1 / x, x, -4, -2), "= ln(2) − ln(4);  = −ln(2)"),
        ("jacobian_determinant_by_rules", ((r * sympy.cos(theta), r * sympy.sin(theta)), (r, theta)), "= r"),
    ],
)  # fmt: skip
def test_last_states_are_what_a_textbook_would_print(
    name: str, arguments: tuple[Any, ...], ends: str
) -> None:
    assert state(name, *arguments).endswith(ends)


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("derivative_by_rules", (sympy.Abs(x), x), "no rule"),
        ("derivative_by_rules", (sympy.Mul(*[sympy.sin(k * x) for k in range(1, 8)]), x), "at most 5 factors"),
        ("derivative_by_rules", (sympy.Add(*[sympy.sin(k * x) for k in range(1, 60)]), x), "more than 40 steps"),
        ("product_rule", (sympy.sin(x) / x, x), "needs a product"),
        ("quotient_rule", (1 / x, x), "above the bar"),
        ("find_derivative_at", (sympy.log(x), x, 0), "zero"),
        ("find_tangent_line", (x * y, x, 0), "alone"),
        ("partial_by_rules", (x, y, (x,)), "not in the list"),
        ("gradient_by_rules", (x * t, (x, y)), "not in the list"),
        ("gradient_by_rules", (x, (x, x)), "each once"),
        ("find_directional_derivative", (x, (x, y), (1, 1), (0, 0)), "zero vector"),
        ("find_directional_derivative", (x, (x, y), (1,), (1, 0)), "one number for each"),
        ("jacobian_by_rules", ((), (x,)), "list of 1 to"),
        ("jacobian_determinant_by_rules", ((x,), (x, y)), "2 functions of 2"),
        ("total_derivative", (x, (x, y), (t,), t), "for each symbol"),
        ("chain_rule_by_jacobians", ((u,), (u,), (x, y), (x, y)), "one inner function"),
        ("chain_rule_by_jacobians", ((x,), (x,), (x,), (x,)), "different symbols"),
        ("backpropagate", (((u, v), (v, x)), x, 1), "not known yet"),
        ("backpropagate", (((u, x), (u, x)), x, 1), "name of its own"),
        ("backpropagate", (((u, x), (v, 3)), x, 1), "does not depend"),
        ("taylor_by_derivatives", (sympy.exp(x), x, 0, 7), "between 0 and 6"),
        ("taylor_by_derivatives", (sympy.log(x), x, 0, 2), "logarithm"),
        ("second_order_taylor", (x, (x,), (0,)), "two variables"),
        ("integrate_term_by_term", (x * sympy.exp(x), x, 0, 1), "product of functions"),
        ("integrate_term_by_term", (sympy.exp(x**2), x, 0, 1), "not known"),
        ("integrate_term_by_term", (1 / x, x, -1, 1), "pole"),
        ("integrate_term_by_term", (1 / (2 * x - 1) ** 2, x, 0, 1), "pole"),
        ("integrate_term_by_term", (sympy.sqrt(x), x, -1, 1), "not defined everywhere"),
        ("integrate_term_by_term", (x, x, 0, y), "limits must be numbers"),
        ("newton_iterate", (x**2 + 1, x, 0), "derivative is 0"),
        ("newton_iterate", (sympy.exp(x), x, 1), "rational"),
        ("newton_iterates", (x**2 - 2, x, 1, 5), "between 1 and 4"),
        ("newton_step_by_hessian", (x + y, (x, y), (0, 0)), "exactly one solution"),
        ("find_critical_point", (x**3 + y, (x, y)), "linear"),
        ("find_critical_point", ((x + y) ** 2, (x, y)), "exactly one solution"),
        ("classify_critical_point", (x**2 + y**2, (x, y), (1, 0)), "gradient is not 0"),
        ("classify_critical_point", (x**4 + y**4, (x, y), (0, 0)), "does not decide"),
        ("descend_by_gradient", (x**2, (x,), (1,), HALF, 6), "between 1 and 5"),
        ("descend_with_momentum", (sympy.sin(x), (x,), (1,), HALF, HALF, 1), "polynomial"),
        ("find_largest_step", (x**2 - y**2, (x, y)), "not positive"),
        ("find_largest_step", (x**4 + y**2, (x, y)), "quadratic"),
        ("lagrange_multipliers", (x + y, x - y, 1, (x, y)), "quadratic function on a line"),
        ("lagrange_multipliers", (x**2 - y**2, x + y, 1, (x, y)), "exactly one solution"),
        ("lagrange_multipliers", (x, x**2 + y**2, -1, (x, y)), "positive radius"),
    ],
)  # fmt: skip
def test_a_method_says_where_it_does_not_apply(name: str, arguments: tuple[Any, ...], message: str) -> None:
    with pytest.raises(MathsError, match=message):
        METHODS[name].call(*METHODS[name].check(list(arguments)))
