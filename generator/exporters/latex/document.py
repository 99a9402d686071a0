r"""The documents of a problem set: worksheet, exam, answer key, worked solutions, grading guide.

`frame` writes what surrounds the papers; the templates of `templates/pdf/`, or an instructor's in their place, lay out
one paper at a time. Templates print what they are given: no arithmetic, no escaping, no rules. Every value that reaches
them is LaTeX already; `docs/layout.md` tells of each.

    >>> "".join(source("worksheet", heading, papers)).startswith("\\documentclass")
    True

Before each question a template writes the comment `% question: 3 eigen/2x2 1` (number, family, variant), by
which the engine finds the question that a line of the source belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from generator.exporters.base import Fragment
from generator.exporters.latex import escape
from generator.exporters.latex.blocks import blocks
from generator.exporters.latex.colours import RULES, TEXT, on_paper
from generator.exporters.latex.frame import frame
from generator.exporters.latex.papers import Paper
from generator.exporters.latex.points import amount, points_text
from generator.exporters.latex.templates import layouts
from generator.exporters.words import word
from generator.model import Heading, Item, Layout, Student

DOCUMENTS = {
    "worksheet": "",
    "exam": "exam",
    "answer-key": "answer key",
    "solutions": "worked solutions",
    "grading": "grading guide",
}
"""Each document (its template and its file name) and the key of the words that its title adds to that of the set."""

_IN_COLUMNS = ("worksheet", "exam")
"""The documents whose questions stand in as many columns as the set says; the others have wide tables and displays."""

_WORDS = {
    "name": "name",
    "student_id": "student id",
    "seed": "seed",
    "question": "question number",
    "points": "points possible",
    "earned": "points earned",
    "total": "total",
    "rules": "rules",
}
"""The fixed words that templates print, by their names there."""


def files(heading: Heading) -> dict[str, bytes]:
    """What the sources of a set load beside packages: the logo, if there is one, by its name in them."""
    layout = heading.layout
    return {_logo(layout): layout.logo} if layout.logo else {}


def source(document: str, heading: Heading, papers: Sequence[Paper], tagged: bool = False) -> Iterator[str]:
    """The LaTeX source of a document, in pieces: its head, one piece a paper, its end.

    With students, paper k is that of the k-th. `tagged` documents are for lualatex.
    Raises SpecError if a template of the instructor's fails.
    """
    layout = heading.layout
    if document not in _IN_COLUMNS or layout.large:  # half a line of large print holds too little
        heading = replace(heading, layout=replace(layout, columns=1))
    language = heading.language
    key = DOCUMENTS[document]
    templates = layouts(heading.layout.templates)
    shared = _shared(heading, tagged, escape.text(word(key, language)) if key else "")
    name = f"{heading.title}: {word(key, language)}" if key else heading.title
    head, tail = frame(heading, name, templates, shared, tagged)
    yield head
    items = {item.number: item for item in heading.items}
    for number, paper in enumerate(papers, start=1):
        student = heading.students[number - 1] if number <= len(heading.students) else None
        total = sum((items[fragment.item].points for fragment in paper), Fraction(0))
        questions = [_question(fragment, items[fragment.item], number, len(papers) > 1) for fragment in paper]
        values = {
            **shared,
            "paper": _paper(number, len(papers), student, language),
            "total": _total(total, language),
            "questions": questions,
        }
        yield templates.rendered(f"{document}.tex", values)
    yield tail


def _shared(heading: Heading, tagged: bool, title: str) -> dict[str, Any]:
    """What all papers are given."""
    language = heading.language
    words = {name: escape.text(word(key, language)) for name, key in _WORDS.items()}
    words["page"] = escape.filled(word("page", language), number="#1", count="#2")
    return {
        "set": {
            "title": escape.text(heading.title),
            "course": escape.text(heading.course),
            "date": escape.text(heading.date),
            "seed": escape.text(heading.seed),
            "instructions": blocks(heading.instructions),
            "rules": blocks(heading.layout.rules),
        },
        "document": title,
        "words": words,
        "layout": _layout(heading.layout, tagged, len(heading.items)),
    }


def _layout(layout: Layout, tagged: bool, questions: int) -> dict[str, Any]:
    return {
        "tagged": tagged,
        "size": layout.size,
        "columns": layout.columns,
        "large": layout.large,
        "text_colour": on_paper(layout.colour, TEXT) if layout.colour else "",
        "rule_colour": on_paper(layout.colour, RULES) if layout.colour else "",
        "logo": _logo(layout) if layout.logo else "",
        "points_columns": _even(questions, 6 if layout.large else 10),
    }


def _even(count: int, most: int) -> int:
    """How many stand in a row of `most` at most, so that rows are alike: twelve are six and six, not ten and two."""
    rows = -(-count // most)
    return -(-count // max(rows, 1)) or 1


def _logo(layout: Layout) -> str:
    """The logo's file beside the source; only its ending is that of the set's file."""
    return f"logo.{layout.logo_name.rpartition('.')[2].lower()}"


def _paper(number: int, count: int, student: Student | None, language: str) -> Mapping[str, Any]:
    label = word("paper", language).format(number=number, count=count) if count > 1 else ""
    return {
        "number": number,
        "label": escape.text(label),
        "anchor": f"paper{number}",
        "student": _student(student) if student else None,
    }


def _student(student: Student) -> Mapping[str, Any]:
    return {
        "id": escape.text(student.id),
        "name": escape.text(student.name),
        "fields": [
            {"name": escape.text(name), "value": escape.text(value)} for name, value in student.fields
        ],
    }


def _total(points: Fraction, language: str) -> Mapping[str, str]:
    text = points_text(points, language)
    return {
        "number": amount(points, language),
        "text": text,
        "of": word("of points", language).format(points=text),
    }


def _question(fragment: Fragment, item: Item, paper: int, several: bool) -> Mapping[str, Any]:
    body = fragment.body
    return {
        "number": item.number,
        "mark": f"{item.number} {_plain(fragment.family)} {fragment.index + 1}",
        "anchor": f"paper{paper}.question{item.number}",
        "level": 1 if several else 0,
        "title": body.title,
        "bookmark": f"{item.number}. {body.bookmark}",
        "points": body.points,
        "worth": body.worth,
        "asked": body.asked,
        "exam": body.exam,
        "key": [{"label": row.label, "answer": row.answer} for row in body.key],
        "solution": body.solution,
        "graded": body.graded,
    }


def _plain(family: str) -> str:
    """A family's id as one printable word, so that it stays inside its comment."""
    return "".join(c if c.isprintable() and c != " " else "?" for c in family)
