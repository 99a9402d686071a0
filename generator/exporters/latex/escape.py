r"""Any Unicode text as LaTeX that prints exactly this text, and nothing else.

Prose of a spec is not trusted: no character of it reaches TeX with a meaning. What TeX could read as a
command is written as a command that prints it; a word with characters that the fonts lack becomes `\foreign{1F600}`
(see `foreign`) and `missing` finds them again, so that the exporter has them drawn, or reports them.

    >>> text("50 % of {x} \\input")
    '50 \\% of \\{x\\} \\textbackslash{}input'
    >>> text("λ ≤ 2")
    '\\ensuremath{\\lambda} \\ensuremath{\\leq} 2'
    >>> missing(text("🙂"))
    ('🙂',)

It owns characters. It must not know of questions, and formulas have a writer of their own, whose table of
symbols is read here, so that a sign looks alike in text and in formulas.
"""

from __future__ import annotations

import re
import unicodedata
from string import Formatter

from generator.exporters.formulas.symbols import GREEK, SYMBOLS
from generator.exporters.latex import foreign

LONGEST_WORD = 40
"""A longer run without a space may be broken after every `_CHUNK` characters: TeX would let it stick out."""
_CHUNK = 8


_SPECIAL = {
    "\\": "\\textbackslash{}",
    "{": "\\{",
    "}": "\\}",
    "$": "\\$",
    "&": "\\&",
    "#": "\\#",
    "%": "\\%",
    "_": "\\_",
    "^": "\\textasciicircum{}",
    "~": "\\textasciitilde{}",
    "`": "\\textasciigrave{}",
    '"': "\\textquotedbl{}",
}

_MATHS = {
    **{char: row.latex for char, row in SYMBOLS.items() if not char.isascii()},
    **GREEK,
    # Between words these need no room of their own, a minus is a sign, and two apostrophes would be a quote.
    "−": "\\mathord{-}",
    "⟹": "\\Longrightarrow",
    "⟸": "\\Longleftarrow",
    "⟺": "\\Longleftrightarrow",
    "′": "{}^{\\prime}",
    "″": "{}^{\\prime\\prime}",
    "√": "\\surd",
    "◇": "\\diamond",
    "★": "\\bigstar",
    "∴": "\\therefore",
    "∵": "\\because",
}
"""Characters that only mathematical fonts have: those of formulas, written as there, and a few of text alone."""

_LATIN = (
    "¡¢£¤¥¦§¨©ª«¬®¯±´¶¸º»¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ"
    "ĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĨĩĪīĬĭĮįİıĲĳĴĵĶķĹĺĻļĽľŁłŃńŅņŇňŊŋŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤť"
    "ŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžǍǎǏǐǑǒǓǔǦǧǨǩǪǫǰǴǵȘșȚțȲȳḂḃḍḞḟḥḰḱḷẎẏṃṅṇṛṣṭẐẑẞỲỳ"
    "–—―‘’‚“”„†‡•‰‹›€™"
)
"""What the T1 and TS1 encodings print as it stands (`t1enc.dfu` and `ts1enc.dfu` of LaTeX)."""

