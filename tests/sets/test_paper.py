"""The section `paper` of a set, the files that a set brings along, and what a build makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import SpecError
from generator.model import Layout, Paragraph, Template, Text
from generator.pipeline import produce
from generator.plan import Plan, prepare
from generator.sets.library import Library
from generator.sets.load import load_set
from generator.sets.paper import MAX_LOGO, ordered

ITEMS = "items: [{family: matrices/product}]\n"
PICTURES = {
    "png": b"\x89PNG\r\n\x1a\n....",
    "jpg": b"\xff\xd8\xff\xe0....",
    "pdf": b"%PDF-1.7....",
}


def written(folder: Path, paper: str, **files: bytes) -> Path:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    path = folder / "week.yaml"
    path.write_text(f"title: W\npaper:\n{paper}{ITEMS}", encoding="utf-8")
    return path


def plan_of(path: Path, **given) -> Plan:
    return prepare(load_set(path, path.name), Library.open(None, path.parent), **given)


def test_a_set_that_says_nothing_is_printed_as_ever(tmp_path: Path) -> None:
    path = tmp_path / "week.yaml"
    path.write_text(f"title: W\n{ITEMS}", encoding="utf-8")
    assert plan_of(path).heading.layout == Layout()


def test_everything_that_a_set_says_is_in_the_layout(tmp_path: Path) -> None:
    said = (
        "  size: letter\n  columns: 2\n  large: true\n  colour: '#0065bd'\n  logo: our.logo\n"
        "  rules: {en: Silence., de: Ruhe.}\n  documents: [grading, exam, exam]\n"
    )
    path = written(tmp_path, said, **{"our.logo": PICTURES["png"]})
    layout = plan_of(path, language="en").heading.layout
    assert layout == Layout(
        size="letter",
        columns=2,
        large=True,
        colour="0065BD",
        logo=PICTURES["png"],
        logo_name="our.png",
        rules=(Paragraph((Text("Silence."),)),),
        documents=("exam", "grading"),
    )
    assert plan_of(path, documents=("worksheet",)).heading.layout.documents == ("worksheet",)


def test_one_document_needs_no_list(tmp_path: Path) -> None:
    assert plan_of(written(tmp_path, "  documents: exam\n")).heading.layout.documents == ("exam",)
    assert ordered(("solutions", "worksheet", "solutions")) == ("worksheet", "solutions")


@pytest.mark.parametrize("kind", PICTURES)
def test_the_kind_of_a_logo_is_that_of_its_content(tmp_path: Path, kind: str) -> None:
    path = written(tmp_path, "  logo: crest\n", crest=PICTURES[kind])
    assert load_set(path, "w").logo == (PICTURES[kind], f"crest.{kind}")


def test_a_logo_elsewhere_is_not_read_even_through_a_link(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "secret.png").write_bytes(PICTURES["png"])
    (inner / "link.png").symlink_to(tmp_path / "secret.png")
    for name in ("../secret.png", str(tmp_path / "secret.png"), "link.png"):
        with pytest.raises(SpecError, match="in the folder of its set"):
            load_set(written(inner, f"  logo: {name}\n"), "w")


def test_a_logo_has_a_bound(tmp_path: Path) -> None:
    huge = PICTURES["png"] + bytes(MAX_LOGO)
    with pytest.raises(SpecError, match="larger than 1 MB"):
        load_set(written(tmp_path, "  logo: l.png\n", **{"l.png": huge}), "w")


def test_rules_have_no_holes_and_faults_of_templates_are_told_with_those_of_the_set(tmp_path: Path) -> None:
    path = written(tmp_path, '  rules: "{{ a }} minutes"\n')
    with pytest.raises(SpecError) as caught:
        plan_of(path, templates=(Template("exam.tex", "mine/exam.tex", "<< titel >>"),))
    assert sorted(fault.place.file for fault in caught.value.faults) == ["mine/exam.tex", "week.yaml"]


def test_a_build_that_looks_otherwise_is_the_same_build(tmp_path: Path) -> None:
    plain, exam = tmp_path / "a", tmp_path / "b"
    builds = set()
    for folder, said in ((plain, "  size: a4\n"), (exam, "  size: letter\n  rules: Silence.\n")):
        folder.mkdir()
        builds.add(produce(plan_of(written(folder, said)), ("latex",), folder).build)
    assert len(builds) == 1
