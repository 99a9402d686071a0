"""Families and sets are found where they are, and nowhere twice."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from generator.errors import SpecError, UnknownName
from generator.resources import specs_root
from generator.sets.library import Library
from generator.sets.load import file_safe, load_set, set_of
from generator.spec.source import Document, Source


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "problem_specs"
    write(root / "eigen/two.yaml", "title: Two\ntopics: [Eigenvalues, sets]\nlevel: core\n")
    write(root / "chance/bayes.yaml", "title: Bayes\ntopics: [probability]\n")
    write(root / "chance/renamed.yaml", "# own name\nid: chance/own\ntopics: [sets]\nparts:\n  - id: x\n")
    write(root / "sets/week.yaml", "title: Week\nitems:\n  - family: eigen/two\n  - tag: sets\n")
    write(root / ".hidden/no.yaml", "title: no\n")
    write(root / "notes.txt", "no")
    return root


@pytest.fixture
def library(root: Path) -> Library:
    return Library((root.resolve(),), root.parent.resolve())


def test_ids_are_paths_or_what_the_file_says(library: Library) -> None:
    assert library.ids() == ("chance/bayes", "chance/own", "eigen/two")
    family = library.locate("chance/own")
    assert family.path.name == "renamed.yaml"
    assert family.shown_as == "problem_specs/chance/renamed.yaml"


def test_a_path_is_taken_as_it_is(library: Library, tmp_path: Path) -> None:
    assert library.locate("problem_specs/eigen/two.yaml").id == "eigen/two"
    assert library.locate("problem_specs/chance/renamed.yaml").id == "chance/own"
    loose = write(tmp_path / "loose.yaml", "title: Loose\n")
    assert library.locate("loose.yaml").id == "loose"
    assert library.find(str(loose)) == loose.resolve()
    assert library.find_set("loose.yaml") == loose.resolve()


@pytest.mark.parametrize("name", ["eigen/tow", "", "\0", "x" * 5000, "..", "/"])
def test_unknown_names_are_messages(library: Library, name: str) -> None:
    for look in (library.find, library.find_set):
        with pytest.raises(UnknownName) as caught:
            look(name)
        assert len(caught.value.render()) < 300
    if name == "eigen/tow":
        assert caught.value.hint != ""
        with pytest.raises(UnknownName) as caught:
            library.find(name)
        assert caught.value.hint == "Did you mean `eigen/two`?"


def test_sets_are_found_by_name(library: Library) -> None:
    assert library.set_names() == ("week",)
    assert library.find_set("week").name == "week.yaml"
    with pytest.raises(UnknownName) as caught:
        library.find_set("weak")
    assert caught.value.hint == "Did you mean `week`?"


def test_a_tag_stands_for_every_family_with_the_topic(library: Library) -> None:
    assert [family.id for family in library.with_topic("eigenvalues")] == ["eigen/two"]
    problem_set = load_set(library.find_set("week"), "week.yaml")
    assert [[f.id for f in families] for families in library.resolve(problem_set)] == [
        ["eigen/two"],
        ["chance/own", "eigen/two"],
    ]


def test_a_broken_spec_is_listed_and_stops_only_tags(library: Library, root: Path) -> None:
    write(root / "broken.yaml", "title: 'x\n")
    library = Library(library.roots, library.cwd)
    broken = {family.id: header.faults for family, header in library.headers()}
    assert [family for family, faults in broken.items() if faults] == ["broken"]
    assert library.locate("eigen/two").id == "eigen/two"
    with pytest.raises(SpecError, match="quotation mark"):
        library.with_topic("sets")


def test_a_topic_that_no_family_has_is_told_before_the_faults_of_other_files(
    library: Library, root: Path, tmp_path: Path
) -> None:
    write(root / "broken.yaml", "title: 'x\n")
    library = Library(library.roots, library.cwd)
    problem_set = load_set(write(tmp_path / "w.yaml", "title: W\nitems:\n  - tag: sett\n"), "w.yaml")
    with pytest.raises(SpecError) as caught:
        library.resolve(problem_set)
    (fault,) = caught.value.faults
    assert fault.message == "No family has the topic `sett`."
    assert fault.place is not None
    assert (fault.place.file, fault.place.line) == ("w.yaml", 3)
    assert fault.hint.splitlines() == [
        "Did you mean `sets`?",
        "`problem_specs/broken.yaml` cannot be read, and might have it.",
    ]
    assert fault.render().splitlines()[-2:] == [f"    {line}" for line in fault.hint.splitlines()]


@pytest.mark.parametrize("name", ["week.yaml", "sets/weak.yaml", "../missing.yaml"])
def test_a_file_that_is_missing_is_called_a_file(library: Library, name: str) -> None:
    for find in (library.find_set, library.locate):
        with pytest.raises(UnknownName) as caught:
            find(name)
        assert caught.value.message == f"There is no file `{name}`."
    with pytest.raises(UnknownName, match="There is no family `eigen/tow`") as caught:
        library.locate("eigen/tow")
    assert caught.value.hint == "Did you mean `eigen/two`?"


def test_two_files_with_one_id_are_both_named(library: Library, tmp_path: Path) -> None:
    other = tmp_path / "other"
    write(other / "mine.yaml", "id: eigen/two\n")
    both = Library((*library.roots, other.resolve()), library.cwd)
    with pytest.raises(SpecError) as caught:
        both.find("eigen/two")
    message = caught.value.render()
    assert "problem_specs/eigen/two.yaml" in message
    assert "other/mine.yaml" in message
    assert both.find("chance/bayes").name == "bayes.yaml"


def test_equal_copies_are_one_family(library: Library, root: Path, tmp_path: Path) -> None:
    write(tmp_path / "copy/eigen/two.yaml", (root / "eigen/two.yaml").read_text(encoding="utf-8"))
    both = Library((*library.roots, (tmp_path / "copy").resolve()), library.cwd)
    assert both.find("eigen/two") == (root / "eigen/two.yaml").resolve()
    assert len(both.headers()) == 3


def test_one_folder_is_one_root(root: Path) -> None:
    library = Library.open(Path("problem_specs"), root.parent)
    shipped = [specs_root().resolve()] if specs_root().is_dir() else []
    assert list(library.roots) == [root.resolve(), *shipped]
    with pytest.raises(UnknownName):
        Library.open(Path("nowhere"), root.parent)


def test_a_set_says_what_its_author_wrote(tmp_path: Path) -> None:
    text = (
        "title: Week 7\ncourse: LA\ndate: 2026-05-14\nitems:\n"
        "  - family: a/b\n    variants: 3\n    points: 3/2\n    form: choice\n  - tag: x\n"
    )
    read = load_set(write(tmp_path / "Übung 3.yaml", text), "x.yaml")
    assert isinstance(read.title, Source)
    assert (read.name, read.title.text, read.course, read.date) == ("ubung-3", "Week 7", "LA", "2026-05-14")
    assert (read.seed, read.papers, read.instructions) == ("ubung-3", 1, None)
    first, second = read.items
    assert (str(first.family), first.variants, first.points, first.form) == (
        "a/b",
        3,
        Fraction(3, 2),
        "choice",
    )
    assert (second.family, str(second.tag), second.variants, second.points) == (None, "x", 1, Fraction(1))
    assert second.form == "open"


def test_a_seed_is_kept_as_text() -> None:
    text = "title: W\nseed: 007\npapers: 4\nitems: [{family: a}]\n"
    assert set_of(Document("w.yaml", text), "w").seed == "007"


def test_names_are_safe_in_file_names() -> None:
    assert [file_safe(t) for t in ("Week 7", "Übung_3!", "试卷", "../x")] == ["week-7", "ubung-3", "set", "x"]
