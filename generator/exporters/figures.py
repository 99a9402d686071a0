"""Figures as SVG files: what they hold, what they are called, and which of them a question needs.

Owns the writing of a `model.Drawing` as SVG 1.1 for every exporter whose questions are read on a screen. It must
not know of packages: an exporter puts `svg(figure)` under the name `file_name(figure)` where its `html.Style` says
that figures lie.

    >>> from generator.model import Path
    >>> figure = Figure(Drawing(20, 10, (Path(((0, 0), (20, 10))),)), "A line.")
    >>> svg(figure).decode().splitlines()[2]
    '<path d="M0 10L20 0" fill="none" stroke="#000" stroke-width="0.8"/>'

Labels are text in a generic serif type. A file name is made from the bytes of its file, so equal figures are one
file, and a file under its name never changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Any, get_args

from generator.exporters.escape import escape
from generator.exporters.formulas.plain import plain
from generator.model import Disc, Drawing, Figure, Formula, Label, Path, Question, Sym

BASELINE = {"centre": -0.33, "left": -0.33, "right": -0.33, "top": -0.75, "bottom": 0.22}
"""How far above its point the baseline of a label lies, in sizes of its type. Print uses the same numbers."""

_ANCHORS = {"left": "start", "right": "end"}
_HALO = 0.25
"""The width of the white around a masked label, on either side, in sizes of its type."""

_RUNS = re.compile(r"([A-Za-z\u0370-\u03ff]+)")
"""Splits a text into runs of Latin and Greek letters and what stands between them."""

_PREFIX = "figure-"

_NO_FIGURE = frozenset(get_args(Formula))


@lru_cache(maxsize=1024)
def svg(figure: Figure) -> bytes:
    """The figure as a file of its own, UTF-8, with its alternative text as its title.

    Raises ValueError for a character that XML cannot hold, or a formula that has no plain text.
    """
    sheet = figure.drawing
    width, height = _number(sheet.width), _number(sheet.height)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt"'
        f' viewBox="0 0 {width} {height}" role="img" font-family="serif">',
        f"<title>{escape(figure.alt)}</title>",
        *_shapes(sheet),
        "</svg>\n",
    ]
    return "\n".join(lines).encode()


@lru_cache(maxsize=1024)
def inline_svg(figure: Figure, size: float) -> str:
    """The figure as an element of a page, where `size` points are one em, so that it grows with the text around it.

    Its name is an attribute: a title inside would be shown beside the pointer, and an identifier could stand on a page
    twice. Raises ValueError as `svg` does.
    """
    sheet = figure.drawing
    width, height = _number(sheet.width), _number(sheet.height)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_number(sheet.width / size)}em"'
        f' viewBox="0 0 {width} {height}" role="img" aria-label="{escape(figure.alt)}" font-family="serif">'
    )
    return "".join([head, *_shapes(sheet), "</svg>"])


def _shapes(sheet: Drawing) -> list[str]:
    return [_SHAPES[type(shape)](shape, sheet) for shape in sheet.shapes]


@lru_cache(maxsize=1024)
def file_name(figure: Figure) -> str:
    """`figure-` and 16 hexadecimal digits of the file's content, `.svg`."""
    return f"{_PREFIX}{blake2b(svg(figure), digest_size=8).hexdigest()}.svg"


def files(question: Question, *written: str) -> tuple[tuple[str, bytes], ...]:
    """The files of a question's figures: their names and what is in them. `written` is the markup that shows them.

    Few questions have figures, and to look through one takes time; so it is done where a name stands in the markup.
    """
    if not any(_PREFIX in text for text in written):
        return ()
    return tuple((file_name(figure), svg(figure)) for figure in figures_in(question))


def figures_in(question: Question) -> tuple[Figure, ...]:
    """The figures of a question, each once, as they come: stem, parts (prompt, answer, mistakes), solution."""
    found: dict[Figure, None] = {}
    _find(question, found)
    return tuple(found)


