"""QTI 2.1: an independent engine grades every sample, and the model says what it should earn."""

from __future__ import annotations

import io
import itertools
import zipfile
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
import shipped_questions
from lxml import etree
from qti21_engine import Item, read_item
from qti_schemas import MANIFEST, QTI21, assert_valid, parse
from qti_typing import credit, entries, exactly, fits, given, margin, typed, words
from sample_questions import (
    HEADING,
    HOSTILE,
    QUESTIONS,
    absolute,
    interval,
    number,
    number_set,
    para,
    part,
    question,
    say,
    text,
    vector,
)
from shipped_questions import SHIPPED, item_of

from generator.answers import judge, samples
from generator.exporters import decimals, qti21
from generator.exporters.base import Fragment
from generator.exporters.figures import figures_in, file_name
from generator.exporters.qti import item as qti_item
from generator.exporters.qti.blanks import pattern
from generator.model import (
    Choice,
    Essay,
    Matching,
    Mistake,
    MultipleChoice,
    Ordering,
    Part,
    TextAnswer,
    Tolerance,
    TrueFalse,
    Verified,
)

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
MD = "{http://www.imsglobal.org/xsd/imsmd_v1p2}"
CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
FRAGMENTS = [qti21.render(q, item_of(q)) for q in QUESTIONS]
BY_FAMILY = {(f.family, f.index): f for f in FRAGMENTS}
SAMPLES = [pytest.param(q, f, id=f"{q.family}-{q.index}") for q, f in zip(QUESTIONS, FRAGMENTS, strict=True)]
SAMPLES += [
    pytest.param(q, qti21.render(q, item), id=f"shipped-{item.number}-{q.family}-{q.index}")
    for q, item in SHIPPED
]


def responses(item: Item, n: int) -> list[str]:
    """The responses of the n-th part, in the order in which the interactions stand."""
    block = item.root.findall(f"{QTI}itemBody/{QTI}div")[n + 1]
    return [e.get("responseIdentifier") for e in block.iter() if e.get("responseIdentifier")]


def form(item: Item, n: int) -> str:
    """How the n-th part is asked: the name of its interaction, and the base type of a blank."""
    block = item.root.findall(f"{QTI}itemBody/{QTI}div")[n + 1]
    kinds = {e.tag[len(QTI) :] for e in block.iter() if e.get("responseIdentifier")}
    (kind,) = kinds
    if kind != "textEntryInteraction":
        return str(kind)
    (base,) = {item.responses[response].base_type for response in responses(item, n)}
    return base


def answered(item: Item, n: int, p: Part, response: Any) -> dict[str, Any] | None:
    """A response to the n-th part as it is given there; None if it cannot be, or the part is asked otherwise."""
    what, names = given(p.answer, response), responses(item, n)
    how = form(item, n)
    if what is None or (how == "choiceInteraction") != isinstance(
        p.answer, Choice | MultipleChoice | TrueFalse
    ):
        return None
    if how in ("float", "string"):
        return dict(zip(names, what, strict=True))
    (name,) = names
    offered = item.choices.get(name, [])
    match p.answer:
        case Choice() | TrueFalse():
            return {name: offered[what]}
        case MultipleChoice() | Ordering():
            return {name: [offered[k] for k in what]}
        case Matching():
            pairs = enumerate(what)
            return {
                name: [f"{offered[k]} {offered[item.lefts[name] + m]}" for k, m in pairs if m is not None]
            }
    return None


def worth(q: Verified, p: Part) -> Fraction:
    return item_of(q).points * p.points / sum(each.points for each in q.parts)


def of_family(family: str, index: int = 0) -> Item:
    return read_item(BY_FAMILY[family, index].body.xml)


def alone(p: Part) -> tuple[Item, Fragment]:
    """A question with this one part, worth 3 points."""
    q = question("made/up", "Made up", para("?"), p)
    fragment = qti21.render(q, item_of(QUESTIONS[2]))
    return read_item(fragment.body.xml), fragment


# ─── Grading ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("q", "fragment"), SAMPLES)
def test_the_key_earns_everything_and_nothing_earns_nothing(q: Verified, fragment: Fragment) -> None:
    item = read_item(fragment.body.xml)
    assert item.maximum == item_of(q).points
    by_hand = [p for n, p in enumerate(q.parts) if form(item, n) == "extendedTextInteraction"]
    by_machine = item.maximum - float(sum(worth(q, p) for p in by_hand))
    score = item.grade(item.key)["SCORE"]
    assert score == (pytest.approx(by_machine) if by_hand else item.maximum)
    assert item.grade({})["SCORE"] == 0


