"""How hard a variant is, as far as that can be counted; and whether it is as hard as its family allows.

Three measures, each of them crude and plain:

    largest         the largest number that a student reads or gives, decimals without their mark (0.25 as 25)
    step_count      how many steps the worked solution takes
    answer_length   how many characters the answers have

Variants of one family should not differ much in them; `fair` in a spec says how much they may.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from generator.errors import EvaluationError
from generator.family import Family
from generator.maths.language import Scope, truth
from generator.maths.values import MathsError
from generator.model import OPEN_ANSWERS, Func, Num, Op, Question, Steps, Sym, Text, Words
from generator.sampling.sample import Unusable

_DIGITS = re.compile(r"\d+(?:[.,]\d+)?")
_LEAVES = (Num, Sym, Op, Func, Words, Text)


@dataclass(frozen=True, slots=True)
class Difficulty:
    """The measures of one question. All are whole and not negative."""

    largest: int
    step_count: int
    answer_length: int


def measure(question: Question) -> Difficulty:
    """How hard a question is."""
    read = [*_texts(question.stem)]
    given: list[str] = []
    for part in question.parts:
        read += _texts(part.prompt)
        answer = part.answer
        given += _texts(answer.shown) if isinstance(answer, OPEN_ANSWERS) else []
        read += _texts(answer) if not isinstance(answer, OPEN_ANSWERS) else []
    numbers = [
        int(re.sub("[.,]", "", digits)) for text in (*read, *given) for digits in _DIGITS.findall(text)
    ]
    steps = sum(len(block.steps) for block in question.solution if isinstance(block, Steps))
    return Difficulty(max(numbers, default=0), steps, sum(map(len, given)))


def _texts(node: Any) -> Iterator[str]:
    """What stands in the leaves of a tree of prose and formulas."""
    if isinstance(node, _LEAVES):
        yield (
            node.symbol
            if isinstance(node, Op)
            else node.text
            if isinstance(node, Num | Words | Text)
            else node.name
        )
    elif isinstance(node, tuple):
        for child in node:
            yield from _texts(child)
    elif is_dataclass(node):
        for field in fields(node):
            yield from _texts(getattr(node, field.name))


def unfair(family: Family, question: Question, scope: Scope) -> str:
    """Which condition of `fair` the question does not meet, as text; "" if it meets all."""
    hard = measure(question)
    measures: Scope = {field.name: getattr(hard, field.name) for field in fields(hard)}
    for condition in family.fair:
        try:
            holds = truth(condition.evaluate({**scope, **measures}))
        except EvaluationError as error:
            raise Unusable(condition.fault(error), scope) from None
        except MathsError as error:
            raise Unusable(condition.source.fault(str(error)), scope) from None
        if not holds:
            return condition.source.text.strip()
    return ""
