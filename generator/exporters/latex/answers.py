r"""Answers on paper: the room to write one in, and how the key prints it. One row per kind in each table.

    >>> room(Number(3, Num("3")))
    '\\answerline'
    >>> key(Number(Fraction("2.5"), Num("2.5"), Tolerance("absolute", Fraction(1, 10))))
    '$2.5$ \\note{\\ensuremath{\\pm} 0.1}'

A new kind of answer is one row in `_ROOM` and one in `_KEY`, and one in the exporters' `ABILITIES`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from generator.answers.entries import flat
from generator.answers.number import decimal_text, rounded_text
from generator.exporters.labels import letter
from generator.exporters.latex.blocks import inlines
from generator.model import Answer, Choice, Expression, Math, Matrix, Number, Set, Tolerance, Vector


def room(answer: Answer) -> str:
    """What stands below or behind the prompt on the worksheet: the options, a line or a box to write in."""
    return _ROOM[type(answer)](answer)


def key(answer: Answer) -> str:
    """The right answer, with what else is accepted."""
    return _KEY[type(answer)](answer)


def option(answer: Choice, number: int) -> str:
    """An option in one line: its letter and what it says."""
    return f"({letter(number)})~{inlines(answer.options[number].content)}"


# ─── The worksheet ───────────────────────────────────────────────────────────────────────────────────────


def _options(answer: Choice) -> str:
    lines = [f"\\option{{{letter(n)}}}{{{inlines(o.content)}}}" for n, o in enumerate(answer.options)]
    return "\n".join(["\\begin{options}", *lines, "\\end{options}"])


_ROOM: dict[type[Answer], Callable[[Any], str]] = {
    Number: lambda _: "\\answerline",
    Expression: lambda _: "\\answerlongline",
    Set: lambda _: "\\answerlongline",
    Vector: lambda answer: f"\\answerbox{{{len(answer.entries)}}}",
    Matrix: lambda answer: f"\\answerbox{{{len(answer.rows)}}}",
    Choice: _options,
}

# ─── The key ─────────────────────────────────────────────────────────────────────────────────────────────


def _margin(tolerance: Tolerance) -> str:
    if tolerance.kind == "exact":
        return ""
    if tolerance.kind == "relative":
        percent = tolerance.amount * 100
        return f"\\ensuremath{{\\pm}} {decimal_text(percent) or rounded_text(percent)}\\,\\%"
    return f"\\ensuremath{{\\pm}} {decimal_text(tolerance.amount) or rounded_text(tolerance.amount)}"


def _key(answer: Expression | Number | Vector | Matrix | Set, *remarks: str) -> str:
    shown = inlines((Math(answer.shown),))
    return " ".join([shown, *(f"\\note{{{remark}}}" for remark in dict.fromkeys(remarks) if remark)])


def _each(answer: Vector | Matrix | Set) -> list[str]:
    return [f"{margin} each" for margin in (_margin(entry.tolerance) for entry in flat(answer)) if margin]


def _choice(answer: Choice) -> str:
    right = next(number for number, option in enumerate(answer.options) if option.right)
    return option(answer, right)


_KEY: dict[type[Answer], Callable[[Any], str]] = {
    Number: lambda answer: _key(answer, _margin(answer.tolerance)),
    Expression: lambda answer: _key(answer, "or equal to it"),
    Set: lambda answer: _key(answer, *_each(answer)),
    Vector: lambda answer: _key(answer, "or a multiple") if answer.up_to else _key(answer, *_each(answer)),
    Matrix: lambda answer: _key(answer, *_each(answer)),
    Choice: _choice,
}
