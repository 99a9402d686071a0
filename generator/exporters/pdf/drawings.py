"""Drawings as pages of a PDF, without TeX: of the size of the drawing, unscaled, without margins.

    written([Leaf((form, stamp), "Paper 1")], "Quiz", "en")        the bytes of a file with one page

A page is drawn in layers. A layer that several pages have is in the file once (a form XObject, ISO 32000-1, 8.10), so a
file with the sheets of a whole class is hardly larger than what they have of their own. The same pages give the same
bytes. The file asks readers to print it as it is, on one side (12.2, table 150).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Pdf

from generator.exporters.figures import BASELINE
from generator.exporters.pdf import lettering
from generator.model import Disc, Drawing, Label, Path, Point, Shape

_ARC = 0.5523
"""How far the control points of a quarter of a circle lie from its ends, in radii, where its middle is hit exactly."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page: its layers, the first one lowest, all of one size; and its bookmark, "" for none."""

    layers: tuple[Drawing, ...]
    bookmark: str = ""


def written(leaves: Iterable[Leaf], title: str, language: str) -> bytes:
    """A PDF with these pages, of which there is at least one. Raises ValueError for a label that is no plain words."""
    pdf = Pdf.new()
    font = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name(lettering.FONT),
            Encoding=Name(lettering.ENCODING),
        )
    )
    resources = Dictionary(Font=Dictionary(F=font))
    forms: dict[bytes, Object] = {}
    with pdf.open_outline() as outline:
        for leaf in leaves:
            box = Array([0, 0, round(leaf.layers[0].width, 2), round(leaf.layers[0].height, 2)])
            layers = [_form(pdf, operators(layer), box, resources, forms) for layer in leaf.layers]
            named = {f"/L{number}": layer for number, layer in enumerate(layers)}
            page = pdf.make_indirect(
                Dictionary(
                    Type=Name.Page,
                    MediaBox=box,
                    Resources=Dictionary(XObject=Dictionary(named)),
                    Contents=pdf.make_stream(" ".join(f"{name} Do" for name in named).encode()),
                )
            )
            pdf.pages.append(pikepdf.Page(page))
            if leaf.bookmark:
                outline.root.append(OutlineItem(leaf.bookmark, len(pdf.pages) - 1, "Fit"))
    pdf.Root.Lang = pikepdf.String(language)
    pdf.Root.ViewerPreferences = Dictionary(
        DisplayDocTitle=True, PrintScaling=Name("/None"), Duplex=Name.Simplex
    )
    pdf.docinfo["/Title"] = title
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return stream.getvalue()


def _form(pdf: Pdf, content: bytes, box: Array, resources: Dictionary, forms: dict[bytes, Object]) -> Object:
    """The layer with this content: one for all pages that have it."""
    if content not in forms:
        forms[content] = pdf.make_stream(
            content, Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=resources
        )
    return forms[content]


@lru_cache(maxsize=64)
def operators(drawing: Drawing) -> bytes:
    """What draws it (ISO 32000-1, 8.5 and 9.4)."""
    return "\n".join(["1 J 1 j", *[_SHAPES[type(shape)](shape) for shape in drawing.shapes]]).encode("ascii")


def _path(shape: Path) -> str:
    first, *others = [_point(point) for point in shape.points]
    drawn = " ".join([f"{first} m", *[f"{point} l" for point in others]])
    dashes = f"[{' '.join(map(_number, shape.dashes))}] 0 d"
    return _painted(drawn, shape.stroke, shape.ink, shape.fill, shape.closed, dashes)


def _disc(shape: Disc) -> str:
    (x, y), r = shape.centre, shape.radius
    k = _ARC * r
    quarters = (
        ((x + r, y + k), (x + k, y + r), (x, y + r)),
        ((x - k, y + r), (x - r, y + k), (x - r, y)),
        ((x - r, y - k), (x - k, y - r), (x, y - r)),
        ((x + k, y - r), (x + r, y - k), (x + r, y)),
    )
    drawn = " ".join(
        [f"{_point((x + r, y))} m", *[f"{' '.join(map(_point, quarter))} c" for quarter in quarters]]
    )
    return _painted(drawn, shape.stroke, shape.ink, shape.fill, True, "[] 0 d")


def _painted(drawn: str, stroke: float, ink: float, fill: float | None, closed: bool, dashes: str) -> str:
    """A path with its line and its area, painted at once."""
    set_up = []
    if stroke:
        set_up.append(f"{_number(stroke)} w {_number(ink)} G {dashes}")
    if fill is not None:
        set_up.append(f"{_number(fill)} g")
    paint = {(True, True): "B", (True, False): "S", (False, True): "f", (False, False): "n"}
    return " ".join([*set_up, drawn, *(["h"] if closed else []), paint[bool(stroke), fill is not None]])


def _label(shape: Label) -> str:
    if not isinstance(shape.content, str):
        raise ValueError("Formulas are set by TeX.")
    wide = lettering.width(shape.content, shape.size)
    x = shape.x - {"left": 0.0, "right": wide}.get(shape.anchor, wide / 2)
    y = shape.y + BASELINE[shape.anchor] * shape.size
    return f"0 g {lettering.shown(shape.content, x, y, shape.size)}"


_SHAPES: dict[type[Shape], Callable[[Any], str]] = {Path: _path, Disc: _disc, Label: _label}


def _point(point: Point) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


def _number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
