"""Words the parts of a question: the values of a variant go into the prose of its family, part by part.

`compose` calls this for each part, with an iterator over the values in what a student sees before answering.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from generator.answers import choice, matching, multiple, ordering
from generator.family import (
    AskChoice,
    AskEssay,
    AskMatching,
    AskOrdering,
    AskTyped,
    AskVerdict,
    FamilyOption,
    FamilyPart,
    Wording,
)
from generator.localise import decimal_mark
from generator.maths.decimals import decimal_text
from generator.maths.language import Scope
from generator.maths.typeset import typeset
from generator.maths.values import Anything, FiniteDecimal, MathsError, Shown, Worked
from generator.model import (
    Answer,
    Blocks,
    Criterion,
    Essay,
    Figure,
    Inlines,
    Math,
    Mistake,
    Option,
    Paragraph,
    Part,
    Reason,
    Steps,
    Table,
    Text,
    TrueFalse,
)
from generator.prose.tree import Content, Where
from generator.sampling.sample import Unusable
from generator.solve import SolvedClosed, SolvedPart, SolvedTyped, Values

Asked = Iterator[Values]
"""The values of the holes of each wording that a student sees before answering, in order."""


@dataclass(frozen=True, slots=True)
class Words:
    """Puts values into prose, as one writes them in a language. `scope` are the values of the variant."""

    language: str
    scope: Scope

    def blocks(self, wording: Wording, values: Values) -> Blocks:
        """Prose with its holes filled. Raises Unusable if a value cannot stand where it should."""
        contents = []
        for value, where, hole in zip(values, wording.places, wording.holes, strict=True):
            try:
                contents.append(self.content(value, where))
            except MathsError as error:
                fault = hole.source.fault(str(error), "", hole.offset, len(hole.compiled.text))
                raise Unusable(fault, self.scope) from None
        return wording.filled(contents)

    def line(self, wording: Wording, values: Values) -> Inlines:
        """One paragraph (the compiler of families lets nothing else pass), as a line."""
        (paragraph,) = self.blocks(wording, values)
        assert isinstance(paragraph, Paragraph)  # noqa: S101 - see above
        return paragraph.children

    def content(self, value: Anything, where: Where) -> Content:
        """What fills a hole."""
        if where == "formula":
            return typeset(value)
        if where == "block":
            if type(value) is Worked:
                return (Steps(value.steps),)
            return (value,) if type(value) is Table else (Paragraph(self.text(value)),)
        return self.text(value)

    def text(self, value: Anything) -> Inlines:
        """A value in a line of text: whole numbers, decimals and words as text, anything else as mathematics."""
        kind = type(value)
        if kind is int:
            return (Text(str(value).replace("-", "−")),)
        if kind is FiniteDecimal:
            text = decimal_text(Fraction(value), 40)
            if text is not None:
                return (Text(self.number(text.replace("-", "−"))),)
        if kind is Shown:
            return (Text(self.number(value.text)),)
        if kind is Figure:
            return (value,)
        if kind is Table:
            raise MathsError("a table does not fit into a line of text; it stands in a paragraph of its own")
        return (Text(value),) if kind is str else (Math(typeset(value)),)

    def number(self, text: str) -> str:
        """A number as text, with the decimal mark of the language."""
        return text if self.language == "en" else decimal_mark(text)


def part_of(words: Words, part: FamilyPart, solved: SolvedPart, asked: Asked, salt: str) -> Part:
    """A part of the question; `salt` decides the order of what is mixed."""
    prompt = words.blocks(part.prompt, next(asked)) if part.prompt else ()
    asks = part.asks
    if isinstance(asks, AskTyped) and isinstance(solved, SolvedTyped):
        mistakes = [
            Mistake(answer, words.line(mistake.feedback, values))
            for mistake, answer, values in zip(asks.mistakes, solved.mistakes, solved.feedback, strict=True)
        ]
        return Part(
            part.id,
            prompt,
            solved.answer,
            tuple(mistakes),
            part.points,
            asks.follows,
            solved.consequences,
        )
    answer: Answer = _FORMS[type(asks)](words, asks, solved, asked, salt)
    return Part(part.id, prompt, answer, (), part.points)


def _choice(words: Words, asks: AskChoice, solved: SolvedClosed, asked: Asked, salt: str) -> Answer:
    options = _options(words, asks.options, solved, asked)
    return multiple.mixed(options, salt, asks.whole) if asks.multiple else choice.mixed(options, salt)


def _options(
    words: Words, options: tuple[FamilyOption, ...], solved: SolvedClosed, asked: Asked
) -> list[Option]:
    return [
        Option(
            words.line(option.text, next(asked)),
            right,
            words.line(option.feedback, values) if option.feedback and _speaks(option, right) else (),
        )
        for option, right, values in zip(options, solved.right, solved.feedback, strict=True)
    ]


def _speaks(option: FamilyOption, right: bool) -> bool:
    """Feedback of an option that is right in some variants only is written for those in which it is wrong."""
    return not right or option.right is True


def _verdict(words: Words, asks: AskVerdict, solved: SolvedClosed, asked: Asked, _: str) -> Answer:
    options = _options(words, asks.reasons, solved, asked)
    reasons = tuple([Reason(says, option) for says, option in zip(asks.says, options, strict=True)])
    feedback = words.line(asks.feedback, solved.told) if asks.feedback else ()
    return TrueFalse(bool(solved.verdict), feedback, reasons)


def _matching(words: Words, asks: AskMatching, _: SolvedClosed, asked: Asked, salt: str) -> Answer:
    lefts, rights, extra = (
        [words.line(wording, next(asked)) for wording in wordings]
        for wordings in (asks.lefts, asks.rights, asks.extra)
    )
    return matching.mixed(list(zip(lefts, rights, strict=True)), extra, salt)


def _ordering(words: Words, asks: AskOrdering, _: SolvedClosed, asked: Asked, salt: str) -> Answer:
    return ordering.mixed([words.line(item, next(asked)) for item in asks.items], salt, asks.whole)


def _essay(words: Words, asks: AskEssay, solved: SolvedClosed, _: Asked, __: str) -> Answer:
    rubric = [
        Criterion(points, words.line(text, values))
        for (points, text), values in zip(asks.rubric, solved.feedback, strict=True)
    ]
    return Essay(tuple(rubric), asks.lines)


_FORMS: dict[type, Any] = {
    AskChoice: _choice,
    AskVerdict: _verdict,
    AskMatching: _matching,
    AskOrdering: _ordering,
    AskEssay: _essay,
}
