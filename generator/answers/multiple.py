"""A multiple choice: several options may be right, and all of them are to be ticked.

A response is a tuple with the numbers of the ticked options, from 0, as texts; an empty one ticks nothing. A
right option that is ticked earns its share of all right ones, a wrong one costs its share of all wrong ones.

    >>> options = [Option((Text(str(k)),), right=k < 2) for k in range(4)]
    >>> judge(MultipleChoice(tuple(options)), ("0", "1", "3"))
    Fraction(1, 2)
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from typing import NoReturn

from generator.answers.mixing import order
from generator.answers.options import Options
from generator.answers.responses import Response, numbers_of
from generator.maths.values import Anything, MathsError
from generator.model import MultipleChoice, Option


def mixed(options: Sequence[Option], salt: str, whole: bool = False) -> MultipleChoice:
    """The options in an order that only `salt` decides."""
    return MultipleChoice(tuple([options[k] for k in order(len(options), salt)]), whole)


def make(_value: Anything, _options: Options) -> NoReturn:
    """A multiple choice is made from its options, not from a value."""
    raise MathsError("a multiple choice has options, not an answer")


def same(key: MultipleChoice, other: MultipleChoice) -> bool:
    """Two of these are the same if the same options are right."""
    return [option.right for option in key.options] == [option.right for option in other.options]


def right_ones(answer: MultipleChoice) -> frozenset[int]:
    """The numbers of the right options, from 0."""
    return frozenset(k for k, option in enumerate(answer.options) if option.right)


def credit(answer: MultipleChoice, ticked: AbstractSet[int]) -> Fraction:
    """What ticking exactly the options with these numbers earns, from 0 to 1."""
    right = right_ones(answer)
    if answer.whole:
        return Fraction(int(ticked == right))
    hits, slips = len(ticked & right), len(ticked - right)
    wrong = len(answer.options) - len(right)
    earned = Fraction(hits, len(right)) if right else Fraction(0)
    lost = Fraction(slips, wrong) if wrong else Fraction(0)
    return max(Fraction(0), earned - lost)


def judge(answer: MultipleChoice, response: Response) -> Fraction:
    """The credit of the ticked options. Raises ValueError for numbers that are none, or given twice."""
    return credit(answer, frozenset(numbers_of(response, len(answer.options))))


def samples(answer: MultipleChoice) -> list[tuple[Response, Fraction | None]]:
    """The right ones; all but one of them; one wrong one beside them; each alone; all; none; malformed."""
    count = len(answer.options)
    right = sorted(right_ones(answer))
    wrong = [k for k in range(count) if k not in right]
    tried = [right, right[1:], [*right, *wrong[:1]], *([k] for k in range(count)), list(range(count)), []]
    different = list(dict.fromkeys(map(tuple, tried)))
    graded: list[tuple[Response, Fraction | None]] = [
        (tuple(map(str, ticked)), credit(answer, frozenset(ticked))) for ticked in different
    ]
    return [*graded, ((str(count),), None), (("0", "0"), None), (("a",), None), (("-1",), None), ("0", None)]
