"""QTI for Blackboard: what it takes in, marked by the same key, and nothing lost on the way."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from qti_parts import form, seen, squeezed
from qti_profiled import ASKED, attempts, item, plain, processing, template, written
from qti_reader import normal
from qti_reader import text as text_of
from qti_typing import words
from sample_questions import QUESTIONS, para, question, text
from shipped_questions import item_of

from generator.answers.choice import content
from generator.answers.number import key_text
from generator.exporters import qti21
from generator.exporters.spellings import of_number
from generator.model import (
    OPEN_ANSWERS,
    Choice,
    Essay,
    Matching,
    MultipleChoice,
    Number,
    Ordering,
    Part,
    TextAnswer,
    TrueFalse,
    Verified,
)

each = pytest.mark.parametrize("q", ASKED, ids=[f"{q.family}-{q.index}-{q.id[:5]}" for q in ASKED])


@each
def test_blackboard_gets_one_answer_a_question_and_no_rules_of_ours(q: Verified) -> None:
    asked = item(q, "blackboard")
    (response,) = asked.responses.values()
    rules = processing(q, "blackboard")
    if response.interaction == "extendedTextInteraction":
        assert rules is None
        assert asked.maximum == item_of(q).points
        return
    assert response.interaction in ("choiceInteraction", "textEntryInteraction")
    assert response.base_type == (
        "string" if response.interaction == "textEntryInteraction" else "identifier"
    )
    assert template(rules) == ("map_response" if response.base_type == "string" else "match_correct")
    assert asked.maximum == asked.grade(asked.key)["SCORE"] == 1
    assert asked.grade({})["SCORE"] == 0


@each
def test_blackboard_marks_all_or_nothing_by_the_same_key(q: Verified) -> None:
    asked, ours = item(q, "blackboard"), plain(q)
    if len(q.parts) > 1:
        return
    answer = q.parts[0].answer
    if isinstance(answer, Choice | TrueFalse | MultipleChoice):
        for attempt in attempts(q):
            right = ours.grade(attempt)["SCORE"] == ours.maximum
            assert asked.grade(attempt)["SCORE"] == right, attempt
    elif isinstance(answer, TextAnswer):
        (entry,) = asked.root.findall("responseDeclaration/mapping")
        assert {e.get("caseSensitive") for e in entry} == {None if answer.exact_case else "false"}
        for spelling in answer.accepted:
            known = {e.get("mapKey") if answer.exact_case else e.get("mapKey").casefold() for e in entry}
            plain_text = " ".join(spelling.split())
            assert (plain_text if answer.exact_case else plain_text.casefold()) in known
    elif isinstance(answer, Number) and form(asked, 0) == "string":
        for spelled in of_number(Fraction(answer.value)):
            assert asked.grade({"RESPONSE": spelled})["SCORE"] == 1
        assert asked.grade({"RESPONSE": key_text(answer)})["SCORE"] == 1
        with_comma = key_text(answer).replace(".", ",")
        read = q.language != "en" or with_comma == key_text(answer)
        assert asked.grade({"RESPONSE": with_comma})["SCORE"] == read


def test_blackboard_compares_texts_without_case_by_small_letters() -> None:
    """Of which `ß` has none but itself, so that `ss` stands beside it; the key stays the first."""
    q = question("made/up", "Made up", para("?"), Part("a", (), text("Gasse", "Straße", "gasse")))
    root = normal(qti21.render(q, replace(item_of(QUESTIONS[0]), profile="blackboard")).body.xml.encode())
    keys = [entry.get("mapKey") for entry in root.findall("responseDeclaration/mapping/mapEntry")]
    assert keys == ["Gasse", "Straße", "strasse"]
    assert [v.text for v in root.findall("responseDeclaration/correctResponse/value")] == ["Gasse"]


@each
def test_blackboard_loses_no_feedback_and_no_key(q: Verified) -> None:
    fragment, asked = written(q, "blackboard"), item(q, "blackboard")
    solution = " ".join(asked.shown(asked.grade({})))
    for part in q.parts:
        answer = part.answer
        options = answer.options if isinstance(answer, Choice | MultipleChoice) else ()
        said = [m.feedback for m in part.mistakes] + [o.feedback for o in options]
        assert all(word in solution for feedback in said for word in words(feedback))
    rubric = " ".join(squeezed(block) for block in asked.root.findall(".//rubricBlock"))
    if asked.responses["RESPONSE"].interaction == "extendedTextInteraction":
        body = " ".join(text_of(asked.root.find("itemBody")).split())
        for part in q.parts:
            match part.answer:
                case Matching(lefts=lefts, rights=rights, key=key):
                    for left, n in zip(lefts, key, strict=True):
                        assert f"{_flat(seen(left))} – {_flat(seen(rights[n]))}" in rubric
                    assert all(_flat(seen(each)) in body for each in (*lefts, *rights))
                case Ordering(items=items, key=key):
                    assert " → ".join([_flat(seen(items[n])) for n in key]) in rubric
                case Essay(rubric=lines):
                    assert all(_flat(seen(line.text)) in rubric for line in lines)
                case Choice(options=choices) | MultipleChoice(options=choices):
                    assert all((_flat(seen(o.content)) in rubric) for o in choices if o.right)
                    assert all(_flat(seen(o.content)) in body for o in choices)
                case other if isinstance(other, OPEN_ANSWERS):
                    assert _flat(seen(content(other))) in rubric
    reported = {loss.part for loss in fragment.losses}
    assert len(q.parts) == 1 or "" in reported


def _flat(text: str) -> str:
    return " ".join(text.split())
