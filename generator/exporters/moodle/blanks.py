"""Numbers and texts that are typed into blanks: the key of each, and what is recognised as wrong.

Owns which answer of a blank is tried when; must not touch XML or HTML. Moodle takes the first answer of a blank
that matches (`question/type/questionbase.php`, `question_first_matching_answer_grading_strategy`, of Moodle 4.5),
so the key stands first, and narrow answers before wide ones.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from generator.answers.entries import flat, numbers
from generator.exporters.losses import BRACKETS_SHOWN, Loss
from generator.exporters.moodle.numerals import Accepted, Exact, accepted, recognised
from generator.model import (
    Expression,
    Fence,
    Formula,
    Grid,
    Inlines,
    Interval,
    Matrix,
    Mistake,
    Number,
    Part,
    Set,
    TextAnswer,
    Vector,
)

NO_EXPRESSIONS = "Moodle cannot tell whether two expressions are equal"
NO_MULTIPLES = "Moodle cannot accept the multiples of an answer"
NO_WHOLE = "Moodle marks each blank by itself, and this answer counts only as a whole"
NO_INFINITY = "Moodle has no number for an end that is not there"
NO_FRACTIONS = "Moodle reads decimals only, and the answer has no exact short decimal"
NO_SETS = "Moodle grades numbers one by one, each in its place"
NO_BRACKETS = "Moodle cannot mark an end of an interval and its bracket as one"
NO_UNITS = "Moodle does not know which units are equal"
NO_LOOSE_BLANKS = "Moodle counts the blanks between words"
OTHER_SHAPE = "a mistake has another number of entries than the answer"
ONLY_BRACKETS = "a mistake differs from the answer in its brackets only, which are not asked"

IN_UNIT = "asked in the unit of the key, which is shown"
NOT_SHOWN = "its feedback is not shown"


@dataclass(frozen=True, slots=True)
class Wrong:
    """Numbers that are recognised as wrong, and the feedbacks of the mistakes that lead to them.

    Those that follow from a mistake in an earlier part earn `half`.
    """

    numbers: Accepted
    feedback: tuple[Inlines, ...]
    half: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """One typed number: what is right, then what is recognised as wrong, in the order of matching."""

    key: Accepted
    wrong: tuple[Wrong, ...]


@dataclass(frozen=True, slots=True)
class Blanks:
    """Typed numbers, row by row. `look` says what surrounds them; an interval also has its brackets."""

    rows: tuple[tuple[Blank, ...], ...]
    look: Literal["number", "vector", "matrix", "set", "interval"]
    brackets: tuple[str, str] = ("", "")

    @property
    def halves(self) -> bool:
        """Does anything earn half here, because it follows from an earlier mistake?"""
        return any(wrong.half for row in self.rows for blank in row for wrong in blank.wrong)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A typed text: the spellings that are right, then those of each mistake with its feedback."""

    accepted: tuple[str, ...]
    wrong: tuple[tuple[str, Inlines], ...]
    exact_case: bool


Route: TypeAlias = tuple[Accepted, Inlines]
"""Numbers to which a mistake leads in a blank, and what is said of it."""

Typed: TypeAlias = Number | Expression | Vector | Matrix | Set | Interval


def untypable(answer: Typed) -> str:
    """Why Moodle cannot take the answer in blanks; "" if it can."""
    if isinstance(answer, Interval) and (answer.low is None or answer.high is None):
        return NO_INFINITY
    if isinstance(answer, Vector | Matrix):
        if answer.up_to:
            return NO_MULTIPLES
        if answer.whole and len(flat(answer)) > 1:
            return NO_WHOLE
    asked = _numbers(answer)
    if not asked:
        return NO_EXPRESSIONS
    return NO_FRACTIONS if None in map(accepted, asked) else ""


def typed(part: Part, answer: Typed, led: tuple[Mistake, ...] = ()) -> tuple[Blanks, tuple[Loss, ...]]:
    """The blanks of a part whose answer is not `untypable`, and what is lost by asking so.

    `led` are the answers to which mistakes in earlier parts lead in this one.
    """
    lying = isinstance(answer.shown, Grid) and len(answer.shown.rows) == 1
    shape = _shape(answer, lying)
    losses = list(_always_lost(part.id, answer))
    routes = []
    for mistake in part.mistakes:
        if not isinstance(mistake.answer, type(answer)):
            raise TypeError(f"part {part.id!r}: a mistake of kind {mistake.answer.kind}, not {answer.kind}")
        wrong = _numbers(mistake.answer)
        if len(wrong) != sum(shape) or _shape(mistake.answer, lying) != shape:
            losses.append(Loss(part.id, OTHER_SHAPE, NOT_SHOWN))
        else:
            routes.append((wrong, mistake.feedback))
    inherited = [
        (_numbers(mistake.answer), mistake.feedback)
        for mistake in led
        if isinstance(mistake.answer, type(answer)) and _shape(mistake.answer, lying) == shape
    ]
    found = []
    for place, number in enumerate(_numbers(answer)):
        key = accepted(number)
        if key is None:
            raise ValueError(f"part {part.id!r}: {number.value} cannot be typed in Moodle")
        mistaken = [(recognised(wrong[place]), text) for wrong, text in routes]
        halves = [(accepted(wrong[place]), text) for wrong, text in inherited]
        found.append(_blank(key, mistaken, halves))
    if isinstance(answer, Interval):
        shown = {text for blank in found for wrong in blank.wrong for text in wrong.feedback}
        losses += [Loss(part.id, ONLY_BRACKETS, NOT_SHOWN) for _, text in routes if text not in shown]
    cells = iter(found)
    rows = tuple([tuple([next(cells) for _ in range(length)]) for length in shape])
    return Blanks(rows, _look(answer), _brackets(answer)), tuple(losses)


