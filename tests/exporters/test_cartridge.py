"""Common Cartridge: an independent reader grades every sample, and the model says what it should earn."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from cartridge_reader import (
    NS,
    Item,
    read_item,
    right_in_canvas,
    right_in_moodle,
    right_in_open_edx,
    text_of,
)
from qti_schemas import parse
from qti_typing import entries, exactly, fits, given, typed, words
from sample_questions import (
    HOSTILE,
    QUESTIONS,
    X,
    absolute,
    matrix,
    number,
    number_set,
    para,
    part,
    question,
    row,
    say,
    text,
    vector,
)
from sample_questions import interval as an_interval
from shipped_questions import SHIPPED, item_of

from generator.answers import judge, samples
from generator.exporters import cartridge
from generator.exporters.base import Fragment
from generator.model import (
    Answer,
    Choice,
    Essay,
    Expression,
    Matching,
    Matrix,
    Mistake,
    MultipleChoice,
    Num,
    Number,
    Op,
    Option,
    Ordering,
    Part,
    Sample,
    Set,
    Sym,
    TextAnswer,
    TrueFalse,
    Vector,
    Verified,
)

FRAGMENTS = [cartridge.render(q, item_of(q)) for q in QUESTIONS]
SAMPLES = [pytest.param(q, f, id=f"{q.family}-{q.index}") for q, f in zip(QUESTIONS, FRAGMENTS, strict=True)]
SAMPLES += [
    pytest.param(q, cartridge.render(q, item), id=f"shipped-{item.number}-{q.family}-{q.index}")
    for q, item in SHIPPED
]
CHOICE = "asked as a choice between the answer and its mistakes"
IF_THE_ANSWER_IS = "shown as “If the answer is …” after any wrong answer"
VARIANTS = "each paper of the set is a quiz; if some variants stand on none, a question bank holds all"
POINTS = "those of the whole set are multiplied until they are; if that cannot be, they are rounded"
KINDS = {
    Choice: "multiple_choice",
    TrueFalse: "true_false",
    MultipleChoice: "multiple_response",
    Matching: "multiple_choice",
    Ordering: "multiple_choice",
    Essay: "essay",
}


def asked(q: Verified, fragment: Fragment) -> list[tuple[Part, list[Item]]]:
    """The parts with the items that ask them, in order; an expression by its values if that is how it is asked."""
    xml = cartridge.preview(fragment)
    items = [read_item(node) for node in parse(f'<x xmlns="{NS[1:-1]}">{xml}</x>')]
    found: dict[int, list[Item]] = {}
    for item in items:
        ending = re.fullmatch(rf"{q.id}(?:_(\d+))?(?:-(\d+))?", item.ident)
        assert ending, item.ident
        mine = found.setdefault(int(ending[1] or 1), [])
        mine.append(item)
        assert int(ending[2] or 1) == len(mine)
    parts = [each for p in q.parts for each in values(p)]
    assert list(found) == list(range(1, len(parts) + 1))
    return list(zip(parts, found.values(), strict=True))


def values(p: Part) -> list[Part]:
    """A part, or the numbers that ask for it."""
    if isinstance(p.answer, Expression) and p.samples and all(is_typed(s.number) for s in p.samples):
        return [
            Part(f"{p.id}.{k}", (), s.number, s.mistakes, p.points / len(p.samples))
            for k, s in enumerate(p.samples, start=1)
        ]
    return [p]


def is_typed(key: Number) -> bool:
    """Is it exact, and a decimal of few digits?"""
    return (
        key.tolerance.kind == "exact"
        and isinstance(key.value, int | Fraction)
        and len(typed(exactly(key))) < 16
        and Fraction(typed(exactly(key))) == key.value
    )


def only(answer: Answer, *mistakes: Mistake, language: str = "en") -> list[Item]:
    q = question("made/up", "Made up", para("?"), part(answer, *mistakes), language=language)
    ((_, items),) = asked(q, cartridge.render(q, item_of(QUESTIONS[0])))
    return items


def losses(answer: Answer, *mistakes: Mistake) -> list[str]:
    q = question("made/up", "Made up", para("?"), part(answer, *mistakes))
    found = cartridge.render(q, replace(item_of(QUESTIONS[0]), variants=1)).losses
    return [loss.instead for loss in found]


# ─── Grading ─────────────────────────────────────────────────────────────────────────────────────────────


def responses(p: Part, items: list[Item], response: Any) -> list[Any] | None:
    """A response to a part as it is given to each of its items; None if it cannot be, or is asked otherwise."""
    what = given(p.answer, response)
    reasoned = isinstance(p.answer, TrueFalse) and p.answer.reasons
    kind = "multiple_choice" if reasoned else KINDS.get(type(p.answer), "fib")
    if what is None or items[0].kind != kind:
        return None
    options = list(items[0].options)
    match p.answer:
        case Choice() | TrueFalse():
            return [options[what]]
        case MultipleChoice():
            return [[options[k] for k in what]]
        case Matching():
            return ["" if k is None else options[k] for k in what]
        case Ordering():
            return [options[what.index(k)] for k in range(len(items))]
        case Essay():
            return None
    return list(what)


def credit_of_profile(p: Part, response: Any, own: Fraction) -> Fraction:
    """What the profile gives, by its own rules where it has some; `own` is the credit by ours."""
    match p.answer:
        case MultipleChoice():
            return judge(replace(p.answer, whole=True), response)
        case Vector() | Matrix() | Ordering():
            return judge(replace(p.answer, whole=False), response)
        case Set():
            hits = [
                bool(t) and Fraction(t) == e.value for e, t in zip(entries(p.answer), response, strict=True)
            ]
            return Fraction(sum(hits), len(hits))
        case TextAnswer(accepted=accepted, exact_case=exact):
            same = [
                response.strip() == a if exact else response.strip().lower() == a.lower() for a in accepted
            ]
            return Fraction(int(any(same)))
    return own


@pytest.mark.parametrize(("q", "fragment"), SAMPLES)
def test_every_response_that_can_be_given_earns_what_it_should_or_what_is_reported(
    q: Verified, fragment: Fragment
) -> None:
    reported = {loss.part for loss in fragment.losses}
    for p, items in asked(q, fragment):
        for sample in samples(p.answer):
            answers = responses(p, items, sample.response)
            if answers is None or sample.credit is None:
                continue
            expected = credit_of_profile(p, sample.response, sample.credit)
            assert expected == sample.credit or p.id in reported
            earned = [item.grade(answer) for item, answer in zip(items, answers, strict=True)]
            assert sum(earned) / len(items) == pytest.approx(float(expected)), sample
            for item, answer, credit in zip(items, answers, earned, strict=True):
                assert credit < 1 or "If the answer is" not in item.shown(answer)


def test_every_kind_that_is_asked_as_it_is_was_graded_right_and_wrong() -> None:
    """So that the test above does not pass for want of responses."""
    seen: dict[str, set[Fraction | None]] = {}
    for q, fragment in zip(QUESTIONS, FRAGMENTS, strict=True):
        for p, items in asked(q, fragment):
            for sample in samples(p.answer):
                if responses(p, items, sample.response) is not None:
                    seen.setdefault(p.answer.kind, set()).add(sample.credit)
    assert all({0, 1} <= credits for credits in seen.values())
    # The samples of the other kinds have mistakes, and so are choices.
    closed = {"choice", "multiple", "true/false", "matching", "ordering"}
    assert seen.keys() >= {"number", "text", *closed}


@pytest.mark.parametrize(("q", "fragment"), SAMPLES)
def test_known_importers_take_for_right_what_is_right(q: Verified, fragment: Fragment) -> None:
    for _, items in asked(q, fragment):
        for item in items:
            if item.kind == "essay":
                continue
            if item.kind == "fib":
                right = right_in_open_edx(item)
                assert all(item.grade(text) == 1 for text in right)
            elif item.kind == "multiple_response":
                (scoring,) = [c for c in item.conditions if c.find(f"{NS}setvar") is not None]
                wrong = [
                    one.text for one in scoring.iter(f"{NS}varequal") if one.getparent().tag == f"{NS}not"
                ]
                right = [option for option in item.options if option not in wrong]
                assert item.grade(right) == 1
            else:
                right = [option for option in item.options if item.grade(option) == 1]
                assert len(right) == 1
            for reader in (right_in_open_edx, right_in_canvas, right_in_moodle):
                assert sorted(reader(item)) == sorted(right), reader


@pytest.mark.parametrize(("q", "fragment"), SAMPLES)
def test_each_mistake_is_wrong_and_earns_its_feedback(q: Verified, fragment: Fragment) -> None:
    for p, items in asked(q, fragment):
        for mistake in p.mistakes:
            said = words(mistake.feedback)
            if items[0].kind == "multiple_choice":
                (item,) = items
                chosen = [o for o in item.options if all(word in item.shown(o) for word in said)]
                assert any(item.grade(option) == 0 for option in chosen)
            elif fits(mistake, p.answer):
                wrong = (
                    [mistake.answer.accepted[-1]]
                    if isinstance(mistake.answer, TextAnswer)
                    else [typed(exactly(e)) for e in entries(mistake.answer)]
                )
                earned = [item.grade(answer) for item, answer in zip(items, wrong, strict=True)]
                assert sum(earned) < len(items)
                for item, answer, credit in zip(items, wrong, earned, strict=True):
                    shown = item.shown(answer)
                    assert credit == 1 or all(word in shown for word in said)


@pytest.mark.parametrize(("q", "fragment"), SAMPLES)
def test_options_arrive_with_what_they_say_and_earn(q: Verified, fragment: Fragment) -> None:
    for p, (item, *_) in asked(q, fragment):
        if isinstance(p.answer, Choice | MultipleChoice):
            right = [o for o, option in zip(item.options, p.answer.options, strict=True) if option.right]
            for ident, option in zip(item.options, p.answer.options, strict=True):
                assert all(word in text_of(item.options[ident]) for word in words(option.content))
                shown = item.shown(right if option.right and item.kind == "multiple_response" else [ident])
                assert all(word in shown for word in words(option.feedback))


def test_each_wrong_option_that_is_ticked_earns_its_feedback() -> None:
    offers = tuple([Option(say(name), name == "a", say(f"On {name}.")) for name in "abc"])
    (item,) = only(MultipleChoice(offers))
    assert ["On" in item.shown(ticked) for ticked in (["o1"], ["o1", "o2"], [])] == [True, True, False]
    assert item.shown(["o2", "o3"]).split("\n")[-2:] == ["On b.", "On c."]
    assert "On a." not in item.shown(["o1", "o3"])


def test_the_solution_is_shown_after_every_answer() -> None:
    found = 0
    for q, fragment in zip(QUESTIONS, FRAGMENTS, strict=True):
        if q.solution[:1] == para("Done: ", row(X, Op("="), Num("1")), "."):
            for item in [item for _, items in asked(q, fragment) for item in items]:
                assert all("Done: \\(x = 1\\)." in item.shown(o) for o in [*item.options, "", "0"])
                found += 1
    assert found > 50


# ─── How kinds are asked ─────────────────────────────────────────────────────────────────────────────────


def test_an_exact_number_is_typed_in_any_spelling() -> None:
    (item,) = only(number("-0.5"))
    assert item.kind == "fib"
    for right in ("-0.5", "−0.5", "-.5", "-0.50", "-1/2", " -0.5 "):
        assert item.grade(right) == 1
    for wrong in ("0.5", "-0.51", "-0.49", "", "-0,5"):
        assert item.grade(wrong) == 0
    (german,) = only(number("-0.5"), language="de")
    assert german.grade("-0,5") == 1


def test_a_number_with_a_tolerance_is_a_choice_or_marked_by_hand() -> None:
    within = absolute("0.1")
    assert [i.kind for i in only(number("2", within), Mistake(number("3", within), say("No.")))] == [
        "multiple_choice"
    ]
    (essay,) = only(number("2", within))
    assert essay.kind == "essay"
    assert "Answer: \\(2\\)" in essay.shown("")
    assert "\\(2\\)" not in text_of(essay.html)


def test_numbers_without_mistakes_are_asked_one_by_one() -> None:
    cases: list[tuple[Answer, list[str], list[str]]] = [
        (vector("1 -2"), ["1", "-2"], [r"? \\ \cdot", r"\cdot \\ ?"]),
        (
            matrix("1 2", "3 4"),
            ["1", "2", "3", "4"],
            [r"? & \cdot \\ \cdot & \cdot", r"\cdot & \cdot \\ \cdot & ?"],
        ),
        (number_set("-1 4"), ["-1", "4"], ["In increasing order", "In increasing order"]),
        (an_interval("0", "2", (True, False)), ["0", "2"], ["[", ")"]),
    ]
    for answer, keys, said in cases:
        items = only(answer)
        assert [item.kind for item in items] == ["fib"] * len(keys)
        assert [item.grade(key) for item, key in zip(items, keys, strict=True)] == [1] * len(keys)
        assert [item.grade("7") for item in items] == [0] * len(keys)
        shown = [text_of(item.html).replace(r"\text{?}", "?") for item in items]
        assert len(set(shown)) == len(shown), "which one is meant"
        assert said[0] in shown[0]
        assert said[1] in shown[-1]
        assert any("number by number" in instead for instead in losses(answer))


def test_numbers_with_mistakes_are_one_choice() -> None:
    mistake = Mistake(vector("2 1"), say("Swapped."))
    (item,) = only(vector("1 2"), mistake)
    assert (item.kind, len(item.options)) == ("multiple_choice", 2)
    assert losses(vector("1 2"), mistake) == [CHOICE]


def test_an_expression_is_asked_by_its_values_only_if_they_are_exact() -> None:
    answer = Expression(Sym("x"), Sym("x"), ("x",))
    exact = Sample(Sym("x"), number("3"))
    rounded = Sample(Sym("x"), number("3", absolute("0.01")))
    for found, kinds in (((exact, exact), ["fib", "fib"]), ((exact, rounded), ["essay"])):
        p = replace(part(answer), samples=found)
        q = question("made/up", "Made up", para("?"), p)
        made = asked(q, cartridge.render(q, item_of(QUESTIONS[0])))
        assert [item.kind for _, items in made for item in items] == kinds


def test_a_verdict_is_named_as_moodle_wants_it_and_worded_in_its_language() -> None:
    for language, word in (("en", "False"), ("de", "Falsch")):
        (item,) = only(TrueFalse(False), language=language)
        assert (item.kind, item.grade("false"), item.grade("true")) == ("true_false", 1, 0)
        assert text_of(item.options["false"]) == word


def test_matching_and_ordering_are_a_choice_for_each() -> None:
    for item, right in zip(
        only(Matching((say("a"), say("b")), (say("x"), say("y")), (1, 0))), ("y", "x"), strict=True
    ):
        chosen = next(o for o in item.options if item.grade(o) == 1)
        assert text_of(item.options[chosen]) == right
    items = only(Ordering((say("second"), say("first")), (1, 0)))
    for item, place in zip(items, ("2", "1"), strict=True):
        assert [text_of(li) for li in item.html.iter("li")] == ["second", "first"]
        chosen = next(o for o in item.options if item.grade(o) == 1)
        assert text_of(item.options[chosen]) == place


def test_capitals_count_only_if_the_answer_says_so() -> None:
    (item,) = only(text("Gauss", exact_case=True))
    assert [item.grade(word) for word in ("Gauss", "gauss")] == [1, 0]
    (item,) = only(text("Straße"))
    assert [item.grade(word) for word in ("straße", "STRASSE", "Strase")] == [1, 1, 0]


def test_a_rubric_stands_with_the_worked_solution_and_shares_the_points() -> None:
    (sample,) = (q for q in QUESTIONS if q.family == "essays/alone")
    ((_, (item,)),) = asked(sample, cartridge.render(sample, replace(item_of(sample), points=Fraction(3))))
    assert "is clear (1 point)" in item.shown("")
    assert "is clear" not in text_of(item.html)


def test_hostile_text_arrives_unchanged() -> None:
    (q,) = (q for q in QUESTIONS if q.family == "prose/hostile")
    ((_, (item,)),) = asked(q, cartridge.render(q, item_of(q)))
    assert HOSTILE in text_of(item.html.find("p"))
    assert text_of(item.html.find("pre")).strip("\n") == HOSTILE
    assert item.title.startswith(f"Hostile {HOSTILE} title")


# ─── What is lost is said ────────────────────────────────────────────────────────────────────────────────


def test_what_each_sample_loses_is_reported() -> None:
    usual = {IF_THE_ANSWER_IS, VARIANTS, POINTS}
    lost = {f.family: sorted({loss.instead for loss in f.losses} - usual) for f in FRAGMENTS}
    hand = "asked as a text to be marked by hand, with the answer shown after the worked solution"
    whole = (
        "points only for exactly the right options; systems that give part of them have rules of their own"
    )
    heard = "shown after the right answer as a whole"
    left = "asked as one choice for each on the left"
    thing = "asked as one choice for each thing: its place in the order"
    spaces = "words are right with one space between them"
    case = "only the file says that they count"
    rubric = "the rubric stands after the worked solution"
    alone = "marked without follow-through"
    apart = "asked as one question for each part, with the stem repeated"
    choices = {family for family, instead in lost.items() if instead == [CHOICE]}
    assert choices == {
        *("numbers/absolute", "numbers/relative", "numbers/third", "numbers/root", "numbers/root-rounded"),
        *("numbers/significant", "numbers/unit", "expressions/derivative", "expressions/factored"),
        *("vectors/sum", "vectors/eigenvector", "vectors/gradient", "vectors/whole", "vectors/sign"),
        *("matrices/product", "matrices/wide", "matrices/thirds", "matrices/scale", "sets/two", "sets/three"),
        *("intervals/half-open", "intervals/ray", "prose/hostile-vector"),
    }
    assert {family: instead for family, instead in lost.items() if instead and family not in choices} == {
        "numbers/third-open": [hand],
        "matrices/jacobian": [hand],
        "texts/word": [spaces],
        "texts/case": [case],
        "texts/hostile": [spaces],
        "multiple/three": [whole, heard],
        "multiple/whole": [whole],
        "multiple/many": [whole],
        "matching/words": [left],
        "matching/matrices": [left],
        "ordering/steps": [thing],
        "ordering/whole": [thing, "marked thing by thing"],
        "essays/alone": [rubric],
        "parts/two-vectors": [CHOICE, apart],
        "parts/mixed": [CHOICE, apart],
        "parts/closed": [left, thing, apart, "marked thing by thing", whole, heard],
        "parts/typed": [CHOICE, apart, alone, case, spaces],
        "parts/essay": [CHOICE, apart, alone, whole, heard, rubric],
        "parts/german": [CHOICE, apart, whole, heard],
    }


@pytest.mark.parametrize(("q", "fragment"), SAMPLES)
def test_feedback_that_cannot_hang_on_its_mistake_is_reported(q: Verified, fragment: Fragment) -> None:
    heard = {p.id for p, items in asked(q, fragment) if p.mistakes and items[0].kind == "fib"}
    assert {loss.part for loss in fragment.losses if loss.instead == IF_THE_ANSWER_IS} == heard


def test_every_answer_kind_has_a_word_about_it() -> None:
    assert {p.answer.kind for q in QUESTIONS for p in q.parts} == set(cartridge.ABILITIES)
