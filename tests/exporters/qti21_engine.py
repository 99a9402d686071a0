"""An independent grader of QTI 2.1 items: reads declarations, runs responseProcessing, shows modal feedback.

It follows the text of the standard (three-valued logic: an expression on NULL is NULL, and a condition that
is NULL is not met). It is strict: an element, attribute value, identifier or type that it does not know is an
error, never a guess.

    item = read_item(xml)
    item.grade({"RESPONSE": "14"})["SCORE"]
    item.grade({"RESPONSE": ["LEFT_1 RIGHT_2", "LEFT_2 RIGHT_1"]})["SCORE"]

A regular expression of XML Schema is matched by an XML Schema, not by Python's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from lxml import etree

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
FLOAT = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
PLAIN_DECIMAL = re.compile(r"-?\d+(\.\d+)?")
INTERACTIONS = {
    "choiceInteraction": {("identifier", "single"), ("identifier", "multiple")},
    "textEntryInteraction": {("float", "single"), ("string", "single")},
    "extendedTextInteraction": {("string", "single")},
    "matchInteraction": {("directedPair", "multiple")},
    "orderInteraction": {("identifier", "ordered")},
}
"""Which base types and cardinalities of a response each interaction can be bound to."""
NULL = None


class InvalidError(AssertionError):
    """The item breaks the standard, or uses something this grader does not know."""


def check(holds: bool, message: str) -> None:
    if not holds:
        raise InvalidError(message)


def name(element: Any) -> str:
    check(element.tag.startswith(QTI), f"foreign element {element.tag}")
    return str(element.tag[len(QTI) :])


@dataclass
class Mapping:
    low: float
    high: float
    default: float
    entries: dict[str, float]


@dataclass
class Response:
    base_type: str
    cardinality: str
    correct: list[str]
    mapping: Mapping | None


@dataclass
class Outcome:
    base_type: str
    cardinality: str
    default: Any


@dataclass
class Item:
    root: Any
    responses: dict[str, Response]
    outcomes: dict[str, Outcome]

    choices: dict[str, list[str]] = field(default_factory=dict)
    """For each response of a closed interaction the identifiers on offer; of a match, left ones then right ones."""
    lefts: dict[str, int] = field(default_factory=dict)
    """For each response of a match, how many of its choices stand on the left."""

    @property
    def key(self) -> dict[str, Any]:
        """The declared correct responses."""
        return {
            k: r.correct[0] if r.cardinality == "single" else r.correct
            for k, r in self.responses.items()
            if r.correct
        }

    @property
    def maximum(self) -> float:
        return float(self.outcomes["MAXSCORE"].default)

    def grade(self, typed: dict[str, Any]) -> dict[str, Any]:
        """All outcomes after one attempt: a text, or a list of them. A response that is not given is NULL."""
        check(typed.keys() <= self.responses.keys(), f"no such response among {sorted(typed)}")
        values = {
            ident: given(response, typed[ident]) if typed.get(ident) else NULL
            for ident, response in self.responses.items()
        }
        outcomes = {ident: outcome.default for ident, outcome in self.outcomes.items()}
        run = Run(self, values, outcomes)
        for processing in self.root.findall(f"{QTI}responseProcessing"):
            check(not processing.attrib, "template and own rules exclude each other")
            run.rules(processing)
        return outcomes

    def shown(self, outcomes: dict[str, Any]) -> list[str]:
        """The text of every modal feedback that these outcomes show."""
        shown = []
        for feedback in self.root.findall(f"{QTI}modalFeedback"):
            outcome = feedback.get("outcomeIdentifier")
            check(outcome in self.outcomes, f"feedback on undeclared {outcome}")
            check(self.outcomes[outcome].base_type == "identifier", f"{outcome} is no identifier")
            check(feedback.get("showHide") == "show", "showHide")
            value = outcomes[outcome]
            if feedback.get("identifier") in (value if isinstance(value, list) else [value]):
                shown.append(text(feedback))
        return shown


def text(element: Any) -> str:
    """All text, with MathML reduced to its alttext so that formulas can be compared."""
    if element.tag == f"{MATHML}math":
        return f"«{element.get('alttext')}»" + (element.tail or "")
    inner = (element.text or "") + "".join(text(child) for child in element)
    return inner + (element.tail or "" if name(element) != "modalFeedback" else "")


def given(response: Response, typed: str | list[str]) -> Any:
    """A response as an engine holds it: one value, or a list."""
    if response.cardinality == "single":
        check(isinstance(typed, str), "one value")
        return cast(str(typed), response.base_type)
    check(isinstance(typed, list) and len(set(typed)) == len(typed), "different values")
    return [cast(value, response.base_type) for value in typed]


def cast(value: str, base_type: str) -> Any:
    if base_type == "float":
        check(bool(FLOAT.fullmatch(value.strip())), f"{value!r} is no float")
        return float(value)
    check(base_type in ("identifier", "string", "directedPair"), f"base type {base_type}")
    check(base_type != "directedPair" or len(value.split(" ")) == 2, f"{value!r} is no pair")
    return value


@cache
def schema_of(pattern: str) -> Any:
    """An XML Schema for an element whose text fits the pattern."""
    xs = "{http://www.w3.org/2001/XMLSchema}"
    root = etree.Element(f"{xs}schema", nsmap={"xs": xs[1:-1]})
    simple = etree.SubElement(etree.SubElement(root, f"{xs}element", name="x"), f"{xs}simpleType")
    restriction = etree.SubElement(simple, f"{xs}restriction", base="xs:string")
    etree.SubElement(restriction, f"{xs}pattern", value=pattern)
    return etree.XMLSchema(root)


def fits(pattern: str, value: str) -> bool:
    element = etree.Element("x")
    element.text = value
    return bool(schema_of(pattern).validate(element))


def read_mapping(element: Any) -> Mapping | None:
    mapping = element.find(f"{QTI}mapping")
    if mapping is None:
        return None
    bounds = [mapping.get(name) for name in ("lowerBound", "upperBound", "defaultValue")]
    entries = {e.get("mapKey"): e.get("mappedValue") for e in mapping.findall(f"{QTI}mapEntry")}
    for number in (*bounds, *entries.values()):
        check(bool(PLAIN_DECIMAL.fullmatch(number or "")), f"{number!r} is no plain decimal")
    check(len(entries) == len(mapping), "a value is mapped twice")
    low, high, default = map(float, bounds)
    return Mapping(low, high, default, {key: float(value) for key, value in entries.items()})


def read_item(xml: str) -> Item:
    root: Any = etree.fromstring(xml.encode())
    check(name(root) == "assessmentItem" and root.get("adaptive") == "false", "no plain item")
    responses: dict[str, Response] = {}
    outcomes: dict[str, Outcome] = {}
    for element in root.findall(f"{QTI}responseDeclaration"):
        cardinality = element.get("cardinality")
        correct = [value.text for value in element.findall(f"{QTI}correctResponse/{QTI}value")]
        check(cardinality != "single" or len(correct) <= 1, "a single response has one correct value")
        check(len(set(correct)) == len(correct), "a correct value stands twice")
        base = element.get("baseType")
        if base == "float":
            check(all(map(PLAIN_DECIMAL.fullmatch, correct)), f"a key of {correct} is no plain decimal")
        check(element.get("identifier") not in responses, "declared twice")
        responses[element.get("identifier")] = Response(base, cardinality, correct, read_mapping(element))
    for element in root.findall(f"{QTI}outcomeDeclaration"):
        value = element.find(f"{QTI}defaultValue/{QTI}value")
        base = element.get("baseType")
        ident = element.get("identifier")
        cardinality = element.get("cardinality")
        check(cardinality in (("single", "multiple") if base == "identifier" else ("single",)), "cardinality")
        check(ident not in outcomes and ident not in responses, f"{ident} declared twice")
        outcomes[ident] = Outcome(base, cardinality, NULL if value is None else cast(value.text, base))
    item = Item(root, responses, outcomes)
    check_interactions(item)
    score = root.find(f"{QTI}outcomeDeclaration[@identifier='SCORE']")
    check(float(score.get("normalMaximum")) == item.maximum, "normalMaximum is not MAXSCORE")
    return item


def check_interactions(item: Item) -> None:
    """Every response has one interaction of its type, and every key is among what is offered."""
    written = []
    offered: list[str] = []
    for element in item.root.iter(*(QTI + kind for kind in INTERACTIONS)):
        ident = element.get("responseIdentifier")
        written.append(ident)
        check(ident in item.responses, f"{ident} is not declared")
        response = item.responses[ident]
        kind = name(element)
        check((response.base_type, response.cardinality) in INTERACTIONS[kind], f"{ident} in {kind}")
        if kind in ("textEntryInteraction", "extendedTextInteraction"):
            continue
        check(element.get("shuffle") == "false", "what is offered is mixed already")
        if kind == "matchInteraction":
            own = check_match(item, element, ident)
        else:
            own = [choice.get("identifier") for choice in element.findall(f"{QTI}simpleChoice")]
            check(set(response.correct) <= set(own), f"the key of {ident} is not on offer")
            most = {"single": "1", "multiple": "0", "ordered": None}[response.cardinality]
            check(element.get("maxChoices") == most, "maxChoices")
            check(kind != "orderInteraction" or sorted(response.correct) == sorted(own), "an order of all")
            check(response.mapping is None or list(response.mapping.entries) == own, "every choice is mapped")
        item.choices[ident] = own
        offered += own
    check(sorted(written) == sorted(item.responses), "responses and interactions do not match")
    names = [*offered, *item.responses, *item.outcomes]
    check(len(names) == len(set(names)), "an identifier stands for two things")


def check_match(item: Item, element: Any, ident: str) -> list[str]:
    """The identifiers of a match; its key must be possible within all its limits."""
    response = item.responses[ident]
    sides = [
        {e.get("identifier"): int(e.get("matchMax")) for e in side}
        for side in element.findall(f"{QTI}simpleMatchSet")
    ]
    check(len(sides) == 2, "two sides")
    pairs = [pair.split(" ") for pair in response.correct]
    check(len(pairs) <= int(element.get("maxAssociations") or 1), "maxAssociations")
    for side, used in zip(sides, zip(*pairs, strict=True), strict=True):
        check(all(used.count(each) <= side[each] for each in used), f"matchMax of {ident}")
    check(all(most == 1 for most in sides[0].values()), "a left one is matched once")
    check(response.mapping is not None and set(response.mapping.entries) == set(response.correct), "mapping")
    item.lefts[ident] = len(sides[0])
    return [*sides[0], *sides[1]]


@dataclass
class Run:
    item: Item
    values: dict[str, Any]
    outcomes: dict[str, Any]

    def rules(self, parent: Any, skip: int = 0) -> None:
        for rule in parent[skip:]:
            match name(rule):
                case "setOutcomeValue":
                    self.assign(rule)
                case "responseCondition":
                    self.condition(rule)
                case other:
                    raise InvalidError(f"unknown rule {other}")

    def assign(self, rule: Any) -> None:
        ident = rule.get("identifier")
        check(ident in self.outcomes, f"undeclared outcome {ident}")
        check(len(rule) == 1, "one expression")
        outcome = self.item.outcomes[ident]
        *kind, value = self.expression(rule[0])
        check(kind == [outcome.base_type, outcome.cardinality], f"{kind} into {ident}")
        self.outcomes[ident] = value

    def condition(self, rule: Any) -> None:
        branches = list(rule)
        check(name(branches[0]) == "responseIf", "a condition begins with responseIf")
        for number, branch in enumerate(branches):
            kind = name(branch)
            if kind == "responseElse":
                check(number == len(branches) - 1, "responseElse is last")
                return self.rules(branch)
            check(kind == ("responseElseIf" if number else "responseIf"), f"unknown branch {kind}")
            base, _, value = self.expression(branch[0])
            check(base == "boolean", "a condition is a boolean")
            if value is True:
                return self.rules(branch, skip=1)
        return None

    def expression(self, element: Any) -> tuple[str, str, Any]:
        """Base type, cardinality and value."""
        kind = name(element)
        if kind == "baseValue":
            base = element.get("baseType")
            if base == "float":
                check(bool(PLAIN_DECIMAL.fullmatch(element.text)), f"{element.text!r} is no plain decimal")
            return base, "single", cast(element.text, base)
        if kind in ("variable", "correct", "mapResponse"):
            return self.looked_up(kind, element.get("identifier"))
        operands = [self.expression(child) for child in element]
        bases = {base for base, _, _ in operands}
        shapes = [cardinality for _, cardinality, _ in operands]
        values = [value for _, _, value in operands]
        if kind == "multiple":
            check(len(bases) == 1, f"multiple of {bases}")
            lists = [v if isinstance(v, list) else [v] for v in values if v is not NULL]
            return bases.pop(), "multiple", [v for each in lists for v in each] or NULL
        if kind == "member":
            check(len(bases) == 1 and shapes == ["single", "multiple"], f"member of {shapes}")
            return "boolean", "single", NULL if NULL in values else values[0] in values[1]
        if kind == "index":
            check(shapes == ["ordered"], f"index of {shapes}")
            place = int(element.get("n")) - 1
            inside = values[0] is not NULL and place < len(values[0])
            return bases.pop(), "single", values[0][place] if inside else NULL
        if kind == "match":
            check(
                len(bases) == 1 and len(set(shapes)) == 1 and len(shapes) == 2, f"match of {bases}, {shapes}"
            )
            if NULL in values:
                return "boolean", "single", NULL
            first, second = (sorted(v) if shapes[0] == "multiple" else v for v in values)
            return "boolean", "single", first == second
        check(set(shapes) == {"single"}, f"{kind} of {shapes}")
        match kind:
            case "and" | "or":
                check(bases == {"boolean"}, f"{kind} of {bases}")
                decisive = kind == "or"
                if decisive in values:
                    return "boolean", "single", decisive
                return "boolean", "single", NULL if NULL in values else not decisive
            case "gte" | "lte":
                check(bases == {"float"} and len(values) == 2, f"{kind} of {bases}")
                if NULL in values:
                    return "boolean", "single", NULL
                return (
                    "boolean",
                    "single",
                    values[0] >= values[1] if kind == "gte" else values[0] <= values[1],
                )
            case "patternMatch":
                check(bases == {"string"} and len(values) == 1, f"patternMatch of {bases}")
                pattern = element.get("pattern")
                return "boolean", "single", NULL if NULL in values else fits(pattern, values[0])
            case "sum":
                check(bases == {"float"}, f"sum of {bases}")
                return "float", "single", NULL if NULL in values else sum(values)
        raise InvalidError(f"unknown expression {kind}")

    def looked_up(self, kind: str, ident: str) -> tuple[str, str, Any]:
        if ident in self.item.responses:
            response = self.item.responses[ident]
            value = self.values[ident]
            if kind == "mapResponse":
                mapping = response.mapping
                if mapping is None:
                    raise InvalidError(f"{ident} has no mapping")
                each = value if isinstance(value, list) else [] if value is NULL else [value]
                total = sum(mapping.entries.get(v, mapping.default) for v in each)
                return "float", "single", min(max(total, mapping.low), mapping.high)
            if kind == "correct":
                check(bool(response.correct), f"{ident} has no correct response")
                value = self.item.key[ident]
            return response.base_type, response.cardinality, value
        check(kind == "variable" and ident in self.outcomes, f"undeclared variable {ident}")
        outcome = self.item.outcomes[ident]
        return outcome.base_type, outcome.cardinality, self.outcomes[ident]
