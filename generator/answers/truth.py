"""True or false: a verdict on a statement, and where reasons are offered, the right one of them.

A response is `true` or `false`; with reasons, a pair of the verdict and the number of a reason, from 0. Formats
that know no verdicts ask the same as a choice (`as_choice`).

    >>> judge(TrueFalse(True), "false")
    0
"""

from __future__ import annotations

from typing import NoReturn

from generator.answers.options import Options
from generator.answers.responses import Response, number_of, one_text, texts
from generator.maths.values import Anything, MathsError
from generator.model import Choice, Inlines, Option, Text, TrueFalse

VERDICTS = {"true": True, "false": False}


def make(_value: Anything, _options: Options) -> NoReturn:
    """A verdict is made from a condition, not from a value of an answer."""
    raise MathsError("true/false has a verdict, not an answer")


def same(key: TrueFalse, other: TrueFalse) -> bool:
    """Is the same verdict right, for the same reason?"""
    return key.value is other.value and [_right(key, k) for k in range(len(key.reasons))] == [
        _right(other, k) for k in range(len(other.reasons))
    ]


def _right(answer: TrueFalse, reason: int) -> bool:
    """Is this the right reason for the right verdict?"""
    given = answer.reasons[reason]
    return given.option.right and given.says is answer.value


def _verdict(text: str) -> bool:
    if text not in VERDICTS:
        raise ValueError("`true` or `false` is expected")
    return VERDICTS[text]


def judge(answer: TrueFalse, response: Response) -> int:
    """1 for the right verdict (with reasons: and the right reason), else 0. Raises ValueError if malformed."""
    if not answer.reasons:
        return int(_verdict(one_text(response)) is answer.value)
    verdict, number = texts(response, 2)
    reason = number_of(number, len(answer.reasons))
    return int(_verdict(verdict) is answer.value and _right(answer, reason))


def as_choice(answer: TrueFalse, words: tuple[str, str] = ("True", "False")) -> Choice:
    """The verdict as a choice of one from several, in a fixed order; `words` are those for true and for false.

    Without reasons, two options. With reasons, one for each of them, behind the verdict that it argues for.
    """
    word = dict(zip((True, False), words, strict=True))
    if not answer.reasons:
        return Choice(
            tuple(
                [
                    Option((Text(word[verdict]),), verdict is answer.value, _said(answer, verdict))
                    for verdict in (True, False)
                ]
            )
        )
    return Choice(
        tuple(
            [
                Option(
                    (Text(f"{word[reason.says]}: "), *reason.option.content),
                    _right(answer, k),
                    reason.option.feedback or _said(answer, reason.says),
                )
                for k, reason in enumerate(answer.reasons)
            ]
        )
    )


def _said(answer: TrueFalse, verdict: bool) -> Inlines:
    """The feedback for a verdict: only the wrong one has some."""
    return () if verdict is answer.value else answer.feedback


def samples(answer: TrueFalse) -> list[tuple[Response, int | None]]:
    """Both verdicts, with every reason where there are some; and what is no verdict."""
    malformed: list[tuple[Response, int | None]] = [("", None), ("True", None), ("1", None), ((), None)]
    if not answer.reasons:
        right, wrong = ("true", "false") if answer.value else ("false", "true")
        return [(right, 1), (wrong, 0), *malformed, (("true", "0"), None)]
    graded: list[tuple[Response, int | None]] = [
        ((text, str(k)), int(verdict is answer.value and _right(answer, k)))
        for text, verdict in VERDICTS.items()
        for k in range(len(answer.reasons))
    ]
    beyond = ("true", str(len(answer.reasons)))
    return [*graded, *malformed, ("true", None), (("true", ""), None), (beyond, None)]
