"""Answers as plain text for the terminal: what `show` prints of a part, right and wrong.

✓ what is right, and its variants
✗ what is wrong, with the feedback that it earns below it
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.answers.choice import content
from generator.cli.layout import wrapped
from generator.cli.prose_text import line
from generator.model import (
    Answer,
    Choice,
    Essay,
    Expression,
    Inlines,
    Matching,
    Math,
    Matrix,
    MultipleChoice,
    OpenAnswer,
    Option,
    Ordering,
    Part,
    Sample,
    TextAnswer,
    TrueFalse,
    Vector,
)


def answer_lines(part: Part) -> Iterator[str]:
    """The answer of a part with its mistakes, as lines of text."""
    if part.follows:
        yield f"  follows from {', '.join(part.follows)}"
    answer = part.answer
    match answer:
        case Choice(options=options):
            yield from _options(options)
        case MultipleChoice(options=options):
            yield from _terms(answer)
            yield from _options(options)
        case TrueFalse():
            yield from wrapped("true" if answer.value else "false", "  ✓ ", "    ")
            if answer.feedback:
                yield from wrapped(line(answer.feedback), "      ", "      ")
            for reason in answer.reasons:
                yield f"  {'true' if reason.says else 'false'}, because"
                yield from _options([reason.option])
        case Matching():
            for left, right in zip(answer.lefts, answer.key, strict=True):
                yield from _marked(True, f"{line(left)} — {line(answer.rights[right])}")
            for number, unused in enumerate(answer.rights):
                if number not in answer.key:
                    yield from _marked(False, line(unused))
        case Ordering():
            yield from _terms(answer)
            for place, number in enumerate(answer.key, 1):
                yield from wrapped(line(answer.items[number]), f"  {place}. ", "     ")
            yield f"  shown as {', '.join(str(answer.key.index(k) + 1) for k in range(len(answer.items)))}"
        case Essay():
            for criterion in answer.rubric:
                yield from wrapped(f"{criterion.points}: {line(criterion.text)}", "  · ", "    ")
        case _:
            yield from _open(answer, part)


def _open(answer: OpenAnswer, part: Part) -> Iterator[str]:
    yield from _terms(answer)
    for shown in _spellings(answer):
        yield from _marked(True, shown)
    for mistake in part.mistakes:
        for shown in _spellings(mistake.answer):
            yield from _marked(False, shown)
        yield from wrapped(line(mistake.feedback), "      ", "      ")
    for follows in part.consequences:
        after = f"  after mistake {follows.mistake + 1} of {follows.part}: "
        yield from wrapped(line(content(follows.answer)), after, "    ")
    for sample in part.samples:
        yield from _value(sample)


def _value(sample: Sample) -> Iterator[str]:
    """What stands for an expression where a format cannot compare it: `at x = 2: 7, not 9 or 11`."""
    wrong = dict.fromkeys(line(content(mistake.answer)) for mistake in sample.mistakes)
    unlike = f", not {' or '.join(wrong)}" if wrong else ""
    yield from wrapped(
        f"{line((Math(sample.at),))}: {line(content(sample.number))}{unlike}", "  at ", "     "
    )


def _terms(answer: Answer) -> Iterator[str]:
    """What else is right, or must hold, beside the value."""
    terms: list[str] = []
    match answer:
        case Expression(form=form) if form:
            terms.append(form)
        case Vector() | Matrix():
            terms += [f"up to {answer.up_to}"] if answer.up_to else []
            terms += ["right only as a whole"] if answer.whole else []
        case MultipleChoice(whole=True) | Ordering(whole=True):
            terms.append("right only as a whole")
        case TextAnswer(exact_case=True):
            terms.append("capitals count")
    if terms:
        yield f"  {', '.join(terms)}"


def _spellings(answer: OpenAnswer) -> tuple[str, ...]:
    return answer.accepted if isinstance(answer, TextAnswer) else (line(content(answer)),)


def _options(options: Iterable[Option]) -> Iterator[str]:
    for option in options:
        yield from _marked(option.right, line(option.content), option.feedback)


def _marked(right: bool, text: str, feedback: Inlines = ()) -> Iterator[str]:
    yield from wrapped(text, "  ✓ " if right else "  ✗ ", "    ")
    if feedback:
        yield from wrapped(line(feedback), "      ", "      ")
