"""The one table of symbols, and what the three writers of formulas must agree on.

This module owns which characters an `Op` may hold, what each is (`kind`) and how it is written; which letters
have a LaTeX name; which brackets exist; and when a `+` or `−` is a sign rather than an operation. It must not
touch markup beyond single LaTeX commands. A character outside the tables is a `ValueError`, never a guess.

    >>> SYMBOLS["≤"]
    Symbol(latex='\\\\leq', kind='rel', plain='≤')

To add a symbol, add its row; the three writers read the table when they are imported.

The LaTeX commands need amsmath and amssymb, and are those that MathJax and KaTeX know too, with one addition
for print: `\\lt` and `\\gt` (see `latex.DEFINITIONS`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

from generator.model import Accent, Fence, Formula, Func, Grid, Num, Op, Row, Script, Space, Sym, Words

Kind: TypeAlias = Literal["bin", "rel", "punct", "open", "close", "large", "ord"]


class Symbol(NamedTuple):
    """One row of the table: the LaTeX command, what the symbol is, and its plain Unicode text.

    `kind`: `bin` stands between operands (and may be a sign), `rel` between sides, `punct` after an item,
    `open` and `close` around, `large` before its operand with limits, `ord` like a variable.
    """

    latex: str
    kind: Kind
    plain: str


def _pairs(table: str) -> Iterator[tuple[str, str]]:
    """`character command character command …`, in the order written."""
    words = iter(table.split())
    return zip(words, words, strict=True)


def _rows(kind: Kind, table: str) -> dict[str, Symbol]:
    """Rows of one kind whose plain text is the character itself."""
    return {character: Symbol(latex, kind, character) for character, latex in _pairs(table)}


SYMBOLS: dict[str, Symbol] = {
    **_rows(
        "bin",
        r"""
        + +   − -   ± \pm   ∓ \mp   · \cdot   ⋅ \cdot   × \times   ÷ \div   / /   ∗ \ast   ⋆ \star   ∘ \circ
        ∪ \cup   ∩ \cap   ∖ \setminus   ∧ \wedge   ∨ \vee   ⊕ \oplus   ⊖ \ominus   ⊗ \otimes   ⊙ \odot
        ∙ \bullet   △ \triangle   ⊔ \sqcup   ⊓ \sqcap   ≀ \wr   † \dagger
        """,
    ),
    **_rows(
        "rel",
        r"""
        = =   ≠ \neq   < \lt   > \gt   ≤ \leq   ≥ \geq   ⩽ \leqslant   ⩾ \geqslant   ≪ \ll   ≫ \gg
        ≈ \approx   ≡ \equiv   ≢ \not\equiv   ≅ \cong   ≃ \simeq   ∼ \sim   ∝ \propto   ≐ \doteq   : :
        ≔ \mathrel{:=}   ∈ \in   ∉ \notin   ∋ \ni   ⊂ \subset   ⊃ \supset   ⊆ \subseteq   ⊇ \supseteq
        ⊊ \subsetneq   ⊄ \not\subset   ⊈ \nsubseteq   ∣ \mid   ∤ \nmid   ∥ \parallel   ∦ \nparallel   ⊥ \perp
        → \to   ← \leftarrow   ↔ \leftrightarrow   ⟶ \longrightarrow   ⟵ \longleftarrow   ↦ \mapsto
        ⇒ \Rightarrow   ⇐ \Leftarrow   ⇔ \Leftrightarrow   ⟹ \implies   ⟸ \impliedby   ⟺ \iff
        ↗ \nearrow   ↘ \searrow   ↑ \uparrow   ↓ \downarrow   ⇌ \rightleftharpoons   ≺ \prec   ≻ \succ
        ⊢ \vdash   ⊨ \models   ⊲ \lhd   ⊴ \unlhd
        """,
    ),
    **_rows("punct", ", ,   ; ;   . ."),
    **_rows("open", r"( (   [ [   { \lbrace   ⟨ \langle   ⌊ \lfloor   ⌈ \lceil"),
    **_rows("close", r") )   ] ]   } \rbrace   ⟩ \rangle   ⌋ \rfloor   ⌉ \rceil   ! !   % \%"),
    **_rows(
        "large",
        r"""
        ∑ \sum   ∏ \prod   ∐ \coprod   ∫ \int   ∬ \iint   ∭ \iiint   ∮ \oint   ⋃ \bigcup   ⋂ \bigcap
        ⋁ \bigvee   ⋀ \bigwedge   ⨁ \bigoplus   ⨂ \bigotimes
        """,
    ),
    **_rows(
        "ord",
        r"""
        ∂ \partial   ∇ \nabla   ∞ \infty   ∅ \emptyset   ∀ \forall   ∃ \exists   ∄ \nexists   ¬ \neg
        … \dots   ⋯ \cdots   ⋮ \vdots   ⋱ \ddots   ′ {}'   ″ {}''   ° {}^{\circ}   ∠ \angle   ℓ \ell
        ℏ \hbar   ℜ \Re   ℑ \Im   ℘ \wp   ℵ \aleph   | \vert   ‖ \Vert   ? ?   & \&   # \#   $ \$
        □ \square   ■ \blacksquare   ∎ \blacksquare   ⊤ \top   ℕ \mathbb{N}   ℤ \mathbb{Z}   ℚ \mathbb{Q}
        ℝ \mathbb{R}   ℂ \mathbb{C}   ℙ \mathbb{P}   ℍ \mathbb{H}
        """,
    ),
    # The keyboard's own minus and asterisk are shown as the signs they stand for.
    "-": Symbol("-", "bin", "−"),
    "*": Symbol(r"\ast", "bin", "∗"),
}

GREEK: dict[str, str] = {
    **dict(
        _pairs(r"""
        α \alpha   β \beta   γ \gamma   δ \delta   ε \varepsilon   ϵ \epsilon   ζ \zeta   η \eta   θ \theta
        ϑ \vartheta   ι \iota   κ \kappa   λ \lambda   μ \mu   ν \nu   ξ \xi   π \pi   ϖ \varpi   ρ \rho
        ϱ \varrho   σ \sigma   ς \varsigma   τ \tau   υ \upsilon   φ \varphi   ϕ \phi   χ \chi   ψ \psi
        ω \omega   Γ \Gamma   Δ \Delta   Θ \Theta   Λ \Lambda   Ξ \Xi   Π \Pi   Σ \Sigma   Υ \Upsilon
        Φ \Phi   Ψ \Psi   Ω \Omega
        """)
    ),
    # LaTeX has no names for the Greek letters that look Latin; the micro sign is a mu in every font.
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΧ", (rf"\mathrm{{{c}}}" for c in "ABEZHIKMNOPTX"), strict=True)),
    "ο": "o",
    "µ": r"\mu",
}
"""Greek letters as LaTeX."""

INTEGRALS = frozenset("∫∬∭∮")
"""Large operators that carry their limits beside them, not above and below."""

ARROWS = frozenset("→⟶")
"""Relations that stretch under a label."""

LIMIT_FUNCTIONS = frozenset(
    ("lim", "limsup", "liminf", "max", "min", "sup", "inf", "argmax", "argmin", "det", "gcd", "Pr")
)
"""Names of functions that carry a subscript below in displayed formulas."""

BRACKETS: dict[str, tuple[str, str]] = {
    "": (".", "."),
    "(": ("(", "("),
    ")": (")", ")"),
    "[": ("[", "["),
    "]": ("]", "]"),
    # \lbrace, not \{: the same sign, and braces still balance for programs that only count them.
    "{": (r"\lbrace", r"\lbrace"),
    "}": (r"\rbrace", r"\rbrace"),
    "|": (r"\lvert", r"\rvert"),
    "‖": (r"\lVert", r"\rVert"),
    "⟨": (r"\langle", r"\langle"),
    "⟩": (r"\rangle", r"\rangle"),
    "⌊": (r"\lfloor", r"\lfloor"),
    "⌋": (r"\rfloor", r"\rfloor"),
    "⌈": (r"\lceil", r"\lceil"),
    "⌉": (r"\rceil", r"\rceil"),
}
"""Brackets of `Fence` and `Grid` in LaTeX, as (opening, closing); "" is an open side."""

_NUMERAL = frozenset("0123456789.,")

OPENING = frozenset(c for c, row in SYMBOLS.items() if row.kind in ("bin", "rel", "punct", "open", "large"))
"""Operators that an operand follows."""


def symbol(character: str) -> Symbol:
    """The row of an operator. Raises ValueError if the table has none."""
    try:
        return SYMBOLS[character]
    except KeyError:
        raise ValueError(f"no writer knows the operator {character!r}") from None


def numeral(text: str) -> str:
    """`text`, if it is an unsigned numeral (digits, `.`, `,`). Raises ValueError otherwise."""
    if not text or not _NUMERAL.issuperset(text):
        raise ValueError(f"{text!r} is not an unsigned numeral")
    return text


def brackets(left: str, right: str) -> tuple[str, str]:
    """A pair of brackets in LaTeX, `.` for an open side. Raises ValueError if one is not in the table."""
    try:
        return BRACKETS[left][0], BRACKETS[right][1]
    except KeyError:
        raise ValueError(f"no writer knows the brackets {left!r} and {right!r}") from None


def flatten(items: Sequence[Formula]) -> Sequence[Formula]:
    """The items of a row with rows inside it taken apart, so that neighbours see each other."""
    if Row not in map(type, items):  # nearly always
        return items
    flat: list[Formula] = []
    for item in items:
        if type(item) is Row:
            flat += flatten(item.items)
        else:
            flat.append(item)
    return flat


def opens(item: Formula) -> bool:
    """Does an operand follow this item? Then a `+` or `−` behind it is a sign, not an operation."""
    while type(item) is Script:
        item = item.base
    if type(item) is Op:
        return item.symbol in OPENING
    return type(item) is Func


def is_cases(grid: Grid) -> bool:
    """Is this grid a definition by cases? Its columns then stand left, whatever `align` says."""
    return grid.left == "{" and grid.right == ""


def is_letter(item: Formula) -> bool:
    """Is this a variable of one character?"""
    return type(item) is Sym and len(item.name) == 1


_FLAT = frozenset((Num, Sym, Func, Words, Space))


def is_tall(formula: Formula) -> bool:
    """Is this formula higher than a bracket of ordinary size, so that brackets around it grow?"""
    kind = type(formula)
    if kind in _FLAT:
        return False
    if isinstance(formula, Row):
        return any(map(is_tall, formula.items))
    if isinstance(formula, (Fence, Accent)):
        return is_tall(formula.body)
    if isinstance(formula, Op):
        return symbol(formula.symbol).kind == "large"
    if isinstance(formula, Script):
        scripts = [script for script in (formula.below, formula.above) if script is not None]
        return is_tall(formula.base) or any(type(script) is Script or is_tall(script) for script in scripts)
    return True
