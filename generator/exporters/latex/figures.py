r"""Figures in LaTeX: the operators of PDF for lines and areas, and labels that LaTeX sets itself.

    >>> drawing(Figure(Drawing(20, 10, (Path(((0, 0), (20, 10))), Label(4, 4, "a"))), "A line."))
    '\\drawing{20}{10}{0041...}{\\ink{0 G .8 w [] 0 d 0 0 m 20 10 l S}\\lettering{4}{4}{centre}{9}{a}}'

So a figure needs no file and no package. The macros stand in `templates/pdf/content.tex`; what `\ink` is given
are numbers and operators of our own (ISO 32000-1, 8.5 and 8.4.4), the alternative text is hexadecimal digits, and
labels are escaped as all text is: nothing that an author wrote reaches the PDF as an operator.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import Any

from generator.exporters.formulas.latex import latex
from generator.exporters.latex import escape
from generator.model import Disc, Figure, Label, Path

_ROUND = 0.5523
"""How far the control points of a quarter circle of radius 1 lie from its ends."""


def drawing(figure: Figure) -> str:
    """The figure as one box, as wide and high as its sheet."""
    sheet = figure.drawing
    body = []
    for is_label, shapes in groupby(sheet.shapes, lambda shape: isinstance(shape, Label)):
        written = [_SHAPES[type(shape)](shape) for shape in shapes]
        body += written if is_label else [f"\\ink{{{' '.join(written)}}}"]
    alt = figure.alt.encode("utf-16-be", "replace").hex().upper()
    return (
        f"\\drawing{{{_number(sheet.width)}}}{{{_number(sheet.height)}}}{{{alt}}}{{%\n"
        + "%\n".join(body)
        + "}"
    )


def _number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _painted(
    outline: str, stroke: float, ink: float, fill: float | None, dashes: tuple[float, ...] = ()
) -> str:
    """An outline with the settings before it and the operator that strokes or fills it, or both, behind."""
    settings = [] if fill is None else [f"{_number(fill)} g"]
    if stroke:
        settings.append(f"{_number(ink)} G {_number(stroke)} w [{' '.join(map(_number, dashes))}] 0 d")
    operator = ("S" if fill is None else "B") if stroke else ("n" if fill is None else "f")
    return " ".join((*settings, outline, operator))


def _path(shape: Path) -> str:
    steps = [f"{_number(x)} {_number(y)} {'l' if n else 'm'}" for n, (x, y) in enumerate(shape.points)]
    outline = " ".join((*steps, "h") if shape.closed else steps)
    return _painted(outline, shape.stroke, shape.ink, shape.fill, shape.dashes)


def _disc(shape: Disc) -> str:
    """Four curves, against the clock from the right."""
    (x, y), r = shape.centre, shape.radius
    k = _ROUND * r
    curves = (
        (r, k, k, r, 0, r),
        (-k, r, -r, k, -r, 0),
        (-r, -k, -k, -r, 0, -r),
        (k, -r, r, -k, r, 0),
    )
    outline = [f"{_number(x + r)} {_number(y)} m"]
    for curve in curves:
        places = [_number(value + (y if n % 2 else x)) for n, value in enumerate(curve)]
        outline.append(f"{' '.join(places)} c")
    return _painted(f"{' '.join(outline)} h", shape.stroke, shape.ink, shape.fill)


def _label(shape: Label) -> str:
    content = shape.content
    written = escape.text(content) if isinstance(content, str) else f"${escape.formula(latex(content))}$"
    command = "\\maskedlettering" if shape.masked else "\\lettering"
    places = "".join(
        f"{{{value}}}" for value in (_number(shape.x), _number(shape.y), shape.anchor, _number(shape.size))
    )
    return f"{command}{places}{{{written}}}"


_SHAPES: dict[type, Callable[[Any], str]] = {Path: _path, Disc: _disc, Label: _label}
