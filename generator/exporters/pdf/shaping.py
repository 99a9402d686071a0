"""Words as glyphs: which ones, where they stand, and what each of them says. HarfBuzz knows.

    shaped("Ли", face).glyphs[0].letters            'Л'

A word may have several scripts, and numbers in a script that goes from right to left: its glyphs are in the order in
which they are seen. The same word gives the same glyphs with the same font, whatever the language of the system is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import uharfbuzz

from generator.exporters.latex.foreign import stretches
from generator.exporters.pdf.fonts import Face

SIZE = 10.0
"""The size of the letters, in points of PDF."""

_LANGUAGES = {"Hani": "zh-hans", "Hira": "ja", "Kana": "ja", "Hang": "ko"}


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph by its number in the font; where it stands, at `SIZE`; the letters that it says, "" for none."""

    number: int
    x: float
    y: float
    letters: str


@dataclass(frozen=True, slots=True)
class Shaped:
    """A word: its glyphs from the left, and its extents, all at `SIZE`; do they follow each other as letters do?"""

    glyphs: tuple[Glyph, ...]
    width: float
    height: float
    depth: float
    in_order: bool


@lru_cache(16)
def opened(face: Face) -> uharfbuzz.Font:
    """A font, open."""
    blob = uharfbuzz.Blob.from_file_path(face.file)
    font = uharfbuzz.Font(uharfbuzz.Face(blob, face.index))
    if face.variable:
        font.set_variations({"wght": weight(face)})
    return font


def weight(face: Face) -> int:
    """How heavy a font is that can have any weight."""
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
def shaped(word: str, face: Face) -> Shaped | None:
    """A word as glyphs; None if the font has none for some letter after all."""
    font = opened(face)
    unit = SIZE / font.face.upem
    glyphs: list[Glyph] = []
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
                glyph = Glyph(info.codepoint, x + position.x_offset * unit, position.y_offset * unit, said)
                glyphs.append(glyph)
                if extents := font.get_glyph_extents(info.codepoint):
                    high = glyph.y + extents.y_bearing * unit
                    top, bottom = max(top, high), min(bottom, high + extents.height * unit)
                x += position.x_advance * unit
    said = "".join(glyph.letters for glyph in glyphs)
    simple = all(len(glyph.letters) == 1 for glyph in glyphs) and not any(
        unicodedata.category(c)[0] == "M" for c in word
    )
    leftward = any(way for _, way in stretches(word))
    return Shaped(tuple(glyphs), x, top, -bottom, leftward or (simple and said == word))


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
