"""Reads the formulas of calculus as numbers, so that every state of a worked solution can be tried.

A formula is evaluated where its symbols have a value. Derivatives are difference quotients of what stands under
them, integrals are sums (both by mpmath), so no rule of calculus takes part. What a name means (`f`, `∇f`, `H`, `λ`)
is said by a `Setting`, by its plain text; a name that it does not know gets its meaning from the equation in which
it first stands alone on a side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import mpmath
import sympy

from generator.exporters.formulas import plain
from generator.maths.values import to_sympy
from generator.model import (
    Fence,
    Formula,
    Frac,
    Func,
    Grid,
    Num,
    Op,
    Root,
    Row,
    Script,
    Space,
    Sym,
)

DIGITS = 40
NAMED = {
    "sin": mpmath.sin, "cos": mpmath.cos, "tan": mpmath.tan, "ln": mpmath.log, "tanh": mpmath.tanh,
    "arctan": mpmath.atan, "sinh": mpmath.sinh, "cosh": mpmath.cosh,
}  # fmt: skip
D, PARTIAL = Sym("d", "upright"), Op("∂")


class UnknownName(Exception):
    """Nobody has said yet what this name means."""


@dataclass(frozen=True)
class Antiderivative:
    """`∫ f dx`: any function with this derivative, in this variable."""

    variable: str
    integrand: Callable[[Any], Any]


@dataclass(frozen=True)
class Setting:
    """What names mean: `point` the symbols, `names` other values, `functions` what is called with arguments.

    A function without arguments is meant at the point. `solution` are the values of unknowns: an equation may hold
    there instead of everywhere. What a name `up_to_constant` equals need only have the derivative f, in x.
    """

    point: dict[str, Any]
    names: dict[str, Any] = field(default_factory=dict)
    functions: dict[str, Named] = field(default_factory=dict)
    solution: dict[str, Any] = field(default_factory=dict)
    up_to_constant: frozenset[str] = frozenset()

    def at(self, **values: Any) -> Setting:
        return replace(self, point={**self.point, **values})


@dataclass(frozen=True)
class Named:
    """A function and the names of what it takes."""

    call: Callable[..., Any]
    takes: tuple[str, ...]


def function_of(expression: Any, symbols: Sequence[Any]) -> Callable[..., Any]:
    """A sympy expression as a function of numbers."""
    return sympy.lambdify(list(symbols), to_sympy(expression), "mpmath")  # type: ignore[no-any-return]


# ─── One formula ─────────────────────────────────────────────────────────────────────────────────────────


def items_of(formula: Formula) -> list[Formula]:
    if not isinstance(formula, Row):
        return [] if isinstance(formula, Space) else [formula]
    return [inner for item in formula.items for inner in items_of(item)]


def meaning(formula: Formula | Sequence[Formula], setting: Setting) -> Any:
    """The number, matrix or antiderivative that a sum of products stands for. Raises UnknownName."""
    items = items_of(Row(tuple(formula)) if isinstance(formula, list) else formula)  # type: ignore[arg-type]
    assert items, "an empty side"
    total: Any = None
    for sign, product in _terms(items):
        value = _product(product, setting)
        if isinstance(value, Antiderivative):
            return value
        total = sign * value if total is None else total + sign * value
    return total


def _terms(items: list[Formula]) -> Iterator[tuple[int, list[Formula]]]:
    sign, product = 1, []
    for item in items:
        if item in (Op("+"), Op("−")) and not (product and product[-1] == Op("·")):
            if product:
                yield sign, product
                sign, product = 1, []
            sign *= -1 if item == Op("−") else 1
        else:
            product.append(item)
    assert product, "a sign without an operand"
    yield sign, product


def _product(items: list[Formula], setting: Setting) -> Any:
    result: Any = None
    place, divide = 0, False
    while place < len(items):
        if items[place] == Op("·"):
            assert 0 < place < len(items) - 1, "a dot without two factors"
            place += 1
            continue
        if items[place] == Op("/"):
            divide, place = True, place + 1
            continue
        if items[place] == Op("!"):
            result, place = mpmath.factorial(result), place + 1
            continue
        value, place = _factor(items, place, setting)
        if divide:
            result, divide = result / value, False
        else:
            result = value if result is None else _times(result, value)
    return result


def _times(a: Any, b: Any) -> Any:
    """A product; of two columns, their dot product."""
    if isinstance(a, mpmath.matrix) and isinstance(b, mpmath.matrix):
        if a.cols == b.cols == 1 and a.rows == b.rows:
            return mpmath.fsum(p * q for p, q in zip(a, b, strict=True))
        product = a * b
        return product[0] if product.rows == product.cols == 1 else product
    return a * b


def _factor(items: list[Formula], place: int, setting: Setting) -> tuple[Any, int]:
    """The factor that begins at a place, and the place after it."""
    for length in (2, 1):
        key = "".join(plain(item) for item in items[place : place + length])
        if length == 2 and len(items) < place + 2:
            continue
        if key in setting.functions:
            return _called(items, place + length, setting.functions[key], setting)
        for known in (setting.point, setting.names):
            if length == 1 and key in known:
                return known[key], place + 1
    item = items[place]
    if isinstance(item, Frac) and item.top in (D, PARTIAL):
        variable = "".join(plain(part) for part in items_of(item.bottom)[1:])
        body = items[place + 1]

        def along(value: Any) -> Any:
            return meaning(body, setting.at(**{variable: value}))

        return mpmath.diff(along, setting.point[variable]), place + 2
    if item == Op("∫") or (isinstance(item, Script) and item.base == Op("∫")):
        return _integral(item, items[place + 1 :], setting), len(items)
    if isinstance(item, Script) and item.base == Op("∑"):
        assert item.below is not None
        assert item.above is not None
        index, first = plain(items_of(item.below)[0]), int(meaning(items_of(item.below)[2:], setting))
        last = int(meaning(item.above, setting))
        return mpmath.fsum(
            _counted(items[place + 1 :], index, k, setting) for k in range(first, last + 1)
        ), len(items)
    if isinstance(item, Func) or (isinstance(item, Script) and isinstance(item.base, Func)):
        name = item if isinstance(item, Func) else item.base
        assert isinstance(name, Func)
        if name.name == "det":
            matrix, after = _factor(items, place + 1, setting)
            return determinant(matrix), after
        argument, after = _factor(items, place + 1, setting)
        value = NAMED[name.name](argument)
        return (
            value ** meaning(item.above, setting) if isinstance(item, Script) and item.above else value
        ), after
    return _atom(item, setting), place + 1


def _counted(items: list[Formula], index: str, k: int, setting: Setting) -> Any:
    """A term of a sum over an index: the index as a number, also in the order of a derivative."""
    marks = {0: "", 1: "′", 2: "″"}
    order = setting.functions["f" + marks.get(k, f"⁽{'⁰¹²³⁴⁵⁶'[k]}⁾")]
    inner = replace(setting, names={**setting.names, index: mpmath.mpf(k)})
    return _product(items, replace(inner, functions={**setting.functions, "f⁽ᵏ⁾": order}))


def _called(items: list[Formula], place: int, function: Named, setting: Setting) -> tuple[Any, int]:
    """A function at the arguments that follow its name, or at the point."""
    fence = items[place] if place < len(items) else None
    if not isinstance(fence, Fence):
        return function.call(*[setting.point[name] for name in function.takes]), place
    arguments = [meaning(part, setting) for part in cut(items_of(fence.body), ",")]
    if isinstance(arguments[0], mpmath.matrix):
        arguments = list(arguments[0])
    return function.call(*arguments), place + 1


def _integral(sign: Formula, rest: list[Formula], setting: Setting) -> Any:
    end = max(place for place, item in enumerate(rest) if item == D)
    body, variable = rest[:end], plain(rest[end + 1])

    def integrand(value: Any) -> Any:
        return meaning(body, setting.at(**{variable: value}))

    if not isinstance(sign, Script):
        return Antiderivative(variable, integrand)
    assert sign.below is not None
    assert sign.above is not None
    return mpmath.quad(
        integrand, mpmath.linspace(meaning(sign.below, setting), meaning(sign.above, setting), 5)
    )


def _atom(item: Formula, setting: Setting) -> Any:
    if isinstance(item, Num):
        return mpmath.mpf(item.text)
    if item == Sym("e", "upright"):
        return +mpmath.e
    if item == Sym("π"):
        return +mpmath.pi
    if isinstance(item, Frac):
        return meaning(item.top, setting) / meaning(item.bottom, setting)
    if isinstance(item, Root):
        return mpmath.sqrt(meaning(item.body, setting))
    if isinstance(item, Fence):
        value = meaning(item.body, setting)
        return mpmath.norm(value) if item.left == "‖" else abs(value) if item.left == "|" else value
    if isinstance(item, Grid):
        matrix = mpmath.matrix([[meaning(cell, setting) for cell in cells] for cells in item.rows])
        return determinant(matrix) if item.left == "|" else matrix
    if isinstance(item, Script) and item.below is None and item.above is not None:
        base = meaning(item.base, setting)
        return base.T if item.above == Op("⊤") else base ** meaning(item.above, setting)
    raise UnknownName(plain(item))


def determinant(matrix: Any) -> Any:
    """By expansion along the first row, so that 0 is no special case."""
    if matrix.rows == 1:
        return matrix[0]
    return mpmath.fsum(
        (-1) ** j
        * matrix[0, j]
        * determinant(
            mpmath.matrix(
                [[matrix[i, k] for k in range(matrix.cols) if k != j] for i in range(1, matrix.rows)]
            )
        )
        for j in range(matrix.cols)
    )


def cut(items: Sequence[Formula], *symbols: str) -> list[list[Formula]]:
    """The items between these operators."""
    pieces: list[list[Formula]] = [[]]
    for item in items:
        if isinstance(item, Op) and item.symbol in symbols:
            pieces.append([])
        else:
            pieces[-1].append(item)
    return pieces
