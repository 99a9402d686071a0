"""What the answer of a mistake, or of a consequence, earns where the key is another: for the question tests.

Owns the same rule as the trees of `marking`, in exact arithmetic; both follow `generator.answers`. Mistakes of an
expression, a number or a text earn nothing; those of several entries what is right in them.

    >>> from generator.model import Num, Number, Vector
    >>> one, two = Number(1, Num("1")), Number(2, Num("2"))
    >>> credit(Vector((one, two), Num("0")), Vector((one, one), Num("0")))
    Fraction(1, 2)
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from generator.answers import ANSWERS
from generator.answers.entries import flat
from generator.answers.number import agree
from generator.maths.arithmetic import negate
from generator.model import Answer, Entry, Interval, Matrix, Number, Set, Vector


def is_same(key: Answer, other: Answer) -> bool:
    """Is the other answer right where this is the key?"""
    return ANSWERS[key.kind].same(key, other)


def credit(key: Answer, other: Answer) -> Fraction:
    """The credit of the answer `other` of the same kind and shape, from 0 to 1."""
    if is_same(key, other):
        return Fraction(1)
    match key, other:
        case Vector() | Matrix(), Vector() | Matrix():
            return _of_entries(key, other)
        case Set(), Set():
            return _of_set(key, other)
        case Interval(), Interval():
            sides = (
                _is_side(key.low, other.low) and key.closed[0] is other.closed[0],
                _is_side(key.high, other.high) and key.closed[1] is other.closed[1],
            )
            return Fraction(sum(sides), 2)
        case _:
            return Fraction(0)


def _of_entries(key: Vector | Matrix, other: Vector | Matrix) -> Fraction:
    if key.whole or key.up_to in ("scale", "positive scale"):
        return Fraction(0)
    mine, theirs = flat(key), flat(other)
    right = sum(map(_agree, mine, theirs))
    if key.up_to == "sign":
        right = max(right, sum(map(_agree, map(_negative, mine), theirs)))
    return Fraction(right, len(mine))


def _agree(a: Entry, b: Entry) -> bool:
    return is_same(a, b) if a.kind == b.kind else False


def _negative(entry: Entry) -> Entry:
    return replace(entry, value=negate(entry.value))


def _of_set(key: Set, other: Set) -> Fraction:
    """Pairs are found upwards; more elements than the key has count against it."""
    left = list(key.elements)
    for element in other.elements:
        hit = next((k for k, mine in enumerate(left) if agree(mine, element)), None)
        if hit is not None:
            del left[hit]
    return Fraction(len(key.elements) - len(left), max(len(key.elements), len(other.elements)))


def _is_side(a: Number | None, b: Number | None) -> bool:
    return a is b if a is None or b is None else agree(a, b)
