"""An independent reader of QTI 2.1, 2.2 and 3.0: all three become one normal form, and items their declarations.

The normal form has the names of 2.x and no namespace; only MathML keeps its own. QTI 3.0 spells every name of its
own with hyphens and `qti-` (in attributes without it), leaves HTML alone, and has a `qti-content-body` in what is shown
beside the body; a catalog is left out. A name that is spelled as another version does it is an error.

    root = normal(b'<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" …')
    root.tag                                     # "assessmentItem"
    declared(root).responses["RESPONSE"].correct # ["14"]

It is strict: what it does not know is an error, never a guess. It imports nothing of ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from lxml import etree

VERSIONS = {
    "http://www.imsglobal.org/xsd/imsqti_v2p1": "2.1",
    "http://www.imsglobal.org/xsd/imsqti_v2p2": "2.2",
    "http://www.imsglobal.org/xsd/imsqtiasi_v3p0": "3.0",
}
MATHML = "{http://www.w3.org/1998/Math/MathML}"
FLOAT = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
PLAIN_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")

_HTML = frozenset(
    {
        *("p", "div", "section", "pre", "ul", "ol", "li", "figure", "figcaption"),
        *("table", "caption", "thead", "tbody", "tr", "th", "td"),
        *("a", "br", "code", "em", "img", "span", "strong", "sub", "sup"),
    }
)
_FREE = ("data-", "aria-")
"""How the names of attributes begin that have hyphens in every version."""


class InvalidError(AssertionError):
    """The document breaks the standard, or uses something this reader does not know."""


def check(holds: bool, message: str) -> None:
    if not holds:
        raise InvalidError(message)


# ─── The normal form ─────────────────────────────────────────────────────────────────────────────────────


def normal(xml: bytes) -> Any:
    """The root of a document in the normal form."""
    root: Any = etree.fromstring(xml, etree.XMLParser(remove_comments=True, no_network=True))
    space = etree.QName(root).namespace
    check(space in VERSIONS, f"namespace {space}")
    new = VERSIONS[space] == "3.0"
    for element in root.iter(etree.Element):
        if not element.tag.startswith(MATHML):
            check(element.tag.startswith(f"{{{space}}}"), f"foreign element {element.tag}")
            _rename(element, element.tag.rpartition("}")[2], new)
    for element in list(root.iter("catalogInfo")):
        element.getparent().remove(element)
    for element in list(root.iter("modalFeedback", "feedbackBlock", "rubricBlock")) if new else ():
        _unwrap(element)
    return root


def _rename(element: Any, name: str, new: bool) -> None:
    own = not new or name.startswith("qti-")
    check(new or "-" not in name, f"{name} is no name of 2.x")
    check(own or name in _HTML, f"{name} is no name of 3.0")
    element.tag = _joined(name.removeprefix("qti-")) if new and own else name
    for attribute in element.attrib:
        if attribute.startswith(("{", *_FREE)):
            continue
        check(attribute.islower() if new else "-" not in attribute, f"{attribute} is of another version")
        if new and own and "-" in attribute:
            element.set(_joined(attribute), element.attrib.pop(attribute))


@cache
def _joined(name: str) -> str:
    check(name.islower(), f"{name} is no name of 3.0")
    return re.sub("-([a-z])", lambda found: found[1].upper(), name)


def _unwrap(element: Any) -> None:
    check([child.tag for child in element] == ["contentBody"], f"{element.tag} without its own body")
    (body,) = element
    element.text = body.text
    element[:] = list(body)


def text(element: Any) -> str:
    """All text, with formulas as their TeX between « and », so that they can be compared."""
    if element.tag == f"{MATHML}math":
        return f"«{tex(element)}»"
    return (element.text or "") + "".join([text(child) + (child.tail or "") for child in element])


def tex(math: Any) -> str:
    """The TeX that a formula in MathML is annotated with."""
    (source,) = math.iter(f"{MATHML}annotation")
    check(source.get("encoding") == "application/x-tex", "annotation")
    return source.text or ""


# ─── Declarations ────────────────────────────────────────────────────────────────────────────────────────

INTERACTIONS = {
    "choiceInteraction": {("identifier", "single"), ("identifier", "multiple")},
    "textEntryInteraction": {("float", "single"), ("string", "single")},
    "extendedTextInteraction": {("string", "single")},
    "matchInteraction": {("directedPair", "multiple")},
    "orderInteraction": {("identifier", "ordered")},
}
"""Which base types and cardinalities of a response each interaction can be bound to."""


@dataclass
class Mapping:
    low: float
    high: float
    entries: dict[str, float]
    any_case: dict[str, float]
    """What is mapped whatever its case, in small letters."""

    def worth(self, value: Any) -> float:
        """What a value, or all of a list, earns within the bounds. One that is not mapped earns nothing."""
        values = value if isinstance(value, list) else [] if value is None else [value]
        each = [self.entries.get(one, self.any_case.get(one.lower(), 0)) for one in values]
        return float(min(max(sum(each), self.low), self.high))


@dataclass
class Response:
    base_type: str
    cardinality: str
    correct: list[str]
    mapping: Mapping | None
    interaction: str = ""
    """The name of the interaction that it is bound to."""
    offered: list[str] = field(default_factory=list)
    """The identifiers on offer in a closed interaction; of a match, left ones then right ones."""
    lefts: int = 0
    """How many of a match's choices stand on the left."""


