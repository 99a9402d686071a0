"""Drawings as pages of a PDF, without TeX: of the size of the drawing, unscaled, without margins.

    written([Leaf((form, stamp), "Paper 1")], "Quiz", "en")        the bytes of a file with one page

A page is drawn in layers. A layer that several pages have is in the file once (a form XObject, ISO 32000-1, 8.10), so a
file with the sheets of a whole class is hardly larger than what they have of their own. The same pages give the same
bytes. The file asks readers to print it as it is, on one side (12.2, table 150).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
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
    leaves = list(leaves)
    pdf = Pdf.new()
    font = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name(lettering.FONT),
            Encoding=Name(lettering.ENCODING),
        )
    )
    foreign = _foreign(pdf, [layer for leaf in leaves for layer in leaf.layers])
    forms: dict[Drawing, Object] = {}
    with pdf.open_outline() as outline:
        for leaf in leaves:
            for layer in leaf.layers:
                if layer not in forms:
                    forms[layer] = _form(pdf, layer, font, foreign)
            named = {f"/L{number}": forms[layer] for number, layer in enumerate(leaf.layers)}
            page = pdf.make_indirect(
                Dictionary(
                    Type=Name.Page,
                    MediaBox=_box(leaf.layers[0]),
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


def _box(drawing: Drawing) -> Array:
    return Array([0, 0, round(drawing.width, 2), round(drawing.height, 2)])


def _form(pdf: Pdf, layer: Drawing, font: Object, foreign: Mapping[str, _Foreign]) -> Object:
    words = [foreign[text] for text in _foreign_words([layer]) if text in foreign]
    resources = Dictionary(
        Font=Dictionary(F=font), XObject=Dictionary({word.name: word.form for word in words})
    )
    content = _operators(layer, foreign) if words else operators(layer)
    return pdf.make_stream(
        content, Type=Name.XObject, Subtype=Name.Form, BBox=_box(layer), Resources=resources
    )


# ─── Words that Helvetica cannot show ────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Foreign:
    """Words in another font: the name that they have in resources, what draws them, and its unit in sizes of type.

    `width` and `begin`, where the baseline begins in the form, are in sizes of type, too.
    """

    name: str
    form: Object
    unit: float
    width: float
    begin: Point


def _foreign_words(layers: Iterable[Drawing]) -> list[str]:
    """The words that are to be drawn with other fonts, each once."""
    texts = dict.fromkeys(
        shape.content
        for layer in layers
        for shape in layer.shapes
        if isinstance(shape, Label) and isinstance(shape.content, str)
    )
    return list(dict.fromkeys(run for text in texts for run, plain in lettering.runs(text) if not plain))


def _foreign(pdf: Pdf, layers: Iterable[Drawing]) -> dict[str, _Foreign]:
    """The words for which this machine has other fonts, which they share."""
    texts = _foreign_words(layers)
    if not texts:
        return {}
    from generator.exporters.pdf.album import MARGIN, drawn
    from generator.exporters.pdf.shaping import SIZE

    album = drawn([texts])
    if album is None:
        return {}
    source = Pdf.open(io.BytesIO(album.pdf))
    return {
        text: _Foreign(
            f"/W{picture.page}",
            pdf.copy_foreign(source.pages[picture.page - 1].as_form_xobject()),
            1 / SIZE,
            picture.width / SIZE,
            (MARGIN / SIZE, (MARGIN + picture.depth) / SIZE),
        )
        for text, picture in album.pictures.items()
    }


# ─── Shapes ──────────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=64)
def operators(drawing: Drawing) -> bytes:
    """What draws it (ISO 32000-1, 8.5 and 9.4)."""
    return _operators(drawing, {})


def _operators(drawing: Drawing, foreign: Mapping[str, _Foreign]) -> bytes:
    drawn = [
        _label(shape, foreign) if isinstance(shape, Label) else _SHAPES[type(shape)](shape)
        for shape in drawing.shapes
    ]
    return "\n".join(["1 J 1 j", *drawn]).encode("ascii")


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


def _label(shape: Label, foreign: Mapping[str, _Foreign]) -> str:
    if not isinstance(shape.content, str):
        raise ValueError("Formulas are set by TeX.")
    size, runs = shape.size, [run for run, _ in lettering.runs(shape.content)]
    widths = [foreign[run].width * size if run in foreign else lettering.width(run, size) for run in runs]
    space = lettering.width(" ", size)
    whole = sum(widths) + space * (len(runs) - 1)
    x = shape.x - {"left": 0.0, "right": whole}.get(shape.anchor, whole / 2)
    y = shape.y + BASELINE[shape.anchor] * size
    drawn = ["0 g"]
    for run, width in zip(runs, widths, strict=True):
        drawn.append(
            _pictured(foreign[run], x, y, size) if run in foreign else lettering.shown(run, x, y, size)
        )
        x += width + space
    return " ".join(drawn)


def _pictured(word: _Foreign, x: float, y: float, size: float) -> str:
    """Words whose baseline begins at a point."""
    left, bottom = x - word.begin[0] * size, y - word.begin[1] * size
    scale = f"{size * word.unit:.4f}"
    return f"q {scale} 0 0 {scale} {_number(left)} {_number(bottom)} cm {word.name} Do Q"


_SHAPES: dict[type[Shape], Callable[[Any], str]] = {Path: _path, Disc: _disc}


def _point(point: Point) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


def _number(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
