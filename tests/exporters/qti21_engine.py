"""An independent grader of QTI 2.1 items: reads declarations, runs responseProcessing, shows modal feedback.

It follows the text of the standard (three-valued logic: an expression on NULL is NULL, and a condition that
is NULL is not met). It is strict: an element, attribute value, identifier or type that it does not know is an
error, never a guess.

    item = read_item(xml)
    item.grade({"RESPONSE": "14"})["SCORE"]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
FLOAT = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
PLAIN_DECIMAL = re.compile(r"-?\d+(\.\d+)?")
INTERACTIONS = ("choiceInteraction", "textEntryInteraction", "extendedTextInteraction")
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
class Response:
    base_type: str
    correct: str | None


@dataclass
class Outcome:
    base_type: str
    default: Any


@dataclass
class Item:
    root: Any
    responses: dict[str, Response]
    outcomes: dict[str, Outcome]

    @property
    def key(self) -> dict[str, str]:
        """The declared correct responses."""
        return {k: r.correct for k, r in self.responses.items() if r.correct is not None}

    @property
    def maximum(self) -> float:
        return float(self.outcomes["MAXSCORE"].default)

    def grade(self, typed: dict[str, str]) -> dict[str, Any]:
        """All outcomes after one attempt. A response that is not given is NULL."""
        check(typed.keys() <= self.responses.keys(), f"no such response among {sorted(typed)}")
        values = {
            ident: cast(typed[ident], response.base_type) if typed.get(ident) else NULL
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
            if outcomes[outcome] == feedback.get("identifier"):
                shown.append(text(feedback))
        return shown


def text(element: Any) -> str:
    """All text, with MathML reduced to its alttext so that formulas can be compared."""
    if element.tag == f"{MATHML}math":
        return f"«{element.get('alttext')}»" + (element.tail or "")
    inner = (element.text or "") + "".join(text(child) for child in element)
    return inner + (element.tail or "" if name(element) != "modalFeedback" else "")


def cast(value: str, base_type: str) -> Any:
    if base_type == "float":
        check(bool(FLOAT.fullmatch(value.strip())), f"{value!r} is no float")
        return float(value)
    check(base_type in ("identifier", "string"), f"base type {base_type}")
    return value


def read_item(xml: str) -> Item:
    root: Any = etree.fromstring(xml.encode())
    check(name(root) == "assessmentItem" and root.get("adaptive") == "false", "no plain item")
    responses: dict[str, Response] = {}
    outcomes: dict[str, Outcome] = {}
    for element in root.findall(f"{QTI}responseDeclaration"):
        check(element.get("cardinality") == "single", "cardinality")
        values = element.findall(f"{QTI}correctResponse/{QTI}value")
        check(len(values) <= 1, "a single response has one correct value")
        base = element.get("baseType")
        correct = values[0].text if values else None
        if correct is not None and base == "float":
            check(bool(PLAIN_DECIMAL.fullmatch(correct)), f"key {correct!r} is no plain decimal")
        check(element.get("identifier") not in responses, "declared twice")
        responses[element.get("identifier")] = Response(base, correct)
    for element in root.findall(f"{QTI}outcomeDeclaration"):
        check(element.get("cardinality") == "single", "cardinality")
        value = element.find(f"{QTI}defaultValue/{QTI}value")
        base = element.get("baseType")
        ident = element.get("identifier")
        check(ident not in outcomes and ident not in responses, f"{ident} declared twice")
        outcomes[ident] = Outcome(base, NULL if value is None else cast(value.text, base))
    item = Item(root, responses, outcomes)
    check_interactions(item)
    score = root.find(f"{QTI}outcomeDeclaration[@identifier='SCORE']")
    check(float(score.get("normalMaximum")) == item.maximum, "normalMaximum is not MAXSCORE")
    return item


def check_interactions(item: Item) -> None:
    """Every response has one interaction, and every choice key is one of its choices."""
    written = []
    choices: list[str] = []
    for element in item.root.iter(*(QTI + kind for kind in INTERACTIONS)):
        ident = element.get("responseIdentifier")
        written.append(ident)
        check(ident in item.responses, f"{ident} is not declared")
        if name(element) == "choiceInteraction":
            own = [choice.get("identifier") for choice in element.findall(f"{QTI}simpleChoice")]
            check(item.responses[ident].correct in own, f"the key of {ident} is no choice")
            check(element.get("maxChoices") == "1", "maxChoices")
            choices += own
    check(sorted(written) == sorted(item.responses), "responses and interactions do not match")
    names = [*choices, *item.responses, *item.outcomes]
    check(len(names) == len(set(names)), "an identifier stands for two things")


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
        base, value = self.expression(rule[0])
        check(base == self.item.outcomes[ident].base_type, f"{base} into {ident}")
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
            base, value = self.expression(branch[0])
            check(base == "boolean", "a condition is a boolean")
            if value is True:
                return self.rules(branch, skip=1)
        return None

    def expression(self, element: Any) -> tuple[str, Any]:
        kind = name(element)
        if kind == "baseValue":
            base = element.get("baseType")
            if base == "float":
                check(bool(PLAIN_DECIMAL.fullmatch(element.text)), f"{element.text!r} is no plain decimal")
            return base, cast(element.text, base)
        if kind == "variable":
            ident = element.get("identifier")
            if ident in self.values:
                return self.item.responses[ident].base_type, self.values[ident]
            check(ident in self.outcomes, f"undeclared variable {ident}")
            return self.item.outcomes[ident].base_type, self.outcomes[ident]
        operands = [self.expression(child) for child in element]
        bases = {base for base, _ in operands}
        values = [value for _, value in operands]
        match kind:
            case "and" | "or":
                check(bases == {"boolean"}, f"{kind} of {bases}")
                decisive = kind == "or"
                if decisive in values:
                    return "boolean", decisive
                return "boolean", NULL if NULL in values else not decisive
            case "gte" | "lte":
                check(bases == {"float"} and len(values) == 2, f"{kind} of {bases}")
                if NULL in values:
                    return "boolean", NULL
                return "boolean", values[0] >= values[1] if kind == "gte" else values[0] <= values[1]
            case "match":
                check(len(bases) == 1 and len(values) == 2, f"match of {bases}")
                return "boolean", NULL if NULL in values else values[0] == values[1]
            case "sum":
                check(bases == {"float"}, f"sum of {bases}")
                return "float", NULL if NULL in values else sum(values)
        raise InvalidError(f"unknown expression {kind}")