@pytest.mark.parametrize(("q", "fragment"), SAMPLES)
def test_every_response_that_can_be_given_earns_its_credit(q: Verified, fragment: Fragment) -> None:
    item = read_item(fragment.body.xml)
    for n, p in enumerate(q.parts):
        for sample in samples(p.answer):
            answer = answered(item, n, p, sample.response)
            if answer is not None and sample.credit is not None:
                score = item.grade(answer)["SCORE"]
                assert score == pytest.approx(float(sample.credit * worth(q, p)), abs=1e-9), sample


def test_every_kind_that_is_asked_as_it_is_was_graded_right_partly_and_wrong() -> None:
    """So that the test above does not pass for want of responses."""
    seen: dict[str, set[Fraction | None]] = {}
    for q, fragment in zip(QUESTIONS, FRAGMENTS, strict=True):
        item = read_item(fragment.body.xml)
        for n, p in enumerate(q.parts):
            for sample in samples(p.answer):
                if answered(item, n, p, sample.response) is not None:
                    seen.setdefault(p.answer.kind, set()).add(sample.credit)
    assert all({0, 1} <= credits for kind, credits in seen.items() if kind != "interval")
    assert seen.keys() == qti21.ABILITIES.keys() - {"expression", "essay"}
    partly = {kind for kind, credits in seen.items() if any(c and 0 < c < 1 for c in credits)}
    assert partly == {"vector", "matrix", "set", "interval", "multiple", "matching", "ordering"}


@pytest.mark.parametrize(("q", "fragment"), SAMPLES)
def test_the_answer_of_the_model_earns_everything(q: Verified, fragment: Fragment) -> None:
    item = read_item(fragment.body.xml)
    for n, p in enumerate(q.parts):
        if form(item, n) == "float":
            answer = {
                r: typed(exactly(e)) for r, e in zip(responses(item, n), entries(p.answer), strict=True)
            }
            outcomes = item.grade(answer)
            assert outcomes["SCORE"] == pytest.approx(float(worth(q, p)), abs=1e-9)
            assert not any(str(value).startswith("mistake_") for value in outcomes.values())


@pytest.mark.parametrize(("q", "fragment"), SAMPLES)
def test_each_mistake_earns_its_credit_and_its_feedback(q: Verified, fragment: Fragment) -> None:
    item = read_item(fragment.body.xml)
    for n, p in enumerate(q.parts):
        names = responses(item, n)
        for mistake in p.mistakes:
            share = Fraction(0)
            if form(item, n) == "string":
                assert isinstance(mistake.answer, TextAnswer)
                outcomes = item.grade({names[0]: mistake.answer.accepted[-1]})
            elif form(item, n) == "float" and not fits(mistake, p.answer):
                outcomes = item.grade({})  # its feedback stands with the solution
            elif form(item, n) == "float":
                values = [exactly(e) for e in entries(mistake.answer)]
                share = credit(p.answer, values, any_order=True)
                outcomes = item.grade({r: typed(v) for r, v in zip(names, values, strict=True)})
            else:
                outcomes = chosen(item, names[0], mistake)
            assert share < 1
            assert outcomes["SCORE"] == pytest.approx(float(share * worth(q, p)), abs=1e-9)
            shown = item.shown(outcomes)
            assert any(all(word in text for word in words(mistake.feedback)) for text in shown)


def chosen(item: Item, response: str, mistake: Mistake) -> dict[str, Any]:
    """The outcomes of the option that earns this mistake's feedback, if any does."""
    for option in item.choices[response]:
        outcomes = item.grade({response: option})
        if any(all(w in text for w in words(mistake.feedback)) for text in item.shown(outcomes)):
            return outcomes
    raise AssertionError(f"no option earns {mistake.feedback}")


