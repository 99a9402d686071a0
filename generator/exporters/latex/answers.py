r"""Answers on paper: the room to write one in, and how the key prints it. One row per kind in each table.

    >>> room(Number(3, Num("3")), "en")
    '\\answerline{Answer}{}'
    >>> key(Number(Fraction("2.5"), Num("2.5"), Tolerance("absolute", Fraction(1, 10))), Fraction(1), "en")
    '$2.5$ \\note{± 0.1}'

A new kind of answer is one row in `_ROOM` and one in `_KEY`, and one in the exporters' `ABILITIES`. The macros
stand in `templates/pdf/answers.tex`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from generator.answers.choice import content
from generator.answers.lettering import letter
from generator.answers.truth import as_choice
from generator.exporters.latex import escape, figures
from generator.exporters.latex.blocks import inlines, standing
from generator.exporters.latex.points import points_text
from generator.exporters.remarks import remarks
from generator.exporters.words import word
from generator.model import (
    Answer,
    Choice,
    Essay,
    Expression,
    Figure,
    Inlines,
    Interval,
    Matching,
    Math,
    Matrix,
    MultipleChoice,
    Number,
    Option,
    Ordering,
    Set,
    TextAnswer,
    TrueFalse,
    Vector,
)

CLOSED = (Choice, MultipleChoice, TrueFalse, Matching, Ordering)
"""The answers whose room holds what there is to choose from."""


def room(answer: Answer, language: str) -> str:
    """What stands below or behind the prompt on the worksheet: the options, a line or a box to write in."""
    return _ROOM[type(answer)](answer, language)


def key(answer: Answer, points: Fraction, language: str) -> str:
    """The right answer, with what else is accepted; the rubric of an essay shares out its `points`."""
    said = _KEY[type(answer)](answer, points, language)
    return " ".join([said, *map(note, remarks(answer, language))])


def note(remark: str) -> str:
    """A remark behind an answer of the key."""
    return f"\\note{{{escape.text(remark)}}}"


def options(answer: Answer, language: str) -> list[tuple[str, Option]]:
    """The options of a choice, several choices or a verdict: each in one line, as LaTeX, and what it is.

    Where one is a figure, its letter stands for it.
    """
    if isinstance(answer, TrueFalse):
        offered = _verdict(answer, language).options
        if not answer.reasons:
            return [(inlines(option.content), option) for option in offered]
    elif isinstance(answer, Choice | MultipleChoice):
        offered = answer.options
    else:
        return []
    return [(_named(letter(n), option.content), option) for n, option in enumerate(offered)]


def _named(label: str, content: Inlines) -> str:
    drawn = any(isinstance(inline, Figure) for inline in content)
    return f"({label})" if drawn else f"({label})~{standing(content)}"


def _verdict(answer: TrueFalse, language: str) -> Choice:
    return as_choice(answer, (word("true", language), word("false", language)))


# ─── The worksheet ───────────────────────────────────────────────────────────────────────────────────────


def _lettered(item: str, contents: Sequence[str]) -> str:
    return _items(f"{item}s", [f"\\{item}{{{letter(n)}}}{{{content}}}" for n, content in enumerate(contents)])


def _items(macro: str, items: Sequence[str]) -> str:
    return f"\\{macro}{{%\n{_lines(items)}}}"


def _lines(items: Sequence[str]) -> str:
    return "".join([f"{item}\n" for item in items])


def _contents(options: Sequence[Option]) -> list[str]:
    return [standing(option.content) for option in options]


def _choice(answer: Choice, _: str) -> str:
    """Options that are figures alone have a layout of their own."""
    drawn = [
        option.content[0]
        for option in answer.options
        if len(option.content) == 1 and isinstance(option.content[0], Figure)
    ]
    if len(drawn) == len(answer.options):
        return _lettered("figureoption", [figures.drawing(figure) for figure in drawn])
    return _lettered("option", _contents(answer.options))


def _instruction(key: str, language: str) -> str:
    return f"\\instruction{{{escape.text(word(key, language))}}}\n"


def _number(answer: Number, language: str) -> str:
    unit = inlines((Math(answer.unit.shown),)) if answer.unit else ""
    return f"\\answerline{{{word('answer', language)}}}{{{unit}}}"


def _long_line(_: Answer, language: str) -> str:
    return f"\\answerlongline{{{word('answer', language)}}}"


def _box(lines: int, language: str) -> str:
    return f"\\answerbox{{{word('answer', language)}}}{{{lines}}}"


def _several(answer: MultipleChoice, language: str) -> str:
    return _instruction("tick all", language) + _lettered("tick", _contents(answer.options))


def _true_or_false(answer: TrueFalse, language: str) -> str:
    boxes = f"\\verdict{{{word('true', language)}}}{{{word('false', language)}}}"
    if not answer.reasons:
        return boxes
    reasons = _contents([reason.option for reason in answer.reasons])
    return f"{boxes}\n{_instruction('reason', language)}{_lettered('option', reasons)}"


def _matching(answer: Matching, language: str) -> str:
    lefts = [f"\\leftside{{{n}}}{{{standing(left)}}}" for n, left in enumerate(answer.lefts, start=1)]
    rights = [f"\\rightside{{{letter(n)}}}{{{standing(right)}}}" for n, right in enumerate(answer.rights)]
    columns = f"\\matching{{%\n{_lines(lefts)}}}{{%\n{_lines(rights)}}}"
    return _instruction("match", language) + columns


def _ordering(answer: Ordering, language: str) -> str:
    items = [f"\\place{{{standing(item)}}}" for item in answer.items]
    return _instruction("number in order", language) + _items("places", items)


_ROOM: dict[type[Answer], Callable[[Any, str], str]] = {
    Number: _number,
    Expression: _long_line,
    Set: _long_line,
    Interval: _long_line,
    TextAnswer: _long_line,
    Vector: lambda answer, language: _box(len(answer.entries), language),
    Matrix: lambda answer, language: _box(len(answer.rows), language),
    Choice: _choice,
    MultipleChoice: _several,
    TrueFalse: _true_or_false,
    Matching: _matching,
    Ordering: _ordering,
    Essay: lambda answer, _: f"\\ruledlines{{{answer.lines}}}",
}

# ─── The key ─────────────────────────────────────────────────────────────────────────────────────────────

_NEXT_LINE = "\\newline{}"


def _shown(answer: Answer, _: Fraction, __: str) -> str:
    return standing(content(answer))


def _right_ones(answer: Answer, _: Fraction, language: str) -> str:
    return _NEXT_LINE.join([line for line, option in options(answer, language) if option.right])


def _letters(answer: Matching, _: Fraction, __: str) -> str:
    return ", ".join([f"{n}~({letter(right)})" for n, right in enumerate(answer.key, start=1)])


def _places(answer: Ordering, _: Fraction, language: str) -> str:
    places = [str(answer.key.index(number) + 1) for number in range(len(answer.items))]
    return f"{', '.join(places)} {note(word('from the top', language))}"


def _rubric(answer: Essay, points: Fraction, language: str) -> str:
    total = sum([criterion.points for criterion in answer.rubric], Fraction(0))
    return _NEXT_LINE.join(
        [
            f"{points_text(points * criterion.points / total, language)}: {inlines(criterion.text)}"
            for criterion in answer.rubric
        ]
    )


_KEY: dict[type[Answer], Callable[[Any, Fraction, str], str]] = {
    Number: _shown,
    Expression: _shown,
    Set: _shown,
    Interval: _shown,
    TextAnswer: _shown,
    Vector: _shown,
    Matrix: _shown,
    Choice: _right_ones,
    MultipleChoice: _right_ones,
    TrueFalse: _right_ones,
    Matching: _letters,
    Ordering: _places,
    Essay: _rubric,
}
