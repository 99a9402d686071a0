"""The answers of all students in one table: `answers.csv` and `answers.xlsx`, a row a student.

    id,name,Group,code,1,2 a,2 b
    s123,Ann Lee,B,SW1:DEMO:3FA9C1:S123:1/1:1ED8,14,"(1, 2)",x^2

Behind id, name and the other columns of the roster stands the code of the paper, for `setwright paper`, then the key of
each part, headed by the number of the question and, if it has several, the id of the part. Keys are text of the
expression language, and what is offered goes by letters, as in the manifest.

In the CSV, what comes from the roster and would be a formula to a spreadsheet gets an apostrophe before it. The same
answers give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from generator.exporters.base import OutputFile
from generator.model import Heading, Student
from generator.paper import code
from generator.spreadsheets import plain, write_csv, write_workbook

if TYPE_CHECKING:
    from generator.engine.spool import Spool
    from generator.provenance import Record

Line: TypeAlias = Sequence[str]


def answer_tables(heading: Heading, records: Spool[Record]) -> Iterator[OutputFile]:
    """The two files. `records` are those of all items, in each item those of all students, both in order."""
    holds = range(len(records))
    yield OutputFile("answers.csv", partial(_write_csv, heading, records), holds)
    yield OutputFile("answers.xlsx", partial(_write_workbook, heading, records), holds)


def _lines(heading: Heading, records: Spool[Record]) -> Iterator[tuple[Student, Line]]:
    """Each student with the code of the paper and its keys."""
    count = len(heading.students)
    items = [records[start : start + count] for start in range(0, len(records), count)]
    for student, *questions in zip(heading.students, *items, strict=True):
        found = code(heading.name, [question.seal for question in questions], student.id)
        yield student, [found.text(), *(key for question in questions for _, key in question.keys)]


def _head(heading: Heading, records: Spool[Record]) -> Line:
    """The names of the columns, but for those of the roster."""
    count = len(heading.students)
    firsts = [next(iter(records[start : start + 1])) for start in range(0, len(records), count)]
    return [
        "code",
        *(
            f"{record.item} {part}" if len(record.keys) > 1 else str(record.item)
            for record in firsts
            for part, _ in record.keys
        ),
    ]


def _fields(heading: Heading) -> list[str]:
    return [name for name, _ in heading.students[0].fields]


def _write_csv(heading: Heading, records: Spool[Record], stream: BinaryIO) -> None:
    head = ["id", "name", *map(plain, _fields(heading)), *_head(heading, records)]
    write_csv(
        stream, head, ([*map(plain, _known(student)), *rest] for student, rest in _lines(heading, records))
    )


def _write_workbook(heading: Heading, records: Spool[Record], stream: BinaryIO) -> None:
    head = ["id", "name", *_fields(heading), *_head(heading, records)]
    lines = ([*_known(student), *rest] for student, rest in _lines(heading, records))
    write_workbook(stream, "Answers", head, lines)


def _known(student: Student) -> list[str]:
    """What the roster says of a student."""
    return [student.id, student.name, *(value for _, value in student.fields)]
