"""Computation graphs: what is computed from what, from left to right.

    computation_graph([['u', x*y], ['f', u + x]], [['x', 2], ['y', 3], ['u', 6]])

A row names a node and says what it computes. Symbols that no earlier row names are inputs. Nodes stand in columns, each
right of all that it uses; a line that passes a column gets room of its own there, so that it crosses no node.
"""

from __future__ import annotations

from dataclasses import dataclass

import sympy

from generator.figures import words
from generator.figures.labels import extent, formula_name, name
from generator.figures.shapes import arrow, rounded
from generator.maths.function import Function, table
from generator.maths.notation import row
from generator.maths.typeset import symbol, typeset
from generator.maths.values import (
    Anything,
    MathsError,
    describe,
    is_scalar,
    plain_value,
    symbols_of,
    to_sympy,
)
from generator.model import Disc, Drawing, Figure, Formula, Label, Op, Path, Point, Shape, Words

MAX_NODES = 20

MAX_WIDTH = 250.0

_SIZE = 10.0
_BETWEEN = 34.0
"""Between two columns."""
_ABOVE = 16.0
"""Between two nodes of a column."""
_SWEEPS = 4


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its name as text, what it shows, its value if one is told, and the names of what it uses."""

    name: str
    shown: Formula
    value: Anything
    expression: Anything
    uses: tuple[str, ...]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of its box."""
        width, height = extent(self.shown, _SIZE)
        told = extent(_equals(self.value), _SIZE)[0] if self.below else 0.0
        return max(width, told, 10.0) + 15, max(height, 9.0) + 9 + (13 if self.below else 0)

    @property
    def below(self) -> bool:
        """Does its value stand on a second line? That of an input stands beside its name."""
        return self.value is not None and self.expression is not None


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a column: a node, or the passage of a line (from, to) that goes on to a later column."""

    node: Node | None
    key: tuple[str, str]


def computation_graph(rows: tuple[Anything, ...], values: tuple[Anything, ...] = ()) -> Figure:
    """Boxes with what they compute, arrows from each to those that use it; values stand below.

    Raises MathsError for rows that are not a name and an expression, names that come twice, and too many nodes.
    """
    nodes = _nodes(rows, values)
    columns = _columns(nodes)
    places, ways, sheet = _laid_out(columns)
    shapes: list[Shape] = []
    for node in nodes.values():
        shapes += _arrows_into(node, nodes, places, ways)
    for node in nodes.values():
        shapes += _box(node, places[node.name])
    return Figure(Drawing(*sheet, tuple(shapes)), _described(nodes))


def _nodes(rows: tuple[Anything, ...], values: tuple[Anything, ...]) -> dict[str, Node]:
    told = dict(_entry(value, "a value") for value in values)
    steps = [_entry(row_, "an expression") for row_ in rows]
    if not steps:
        raise MathsError("the figure is empty: no node computes anything")
    names = [step[0] for step in steps]
    if len(set(names)) < len(names):
        raise MathsError("two nodes have one name")
    nodes: dict[str, Node] = {}
    for called, expression in steps:
        uses = tuple(str(s.name) for s in symbols_of(to_sympy(expression)))
        for used in uses:
            if used == called or (used in names and used not in nodes):
                raise MathsError(f"`{called}` uses `{used}`, which comes later")
            if used not in nodes:
                value = told.get(used)
                label = _shown(used) if value is None else row(_shown(used), _equals(value))
                nodes[used] = Node(used, label, value, None, ())
        shown = row(_shown(called), Op("="), typeset(expression))
        if extent(shown, _SIZE)[0] > MAX_WIDTH:
            raise MathsError(f"the expression at `{called}` is too long for a node")
        nodes[called] = Node(called, shown, told.get(called), expression, uses)
    if len(nodes) > MAX_NODES:
        raise MathsError(f"at most {MAX_NODES} nodes fit into one figure")
    unknown = [called for called in told if called not in nodes]
    if unknown:
        raise MathsError(f"there is no node `{unknown[0]}` for this value")
    return nodes


def _entry(given: Anything, what: str) -> tuple[str, Anything]:
    """A name with something computed."""
    pair = plain_value(given)
    if not (isinstance(pair, tuple) and len(pair) == 2):
        raise MathsError(f"a name with {what} is needed, not {describe(pair)}")
    called, thing = map(plain_value, pair)
    if isinstance(called, sympy.Symbol):
        called = str(called.name)
    if not isinstance(called, str):
        raise MathsError(f"the name of a node is a word or a symbol, not {describe(called)}")
    if not is_scalar(thing):
        raise MathsError(f"{what} is needed at `{called}`, not {describe(thing)}")
    return called, thing


def _shown(called: str) -> Formula:
    content = name(called)
    if not isinstance(content, str):
        return content
    return symbol(called) if called.isidentifier() and called.isascii() else Words(called)


def _equals(value: Anything) -> Formula:
    return row(Op("="), formula_name(value))


# ─── Layout ──────────────────────────────────────────────────────────────────────────────────────────────


def _columns(nodes: dict[str, Node]) -> list[list[Slot]]:
    """The slots of each column, ordered so that lines cross little (the method of means: Sugiyama et al., 1981)."""
    depth: dict[str, int] = {}
    for node in nodes.values():  # what a node uses comes before it
        depth[node.name] = max([depth[used] + 1 for used in node.uses], default=0)
    # An input stands just before its first use.
    for called, node in nodes.items():
        if node.expression is None:
            depth[called] = min(depth[user.name] for user in nodes.values() if called in user.uses) - 1
    columns: list[list[Slot]] = [[] for _ in range(max(depth.values()) + 1)]
    for node in nodes.values():
        columns[depth[node.name]].append(Slot(node, (node.name, "")))
        for used in node.uses:
            for between in range(depth[used] + 1, depth[node.name]):
                columns[between].append(Slot(None, (used, node.name)))
    for sweep in range(_SWEEPS):
        order = range(1, len(columns)) if sweep % 2 == 0 else range(len(columns) - 2, -1, -1)
        for k in order:
            beside = columns[k - 1 if sweep % 2 == 0 else k + 1]
            rank = {slot.key: n / max(1, len(beside) - 1) for n, slot in enumerate(beside)}
            columns[k].sort(key=lambda slot: _mean(slot, rank, nodes))
    return columns


def _mean(slot: Slot, rank: dict[tuple[str, str], float], nodes: dict[str, Node]) -> float:
    """The mean place of what a slot is joined to in the column beside it."""
    called, user = slot.key
    if slot.node is None:
        joined = [(called, user), (called, ""), (user, "")]
    else:
        joined = [(used, key) for used in slot.node.uses for key in ("", called)]
        joined += [
            (key, "") if straight else (called, key)
            for key, node in nodes.items()
            if called in node.uses
            for straight in (True, False)
        ]
    places = [rank[key] for key in joined if key in rank]
    return sum(places) / len(places) if places else 0.5


def _laid_out(
    columns: list[list[Slot]],
) -> tuple[dict[str, Point], dict[tuple[str, str], list[Point]], Point]:
    """The centre of every node, the points of every line that passes columns, and the size of the sheet."""
    heights = [sum(_size(slot)[1] for slot in column) + _ABOVE * (len(column) - 1) for column in columns]
    sheet_height = max(heights) + 8
    places: dict[str, Point] = {}
    ways: dict[tuple[str, str], list[Point]] = {}
    left = 4.0
    for column, height in zip(columns, heights, strict=True):
        width = max(_size(slot)[0] for slot in column)
        top = (sheet_height + height) / 2
        for slot in column:
            tall = _size(slot)[1]
            y = top - tall / 2
            if slot.node is not None:
                places[slot.node.name] = (left + width / 2, y)
            else:
                ways.setdefault(slot.key, []).extend([(left, y), (left + width, y)])
            top -= tall + _ABOVE
        left += width + _BETWEEN
    return places, ways, (round(left - _BETWEEN + 4, 2), round(sheet_height, 2))


def _size(slot: Slot) -> tuple[float, float]:
    return slot.node.size if slot.node is not None else (0.0, 6.0)


def _arrows_into(
    node: Node, nodes: dict[str, Node], places: dict[str, Point], passages: dict[tuple[str, str], list[Point]]
) -> list[Path]:
    """Lines from all that a node uses; they end at its left side, in the order in which they come."""
    x, y = places[node.name]
    width, height = node.size
    ways = []
    for used in node.uses:
        sx, sy = places[used]
        ways.append([(sx + nodes[used].size[0] / 2, sy), *passages.get((used, node.name), [])])
    ways.sort(key=lambda way: -way[-1][1])
    gap = min(8.0, (height - 6) / max(1, len(ways)))
    out: list[Path] = []
    for k, way in enumerate(ways):
        end = (x - width / 2, y + gap * ((len(ways) - 1) / 2 - k))
        out += arrow(way[-1], end, stroke=0.8, before=way[:-1])
    return out


def _box(node: Node, place: Point) -> list[Shape]:
    (x, y), (width, height) = place, node.size
    shapes: list[Shape] = []
    if node.expression is None and width <= 28:
        shapes.append(Disc(rounded([(x, y)])[0], round(width / 2, 2), 0.8, 0.0, 1.0))
    else:
        half, tall = width / 2, height / 2
        corners = [(x - half, y - tall), (x + half, y - tall), (x + half, y + tall), (x - half, y + tall)]
        shapes.append(Path(rounded(corners), closed=True, fill=1.0))
    middle = y + (7 if node.below else 0)
    shapes.append(Label(round(x, 2), round(middle, 2), node.shown, "centre", _SIZE))
    if node.below:
        shapes.append(Label(round(x, 2), round(middle - 14, 2), _equals(node.value), "centre", _SIZE))
    return shapes


def _described(nodes: dict[str, Node]) -> str:
    inputs = [node.name for node in nodes.values() if node.expression is None]
    sentences = [
        f"Computation graph. Inputs: {words.series(inputs)}."
        if inputs
        else "Computation graph without inputs."
    ]
    for node in nodes.values():
        if node.expression is not None:
            uses = f", with arrows from {words.series(node.uses)}" if node.uses else ""
            sentences.append(f"Node {node.name} = {words.called(node.expression)}{uses}.")
    told = [f"{node.name} = {words.called(node.value)}" for node in nodes.values() if node.value is not None]
    if told:
        sentences.append(f"Values: {words.series(told)}.")
    return " ".join(sentences)


TABLE = table(
    Function("computation_graph", computation_graph, "list list?",
             "nodes, each a list of its name and what it computes (what it uses are symbols); then values, each a "
             "list of a name and a number",
             "computation_graph([['u', x*y], ['v', x + 1]], [['x', 2], ['y', 3], ['u', 6]])",
             "computation_graph([])"),
)  # fmt: skip
