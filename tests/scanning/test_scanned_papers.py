"""Pages are joined to papers, and papers to students, without guessing: pages as they could have been read."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from generator.answer_sheet import Bubbled
from generator.model import Choice, Option, Part, Question, Student, Text, Verified
from generator.paper import code
from generator.scanning.known import Paper
from generator.scanning.marks import MARKED, MISSING, REVIEW, TWICE, Marked
from generator.scanning.pages import Image, Read
from generator.scanning.papers import joined
from generator.scanning.results import Result, results
from generator.sheets.layout import Box, Row, laid_out
from generator.sheets.readings import Doubt, PageRead, Reading

ANSWER = Choice(
    (Option((Text("no"),), False), Option((Text("yes"),), True), Option((Text("perhaps"),), False))
)
QUESTION = Verified(
    Question("q" + "0" * 24, "a/b", 0, "", (), "", (), (Part("a", (), ANSWER), Part("b", (), ANSWER)), ())
)
BOX = Box(50, 50, 100, 60)


def paper(name: str, rows: int = 4, digits: int = 0) -> Paper:
    """A paper with questions of a point, each with one row; of these, so many."""
    made = [Row(str(n), tuple("abc")) for n in range(1, rows + 1)]
    sheet = laid_out(made, digits=digits)
    parts = tuple(
        (Bubbled(n, QUESTION, QUESTION.parts[0], (row,)), Fraction(1)) for n, row in enumerate(made, 1)
    )
    student = "" if name.startswith("/") else name
    return Paper(code("quiz", ["q1"], name), student, parts, (), sheet)


def read(
    of: Paper,
    image: int,
    page: int = 1,
    letters: str = "b",
    number: str = "",
    doubt: dict[str, Doubt] | None = None,
) -> Read:
    """The page with one letter in every row, `-` for none; `doubt` says about which rows what is doubted."""
    there = of.sheet.pages[page - 1]

    def reading(label: str, chosen: str) -> Reading:
        doubts = (doubt or {}).get(label)
        return Reading(
            label, tuple(chosen.strip("- ")), (doubts,) if doubts else (), 0.4 if doubts else 0.9, BOX
        )

    rows = tuple(reading(field.row.label, letters) for field in there.fields)
    digits = tuple(reading(f"#{n}", digit) for n, digit in enumerate(number, 1))
    of_page = replace(of.code, page=page, pages=len(of.sheet.pages))
    return Read(Image("a.pdf", image), PageRead(of_page, rows, digits), of)


def states(result: Result) -> list[tuple[str, str]]:
    return [(paper.student.id, paper.state) for paper in result.papers]


def only(result: Result) -> Marked:
    (one,) = result.papers
    return one


# ─── Pages ───────────────────────────────────────────────────────────────────────────────────────────────


def test_pages_join_in_whatever_order_they_were_scanned() -> None:
    long = paper("s1", rows=250)
    assert len(long.sheet.pages) == 2
    found = only(results([read(long, 4, 2, "b"), read(long, 1, 1, "b")], ()))
    assert (found.state, found.total, found.out_of) == (MARKED, 250, 250)


def test_a_missing_page_leaves_what_is_on_it_open_and_no_total() -> None:
    long = paper("s1", rows=250)
    found = only(results([read(long, 1, 2, "b")], ()))
    first = len(long.sheet.pages[0].fields)
    assert (found.state, found.total, found.copy.missing) == (MISSING, None, (1,))
    assert [points for _, points in found.points] == [None] * first + [Fraction(1)] * (250 - first)
    assert found.asked == ()  # there is nothing to look at


def test_a_page_that_was_scanned_twice_alike_is_one() -> None:
    short = paper("s1")
    found = only(results([read(short, 1), read(short, 2)], ()))
    assert (found.state, found.total) == (MARKED, 4)


def test_of_two_scans_that_read_the_same_the_surer_one_counts() -> None:
    short = paper("s1")
    found = only(results([read(short, 1, doubt={"2": "unclear"}), read(short, 2)], ()))
    assert (found.state, found.total) == (MARKED, 4)
    both = [read(short, n, doubt={"2": "unclear"}) for n in (1, 2)]
    assert only(results(both, ())).state == REVIEW


def test_a_page_that_was_scanned_twice_and_differs_is_asked_about_where_it_does() -> None:
    short = paper("s1")
    other = read(short, 2)
    assert other.page is not None
    changed = replace(other.page.rows[1], chosen=("c",))
    rows = (other.page.rows[0], changed, *other.page.rows[2:])
    found = only(results([read(short, 1), replace(other, page=replace(other.page, rows=rows))], ()))
    assert (found.state, found.total) == (TWICE, None)
    (asked,) = found.asked
    assert (asked.label, asked.why, [crop.image.number for crop in asked.seen]) == ("2", ("twice",), [1, 2])


def test_a_doubtful_row_is_worth_nothing_until_it_is_decided_and_a_blank_one_is_worth_none() -> None:
    short = paper("s1")
    found = only(results([read(short, 1, doubt={"3": "several"})], ()))
    assert (found.state, found.total, dict(found.points)) == (REVIEW, None, {1: 1, 2: 1, 3: None, 4: 1})
    blank = only(results([read(short, 1, letters="-")], ()))
    assert (blank.state, blank.total) == (MARKED, 0)


# ─── Numbers ─────────────────────────────────────────────────────────────────────────────────────────────

STUDENTS = (Student("0012", "Ann"), Student("77", "Ben"), Student("x1", "Zoë"))


@pytest.mark.parametrize(
    ("number", "id", "why"),
    [
        ("0012", "0012", ()),
        ("0077", "77", ()),
        ("77  ", "77", ()),
        ("  77", "77", ()),
        ("0013", "", ("unknown",)),
        ("7 7 ", "", ("blank",)),
        ("    ", "", ("blank",)),
    ],
)
def test_a_number_finds_its_student_or_is_asked_about(number: str, id: str, why: tuple[str, ...]) -> None:
    one = paper("/1", digits=4)
    found = only(results([read(one, 1, number=number)], STUDENTS))
    assert found.copy.number is not None
    assert (found.student.id, found.copy.number.why) == (id, why)
    assert (found.total is None) == bool(why)


def test_without_a_roster_a_number_is_the_id_and_must_be_whole() -> None:
    one = paper("/1", digits=4)
    assert states(results([read(one, 1, number="0012")], ())) == [("0012", MARKED)]
    assert states(results([read(one, 1, number="012 ")], ())) == [("", REVIEW)]


def test_a_doubtful_digit_is_asked_about_even_if_the_number_is_known() -> None:
    one = paper("/1", digits=4)
    found = only(results([read(one, 1, number="0012", doubt={"#3": "unclear"})], STUDENTS))
    assert (found.student.id, found.state, [row.label for row in found.asked]) == ("", REVIEW, ["number"])


def test_copies_of_a_page_are_told_apart_by_their_numbers() -> None:
    one = paper("/1", digits=4)
    reads = [
        read(one, 1, number="0012"),
        read(one, 2, number="0077", letters="a"),
        read(one, 3, number="0012"),
    ]
    found = results(reads, STUDENTS)
    assert [(p.student.id, p.total, len(p.copy.images)) for p in found.papers] == [
        ("0012", 4, 2),
        ("77", 0, 1),
    ]
    assert [student.id for student in found.absent] == ["x1"]


def test_two_papers_with_the_number_of_one_student_are_asked_about() -> None:
    one, two = paper("/1", digits=4), paper("/2", digits=4)
    found = results([read(one, 1, number="0012"), read(two, 2, number="0012")], STUDENTS)
    assert states(found) == [("0012", TWICE), ("0012", TWICE)]
    assert all(paper.total is None for paper in found.papers)


def test_of_copies_of_many_pages_nobody_can_tell_whose_the_second_is() -> None:
    long = paper("/1", rows=250, digits=4)
    once = joined(long, [read(long, 1, 1, number="0012"), read(long, 2, 2)])
    assert (len(once.copies), once.copies[0].missing, once.strays) == (1, (), ())
    reads = [
        read(long, n, page, number="0012" if n < 3 else "0077")
        for n, page in ((1, 1), (2, 2), (3, 1), (4, 2))
    ]
    found = results(reads, STUDENTS)
    assert states(found) == [("0012", MISSING), ("77", MISSING)]
    assert [(image.number, "copied" in why) for image, why in found.unread] == [(2, True), (4, True)]
