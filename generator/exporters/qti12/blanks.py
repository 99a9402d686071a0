"""Typed answers in Canvas' dialect: one number, a text, or several blanks in one item.

Canvas compares blanks as text and gives each the same credit, so several numbers make one item only if every one is
an exact short decimal and all weigh the same. It trims what is typed and puts it in small letters
(`fill_in_multiple_blanks_question.rb`, `short_answer_question.rb` of instructure/canvas-lms).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import count

from markupsafe import Markup

from generator.answers.number import key_text, rational
from generator.exporters.decimals import interval
from generator.exporters.labels import if_the_answer_is
from generator.exporters.losses import (
    AFTER_ANY_WRONG,
    BRACKETS_SHOWN,
    POINT_SAID,
    UNIT_SHOWN,
    Loss,
    comma_expected,
)
from generator.exporters.qti12 import markup
from generator.exporters.qti12.asked import Asked, Blank, Plan
from generator.exporters.spellings import exact_blanks, of_number, of_text
from generator.exporters.words import word
from generator.model import Answer, Interval, Matrix, Number, Part, Set, TextAnswer, Vector

TEXT_IS_ZERO = "classic quizzes of Canvas take a text that is no number for 0, which is right here"


def compared_as_text(answer: Answer) -> bool:
    """Can everything of the answer be graded blank by blank, as text?"""
    if isinstance(answer, TextAnswer):
        return True
    return bool(exact_blanks(answer))


def blank_count(answer: Answer) -> int:
    """How many blanks an answer takes that is compared as text."""
    return len(exact_blanks(answer)) or 1


# ─── One answer ──────────────────────────────────────────────────────────────────────────────────────────


def number(part: Part, answer: Number, language: str) -> Plan:
    """A number with its bounds. `answer` must have a blank."""
    low, high = interval(answer)
    wrong, losses = _wrong((part,), language)
    html = markup.blocks(part.prompt)
    if answer.unit is not None:
        html += Markup("<p>{} {}</p>").format(word("answer in", language), markup.tex(answer.unit.shown))
    said: list[Loss] = []
    if comma_expected((answer,), language):
        html += Markup("<p>{}</p>").format(word("decimal point", language))
        said.append(Loss(part.id, "Canvas reads no decimal comma", POINT_SAID))
    if Decimal(low) <= 0 <= Decimal(high):
        said.append(Loss(part.id, TEXT_IS_ZERO, "any such text is marked right"))
    asked = Asked("numerical_question", html, wrong, key=key_text(answer), low=low, high=high)
    return asked, (*_given(part), *said, *losses)


def text(part: Part, answer: TextAnswer, language: str) -> Plan:
    """A text by its spellings."""
    wrong, losses = _wrong((part,), language)
    html = markup.blocks(part.prompt)
    asked = Asked("short_answer_question", html, wrong, accepted=of_text(answer))
    return asked, (*_given(part), *losses)


# ─── Several blanks ──────────────────────────────────────────────────────────────────────────────────────


def several(parts: Sequence[Part], language: str) -> Plan:
    """Parts that are all `compared_as_text`, as one item of blanks."""
    counter = count(1)
    html: list[Markup] = []
    made: list[Blank] = []
    losses: list[Loss] = []
    for part in parts:
        mine = [Blank(f"a{next(counter)}", accepted) for accepted in _accepted(part.answer, language)]
        made += mine
        html.append(
            markup.blocks(part.prompt) + _layout(part.answer, [f"[{blank.name}]" for blank in mine], language)
        )
        losses += _given(part)
    wrong, unheard = _wrong(parts, language)
    asked = Asked("fill_in_multiple_blanks_question", Markup().join(html), wrong, blanks=tuple(made))
    return asked, (*losses, *unheard)


def _accepted(answer: Answer, language: str) -> list[tuple[str, ...]]:
    if isinstance(answer, TextAnswer):
        return [of_text(answer)]
    return [of_number(rational(key.value), comma=language != "en") for key in exact_blanks(answer)]


def _layout(answer: Answer, places: list[str], language: str) -> Markup:
    match answer:
        case Vector():
            return _table([[place] for place in places])
        case Matrix():
            width = len(answer.rows[0])
            return _table([places[i : i + width] for i in range(0, len(places), width)])
        case Set() if len(places) > 1:
            said = word("increasing order", language)
            return Markup("<p>{}: {{ {} }}</p>").format(said, ", ".join(places))
        case Interval(closed=(low, high)):
            # Apart from the blanks, which have brackets of their own in the text.
            return Markup("<p>{} {} {}</p>").format(
                "[" if low else "(", ", ".join(places), "]" if high else ")"
            )
        case Number(unit=unit) if unit is not None:
            return Markup("<p>{} {}</p>").format(places[0], markup.tex(unit.shown))
        case _:
            return Markup("<p>{}</p>").format(places[0])


def _table(rows: list[list[str]]) -> Markup:
    lines = [
        Markup("<tr>") + Markup().join(map(Markup("<td>{}</td>").format, row)) + Markup("</tr>")
        for row in rows
    ]
    return Markup("<table><tbody>") + Markup().join(lines) + Markup("</tbody></table>")


# ─── What is lost ────────────────────────────────────────────────────────────────────────────────────────


def _given(part: Part) -> list[Loss]:
    """What Canvas cannot grade of a typed answer, or is told beforehand."""
    answer = part.answer
    lost: list[tuple[str, str]] = []
    match answer:
        case Number(unit=unit) if unit is not None:
            lost.append(("Canvas cannot convert units", UNIT_SHOWN))
        case Set() if len(answer.elements) > 1:
            lost.append(("Canvas cannot grade a set in any order", "asked and graded in increasing order"))
        case Interval():
            lost.append(("Canvas has no blank for a bracket", BRACKETS_SHOWN))
        case Vector(whole=True) | Matrix(whole=True):
            if blank_count(answer) > 1:
                lost.append(("Canvas gives every blank its share of the points", "marked entry by entry"))
        case TextAnswer():
            if answer.exact_case and any(text.lower() != text.upper() for text in answer.accepted):
                lost.append(
                    ("Canvas does not tell capitals from small letters", "marked without regard to case")
                )
            if any(len(text.split()) > 1 for text in answer.accepted):
                lost.append(
                    ("Canvas counts the spaces between words", "words are right with one space between them")
                )
    return [Loss(part.id, *each) for each in lost]


def _wrong(parts: Sequence[Part], language: str) -> tuple[Markup, tuple[Loss, ...]]:
    """The mistakes' feedback as text for any wrong answer: Canvas has no wrong answers that are typed."""
    losses = tuple(
        Loss(part.id, "Canvas cannot tie feedback to a wrong answer that is typed", AFTER_ANY_WRONG)
        for part in parts
        if part.mistakes
    )
    return Markup().join([markup.blocks(if_the_answer_is(part, language)) for part in parts]), losses
