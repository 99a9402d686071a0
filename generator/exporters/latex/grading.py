r"""One question for who marks it: the key, what else is right, what the usual mistakes are and what each earns.

    >>> graded(question, Fraction(2), [("", "$14$")])
    '\\gradedpart{}{$14$}{}...'

The macros stand in `templates/pdf/keys.tex`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from generator.answers.choice import content
from generator.answers.lettering import roman
from generator.exporters.latex import answers, escape
from generator.exporters.latex.blocks import inlines, standing
from generator.exporters.latex.credit import rule, share
from generator.exporters.latex.points import amount, points_text
from generator.exporters.words import word
from generator.model import MultipleChoice, Part, Question


def graded(question: Question, points: Fraction, keys: Sequence[tuple[str, str]]) -> str:
    """All parts of a question. `keys` are the label of each part (empty if there is only one) and its key, as LaTeX."""
    whole = sum((part.points for part in question.parts), Fraction(0))
    out = []
    for part, (label, key) in zip(question.parts, keys, strict=True):
        worth = points * part.points / whole if whole else Fraction(0)
        beside = points_text(worth, question.language) if label else ""  # else the heading has them
        out.append(f"\\gradedpart{{{label}}}{{{key}}}{{{beside}}}")
        shared = rule(part.answer, worth, question.language)
        if shared:
            out.append(f"\\gradingrule{{{escape.text(shared)}}}")
        rows = [*_mistakes(part, worth, question.language), *_carried(question, part, worth)]
        if rows:
            out.append("\n".join([f"\\gradedmistakes{_heads(part, question.language)}{{%", *rows, "}"]))
    return "\n".join(out)


def _heads(part: Part, language: str) -> str:
    """The heads of the columns; nothing stands in the last one where a rule tells what a tick earns."""
    words = [escape.text(word(key, language)) for key in ("wrong answer", "mistake", "earns")]
    if isinstance(part.answer, MultipleChoice):
        words[-1] = ""
    return "".join([f"{{{said}}}" for said in words])


def _mistakes(part: Part, worth: Fraction, language: str) -> Iterator[str]:
    """The wrong options and the known mistakes of a part; what one tick of several earns is told by a rule."""
    by_rule = isinstance(part.answer, MultipleChoice)
    for line, option in answers.options(part.answer, language):
        if option.feedback and not option.right:
            yield _row(line, inlines(option.feedback), "" if by_rule else amount(Fraction(0), language))
    for mistake in part.mistakes:
        earned = amount(worth * share(part.answer, mistake.answer), language)
        yield _row(standing(content(mistake.answer)), inlines(mistake.feedback), earned)


def _carried(question: Question, part: Part, worth: Fraction) -> Iterator[str]:
    """What follows from a known mistake in an earlier part: it earns everything here."""
    for consequence in part.consequences:
        number, earlier = next(
            (number, earlier)
            for number, earlier in enumerate(question.parts, start=1)
            if earlier.id == consequence.part
        )
        wrong = earlier.mistakes[consequence.mistake].answer
        said = escape.filled(
            word("carried", question.language), answer=standing(content(wrong)), part=f"({roman(number)})"
        )
        yield _row(standing(content(consequence.answer)), said, amount(worth, question.language))


def _row(answer: str, said: str, earned: str) -> str:
    return f"\\gradedmistake{{{answer}}}{{{said}}}{{{earned}}}"
