"""A build with a roster, and `setwright paper`: what they print and write."""

from __future__ import annotations

import csv
import json
import os
import shutil
from pathlib import Path

import pypdf
import pytest
from cli_commands import setwright, snapshot, unchanged

ROSTER = "Matrikelnr.;Name\r\n007;Zoë Müller\r\ns12;王小明\r\n\r\n"


@pytest.fixture
def roster(folder: Path) -> Path:
    (folder / "students.csv").write_text(ROSTER, encoding="utf-8-sig")
    return folder


def rows(folder: Path) -> list[dict[str, str]]:
    text = (folder / "out/tiny/answers.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def test_a_roster_gives_every_student_a_paper_and_a_row(roster: Path) -> None:
    run = setwright("build", "tiny", "--to", "latex", "--roster", "students.csv")
    assert (run.code, run.err) == (0, "")
    assert "2 variants proved" in run.out
    first, second = rows(roster)
    assert (first["id"], first["name"], second["name"]) == ("007", "Zoë Müller", "王小明")
    manifest = json.loads((roster / "out/tiny/manifest.json").read_text())
    assert [(q["student"], q["index"], q["key"]["a"]) for q in manifest["questions"]] == [
        ("007", 0, first["1"]), ("s12", 0, second["1"]),
    ]  # fmt: skip
    source = (roster / "out/tiny/latex/worksheet.tex").read_text()
    for question in manifest["questions"]:
        assert f"What is ${question['values']['a']} + {question['values']['b']}$" in source


def test_the_key_of_a_paper_is_shown_again_by_its_code(roster: Path) -> None:
    setwright("build", "tiny", "--to", "latex", "--roster", "students.csv")
    for row in rows(roster):
        for typed in (row["code"], row["code"].lower(), f" {row['code'][:9]} {row['code'][9:]}"):
            run = setwright("paper", typed)
            assert (run.code, run.err) == (0, "")
            assert f"paper of {row['id']}, seed tiny" in run.out
            assert run.out.rstrip().endswith(f"✓ {row['1']}")
    asked = setwright("paper", rows(roster)[0]["code"], "--questions")
    assert "What is" in asked.out


def test_a_code_of_another_seed_needs_that_seed(roster: Path) -> None:
    setwright("build", "tiny", "--to", "latex", "--roster", "students.csv", "--seed", "again")
    code = rows(roster)[1]["code"]
    assert setwright("paper", code).code == 1
    run = setwright("paper", code, "--seed", "again")
    assert run.out.rstrip().endswith(f"✓ {rows(roster)[1]['1']}")


def test_a_family_that_has_changed_is_told_and_no_key_shown(roster: Path) -> None:
    setwright("build", "tiny", "--to", "latex", "--roster", "students.csv")
    spec = roster / "problem_specs/sum.yaml"
    spec.write_text(spec.read_text().replace("b: integer(1, 9)", "b: integer(10, 19)"))
    run = setwright("paper", rows(roster)[0]["code"])
    assert (run.code, run.out) == (1, "")
    assert "This is not the paper that was printed" in run.err


def test_a_key_that_has_changed_is_told_though_the_questions_are_the_same(roster: Path) -> None:
    """Prose in other words, on the other hand, is the same paper."""
    setwright("build", "tiny", "--to", "latex", "--roster", "students.csv")
    before = rows(roster)
    spec = roster / "problem_specs/sum.yaml"
    text = spec.read_text()
    spec.write_text(text.replace("What is ${{ a }} + {{ b }}$?", "Find ${{ a }} + {{ b }}$."))
    assert setwright("paper", before[0]["code"]).out.rstrip().endswith(f"✓ {before[0]['1']}")
    changed = text.replace("answer: a + b", "answer: a + b + 1").replace(
        "value - b == a", "value - b == a + 1"
    )
    spec.write_text(changed.replace("{{ a + b }}$", "{{ a + b + 1 }}$"))
    run = setwright("paper", before[0]["code"])
    assert (run.code, run.out) == (1, "")
    assert "or other keys, are drawn for this student now" in run.err
    assert "`answers.csv` of the build has the key of then" in run.err
    setwright("build", "tiny", "--to", "latex", "--roster", "students.csv")
    for old, new in zip(before, rows(roster), strict=True):
        assert int(new["1"]) == int(old["1"]) + 1
        assert new["code"] != old["code"]


@pytest.mark.skipif(shutil.which("pdflatex") is None and not os.environ.get("CI"), reason="needs pdflatex")
def test_pdf_is_what_a_roster_means_if_no_format_is_named(roster: Path) -> None:
    run = setwright("build", "tiny", "--roster", "students.csv")
    assert (run.code, run.err) == (0, "")
    assert sorted(path for path, data in snapshot(roster / "out/tiny").items() if data) == [
        "answers.csv", "answers.xlsx", "manifest.json", "pdf/answer-key.pdf", "pdf/papers.pdf",
        "pdf/papers/1-007.pdf", "pdf/papers/2-s12.pdf", "pdf/solutions.pdf",
    ]  # fmt: skip
    reader = pypdf.PdfReader(roster / "out/tiny/pdf/papers/1-007.pdf")
    assert "Zoë Müller" in reader.pages[0].extract_text()


def test_a_missing_paper_is_told_the_others_are_written_and_the_build_fails(
    roster: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.exporters import pdf
    from generator.exporters.pdf import batch

    printed = batch.Printed((batch.Batch((1,), b"%PDF-"),), (batch.Failure(2, "It is bad."),), ())
    monkeypatch.setattr(pdf.engine, "require_engine", lambda: "")
    monkeypatch.setattr(batch, "printed", lambda *_, **__: printed)
    monkeypatch.setattr(pdf, "_write_paper", lambda *_: None)
    monkeypatch.setattr(pdf, "_write_joined", lambda *_: None)
    run = setwright("build", "tiny", "--roster", "students.csv", "--documents", "worksheet")
    assert run.code == 5
    assert run.err == "A paper is missing; all other files were written.\nIt is bad.\n"
    assert "out/tiny/pdf/papers/1-007.pdf" in run.out
    assert not (roster / "out/tiny/pdf/papers/2-s12.pdf").exists()
    assert (roster / "out/tiny/answers.csv").exists()


def test_very_many_files_are_told_by_the_first_and_the_last(roster: Path) -> None:
    from generator.cli.build import _brief

    files = [(f"out/papers/{n:03}.pdf", "1 kB") for n in range(60)]
    assert _brief([("out/a.csv", ""), *files, ("out/b.csv", "")]) == [
        ("out/a.csv", ""), *files[:2], ("…", ""), files[-1], ("out/b.csv", ""),
    ]  # fmt: skip


def test_a_roster_and_variants_exclude_each_other(roster: Path) -> None:
    with unchanged(roster):
        run = setwright("build", "tiny", "--roster", "students.csv", "--variants", "3")
    assert run.code == 2
    assert "exclude each other" in run.err