@dataclass
class Outcome:
    base_type: str
    cardinality: str
    default: Any


@dataclass
class Declared:
    responses: dict[str, Response]
    """In the order of their interactions."""
    outcomes: dict[str, Outcome]


def decimal(text: str | None) -> float:
    """A number of a file: engines differ on exponents, so there are none."""
    check(bool(PLAIN_DECIMAL.fullmatch(text or "")), f"{text!r} is no plain decimal")
    return float(text or "")


def cast(value: str, base_type: str) -> Any:
    """A value as a file holds it."""
    if base_type == "float":
        return decimal(value)
    if base_type == "integer":
        check(value.isdecimal(), f"{value!r} is no whole number")
        return int(value)
    check(base_type in ("identifier", "string", "directedPair"), f"base type {base_type}")
    check(base_type != "identifier" or bool(re.fullmatch(r"[A-Za-z_][\w.-]*", value)), f"{value!r}")
    check(base_type != "directedPair" or len(value.split(" ")) == 2, f"{value!r} is no pair")
    return value


def given(response: Response, typed: str | list[str]) -> Any:
    """A response as an engine holds it: one value, or a list. What is typed and no number is none (NULL)."""
    if response.cardinality == "single":
        check(isinstance(typed, str), "one value")
        if response.base_type == "float":
            return float(str(typed)) if FLOAT.fullmatch(str(typed).strip()) else None
        return cast(str(typed), response.base_type)
    check(isinstance(typed, list) and len(set(typed)) == len(typed), "different values")
    return [cast(value, response.base_type) for value in typed]


def declared(root: Any) -> Declared:
    """What the item with this root in the normal form declares, checked against its interactions."""
    check(root.tag == "assessmentItem" and root.get("adaptive") == "false", "no plain item")
    responses: dict[str, Response] = {}
    for element in root.findall("responseDeclaration"):
        check(element.get("identifier") not in responses, "declared twice")
        responses[element.get("identifier")] = _response(element)
    outcomes: dict[str, Outcome] = {}
    for element in root.findall("outcomeDeclaration"):
        check(element.get("identifier") not in {*outcomes, *responses}, "declared twice")
        outcomes[element.get("identifier")] = _outcome(element)
    maximum = root.find("outcomeDeclaration[@identifier='SCORE']").get("normalMaximum")
    check(decimal(maximum) == outcomes["MAXSCORE"].default, "normalMaximum is not MAXSCORE")
    bound = _bind(root, responses)
    names = [*outcomes, *responses, *(name for each in responses.values() for name in each.offered)]
    check(len(names) == len(set(names)), "an identifier stands for two things")
    return Declared({name: responses[name] for name in bound}, outcomes)


