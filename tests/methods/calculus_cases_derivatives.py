"""Cases for derivatives of several variables: partial ones, matrices of them, and chain rules."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import mpmath
import sympy
from calculus_draws import (
    HALF,
    SURFACES,
    Case,
    column,
    derivatives,
    jacobian,
    number,
    places,
    r,
    setting_of,
    small_point,
    surface,
    t,
    there,
    theta,
    u,
    v,
    w,
    x,
    y,
)
from calculus_reader import DIGITS, Named, Setting, function_of

from generator.exporters.formulas import plain
from generator.maths.typeset import typeset
from generator.maths.values import FiniteDecimal, to_sympy

# ─── Several variables ───────────────────────────────────────────────────────────────────────────────────


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
    slope = sum(
        sympy.diff(f, s).subs(there(point)) * to_sympy(h) for s, h in zip((x, y), heading, strict=True)
    )
    expected = slope / sympy.sqrt(sum(to_sympy(h) ** 2 for h in heading))

    def along(*at: Any) -> Any:
        line = function_of(f, (x, y))
        length = mpmath.norm(column(heading))
        return (
            mpmath.diff(lambda s: line(at[0] + s * number(heading[0]), at[1] + s * number(heading[1])), 0)
            / length
        )

    named = [
        Setting(s.point, {"v": column(heading)}, {**s.functions, "Dᵤf": Named(along, ("x", "y"))})
        for s in settings
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
    path = random.choice(
        [(sympy.cos(t), sympy.sin(t)), (t, t**2), (sympy.exp(t), 3 * t - 1), (2 * t + 1, t**3 / 2)]
    )
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
        [function_of(f, symbols) for f in fs]
        for fs, symbols in ((outer, (u, v)), (inner, (x, y)), (whole, (x, y)))
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
                        lambda s, moving=moving, rest=rest: moving(s, *[values[q] for q in rest]),
                        values[other],
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


def polynomial_gradient(random: Random) -> Case:
    f, point = random.choice([x**2 * y - 3 * x, x * y**3 + y, 2 * x**2 + y**2 - x * y]), small_point(random)
    expected = [sympy.diff(f, s).subs(there(point)) for s in (x, y)]
    return Case((f, (x, y), point), expected, (setting_of(random, f, (x, y)),))


def one_step(random: Random) -> Case:
    case = polynomial_gradient(random)
    f, symbols, start = case.arguments
    rate = random.choice([HALF, FiniteDecimal("0.1")])
    expected = [to_sympy(a) - to_sympy(rate) * slope for a, slope in zip(start, case.expected, strict=True)]
    settings = tuple(Setting(s.point, {"η": number(rate)}, s.functions) for s in case.settings)
    return Case((f, symbols, start, rate), expected, settings)


CASES: dict[str, Callable[[Random], Case]] = {
    "gradient_at_point": polynomial_gradient,
    "gradient_step": one_step,
    "partial_by_rules": partial,
    "gradient_by_rules": gradient,
    "find_directional_derivative": directional,
    "jacobian_by_rules": jacobian_matrix,
    "jacobian_determinant_by_rules": jacobian_determinant,
    "hessian_by_rules": hessian,
    "total_derivative": along_a_path,
    "chain_rule_by_jacobians": composed_maps,
    "backpropagate": links,
}
