"""Rosters as spreadsheets and campus systems save them, and what is told of those that are wrong."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import pytest

from generator.errors import SpecError
from generator.model import Student
from generator.roster import LONGEST_CELL, LONGEST_ID, MOST_STUDENTS, decode, read_roster, roster_of
from generator.roster.files import MAX_BYTES
from generator.spec.source import Document

NAMES = (
    "Zoë Müller-Lüdenscheidt", "Siobhán O’Connor", "Nguyễn Thị Minh Khai", "王小明", "山田 太郎", "김철수",
    "محمد بن عبد الله", "דנה כהן", "Владимир Иванов", "Ελένη Παπαδοπούλου", "अनिता शर्मा", "Þórður Ægisson",
    "Łukasz Żółć", "İbrahim Şahin", "García Márquez, José", 'Dwayne "The Rock" Johnson', "Renée; dite R.",
    "100% & Co_#1 {x} ~^\\", "می‌خواهم", "👩‍🎓 Kim", "O", "Wolfeschlegelsteinhausenbergerdorff " * 4,
)  # fmt: skip


def students(text: str | bytes) -> tuple[Student, ...]:
    return roster_of(decode(text.encode() if isinstance(text, str) else text, "r.csv"))


def told(text: str | bytes) -> str:
    with pytest.raises(SpecError) as caught:
        students(text)
    return caught.value.render()


# ─── What is read ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_names_from_all_over_the_world_come_through_as_they_are(
    encoding: str, separator: str, end: str
) -> None:
    """The standard library writes what is read here."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator, lineterminator=end)
    writer.writerow(["id", "Name", "Group"])
    writer.writerows([f"s{n}", name, n % 3] for n, name in enumerate(NAMES))
    found = students(stream.getvalue().encode(encoding))
    assert [student.name for student in found] == [name.strip() for name in NAMES]
    assert [student.id for student in found] == [f"s{n}" for n in range(len(NAMES))]
    assert found[4].fields == (("Group", "1"),)


