"""Reads STACK questions out of a Moodle XML file, as plain data. It knows nothing of the exporters.

Elements and what their absence means are those of `import_from_xml` in STACK 4.11 (`questiontype.php`); here every
element that matters must be there, since the defaults differ between STACK's own readers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

END = "-1"


@dataclass(frozen=True)
class Input:
    name: str
    type: str
    tans: str
    settings: dict[str, str]


@dataclass(frozen=True)
class Branch:
    mode: str
    score: str
    penalty: str
    next: str
    note: str
    feedback: str


@dataclass(frozen=True)
class Node:
    name: str
    test: str
    sans: str
    tans: str
    options: str
    quiet: bool
    true: Branch
    false: Branch


@dataclass(frozen=True)
class Tree:
    name: str
    value: float
    simplify: bool
    variables: str
    nodes: dict[str, Node]

    @property
    def first(self) -> Node:
        """The node to which no branch leads."""
        reached = {branch.next for node in self.nodes.values() for branch in (node.true, node.false)}
        (name,) = [name for name in self.nodes if name not in reached]
        return self.nodes[name]

    def mentions(self, name: str) -> bool:
        """Does it use this input? Then it waits until that is answered."""
        texts = [self.variables]
        for node in self.nodes.values():
            texts += [node.sans, node.tans, node.options, node.true.feedback, node.false.feedback]
        return any(re.search(rf"\b{re.escape(name)}\b", text) for text in texts)


@dataclass(frozen=True)
class Expected:
    """What a question test expects of a tree; None: no score, since an answer is missing or invalid."""

    score: float | None
    penalty: float | None
    note: str


@dataclass(frozen=True)
class Test:
    __test__ = False  # pytest would collect it

    name: str
    inputs: dict[str, str]
    expected: dict[str, Expected]


@dataclass(frozen=True)
class Question:
    name: str
    text: str
    specific: str
    general: str
    note: str
    variables: str
    simplify: bool
    penalty: float
    grade: float
    inputs: dict[str, Input]
    trees: dict[str, Tree]
    tests: tuple[Test, ...]
    seeds: tuple[str, ...]


def read(xml: bytes | str) -> list[Question]:
    """The STACK questions of a file, in its order."""
    root = etree.fromstring(xml.encode() if isinstance(xml, str) else xml, etree.XMLParser(huge_tree=True))
    return [_question(element) for element in root.iterfind("question[@type='stack']")]


def _question(element: Any) -> Question:
    return Question(
        name=_inner(element, "name"),
        text=_inner(element, "questiontext"),
        specific=_inner(element, "specificfeedback"),
        general=_inner(element, "generalfeedback"),
        note=_inner(element, "questionnote"),
        variables=_inner(element, "questionvariables"),
        simplify=_flag(element, "questionsimplify"),
        penalty=float(_own(element, "penalty")),
        grade=float(_own(element, "defaultgrade")),
        inputs=_named(_input(each) for each in element.iterfind("input")),
        trees=_named(_tree(each) for each in element.iterfind("prt")),
        tests=tuple(_test(each) for each in element.iterfind("qtest")),
        seeds=tuple(each.text for each in element.iterfind("deployedseed")),
    )


def _input(element: Any) -> Input:
    settings = {child.tag: (child.text or "").strip() for child in element}
    return Input(settings.pop("name"), settings.pop("type"), settings.pop("tans"), settings)


def _tree(element: Any) -> Tree:
    return Tree(
        name=_own(element, "name"),
        value=float(_own(element, "value")),
        simplify=_flag(element, "autosimplify"),
        variables=_inner(element, "feedbackvariables"),
        nodes=_named(_node(each) for each in element.iterfind("node")),
    )


def _node(element: Any) -> Node:
    fields = [_own(element, tag) for tag in ("name", "answertest", "sans", "tans", "testoptions")]
    return Node(*fields, _flag(element, "quiet"), _branch(element, "true"), _branch(element, "false"))


def _branch(element: Any, side: str) -> Branch:
    fields = ("scoremode", "score", "penalty", "nextnode", "answernote")
    return Branch(*[_own(element, side + field) for field in fields], _inner(element, side + "feedback"))


def _test(element: Any) -> Test:
    return Test(
        _own(element, "testcase"),
        {_own(each, "name"): _own(each, "value") for each in element.iterfind("testinput")},
        {_own(each, "name"): _expected(each) for each in element.iterfind("expected")},
    )


def _expected(element: Any) -> Expected:
    score, penalty = (_own(element, tag) for tag in ("expectedscore", "expectedpenalty"))
    return Expected(
        float(score) if score else None,
        float(penalty) if penalty else None,
        _own(element, "expectedanswernote"),
    )


def _named(things: Any) -> dict[str, Any]:
    listed = list(things)
    found = {thing.name: thing for thing in listed}
    assert len(found) == len(listed), "two of one name"
    return found


def _only(element: Any, tag: str) -> Any:
    (child,) = element.findall(tag)
    return child


def _own(element: Any, tag: str) -> str:
    return (_only(element, tag).text or "").strip()


def _inner(element: Any, tag: str) -> str:
    return (_only(_only(element, tag), "text").text or "").strip()


def _flag(element: Any, tag: str) -> bool:
    text = _own(element, tag)
    assert text in ("0", "1"), f"{tag} is {text!r}"
    return text == "1"
