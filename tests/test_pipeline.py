"""A problem set goes in, questions come out: once each, and a build whose name tells what is in it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from generator.errors import SetwrightError
from generator.model import Heading, Item, Paragraph, Text
from generator.pipeline import Drawn, assemble, produce
from generator.plan import Job, Plan, prepare
from generator.sets.library import Library
from generator.sets.load import load_set

FAMILY = "calculus/power-rule"
ITEM = Item(1, FAMILY, "Powers", ("calculus",), "core", Fraction(1), 3)
HEADING = Heading("week-1", "Week 1", "Calculus", "Monday", (), (ITEM,), "s", 1, "")


def plan(heading: Heading = HEADING) -> Plan:
    file = Library.open(None, Path.cwd()).locate(FAMILY)
    ordinals = [sum(item.variants for item in heading.items[:k]) for k in range(len(heading.items))]
    jobs = [
        Job(item, file, "open", "en", heading.seed, ordinal, ordinal)
        for item, ordinal in zip(heading.items, ordinals, strict=True)
    ]
    return Plan(heading, tuple(jobs))


def made(wanted: Plan, folder: Path, formats: tuple[str, ...] = ()) -> Drawn:
    folder.mkdir()
    return produce(wanted, formats, folder)


def test_two_questions_with_one_identifier_are_an_error(tmp_path: Path) -> None:
    wanted = plan(replace(HEADING, items=(ITEM, replace(ITEM, number=2))))
    assert made(wanted, tmp_path / "apart").proved == 6
    again = replace(wanted, jobs=(wanted.jobs[0], replace(wanted.jobs[1], first=2)))
    with pytest.raises(SetwrightError, match="the second is variant 3 of calculus/power-rule"):
        made(again, tmp_path / "overlapping")


@pytest.mark.parametrize(
    "change",
    [
        {"name": "week-2"},
        {"title": "Week 2"},
        {"course": "Algebra"},
        {"date": "Tuesday"},
        {"instructions": (Paragraph((Text("Think."),)),)},
        {"items": (replace(ITEM, points=Fraction(2)),)},
        {"items": (replace(ITEM, variants=2),)},
        {"seed": "t"},
        {"papers": 2},
    ],
    ids=str,
)
def test_the_build_is_named_by_all_that_the_set_says(change: dict[str, Any], tmp_path: Path) -> None:
    first = made(plan(), tmp_path / "first")
    assert made(plan(), tmp_path / "again").build == first.build
    assert made(plan(replace(HEADING, **change)), tmp_path / "changed").build != first.build


def prepared(folder: Path, text: str, **given: Any) -> Plan:
    path = folder / "week.yaml"
    path.write_text(text, encoding="utf-8")
    return prepare(load_set(path, path.name), Library.open(None, Path.cwd()), **given)


def test_more_files_of_the_same_questions_are_the_same_build(tmp_path: Path) -> None:
    first = made(plan(), tmp_path / "first")
    assert made(plan(replace(HEADING, per_file=1)), tmp_path / "split").build == first.build
    text = f"title: Week\nitems:\n  - family: {FAMILY}\n"
    assert prepared(tmp_path, text).heading.per_file == 1000
    assert prepared(tmp_path, text, per_file=7).heading.per_file == 7


SAID = """
title: Week
expressions: {expressions}
essays: {essays}
items:
  - family: calculus/power-rule
  - family: calculus/power-rule
    form: choice
  - {{family: calculus/power-rule, expressions: values, essays: apart}}
  - {{family: calculus/power-rule, expressions: choice, essays: together}}
  - family: matrices/product
"""


@pytest.mark.parametrize(
    ("expressions", "forms"),
    [
        ("choice", ["open", "choice", "values", "open", "open"]),
        ("values", ["values", "choice", "values", "open", "open"]),
    ],
)
def test_an_item_asks_for_expressions_as_it_says_or_else_as_the_set_does(
    expressions: str, forms: list[str], tmp_path: Path
) -> None:
    """A choice has no expression any more, and what has none is the same question either way."""
    found = prepared(tmp_path, SAID.format(expressions=expressions, essays="together"))
    assert [job.form for job in found.jobs] == forms


@pytest.mark.parametrize(
    ("essays", "apart"),
    [("together", [False, False, True, False, False]), ("apart", [True, True, True, False, True])],
)
def test_an_item_has_essays_apart_as_it_says_or_else_as_the_set_does(
    essays: str, apart: list[bool], tmp_path: Path
) -> None:
    found = prepared(tmp_path, SAID.format(expressions="choice", essays=essays))
    assert [item.apart for item in found.heading.items] == apart
    assert [job.item for job in found.jobs] == list(found.heading.items)


def test_values_and_choices_of_a_variant_are_two_questions_with_the_same_numbers(tmp_path: Path) -> None:
    text = f"title: Week\nitems:\n  - {{family: {FAMILY}, variants: 2}}\n"
    choices, values = (
        list(made(prepared(tmp_path, text + more), tmp_path / name).records)
        for name, more in (("choices", ""), ("values", "expressions: values\n"))
    )
    assert [(r.values, r.keys) for r in choices] == [(r.values, r.keys) for r in values]
    assert {r.id for r in choices}.isdisjoint(r.id for r in values)


def test_every_format_has_the_questions_in_order_and_to_itself(tmp_path: Path) -> None:
    formats = ("moodle", "qti21")
    wanted = plan()
    drawn = made(wanted, tmp_path / "spools", formats)
    ids = [record.id for record in drawn.records]
    assert len(set(ids)) == 3
    for name in formats:
        assert [(f.id, f.ordinal) for f in drawn.fragments[name]] == [(id, k) for k, id in enumerate(ids)]
    assert [file.path for file in assemble(wanted, drawn, ("qti21",))] == ["qti21/week-1.zip"]
