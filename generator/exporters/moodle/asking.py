"""How a part is asked in Moodle: typed into blanks, chosen, or written as an essay.

Owns the decision and its losses; must not touch XML or HTML. A part becomes one of three plain values that
`questions` and `cloze` write out:

    Blanks   a grid of typed numbers          a number, vector, matrix or set whose entries Moodle can grade
    Chosen   one of several                   a choice; or an open answer that Moodle cannot grade
    Written  an essay, for a human grader     such an answer without known mistakes to choose from

What Moodle can grade is settled in its question types (`question/type/numerical`, `question/type/multichoice`,
`question/type/multianswer/questiontype.php` of Moodle 4.5): numbers one by one by an absolute distance, never
an expression, and no essay among the gaps of a cloze question.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from generator.answers.choice import from_mistakes
from generator.exporters.losses import AS_CHOICE, Loss
from generator.exporters.moodle.numerals import Accepted, Exact, accepted, recognised
from generator.model import (
    Choice,
    Expression,
    Grid,
    Inlines,
    Matrix,
    Number,
    Part,
    Set,
    Vector,
)

AS_ESSAY = "asked as an essay, with the answer in the notes for graders"

NO_EXPRESSIONS = "Moodle cannot tell whether two expressions are equal"
NO_MULTIPLES = "Moodle cannot accept every multiple of a vector"
NO_FRACTIONS = "Moodle reads decimals only, and the answer has no exact short decimal"
NO_SETS = "Moodle grades numbers one by one, each in its place"
OTHER_SHAPE = "a mistake has another number of entries than the answer"


@dataclass(frozen=True, slots=True)
class Wrong:
    """Numbers that are recognised as wrong, and the feedbacks of the mistakes that lead to them."""

    numbers: Accepted
    feedback: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """One typed number: what is right, then what is recognised as wrong, in the order of matching."""

    key: Accepted
    wrong: tuple[Wrong, ...]


@dataclass(frozen=True, slots=True)
class Blanks:
    """Typed numbers, row by row. `look` says what surrounds them."""

    rows: tuple[tuple[Blank, ...], ...]
    look: Literal["number", "vector", "matrix", "set"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """One of several options."""

    choice: Choice


@dataclass(frozen=True, slots=True)
class Written:
    """An essay, for a human grader who sees the answer."""


Asked: TypeAlias = Blanks | Chosen | Written
Typed: TypeAlias = Number | Vector | Matrix | Set


def ask(part: Part, salt: str) -> tuple[Asked, tuple[Loss, ...]]:
    """How to ask `part` of the question whose id is `salt`, and what is lost by it."""
    answer = part.answer
    if isinstance(answer, Choice):
        return Chosen(answer), ()
    if isinstance(answer, Expression):
        return _not_typed(part, salt, NO_EXPRESSIONS)
    if isinstance(answer, Vector) and answer.up_to:
        return _not_typed(part, salt, NO_MULTIPLES)
    keys: list[tuple[Accepted, ...]] = []
    for row in _rows(answer, _lies(answer)):
        found = tuple([key for key in map(accepted, row) if key is not None])
        if len(found) < len(row):
            return _not_typed(part, salt, NO_FRACTIONS)
        keys.append(found)
    return _typed(part, answer, keys)


def _not_typed(part: Part, salt: str, reason: str) -> tuple[Asked, tuple[Loss, ...]]:
    if part.mistakes:
        return Chosen(from_mistakes(part, salt)), (Loss(part.id, reason, AS_CHOICE),)
    return Written(), (Loss(part.id, reason, AS_ESSAY),)


def _typed(part: Part, answer: Typed, keys: list[tuple[Accepted, ...]]) -> tuple[Asked, tuple[Loss, ...]]:
    losses: list[Loss] = []
    if isinstance(answer, Set):
        losses.append(Loss(part.id, NO_SETS, "asked in increasing order"))
    shape = [len(row) for row in keys]
    routes = []
    for mistake in part.mistakes:
        if not isinstance(mistake.answer, type(answer)):
            raise TypeError(f"part {part.id!r}: a mistake of kind {mistake.answer.kind}, not {answer.kind}")
        wrong = _rows(mistake.answer, _lies(answer))
        if [len(row) for row in wrong] == shape:
            routes.append((wrong, mistake.feedback))
        else:
            losses.append(Loss(part.id, OTHER_SHAPE, "its feedback is not shown"))
    blanks = tuple(
        tuple([_blank(key, [(wrong[i][j], text) for wrong, text in routes]) for j, key in enumerate(row)])
        for i, row in enumerate(keys)
    )
    return Blanks(blanks, answer.kind), tuple(losses)


def _lies(answer: Typed) -> bool:
    """Is a vector written in a row?"""
    return isinstance(answer.shown, Grid) and len(answer.shown.rows) == 1


def _rows(answer: Typed, lying: bool) -> tuple[tuple[Number, ...], ...]:
    """The entries of an answer as they lie on the page; a vector stands, unless it is `lying`."""
    if isinstance(answer, Number):
        return ((answer,),)
    if isinstance(answer, Matrix):
        return answer.rows
    if isinstance(answer, Set):
        return (answer.elements,)
    return (answer.entries,) if lying else tuple([(entry,) for entry in answer.entries])


def _blank(key: Accepted, mistakes: list[tuple[Number, Inlines]]) -> Blank:
    """One blank. Moodle takes the first answer that matches, so narrow ones come before wide ones.

    A mistaken entry that is right in this place is left out; one that an earlier answer takes adds its
    feedback there, because its own answer would never be reached.
    """
    found = [(recognised(number), text) for number, text in mistakes]
    found.sort(key=_width)
    groups: list[tuple[Accepted, list[Inlines]]] = []
    for numbers, text in found:
        if key.takes(numbers.value):
            continue
        for earlier, texts in groups:
            if earlier.takes(numbers.value):
                if text not in texts:
                    texts.append(text)
                break
        else:
            groups.append((numbers, [text]))
    return Blank(key, tuple([Wrong(numbers, tuple(texts)) for numbers, texts in groups]))


def _width(found: tuple[Accepted, Inlines]) -> Exact:
    return found[0].margin
