"""A build of bubble sheets, and `setwright paper` for papers without a student: what they print and write."""

from __future__ import annotations

import json
from pathlib import Path

import pypdf
import pytest
from cli_commands import setwright, snapshot

QUIZ = """\
title: A quiz
papers: 3
items:
  - {family: sum, form: choice, variants: 2}
  - {family: sum, form: choice, variants: 3}
"""
BUILD = ("build", "quiz", "--to", "latex", "--documents", "bubble-sheet")


@pytest.fixture
def quiz(folder: Path) -> Path:
    (folder / "problem_specs/sets/quiz.yaml").write_text(QUIZ)
    return folder


def codes(folder: Path) -> list[str]:
    """The codes of all papers, as they are printed."""
    pages = pypdf.PdfReader(folder / "out/quiz/latex/bubble-sheet.pdf").pages
    return [line for page in pages for line in page.extract_text().splitlines() if line.startswith("SW1:")]


def keys(folder: Path, item: int) -> list[str]:
    manifest = json.loads((folder / "out/quiz/manifest.json").read_text())
    return [question["key"]["a"] for question in manifest["questions"] if question["item"] == item]


def test_the_key_of_every_paper_is_shown_by_the_code_on_its_sheet(quiz: Path) -> None:
    """Paper 3 begins again with the first variant of the first item."""
    run = setwright(*BUILD)
    assert (run.code, run.err) == (0, "")
    first, second = keys(quiz, 1), keys(quiz, 2)
    wanted = list(zip([*first, first[0]], second, strict=True))
    for number, (code, (one, other)) in enumerate(zip(codes(quiz), wanted, strict=True), start=1):
        run = setwright("paper", code)
        assert (run.code, run.err) == (0, "")
        assert f"paper {number} of 3, seed quiz" in run.out
        assert [line.strip() for line in run.out.splitlines() if "✓" in line] == [f"✓ {one}", f"✓ {other}"]


def test_a_paper_of_other_variants_needs_them(quiz: Path) -> None:
    setwright(*BUILD, "--variants", "3")
    code = codes(quiz)[2]
    run = setwright("paper", code)
    assert run.code == 1
    assert "`--variants`" in run.err
    assert setwright("paper", code, "--variants", "3").code == 0


def test_a_paper_that_the_set_does_not_have(quiz: Path) -> None:
    setwright(*BUILD)
    code = codes(quiz)[2]
    path = quiz / "problem_specs/sets/quiz.yaml"
    path.write_text(QUIZ.replace("papers: 3", "papers: 2"))
    run = setwright("paper", code)
    assert (run.code, run.out) == (2, "")
    assert "no paper 3" in run.err


def test_sheets_with_nothing_on_them_are_refused_before_anything_is_drawn(folder: Path) -> None:
    before = snapshot(folder)
    run = setwright("build", "tiny", "--to", "latex", "--documents", "worksheet,bubble-sheet")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(
        "A bubble sheet of this set would be empty: no question is answered by choosing."
    )
    assert "Ask one in the form `choice`" in run.err
    assert snapshot(folder) == before


def test_an_id_cannot_look_like_the_number_of_a_paper(quiz: Path) -> None:
    (quiz / "students.csv").write_text("id,name\n/2,Ann\n")
    run = setwright(*BUILD, "--roster", "students.csv")
    assert run.code == 2
    assert "students.csv:2:1" in run.err
    assert "An id does not begin with `/`." in run.err


def test_with_a_roster_every_student_has_a_sheet(quiz: Path) -> None:
    (quiz / "students.csv").write_text("id,name\ns1,Ann\ns2,Zoë\n")
    run = setwright(*BUILD, "--roster", "students.csv")
    assert (run.code, run.err) == (0, "")
    sheets = sorted(path.name for path in (quiz / "out/quiz/latex/bubble-sheets").iterdir())
    assert sheets == ["1-s1.pdf", "2-s2.pdf"]
    assert len(pypdf.PdfReader(quiz / "out/quiz/latex/bubble-sheets.pdf").pages) == 2
