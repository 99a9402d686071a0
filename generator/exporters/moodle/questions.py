"""The question types that hold one part: multiple choice, numerical, essay; and the envelope of all types.

Owns the elements of `<question>`; the templates of `templates/moodle/` lay them out. Must not decide how a
part is asked (`asking`) and knows nothing of cloze. Each writer returns the XML that is special to its type,
for `envelope` to hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from markupsafe import Markup

from generator.answers.choice import content
from generator.exporters import html
from generator.exporters.decimals import points_text
from generator.exporters.moodle.asking import Blank, Wrong
from generator.exporters.moodle.texts import cdata, plain_name
from generator.exporters.xml_templates import load
from generator.model import Answer, Blocks, Choice, Inlines, Question, Text

_QUESTION = load("moodle", "question.xml")
_MULTICHOICE = load("moodle", "multichoice.xml")
_NUMERICAL = load("moodle", "numerical.xml")
_ESSAY = load("moodle", "essay.xml")


@dataclass(frozen=True, slots=True)
class AnswerElement:
    """One `<answer>`: a percentage from Moodle's list (we need 100 and 0 only), and ready texts."""

    fraction: str
    text: Markup | str
    feedback: Markup
    tolerance: str = "0"


def envelope(question: Question, kind: str, text: str, grade: Fraction, special: Markup | str = "") -> str:
    """A whole `<question>`: what all types share, around what is special to `kind`. `text` is HTML."""
    return _QUESTION.render(
        type=kind,
        name=cdata(plain_name(question.title, f" · {question.index + 1}")),
        text=cdata(text),
        solution=cdata(blocks(question.solution)),
        grade=points_text(grade),
        id=question.id,
        special=special,
        tags=_tags(question.topics, question.level, question.family),
    )


def multichoice(choice: Choice) -> Markup:
    """One right option of several, in the order of the model, which is mixed already."""
    elements = [
        AnswerElement(
            "100" if option.right else "0", cdata(inlines(option.content)), cdata(inlines(option.feedback))
        )
        for option in choice.options
    ]
    return Markup(_MULTICHOICE.render(answers=elements))  # noqa: S704 - rendered with escaping on


def numerical(blank: Blank) -> Markup:
    """One typed number. The first answer that matches counts, so the key stands first."""
    elements = [AnswerElement("100", blank.key.text, cdata(""), blank.key.tolerance)]
    elements += [
        AnswerElement("0", wrong.numbers.text, cdata(feedback(wrong)), wrong.numbers.tolerance)
        for wrong in blank.wrong
    ]
    return Markup(_NUMERICAL.render(answers=elements))  # noqa: S704 - rendered with escaping on


def essay(question: Question) -> Markup:
    """A text for human graders, who see the answer of every part."""
    keys = "".join(f"<p>{inlines((Text(f'{part.id}: '), *_key(part.answer)))}</p>" for part in question.parts)
    return Markup(_ESSAY.render(key=cdata(keys)))  # noqa: S704 - rendered with escaping on


def whole_text(question: Question) -> str:
    """Stem and prompts, for the types that ask outside the text."""
    return "\n".join([blocks(question.stem), *(blocks(part.prompt) for part in question.parts)])


def feedback(wrong: Wrong) -> str:
    """What a wrong number earns, as HTML; where several mistakes lead to it, what each of them says."""
    return "<br>".join([inlines(text) for text in wrong.feedback])


def blocks(prose: Blocks) -> str:
    """Blocks as HTML with TeX that Moodle's MathJax filter reads."""
    return html.blocks(prose, html.tex_math)


@lru_cache(maxsize=256)  # one feedback stands in many gaps, and often in every variant
def inlines(prose: Inlines) -> str:
    """Inlines as HTML with TeX that Moodle's MathJax filter reads."""
    return html.inlines(prose, html.tex_math)


def _key(answer: Answer) -> Inlines:
    if isinstance(answer, Choice):
        return next(option.content for option in answer.options if option.right)
    return content(answer)


@lru_cache(maxsize=64)  # all variants of a family have the same
def _tags(topics: tuple[str, ...], level: str, family: str) -> tuple[Markup, ...]:
    """Topics, level and family, each once: Moodle compares tags without case."""
    tags = (*topics, f"level:{level}", family)
    once = {tag.casefold(): plain_name(tag) for tag in reversed(tags)}
    return tuple(cdata(tag) for tag in reversed(once.values()))
