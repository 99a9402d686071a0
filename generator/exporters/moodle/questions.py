"""The question types that hold one part: multiple choice, numerical, essay; and the envelope of all types.

Owns the elements of `<question>`; the templates of `templates/moodle/` lay them out. Must not decide how a
part is asked (`asking`) and knows nothing of cloze. Each writer returns the XML that is special to its type,
for `envelope` to hold.

Elements, their defaults and the percentages of `fraction` are those that `question/format/xml/format.php` of
Moodle 4.5 reads (`import_headers`, `import_multichoice`, `import_numerical`, `import_essay`).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from markupsafe import Markup

from generator.answers.choice import content
from generator.exporters import html
from generator.exporters.decimals import points_text, shares
from generator.exporters.labels import letter, tags
from generator.exporters.losses import Loss
from generator.exporters.moodle.asking import Blank, Wrong
from generator.exporters.moodle.texts import cdata, plain_name
from generator.exporters.xml_templates import load
from generator.model import Answer, Blocks, Choice, Inlines, Paragraph, Part, Question, Text

_QUESTION = load("moodle", "question.xml")
_MULTICHOICE = load("moodle", "multichoice.xml")
_NUMERICAL = load("moodle", "numerical.xml")
_ESSAY = load("moodle", "essay.xml")


NO_FEEDBACK = "Moodle marks no essay, and so shows no feedback on a known answer"
FOR_GRADERS = "its feedback stands in the notes for graders"


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


def essay(question: Question, points: Fraction) -> tuple[Markup, tuple[Loss, ...]]:
    """A text for human graders, who see the answer of every part, its points and what feedback is due."""
    worths = shares(points, [part.points for part in question.parts])
    alone = len(question.parts) == 1
    notes: list[Inlines] = []
    for part, worth in zip(question.parts, worths, strict=True):
        label = f"{part.id}: " if alone else f"{part.id} ({points_text(worth)}): "
        notes.append((Text(label), *_key(part.answer)))
        notes += [(Text("If the answer is "), *answer, Text(": "), *text) for answer, text in _remarks(part)]
    losses = tuple(Loss(part.id, NO_FEEDBACK, FOR_GRADERS) for part in question.parts if _remarks(part))
    key = blocks(tuple(map(Paragraph, notes)))
    return Markup(_ESSAY.render(key=cdata(key))), losses  # noqa: S704 - rendered with escaping on


def whole_text(question: Question) -> str:
    """Stem and prompts, for the types that ask outside the text."""
    return "\n".join([blocks(question.stem), *(blocks(part.prompt) for part in question.parts)])


def essay_text(question: Question) -> str:
    """Stem and prompts, with the options of each choice below its prompt, lettered, to be named in the essay."""
    pieces = [blocks(question.stem)]
    for part in question.parts:
        pieces.append(blocks(part.prompt))
        if isinstance(part.answer, Choice):
            pieces += [blocks((Paragraph(line),)) for line in _options(part.answer)]
    return "\n".join(pieces)


def feedback(wrong: Wrong) -> str:
    """What a wrong number earns, as HTML; where several mistakes lead to it, what each of them says."""
    return "<br>".join([inlines(text) for text in wrong.feedback])


def blocks(prose: Blocks) -> str:
    """Blocks as HTML with TeX that Moodle's MathJax filter reads."""
    return html.blocks(prose, html.MOODLE)


@lru_cache(maxsize=256)  # one feedback stands in many gaps, and often in every variant
def inlines(prose: Inlines) -> str:
    """Inlines as HTML with TeX that Moodle's MathJax filter reads."""
    return html.inlines(prose, html.MOODLE)


def _key(answer: Answer) -> Inlines:
    if isinstance(answer, Choice):
        lines = zip(answer.options, _options(answer), strict=True)
        return next(line for option, line in lines if option.right)
    return content(answer)


def _options(answer: Choice) -> list[Inlines]:
    return [(Text(f"({letter(n)}) "), *option.content) for n, option in enumerate(answer.options)]


def _remarks(part: Part) -> list[tuple[Inlines, Inlines]]:
    """Answers of a part that earn feedback, and that feedback."""
    if isinstance(part.answer, Choice):
        lines = zip(part.answer.options, _options(part.answer), strict=True)
        return [(line, option.feedback) for option, line in lines if option.feedback]
    return [(content(mistake.answer), mistake.feedback) for mistake in part.mistakes]


@lru_cache(maxsize=64)  # all variants of a family have the same
def _tags(topics: tuple[str, ...], level: str, family: str) -> tuple[Markup, ...]:
    return tuple([cdata(plain_name(tag)) for tag in tags(topics, level, family)])
