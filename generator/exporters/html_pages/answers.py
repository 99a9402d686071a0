"""Answers on a page: the room to write one in, what there is to choose from, and how the key tells it.

A `Room` says what there is; how it looks is the template's. One row per kind in each table. The letters are those of
every other document.

    >>> from generator.model import Num, Number
    >>> room(Number(3, Num("3")), "en").form
    'line'
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from markupsafe import Markup

from generator.answers.choice import content
from generator.answers.lettering import letter
from generator.answers.truth import as_choice
from generator.exporters.escape import escape
from generator.exporters.html_pages.markup import inlines, standing
from generator.exporters.html_pages.widths import line_width
from generator.exporters.latex.points import points_text
from generator.exporters.remarks import remarks
from generator.exporters.words import word
from generator.exporters.xml_templates import escaped
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

NOTHING = Markup()

CLOSED = (Choice, MultipleChoice, TrueFalse, Matching, Ordering)
"""The answers whose room holds what there is to choose from."""

Form: TypeAlias = Literal[
    "line", "long line", "box", "options", "ticks", "verdict", "matching", "places", "text"
]
Looks: TypeAlias = Literal["short", "long", "drawn"]
"""Whether what is offered goes side by side, below each other, or side by side as far as figures do."""

_SHORT = 8.0
"""The widest option, in em, that leaves room for another one beside it."""

_BREAK = Markup("<br/>")


@dataclass(frozen=True, slots=True)
class Room:
    """What stands below a prompt, or behind it.

    `rows` are the lines of a box or of a text; `options` what is offered, each with its letter, and `looks` how;
    `lefts` what it is to be matched to. `hint` is a line of ours before the options.
    """

    form: Form
    rows: int = 0
    unit: Markup = NOTHING
    hint: str = ""
    options: tuple[tuple[str, Markup], ...] = ()
    looks: Looks = "long"
    lefts: tuple[Markup, ...] = ()


def room(answer: Answer, language: str) -> Room:
    """The room for an answer."""
    return _ROOM[type(answer)](answer, language)


def key(
    answer: Answer, points: Fraction, language: str, offered: Sequence[tuple[Markup, Option]] = ()
) -> Markup:
    """The right answer, with what else is accepted; the rubric of an essay shares out its `points`.

    `offered` are the `options` of the answer.
    """
    right = [line for line, option in offered if option.right]
    said = _BREAK.join(right) if right else _KEY[type(answer)](answer, points, language)
    return escaped(" ".join([said, *map(note, remarks(answer, language))]))


def note(remark: str) -> Markup:
    """A remark behind an answer of the key."""
    return escaped(f'<span class="note">({escape(remark)})</span>')


def options(answer: Answer, language: str) -> list[tuple[Markup, Option]]:
    """The options of a choice, several choices or a verdict: each in one line, and what it is.

    Where one is a figure, its letter stands for it.
    """
    if isinstance(answer, TrueFalse):
        offered = _verdict(answer, language).options
        if not answer.reasons:
            return [(inlines(option.content, language), option) for option in offered]
    elif isinstance(answer, Choice | MultipleChoice):
        offered = answer.options
    else:
        return []
    return [(_named(letter(n), option.content, language), option) for n, option in enumerate(offered)]


def _named(label: str, line: Inlines, language: str) -> Markup:
    if any(isinstance(inline, Figure) for inline in line):
        return escaped(f"({label})")
    return escaped(f"({label}) {standing(line, language)}")


def _verdict(answer: TrueFalse, language: str) -> Choice:
    return as_choice(answer, (word("true", language), word("false", language)))


# ─── Room ────────────────────────────────────────────────────────────────────────────────────────────────


def _looks(lines: Sequence[Inlines]) -> Looks:
    if all(len(line) == 1 and isinstance(line[0], Figure) for line in lines):
        return "drawn"
    return "short" if max(map(line_width, lines), default=0) <= _SHORT else "long"


def _offered(form: Form, lines: Sequence[Inlines], language: str, hint: str = "") -> Room:
    lettered = tuple([(letter(n), standing(line, language)) for n, line in enumerate(lines)])
    return Room(form, hint=word(hint, language) if hint else "", options=lettered, looks=_looks(lines))


def _contents(options: Sequence[Option]) -> list[Inlines]:
    return [option.content for option in options]


def _number(answer: Number, language: str) -> Room:
    unit = inlines((Math(answer.unit.shown),), language) if answer.unit else NOTHING
    return Room("line", unit=unit)


def _long_line(_: Answer, __: str) -> Room:
    return Room("long line")


def _true_or_false(answer: TrueFalse, language: str) -> Room:
    if not answer.reasons:
        return Room("verdict")
    return _offered(
        "verdict", _contents([reason.option for reason in answer.reasons]), language, hint="reason"
    )


def _matching(answer: Matching, language: str) -> Room:
    right = _offered("matching", answer.rights, language, hint="match")
    lefts = tuple([standing(left, language) for left in answer.lefts])
    return Room("matching", hint=right.hint, options=right.options, looks=right.looks, lefts=lefts)


_ROOM: dict[type[Answer], Callable[[Any, str], Room]] = {
    Number: _number,
    Expression: _long_line,
    Set: _long_line,
    Interval: _long_line,
    TextAnswer: _long_line,
    Vector: lambda answer, _: Room("box", rows=len(answer.entries)),
    Matrix: lambda answer, _: Room("box", rows=len(answer.rows)),
    Choice: lambda answer, language: _offered("options", _contents(answer.options), language),
    MultipleChoice: lambda answer, language: _offered(
        "ticks", _contents(answer.options), language, hint="tick all"
    ),
    TrueFalse: _true_or_false,
    Matching: _matching,
    Ordering: lambda answer, language: _offered("places", answer.items, language, hint="number in order"),
    Essay: lambda answer, _: Room("text", rows=answer.lines),
}


# ─── The key ─────────────────────────────────────────────────────────────────────────────────────────────


def _shown(answer: Answer, _: Fraction, language: str) -> Markup:
    return standing(content(answer), language)


def _letters(answer: Matching, _: Fraction, __: str) -> Markup:
    return escaped(", ".join([f"{n} ({letter(right)})" for n, right in enumerate(answer.key, start=1)]))


def _places(answer: Ordering, _: Fraction, language: str) -> Markup:
    places = [str(answer.key.index(number) + 1) for number in range(len(answer.items))]
    return escaped(f"{', '.join(places)} {note(word('from the top', language))}")


def _rubric(answer: Essay, points: Fraction, language: str) -> Markup:
    total = sum([criterion.points for criterion in answer.rubric], Fraction(0))
    lines = [
        escaped(f"{points_text(points * line.points / total, language)}: {inlines(line.text, language)}")
        for line in answer.rubric
    ]
    return _BREAK.join(lines)


_KEY: dict[type[Answer], Callable[[Any, Fraction, str], Markup]] = {
    Number: _shown,
    Expression: _shown,
    Set: _shown,
    Interval: _shown,
    TextAnswer: _shown,
    Vector: _shown,
    Matrix: _shown,
    Matching: _letters,
    Ordering: _places,
    Essay: _rubric,
}
