"""Questions as a system takes them in that reads no response processing of our own.

There a question is one choice, several choices that count as a whole, one text, or an essay (`Profile.rules` says for
which system). What is none of these is rewritten here, before it is asked: a number becomes a text, another open answer
a choice from its mistakes, and all else an essay, with its key for who marks it. No feedback depends on an answer then,
so it stands with the worked solution. Everything after this sees an ordinary question of one part.

It knows no markup.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from generator.answers.choice import from_mistakes
from generator.answers.number import rational
from generator.answers.truth import as_choice
from generator.exporters.labels import answer_line, if_the_answer_is, told_for
from generator.exporters.losses import AS_CHOICE, BY_HAND_RUBRIC, Loss
from generator.exporters.spellings import exact_blanks, of_number, of_text
from generator.exporters.words import word
from generator.model import (
    Answer,
    Blocks,
    Choice,
    Criterion,
    Essay,
    Inlines,
    Listing,
    Matching,
    Math,
    MultipleChoice,
    Number,
    Option,
    Ordering,
    Paragraph,
    Part,
    Question,
    Text,
    TextAnswer,
    TrueFalse,
)

_LINES = 5


def bare(question: Question, system: str) -> tuple[Question, tuple[Loss, ...]]:
    """The question with one part that a standard template marks, or a person; and what is lost by that.

    `system` is the name of who reads it.
    """
    language = question.language
    losses: list[Loss] = []
    if len(question.parts) > 1:
        losses.append(Loss("", f"{system} takes in one answer a question", f"all parts are {BY_HAND_RUBRIC}"))
        part = _together(question.parts, language)
    else:
        part, losses = _alone(question.parts[0], question.id, system, language)
    heard = tuple([line for part in question.parts for line in _heard(part, language)])
    if heard:
        reason = f"{system} takes in no rules, which feedback on an answer needs"
        losses.append(Loss("", reason, "it stands with the worked solution"))
    solution = (*question.solution, *heard)
    return replace(question, parts=(_unheard(part),), solution=solution), tuple(losses)


def _heard(part: Part, language: str) -> Blocks:
    """The feedback on answers of this part, for who reads the solution."""
    match part.answer:
        case TrueFalse() as verdict:
            return _told(_verdicts(verdict, language).options, language)
        case Choice(options=options) | MultipleChoice(options=options):
            return _told(options, language)
    return if_the_answer_is(part, language)


def _told(options: Iterable[Option], language: str) -> Blocks:
    said = [told_for(option.content, option.feedback, language) for option in options if option.feedback]
    return tuple(said)


def _unheard(part: Part) -> Part:
    """The part without feedback on answers."""
    answer = part.answer
    if isinstance(answer, Choice | MultipleChoice):
        options = tuple([replace(option, feedback=()) for option in answer.options])
        answer = replace(answer, options=options)
    return replace(part, answer=answer, mistakes=())


# ─── One part ────────────────────────────────────────────────────────────────────────────────────────────


def _alone(part: Part, salt: str, system: str, language: str) -> tuple[Part, list[Loss]]:
    """The part in a kind that the system knows, and what is lost. `salt` is the question's id."""
    answer = part.answer
    match answer:
        case Choice() | Essay():
            return part, []
        case TrueFalse():
            return replace(part, answer=_verdicts(answer, language)), []
        case MultipleChoice(whole=True):
            return part, []
        case MultipleChoice():
            reason, instead = "keeps which options are right, not what each earns", "right only as a whole"
            part = replace(part, answer=replace(answer, whole=True))
        case TextAnswer():
            reason, instead = "compares texts letter by letter", "spaces between words count"
            part = replace(part, answer=replace(answer, accepted=of_text(answer)))
        case Number() if exact_blanks(answer):
            reason, instead = "takes in no numbers", "asked as a text, right in its usual spellings"
            part = _spelled(part, answer, language)
        case Matching() | Ordering():
            reason, instead = f"takes in no {answer.kind}", BY_HAND_RUBRIC
            part = _together((part,), language)
        case _:
            reason = "takes in one text at most, and nothing with a tolerance"
            instead = AS_CHOICE if part.mistakes else BY_HAND_RUBRIC
            asked = replace(part, answer=from_mistakes(part, salt)) if part.mistakes else None
            part = asked or _together((part,), language)
    return part, [Loss(part.id, f"{system} {reason}", instead)]


