"""Figures: functions of the expression language whose value is a drawing with its alternative text.

    {{ plot(x**2 - 1, x, -2, 2) }}        in prose, alone in its paragraph: a figure on a line of its own

Each file owns one kind of figure, from its numbers to its shapes and words; `floats`, `frame`, `curves`, `shapes`,
`labels`, `ticks` and `words` are what they share. Nothing here knows of SVG or LaTeX: a figure is a
`model.Figure`. Everything is drawn with floats and rounded to two decimals; what an author gives is exact, and
bounded. A figure in which nothing would be seen is a MathsError that begins with `the figure is empty`.

`FIGURES` goes to `compile_expression` beside the methods. What these functions return can be printed, and nothing else.
"""

from __future__ import annotations

from generator.figures import bars, contours, density, graph, plane, plot, scatter, tables, tree
from generator.maths.function import Function

KINDS: dict[str, dict[str, Function]] = {
    "graphs of functions": plot.TABLE,
    "the plane": plane.TABLE,
    "contour lines": contours.TABLE,
    "data": scatter.TABLE,
    "bars": bars.TABLE,
    "densities": density.TABLE,
    "computation graphs": graph.TABLE,
    "probability trees": tree.TABLE,
    "tables": tables.TABLE,
}
"""The figures by kind, in the order of the reference page."""

FIGURES: dict[str, Function] = {name: row for kind in KINDS.values() for name, row in kind.items()}
"""Every figure by name."""
