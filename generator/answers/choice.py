"""A choice: one of several options. Any open answer can be asked as one, built from its mistakes.

A response is the number of an option, from 0, as text.

    >>> choice = Choice((Option((Text("yes"),), right=True), Option((Text("no"),), right=False)))
    >>> judge(choice, "0"), judge(choice, "1")
    (1, 0)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

from generator.answers.mixing import order
from generator.answers.number import shown_with_unit
from generator.answers.options import Options
from generator.answers.responses import Response, number_of
from generator.maths.values import Anything, MathsError
from generator.model import (
    Answer,
    Choice,
    Expression,
    Inlines,
    Interval,
    Math,
    Matrix,
    Number,
    Option,
    Part,
    Set,
    Text,
    TextAnswer,
    Vector,
)


def from_mistakes(part: Part, salt: str) -> Choice:
    """The part as a choice between its answer and its mistakes.

    The order is fixed by `salt` (a question's id) and the part's id, so it is the same in every format and
    differs between variants. A part that is a choice already is returned as it is. Raises ValueError if the
    part has no mistakes (one option is no choice).
    """
    if isinstance(part.answer, Choice):
        return part.answer
    if not part.mistakes:
        raise ValueError(f"part {part.id!r} has no mistakes to choose from")
    options = [Option(content(part.answer), right=True)]
    options += [Option(content(m.answer), right=False, feedback=m.feedback) for m in part.mistakes]
    return mixed(options, f"{salt}|{part.id}")


def mixed(options: Sequence[Option], salt: str) -> Choice:
    """The options in an order that only `salt` decides, so that the right one stands anywhere."""
    return Choice(tuple([options[k] for k in order(len(options), salt)]))


def content(answer: Answer) -> Inlines:
    """An open answer as the text of an option: a text as words, a number with its unit.

    Raises TypeError for an answer that is closed already, and for an essay.
    """
    if isinstance(answer, Number):
        return (Math(shown_with_unit(answer)),)
    if isinstance(answer, TextAnswer):
        return (Text(answer.accepted[0]),)
    if isinstance(answer, Expression | Vector | Matrix | Set | Interval):
        return (Math(answer.shown),)
    raise TypeError(f"an answer of the kind {answer.kind!r} cannot be an option")


def make(_value: Anything, _options: Options) -> NoReturn:
    """A choice is made from its options, not from a value."""
    raise MathsError("a choice has options, not an answer")


def same(key: Choice, other: Choice) -> bool:
    """Two choices are the same if the same option is right."""
    return [option.right for option in key.options] == [option.right for option in other.options]


def judge(answer: Choice, response: Response) -> int:
    """The credit of the option with this number (from 0). Raises ValueError if there is none."""
    return int(answer.options[number_of(response, len(answer.options))].right)


def samples(answer: Choice) -> list[tuple[Response, int | None]]:
    """Every option, and numbers that are none."""
    graded: list[tuple[Response, int | None]] = [
        (str(k), int(option.right)) for k, option in enumerate(answer.options)
    ]
    return [*graded, (str(len(answer.options)), None), ("-1", None), ("a", None), ("", None)]
