"""Reads a QTI 1.2 quiz as Canvas does, and grades it by Canvas' rules. Independent of the exporter.

The rules are those of the importers, not of the standard. The question type stands in the metadata. A number needs the
`or` of `varequal` and a range, and a text that is no number counts as 0. Every label of a blank is a right answer, and
`[name]` is a blank wherever it stands. Blanks and texts are compared as text, trimmed and without case, and each blank
earns the same. Of several right options each earns its share, and each wrong one costs as much. A matching knows its
right sides by their plain text, which is cleaned as if it were HTML. Feedback goes by the names of the idents; where it
holds no element, it is taken for plain text, references and all.

    quiz = read_quiz(xml)
    quiz.groups[0].questions[0].grade("14")
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lxml import etree

NS = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
PLAIN_DECIMAL = re.compile(r"-?\d+(\.\d+)?")
TYPED_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
BLANK = re.compile(r"\[([A-Za-z0-9_\-.]+)\]")

ELEMENTS = {"div", "p", "span", "em", "strong", "code", "br", "pre", "ol", "ul", "li", "img"}
ELEMENTS |= {"table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"class", "src", "alt", "width", "height", "scope"}
"""What both of Canvas' sanitisers leave, as far as it is used."""


class UnreadableError(AssertionError):
    """Canvas would lose or misread this."""


def check(holds: bool, message: str) -> None:
    if not holds:
        raise UnreadableError(message)


@dataclass
class Question:
    ident: str
    title: str
    kind: str
    points: float
    html: Any
    feedback: dict[str, Any]
    source: str = ""
    whole: bool = False
    choices: dict[str, Any] = field(default_factory=dict)
    right: str = ""
    blanks: dict[str, list[str]] = field(default_factory=dict)
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    exact: Decimal = Decimal(0)
    rights: list[str] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    lefts: dict[str, Any] = field(default_factory=dict)
    matches: dict[str, str] = field(default_factory=dict)
    belongs: dict[str, str] = field(default_factory=dict)

    def grade(self, typed: str | list[str] | dict[str, str]) -> float:
        """The credit, 0 to 1.

        `typed` is an option's ident, a list of them, a number, a text, a text for every blank, or the ident of a
        right side for every left one.
        """
        match self.kind:
            case "multiple_choice_question" | "true_false_question":
                return float(typed == self.right)
            case "multiple_answers_question":
                right = sum(ident in self.rights for ident in typed)
                return max(0.0, (right - (len(typed) - right)) / len(self.rights))
            case "short_answer_question":
                return float(
                    str(typed).strip().lower() in {text.strip().lower() for text in self.accepted} - {""}
                )
            case "matching_question":
                if not isinstance(typed, dict):
                    raise UnreadableError("a matching is answered by left side")
                good = [
                    self.matches.get(typed.get(left, "")) == self.matches[self.belongs[left]]
                    for left in self.lefts
                ]
                return sum(good) / len(good)
            case "numerical_question":
                text = str(typed).strip()
                value = Decimal(text) if TYPED_DECIMAL.fullmatch(text) else Decimal(0)
                right = {bool(text) and low <= value <= high for low, high in self.readings()}
                check(len(right) == 1, f"{text} is right in one kind of quizzes and wrong in the other")
                return float(right.pop())
            case "fill_in_multiple_blanks_question":
                if not isinstance(typed, dict):
                    raise UnreadableError("blanks are answered by name")
                hits = [
                    typed.get(name, "").strip().lower() in {a.strip().lower() for a in accepted}
                    for name, accepted in self.blanks.items()
                ]
                return sum(hits) / len(hits)
        raise UnreadableError(f"{self.kind} is not graded by machine")

    def readings(self) -> list[tuple[Decimal, Decimal]]:
        """The lowest and highest number that are right in classic quizzes, and in New Quizzes.

        Both keep the key as a double, and one margin. Classic quizzes take that from the upper bound, by decimals
        (`numeric_interaction.rb`), New Quizzes from the lower one, by doubles (`margin_error.rb`).
        """
        key = Decimal(repr(float(self.exact)))
        margins = (float(self.high - self.exact), float(self.exact) - float(self.low))
        return [(key - Decimal(repr(margin)), key + Decimal(repr(margin))) for margin in margins]

    def shown(self, typed: str | list[str] | dict[str, str]) -> str:
        """All feedback after this answer, as text."""
        idents = ["general_fb"]
        if self.choices:
            idents += [f"{ident}_fb" for ident in ([typed] if isinstance(typed, str) else typed)]
        elif self.kind != "essay_question" and self.grade(typed) < 1:
            idents.append("general_incorrect_fb")
        return "\n".join(text_of(self.feedback[i]) for i in idents if i in self.feedback)


