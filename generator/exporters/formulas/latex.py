r"""Formulas as LaTeX.

Owns the LaTeX of a formula, without its delimiters: the same text is good inside `\( \)` and `\[ \]`, in
print (amsmath, amssymb) and in MathJax and KaTeX. It must not touch running text: exporters escape their own.

    >>> latex(Row((Sym("λ"), Op("="), Op("−"), Frac(Num("1"), Num("2")))))
    '\\lambda = -\\frac{1}{2}'

`<` and `>` are always `\lt` and `\gt`: Canvas takes a bare `<` for a tag if HTML was escaped once too few.
LaTeX itself lacks the two names, so a document for print says `DEFINITIONS` in its preamble.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import pairwise
from typing import Any

from generator.exporters.formulas.names import function, join, runs_on, variable, words
from generator.exporters.formulas.symbols import (
    ARROWS,
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

DEFINITIONS = r"\providecommand{\lt}{<}\providecommand{\gt}{>}"
"""What a LaTeX preamble must define, beside loading amsmath and amssymb."""


def latex(formula: Formula) -> str:
    r"""The formula as LaTeX, without delimiters.

    Raises ValueError for an operator, bracket, numeral or name that has no LaTeX in the table of symbols.
    """
    return _WRITERS[type(formula)](formula)


# ─── Leaves ──────────────────────────────────────────────────────────────────────────────────────────────


def _num(formula: Num) -> str:
    return _numeral(formula.text)


@lru_cache(maxsize=1024)  # most numbers are small, and stand in many places
def _numeral(text: str) -> str:
    return numeral(text).replace(",", "{,}")


def _sym(formula: Sym) -> str:
    return variable(formula.name, formula.style)


def _func(formula: Func) -> str:
    return function(formula.name)


def _op(formula: Op) -> str:
    return symbol(formula.symbol).latex


def _words(formula: Words) -> str:
    return words(formula.text)


_SPACES = {"thin": r"\,", "medium": r"\:", "quad": r"\quad", "qquad": r"\qquad"}


def _space(formula: Space) -> str:
    return _SPACES[formula.width]


# ─── Rows ────────────────────────────────────────────────────────────────────────────────────────────────


_INFIX = {
    **{c: f" {row.latex} " if row.kind in ("bin", "rel") else row.latex for c, row in SYMBOLS.items()},
    ",": ", ",
    ";": "; ",
    "/": "/",
}


def _operator(character: str) -> tuple[str, str, bool]:
    """An operator as a sign, as it stands between operands, and whether an operand follows it.

    Raises ValueError if the table of symbols has none.
    """
    row = symbol(character)
    infix = _INFIX[character]
    return row.latex if row.kind == "bin" else infix, infix, character in OPENING


_OPERATORS = {character: _operator(character) for character in SYMBOLS}


# What can stand before an operand, beside operators.
_MAY_OPEN = frozenset((Func, Script))


def _row(formula: Row) -> str:
    out = ""
    sign = True
    for item in flatten(formula.items):
        if type(item) is Op:
            as_sign, infix, opening = _OPERATORS.get(item.symbol) or _operator(item.symbol)
            piece = as_sign if sign else infix
            sign = opening
        else:
            piece = _WRITERS[type(item)](item)
            if type(item) is not Space:
                sign = type(item) in _MAY_OPEN and opens(item)
        out += f" {piece}" if out[-1:].isalpha() and runs_on(out, piece) else piece
    return out.strip()


# ─── Layout ──────────────────────────────────────────────────────────────────────────────────────────────


def _frac(formula: Frac) -> str:
    return rf"\frac{{{latex(formula.top)}}}{{{latex(formula.bottom)}}}"


def _root(formula: Root) -> str:
    body = latex(formula.body)
    if formula.degree is None:
        return rf"\sqrt{{{body}}}"
    degree = latex(formula.degree)
    if "]" in degree:
        degree = f"{{{degree}}}"
    return rf"\sqrt[{degree}]{{{body}}}"


# Bases that a script may follow as they are; anything else is wrapped, above all another script.
_BARE = frozenset((Num, Sym, Func, Op, Fence, Grid, Accent))

# Symbols that raise themselves in a row, and must not be raised twice.
_RAISED = {"′": r"\prime", "″": r"\prime\prime", "°": r"\circ"}


def _raised(above: Formula) -> str:
    """What stands above a base: an exponent, or marks such as primes, or an exponent after primes."""
    if type(above) is not Row and type(above) is not Op:  # nearly always
        return latex(above)
    items = flatten((above,))
    marks = ""
    for place, item in enumerate(items):
        mark = _RAISED.get(item.symbol) if isinstance(item, Op) else None
        if mark is None:
            return join([marks, latex(Row(tuple(items[place:])))])
        marks += mark
    return marks


def _script(formula: Script) -> str:
    base, below, above = formula.base, formula.below, formula.above
    if isinstance(base, Op) and symbol(base.symbol).kind == "rel":
        return _labelled(base, below, above)
    written = latex(base)
    if type(base) not in _BARE or not written:
        written = f"{{{written}}}"
    if below is not None:
        written += f"_{{{latex(below)}}}"
    if above is not None:
        written += f"^{{{_raised(above)}}}"
    return written


def _labelled(base: Op, below: Formula | None, above: Formula | None) -> str:
    """A relation with words or row operations over and under it."""
    if base.symbol in ARROWS:
        under = "" if below is None else f"[{{{latex(below)}}}]"
        return rf"\xrightarrow{under}{{{'' if above is None else latex(above)}}}"
    written = latex(base)
    if below is not None:
        written = rf"\underset{{{latex(below)}}}{{{written}}}"
    if above is not None:
        written = rf"\overset{{{latex(above)}}}{{{written}}}"
    return rf"\mathrel{{{written}}}"


def _fence(formula: Fence) -> str:
    left, right = brackets(formula.left, formula.right)
    body = latex(formula.body)
    if is_tall(formula.body):
        return join([rf"\left{left}", body, rf"\right{right}"])
    return join([left if formula.left else "", body, right if formula.right else ""])


_MATRICES = {
    ("(", ")"): "pmatrix",
    ("[", "]"): "bmatrix",
    ("|", "|"): "vmatrix",
    ("‖", "‖"): "Vmatrix",
    ("{", "}"): "Bmatrix",
    ("", ""): "matrix",
}
_MATRIX_COLUMNS = 10  # amsmath's MaxMatrixCols


def _written(rows: Iterable[tuple[Formula, ...]]) -> list[str]:
    """The cells of each row, for any environment with columns."""
    written = [" & ".join([latex(cell) for cell in row]).strip() for row in rows]
    # `\\ [` would read the row's own bracket as the optional argument of the line break.
    return ["{}" + row if row.startswith("[") else row for row in written]


# Rows of a matrix keep the distance of lines of text, at which fractions below each other nearly touch.
_BREAK, _WIDE_BREAK = r" \\ ", r" \\[4pt] "


def _body(rows: tuple[tuple[Formula, ...], ...]) -> str:
    """The rows of a grid, with more distance above and below a row that holds something tall."""
    written = _written(rows)
    tall = [any(map(is_tall, row)) for row in rows]
    if True not in tall:  # nearly always
        return _BREAK.join(written)
    out = "".join(
        row + (_WIDE_BREAK if above or below else _BREAK)
        for row, (above, below) in zip(written, pairwise(tall), strict=False)
    )
    return out + written[-1]


def _grid(formula: Grid) -> str:
    body = _body(formula.rows)
    columns = max(map(len, formula.rows), default=1)
    if formula.rule_after is None:
        if is_cases(formula) and columns <= 2:
            return rf"\begin{{cases}} {body} \end{{cases}}"
        name = _MATRICES.get((formula.left, formula.right))
        if name is not None and formula.align == "c" and columns <= _MATRIX_COLUMNS:
            return rf"\begin{{{name}}} {body} \end{{{name}}}"
    align = "l" if is_cases(formula) else formula.align
    rule = columns if formula.rule_after is None else formula.rule_after
    layout = align * rule + ("" if formula.rule_after is None else "|") + align * (columns - rule)
    array = rf"\begin{{array}}{{{layout}}} {body} \end{{array}}"
    if not formula.left and not formula.right:
        return array
    left, right = brackets(formula.left, formula.right)
    return rf"\left{left} {array} \right{right}"


def _lines(formula: Lines) -> str:
    # `aligned` keeps its lines apart by itself, however tall they are.
    return rf"\begin{{aligned}} {_BREAK.join(_written(formula.lines))} \end{{aligned}}"


_MARKS = {
    "hat": r"\hat",
    "bar": r"\bar",
    "vec": r"\vec",
    "tilde": r"\tilde",
    "dot": r"\dot",
    "overline": r"\overline",
}
_WIDE_MARKS = _MARKS | {
    "hat": r"\widehat",
    "bar": r"\overline",
    "vec": r"\overrightarrow",
    "tilde": r"\widetilde",
}


def _accent(formula: Accent) -> str:
    marks = _MARKS if is_letter(formula.body) else _WIDE_MARKS
    return f"{marks[formula.mark]}{{{latex(formula.body)}}}"


_WRITERS: dict[type, Callable[[Any], str]] = {
    Num: _num,
    Sym: _sym,
    Func: _func,
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
