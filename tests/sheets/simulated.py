"""Bubble sheets filled in and scanned by a program: what a student meant is known, so readings can be judged.

`printing` makes pages, `students` mark them, `mishaps` befall them, `scanning` makes images of them. All of it depends
on a seed alone.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache

from generator.sheets.codes import Code
from generator.sheets.drawing import Words, form, stamp
from generator.sheets.layout import Field, Row, Sheet, laid_out
from tests.sheets.mishaps import AFTERWARDS, BEFORE
from tests.sheets.printing import Image, rasterised
from tests.sheets.scanning import scanned
from tests.sheets.students import MANNERS, UNUSUAL, Answer, Pen, answered


@dataclass(frozen=True)
class Scan:
    """A scanned page, what was meant in each row (those of the number first), and how it was scanned.

    `mishap` is what else befell the page, of `MISHAPS`, or "".
    """

    image: Image
    code: Code
    sheet: Sheet
    number: tuple[Answer, ...]
    rows: tuple[Answer, ...]
    how: str
    mishap: str


@lru_cache(maxsize=8)
def _form(sheet: Sheet, page: int) -> Image:
    words = Words(
        "Linear algebra: quiz", "Name", "Student number", "Page 1", ("Fill the bubble.", "Erase well.")
    )
    return rasterised(form(sheet, page, words))


LETTERS = "abcdefgh"
SHEETS: tuple[tuple[str, int, tuple[int, ...], int, float], ...] = (
    ("a4", 23, (2, 3, 4), 6, 6.0), ("a4", 39, (4,), 0, 6.0), ("letter", 59, (5,), 8, 5.5),
    ("letter", 29, (4, 5, 8), 0, 8.0), ("a4", 20, (3, 4, 5), 5, 9.0), ("letter", 2, (3, 4), 0, 6.0),
)  # fmt: skip
"""Sheets: the paper, how many rows, how many options these have, the digits of a number, the radius of a bubble."""

FAINT = "faint pencil"
MISHAPS = (FAINT, *BEFORE, *AFTERWARDS)


@lru_cache(maxsize=8)
def sheet(kind: int) -> Sheet:
    """One of `SHEETS`; an eighth of its rows, about, takes several answers."""
    rng = random.Random(f"sheet {kind}")
    paper, count, options, digits, radius = SHEETS[kind]
    rows = [
        Row(f"{n + 1}", tuple(LETTERS[: rng.choice(options)]), rng.random() < 0.125) for n in range(count)
    ]
    return laid_out(rows, paper, digits, radius)


def simulated(seed: int) -> Scan:
    """A scan of the first page of a sheet; the same for the same seed. Something befalls two pages of five."""
    rng = random.Random(f"scan {seed}")
    form_of = sheet(rng.randrange(len(SHEETS)))
    code = Code(f"set {seed % 7}", f"{rng.getrandbits(24):06x}", f"s{seed}", 1, len(form_of.pages))
    page = rasterised(stamp(form_of, code, "Zoë Ångström"), _form(form_of, 1))
    how = rng.choices(("scan", "photograph", "bilevel"), (0.5, 0.42, 0.08))[0]
    mishap = rng.choice(MISHAPS) if rng.random() < 0.4 and how != "bilevel" else ""
    if mishap == "screened":  # printed so, before anyone writes on it
        page = BEFORE[mishap](page, rng)
    manner = rng.choice(tuple(MANNERS))
    strength = rng.uniform(0.3, 0.6) if mishap == FAINT else rng.uniform(0.62, 0.95)
    pen = Pen(page, rng, strength, rng.uniform(0.9, 1.6), form_of.radius)

    def answer(field: Field, kinds: tuple[str, ...] = ("blank", *UNUSUAL)) -> Answer:
        kind = "mark" if rng.random() < 0.92 else rng.choice(kinds)
        return answered(pen, MANNERS[manner], field, form_of.height, kind)

    first = form_of.pages[0]
    number = tuple(answer(field, ("blank", *UNUSUAL[:-1])) for field in first.number)
    rows = tuple(answer(field) for field in first.fields)
    if mishap in BEFORE and mishap != "screened":
        page = BEFORE[mishap](page, rng)
    image = scanned(page, rng, how)
    if mishap in AFTERWARDS:
        image = AFTERWARDS[mishap](image, rng)
    return Scan(image, code, form_of, number, rows, how, mishap)
