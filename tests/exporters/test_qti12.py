"""QTI 1.2 for Canvas: an independent reader grades every sample, and the model says what it should earn."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256

import pytest
import shipped_questions
from qti12_reader import Question, Quiz, read_item, read_quiz, text_of
from qti_schemas import MANIFEST, QTI12, assert_valid, parse
from qti_typing import credit, entries, exactly, typed, words
from sample_questions import (
    HEADING,
    HOSTILE,
    QUESTIONS,
    absolute,
    number,
    para,
    part,
    question,
    say,
    vector,
)
from shipped_questions import SHIPPED, item_of

from generator.exporters import qti12
from generator.exporters.base import Fragment
from generator.exporters.qti12.plan import spellings
from generator.model import Choice, Heading, Item, Mistake, Part, Verified

NS = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
FRAGMENTS = [qti12.render(q, item_of(q)) for q in QUESTIONS]
SAMPLES = [pytest.param(q, f, id=f"{q.family}-{q.index}") for q, f in zip(QUESTIONS, FRAGMENTS, strict=True)]
SAMPLES += [
    pytest.param(q, qti12.render(q, item), id=f"shipped-{item.number}-{q.family}-{q.index}")
    for q, item in SHIPPED
]
CHOICE = "asked as a choice between the answer and its mistakes"
APART = "asked as one item for each part, with the stem repeated"
IF_YOU_GOT = "shown as “If you got …” after any wrong answer"


def read(xml: str) -> Question:
    namespaced = parse(f'<x xmlns="{NS[1:-1]}">{xml}</x>')
    return read_item(namespaced[0])


def asked(q: Verified, fragment: Fragment) -> list[tuple[Question, tuple[Part, ...]]]:
    """What Canvas gets, with the parts that it asks."""
    if fragment.body.whole:
        return [(read(fragment.body.whole), q.parts)]
    return [(read(xml), (p,)) for xml, p in zip(fragment.body.apart, q.parts, strict=True)]


def fill(canvas: Question, values: list[Fraction]) -> dict[str, str]:
    return {name: typed(value) for name, value in zip(canvas.blanks, values, strict=True)}


def values_of(answer: object) -> list[Fraction]:
    return [exactly(entry) for entry in entries(answer)]  # type: ignore[arg-type]  # only open answers come here


def option_with(canvas: Question, mistake: Mistake) -> str:
    return next(i for i in canvas.choices if all(w in canvas.shown(i) for w in words(mistake.feedback)))


# ─── Grading ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("q", "fragment"), SAMPLES)
def test_the_answer_of_the_model_earns_everything_and_nothing_earns_nothing(
    q: Verified, fragment: Fragment
) -> None:
    for canvas, parts in asked(q, fragment):
        match canvas.kind:
            case "numerical_question":
                (value,) = values_of(parts[0].answer)
                assert canvas.grade(typed(value)) == 1
                assert canvas.grade("") == 0
                assert "If you got" not in canvas.shown(typed(value))
            case "fill_in_multiple_blanks_question":
                right = fill(canvas, [v for p in parts for v in values_of(p.answer)])
                assert canvas.grade(right) == 1
                assert canvas.grade({}) == 0
                assert "If you got" not in canvas.shown(right)
            case "multiple_choice_question":
                assert canvas.grade("") == 0
                assert sum(canvas.grade(ident) for ident in canvas.choices) == 1
                if isinstance(parts[0].answer, Choice):
                    rights = [option.right for option in parts[0].answer.options]
                    assert [canvas.grade(ident) == 1 for ident in canvas.choices] == rights
            case kind:
                assert (kind, q.family) == ("essay_question", "numbers/third-open")


@pytest.mark.parametrize(("q", "fragment"), SAMPLES)
def test_each_mistake_earns_its_credit_and_its_feedback(q: Verified, fragment: Fragment) -> None:
    for canvas, parts in asked(q, fragment):
        for mistake in (m for p in parts for m in p.mistakes):
            if canvas.kind == "multiple_choice_question":
                assert canvas.grade(option_with(canvas, mistake)) == 0
                continue
            if canvas.kind == "numerical_question":
                answer: str | dict[str, str] = typed(values_of(mistake.answer)[0])
                expected = Fraction(0)
            else:
                wrong = [
                    v for p in parts for v in values_of(mistake.answer if mistake in p.mistakes else p.answer)
                ]
                answer = fill(canvas, wrong)
                key = [e for p in parts for e in entries(p.answer)]
                right = [credit(e, [v]) for e, v in zip(key, wrong, strict=True)]
                expected = sum(right, Fraction(0)) / len(right)
            assert canvas.grade(answer) == pytest.approx(float(expected))
            assert expected < 1
            shown = canvas.shown(answer)
            assert "If you got" in shown
            assert all(word in shown for word in words(mistake.feedback))


@pytest.mark.parametrize(("q", "fragment"), SAMPLES)
def test_options_carry_their_own_feedback(q: Verified, fragment: Fragment) -> None:
    for canvas, parts in asked(q, fragment):
        answer = parts[0].answer
        if isinstance(answer, Choice):
            for ident, option in zip(canvas.choices, answer.options, strict=True):
                assert (f"{ident}_fb" in canvas.feedback) == bool(option.feedback)
                assert all(word in canvas.shown(ident) for word in words(option.feedback))
                assert all(word in text_of(canvas.choices[ident]) for word in words(option.content))


@pytest.mark.parametrize(("q", "fragment"), SAMPLES)
def test_the_bounds_of_a_number_are_those_of_the_model(q: Verified, fragment: Fragment) -> None:
    for canvas, parts in asked(q, fragment):
        if canvas.kind != "numerical_question":
            continue
        (key,) = entries(parts[0].answer)
        at = exactly(key)
        amount = key.tolerance.amount * (abs(at) if key.tolerance.kind == "relative" else 1)
        for bound, sign in ((canvas.low, -1), (canvas.high, 1)):
            beyond = sign * (Fraction(bound) - (at + sign * amount))
            assert 0 <= beyond <= amount / 1000
        assert abs(Fraction(canvas.exact) - at) <= abs(at) / 10**13


def test_every_spelling_of_a_blank_is_the_number_itself() -> None:
    for text in ("-3", "0", "7", "0.5", "-0.25", "12.125", "-120"):
        for spelled in spellings(Fraction(text)):
            assert Fraction(spelled.replace("−", "-")) == Fraction(text)
    assert {"-3", "−3", "-3.0"} <= set(spellings(Fraction(-3)))
    assert {"0.5", ".5", "0.50", "1/2", "+1/2"} <= set(spellings(Fraction(1, 2)))


def test_a_bracket_in_the_text_is_never_taken_for_a_blank() -> None:
    q = question("made/up", "Made up", para("Look at [a1], [aa2] and [b]."), part(vector("1 2")))
    canvas = read(qti12.render(q, item_of(QUESTIONS[0])).body.whole)
    assert "[a1], [aa2] and [b]" in text_of(canvas.html)
    assert canvas.grade(fill(canvas, [Fraction(1), Fraction(2)])) == 1


# ─── Several parts ───────────────────────────────────────────────────────────────────────────────────────

PAIR = Item(1, "made/pair", "A pair", (), "core", Fraction(3), 2)
PAIR_HEADING = Heading("pair", "Pair", "", "", (), (PAIR,), "", 1, "")


def pair(index: int, *second: Part) -> Fragment:
    first = part(number("1"), Mistake(number("2"), say("No.")), id="first", points="2")
    return qti12.render(question("made/pair", "A pair", para("Both."), first, *second, index=index), PAIR)


def quiz_of(heading: Heading, fragments: list[Fragment]) -> Quiz:
    return read_quiz(package(heading, fragments)[f"quiz_{heading.name}/quiz_{heading.name}.xml"].decode())


def test_parts_of_equal_blanks_are_one_item() -> None:
    (group,) = quiz_of(PAIR_HEADING, [pair(0, part(number("5"), id="second", points="2"))]).groups
    (canvas,) = group.questions
    assert (canvas.kind, canvas.points, group.points) == ("fill_in_multiple_blanks_question", 3, 3)


def test_parts_of_unequal_weight_are_items_of_their_own_and_keep_their_points() -> None:
    fragment = pair(0, part(number("5"), id="second", points="1"))
    groups = quiz_of(PAIR_HEADING, [fragment]).groups
    assert [(g.points, [q.points for q in g.questions]) for g in groups] == [(2, [2]), (1, [1])]
    assert [loss.reason for loss in fragment.losses if loss.instead == APART] == [
        "Canvas gives every blank of an item the same credit"
    ]


def test_one_variant_that_must_go_apart_takes_its_siblings_along() -> None:
    """A group that draws one of several must not hold half a question beside a whole one."""
    exact = pair(0, part(number("5"), id="second", points="2"))
    third = pair(1, part(number("1/3"), Mistake(number("3"), say("No.")), id="second", points="2"))
    groups = quiz_of(PAIR_HEADING, [exact, third]).groups
    assert [(g.pick, g.points, len(g.questions)) for g in groups] == [(1, 1.5, 2), (1, 1.5, 2)]
    assert [q.kind for g in groups for q in g.questions] == [
        "numerical_question",
        "numerical_question",
        "numerical_question",
        "multiple_choice_question",
    ]
    assert all("Both." in text_of(q.html) for g in groups for q in g.questions)


# ─── What is lost is said ────────────────────────────────────────────────────────────────────────────────


def test_what_each_sample_loses_is_reported() -> None:
    lost = {f.family: sorted({loss.instead for loss in f.losses} - {IF_YOU_GOT}) for f in FRAGMENTS}
    assert {family: instead for family, instead in lost.items() if instead} == {
        "numbers/third": [CHOICE],
        "numbers/third-open": [
            "asked as a text to be marked by hand, with the answer shown after the worked solution"
        ],
        "numbers/root": [CHOICE],
        "expressions/derivative": [CHOICE],
        "vectors/eigenvector": [CHOICE],
        "matrices/wide": [CHOICE],
        "matrices/thirds": [CHOICE],
        "sets/two": ["asked and graded in increasing order"],
        "sets/three": ["asked and graded in increasing order"],
        "parts/mixed": [CHOICE, APART],
    }


@pytest.mark.parametrize(("q", "fragment"), SAMPLES)
def test_feedback_that_cannot_hang_on_its_mistake_is_reported(q: Verified, fragment: Fragment) -> None:
    heard = {
        p.id
        for canvas, parts in asked(q, fragment)
        for p in parts
        if p.mistakes and canvas.kind != "multiple_choice_question"
    }
    assert {loss.part for loss in fragment.losses if loss.instead == IF_YOU_GOT} == heard


def test_every_answer_kind_has_a_word_about_it() -> None:
    assert {p.answer.kind for q in QUESTIONS for p in q.parts} == set(qti12.ABILITIES)


def test_the_answer_of_an_essay_stands_with_the_worked_solution() -> None:
    """Canvas has no field for who marks an essay."""
    (sample,) = (q for q in QUESTIONS if q.family == "numbers/third-open")
    canvas = read(qti12.render(sample, item_of(sample)).body.whole)
    shown = canvas.shown("")
    assert "Done: " in shown
    assert "Answer: \\(\\frac{1}{3}\\)" in shown
    assert "frac{1}{3}" not in text_of(canvas.html)


# ─── Text ────────────────────────────────────────────────────────────────────────────────────────────────


def test_hostile_text_arrives_unchanged() -> None:
    (fragment,) = [f for f in FRAGMENTS if f.family == "prose/hostile"]
    canvas = read(fragment.body.whole)
    assert HOSTILE in text_of(canvas.html.find("p"))
    assert text_of(canvas.html.find("pre")).strip("\n") == HOSTILE
    assert canvas.title.startswith(f"Hostile {HOSTILE} title")
    assert canvas.shown("0").count(HOSTILE) == 2  # the solution, and “If you got”


def test_a_less_than_sign_in_mathematics_is_escaped_twice() -> None:
    """With one escape Canvas reads `a<b and c>` as a tag."""
    (fragment,) = [f for f in FRAGMENTS if f.family == "prose/everything"]
    assert "\\(" in fragment.body.whole
    html = parse(fragment.body.whole).find("presentation/material/mattext").text
    assert all(
        tag.tag
        in {
            "div",
            "p",
            "em",
            "strong",
            "code",
            "br",
            "pre",
            "ol",
            "ul",
            "li",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
        }
        for tag in parse(f"<div>{html}</div>").iter()
    )


# ─── The package ─────────────────────────────────────────────────────────────────────────────────────────


def packed(heading: Heading = HEADING, fragments: list[Fragment] = FRAGMENTS) -> bytes:
    (output,) = qti12.assemble(heading, fragments)
    assert output.path == f"qti12/{heading.name}.zip"
    assert list(output.holds) == list(range(len(fragments)))
    stream = io.BytesIO()
    output.write(stream)
    return stream.getvalue()


def package(heading: Heading = HEADING, fragments: list[Fragment] = FRAGMENTS) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed(heading, fragments))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return package()


@pytest.fixture(scope="module")
def quiz(files: dict[str, bytes]) -> Quiz:
    return read_quiz(files["quiz_sample-set/quiz_sample-set.xml"].decode())


def test_the_same_bytes_twice() -> None:
    assert packed() == packed(fragments=[qti12.render(q, item_of(q)) for q in QUESTIONS])


def test_quiz_and_manifest_are_valid(files: dict[str, bytes]) -> None:
    assert_valid(files["imsmanifest.xml"], MANIFEST)
    assert_valid(files["quiz_sample-set/quiz_sample-set.xml"], QTI12)


def test_every_family_that_ships_makes_a_valid_package() -> None:
    fragments = [replace(qti12.render(q, item), ordinal=k) for k, (q, item) in enumerate(SHIPPED)]
    written = package(shipped_questions.HEADING, fragments)
    assert_valid(written["imsmanifest.xml"], MANIFEST)
    assert_valid(written["quiz_shipped/quiz_shipped.xml"], QTI12)
    assert len(read_quiz(written["quiz_shipped/quiz_shipped.xml"].decode()).groups) >= len(
        shipped_questions.HEADING.items
    )


def test_the_manifest_names_the_quiz_and_what_canvas_wants_to_know_of_it(files: dict[str, bytes]) -> None:
    manifest = parse(files["imsmanifest.xml"])
    quiz, meta = manifest.iter(f"{CP}resource")
    assert quiz.get("type") == "imsqti_xmlv1p2"
    assert quiz.find(f"{CP}dependency").get("identifierref") == meta.get("identifier")
    hrefs = [f.get("href") for f in manifest.iter(f"{CP}file")]
    assert sorted([*hrefs, "imsmanifest.xml"]) == sorted(files)
    about = parse(files[meta.get("href")])
    canvas = "{http://canvas.instructure.com/xsd/cccv1p0}"
    assert about.findtext(f"{canvas}title") == HEADING.title
    assert float(about.findtext(f"{canvas}points_possible")) == sum(item.points for item in HEADING.items)
    description = about.findtext(f"{canvas}description")
    assert "Mathematics 1 · Autumn" in description
    assert "Answer all. \\(x\\) is real." in description


def test_each_family_is_a_group_that_picks_one(quiz: Quiz) -> None:
    assert all(group.pick == 1 and group.questions for group in quiz.groups)
    whole = [g for g in quiz.groups if ", part" not in g.title]
    numbers = [int(g.title.split(".")[0]) for g in whole]
    for number_, group in zip(numbers, whole, strict=True):
        item = HEADING.items[number_ - 1]
        assert (group.points, len(group.questions)) == (float(item.points), item.variants)
    assert sum(g.points for g in quiz.groups) == pytest.approx(float(sum(i.points for i in HEADING.items)))


def test_idents_and_titles_are_unique(quiz: Quiz) -> None:
    idents = [g.ident for g in quiz.groups] + [q.ident for g in quiz.groups for q in g.questions]
    titles = [g.title for g in quiz.groups] + [q.title for g in quiz.groups for q in g.questions]
    assert len(idents) == len(set(idents))
    assert len(titles) == len(set(titles))


def test_the_quiz_is_written_piece_by_piece() -> None:
    """The first items are in the stream before the last ones are asked for."""
    stream = io.BytesIO()
    sizes: list[int] = []

    class Many:
        """Fragments that can be gone through again and again, as the pipeline hands them out."""

        def __iter__(self) -> Iterator[Fragment]:
            for n in range(3000):
                if n in (0, 2999):
                    sizes.append(stream.tell())
                # Titles of noise, so that they do not compress away.
                xml = f'<item ident="q{n}" title="{sha256(bytes([n % 256, n // 256])).hexdigest()}"/>'
                yield Fragment(f"q{n}", "made/pair", n, 1, qti12.Body(xml))

    (output,) = qti12.assemble(PAIR_HEADING, Many())
    sizes.clear()
    output.write(stream)
    first, last = sizes
    assert last - first > 2999 * 32 / 2


def test_a_question_that_comes_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="comes twice"):
        packed(fragments=[*FRAGMENTS, FRAGMENTS[0]])


def test_a_tolerance_on_a_vector_makes_it_a_choice() -> None:
    mistake = Mistake(vector("2 1", absolute("0.1")), say("Swapped."))
    q = question("made/up", "Made up", para("?"), part(vector("1 2", absolute("0.1")), mistake))
    fragment = qti12.render(q, item_of(QUESTIONS[0]))
    assert read(fragment.body.whole).kind == "multiple_choice_question"
    assert [loss.instead for loss in fragment.losses] == [CHOICE]
