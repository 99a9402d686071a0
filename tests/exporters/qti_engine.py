"""An independent engine of QTI 2.1, 2.2 and 3.0: checks and runs response processing, shows feedback.

It follows the text of the standard (three-valued logic: an expression on NULL is NULL, and a condition that is NULL is
not met). Reading an item compiles its processing and checks, on every path and whatever is answered: names are
declared, types fit, a score is set and is never NULL, each feedback can be shown. Unknown things are errors. It imports
nothing of ours.

    item = read_item(xml)
    item.grade({"RESPONSE": "14"})["SCORE"]
    item.grade({"RESPONSE": ["LEFT_1 RIGHT_2", "LEFT_2 RIGHT_1"]})["SCORE"]
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from qti_logic import NULL, State, Value, fits, junction, same_values, schema_of, strict, together
from qti_reader import (
    Declared,
    InvalidError,
    Outcome,
    Response,
    cast,
    check,
    decimal,
    declared,
    given,
    normal,
    text,
)

Type: TypeAlias = tuple[str, str]
"""Base type and cardinality."""
Rule: TypeAlias = Callable[[State], None]
BOOLEAN, NUMBER = ("boolean", "single"), ("float", "single")
COMPARED = {"gte": operator.ge, "lte": operator.le, "gt": operator.gt, "lt": operator.lt}
ATTRIBUTES = {
    "baseValue": {"baseType"},
    "equal": {"toleranceMode", "tolerance"},
    "index": {"n"},
    "patternMatch": {"pattern"},
    **{rule: {"identifier"} for rule in ("variable", "correct", "mapResponse", "setOutcomeValue")},
}
"""The attributes of rules and expressions; others have none."""


@dataclass(frozen=True)
class Expression:
    type: Type
    may_be_null: bool
    value: Value


@dataclass
class Item:
    """An item; `root` is its normal form."""

    root: Any
    declared: Declared

    @property
    def responses(self) -> dict[str, Response]:
        return self.declared.responses

    @property
    def outcomes(self) -> dict[str, Outcome]:
        return self.declared.outcomes

    @property
    def key(self) -> dict[str, Any]:
        """The declared correct responses."""
        return {
            k: r.correct[0] if r.cardinality == "single" else r.correct
            for k, r in self.responses.items()
            if r.correct
        }

    @cached_property
    def maximum(self) -> float:
        return float(self.outcomes["MAXSCORE"].default)

    @cached_property
    def processing(self) -> Processing:
        return Processing(self)

    def grade(self, typed: dict[str, Any]) -> dict[str, Any]:
        """All outcomes after one attempt: a text, or a list of them. A response that is not given is NULL."""
        check(typed.keys() <= self.responses.keys(), f"no such response among {sorted(typed)}")
        state = {name: outcome.default for name, outcome in self.outcomes.items()}
        state |= {
            name: given(r, typed[name]) if typed.get(name) else NULL for name, r in self.responses.items()
        }
        self.processing.run(state)
        return {name: state[name] for name in self.outcomes}

    def shown(self, outcomes: dict[str, Any]) -> list[str]:
        """The text of every modal feedback that these outcomes show."""
        feedbacks = self.root.findall("modalFeedback")
        values = [outcomes[feedback.get("outcomeIdentifier")] for feedback in feedbacks]
        return [
            text(feedback)
            for feedback, value in zip(feedbacks, values, strict=True)
            if feedback.get("identifier") in (value if isinstance(value, list) else [value])
        ]


def read_item(xml: str) -> Item:
    """The item, with all that holds whatever is answered checked."""
    root = normal(xml.encode())
    item = Item(root, declared(root))
    item.processing.check_scores()
    item.processing.check_feedback()
    return item


class Processing:
    """The response processing of an item, compiled. `assigned` are the outcomes that every path sets."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.said: set[tuple[str, str]] = set()
        """Identifiers that can be set, each with its outcome."""
        found = item.root.findall("responseProcessing")
        check(len(found) <= 1, "one processing")
        check(not any(processing.attrib for processing in found), "template and own rules exclude each other")
        self.steps, self.assigned = self.rules(found[0] if found else (), frozenset())

    def run(self, state: State) -> None:
        for step in self.steps:
            step(state)

    def check_scores(self) -> None:
        """Every score is set on every path; only what a person marks is left to that person."""
        responses = self.item.responses.values()
        by_hand = [r for r in responses if r.interaction == "extendedTextInteraction"]
        scores = {name for name, o in self.item.outcomes.items() if o.base_type == "float"} - {"MAXSCORE"}
        unset = scores - self.assigned
        check("SCORE" not in unset or len(by_hand) == len(responses), "a path that leaves SCORE unset")
        check(len(unset - {"SCORE"}) <= len(by_hand), f"a path that leaves one of {sorted(unset)} unset")

    def check_feedback(self) -> None:
        for feedback in self.item.root.findall("modalFeedback"):
            outcome, identifier = feedback.get("outcomeIdentifier"), feedback.get("identifier")
            check(outcome in self.item.outcomes, f"feedback on undeclared {outcome}")
            check(feedback.get("showHide") == "show", "showHide")
            always = self.item.outcomes[outcome].default == identifier
            check(always or (outcome, identifier) in self.said, f"nothing shows {identifier}")

    # ─── Rules ───────────────────────────────────────────────────────────────────────────────────────────

    def rules(self, elements: Any, assigned: frozenset[str]) -> tuple[list[Rule], frozenset[str]]:
        """The rules, and the outcomes that are set after them whichever path is taken."""
        steps: list[Rule] = []
        for rule in elements:
            check(set(rule.attrib) == ATTRIBUTES.get(rule.tag, set()), f"attributes of {rule.tag}")
            match rule.tag:
                case "setOutcomeValue":
                    steps.append(self.assignment(rule, assigned))
                    assigned |= {rule.get("identifier")}
                case "responseCondition":
                    step, assigned = self.condition(rule, assigned)
                    steps.append(step)
                case other:
                    raise InvalidError(f"unknown rule {other}")
        return steps, assigned

    def assignment(self, rule: Any, assigned: frozenset[str]) -> Rule:
        name = rule.get("identifier")
        check(name in self.item.outcomes, f"undeclared outcome {name}")
        check(len(rule) == 1, "one expression")
        outcome, expression = self.item.outcomes[name], self.expression(rule[0], assigned)
        check(name != "MAXSCORE" and outcome.base_type != "integer", f"{name} is a constant")
        check(expression.type == (outcome.base_type, outcome.cardinality), f"{expression.type} into {name}")
        check(not expression.may_be_null or expression.type != NUMBER, f"{name} may become NULL")
        self.said.update((name, value.text) for value in rule.iter("baseValue"))
        read = self.item.responses.keys() & {each.get("identifier") for each in rule.iter("variable")}
        self.said |= {(name, choice) for r in read for choice in self.item.responses[r].offered}

        def assign(state: State) -> None:
            state[name] = expression.value(state)

        return assign

    def condition(self, rule: Any, assigned: frozenset[str]) -> tuple[Rule, frozenset[str]]:
        names = [branch.tag for branch in rule]
        last = names[-1:] == ["responseElse"]
        middle = ["responseElseIf"] * (len(names) - 1 - last)
        check(names == ["responseIf", *middle, *["responseElse"] * last], f"branches {names}")
        branches: list[tuple[Expression | None, list[Rule]]] = []
        ends = [] if last else [assigned]
        for branch in rule:
            test = None if branch.tag == "responseElse" else self.expression(branch[0], assigned)
            check(test is None or test.type == BOOLEAN, "a condition is a boolean")
            steps, end = self.rules(branch if test is None else branch[1:], assigned)
            branches.append((test, steps))
            ends.append(end)

        def decide(state: State) -> None:
            for test, steps in branches:
                if test is None or test.value(state) is True:
                    for step in steps:
                        step(state)
                    return

        return decide, frozenset.intersection(*ends)

    def number(self, text: str) -> int:
        """A whole number, or that of an outcome which holds it from the start and is never set."""
        if text not in self.item.outcomes:
            return int(cast(text, "integer"))
        outcome = self.item.outcomes[text]
        check(outcome.base_type == "integer" and outcome.default is not NULL, f"{text} is no whole number")
        return int(outcome.default)

    # ─── Expressions ─────────────────────────────────────────────────────────────────────────────────────

    def expression(self, element: Any, assigned: frozenset[str]) -> Expression:
        kind = element.tag
        check(set(element.attrib) == ATTRIBUTES.get(kind, set()), f"attributes of {kind}")
        if kind == "baseValue":
            constant = cast(element.text or "", element.get("baseType"))
            return Expression((element.get("baseType"), "single"), False, lambda _: constant)
        if kind in ("variable", "correct", "mapResponse"):
            return self.looked_up(kind, element.get("identifier"), assigned)
        operands = [self.expression(child, assigned) for child in element]
        types = [each.type for each in operands]
        bases, shapes = {base for base, _ in types}, [cardinality for _, cardinality in types]
        wanted, of = _WANTED.get(kind, (None, None))
        check(of is None or len(operands) == of, f"{kind} of {len(operands)}")
        check(bool(operands) and (wanted is None or set(types) == {wanted}), f"{kind} of {types}")
        nullable = any(each.may_be_null for each in operands)
        values = [each.value for each in operands]
        match kind:
            case "and" | "or":
                return Expression(BOOLEAN, nullable, lambda state: junction(kind, state, values))
            case "not":
                return Expression(BOOLEAN, nullable, strict(operator.not_, values))
            case "isNull" if len(operands) == 1:
                return Expression(BOOLEAN, False, lambda state: values[0](state) is NULL)
            case "match":
                check(len(set(types)) == 1 and len(types) == 2 and bases != {"float"}, f"match of {types}")
                alike = same_values if shapes[0] == "multiple" else operator.eq
                return Expression(BOOLEAN, nullable, strict(alike, values))
            case "member":
                check(len(bases) == 1 and shapes == ["single", "multiple"], f"member of {types}")
                return Expression(BOOLEAN, nullable, strict(lambda one, all_: one in all_, values))
            case "gte" | "lte" | "gt" | "lt":
                return Expression(BOOLEAN, nullable, strict(COMPARED[kind], values))
            case "equal":
                check(element.get("toleranceMode") == "absolute", "toleranceMode")
                down, up = map(decimal, element.get("tolerance").split(" "))
                near = strict(lambda one, other: one - down <= other <= one + up, values)
                return Expression(BOOLEAN, nullable, near)
            case "patternMatch":
                fitting = schema_of(element.get("pattern"))
                return Expression(BOOLEAN, nullable, strict(lambda value: fits(fitting, value), values))
            case "sum":
                return Expression(NUMBER, nullable, strict(lambda *each: sum(each), values))
            case "index":
                check(shapes == ["ordered"], f"index of {types}")
                place = self.number(element.get("n")) - 1
                pick = strict(lambda order: order[place] if place < len(order) else NULL, values)
                return Expression((bases.pop(), "single"), True, pick)
            case "multiple":
                check(len(bases) == 1 and "ordered" not in shapes, f"multiple of {types}")
                return Expression((bases.pop(), "multiple"), True, lambda state: together(state, values))
        raise InvalidError(f"unknown expression {kind}")

    def looked_up(self, kind: str, name: str, assigned: frozenset[str]) -> Expression:
        if name in self.item.outcomes:
            outcome = self.item.outcomes[name]
            check(kind == "variable", f"{kind} of an outcome")
            unset = name not in assigned and outcome.default is NULL
            return Expression((outcome.base_type, outcome.cardinality), unset, operator.itemgetter(name))
        check(name in self.item.responses, f"undeclared variable {name}")
        response = self.item.responses[name]
        if kind == "mapResponse":
            mapping = response.mapping
            if mapping is None:
                raise InvalidError(f"{name} has no mapping")
            return Expression(NUMBER, False, lambda state: mapping.worth(state[name]))
        of = (response.base_type, response.cardinality)
        if kind == "correct":
            check(bool(response.correct), f"{name} has no correct response")
            key = given(response, self.item.key[name])
            return Expression(of, False, lambda _: key)
        return Expression(of, True, operator.itemgetter(name))


_WANTED: dict[str, tuple[Type, int | None]] = {
    **dict.fromkeys(("and", "or"), (BOOLEAN, None)),
    "not": (BOOLEAN, 1),
    **dict.fromkeys(("gte", "lte", "gt", "lt", "equal"), (NUMBER, 2)),
    "sum": (NUMBER, None),
    "patternMatch": (("string", "single"), 1),
}
"""What all operands of an expression are, and how many there are of them, where that is all there is to say."""
