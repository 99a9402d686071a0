"""Partial derivatives, gradients as vectors of expressions, and slopes along a direction.

Every partial derivative is found by the rules of `methods.derivatives`, with the other variables held constant.

    >>> x, y = sympy.symbols("x y")
    >>> gradient_by_rules(x**2 * y, (x, y)).value
    (2*x*y, x**2)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import sympy

from generator.maths.arithmetic import divide, dot
from generator.maths.function import Function, table
from generator.maths.functions import FUNCTIONS
from generator.maths.notation import DOT, ONE, join_terms, power, row
from generator.maths.typeset import typeset
from generator.maths.values import (
    Anything,
    MathsError,
    Worked,
    is_scalar,
    normal,
    symbols_of,
    to_sympy,
)
from generator.methods.derivatives.inserting import inserted, replaced
from generator.methods.derivatives.naming import (
    NABLA,
    PARTIAL,
    TWO,
    F,
    aligned,
    called,
    column,
    enumerated,
    slope,
)
from generator.methods.derivatives.tree import differentiated
from generator.methods.wording import chain, distinct, equation, say, step
from generator.model import Fence, Formula, Frac, Root, Script, Step, Sym

MAX_VARIABLES = 4
"""Bound on what fits a page."""

_GRADIENT = row(NABLA, F)

Variables: TypeAlias = tuple[Any, ...]


# ─── One partial derivative after another ────────────────────────────────────────────────────────────────


def checked_variables(symbols: Sequence[Any], *functions: Anything) -> Variables:
    """The symbols, if they are distinct and few, and the functions hold no others. Raises MathsError if not."""
    if not symbols or not all(isinstance(symbol, sympy.Symbol) for symbol in symbols):
        raise MathsError("a list of symbols is expected")
    if len(symbols) > MAX_VARIABLES or len({*symbols}) < len(symbols):
        raise MathsError(f"the list of symbols holds at most {MAX_VARIABLES}, each once")
    for f in functions:
        if not is_scalar(f):
            raise MathsError("a function is an expression")
        if not {*symbols_of(to_sympy(f))} <= {*symbols}:
            raise MathsError("the function holds a symbol that is not in the list")
    return tuple(symbols)


def checked_point(symbols: Variables, point: Sequence[Anything]) -> dict[Any, Anything]:
    """What is put in for each symbol. Raises MathsError if there is not one number for each."""
    if len(point) != len(symbols) or not all(is_scalar(p) and not symbols_of(to_sympy(p)) for p in point):
        raise MathsError("the point needs one number for each symbol")
    return dict(zip(symbols, point, strict=True))


@dataclass(frozen=True, slots=True)
class Partial:
    """A partial derivative and its steps, of which only the last is not minor."""

    value: Any
    steps: tuple[Step, ...]


def partial_derivative(f: Any, x: Any, symbols: Variables, name: Formula) -> Partial:
    """The partial derivative of a sympy expression, called `name`. Raises MathsError as `differentiated`."""
    found = differentiated(f, x, name, PARTIAL)
    *inner, last = found.steps
    others = [typeset(symbol) for symbol in symbols if symbol != x]
    held = [*enumerated(others), " is" if len(others) == 1 else " are"] if others else []
    preface = say(
        "Differentiate with respect to ", x, *(["; ", *held, " held constant"] if held else []), ". "
    )
    return Partial(
        found.value,
        (*[replace(item, minor=True) for item in inner], replace(last, text=preface + last.text)),
    )


def partial_derivatives(f: Any, symbols: Variables, function: Formula = F) -> list[Partial]:
    """All partial derivatives of a function, called ∂f/∂x, ∂f/∂y …"""
    return [
        partial_derivative(f, x, symbols, slope(function, typeset(x), PARTIAL)) for x in symbols
    ]  # fmt: skip


def partial_by_rules(f: Anything, x: Any, symbols: Sequence[Any]) -> Worked:
    """∂f/∂x of a function of `symbols`, x one of them.

    Raises MathsError for a function without a rule.
    """
    names = checked_variables(symbols, f)
    if x not in names:
        raise MathsError(f"`{x}` is not in the list of symbols")
    found = partial_derivative(to_sympy(f), x, names, slope(F, typeset(x), PARTIAL))
    return Worked(normal(found.value), found.steps)


def gradient_by_rules(f: Anything, symbols: Sequence[Any]) -> Worked:
    """∇f as a list of expressions, one for each symbol. Raises MathsError for a function without a rule."""
    names = checked_variables(symbols, f)
    found = partial_derivatives(to_sympy(f), names)
    value = tuple([normal(partial.value) for partial in found])
    last = step("The gradient is the vector of the partial derivatives.",
                state=equation(called(_GRADIENT, names), value))  # fmt: skip
    return Worked(value, (*all_steps(found), last))


def all_steps(found: Sequence[Partial]) -> list[Step]:
    """The steps of several partial derivatives, in order."""
    return [step for partial in found for step in partial.steps]


def in_passing(steps: Sequence[Step]) -> list[Step]:
    """The steps as minor ones: where derivatives are a means only, brief solutions begin with what comes of them."""
    return [replace(step, minor=True) for step in steps]


# ─── Along a direction ───────────────────────────────────────────────────────────────────────────────────


def find_directional_derivative(
    f: Anything, symbols: Sequence[Any], point: Sequence[Anything], direction: Sequence[Anything]
) -> Worked:
    """∇f(p) · v/‖v‖: the slope of f at p in the direction of v, which need not have length 1.

    Raises MathsError if point or direction do not fit the symbols, or the direction is 0.
    """
    names = checked_variables(symbols, f)
    places = checked_point(names, point)
    heading = tuple(checked_point(names, direction).values())
    square = dot(heading, heading)
    if square == 0:
        raise MathsError("the direction is the zero vector")
    length = FUNCTIONS["sqrt"].call(square)
    found = partial_derivatives(to_sympy(f), names)
    partials = [normal(partial.value) for partial in found]
    values = tuple([replaced(partial, places) for partial in partials])
    product = dot(values, heading)
    value = divide(product, length)
    v, u = Sym("v", "bold"), Sym("u", "bold")
    gradient = called(_GRADIENT, point)
    slope_name = called(row(Script(Sym("D"), below=u), F), point)
    steps = [
        *all_steps(found),
        step("Put the point into the gradient.",
             state=equation(gradient, *distinct([column([inserted(p, places) for p in partials]), values]))),
    ]  # fmt: skip
    lengths = [Root(_squares(heading)), Root(typeset(square)), typeset(length)]
    if length == 1:
        words, unit = "The direction has length 1 already, so it is its own unit vector.", typeset(heading)
    else:
        words = "The direction must have length 1: find its length, and divide by it."
        unit = row(Frac(ONE, typeset(length)), typeset(heading))
    steps.append(step(words, state=aligned([norm_of(v), *lengths], [u, unit])))
    filled = row(typeset(values), DOT, unit)
    ratio = typeset(product) if length == 1 else Frac(typeset(product), typeset(length))
    state = chain(slope_name, row(gradient, DOT, u), filled, equation(*distinct([ratio, value])))
    words = "The slope in that direction is the dot product of the gradient and the unit vector."
    steps.append(step(words, state=state))
    return Worked(value, tuple(steps))


def norm_of(vector: Formula) -> Formula:
    """`‖v‖`."""
    return Fence("‖", vector, "‖")


def _squares(vector: Sequence[Anything]) -> Formula:
    return join_terms([power(typeset(entry), TWO) for entry in vector])


TABLE = table(
    Function("partial_by_rules", partial_by_rules, "scalar symbol list",
             "partial derivative by the rules, the other symbols of the list held constant",
             "partial_by_rules(t**2, t, [t]) == 2*t"),
    Function("gradient_by_rules", gradient_by_rules, "scalar list", "vector of partial derivatives, by the rules",
             "gradient_by_rules(t**2, [t]) == [2*t]"),
    Function("find_directional_derivative", find_directional_derivative, "scalar list vector vector",
             "slope at a point in a direction, which is normalised first",
             "find_directional_derivative(t**2, [t], [3], [-2]) == -6"),
)  # fmt: skip
