"""Formulas as one line of Unicode text: `λ₁ = −3`, `x² + 1/2`, `[1 2; 3 4]`.

Owns the text that stands for a formula where no mathematics is shown: drop-downs, alternative text, titles,
the terminal. It must not escape anything. Brackets are added where the text would otherwise read as another
formula, and nowhere else:

    >>> plain(Frac(Row((Sym("a"), Op("+"), Sym("b"))), Num("2")))
    '(a + b)/2'

Round and square matrices both print as `[1 2; 3 4]` (an augmented one as `[1 2 | 3; 4 5 | 6]`), a determinant
as `|1 2; 3 4|`, cases as `{x, if x > 0; −x, otherwise}`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from generator.exporters.formulas.symbols import (
    OPENING,
    SYMBOLS,
    brackets,
    flatten,
    is_cases,
    is_letter,
    numeral,
    opens,
    symbol,
)
from generator.model import (
    Accent,
    Fence,
    Formula,
    Frac,
    Func,
    Grid,
    Lines,
    Num,
    Op,
    Root,
    Row,
    Script,
    Space,
    Sym,
    Words,
)


def plain(formula: Formula) -> str:
    """The formula as one line of text, without blanks at the ends; "" for an empty row.

    Raises ValueError for an operator, bracket or numeral that the table of symbols does not hold.
    """
    return " ".join(_WRITERS[type(formula)](formula).split())


def _text(formula: Formula) -> str:
    return _WRITERS[type(formula)](formula).strip()


# ─── Leaves ──────────────────────────────────────────────────────────────────────────────────────────────


def _num(formula: Num) -> str:
    return numeral(formula.text)


def _name(formula: Sym | Func) -> str:
    return formula.name


def _op(formula: Op) -> str:
    return symbol(formula.symbol).plain


def _words(formula: Words) -> str:
    return formula.text


def _space(_: Space) -> str:
    return " "


# ─── Rows ────────────────────────────────────────────────────────────────────────────────────────────────

_INFIX = {
    **{c: f" {row.plain} " if row.kind in ("bin", "rel") else row.plain for c, row in SYMBOLS.items()},
    **{c: f"{row.plain} " for c, row in SYMBOLS.items() if row.kind == "punct"},
    "/": "/",
    ".": ".",  # no blank: three of them are an ellipsis
}


def _row(formula: Row) -> str:
    items = flatten(formula.items)
    last = len(items) - 1
    out = ""
    sign = True  # would a + or − here be a sign?
    spaced = False  # must an operand here stand off from what is before it?
    for place, item in enumerate(items):
        if isinstance(item, Op):
            row = symbol(item.symbol)
            if row.kind == "large" or (spaced and row.kind == "bin" and sign):
                out += " "
            out += row.plain if sign and row.kind == "bin" else _INFIX[item.symbol]
            sign = item.symbol in OPENING
            spaced = row.kind == "large"
            continue
        piece = _WRITERS[type(item)](item)
        if type(item) is Space:
            out += piece
            continue
        if not piece:
            continue
        if type(item) is Frac and (
            _touches(items, place - 1) or (place < last and _touches(items, place + 1))
        ):
            piece = f"({piece})"
        name = type(item) in _MAY_NAME and _names(item)
        before = name and not sign and type(item) is not Root  # `2 sin x`, `x rank A`
        after = spaced and type(item) not in _BRACKETED and piece[0] != "("  # `sin x`, `f(x)`
        digits = piece[0].isdecimal() and out[-1:].isalnum()  # `x 2`, `2 3`
        if out and (before or after or digits):
            out += " "
        out += piece
        sign = name and opens(item)
        spaced = name
    return out


# What can end in a name; everything else ends in a digit, a letter or a bracket.
_MAY_NAME = frozenset((Sym, Func, Words, Root, Script))

# What brings its own brackets.
_BRACKETED = frozenset((Fence, Grid))


def _names(item: Formula) -> bool:
    """Does a name end here that the next letter would run into? `sin x`, `rank A`, `√2 x`."""
    while type(item) is Script:
        item = item.base
    if isinstance(item, Sym):
        return len(item.name) > 1
    return type(item) in (Func, Words, Root, Op)


def _touches(items: Sequence[Formula], place: int) -> bool:
    """Is the neighbour at `place` an operand, multiplied by standing beside?"""
    if place < 0:
        return False
    neighbour = items[place]
    if isinstance(neighbour, Op):
        return neighbour.symbol in "/÷!%" or symbol(neighbour.symbol).kind == "ord"
    return type(neighbour) not in (Space, Words)


# ─── Layout ──────────────────────────────────────────────────────────────────────────────────────────────


_LEAVES = frozenset((Num, Sym, Accent, Root))


def _atomic(formula: Formula) -> bool:
    """Does the text of this formula hold together as an operand, whatever stands around it?"""
    if type(formula) in _LEAVES:
        return True
    if isinstance(formula, Row):
        items = flatten(formula.items)
        return len(items) == 1 and _atomic(items[0])
    if isinstance(formula, Script):
        return _atomic(formula.base)
    if isinstance(formula, Op):
        return symbol(formula.symbol).kind == "ord"
    if isinstance(formula, (Fence, Grid)):
        return bool(formula.left and formula.right) or (isinstance(formula, Grid) and is_cases(formula))
    return False


def _product(items: Sequence[Formula]) -> bool:
    """Are these factors, perhaps with a sign, that need no brackets over a bar? `−2x/3`, but `(sin x)/3`."""
    if items and isinstance(items[0], Op) and items[0].symbol in "−-":
        items = items[1:]
    return bool(items) and all(_atomic(i) or (isinstance(i, Op) and i.symbol in "·⋅×") for i in items)


def _differential(items: Sequence[Formula]) -> bool:
    """Is this `∂x`, `dx` or `∂x²`, which below a bar is read as one thing?"""
    if len(items) != 2:
        return False
    last = items[1].base if isinstance(items[1], Script) else items[1]
    return is_letter(last) and items[0] in (Op("∂"), Sym("d", "upright"))


def _frac(formula: Frac) -> str:
    top, bottom = _text(formula.top), _text(formula.bottom)
    if type(formula.top) not in _LEAVES and not _product(flatten((formula.top,))):
        top = f"({top})"
    if not (_atomic(formula.bottom) or _differential(flatten((formula.bottom,)))):
        bottom = f"({bottom})"
    return f"{top}/{bottom}"


_ROOT_SIGNS = {"": "√", "3": "∛", "4": "∜"}


def _root(formula: Root) -> str:
    degree = "" if formula.degree is None else _text(formula.degree)
    sign = _ROOT_SIGNS.get(degree) or f"√[{degree}]"
    body = _text(formula.body)
    simple = is_letter(formula.body) or (isinstance(formula.body, Num) and sign[-1] != "]")
    return sign + (body if simple else f"({body})")


_RAISED = "0123456789+−=()abcdefghijklmnoprstuvwxyzT⊤⊥′″°∘∗†"
_SUPERSCRIPTS = dict(zip(_RAISED, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀ⊤⊥′″°°*†", strict=True))
_SUBSCRIPTS = dict(zip("0123456789+−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))


def _small(formula: Formula, characters: dict[str, str], mark: str) -> str:
    """The text of a script in small characters if there is one for each, else `^(text)` or `_(text)`."""
    text = _text(formula)
    try:
        return "".join([characters[c] for c in text if c != " "])
    except KeyError:
        return f"{mark}({text})"


def _script(formula: Script) -> str:
    base, below, above = formula.base, formula.below, formula.above
    text = _text(base)
    bare = _atomic(base) or type(base) in (Func, Op, Words) or not text
    # A power of a power; and a root's sign would seem to reach over the exponent.
    if not bare or type(base) is Root or (isinstance(base, Script) and base.above is not None):
        text = f"({text})"
    if below is not None:
        text += _small(below, _SUBSCRIPTS, "_")
    if above is not None:
        text += _small(above, _SUPERSCRIPTS, "^")
    if isinstance(base, Op) and symbol(base.symbol).kind in ("bin", "rel"):
        return f" {text} "
    return text


def _fence(formula: Fence) -> str:
    brackets(formula.left, formula.right)
    return f"{formula.left}{_text(formula.body)}{formula.right}"


_OUTER = {"(": "[", ")": "]"}


def _cell(formula: Formula) -> str:
    text = _text(formula)
    return f"({text})" if " " in text and type(formula) not in _BRACKETED else text


def _grid(formula: Grid) -> str:
    brackets(formula.left, formula.right)
    left, right = (_OUTER.get(side, side) for side in (formula.left, formula.right))
    if formula.left == "{" or not (formula.left or formula.right):
        lines = [", ".join(filter(None, map(_text, row))) for row in formula.rows]
        return f"{left}{'; '.join(lines)}{'}' if is_cases(formula) else right}"
    rows = []
    for row in formula.rows:
        cells = [_cell(cell) for cell in row]
        if formula.rule_after is not None:
            cells.insert(formula.rule_after, "|")
        rows.append(" ".join(cells))
    return f"{left}{'; '.join(rows)}{right}"


def _lines(formula: Lines) -> str:
    return "; ".join([_text(Row((left, right))) for left, right in formula.lines])


# Combining characters.
_NAMES = ("hat", "bar", "vec", "tilde", "dot", "overline")
_MARKS = dict(zip(_NAMES, "\u0302\u0304\u20d7\u0303\u0307\u0305", strict=True))


def _accent(formula: Accent) -> str:
    text = _text(formula.body)
    return text + _MARKS[formula.mark] if len(text) == 1 else f"{formula.mark}({text})"


_WRITERS: dict[type, Callable[[Any], str]] = {
    Num: _num,
    Sym: _name,
    Func: _name,
    Op: _op,
    Words: _words,
    Space: _space,
    Row: _row,
    Frac: _frac,
    Root: _root,
    Script: _script,
    Fence: _fence,
    Grid: _grid,
    Accent: _accent,
    Lines: _lines,
}
