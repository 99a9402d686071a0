"""Section 7: a STACK question, as far as the file alone can tell. Its importer looks at nothing.

`questiontype.php` (`import_from_xml`) and `question.php` of the plugin STACK 4 read it; `edit_stack_form.php` and
`questiontype.php` (`validate_fromform`) hold what its editing form asks for, and nothing asks on import.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from xml.etree.ElementTree import Element

from generator.exporters.moodle.rules.reading import Rule, Seen, said

_BLOCK = re.compile(r"\[\[(input|validation|feedback):([^\]]*)\]\]")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,17}")
_INPUT_TYPES = (
    "algebraic boolean checkbox dropdown equiv geogebra json matrix notes numerical parsons radio singlechar string "
    "textarea units varmatrix"
)
_ANSWER_TESTS = (
    "AddConst AlgEquiv AlgEquivNouns Antidiff CasEqual CompSquare Diff EqualComAss EqualComAssRules Equiv EquivFirst "
    "Expanded FacForm GT GTE Int Levenshtein LowestTerms NumAbsolute NumDecPlaces NumDecPlacesWrong NumRelative "
    "NumSigFigs PartFrac Propositional SRegExp SameType Sets SigFigsStrict SingleFrac String StringSloppy SubstEquiv "
    "SysEquiv Units UnitsAbsolute UnitsRelative UnitsStrict UnitsStrictAbsolute UnitsStrictRelative Validator"
)
_INPUTS, _TESTS = frozenset(_INPUT_TYPES.split()), frozenset(_ANSWER_TESTS.split())
_ASSIGNED = re.compile(r"\b([A-Za-z][A-Za-z0-9_]*)\s*:(?!=)", re.ASCII)
_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_SEED = re.compile(r"-?\d{1,18}", re.ASCII)


def inputs(seen: Seen) -> Iterator[str]:
    """Each input has a name, a known type and a teacher's answer, and stands with its validation in the text, once."""
    names = _names(seen.all("input"))
    yield from _proper(names, "input")
    for field in seen.all("input"):
        if field.findtext("type") not in _INPUTS:
            yield f"the type {field.findtext('type')!r} of an input"
        if not (field.findtext("tans") or "").strip():
            yield f"the input {field.findtext('name')!r} has no teacher's answer"
    blocks = _BLOCK.findall(seen.said("questiontext"))
    for kind in ("input", "validation"):
        yield from _same(
            [of for tag, of in blocks if tag == kind], names, f"[[{kind}:…]] in the question text"
        )


def trees(seen: Seen) -> Iterator[str]:
    """Each response tree is shown once, is worth something, and each of its nodes leads to a later one or ends."""
    names = _names(seen.all("prt"))
    yield from _proper(names, "response tree")
    blocks = _BLOCK.findall(seen.said("questiontext") + seen.said("specificfeedback"))
    yield from _same([of for tag, of in blocks if tag == "feedback"], names, "[[feedback:…]]")
    for tree in seen.all("prt"):
        if not _NUMBER.fullmatch(tree.findtext("value") or ""):
            yield f"the value {tree.findtext('value')!r} of a response tree"
        yield from _nodes(tree)


def _nodes(tree: Element) -> Iterator[str]:
    nodes = tree.findall("node")
    computed = _ASSIGNED.findall(said(tree.find("feedbackvariables")))
    names = _names(nodes)
    if not nodes or len(frozenset(names)) < len(names) or not all(name.isdecimal() for name in names):
        yield f"the nodes {names} of a response tree"
    notes: list[str] = []
    reached: list[str] = []
    for place, node in enumerate(nodes):
        if node.findtext("answertest") not in _TESTS:
            yield f"the answer test {node.findtext('answertest')!r}"
        if not (node.findtext("sans") or "").strip() or not (node.findtext("tans") or "").strip():
            yield f"node {names[place]} has nothing to compare"
        for side in ("true", "false"):
            following = node.findtext(f"{side}nextnode")
            if following != "-1" and following not in names[place + 1 :]:
                yield f"node {names[place]} leads to {following!r}"
            reached.append(following or "")
            notes.append(node.findtext(f"{side}answernote") or "")
            if node.findtext(f"{side}scoremode") not in ("=", "+", "-"):
                yield f"the score mode {node.findtext(f'{side}scoremode')!r}"
            score = node.findtext(f"{side}score") or ""
            if not (score in computed or (_NUMBER.fullmatch(score) and float(score) <= 1)):
                yield f"the score {score!r} is no number up to 1 and no feedback variable"
    lost = [name for name in names[1:] if name not in reached]
    if lost:
        yield f"nothing leads to the nodes {lost}"
    if "" in notes or len(frozenset(notes)) < len(notes):
        yield f"the answer notes {notes} are blank or alike"


def seeds(seen: Seen) -> Iterator[str]:
    """A seed is deployed once, or the database refuses it; what varies has a note that tells variants apart."""
    deployed = [seed.text or "" for seed in seen.all("deployedseed")]
    if len(frozenset(deployed)) < len(deployed) or not all(map(_SEED.fullmatch, deployed)):
        yield f"the deployed seeds {deployed}"
    if deployed and not seen.said("questionnote").strip():
        yield "seeds are deployed and there is no question note"


def tests(seen: Seen) -> Iterator[str]:
    """Question tests are numbered, fill inputs that there are, and expect notes of response trees that there are."""
    cases = [test.findtext("testcase") or "" for test in seen.all("qtest")]
    if len(frozenset(cases)) < len(cases) or not all(case.isdecimal() for case in cases):
        yield f"the question tests {cases}"
    names = _names(seen.all("input"))
    trees = {tree.findtext("name") or "": tree for tree in seen.all("prt")}
    for test in seen.all("qtest"):
        filled, expected = _names(test.findall("testinput")), _names(test.findall("expected"))
        if not frozenset(filled).issubset(names) or len(frozenset(filled)) < len(filled):
            yield f"a question test fills the inputs {filled} of {names}"
        if not frozenset(expected).issubset(trees) or len(frozenset(expected)) < max(1, len(expected)):
            yield f"a question test expects something of the response trees {expected} of {list(trees)}"
        for result in test.findall("expected"):
            tree = trees.get(result.findtext("name") or "")
            note = result.findtext("expectedanswernote") or ""
            if tree is not None and note != "NULL" and note not in _notes(tree):
                yield f"a question test expects the note {note!r}, which no node has"


def _notes(tree: Element) -> Iterable[str | None]:
    return chain(
        (note.text for note in tree.iter("trueanswernote")),
        (note.text for note in tree.iter("falseanswernote")),
    )


def _names(elements: Iterable[Element]) -> list[str]:
    return [element.findtext("name") or "" for element in elements]


def _proper(names: list[str], what: str) -> Iterator[str]:
    if not names or len(frozenset(names)) < len(names) or not all(map(_NAME.fullmatch, names)):
        yield f"the names {names} of each {what}"


def _same(found: list[str], wanted: list[str], what: str) -> Iterator[str]:
    if sorted(found) != sorted(wanted):
        yield f"{what}: {sorted(found)} instead of {sorted(wanted)}"


STACK: tuple[tuple[int, Rule], ...] = ((7, inputs), (7, trees), (7, seeds), (7, tests))
