"""QTI 1.2 for Canvas: an independent reader grades every sample, and the model says what it should earn."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from qti12_packed import FRAGMENTS, package
from qti12_reader import Question, Quiz, read_item, read_quiz, text_of
from qti_schemas import parse
from qti_typing import accepts, credit, entries, exactly, fits, given, margin, typed, words
from sample_questions import (
    HOSTILE,
    QUESTIONS,
    absolute,
    number,
    para,
    part,
    question,
    relative,
    say,
    text,
    vector,
)
from shipped_questions import SHIPPED, item_of

from generator.answers import judge, samples
from generator.exporters import qti12
from generator.exporters.base import Fragment
from generator.model import (
    Answer,
    Choice,
    Drawing,
    Emph,
    Essay,
    Figure,
    Heading,
    Item,
    Matching,
    Matrix,
    Mistake,
    MultipleChoice,
    Number,
    Ordering,
    Part,
    Set,
    Sym,
    Text,
    TextAnswer,
    TrueFalse,
    Vector,
    Verified,
)

NS = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
SAMPLES = [pytest.param(q, f, id=f"{q.family}-{q.index}") for q, f in zip(QUESTIONS, FRAGMENTS, strict=True)]
SAMPLES += [
    pytest.param(q, qti12.render(q, item), id=f"shipped-{item.number}-{q.family}-{q.index}")
    for q, item in SHIPPED
]
CHOICE = "asked as a choice between the answer and its mistakes"
APART = "asked as one item for each part, each drawn by itself, with the stem repeated"
IF_THE_ANSWER_IS = "shown as “If the answer is …” after any wrong answer"


def read(xml: str) -> Question:
    namespaced = parse(f'<x xmlns="{NS[1:-1]}">{xml}</x>')
    return read_item(namespaced[0])


def asked(q: Verified, fragment: Fragment) -> list[tuple[Question, tuple[Part, ...]]]:
    """What Canvas gets, with the parts that it asks."""
    if fragment.body.whole:
        return [(read(fragment.body.whole), q.parts)]
    return [(read(xml), (p,)) for xml, p in zip(fragment.body.apart, q.parts, strict=True)]


def fill(canvas: Question, texts: list[str]) -> dict[str, str]:
    return dict(zip(canvas.blanks, texts, strict=True))


def texts_of(answer: Answer) -> list[str]:
    """What is typed into the blanks of an open answer."""
    if isinstance(answer, TextAnswer):
        return [answer.accepted[0]]
    return [typed(exactly(entry)) for entry in entries(answer)]


def option_with(canvas: Question, mistake: Mistake) -> str:
    return next(i for i in canvas.choices if all(w in canvas.shown(i) for w in words(mistake.feedback)))


# ─── Grading ─────────────────────────────────────────────────────────────────────────────────────────────


def answered(canvas: Question, p: Part, response: Any) -> Any:
    """A response to a part as it is given in Canvas; None if it cannot be, or the part is asked otherwise.

    For a part that shares its item with others: only its own blanks.
    """
    what = given(p.answer, response)
    if (
        what is None
        or canvas.kind == "essay_question"
        or bool(canvas.choices) != isinstance(p.answer, Choice | MultipleChoice | TrueFalse)
    ):
        return None
    options = list(canvas.choices)
    match p.answer:
        case Choice() | TrueFalse():
            return options[what]
        case MultipleChoice():
            return [options[k] for k in what]
        case Matching():
            matches = list(canvas.matches)
            return {left: matches[m] for left, m in zip(canvas.lefts, what, strict=True) if m is not None}
        case Ordering():
            places = {text: ident for ident, text in canvas.matches.items()}
            return {left: places[str(what.index(k) + 1)] for k, left in enumerate(canvas.lefts)}
    return what if canvas.kind == "fill_in_multiple_blanks_question" else what[0]


def credit_by_canvas(p: Part, response: Any, own: Fraction) -> Fraction:
    """What Canvas gives, by its own rules where it has some; `own` is the credit by ours."""
    match p.answer:
        case MultipleChoice(options=options):
            right = [option.right for option in options]
            hits = sum(right[int(k)] for k in response)
            return max(Fraction(0), Fraction(2 * hits - len(response), sum(right)))
        case Vector() | Matrix() | Ordering():
            return judge(replace(p.answer, whole=False), response)
        case Set():
            keys = entries(p.answer)
            good = [bool(t) and accepts(key, Fraction(t)) for key, t in zip(keys, response, strict=True)]
            return Fraction(sum(good), len(keys))
        case TextAnswer(accepted=accepted):
            return Fraction(int(response.strip().lower() in {text.lower() for text in accepted}))
    return own


@pytest.mark.parametrize(("q", "fragment"), SAMPLES)
def test_every_response_that_can_be_given_earns_what_it_should_or_what_is_reported(
    q: Verified, fragment: Fragment
) -> None:
    reported = {loss.part for loss in fragment.losses}
    for canvas, parts in asked(q, fragment):
        key = fill(canvas, [t for p in parts for t in texts_of(p.answer)]) if canvas.blanks else {}
        first = 0
        for p in parts:
            count = len(texts_of(p.answer)) if canvas.blanks else 1
            mine = list(canvas.blanks)[first : first + count]
            first += count
            for sample in samples(p.answer):
                answer = answered(canvas, p, sample.response)
                if answer is None or sample.credit is None:
                    continue
                expected = credit_by_canvas(p, sample.response, sample.credit)
                assert expected == sample.credit or p.id in reported
                if mine:
                    answer = key | dict(zip(mine, answer, strict=True))
                    expected = 1 - (1 - expected) * Fraction(count, len(canvas.blanks))
                assert canvas.grade(answer) == pytest.approx(float(expected)), sample
                if expected == 1 and canvas.kind != "multiple_choice_question":
                    assert "If the answer is" not in canvas.shown(answer)


def test_every_kind_that_is_asked_as_it_is_was_graded_right_partly_and_wrong() -> None:
    """So that the test above does not pass for want of responses."""
    seen: dict[str, set[Fraction | None]] = {}
    for q, fragment in zip(QUESTIONS, FRAGMENTS, strict=True):
        for canvas, parts in asked(q, fragment):
            for p in parts:
                for sample in samples(p.answer):
                    if answered(canvas, p, sample.response) is not None:
                        seen.setdefault(p.answer.kind, set()).add(sample.credit)
    assert all({0, 1} <= credits for kind, credits in seen.items() if kind != "interval")
    assert seen.keys() == qti12.ABILITIES.keys() - {"expression", "essay"}
    partly = {kind for kind, credits in seen.items() if any(c and 0 < c < 1 for c in credits)}
    assert partly == {"vector", "matrix", "set", "interval", "multiple", "matching", "ordering"}


def shares(p: Part, texts: list[str]) -> list[Fraction]:
    """For each blank of a part whether Canvas takes what is typed into it."""
    if isinstance(p.answer, TextAnswer):
        return [credit_by_canvas(p, texts[0], Fraction(0))]
    return [credit(key, [Fraction(text)]) for key, text in zip(entries(p.answer), texts, strict=True)]


@pytest.mark.parametrize(("q", "fragment"), SAMPLES)
def test_each_mistake_earns_its_credit_and_its_feedback(q: Verified, fragment: Fragment) -> None:
    for canvas, parts in asked(q, fragment):
        for mistake in (m for p in parts for m in p.mistakes if fits(m, p.answer)):
            if canvas.kind == "multiple_choice_question":
                assert canvas.grade(option_with(canvas, mistake)) == 0
                continue
            expected = Fraction(0)
            answer: str | dict[str, str]
            if canvas.kind == "short_answer_question":
                assert isinstance(mistake.answer, TextAnswer)
                answer = mistake.answer.accepted[-1]
                expected = credit_by_canvas(parts[0], answer, expected)
            elif canvas.kind == "numerical_question":
                (answer,) = texts_of(mistake.answer)
            else:
                wrong = {p.id: texts_of(mistake.answer if mistake in p.mistakes else p.answer) for p in parts}
                answer = fill(canvas, [text for p in parts for text in wrong[p.id]])
                right = [share for p in parts for share in shares(p, wrong[p.id])]
                expected = sum(right, Fraction(0)) / len(right)
            assert canvas.grade(answer) == pytest.approx(float(expected))
            if isinstance(mistake.answer, TextAnswer) and mistake.answer.exact_case and expected == 1:
                continue  # Canvas cannot tell it from the key, which is reported
            assert expected < 1
            shown = canvas.shown(answer)
            assert "If the answer is" in shown or "Bei der Antwort" in shown
            assert all(word in shown for word in words(mistake.feedback))


@pytest.mark.parametrize(("q", "fragment"), SAMPLES)
def test_options_carry_their_own_feedback(q: Verified, fragment: Fragment) -> None:
    for canvas, parts in asked(q, fragment):
        answer = parts[0].answer
        if isinstance(answer, Choice | MultipleChoice):
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
        amount = margin(key)
        for bound, sign in ((canvas.low, -1), (canvas.high, 1)):
            beyond = sign * (Fraction(bound) - (at + sign * amount))
            assert 0 <= beyond <= amount / 1000
        assert abs(Fraction(canvas.exact) - at) <= abs(at) / 10**13


def test_a_decimal_comma_is_right_in_a_blank_and_spoken_of_where_it_is_not_read() -> None:
    german = question("made/up", "Made up", para("?"), part(vector("0.5 1")), language="de")
    canvas = read(qti12.render(german, item_of(QUESTIONS[0])).body.whole)
    assert canvas.grade(dict(zip(canvas.blanks, ("0,5", "1"), strict=True))) == 1
    german = question("made/up", "Made up", para("?"), part(number("0.5")), language="de")
    fragment = qti12.render(german, item_of(QUESTIONS[0]))
    assert "mit Punkt" in text_of(read(fragment.body.whole).html)
    assert [loss.reason for loss in fragment.losses] == ["Canvas reads no decimal comma"]


def test_a_sharp_s_is_right_in_capitals_too() -> None:
    fragment = qti12.render(question("made/up", "", para("?"), part(text("Straße"))), item_of(QUESTIONS[0]))
    canvas = read(fragment.body.whole)
    assert [canvas.grade(response) for response in ("straße", "STRASSE", "Strase")] == [1, 1, 0]


def test_a_bracket_in_the_text_is_never_taken_for_a_blank() -> None:
    q = question("made/up", "Made up", para("Look at [a1], [aa2] and [b]."), part(vector("1 2")))
    canvas = read(qti12.render(q, item_of(QUESTIONS[0])).body.whole)
    assert "[a1], [aa2] and [b]" in text_of(canvas.html)
    assert canvas.grade(fill(canvas, ["1", "2"])) == 1


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
    lost = {f.family: sorted({loss.instead for loss in f.losses} - {IF_THE_ANSWER_IS}) for f in FRAGMENTS}
    essay = "asked as a text to be marked by hand, with the answer shown after the worked solution"
    order = "asked and graded in increasing order"
    unit = "the unit is printed behind the blank"
    ends = "asked by its ends, with the brackets printed around the blanks"
    ticks = "marked by Canvas' rule: each right option gives its share, and each wrong one costs as much"
    formulas = "formulas are written as text"
    letters = "they stand in the question, under letters that are matched"
    places = "asked as a matching of the items and their numbers in the order"
    spaces = "words are right with one space between them"
    case = "marked without regard to case"
    rubric = "the rubric stands after the worked solution"
    alone = "marked without follow-through"
    assert {family: instead for family, instead in lost.items() if instead} == {
        "numbers/third": [CHOICE],
        "numbers/third-open": [essay],
        "numbers/root": [CHOICE],
        "numbers/unit": [unit],
        "expressions/derivative": [CHOICE],
        "expressions/factored": [CHOICE],
        "vectors/eigenvector": [CHOICE],
        "vectors/gradient": [CHOICE],
        "vectors/sign": [CHOICE],
        "vectors/whole": ["marked entry by entry"],
        "matrices/wide": [CHOICE],
        "matrices/thirds": [CHOICE],
        "matrices/scale": [CHOICE],
        "matrices/jacobian": [essay],
        "sets/two": [order],
        "sets/three": [order],
        "intervals/half-open": [ends],
        "intervals/ray": [CHOICE],
        "texts/word": [spaces],
        "texts/case": [case],
        "texts/hostile": [spaces],
        "multiple/three": [ticks],
        "multiple/whole": [ticks],
        "multiple/many": [ticks],
        "matching/words": [formulas],
        "matching/matrices": [letters],
        "ordering/steps": [places],
        "ordering/whole": sorted([places, "marked item by item"]),
        "essays/alone": [rubric],
        "parts/mixed": sorted([CHOICE, APART]),
        "parts/closed": sorted([APART, ticks, formulas, letters, places, "marked item by item"]),
        "parts/typed": sorted([APART, unit, ends, spaces, case, alone]),
        "parts/essay": sorted([APART, unit, ticks, rubric, alone]),
        "parts/german": sorted([APART, ticks, order]),
    }


@pytest.mark.parametrize(("q", "fragment"), SAMPLES)
def test_feedback_that_cannot_hang_on_its_mistake_is_reported(q: Verified, fragment: Fragment) -> None:
    heard = {
        p.id
        for canvas, parts in asked(q, fragment)
        for p in parts
        if p.mistakes and canvas.kind != "multiple_choice_question"
    }
    assert {loss.part for loss in fragment.losses if loss.instead == IF_THE_ANSWER_IS} == heard


def test_every_answer_kind_has_a_word_about_it() -> None:
    assert {p.answer.kind for q in QUESTIONS for p in q.parts} == set(qti12.ABILITIES)


def test_a_rubric_stands_with_the_worked_solution_and_shares_the_points() -> None:
    (sample,) = (q for q in QUESTIONS if q.family == "essays/alone")
    assert isinstance(sample.parts[0].answer, Essay)
    canvas = read(qti12.render(sample, replace(item_of(sample), points=Fraction(3))).body.whole)
    assert "is clear (1 point)" in canvas.shown("")
    assert "(2 points)" in canvas.shown("")
    assert "is clear" not in text_of(canvas.html)


def test_rights_that_plain_text_cannot_tell_apart_stand_in_the_question() -> None:
    figures = {name: Figure(Drawing(10, 10, ()), name) for name in ("one", "two")}
    for right in ((say("x"), say(Sym("x"))), ((figures["one"],), (figures["two"],))):
        answer = Matching((say("a"), say("b")), right, (1, 0))
        fragment = qti12.render(question("made/up", "", para("?"), part(answer)), item_of(QUESTIONS[0]))
        canvas = read(fragment.body.whole)
        assert list(canvas.matches.values()) == ["a", "b"]
        assert [text_of(p)[:2] for p in canvas.html.findall("p")[-2:]] == ["a)", "b)"]
        assert len(list(canvas.html.iter("img"))) == len(fragment.body.figures)
        first, second = canvas.lefts
        assert canvas.grade({first: "m2", second: "m1"}) == 1
        assert canvas.grade({first: "m1", second: "m1"}) == 0.5
        assert [loss.instead for loss in fragment.losses] == [
            "they stand in the question, under letters that are matched"
        ]


def test_rights_in_plain_text_keep_the_spaces_between_words() -> None:
    rights = ((Text("on "), Emph((Text("one "),)), Text("side")), say("on both"))
    fragment = qti12.render(
        question("made/up", "", para("?"), part(Matching((say("a"), say("b")), rights, (0, 1)))),
        item_of(QUESTIONS[0]),
    )
    assert list(read(fragment.body.whole).matches.values()) == ["on one side", "on both"]


def test_what_counts_only_as_a_whole_does_so_in_new_quizzes() -> None:
    whole = {f.family for f in FRAGMENTS if f.body.whole and read(f.body.whole).whole}
    assert whole == {"multiple/whole", "ordering/whole"}


def test_a_verdict_is_true_or_false_in_english_and_a_choice_in_other_languages() -> None:
    kinds = {}
    for language in ("en", "de"):
        q = question("made/up", "", para("?"), part(TrueFalse(False)), language=language)
        canvas = read(qti12.render(q, item_of(QUESTIONS[0])).body.whole)
        kinds[canvas.kind] = text_of(canvas.choices[canvas.right])
    assert kinds == {"true_false_question": "False", "multiple_choice_question": "Falsch"}


def test_the_answer_of_an_essay_stands_with_the_worked_solution() -> None:
    """Canvas has no field for who marks an essay."""
    (sample,) = (q for q in QUESTIONS if q.family == "numbers/third-open")
    canvas = read(qti12.render(sample, item_of(sample)).body.whole)
    shown = canvas.shown("")
    assert "Done: " in shown
    assert "Answer: \\(\\frac{1}{3}\\)" in shown
    assert "frac{1}{3}" not in text_of(canvas.html)


def test_a_tolerance_on_a_vector_makes_it_a_choice() -> None:
    mistake = Mistake(vector("2 1", absolute("0.1")), say("Swapped."))
    q = question("made/up", "Made up", para("?"), part(vector("1 2", absolute("0.1")), mistake))
    fragment = qti12.render(q, item_of(QUESTIONS[0]))
    assert read(fragment.body.whole).kind == "multiple_choice_question"
    assert [loss.instead for loss in fragment.losses] == [CHOICE]


def test_no_text_passes_for_a_key_of_zero_or_that_is_told() -> None:
    """Classic Canvas takes a text that is no number for 0."""

    def asked_as(answer: Number) -> tuple[Question, bool]:
        q = question("made/up", "Made up", para("How much?"), part(answer))
        fragment = qti12.render(q, item_of(QUESTIONS[0]))
        return read(fragment.body.whole), any("no number for 0" in loss.reason for loss in fragment.losses)

    exact, told = asked_as(number("0"))
    assert (exact.kind, told) == ("fill_in_multiple_blanks_question", False)
    assert [exact.grade({"a1": text}) for text in ("0", "0.0", "abc", "")] == [1, 1, 0, 0]
    no_room, told = asked_as(number("0", relative("0.1")))
    assert (no_room.kind, no_room.grade({"a1": "abc"}), told) == (
        "fill_in_multiple_blanks_question",
        0,
        False,
    )
    about, told = asked_as(number("0", absolute("0.1")))
    assert (about.kind, about.grade("abc"), told) == ("numerical_question", 1, True)
    one, told = asked_as(number("1"))
    assert (one.kind, one.grade("abc"), told) == ("numerical_question", 0, False)


# ─── Text ────────────────────────────────────────────────────────────────────────────────────────────────


def test_hostile_text_arrives_unchanged() -> None:
    (fragment,) = [f for f in FRAGMENTS if f.family == "prose/hostile"]
    canvas = read(fragment.body.whole)
    assert HOSTILE in text_of(canvas.html.find("p"))
    assert text_of(canvas.html.find("pre")).strip("\n") == HOSTILE
    assert canvas.title.startswith(f"Hostile {HOSTILE} title")
    assert canvas.shown("0").count(HOSTILE) == 2  # the solution, and “If the answer is”


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