@pytest.mark.parametrize(("q", "fragment"), SAMPLES)
def test_options_earn_their_own_feedback(q: Verified, fragment: Fragment) -> None:
    item = read_item(fragment.body.xml)
    for n, p in enumerate(q.parts):
        if isinstance(p.answer, Choice):
            (response,) = responses(item, n)
            for ident, option in zip(item.choices[response], p.answer.options, strict=True):
                outcomes = item.grade({response: ident})
                expected = float(worth(q, p)) if option.right else 0
                assert outcomes["SCORE"] == pytest.approx(expected, abs=1e-9)
                others = item.shown(outcomes | {"SOLUTION": None})
                assert len(others) == bool(option.feedback)
                assert all(word in others[0] for word in words(option.feedback))


@pytest.mark.parametrize(("q", "fragment"), SAMPLES)
def test_every_ticked_option_earns_its_feedback(q: Verified, fragment: Fragment) -> None:
    item = read_item(fragment.body.xml)
    for n, p in enumerate(q.parts):
        if isinstance(p.answer, MultipleChoice):
            (response,) = responses(item, n)
            offered = list(zip(item.choices[response], p.answer.options, strict=True))
            heard = [option for option in p.answer.options if option.feedback]
            for ticked, expected in ((offered, heard), ([o for o in offered if not o[1].feedback], [])):
                outcomes = item.grade({response: [ident for ident, _ in ticked]})
                shown = item.shown(outcomes | {"SOLUTION": None})
                assert len(shown) == len(expected)
                assert all(
                    word in text
                    for text, o in zip(shown, expected, strict=True)
                    for word in words(o.feedback)
                )


@pytest.mark.parametrize(("q", "fragment"), SAMPLES)
def test_the_bounds_are_inclusive_and_what_lies_beyond_is_wrong(q: Verified, fragment: Fragment) -> None:
    item = read_item(fragment.body.xml)
    for n, p in enumerate(q.parts):
        if form(item, n) != "float":
            continue
        full = item.grade(item.key)["SCORE"]
        for response, key in zip(responses(item, n), entries(p.answer), strict=True):
            at = exactly(key)
            amount = margin(key)
            for sign in (-1, 1):
                edge = at + sign * amount
                beyond = at + sign * (amount * Fraction(1001, 1000) or Fraction(1, 10**9))
                irrational = at.denominator > 10**9  # then the edge itself has no decimal to type
                inside = at + sign * amount * Fraction(9999, 10000) if irrational else edge
                assert item.grade(item.key | {response: typed(inside)})["SCORE"] == full
                assert item.grade(item.key | {response: typed(beyond)})["SCORE"] < full


def test_a_bound_that_is_typed_exactly_is_never_lost_to_floating_point() -> None:
    for key, tolerance in itertools.product(range(-300, 300, 7), ("0.01", "0.1", "0.003", "0.07")):
        answer = number(f"{key / 100:.2f}", Tolerance("absolute", Fraction(tolerance)))
        low, high = map(float, decimals.interval(answer))
        at = exactly(answer)
        assert low <= float(typed(at - Fraction(tolerance)))
        assert float(typed(at + Fraction(tolerance))) <= high


def test_a_narrow_tolerance_on_a_large_number_stays_narrow() -> None:
    answer = number("1000000", Tolerance("absolute", Fraction(1, 10**5)))
    low, high = (Fraction(text) for text in decimals.interval(answer))
    assert Fraction(2, 10**5) < high - low < Fraction(21, 10**6)


def test_a_set_is_right_in_any_order_and_a_repeated_element_counts_once() -> None:
    item = of_family("sets/three")
    names = responses(item, 0)
    keys = [item.key[name] for name in names]
    for order in itertools.permutations(keys):
        assert item.grade(dict(zip(names, order, strict=True)))["SCORE"] == item.maximum
    for first, second, third in itertools.product(keys, repeat=3):
        score = item.grade(dict(zip(names, (first, second, third), strict=True)))["SCORE"]
        assert score == pytest.approx(item.maximum * len({first, second, third}) / 3)


def test_a_set_mistake_is_heard_in_any_order() -> None:
    item = of_family("sets/two")
    first, second = responses(item, 0)
    for values in (("3", "4"), ("4", "3")):
        outcomes = item.grade({first: values[0], second: values[1]})
        assert outcomes["SCORE"] == item.maximum / 2
        assert any("One is the trace." in text for text in item.shown(outcomes))


def test_a_set_whose_tolerances_overlap_is_graded_in_order_and_reported() -> None:
    item, fragment = alone(part(number_set("1 1.1", Tolerance("absolute", Fraction(1, 10)))))
    first, second = responses(item, 0)
    assert item.grade({first: "1", second: "1.1"})["SCORE"] == item.maximum
    assert item.grade({first: "1.2", second: "0.95"})["SCORE"] == 0
    assert "increasing order" in etree.tostring(item.root, encoding="unicode")
    assert [loss.instead for loss in fragment.losses] == ["graded in increasing order"]


