"""Canvas and `judge` agree on every part of every family that ships, and of the samples.

What an answer is worth is said twice: by its own `judge`, and by the package, read and graded as Canvas does. Each
response here is given to both and must earn the same, but for what is reported as a loss. Two variants of each family
are tried, or as many as `SETWRIGHT_VARIANTS` says:

    SETWRIGHT_VARIANTS=10 pytest tests/exporters/test_qti12_agrees.py
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import combinations, islice, permutations
from typing import Any, TypeAlias

import pytest
from qti12_reader import Question
from qti_typing import entries, exactly, fits, margin, typed
from sample_questions import QUESTIONS, item_of
from shipped_questions import FAMILIES, SHIPPED, VARIANTS
from test_qti12 import asked, option_with

from generator.answers import judge, typed_key
from generator.draw import draw
from generator.exporters import qti12
from generator.model import (
    Answer,
    Choice,
    Expression,
    Interval,
    Item,
    Matching,
    Matrix,
    Mistake,
    MultipleChoice,
    NotRendered,
    Number,
    Ordering,
    Part,
    Set,
    TextAnswer,
    TrueFalse,
    Vector,
    Verified,
)

ASKED = [*SHIPPED, *((sample, item_of(sample)) for sample in QUESTIONS)]
each = pytest.mark.parametrize(
    ("question", "item"), ASKED, ids=[f"{q.family}-{q.index}-{q.id[:5]}" for q, _ in ASKED]
)
MALFORMED = (" ", "abc", "--", "?", "−")
HUGE = Fraction(987654321)

Given: TypeAlias = Any
"""An answer as `Question.grade` of the reader takes it; texts for the blanks of one part, in their order."""

Trial: TypeAlias = tuple[Any, Given]
"""A response as `judge` takes it, and as it is given in Canvas."""


@cache
def stored(
    question: Verified, item: Item
) -> tuple[list[tuple[Question, tuple[Part, ...]]], tuple[NotRendered, ...]]:
    """What Canvas gets, with the parts that it asks, and what is told of it."""
    fragment = qti12.render(question, item)
    return asked(question, fragment), fragment.losses


# ─── Responses, twice ────────────────────────────────────────────────────────────────────────────────────


def ours(answer: Answer, texts: list[str]) -> Any:
    """Typed numbers as `judge` takes them."""
    match answer:
        case Number(unit=unit):
            return f"{texts[0]} {unit.text}" if unit and texts[0].strip() else texts[0]
        case Interval(closed=(low, high)):
            return f"{'[' if low else '('}{texts[0]}, {texts[1]}{']' if high else ')'}"
        case TextAnswer():
            return texts[0]
        case _:
            return tuple(texts)


def edges(key: Number) -> Iterator[Fraction]:
    """The last numbers that are right, and wrong ones so near that nobody would type them by chance."""
    value, reach = exactly(key), margin(key)
    hair = max(reach / 500, abs(value) / 10**8)
    for side in (-1, 1):
        edge = value + side * reach
        yield edge if len(typed(edge)) < 20 else edge - side * reach / 10**9  # else no student can type it
        yield value + side * (reach + hair)


def numbers_tried(answer: Answer, mistakes: tuple[Mistake, ...]) -> Iterator[list[str]]:
    keys = entries(answer)
    right = [typed(exactly(key)) for key in keys]
    yield right
    yield right[::-1]
    for mistake in mistakes:
        if fits(mistake, answer):
            yield [typed(exactly(entry)) for entry in entries(mistake.answer)]
    for place, key in enumerate(keys):
        for number in (*edges(key), HUGE, -HUGE):
            yield [*right[:place], typed(number), *right[place + 1 :]]
        if not isinstance(
            answer, Interval
        ):  # with an empty end it is no interval for us, and half of one for Canvas
            yield [*right[:place], "", *right[place + 1 :]]


def texts_tried(answer: TextAnswer, mistakes: tuple[Mistake, ...]) -> Iterator[str]:
    wrong = [text for m in mistakes if isinstance(m.answer, TextAnswer) for text in m.answer.accepted]
    yield from ("nothing of all that", "", *wrong)
    for text in answer.accepted:
        yield from (text, f"  {text} ", text.swapcase(), f"{text}x")


def trials(canvas: Question, part: Part) -> Iterator[Trial]:
    """Responses to a part: right, each mistake, at the edges, empty, and put together of what is offered."""
    options, answer = list(canvas.choices), part.answer
    match answer:
        case TextAnswer():
            for text in texts_tried(answer, part.mistakes):
                yield text, [text]
        case Choice():
            yield from ((str(n), ident) for n, ident in enumerate(options))
        case MultipleChoice():
            for count in range(len(options) + 1):
                for ticked in islice(combinations(range(len(options)), count), 30):
                    yield tuple(map(str, ticked)), [options[n] for n in ticked]
        case TrueFalse(reasons=()):
            yield from (("true", options[0]), ("false", options[1]))
        case TrueFalse(reasons=reasons):
            for n, reason in enumerate(reasons):
                yield ("true" if reason.says else "false", str(n)), options[n]
        case Matching(rights=rights, key=key):
            matches = list(canvas.matches)
            for moved in range(len(rights)):
                others = [(right + moved) % len(rights) for right in key]
                for given in (others, [*key[:-1], others[-1]], [others[0], *key[1:]]):
                    yield (
                        tuple(map(str, given)),
                        dict(zip(canvas.lefts, (matches[n] for n in given), strict=True)),
                    )
        case Ordering(items=items):
            places = {text: ident for ident, text in canvas.matches.items()}
            for order in islice(permutations(range(len(items))), 0, 720, 7):
                given = {left: places[str(order.index(n) + 1)] for n, left in enumerate(canvas.lefts)}
                yield tuple(map(str, order)), given
        case _ if canvas.kind == "multiple_choice_question":
            yield typed_key(answer), canvas.right
            for mistake in part.mistakes:
                yield typed_key(mistake.answer), option_with(canvas, mistake)
        case _:
            for texts in numbers_tried(answer, part.mistakes):
                yield ours(answer, texts), texts


def judged(answer: Answer, response: Any) -> Fraction:
    """The credit of a response; what is malformed earns nothing."""
    try:
        return judge(answer, response)
    except ValueError:
        return Fraction(0)


def graded(canvas: Question, parts: tuple[Part, ...], part: Part, given: Given) -> float:
    """What Canvas gives a part for an answer, if all others in its item are answered rightly."""
    if canvas.kind != "fill_in_multiple_blanks_question":
        return canvas.grade(given[0] if isinstance(given, list) and not canvas.rights else given)
    counts = [1 if isinstance(p.answer, TextAnswer) else len(entries(p.answer)) for p in parts]
    first = sum(counts[: parts.index(part)])
    key = {name: accepted[0] for name, accepted in canvas.blanks.items()}
    answer = key | dict(zip(list(key)[first : first + len(given)], given, strict=True))
    return 1 - (1 - canvas.grade(answer)) * len(key) / len(given)


def may_differ(canvas: Question, answer: Answer, theirs: float, ours: Fraction) -> str:
    """What is told where Canvas gives something else; "" where it must not."""
    if canvas.kind == "multiple_choice_question" and not isinstance(answer, Choice | TrueFalse):
        return (
            "asked as a choice" if theirs == 0 and ours < 1 else ""
        )  # parts of a vector are right, and it is one option
    match answer:
        case Set():
            return "increasing order" if theirs < ours else ""
        case MultipleChoice():
            return "Canvas' rule"
        case Vector(whole=True) | Matrix(whole=True) | Ordering(whole=True):
            return "marked entry by entry" if not isinstance(answer, Ordering) else "marked item by item"
        case TextAnswer(exact_case=exact):
            return "regard to case" if exact and theirs > ours else ""
    return ""


@each
def test_canvas_earns_what_judge_says(question: Verified, item: Item) -> None:
    items, losses = stored(question, item)
    for canvas, parts in items:
        for part in parts if canvas.kind != "essay_question" else ():
            for response, given in trials(canvas, part):
                if response is None:
                    continue  # an option that cannot be typed
                theirs, credit = graded(canvas, parts, part, given), judged(part.answer, response)
                if theirs == pytest.approx(float(credit), abs=1e-9):
                    continue
                told = may_differ(canvas, part.answer, theirs, credit)
                assert told, (part.id, response, given, theirs, credit)
                assert any(told in loss.instead for loss in losses if loss.part == part.id), (told, losses)


def test_right_and_wrong_responses_to_every_kind_are_tried() -> None:
    tried: Counter[tuple[str, bool]] = Counter()
    differing = 0
    for question, item in ASKED:
        for canvas, parts in stored(question, item)[0]:
            for part in parts if canvas.kind != "essay_question" else ():
                for response, given in trials(canvas, part):
                    if response is None or isinstance(part.answer, MultipleChoice):
                        continue
                    credit = judged(part.answer, response)
                    tried[part.answer.kind, credit == 1] += 1
                    differing += abs(graded(canvas, parts, part, given) - credit) > 1e-9
    kinds = set(qti12.ABILITIES) - {"essay", "multiple"}
    assert set(tried) == {(kind, right) for kind in kinds for right in (True, False)}
    assert differing < sum(tried.values()) / 50


@each
def test_what_is_malformed_earns_nothing(question: Verified, item: Item) -> None:
    items, losses = stored(question, item)
    for canvas, parts in items:
        for part in parts:
            if isinstance(part.answer, TextAnswer) or canvas.kind not in (
                "numerical_question",
                "fill_in_multiple_blanks_question",
            ):
                continue
            for text in MALFORMED:
                texts = [text] * len(entries(part.answer))
                assert not judged(part.answer, ours(part.answer, texts))
                if graded(canvas, parts, part, texts):
                    assert canvas.low <= 0 <= canvas.high
                    assert text.strip()
                    assert any("for 0" in loss.reason for loss in losses if loss.part == part.id)


# ─── Expressions by their values ─────────────────────────────────────────────────────────────────────────


def _valued() -> list[tuple[Verified, Item]]:
    found = []
    for first, _ in SHIPPED:
        if first.index or not any(isinstance(part.answer, Expression) for part in first.parts):
            continue
        family = FAMILIES[first.family]
        item = Item(1, first.family, family.title, (), family.level, Fraction(12), VARIANTS)
        drawing = draw(family, "values", "values")
        questions = [drawing(index) for index in range(2 * VARIANTS)]
        if any(part.samples for part in questions[0].parts):
            found += [(question, item) for question in questions]
    return found


VALUED = _valued()


@pytest.mark.parametrize(("question", "item"), VALUED, ids=[f"{q.family}-{q.index}" for q, _ in VALUED])
def test_values_earn_what_judge_says(question: Verified, item: Item) -> None:
    """Each of them its share. A rounded one must be typed with the digits asked for, or with more right ones."""
    for canvas, parts in stored(question, item)[0]:
        for part in parts:
            if not isinstance(part.answer, Expression) or not part.samples:
                continue
            assert canvas.kind == "fill_in_multiple_blanks_question"
            first = (
                0
                if len(parts) == 1
                else sum(len(p.samples) or len(entries(p.answer)) for p in parts[: parts.index(part)])
            )
            names = list(canvas.blanks)
            for sample, name in zip(part.samples, names[first : first + len(part.samples)], strict=True):
                key = {blank: accepted[0] for blank, accepted in canvas.blanks.items()}
                wrong = [m.answer for m in sample.mistakes if isinstance(m.answer, Number)]
                for text in (*rounded(sample.number), *map(rounded_once, wrong), typed(HUGE), "", "abc"):
                    right = canvas.grade(key | {name: text}) == pytest.approx(1)
                    assert right == bool(judged(sample.number, text)), (name, text)
                near = sample.number.tolerance.kind == "significant"
                assert any("rounded value" in loss.instead for loss in stored(question, item)[1]) >= near


def rounded(number: Number) -> list[str]:
    """A value as it may be typed: with all its digits, or with four and more of them."""
    value = exactly(number)
    if number.tolerance.kind == "exact":
        return [typed(value)]
    return [
        f"{float(value):.{digits}g}" for digits in (3, 4, 5, 7, 10) if "e" not in f"{float(value):.{digits}g}"
    ]


def rounded_once(number: Number) -> str:
    return rounded(number)[-1]


def test_values_are_tried() -> None:
    asked_for = [s.number.tolerance.kind for q, _ in VALUED for p in q.parts for s in p.samples]
    assert Counter(asked_for).keys() == {"exact", "significant"}
    assert len(VALUED) == len({replace(q, index=0).id for q, _ in VALUED}) >= 10 * VARIANTS