def _find(node: Any, found: dict[Figure, None]) -> None:
    """Goes through the fields of the model, whatever kinds of answer it has. Every question comes by here."""
    kind: type = type(node)
    if kind is tuple:
        for item in node:
            _find(item, found)
    elif kind is Figure:
        found[node] = None
    else:
        for name in _fields(kind):
            _find(getattr(node, name), found)


@cache
def _fields(kind: type) -> tuple[str, ...]:
    """Where a figure can be; formulas and values hold none."""
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) and kind not in _NO_FIGURE else ()


# ─── Shapes ──────────────────────────────────────────────────────────────────────────────────────────────


def _number(value: float) -> str:
    """Two decimals at most, no exponent, no negative zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _grey(ink: float) -> str:
    level = round(255 * ink)
    return {0: "#000", 255: "#fff"}.get(level, f"#{level:02x}{level:02x}{level:02x}")


def _look(stroke: float, ink: float, fill: float | None) -> str:
    """The attributes of a line and an area."""
    area = "none" if fill is None else _grey(fill)
    line = f' stroke="{_grey(ink)}" stroke-width="{_number(stroke)}"' if stroke else ""
    return f'fill="{area}"{line}'


def _path(shape: Path, sheet: Drawing) -> str:
    points = "L".join(f"{_number(x)} {_number(sheet.height - y)}" for x, y in shape.points)
    dashes = f' stroke-dasharray="{" ".join(map(_number, shape.dashes))}"' if shape.dashes else ""
    end = "Z" if shape.closed else ""
    return f'<path d="M{points}{end}" {_look(shape.stroke, shape.ink, shape.fill)}{dashes}/>'


def _disc(shape: Disc, sheet: Drawing) -> str:
    x, y = shape.centre
    place = f'cx="{_number(x)}" cy="{_number(sheet.height - y)}" r="{_number(shape.radius)}"'
    return f"<circle {place} {_look(shape.stroke, shape.ink, shape.fill)}/>"


def _label(shape: Label, sheet: Drawing) -> str:
    y = sheet.height - shape.y - BASELINE[shape.anchor] * shape.size
    anchor = _ANCHORS.get(shape.anchor, "middle")
    halo = (
        f' stroke="#fff" stroke-width="{_number(2 * _HALO * shape.size)}" stroke-linejoin="round"'
        ' paint-order="stroke"'
        if shape.masked
        else ""
    )
    return (
        f'<text x="{_number(shape.x)}" y="{_number(y)}" font-size="{_number(shape.size)}"'
        f' text-anchor="{anchor}"{halo}>{_content(shape.content)}</text>'
    )


def _content(content: Formula | str) -> str:
    """Words as they are; of a formula its plain text, with its variables in italics and its vectors in bold."""
    if isinstance(content, str):
        return escape(content)
    names = {"italic": set[str](), "bold": set[str](), "upright": set[str]()}
    for symbol in _symbols(content):
        names[symbol.style].add(symbol.name)
    known = names["italic"] | names["bold"]
    styles = (("font-style", "italic"), ("font-weight", "bold"))

    def styled(run: str) -> str:
        for attribute, style in styles:
            if run in names[style]:
                return f'<tspan {attribute}="{style}">{escape(run)}</tspan>'
        if len(run) > 1 and all(letter in known for letter in run):  # a product: `xy`
            return "".join(map(styled, run))
        return escape(run)

    return "".join(map(styled, _RUNS.split(plain(content))))


def _symbols(node: Any) -> Iterator[Sym]:
    if type(node) is Sym:
        yield node
    elif type(node) is tuple:
        for item in node:
            yield from _symbols(item)
    elif is_dataclass(node):
        for field in fields(node):
            yield from _symbols(getattr(node, field.name))


_SHAPES: dict[type, Callable[[Any, Drawing], str]] = {Path: _path, Disc: _disc, Label: _label}
