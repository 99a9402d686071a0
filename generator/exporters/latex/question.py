r"""One question as LaTeX, for every document: asked on a worksheet or in an exam, in the key, worked out, graded.

The parts of a question are numbered (i), (ii), ... if there are several; what is offered to choose from is lettered
(a), (b), ... in every document. Points belong to the problem set's item; the parts share them in proportion.

    >>> fragment(question, item, "latex").body.key
    (KeyRow(label='', answer='$14$'),)

This module must not know of pages, papers or files: `document` lays these strings out. The macros stand in
`templates/pdf/answers.tex` and `keys.tex`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from generator.answer_sheet import bubbled_parts, rows
from generator.answers.choice import content
from generator.answers.lettering import letter, roman
from generator.exporters.base import Fragment
from generator.exporters.latex import answers, escape
from generator.exporters.latex.answers import CLOSED
from generator.exporters.latex.blocks import below, blocks, inlines, standing
from generator.exporters.latex.grading import graded
from generator.exporters.latex.points import amount, points_text
from generator.exporters.latex.working import rooms
from generator.exporters.losses import left_in_english
from generator.exporters.prompts import completed
from generator.exporters.words import word
from generator.model import Essay, Item, NotRendered, Part, Verified
from generator.paper import seal
from generator.sheets.layout import Row


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One line of the key: the label of the part (empty if there is only one) and its answer, as LaTeX."""

    label: str
    answer: str


@dataclass(frozen=True, slots=True)
class Body:
    """A question as LaTeX: `asked` with room for answers, and with room for working in the `exam`; the rows of the
    `key`; the whole `solution`; what a grader needs, `graded`.

    `title` is LaTeX, `bookmark` the same for the outline of the PDF, `points` words (`4 points`), `worth` the number
    alone; `rows` are those of a bubble sheet.
    """

    title: str
    bookmark: str
    points: str
    worth: str
    asked: str
    exam: str
    key: tuple[KeyRow, ...]
    solution: str
    graded: str
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """The LaTeX of a part. `options` is empty unless the answer is put together from what is offered.

    The end of a prompt that the answer completes is `leading`, and no longer part of `prompt`: the answer stands behind
    it, on its line. `stated` is the prompt above a frame that holds both. `working` is the height of the room for it,
    in millimetres. `praise` is the feedback on the right options of a choice, if they have some.
    """

    label: str
    points: str
    prompt: str
    leading: str
    stated: str
    room: str
    working: int
    options: str
    key: str
    praise: str
    mistakes: tuple[str, ...]


def fragment(
    question: Verified,
    item: Item,
    format: str,
    missing: Callable[[str], tuple[str, ...]] = escape.missing,
) -> Fragment:
    """`question` as LaTeX; `format` is the exporter's name in the reported losses.

    `missing` says which characters of a source cannot be printed.
    """
    title, stem, worked = escape.text(question.title), blocks(question.stem), blocks(question.solution)
    parts = _parts(question, item.points)
    body = Body(
        title=title,
        bookmark=escape.pdf_string(question.title),
        points=points_text(item.points, question.language),
        worth=amount(item.points, question.language),
        asked=_asked(stem, parts),
        exam=_examined(stem, parts),
        key=tuple(KeyRow(part.label, part.key) for part in parts),
        solution=_solution(stem, parts, worked, question.language),
        graded=graded(question, item.points, [(part.label, part.key) for part in parts]),
        rows=rows(bubbled_parts(item.number, question)),
    )
    losses = [
        *left_in_english(format, question),
        *_losses(question, format, "", missing(title + stem + worked)),
    ]
    for source, part in zip(question.parts, parts, strict=True):
        printed = "".join((part.prompt, part.leading, part.options, part.key, part.praise, *part.mistakes))
        losses += _losses(question, format, source.id, missing(printed))
    return Fragment(
        id=question.id,
        family=question.family,
        index=question.index,
        item=item.number,
        body=body,
        losses=tuple(losses),
        seal=seal(question),
    )


def _parts(question: Verified, points: Fraction) -> list[_Part]:
    several = len(question.parts) > 1
    language = question.language
    whole = sum((part.points for part in question.parts), Fraction(0))
    labels = {part.id: roman(number) for number, part in enumerate(question.parts, start=1)}
    parts = []
    working = rooms(question)
    for number, part in enumerate(question.parts, start=1):
        prompt, leading, stated = _prompt(part, alone=not several)
        worth = points * part.points / whole if whole else Fraction(0)
        room = answers.room(part.answer, language)
        earlier = ", ".join(f"({labels[id]})" for id in part.follows)
        follow = answers.note(word("follow-through", language).format(earlier)) if earlier else ""
        parts.append(
            _Part(
                label=roman(number) if several else "",
                points=points_text(worth, language) if several and whole else "",
                prompt=prompt,
                leading=leading,
                stated=stated,
                room=room,
                working=working[number - 1],
                options=room if isinstance(part.answer, CLOSED) else "",
                key=" ".join(filter(None, (answers.key(part.answer, worth, language), follow))),
                praise=_praise(part, language),
                mistakes=_mistakes(part, language),
            )
        )
    return parts


