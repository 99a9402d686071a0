r"""Any Unicode text as LaTeX that prints exactly this text, and nothing else.

Prose of a spec is not trusted: no character of it reaches TeX with a meaning. What TeX could read as a
command is written as a command that prints it; a character that the fonts lack becomes `\unprinted{1F600}`
(a boxed code point) and `missing` finds it again, so that the exporter reports it.

    >>> text("50 % of {x} \\input")
    '50 \\% of \\{x\\} \\textbackslash{}input'
    >>> text("λ ≤ 2")
    '\\ensuremath{\\lambda} \\ensuremath{\\leq} 2'
    >>> missing(text("🙂"))
    ('🙂',)

It owns characters. It must not know of questions, and formulas have a writer of their own.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_WORD = 40
"""A longer run without a space may be broken after every `_CHUNK` characters: TeX would let it stick out."""
_CHUNK = 8


def _pairs(rows: str) -> dict[str, str]:
    """A table written as `character command`, one pair after the other."""
    words = rows.split()
    return dict(zip(words[::2], words[1::2], strict=True))


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

_MATHS = _pairs(
    r"""
    α alpha   β beta   γ gamma   δ delta   ε varepsilon   ζ zeta   η eta   θ theta   ι iota   κ kappa
    λ lambda   μ mu   ν nu   ξ xi   π pi   ρ rho   σ sigma   τ tau   υ upsilon   φ varphi   χ chi
    ψ psi   ω omega   Γ Gamma   Δ Delta   Θ Theta   Λ Lambda   Ξ Xi   Π Pi   Σ Sigma   Υ Upsilon   Φ Phi
    Ψ Psi   Ω Omega   ϑ vartheta   ϕ phi   ϖ varpi   ϱ varrho   ς varsigma   ϵ epsilon
    − mathord{-}   ± pm   ∓ mp   × times   ÷ div   · cdot   ∗ ast   ∘ circ   ∙ bullet   ⋅ cdot   √ surd
    ∞ infty   ∂ partial   ∇ nabla   ∫ int   ∬ iint   ∭ iiint   ∮ oint   ∑ sum   ∏ prod   ∐ coprod
    ≤ leq   ≥ geq   ≠ neq   ≈ approx   ≡ equiv   ≅ cong   ≃ simeq   ∼ sim   ∝ propto   ≪ ll   ≫ gg
    ⩽ leqslant   ⩾ geqslant   ≺ prec   ≻ succ   ∈ in   ∉ notin   ∋ ni   ⊂ subset   ⊃ supset   ⊆ subseteq
    ⊇ supseteq   ⊄ not\subset   ∪ cup   ∩ cap   ∖ setminus   ∅ emptyset   ∀ forall   ∃ exists
    ∄ nexists   ¬ lnot   ∧ wedge   ∨ vee   ⊕ oplus   ⊗ otimes   ⊥ perp   ∥ parallel   ∦ nparallel
    ∣ mid   ∤ nmid   ⊤ top   ⊢ vdash   ⊨ vDash   ⟨ langle   ⟩ rangle   ⌊ lfloor   ⌋ rfloor   ⌈ lceil
    ⌉ rceil   ‖ Vert   ∠ angle   △ triangle   □ square   ◇ diamond   ⋆ star   ★ bigstar   ∴ therefore
    ∵ because   ℓ ell   ℏ hbar   ℜ Re   ℑ Im   ℵ aleph   ℘ wp   ⋯ cdots   ⋮ vdots   ⋱ ddots   ′ {}^\prime
    ″ {}^{\prime\prime}   ° {}^\circ
    → rightarrow   ← leftarrow   ↔ leftrightarrow   ⇒ Rightarrow   ⇐ Leftarrow   ⇔ Leftrightarrow
    ↦ mapsto   ↑ uparrow   ↓ downarrow   ↗ nearrow   ↘ searrow   ⟶ longrightarrow   ⟵ longleftarrow
    ⟹ Longrightarrow   ⟺ Longleftrightarrow   ⇌ rightleftharpoons
    """
)
_MATHS |= {char: f"mathbb{{{letter}}}" for char, letter in zip("ℂℍℕℙℚℝℤ", "CHNPQRZ", strict=True)}
_MATHS |= {
    char: f"mathrm{{{letter}}}" for char, letter in zip("ΑΒΕΖΗΙΚΜΝΟΡΤΧο", "ABEZHIKMNOPTXo", strict=True)
}
"""Characters that only mathematical fonts have, and the command (without its backslash) that prints them."""

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
    "\u2010": "-",
    "\u2011": "\\mbox{-}",
    "\u2012": "–",
    "\u2026": "\\dots{}",
    "\u2044": "/",
    "µ": "\\ensuremath{\\mu}",
    "№": "No.",
    "¼": "\\ensuremath{\\tfrac{1}{4}}",
    "½": "\\ensuremath{\\tfrac{1}{2}}",
    "¾": "\\ensuremath{\\tfrac{3}{4}}",
    **{c: f"\\textsuperscript{{{d}}}" for c, d in zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺ⁿⁱ", "0123456789+ni", strict=True)},
    "⁻": "\\textsuperscript{\\ensuremath{-}}",
    **{c: f"\\textsubscript{{{d}}}" for c, d in zip("₀₁₂₃₄₅₆₇₈₉₊ₙᵢⱼₖ", "0123456789+nijk", strict=True)},
    "₋": "\\textsubscript{\\ensuremath{-}}",
}


class _Table(dict[int, str]):
    """A table for `str.translate` in which an absent character is the boxed code point."""

    def __missing__(self, code: int) -> str:
        return f"\\unprinted{{{code:04X}}}"


def _table(changes: dict[str, str]) -> _Table:
    table = _Table({code: chr(code) for code in range(0x20, 0x7F)})
    # Control characters print nothing; those that XML and YAML forbid do not even get here.
    table |= dict.fromkeys([*range(0x20), 0x7F, *range(0x80, 0xA0)], "")
    table |= {ord(c): c for c in _LATIN}
    table |= {ord(c): f"\\ensuremath{{\\{name}}}" if name[0] != "{" else f"\\ensuremath{{{name}}}"
              for c, name in _MATHS.items()}  # fmt: skip
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
_MISSING = re.compile(r"\\unprinted\{([0-9A-F]+)\}")


def text(source: str) -> str:
    """`source` as running text on one line. Canonically equal texts give the same LaTeX."""
    return _escape(source, _TEXT)


def code(source: str) -> str:
    """`source` as typewriter text on one line: every space counts, quotes are straight."""
    return _escape(source, _CODE)


def formula(latex: str) -> str:
    """The LaTeX of a formula, whose words may hold any character: those beyond ASCII go through the table."""
    return latex if latex.isascii() and latex.isprintable() else latex.translate(_FORMULA)


def pdf_string(source: str) -> str:
    """`source` for bookmarks and the information dictionary, where hyperref wants text without fonts."""
    shown = "".join(c if c.isprintable() else " " for c in source)
    return shown.translate(_PDF)


def missing(latex: str) -> tuple[str, ...]:
    """The characters that `text` or `code` could only show as a boxed code point, each once, in order."""
    if "\\unprinted{" not in latex:
        return ()
    return tuple(dict.fromkeys(chr(int(code, 16)) for code in _MISSING.findall(latex)))


def _escape(source: str, table: _Table) -> str:
    if not source.isascii():
        source = unicodedata.normalize("NFC", source)
    if len(source) > LONGEST_WORD:
        source = _LONG.sub(_breakable, source)
    escaped = source.translate(table)
    for pair in _LIGATURES:
        if pair in escaped:  # twice, because the pairs of `---` overlap
            parted = f"{pair[0]}{{}}{pair[1]}"
            escaped = escaped.replace(pair, parted).replace(pair, parted)
    return escaped


def _breakable(word: re.Match[str]) -> str:
    whole = word[0]
    return "\u200b".join(whole[i : i + _CHUNK] for i in range(0, len(whole), _CHUNK))
