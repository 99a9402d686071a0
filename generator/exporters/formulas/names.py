r"""Names and words in LaTeX: letters, symbols of more than one letter, functions, ordinary text.

Owns how a single letter or a run of characters is written; `latex` owns how formulas are put together.

    >>> variable("λ", "italic"), variable("cm", "upright"), function("rank"), words("50% of λ")
    ('\\lambda', '\\mathrm{cm}', '\\operatorname{rank}', '\\text{50}{\\%}\\text{ of }{\\lambda}')
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.exporters.formulas.symbols import GREEK, LIMIT_FUNCTIONS, SYMBOLS


def join(pieces: Iterable[str]) -> str:
    r"""The pieces one after the other, with a blank where a command would swallow a letter (`\lambda x`)."""
    out = ""
    for piece in pieces:
        out += f" {piece}" if runs_on(out, piece) else piece
    return out


def runs_on(out: str, piece: str) -> bool:
    """Would the letter that `piece` begins with belong to the command that `out` ends with?"""
    if not piece or not piece[0].isalpha() or not out or not out[-1].isalpha():
        return False
    command = out.rfind("\\")
    return command >= 0 and out[command + 1 :].isalpha()


_STYLES = {"italic": r"\mathit", "upright": r"\mathrm", "bold": r"\mathbf"}


def _letter(character: str) -> str:
    """One character of a name. Raises ValueError if it is neither letter, digit nor symbol."""
    if character.isascii() and character.isalnum():
        return character
    if character in GREEK:
        return GREEK[character]
    row = SYMBOLS.get(character)
    if row is not None:
        return row.latex
    if character.isalpha():
        return rf"\text{{{character}}}"
    if character == " ":
        return "~"
    if character == "_":
        return r"\_"
    raise ValueError(f"no writer knows the character {character!r} in a name")


def _styled(name: str, style: str) -> str:
    if not name:
        raise ValueError("a symbol has an empty name")
    if name.isascii() and name.isalnum():
        if style == "italic" and len(name) == 1:
            return name
        return f"{_STYLES[style]}{{{name}}}"
    written = join([_letter(character) for character in name])
    if style == "bold":
        return rf"\boldsymbol{{{written}}}"
    return written if len(name) == 1 else f"{_STYLES[style]}{{{written}}}"


_COMMON_NAMES = {
    style: {name: _styled(name, style) for name in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZλμπσ"}
    for style in _STYLES
}


def variable(name: str, style: str) -> str:
    """A `Sym`. Raises ValueError if its name is empty or holds a character that no table knows."""
    return _COMMON_NAMES[style].get(name) or _styled(name, style)


# fmt: off
_NAMED_FUNCTIONS = frozenset((
    "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "det", "dim", "exp",
    "gcd", "hom", "inf", "ker", "lg", "lim", "liminf", "limsup", "ln", "log", "max", "min", "Pr", "sec",
    "sin", "sinh", "sup", "tan", "tanh",
))
# fmt: on


def function(name: str) -> str:
    """A `Func`: a command if LaTeX has one. Raises ValueError as `variable` does."""
    if name in _NAMED_FUNCTIONS:
        return "\\" + name
    written = join([_letter(character) for character in name])
    star = "*" if name in LIMIT_FUNCTIONS else ""
    return rf"\operatorname{star}{{{written}}}"


# MathJax shows `\%` inside \text with its backslash; outside \text every reader agrees. There too stand the
# symbols that text fonts lack (λ, ≤).
_OUTSIDE = {
    **{c: f"{{{row.latex}}}" for c, row in SYMBOLS.items() if row.latex != c and c not in "-*†…"},
    **{c: f"{{{command}}}" for c, command in GREEK.items()},
    "\\": r"{\backslash}",
    "^": r"{\wedge}",
    "_": r"\_",
    "~": r"{\sim}",
    **{small: f"{{}}_{{{digit}}}" for digit, small in enumerate("₀₁₂₃₄₅₆₇₈₉")},
    **{small: f"{{}}^{{{digit}}}" for digit, small in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")},
}


def words(text: str) -> str:
    """A `Words`. Letters stay as they are, in any language; the document must have fonts for them."""
    # An empty line would end the formula.
    text = text.replace("\n", " ")
    if _OUTSIDE.keys().isdisjoint(text):
        return rf"\text{{{text}}}" if text else ""
    pieces: list[str] = []
    run = ""
    for character in text:
        written = _OUTSIDE.get(character)
        if written is None:
            run += character
            continue
        if run:
            pieces.append(rf"\text{{{run}}}")
            run = ""
        pieces.append(written)
    if run:
        pieces.append(rf"\text{{{run}}}")
    return "".join(pieces)