def test_a_mistake_that_cannot_be_typed_stands_with_the_solution_and_is_reported() -> None:
    item, fragment = alone(part(number("3"), Mistake(number("1/3"), say("Upside down."))))
    outcomes = item.grade(item.key)
    assert any("If the answer is" in text and "Upside down." in text for text in item.shown(outcomes))
    assert [loss.instead for loss in fragment.losses] == ["its feedback stands with the worked solution"]


def test_entries_that_do_not_divide_the_points_still_sum_to_them() -> None:
    for count in (3, 6, 7, 9, 11):
        entry_texts = " ".join(str(n) for n in range(count))
        item, _ = alone(part(number_set(entry_texts)))
        assert item.grade(item.key)["SCORE"] == item.maximum
        missing = dict(list(item.key.items())[1:])
        assert item.grade(missing)["SCORE"] == pytest.approx(item.maximum * (count - 1) / count)


SPELLINGS = (
    "Straße",
    "saddle  point",
    "a.b*c",
    "x^2 - $y$ [z] \\d",
    "É + é",
    "{|}?()",
    "İstanbul",
    "tschüss",
)


@pytest.mark.parametrize("exact_case", [True, False])
def test_a_text_is_right_exactly_where_its_kind_says_so(exact_case: bool) -> None:
    typed_texts = [
        change(spelling)
        for spelling in SPELLINGS
        for change in (
            str,
            str.upper,
            str.lower,
            str.title,
            lambda t: f" {t}\t",
            lambda t: t.replace(" ", "   "),
        )
    ]
    typed_texts += ["Strasse", "Strase", "saddlepoint", "aXb*c", "a.bbc", "x^2 - $y$ [z] 5", "x", "tschüß"]
    right = 0
    for spelling in SPELLINGS:
        answer = text(spelling, exact_case=exact_case)
        item, _ = alone(part(answer))
        for response in typed_texts:
            expected = judge(answer, response)
            right += expected == 1
            assert item.grade({"RESPONSE": response})["SCORE"] == expected * 3, (spelling, response)
    assert right >= 4 * len(SPELLINGS)


def test_the_pattern_of_a_text_has_no_sign_that_engines_read_in_different_ways() -> None:
    """Some take `^` and `$` for anchors, and the engine of TAO puts a backslash before each."""
    assert pattern("$^", exact_case=True) == r"\s*[$][\^]\s*"


def test_an_interval_in_german_is_typed_by_its_ends_too() -> None:
    item, fragment = alone(part(interval("0", "0.5", (False, True), absolute("0.1"))))
    line = next(p for p in item.root.iter(f"{QTI}p") if p.find(f"{QTI}textEntryInteraction") is not None)
    blanks = [e.tail for e in line]
    assert (line.text, blanks) == ("(", [", ", "]"])
    assert [loss.reason for loss in fragment.losses] == ["QTI 2.1 has no blank for a bracket"]


def test_a_whole_vector_earns_nothing_for_a_part_of_it() -> None:
    item, _ = alone(part(replace(vector("1 2"), whole=True), Mistake(vector("1 3"), say("Nearly."))))
    first, second = responses(item, 0)
    outcomes = item.grade({first: "1", second: "3"})
    assert outcomes["SCORE"] == 0
    assert any("Nearly." in text for text in item.shown(outcomes))


# ─── What is lost is said ────────────────────────────────────────────────────────────────────────────────


def test_exactly_these_samples_are_not_asked_as_they_are() -> None:
    lost = {f.family: [loss.instead for loss in f.losses] for f in FRAGMENTS if f.losses}
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


def test_every_answer_kind_has_a_word_about_it() -> None:
    kinds = {p.answer.kind for q in QUESTIONS for p in q.parts}
    assert kinds == set(qti21.ABILITIES)


