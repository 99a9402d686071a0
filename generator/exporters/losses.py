"""What one format could not say, noted while a question is written; told with its place at the end.

A plan of how to ask a part knows neither the format's name nor the question it belongs to; so it notes a
`Loss`, and the exporter's `render` makes the `NotRendered` of the model from it.

    >>> Loss("a", "Canvas cannot compare expressions", AS_CHOICE)
    Loss(part='a', reason='Canvas cannot compare expressions', instead='asked as a choice between ...')
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model import NotRendered, Question

AS_CHOICE = "asked as a choice between the answer and its mistakes"
"""What every format does with an open answer that it cannot grade, if there are mistakes to choose from."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What could not be said, and what was done instead. `part` is "" where it concerns the whole question."""

    part: str
    reason: str
    instead: str


def told(format: str, question: Question, losses: Iterable[Loss]) -> tuple[NotRendered, ...]:
    """The losses of a question in a format, each with its place."""
    return tuple(
        [
            NotRendered(format, question.family, question.index, loss.part, loss.reason, loss.instead)
            for loss in losses
        ]
    )
