r"""Words as pictures: shaped by HarfBuzz, drawn into a PDF with a page for each, which TeX shows at any size.

    >>> album = drawn([["Ли", "王"]])                  # groups of words that share their fonts
    >>> album.pictures["Ли"].page, album.pdf[:5]      # doctest: +SKIP
    (1, b'%PDF-')

A page is as large as its word with a margin of `MARGIN` around it. Its text can be searched and copied: each glyph
has the letters that it stands for (ISO 32000-1, 9.10.3). Fonts hold no glyph that their group does not need. The same
words give the same bytes with the same fonts.

It owns glyphs. Which font has which letters is for `fonts`, and how a text is cut into words for `latex.foreign`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import groupby

import uharfbuzz
from pikepdf import Array, Dictionary, Name, Pdf, String

from generator.exporters.latex.foreign import stretches
from generator.exporters.pdf import fonts
from generator.exporters.pdf.fonts import Face

SIZE = 10.0
"""The size of the letters, in points of PDF."""
MARGIN = 2.0
"""The room around a word, in points of PDF, so that what sticks out of its box is not cut off."""
LONGEST = 100
"""Code points in a word that is drawn."""

_SUBSET = (
    uharfbuzz.SubsetFlags.NO_HINTING
    | uharfbuzz.SubsetFlags.DESUBROUTINIZE
    | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
    | uharfbuzz.SubsetFlags.DOWNGRADE_CFF2
    | uharfbuzz.SubsetFlags.CFF_IDENTITY_CHARSET
)
_DROPPED = ("GSUB", "GPOS", "GDEF", "BASE", "OS/2", "cmap", "name", "post", "vhea", "vmtx", "gasp", "kern")
"""Tables of a font that shaping needs, and drawing does not."""
_LANGUAGES = {"Hani": "zh-hans", "Hira": "ja", "Kana": "ja", "Hang": "ko"}


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


@dataclass(frozen=True, slots=True)
class _Glyph:
    number: int
    x: float
    y: float
    letters: str


@dataclass(frozen=True, slots=True)
class _Shaped:
    """A word: its glyphs from the left, and its extents, all at `SIZE`."""

    glyphs: tuple[_Glyph, ...]
    width: float
    height: float
    depth: float


def drawn(groups: Iterable[Sequence[str]]) -> Album | None:
    """Pictures of the words for which there are fonts; None if there is none.

    The words of a group share their fonts; a word is drawn with the first group that it is in.
    """
    pdf = Pdf.new()
    pictures: dict[str, Picture] = {}
    bold: dict[str, Picture] = {}
    for group in groups:
        book: dict[Face, _Font] = {}
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


def _draw(pdf: Pdf, pictures: dict[str, Picture], word: str, face: Face, book: dict[Face, _Font]) -> None:
    shaped = _shaped(word, face)
    if shaped is None:
        return
    if face not in book:
        book[face] = _Font(pdf, face)
    content = book[face].written(shaped)
    page = pdf.add_blank_page(
        page_size=(shaped.width + 2 * MARGIN, shaped.height + shaped.depth + 2 * MARGIN)
    )
    page.obj.Resources = Dictionary(Font=Dictionary(F=book[face].object))
    start = f"1 0 0 1 {MARGIN:g} {MARGIN + shaped.depth:.3f} cm"
    page.obj.Contents = pdf.make_stream(f"{start} BT /F {SIZE:g} Tf {content} ET".encode())
    pictures[word] = Picture(len(pdf.pages), shaped.width, shaped.height, shaped.depth)


# ─── Shaping ─────────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(16)
def _opened(face: Face) -> uharfbuzz.Font:
    blob = uharfbuzz.Blob.from_file_path(face.file)
    font = uharfbuzz.Font(uharfbuzz.Face(blob, face.index))
    if face.variable:
        font.set_variations({"wght": _weight(face)})
    return font


def _weight(face: Face) -> int:
    return 700 if face.bold else 400


@lru_cache(4096)
def _script(c: str) -> str | None:
    """The script of a letter, such as "Cyrl"; None for digits, punctuation and what else all scripts share."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(c)
    buffer.guess_segment_properties()
    script: str | None = buffer.script
    return script


def _in_one_script(text: str) -> Iterator[tuple[str, str | None]]:
    """Stretches of one script each; what all scripts share goes with what is before it."""
    scripts: list[str | None] = []
    for c in text:
        scripts.append(_script(c) or (scripts[-1] if scripts else None))
    first = next((script for script in scripts if script), None)
    for script, group in groupby(zip(text, scripts, strict=True), key=lambda pair: pair[1] or first):
        yield "".join(c for c, _ in group), script


@lru_cache(4096)
def _shaped(word: str, face: Face) -> _Shaped | None:
    """A word as glyphs; None if the font has none for some letter after all."""
    font = _opened(face)
    unit = SIZE / font.face.upem
    glyphs: list[_Glyph] = []
    x = top = bottom = 0.0
    for stretch, leftward in stretches(word):
        parts = list(_in_one_script(stretch))
        for text, script in reversed(parts) if leftward else parts:
            buffer = uharfbuzz.Buffer()
            buffer.add_codepoints([ord(c) for c in text])
            buffer.direction = "rtl" if leftward else "ltr"
            buffer.script = script or "Zyyy"
            buffer.language = _LANGUAGES.get(script or "", "und")  # never that of the system
            buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
            uharfbuzz.shape(font, buffer)
            infos, positions = buffer.glyph_infos, buffer.glyph_positions
            letters = _letters(text, [info.cluster for info in infos], leftward)
            for info, position, said in zip(infos, positions, letters, strict=True):
                if info.codepoint == 0:
                    return None
                glyph = _Glyph(info.codepoint, x + position.x_offset * unit, position.y_offset * unit, said)
                glyphs.append(glyph)
                if extents := font.get_glyph_extents(info.codepoint):
                    high = glyph.y + extents.y_bearing * unit
                    top, bottom = max(top, high), min(bottom, high + extents.height * unit)
                x += position.x_advance * unit
    return _Shaped(tuple(glyphs), x, top, -bottom)


