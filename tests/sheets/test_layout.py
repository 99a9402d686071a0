"""Layouts and drawings, by another road: what a reader of SVG finds on the page is what the layout says."""

from __future__ import annotations

import re
from itertools import combinations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.exporters.figures import svg
from generator.model import Drawing, Figure
from generator.sheets.codes import Code
from generator.sheets.drawing import LETTER_INK, OUTLINE_INK, Words, drawn, form, stamp
from generator.sheets.glyphs import DRAWN, strokes
from generator.sheets.layout import MARKS, PAPERS, Box, Row, Sheet, code_box, laid_out, mark_corners
from tests.sheets.printing import PX, rasterised

SVG = "{http://www.w3.org/2000/svg}"
WORDS = Words("Algebra", "Name", "Number", "Page 1 of 2", ("Fill the bubble.", "Erase well."))
LETTERS = sorted(DRAWN)

rows_strategy = st.lists(
    st.builds(
        lambda options, several: (tuple(options), several),
        st.lists(st.sampled_from(LETTERS), min_size=2, max_size=9, unique=True),
        st.booleans(),
    ),
    min_size=1,
    max_size=140,
).map(
    lambda made: tuple(
        Row(f"{n} (ii)"[: 2 + n % 6], options, several) for n, (options, several) in enumerate(made, 1)
    )
)
sheets = st.builds(
    laid_out,
    rows_strategy,
    st.sampled_from(sorted(PAPERS)),
    st.integers(0, 12),
    st.sampled_from((5.0, 6.0, 7.25, 9.0)),
)


def code_for(sheet: Sheet, page: int = 1) -> Code:
    return Code("demo", "3fa9c1", "s1", page, len(sheet.pages))


def shapes(drawing: Drawing) -> etree._Element:
    return etree.fromstring(svg(Figure(drawing, "A sheet.")))


def apart(one: Box, other: Box, by: float = 0.0) -> bool:
    return (
        one.right + by <= other.left
        or other.right + by <= one.left
        or one.top + by <= other.bottom
        or other.top + by <= one.bottom
    )


@given(sheets)
@settings(max_examples=40)
def test_every_row_lies_once_on_the_paper_and_nothing_on_anything_else(sheet: Sheet) -> None:
    assert [field.row.label for page in sheet.pages for field in page.fields]
    code = code_box(sheet.width, sheet.height)
    marks = [
        Box(min(x for x, _ in c), min(y for _, y in c), max(x for x, _ in c), max(y for _, y in c))
        for c in mark_corners(sheet.width, sheet.height)
    ]
    for page in sheet.pages:
        fields = (*page.number, *page.fields)
        assert page.fields
        for field in fields:
            assert len(field.bubbles) == len(field.row.options)
            assert all(apart(field.box, other, 6) for other in (code, *marks))
            assert field.box.left >= 20
            assert field.box.right <= sheet.width - 20
            for x, y in field.bubbles:
                assert field.box.left + sheet.radius <= x <= field.box.right - sheet.radius
                assert field.box.bottom + sheet.radius <= y <= field.box.top - sheet.radius
        assert all(apart(one.box, other.box, -0.02) for one, other in combinations(fields, 2))


@given(rows_strategy, st.sampled_from(sorted(PAPERS)))
@settings(max_examples=20)
def test_rows_keep_their_order_over_columns_and_pages(rows: tuple[Row, ...], paper: str) -> None:
    sheet = laid_out(rows, paper)
    assert tuple(field.row for page in sheet.pages for field in page.fields) == rows
    for page in sheet.pages:
        places = [(field.box.left, -field.box.top) for field in page.fields]
        assert places == sorted(places)


ROWS = tuple(
    Row(f"{n}" if n % 3 else f"{n} (iv)", tuple("abcde"[: 2 + n % 4]), n % 5 == 0) for n in range(1, 61)
)


def test_a_reader_of_svg_finds_the_bubbles_of_each_row_beside_its_label() -> None:
    sheet = laid_out(ROWS, "letter", digits=7)
    root = shapes(drawn(sheet, code_for(sheet), WORDS, "Zoë"))
    circles = [(float(c.get("cx")), sheet.height - float(c.get("cy"))) for c in root.iter(f"{SVG}circle")]
    texts = {
        t.text: (float(t.get("x")), sheet.height - float(t.get("y")), t) for t in root.iter(f"{SVG}text")
    }
    assert len(circles) == 70 + sum(len(row.options) for row in ROWS)
    lengths = [np.hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(circles, 2)]
    assert min(lengths) > 2 * sheet.radius + 3
    for field, row in zip(sheet.pages[0].fields, ROWS, strict=True):
        x, y, text = texts[row.label]
        assert text.get("text-anchor") == "end"
        level = [c for c in circles if abs(c[1] - y) < sheet.radius and c[0] > x]
        beside = sorted(level)[: len(row.options)]
        assert np.abs(np.subtract(beside, field.bubbles)).max() < 0.006
        assert beside[0][0] - sheet.radius > x + 2
    assert {"Algebra", "Name", "Zoë", "Number", "Page 1 of 2", code_for(sheet).text()} <= set(texts)


