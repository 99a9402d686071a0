"""The pages of a problem set: worksheet, exam, answer key, worked solutions, grading guide; each one file.

A page is written in pieces, one for each paper, so that it is never held in memory as a whole. The templates of
`templates/html/` lay it out; what they print is escaped, but for what `markup` wrote.

    >>> "".join(page("worksheet", heading, papers)).startswith("<!DOCTYPE html>")
    True

A page loads nothing: its style sheet, its figures and its logo are in it, it runs no script, and its policy forbids
browsers to do either.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from hashlib import sha256
from typing import Any

from generator.exporters.base import Fragment
from generator.exporters.html_pages.markup import blocks
from generator.exporters.latex.colours import DARK, RULES, TEXT, on_paper, on_screen
from generator.exporters.latex.document import DOCUMENTS
from generator.exporters.latex.papers import Paper
from generator.exporters.latex.points import amount, points_text
from generator.exporters.words import WORDS, word
from generator.exporters.xml_templates import escaped, load, rendered
from generator.model import Heading, Layout, Student

_FOLDER = "html"

_LOGOS = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}
"""The endings of logos that a browser can show."""

_WORDS = {
    "answer": "answer",
    "common_mistakes": "common mistakes",
    "contents": "contents",
    "earned": "points earned",
    "earns": "earns",
    "false": "false",
    "name": "name",
    "points": "points possible",
    "question": "question number",
    "reason": "reason",
    "rules": "rules",
    "seed": "seed",
    "skip": "skip to content",
    "solution": "solution",
    "student_id": "student id",
    "total": "total",
    "true": "true",
}
"""The fixed words that templates print, by their names there."""


def page(
    document: str, heading: Heading, papers: Sequence[Paper], first: int = 1, code: str = ""
) -> Iterator[str]:
    """A document, in pieces: its head, one piece a paper, its end.

    The first of `papers` has the number `first`; with students, paper k is that of the k-th. `code` stands at the foot
    of the page.
    """
    several = len(papers) > 1
    shared = _shared(document, heading)
    labels = [_paper(number, heading) for number, _ in enumerate(papers, start=first)]
    yield load(_FOLDER, "start.html").render({**shared, "papers": labels if several else []})
    items = {item.number: item for item in heading.items}
    question = load(_FOLDER, "question.html")
    for paper, label in zip(papers, labels, strict=True):
        total = sum((items[fragment.item].points for fragment in paper), Fraction(0))
        values = {
            **shared,
            "paper": label,
            "several": several,
            "level": 3 if several else 2,
            "total": _total(total, heading.language),
        }
        listed = [_question(fragment, label["anchor"]) for fragment in paper]
        written = [rendered(question, **values, question=one, said=words(one["language"])) for one in listed]
        yield load(_FOLDER, "paper.html").render({**values, "questions": listed, "written": written})
    yield load(_FOLDER, "end.html").render({**shared, "code": code})


def asked(fragment: Fragment) -> str:
    """A question by itself, as the worksheet asks it and as it is worked out, without a page around it."""
    one = _question(fragment, "paper")
    template = load(_FOLDER, "question.html")
    values = {"level": 2, "question": one, "said": words(one["language"]), "language": one["language"]}
    return "\n".join([template.render({**values, "document": name}) for name in ("worksheet", "solutions")])


def has_unseen_logo(layout: Layout) -> bool:
    """Is there a logo that a browser cannot show?"""
    return bool(layout.logo) and _ending(layout) not in _LOGOS


@cache
def words(language: str) -> Mapping[str, str]:
    """The fixed words in a language."""
    return {name: WORDS[key][language] for name, key in _WORDS.items()}


def _shared(document: str, heading: Heading) -> dict[str, Any]:
    """What all pieces of a page are given."""
    language, layout = heading.language, heading.layout
    key = DOCUMENTS[document]
    name = word(key, language) if key else ""
    style = _style(layout)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return {
        "language": language,
        "document": document,
        "name": name,
        "title": f"{heading.title}: {name}" if name else heading.title,
        "set": {
            "title": heading.title,
            "about": " · ".join(filter(None, (heading.course, heading.date))),
            "seed": heading.seed,
            "instructions": blocks(heading.instructions, language),
            "rules": blocks(layout.rules, language),
        },
        "words": words(language),
        "large": layout.large,
        "style": escaped(style),
        "digest": digest,
        "logo": _logo(layout),
        "logo_name": heading.course or heading.title,
    }


@cache
def _style(layout: Layout) -> str:
    """The style sheet; of what a set says, only the colour and the size of the print are in it."""
    colours = {"heading": "", "rule": "", "dark_heading": "", "dark_rule": ""}
    if layout.colour:
        colours = {
            "heading": on_paper(layout.colour, TEXT),
            "rule": on_paper(layout.colour, RULES),
            "dark_heading": on_screen(layout.colour, TEXT),
            "dark_rule": on_screen(layout.colour, RULES),
        }
    return load(_FOLDER, "style.css").render({"dark": DARK, "large": layout.large, **colours})


def _logo(layout: Layout) -> str:
    """The logo as an address that holds it; "" if there is none to be shown."""
    if not layout.logo or has_unseen_logo(layout):
        return ""
    return f"data:{_LOGOS[_ending(layout)]};base64,{b64encode(layout.logo).decode()}"


def _ending(layout: Layout) -> str:
    return layout.logo_name.rpartition(".")[2].lower()


def _paper(number: int, heading: Heading) -> Mapping[str, Any]:
    several = heading.papers > 1
    label = word("paper", heading.language).format(number=number, count=heading.papers) if several else ""
    student: Student | None = heading.students[number - 1] if number <= len(heading.students) else None
    return {"number": number, "label": label, "anchor": f"paper-{number}", "student": student}


def _total(points: Fraction, language: str) -> Mapping[str, str]:
    text = points_text(points, language)
    of = word("of points", language).format(points=text)
    return {"number": amount(points, language), "text": text, "of": of}


def _question(fragment: Fragment, paper: str) -> Mapping[str, Any]:
    body = fragment.body
    return {
        "number": fragment.item,
        "anchor": f"{paper}-question-{fragment.item}",
        "body": body,
        "language": body.language,
        "waits": bool(body.parts) and all(part.leading for part in body.parts),
        "has_mistakes": any(part.mistakes for part in body.parts),
    }