def _praise(part: Part, language: str) -> str:
    """What choosing right options earns as feedback; where several are right, each with its letter."""
    offered = [option for _, option in answers.options(part.answer, language)]
    right = [(number, option) for number, option in enumerate(offered) if option.right and option.feedback]
    several = sum(option.right for option in offered) > 1
    return " ".join([f"({letter(n)})~" * several + inlines(option.feedback) for n, option in right])


def _mistakes(part: Part, language: str) -> tuple[str, ...]:
    """What goes wrong in this part: each wrong answer with its feedback."""
    wrong = [
        (line, option.feedback)
        for line, option in answers.options(part.answer, language)
        if option.feedback and not option.right
    ]
    wrong += [(standing(content(mistake.answer)), mistake.feedback) for mistake in part.mistakes]
    return tuple(f"\\mistake{{{answer}}}{{{inlines(feedback)}}}" for answer, feedback in wrong)


def _prompt(part: Part, alone: bool) -> tuple[str, str, str]:
    """The prompt; apart from it its end, if an answer is written behind it; and the prompt above a frame."""
    ending = completed(part, alone)
    if ending is None:
        return blocks(part.prompt), "", ""
    words, last = inlines(ending.before), standing((ending.last,))
    if isinstance(part.answer, (*CLOSED, Essay)):
        return words + last, "", ""
    return words, last, words + (standing((ending.named,)) if ending.named else "")


def _asked(stem: str, parts: list[_Part]) -> str:
    """Stem and parts, with room to write."""
    return _laid_out(stem, parts, map(_with_room, parts))


def _examined(stem: str, parts: list[_Part]) -> str:
    """Stem and parts, with room to work in, and at its foot the room for the answer."""

    def body(part: _Part) -> str:
        if not part.working:
            return _with_room(part)
        room = f"\\answerafter{{}}{{{part.leading}}}{{{part.room}}}" if part.leading else part.room
        return below(part.stated or _kept(part), f"\\working{{{part.working}}}{{{room}}}")

    return _laid_out(stem, parts, map(body, parts))


def _with_room(part: _Part) -> str:
    if part.leading:
        return f"\\answerafter{{{part.prompt}}}{{{part.leading}}}{{{part.room}}}"
    return below(_kept(part), part.room)


def _repeated(stem: str, parts: list[_Part]) -> str:
    """Stem and parts again, without room to write."""
    if _wait(parts):
        return stem

    def body(part: _Part) -> str:
        return f"{part.prompt}{part.leading} \\dots" if part.leading else below(_kept(part), part.options)

    return _laid_out(stem, parts, map(body, parts))


def _kept(part: _Part) -> str:
    """The prompt; one above options is not parted from what stands above it, as the options are not from it."""
    apart = part.options and part.prompt and not part.prompt.startswith("\\displayed")
    return f"\\keptprompt {part.prompt}" if apart else part.prompt


def _wait(parts: list[_Part]) -> bool:
    """Do the prompts, with the points of their parts, stand before the answers only, below the solution?"""
    return all(part.leading for part in parts)


def _laid_out(stem: str, parts: list[_Part], bodies: Iterable[str]) -> str:
    """A single part follows the stem; several are a list with labels and points."""
    if len(parts) == 1:
        return below(stem, *bodies)
    items = [
        f"\\questionpart{{{part.label}}}{{{part.points}}}{body}"
        for part, body in zip(parts, bodies, strict=True)
    ]
    widest = max([part.points for part in parts], key=len)
    return "\n".join(filter(None, (stem, f"\\begin{{parts}}{{{widest}}}", *items, "\\end{parts}")))


def _solution(stem: str, parts: list[_Part], worked: str, language: str) -> str:
    """The question again; the worked solution; the answers; the common mistakes."""
    out = [_repeated(stem, parts), f"\\workedsolution{{{word('solution', language)}}}", worked, ""]
    for part in parts:
        answer = f"{part.prompt}{part.leading} {part.key}" if part.leading else part.key
        points = part.points if _wait(parts) else ""
        out.append(f"\\rightanswer{{{word('answer', language)}}}{{{part.label}}}{{{answer}}}{{{points}}}")
        if part.praise:
            out.append(f"\\praise{{{part.praise}}}")
    if any(part.mistakes for part in parts):
        out.append(f"\\mistakes{{{escape.text(word('common mistakes', language))}}}{{%")
        for part in parts:
            if part.label and part.mistakes:
                out.append(f"\\mistakesof{{{part.label}}}")
            out += part.mistakes
        out.append("}")
    return "\n".join(out)


def _losses(question: Verified, format: str, part: str, characters: Iterable[str]) -> Iterator[NotRendered]:
    for char in characters:
        yield NotRendered(
            format=format,
            family=question.family,
            index=question.index,
            part=part,
            reason=f"the fonts have no character {char!r} (U+{ord(char):04X})",
            instead="its code point, in a box",
        )
