"""Cases for approximations, integrals, Newton's method, gradient descent and optima."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

import mpmath
import sympy
from calculus_draws import (
    HALF,
    SMOOTH,
    Case,
    column,
    lam,
    number,
    setting_of,
    small_point,
    surface,
    there,
    x,
    y,
)
from calculus_reader import Named, Setting, function_of

from generator.maths.values import FiniteDecimal, to_sympy
from generator.model import Sym

# ─── Approximations ──────────────────────────────────────────────────────────────────────────────────────


def linear(random: Random) -> Case:
    f, settings = surface(random)
    point = small_point(random)
    place = there(point)
    expected = f.subs(place) + sum(sympy.diff(f, s).subs(place) * (s - place[s]) for s in (x, y))
    named = [
        Setting(s.point, functions={**s.functions, "L": Named(function_of(expected, (x, y)), ("x", "y"))})
        for s in settings
    ]
    return Case((f, (x, y), point), expected, tuple(named))


def taylor(random: Random) -> Case:
    f, a, order = random.choice(SMOOTH), random.choice([-1, 0, 1, 2]), random.randint(0, 6)
    series = sympy.series(f.subs(x, x + a), x, 0, order + 1).removeO().subs(x, x - a)
    base = setting_of(random, f, (x,))
    known = {**base.functions, f"T{'₀₁₂₃₄₅₆'[order]}": Named(function_of(series, (x,)), ("x",))}
    return Case((f, x, a, order), series, (Setting(base.point, functions=known),))


def taylor_surface(random: Random) -> Case:
    f, settings = surface(random)
    point = small_point(random)
    place = there(point)
    step = sympy.Matrix([x - place[x], y - place[y]])
    slopes = sympy.Matrix([sympy.diff(f, s).subs(place) for s in (x, y)])
    expected = (
        f.subs(place) + slopes.dot(step) + (step.T * sympy.hessian(f, (x, y)).subs(place) * step)[0] / 2
    )
    named = [
        Setting(
            s.point,
            {"d": mpmath.matrix([s.point["x"] - number(point[0]), s.point["y"] - number(point[1])])},
            {**s.functions, "T₂": Named(function_of(expected, (x, y)), ("x", "y"))},
        )
        for s in settings
    ]
    return Case((f, (x, y), point), expected, tuple(named))


# ─── Integrals, Newton, optima ───────────────────────────────────────────────────────────────────────────


def integral(random: Random) -> Case:
    terms = [
        3 * x**2, -x, 4, sympy.sqrt(x), 2 / x, 1 / x**2, sympy.exp(2 * x), sympy.sin(x / 2), sympy.cos(3 * x),
        1 / (2 * x + 1), (2 * x - 1) ** 3, 5 / (1 + x**2), sympy.Integer(2) ** x, sympy.cosh(x), (x + 1) * (x - 2),
    ]  # fmt: skip
    f = sympy.Add(*random.sample(terms, random.randint(1, 3)))
    low, high = sorted(random.sample([HALF, 1, 2, 3, 4], 2))
    if random.random() < 0.2:
        low, high = high, low
    expected = sympy.Integral(f, (x, to_sympy(low), to_sympy(high))).evalf(30)
    base = setting_of(random, f, (x,))
    anchor = mpmath.mpf(1)

    def antiderivative(at: Any) -> Any:
        return mpmath.quad(function_of(f, (x,)), [anchor, at])

    known = {**base.functions, "F": Named(antiderivative, ("x",))}
    return Case(
        (f, x, low, high),
        expected,
        (Setting(base.point, functions=known, up_to_constant=frozenset({"F(x)"})),),
        Sym("x"),
    )


NEWTON = [x**2 - 2, x**3 - x - 1, x**2 + 3 * x - 5, 1 / x - 3, 2 * x**3 + 5]


def newtons(random: Random) -> Case:
    f, start, count = (
        random.choice(NEWTON),
        random.choice([1, 2, HALF, Fraction(-5, 2)]),
        random.randint(1, 3),
    )
    step = sympy.Lambda(x, x - f / sympy.diff(f, x))
    expected = [to_sympy(start)]
    for _ in range(count):
        expected.append(sympy.cancel(step(expected[-1])))
    base = setting_of(random, f, (x,))
    return Case(
        (f, x, start, count), expected[1:], (Setting(base.point, {"x₀": number(start)}, base.functions),)
    )


def newton_once(random: Random) -> Case:
    case = newtons(random)
    return Case(case.arguments[:3], case.expected[0], case.settings)


def convex(random: Random) -> Any:
    a, b = random.randint(2, 5), random.randint(2, 5)
    c = random.choice([-1, 0, 1, 2])
    return a * x**2 + c * x * y + b * y**2 + random.randint(-4, 4) * x - random.randint(0, 3) * y


def newton_two(random: Random) -> Case:
    f, start = (
        random.choice([convex(random), x**4 + y**2 + x * y]),
        (random.choice([1, 2, -1]), random.randint(-3, 3)),
    )
    place = there(start)
    move = (
        sympy.hessian(f, (x, y))
        .subs(place)
        .LUsolve(-sympy.Matrix([sympy.diff(f, s) for s in (x, y)]).subs(place))
    )
    expected = [place[s] + d for s, d in zip((x, y), move, strict=True)]
    base = setting_of(random, f, (x, y))
    names = {
        "d₁": number(move[0]),
        "d₂": number(move[1]),
        "x₁": number(expected[0]),
        "y₁": number(expected[1]),
    }
    return Case((f, (x, y), start), expected, (Setting(base.point, names, base.functions),))


def critical(random: Random) -> Case:
    f = convex(random) * random.choice([1, -1])
    found = sympy.solve([sympy.diff(f, s) for s in (x, y)], (x, y))
    solution = {"x": number(found[x]), "y": number(found[y])}
    return Case((f, (x, y)), [found[x], found[y]], (setting_of(random, f, (x, y), solution=solution),))


def classified(random: Random) -> Case:
    f, point, kind = random.choice([
        (x**3 - 3 * x + y**2, (1, 0), "minimum"), (x**3 - 3 * x + y**2, (-1, 0), "saddle point"),
        (4 * x * y - x**4 - y**4, (1, 1), "maximum"), (4 * x * y - x**4 - y**4, (0, 0), "saddle point"),
        (sympy.exp(-(x**2)) - y**2, (0, 0), "maximum"), (x**2 - x * y + y**2, (0, 0), "minimum"),
    ])  # fmt: skip
    return Case((f, (x, y), point), kind, (setting_of(random, f, (x, y)),))


def descended(random: Random, momentum: Any = 0) -> tuple[tuple[Any, ...], list[Any], Setting]:
    f, start = convex(random), (random.randint(-3, 3), random.choice([-2, 1, FiniteDecimal("0.5"), HALF]))
    rate, count = (
        random.choice([FiniteDecimal("0.1"), FiniteDecimal("0.05"), Fraction(1, 3)]),
        random.randint(1, 3),
    )
    place = sympy.Matrix([to_sympy(entry) for entry in start])
    velocity = sympy.zeros(2, 1)
    for _ in range(count):
        slope = sympy.Matrix([sympy.diff(f, s) for s in (x, y)]).subs(
            {x: place[0], y: place[1]}, simultaneous=True
        )
        velocity = to_sympy(momentum) * velocity - to_sympy(rate) * slope
        place += velocity
    base = setting_of(random, f, (x, y))
    names = {"x₀": column(start), "v₀": column((0, 0)), "η": number(rate), "β": number(momentum)}
    return (f, (x, y), start, rate, count), list(place), Setting(base.point, names, base.functions)


def descents(random: Random) -> Case:
    arguments, expected, setting = descended(random)
    return Case(arguments, expected, (setting,))


def with_momentum(random: Random) -> Case:
    momentum = random.choice([FiniteDecimal("0.9"), HALF])
    (*arguments, count), expected, setting = descended(random, momentum)
    return Case((*arguments, momentum, count), expected, (setting,))


def largest_step(random: Random) -> Case:
    f = convex(random)
    roots = sorted(sympy.hessian(f, (x, y)).eigenvals(), key=lambda root: sympy.N(root))
    names = {f"λ{'₁₂'[k]}": number(root) for k, root in enumerate(roots)} if len(roots) > 1 else {}
    names["λ"] = number(roots[-1])
    base = setting_of(random, f, (x, y))
    return Case((f, (x, y)), 2 / roots[-1], (Setting(base.point, names, base.functions),))


def lagrange_case(random: Random) -> Case:
    a, b = random.choice([(1, 1), (2, -1), (1, 3), (0, 2), (3, 0), (HALF, 1)])
    f, g, level = (
        convex(random) * random.choice([1, -1]),
        to_sympy(a) * x + to_sympy(b) * y,
        random.choice([0, 4, -3]),
    )
    if random.random() < 0.4:
        f, g, level = (
            random.choice([3 * x - 4 * y, x + y, -2 * y, x + 2 * y + 1]),
            x**2 + y**2,
            random.choice([1, 25, 7]),
        )
    equations = [sympy.diff(f, s) - lam * sympy.diff(g, s) for s in (x, y)] + [g - level]
    found = max(
        sympy.solve(equations, (x, y, lam), dict=True), key=lambda s: sympy.N(s[lam]) if g.has(x**2) else 0
    )
    solution = {"x": number(found[x]), "y": number(found[y]), "λ": number(found[lam])}
    base = setting_of(random, f, (x, y), solution=solution)
    setting = Setting(base.point | {"λ": mpmath.mpf(1.7)}, {}, base.functions, solution)
    return Case((f, g, level, (x, y)), [found[x], found[y]], (setting,))


CASES: dict[str, Callable[[Random], Case]] = {
    "linearise_by_partials": linear,
    "taylor_by_derivatives": taylor,
    "second_order_taylor": taylor_surface,
    "integrate_term_by_term": integral,
    "newton_iterate": newton_once,
    "newton_iterates": newtons,
    "newton_step_by_hessian": newton_two,
    "find_critical_point": critical,
    "classify_critical_point": classified,
    "descend_by_gradient": descents,
    "descend_with_momentum": with_momentum,
    "find_largest_step": largest_step,
    "lagrange_multipliers": lagrange_case,
}