def unit(answer: object) -> Formula | None:
    """The unit that stands behind the blank of a number."""
    return answer.unit.shown if isinstance(answer, Number) and answer.unit else None


def phrase(part: Part, answer: TextAnswer) -> tuple[Phrase, tuple[Loss, ...]]:
    """A part that asks for a text. A spelling of a mistake that is taken already is left out."""
    right = {_compared(text, answer.exact_case): _spelling(text) for text in answer.accepted}
    wrong: dict[str, tuple[str, Inlines]] = {}
    for mistake in part.mistakes:
        if not isinstance(mistake.answer, TextAnswer):
            raise TypeError(f"part {part.id!r}: a mistake of kind {mistake.answer.kind}, not text")
        for text in mistake.answer.accepted:
            compared = _compared(text, answer.exact_case)
            if compared not in right:
                wrong.setdefault(compared, (_spelling(text), mistake.feedback))
    several = any(" " in text for text in right.values())
    losses = (Loss(part.id, NO_LOOSE_BLANKS, "two blanks between words are wrong"),) if several else ()
    return Phrase(tuple(right.values()), tuple(wrong.values()), answer.exact_case), losses


def _spelling(text: str) -> str:
    return " ".join(text.split())


def _compared(text: str, exact_case: bool) -> str:
    composed = unicodedata.normalize("NFC", _spelling(text))
    return composed if exact_case else composed.casefold()


def _always_lost(part: str, answer: Typed) -> Iterator[Loss]:
    if isinstance(answer, Set):
        yield Loss(part, NO_SETS, "asked in increasing order")
    if isinstance(answer, Interval):
        yield Loss(part, NO_BRACKETS, BRACKETS_SHOWN)
    if isinstance(answer, Number) and answer.unit:
        yield Loss(part, NO_UNITS, IN_UNIT)


def _numbers(answer: Typed) -> tuple[Number, ...]:
    """The numbers of an answer in the order in which they are asked; none if it holds anything else."""
    if isinstance(answer, Interval):
        return tuple([end for end in (answer.low, answer.high) if end])
    return numbers(answer)


def _shape(answer: Typed, lying: bool) -> tuple[int, ...]:
    """How many entries are in each row on the page. A vector stands, unless it is `lying`."""
    if isinstance(answer, Matrix):
        return tuple([len(row) for row in answer.rows])
    if isinstance(answer, Vector) and not lying:
        return (1,) * len(answer.entries)
    return (len(_numbers(answer)),)


def _look(answer: Typed) -> Literal["number", "vector", "matrix", "set", "interval"]:
    if isinstance(answer, Expression):
        raise TypeError("an expression has no blanks")
    return answer.kind


def _brackets(answer: Typed) -> tuple[str, str]:
    """The brackets of an interval, as its key prints them."""
    if not isinstance(answer, Interval):
        return ("", "")
    if isinstance(answer.shown, Fence):
        return (answer.shown.left, answer.shown.right)
    return ("[" if answer.closed[0] else "(", "]" if answer.closed[1] else ")")


def _blank(key: Accepted, mistakes: list[Route], led: list[tuple[Accepted | None, Inlines]]) -> Blank:
    """One blank: narrow answers before wide ones.

    A mistaken entry that is right in this place is left out; one that an earlier answer takes adds its
    feedback there, because its own answer would never be reached. What follows from a mistake in an earlier part
    earns half only where no mistake of this one leads to the same, and where Moodle can mark just that.
    """
    wrong = _grouped([route for route in mistakes if not key.takes(route[0].value)])
    taken = [key, *[one.numbers for one in wrong]]
    halves = [
        (found, text)
        for found, text in led
        if found is not None and not any(earlier.takes(found.value) for earlier in taken)
    ]
    answers = [*wrong, *[replace(half, half=True) for half in _grouped(halves)]]
    return Blank(key, tuple(sorted(answers, key=lambda one: one.numbers.margin)))


def _grouped(routes: list[Route]) -> list[Wrong]:
    """Narrow answers before wide ones; what an earlier one takes adds its feedback there."""
    groups: list[tuple[Accepted, list[Inlines]]] = []
    for found, text in sorted(routes, key=_width):
        for earlier, texts in groups:
            if earlier.takes(found.value):
                if text not in texts:
                    texts.append(text)
                break
        else:
            groups.append((found, [text]))
    return [Wrong(found, tuple(texts)) for found, texts in groups]


def _width(route: Route) -> Exact:
    return route[0].margin
