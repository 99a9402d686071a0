"""The shared samples hold something of everything, so that no test that loops over them loops over nothing."""

from __future__ import annotations

from collections import Counter
from typing import get_args
from typing import get_type_hints as hints

from sample_questions import HEADING, ITEMS, QUESTIONS, content_id

from generator.model import OPEN_ANSWERS, Answer, Choice, Number

PARTS = [p for q in QUESTIONS for p in q.parts]
MISTAKES = [(p, m) for p in PARTS for m in p.mistakes]


def test_every_kind_of_answer_is_there() -> None:
    kinds = {get_args(hints(kind)["kind"])[0] for kind in get_args(Answer)}
    assert {p.answer.kind for p in PARTS} == kinds


def test_every_kind_of_open_answer_has_mistakes_and_feedback() -> None:
    assert {type(p.answer) for p, _ in MISTAKES} == set(OPEN_ANSWERS)
    assert all(m.feedback and m.answer.kind == p.answer.kind for p, m in MISTAKES)
    assert any(len(p.mistakes) > 1 for p in PARTS)
    assert any(not p.mistakes for p in PARTS if not isinstance(p.answer, Choice))


def test_every_kind_of_tolerance_is_there() -> None:
    numbers = [p.answer for p in PARTS if isinstance(p.answer, Number)]
    assert {number.tolerance.kind for number in numbers} == {"exact", "absolute", "relative", "significant"}
    assert all(number.tolerance.amount > 0 for number in numbers if number.tolerance.kind != "exact")


def test_choices_have_options_with_and_without_feedback_wrong_and_right() -> None:
    choices = [p.answer for p in PARTS if isinstance(p.answer, Choice)]
    options = {(option.right, bool(option.feedback)) for choice in choices for option in choice.options}
    assert options >= {(True, True), (False, True), (False, False)}
    assert all(sum(option.right for option in choice.options) == 1 for choice in choices)


def test_some_questions_have_several_parts_of_different_kinds_and_points() -> None:
    several = [q.parts for q in QUESTIONS if len(q.parts) > 1]
    assert any(len({p.answer.kind for p in parts}) > 1 for parts in several)
    assert any(len({p.points for p in parts}) > 1 for parts in several)
    assert any(len({p.answer.kind for p in parts}) == 1 for parts in several)


def test_items_and_variants_agree() -> None:
    assert len({q.id for q in QUESTIONS}) == len(QUESTIONS) == sum(item.variants for item in ITEMS)
    variants = Counter(q.family for q in QUESTIONS)
    assert [(item.family, item.variants) for item in ITEMS] == list(variants.items())
    assert max(variants.values()) > 1
    assert all((HEADING.course, HEADING.date, HEADING.instructions, HEADING.build == content_id("build")))
