"""The set `tour` leaves out nothing that a question can be: what it shows is counted in its drawn questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.answers import ANSWERS
from generator.draw import draw
from generator.figures import FIGURES
from generator.model import (
    Choice,
    Essay,
    Expression,
    Figure,
    Matching,
    Math,
    Matrix,
    Number,
    Part,
    Question,
    Set,
    TrueFalse,
    Vector,
)
from generator.plan import load_family
from generator.resources import specs_root
from generator.sets.library import Library
from generator.sets.load import load_set
from generator.sets.schema import SetItem

FEWEST = 3
"""Variants of each item: enough for a quiz to draw from, and to see that they differ."""


@pytest.fixture(scope="module")
def tour() -> list[tuple[SetItem, str, Question]]:
    """Every item of the set: what the set says of it, the text of its family's spec, its first variant."""
    library = Library((specs_root(),), Path.cwd())
    path = library.find_set("tour")
    items = load_set(path, path.name).items
    files = [library.locate(item.family.text) for item in items if item.family]
    return [
        (item, file.path.read_text(encoding="utf-8"), draw(load_family(file), "tour", item.form)(0))
        for item, file in zip(items, files, strict=True)
    ]


def parts(tour: list[tuple[SetItem, str, Question]]) -> Iterator[Part]:
    for _, _, question in tour:
        yield from question.parts


def test_every_kind_of_answer_is_there(tour: list[tuple[SetItem, str, Question]]) -> None:
    assert {part.answer.kind for part in parts(tour)} == {*ANSWERS}


def test_every_kind_but_essays_is_once_alone(tour: list[tuple[SetItem, str, Question]]) -> None:
    """Formats have question types for one part that they do not use for several."""
    assert {q.parts[0].answer.kind for _, _, q in tour if len(q.parts) == 1} == {*ANSWERS} - {"essay"}


def test_every_item_has_several_variants(tour: list[tuple[SetItem, str, Question]]) -> None:
    assert all(item.variants >= FEWEST for item, _, _ in tour)


def test_every_way_to_grade_is_there(tour: list[tuple[SetItem, str, Question]]) -> None:
    answers = [part.answer for part in parts(tour)]
    assert {a.form for a in answers if isinstance(a, Expression)} == {
        "",
        "expanded",
        "factored",
        "rationalised",
    }
    assert {a.up_to for a in answers if isinstance(a, Vector | Matrix)} == {
        "",
        "scale",
        "positive scale",
        "sign",
    }
    assert any(a.unit for a in answers if isinstance(a, Number))
    assert {a.tolerance.kind for a in answers if isinstance(a, Number)} >= {"exact", "absolute"}
    assert any(
        isinstance(e, Expression) for a in answers if isinstance(a, Matrix) for row in a.rows for e in row
    )
    assert {bool(a.reasons) for a in answers if isinstance(a, TrueFalse)} == {True, False}
    assert {form for item, _, _ in tour for form in [item.form]} == {"open", "choice"}


def test_every_kind_of_matching_is_there(tour: list[tuple[SetItem, str, Question]]) -> None:
    """With words, with formulas, and with only two things to choose from."""
    rights = [part.answer.rights for part in parts(tour) if isinstance(part.answer, Matching)]
    formulas = [any(isinstance(node, Math) for line in lines for node in line) for lines in rights]
    assert {*formulas} == {True, False}
    assert 2 in map(len, rights)
    assert any(len(lines) > 2 for lines, formula in zip(rights, formulas, strict=True) if not formula)


def test_every_mixture_of_parts_is_there(tour: list[tuple[SetItem, str, Question]]) -> None:
    questions = [question for _, _, question in tour]
    kinds = [[part.answer.kind for part in question.parts] for question in questions]
    assert ["number", "number", "choice"] in kinds  # a statistic, a p-value and a decision
    assert any("essay" in mixed and len(mixed) > 1 for mixed in kinds)
    assert any(len(part.follows) > 1 for question in questions for part in question.parts)
    assert any(
        isinstance(part.answer, Set) for question in questions for part in question.parts if part.follows
    )
    assert any(
        isinstance(part.answer, Choice)
        and any(isinstance(n, Figure) for o in part.answer.options for n in o.content)
        for question in questions
        for part in question.parts
    )
    (essay,) = [part.answer for part in parts(tour) if isinstance(part.answer, Essay)]
    assert len(essay.rubric) > 1


def test_every_kind_of_figure_is_there(tour: list[tuple[SetItem, str, Question]]) -> None:
    called = {name for _, text, _ in tour for name in re.findall(r"\{\{ (\w+)\(", text)}
    assert {*FIGURES} <= called