@dataclass
class Group:
    ident: str
    title: str
    pick: int
    points: float
    questions: list[Question]


@dataclass
class Quiz:
    ident: str
    title: str
    groups: list[Group]


def text_of(html: Any) -> str:
    return "".join(html.itertext())


def html_of(mattext: Any) -> Any:
    """The HTML of a mattext: unescaped once by XML, then parsed. It is XHTML, so no `<` stands bare."""
    check(mattext.get("texttype") == "text/html" and len(mattext) == 0, "HTML is escaped text")
    html: Any = etree.fromstring(f"<div>{mattext.text or ''}</div>")
    for element in html.iter():
        check(
            element.tag in ELEMENTS and set(element.attrib) <= ATTRIBUTES, f"<{element.tag}> is cleaned off"
        )
    return html


def kept_html(mattext: Any) -> Any:
    """HTML where classic Canvas expects a text: it unwraps what is around it, and must then still find an element."""
    html = html_of(mattext)
    inside = html
    while len(inside) == 1 and not (inside.text or "").strip() and not (inside[0].tail or "").strip():
        if inside[0].tag not in ("p", "div", "span") or inside[0].attrib:
            break
        inside = inside[0]
    check(len(inside) > 0, f"{mattext.text!r} is taken for plain text")
    return html


def number(text: str) -> Decimal:
    check(bool(PLAIN_DECIMAL.fullmatch(text)), f"{text!r} is no plain decimal")
    return Decimal(text)


def read_quiz(xml: str) -> Quiz:
    root: Any = etree.fromstring(xml.encode())
    (assessment,) = root
    (top,) = assessment.findall(f"{NS}section")
    check(top.get("ident") == "root_section", "root_section")
    return Quiz(assessment.get("ident"), assessment.get("title"), [_group(s) for s in top])


def _group(section: Any) -> Group:
    check(section.tag == f"{NS}section", f"{section.tag} beside groups")
    selection = section.find(f"{NS}selection_ordering/{NS}selection")
    return Group(
        section.get("ident"),
        section.get("title"),
        int(selection.findtext(f"{NS}selection_number")),
        float(selection.findtext(f"{NS}selection_extension/{NS}points_per_item")),
        [read_item(item) for item in section.findall(f"{NS}item")],
    )


def read_item(item: Any) -> Question:
    fields = item.findall(f"{NS}itemmetadata/{NS}qtimetadata/{NS}qtimetadatafield")
    metadata = {f.findtext(f"{NS}fieldlabel"): f.findtext(f"{NS}fieldentry") for f in fields}
    presentation = item.find(f"{NS}presentation")
    feedback = {}
    for node in item.findall(f"{NS}itemfeedback"):
        feedback[node.get("ident")] = kept_html(node.find(f"{NS}flow_mat/{NS}material/{NS}mattext"))
    referred = {node.get("linkrefid") for node in item.iter(f"{NS}displayfeedback")}
    check(referred == feedback.keys(), f"feedback {sorted(feedback)}, referred to {sorted(referred)}")
    question = Question(
        item.get("ident"),
        item.get("title"),
        metadata["question_type"],
        float(metadata["points_possible"]),
        html_of(presentation.find(f"{NS}material/{NS}mattext")),
        feedback,
        presentation.findtext(f"{NS}material/{NS}mattext"),
        metadata.get("scoring_algorithm") == "AllOrNothing",
    )
    for ident in [question.ident, *(e.get("ident") for e in presentation.iter(f"{NS}response_label"))]:
        check(ident[0].isalpha(), f"Canvas renames {ident!r}")
    READERS[question.kind](question, item, presentation)
    return question


def _choice(question: Question, item: Any, presentation: Any) -> None:
    _offered(question, presentation, "Single")
    scoring = _scoring(item)
    check(len(scoring) == 1, "one right choice")
    question.right = scoring[0].findtext(f"{NS}conditionvar/{NS}varequal")
    check(question.right in question.choices, "the key is no choice")


def _true_false(question: Question, item: Any, presentation: Any) -> None:
    """Classic Canvas makes any other texts a multiple choice."""
    _choice(question, item, presentation)
    check([text_of(html) for html in question.choices.values()] == ["True", "False"], "not true and false")


def _several(question: Question, item: Any, presentation: Any) -> None:
    """One condition: all right options, and none of the wrong ones."""
    _offered(question, presentation, "Multiple")
    (scoring,) = _scoring(item)
    (every,) = scoring.find(f"{NS}conditionvar")
    check(every.tag == f"{NS}and", "an and")
    wrong = [e.findtext(f"{NS}varequal") for e in every.findall(f"{NS}not")]
    question.rights = [e.text for e in every.findall(f"{NS}varequal")]
    check(sorted([*wrong, *question.rights]) == sorted(question.choices), "every option is right or wrong")
    check(bool(question.rights), "nothing is right")


