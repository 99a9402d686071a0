"""One question for pages: all that any document tells of it, decided and written, to be laid out by a template.

Parts are numbered (i), (ii), ... if there are several. Points belong to the problem set's item; the parts share them in
proportion.

    >>> fragment(question, item, "html").body.parts[0].key
    Markup('<math ...>14</math>')

Must not know of pages, papers or files: `pages` puts them together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from generator.answers.choice import content
from generator.answers.lettering import letter, roman
from generator.exporters.base import Fragment
from generator.exporters.html_pages.answers import CLOSED, NOTHING, Room, key, note, options, room
from generator.exporters.html_pages.markup import blocks, inlines, standing
from generator.exporters.latex.credit import rule, share
from generator.exporters.latex.points import amount, points_text
from generator.exporters.latex.working import rooms
from generator.exporters.losses import told
from generator.exporters.prompts import completed
from generator.exporters.words import word
from generator.exporters.xml_templates import escaped
from generator.model import (
    Essay,
    Item,
    MultipleChoice,
    Option,
    Part,
    Question,
    Verified,
)
from generator.paper import seal

_LINE = 8
"""Millimetres of a line of working."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong answer, what is said of it, and the points that it earns ("" where a rule tells)."""

    answer: Markup
    said: Markup
    earns: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A part. `label` and `points` are empty if there is only one.

    The end of a prompt that the answer completes is `leading`, and no longer part of `prompt`, which then is a line and
    not blocks: the answer stands behind it. `stated` is that line above room for working. `closed` says whether there
    is something to choose from. `working` are the lines of room for it in an exam. `praise` is the feedback on right
    options, `shared` how the points are shared out over an answer of several pieces; `mistakes` are for students, and
    `wrong`, with what follows from earlier parts, for graders.
    """

    label: str
    points: str
    prompt: Markup
    leading: Markup
    stated: Markup
    room: Room
    closed: bool
    working: int
    key: Markup
    praise: Markup
    mistakes: tuple[Wrong, ...]
    shared: str
    wrong: tuple[Wrong, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """A question: `points` are words (`4 points`), `worth` the number alone, `worked` the worked solution."""

    language: str
    title: str
    points: str
    worth: str
    stem: Markup
    parts: tuple[Asked, ...]
    worked: Markup


def fragment(question: Verified, item: Item, format: str) -> Fragment:
    """`question` for pages; `format` is the exporter's name in the reported losses."""
    language = question.language
    body = Body(
        language=language,
        title=question.title,
        points=points_text(item.points, language),
        worth=amount(item.points, language),
        stem=blocks(question.stem, language),
        parts=tuple(_parts(question, item.points)),
        worked=blocks(question.solution, language),
    )
    return Fragment(
        id=question.id,
        family=question.family,
        index=question.index,
        item=item.number,
        body=body,
        losses=told(format, question, ()),
        seal=seal(question),
    )


def _parts(question: Verified, points: Fraction) -> Iterator[Asked]:
    several = len(question.parts) > 1
    language = question.language
    whole = sum((part.points for part in question.parts), Fraction(0))
    labels = {part.id: roman(number) for number, part in enumerate(question.parts, start=1)}
    for part, working in zip(question.parts, rooms(question), strict=True):
        prompt, leading, stated = _prompt(part, language, alone=not several)
        worth = points * part.points / whole if whole else Fraction(0)
        offered = options(part.answer, language)
        right = key(part.answer, worth, language, offered)
        if part.follows:
            earlier = ", ".join([f"({labels[id]})" for id in part.follows])
            right += " " + note(word("follow-through", language).format(earlier))
        mistakes = tuple(_mistakes(part, offered, worth, language))
        yield Asked(
            label=labels[part.id] if several else "",
            points=points_text(worth, language) if several and whole else "",
            prompt=prompt,
            leading=leading,
            stated=stated,
            room=room(part.answer, language),
            closed=isinstance(part.answer, CLOSED),
            working=-(-working // _LINE),
            key=right,
            praise=_praise(offered, language),
            mistakes=mistakes,
            shared=rule(part.answer, worth, language),
            wrong=(*mistakes, *_carried(question, part, worth)),
        )


def _prompt(part: Part, language: str, alone: bool) -> tuple[Markup, Markup, Markup]:
    """The prompt; apart from it its end, if an answer is written behind it; and the prompt above room for working."""
    ending = None if isinstance(part.answer, (*CLOSED, Essay)) else completed(part, alone)
    if ending is None:
        return blocks(part.prompt, language), NOTHING, NOTHING
    words = inlines(ending.before, language)
    named = standing((ending.named,), language) if ending.named else NOTHING
    return words, standing((ending.last,), language), words + named


def _praise(offered: Sequence[tuple[Markup, Option]], language: str) -> Markup:
    """What choosing right options earns as feedback; where several are right, each with its letter."""
    several = sum(option.right for _, option in offered) > 1
    said = [
        f"({letter(n)}) " * several + inlines(option.feedback, language)
        for n, (_, option) in enumerate(offered)
        if option.right and option.feedback
    ]
    return escaped(" ".join(said))


def _mistakes(
    part: Part, offered: Sequence[tuple[Markup, Option]], worth: Fraction, language: str
) -> Iterator[Wrong]:
    """The wrong options and the known mistakes of a part; what one tick of several earns is told by a rule."""
    nothing = "" if isinstance(part.answer, MultipleChoice) else amount(Fraction(0), language)
    for line, option in offered:
        if option.feedback and not option.right:
            yield Wrong(line, inlines(option.feedback, language), nothing)
    for mistake in part.mistakes:
        earned = amount(worth * share(part.answer, mistake.answer), language)
        yield Wrong(standing(content(mistake.answer), language), inlines(mistake.feedback, language), earned)


def _carried(question: Question, part: Part, worth: Fraction) -> Iterator[Wrong]:
    """What follows from a known mistake in an earlier part: it earns everything here."""
    language = question.language
    numbers = {other.id: number for number, other in enumerate(question.parts, start=1)}
    for consequence in part.consequences:
        number = numbers[consequence.part]
        wrong = question.parts[number - 1].mistakes[consequence.mistake].answer
        said = escaped(
            word("carried", language).format(
                answer=standing(content(wrong), language), part=f"({roman(number)})"
            )
        )
        yield Wrong(standing(content(consequence.answer), language), said, amount(worth, language))
