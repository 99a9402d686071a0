"""Formulas side by side, read aloud: signs and operations, arguments of functions, fractions among operands.

Owns what is said between neighbours; how one formula is said is the caller's `write`.

    >>> from generator.exporters.formulas.spoken.voice import VOICES
    >>> row((Op("−"), Num("2"), Op("−"), Num("3")), VOICES["en"], lambda formula, _: formula.text, alone=True)
    'negative 2 minus 3'
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from generator.exporters.formulas.spoken.atoms import atom, leaf, over, signed_atom
from generator.exporters.formulas.spoken.shapes import (
    MINUS,
    begins_with_numeral,
    between_numerals,
    is_function,
    is_negative,
    of_vectors,
    stands_alone,
    takes,
)
from generator.exporters.formulas.spoken.voice import Voice
from generator.exporters.formulas.symbols import OPENING, opens, symbol
from generator.model import Fence, Formula, Frac, Num, Op, Space, Words

Write: TypeAlias = Callable[[Formula, Voice], str]
"""How one formula is said, whatever stands beside it."""

_APPLIED_TO = frozenset(("bin", "open", "large", "ord"))
"""Kinds of operators that the function before them is applied to, as in `sin −x`."""


def row(items: Sequence[Formula], voice: Voice, write: Write, *, alone: bool) -> str:
    """Flat items side by side (`symbols.flatten`). `alone`: are the ends of the row heard?"""
    out: list[str] = []
    sign = True  # would a minus here be a sign?
    free = alone  # does a fraction here stand alone, as far as its left is concerned?
    applied = False  # does a function wait for its argument?
    infix = False  # was the last item an operation between operands?
    for place, item in enumerate(items):
        if type(item) is Space:
            if out and item.width in ("quad", "qquad"):
                out[-1] = out[-1].rstrip(",") + ","
            continue
        if type(item) is Op:
            kind = symbol(item.symbol).kind
            if applied and kind in _APPLIED_TO:
                out.append(voice.phrases["of"])
            if item.symbol != "." or not place or items[place - 1] != item:
                out.append(_operator(item, items, place, voice, sign=sign))
            free = (alone and kind in ("rel", "punct")) or (free and sign and kind == "bin")
            infix = kind == "bin" and not sign
            sign = item.symbol in OPENING
            applied = False
            continue
        short = None
        if type(item) is Fence and place and takes(items[place - 1], item):
            short, applied = atom(item.body, voice), True
        elif type(item) is Fence and infix and is_negative(items, place):
            short = signed_atom(item.body, voice)
        elif type(item) is Frac and free and stands_alone(items, place):
            short = over(item, voice)
        piece = short or write(item, voice)
        if not piece:
            continue
        if applied and type(item) is not Words:
            out.append(voice.phrases["of"])
        elif out and out[-1][-1].isdecimal() and begins_with_numeral(item) and not _digits(out[-1], item):
            out.append(voice.phrases["then"])
        out.append(piece)
        applied = is_function(item)
        infix = False
        sign = opens(item)
        free = alone and type(item) is Words
    return " ".join(out)


def _operator(item: Op, items: Sequence[Formula], place: int, voice: Voice, *, sign: bool) -> str:
    """The operator at a place of a row, called after what stands beside it."""
    if sign and item.symbol in MINUS:
        return voice.phrases["negative"]
    if item.symbol in "·⋅×" and of_vectors(items, place):
        return voice.phrases["cross" if item.symbol == "×" else "dot"]
    if item.symbol == "," and between_numerals(items, place):
        return voice.phrases["list_comma"]
    if item.symbol == "." and tuple(items[place : place + 3]) == (item,) * 3:
        return voice.signs["…"]
    return leaf(item, voice)


def _digits(said: str, item: Formula) -> bool:
    """Single digits side by side, as in a₁₁: one one is no other number."""
    return isinstance(item, Num) and len(item.text) == 1 and len(said.rpartition(" ")[2]) == 1
