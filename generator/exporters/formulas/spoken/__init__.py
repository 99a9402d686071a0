"""Formulas as a person reads them aloud: `x squared plus one half`, in every language of `model.LANGUAGES`.

Owns when which words are said. A listener who hears the words alone can write the formula down again:

    >>> x, plus, one = Sym("x"), Op("+"), Num("1")
    >>> spoken(Row((Script(x, None, Num("2")), plus, one)))
    'x squared plus 1'
    >>> spoken(Script(x, None, Row((Num("2"), plus, one))))
    'x to the exponent 2 plus 1, end exponent'
    >>> spoken(Script(x, None, Row((Num("2"), plus, one))), "de")
    'x mit Exponent 2 plus 1, Ende Exponent'

What is as short as one letter or number ends by itself; everything longer has its end said, and opens with words
of its own. `x over 2` is said where a fraction stands alone between relations; beside other operands it has its
start and end. Text only: no markup, no sign that an engine of speech would skip; commas and semicolons are pauses.

The words follow the habits of the common ways to speak mathematics: ClearSpeak (`one half`, `squared`, rows of a
matrix), MathSpeak (start and end words, capitals always said, `sub`). Choices where these differ or guess:

- A capital is always said: `A` and `a` are the same to the ear. Upright and italic sound alike.
- A bold letter is `bold v`, for it may be a vector or a matrix; a letter under an arrow is `vector v`.
- Brackets are read as brackets, so no interval or point is guessed; but bars are an absolute value or a norm, and
  a negative number behind an operation needs no brackets to the ear: `2 times negative 3`.
- A bracket after f, g, h, F, G, H, P or Φ is an argument, `f of x`, unless there is a sum in it.
- `∣` is `given` in round or square brackets, `such that` in braces, and `divides` elsewhere.
- `·` and `×` are `times`, but `dot` and `cross` beside a bold letter, a letter under an arrow or ∇, and between
  column vectors.
- A comma or full stop at the end of a formula or a line belongs to the sentence around it and is not read, nor is
  the end of a matrix there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from generator.exporters.formulas.spoken.atoms import accented, atom, index, leaf, named, power, signed_atom
from generator.exporters.formulas.spoken.grids import cases, lines, matrix, vector
from generator.exporters.formulas.spoken.rows import row
from generator.exporters.formulas.spoken.shapes import is_closed, is_column
from generator.exporters.formulas.spoken.voice import VOICES, Voice, words
from generator.exporters.formulas.symbols import brackets, flatten, is_cases, symbol
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


def spoken(formula: Formula, language: str = "en") -> str:
    """The formula in words, without pauses at the ends; "" for an empty row.

    Raises ValueError for a language without a voice, and for an operator, bracket, numeral or name that the
    tables do not hold.
    """
    voice = VOICES.get(language)
    if voice is None:
        raise ValueError(f"no voice speaks {language!r}, only {', '.join(VOICES)}")
    text = _sentence(formula, voice)
    for end in voice.last_ends:
        if text.endswith(end):
            return text.removesuffix(end)
    return text


def _sentence(formula: Formula, voice: Voice) -> str:
    """A formula without the comma or full stop that ends the sentence around it."""
    items = flatten((formula,))
    while items and type(items[-1]) is Space:
        items = items[:-1]
    last = items[-1] if items else None
    if isinstance(last, Op) and last.symbol in ".,;" and items[-2:-1] != items[-1:]:  # three stops stay
        items = items[:-1]
    return _sequence(items, voice, alone=True)


def _whole(formula: Formula, voice: Voice) -> str:
    """A formula whose beginning and end are heard, as between brackets; an empty one is called so."""
    return _sequence(flatten((formula,)), voice, alone=True) or voice.phrases["blank"]


def _part(formula: Formula, voice: Voice) -> str:
    """A formula among other words, as over the bar of a fraction: a fraction in it needs its own ends."""
    return _sequence(flatten((formula,)), voice, alone=False) or voice.phrases["blank"]


def _sequence(items: Sequence[Formula], voice: Voice, *, alone: bool) -> str:
    return row(items, voice, _write, alone=alone)


def _write(formula: Formula, voice: Voice) -> str:
    return _WRITERS[type(formula)](formula, voice)


# ─── Fractions and roots ─────────────────────────────────────────────────────────────────────────────────


def _frac(formula: Frac, voice: Voice) -> str:
    name = named(formula, voice)
    if name is not None:
        return name
    return voice.phrases["fraction"].format(_part(formula.top, voice), _part(formula.bottom, voice))


def _root(formula: Root, voice: Voice) -> str:
    short, degree = atom(formula.body, voice), formula.degree
    length, text = ("long_", _whole(formula.body, voice)) if short is None else ("", short)
    if degree is None or degree == Num("3"):
        return voice.phrases[f"{length}{'square' if degree is None else 'cube'}_root"].format(text)
    order = atom(degree, voice)
    if order is None:
        order = voice.phrases["quantity"].format(_whole(degree, voice))
    return voice.phrases[f"{length}root"].format(order, text)


# ─── Scripts ─────────────────────────────────────────────────────────────────────────────────────────────


def _script(formula: Script, voice: Voice) -> str:
    base, below, above = formula.base, formula.below, formula.above
    if isinstance(base, Op):
        kind = symbol(base.symbol).kind
        if kind == "large":
            return _limits(voice.signs[base.symbol], below, above, voice)
        if kind in ("bin", "rel"):
            return _labelled(leaf(base, voice), below, above, voice)
    if isinstance(base, Func) and below is not None:
        text = _function(base, below, voice)
    else:
        text = _base(base, voice, indexed=below is not None)
        text = text if below is None else _lowered(text, below, voice)
    return (text if above is None else _raised(text, above, voice)).strip()


def _limits(text: str, below: Formula | None, above: Formula | None, voice: Voice) -> str:
    say = voice.phrases
    if below is not None and above is not None:
        text = say["from_to"].format(text, _part(below, voice), _part(above, voice))
    elif below is not None:
        text = say["over_all"].format(text, _part(below, voice))
    elif above is not None:
        text = say["up_to"].format(text, _part(above, voice))
    return f"{text} {say['large_of']}"


def _labelled(text: str, below: Formula | None, above: Formula | None, voice: Voice) -> str:
    for label, phrase in ((below, "with_below"), (above, "with_above")):
        if label is not None:
            text = voice.phrases[phrase].format(text, _whole(label, voice))
    return text


def _function(base: Func, below: Formula, voice: Voice) -> str:
    """A function with something below: `limit as x tends to 0`, `logarithm base 2`, `maximum sub x`."""
    text = leaf(base, voice)
    short = atom(below, voice)
    if base.name == "log" and short is not None:
        return voice.phrases["base"].format(text, short)
    items = tuple(flatten((below,)))
    if base.name == "lim" and items.count(Op("→")) == 1:
        arrow = items.index(Op("→"))
        sides = (_part(Row(part), voice) for part in (items[:arrow], items[arrow + 1 :]))
        return voice.phrases["limit"].format(text, *sides)
    return _lowered(text, below, voice)


def _base(base: Formula, voice: Voice, *, indexed: bool) -> str:
    """A base, with its beginning and end if a script behind it could be taken for a script of its last letter."""
    items = flatten((base,))
    if not items:
        return ""
    item = items[0]
    if len(items) == 1 and (
        is_closed(item, indexed=indexed) or (isinstance(item, Accent) and atom(item, voice) is not None)
    ):
        return _write(item, voice)
    return voice.phrases["quantity"].format(_whole(base, voice))


def _lowered(text: str, below: Formula, voice: Voice) -> str:
    return index(text, below, voice) or voice.phrases["subscript"].format(text, _whole(below, voice))


def _raised(text: str, above: Formula, voice: Voice) -> str:
    said = power(text, above, voice)
    if said is not None:
        return said
    items = flatten((above,))
    phrase = "superscript" if len(items) == 1 and isinstance(items[0], (Fence, Op)) else "exponent"
    return voice.phrases[phrase].format(text, _whole(above, voice))


# ─── Brackets, grids, accents ────────────────────────────────────────────────────────────────────────────

_AROUND = {("|", "|"): "absolute", ("‖", "‖"): "norm", ("⌊", "⌋"): "floor", ("⌈", "⌉"): "ceiling"}
_BAR = {"(": "given", "[": "given", "{": "such_that"}


def _fence(formula: Fence, voice: Voice) -> str:
    left, right = formula.left, formula.right
    brackets(left, right)
    phrase = _AROUND.get((left, right))
    if phrase is not None:
        return voice.phrases[phrase].format(_whole(formula.body, voice))
    items = flatten((formula.body,))
    if left in _BAR and Op("∣") in items:
        bar = Words(voice.phrases[_BAR[left]])
        items = [bar if item == Op("∣") else item for item in items]
    return _between(left, _sequence(items, voice, alone=bool(left and right)), right, voice)


def _between(left: str, text: str, right: str, voice: Voice) -> str:
    """Between brackets called by their names; "" is an open side."""
    opening, closing = (voice.signs[side] if side else "" for side in (left, right))
    return " ".join(filter(None, (opening, text, closing)))


_MATRICES = {("(", ")"): "matrix", ("[", "]"): "matrix", ("|", "|"): "determinant"}


def _grid(formula: Grid, voice: Voice) -> str:
    left, right = formula.left, formula.right
    brackets(left, right)
    if is_cases(formula):
        return cases(
            [[_whole(row[0], voice), *(_condition(c, voice) for c in row[1:])] for row in formula.rows], voice
        )
    atoms = [[signed_atom(cell, voice) for cell in row] for row in formula.rows]
    short = all(map(all, atoms))
    cells = [
        [_whole(cell, voice) if said is None else said for cell, said in zip(*pair, strict=True)]
        for pair in zip(formula.rows, atoms, strict=True)
    ]
    name = _MATRICES.get((left, right))
    if name == "matrix" and is_column(formula):
        return vector([cell for row in cells for cell in row], voice, short=short)
    text = matrix(name or "table", cells, formula.rule_after, voice, short=short)
    return text if name else _between(left, text, right, voice)


def _condition(cell: Formula, voice: Voice) -> str:
    """The condition of a case, with a word before it if it brings none; "" for an empty cell."""
    items = flatten((cell,))
    text = _sequence(items, voice, alone=True)
    return voice.phrases["case_if"].format(text) if text and not isinstance(items[0], Words) else text


def _lines(formula: Lines, voice: Voice) -> str:
    return lines([_sentence(Row(line), voice) for line in formula.lines], voice)


def _accent(formula: Accent, voice: Voice) -> str:
    said = accented(formula, voice)
    if said is not None:
        return said
    return voice.phrases["long_accent"].format(voice.accents[formula.mark], _whole(formula.body, voice))


def _words(formula: Words, voice: Voice) -> str:
    return words(formula.text, voice)


_WRITERS: dict[type, Callable[[Any, Voice], str]] = {
    Num: leaf,
    Sym: leaf,
    Func: leaf,
    Op: leaf,
    Words: _words,
    Row: _whole,
    Frac: _frac,
    Root: _root,
    Script: _script,
    Fence: _fence,
    Grid: _grid,
    Accent: _accent,
    Lines: _lines,
}
