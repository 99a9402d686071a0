"""Cases for derivatives of one variable: by one rule, by all together, at a point."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import mpmath
import sympy
from calculus_draws import (
    HALF,
    SMOOTH,
    Case,
    setting_of,
    u,
    x,
    y,
)
from calculus_reader import DIGITS, Setting, function_of

from generator.maths.values import to_sympy

# ─── Functions to differentiate ──────────────────────────────────────────────────────────────────────────


def piece(random: Random) -> Any:
    a, b, n = random.choice([2, 3, -2, HALF]), random.choice([0, 1, 4]), random.randint(1, 4)
    inner = random.choice([x, to_sympy(a) * x, to_sympy(a) * x**2 + b])
    return random.choice([
        x**n, to_sympy(a) * x**n + x + b, sympy.exp(inner), sympy.sin(inner), sympy.cos(inner), sympy.sqrt(x**2 + b),
        sympy.log(3 * x + 1), sympy.tanh(inner), sympy.atan(x), (2 * x + 1) ** n, sympy.tan(x / 5),
        sympy.Integer(3) ** x,
    ])  # fmt: skip


def tree(random: Random) -> Any:
    """A sum, product, quotient or composition of two or three pieces."""
    first, second, third = piece(random), piece(random), piece(random)
    c = sympy.Rational(random.choice([1, -1, 3, -5]), random.choice([1, 1, 2]))
    f = random.choice([
        c * first, c * first + second, c * first * second, c * first / (second + 2), first * second * third,
        c * sympy.sin(first) + third, c * (first + 3) ** 3, c / (first + 2), first / x**2, x**x * c,
        first * second - third, c * y * first + y**2, sympy.exp(-first) * second,
    ])  # fmt: skip
    return f if f.has(x) else f + x


def one_variable(random: Random) -> Case:
    f = tree(random)
    while y in f.free_symbols:
        f = tree(random)
    return Case((f, x), sympy.diff(f, x), (setting_of(random, f, (x,)), setting_of(random, f, (x,))))


def product(random: Random) -> Case:
    f = x ** random.randint(1, 3) * random.choice([sympy.sin, sympy.exp, sympy.log])(2 * x + 1)
    return Case((f, x), sympy.diff(f, x), (setting_of(random, f, (x,)),))


def quotient(random: Random) -> Case:
    f = random.choice([x**2 + 1, sympy.sin(x), 2 * x - 3]) / random.choice([x + 4, x**3, sympy.exp(x) + 1])
    return Case((f, x), sympy.diff(f, x), (setting_of(random, f, (x,)),))


def second_derivative(random: Random) -> Case:
    case = one_variable(random)
    return Case(case.arguments, sympy.diff(case.arguments[0], x, 2), case.settings)


def at_a_point(random: Random) -> Case:
    f, a = random.choice(SMOOTH), random.choice([-2, -1, 0, 1, 3, HALF])
    return Case((f, x, a), sympy.diff(f, x).subs(x, to_sympy(a)), (setting_of(random, f, (x,)),))


def tangent(random: Random) -> Case:
    f, a = random.choice(SMOOTH), random.choice([-2, -1, 0, 1, 3, HALF])
    at = to_sympy(a)
    line = f.subs(x, at) + sympy.diff(f, x).subs(x, at) * (x - at)
    return Case((f, x, a), line, (setting_of(random, f, (x,)),))


# ─── One rule at a time ──────────────────────────────────────────────────────────────────────────────────


def powers(random: Random) -> Case:
    exponents = random.sample([0, 1, 2, 3, -1, sympy.Rational(1, 2)], 3)
    f = sympy.Add(*[random.choice([-4, -1, 2, sympy.Rational(2, 3)]) * x**n for n in exponents])
    return Case((f, x), sympy.diff(f, x), (setting_of(random, f, (x,)),))


def composition(random: Random) -> Case:
    inner = random.randint(2, 5) * x ** random.randint(1, 3) + random.choice([1, 2 * x, 4])
    outer = random.choice(
        [3 * sympy.exp(u), -sympy.sin(u), sympy.log(u) / 2, u**4, sympy.sqrt(u), sympy.tanh(u)]
    )
    f = outer.subs(u, inner)
    base = setting_of(random, f, (x,))
    with mpmath.workdps(DIGITS):
        middle = function_of(inner, (x,))(base.point["x"])
        names = {
            "u": middle,
            "df/du": mpmath.diff(function_of(outer, (u,)), middle),
            "du/dx": mpmath.diff(function_of(inner, (x,)), base.point["x"]),
        }
    return Case((f, x), sympy.diff(f, x), (Setting(base.point, names, base.functions),))


CASES: dict[str, Callable[[Random], Case]] = {
    "power_rule": powers,
    "chain_rule": composition,
    "derivative_by_rules": one_variable,
    "product_rule": product,
    "quotient_rule": quotient,
    "second_derivative_by_rules": second_derivative,
    "find_derivative_at": at_a_point,
    "find_tangent_line": tangent,
}
