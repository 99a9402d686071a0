"""Hints: what is shown, one after the other, to a student whose try was wrong.

They are those of the spec; else two are made from its first worked solution. The first is the idea: the words of the
first step that is not minor, without the state that it leads to. The second is where the work begins: the first step,
whole.

    steps   Find the determinant.  |A| = 2   Swap and divide.  A⁻¹ = …
    hints   Find the determinant.     then     1. Find the determinant.  |A| = 2

What is made here gives nothing away: neither the result of the method, nor a state that holds the answer of a part.
(Of what the author writes, the author is the judge.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from generator.answers.entries import flat
from generator.answers.number import read, takes
from generator.family import Family
from generator.maths.notation import absolute, is_negative, items_of, numeral, row
from generator.maths.values import Worked
from generator.model import (
    Blocks,
    Entry,
    Formula,
    Frac,
    Interval,
    Lines,
    Matrix,
    Number,
    Op,
    OpenAnswer,
    Paragraph,
    Set,
    Space,
    Step,
    Steps,
    Vector,
)
from generator.solve import Solution, SolvedTyped
from generator.translate import translated
from generator.wording import Words


def hints_of(words: Words, family: Family, solution: Solution) -> tuple[Blocks, ...]:
    """The hints of a question. Raises Unusable if a value cannot stand where a hint of the spec has it."""
    if family.hints:
        return tuple(
            [words.blocks(hint, values) for hint, values in zip(family.hints, solution.hints, strict=True)]
        )
    worked = next((value for value in solution.holes if type(value) is Worked), None)
    if worked is None:
        return ()
    answers = [part.answer for part in solution.parts if isinstance(part, SolvedTyped)]
    return from_steps(worked.steps, answers, words.language)


def from_steps(steps: Sequence[Step], answers: Sequence[OpenAnswer], language: str) -> tuple[Blocks, ...]:
    """At most two hints from the steps of a method; none of them tells one of the answers.

    The idea is a paragraph, in the language as far as it has its words; the first step a block of its own.
    """
    idea = next((step for step in steps if not step.minor), None)
    if idea is None:
        return ()
    hints: list[Blocks] = [(Paragraph(translated(idea.text, language)),)]
    first = steps[0]
    result = next((step.state for step in reversed(steps) if step.state), None)
    if _helps(first, idea, result, answers):
        hints.append((Steps((replace(first, minor=False),)),))
    return tuple(hints)


def _helps(first: Step, idea: Step, result: Formula | None, answers: Sequence[OpenAnswer]) -> bool:
    """Does the first step say more than the idea, and yet not too much?"""
    if first.state is None:
        return first is not idea
    return first.state != result and not _tells(first.state, answers)


# ─── What gives an answer away ───────────────────────────────────────────────────────────────────────────

_PARTING = frozenset(map(Op, "=≈≤≥<>≠∥⟹⟶→,"))


def _tells(state: Formula, answers: Sequence[OpenAnswer]) -> bool:
    """Does a state arrive at an answer, or at all the entries of one?"""
    found = list(_sides(state))
    return any(
        any(_is(side, answer) for side in found)
        or (bool(entries) and all(any(_is(side, entry) for side in found) for entry in entries))
        for answer, entries in ((answer, _entries(answer)) for answer in answers)
    )


def _sides(state: Formula) -> Iterator[Formula]:
    """What relations and commas part in the lines of a formula."""
    for line in [row(*line) for line in state.lines] if isinstance(state, Lines) else [row(state)]:
        side: list[Formula] = []
        for item in items_of(line):
            if item in _PARTING:
                yield row(*side)
                side = []
            elif not isinstance(item, Space):
                side.append(item)
        yield row(*side)


def _is(side: Formula, answer: OpenAnswer) -> bool:
    if isinstance(answer, Number) and (value := _value(side)) is not None:
        return takes(answer, value)
    return side == row(answer.shown)


def _value(side: Formula) -> Fraction | None:
    """The value of a numeral or of a fraction of two; None for any other formula."""
    if is_negative(side):
        value = _value(absolute(side))
        return None if value is None else -value
    if isinstance(side, Frac):
        top, bottom = _value(side.top), _value(side.bottom)
        return top / bottom if top is not None and bottom else None
    return read(numeral(side)) if numeral(side) else None


def _entries(answer: OpenAnswer) -> tuple[Entry, ...]:
    if isinstance(answer, Vector | Matrix | Set):
        return flat(answer)
    if isinstance(answer, Interval):
        return tuple([end for end in (answer.low, answer.high) if end is not None])
    return ()
