"""A paper for each student: what it depends on, the table of all answers, and its code."""

from __future__ import annotations

import csv
import io
import shlex
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest

from generator.draw import draw
from generator.errors import Fault, SpecError
from generator.exporters.base import OutputFile
from generator.model import Student
from generator.paper import code, seal, seed_of, stamp
from generator.pipeline import assemble, paper_of, produce
from generator.plan import Plan, load_family, prepare
from generator.provenance import Record
from generator.sets.library import Library
from generator.sets.load import load_set

FAMILY = """\
title: A sum
topics: [addition]
level: intro
parameters:
  a: integer(1, 9)
  b: integer(1, 9)
question: What is ${{ a }} + {{ b }}$?
parts:
  - id: total
    prompt: The sum.
    kind: number
    answer: a + b
    certificate: value - b == a
  - id: less
    prompt: One less than it.
    kind: number
    answer: total - 1
    certificate: value + 1 - b == a
solution: It is ${{ a + b }}$.
"""
COIN = """\
title: A coin
topics: [addition]
level: intro
parameters:
  a: integer(1, 2)
question: What is ${{ a }} + 1$?
parts:
  - kind: number
    answer: a + 1
    certificate: value - 1 == a
solution: It is ${{ a + 1 }}$.
"""
SET = "title: Sums\nitems:\n  - {family: sum}\n  - {family: coin, points: 2}\n  - {family: sum}\n"

