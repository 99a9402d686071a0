"""What only QTI 3.0 has: its spelling, catalogs of spoken formulas, shared vocabulary, and care for its players."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from qti_schemas import QTI30, assert_valid, one_worker, parse
from sample_questions import HEADING, QUESTIONS, number, para, part, question, say, text
from shipped_questions import SHIPPED, item_of

from generator.exporters import qti21, qti30
from generator.exporters.qti.dialects import QTI21, spelled
from generator.exporters.qti.dialects import QTI30 as DIALECT
from generator.model import (
    LANGUAGES,
    Display,
    Math,
    Mistake,
    Num,
    Op,
    Paragraph,
    Row,
    Script,
    Sym,
    Text,
    Unit,
    Verified,
)

MATH = "{http://www.w3.org/1998/Math/MathML}"
QTI = "{http://www.imsglobal.org/xsd/imsqtiasi_v3p0}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
WIDTHS = (1, 2, 3, 4, 5, 6, 10, 15, 20, 25, 30, 35, 40, 45, 50, 72)
SHEET = Path(__file__).parents[2] / "templates" / "qti" / "formulas.css"


@cache
def items() -> tuple[Any, ...]:
    """The samples, and what ships, as items of 3.0."""
    asked = (*QUESTIONS, *(q for q, _ in SHIPPED))
    return tuple(parse(qti30.render(q, item_of(q)).body.xml) for q in asked)


def every(name: str) -> Iterator[tuple[Any, Any]]:
    """Each element of this name of QTI, with the item that it is in."""
    for root in items():
        for element in root.iter(QTI + name):
            yield root, element


def prose(*inlines: Any, language: str = "en") -> Verified:
    return question(
        "made/up", "Made up", (Paragraph(inlines),), part(text("a")), language=language, solution=()
    )


SQUARE = Row((Script(Sym("x"), None, Num("2")), Op("+"), Num("1")))


# ─── Spelling ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("two", "three"),
    [
        ("<and>", "<qti-and>"),
        ("</responseElseIf>", "</qti-response-else-if>"),
        ('<mapEntry mapKey="aB" mappedValue="1"/>', '<qti-map-entry map-key="aB" mapped-value="1"/>'),
        ('<div class="aB"><p>baseType="x"</p></div>', '<div class="aB"><p>baseType="x"</p></div>'),
        ('<variable identifier="{{ p.someName }}"/>', '<qti-variable identifier="{{ p.someName }}"/>'),
    ],
)
def test_names_are_respelled_by_one_rule_and_values_are_not(two: str, three: str) -> None:
    assert spelled(two) == three


@one_worker
def test_samples_are_valid() -> None:
    for asked in QUESTIONS:
        assert_valid(qti30.render(asked, item_of(asked)).body.xml.encode(), *QTI30)


# ─── Catalogs ────────────────────────────────────────────────────────────────────────────────────────────


def test_every_formula_has_a_card_that_says_what_its_alttext_says() -> None:
    seen = 0
    for root in items():
        cards = {card.get("id"): "".join(card.itertext()).strip() for card in root.iter(QTI + "qti-catalog")}
        for formula in root.iter(MATH + "math"):
            if not "".join(formula.itertext()):
                continue
            around = formula.getparent()
            assert around.tag == QTI + "span"
            assert len(around) == 1
            assert cards[around.get("data-catalog-idref")] == formula.get("alttext") != ""
            seen += 1
    assert seen > 5000


def test_no_card_comes_twice_and_none_is_for_nothing() -> None:
    for root in items():
        cards = {card.get("id"): "".join(card.itertext()) for card in root.iter(QTI + "qti-catalog")}
        assert len(set(cards.values())) == len(cards)
        assert {span.get("data-catalog-idref") for span in root.iter(QTI + "span")} - {None} == set(cards)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "x squared plus 1"),
        ("de", "x Quadrat plus 1"),
        ("fr", "x au carré plus 1"),
        ("es", "x al cuadrado más 1"),
    ],
)
def test_a_card_is_spoken_in_the_language_of_the_question(language: str, words: str) -> None:
    asked = prose(Math(SQUARE), Text(" and again "), Math(SQUARE), language=language)
    root = parse(qti30.render(asked, item_of(QUESTIONS[0])).body.xml)
    (card,) = (c for c in root.iter(QTI + "qti-catalog") if words in "".join(c.itertext()))
    (entry,) = card.iter(QTI + "qti-card-entry")
    assert entry.getparent().get("support") == "spoken"
    assert (entry.get(LANG), "".join(entry.itertext())) == (language, words)
    spans = [s for s in root.iter(QTI + "span") if s.get("data-catalog-idref") == card.get("id")]
    assert len(spans) == 2
    assert language in LANGUAGES


def test_a_catalog_stands_behind_the_body_and_only_where_there_are_formulas() -> None:
    with_one = parse(qti30.render(prose(Math(SQUARE)), item_of(QUESTIONS[0])).body.xml)
    names = [child.tag.removeprefix(QTI) for child in with_one]
    assert names[names.index("qti-item-body") + 1] == "qti-catalog-info"
    without = parse(qti30.render(prose(Text("No formula")), item_of(QUESTIONS[0])).body.xml)
    assert not list(without.iter(QTI + "qti-catalog-info"))


def test_formulas_are_those_of_2_1_but_for_what_is_read_aloud() -> None:
    for asked in QUESTIONS:
        two, three = (
            [bare(m) for m in parse(version.render(asked, item_of(asked)).body.xml).iter(MATH + "math")]
            for version in (qti21, qti30)
        )
        assert two == three


def bare(formula: Any) -> tuple[Any, ...]:
    """Names, attributes and texts of a formula, without its direction and its alttext."""
    return tuple(
        (
            e.tag,
            e.text,
            e.tail if e is not formula else "",
            {k: v for k, v in e.items() if k not in ("alttext", "dir")},
        )
        for e in formula.iter()
    )


# ─── Shared vocabulary ───────────────────────────────────────────────────────────────────────────────────


def test_blanks_are_as_wide_as_they_say_they_are_long() -> None:
    for _, blank in every("qti-text-entry-interaction"):
        width = int(blank.get("class").removeprefix("qti-input-width-"))
        assert width in WIDTHS
        assert width >= int(blank.get("expected-length"))


def test_essays_choices_matching_and_ordering_have_their_classes() -> None:
    heights = {
        e.get("class"): int(e.get("expected-lines")) for _, e in every("qti-extended-text-interaction")
    }
    assert heights
    assert all(int(name.rsplit("-", 1)[1]) in (3, 6, 15) for name in heights)
    for name, classes in {
        "choice": "qti-labels-lower-alpha qti-labels-suffix-parenthesis",
        "match": "qti-match-tabular",
        "order": "qti-choices-left qti-orientation-vertical",
    }.items():
        assert {e.get("class") for _, e in every(f"qti-{name}-interaction")} == {classes}


@pytest.mark.parametrize(("size", "name"), [(1, 3), (3, 3), (4, 6), (7, 15), (15, 15), (40, 15)])
def test_a_size_becomes_the_next_one_that_the_vocabulary_knows(size: int, name: int) -> None:
    assert DIALECT.classes("essay", size) == f' class="qti-height-lines-{name}"'


def test_versions_before_3_0_have_no_vocabulary_and_no_sheet_of_styles() -> None:
    assert QTI21.classes("choice") == ""
    for asked in QUESTIONS:
        body = qti21.render(asked, item_of(asked)).body
        assert 'class="qti-' not in body.xml
        assert "stylesheet" not in body.xml


# ─── Styles ──────────────────────────────────────────────────────────────────────────────────────────────


def test_every_item_refers_to_the_sheet_that_comes_with_it() -> None:
    items = [qti30.render(asked, item_of(asked)) for asked in QUESTIONS[:3]]
    (file,) = qti30.assemble(HEADING, items)
    written = io.BytesIO()
    file.write(written)
    with zipfile.ZipFile(written) as package:
        for item in items:
            (sheet,) = parse(item.body.xml).iter(QTI + "qti-stylesheet")
            assert package.read(f"items/{sheet.get('href')}") == SHEET.read_bytes()


def test_rules_for_flat_formulas_are_told_from_real_ones_by_case_alone() -> None:
    """HTML compares values of `dir` without case, MathML with it; so no formula may have the value in capitals."""
    assert "math[dir=LTR] {" in SHEET.read_text(encoding="utf-8")
    assert {m.get("dir") for root in items() for m in root.iter(MATH + "math")} == {"ltr"}


# ─── What players need ───────────────────────────────────────────────────────────────────────────────────


def test_what_is_offered_is_one_element_so_that_a_flex_box_keeps_its_spaces() -> None:
    for name in ("qti-simple-choice", "qti-simple-associable-choice"):
        for _, choice in every(name):
            (inside,) = choice
            assert inside.tag == QTI + "div"
            assert not (choice.text or inside.tail or "").strip()


def test_no_mapping_is_asked_for_a_response_that_was_never_given() -> None:
    for _, mapped in every("qti-map-response"):
        (guard, *_) = mapped.getparent().getparent()
        assert [e.tag.removeprefix(QTI) for e in guard.iter()] == ["qti-not", "qti-is-null", "qti-variable"]
        assert guard[0][0].get("identifier") == mapped.get("identifier")


def test_an_outcome_of_several_values_has_one_from_the_start_which_shows_nothing() -> None:
    several = [(r, o) for r, o in every("qti-outcome-declaration") if o.get("cardinality") == "multiple"]
    assert several
    for root, outcome in several:
        shown = {f.get("identifier") for f in root.iter(QTI + "qti-modal-feedback")}
        assert ["".join(v.itertext()) for v in outcome] == ["none"]
        assert "none" not in shown


def test_a_place_is_named_by_a_variable_that_holds_its_number() -> None:
    places = list(every("qti-index"))
    assert places
    for root, index in places:
        (outcome,) = (
            o for o in root.iter(QTI + "qti-outcome-declaration") if o.get("identifier") == index.get("n")
        )
        assert outcome.get("base-type") == "integer"
        assert f"_PLACE_{''.join(outcome.itertext())}" in index.get("n")


@pytest.mark.parametrize("search", [re.fullmatch, re.search], ids=["whole", "anywhere"])
@pytest.mark.parametrize(
    ("typed", "right"), [("New York", True), (" new  york ", True), ("in New York", False)]
)
def test_a_text_is_matched_as_a_whole_by_engines_that_look_anywhere(
    search: Any, typed: str, right: bool
) -> None:
    asked = question("made/up", "Made up", para("Where?"), part(text("New York")))
    root = parse(qti30.render(asked, item_of(QUESTIONS[0])).body.xml)
    condition = next(root.iter(QTI + "qti-response-if"))[0]
    assert holds(condition, typed, search) is right


def holds(test: Any, typed: str, search: Any) -> bool:
    """A test by patterns, as an engine whose patterns are found by `search` takes it."""
    match test.tag.removeprefix(QTI):
        case "qti-and":
            return all(holds(each, typed, search) for each in test)
        case "qti-or":
            return any(holds(each, typed, search) for each in test)
        case "qti-not":
            return not holds(test[0], typed, search)
        case "qti-pattern-match":
            looked_at = typed if test[0].tag == QTI + "qti-variable" else test[0].text
            return search(test.get("pattern"), looked_at) is not None
    raise AssertionError(test.tag)


def test_a_displayed_formula_stays_displayed() -> None:
    asked = question("made/up", "Made up", (Display(SQUARE),), part(text("a")), solution=())
    root = parse(qti30.render(asked, item_of(QUESTIONS[0])).body.xml)
    assert [m.get("display") for m in root.iter(MATH + "math")] == ["block"]


def test_a_number_with_a_unit_is_spoken_where_it_is_offered() -> None:
    """What is written behind a number is put together while options are made, and is no formula of the question."""
    metre = Unit("m", Sym("m", "upright"))
    third, half = (replace(number(text), unit=metre) for text in ("1/3", "1/2"))
    asked = question("made/up", "Made up", para("?"), part(third, Mistake(half, say("Nearly."))))
    root = parse(qti30.render(asked, item_of(QUESTIONS[0])).body.xml)
    offered = [m.get("alttext") for m in root.iter(MATH + "math") if m.getparent().get("data-catalog-idref")]
    assert any("one third" in words for words in offered)
    assert any("one half" in words for words in offered)
