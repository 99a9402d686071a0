"""A page of a bubble sheet as a drawing: in two layers, of which only one differs from paper to paper.

    >>> from generator.sheets.layout import Row, laid_out
    >>> sheet = laid_out((Row("1", tuple("abcd")),))
    >>> len(form(sheet, 1, Words("Quiz", "Name", "Number", "Page 1 of 1")).shapes) > 16
    True

`form` is the same for all papers of a set, so a document can hold it once; `stamp` has the code and the student's
name. Both are as large as the page and are laid over each other, without any margin and not made smaller.

What a bubble is printed with is lighter than what a pen leaves: an outline in grey and a letter in light grey.
Words come from the caller, in the language of the set.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import east_asian_width

from generator.model import Disc, Drawing, Label, Path, Shape
from generator.sheets.codes import Code, modules
from generator.sheets.glyphs import strokes
from generator.sheets.layout import (
    EDGE,
    MARK,
    MARKS,
    MODULE,
    Field,
    Sheet,
    code_box,
    label_size,
    mark_corners,
)

OUTLINE, OUTLINE_INK = 0.7, 0.45
LETTER, LETTER_INK = 0.6, 0.68
"""The widths in points of the lines of a bubble and of its letter, and their greys: 1 is white."""

LETTER_HEIGHT = 1.05
"""How high a capital letter in a bubble is, in radii."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is written on a page: the title, "Name", what the student's number is called, "Page 1 of 2", and up to
    three short lines on how bubbles are to be filled. `examples` are the words for a bubble that is filled rightly and
    for some that are not; with them there is room for two lines of help."""

    title: str
    name: str
    number: str
    page: str
    help: tuple[str, ...] = ()
    examples: tuple[str, str] | None = None


def form(sheet: Sheet, page: int, words: Words) -> Drawing:
    """What all papers have in common on a page, counted from 1."""
    left = EDGE + MARK + 14
    room = code_box(sheet.width, sheet.height).left - 14 - left
    top = sheet.height - EDGE
    fields = sheet.pages[page - 1]
    shapes: list[Shape] = [*_marks(sheet)]
    shapes.append(_line(left, top - 12, words.title, 13, room))
    name = _line(left, top - 38, words.name, 9, room / 3)
    shapes += [name, Path(((left + room / 3, top - 42), (left + room, top - 42)), 0.5)]
    shapes += [_line(left, top - 56 - 11 * n, line, 8, room) for n, line in enumerate(words.help[:3])]
    if words.examples:
        shapes += _examples(words.examples, left, top - 80, room)
    shapes.append(Label(sheet.width / 2, EDGE + 8, words.page, "centre", 8))
    if fields.number:
        first = fields.number[0]
        room = sheet.width - 2 * first.box.left
        shapes.append(_line(first.box.left, first.box.top + 2 * sheet.radius + 12, words.number, 8, room))
        for field in fields.number:
            shapes.append(_writing_box(field, sheet.radius))
            shapes += _bubbles(field, sheet.radius)
    for field in fields.fields:
        x = field.box.left - sheet.radius / 3
        shapes.append(
            Label(round(x, 2), field.bubbles[0][1], field.row.label, "right", label_size(sheet.radius))
        )
        shapes += _bubbles(field, sheet.radius)
    return Drawing(sheet.width, sheet.height, tuple(shapes))


def stamp(sheet: Sheet, code: Code, holder: str = "", paper: str = "") -> Drawing:
    """What one paper has of its own on a page: its code, twice; the name of its holder, or which `paper` it is.

    Raises ValueError for a code of another number of pages than the sheet has.
    """
    if code.pages != len(sheet.pages):
        raise ValueError(f"The sheet has {len(sheet.pages)} pages, not {code.pages}.")
    box = code_box(sheet.width, sheet.height)
    left = EDGE + MARK + 14
    room = box.left - 14 - left
    shapes: list[Shape] = [*modules(code, box.left, box.top, box.right - box.left)]
    if holder:
        shapes.append(_line(left + room / 3 + 3, sheet.height - EDGE - 37, holder, 10, room * 2 / 3 - 3))
    if paper:
        shapes.append(_line(left, sheet.height - EDGE - 24, paper, 9, room))
    text = code.text()
    size = min(7.0, (sheet.width - 2 * (EDGE + MARK + 10)) / (0.62 * len(text)))
    shapes.append(Label(sheet.width / 2, EDGE + 20, text, "centre", round(size, 2)))
    return Drawing(sheet.width, sheet.height, tuple(shapes))


def drawn(sheet: Sheet, code: Code, words: Words, holder: str = "") -> Drawing:
    """Both layers of the page that the code names."""
    layers = (form(sheet, code.page, words), stamp(sheet, code, holder))
    return Drawing(sheet.width, sheet.height, tuple(shape for layer in layers for shape in layer.shapes))


def _marks(sheet: Sheet) -> Iterator[Path]:
    """The registration marks: a black square each, and its white modules."""
    for rows, corners in zip(MARKS, mark_corners(sheet.width, sheet.height), strict=True):
        yield Path(corners, 0, closed=True, fill=0)
        west, north = corners[0]
        for row, modules_of_row in enumerate(rows, start=1):
            for column, module in enumerate(modules_of_row, start=1):
                if module == "1":
                    yield _rectangle(west + column * MODULE, north - row * MODULE, MODULE)


def _examples(words: tuple[str, str], left: float, y: float, room: float) -> Iterator[Shape]:
    """A bubble that is filled as it should be, and three that are not, each with its words."""
    right, wrong = words
    r, x = 4.5, left + 4.5
    yield Disc((x, y), r, OUTLINE, OUTLINE_INK, None)
    yield Disc((x, y), r - 0.3, 0, 0, 0)
    yield _line(x + 8, y, right, 8, 0.35 * room)
    for n in range(3):
        x = round(left + 0.45 * room + 13 * n, 2)
        yield Disc((x, y), r, OUTLINE, OUTLINE_INK, None)
        if n == 0:
            yield Path(((x - 3, y), (x - 1, y - 3), (x + 3, y + 4)), 0.9)
        elif n == 1:
            yield Path(((x - 3, y - 3), (x + 3, y + 3)), 0.9)
            yield Path(((x - 3, y + 3), (x + 3, y - 3)), 0.9)
        else:
            yield Disc((x, y), 1.6, 0, 0, 0)
    yield _line(x + 8, y, wrong, 8, 0.45 * room)


def _rectangle(left: float, top: float, side: float) -> Path:
    left, top, right, bottom = (round(value, 2) for value in (left, top, left + side, top - side))
    return Path(((left, bottom), (right, bottom), (right, top), (left, top)), 0, closed=True, fill=1)


def _bubbles(field: Field, radius: float) -> Iterator[Shape]:
    for option, (x, y) in zip(field.row.options, field.bubbles, strict=True):
        yield Disc((x, y), radius, OUTLINE, OUTLINE_INK, None)
        for stroke in strokes(option, x, y, LETTER_HEIGHT * radius):
            yield Path(stroke, LETTER, LETTER_INK)


def _writing_box(field: Field, radius: float) -> Path:
    """Where a digit of the number is written by hand."""
    west, east, south = field.box.left, field.box.right, field.box.top + 2
    north = round(south + 2.4 * radius, 2)
    return Path(((west, south), (east, south), (east, north), (west, north)), 0.5, 0.3, closed=True)


def _line(x: float, y: float, text: str, size: float, room: float) -> Label:
    """Words that begin at a point, set smaller or cut where they would need more room, going by what letters need."""
    wide = sum(1.0 if east_asian_width(c) in "WF" else 0.56 for c in text)
    size = max(6.0, min(size, room / wide)) if wide else size
    while text and size * sum(1.0 if east_asian_width(c) in "WF" else 0.56 for c in text) > room:
        text = text[:-2].rstrip() + "…" if len(text) > 2 else ""
    return Label(round(x, 2), round(y, 2), text, "left", round(size, 2))
