"""Potential response trees as plain data: how STACK marks one part.

A tree is gone through from its first node. A node compares two expressions by an answer test and goes on by its `yes`
or its `no`; a branch sets the score, leaves a note for the teacher, may say something, and leads to another node or
ends (`doc/en/Authoring/Potential_response_trees.md` of STACK 4.11). Must not know any kind of answer, or XML.

    >>> tree = grown("prt1", (Rung(Test("ans1", "ta1"), "key", "1"),), "0")
    >>> tree[0].no
    Branch(note='prt1-other', score='0', feedback=(), next=-1)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.model import Inlines

END = -1
"""Where a branch leads that ends the tree."""


@dataclass(frozen=True, slots=True)
class Test:
    """Two expressions that the answer test `AlgEquiv` finds equal or not; a condition is compared with `true`."""

    given: str
    wanted: str = "true"


@dataclass(frozen=True, slots=True)
class Branch:
    """What happens after a test. `score` is a number or the name of a variable that is one; "" leaves it as it is."""

    note: str
    score: str = ""
    feedback: Inlines = ()
    next: int = END


@dataclass(frozen=True, slots=True)
class Node:
    """A test and its two branches. The number of a node is its place in its tree, from 0."""

    test: Test
    yes: Branch
    no: Branch


@dataclass(frozen=True, slots=True)
class Tree:
    """How a part is marked. `variables` are statements that run first; without `simplify`, answers stay as typed.

    `value` is the share of the part in the question.
    """

    name: str
    value: Fraction
    variables: tuple[str, ...]
    nodes: tuple[Node, ...]
    simplify: bool = True


@dataclass(frozen=True, slots=True)
class Rung:
    """A step down a tree that is a ladder: who passes the test gets the note, the score and the feedback, and is done.

    With a `second` test, both must be passed; who fails only that one goes on, or, if there is a note for it
    (`failed`), gets that with its feedback, no score, and is done. A rung that goes `on` only says something, and all
    go on.
    """

    test: Test
    note: str
    score: str = "0"
    feedback: Inlines = ()
    second: Test | None = None
    failed: str = ""
    why: Inlines = ()
    on: bool = False


def grown(name: str, rungs: Sequence[Rung], rest: str) -> tuple[Node, ...]:
    """The nodes of a ladder, whose foot is the note `other` with the score `rest`.

    Notes begin with the name of the tree, since those of all trees of a question stand in one report.
    """
    nodes: list[Node] = []
    for place, rung in enumerate(rungs):
        here = len(nodes)
        after = here + (1 if rung.second is None else 2)
        last = place == len(rungs) - 1
        no = Branch(f"{name}-other", rest) if last else Branch(f"{name}-{here}-no", next=after)
        yes = Branch(f"{name}-{rung.note}", rung.score, rung.feedback)
        if rung.on:
            yes = Branch(f"{name}-{rung.note}", feedback=rung.feedback, next=after)
        if rung.second is None:
            nodes.append(Node(rung.test, yes, no))
            continue
        nodes.append(Node(rung.test, Branch(f"{name}-{here}-yes", next=here + 1), no))
        failed = Branch(f"{name}-{rung.failed}", "0", rung.why)
        if not rung.failed:
            failed = (
                Branch(f"{name}-{here + 1}-other", rest)
                if last
                else Branch(f"{name}-{here + 1}-no", next=after)
            )
        nodes.append(Node(rung.second, yes, failed))
    return tuple(nodes)
