"""What a student fills in: the inputs of a part, how they stand in the text, and the variables with its key.

    kind                            input                                       its value
    number                          numerical                                   a number
    expression, set                 algebraic                                   an expression, a set
    vector, matrix                  matrix                                      a matrix
    interval                        dropdown, algebraic, algebraic, dropdown    0 or 1 for a bracket; numbers
    text                            string                                      a text
    choice, true/false              radio                                       the number of the option, from 0
    multiple                        checkbox                                    a list of such numbers
    matching                        dropdown for each left side                 the number of the right side, from 0
    ordering                        dropdown for each thing                     its place, from 1

`typed` and `chosen` make them; `asking` knows which makes what. This module owns their shape and all names: part k has
the inputs ansN, counted through the question, its key in `ta<k>`, mistake m in `wrong<k>_<m>`, consequence m in
`after<k>_<m>`. Must not know how an answer is marked.

What STACK takes is written in `doc/en/Authoring/Inputs/` of STACK 4.11. Decimals are never forbidden, and fractions
need not be in lowest terms: the kinds of answer ask for neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.answers.entries import flat
from generator.exporters.losses import Loss
from generator.model import (
    Answer,
    Consequence,
    Entry,
    Expression,
    Matrix,
    OpenAnswer,
    Part,
    Question,
    Vector,
)

LONGEST = 255
"""Characters of what Moodle's database holds of an input, such as its key or the names that it allows."""


@dataclass(frozen=True, slots=True)
class Input:
    """One input. `key` is the right answer as STACK shows it, or the list of what is offered: a variable or a value.

    `allowed` and `forbidden` are names that STACK would not take, or would take, by itself.
    `typed` ones show how they were understood before they are marked. `empty` says that it may be left so,
    `same_type` that a number is refused where a set is asked for, `same_names` that other symbols are refused than
    those of the key.
    """

    name: str
    type: str
    key: str
    size: int = 15
    allowed: str = ""
    forbidden: str = ""
    typed: bool = True
    empty: bool = False
    same_type: bool = False
    same_names: bool = False

    @property
    def options(self) -> str:
        """The settings that STACK keeps in one text."""
        return ",".join([*["allowempty"] * self.empty, *["checkvars:1"] * self.same_names])


@dataclass(frozen=True, slots=True)
class Asked:
    """How a part is asked: HTML with the tags of the inputs, and `variables`, the statements of the question.

    `line` is what can end the line that asks; `markup` stands below it. `right` is for each input what a question
    test fills in for full marks.
    """

    number: int
    part: Part
    answer: Answer
    inputs: tuple[Input, ...]
    line: str
    markup: str
    variables: tuple[str, ...]
    right: tuple[str, ...]
    losses: tuple[Loss, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the inputs."""
        return tuple([field.name for field in self.inputs])

    @property
    def tree(self) -> str:
        """The name of the tree that marks the part."""
        return f"prt{self.number}"

    def wrong(self, mistake: int) -> str:
        """The variable that holds the answer of a mistake, from 0."""
        return f"wrong{self.number}_{mistake + 1}"

    def after(self, consequence: int) -> str:
        """The variable that holds the answer of a consequence, from 0."""
        return f"after{self.number}_{consequence + 1}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part stands in its question: its number and that of its first input, both from 1."""

    part: Part
    number: int
    first: int
    language: str

    @property
    def key(self) -> str:
        """The variable with the key, or with what is offered."""
        return f"ta{self.number}"

    def name(self, offset: int = 0) -> str:
        """The name of an input."""
        return f"ans{self.first + offset}"


def tag(name: str) -> str:
    """Where an input stands in the text."""
    return f"[[input:{name}]]"


def validated(*fields: str) -> str:
    """Where it says how the inputs were understood. A tag for each must stand somewhere."""
    return f"<div>{' '.join([f'[[validation:{name}]]' for name in fields])}</div>"


def fits(asked: Asked, answer: Answer) -> bool:
    """Can this answer be given in the inputs of a part? One with another number of entries cannot."""
    mine: Any = asked.answer
    if type(mine) is not type(answer):
        return False
    if isinstance(mine, Matrix) and isinstance(answer, Matrix):
        return [len(row) for row in mine.rows] == [len(row) for row in answer.rows]
    return (
        not isinstance(mine, Vector)
        or not isinstance(answer, Vector)
        or len(mine.entries) == len(answer.entries)
    )


def source(consequence: Consequence, asked: Asked, before: Asked) -> OpenAnswer | None:
    """The mistake in the part `before` that leads to a consequence here; None if one of the two cannot be given."""
    wrong = before.part.mistakes[consequence.mistake].answer
    return wrong if fits(before, wrong) and fits(asked, consequence.answer) else None


def symbols_of(question: Question) -> tuple[str, ...]:
    """The symbols of all expressions that are asked for, each once."""
    entries: list[Entry] = []
    for part in question.parts:
        match part.answer:
            case Vector() | Matrix() as answer:
                entries += flat(answer)
            case Expression() as answer:
                entries.append(answer)
    return tuple(
        dict.fromkeys([s for entry in entries if isinstance(entry, Expression) for s in entry.symbols])
    )
