"""The envelope of a STACK question: text, variables, inputs, trees, tests. `templates/moodle-stack/` lays it out.

Must not decide how a part is asked or marked. Elements and their defaults are those that `questiontype.php`
(`import_from_xml`) of STACK 4.11 reads; every element is written, since some defaults are odd (the score of a branch
that says nothing is 1).

Every variant is a question of its own, without random numbers of STACK: its values were drawn and proved here, and
STACK must not draw others, of which nobody knows whether they are solvable, or that their mistakes differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache
from itertools import chain

from markupsafe import Markup

from generator.exporters.decimals import points_text
from generator.exporters.escape import escape
from generator.exporters.labels import letter, tags
from generator.exporters.losses import Loss
from generator.exporters.moodle.pictures import text_element
from generator.exporters.moodle.texts import cdata, plain_name
from generator.exporters.moodle_stack.asking import ask
from generator.exporters.moodle_stack.castext import blocks, inert, inlines
from generator.exporters.moodle_stack.functions import needed
from generator.exporters.moodle_stack.inputs import Asked, fits, symbols_of
from generator.exporters.moodle_stack.marking import mark
from generator.exporters.moodle_stack.symbols import renamed
from generator.exporters.moodle_stack.tests import Check, checks
from generator.exporters.moodle_stack.trees import Branch, Tree
from generator.exporters.moodle_stack.values import is_lying, value_text
from generator.exporters.words import word
from generator.exporters.xml_templates import load
from generator.model import OPEN_ANSWERS, Item, Math, Question, Sym

VERSION = "2026010500"
"""The version of STACK (4.11.1) whose rules these questions follow; a later one looks what has changed since."""

PENALTY = "0.1"
"""What a wrong try costs, where a quiz takes something off: STACK's own default."""

OTHER_SHAPE = "STACK's grid has the shape of the answer, and a mistake has another one"
NOT_SHOWN = "its feedback is not shown"

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
        feedback=cdata(_feedback(asked)),
        note=cdata(_note(question)),
        remarks=_remarks(question.language),
        decimals=word("decimal mark", question.language),
        inputs=[field for one in asked for field in one.inputs],
        trees=[_tree(tree, question) for tree in trees],
        hints=[text_element(blocks(hint), question) for hint in question.hints],
        checks=[_check(number, check) for number, check in enumerate(checks(asked), 1)],
        tags=_tags(question.topics, question.level, question.family),
    )
    return Written(xml, tuple(chain.from_iterable([(*one.losses, *_unseen(one)) for one in asked])))


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


def _unseen(asked: Asked) -> Iterator[Loss]:
    for mistake in asked.part.mistakes:
        if not fits(asked, mistake.answer):
            yield Loss(asked.part.id, OTHER_SHAPE, NOT_SHOWN)


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
    """What is to be typed otherwise than it is shown; the stem; each part with its inputs."""
    pieces = [blocks(question.stem)]
    for one in asked:
        pieces += [_label(one, asked), blocks(one.part.prompt), one.markup]
    pieces += [
        f"<p>{inert(escape(word('typed as', question.language).format(typed)))} {inlines((Math(Sym(symbol)),))}</p>"
        for symbol, typed in renamed(symbols_of(question))
    ]
    return "\n".join(filter(None, pieces))


def _label(one: Asked, asked: Sequence[Asked]) -> str:
    """The letter of a part, if there are several."""
    return f"<p><strong>({letter(one.number - 1)})</strong></p>" if len(asked) > 1 else ""


def _feedback(asked: Sequence[Asked]) -> str:
    return "\n".join(
        filter(None, [line for one in asked for line in (_label(one, asked), f"[[feedback:{one.tree}]]")])
    )


def _note(question: Question) -> str:
    """What tells variants apart, for the teacher: STACK takes two with the same note for one."""
    drawn = "; ".join([f"{name} = {value}" for name, value in question.values])
    ending = f": {drawn}" if drawn else ""
    return inert(escape(f"{question.family} · {question.index + 1}{ending}"))


@cache
def _remarks(language: str) -> dict[str, Markup]:
    """What is said of each part, by how much of it is right."""
    return {
        key: cdata(f"<span>{escape(word(f'{key} right', language))}</span>")
        for key in ("all", "partly", "not")
    }


@lru_cache(maxsize=64)  # all variants of a family have the same
def _tags(topics: tuple[str, ...], level: str, family: str) -> tuple[Markup, ...]:
    return tuple([cdata(plain_name(tag)) for tag in tags(topics, level, family)])


# ─── Trees and tests, ready for the template ─────────────────────────────────────────────────────────────


def _tree(tree: Tree, question: Question) -> dict[str, object]:
    return {
        "name": tree.name,
        "value": points_text(tree.value),
        "simplify": int(tree.simplify),
        "variables": cdata("\n".join(tree.variables)),
        "nodes": [
            {
                "given": cdata(node.test.given),
                "wanted": cdata(node.test.wanted),
                "yes": _branch(node.yes, question),
                "no": _branch(node.no, question),
            }
            for node in tree.nodes
        ],
    }


def _branch(branch: Branch, question: Question) -> dict[str, object]:
    """A branch that does not set the score adds nothing to it."""
    return {
        "mode": "=" if branch.score else "+",
        "score": branch.score or "0",
        "next": branch.next,
        "note": branch.note,
        "feedback": text_element(inlines(branch.feedback), question),
    }


def _check(number: int, check: Check) -> dict[str, object]:
    return {
        "number": number,
        "about": check.about,
        "values": check.values,
        "expected": [(one.tree, *_result(one.score), one.note) for one in check.expected],
    }


def _result(score: Fraction | None) -> tuple[str, str]:
    """Score and penalty; nothing for what is refused. Only full marks cost no penalty."""
    if score is None:
        return "", ""
    return points_text(score), "0" if score == 1 else PENALTY
