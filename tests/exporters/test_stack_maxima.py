"""STACK questions of families that ship, marked in real Maxima.

In the suite one variant of each; for ten, SETWRIGHT_STACK_VARIANTS=10 pytest tests/exporters/test_stack_maxima.py
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
import sympy
from maxima_process import evaluate, needs_maxima
from sample_questions import QUESTIONS, item_of
from stack_grader import PRELUDE, Mark, entered, grade_all, run_tests
from stack_reader import Question, read

from generator.answers import samples
from generator.draw import draw
from generator.exporters import moodle_stack
from generator.exporters.moodle_stack.maxima import maxima
from generator.model import Expression, Item, Matrix, Number, Part, Set, Vector, Verified
from generator.plan import load_family
from generator.sets.library import Library

VARIANTS = int(os.environ.get("SETWRIGHT_STACK_VARIANTS", "1"))

FAMILIES = (
    "calculus/chain-rule",
    "calculus/integral-basic",
    "calculus/product-rule",
    "eigen/characteristic-polynomial",
    "eigen/eigenvalues-2x2",
    "eigen/eigenvector-for",
    "matrices/inverse-2x2",
    "multivariate/hessian",
    "probability/bayes-test",
    "vectors/linear-combination",
)


TOWER = "9**9**9**9"
"""STACK gives up on this after ten seconds; Maxima alone does not."""


@cache
def asked(id: str) -> tuple[tuple[Verified, Question], ...]:
    """Variants of a family, each as it is and as a STACK question."""
    family = load_family(Library.open(None, Path(__file__).parents[2]).locate(id))
    item = Item(1, id, family.title, family.topics, family.level, Fraction(12), VARIANTS)
    variant = draw(family, "maxima", "open")
    return tuple((made, stack(made, item)) for made in map(variant, range(VARIANTS)))


def stack(made: Verified, item: Item) -> Question:
    (question,) = read(f"<quiz>{moodle_stack.render(made, item).body.xml}</quiz>")
    return question


def every() -> list[tuple[Verified, Question]]:
    return [pair for id in FAMILIES for pair in asked(id)]


@needs_maxima
def test_question_tests_of_families_pass() -> None:
    questions = [question for _, question in every()]
    assert len(questions) == len(FAMILIES) * VARIANTS
    assert all(len(question.tests) > 1 for question in questions)
    assert run_tests(questions) == []


@needs_maxima
def test_question_tests_of_every_kind_pass() -> None:
    """One question for each kind of answer."""
    chosen: dict[frozenset[str], Question] = {}
    for made in QUESTIONS:
        if 'type="stack"' in moodle_stack.render(made, item_of(made)).body.xml:
            kinds = frozenset(part.answer.kind for part in made.parts)
            chosen.setdefault(kinds, stack(made, item_of(made)))
    assert run_tests(chosen.values()) == []


@needs_maxima
def test_a_question_test_can_fail() -> None:
    """The grader does not pass everything."""
    _, question = asked("calculus/product-rule")[0]
    key = question.tests[0]
    other = replace(key, inputs={name: f"1+({text})" for name, text in key.inputs.items()})
    (fault,) = run_tests([replace(question, tests=(other,))])
    assert "got Mark(score=0.0" in fault


# ─── The same credit as our own judge ────────────────────────────────────────────────────────────────────


@needs_maxima
def test_maxima_agrees_with_the_judge() -> None:
    """On right, wrong and malformed answers of every part that is typed."""
    cases = [case for made, question in every() for case in responses(made, question)]
    assert len(cases) > 60 * VARIANTS
    marks = grade_all([(question, typed) for question, typed, _, _ in cases])
    for (question, typed, tree, credit), found in zip(cases, marks, strict=True):
        same = agrees(found[tree], credit)
        assert same, (
            f"{question.name}, {tree}: {typed} is worth {credit} to the judge, {found[tree]} to STACK"
        )


def agrees(mark: Mark, credit: Fraction | None) -> bool:
    """What the judge cannot read must earn nothing."""
    if credit is None:
        return not mark.score
    return mark.score is not None and abs(mark.score - credit) < Fraction(1, 1000)


def responses(
    made: Verified, question: Question
) -> Iterator[tuple[Question, dict[str, str], str, Fraction | None]]:
    (key,) = entered([(question, question.tests[0])])
    for part, (tree, own) in zip(made.parts, own_inputs(question).items(), strict=True):
        for sample in samples(part.answer):
            text = as_typed(part, sample.response)
            if text is not None and text != TOWER:
                yield question, {**key, own[0]: text}, tree, sample.credit


def as_typed(part: Part, response: object) -> str | None:
    """A response to a part in the one input that it has in STACK; None if it has no such input."""
    answer = part.answer
    if isinstance(answer, Number | Expression) and isinstance(response, str):
        return response
    if not isinstance(response, tuple) or not all(response):
        return None
    if isinstance(answer, Set):
        return "{" + ",".join(response) + "}"
    if isinstance(answer, Vector) and len(response) == len(answer.entries):
        return "matrix(" + ",".join(f"[{text}]" for text in response) + ")"
    if isinstance(answer, Matrix) and len(response) == sum(map(len, answer.rows)):
        width = len(answer.rows[0])
        rows = [response[start : start + width] for start in range(0, len(response), width)]
        return "matrix(" + ",".join(f"[{','.join(row)}]" for row in rows) + ")"
    return None


# ─── What follows from mistakes ──────────────────────────────────────────────────────────────────────────


@needs_maxima
@pytest.mark.parametrize("id", ["calculus/monotone-cubic", "geometry/project-plane"])
def test_what_follows_from_a_mistake_earns_everything_behind_it_alone(id: str) -> None:
    """An expression, a set and an interval; a vector and a number."""
    ((made, question),) = asked(id)[:1]
    ids = [part.id for part in made.parts]
    names = own_inputs(question)
    typed: list[dict[str, str]] = []
    trees: list[str] = []
    for number, part in enumerate(made.parts, 1):
        for place, consequence in enumerate(part.consequences, 1):
            earlier = ids.index(consequence.part) + 1
            there = filled(names[f"prt{earlier}"], f"wrong{earlier}_{consequence.mistake + 1}")
            here = filled(names[f"prt{number}"], f"after{number}_{place}")
            key = question.tests[0].inputs
            blank = {name: text for name, text in key.items() if name not in there}
            typed += [{**key, **there, **here}, {**key, **here}, {**blank, **here}, blank]
            trees.append(f"prt{number}")
    assert trees
    texts = entered([(question, replace(question.tests[0], inputs=inputs)) for inputs in typed])
    marks = iter(grade_all([(question, text) for text in texts]))
    for tree in trees:
        behind, alone, after_nothing, key_alone = [next(marks)[tree] for _ in range(4)]
        assert behind.score == 1
        assert behind.notes[-1].startswith(f"{tree}-follows-")
        assert behind.feedback
        for mark in (alone, after_nothing):
            assert mark.score is not None
            assert mark.score < 1
        assert key_alone.notes[-1] == f"{tree}-key"


def own_inputs(question: Question) -> dict[str, list[str]]:
    """The inputs of each tree that no earlier one has."""
    found: dict[str, list[str]] = {}
    seen: set[str] = set()
    for tree in question.trees.values():
        found[tree.name] = [name for name in question.inputs if tree.mentions(name) and name not in seen]
        seen.update(found[tree.name])
    return found


def filled(names: list[str], variable: str) -> dict[str, str]:
    """An answer that a variable holds, in its inputs."""
    if len(names) == 1:
        return {names[0]: variable}
    return {name: f"{variable}[{k}]" for k, name in enumerate(names, 1)}


# ─── Algebra ─────────────────────────────────────────────────────────────────────────────────────────────


@needs_maxima
def test_keys_equal_themselves_in_other_forms_and_no_mistake() -> None:
    """By AlgEquiv alone, whatever the tree does."""
    statements: list[tuple[str, bool]] = []
    for made, _ in every():
        for part in made.parts:
            if isinstance(part.answer, Expression | Number):
                key = sympy.sympify(part.answer.value)
                for other in (sympy.expand(key), sympy.factor(key), sympy.together(key)):
                    statements.append((f"at_alg_equiv({maxima(key)}, {maxima(other)})", True))
                for mistake in part.mistakes:
                    if isinstance(mistake.answer, Expression | Number):
                        wrong = f"at_alg_equiv({maxima(key)}, {maxima(mistake.answer.value)})"
                        statements.append((wrong, False))
    assert len(statements) > 30
    found = evaluate([statement for statement, _ in statements], before=PRELUDE)
    for (statement, equal), text in zip(statements, found, strict=True):
        assert text == ("true" if equal else "false"), statement


@pytest.mark.parametrize("id", FAMILIES)
def test_every_family_is_asked_by_stack(id: str) -> None:
    for made, question in asked(id):
        assert len(question.trees) == len(made.parts)
        assert not question.seeds
