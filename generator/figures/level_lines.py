"""Level lines of a function of two variables, from its values on a grid.

A line is followed from cell to cell (marching squares: Lorensen and Cline, 1987, in the plane). Where it crosses an
edge of the grid is found on the function itself, so every point lies on its level. It knows the plane only, no sheet.
"""

from __future__ import annotations

from generator.figures.floats import LARGEST, Real
from generator.model import Point

CELLS = 48
"""Cells of the grid, either way."""

_TRIES = 9

Node = tuple[int, int]
Edge = tuple[Node, Node]


def sampled(f: Real, low: float, high: float) -> dict[Node, float]:
    """The values at the corners of the cells, where there are any."""
    step = (high - low) / CELLS
    found = {}
    for i in range(CELLS + 1):
        for j in range(CELLS + 1):
            value = f(low + i * step, low + j * step)
            if value is not None and abs(value) < LARGEST:
                found[i, j] = value
    return found


def level_lines(
    f: Real, values: dict[Node, float], level: float, low: float, high: float
) -> list[list[Point]]:
    """The contour lines of one level: each a list of points of the plane."""
    step = (high - low) / CELLS

    def place(node: Node) -> Point:
        return low + node[0] * step, low + node[1] * step

    links: dict[Edge, list[Edge]] = {}
    for i in range(CELLS):
        for j in range(CELLS):
            corners = ((i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1))
            if not all(corner in values for corner in corners):
                continue
            above = [values[corner] >= level for corner in corners]
            if all(above) or not any(above):
                continue
            x, y = place((i, j))
            for p, q in _crossings(corners, above, f(x + step / 2, y + step / 2), level):
                links.setdefault(p, []).append(q)
                links.setdefault(q, []).append(p)
    return [[on_level(f, place(a), place(b), level) for a, b in chain] for chain in _joined(links)]


def _crossings(
    corners: tuple[Node, ...], above: list[bool], middle: float | None, level: float
) -> list[tuple[Edge, Edge]]:
    """Pairs of edges of a cell between which the line runs. On a saddle the value in the middle decides."""
    edges = [_edge(corners[k], corners[(k + 1) % 4]) for k in range(4)]
    crossed = [edges[k] for k in range(4) if above[k] != above[(k + 1) % 4]]
    if len(crossed) == 2:
        return [(crossed[0], crossed[1])]
    same = middle is not None and (middle >= level) == above[0]
    first = [(edges[0], edges[1]), (edges[2], edges[3])]
    return first if same else [(edges[3], edges[0]), (edges[1], edges[2])]


def _edge(a: Node, b: Node) -> Edge:
    return (a, b) if a < b else (b, a)


def _joined(links: dict[Edge, list[Edge]]) -> list[list[Edge]]:
    """The edges in the order in which lines cross them; open lines first, closed ones end where they start."""
    chains = []
    done: set[Edge] = set()
    for start in sorted(links, key=lambda edge: (len(links[edge]) > 1, edge)):
        if start in done:
            continue
        chain = [start]
        done.add(start)
        while step := next((edge for edge in links[chain[-1]] if edge not in done), None):
            chain.append(step)
            done.add(step)
        if len(chain) > 2 and start in links[chain[-1]]:
            chain.append(start)
        chains.append(chain)
    return chains


def on_level(f: Real, a: Point, b: Point, level: float) -> Point:
    """The point between a and b at which f has the level, by the Illinois method (Dowell and Jarratt, 1971)."""

    def place(t: float) -> Point:
        return a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])

    def above(t: float) -> float:
        value = f(*place(t))
        return 0.0 if value is None else value - level  # without a value, the search ends here

    s, t = 0.0, 1.0
    p, q = above(s), above(t)
    for _ in range(_TRIES):
        if q == 0 or p == q:
            break
        u = (s * q - t * p) / (q - p)
        r = above(u)
        if r * q < 0:
            s, p = t, q
        else:
            p /= 2
        t, q = u, r
    return place(t)
