"""`review.html`: one page for a browser, which asks about all that is not sure.

It needs nothing beside it: pictures, style and script are in it, and its policy lets nothing else in, for what was
scanned and what stands in a roster comes from strangers. Its script only writes `decisions.csv`; the same can be done
by hand. Its pieces are written one by one, so that no more than one picture is held.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from markupsafe import Markup

from generator.exporters.base import OutputFile
from generator.exporters.xml_templates import load
from generator.resources import template_text
from generator.roster import LONGEST_ID
from generator.scanning.decisions import NONE
from generator.scanning.marks import TWICE, Marked
from generator.scanning.pages import Crop
from generator.scanning.papers import NUMBER, RowRead
from generator.scanning.results import Result
from generator.scanning.tables import reasons, scan_of, shown

FOLDER = "scan"
"""The folder of the templates."""


def crops(result: Result) -> Iterator[Crop]:
    """The pictures that the page needs."""
    return (crop for paper in result.papers for row in paper.asked for crop in row.seen)


def review(title: str, result: Result, picture: Callable[[Crop], bytes]) -> OutputFile:
    """The page; `picture` has a PNG file for each of `crops`, or b""."""

    def write(stream: BinaryIO) -> None:
        for piece in load(FOLDER, "review.html").generate(_values(title, result, picture)):
            stream.write(piece.encode())

    return OutputFile("review.html", write)


def _values(title: str, result: Result, picture: Callable[[Crop], bytes]) -> dict[str, Any]:
    style, script = (template_text(FOLDER, name) for name in ("review.css", "review.js"))
    count = sum(len(paper.asked) for paper in result.papers)
    return {
        "title": title,
        "summary": _summary(result, count),
        "style": Markup(style),  # noqa: S704 - our own file
        "script": Markup(script),  # noqa: S704 - our own file
        "style_digest": _digest(style),
        "script_digest": _digest(script),
        "nothing": NONE,
        "longest": LONGEST_ID,
        "count": count,
        "papers": _Again(lambda: _papers(result, picture)) if count else (),
        "missing": [
            {
                "name": _name(paper),
                "pages": ", ".join(map(str, paper.copy.missing)),
                "images": _images(paper),
            }
            for paper in result.papers
            if paper.copy.missing
        ],
        "twice": [
            {"name": _name(paper), "images": _images(paper)}
            for paper in result.papers
            if paper.state == TWICE
        ],
        "unread": [{"file": image.file, "number": image.number, "why": why} for image, why in result.unread],
        "decided": [_decided(paper, row) for paper in result.papers for row in _by_person(paper)],
    }


class _Again:
    """Something that can be gone through, made anew each time, and is never empty."""

    def __init__(self, made: Callable[[], Iterable[Any]]) -> None:
        self._made = made

    def __iter__(self) -> Iterator[Any]:
        return iter(self._made())


def _digest(text: str) -> str:
    """As a content security policy names an inline style or script (CSP Level 3, 2.3.1)."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _summary(result: Result, count: int) -> str:
    papers = sum(bool(paper.asked) for paper in result.papers)
    rows = f"{count} row{'' if count == 1 else 's'} of {papers} paper{'' if papers == 1 else 's'}"
    pages = f"{result.pages} page{' was' if result.pages == 1 else 's were'} read"
    return f"{pages}; {rows} to decide." if count else f"{pages}; no row is left to decide."


def _papers(result: Result, picture: Callable[[Crop], bytes]) -> Iterator[dict[str, Any]]:
    place = 0
    for paper in result.papers:
        if paper.asked:
            place += 1
            rows = (_row(row, f"r{place}-{n}", picture) for n, row in enumerate(paper.asked, start=1))
            yield {
                "place": place,
                "name": _name(paper),
                "code": paper.code,
                "scan": scan_of(paper),
                "rows": rows,
            }


def _row(row: RowRead, id: str, picture: Callable[[Crop], bytes]) -> dict[str, Any]:
    return {
        "id": id,
        "label": row.label,
        "title": "Student number" if row.label == NUMBER else f"Row {row.label}",
        "options": row.options,
        "kind": "checkbox" if row.several else "radio",
        "why": reasons(row),
        "read": f"Read: {shown(row)} (confidence {row.confidence:.2f}).",
        "pictures": [
            {"image": str(crop.image), "data": base64.b64encode(picture(crop)).decode()} for crop in row.seen
        ],
    }


def _by_person(paper: Marked) -> Iterator[RowRead]:
    number = paper.copy.number
    return (row for row in (*([number] if number else []), *paper.copy.rows) if row.by == "person")


def _decided(paper: Marked, row: RowRead) -> dict[str, str]:
    return {
        "name": _name(paper),
        "code": paper.code,
        "row": row.label,
        "scan": scan_of(paper),
        "chosen": shown(row),
    }


def _name(paper: Marked) -> str:
    """Whose paper it is, for people."""
    student = paper.student
    if student.name:
        return f"{student.name} ({student.id})"
    return student.id or f"Paper of nobody yet, {scan_of(paper)}"


def _images(paper: Marked) -> str:
    return ", ".join(map(str, paper.copy.images))
