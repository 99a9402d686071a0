"""What several formats write alike: the tags of a bank, and what graders are told.

Must not know any markup or format.

    >>> tags(("limits", "Limits"), "core", "calculus/limits")
    ('limits', 'level:core', 'calculus/limits')
"""

from __future__ import annotations

from fractions import Fraction

from generator.answers.choice import content
from generator.answers.number import rounded_text
from generator.exporters.decimals import shares
from generator.exporters.words import word
from generator.model import (
    Blocks,
    Essay,
    Expression,
    Inlines,
    Listing,
    Matrix,
    OpenAnswer,
    Paragraph,
    Part,
    Text,
    Vector,
)


def tags(topics: tuple[str, ...], level: str, family: str) -> tuple[str, ...]:
    """Topics, level and family, each once; capitals do not count, since Moodle compares tags without case."""
    once = {tag.casefold(): tag for tag in reversed((*topics, f"level:{level}", family))}
    return tuple(reversed(once.values()))


def answer_line(answer: OpenAnswer, language: str) -> Blocks:
    """The answer for who marks it by hand, with what else is right in brackets."""
    terms: list[str] = []
    if isinstance(answer, Expression):
        terms = [answer.form or "or equal"]
    elif isinstance(answer, Vector | Matrix):
        terms = [answer.up_to, "whole" if answer.whole else ""]
    said = "; ".join([word(term, language) for term in terms if term])
    tail = (Text(f" ({said})"),) if said else ()
    return (Paragraph((Text(f"{word('answer', language)}: "), *content(answer), *tail)),)


def if_the_answer_is(part: Part, language: str) -> Blocks:
    """The feedback on the part's mistakes for who may have made another one: `If the answer is 3: You added.`."""
    return tuple([told_for(content(mistake.answer), mistake.feedback, language) for mistake in part.mistakes])


def told_for(answer: Inlines, feedback: Inlines, language: str) -> Paragraph:
    """Feedback with the answer that it is for."""
    return Paragraph((Text(f"{word('if the answer is', language)} "), *answer, Text(": "), *feedback))


def rubric(answer: Essay, points: Fraction, language: str) -> Blocks:
    """The lines of a rubric, each with its share of the part's points; nothing if there are none."""
    if not answer.rubric:
        return ()
    worths = shares(points, [line.points for line in answer.rubric])
    lines = tuple(
        [
            (Paragraph((*line.text, Text(f" ({_points(worth, language)})"))),)
            for line, worth in zip(answer.rubric, worths, strict=True)
        ]
    )
    return (Listing(lines),)


def _points(points: Fraction, language: str) -> str:
    """Points for a reader: to three digits, as the language writes them."""
    written = rounded_text(points, 3)
    number = written if language == "en" else written.replace(".", ",")
    return word("point" if points == 1 else "points", language).format(number)
