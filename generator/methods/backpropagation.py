"""Backpropagation: a chain, or a small graph, of functions; values forwards, slopes backwards.

>>> x, u, c = sympy.symbols("x u c")
>>> backpropagate(((u, 3 * x), (c, u**2)), x, 2).value      # c = 9x², so dc/dx = 18x
36
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sympy

from generator.maths.arithmetic import add, multiply
from generator.maths.derivative import derivative
from generator.maths.function import Function, table
from generator.maths.notation import join_terms
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Matrix, Worked, is_scalar, symbols_of, to_sympy
from generator.methods.derivatives.inserting import inserted, replaced
from generator.methods.derivatives.naming import PARTIAL, aligned, dotted, slope
from generator.methods.wording import chain, distinct, equation, step
from generator.model import Formula, Step

MAX_LINKS = 8
"""Longest chain of functions."""


@dataclass(frozen=True, slots=True)
class _Local:
    """The slope of one link with respect to one of its inputs: its name, the expression, its value."""

    name: Formula
    expression: Anything
    value: Anything


def backpropagate(links: Sequence[Any], x: Any, start: Anything) -> Worked:
    """The derivative of the last link with respect to the input x, exactly, at x = start.

    `links` are pairs [name, expression], each in x and the names before it. The values are found forwards; then,
    backwards from the last link, its derivative with respect to each name: over the links that use the name, the
    sum of the derivative with respect to the link times the slope of the link. Raises MathsError for links that do
    not follow each other, and for a function without a rule.
    """
    graph = _checked(links, x)
    if symbols_of(to_sympy(start)):
        raise MathsError("the input needs a number")
    values: dict[Any, Anything] = {x: start}
    lines: list[list[Any]] = []
    for name, expression in graph.items():
        value = replaced(expression, values)
        lines.append([name, expression, inserted(expression, values), value])
        values[name] = value
    slopes = _slopes(graph, x, values)
    steps = [
        step("Go forwards: find the value of each link for ", equation(x, start), ".", state=aligned(*lines)),
        step("Find the slope of each link with respect to each of its inputs, at these values.",
             state=aligned(*[[local.name, local.expression, inserted(local.expression, values), local.value]
                             for local in slopes.values()])),
    ]  # fmt: skip
    *others, last = graph
    found: dict[Any, Anything] = {last: 1}
    for name in (*reversed(others), x):
        users = [user for user in graph if user in found and (user, name) in slopes]
        if users:
            found[name] = _total(found, slopes, users, name)
            steps.append(_backward_step(found, slopes, users, name, last))
    if x not in found:
        raise MathsError(f"the last link does not depend on `{x}`")
    return Worked(found[x], tuple(steps))


def _checked(links: Sequence[Any], x: Any) -> dict[Any, Anything]:
    """The expression of each name, in order. Raises MathsError if one uses what comes later, or nothing known."""
    if not 0 < len(links) <= MAX_LINKS:
        raise MathsError(f"a list of 1 to {MAX_LINKS} links is expected")
    graph: dict[Any, Anything] = {}
    for link in links:
        entries = link.rows[0] if isinstance(link, Matrix) and len(link.rows) == 1 else link
        if not isinstance(entries, tuple) or len(entries) != 2 or not all(map(is_scalar, entries)):
            raise MathsError("each link is a pair of a name and an expression")
        name, expression = entries
        if not isinstance(name, sympy.Symbol) or name == x or name in graph:
            raise MathsError("each link needs a name of its own")
        if not all(symbol == x or symbol in graph for symbol in symbols_of(to_sympy(expression))):
            raise MathsError(f"the link `{name}` holds a symbol that is not known yet")
        graph[name] = expression
    return graph


def _slopes(graph: dict[Any, Anything], x: Any, values: dict[Any, Anything]) -> dict[tuple[Any, Any], _Local]:
    """The slopes of the links, by link and input."""
    found: dict[tuple[Any, Any], _Local] = {}
    for user, expression in graph.items():
        inputs = symbols_of(to_sympy(expression))
        for name in (x, *graph):
            if name in inputs:
                label = slope(typeset(user), typeset(name), PARTIAL)
                rate = derivative(expression, name)
                found[user, name] = _Local(label, rate, replaced(rate, values))
    return found


def _total(
    found: dict[Any, Anything], slopes: dict[tuple[Any, Any], _Local], users: list[Any], name: Any
) -> Anything:
    total: Anything = 0
    for user in users:
        total = add(total, multiply(found[user], slopes[user, name].value))
    return total


def _backward_step(
    found: dict[Any, Anything], slopes: dict[tuple[Any, Any], _Local], users: list[Any], name: Any, last: Any
) -> Step:
    top = typeset(last)
    general, numbers = [], []
    for user in users:
        local = slopes[user, name]
        if user == last:
            general.append(local.name)
            numbers.append(typeset(local.value))
        else:
            general.append(dotted(slope(top, typeset(user)), local.name))
            numbers.append(dotted(typeset(found[user]), typeset(local.value)))
    if users == [last]:
        words: list[Any] = ["Go backwards: ", name, " enters the last link directly."]
    elif len(users) == 1:
        words = ["One link back: multiply what has been found for ", users[0], " by the slope of that link."]
    else:
        words = ["There is more than one way back to ", name, ": multiply along each, and add."]
    numeric = equation(*distinct([join_terms(numbers), found[name]]))
    state = chain(slope(top, typeset(name)), join_terms(general), numeric)
    return step(*words, state=state)


TABLE = table(
    Function("backpropagate", backpropagate, "list symbol scalar",
             "derivative of the last of a chain of named expressions, [[name, expression], …], at a value of the input",
             "backpropagate([[x, 3*t], [y, x**2]], t, 2) == 36"),
)  # fmt: skip
