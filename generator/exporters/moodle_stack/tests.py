"""Question tests: answers that STACK itself tries when a teacher asks it to, with what they must earn.

For every question: the key, each mistake, each consequence behind its mistake, and for each typed part what is no
answer at all. Must not know how a part is marked: the credits come from exact arithmetic (`credit`), the notes are the
names of the rungs of `marking`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from generator.exporters.moodle_stack.credit import credit, is_same
from generator.exporters.moodle_stack.inputs import LONGEST, Asked, fits, source
from generator.exporters.moodle_stack.values import is_lying
from generator.model import Answer, Matrix, OpenAnswer, TextAnswer, Vector

_MALFORMED = "2 +* 3"

_LOST = re.compile(r'\\(?:"|$)')

_ANOTHER = '"?"'
"""Another text, which is wrong, where the key cannot be tried."""

_NOTHING = (None, "NULL")
"""What a tree finds that is not gone through: no score, and what STACK writes for no note."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a tree must find: a score and the note of its last branch; nothing at all if the score is None."""

    tree: str
    score: Fraction | None
    note: str


@dataclass(frozen=True, slots=True)
class Check:
    """One question test: what is filled in, and what is expected."""

    about: str
    values: tuple[tuple[str, str], ...]
    expected: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class _Try:
    """What is not as in the key: what is filled in, and what is expected, by the numbers of parts."""

    about: str
    values: dict[int, tuple[str, ...]]
    expected: dict[int, tuple[Fraction | None, str]]


def checks(parts: Sequence[Asked]) -> tuple[Check, ...]:
    """All question tests of a question. Each expects something of every tree."""
    tries = [_Try("the key", {}, {})]
    for asked in parts:
        tries += _mistakes(asked)
    for asked in parts:
        tries += _consequences(parts, asked)
    for asked in parts:
        tries += _malformed(parts, asked)
    return tuple([_check(parts, one) for one in tries])


def _check(parts: Sequence[Asked], one: _Try) -> Check:
    """The question test: the key, but for what is tried."""
    values: list[tuple[str, str]] = []
    expected: list[Expected] = []
    for asked in parts:
        tried = _can_be_tried(asked.part.answer)
        right = asked.right if tried else (_ANOTHER,)
        values += zip(asked.names, one.values.get(asked.number, right), strict=True)
        score, note = one.expected.get(
            asked.number, (Fraction(1), "key") if tried else (Fraction(0), "other")
        )
        expected.append(Expected(asked.tree, score, note if score is None else f"{asked.tree}-{note}"))
    return Check(one.about, tuple(values), tuple(expected))


def _can_be_tried(answer: Answer) -> bool:
    """Does STACK type it as it is? It takes a backslash before a quote, or at the end of a text, for no part of it."""
    return not isinstance(answer, TextAnswer) or not _LOST.search(answer.accepted[0])


def _values(asked: Asked, variable: str) -> tuple[str, ...]:
    """What to fill in for an answer that a variable holds; an interval is a list of four."""
    if len(asked.inputs) == 1:
        return (variable,)
    return tuple([f"{variable}[{k}]" for k in range(1, len(asked.inputs) + 1)])


def _mistakes(asked: Asked) -> Iterator[_Try]:
    for number, mistake in enumerate(asked.part.mistakes):
        answer = mistake.answer
        if not fits(asked, answer) or not _can_be_tried(answer):
            continue
        found = _recognised(asked, answer)
        if found[0] < 1:
            values = {asked.number: _values(asked, asked.wrong(number))}
            yield _Try(f"mistake {number + 1}", values, {asked.number: found})


def _recognised(asked: Asked, answer: OpenAnswer) -> tuple[Fraction, str]:
    """The credit of the answer of a mistake, and the note of the first mistake that leads there."""
    answers = [mistake.answer for mistake in asked.part.mistakes]
    first = next(
        number
        for number, other in enumerate(answers, 1)
        if fits(asked, other) and is_same(_alone(other), _alone(answer))
    )
    return credit(asked.answer, answer), f"mistake-{first}"


def _alone(answer: OpenAnswer) -> OpenAnswer:
    """The answer without its multiples: a mistake is recognised as it is."""
    return replace(answer, up_to="") if isinstance(answer, Vector | Matrix) else answer


def _consequences(parts: Sequence[Asked], asked: Asked) -> Iterator[_Try]:
    by_id = {other.part.id: other for other in parts}
    for number, consequence in enumerate(asked.part.consequences):
        before = by_id[consequence.part]
        wrong = source(consequence, asked, before)
        if wrong:
            yield _Try(
                f"what follows from mistake {consequence.mistake + 1} in part {before.number}",
                {
                    before.number: _values(before, before.wrong(consequence.mistake)),
                    asked.number: _values(asked, asked.after(number)),
                },
                {
                    before.number: _recognised(before, wrong),
                    asked.number: (Fraction(1), f"follows-{number + 1}"),
                },
            )


def _malformed(parts: Sequence[Asked], asked: Asked) -> Iterator[_Try]:
    """What cannot be read is refused before it is marked, and so are parts that look at it. A text can be anything."""
    if not any(field.typed for field in asked.inputs):
        return
    values = tuple(
        [
            _broken(asked) if field.type == "matrix" else _MALFORMED if field.typed else right
            for field, right in zip(asked.inputs, asked.right, strict=True)
        ]
    )
    if max(map(len, values)) > LONGEST:
        return
    blind = [
        other.number
        for other in parts
        if other is asked or any(one.part == asked.part.id for one in other.part.consequences)
    ]
    yield _Try("no answer", {asked.number: values}, dict.fromkeys(blind, _NOTHING))


def _broken(asked: Asked) -> str:
    """A matrix of the same shape, in which one entry is malformed."""
    answer = asked.answer
    if isinstance(answer, Vector):
        count = len(answer.entries)
        rows = [["1"] * count] if is_lying(answer) else [["1"]] * count
    elif isinstance(answer, Matrix):
        rows = [["1"] * len(row) for row in answer.rows]
    else:
        raise TypeError(f"part {asked.part.id!r} has no matrix")
    rows[0] = [_MALFORMED, *rows[0][1:]]
    written = [f"[{','.join(row)}]" for row in rows]
    return f"matrix({','.join(written)})"
