"""An expression asked as numbers, in formats that cannot compare expressions: one part becomes several.

A part with `samples` gives way to a number for each of its points: `a` becomes `a.1` and `a.2`, which share its points
equally. Everything after this sees ordinary numbers. Must not choose points (`answers.sampled` does) and knows no
format.

    >>> from generator.model import Num, Number, Sym
    >>> sample = Sample(Sym("x"), Number(3, Num("3")))
    >>> part = Part("a", (), Expression(Sym("x"), Sym("x"), ("x",)), samples=(sample, sample))
    >>> [number.id for number in _numbers(part, "en", alone=False)]
    ['a.1', 'a.2']
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.exporters.losses import AS_CHOICE, Loss, untypable
from generator.exporters.words import word
from generator.model import Blocks, Expression, Math, Paragraph, Part, Question, Sample, Text

BY_VALUES = "asked by its values at points"

OR_VALUES = f"{AS_CHOICE}, or by its values at points if the set wants that"
"""What these formats do with an expression."""

NO_FORMS = "numbers do not show in which form an expression is written"


def by_values(question: Question, format: str, *, alone: bool = False) -> tuple[Question, tuple[Loss, ...]]:
    """The question with numbers in place of the expressions that have samples, and what is lost by that.

    Where each part is to stand `alone`, each number repeats the prompt. Parts that `follows` and `consequences` name
    are those of the question as it was given. Most questions come back as they are.
    """
    if not any(part.samples for part in question.parts):
        return question, ()
    parts: list[Part] = []
    losses: list[Loss] = []
    for part in question.parts:
        if isinstance(part.answer, Expression) and part.samples:
            parts += _numbers(part, question.language, alone)
            losses.append(Loss(part.id, untypable(format, part.answer), BY_VALUES))
            if part.answer.form:
                losses.append(Loss(part.id, NO_FORMS, "the form is not asked"))
        else:
            parts.append(part)
    return replace(question, parts=tuple(parts)), tuple(losses)


def _numbers(part: Part, language: str, alone: bool) -> Iterator[Part]:
    """The numbers of a part. Only the first follows from other parts, so that it is told once.

    What follows from mistakes in those is an expression, whose values nobody knows here.
    """
    opening = (*part.prompt, Paragraph((Text(word("values", language)),)))
    for count, sample in enumerate(part.samples):
        prompt: Blocks = (_asking(sample, language),)
        yield Part(
            id=f"{part.id}.{count + 1}",
            prompt=prompt if count and not alone else (*opening, *prompt),
            answer=sample.number,
            mistakes=sample.mistakes,
            points=part.points / len(part.samples),
            follows=() if count else part.follows,
        )


def _asking(sample: Sample, language: str) -> Paragraph:
    tolerance = sample.number.tolerance
    asked = word("rounded value at" if tolerance.kind == "significant" else "value at", language)
    before, after = asked.split("{}")
    return Paragraph((Text(before), Math(sample.at), Text(after.format(digits=tolerance.amount))))
