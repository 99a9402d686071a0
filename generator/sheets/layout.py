"""Where everything lies on the pages of a bubble sheet, in points.

    >>> sheet = laid_out((Row("1", tuple("abcd")), Row("2", tuple("abc"), several=True)))
    >>> [field.row.label for field in sheet.pages[0].fields]
    ['1', '2']

Printing and reading both start from here and from nothing else: `drawing` draws what lies here, and a reader looks
for it there. As in every drawing, the origin is the lower left corner and y grows upwards; coordinates have two
decimals. A page has four registration marks near its corners, a QR code and lines of text at its top, and between
them columns of rows. Its first page can begin with a grid in which students bubble their number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from generator.model import Point
from generator.sheets.codes import MOST_PAGES
from generator.sheets.glyphs import DRAWN

PAPERS = {"a4": (595.28, 841.89), "letter": (612.0, 792.0)}
"""Width and height of a page. Registration marks are found before the sheet is known, so there are no others."""

EDGE = 26.0
"""How far from the edge of the paper everything stays; printers leave some 12 points blank."""

MODULE = 4.0
MARKS = (
    ("10100", "01011", "01100", "10101", "11100"),
    ("01001", "10001", "11010", "01100", "00001"),
    ("01000", "11000", "01001", "11011", "11101"),
    ("10011", "11100", "11001", "10101", "00101"),
)
"""The registration marks: ArUco's 5 × 5 markers 0, 75, 116 and 496, 1 for white, with a black module around.

They lie at the upper left, upper right, lower right and lower left. Any two, turned as one likes, differ in 11 modules
or more, a mark and its mirror image in 8: so a page is known to be upside down or mirrored.
"""
MARK = 7 * MODULE

CODE = 72.0
"""The side of the square that the QR code lies in; 12 points or more are blank around it."""

LONGEST_LABEL = 16
MOST_DIGITS = 12
MOST_ROWS = 2000
TEN = tuple("0123456789")
SMALLEST, LARGEST = 5.0, 9.0
"""The least and the greatest radius of a bubble."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to be answered: its label ("3 (ii)"), the letters in its bubbles, and whether several may be chosen.

    Raises ValueError for a label or for options that cannot be drawn or told apart.
    """

    label: str
    options: tuple[str, ...]
    several: bool = False

    def __post_init__(self) -> None:
        if not 0 < len(self.label) <= LONGEST_LABEL:
            raise ValueError(f"{self.label!r} is no label of a row: it has 1 to {LONGEST_LABEL} characters.")
        if len(self.options) < (1 if self.several else 2):
            raise ValueError(f"Row {self.label} has too few options.")
        if len(set(self.options)) < len(self.options):
            raise ValueError(f"Row {self.label} has an option twice.")
        if unknown := [option for option in self.options if option not in DRAWN]:
            raise ValueError(f"Row {self.label}: {unknown[0]!r} is not one letter or digit.")


@dataclass(frozen=True, slots=True)
class Field:
    """A row on its page: the centre of each option's bubble, and the box around them that is the row's own."""

    row: Row
    bubbles: tuple[Point, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Page:
    """The fields of a page; `number` are those of the student's number, a column of ten digits each."""

    fields: tuple[Field, ...]
    number: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """All pages, their size, and the radius of a bubble."""

    width: float
    height: float
    radius: float
    pages: tuple[Page, ...]


def mark_corners(width: float, height: float) -> tuple[tuple[Point, ...], ...]:
    """The corners of the four registration marks of a page, each from its upper left one with the clock."""
    west, east, south, north = EDGE, width - EDGE - MARK, EDGE, height - EDGE - MARK
    return tuple(
        tuple((round(x + dx, 2), round(y + dy, 2)) for dx, dy in ((0, MARK), (MARK, MARK), (MARK, 0), (0, 0)))
        for x, y in ((west, north), (east, north), (east, south), (west, south))
    )


def code_box(width: float, height: float) -> Box:
    """Where the QR code of a page lies: left of the upper right registration mark."""
    right = round(width - EDGE - MARK - 12, 2)
    return Box(round(right - CODE, 2), round(height - EDGE - CODE, 2), right, round(height - EDGE, 2))


