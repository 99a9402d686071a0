"""Which bubbles of a page are marked, and whether that is sure.

A row is sure if each of its bubbles is plainly empty or marked, its marks are like the others that the student made on
the page, no ink lies where none should, and its printed bubbles are where they should be. Else it is asked about.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from math import inf
from statistics import median

from generator.sheets.bubbles import Bubble, measured
from generator.sheets.ink import Ink
from generator.sheets.layout import Field
from generator.sheets.places import Place
from generator.sheets.readings import Doubt, Reading

_LIKE = (0.6, 1.5)
"""The shares of the cover that is usual on the page between which a mark is like the others."""

_SHORT = 0.75
"""The share of the usual reach that a mark has at least, or it is a dot, or what is left of an erased one."""

_DARK, _GREYER = 0.6, 0.1
"""The share of the usual darkness that a mark has at least, and how much more of it may be grey than is usual: what an
eraser smears covers much, but is grey. Of marks that were meant, one in a thousand is greyer."""

_FEW = 3
"""How many marks a page must have for some to be usual."""

_ALONE = 0.2
"""The darkness from which a mark is one on a page of fewer: a stroke that an eraser left has up to 0.12, a thin cross
0.22. There a tick or a stroke alone is asked about."""

_RIM = 0.05
"""The ink on the outline of an empty bubble, more than on others, from which a pen has traced it."""

_BESIDE = 1.5
"""The square points of ink outside of bubbles from which it means something: a stroke two points long."""

_FADED = 0.25
"""The share of the usual ink of a rim that may be missing; else it is painted over, rubbed off, or not on the paper."""

_PALE = 0.5
"""The contrast from which a bubble can be read. Where it is less, a lamp shines back from the paper."""

_FILLED = 0.6
"""The cover from which a bubble is filled; then what reaches far beyond is no end of a cross: it may cross it out."""

_SEEN = 0.25
"""How well the outlines of a row must be seen."""

_DOUBTED = 0.49
"""The most confidence that a row with a doubt has."""


def readings(
    found: Ink, fields: tuple[Field, ...], there: tuple[Place, ...], height: float, radius: float, greys: bool
) -> tuple[Reading, ...]:
    """Each field read, all of one page of this height, in points; `there` says where each is found.

    `greys`: are there any in the scan? If there are none, each row is asked about.
    """
    if not fields:
        return ()
    seen = measured(found, fields, there, height, radius)
    bubbles = iter(seen.bubbles)
    usual = _usual([bubble for bubble in seen.bubbles if bubble.marked], seen.rim, seen.harsh or not greys)
    return tuple(
        _reading(field, tuple(islice(bubbles, len(field.bubbles))), place, ink, usual)
        for field, place, ink in zip(fields, there, seen.around, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Usual:
    """What a mark usually is on a page: from how much cover to how much, how far, how dark, and how grey at most.

    `rim` is the least of a rim that is like the others; `harsh`: are greys lost?
    """

    least: float
    most: float
    reach: float
    dark: float
    grey: float
    rim: float
    harsh: bool


def _usual(marks: list[Bubble], printed_rim: float, harsh: bool) -> _Usual:
    rim = -_FADED * printed_rim
    if len(marks) < _FEW:
        return _Usual(0, inf, 0, _ALONE, inf, rim, harsh)
    cover, reach, dark, grey = (
        median(values)
        for values in zip(*((mark.cover, mark.reach, mark.dark, mark.grey) for mark in marks), strict=True)
    )
    least, most = _LIKE[0] * cover, _LIKE[1] * cover
    return _Usual(least, most, _SHORT * reach, _DARK * dark, grey + _GREYER, rim, harsh)


def _reading(
    field: Field, bubbles: tuple[Bubble, ...], place: Place, around: float, usual: _Usual
) -> Reading:
    """A field judged by its bubbles, by where it is, and by the ink around them in its box."""
    options = list(zip(field.row.options, bubbles, strict=True))
    marked = tuple(option for option, bubble in options if bubble.marked)
    touched = tuple(option for option, bubble in options if not bubble.empty)
    traced = any(bubble.empty and bubble.rim > _RIM for bubble in bubbles)
    crossed = any(bubble.cover >= _FILLED and bubble.beside > _BESIDE for bubble in bubbles)
    doubts: dict[Doubt, bool] = {
        "unclear": marked != touched,
        "several": len(marked) > 1 and not field.row.several,
        "unlike": any(_unlike(bubble, usual) for bubble in bubbles if bubble.marked),
        "outside": traced or crossed or around > _BESIDE,
        "misplaced": place.seen < _SEEN
        or any(bubble.rim < usual.rim or bubble.contrast < _PALE for bubble in bubbles),
        "harsh": usual.harsh,
    }
    found = tuple(doubt for doubt, holds in doubts.items() if holds)
    confidence = min(*(bubble.confidence for bubble in bubbles), _DOUBTED if found else 1)
    return Reading(field.row.label, marked or touched, found, round(confidence, 3), field.box)


def _unlike(mark: Bubble, usual: _Usual) -> bool:
    return (
        not usual.least <= mark.cover <= usual.most
        or mark.reach < usual.reach
        or mark.dark < usual.dark
        or mark.grey > usual.grey
    )