def _letters(text: str, clusters: list[int], leftward: bool) -> list[str]:
    """What each glyph says, so that the letters of a cluster come in their order when its glyphs are read in theirs."""
    starts = sorted(set(clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    out = [""] * len(clusters)
    for start in starts:
        places = [place for place, cluster in enumerate(clusters) if cluster == start]
        said = list(text[start : ends[start]])
        for place in reversed(places) if leftward else places:
            out[place] = said.pop(0) if said else ""
        out[places[0] if leftward else places[-1]] += "".join(said)
    return out


# ─── Fonts in a PDF ──────────────────────────────────────────────────────────────────────────────────────


class _Font:
    """A font of a PDF while words are written with it: a number (CID) for each glyph and what it says there.

    Outlines of TrueType are found from numbers by a table; those of CFF by the numbers that the glyphs have in the
    font, so one that says two things says the first of them.
    """

    def __init__(self, pdf: Pdf, face: Face) -> None:
        self._pdf, self._face = pdf, face
        self._flat = not {"CFF ", "CFF2"}.isdisjoint(_opened(face).face.table_tags)
        self._codes: dict[tuple[int, str], int] = {}
        self.object = pdf.make_indirect(Dictionary(Type=Name.Font))

    def written(self, shaped: _Shaped) -> str:
        """The operators that show a word."""
        shown = []
        for glyph in shaped.glyphs:
            key = glyph.number, glyph.letters
            code = self._codes.setdefault(key, glyph.number if self._flat else len(self._codes) + 1)
            shown.append(f"1 0 0 1 {glyph.x:.3f} {glyph.y:.3f} Tm <{code:04X}> Tj")
        return " ".join(shown)

    def close(self) -> None:
        """Writes the font, now that it is known what it is needed for."""
        font, pdf = _opened(self._face), self._pdf
        made, places = _subset(self._face, sorted({glyph for glyph, _ in self._codes}), self._flat)
        data = bytes((made.reference_table("CFF ") if self._flat else made.blob).data)
        name = Name(f"/{_tag(data)}+{_plain_name(font.face)}")
        unit = 1000 / font.face.upem
        extents = font.get_font_extents("ltr")
        said: dict[int, str] = {}
        held = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType0 if self._flat else Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            W=Array(),
        )
        numbers = bytearray(2 * (len(self._codes) + 1))
        for (glyph, letters), code in self._codes.items():
            if code not in said:
                said[code] = letters
                held.W.append(code)
                held.W.append(Array([round(font.get_glyph_h_advance(glyph) * unit)]))
            if not self._flat:
                numbers[2 * code : 2 * code + 2] = places[glyph].to_bytes(2, "big")
        stream = pdf.make_stream(data)
        if self._flat:
            stream.Subtype = Name.CIDFontType0C
        else:
            stream.Length1 = len(data)
            held.CIDToGIDMap = pdf.make_stream(bytes(numbers))
        held.FontDescriptor = pdf.make_indirect(
            Dictionary(
                {
                    "/Type": Name.FontDescriptor,
                    "/FontName": name,
                    "/Flags": 4,
                    "/FontBBox": Array([-1000, -1000, 3000, 2000]),
                    "/ItalicAngle": 0,
                    "/Ascent": round(extents.ascender * unit),
                    "/Descent": round(extents.descender * unit),
                    "/CapHeight": 700,
                    "/StemV": 120 if self._face.bold else 80,
                    "/FontFile3" if self._flat else "/FontFile2": stream,
                }
            )
        )
        self.object.Subtype = Name.Type0
        self.object.BaseFont = name
        self.object.Encoding = Name("/Identity-H")
        self.object.DescendantFonts = Array([pdf.make_indirect(held)])
        self.object.ToUnicode = pdf.make_stream(_to_unicode(said))


def _subset(face: Face, glyphs: list[int], kept_places: bool) -> tuple[uharfbuzz.Face, dict[int, int]]:
    """A font with these glyphs alone, and where they are in it."""
    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
    wanted.flags = _SUBSET | (uharfbuzz.SubsetFlags.RETAIN_GIDS if kept_places else 0)
    whole = _opened(face).face
    if face.variable:
        wanted.pin_all_axes_to_default(whole)
        wanted.pin_axis_location(whole, "wght", _weight(face))
    plan = uharfbuzz.SubsetPlan(whole, wanted)
    return plan.execute(), dict(plan.old_to_new_glyph_mapping)


def _to_unicode(said: Mapping[int, str]) -> bytes:
    """What each number says (Adobe Technical Note 5411)."""
    rows = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in sorted(said.items())]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    lines = [line for rows in blocks for line in (f"{len(rows)} beginbfchar", *rows, "endbfchar")]
    return "\n".join([_CMAP_HEAD, *lines, _CMAP_TAIL]).encode()


_CMAP_HEAD = """\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange"""
_CMAP_TAIL = """\
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def _tag(data: bytes) -> str:
    """Six letters that tell this part of a font from others."""
    number = int.from_bytes(sha256(data).digest()[:8], "big")
    return "".join(chr(65 + number // 26**place % 26) for place in range(6))


def _plain_name(face: uharfbuzz.Face) -> str:
    name = face.get_name(uharfbuzz.OTNameIdPredefined.POSTSCRIPT_NAME) or "Font"
    return re.sub("[^A-Za-z0-9-]", "", name)[:60] or "Font"
