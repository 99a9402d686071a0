"""Essays: what students see of the parts, and what graders are told of each.

Moodle mixes no essay with other questions; so if one part needs one, all parts are asked in it, with options and
lists under letters, to be named. Must not decide that (`asking`).

The elements are those that `question/format/xml/format.php` of Moodle 4.5 reads (`import_essay`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from generator.answers.choice import content
from generator.answers.lettering import letter
from generator.answers.number import rounded_text
from generator.exporters.decimals import shares
from generator.exporters.losses import Loss
from generator.exporters.moodle.asking import verdict
from generator.exporters.moodle.markup import blocks, lines
from generator.exporters.moodle.pairs import lettered
from generator.exporters.moodle.pictures import text_element
from generator.exporters.moodle.questions import Body
from generator.exporters.remarks import remarks
from generator.exporters.words import word
from generator.exporters.xml_templates import load, rendered
from generator.model import (
    Choice,
    Essay,
    Inlines,
    Matching,
    MultipleChoice,
    Ordering,
    Part,
    Question,
    Text,
    TrueFalse,
)

NO_FEEDBACK = "Moodle marks no essay, and so shows no feedback on a known answer"
FOR_GRADERS = "its feedback stands in the notes for graders"

_ESSAY = load("moodle", "essay.xml")
_FIELD_LINES = (2, 3, 5, 10, 15, 20, 25, 30, 35, 40)
"""The heights of the box that Moodle's form offers."""
_LINES = 10
"""Lines for an answer that is no essay by itself."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A part in an essay: lines to choose from, the lines of its key, wrong answers with their feedback."""

    offered: tuple[Inlines, ...]
    key: tuple[Inlines, ...]
    wrong: tuple[tuple[Inlines, Inlines], ...]


def essay(question: Question, points: Fraction) -> Body:
    """A text for human graders, who see the answer of every part, its points and what feedback is due."""
    worths = shares(points, [part.points for part in question.parts])
    told = [_told(part, worth, question.language) for part, worth in zip(question.parts, worths, strict=True)]
    text = [blocks(question.stem)]
    notes: list[Inlines] = []
    for part, worth, about in zip(question.parts, worths, told, strict=True):
        text += [blocks(part.prompt), lines(about.offered)]
        label = f"{part.id} ({_share(worth)}): " if len(told) > 1 else f"{part.id}: "
        notes.append((Text(label), *about.key[0]))
        notes += about.key[1:]
        if_so = Text(f"{word('if the answer is', question.language)} ")
        notes += [(if_so, *answer, Text(": "), *feedback) for answer, feedback in about.wrong]
    special = rendered(_ESSAY, key=text_element(lines(tuple(notes)), question), lines=_field_lines(question))
    losses = tuple(
        [
            Loss(part.id, NO_FEEDBACK, FOR_GRADERS)
            for part, about in zip(question.parts, told, strict=True)
            if about.wrong
        ]
    )
    return Body("essay", "\n".join(filter(None, text)), special, losses)


def _field_lines(question: Question) -> int:
    """The smallest height that Moodle offers with room for all parts."""
    essays = [part.answer.lines for part in question.parts if isinstance(part.answer, Essay)]
    wanted = sum(essays) + len(question.parts) - len(essays) if essays else _LINES
    return next((height for height in _FIELD_LINES if height >= wanted), _FIELD_LINES[-1])


def _told(part: Part, worth: Fraction, language: str) -> _Told:
    """What is told of a part; in brackets behind its key, what else is right."""
    told = _tell(part, worth, language)
    extra = [*remarks(part.answer, language)]
    if part.follows:
        extra.append(word("follow-through", language).format(", ".join(part.follows)))
    if not extra:
        return told
    last = (*told.key[-1], Text(f" ({'; '.join(extra)})"))
    return replace(told, key=(*told.key[:-1], last))


def _tell(part: Part, worth: Fraction, language: str) -> _Told:
    match part.answer:
        case TrueFalse() as answer:
            return _options(verdict(answer, language))
        case Choice() as answer:
            return _options(answer)
        case MultipleChoice() as answer:
            told = _options(answer)
            return replace(told, offered=(_instruction("tick all", language), *told.offered))
        case Matching(lefts, rights, key):
            numbered = [(Text(f"{n}. "), *left) for n, left in enumerate(lefts, start=1)]
            named = ", ".join([f"{n} ({letter(right)})" for n, right in enumerate(key, start=1)])
            offered = (_instruction("match", language), *numbered, *lettered(rights))
            return _Told(offered, ((Text(named),),), ())
        case Ordering(items, key):
            named = ", ".join([f"({letter(number)})" for number in key])
            return _Told(lettered(items), ((Text(named),),), ())
        case Essay(rubric):
            amounts = shares(worth, [criterion.points for criterion in rubric])
            rows = [
                (Text(f"{_share(amount)}: "), *criterion.text)
                for amount, criterion in zip(amounts, rubric, strict=True)
            ]
            return _Told((), tuple(rows) or ((),), ())
        case answer:
            wrong = [(content(mistake.answer), mistake.feedback) for mistake in part.mistakes]
            return _Told((), (content(answer),), tuple(wrong))


def _share(points: Fraction) -> str:
    """Points for a person who marks: thirds are rounded to what can be read."""
    return rounded_text(points, 4)


def _instruction(key: str, language: str) -> Inlines:
    return (Text(word(key, language)),)


def _options(answer: Choice | MultipleChoice) -> _Told:
    named = lettered(tuple([option.content for option in answer.options]))
    rows = list(zip(answer.options, named, strict=True))
    return _Told(
        named,
        tuple([line for option, line in rows if option.right]),
        tuple([(line, option.feedback) for option, line in rows if option.feedback]),
    )
