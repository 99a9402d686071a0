"""How each part is asked: which kind of answer is typed or chosen in which inputs.

A verdict is a choice; with reasons, one of a verdict and its reason.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.answers.truth import as_choice
from generator.exporters.moodle_stack import chosen, typed
from generator.exporters.moodle_stack.inputs import Asked, Place
from generator.exporters.words import word
from generator.model import (
    Choice,
    Expression,
    Interval,
    Matching,
    Matrix,
    MultipleChoice,
    Number,
    Ordering,
    Part,
    Set,
    TextAnswer,
    TrueFalse,
    Vector,
)


def ask(part: Part, number: int, first: int, language: str) -> Asked:
    """How to ask part `number` of a question, whose first input is `first`, both counted from 1."""
    answer: Any = part.answer
    if isinstance(answer, TrueFalse):
        answer = as_choice(answer, (word("true", language), word("false", language)))
    return _ASKED[type(answer)](Place(part, number, first, language), answer)


_ASKED: dict[type, Callable[[Place, Any], Asked]] = {
    Number: typed.number,
    Expression: typed.expression,
    Vector: typed.matrix,
    Matrix: typed.matrix,
    Set: typed.set,
    Interval: typed.interval,
    TextAnswer: typed.text,
    Choice: chosen.choice,
    MultipleChoice: chosen.multiple,
    Matching: chosen.matching,
    Ordering: chosen.ordering,
}