def laid_out(rows: Sequence[Row], paper: str = "a4", digits: int = 0, radius: float = 6.0) -> Sheet:
    """The rows in columns, on as many pages as they need.

    `paper` is a key of `PAPERS`; `digits` how many a student's number has, 0 for no grid; `radius` that of a
    bubble, in points, 9 for large print. Raises ValueError for no rows, too many, or rows that do not fit the page.
    """
    if not 0 < len(rows) <= MOST_ROWS:
        raise ValueError(f"A sheet has 1 to {MOST_ROWS} rows, not {len(rows)}.")
    if not 0 <= digits <= MOST_DIGITS:
        raise ValueError(f"A student's number has at most {MOST_DIGITS} digits here, not {digits}.")
    if not SMALLEST <= radius <= LARGEST:
        raise ValueError(f"Bubbles have a radius of {SMALLEST:g} to {LARGEST:g} points, not {radius:g}.")
    if paper not in PAPERS:
        raise ValueError(f"{paper!r} is no paper of sheets: {' and '.join(PAPERS)} are.")
    width, height = PAPERS[paper]
    grid = _Grid(width, height, radius, rows)
    number = grid.number(digits)
    pages: list[Page] = []
    rest = list(rows)
    while rest:
        those = number if not pages else ()
        places = list(islice(grid.places(those), len(rest)))
        fields = tuple(grid.field(row, place) for row, place in zip(rest, places, strict=False))
        pages.append(Page(fields, those))
        del rest[: len(places)]
    if len(pages) > MOST_PAGES:
        raise ValueError(f"{len(rows)} rows need {len(pages)} pages; a sheet has at most {MOST_PAGES}.")
    return Sheet(width, height, radius, tuple(pages))


class _Grid:
    """The columns of a page: how wide they are for these rows, and where the places of rows in them lie."""

    def __init__(self, width: float, height: float, radius: float, rows: Sequence[Row]) -> None:
        self.radius = radius
        self.across, self.down = 3 * radius, 3.1 * radius
        self.left, self.right = EDGE + 14, width - EDGE - 14
        self.bottom, self.top = EDGE + MARK + 10, height - EDGE - CODE - 20
        self.label = max(len(row.label) for row in rows) * 0.55 * label_size(radius) + 2 * radius
        self.column = self.label + max(len(row.options) for row in rows) * self.across + radius
        if self.column > self.right - self.left:
            most = int((self.right - self.left - self.label - radius) / self.across)
            raise ValueError(f"At most {most} options of a row fit the page.")

    def number(self, digits: int) -> tuple[Field, ...]:
        """The columns of the student's number at the upper left, below a line of words and the boxes to write in."""
        first = self.top - 4 * self.radius - 12
        fields = []
        for place in range(digits):
            x = round(self.left + (place + 0.5) * self.across, 2)
            bubbles = tuple((x, round(first - n * 2.8 * self.radius, 2)) for n in range(10))
            half = self.across / 2
            box = _box(x - half, bubbles[-1][1] - half, x + half, first + half)
            fields.append(Field(Row(f"#{place + 1}", TEN), bubbles, box))
        return tuple(fields)

    def places(self, number: tuple[Field, ...]) -> Iterator[Point]:
        """The left end and the middle of each place for a row, down the columns.

        A column below the student's number begins there.
        """
        gap = 3 * self.radius
        columns = int((self.right - self.left + gap) / (self.column + gap))
        for column in range(columns):
            left = self.left + column * (self.column + gap)
            covered = number and left < number[-1].box.right + gap
            top = number[0].box.bottom - gap if covered else self.top
            for place in range(int((top - self.bottom) / self.down)):
                yield (round(left, 2), round(top - (place + 0.5) * self.down, 2))

    def field(self, row: Row, place: Point) -> Field:
        """A row at its place."""
        left, y = place
        first = left + self.label + self.across / 2
        bubbles = tuple((round(first + n * self.across, 2), y) for n in range(len(row.options)))
        half = self.down / 2
        return Field(
            row, bubbles, _box(first - self.across / 2, y - half, left + self.column + self.radius, y + half)
        )


def label_size(radius: float) -> float:
    """The size of the type of a row's label, in points."""
    return 1.5 * radius


def _box(left: float, bottom: float, right: float, top: float) -> Box:
    return Box(round(left, 2), round(bottom, 2), round(right, 2), round(top, 2))
