"""Words as pictures: a PDF with a page for each, which TeX shows at any size; and lines of text for PDF without TeX.

    >>> album = drawn([["Ли", "王"]])                  # groups of words that share their fonts
    >>> album.pictures["Ли"].page, album.pdf[:5]      # doctest: +SKIP
    (1, b'%PDF-')

A page is as large as its word with a margin of `MARGIN` around it. The same words give the same bytes with the same
fonts. Which font has which letters is for `fonts`, and how a text is cut into words for `latex.foreign`.

A line of any text, such as a student's name on a drawn sheet, is a form to be shown on a page (ISO 32000-1, 8.10):

    lettering = Lettering(pdf)                        # a pikepdf.Pdf that is being written
    line = lettering.line("王小明 · 500123")
    resources.XObject["/Name"] = line.form            # then, at size 12 with its baseline beginning at (100, 700):
    content = "q 1.2 0 0 1.2 100 700 cm /Name Do Q"   # 1.2 is 12 / SIZE; it is 1.2 * line.width wide
    lettering.close()                                 # when all lines are there
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Object, Pdf

from generator.exporters.latex.foreign import clusters, seen
from generator.exporters.pdf import fonts
from generator.exporters.pdf.embedding import Font
from generator.exporters.pdf.fonts import Face
from generator.exporters.pdf.shaping import SIZE, Shaped, shaped

MARGIN = 2.0
"""The room around a word, in points of PDF, so that what sticks out of its box is not cut off."""
LONGEST = 100
"""Code points in a word that is drawn."""
_SPACE = 0.25 * SIZE


@dataclass(frozen=True, slots=True)
class Picture:
    """Where a word is drawn: its page, from 1, and how far it reaches right, up and down, without the margin."""

    page: int
    width: float
    height: float
    depth: float


@dataclass(frozen=True, slots=True)
class Album:
    """Pictures of words in one PDF; those in bold are there for words that have a bold font."""

    pdf: bytes
    pictures: Mapping[str, Picture]
    bold: Mapping[str, Picture]


def drawn(groups: Iterable[Sequence[str]]) -> Album | None:
    """Pictures of the words for which there are fonts; None if there is none.

    The words of a group share their fonts; a word is drawn with the first group that it is in.
    """
    pdf = Pdf.new()
    pictures: dict[str, Picture] = {}
    bold: dict[str, Picture] = {}
    for group in groups:
        book: dict[Face, Font] = {}
        for word in dict.fromkeys(group):
            if word not in pictures and len(word) <= LONGEST and (face := fonts.chosen(word)):
                _draw(pdf, pictures, word, face, book)
                if word in pictures and (heavy := fonts.in_bold(word)):
                    _draw(pdf, bold, word, heavy, book)
        for font in book.values():
            font.close()
    if not pictures:
        return None
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=True, compress_streams=True)
    return Album(stream.getvalue(), pictures, bold)


def _draw(pdf: Pdf, pictures: dict[str, Picture], word: str, face: Face, book: dict[Face, Font]) -> None:
    written = shaped(word, face)
    if written is None:
        return
    if face not in book:
        book[face] = Font(pdf, face)
    width, height, depth = written.width, written.height, written.depth
    page = pdf.add_blank_page(page_size=(width + 2 * MARGIN, height + depth + 2 * MARGIN))
    page.obj.Resources = Dictionary(Font=Dictionary(F=book[face].object))
    start = f"1 0 0 1 {MARGIN:g} {MARGIN + depth:.3f} cm"
    shown = book[face].written(written)
    page.obj.Contents = pdf.make_stream(f"{start} BT /F {SIZE:g} Tf {shown} ET".encode())
    pictures[word] = Picture(len(pdf.pages), width, height, depth)


# ─── Lines ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text at `SIZE`: a form whose origin is where its baseline begins, and its extents."""

    form: Object
    width: float
    height: float
    depth: float


class Lettering:
    """Lines of text in a PDF; all of them share their fonts."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._book: dict[Face, Font] = {}
        self._names: dict[Face, str] = {}

    def line(self, text: str, *, bold: bool = False) -> Line | None:
        """A text on one line, its words in the order in which they are seen; None if no font has some letter of it."""
        content: list[str] = []
        x = height = depth = 0.0
        used: dict[str, Object] = {}
        for word in seen(text):
            if word.isspace():
                x += _SPACE
                continue
            written = _written(word, bold)
            if written is None:
                return None
            for part, face in written:
                if face not in self._book:
                    self._book[face] = Font(self._pdf, face)
                    self._names[face] = f"/F{len(self._book)}"
                name = self._names[face]
                used[name] = self._book[face].object
                shown = self._book[face].written(part)
                content.append(f"q 1 0 0 1 {x:.3f} 0 cm BT {name} {SIZE:g} Tf {shown} ET Q")
                x += part.width
                height, depth = max(height, part.height), max(depth, part.depth)
        box = [-MARGIN, -depth - MARGIN, x + MARGIN, height + MARGIN]
        form = self._pdf.make_stream(
            "\n".join(content).encode(),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([round(value, 3) for value in box]),
            Resources=Dictionary(Font=Dictionary(used)),
        )
        return Line(form, x, height, depth)

    def close(self) -> None:
        """Writes the fonts."""
        for font in self._book.values():
            font.close()


def _written(word: str, bold: bool) -> list[tuple[Shaped, Face]] | None:
    """A word in one font, or else letter by letter in several; None if a letter is in none."""
    out = []
    for part in [word] if len(word) <= LONGEST and fonts.chosen(word) else clusters(word):
        face = (bold and fonts.in_bold(part)) or fonts.chosen(part)
        glyphs = shaped(part, face) if face else None
        if face is None or glyphs is None:
            return None
        out.append((glyphs, face))
    return out