def _verdicts(answer: TrueFalse, language: str) -> Choice:
    return as_choice(answer, (word("true", language), word("false", language)))


def _spelled(part: Part, answer: Number, language: str) -> Part:
    """A number as a text in its spellings; its unit is named before."""
    unit = answer.unit
    asked = () if unit is None else (Paragraph((Text(f"{word('answer in', language)} "), Math(unit.shown))),)
    accepted = of_number(rational(answer.value), comma=language != "en")
    return replace(part, prompt=(*part.prompt, *asked), answer=TextAnswer(accepted, answer.shown))


# ─── By hand ─────────────────────────────────────────────────────────────────────────────────────────────


def _together(parts: tuple[Part, ...], language: str) -> Part:
    """Parts as one essay: their prompts with what they offer, and their keys as its rubric."""
    asked = [(*part.prompt, *_offered(part.answer, language)) for part in parts]
    prompt: Blocks = asked[0] if len(asked) == 1 else (Listing(tuple(asked), ordered=True),)
    rubric = tuple([line for part in parts for line in _criteria(part, language)])
    lines = sum(part.answer.lines if isinstance(part.answer, Essay) else _LINES for part in parts)
    return Part(parts[0].id, prompt, Essay(rubric, lines))


def _criteria(part: Part, language: str) -> tuple[Criterion, ...]:
    if isinstance(part.answer, Essay):
        whole = sum((line.points for line in part.answer.rubric), Fraction(0))
        return tuple([Criterion(part.points * line.points / whole, line.text) for line in part.answer.rubric])
    return (Criterion(part.points, _key(part.answer, language)),)


def _offered(answer: Answer, language: str) -> Blocks:
    """What is offered to choose from, match or order."""
    match answer:
        case TrueFalse():
            return _offered(_verdicts(answer, language), language)
        case Choice(options=options) | MultipleChoice(options=options):
            return (_list([option.content for option in options]),)
        case Matching(lefts=lefts, rights=rights):
            return _list(lefts), _list(rights)
        case Ordering(items=items):
            return (_list(items),)
    return ()


def _list(things: Iterable[Inlines]) -> Listing:
    return Listing(tuple([(Paragraph(thing),) for thing in things]))


def _key(answer: Answer, language: str) -> Inlines:
    """The answer in a line, for who marks it."""
    match answer:
        case TrueFalse():
            return _key(_verdicts(answer, language), language)
        case Choice(options=options) | MultipleChoice(options=options):
            return _joined(_right(options), "; ", language)
        case Matching(lefts=lefts, rights=rights, key=key):
            pairs = [(*left, Text(" – "), *rights[n]) for left, n in zip(lefts, key, strict=True)]
            return _joined(pairs, "; ", language)
        case Ordering(items=items, key=key):
            return _joined([items[n] for n in key], " → ", language)
        case Essay():
            raise TypeError("an essay has a rubric, not an answer")
    lines = [line for line in answer_line(answer, language) if isinstance(line, Paragraph)]
    return tuple([inline for line in lines for inline in line.children])


def _right(options: Iterable[Option]) -> list[Inlines]:
    return [option.content for option in options if option.right]


def _joined(things: Iterable[Inlines], between: str, language: str) -> Inlines:
    """`Answer: a; b`."""
    found: list[Inlines] = [
        (*((Text(between),) if number else ()), *thing) for number, thing in enumerate(things)
    ]
    return (Text(f"{word('answer', language)}: "), *[inline for each in found for inline in each])