_OTHER = {
    "\n": " ",
    "\t": " ",
    "\r": " ",
    "\u00a0": "~",
    "\u00ad": "\\-",
    "\u2009": "\\,",
    "\u202f": "\\,",
    "\u2002": "\\enspace{}",
    "\u2003": "\\quad{}",
    "\u200b": "\\allowbreak{}",
    "\u200c": "",
    "\u200d": "",
    "\u2060": "",
    "\ufeff": "",
    # Which way a text goes is seen from its letters; which variant of a sign is meant, is for fonts with several.
    **dict.fromkeys("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", ""),
    **dict.fromkeys(map(chr, range(0xFE00, 0xFE10)), ""),
    "\u2010": "-",
    "\u2011": "\\mbox{-}",
    "\u2012": "–",
    "\u2026": "\\dots{}",
    "\u2044": "/",
    "№": "No.",
    "¼": "\\ensuremath{\\tfrac{1}{4}}",
    "½": "\\ensuremath{\\tfrac{1}{2}}",
    "¾": "\\ensuremath{\\tfrac{3}{4}}",
    **{c: f"\\textsuperscript{{{d}}}" for c, d in zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺ⁿⁱ", "0123456789+ni", strict=True)},
    "⁻": "\\textsuperscript{\\ensuremath{-}}",
    **{c: f"\\textsubscript{{{d}}}" for c, d in zip("₀₁₂₃₄₅₆₇₈₉₊ₙᵢⱼₖ", "0123456789+nijk", strict=True)},
    "₋": "\\textsubscript{\\ensuremath{-}}",
}


def _table(changes: dict[str, str]) -> dict[int, str]:
    """For `str.translate`, with all characters that can be written."""
    table = {code: chr(code) for code in range(0x20, 0x7F)}
    # Control characters print nothing; those that XML and YAML forbid do not even get here.
    table |= dict.fromkeys([*range(0x20), 0x7F, *range(0x80, 0xA0)], "")
    table |= {ord(c): c for c in _LATIN}
    table |= {ord(c): f"\\ensuremath{{{command}}}" for c, command in _MATHS.items()}
    table |= {ord(c): command for c, command in (_OTHER | _SPECIAL | changes).items()}
    return table


_TEXT = _table({})
_CODE = _table({"'": "\\textquotesingle{}", " ": "\\ ", "\t": "\\ \\ \\ \\ "})
_PDF = str.maketrans(
    {c: f"\\{c}" for c in "{}$&#%_"}
    | {"\\": "\\textbackslash{}", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}"}
)
_FORMULA = _table({chr(code): chr(code) for code in range(0x20, 0x7F)})
_LIGATURES = ("--", "''", ",,", "<<", ">>")
_LONG = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_LONG_PART = re.compile(rf"[^\s-]{{{LONGEST_WORD + 1},}}")  # TeX breaks lines behind hyphens, but not in code
_FOREIGN = re.compile(r"\\foreign\{([0-9A-F ]+)\}")


def text(source: str) -> str:
    """`source` as running text on one line. Canonically equal texts give the same LaTeX."""
    return _escape(source, _TEXT)


def filled(pattern: str, **holes: str) -> str:
    """Fixed words with named holes as running text, and LaTeX in the holes.

    >>> filled("Page {number} of {count}", number="\\\\thepage{}", count="5")
    'Page \\\\thepage{} of 5'
    """
    pieces = []
    for words, hole, _, _ in Formatter().parse(pattern):
        pieces += [text(words), holes[hole] if hole else ""]
    return "".join(pieces)


def code(source: str) -> str:
    """`source` as typewriter text on one line: every space counts, quotes are straight."""
    return _escape(source, _CODE)


def formula(latex: str) -> str:
    """The LaTeX of a formula, whose words may hold any character: those beyond ASCII go through the table."""
    if latex.isascii() and latex.isprintable():
        return latex
    return "".join(foreign.pieces(latex, _FORMULA, lambda plain: plain.translate(_FORMULA), spaced=False))


def pdf_string(source: str) -> str:
    """`source` for bookmarks and the information dictionary, where hyperref wants text without fonts."""
    shown = "".join(c if c.isprintable() else " " for c in source)
    return shown.translate(_PDF)


def words(latex: str) -> tuple[str, ...]:
    r"""The words that are written with `\foreign`, each once, in order."""
    if "\\foreign{" not in latex:
        return ()
    found = dict.fromkeys(_FOREIGN.findall(latex))
    return tuple("".join(chr(int(code, 16)) for code in codes.split()) for codes in found)


def missing(latex: str) -> tuple[str, ...]:
    """The characters that the fonts of TeX lack, each once, in order."""
    return tuple(dict.fromkeys(c for word in words(latex) for c in word if ord(c) not in _TEXT))


def _escape(source: str, table: dict[int, str]) -> str:
    if not source.isascii():
        source = unicodedata.normalize("NFC", source)
    if len(source) > LONGEST_WORD:
        source = (_LONG if table is _CODE else _LONG_PART).sub(_breakable, source)
    if source.isascii() or (all(ord(c) in table for c in source) and not foreign.GREEK_WORD.search(source)):
        return _plain(source, table)
    return "".join(foreign.pieces(source, table, lambda plain: _plain(plain, table)))


def _breakable(word: re.Match[str]) -> str:
    whole = foreign.clusters(word[0])
    return "\u200b".join("".join(whole[i : i + _CHUNK]) for i in range(0, len(whole), _CHUNK))


def _plain(source: str, table: dict[int, str]) -> str:
    escaped = source.translate(table)
    for pair in _LIGATURES:
        if pair in escaped:  # twice, because the pairs of `---` overlap
            parted = f"{pair[0]}{{}}{pair[1]}"
            escaped = escaped.replace(pair, parted).replace(pair, parted)
    return escaped
