"""How much room an exam leaves for the working of a part, in millimetres of height.

A person who works a question out by hand writes about what the worked solution shows, so the room grows with its
steps, shared by the parts that are worked out. What is ticked, matched or written as a text has its own room and needs
no more.

    >>> rooms(question)      # four steps, two numbers to be found
    (25, 25)
"""

from __future__ import annotations

from generator.model import Answer, Expression, Interval, Matrix, Number, Question, Set, Steps, Vector

_STEP = 8
"""A line of working by hand, with a fraction or a row of a matrix in it."""
_LEAST = {Number: 25, Expression: 30, Set: 30, Interval: 30, Vector: 35, Matrix: 40}
"""The answers that are worked out; even those of a question without steps are given so much."""
_MOST = 120
"""More than half a page is a page: a question with more room is better asked in parts."""


def rooms(question: Question) -> tuple[int, ...]:
    """The room for each part; 0 for one that is not worked out."""
    worked = sum(type(part.answer) in _LEAST for part in question.parts)
    steps = sum(len(block.steps) for block in question.solution if isinstance(block, Steps))
    return tuple([_room(part.answer, steps / max(worked, 1)) for part in question.parts])


def _room(answer: Answer, steps: float) -> int:
    least = _LEAST.get(type(answer))
    return 0 if least is None else min(max(least, round(_STEP * (steps + 1))), _MOST)