def test_a_decimal_comma_is_not_read_and_the_question_says_so() -> None:
    german = question("made/up", "Made up", para("?"), part(number("0.5")), language="de")
    fragment = qti21.render(german, item_of(QUESTIONS[2]))
    item = read_item(fragment.body.xml)
    assert "mit Punkt" in "".join(item.root.find(f"{QTI}itemBody").itertext())
    assert [loss.reason for loss in fragment.losses] == ["QTI 2.1 reads no decimal comma"]
    whole = question("made/up", "Made up", para("?"), part(number("5")), language="de")
    assert not qti21.render(whole, item_of(QUESTIONS[2])).losses


def test_the_words_around_a_question_are_of_its_language() -> None:
    item = of_family("parts/german")
    assert item.root.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
    assert [f.get("title") for f in item.root.findall(f"{QTI}modalFeedback") if f.get("title")] == ["Lösung"]
    body = "".join(item.root.find(f"{QTI}itemBody").itertext())
    assert "Wahr" in body
    assert "Falsch" in body


def test_a_rubric_is_for_who_marks_the_essay_and_shares_its_points() -> None:
    (answer,) = {p.answer for q in QUESTIONS for p in q.parts if isinstance(p.answer, Essay)}
    body = of_family("essays/alone").root.find(f"{QTI}itemBody")
    (rubric,) = body.findall(f"{QTI}rubricBlock")
    assert rubric.get("view") == "scorer"
    assert ["".join(li.itertext()).rsplit(" (")[-1] for li in rubric.iter(f"{QTI}li")] == [
        "2.67 points)",
        "1.33 points)",
    ]
    assert next(body.iter(f"{QTI}extendedTextInteraction")).get("expectedLines") == str(answer.lines)


def test_only_who_marks_an_essay_sees_its_answer() -> None:
    body = of_family("numbers/third-open").root.find(f"{QTI}itemBody")
    (rubric,) = body.findall(f"{QTI}rubricBlock")
    assert rubric.get("view") == "scorer"
    assert rubric.find(f".//{MATHML}math").get("alttext") == "1/3"
    body.remove(rubric)
    assert not any(math.get("alttext") == "1/3" for math in body.iter(f"{MATHML}math"))


# ─── Text ────────────────────────────────────────────────────────────────────────────────────────────────


def test_hostile_text_arrives_unchanged() -> None:
    item = of_family("prose/hostile")
    body = item.root.find(f"{QTI}itemBody")
    assert "".join(body.find(f".//{QTI}pre").itertext()).strip("\n") == HOSTILE
    assert HOSTILE in "".join(body.find(f".//{QTI}p").itertext())
    assert item.root.get("title").startswith(f"Hostile {HOSTILE} title")
    outcomes = item.grade({"RESPONSE": "0"})
    assert sum(HOSTILE in text for text in item.shown(outcomes)) == 2  # the mistake's, and the solution


def test_mathematics_is_unprefixed_mathml_with_its_source_beside_it() -> None:
    for fragment in FRAGMENTS:
        root = parse(fragment.body.xml.encode())
        for math in root.iter(f"{MATHML}math"):
            assert math.prefix is None
            assert math.get("alttext") is not None
        shown = "".join(root.itertext()).replace(HOSTILE, "")
        assert "\\(" not in shown or "hostile" in fragment.family


# ─── The package ─────────────────────────────────────────────────────────────────────────────────────────


