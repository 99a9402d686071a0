"""QTI 2.1, 2.2 and 3.0: what a version cannot say is reported, what is said instead is there, and for whom."""

from __future__ import annotations

from typing import Any

import pytest
from qti_parts import VERSIONS
from qti_reader import MATHML, normal, tex, text
from qti_schemas import parse
from sample_questions import HOSTILE, QUESTIONS, number, para, part, question
from shipped_questions import item_of

from generator.exporters.base import Exporter, Fragment
from generator.exporters.qti import item as qti_item
from generator.model import Essay

versions = pytest.mark.parametrize("version", VERSIONS, ids=[version.NAME for version in VERSIONS])
LABELS = {"qti21": "QTI 2.1", "qti22": "QTI 2.2", "qti30": "QTI 3.0"}


FRAGMENTS = {version.NAME: [version.render(q, item_of(q)) for q in QUESTIONS] for version in VERSIONS}


def root_of(fragment: Fragment) -> Any:
    return normal(fragment.body.xml.encode())


def of_family(family: str, version: Exporter) -> Any:
    """The root of a sample, in the normal form."""
    return next(root_of(fragment) for fragment in FRAGMENTS[version.NAME] if fragment.family == family)


# ─── What is lost ────────────────────────────────────────────────────────────────────────────────────────


@versions
def test_exactly_these_samples_are_not_asked_as_they_are(version: Exporter) -> None:
    lost = {f.family: [loss.instead for loss in f.losses] for f in FRAGMENTS[version.NAME] if f.losses}
    choice = ["asked as a choice between the answer and its mistakes"]
    essay = ["asked as a text to be marked by hand, with the answer in a rubric for graders"]
    unit = "the unit is printed behind the blank"
    ends = [
        "its feedback stands with the worked solution",
        "asked by its ends, with the brackets printed around the blanks",
    ]
    alone = "marked without follow-through"
    assert lost == {
        "numbers/third": choice,
        "numbers/third-open": essay,
        "numbers/root": choice,
        "numbers/unit": [unit],
        "expressions/derivative": choice,
        "expressions/factored": choice,
        "vectors/eigenvector": choice,
        "vectors/gradient": choice,
        "vectors/sign": choice,
        "matrices/thirds": choice,
        "matrices/scale": choice,
        "matrices/jacobian": essay,
        "intervals/half-open": ends,
        "intervals/ray": choice,
        "parts/mixed": choice,
        "parts/typed": [alone, alone, unit, *ends],
        "parts/essay": [alone, unit],
    }


@versions
def test_a_loss_names_its_version(version: Exporter) -> None:
    losses = [loss for fragment in FRAGMENTS[version.NAME] for loss in fragment.losses]
    assert {loss.format for loss in losses} == {version.NAME}
    named = [label for label in LABELS.values() for loss in losses if label in loss.reason]
    assert set(named) == {LABELS[version.NAME]}


def test_every_answer_kind_has_a_word_about_it() -> None:
    kinds = {p.answer.kind for q in QUESTIONS for p in q.parts}
    assert all(kinds == set(version.ABILITIES) for version in VERSIONS)


@versions
def test_a_decimal_comma_is_not_read_and_the_question_says_so(version: Exporter) -> None:
    german = question("made/up", "Made up", para("?"), part(number("0.5")), language="de")
    fragment = version.render(german, item_of(QUESTIONS[2]))
    assert "mit Punkt" in text(root_of(fragment).find("itemBody"))
    assert [loss.reason for loss in fragment.losses] == [f"{LABELS[version.NAME]} reads no decimal comma"]
    whole = question("made/up", "Made up", para("?"), part(number("5")), language="de")
    assert not version.render(whole, item_of(QUESTIONS[2])).losses


# ─── Languages, graders ──────────────────────────────────────────────────────────────────────────────────


@versions
def test_the_words_around_a_question_are_of_its_language(version: Exporter) -> None:
    root = of_family("parts/german", version)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
    assert [f.get("title") for f in root.findall("modalFeedback") if f.get("title")] == ["Lösung"]
    body = text(root.find("itemBody"))
    assert "Wahr" in body
    assert "Falsch" in body


@versions
def test_a_rubric_is_for_who_marks_the_essay_and_shares_its_points(version: Exporter) -> None:
    (answer,) = {p.answer for q in QUESTIONS for p in q.parts if isinstance(p.answer, Essay)}
    body = of_family("essays/alone", version).find("itemBody")
    (rubric,) = body.findall("rubricBlock")
    assert rubric.get("view") == "scorer"
    assert [text(li).rsplit(" (")[-1] for li in rubric.iter("li")] == ["2.67 points)", "1.33 points)"]
    assert next(body.iter("extendedTextInteraction")).get("expectedLines") == str(answer.lines)


@versions
def test_only_who_marks_an_essay_sees_its_answer(version: Exporter) -> None:
    body = of_family("numbers/third-open", version).find("itemBody")
    (rubric,) = body.findall("rubricBlock")
    assert rubric.get("view") == "scorer"
    third = r"«\frac{1}{3}»"
    assert third in text(rubric)
    body.remove(rubric)
    assert third not in text(body)


# ─── Markup ──────────────────────────────────────────────────────────────────────────────────────────────


@versions
def test_mathematics_is_unprefixed_mathml_with_its_source_beside_it(version: Exporter) -> None:
    for fragment in FRAGMENTS[version.NAME]:
        root = parse(fragment.body.xml)
        for math in root.iter(f"{MATHML}math"):
            assert math.prefix is None
            assert bool(math.get("alttext")) == bool(tex(math))  # a formula may be empty
        shown = "".join(root.itertext()).replace(HOSTILE, "")
        assert "\\(" not in shown or "hostile" in fragment.family


@versions
def test_broken_xml_is_called_our_bug(version: Exporter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qti_item, "blocks", lambda *_: "<p>")
    with pytest.raises(RuntimeError, match="bug of Setwright"):
        version.render(QUESTIONS[0], item_of(QUESTIONS[0]))
