r"""Words in letters that TeX's fonts lack, drawn with other fonts of this machine: a file of pictures beside a source.

    pieces, files = illustrated(source("worksheet", heading, papers))
    engine.compiled("".join(pieces), name, files=files)

`latex.foreign` writes such words as `\foreign{41B 438}`. Here all of a document are collected, `album` draws them,
and the preamble learns where each is. A source without any comes back as it is, and so does one for whose words there
are no fonts: their code points are printed, and `lacking` says which they are.

What is drawn without TeX has `album.Lettering`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from generator.exporters.latex import escape
from generator.exporters.pdf import fonts

if TYPE_CHECKING:  # imported where there is something to draw
    from generator.exporters.pdf.album import Picture

FILE = "foreign.pdf"
"""The name by which `templates/pdf/content.tex` loads the pictures."""

MOST_WORDS = 20_000
"""Words of a document that are drawn; the code points of others are printed."""

ADVICE = (
    "Fonts for most scripts: the packages fontconfig, fonts-noto-core and fonts-noto-cjk (see docs/tex.md)."
)
"""How to get what is lacking, in a sentence."""

_BEGIN = "\\begin{document}"


def illustrated(pieces: Iterable[str]) -> tuple[list[str], dict[str, bytes]]:
    """The pieces of a source, the first of which has the preamble, with pictures; and the file to lie beside it.

    Words that come first in the same piece share their fonts: a paper that is taken out of a document has few others.
    """
    texts = list(pieces)
    words = dict.fromkeys((word, place) for place, text in enumerate(texts) for word in escape.words(text))
    groups: dict[int, list[str]] = {}
    seen: set[str] = set()
    for word, place in words:
        if word not in seen and len(seen) < MOST_WORDS:
            seen.add(word)
            groups.setdefault(place, []).append(word)
    if not groups:
        return texts, {}
    from generator.exporters.pdf.album import drawn

    album = drawn(groups.values())
    if album is None:
        return texts, {}
    lines = []
    for word, picture in album.pictures.items():
        bold = album.bold.get(word, picture)
        codes = " ".join(f"{ord(c):X}" for c in word)
        lines.append(f"\\foreignpicture{{{codes}}}{_place(picture)}{_place(bold)}\n")
    before, begin, after = texts[0].partition(_BEGIN)
    leftward = "\\withrightleft\n" if "\\rightleft{" in "".join(texts) else ""
    return ["".join((before, leftward, *lines, begin, after)), *texts[1:]], {FILE: album.pdf}


def _place(picture: Picture) -> str:
    lengths = (picture.width, picture.height, picture.depth)
    return f"{{{picture.page}}}" + "".join(f"{{{length:.3f}}}" for length in lengths)


def lacking(latex: str) -> tuple[str, ...]:
    """The characters of a source that no font here has, each once, in order."""
    lost = [word for word in escape.words(latex) if fonts.chosen(word) is None]
    found = dict.fromkeys(c for word in lost for c in (fonts.lacking(word) or word))
    return tuple(c for c in found if c in escape.missing(latex))
