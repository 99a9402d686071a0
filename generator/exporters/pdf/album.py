"""Words as pictures: a PDF with a page for each, which TeX shows at any size.

    >>> album = drawn([["Ли", "王"]])                  # groups of words that share their fonts
    >>> album.pictures["Ли"].page, album.pdf[:5]      # doctest: +SKIP
    (1, b'%PDF-')

A page is as large as its word with a margin of `MARGIN` around it. The same words give the same bytes with the same
fonts. A word whose glyphs do not follow each other as its letters do says which word it is (ISO 32000-1, 14.9.4);
those from right to left do not, for readers put their letters in order by themselves. Which font has which letters is
for `fonts`, and how a text is cut into words for `latex.foreign`.

What is drawn without TeX, such as a sheet with a student's name, takes the same pages as forms (ISO 32000-1, 8.10):
`Page.as_form_xobject` of pikepdf makes one, and its origin is `MARGIN` left of where the baseline begins, and
`MARGIN + depth` below it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pikepdf import Dictionary, Pdf

from generator.exporters.pdf import fonts
from generator.exporters.pdf.embedding import Font
from generator.exporters.pdf.fonts import Face
from generator.exporters.pdf.shaping import SIZE, shaped

MARGIN = 2.0
"""The room around a word, in points of PDF, so that what sticks out of its box is not cut off."""


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
            if word not in pictures and (face := fonts.chosen(word)):
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
    content = f"BT /F {SIZE:g} Tf {shown} ET"
    if not written.in_order:
        said = f"FEFF{word.encode('utf-16-be').hex().upper()}"
        content = f"/Span <</ActualText <{said}>>> BDC {content} EMC"
    page.obj.Contents = pdf.make_stream(f"{start} {content}".encode())
    pictures[word] = Picture(len(pdf.pages), width, height, depth)
