"""Worked methods of calculus and optimisation: every state is tried, and every value has an oracle.

A case is a method, seeded arguments, what the names in its states mean, and the value that sympy finds by another
road. All cases run through the same tests: values, states, the last state, brief steps, and states made false.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

import mpmath
import pytest
import sympy
from calculus_reader import (
    DIGITS,
    Named,
    Setting,
    derivatives,
    falsified,
    function_of,
    jacobian,
    last_value,
    numeric,
    replay,
    same,
)

from generator.exporters.formulas import latex, plain
from generator.maths.language import compile_expression
from generator.maths.typeset import typeset
from generator.maths.values import FiniteDecimal, MathsError, Worked, plain_value, to_sympy
from generator.methods import (
    METHODS,
    backpropagation,
    chains,
    derivatives as derivative_methods,
    descent,
    integration,
    jacobians,
    lagrange,
    linearisation,
    newton,
    optima,
    partials,
)
from generator.model import Formula, Lines, Math, Num, Op, Row, Sym

x, y, t, u, v, w, r, theta, lam = sympy.symbols("x y t u v w r theta lambda")
HALF = Fraction(1, 2)
OURS = [
    name
    for module in (
        derivative_methods, partials, jacobians, chains, backpropagation, linearisation, integration, newton, optima,
        descent, lagrange,
    )
    for name in module.TABLE
]  # fmt: skip


@dataclass(frozen=True)
class Case:
    """Arguments of a method, its expected value (None: only the steps are tried), and what its names mean."""

    arguments: tuple[Any, ...]
    expected: Any
    settings: tuple[Setting, ...]
    extra: Formula = Num("1")


def places(random: Random, *symbols: Any) -> dict[str, Any]:
    """A point in general position, with positive coordinates."""
    with mpmath.workdps(DIGITS):
        return {plain(typeset(s)): mpmath.mpf(random.randint(301, 1899)) / 907 for s in symbols}


def setting_of(random: Random, f: Any, symbols: tuple[Any, ...], letter: str = "f", **more: Any) -> Setting:
    """A setting for a function of these symbols."""
    names = [plain(typeset(s)) for s in symbols]
    functions = derivatives(letter, function_of(f, symbols), names)
    return Setting(places(random, *symbols), functions=functions, **more)


def number(value: Any) -> Any:
    with mpmath.workdps(DIGITS):
        return mpmath.mpmathify(sympy.N(to_sympy(value), DIGITS))


def column(values: Any) -> Any:
    return mpmath.matrix([number(value) for value in values])


# ─── Functions to differentiate ──────────────────────────────────────────────────────────────────────────


def piece(random: Random) -> Any:
    a, b, n = random.choice([2, 3, -2, HALF]), random.choice([0, 1, 4]), random.randint(1, 4)
    inner = random.choice([x, to_sympy(a) * x, to_sympy(a) * x**2 + b])
    return random.choice([
        x**n, to_sympy(a) * x**n + x + b, sympy.exp(inner), sympy.sin(inner), sympy.cos(inner), sympy.sqrt(x**2 + b),
        sympy.log(3 * x + 1), sympy.tanh(inner), sympy.atan(x), (2 * x + 1) ** n, sympy.tan(x / 5), sympy.Integer(3) ** x,
    ])  # fmt: skip


def tree(random: Random) -> Any:
    """A sum, product, quotient or composition of two or three pieces."""
    first, second, third = piece(random), piece(random), piece(random)
    c = sympy.Rational(random.choice([1, -1, 3, -5]), random.choice([1, 1, 2]))
    f = random.choice([
        c * first, c * first + second, c * first * second, c * first / (second + 2), first * second * third,
        c * sympy.sin(first) + third, c * (first + 3) ** 3, c / (first + 2), first / x**2, x**x * c, first * second - third,
        c * y * first + y**2, sympy.exp(-first) * second,
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


SMOOTH = [
    x**3 - 2 * x, sympy.exp(2 * x), x * sympy.sin(x), 1 / (x + 4), sympy.sqrt(x + 9), sympy.cos(3 * x) + x**2,
    sympy.log(x + 5), (x - 1) ** 4, sympy.exp(-x) * x,
]  # fmt: skip
"""Functions that are defined and smooth around the small whole numbers."""


def at_a_point(random: Random) -> Case:
    f, a = random.choice(SMOOTH), random.choice([-2, -1, 0, 1, 3, HALF])
    return Case((f, x, a), sympy.diff(f, x).subs(x, to_sympy(a)), (setting_of(random, f, (x,)),))


def tangent(random: Random) -> Case:
    f, a = random.choice(SMOOTH), random.choice([-2, -1, 0, 1, 3, HALF])
    at = to_sympy(a)
    line = f.subs(x, at) + sympy.diff(f, x).subs(x, at) * (x - at)
    return Case((f, x, a), line, (setting_of(random, f, (x,)),))


# ─── Several variables ───────────────────────────────────────────────────────────────────────────────────

SURFACES = [
    x**2 * y - 3 * x * y**2 + 4, sympy.exp(x * y), x * sympy.sin(y), sympy.log(x + 2 * y + 8), sympy.sqrt(x**2 + y**2 + 1),
    x / (y + 5), (x - y) ** 3, x**2 + y**2, sympy.exp(x) * sympy.cos(y) + x,
]  # fmt: skip


def surface(random: Random) -> tuple[Any, tuple[Setting, ...]]:
    f = random.choice(SURFACES)
    return f, (setting_of(random, f, (x, y)), setting_of(random, f, (x, y)))


def small_point(random: Random) -> tuple[Any, Any]:
    options = [-1, 0, 1, 2, HALF]
    return random.choice(options), random.choice(options)


def there(point: tuple[Any, Any]) -> dict[Any, Any]:
    return {x: to_sympy(point[0]), y: to_sympy(point[1])}


def partial(random: Random) -> Case:
    f, settings = surface(random)
    variable = random.choice([x, y])
    return Case((f, variable, (x, y)), sympy.diff(f, variable), settings)


def gradient(random: Random) -> Case:
    f, settings = surface(random)
    return Case((f, (x, y)), [sympy.diff(f, s) for s in (x, y)], settings)


def directional(random: Random) -> Case:
    f, settings = surface(random)
    point, heading = small_point(random), random.choice([(3, -4), (1, 1), (0, 1), (-1, 2), (HALF, 1)])
    slope = sum(sympy.diff(f, s).subs(there(point)) * to_sympy(h) for s, h in zip((x, y), heading, strict=True))
    expected = slope / sympy.sqrt(sum(to_sympy(h) ** 2 for h in heading))

    def along(*at: Any) -> Any:
        line = function_of(f, (x, y))
        length = mpmath.norm(column(heading))
        return mpmath.diff(lambda s: line(at[0] + s * number(heading[0]), at[1] + s * number(heading[1])), 0) / length

    named = [
        Setting(s.point, {"v": column(heading)}, {**s.functions, "Dᵤf": Named(along, ("x", "y"))}) for s in settings
    ]
    return Case((f, (x, y), point, heading), expected, tuple(named))


def components_setting(random: Random, functions: tuple[Any, ...], symbols: tuple[Any, ...]) -> Setting:
    names = [plain(typeset(s)) for s in symbols]
    calls = [function_of(f, symbols) for f in functions]
    known: dict[str, Named] = {}
    for k, call in enumerate(calls):
        known |= derivatives(f"f{'₁₂₃'[k]}", call, names)
    known["J"] = Named(jacobian(calls, len(symbols)), tuple(names))
    return Setting(places(random, *symbols), functions=known)


def jacobian_matrix(random: Random) -> Case:
    functions = tuple(random.sample(SURFACES, random.randint(2, 3)))
    matrix = sympy.Matrix(functions).jacobian((x, y))
    return Case((functions, (x, y)), matrix, (components_setting(random, functions, (x, y)),))


def jacobian_determinant(random: Random) -> Case:
    functions, symbols = random.choice([
        ((r * sympy.cos(theta), r * sympy.sin(theta)), (r, theta)),
        ((r * sympy.cos(theta), r * sympy.sin(theta), 3 * t + r), (r, theta, t)),
        ((x * y, x - 2 * y), (x, y)),
        ((x**2 - y**2, 2 * x * y), (x, y)),
        ((sympy.exp(x) * y, x + y), (x, y)),
        ((x + t, y * t, x * y), (x, y, t)),
    ])  # fmt: skip
    value = sympy.simplify(sympy.Matrix(functions).jacobian(symbols).det())
    return Case((functions, symbols), value, (components_setting(random, functions, symbols),))


def hessian(random: Random) -> Case:
    f, settings = surface(random)
    return Case((f, (x, y)), sympy.hessian(f, (x, y)), settings)


def along_a_path(random: Random) -> Case:
    f = random.choice(SURFACES)
    path = random.choice([(sympy.cos(t), sympy.sin(t)), (t, t**2), (sympy.exp(t), 3 * t - 1), (2 * t + 1, t**3 / 2)])
    composed = f.subs(dict(zip((x, y), path, strict=True)), simultaneous=True)
    at_t = places(random, t)
    with mpmath.workdps(DIGITS):
        point = {name: function_of(g, (t,))(at_t["t"]) for name, g in zip("xy", path, strict=True)} | at_t
        known = derivatives("f", function_of(f, (x, y)), "xy")
        for name, g in zip("xy", path, strict=True):
            known[f"d{name}/dt"] = derivatives(name, function_of(g, (t,)), "t")[f"d{name}/dt"]
        known |= {"df/dt": derivatives("f", function_of(composed, (t,)), "t")["df/dt"]}
    return Case((f, (x, y), path, t), sympy.diff(composed, t), (Setting(point, functions=known),))


def composed_maps(random: Random) -> Case:
    outer = random.choice([(u * v, u + v), (u**2 - v, sympy.exp(u)), (sympy.sin(u) * v, v**2, u)])
    inner = random.choice([(x + 2 * y, x * y), (x**2, y - x), (x * sympy.cos(y), y)])
    place = dict(zip((u, v), inner, strict=True))
    whole = tuple(f.subs(place, simultaneous=True) for f in outer)
    outside, inside, both = (
        [function_of(f, symbols) for f in fs] for fs, symbols in ((outer, (u, v)), (inner, (x, y)), (whole, (x, y)))
    )
    point = places(random, x, y)
    with mpmath.workdps(DIGITS):
        point |= {name: g(*point.values()) for name, g in zip("uv", inside, strict=True)}
    known = {
        "J_(f)": Named(jacobian(outside, 2), ("u", "v")),
        "J_(g)": Named(jacobian(inside, 2), ("x", "y")),
        "J_(f ∘ g)": Named(jacobian(both, 2), ("x", "y")),
        "g": Named(lambda *at: mpmath.matrix([g(*at) for g in inside]), ("x", "y")),
    }
    for k, call in enumerate(outside):
        known |= {key: f for key, f in derivatives(f"f{'₁₂₃'[k]}", call, "uv").items() if key.startswith("∂")}
    for k, call in enumerate(inside):
        known |= {key: f for key, f in derivatives(f"g{'₁₂'[k]}", call, "xy").items() if key.startswith("∂")}
    expected = sympy.Matrix(whole).jacobian((x, y))
    return Case((outer, (u, v), inner, (x, y)), expected, (Setting(point, functions=known),))


def links(random: Random) -> Case:
    a, b, start = random.randint(2, 5), random.randint(-3, 3), random.choice([-1, 0, 1, 2, HALF])
    chain = random.choice([
        ((u, a * x + b), (v, u**2), (w, 3 * v - u)),
        ((u, a * x + b), (v, sympy.tanh(u)), (w, (v - 1) ** 2 / 2)),
        ((u, x**2), (v, u * x), (w, v + u * v + 4)),
        ((u, sympy.exp(x)), (v, u + 1), (w, 1 / v)),
    ])  # fmt: skip
    names = [name for name, _ in chain]
    values: dict[Any, Any] = {x: number(start)}
    with mpmath.workdps(DIGITS):
        for name, expression in chain:
            values[name] = function_of(expression, tuple(values))(*values.values())
        means: dict[str, Any] = {}
        composed = {x: x}
        for name, expression in chain:
            composed[name] = expression.subs(composed, simultaneous=True)
            for other in (x, *names):
                if other in expression.free_symbols:
                    rest = [s for s in values if s != other]
                    moving = function_of(expression, (other, *rest))
                    means[f"∂{name}/∂{other}"] = mpmath.diff(
                        lambda s, moving=moving, rest=rest: moving(s, *[values[q] for q in rest]), values[other]
                    )
        for k, name in enumerate((x, *names[:-1])):
            later = {name: name}
            for other, expression in chain[k:]:
                later[other] = expression.subs(
                    {**{q: q for q in values}, **later}, simultaneous=True
                )  # the names before stay as they are
            free = [q for q in values if q != name and q in later[names[-1]].free_symbols]
            whole = function_of(later[names[-1]], (name, *free))
            means[f"d{names[-1]}/d{name}"] = mpmath.diff(
                lambda s, whole=whole, free=free: whole(s, *[values[q] for q in free]), values[name]
            )
    point = {str(name): value for name, value in values.items()}
    expected = sympy.diff(composed[names[-1]], x).subs(x, to_sympy(start))
    return Case((chain, x, start), expected, (Setting(point, means),))


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
    expected = f.subs(place) + slopes.dot(step) + (step.T * sympy.hessian(f, (x, y)).subs(place) * step)[0] / 2
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
        3 * x**2, -x, 4, sympy.sqrt(x), 2 / x, 1 / x**2, sympy.exp(2 * x), sympy.sin(x / 2), sympy.cos(3 * x), 1 / (2 * x + 1),
        (2 * x - 1) ** 3, 5 / (1 + x**2), sympy.Integer(2) ** x, sympy.cosh(x), (x + 1) * (x - 2),
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
    return Case((f, x, low, high), expected, (Setting(base.point, functions=known, up_to_constant=frozenset({"F(x)"})),), Sym("x"))


NEWTON = [x**2 - 2, x**3 - x - 1, x**2 + 3 * x - 5, 1 / x - 3, 2 * x**3 + 5]


def newtons(random: Random) -> Case:
    f, start, count = random.choice(NEWTON), random.choice([1, 2, HALF, Fraction(-5, 2)]), random.randint(1, 3)
    step = sympy.Lambda(x, x - f / sympy.diff(f, x))
    expected = [to_sympy(start)]
    for _ in range(count):
        expected.append(sympy.cancel(step(expected[-1])))
    base = setting_of(random, f, (x,))
    return Case((f, x, start, count), expected[1:], (Setting(base.point, {"x₀": number(start)}, base.functions),))


def newton_once(random: Random) -> Case:
    case = newtons(random)
    return Case(case.arguments[:3], case.expected[0], case.settings)


def convex(random: Random) -> Any:
    a, b = random.randint(2, 5), random.randint(2, 5)
    c = random.choice([-1, 0, 1, 2])
    return a * x**2 + c * x * y + b * y**2 + random.randint(-4, 4) * x - random.randint(0, 3) * y


def newton_two(random: Random) -> Case:
    f, start = random.choice([convex(random), x**4 + y**2 + x * y]), (random.choice([1, 2, -1]), random.randint(-3, 3))
    place = there(start)
    move = sympy.hessian(f, (x, y)).subs(place).LUsolve(-sympy.Matrix([sympy.diff(f, s) for s in (x, y)]).subs(place))
    expected = [place[s] + d for s, d in zip((x, y), move, strict=True)]
    base = setting_of(random, f, (x, y))
    names = {"d₁": number(move[0]), "d₂": number(move[1]), "x₁": number(expected[0]), "y₁": number(expected[1])}
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
    rate, count = random.choice([FiniteDecimal("0.1"), FiniteDecimal("0.05"), Fraction(1, 3)]), random.randint(1, 3)
    place = sympy.Matrix([to_sympy(entry) for entry in start])
    velocity = sympy.zeros(2, 1)
    for _ in range(count):
        slope = sympy.Matrix([sympy.diff(f, s) for s in (x, y)]).subs({x: place[0], y: place[1]}, simultaneous=True)
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
    f, g, level = convex(random) * random.choice([1, -1]), to_sympy(a) * x + to_sympy(b) * y, random.choice([0, 4, -3])
    if random.random() < 0.4:
        f, g, level = random.choice([3 * x - 4 * y, x + y, -2 * y, x + 2 * y + 1]), x**2 + y**2, random.choice([1, 25, 7])
    equations = [sympy.diff(f, s) - lam * sympy.diff(g, s) for s in (x, y)] + [g - level]
    found = max(sympy.solve(equations, (x, y, lam), dict=True), key=lambda s: sympy.N(s[lam]) if g.has(x**2) else 0)
    solution = {"x": number(found[x]), "y": number(found[y]), "λ": number(found[lam])}
    base = setting_of(random, f, (x, y), solution=solution)
    setting = Setting(base.point | {"λ": mpmath.mpf(1.7)}, {}, base.functions, solution)
    return Case((f, g, level, (x, y)), [found[x], found[y]], (setting,))


CASES: dict[str, Callable[[Random], Case]] = {
    "derivative_by_rules": one_variable,
    "product_rule": product,
    "quotient_rule": quotient,
    "second_derivative_by_rules": second_derivative,
    "find_derivative_at": at_a_point,
    "find_tangent_line": tangent,
    "partial_by_rules": partial,
    "gradient_by_rules": gradient,
    "find_directional_derivative": directional,
    "jacobian_by_rules": jacobian_matrix,
    "jacobian_determinant_by_rules": jacobian_determinant,
    "hessian_by_rules": hessian,
    "total_derivative": along_a_path,
    "chain_rule_by_jacobians": composed_maps,
    "backpropagate": links,
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


def worked(name: str, case: Case) -> Worked:
    function = METHODS[name]
    result: Worked = function.call(*function.check(list(case.arguments)))
    return result


def test_every_method_of_ours_has_a_case() -> None:
    assert set(OURS) == set(CASES)


@pytest.mark.parametrize("name", OURS)
def test_the_example_in_the_table_is_true(name: str) -> None:
    symbols = {str(symbol): symbol for symbol in (t, u, v, x, y)}
    assert compile_expression(METHODS[name].example, frozenset(symbols), METHODS).evaluate(dict(symbols)) is True


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("name", CASES)
def test_values_agree_with_sympy_and_every_state_is_true(name: str, seed: int) -> None:
    case = CASES[name](Random(f"{name} {seed}"))
    found = worked(name, case)
    assert replay(found.steps, case.settings) > 0
    if isinstance(case.expected, str):
        assert found.value == case.expected
        assert case.expected in found.steps[-1].text[-1].text.split(" is a ")[-1]  # type: ignore[union-attr]
        return
    for setting in case.settings:
        expected = (
            sympy.Matrix(case.expected) if isinstance(case.expected, (list, sympy.MatrixBase)) else case.expected
        )
        value = numeric(found.value, setting)
        assert same(value, _expected(expected, setting)), case
        assert same(last_value(found.steps, setting), value)


def _expected(expected: Any, setting: Setting) -> Any:
    if isinstance(expected, sympy.MatrixBase):
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