STUDENTS = (
    Student("007", "Zoë Müller", (("Group", "A"),)),
    Student("s1", "=1+1", (("Group", "@home"),)),
    Student("s2", "王小明, Ng", (("Group", "-1"),)),
    Student("s3", 'Dwayne "The Rock"', (("Group", ""),)),
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    specs = tmp_path / "specs"
    (specs / "sets").mkdir(parents=True)
    (specs / "sum.yaml").write_text(FAMILY)
    (specs / "coin.yaml").write_text(COIN)
    (specs / "sets" / "sums.yaml").write_text(SET)
    return Library((specs,), tmp_path)


def planned(library: Library, students: tuple[Student, ...] = STUDENTS, **options: str) -> Plan:
    path = library.find_set("sums")
    return prepare(load_set(path, "sums.yaml"), library, students=students, **options)


def made(plan: Plan, folder: Path, workers: int = 1) -> tuple[list[Record], dict[str, bytes]]:
    folder.mkdir()
    drawn = produce(plan, (), folder, workers)
    return list(drawn.records), {file.path: content(file) for file in assemble(plan, drawn, ())}


def content(file: OutputFile) -> bytes:
    stream = io.BytesIO()
    file.write(stream)
    return stream.getvalue()


def by_student(records: list[Record]) -> dict[str, list[tuple[object, ...]]]:
    found: dict[str, list[tuple[object, ...]]] = {}
    for record in records:
        found.setdefault(record.student, []).append((record.item, record.id, record.values, record.keys))
    return found


# ─── What a paper depends on ─────────────────────────────────────────────────────────────────────────────


def test_a_paper_depends_on_set_seed_and_student_alone(library: Library, tmp_path: Path) -> None:
    whole = by_student(made(planned(library), tmp_path / "a")[0])
    assert list(whole) == [student.id for student in STUDENTS]
    for students in (STUDENTS[::-1], STUDENTS[2:3], (*STUDENTS[1:], Student("new", ""))):
        folder = tmp_path / "".join(student.id for student in students)
        for id, paper in by_student(made(planned(library, students), folder, 2)[0]).items():
            if id in whole:
                assert paper == whole[id]
    other = by_student(made(planned(library, seed="other"), tmp_path / "other")[0])
    assert all(other[id] != whole[id] for id in whole)


def test_a_students_questions_are_those_of_show_with_the_students_seed(
    library: Library, tmp_path: Path
) -> None:
    """The second question of a family on a paper is the student's second variant."""
    records, _ = made(planned(library), tmp_path / "a")
    family = load_family(library.locate("sum"))
    for student in STUDENTS:
        drawing = draw(family, f"sums\x1f{student.id}")
        mine = [record for record in records if record.student == student.id and record.family == "sum"]
        assert [record.id for record in mine] == [drawing(0).id, drawing(1).id]
        assert [record.index for record in mine] == [0, 1]


def test_students_may_get_equal_questions_but_none_twice(library: Library, tmp_path: Path) -> None:
    students = tuple(Student(f"s{n}", "") for n in range(40))
    records, _ = made(planned(library, students), tmp_path / "a")
    coins = [record.id for record in records if record.family == "coin"]
    assert len(coins) == 40
    assert len(set(coins)) == 2
    for paper in by_student(records).values():
        assert len({id for _, id, *_ in paper}) == 3


def test_a_proof_that_fails_tells_a_seed_that_a_shell_takes(library: Library, tmp_path: Path) -> None:
    drawing = draw(load_family(library.locate("sum")), "1")
    drawing.begin(seed_of("a'b", "x\\y"))
    error = drawing._error(0, Fault("wrong"), {})
    assert "(seed a'b\\x1fx\\y, variant 1)" in error.message
    command = error.hint.partition(": ")[2]
    echoed = subprocess.run(
        ["bash", "-c", f"printf %s {command.split('--seed ')[1].split(' --variant')[0]}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert echoed.stdout == "a'b\x1fx\\y"


def test_an_id_that_no_code_holds_is_told_before_anything_is_drawn(library: Library) -> None:
    with pytest.raises(SpecError, match="too long for the code"):
        planned(library, (Student("王" * 35, ""),))


# ─── The table of answers ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def tables(library: Library, tmp_path: Path) -> dict[str, bytes]:
    return made(planned(library), tmp_path / "tables")[1]


def sheet(data: bytes) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "inlineStr"}
    return rows


def test_the_table_has_a_row_a_student_with_right_keys(tables: dict[str, bytes], library: Library) -> None:
    head, *rows = csv.reader(io.StringIO(tables["answers.csv"].decode("utf-8-sig")))
    assert head == ["id", "name", "Group", "code", "1 total", "1 less", "2", "3 total", "3 less"]
    assert [row[0] for row in rows] == [student.id for student in STUDENTS]
    for row, student in zip(rows, STUDENTS, strict=True):
        first, coin, third = paper_of(planned(library, (student,)))
        values = [dict(question.values) for question in (first, coin, third)]
        sums = [int(v["a"]) + int(v.get("b", 1)) for v in values]
        assert row[4:] == [str(n) for n in (sums[0], sums[0] - 1, sums[1], sums[2], sums[2] - 1)]


def test_csv_and_workbook_say_the_same(tables: dict[str, bytes]) -> None:
    rows = list(csv.reader(io.StringIO(tables["answers.csv"].decode("utf-8-sig"))))
    for texts, cells in zip(rows, sheet(tables["answers.xlsx"]), strict=True):
        assert [text.removeprefix("'") for text in texts] == [cell or "" for cell in cells]


def test_nothing_of_the_roster_is_a_formula(tables: dict[str, bytes]) -> None:
    _, _, formula, minus, _ = csv.reader(io.StringIO(tables["answers.csv"].decode("utf-8-sig")))
    assert (formula[1], formula[2], minus[2]) == ("'=1+1", "'@home", "'-1")
    rows = sheet(tables["answers.xlsx"])
    assert (rows[1][0], rows[2][1], rows[3][1]) == ("007", "=1+1", "王小明, Ng")


def test_tables_are_the_same_bytes_whenever_they_are_made(
    library: Library, tmp_path: Path, tables: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert made(planned(library), tmp_path / "again")[1] == tables
    archive = zipfile.ZipFile(io.BytesIO(tables["answers.xlsx"]))
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert archive.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2


def test_codes_of_the_table_stand_for_the_papers(tables: dict[str, bytes], library: Library) -> None:
    rows = list(csv.DictReader(io.StringIO(tables["answers.csv"].decode("utf-8-sig"))))
    for row, student in zip(rows, STUDENTS, strict=True):
        seals = [seal(question) for question in paper_of(planned(library, (student,)))]
        assert row["code"] == code("sums", seals, student.id).text()
    assert len({row["code"] for row in rows}) == len(rows)


def test_a_stamp_tells_papers_apart() -> None:
    assert stamp(["q1", "q2"]) == stamp(iter(["q1", "q2"]))
    assert len({stamp(ids) for ids in (["q1", "q2"], ["q2", "q1"], ["q1"], ["q1", "q2", "q3"], [])}) == 5


def test_shells_are_quoted_as_ever(library: Library) -> None:
    drawing = draw(load_family(library.locate("sum")), "a b")
    assert shlex.quote("a b") in drawing._error(0, Fault("wrong"), {}).hint