def test_any_cells_that_the_standard_library_writes_are_read_alike() -> None:
    chance = random.Random(7)
    for _ in range(300):
        separator = chance.choice(",;\t")
        cells = ["".join(chance.choices(' a";,\té–', k=chance.randrange(9))) for _ in range(12)]
        stream = io.StringIO()
        writer = csv.writer(stream, delimiter=separator, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerow(["id", "name"])
        writer.writerows([f"i{n}", cell] for n, cell in enumerate(cells))
        assert [s.name for s in students(stream.getvalue())] == [" ".join(cell.split()) for cell in cells]


@pytest.mark.parametrize(
    ("head", "id", "name", "fields"),
    [
        ("id,name", "1", "2", ""),
        ("ID;NAME", "1", "2", ""),
        ("Name,Id", "2", "1", ""),
        ("Matrikelnummer;Nachname;Vorname;Studiengang", "1", "3 2", "Studiengang"),
        ("Matr.-Nr.;Name;Vorname", "1", "3 2", ""),
        ("Student,ID,SIS User ID,SIS Login ID,Section", "3", "1", "ID SIS Login ID Section"),
        ("First name\tSurname\tID number\tEmail address", "3", "1 2", "Email address"),
        ("Numéro d’étudiant;NOM;Prénom", "1", "3 2", ""),
        ("N° étudiant;Nom complet", "1", "2", ""),
        ("Número de matrícula;Apellidos;Nombre", "1", "3 2", ""),
        ("学号,姓名", "1", "2", ""),
        ("학번,이름", "1", "2", ""),
        ("student_id,full_name,seat", "1", "2", "seat"),
    ],
)
def test_columns_are_known_by_many_words(head: str, id: str, name: str, fields: str) -> None:
    count = len(head.replace(";", ",").replace("\t", ",").split(","))
    separator = next((c for c in ";\t" if c in head), ",")
    (student,) = students(f"{head}\n{separator.join(str(n + 1) for n in range(count))}\n")
    assert (student.id, student.name) == (id, name)
    assert " ".join(field for field, _ in student.fields) == fields


def test_what_excel_does_is_undone() -> None:
    text = 'sep=;\nid;name;group;\n="007";Ann;A;\n\n;;;\n 12 ; Ng  Ann\u00a0Lee ;;\n'
    assert students(text) == (
        Student("007", "Ann", (("group", "A"),)),
        Student("12", "Ng Ann Lee", (("group", ""),)),
    )


def test_a_cell_may_hold_separators_quotes_and_line_ends() -> None:
    assert students('id,name\n1,"Ng, ""Ann""\nLee"\n2,5" pipe\n') == (
        Student("1", 'Ng, "Ann" Lee'),
        Student("2", '5" pipe'),
    )


def test_letters_are_composed_so_that_one_id_is_one_id() -> None:
    assert students("id,name\ne\u0301,E\u0301a\n") == (Student("é", "Éa"),)


def test_a_name_may_be_missing_and_lines_may_be_short() -> None:
    assert students("name,group,id\n,,7\n") == (Student("7", "", (("group", ""),)),)
    assert students("id,name,group\n7\n") == (Student("7", "", (("group", ""),)),)


# ─── What is wrong ───────────────────────────────────────────────────────────────────────────────────────


def test_every_fault_is_told_at_once_at_its_place() -> None:
    text = "id,name\n17,Ann\n,Bo\n17,Cy\n1.23457E+11,Di\n18,Ed,x\n" + "9" * 41 + ",Flo\n1\u200b9,Gus\n"
    assert told(text) == "\n".join([
        "r.csv:3:1: There is no id here.",
        "    ,Bo",
        "    ^",
        "    Every student needs one: it decides their paper.",
        "r.csv:4:1: Line 2 has this id already.",
        "    17,Cy",
        "    ^^",
        "    Every student needs an id of their own.",
        "r.csv:5:1: A spreadsheet has shortened this number, and its last digits are lost.",
        "    1.23457E+11,Di",
        "    ^^^^^^^^^^^",
        "    Format the column as text or as a number without decimals, and save the file again.",
        "r.csv:6:7: This cell is in a column without a name.",
        "    18,Ed,x",
        "          ^",
        "    Name its column in the first line; or put a cell that holds the separator between quotes.",
        f"r.csv:7:1: This id has more than {LONGEST_ID} characters.",
        "    " + "9" * 41 + ",Flo",
        "    " + "^" * 41,
        "    Use a shorter one.",
        "r.csv:8:1: There is an invisible character in this id: U+200B (zero width space).",
        "    1\u200b9,Gus",
        "    ^^^",
        "    Type the id again.",
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "r.csv:1:1: There is nothing in this roster."),
        ("\n;;\n", "r.csv:1:1: There is nothing in this roster."),
        ("id,name\n", "There is no student in this roster"),
        ("nummer des menschen,name\n1,Ann\n", "r.csv:1:1: No column of this roster is one of ids."),
        ("id,nmae\n1,Ann\n", "r.csv:1:1: No column of this roster is one of names."),
        ("id,name,id\n1,Ann,2\n", "r.csv:1:9: There are two columns `id`."),
        ('id,name\n1,"Ann\n2,Bo\n', "r.csv:2:3: This quote is never closed."),
        ('id,name\n1,"Ann" Lee\n', "r.csv:2:9: There is text behind a closing quote."),
        (b"id,name\n1,J\xfcrgen\n", "r.csv:2:4: This file is not UTF-8: there is a byte 0xFC here."),
        (b"PK\x03\x04rest", "r.csv:1:1: This is a workbook"),
        ("id,name\n1,A\x07nn\n", "r.csv:2:4: There is an invisible character here: U+0007."),
        (f"id,name\n1,{'x' * (LONGEST_CELL + 1)}\n", "r.csv:2:3: This cell has more than"),
        (b" " * (MAX_BYTES + 1), "r.csv:1:1: This file is larger than 4 MB."),
    ],
)
def test_what_is_no_roster(text: str | bytes, expected: str) -> None:
    assert expected in told(text)


def test_a_file_that_is_wrong_throughout_is_not_told_line_by_line() -> None:
    message = told("id,name\n" + ",Ann\n" * 300)
    assert message.count("There is no id here") == 50
    assert "(and 250 more faults below)" in message


def test_there_is_a_bound_on_students() -> None:
    lines = "".join(f"{n},\n" for n in range(MOST_STUDENTS))
    assert len(students(f"id,name\n{lines}")) == MOST_STUDENTS
    assert f"r.csv:{MOST_STUDENTS + 2}:1: There are 5,001 students" in told(f"id,name\n{lines}x,\n")


def test_hostile_quotes_take_no_time() -> None:
    assert "never closed" in told('id,name\n1,"' + '""' * 500_000)
    assert "more than" in told("id,name\n" + "1," * 2 + '"' * 100_001)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="cannot be read"):
        read_roster(tmp_path / "none.csv", "none.csv")
    (tmp_path / "some.csv").write_text("id,name\n1,Ann\n", encoding="utf-8")
    assert read_roster(tmp_path / "some.csv", "some.csv") == (Student("1", "Ann"),)


def test_a_document_is_read_like_a_file() -> None:
    assert roster_of(Document("r.csv", "id,name\n1,Ann")) == (Student("1", "Ann"),)
