"""Hints: what is shown, one after the other, to a student whose try was wrong.

They are those of the spec; else two are made from a worked solution that has steps. The first is the idea: the
paragraph with which the solution begins, if it can stand alone, else the words of the first step. The second is how the
work begins: the first step, less what the first hint has said. Steps that are minor are passed over.

    solution   An inverse undoes the map.   1. Find the determinant.  |A| = 2   2. Swap and divide.  A⁻¹ = …
    hints      An inverse undoes the map.   then   Find the determinant.  |A| = 2

What is made here gives nothing away: neither the result of a method, nor anything that holds the answer of a part, be
it inside a longer formula, nor an equation that arrives at an entry of it. (Verdicts and choices are not looked for.
And of what the author writes, the author is the judge.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Any

from generator.answers.entries import flat
from generator.answers.number import read, takes
from generator.family import Family
from generator.maths.notation import MINUS, absolute, is_negative, items_of, numeral, row
from generator.model import (
    OPEN_ANSWERS,
    Blocks,
    Display,
    Entry,
    Figure,
    Formula,
    Frac,
    Interval,
    Lines,
    Math,
    Matrix,
    Num,
    Number,
    Op,
    OpenAnswer,
    Paragraph,
    Part,
    Row,
    Set,
    Space,
    Step,
    Steps,
    Text,
    TextAnswer,
    Vector,
)
from generator.solve import Solution
from generator.translate import translated
from generator.wording import Words


def hints_of(
    words: Words, family: Family, solved: Solution, stem: Blocks, parts: Sequence[Part], solution: Blocks
) -> tuple[Blocks, ...]:
    """The hints of a question. Raises Unusable if a value cannot stand where a hint of the spec has it."""
    if family.hints is not None:
        return tuple(
            [words.blocks(hint, values) for hint, values in zip(family.hints, solved.hints, strict=True)]
        )
    return from_solution(stem, parts, solution, words.language)


def from_solution(stem: Blocks, parts: Sequence[Part], solution: Blocks, language: str) -> tuple[Blocks, ...]:
    """At most two hints from the steps of a solution and from what it says before them; none if it has no steps.

    What the steps say is put into the language as far as it has their words.
    """
    steps = next((block.steps for block in solution if isinstance(block, Steps)), ())
    first = next((step for step in steps if not step.minor), None)
    if first is None:
        return ()
    asked = (stem, tuple([part.prompt for part in parts]))
    answers = [part.answer for part in parts if isinstance(part.answer, OPEN_ANSWERS)]

    def free(blocks: Blocks) -> Blocks:
        return () if _tells(blocks, answers, asked) else blocks

    idea = free(solution[:1]) if _stands_alone(solution[0]) else ()
    todo = free((Paragraph(translated(first.text, language)),))
    state = free((Display(first.state),)) if first.state and first.state != _result(steps) else ()
    hints = (idea, todo + state if todo else ()) if idea else (todo, state if todo else ())
    return tuple([hint for hint in hints if hint])


def _stands_alone(block: object) -> bool:
    """Is it a paragraph that leads to nothing below it, with nothing in it that cannot be read?"""
    if not isinstance(block, Paragraph) or any(isinstance(child, Figure) for child in block.children):
        return False
    last = block.children[-1]
    return isinstance(last, Text) and last.text.endswith(".")


def _result(steps: Sequence[Step]) -> Formula | None:
    return next((step.state for step in reversed(steps) if step.state), None)


# ─── What gives an answer away ───────────────────────────────────────────────────────────────────────────

_PARTING = frozenset(map(Op, "=≈≤≥<>≠∥⟹⟶→,"))
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class _Said:
    """What stands in prose: the nodes of its tree, and the numbers in formulas and words."""

    pieces: tuple[object, ...]
    values: tuple[Fraction, ...]

    @property
    def words_only(self) -> bool:
        """Is there neither a formula nor a number?"""
        return not self.values and not any(isinstance(piece, Math | Display) for piece in self.pieces)


def _said(prose: object) -> _Said:
    pieces: list[object] = []
    _gather(prose, pieces)
    return _Said(tuple(pieces), tuple(_values(pieces)))


def _tells(hint: Blocks, answers: Sequence[OpenAnswer], asked: object) -> bool:
    """Does a hint arrive at an answer, or at an entry of it; or hold one that the question does not hold?"""
    said = _said(hint)
    if said.words_only and not any(isinstance(answer, TextAnswer) for answer in answers):
        return False  # the common case
    formulas = [piece.formula for piece in said.pieces if isinstance(piece, Math | Display)]
    sides = [(side, _value(side)) for formula in formulas for side in _sides(formula)]
    if any(_arrives(sides, answer) for answer in answers):
        return True
    held = [answer for answer in answers if _holds(said, answer)]
    if not held:
        return False
    given = _said(asked)
    return not all(_holds(given, answer) for answer in held)


def _arrives(sides: Sequence[tuple[Formula, Fraction | None]], answer: OpenAnswer) -> bool:
    """Is one of these, each with its value if it is a number, the answer or an entry of it?"""
    return bool(sides) and any(
        takes(wanted, value)
        if value is not None and isinstance(wanted, Number)
        else side == row(wanted.shown)
        for wanted in (answer, *_entries(answer))
        for side, value in sides
    )


def _sides(formula: Formula) -> Iterator[Formula]:
    """What relations and commas part in the lines of a formula; nothing of a line without any."""
    for line in [row(*line) for line in formula.lines] if isinstance(formula, Lines) else [row(formula)]:
        sides: list[list[Formula]] = [[]]
        for item in items_of(line):
            if type(item) is Op and item in _PARTING:
                sides.append([])
            elif not isinstance(item, Space):
                sides[-1].append(item)
        if len(sides) > 1:
            yield from [row(*side) for side in sides]


def _holds(said: _Said, answer: OpenAnswer) -> bool:
    """Does the answer, or do all its entries, stand anywhere?"""
    entries = _entries(answer)
    return _contains(said, answer) or (bool(entries) and all(_contains(said, entry) for entry in entries))


def _contains(said: _Said, answer: OpenAnswer) -> bool:
    if isinstance(answer, Number) and any(takes(answer, value) for value in said.values):
        return True
    if isinstance(answer, TextAnswer):
        words = " ".join([piece.text for piece in said.pieces if isinstance(piece, Text)]).casefold()
        return any(text.casefold() in words for text in answer.accepted)
    wanted = row(answer.shown)
    if type(wanted) is not Row:
        return wanted in said.pieces
    return any(
        items[start : start + len(wanted.items)] == wanted.items
        for items in (items_of(row(piece)) for piece in said.pieces if type(piece) is Row)
        for start in range(len(items) - len(wanted.items) + 1)
    )


def _gather(node: Any, pieces: list[object]) -> None:
    """Adds a node and all that stands in it, but no index: that is part of a name."""
    kind: Any = type(node)
    if kind is tuple:
        for child in node:
            _gather(child, pieces)
    elif names := _names(kind):
        pieces.append(node)
        for name in names:
            _gather(getattr(node, name), pieces)


@lru_cache(maxsize=128)
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a node; none of what is no node."""
    return (
        tuple([field.name for field in fields(kind) if field.name != "below"]) if is_dataclass(kind) else ()
    )


def _values(pieces: Sequence[object]) -> Iterator[Fraction]:
    """The numbers in formulas and in words; after a minus both the number and its opposite."""
    for piece in pieces:
        if isinstance(piece, Text):
            for text in _NUMBER.findall(piece.text):
                number = read(text.replace(",", "."))
                yield from (number, -number)
        elif isinstance(piece, Num | Frac) and (value := _value(piece)) is not None:
            yield value
        elif isinstance(piece, Row):
            for before, item in pairwise(piece.items):
                if before == MINUS and (value := _value(item)) is not None:
                    yield -value


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
    """What an answer is made of, but for zeros: those are no secret."""
    entries: Sequence[Entry | None] = ()
    if isinstance(answer, Vector | Matrix | Set):
        entries = flat(answer)
    elif isinstance(answer, Interval):
        entries = (answer.low, answer.high)
    return tuple([entry for entry in entries if entry is not None and entry.value != 0])
