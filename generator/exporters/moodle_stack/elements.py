"""The elements inside a STACK question, as XML: its inputs, the trees, the question tests.

Must not decide what stands in them. The variants of a family have most of them in common, so that each is laid out once
and then remembered; `templates/moodle-stack/` holds the layouts.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeAlias

from jinja2 import Template
from markupsafe import Markup

from generator.exporters.decimals import points_text
from generator.exporters.moodle.pictures import text_element
from generator.exporters.moodle.texts import cdata
from generator.exporters.moodle_stack.castext import inlines
from generator.exporters.moodle_stack.inputs import Input
from generator.exporters.moodle_stack.tests import Check
from generator.exporters.moodle_stack.trees import Branch, Test, Tree
from generator.exporters.xml_templates import load, rendered
from generator.model import Question

PENALTY = "0.1"
"""What a wrong try costs, where a quiz takes something off: STACK's own default."""

_Shown: TypeAlias = tuple[str, str, int, str, Markup]
"""A branch as it is laid out: mode, score, next node, note and feedback."""

_INPUT = load("moodle-stack", "input.xml")
_TREE = load("moodle-stack", "tree.xml")
_NODE = load("moodle-stack", "node.xml")
_CHECK = load("moodle-stack", "qtest.xml")


@lru_cache(maxsize=256)
def input_element(field: Input) -> Markup:
    """An `<input>`."""
    return _laid_out(_INPUT, input=field)


def tree_element(tree: Tree, question: Question) -> Markup:
    """A `<prt>` with its nodes; a figure of the question brings its file along."""
    nodes = [
        _node(number, node.test, _shown(node.yes, question), _shown(node.no, question))
        for number, node in enumerate(tree.nodes)
    ]
    return _laid_out(
        _TREE,
        name=tree.name,
        value=points_text(tree.value),
        simplify=int(tree.simplify),
        variables=cdata("\n".join(tree.variables)),
        nodes=Markup("\n").join(nodes),
    )


def _shown(branch: Branch, question: Question) -> _Shown:
    """A branch that does not set the score adds nothing to it."""
    feedback = text_element(inlines(branch.feedback), question)
    return "=" if branch.score else "+", branch.score or "0", branch.next, branch.note, feedback


@lru_cache(maxsize=512)
def _node(number: int, test: Test, yes: _Shown, no: _Shown) -> Markup:
    sides = (("true", *yes), ("false", *no))
    return _laid_out(_NODE, number=number, given=cdata(test.given), wanted=cdata(test.wanted), sides=sides)


@lru_cache(maxsize=256)
def check_element(number: int, check: Check) -> Markup:
    """A `<qtest>`, numbered from 1."""
    expected = [(one.tree, *_result(one.score), one.note) for one in check.expected]
    return _laid_out(_CHECK, number=number, about=check.about, filled=check.values, expected=expected)


def _result(score: Fraction | None) -> tuple[str, str]:
    """Score and penalty; nothing for what is refused. Only full marks cost no penalty."""
    if score is None:
        return "", ""
    return points_text(score), "0" if score == 1 else PENALTY


def _laid_out(template: Template, **values: Any) -> Markup:
    return rendered(template, **values).rstrip("\n")
