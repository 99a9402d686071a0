"""The LaTeX that authors may write: one visible table.

`COMMANDS` holds every command without its backslash. A `str` row is an operator, a formula row stands as it
is, and a `Does` row names what the reader does with the command's arguments. To add a command, add a row;
a symbol that is new to the exporters needs a row in their tables too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.model import Formula, Func, Op, Space, Sym


@dataclass(frozen=True, slots=True)
class Does:
    """A command with arguments: what it does, and the detail of it (an accent, a style)."""

    action: Literal[
        "frac", "root", "accent", "style", "text", "name", "open", "close", "begin", "end", "ignore"
    ]
    detail: str = ""


_OPERATORS = {
    "cdot": "·", "times": "×", "div": "÷", "pm": "±", "mp": "∓", "ast": "∗", "circ": "∘", "oplus": "⊕",
    "otimes": "⊗", "setminus": "∖", "cup": "∪", "cap": "∩", "wedge": "∧", "land": "∧", "vee": "∨",
    "lor": "∨", "neg": "¬", "lnot": "¬", "forall": "∀", "exists": "∃", "nexists": "∄",
    "le": "≤", "leq": "≤", "leqslant": "⩽", "ge": "≥", "geq": "≥", "geqslant": "⩾", "ne": "≠", "neq": "≠",
    "lt": "<", "gt": ">", "ll": "≪", "gg": "≫", "sim": "∼", "simeq": "≃", "approx": "≈", "cong": "≅",
    "equiv": "≡", "propto": "∝", "perp": "⊥", "parallel": "∥", "mid": "∣", "nmid": "∤", "in": "∈",
    "notin": "∉", "ni": "∋", "subset": "⊂", "subseteq": "⊆", "supset": "⊃", "supseteq": "⊇",
    "colon": ":", "to": "→", "rightarrow": "→", "leftarrow": "←", "gets": "←", "leftrightarrow": "↔",
    "mapsto": "↦", "Rightarrow": "⇒", "implies": "⟹", "Leftarrow": "⇐", "Leftrightarrow": "⇔", "iff": "⟺",
    "longrightarrow": "⟶", "longmapsto": "↦", "nearrow": "↗", "searrow": "↘",
    "sum": "∑", "prod": "∏", "int": "∫", "iint": "∬", "iiint": "∭", "oint": "∮", "bigcup": "⋃",
    "bigcap": "⋂", "partial": "∂", "nabla": "∇", "top": "⊤", "bot": "⊥", "prime": "′",
    "dots": "…", "ldots": "…", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱",
    "vert": "|", "|": "‖", "Vert": "‖", "backslash": "∖", "%": "%", "$": "$", "&": "&", "#": "#",
    "angle": "∠", "triangle": "△",
}  # fmt: skip

_SYMBOLS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ",
    "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "varrho": "ϱ", "sigma": "σ",
    "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ",
    "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
    "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    "infty": "∞", "emptyset": "∅", "varnothing": "∅", "ell": "ℓ", "hbar": "ℏ", "Re": "ℜ", "Im": "ℑ",
    "aleph": "ℵ",
}  # fmt: skip

_FUNCTIONS = (
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth log ln lg exp det dim ker deg gcd "
    "max min sup inf lim arg hom Pr"
)

_SPACES: dict[str, Formula] = {
    ",": Space("thin"), ":": Space("medium"), ">": Space("medium"), ";": Space("medium"),
    " ": Space("medium"), "quad": Space("quad"), "qquad": Space("qquad"), "thinspace": Space("thin"),
}  # fmt: skip

_ACTIONS = {
    "frac": Does("frac"), "dfrac": Does("frac"), "tfrac": Does("frac"), "sqrt": Does("root"),
    "hat": Does("accent", "hat"), "widehat": Does("accent", "hat"), "bar": Does("accent", "bar"),
    "vec": Does("accent", "vec"), "tilde": Does("accent", "tilde"), "widetilde": Does("accent", "tilde"),
    "dot": Does("accent", "dot"), "overline": Does("accent", "overline"),
    "mathrm": Does("style", "upright"), "mathbf": Does("style", "bold"), "boldsymbol": Does("style", "bold"),
    "bm": Does("style", "bold"), "mathit": Does("style", "italic"), "mathbb": Does("style", "double"),
    "text": Does("text"), "textrm": Does("text"), "mbox": Does("text"), "operatorname": Does("name"),
    "left": Does("open"), "right": Does("close"), "begin": Does("begin"), "end": Does("end"),
}  # fmt: skip

_IGNORED = (
    "! displaystyle textstyle limits nolimits middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr "
    "Biggl Biggr"
)
"""Commands about spacing and size only; the writers decide on these."""

COMMANDS: dict[str, str | Formula | Does] = {
    **_OPERATORS,
    **{name: Sym(letter) for name, letter in _SYMBOLS.items()},
    **{name: Func(name) for name in _FUNCTIONS.split()},
    "limsup": Func("limsup"),
    "liminf": Func("liminf"),
    "bmod": Func("mod"),
    **_SPACES,
    **_ACTIONS,
    **{name: Does("ignore") for name in _IGNORED.split()},
}

DELIMITERS = {
    "(": "(", ")": ")", "[": "[", "]": "]", "|": "|", "/": "/", ".": "", "<": "⟨", ">": "⟩",
    "\\{": "{", "\\}": "}", "\\lbrace": "{", "\\rbrace": "}", "\\|": "‖", "\\vert": "|", "\\Vert": "‖",
    "\\lvert": "|", "\\rvert": "|", "\\lVert": "‖", "\\rVert": "‖", "\\langle": "⟨", "\\rangle": "⟩",
    "\\lfloor": "⌊", "\\rfloor": "⌋", "\\lceil": "⌈", "\\rceil": "⌉", "\\lbrack": "[", "\\rbrack": "]",
    "⟨": "⟨", "⟩": "⟩", "⌊": "⌊", "⌋": "⌋", "⌈": "⌈", "⌉": "⌉", "‖": "‖",
}  # fmt: skip
"""What may follow `\\left` and `\\right`, and the bracket that it is."""

OPENERS = {
    "(": "(", "[": "[", "\\{": "{", "\\lbrace": "{", "\\lvert": "|", "\\lVert": "‖", "\\langle": "⟨",
    "\\lfloor": "⌊", "\\lceil": "⌈", "\\lbrack": "[", "⟨": "⟨", "⌊": "⌊", "⌈": "⌈",
}  # fmt: skip
CLOSERS = {
    ")": ")", "]": "]", "\\}": "}", "\\rbrace": "}", "\\rvert": "|", "\\rVert": "‖", "\\rangle": "⟩",
    "\\rfloor": "⌋", "\\rceil": "⌉", "\\rbrack": "]", "⟩": "⟩", "⌋": "⌋", "⌉": "⌉",
}  # fmt: skip
PAIRS = frozenset(("()", "(]", "[]", "[)", "{}", "||", "‖‖", "⟨⟩", "⌊⌋", "⌈⌉"))
"""Brackets that enclose something when written without `\\left`; `(0, 1]` is an interval."""

ENVIRONMENTS = {
    "matrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"), "Vmatrix": ("‖", "‖"), "array": ("", ""), "cases": ("{", ""), "aligned": ("", ""),
    "smallmatrix": ("", ""),
}  # fmt: skip
"""Environments and the brackets around them."""

CHARACTERS: dict[str, Formula] = {
    "-": Op("−"), "*": Op("∗"), "~": Space("medium"), "…": Op("…"), "∞": Sym("∞"), "∅": Sym("∅"),
    "−": Op("−"), "⋅": Op("·"), "∆": Sym("Δ"),
    **{c: Op(c) for c in "+=<>,;:!?/.|·×÷±∓" + "".join(o for o in _OPERATORS.values() if ord(o[0]) > 0x7F)},
}  # fmt: skip
"""Characters that are written directly. Letters are symbols and need no row."""

DOUBLE = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "𝔸𝔹ℂ𝔻𝔼𝔽𝔾ℍ𝕀𝕁𝕂𝕃𝕄ℕ𝕆ℙℚℝ𝕊𝕋𝕌𝕍𝕎𝕏𝕐ℤ", strict=True))
"""The letters of `\\mathbb`."""