def package(fragments: list[Fragment] = FRAGMENTS) -> bytes:
    (output,) = qti21.assemble(HEADING, fragments)
    assert output.path == "qti21/sample-set.zip"
    assert list(output.holds) == list(range(len(fragments)))
    stream = io.BytesIO()
    output.write(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_same_bytes_twice() -> None:
    again = [qti21.render(q, item_of(q)) for q in QUESTIONS]
    assert package() == package(again)


def test_every_file_is_valid_by_both_editions_of_the_schema(files: dict[str, bytes]) -> None:
    for name, data in files.items():
        if name.endswith(".svg"):
            continue
        assert_valid(data, *([MANIFEST] if name == "imsmanifest.xml" else QTI21))


def test_every_family_that_ships_makes_a_valid_package() -> None:
    fragments = [replace(qti21.render(q, item), ordinal=k) for k, (q, item) in enumerate(SHIPPED)]
    (output,) = qti21.assemble(shipped_questions.HEADING, fragments)
    stream = io.BytesIO()
    output.write(stream)
    with zipfile.ZipFile(stream) as archive:
        xml = [name for name in archive.namelist() if name.endswith(".xml")]
        figures = {file_name(figure) for q, _ in SHIPPED for figure in figures_in(q)}
        assert len(xml) == len(SHIPPED) + 2
        assert len(archive.namelist()) == len(xml) + len(figures)
        for name in xml:
            assert_valid(archive.read(name), *([MANIFEST] if name == "imsmanifest.xml" else QTI21))


def test_every_figure_is_a_file_beside_its_item_and_of_its_resource(files: dict[str, bytes]) -> None:
    manifest = parse(files["imsmanifest.xml"])
    shown = 0
    for resource in manifest.iter(f"{CP}resource"):
        href = resource.get("href")
        if resource.get("type") == "imsqti_item_xmlv2p1":
            images = {img.get("src") for img in parse(files[href]).iter(f"{QTI}img")}
            listed = {f.get("href") for f in resource.findall(f"{CP}file")} - {href}
            assert listed == {f"items/{src}" for src in images}
            shown += len(images)
    assert shown > 3
    drawings = [name for name in files if name.endswith(".svg")]
    assert len(drawings) == 2
    assert all(parse(files[name]).tag == "{http://www.w3.org/2000/svg}svg" for name in drawings)


def test_the_manifest_names_every_file_and_every_dependency(files: dict[str, bytes]) -> None:
    manifest = parse(files["imsmanifest.xml"])
    assert manifest.findtext(f"{CP}metadata/{CP}schema") == "QTIv2.1 Package"
    resources = {r.get("identifier"): r for r in manifest.iter(f"{CP}resource")}
    listed = [[f.get("href") for f in r.findall(f"{CP}file")] for r in resources.values()]
    assert {"imsmanifest.xml", *itertools.chain(*listed)} == set(files)
    assert [hrefs[0] for hrefs in listed] == [r.get("href") for r in resources.values()]
    (test,) = [r for r in resources.values() if r.get("type") == "imsqti_test_xmlv2p1"]
    dependencies = {d.get("identifierref") for d in test.findall(f"{CP}dependency")}
    assert dependencies == resources.keys() - {test.get("identifier")}


def test_topics_level_and_family_are_keywords_of_each_item(files: dict[str, bytes]) -> None:
    families = {q.id: q for q in QUESTIONS}
    found = 0
    for resource in parse(files["imsmanifest.xml"]).iter(f"{CP}resource"):
        sample = families.get(resource.get("identifier").removeprefix("res_"))
        words_ = [word.text for word in resource.iterfind(f"{CP}metadata//{MD}keyword/{MD}langstring")]
        if sample is not None:
            assert words_ == [*sample.topics, "level:core", sample.family]
            found += 1
    assert found == len(QUESTIONS)


def test_course_date_and_instructions_stand_above_the_first_question(files: dict[str, bytes]) -> None:
    sections = list(parse(files["test.xml"]).iter(f"{QTI}assessmentSection"))
    (rubric,) = sections[0].findall(f"{QTI}rubricBlock")
    assert rubric.get("view") == "candidate"
    first, second = rubric.findall(f"{QTI}p")
    assert first.text == "Mathematics 1 · Autumn"
    assert second.text == "Answer all. "
    assert not any(section.findall(f"{QTI}rubricBlock") for section in sections[1:])


def test_the_test_draws_one_variant_of_each_family_by_the_items_own_identifiers(
    files: dict[str, bytes],
) -> None:
    test = parse(files["test.xml"])
    sections = list(test.iter(f"{QTI}assessmentSection"))
    assert [len(s.findall(f"{QTI}assessmentItemRef")) for s in sections] == [
        i.variants for i in HEADING.items
    ]
    for section in sections:
        assert section.get("visible") == "false"
        assert section.find(f"{QTI}selection").get("select") == "1"
        assert section.find(f"{QTI}ordering").get("shuffle") == "true"
    titles = [s.get("title") for s in sections]
    for ref in test.iter(f"{QTI}assessmentItemRef"):
        item = parse(files[ref.get("href")])
        assert item.get("identifier") == ref.get("identifier")
        titles.append(item.get("title"))
    assert all(titles)
    assert len(titles) == len(set(titles))


def test_a_question_that_comes_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="comes twice"):
        package([*FRAGMENTS, FRAGMENTS[0]])


def test_broken_xml_is_called_our_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qti_item, "blocks", lambda *_: "<p>")
    with pytest.raises(RuntimeError, match="bug of Setwright"):
        qti21.render(QUESTIONS[0], item_of(QUESTIONS[0]))
