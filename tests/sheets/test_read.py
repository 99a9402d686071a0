"""Reading: what was meant on simulated scans, and on a page printed from a PDF; what cannot be read is told.

What is right comes from the simulation, which knows what it did; see `simulated`. A larger run is in `benchmarks`.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing

import cv2
import numpy as np
import pypdfium2
import pytest

from generator.exporters.pdf.drawings import Leaf, written
from generator.sheets.codes import LONGEST, Code
from generator.sheets.drawing import Words, drawn, form, stamp
from generator.sheets.layout import Row, Sheet, laid_out
from generator.sheets.pages import SCALE, Unreadable
from generator.sheets.read import Seen, read
from generator.sheets.readings import Reading
from tests.sheets.mishaps import dithered
from tests.sheets.printing import PX, Image, rasterised
from tests.sheets.scanning import scanned
from tests.sheets.simulated import Scan, simulated
from tests.sheets.students import MANNERS, Answer, Pen, full, rest

SEEDS = range(40)
WORDS = Words("Quiz", "Name", "Student number", "Page 1 of 1", ("Fill the bubble.",))
ROWS = tuple(Row(f"{n}", tuple("abcde"[: 3 + n % 3]), n % 6 == 0) for n in range(1, 31))
SHEET = laid_out(ROWS, digits=4)
CODE = Code("demo", "3fa9c1", "s_123", 1, 1)
KEY = tuple(row.options[n % len(row.options)] for n, row in enumerate(ROWS))


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    yield
    cv2.setNumThreads(before)


def marked(page: Image, sheet: Sheet, manner: str = "full", key: tuple[str, ...] = KEY) -> Image:
    """The page with the letters of the key marked, in place."""
    pen = Pen(page, random.Random(manner), 0.85, 1.2, sheet.radius)
    for field, letters in zip(sheet.pages[0].fields, key, strict=True):
        for letter in letters:
            x, y = field.bubbles[field.row.options.index(letter)]
            MANNERS[manner](pen, x * PX - 0.5, (sheet.height - y) * PX - 0.5)
    return page


def printed(sheet: Sheet = SHEET, code: Code = CODE) -> Image:
    return rasterised(drawn(sheet, code, WORDS))


def seen(image: Image, sheet: Sheet | None = SHEET) -> Seen:
    return read(image, lambda _: sheet)


def chosen(image: Image, sheet: Sheet = SHEET) -> list[str]:
    """The letters of each row, `?` where it is asked about."""
    rows = seen(image, sheet).page.rows
    return ["".join(row.chosen) if row.sure else "?" for row in rows]


def smaller(image: Image, dpi: int) -> Image:
    return np.asarray(
        cv2.resize(image, None, fx=dpi / 300, fy=dpi / 300, interpolation=cv2.INTER_AREA), dtype=np.uint8
    )


# ─── Simulated scans ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def judged(one_thread: None) -> list[tuple[Scan, Seen]]:
    """Every page that can be read; one that nothing befell can."""
    found = []
    for scan in map(simulated, SEEDS):
        try:
            found.append((scan, seen(scan.image, scan.sheet)))
        except Unreadable:
            assert scan.mishap
    return found


def pairs(judged: list[tuple[Scan, Seen]]) -> Iterator[tuple[Scan, Reading, Answer]]:
    for scan, found in judged:
        readings, answers = (*found.page.number, *found.page.rows), (*scan.number, *scan.rows)
        for reading, answer in zip(readings, answers, strict=True):
            yield scan, reading, answer


def test_no_row_is_read_wrongly_without_being_asked_about(judged: list[tuple[Scan, Seen]]) -> None:
    assert [found.page.code for _, found in judged] == [scan.code for scan, _ in judged]
    wrong = [(s.code.paper, r, a) for s, r, a in pairs(judged) if r.sure and r.chosen != a.meant]
    assert wrong == []


def test_rows_with_normal_marks_are_seldom_asked_about(judged: list[tuple[Scan, Seen]]) -> None:
    normal = [
        reading
        for scan, reading, answer in pairs(judged)
        if answer.normal and scan.how != "bilevel" and not scan.mishap
    ]
    assert len(normal) > 500
    assert sum(not reading.sure for reading in normal) < 0.03 * len(normal)


def test_the_simulation_has_every_kind(judged: list[tuple[Scan, Seen]]) -> None:
    kinds = Counter(answer.kind for _, _, answer in pairs(judged))
    assert len(kinds) == 14
    assert {scan.how for scan, _ in judged} == {"scan", "photograph", "bilevel"}


def test_confidence_is_a_half_or_more_where_nothing_is_asked(judged: list[tuple[Scan, Seen]]) -> None:
    for _, reading, _ in pairs(judged):
        assert reading.sure == (reading.confidence >= 0.5)
        assert 0 <= reading.confidence <= 1


def test_black_and_white_scans_are_asked_about(judged: list[tuple[Scan, Seen]]) -> None:
    rows = [reading for scan, reading, _ in pairs(judged) if scan.how == "bilevel"]
    assert rows
    assert all("harsh" in reading.doubts for reading in rows)


def test_greys_that_a_scanner_made_from_black_dots_are_no_greys() -> None:
    image = dithered(smaller(marked(printed(), SHEET), 200), random.Random(1))
    assert set(np.unique(image)) == {0, 255}
    assert all("harsh" in row.doubts for row in seen(image).page.rows)


@pytest.mark.parametrize("seed", [110213, 110387, 110420])
def test_dark_letters_and_smears_are_no_marks(seed: int) -> None:
    """The scanner made the letters of the first as dark as a pen; others have erased marks like strokes or ticks."""
    scan = simulated(seed)
    found = seen(scan.image, scan.sheet).page
    answers = zip((*found.number, *found.rows), (*scan.number, *scan.rows), strict=True)
    assert all(reading.chosen == answer.meant for reading, answer in answers if reading.sure)


# ─── Any way round, any resolution, any manner ───────────────────────────────────────────────────────────


@pytest.mark.parametrize("manner", sorted(MANNERS))
@pytest.mark.parametrize("dpi", [150, 300])
def test_each_manner_of_marking_is_read(manner: str, dpi: int) -> None:
    assert chosen(smaller(marked(printed(), SHEET, manner), dpi)) == list(KEY)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_may_lie_any_way_round(turns: int) -> None:
    page = smaller(marked(printed(), SHEET), 150)
    assert chosen(np.ascontiguousarray(np.rot90(page, turns))) == list(KEY)


@pytest.mark.parametrize("how", ["scan", "photograph"])
def test_all_marks_of_a_row_of_several_are_read(how: str) -> None:
    rows = tuple(Row(str(n), tuple("abcdefgh"), several=True) for n in range(1, 21))
    key = tuple("".join(random.Random(n).sample("abcdefgh", n % 9)) for n in range(20))
    sheet = laid_out(rows, "letter")
    image = scanned(marked(printed(sheet), sheet, "cross", key), random.Random(5), how)
    assert chosen(image, sheet) == ["".join(sorted(letters)) for letters in key]


def test_a_number_is_read_digit_by_digit() -> None:
    page = printed()
    pen = Pen(page, random.Random(1), 0.9, 1.2, SHEET.radius)
    for field, digit in zip(SHEET.pages[0].number, (4, 0, 9, 7), strict=True):
        x, y = field.bubbles[digit]
        full(pen, x * PX, (SHEET.height - y) * PX)
    found = seen(smaller(page, 200)).page
    assert [reading.chosen for reading in found.number] == [("4",), ("0",), ("9",), ("7",)]
    assert [reading.chosen for reading in found.rows] == [()] * len(ROWS)
    assert all(reading.sure for reading in (*found.number, *found.rows))


@pytest.mark.parametrize(("rows", "radius"), [(1, 6.0), (2, 9.0), (90, 5.0)])
def test_sheets_of_one_row_and_of_many(rows: int, radius: float) -> None:
    sheet = laid_out([Row(str(n), ("T", "F")) for n in range(rows)], "letter", radius=radius)
    key = tuple("TF"[n % 3 == 1] for n in range(rows))
    assert chosen(smaller(marked(printed(sheet), sheet, key=key), 200), sheet) == list(key)


def test_the_longest_code_is_read_at_150_dpi() -> None:
    code = Code("s" * 60, "abcdef", "p" * (LONGEST - 60 - 21), 1, 1)
    assert len(code.text()) == LONGEST
    assert seen(smaller(printed(SHEET, code), 150)).page.code == code


def test_a_crop_shows_its_row() -> None:
    found = seen(smaller(marked(printed(), SHEET), 200))
    row = found.page.rows[4]
    image = cv2.imdecode(np.frombuffer(found.crop(row.box), np.uint8), cv2.IMREAD_UNCHANGED)
    assert image.ndim == 2
    assert image.shape[1] / SCALE == pytest.approx(row.box.right - row.box.left + 12, abs=1)
    assert image.shape[0] / SCALE == pytest.approx(row.box.top - row.box.bottom + 12, abs=1)
    x = (SHEET.pages[0].fields[4].bubbles[ROWS[4].options.index(KEY[4])][0] - row.box.left + 6) * SCALE
    middle = image.shape[0] // 2
    assert image[middle - 4 : middle + 4, round(x) - 4 : round(x) + 4].mean() < 90


def test_a_faint_thin_stroke_is_not_taken_for_nothing() -> None:
    """Whatever letter it crosses: a thin letter leaves less ink than a wide one, and a stroke may be no more."""
    rows = tuple(Row(str(n), ("i", "l", "m", "w", "B")) for n in range(1, 31))
    sheet = laid_out(rows)
    page = marked(printed(sheet), sheet, key=tuple("ilmwB"[n % 5] for n in range(25)) + ("",) * 5)
    pen = Pen(page, random.Random(2), 0.25, 1.0, sheet.radius)
    for n, field in enumerate(sheet.pages[0].fields[25:]):
        x, y = field.bubbles[n]
        MANNERS["slash"](pen, x * PX, (sheet.height - y) * PX)
    assert chosen(smaller(page, 200), sheet)[25:] == ["?"] * 5


def test_what_is_left_of_an_erased_mark_is_asked_about_on_a_page_of_one_row() -> None:
    """No other mark says there what is usual."""
    sheet = laid_out([Row("1", tuple("abcd"))])
    for seed in range(20):
        page = printed(sheet)
        pen = Pen(page, random.Random(seed), 0.9, 1.2, sheet.radius)
        x, y = sheet.pages[0].fields[0].bubbles[seed % 4]
        rest(pen, x * PX, (sheet.height - y) * PX)
        assert chosen(smaller(page, 150), sheet) in (["?"], [""])


# ─── Pages that are damaged, or none ─────────────────────────────────────────────────────────────────────


def covered(page: Image, left: float, bottom: float, right: float, top: float, shade: int = 255) -> Image:
    """The page with a rectangle, in points, covered by other paper."""
    page = page.copy()
    height = page.shape[0] / PX
    page[round((height - top) * PX) : round((height - bottom) * PX), round(left * PX) : round(right * PX)] = (
        shade
    )
    return page


CORNERS = {"upper left": (0, 740, 60, 842), "upper right": (538, 740, 600, 842), "lower left": (0, 0, 60, 60)}


@pytest.mark.parametrize("corner", CORNERS)
def test_a_page_without_one_of_its_corners_is_read(corner: str) -> None:
    image = scanned(covered(marked(printed(), SHEET), *CORNERS[corner]), random.Random(3), "scan")
    assert chosen(image) == list(KEY)


def test_a_page_without_two_corners_is_not_guessed() -> None:
    page = covered(covered(marked(printed(), SHEET), *CORNERS["upper left"]), *CORNERS["lower left"])
    with pytest.raises(Unreadable, match="registration marks 2 can be found"):
        seen(smaller(page, 150))


def test_what_is_covered_is_not_taken_for_empty() -> None:
    hidden = SHEET.pages[0].fields[10:14]
    box = (hidden[-1].box.left, hidden[-1].box.bottom + 2, hidden[0].box.right, hidden[0].box.top - 2)
    rows = seen(smaller(covered(marked(printed(), SHEET), *box), 150)).page.rows
    assert [n for n, row in enumerate(rows) if not row.sure] == [10, 11, 12, 13]
    assert all("misplaced" in row.doubts for row in rows[10:14])


def test_what_is_painted_over_is_asked_about() -> None:
    x, y = SHEET.pages[0].fields[7].bubbles[0]
    rows = seen(smaller(covered(marked(printed(), SHEET), x - 7, y - 7, x + 7, y + 7), 150)).page.rows
    assert [row.doubts for row in rows if not row.sure] == [("misplaced",)]
    assert not rows[7].sure


def test_a_page_that_is_cut_off_is_not_taken_for_empty() -> None:
    page = marked(printed(), SHEET)
    rows = seen(_cut(page)).page.rows
    lower = [n for n, field in enumerate(SHEET.pages[0].fields) if field.box.bottom < 90]
    assert lower
    assert not any(rows[n].sure for n in lower)
    assert sum(row.sure for row in rows) > 15


def _cut(page: Image) -> Image:
    """A page torn off across its lower left corner, so that three marks are left."""
    page = page.copy()
    height = page.shape[0]
    torn = np.array([(0, height - round(330 * PX)), (round(400 * PX), height), (0, height)], np.int32)
    cv2.fillPoly(page, [torn], (60,))
    return smaller(page, 150)


def test_a_code_that_is_scribbled_over_is_not_guessed() -> None:
    page = printed()
    for n in range(12):
        cv2.line(page, (1950, 130 + 25 * n), (2300, 120 + 24 * n), (0,), 9)
    with pytest.raises(Unreadable, match="code of the page cannot be read"):
        seen(page)


def test_a_code_that_is_stained_is_read() -> None:
    page = printed()
    cv2.circle(page, (2180, 330), 22, (0,), -1)
    assert seen(smaller(page, 150)).page.code == CODE


def test_a_page_in_a_mirror_and_two_pages_in_one_image() -> None:
    page = smaller(printed(), 150)
    with pytest.raises(Unreadable, match="none can be found"):
        seen(np.ascontiguousarray(page[:, ::-1]))
    with pytest.raises(Unreadable, match="more than one page"):
        seen(np.hstack([page, page]))


def test_a_page_that_is_too_small() -> None:
    with pytest.raises(Unreadable, match=r"too small in the image|can be found"):
        seen(smaller(printed(), 70))


def test_sheets_that_are_not_that_of_the_code() -> None:
    page = smaller(printed(), 150)
    with pytest.raises(Unreadable, match=r"SW1:DEMO:3FA9C1:S\*123:1/1:[0-9A-F]{4} belongs to no paper"):
        seen(page, None)
    for other in (laid_out(ROWS, "letter"), laid_out(ROWS * 8)):
        with pytest.raises(Unreadable, match="not from the sheet of its paper"):
            seen(page, other)


def noise(height: int, width: int) -> Image:
    return np.random.default_rng(1).integers(0, 256, (height, width)).astype(np.uint8)


def squares(side: int) -> Image:
    """Very many squares, each of which could be a registration mark."""
    board = np.kron(np.indices((60, 60)).sum(axis=0) % 2, np.ones((side, side)))
    return np.asarray(255 * board, dtype=np.uint8)


@pytest.mark.parametrize(
    "make",
    [
        lambda: noise(900, 700), lambda: squares(20), lambda: np.zeros((900, 700), np.uint8),
        lambda: np.full((1, 1), 255, np.uint8), lambda: np.zeros((2, 60_000), np.uint8),
        lambda: np.full((60_000, 1), 255, np.uint8),
    ],
)  # fmt: skip
def test_images_of_no_page(make: Callable[[], Image]) -> None:
    with pytest.raises(Unreadable, match=r"none can be found|registration marks"):
        seen(make())


def test_what_is_no_image() -> None:
    for wrong in (np.zeros((0, 5), np.uint8), np.zeros((9, 9, 3), np.uint8), np.zeros((9, 9))):
        with pytest.raises(ValueError, match="matrix"):
            seen(wrong)


# ─── As a file prints it ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("manner", ["zigzag", "tick"])
def test_a_sheet_printed_from_a_pdf_is_read(paper: str, manner: str) -> None:
    sheet = laid_out(ROWS, paper, digits=4)
    layers = (form(sheet, 1, WORDS), stamp(sheet, CODE, "Zoë"))
    with closing(pypdfium2.PdfDocument(written([Leaf(layers)], "Quiz", "en"))) as document:
        assert len(document) == 1
        assert document[0].get_size() == pytest.approx((sheet.width, sheet.height), abs=0.1)
        rendered = document[0].render(scale=PX, grayscale=True).to_numpy()
        image = np.array(rendered, dtype=np.uint8).reshape(rendered.shape[:2])
    scan = scanned(marked(image, sheet, manner), random.Random(manner), "photograph")
    found = seen(scan, sheet).page
    assert found.code == CODE
    assert [row.chosen for row in found.rows if row.sure] == [(letter,) for letter in KEY]
