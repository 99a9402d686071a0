"""Fonts inside a PDF, with the glyphs that are needed and no others; text that is written with them can be copied.

    font = Font(pdf, face)
    content = f"BT /F 10 Tf {font.written(word)} ET"        with Resources << /Font << /F font.object >> >>
    font.close()                                            when all words are written

A font is of the composite kind (ISO 32000-1, 9.7), and says for each glyph which letters it stands for (9.10.3).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256

import uharfbuzz
from pikepdf import Array, Dictionary, Name, Pdf, String

from generator.exporters.pdf.fonts import Face
from generator.exporters.pdf.shaping import Shaped, opened, weight

_SUBSET = (
    uharfbuzz.SubsetFlags.NO_HINTING
    | uharfbuzz.SubsetFlags.DESUBROUTINIZE
    | uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
    | uharfbuzz.SubsetFlags.DOWNGRADE_CFF2
    | uharfbuzz.SubsetFlags.CFF_IDENTITY_CHARSET
)
_DROPPED = ("GSUB", "GPOS", "GDEF", "BASE", "OS/2", "cmap", "name", "post", "vhea", "vmtx", "gasp", "kern")
"""Tables of a font that shaping needs, and drawing does not."""


class Font:
    """A font of a PDF while words are written with it: a number (CID) for each glyph and what it says there.

    Outlines of TrueType are found from numbers by a table; those of CFF by the numbers that the glyphs have in the
    font, so one that says two things says the first of them.
    """

    def __init__(self, pdf: Pdf, face: Face) -> None:
        self._pdf, self._face = pdf, face
        self._flat = not {"CFF ", "CFF2"}.isdisjoint(opened(face).face.table_tags)
        self._codes: dict[tuple[int, str], int] = {}
        self.object = pdf.make_indirect(Dictionary(Type=Name.Font))

    def written(self, shaped: Shaped) -> str:
        """The operators that show a word."""
        shown = []
        for glyph in shaped.glyphs:
            key = glyph.number, glyph.letters
            code = self._codes.setdefault(key, glyph.number if self._flat else len(self._codes) + 1)
            shown.append(f"1 0 0 1 {glyph.x:.3f} {glyph.y:.3f} Tm <{code:04X}> Tj")
        return " ".join(shown)

    def close(self) -> None:
        """Writes the font, now that it is known what it is needed for."""
        font, pdf = opened(self._face), self._pdf
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
    whole = opened(face).face
    if face.variable:
        wanted.pin_all_axes_to_default(whole)
        wanted.pin_axis_location(whole, "wght", weight(face))
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