def test_what_a_bubble_is_printed_with_is_lighter_than_ink() -> None:
    sheet = laid_out(ROWS, digits=3)
    root = shapes(form(sheet, 1, Words("", "", "", "")))
    inks = {element.get("stroke") for element in root.iter(f"{SVG}circle")}
    letters = {e.get("stroke") for e in root.iter(f"{SVG}path") if e.get("stroke-width") == "0.6"}
    assert inks == {"#" + 3 * f"{round(255 * OUTLINE_INK):02x}"}
    assert letters == {"#" + 3 * f"{round(255 * LETTER_INK):02x}"}
    assert 0.4 < OUTLINE_INK < LETTER_INK < 0.8


def test_both_layers_together_are_the_page() -> None:
    sheet = laid_out(ROWS)
    both = (form(sheet, 1, WORDS), stamp(sheet, code_for(sheet), "Zoë"))
    assert drawn(sheet, code_for(sheet), WORDS, "Zoë").shapes == both[0].shapes + both[1].shapes
    assert both == (form(sheet, 1, WORDS), stamp(sheet, code_for(sheet), "Zoë"))
    with pytest.raises(ValueError, match="1 pages, not 2"):
        stamp(sheet, Code("demo", "3fa9c1", "s1", 1, 2))


def test_coordinates_have_two_decimals() -> None:
    sheet = laid_out(ROWS, "a4", 5, 5.3)
    numbers = re.findall(
        r"[\d.]+", repr([(f.bubbles, f.box) for f in (*sheet.pages[0].number, *sheet.pages[0].fields)])
    )
    assert all(len(number.partition(".")[2]) <= 2 for number in numbers)


def test_long_words_stay_in_their_place() -> None:
    sheet = laid_out(ROWS, digits=7)
    long = "Введение в линейную алгебру и аналитическую геометрию, 张伟 " * 4
    root = shapes(drawn(sheet, code_for(sheet), Words(long, long, long, "Page", (long,) * 3), long))
    room = code_box(sheet.width, sheet.height).left
    cut = [text for text in root.iter(f"{SVG}text") if (text.text or "").endswith("…")]
    assert len(cut) >= 5
    for text in cut:
        if float(text.get("y")) < 110:
            assert float(text.get("x")) + 0.45 * float(text.get("font-size")) * len(text.text) < room


# ─── Registration marks and letters ──────────────────────────────────────────────────────────────────────


def test_the_registration_marks_are_those_of_aruco() -> None:
    """A detector that knows the whole dictionary of 1,000 finds four of them, each in its corner."""
    sheet = laid_out(ROWS)
    page = rasterised(form(sheet, 1, WORDS))
    known = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_5X5_1000)
    corners, numbers, _ = cv2.aruco.ArucoDetector(known).detectMarkers(page)
    found = {int(n): c.reshape(4, 2) for n, c in zip(numbers.ravel(), corners, strict=True)}
    assert sorted(found) == [0, 75, 116, 496]
    for number, meant in zip((0, 75, 116, 496), mark_corners(sheet.width, sheet.height), strict=True):
        pixels = [(x * PX, (sheet.height - y) * PX) for x, y in meant]
        assert np.abs(found[number] - pixels).max() < 2


def test_no_mark_is_like_another_turned_or_in_a_mirror() -> None:
    bits = [np.array([[int(c) for c in row] for row in mark]) for mark in MARKS]
    for n, one in enumerate(bits):
        for m, other in enumerate(bits):
            turned = [np.rot90(other, k) for k in range(4)]
            different = [int((one != t).sum()) for k, t in enumerate(turned) if (n, 0) != (m, k)]
            assert min(different) >= 11
            assert min(int((one != t[::-1]).sum()) for t in turned) >= 8


def test_letters_look_different_and_stay_in_their_bubble() -> None:
    seen: dict[bytes, str] = {}
    for letter in sorted(DRAWN - {"O"}):  # O and 0 are alike
        page = np.zeros((64, 64), np.uint8)
        for stroke in strokes(letter, 32, 32, 36):
            assert all(np.hypot(x - 32, y - 32) < 26 for x, y in stroke)
            points = np.array([(round(x), round(64 - y)) for x, y in stroke], np.int32)
            cv2.polylines(page, [points], False, (255,))
        assert seen.setdefault(page.tobytes(), letter) == letter
    assert len(DRAWN) == 62


# ─── What is refused ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("label", "options", "message"),
    [
        ("", "ab", "no label"),
        ("12345678901234567", "ab", "no label"),
        ("1", "a", "too few"),
        ("1", "aa", "twice"),
        ("1", "aé", "'é' is not one"),
        ("1", ("a", "bc"), "'bc' is not one"),
    ],
)
def test_a_row_that_cannot_be_drawn(label: str, options: tuple[str, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Row(label, tuple(options))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (((),), "not 0"),
        (((ROWS[0],) * 2001,), "not 2001"),
        ((ROWS, "a5"), "'a5'"),
        ((ROWS, "a4", 13), "at most 12"),
        ((ROWS, "a4", 0, 12.0), "radius"),
        (((Row("1", tuple(LETTERS)),),), "At most 2[0-9] options"),
    ],
)
def test_a_sheet_that_cannot_be_laid_out(arguments: tuple[object, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        laid_out(*arguments)  # type: ignore[arg-type]  # wrong on purpose