def _offered(question: Question, presentation: Any, cardinality: str) -> None:
    lid = presentation.find(f"{NS}response_lid")
    check(lid.get("rcardinality") == cardinality, "rcardinality")
    for label in lid.iter(f"{NS}response_label"):
        question.choices[label.get("ident")] = html_of(label.find(f"{NS}material/{NS}mattext"))


def _text(question: Question, item: Any, presentation: Any) -> None:
    check(presentation.find(f"{NS}response_str/{NS}render_fib").get("fibtype") is None, "fibtype")
    (scoring,) = _scoring(item)
    question.accepted = [e.text for e in scoring.find(f"{NS}conditionvar")]
    check(all(question.accepted), "an empty text is never right")


def _matching(question: Question, item: Any, presentation: Any) -> None:
    for lid in presentation.findall(f"{NS}response_lid"):
        question.lefts[lid.get("ident")] = kept_html(lid.find(f"{NS}material/{NS}mattext"))
        labels = lid.findall(f"{NS}render_choice/{NS}response_label")
        texts = [label.find(f"{NS}material/{NS}mattext") for label in labels]
        check(all(text.get("texttype") == "text/plain" and len(text) == 0 for text in texts), "plain text")
        matches = {label.get("ident"): text.text for label, text in zip(labels, texts, strict=True)}
        check(not any(set(text) & set("<>&") for text in matches.values()), "cleaned as if it were HTML")
        check(not question.matches or matches == question.matches, "the same on the right of each")
        question.matches = matches
    digits = [re.search(r"\d+", ident) for ident in question.matches]
    numbers = {found[0] if found else None for found in digits}
    check(
        len(numbers) == len(question.matches) and None not in numbers,
        "classic Canvas goes by the number of an ident",
    )
    check(len(set(question.matches.values())) == len(question.matches), "two rights are alike")
    for scoring in _scoring(item):
        (equal,) = scoring.find(f"{NS}conditionvar")
        question.belongs[equal.get("respident")] = equal.text
    check(question.belongs.keys() == question.lefts.keys(), "one condition for each on the left")
    check(set(question.belongs.values()) <= question.matches.keys(), "a key that is not on offer")


def _number(question: Question, item: Any, presentation: Any) -> None:
    check(presentation.find(f"{NS}response_str/{NS}render_fib").get("fibtype") == "Decimal", "fibtype")
    (scoring,) = _scoring(item)
    (either,) = scoring.find(f"{NS}conditionvar")
    check([e.tag[len(NS) :] for e in either.iter()] == ["or", "varequal", "and", "vargte", "varlte"], "shape")
    texts = [e.text for e in either.iter(f"{NS}varequal", f"{NS}vargte", f"{NS}varlte")]
    question.exact, question.low, question.high = map(number, texts)
    check(question.low <= question.exact <= question.high, "the key is outside its bounds")


def _blanks(question: Question, item: Any, presentation: Any) -> None:
    named = BLANK.findall(question.source)
    for lid in presentation.findall(f"{NS}response_lid"):
        name = lid.findtext(f"{NS}material/{NS}mattext")
        check(lid.get("ident") == f"response_{name}" and bool(re.fullmatch(r"[A-Za-z][\w.-]*", name)), name)
        labels = lid.findall(f"{NS}render_choice/{NS}response_label")
        question.blanks[name] = [label.findtext(f"{NS}material/{NS}mattext") for label in labels]
        idents = [label.get("ident") for label in labels]
        scored = [e.text for e in item.iter(f"{NS}varequal") if e.get("respident") == f"response_{name}"]
        check(scored == idents, f"the processing of {name} scores {scored}")
    check(named == list(question.blanks), f"the text has blanks for {named}")
    check(len(_scoring(item)) == len(question.blanks), "one condition a blank")


def _essay(question: Question, item: Any, presentation: Any) -> None:
    check(not _scoring(item), "an essay sets no score")


def _scoring(item: Any) -> list[Any]:
    conditions = item.findall(f"{NS}resprocessing/{NS}respcondition")
    return [c for c in conditions if c.find(f"{NS}setvar") is not None]


READERS = {
    "multiple_choice_question": _choice,
    "true_false_question": _true_false,
    "multiple_answers_question": _several,
    "short_answer_question": _text,
    "matching_question": _matching,
    "numerical_question": _number,
    "fill_in_multiple_blanks_question": _blanks,
    "essay_question": _essay,
}
