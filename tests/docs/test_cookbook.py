"""The cookbook keeps its promise: every pattern is listed, proved, and free of warnings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.examine import Examination, examine
from generator.sets.library import FamilyFile

PAGE = (Path(__file__).parents[2] / "docs" / "cookbook.md").read_text(encoding="utf-8")
CONTENTS, *SECTIONS = re.split(r"^## ", PAGE, flags=re.MULTILINE)
PATTERNS = [tuple(section.split("\n", 1)) for section in SECTIONS]
VARIANTS = 60

_SPEC = re.compile(r"^```yaml spec\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_every_pattern_is_in_the_table_of_contents() -> None:
    listed = re.findall(r"^- \[(.*?)\]\(#(.*?)\)$", CONTENTS, re.MULTILINE)
    assert listed == [(heading, _anchor(heading)) for heading, _ in PATTERNS]


def test_there_are_at_least_thirty_patterns_and_no_two_are_alike() -> None:
    specs = [spec for _, text in PATTERNS for spec in _SPEC.findall(text)]
    titles = [re.findall(r"^title: (.*)$", spec, re.MULTILINE) for spec in specs]
    assert len({*map(str, titles)}) == len(PATTERNS) >= 30


@pytest.mark.parametrize(("heading", "text"), PATTERNS, ids=[heading for heading, _ in PATTERNS])
def test_a_pattern_is_proved_without_warnings(heading: str, text: str, tmp_path: Path) -> None:
    prose = text.partition("```")[0].strip()
    assert len(re.findall(r"[.?!:](?=\s|$)", prose)) >= 2, "why, and how"
    (spec,) = _SPEC.findall(text)
    path = tmp_path / "pattern.yaml"
    path.write_text(spec, encoding="utf-8")
    report = examine(Examination(FamilyFile("pattern", path, path.name), VARIANTS), lambda _: None)
    assert report.error is None, report.error.render()
    assert report.proved == VARIANTS, f"only {report.proved} variants exist"
    assert report.warnings == ()
