"""Matching: each thing on the left belongs to one on the right.

A response is a tuple with one text for each on the left: the number of the right one, from 0, or "" for none.
Credit is the share of those on the left that are matched rightly.

    >>> answer = mixed([((Text("sin"),), (Text("odd"),)), ((Text("cos"),), (Text("even"),))], (), "q1")
    >>> judge(answer, (str(answer.key[0]), ""))
    Fraction(1, 2)
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NoReturn

from generator.answers.mixing import order
from generator.answers.options import Options
from generator.answers.responses import Response, number_of, texts
from generator.maths.values import Anything, MathsError
from generator.model import Inlines, Matching


def mixed(pairs: Sequence[tuple[Inlines, Inlines]], extra: Sequence[Inlines], salt: str) -> Matching:
    """The pairs, their left sides in the order given, the right ones and `extra` mixed as `salt` decides.

    Right ones that look alike are one, which serves several times.
    """
    different = list(dict.fromkeys([*(right for _, right in pairs), *extra]))
    rights = tuple([different[k] for k in order(len(different), salt)])
    return Matching(tuple([left for left, _ in pairs]), rights, tuple([rights.index(r) for _, r in pairs]))


def make(_value: Anything, _options: Options) -> NoReturn:
    """A matching is made from its pairs, not from a value."""
    raise MathsError("a matching has pairs, not an answer")


def same(key: Matching, other: Matching) -> bool:
    """Does the same belong to the same?"""
    return _pairs(key) == _pairs(other)


def _pairs(answer: Matching) -> list[tuple[Inlines, Inlines]]:
    return [(left, answer.rights[k]) for left, k in zip(answer.lefts, answer.key, strict=True)]


def judge(answer: Matching, response: Response) -> Fraction:
    """The share of right matches. Raises ValueError for too few or too many, and for numbers that are none."""
    given = [
        number_of(text, len(answer.rights)) if text else None for text in texts(response, len(answer.lefts))
    ]
    hits = sum(mine == right for mine, right in zip(given, answer.key, strict=True))
    return Fraction(hits, len(answer.lefts))


def samples(answer: Matching) -> list[tuple[Response, Fraction | int | None]]:
    """The key; one match missing; one wrong, where there is another right side; none at all; malformed."""
    key = tuple(map(str, answer.key))
    count, rights = len(key), len(answer.rights)
    most = Fraction(count - 1, count)
    cases: list[tuple[Response, Fraction | int | None]] = [
        (key, 1),
        (("",) * count, 0),
        (("", *key[1:]), most),
    ]
    if rights > 1:
        other = str((answer.key[0] + 1) % rights)
        cases += [((other, *key[1:]), most), (tuple([str((k + 1) % rights) for k in answer.key]), 0)]
    malformed = (key[1:], (*key, "0"), (str(rights), *key[1:]), ("x", *key[1:]), ("-1", *key[1:]), key[0])
    return [*cases, *((response, None) for response in malformed)]
