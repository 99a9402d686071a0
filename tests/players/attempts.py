"""Attempts at a question, and what each should earn and show: the oracle is the model, not the file.

The item is read only for how its parts are asked and what responses are called; credits are those of `answers.judge`
and of `answers.samples`, texts those of the question.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from qti30_reader import PartForm
from qti_typing import credit, entries, exactly, fits, given, margin, typed, words

from generator.answers import judge, samples
from generator.answers.choice import from_mistakes
from generator.answers.truth import as_choice
from generator.model import (
    Choice,
    Matching,
    MultipleChoice,
    Ordering,
    Paragraph,
    Part,
    TextAnswer,
    TrueFalse,
    Verified,
)


@dataclass(frozen=True, slots=True)
class Attempt:
    """Responses by name, the points that they earn, and pieces of text that are shown after them."""

    why: str
    responses: dict[str, Any]
    points: Fraction
    heard: tuple[str, ...] = ()


def attempts(question: Verified, points: Fraction, forms: tuple[PartForm, ...]) -> Iterator[Attempt]:
    """All that is tried at a question worth `points`, whose item asks its parts in these forms."""
    whole = sum(part.points for part in question.parts)
    worths = [points * part.points / whole for part in question.parts]
    by_machine = sum(
        (worth for worth, form in zip(worths, forms, strict=True) if form.form != "essay"), Fraction()
    )
    key = {name: value for form in forms for name, value in form.key.items()}
    solution = tuple(
        piece
        for block in question.solution
        if isinstance(block, Paragraph)
        for piece in words(block.children)
    )
    yield Attempt("the key", key, by_machine, solution)
    yield Attempt("nothing", {}, Fraction(0))
    for part, worth, form in zip(question.parts, worths, forms, strict=True):
        if form.form == "essay":
            yield Attempt("an essay", {form.responses[0]: "Because."}, Fraction(0))
        if form.form == "choice" and not isinstance(part.answer, MultipleChoice):
            yield from _of_one(_offer(part, question.id), worth, form)
        if form.form == "choice" and isinstance(part.answer, MultipleChoice):
            yield from _of_several(part.answer, worth, form)
        if form.form in ("float", "string"):
            yield from _mistakes(part, worth, form)
        if form.form == "float":
            yield from _bounds(part, worth, form)
        yield from _samples(part, worth, form)


def by_hand(forms: tuple[PartForm, ...]) -> list[tuple[str, str, str]] | None:
    """The key by mouse and keyboard, as `play.mjs` wants it; None if it takes more than clicks and typing."""
    if not {form.form for form in forms} <= {"choice", "float", "string"}:
        return None
    return [
        (name, "click" if form.form == "choice" else "type", value)
        for form in forms
        for name, key in form.key.items()
        for value in ([key] if isinstance(key, str) else key)
    ]


def _samples(part: Part, worth: Fraction, form: PartForm) -> Iterator[Attempt]:
    """What the kind of answer itself is tried on, as far as it can be given."""
    for sample in samples(part.answer):
        responses = _given(part, form, sample.response)
        if responses is not None and sample.credit is not None:
            yield Attempt(f"sample {sample.response!r}", responses, sample.credit * worth)


def _given(part: Part, form: PartForm, response: Any) -> dict[str, Any] | None:
    """A response of the model as it is given here; None if it cannot be, or the part is asked otherwise."""
    what = given(part.answer, response)
    if what is None:
        return None
    name = form.responses[0]
    match part.answer, form.form:
        case _, "float" | "string":
            return {name: text for name, text in zip(form.responses, what, strict=True) if text}
        case Choice() | TrueFalse(), "choice":
            return {name: form.offered[what]}
        case MultipleChoice(), "choice":
            return {name: [form.offered[k] for k in what]} if what else {}
        case Ordering(), "order":
            return {name: [form.offered[k] for k in what]}
        case Matching(), "match":
            pairs = [(k, m) for k, m in enumerate(what) if m is not None]
            named = [f"{form.offered[k]} {form.offered[form.lefts + m]}" for k, m in pairs]
            return {name: named} if named else {}
    return None


# ─── Choices ─────────────────────────────────────────────────────────────────────────────────────────────


def _offer(part: Part, salt: str) -> Choice:
    """The choice that a part is offered as."""
    if isinstance(part.answer, TrueFalse):
        return as_choice(part.answer)
    return from_mistakes(part, salt)


def _of_one(offer: Choice, worth: Fraction, form: PartForm) -> Iterator[Attempt]:
    for ident, option in zip(form.offered, offer.options, strict=True):
        points = worth if option.right else Fraction(0)
        yield Attempt(f"option {ident}", {form.responses[0]: ident}, points, tuple(words(option.feedback)))


def _of_several(answer: MultipleChoice, worth: Fraction, form: PartForm) -> Iterator[Attempt]:
    """All options that something is said of, at once."""
    ticked = [k for k, option in enumerate(answer.options) if option.feedback]
    if ticked:
        heard = tuple(text for k in ticked for text in words(answer.options[k].feedback))
        points = judge(answer, tuple(map(str, ticked))) * worth
        yield Attempt(
            "all with feedback", {form.responses[0]: [form.offered[k] for k in ticked]}, points, heard
        )


# ─── Blanks ──────────────────────────────────────────────────────────────────────────────────────────────


def _mistakes(part: Part, worth: Fraction, form: PartForm) -> Iterator[Attempt]:
    for mistake in part.mistakes:
        heard = tuple(words(mistake.feedback))
        if form.form == "string":
            assert isinstance(mistake.answer, TextAnswer)
            yield Attempt("a mistake", {form.responses[0]: mistake.answer.accepted[-1]}, Fraction(0), heard)
        elif not fits(mistake, part.answer):
            yield Attempt("a mistake that cannot be typed", {}, Fraction(0), heard)
        else:
            values = [exactly(entry) for entry in entries(mistake.answer)]
            points = credit(part.answer, values, any_order=True) * worth
            responses = dict(zip(form.responses, map(typed, values), strict=True))
            yield Attempt("a mistake", responses, points, heard)


def _bounds(part: Part, worth: Fraction, form: PartForm) -> Iterator[Attempt]:
    """The first blank and the last just inside and just outside of their tolerance, beside the key of the others."""
    numbers = entries(part.answer)
    keys = [exactly(number) for number in numbers]
    for place in sorted({0, len(numbers) - 1}):
        amount = margin(numbers[place])
        for off in (amount * Fraction(9999, 10000), amount * Fraction(1001, 1000) or Fraction(1, 10**9)):
            for value in (keys[place] - off, keys[place] + off):
                values = [*keys[:place], value, *keys[place + 1 :]]
                points = credit(part.answer, values, any_order=True) * worth
                yield Attempt(
                    "near the key", dict(zip(form.responses, map(typed, values), strict=True)), points
                )
