"""The envelope of a STACK question: text, variables, inputs, trees, tests. `templates/moodle-stack/` lays it out.

Must not decide how a part is asked or marked; inputs, trees and tests are written by `elements`. Elements and their
defaults are those that `questiontype.php` (`import_from_xml`) of STACK 4.11 reads; every element is written, since
some defaults are odd (the score of a branch that says nothing is 1).

Every variant is a question of its own, without random numbers of STACK: its values were drawn and proved here, and
STACK must not draw others, of which nobody knows whether they are solvable, or that their mistakes differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from markupsafe import Markup

from generator.answers.lettering import letter
from generator.exporters.decimals import points_text
from generator.exporters.escape import escape
from generator.exporters.losses import NO_FOLLOW_THROUGH, NOTHING_FOLLOWS, Loss
from generator.exporters.moodle.blanks import NOT_SHOWN
from generator.exporters.moodle.pictures import text_element
from generator.exporters.moodle.questions import tag_texts
from generator.exporters.moodle.texts import cdata, plain_name
from generator.exporters.moodle_stack.asking import ask
from generator.exporters.moodle_stack.castext import blocks, inlines
from generator.exporters.moodle_stack.elements import PENALTY, check_element, input_element, tree_element
from generator.exporters.moodle_stack.functions import needed
from generator.exporters.moodle_stack.inputs import Asked, fits, source, symbols_of
from generator.exporters.moodle_stack.marking import mark
from generator.exporters.moodle_stack.symbols import renamed
from generator.exporters.moodle_stack.tests import checks
from generator.exporters.moodle_stack.values import is_lying, value_text
from generator.exporters.words import word
from generator.exporters.xml_templates import load
from generator.model import OPEN_ANSWERS, Item, Math, Question, Sym, Text

VERSION = "2026010500"
"""The version of STACK (4.11.1) whose rules these questions follow; a later one looks what has changed since."""

OTHER_SHAPE = "STACK's grid has the shape of the answer, and a mistake has another one"

_QUESTION = load("moodle-stack", "question.xml")


@dataclass(frozen=True, slots=True)
class Written:
    """A whole `<question>`, and what is lost by it."""

    xml: str
    losses: tuple[Loss, ...]


def written(question: Question, item: Item) -> Written:
    """A question that STACK can ask, as an element."""
    asked = _asked(question)
    by_id = {one.part.id: one for one in asked}
    trees = [mark(one, by_id, question.language) for one in asked]
    variables = list(chain.from_iterable(map(_variables, asked)))
    functions = needed(chain(variables, *(tree.variables for tree in trees)))
    xml = _QUESTION.render(
        name=cdata(plain_name(question.title, f" · {question.index + 1}")),
        text=text_element(_text(question, asked), question),
        solution=text_element(blocks(question.solution), question),
        grade=points_text(item.points),
        penalty=PENALTY,
        id=question.id,
        version=VERSION,
        variables=cdata("\n".join([*functions, *variables])),
        feedback=cdata(_feedback(asked[0]) if len(asked) == 1 else ""),
        note=cdata(_note(question)),
        remarks=_remarks(question.language),
        decimals=word("decimal mark", question.language),
        inputs=[input_element(field) for one in asked for field in one.inputs],
        trees=[tree_element(tree, question) for tree in trees],
        hints=[text_element(blocks(hint), question) for hint in question.hints],
        checks=[check_element(number, check) for number, check in enumerate(checks(asked), 1)],
        tags=tag_texts(question.topics, question.level, question.family),
    )
    return Written(xml, tuple(chain.from_iterable([(*one.losses, *_unseen(one, by_id)) for one in asked])))


def _asked(question: Question) -> tuple[Asked, ...]:
    """All parts, with their inputs counted through; those that a later part builds on may be left empty."""
    needed_later = {consequence.part for part in question.parts for consequence in part.consequences}
    found: list[Asked] = []
    first = 1
    for number, part in enumerate(question.parts, 1):
        asked = ask(part, number, first, question.language)
        first += len(asked.inputs)
        if part.id in needed_later:
            asked = replace(asked, inputs=tuple([replace(field, empty=True) for field in asked.inputs]))
        found.append(asked)
    return tuple(found)


def _unseen(asked: Asked, by_id: Mapping[str, Asked]) -> Iterator[Loss]:
    """What STACK cannot recognise: wrong answers of another shape, and what follows from them or is not known."""
    part = asked.part
    for mistake in part.mistakes:
        if not fits(asked, mistake.answer):
            yield Loss(part.id, OTHER_SHAPE, NOT_SHOWN)
    for consequence in part.consequences:
        if not source(consequence, asked, by_id[consequence.part]):
            yield Loss(part.id, OTHER_SHAPE, NO_FOLLOW_THROUGH)
    if part.follows and not part.consequences:
        yield Loss(part.id, NOTHING_FOLLOWS, NO_FOLLOW_THROUGH)


def _variables(asked: Asked) -> Iterator[str]:
    """The statements of the question about a part: its key, its mistakes, and what follows from others."""
    yield from asked.variables
    lying = isinstance(asked.part.answer, OPEN_ANSWERS) and is_lying(asked.part.answer)
    for number, mistake in enumerate(asked.part.mistakes):
        if fits(asked, mistake.answer):
            yield f"{asked.wrong(number)}: {value_text(mistake.answer, lying)};"
    for number, consequence in enumerate(asked.part.consequences):
        if fits(asked, consequence.answer):
            yield f"{asked.after(number)}: {value_text(consequence.answer, lying)};"


# ─── Texts ───────────────────────────────────────────────────────────────────────────────────────────────


def _text(question: Question, asked: Sequence[Asked]) -> str:
    """The stem; each part with its inputs; what is to be typed otherwise than it is shown."""
    pieces = [blocks(question.stem), *[_part(one, len(asked) > 1) for one in asked]]
    pieces += [
        f"<p>{inlines((Text(word('typed as', question.language).format(typed) + ' '), Math(Sym(symbol))))}</p>"
        for symbol, typed in renamed(symbols_of(question))
    ]
    return "\n".join(filter(None, pieces))


def _part(one: Asked, several: bool) -> str:
    """A part: its letter, its prompt and its input, on one line where that can be; below them what else there is.

    The line is a label of its input, if it has only one: readers for the blind say it there.
    """
    lines = [blocks((block,)) for block in one.part.prompt]
    if one.line:
        asks = f"{_bare(lines.pop())} {one.line}" if lines and _is_plain(lines[-1]) else one.line
        lines.append(f"<p><label>{asks}</label></p>" if len(one.inputs) == 1 else f"<p>{asks}</p>")
    if several:
        label = f"<strong>({letter(one.number - 1)})</strong>"
        begins = lines and _is_plain(lines[0])
        lines[:1] = [f"<p>{label} {_bare(lines[0])}</p>"] if begins else [f"<p>{label}</p>", *lines[:1]]
    return "\n".join([*lines, one.markup, *[_feedback(one)] * several])


def _is_plain(block: str) -> bool:
    """Is it a paragraph, but no displayed formula?"""
    return block.startswith("<p>")


def _bare(paragraph: str) -> str:
    return paragraph.removeprefix("<p>").removesuffix("</p>")


def _feedback(one: Asked) -> str:
    """Where STACK says what it found in a part: below it if there are several, else below the question."""
    return f"<div>[[feedback:{one.tree}]]</div>"


def _note(question: Question) -> str:
    """What tells variants apart, for the teacher: STACK takes two with the same note for one."""
    drawn = "; ".join([f"{name} = {value}" for name, value in question.values])
    ending = f": {drawn}" if drawn else ""
    return inlines((Text(f"{question.family} · {question.index + 1}{ending}"),))


@cache
def _remarks(language: str) -> dict[str, Markup]:
    """What is said of each part, by how much of it is right."""
    return {
        key: cdata(f"<span>{escape(word(f'{key} right', language))}</span>")
        for key in ("all", "partly", "not")
    }
