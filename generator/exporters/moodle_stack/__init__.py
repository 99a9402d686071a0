"""STACK questions for Moodle: what is mathematics is marked by a computer algebra system, on sites that have STACK.

    render    one question → one `<question>` element: of STACK if it asks for mathematics, else as `moodle` writes it
    assemble  all of them → files of each kind: one uninstalled question type makes Moodle refuse a whole file

Read in the order of the pipeline: `inputs` (how a part is asked), `marking` (how it is marked: a tree), `tests`
(question tests, which STACK runs), `elements` (all of these as XML), `questions` (the element around them). Below
them: `trees` and `credit` (plain data and exact arithmetic), `values`, `maxima` and `symbols` (values as text of
Maxima), `functions` (Maxima functions that a question brings along), `castext` (prose, in which nothing may become
code).

A variant is one STACK question, without random numbers of its own; `questions` says why.

    >>> ABILITIES["expression"]
    ''
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.exporters import moodle
from generator.exporters.base import Fragment, Fragments, OutputFile
from generator.exporters.losses import UNIT_SHOWN, told
from generator.exporters.moodle.bank import Element, files
from generator.exporters.moodle.rules import check_question
from generator.exporters.moodle_stack.inputs import LONGEST, symbols_of
from generator.exporters.moodle_stack.questions import written
from generator.exporters.moodle_stack.symbols import names
from generator.maths.values import MathsError
from generator.model import (
    Essay,
    Expression,
    Heading,
    Interval,
    Item,
    Matrix,
    NotRendered,
    Number,
    Question,
    Set,
    Vector,
    Verified,
)

__all__ = ["ABILITIES", "DESCRIPTION", "NAME", "assemble", "preview", "render"]

NAME = "moodle-stack"
DESCRIPTION = "Moodle XML with STACK questions (STACK 4.9 and later), and the others as in moodle"
PROFILES: dict[str, str] = {}

_WITH_MATHEMATICS = "beside an answer of mathematics by STACK, else as in moodle"
ABILITIES = {
    "number": UNIT_SHOWN,
    "expression": "",
    "vector": "once all entries are filled in",
    "matrix": "once all entries are filled in",
    "set": "",
    "interval": "",
    "text": _WITH_MATHEMATICS,
    "choice": _WITH_MATHEMATICS,
    "multiple": _WITH_MATHEMATICS,
    "true/false": _WITH_MATHEMATICS,
    "matching": f"{_WITH_MATHEMATICS}; drop-downs of plain text or of letters",
    "ordering": f"{_WITH_MATHEMATICS}, by numbers",
    "essay": "the whole question as in moodle",
}

NO_LETTERS = "its letters could not be typed, or not be told apart, in STACK"

_MATHEMATICS = (Number, Expression, Vector, Matrix, Set, Interval)
_PLUGIN = "stack"
_OURS = re.compile(
    r"(?:ans|ta|wrong|after|left|right|given|keys|minus|ticked|credit|form|prt)\d+(?:_\d+)?|(?:is|of)_.*|sw_.*"
)
"""What variables of a question are called: STACK forbids their names in answers, so no symbol may have one."""


def render(question: Verified, item: Item) -> Fragment:
    """One question as the text of a `<question>` element.

    Raises RuntimeError if Moodle would refuse or change it, which is our bug.
    """
    is_wanted = _asks_for_mathematics(question)
    if not is_wanted or not _can_be_typed(question):
        fragment = moodle.render(question, item)
        losses = [replace(loss, format=NAME) for loss in fragment.losses]
        if is_wanted:
            losses.append(
                NotRendered(NAME, question.family, question.index, "", NO_LETTERS, "asked as in moodle")
            )
        return replace(fragment, losses=tuple(losses))
    made = written(question, item)
    check_question(made.xml, f"{question.family}, variant {question.index + 1}")
    lost = told(NAME, question, made.losses)
    body = Element(made.xml, plugin=_PLUGIN)
    return Fragment(question.id, question.family, question.index, item.number, body, lost)


def _asks_for_mathematics(question: Question) -> bool:
    """Does it ask for mathematics, and for no essay?"""
    answers = [part.answer for part in question.parts]
    return any(isinstance(answer, _MATHEMATICS) for answer in answers) and not any(
        isinstance(answer, Essay) for answer in answers
    )


def _can_be_typed(question: Question) -> bool:
    """Can its letters be typed, so that they are told from each other and from our variables?"""
    try:
        typed = names(symbols_of(question)).values()
    except MathsError:  # two symbols would be typed alike
        return False
    return len(",".join(typed)) <= LONGEST and not any(map(_OURS.fullmatch, typed))


def preview(fragment: Fragment) -> str:
    """The `<question>` element."""
    return str(fragment.body.xml)


def assemble(heading: Heading, fragments: Fragments) -> Iterator[OutputFile]:
    """The files `moodle-stack/<name>.xml` for any Moodle, and `moodle-stack/<name>-stack.xml` for those with STACK.

    Raises ValueError as `generator.exporters.moodle.bank.files` does.
    """
    stem = f"{NAME}/{heading.name}"
    yield from files(heading, fragments, stem, lambda element: element.plugin != _PLUGIN)
    yield from files(heading, fragments, f"{stem}-stack", lambda element: element.plugin == _PLUGIN)