def _response(element: Any) -> Response:
    base, cardinality = element.get("baseType"), element.get("cardinality")
    correct = [value.text or "" for value in element.findall("correctResponse/value")]
    check(cardinality != "single" or len(correct) <= 1, "a single response has one correct value")
    check(len(set(correct)) == len(correct), "a correct value stands twice")
    for value in correct:
        cast(value, base)
    return Response(base, cardinality, correct, _mapping(element.find("mapping")))


def _mapping(element: Any) -> Mapping | None:
    if element is None:
        return None
    entries: dict[str, float] = {}
    any_case: dict[str, float] = {}
    for entry in element:
        check(entry.get("caseSensitive", "true") in ("true", "false"), "caseSensitive")
        folded = entry.get("caseSensitive") == "false"
        into, key = (any_case, entry.get("mapKey").lower()) if folded else (entries, entry.get("mapKey"))
        check(key not in into, "a value is mapped twice")
        into[key] = decimal(entry.get("mappedValue"))
    low, high, default = (decimal(element.get(name)) for name in ("lowerBound", "upperBound", "defaultValue"))
    check(low == default == 0, "a mapping that can cost points, or gives them for nothing")
    return Mapping(low, high, entries, any_case)


def _outcome(element: Any) -> Outcome:
    base, cardinality = element.get("baseType"), element.get("cardinality")
    check(cardinality in (("single", "multiple") if base == "identifier" else ("single",)), "cardinality")
    values = [cast(value.text, base) for value in element.findall("defaultValue/value")]
    check(cardinality == "multiple" or len(values) <= 1, "one default")
    return Outcome(
        base, cardinality, None if not values else values if cardinality == "multiple" else values[0]
    )


def _bind(root: Any, responses: dict[str, Response]) -> list[str]:
    """The responses in the order of their interactions: every one has one, of its type."""
    bound = []
    for element in root.find("itemBody").iter():
        name = element.get("responseIdentifier")
        if name is None:
            continue
        check(name in responses, f"{name} is not declared")
        response = responses[name]
        fitting = INTERACTIONS.get(element.tag, set())
        check((response.base_type, response.cardinality) in fitting, f"{name} in {element.tag}")
        response.interaction = element.tag
        if element.tag == "matchInteraction":
            _match(element, response)
        elif response.base_type == "identifier":
            _choices(element, response)
        bound.append(name)
    check(sorted(bound) == sorted(responses), "responses and interactions do not match")
    return bound


def _choices(element: Any, response: Response) -> None:
    check(element.get("shuffle") == "false", "what is offered is mixed already")
    own = response.offered = [choice.get("identifier") for choice in element.findall("simpleChoice")]
    check(bool(response.correct) and set(response.correct) <= set(own), "the key is not on offer")
    most = {"single": "1", "multiple": "0", "ordered": None}[response.cardinality]
    check(element.get("maxChoices") == most, "maxChoices")
    check(response.cardinality != "ordered" or sorted(response.correct) == sorted(own), "an order of all")
    check(response.mapping is None or list(response.mapping.entries) == own, "every choice is mapped")


def _match(element: Any, response: Response) -> None:
    """The key must be possible within all limits."""
    check(element.get("shuffle") == "false", "what is offered is mixed already")
    sides = [
        {choice.get("identifier"): int(choice.get("matchMax")) for choice in side}
        for side in element.findall("simpleMatchSet")
    ]
    check(len(sides) == 2, "two sides")
    pairs = [pair.split(" ") for pair in response.correct]
    check(len(pairs) <= int(element.get("maxAssociations") or 1), "maxAssociations")
    for side, used in zip(sides, zip(*pairs, strict=True), strict=True):
        check(all(used.count(each) <= side.get(each, 0) for each in used), "matchMax")
    check(all(most == 1 for most in sides[0].values()), "a left one is matched once")
    mapped = set(response.mapping.entries) if response.mapping else set()
    check(mapped == set(response.correct), "exactly the right pairs are mapped")
    response.lefts, response.offered = len(sides[0]), [*sides[0], *sides[1]]
