"""A problem set goes in, questions come out: once each, and a build whose name tells what is in it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from generator.errors import SetwrightError
from generator.model import Heading, Item, Paragraph, Text
from generator.pipeline import Drawn, Job, Plan, assemble, produce
from generator.sets.library import Library

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


def test_every_format_has_the_questions_in_order_and_to_itself(tmp_path: Path) -> None:
    formats = ("moodle", "qti21")
    wanted = plan()
    drawn = made(wanted, tmp_path / "spools", formats)
    ids = [record.id for record in drawn.records]
    assert len(set(ids)) == 3
    for name in formats:
        assert [(f.id, f.ordinal) for f in drawn.fragments[name]] == [(id, k) for k, id in enumerate(ids)]
    assert [file.path for file in assemble(wanted, drawn, ("qti21",))] == ["qti21/week-1.zip"]
