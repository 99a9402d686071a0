"""The envelope that all question types share: name, text, worked solution, points, id, tags.

The templates of `templates/moodle/` lay it out; what is special to a type comes from `alone`, `cloze` and `essays`.

Elements and their defaults are those that `question/format/xml/format.php` of Moodle 4.5 reads
(`import_headers`).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from markupsafe import Markup

from generator.exporters.decimals import points_text
from generator.exporters.labels import tags
from generator.exporters.losses import Loss
from generator.exporters.moodle.markup import blocks
from generator.exporters.moodle.pictures import text_element
from generator.exporters.moodle.texts import cdata, plain_name
from generator.exporters.xml_templates import load
from generator.model import Question

_QUESTION = load("moodle", "question.xml")


@dataclass(frozen=True, slots=True)
class Body:
    """What differs between questions: Moodle's word for the type, the text as HTML, the type's own elements."""

    kind: str
    text: str
    special: Markup | str = ""
    losses: tuple[Loss, ...] = ()


def envelope(question: Question, body: Body, grade: Fraction) -> str:
    """A whole `<question>`."""
    return _QUESTION.render(
        type=body.kind,
        name=cdata(plain_name(question.title, f" · {question.index + 1}")),
        text=text_element(body.text, question),
        solution=text_element(blocks(question.solution), question),
        grade=points_text(grade),
        id=question.id,
        special=body.special,
        tags=_tags(question.topics, question.level, question.family),
    )


@lru_cache(maxsize=64)  # all variants of a family have the same
def _tags(topics: tuple[str, ...], level: str, family: str) -> tuple[Markup, ...]:
    return tuple([cdata(plain_name(tag)) for tag in tags(topics, level, family)])
