"""A choice: one of several options. Any open answer can be asked as one, built from its mistakes."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any, NoReturn

from generator.answers.options import Options
from generator.maths.values import Anything, MathsError
from generator.model import Answer, Choice, Inlines, Math, Option, Part


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


def mixed(options: list[Option], salt: str) -> Choice:
    """The options in an order that only `salt` decides, so that the right one stands anywhere."""

    def rank(numbered: tuple[int, Option]) -> bytes:
        return blake2b(f"{salt}|{numbered[0]}".encode(), digest_size=8).digest()

    return Choice(tuple(option for _, option in sorted(enumerate(options), key=rank)))


def make(_value: Anything, _options: Options) -> NoReturn:
    """A choice is made from its options, not from a value."""
    raise MathsError("a choice has options, not an answer")


def same(key: Choice, other: Choice) -> bool:
    """Two choices are the same if the same option is right."""
    return [option.right for option in key.options] == [option.right for option in other.options]


def samples(answer: Choice) -> list[tuple[Any, int | None]]:
    """Every option, and numbers that are none."""
    graded: list[tuple[Any, int | None]] = [
        (str(k), int(option.right)) for k, option in enumerate(answer.options)
    ]
    return [*graded, (str(len(answer.options)), None), ("-1", None), ("a", None), ("", None)]


def content(answer: Answer) -> Inlines:
    """An open answer as the text of an option."""
    if isinstance(answer, Choice):
        raise TypeError("a choice has options, not one content")
    return (Math(answer.shown),)


def judge(answer: Choice, response: str) -> int:
    """The credit of the option with this number (from 0). Raises ValueError if there is none."""
    number = int(response)
    if not 0 <= number < len(answer.options):
        raise ValueError(f"there is no option {number}")
    return int(answer.options[number].right)
