"""What the cases of calculus are made of: symbols, points in general position, and what names mean there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

import mpmath
import sympy
from calculus_reader import DIGITS, Named, Setting, function_of

from generator.exporters.formulas import plain
from generator.maths.typeset import typeset
from generator.maths.values import to_sympy
from generator.model import Formula, Num

x, y, t, u, v, w, r, theta, lam = sympy.symbols("x y t u v w r theta lambda")
HALF = Fraction(1, 2)
ONE = Num("1")


@dataclass(frozen=True)
class Case:
    """Arguments of a method, its expected value (None: only the steps are tried), and what its names mean."""

    arguments: tuple[Any, ...]
    expected: Any
    settings: tuple[Setting, ...]
    extra: Formula = ONE


def derivatives(letter: str, f: Callable[..., Any], names: Sequence[str]) -> dict[str, Named]:
    """A function and its derivatives, under the names that they are printed with, by difference quotients."""
    size = len(names)

    def partial(*places: int) -> Callable[..., Any]:
        orders = tuple(places.count(k) for k in range(size))
        return lambda *at: mpmath.diff(f, at, orders)

    def gradient(*at: Any) -> Any:
        return mpmath.matrix([partial(i)(*at) for i in range(size)])

    def hessian(*at: Any) -> Any:
        return mpmath.matrix([[partial(i, j)(*at) for j in range(size)] for i in range(size)])

    made = {letter: f, f"∇{letter}": gradient, "H": hessian}
    for i, x in enumerate(names):
        made[f"∂{letter}/∂{x}"] = partial(i)
        for j, y in enumerate(names):
            made[f"∂² {letter}/" + (f"∂{x}²" if i == j else f"(∂{x}∂{y})")] = partial(i, j)
    if size == 1:
        made[f"d{letter}/d{names[0]}"] = partial(0)
        for order, mark in enumerate(("′", "″", "⁽³⁾", "⁽⁴⁾", "⁽⁵⁾", "⁽⁶⁾"), 1):
            made[letter + mark] = partial(*[0] * order)
    return {name: Named(call, tuple(names)) for name, call in made.items()}


def jacobian(components: Sequence[Callable[..., Any]], size: int) -> Callable[..., Any]:
    """The matrix of difference quotients of several functions."""

    def matrix(*at: Any) -> Any:
        orders = [tuple(int(k == j) for k in range(size)) for j in range(size)]
        return mpmath.matrix([[mpmath.diff(f, at, order) for order in orders] for f in components])

    return matrix


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


SMOOTH = [
    x**3 - 2 * x, sympy.exp(2 * x), x * sympy.sin(x), 1 / (x + 4), sympy.sqrt(x + 9), sympy.cos(3 * x) + x**2,
    sympy.log(x + 5), (x - 1) ** 4, sympy.exp(-x) * x,
]  # fmt: skip
"""Functions that are defined and smooth around the small whole numbers."""

SURFACES = [
    x**2 * y - 3 * x * y**2 + 4, sympy.exp(x * y), x * sympy.sin(y), sympy.log(x + 2 * y + 8),
    sympy.sqrt(x**2 + y**2 + 1), x / (y + 5), (x - y) ** 3, x**2 + y**2, sympy.exp(x) * sympy.cos(y) + x,
]  # fmt: skip


def surface(random: Random) -> tuple[Any, tuple[Setting, ...]]:
    f = random.choice(SURFACES)
    return f, (setting_of(random, f, (x, y)), setting_of(random, f, (x, y)))


def small_point(random: Random) -> tuple[Any, Any]:
    options = [-1, 0, 1, 2, HALF]
    return random.choice(options), random.choice(options)


def there(point: tuple[Any, Any]) -> dict[Any, Any]:
    return {x: to_sympy(point[0]), y: to_sympy(point[1])}
