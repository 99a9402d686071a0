"""The papers of a set, drawn again by the codes on their pages.

    papers = Papers(plans)
    papers(code).row("3 (ii)").options

A paper is known if the questions that are drawn for it now, and their keys, have the stamp in its code: as
`setwright paper` finds it, but for many papers. Its pages come from anywhere, so a code costs one paper at most, and
none if it is of another set.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from generator.answer_sheet import Bubbled, bubbled, rows, sheet
from generator.errors import SetwrightError
from generator.model import (
    Answer,
    Choice,
    Heading,
    Matching,
    MultipleChoice,
    Option,
    TrueFalse,
    Verified,
)
from generator.paper import code as code_of
from generator.paper import number_of, seal
from generator.pipeline import paper_of, student_papers
from generator.plan import Plan
from generator.sheets.codes import Code
from generator.sheets.layout import Row, Sheet

_KEPT = 16
"""Papers that are kept: their pages mostly follow each other."""


class Unknown(Exception):
    """No paper has this code; the message says why, in a sentence."""


@dataclass(frozen=True, slots=True)
class Plans:
    """The plans that papers are drawn by: for a student, and for papers with numbers, where the set has such."""

    student: Plan
    numbered: Plan | None


def light(plan: Plan) -> Plan:
    """The plan without what is only printed, to be handed to processes."""
    layout = replace(plan.heading.layout, logo=b"", logo_name="", rules=(), templates=())
    return replace(plan, heading=replace(plan.heading, layout=layout, instructions=()))


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as a scanner needs it.

    `code` is that of the whole paper; `student` the id of whose it is, "" for one with a number. `parts` have bubbles,
    and each is worth so many points; of their questions and prose nothing is kept, since thousands of papers are.
    `by_hand` are the numbers of the questions that have parts without bubbles.
    """

    code: Code
    student: str
    parts: tuple[tuple[Bubbled, Fraction], ...]
    by_hand: tuple[int, ...]
    sheet: Sheet

    @property
    def digits(self) -> int:
        """How many digits the student's number has; 0 if there is no grid for it."""
        return len(self.sheet.pages[0].number)

    def row(self, label: str) -> Row | None:
        """The row with a label."""
        return next((row for part, _ in self.parts for row in part.rows if row.label == label), None)


class Papers:
    """Draws papers by their codes; the last ones are kept. Calling it raises Unknown for a code without a paper."""

    def __init__(self, plans: Plans) -> None:
        self._plans = plans
        self._of_student = student_papers(plans.student)
        self._paper: Callable[[str], Paper] = lru_cache(_KEPT)(self._drawn)

    @property
    def set(self) -> str:
        """The name of the set."""
        return self._plans.student.heading.name

    def __call__(self, code: Code) -> Paper:
        """The paper that a page with this code belongs to."""
        if code.set != self.set:
            raise Unknown(f"This is a page of the set `{code.set}`, not of `{self.set}`.")
        try:
            paper = self._paper(code.paper)
        except SetwrightError as error:
            raise Unknown(f"The paper `{code.paper}` cannot be drawn: {error.message}") from error
        except ValueError as error:
            raise Unknown(str(error)) from error
        if paper.code.build != code.build:
            raise Unknown(
                f"Other questions or other keys are drawn for `{code.paper}` now. A family or the set has changed "
                "since, or `--seed`, `--language` or `--variants` of the build is missing."
            )
        return paper

    def _drawn(self, name: str) -> Paper:
        number = number_of(name)
        if number is None:
            return _paper(self._plans.student.heading, self._of_student(name), name, name)
        plan = self._plans.numbered
        if plan is None or number > plan.heading.papers:
            raise ValueError(f"The set `{self.set}` has no paper {number}.")
        return _paper(plan.heading, tuple(paper_of(plan, number)), name, "")


def _paper(heading: Heading, questions: Sequence[Verified], name: str, student: str) -> Paper:
    parts = bubbled(heading, questions)
    if not parts:
        raise ValueError(f"No question of the set `{heading.name}` is answered by bubbles.")
    points = {item.number: item.points for item in heading.items}
    asked = {item.number: question.parts for item, question in zip(heading.items, questions, strict=True)}
    worth: Mapping[int, Fraction] = {
        number: points[number] / sum((part.points for part in those), Fraction(0))
        for number, those in asked.items()
    }
    with_rows = [(part.number, part.part.id) for part in parts]
    by_hand = tuple(
        number for number, those in asked.items() if any((number, part.id) not in with_rows for part in those)
    )
    return Paper(
        code_of(heading.name, [seal(question) for question in questions], name),
        student,
        tuple((_bare(part), worth[part.number] * part.part.points) for part in parts),
        by_hand,
        sheet(heading, rows(parts)),
    )


def _bare(bubbled: Bubbled) -> Bubbled:
    """The part without all that is only shown."""
    question = replace(bubbled.question, stem=(), parts=(), solution=(), values=(), hints=())
    part = bubbled.part
    bare = replace(
        part, prompt=(), answer=_bare_answer(part.answer), mistakes=(), consequences=(), samples=()
    )
    return replace(bubbled, question=question, part=bare)


def _bare_answer(answer: Answer) -> Answer:
    """The answer with nothing to read: it is judged by the numbers of what is offered."""

    def bare(option: Option) -> Option:
        return replace(option, content=(), feedback=())

    match answer:
        case Choice() | MultipleChoice():
            return replace(answer, options=tuple(map(bare, answer.options)))
        case TrueFalse():
            reasons = tuple(replace(reason, option=bare(reason.option)) for reason in answer.reasons)
            return replace(answer, feedback=(), reasons=reasons)
        case Matching():
            return replace(answer, lefts=((),) * len(answer.lefts), rights=((),) * len(answer.rights))
    return answer
