"""Matching as a question of its own: drop-downs beside or in the text, or boxes to be dragged into it.

Owns which of three types takes the pairs; must not decide what stands in a drop-down or a box (`pairs`).

    matching    plain text, at least two things on the left and three to choose from, as Moodle's form wants it
    gapselect   plain text otherwise, and letters, which must stand in order
    ddwtos      boxes with formulas; each can be used again if one of them must be

Moodle always mixes what a `matching` offers, so that its order gives nothing away; what is on the left it leaves in
place, as what is in the drop-downs and boxes of the two others, which the model has mixed already. In all three, each
pair counts alike (`question/type/match/question.php` and `question/type/gapselect/questionbase.php` of Moodle 4.5).

In the text of `gapselect` and `ddwtos`, `[[2]]` is a place for the second thing. Other double brackets of the text, as
in a matrix, are hidden, since Moodle's form takes any for a place (`question/type/gapselect/edit_form_base.php`).
"""

from __future__ import annotations

import re

from generator.exporters.moodle.markup import inlines, lines
from generator.exporters.moodle.pairs import Boxes, Pairs
from generator.exporters.moodle.pictures import text_element
from generator.exporters.moodle.questions import Body, combined, text
from generator.exporters.moodle.texts import cdata
from generator.exporters.xml_templates import load, rendered
from generator.model import Inlines, Question

_MATCHING = load("moodle", "matching.xml")
_DROP_DOWNS = load("moodle", "gapselect.xml")
_BOXES = load("moodle", "ddwtos.xml")

_FEWEST_LEFTS = 2
_FEWEST_CHOICES = 3

_FALSE_PLACE = re.compile(r"\[(?=\[)")


def from_drop_downs(question: Question, asked: Pairs) -> Body:
    """Choices of plain text."""
    few = len(asked.lefts) < _FEWEST_LEFTS or len(asked.choices) < _FEWEST_CHOICES
    return _in_text(question, asked) if few or asked.listed else _beside(question, asked)


def from_boxes(question: Question, asked: Boxes) -> Body:
    """Boxes, all of which can be used again if one must be: else that would say which."""
    special = rendered(
        _BOXES,
        combined=combined(question.language, several=True),
        boxes=[cdata(box) for box in asked.boxes],
        infinite=len(set(asked.key)) < len(asked.key),
    )
    return Body("ddwtos", _with_places(question, asked), special, several=True)


def _in_text(question: Question, asked: Pairs) -> Body:
    special = rendered(
        _DROP_DOWNS,
        combined=combined(question.language, several=True),
        choices=[cdata(choice) for choice in asked.choices],
    )
    placed = _with_places(question, asked, asked.listed)
    return Body("gapselect", placed, special, several=True)


def _beside(question: Question, asked: Pairs) -> Body:
    """A choice that belongs to nothing on the left stands beside an empty one."""
    used = frozenset(asked.key)
    couples = [
        (inlines(left), asked.choices[right]) for left, right in zip(asked.lefts, asked.key, strict=True)
    ]
    couples += [("", choice) for number, choice in enumerate(asked.choices) if number not in used]
    special = rendered(
        _MATCHING,
        combined=combined(question.language, several=True),
        couples=[(text_element(left, question), cdata(choice)) for left, choice in couples],
    )
    return Body("matching", text(question), special, several=True)


def _with_places(question: Question, asked: Pairs | Boxes, listed: tuple[Inlines, ...] = ()) -> str:
    above = [_FALSE_PLACE.sub("&#91;", text(question, lines(listed)))]
    rows = [
        f"<p>{_FALSE_PLACE.sub('&#91;', inlines(left))} [[{right + 1}]]</p>"
        for left, right in zip(asked.lefts, asked.key, strict=True)
    ]
    return "\n".join(above + rows)
