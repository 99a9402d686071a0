r"""Text with characters that the fonts of TeX lack, cut into what is printed as one.

    >>> "".join(pieces("Ли 王芳", known=frozenset(range(0x20, 0x7F)), plain=str))
    '\\foreign{41B 438} \\foreign{738B}\\foreignbreak{}\\foreign{82B3}'

`\foreign` has the code points of a word, or of one letter where lines may break between letters; the exporter that
runs TeX has it drawn (`exporters/pdf/foreign`), elsewhere its code points are printed in boxes. What is written from
right to left comes in `\rightleft`, word by word in the order of reading, so that TeX can break a line in it:

    >>> "".join(pieces("Ali (علي حسن) 1", known=frozenset(range(0x20, 0x7F)), plain=str))
    'Ali (\\rightleft{\\foreign{639 644 64A} \\foreign{62D 633 646}}) 1'

It owns what belongs together, and the order of directions within a line that goes from left to right (Unicode Standard
Annex 9, without its explicit marks). It must not know of fonts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterator, Sequence
from enum import Enum, auto
from functools import lru_cache
from itertools import groupby

_JOINER, _NON_JOINER = "\u200d", "\u200c"
_SPACES = re.compile("([\\s\u200b]+)")
_NO_START = frozenset(
    "、。，．：；！？）］｝」』】〕〉》”’・ーゝゞ々〻ぁぃぅぇぉっゃゅょァィゥェォッャュョ…‥～％"
)
_NO_END = frozenset("（［｛「『【〔〈《“‘")
"""Characters that begin no line and end none, in Chinese and Japanese; the common ones of JIS X 4051."""
_MOST = 16
GREEK_WORD = re.compile("[\u0370-\u03ff\u1f00-\u1fff]{4}")
"""What is no formula, though TeX has all of its letters."""
_BRACKETS = {")": "(", "]": "[", "}": "{", "»": "«"}


class _Kind(Enum):
    PLAIN = auto()
    WORD = auto()
    IDEOGRAPH = auto()
    SYMBOL = auto()
    RIGHT_TO_LEFT = auto()


def pieces(
    text: str, known: Container[int], plain: Callable[[str], str], *, spaced: bool = True
) -> Iterator[str]:
    """`text` (in Unicode's form C) as LaTeX, in pieces.

    `known` are the code points that `plain` can write, which gets the text between foreign pieces. Without `spaced`, no
    piece has a known character in it or beside it: for LaTeX, whose braces are not to be moved.
    """
    found = _greek([(_kind(cluster, known), cluster) for cluster in clusters(text, () if spaced else known)])
    at = 0
    while at < len(found):
        kind = found[at][0]
        if kind is _Kind.RIGHT_TO_LEFT and spaced:
            end = _end_of_leftward(found, at)
        else:
            end = next((place for place in range(at, len(found)) if found[place][0] is not kind), len(found))
        group = [cluster for _, cluster in found[at:end]]
        if kind is _Kind.RIGHT_TO_LEFT and spaced:
            yield _leftward("".join(group), known, plain)
        else:
            yield plain("".join(group)) if kind is _Kind.PLAIN else _WRITERS[kind](group)
        at = end


def foreign(word: str) -> str:
    """The command for a word."""
    return f"\\foreign{{{' '.join(f'{ord(c):X}' for c in word)}}}"


def clusters(text: str, apart: Container[int] = ()) -> list[str]:
    """What is drawn as one: a letter with its marks, and with what a joiner joins to it.

    Nothing joins to the code points `apart`. No cluster has more than `_MOST` code points, whatever is heaped up.
    """
    out: list[str] = []
    for c in text:
        before = out[-1] if out else " "
        joins = (before[-1] == _JOINER or _joins(c)) and len(before) < _MOST
        if joins and not before[-1].isspace() and ord(before[0]) not in apart:
            out[-1] += c
        else:
            out.append(c)
    return out


@lru_cache(4096)
def _joins(c: str) -> bool:
    """A mark, a joiner, or a shade of an emoji's skin."""
    return not c.isascii() and (
        unicodedata.category(c)[0] == "M" or c in (_JOINER, _NON_JOINER) or "\U0001f3fb" <= c <= "\U0001f3ff"
    )


def _kind(cluster: str, known: Container[int]) -> _Kind:
    if all(ord(c) in known for c in cluster):
        return _Kind.PLAIN
    return _kind_of(next(c for c in cluster if ord(c) not in known or not _joins(c)))


@lru_cache(4096)
def _kind_of(c: str) -> _Kind:
    if unicodedata.bidirectional(c) in ("R", "AL"):
        return _Kind.RIGHT_TO_LEFT
    if unicodedata.category(c)[0] in "SC":
        return _Kind.SYMBOL
    if unicodedata.east_asian_width(c) in "WF" and not unicodedata.name(c, "").startswith("HANGUL"):
        return _Kind.IDEOGRAPH
    return _Kind.WORD


def _greek(found: list[tuple[_Kind, str]]) -> list[tuple[_Kind, str]]:
    """Greek words are no formulas, though most of their letters are known: they have an unknown one, or four."""
    out: list[tuple[_Kind, str]] = []
    for greek, group in groupby(found, key=lambda pair: _is_greek(pair[1][0])):
        pairs = list(group)
        word = GREEK_WORD.match("".join(cluster for _, cluster in pairs))
        if greek and (word or any(kind is _Kind.WORD for kind, _ in pairs)):
            pairs = [(_Kind.WORD, cluster) for _, cluster in pairs]
        out += pairs
    return out


def _is_greek(c: str) -> bool:
    return "\u0370" <= c <= "\u03ff" or "\u1f00" <= c <= "\u1fff"


def _ideographs(clusters: Sequence[str]) -> str:
    """Each by itself, so that lines can break between them where the rules of writing allow it."""
    out = [clusters[0]]
    for cluster in clusters[1:]:
        if (cluster[0] in _NO_START or out[-1][-1] in _NO_END) and len(out[-1]) < 8:
            out[-1] += cluster
        else:
            out.append(cluster)
    return "\\foreignbreak{}".join(map(foreign, out))


_WRITERS: dict[_Kind, Callable[[Sequence[str]], str]] = {
    _Kind.WORD: lambda clusters: foreign("".join(clusters)),
    _Kind.RIGHT_TO_LEFT: lambda clusters: foreign("".join(clusters)),
    _Kind.SYMBOL: lambda clusters: "".join(map(foreign, clusters)),
    _Kind.IDEOGRAPH: _ideographs,
}


# ─── From right to left ──────────────────────────────────────────────────────────────────────────────────


def _end_of_leftward(found: Sequence[tuple[_Kind, str]], start: int) -> int:
    """Where a stretch from right to left ends: behind its last letter or number, before any letter of the other way.

    A bracket that was opened in the stretch is closed in it (rule N0 of the annex).
    """
    end, opened = start + 1, [found[start][1]]
    for place in range(start + 1, len(found)):
        kind, cluster = found[place]
        direction = unicodedata.bidirectional(cluster[0])
        if kind is _Kind.RIGHT_TO_LEFT or direction in ("EN", "AN"):
            end = place + 1
        elif direction == "L":
            break
        elif cluster in _BRACKETS and opened.count(_BRACKETS[cluster]) > opened.count(cluster):
            end = place + 1
        opened.append(cluster)
    return end


def _leftward(text: str, known: Container[int], plain: Callable[[str], str]) -> str:
    def word(text: str) -> str:
        return f"\\leftright{{{plain(text)}}}" if all(ord(c) in known for c in text) else foreign(text)

    parts = _SPACES.split(text)
    words = [plain(part) if place % 2 else word(part) for place, part in enumerate(parts)]
    return f"\\rightleft{{{''.join(words)}}}" if len(words) > 1 else words[0]


def stretches(word: str) -> list[tuple[str, bool]]:
    """A word as it is seen, from the left: stretches of it, in the order of reading, and whether each goes leftward.

    Numbers go from left to right even in a word that does not.
    """
    if not any(unicodedata.bidirectional(c) in ("R", "AL") for c in word):
        return [(word, False)]
    digits = re.compile(r"(\d+(?:[.,:/]\d+)*)")
    parts = [(part, not place % 2) for place, part in enumerate(digits.split(word)) if part]
    joined = [("".join(p for p, _ in group), way) for way, group in groupby(parts, key=lambda part: part[1])]
    return joined[::-1]
