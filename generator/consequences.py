"""What follows from a mistake: the answers of later parts, had all else been done rightly.

A later part is computed again from the wrong answer in place of the right one, and so is each part in between that
uses it. Certificates do not speak of these answers: they follow from something that is wrong.

    parts:  m = a slope     t = m * (x - 2) + 1        mistake of m: -m
    then t follows from m, and the consequence of the first mistake of m is -m * (x - 2) + 1

Nothing is drawn or worded here. Families in which no answer uses an earlier one pay next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from generator.answers import ANSWERS, judge, typed_key
from generator.errors import EvaluationError
from generator.family import AskTyped, Family, FamilyPart
from generator.maths.language import Scope
from generator.maths.values import Anything, MathsError
from generator.model import Consequence, Matrix, OpenAnswer, Set, Vector

Heirs: TypeAlias = tuple[tuple[FamilyPart, AskTyped], ...]
"""The parts whose answers use that of one part, directly or through parts in between, in order."""


def consequences(
    family: Family,
    scope: Scope,
    keys: Mapping[str, OpenAnswer],
    wrong: Mapping[str, tuple[Anything, ...]],
) -> dict[str, tuple[Consequence, ...]]:
    """The consequences in each part, by its id; parts without any are left out.

    `scope` holds all values of the variant, `keys` the right answers of typed parts, and `wrong` those of their
    mistakes, as values in the form in which the spec prints them. A mistake has no consequence in a part if its
    answer then has no value, is of another kind or shape, cannot be typed, or would be marked right.
    """
    found: dict[str, list[Consequence]] = {}
    for id, values in wrong.items():
        heirs = _heirs(family, id) if values else ()
        for number, value in enumerate(values if heirs else ()):
            led = _drawn(scope) | {id: value}
            for heir, answer in _answers(heirs, family.named, keys, led):
                found.setdefault(heir, []).append(Consequence(id, number, answer))
    return {id: tuple(those) for id, those in found.items()}


def _heirs(family: Family, id: str) -> Heirs:
    led = {id}
    heirs = []
    for part in family.parts:
        if isinstance(part.asks, AskTyped) and not led.isdisjoint(part.asks.follows):
            led.add(part.id)
            heirs.append((part, part.asks))
    return tuple(heirs)


def _drawn(scope: Scope) -> Scope:
    """The values that have names. What methods found, which a scope keeps under their calls, is found anew."""
    return {name: value for name, value in scope.items() if name.isidentifier()}


def _answers(
    heirs: Heirs, named: frozenset[str], keys: Mapping[str, OpenAnswer], scope: Scope
) -> Iterator[tuple[str, OpenAnswer]]:
    """The answers of the heirs that differ from their keys. `scope` is led on from one heir to the next."""
    lost: set[str] = set()
    for part, asks in heirs:
        made = _made(part.kind, asks, scope) if lost.isdisjoint(asks.follows) else None
        if made is None:
            lost.add(part.id)
            continue
        value, answer = made
        if part.id in named:
            scope[part.id] = value
        if _differs(part.kind, keys[part.id], answer):
            yield part.id, answer


def _made(kind: str, asks: AskTyped, scope: Scope) -> tuple[Anything, OpenAnswer] | None:
    """The answer of a part in this scope, as a value and of its kind; None if it has none: nothing follows then."""
    try:
        value = asks.answer.evaluate(scope)
        return value, ANSWERS[kind].make(value, asks.options)
    except (EvaluationError, MathsError):
        return None


def _differs(kind: str, key: OpenAnswer, answer: OpenAnswer) -> bool:
    """Is it an answer of the same shape that can be typed, and is printed and graded otherwise than the key?"""
    if _shape(key) != _shape(answer) or key.shown == answer.shown:
        return False
    try:
        typed = typed_key(answer)
        return not ANSWERS[kind].same(key, answer) and (typed is None or judge(key, typed) < 1)
    except (MathsError, ValueError):  # no point has a value for both, or it is too long to be typed
        return False


def _shape(answer: OpenAnswer) -> tuple[int, ...]:
    """How many blanks the answer is typed into: a vector of 3 `(3,)`, a matrix its rows; () for a single one."""
    match answer:
        case Vector(entries):
            return (len(entries),)
        case Matrix(rows):
            return tuple(map(len, rows))
        case Set(elements):
            return (len(elements),)
        case _:
            return ()
