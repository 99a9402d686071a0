"""A class of thirty, with names that are hard to print: their papers, the key of each by its code, and a bad paper."""

from __future__ import annotations

import csv
import os
import random
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pypdf
import pytest
from cli_commands import START, furnish, setwright, snapshot

sys.path.append(str(Path(__file__).parents[1] / "roster"))
import world

STUDENTS = [(id, " ".join(name.split())) for id, name in world.students()[:30]]

SET = """\
title: A class
items:
  - {family: sum}
  - {family: sum, form: choice, points: 2}
"""

needs_tex = pytest.mark.skipif(
    shutil.which("pdflatex") is None and not os.environ.get("CI"), reason="needs pdflatex"
)


def build(roster: str, *arguments: str) -> tuple[int, str]:
    """Builds the papers of a roster; the exit code, and what was said about what went wrong."""
    run = setwright("build", "class", "--roster", roster, *arguments)
    return run.code, run.err


def save(path: Path, names: list[tuple[str, str]]) -> None:
    """Writes a roster."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "name"), *names])


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder in which the class has its papers as LaTeX, with the table of their answers."""
    home = tmp_path_factory.mktemp("school")
    furnish(home, START)
    (home / "problem_specs/sets/class.yaml").write_text(SET)
    save(home / "students.csv", STUDENTS)
    save(home / "plain.csv", [(id, f"Student {id}") for id, _ in STUDENTS])
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        patch.setattr("generator.sets.library.specs_root", lambda: home / "nothing")
        assert build("students.csv", "--to", "latex") == (0, "")
        yield home


@pytest.fixture(scope="module")
def rows(school: Path) -> list[dict[str, str]]:
    with (school / "out/class/answers.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_all_have_a_row_as_the_roster_has_them(school: Path, rows: list[dict[str, str]]) -> None:
    """In the CSV an apostrophe keeps spreadsheets from calculating; the workbook needs none."""
    assert [(row["id"], row["name"].removeprefix("'")) for row in rows] == STUDENTS
    assert len({row["code"] for row in rows}) == len(STUDENTS)
    sheet = openpyxl.load_workbook(school / "out/class/answers.xlsx").active
    head, *lines = ([cell or "" for cell in line] for line in sheet.iter_rows(values_only=True))
    assert head == list(rows[0])
    assert [tuple(line[:2]) for line in lines] == STUDENTS
    assert [line[2:] for line in lines] == [list(row.values())[2:] for row in rows]


def test_codes_show_the_key_of_the_table_and_what_is_asked_has_that_answer(
    rows: list[dict[str, str]],
) -> None:
    """What is asked is read from the prose, and worked out here."""
    for row in random.Random(3).sample(rows, 3):
        run = setwright("paper", row["code"], "--questions")
        assert (run.code, run.err) == (0, "")
        assert f"paper of {row['id']}, seed class" in run.out
        assert re.findall("✓ (.+)", run.out) == [row["1"], row["2"]]
        first, _second = re.findall(r"What is (\d) \+ (\d)\?", run.out)
        assert int(row["1"]) == sum(map(int, first))


def test_the_table_has_the_right_letter_of_what_is_printed(school: Path, rows: list[dict[str, str]]) -> None:
    """The worksheets are read as LaTeX: the option with the letter is the sum."""
    papers = (school / "out/class/latex/worksheet.tex").read_text().split("% question: 2 ")[1:]
    assert len(papers) == len(rows)
    for row, paper in zip(rows, papers, strict=True):
        a, b = re.findall(r"What is \$(\d) \+ (\d)\$", paper)[0]
        options = dict(re.findall(r"\\option\{(\w)\}\{\$(-?\d+)\$\}", paper))
        assert int(options[row["2"]]) == int(a) + int(b)


@pytest.mark.parametrize(
    ("delimiter", "encoding", "end"),
    [(";", "utf-8-sig", "\r\n"), ("\t", "utf-16", "\r\n"), ("\t", "utf-8", "\n"), (",", "utf-8-sig", "\r")],
)
def test_however_a_spreadsheet_saves_the_roster_the_build_is_the_same(
    school: Path, tmp_path: Path, delimiter: str, encoding: str, end: str
) -> None:
    roster = tmp_path / "roster.txt"
    with roster.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter, lineterminator=end).writerows([("id", "name"), *STUDENTS])
    run = setwright("build", "class", "--to", "latex", "--roster", str(roster), "-o", str(tmp_path / "out"))
    assert (run.code, run.err) == (0, "")
    assert snapshot(tmp_path / "out") == snapshot(school / "out/class")


# ─── A bad paper ─────────────────────────────────────────────────────────────────────────────────────────

BAD = r"""
<% extends "setwright/worksheet.tex" %>
<% block body scoped %>
<< super() >>
<% if paper.student.id == "w004" and question.number == 1 %>\nosuchcommand<% endif %>
<% if paper.student.id == "w017" and question.number == 2 %>{\bfseries<% endif %>
<% endblock %>
"""
"""A layout template by which TeX stops at one paper; another one would make all behind it bold, in silence."""


@needs_tex
def test_a_bad_paper_costs_no_other_and_is_told(school: Path) -> None:
    (school / "ours").mkdir()
    (school / "ours/worksheet.tex").write_text(BAD)
    code, told = build("plain.csv", "--documents", "worksheet", "--template", "ours", "-o", "out/bad")
    assert code == 5
    first, *messages = told.splitlines()
    assert first == "2 papers are missing; all other files were written."
    assert "The worksheet for w004 does not compile, because of question 1 (sum, variant 4)" in messages[0]
    assert "Undefined control sequence" in messages[0]
    assert any(
        "The worksheet for w017 does not compile, because of question 2 (sum, variant 17)" in message
        for message in messages
    )
    good = [id for id, _ in STUDENTS if id not in ("w004", "w017")]
    papers = sorted((school / "out/bad/pdf/papers").iterdir())
    assert [path.stem[3:] for path in papers] == good
    pages = [pypdf.PdfReader(path).pages for path in papers]
    assert len(pypdf.PdfReader(school / "out/bad/pdf/papers.pdf").pages) == sum(map(len, pages))
    with (school / "out/bad/answers.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == [id for id, _ in STUDENTS]
    # Nobody else's paper is another one than without the bad ones.
    assert build("plain.csv", "--documents", "worksheet", "-o", "out/good") == (0, "")
    for path, those in zip(papers, pages, strict=True):
        as_ever = pypdf.PdfReader(school / "out/good/pdf/papers" / path.name).pages
        assert [page.extract_text() for page in those] == [page.extract_text() for page in as_ever]
