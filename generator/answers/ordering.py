"""Ordering: things to be put in their right order.

A response is a tuple with the numbers of all things, from 0 as they are shown, in the order given. Credit is the
share of things in their place.

    >>> answer = mixed([(Text(word),) for word in ("a", "b", "c")], "q1")
    >>> judge(answer, tuple(map(str, answer.key)))
    Fraction(1, 1)
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NoReturn

from generator.answers.mixing import order
from generator.answers.options import Options
from generator.answers.responses import Response, numbers_of
from generator.maths.values import Anything, MathsError
from generator.model import Inlines, Ordering


def mixed(items: Sequence[Inlines], salt: str, whole: bool = False) -> Ordering:
    """The items, given in the right order, mixed as `salt` decides: never shown in the right order already.

    Raises ValueError if there are fewer than two.
    """
    count = len(items)
    if count < 2:
        raise ValueError("an order needs at least two things")
    shown = order(count, salt)
    if shown == sorted(shown):
        shown = [*shown[1:], shown[0]]
    return Ordering(tuple([items[k] for k in shown]), tuple([shown.index(k) for k in range(count)]), whole)


def make(_value: Anything, _options: Options) -> NoReturn:
    """An ordering is made from its items, not from a value."""
    raise MathsError("an ordering has items, not an answer")


def same(key: Ordering, other: Ordering) -> bool:
    """Is the right order the same?"""
    return [key.items[k] for k in key.key] == [other.items[k] for k in other.key]


def judge(answer: Ordering, response: Response) -> Fraction:
    """The share of things in their place. Raises ValueError unless each is given exactly once."""
    given = numbers_of(response, len(answer.items))
    if len(given) != len(answer.items):
        raise ValueError(f"an order of all {len(answer.items)} things is expected")
    hits = sum(mine == right for mine, right in zip(given, answer.key, strict=True))
    if answer.whole:
        return Fraction(int(hits == len(answer.key)))
    return Fraction(hits, len(answer.key))


def samples(answer: Ordering) -> list[tuple[Response, Fraction | int | None]]:
    """The key; two things swapped; all moved on by one place; malformed."""
    key = tuple(map(str, answer.key))
    count = len(key)
    swapped = Fraction(0) if answer.whole else Fraction(count - 2, count)
    first, second, *rest = key
    cases: list[tuple[Response, Fraction | int | None]] = [
        (key, 1), ((second, first, *rest), swapped), ((*key[1:], first), 0),
    ]  # fmt: skip
    malformed = (key[1:], (*key, first), (first, first, *rest), (str(count), *key[1:]), ("", *key[1:]), first)
    return [*cases, *((response, None) for response in malformed)]
