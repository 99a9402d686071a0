"""What is short enough to be read aloud without a word for its end: one number, one letter, `one half`, `x squared`.

Owns the leaves of a formula and what is put together from them alone; `spoken` owns everything that may be long.
Where a formula is not short the answer is None, and the caller says where it begins and ends.

    >>> from generator.exporters.formulas.spoken.voice import VOICES
    >>> signed_atom(Row((Op("−"), Sym("x"))), VOICES["en"])
    'negative x'
    >>> signed_atom(Row((Num("2"), Sym("x"))), VOICES["en"]) is None
    True
"""

from __future__ import annotations

from generator.exporters.formulas.spoken.shapes import MINUS, is_differential
from generator.exporters.formulas.spoken.voice import Voice, function, letter
from generator.exporters.formulas.symbols import flatten, numeral, symbol
from generator.model import Accent, Formula, Frac, Func, Num, Op, Row, Script, Sym


def leaf(formula: Num | Sym | Func | Op, voice: Voice) -> str:
    """A numeral, letter, function or operator by its name; a large operator is followed by its `of`.

    Raises ValueError for what the tables do not hold.
    """
    if isinstance(formula, Num):
        return numeral(formula.text)
    if isinstance(formula, Sym):
        return letter(formula.name, formula.style, voice)
    if isinstance(formula, Func):
        return function(formula.name, voice)
    large = symbol(formula.symbol).kind == "large"
    name = voice.signs[formula.symbol]
    return f"{name} {voice.phrases['large_of']}" if large else name


def atom(formula: Formula, voice: Voice) -> str | None:
    """One numeral, letter or sign like a letter, perhaps with an accent, or a fraction with a name."""
    items = flatten((formula,))
    if len(items) != 1:
        return None
    item = items[0]
    if isinstance(item, (Num, Sym)) or (isinstance(item, Op) and symbol(item.symbol).kind == "ord"):
        return leaf(item, voice)
    if isinstance(item, Accent):
        return accented(item, voice)
    return named(item, voice) if isinstance(item, Frac) else None


def signed_atom(formula: Formula, voice: Voice) -> str | None:
    """An atom, perhaps with a minus before it."""
    items = flatten((formula,))
    if len(items) != 2 or not (isinstance(items[0], Op) and items[0].symbol in MINUS):
        return atom(formula, voice)
    said = atom(items[1], voice)
    return None if said is None else f"{voice.phrases['negative']} {said}"


def accented(formula: Accent, voice: Voice) -> str | None:
    """An accent over an atom: `x hat`, `vector v`."""
    body = atom(formula.body, voice)
    if body is None:
        return None
    if formula.mark != "vec":
        return voice.phrases["accent"].format(voice.accents[formula.mark], body)
    # The word before and the word after would not tell which accent is over which.
    twice = isinstance(flatten((formula.body,))[0], Accent)
    return None if twice else voice.phrases["vector_letter"].format(body)


_NAMED_UP_TO = 20  # larger numerals change before a noun in Spanish


def named(formula: Frac, voice: Voice) -> str | None:
    """A small fraction that has a name: `one half`, `11 thirds`."""
    top, bottom = formula.top, formula.bottom
    if not (isinstance(top, Num) and isinstance(bottom, Num)) or bottom.text not in voice.parts:
        return None
    if top.text == "1":
        return f"{voice.phrases['one']} {voice.part[bottom.text]}"
    small = (
        len(top.text) < 3 and top.text.isdecimal() and top.text[0] != "0" and int(top.text) <= _NAMED_UP_TO
    )
    return f"{top.text} {voice.parts[bottom.text]}" if small else None


_NAMED_POWERS = {"2": "squared", "3": "cubed"}


def power(text: str, above: Formula, voice: Voice) -> str | None:
    """A base with a short exponent, or with signs that have names there: `x squared`, `f prime`."""
    items = flatten((above,))
    marks = [voice.marks.get(item.symbol) if isinstance(item, Op) else None for item in items]
    if None not in marks:
        return " ".join([text, *filter(None, marks)])
    exponent = items[0]
    if len(items) == 1 and isinstance(exponent, Num) and exponent.text in _NAMED_POWERS:
        return voice.phrases[_NAMED_POWERS[exponent.text]].format(text)
    said = signed_atom(above, voice)
    return None if said is None else voice.phrases["power"].format(text, said)


def index(text: str, below: Formula, voice: Voice) -> str | None:
    """A base with a short index: `x sub 1`."""
    said = atom(below, voice)
    return None if said is None else voice.phrases["index"].format(text, said)


_POWERS_OVER_BARS = (Num("2"), Num("3"), Op("′"), Op("″"), Op("⊤"))


def _side(formula: Formula, voice: Voice) -> str | None:
    """What may stand over or under a bar that is only said as `over`: x, x₁², dy, ∂²f."""
    items = flatten((formula,))
    first = items[0] if items else Row(())
    if len(items) == 2 and is_differential(first):
        said = (_side(first, voice), _side(items[1], voice))
        return None if None in said else " ".join(filter(None, said))
    if len(items) != 1 or not isinstance(first, Script):
        return atom(formula, voice)
    base, below, above = first.base, first.below, first.above
    if not (isinstance(base, Sym) or base == Op("∂")) or above not in (None, *_POWERS_OVER_BARS):
        return None
    text = leaf(base, voice)
    if below is not None:
        indexed = index(text, below, voice)
        if indexed is None:
            return None
        text = indexed
    return text if above is None else power(text, above, voice)


def over(formula: Frac, voice: Voice) -> str | None:
    """A fraction that is only said as `over`, because nothing beside it could belong to its top or bottom."""
    top, bottom = _side(formula.top, voice), _side(formula.bottom, voice)
    if top is None or bottom is None or named(formula, voice) is not None:
        return None
    return voice.phrases["over"].format(top, bottom)
