"""The bubble sheet of a paper: which parts are answered on it, in which rows, and what its marks say.

    parts = bubbled(plan.heading, questions)         the parts that have rows, in the order of the paper
    page = sheet(plan.heading, rows(parts))          where their bubbles lie
    response(parts[0], (("b",),))                    '1': what `answers.judge` is given

Printing and scanning both begin here, with the same questions, so a sheet is not kept: the code on it finds the
paper, the paper its questions, and these their rows. Labels and letters are those that the paper has.

    choice           a row with the letters of its options
    multiple         the same, of which several may be filled
    true/false       a row with the initials of both verdicts; reasons are a second row, such as `3 a–d`
    matching         a row for each thing on the left, `3.1` and so on, with the letters of the right

All other kinds have no row; nor has a part with more than `MOST_OPTIONS` to choose from, which large print has no
room for. They are answered on the paper.

This module must not know how a sheet is drawn, printed or read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.answers import Response, judge
from generator.answers.lettering import letter, roman
from generator.answers.truth import VERDICTS
from generator.model import (
    Choice,
    Heading,
    Matching,
    MultipleChoice,
    Part,
    TrueFalse,
    Verified,
)
from generator.sheets.layout import Row, Sheet, laid_out

MOST_OPTIONS = 12

INITIALS = {"en": ("T", "F"), "de": ("W", "F"), "fr": ("V", "F"), "es": ("V", "F")}
"""The bubbles of a verdict, true and false, by the language of the question: how the words on the paper begin."""

RADIUS, LARGE_RADIUS = 6.0, 9.0
"""The radius of a bubble in points, and that in large print."""

Letters = tuple[str, ...]
"""The letters of the bubbles that are filled in a row, in their order."""


@dataclass(frozen=True, slots=True)
class Bubbled:
    """A part that is answered by bubbles: the number of its question on the paper, the question, the part, its rows."""

    number: int
    question: Verified
    part: Part
    rows: tuple[Row, ...]


def bubbled(heading: Heading, questions: Iterable[Verified]) -> tuple[Bubbled, ...]:
    """The parts with rows of one paper, whose questions are those of the heading's items, in order."""
    return tuple(
        [
            part
            for item, question in zip(heading.items, questions, strict=True)
            for part in bubbled_parts(item.number, question)
        ]
    )


def bubbled_parts(number: int, question: Verified) -> tuple[Bubbled, ...]:
    """The parts with rows of one question, which has this number on its paper."""
    several = len(question.parts) > 1
    found = []
    for place, part in enumerate(question.parts, start=1):
        label = f"{number} ({roman(place)})" if several else str(number)
        if part_rows := _rows(part, label, question.language):
            found.append(Bubbled(number, question, part, part_rows))
    return tuple(found)


def rows(parts: Iterable[Bubbled]) -> tuple[Row, ...]:
    """All rows of these parts, in order: those of a sheet."""
    return tuple([row for part in parts for row in part.rows])


def sheet(heading: Heading, rows: Sequence[Row]) -> Sheet:
    """The sheet with these rows, as the heading's layout wants it; without students with room for a number.

    Raises ValueError if there are no rows, or far too many.
    """
    layout = heading.layout
    digits = 0 if heading.students else layout.digits
    return laid_out(rows, layout.size, digits, LARGE_RADIUS if layout.large else RADIUS)


def response(part: Bubbled, letters: Sequence[Letters]) -> Response | None:
    """What `answers.judge` is given for the letters filled in each row of the part, in order.

    None if that is no answer: nothing is filled where something must be, or several where one may be. Of a matching
    only the line is lost. Raises ValueError for letters that the rows do not have, or for too few or too many rows.
    """
    filled = [
        tuple([_place(row, one) for one in chosen]) for row, chosen in zip(part.rows, letters, strict=True)
    ]
    answer = part.part.answer
    if isinstance(answer, MultipleChoice):
        return tuple([str(place) for place in filled[0]])
    one = [str(places[0]) if len(places) == 1 else "" for places in filled]
    if isinstance(answer, Matching):
        return tuple(one)
    if "" in one:
        return None
    if isinstance(answer, TrueFalse):
        verdict = tuple(VERDICTS)[int(one[0])]
        return (verdict, one[1]) if answer.reasons else verdict
    return one[0]


def credit(part: Bubbled, letters: Sequence[Letters]) -> Fraction:
    """What these letters earn of the part, 0 to 1; what is no answer earns nothing. Raises as `response` does."""
    given = response(part, letters)
    return Fraction(0) if given is None else judge(part.part.answer, given)


def right(part: Bubbled) -> tuple[Letters, ...]:
    """The letters to be filled for full credit, row by row."""
    answer = part.part.answer
    places: list[list[int]] = []
    match answer:
        case Choice(options=options) | MultipleChoice(options=options):
            places = [[k for k, option in enumerate(options) if option.right]]
        case TrueFalse(value=value, reasons=reasons):
            places = [[int(not value)]]
            if reasons:
                places.append([k for k, reason in enumerate(reasons) if reason.option.right])
        case Matching(key=key):
            places = [[k] for k in key]
    return tuple(
        [tuple([row.options[k] for k in chosen]) for row, chosen in zip(part.rows, places, strict=True)]
    )


def _rows(part: Part, label: str, language: str) -> tuple[Row, ...]:
    answer = part.answer
    match answer:
        case Choice(options=options) if 1 < len(options) <= MOST_OPTIONS:
            return (Row(label, _letters(len(options))),)
        case MultipleChoice(options=options) if len(options) <= MOST_OPTIONS:
            return (Row(label, _letters(len(options)), several=True),)
        case TrueFalse(reasons=()):
            return (Row(label, INITIALS[language]),)
        case TrueFalse(reasons=reasons) if 1 < len(reasons) <= MOST_OPTIONS:
            offered = _letters(len(reasons))
            return (Row(label, INITIALS[language]), Row(f"{label} a–{offered[-1]}", offered))
        case Matching(rights=rights, lefts=lefts) if 1 < len(rights) <= MOST_OPTIONS:
            offered = _letters(len(rights))
            return tuple([Row(f"{label}.{n}", offered) for n in range(1, len(lefts) + 1)])
    return ()


def _letters(count: int) -> Letters:
    return tuple(map(letter, range(count)))


def _place(row: Row, chosen: str) -> int:
    if chosen not in row.options:
        raise ValueError(f"Row {row.label} has no bubble {chosen!r}.")
    return row.options.index(chosen)
