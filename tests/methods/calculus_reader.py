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
from generator.maths.typeset import typeset
from generator.maths.values import Matrix, plain_value, to_sympy
from generator.model import (
    Fence,
    Formula,
    Frac,
    Func,
    Grid,
    Lines,
    Num,
    Op,
    Root,
    Row,
    Script,
    Space,
    Step,
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
        return mpmath.fsum(_counted(items[place + 1 :], index, k, setting) for k in range(first, last + 1)), len(items)
    if isinstance(item, Func) or (isinstance(item, Script) and isinstance(item.base, Func)):
        name = item if isinstance(item, Func) else item.base
        assert isinstance(name, Func)
        if name.name == "det":
            matrix, after = _factor(items, place + 1, setting)
            return determinant(matrix), after
        argument, after = _factor(items, place + 1, setting)
        value = NAMED[name.name](argument)
        return (value ** meaning(item.above, setting) if isinstance(item, Script) and item.above else value), after
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
    return mpmath.quad(integrand, mpmath.linspace(meaning(sign.below, setting), meaning(sign.above, setting), 5))


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
        return base.T if item.above == Sym("T", "upright") else base ** meaning(item.above, setting)
    raise UnknownName(plain(item))


def determinant(matrix: Any) -> Any:
    """By expansion along the first row, so that 0 is no special case."""
    if matrix.rows == 1:
        return matrix[0]
    return mpmath.fsum(
        (-1) ** j
        * matrix[0, j]
        * determinant(mpmath.matrix([[matrix[i, k] for k in range(matrix.cols) if k != j] for i in range(1, matrix.rows)]))
        for j in range(matrix.cols)
    )


# ─── States and steps ────────────────────────────────────────────────────────────────────────────────────


def cut(items: Sequence[Formula], *symbols: str) -> list[list[Formula]]:
    """The items between these operators."""
    pieces: list[list[Formula]] = [[]]
    for item in items:
        if isinstance(item, Op) and item.symbol in symbols:
            pieces.append([])
        else:
            pieces[-1].append(item)
    return pieces


def chains(state: Formula) -> list[list[list[Formula]]]:
    """The chains of equations in a state, each as its sides."""
    if isinstance(state, Lines):
        rows: list[list[Formula]] = []
        for left, right in state.lines:
            if items_of(left):
                rows.append([*items_of(left), *items_of(right)])
            else:
                rows[-1] += items_of(right)
    else:
        rows = cut(items_of(state), ",")
    return [cut(row, "=") for row in rows]


def replay(steps: Sequence[Step], settings: Sequence[Setting]) -> int:
    """Tries every equation of every state, in every setting. Returns how many equals signs were tried.

    Raises AssertionError for one that does not hold.
    """
    tried = 0
    with mpmath.workdps(DIGITS):
        learned: list[dict[str, Any]] = [{} for _ in settings]
        for step in steps:
            for sides in chains(step.state) if step.state is not None else []:
                holds = [_try(sides, setting, names) for setting, names in zip(settings, learned, strict=True)]
                solved = [
                    _try(sides, setting.at(**setting.solution), names)
                    for setting, names in zip(settings, learned, strict=True)
                    if setting.solution
                ]
                assert all(holds) or (solved and all(solved)), (plain(step.state), step)
                tried += len(sides) - 1
    return tried


def _try(sides: list[list[Formula]], setting: Setting, learned: dict[str, Any]) -> bool:
    known = replace(setting, names={**learned, **setting.names})
    values: list[Any] = []
    unknown = None
    if _text(sides[0]) in setting.up_to_constant:
        return all(same(setting.functions["f"].call(known.point["x"]), _slope(side, "x", known)) for side in sides[1:])
    for side in sides:
        if values and isinstance(values[0], Antiderivative):
            values.append(_slope(side, values[0].variable, known))
            continue
        try:
            values.append(meaning(side, known))
        except UnknownName as name:
            assert unknown is None, f"{name} and {unknown} are unknown"
            assert _text(side) == str(name), f"nothing says what {name} is"
            unknown = str(name)
    if unknown is not None:
        assert values, f"nothing says what {unknown} is"
        learned[unknown] = values[0]
    if isinstance(values[0], Antiderivative):
        values[0] = values[0].integrand(known.point[values[0].variable])
    return all(same(values[0], value) for value in values[1:])


def _text(side: list[Formula]) -> str:
    return "".join(map(plain, side))


def _slope(side: list[Formula], variable: str, setting: Setting) -> Any:
    return mpmath.diff(lambda value: meaning(side, setting.at(**{variable: value})), setting.point[variable])


def last_value(steps: Sequence[Step], setting: Setting) -> Any:
    """What the last side of the last state says."""
    state = next(step.state for step in reversed(steps) if step.state is not None)
    with mpmath.workdps(DIGITS):
        return meaning(chains(state)[-1][-1], setting)


def numeric(value: Any, setting: Setting) -> Any:
    """A value of the language as a number or matrix, its symbols at the point."""
    value = plain_value(value)
    if isinstance(value, tuple):
        return mpmath.matrix([numeric(entry, setting) for entry in value])
    if isinstance(value, Matrix):
        return mpmath.matrix([[numeric(entry, setting) for entry in line] for line in value.rows])
    expression = to_sympy(value)
    symbols = sorted(expression.free_symbols, key=str)
    with mpmath.workdps(DIGITS):
        return +mpmath.mpmathify(function_of(expression, symbols)(*[setting.point[plain(typeset(s))] for s in symbols]))


def falsified(steps: Sequence[Step], extra: Formula) -> Iterator[tuple[Step, ...]]:
    """The steps with one state made false, for every chain of every state: something is added to its last side."""
    for place, step in enumerate(steps):
        if step.state is None:
            continue
        for wrong in _wrong_states(step.state, extra):
            yield (*steps[:place], replace(step, state=wrong), *steps[place + 1 :])


def _wrong_states(state: Formula, extra: Formula) -> Iterator[Formula]:
    if isinstance(state, Lines):
        for k, (left, right) in enumerate(state.lines):
            if k + 1 == len(state.lines) or items_of(state.lines[k + 1][0]):
                wrong = (left, Row((*items_of(right), Op("+"), extra)))
                if not isinstance(items_of(right)[-1], Grid):
                    yield Lines((*state.lines[:k], wrong, *state.lines[k + 1 :]))
                else:
                    wrong = (left, Row((*items_of(right)[:-1], _wrong_grid(items_of(right)[-1], extra))))
                    yield Lines((*state.lines[:k], wrong, *state.lines[k + 1 :]))
        return
    items = items_of(state)
    if isinstance(items[-1], Grid):
        yield Row((*items[:-1], _wrong_grid(items[-1], extra)))
    else:
        yield Row((*items, Op("+"), extra))


def _wrong_grid(grid: Formula, extra: Formula) -> Formula:
    assert isinstance(grid, Grid)
    *rows, last = grid.rows
    return replace(grid, rows=(*rows, (*last[:-1], Row((*items_of(last[-1]), Op("+"), extra)))))


def same(a: Any, b: Any) -> bool:
    """Equal to 12 digits, entry by entry."""
    if isinstance(a, mpmath.matrix) or isinstance(b, mpmath.matrix):
        shapes = [(m.rows, m.cols) for m in (a, b) if isinstance(m, mpmath.matrix)]
        return len(shapes) == 2 and shapes[0] == shapes[1] and all(map(same, a, b))
    return bool(abs(a - b) <= mpmath.mpf(10) ** -12 * max(abs(a), abs(b), 1))
