"""Formulas as presentation MathML.

Owns the MathML of a formula: one unprefixed `<math>` element with its namespace, valid as MathML 2 (which QTI
2.1 validates against) and as MathML 3. For readers that show no MathML it carries the formula twice more:
`alttext` is the plain Unicode text, or what else is given, and an annotation holds the LaTeX, unless it is left out. It
must not touch running text.

    >>> mathml(Sym("x"))  # doctest: +ELLIPSIS
    '<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="x"><semantics><mi>x</mi><annotation ...

A function is followed by U+2061 (function application, which is spoken) and a thin space.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from generator.exporters.escape import escape
from generator.exporters.formulas.latex import latex
from generator.exporters.formulas.plain import plain
from generator.exporters.formulas.symbols import (
    BRACKETS,
    GREEK,
    INTEGRALS,
    LIMIT_FUNCTIONS,
    OPENING,
    SYMBOLS,
    brackets,
    flatten,
    is_cases,
    is_letter,
    is_tall,
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

_NBSP = "\u00a0"
_APPLY = '<mo form="infix">\u2061</mo>'
"""A style sheet can tell it by its form from operators that have space around them."""
_THIN = '<mspace width="0.167em"/>'


def mathml(
    formula: Formula, display: bool = False, alttext: str | None = None, *, annotated: bool = True
) -> str:
    """The formula as one `<math>` element; `display` sets it large, as on a line of its own.

    `alttext` is what it is called where it cannot be shown, by default its plain text. Only what is `annotated` holds
    the LaTeX, too. Raises ValueError for an operator, bracket, numeral or name that the table of symbols does not hold.
    """
    mode = ' display="block"' if display else ""
    called = escape(plain(formula) if alttext is None else alttext)
    shown = _one(formula)
    if annotated:
        tex = f'<annotation encoding="application/x-tex">{escape(latex(formula))}</annotation>'
        shown = f"<semantics>{shown}{tex}</semantics>"
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML"{mode} alttext="{called}">{shown}</math>'


def _one(formula: Formula) -> str:
    """The formula as exactly one element, as fractions and scripts want it."""
    if isinstance(formula, Row):
        items = flatten(formula.items)
        if len(items) != 1:
            return f"<mrow>{_sequence(items)}</mrow>"
        formula = items[0]
    return _WRITERS[type(formula)](formula)


def _several(formula: Formula) -> str:
    """The formula as any number of elements, where the parent makes a row of them."""
    if isinstance(formula, Row):
        return _sequence(flatten(formula.items))
    return _WRITERS[type(formula)](formula)


# ─── Leaves ──────────────────────────────────────────────────────────────────────────────────────────────


def _num(formula: Num) -> str:
    return f"<mn>{numeral(formula.text)}</mn>"


def _sym(formula: Sym) -> str:
    name = formula.name
    if formula.style == "bold":
        # LaTeX sets bold Greek small letters slanted, everything else upright.
        variant = "bold-italic" if name in GREEK and name.islower() else "bold"
    elif len(name) == 1 and (formula.style == "italic" or name in SYMBOLS):
        # Italic is the default for one character; other symbols (ℝ, ∞) have one shape only.
        return f"<mi>{escape(name)}</mi>"
    else:
        # Upright is the default for more characters, but no style sheet can count them.
        variant = "italic" if formula.style == "italic" else "normal"
    return f'<mi mathvariant="{variant}">{escape(name)}</mi>'


def _func(formula: Func) -> str:
    return f'<mi mathvariant="normal">{escape(formula.name)}</mi>'


def _operator(character: str) -> str:
    kind = symbol(character).kind
    shown = escape(symbol(character).plain)
    if kind == "ord":
        return f'<mi mathvariant="normal">{shown}</mi>'
    if character in BRACKETS:
        # An operator keeps its size; brackets that grow are a Fence.
        return f'<mo stretchy="false">{shown}</mo>'
    if character == ".":
        # Readers disagree on the space around a full stop; a point inside a numeral is part of its <mn>.
        return '<mo separator="true" lspace="0em" rspace="0em">.</mo>'
    return f"<mo>{shown}</mo>"


_OPERATORS = {character: _operator(character) for character in SYMBOLS}
_SIGNS = {
    character: f'<mo form="prefix">{row.plain}</mo>'
    for character, row in SYMBOLS.items()
    if row.kind == "bin"
}


def _op(formula: Op) -> str:
    symbol(formula.symbol)
    return _OPERATORS[formula.symbol]


def _words(formula: Words) -> str:
    # White space at the ends of a token is thrown away, unless it does not break.
    text = formula.text
    lead = _NBSP if text[:1].isspace() else ""
    trail = _NBSP if text[-1:].isspace() and not text.isspace() else ""
    return f"<mtext>{lead}{escape(' '.join(text.split()))}{trail}</mtext>"


_SPACES = {
    width: f'<mspace width="{em}em"/>'
    for width, em in (("thin", "0.167"), ("medium", "0.222"), ("quad", "1"), ("qquad", "2"))
}


def _space(formula: Space) -> str:
    return _SPACES[formula.width]


# ─── Rows ────────────────────────────────────────────────────────────────────────────────────────────────


def _is_function(item: Formula) -> bool:
    while type(item) is Script:
        item = item.base
    return type(item) is Func


def _sequence(items: Sequence[Formula]) -> str:
    """Flat items side by side, with signs, function application and the space around functions."""
    out: list[str] = []
    sign = True
    function = False
    for item in items:
        if isinstance(item, Op):
            if function:
                # `sin −x`, but `max, …` and `f(x)`: the function is applied to a sign or a bracket only.
                kind = symbol(item.symbol).kind
                out.append(_APPLY + _THIN if kind == "bin" else _APPLY if kind == "open" else "")
            piece = _SIGNS.get(item.symbol) if sign else None
            out.append(piece or _op(item))
            sign = item.symbol in OPENING
            function = False
            continue
        following = _is_function(item)
        if function:
            out.append(_APPLY if type(item) is Fence else _APPLY + _THIN)
        elif following and not sign:
            out.append(_THIN)
        out.append(_WRITERS[type(item)](item))
        if type(item) is not Space:
            sign = following or opens(item)
            function = following
    return "".join(out)


# ─── Layout ──────────────────────────────────────────────────────────────────────────────────────────────


def _frac(formula: Frac) -> str:
    return f"<mfrac>{_one(formula.top)}{_one(formula.bottom)}</mfrac>"


def _root(formula: Root) -> str:
    if formula.degree is None:
        return f"<msqrt>{_several(formula.body)}</msqrt>"
    return f"<mroot>{_one(formula.body)}{_one(formula.degree)}</mroot>"


def _script(formula: Script) -> str:
    base, below, above = formula.base, formula.below, formula.above
    stacked = False
    written = ""
    if isinstance(base, Op):
        kind = symbol(base.symbol).kind
        stacked = kind == "rel" or (kind == "large" and base.symbol not in INTEGRALS)
    elif isinstance(base, Func) and base.name in LIMIT_FUNCTIONS and below is not None:
        stacked = True
        name = escape(base.name)
        # As an operator its limits move beside it in running text, as those of ∑ do.
        written = f'<mo form="prefix" movablelimits="true" lspace="0em" rspace="0em">{name}</mo>'
    written = written or _one(base)
    names = ("munder", "mover", "munderover") if stacked else ("msub", "msup", "msubsup")
    if above is None:
        if below is None:
            return written
        return f"<{names[0]}>{written}{_one(below)}</{names[0]}>"
    if below is None:
        return f"<{names[1]}>{written}{_one(above)}</{names[1]}>"
    return f"<{names[2]}>{written}{_one(below)}{_one(above)}</{names[2]}>"


def _bracket(character: str, form: str, *, grows: bool = True) -> str:
    # Browsers put space around a bracket that may grow, even where it does not.
    stretchy = "true" if grows else "false"
    return f'<mo form="{form}" fence="true" stretchy="{stretchy}">{character}</mo>' if character else ""


def _fence(formula: Fence) -> str:
    brackets(formula.left, formula.right)
    grows = is_tall(formula.body)
    left = _bracket(formula.left, "prefix", grows=grows)
    right = _bracket(formula.right, "postfix", grows=grows)
    return f"<mrow>{left}{_several(formula.body)}{right}</mrow>"


_ALIGNMENTS = {"c": "center", "l": "left", "r": "right"}


def _cells(rows: tuple[tuple[Formula, ...], ...]) -> str:
    return "".join(
        ["<mtr>" + "".join([f"<mtd>{_several(cell)}</mtd>" for cell in row]) + "</mtr>" for row in rows]
    )


def _grid(formula: Grid) -> str:
    brackets(formula.left, formula.right)
    attributes = ""
    align = "l" if is_cases(formula) else formula.align
    if align != "c":
        attributes += f' columnalign="{_ALIGNMENTS[align]}"'
    rule, columns = formula.rule_after, max(map(len, formula.rows), default=0)
    if rule is not None and 0 < rule < columns:
        lines = ("none",) * (rule - 1) + ("solid",) + ("none",) * (columns - rule - 1)
        attributes += f' columnlines="{" ".join(lines)}"'
    table = f"<mtable{attributes}>{_cells(formula.rows)}</mtable>"
    if not formula.left and not formula.right:
        return table
    return f"<mrow>{_bracket(formula.left, 'prefix')}{table}{_bracket(formula.right, 'postfix')}</mrow>"


def _lines(formula: Lines) -> str:
    return (
        '<mtable displaystyle="true" columnalign="right left" columnspacing="0.278em">'
        f"{_cells(formula.lines)}</mtable>"
    )


_MARKS = {"hat": "^", "bar": "¯", "vec": "→", "tilde": "~", "dot": "˙", "overline": "¯"}


def _accent(formula: Accent) -> str:
    # An overline covers its body, a dot never does; the others grow over more than a letter.
    grows = formula.mark == "overline" or (formula.mark != "dot" and not is_letter(formula.body))
    mark = f'<mo stretchy="{"true" if grows else "false"}">{_MARKS[formula.mark]}</mo>'
    return f'<mover accent="true">{_one(formula.body)}{mark}</mover>'


_WRITERS: dict[type, Callable[[Any], str]] = {
    Num: _num,
    Sym: _sym,
    Func: _func,
    Op: _op,
    Words: _words,
    Space: _space,
    Row: _one,
    Frac: _frac,
    Root: _root,
    Script: _script,
    Fence: _fence,
    Grid: _grid,
    Accent: _accent,
    Lines: _lines,
}
