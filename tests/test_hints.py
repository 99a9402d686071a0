"""Hints: those of the spec, or the idea and the first step of the worked solution; none gives an answer away."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from generator.draw import draw
from generator.errors import SpecError, VerificationError
from generator.exporters.formulas import plain
from generator.family import compile_family
from generator.hints import from_steps
from generator.model import (
    LANGUAGES,
    OPEN_ANSWERS,
    Display,
    Formula,
    Frac,
    Grid,
    Lines,
    Math,
    Num,
    Number,
    Op,
    OpenAnswer,
    Paragraph,
    Question,
    Row,
    Set,
    Step,
    Steps,
    Sym,
    Text,
    Vector,
)
from generator.pipeline import load_family
from generator.sets.library import Library
from generator.translate import catalogue, pattern
from tests.families import HEADER, family, spec_of_bytes

LIBRARY = Library.open(None, Path(__file__).parents[1])


def question(id: str, language: str = "en", index: int = 0) -> Question:
    """A question of a family that ships."""
    drawing = draw(load_family(LIBRARY.locate(id), language), "hints")
    return [drawing(k) for k in range(index + 1)][-1]


def words(blocks: object) -> str:
    """What a block or a line says, formulas as plain text."""
    match blocks:
        case tuple():
            return "".join(map(words, blocks))
        case Text():
            return blocks.text
        case Math(formula=formula) | Display(formula=formula):
            return plain(formula)
        case Paragraph(children):
            return words(children)
        case Steps(steps):
            return "".join(map(words, steps))
        case Step(text, state):
            return f"{words(text)} {plain(state) if state else ''}".strip()
    raise TypeError(blocks)


def step(text: str, state: Formula | None = None, minor: bool = False) -> Step:
    return Step((Text(text),), state, minor)


def equation(name: str, value: Formula) -> Row:
    return Row((Sym(name), Op("="), value))


def hints(*steps: Step, answers: tuple[OpenAnswer, ...] = ()) -> list[str]:
    return [words(hint) for hint in from_steps(steps, answers, "en")]


def number(text: str) -> Number:
    return Number(Fraction(text), Num(text))


# ─── From the worked steps ───────────────────────────────────────────────────────────────────────────────

U = equation("u", Num("7"))
V = equation("v", Num("8"))


def test_first_the_idea_then_the_first_step() -> None:
    assert hints(step("Substitute.", U), step("Go on.", V)) == ["Substitute.", "Substitute. u = 7"]


def test_the_idea_is_no_routine_but_the_work_begins_with_it() -> None:
    found = hints(step("Tidy up.", U, minor=True), step("Think.", V), step("Done.", equation("w", Num("9"))))
    assert found == ["Think.", "Tidy up. u = 7"]
    assert hints(step("Tidy up.", minor=True), step("Think.", V)) == ["Think.", "Tidy up."]
    assert hints(step("Tidy up.", U, minor=True)) == []
    assert from_steps((step("Tidy up.", U, minor=True), step("Think.", V)), (), "en")[1] == (
        Steps((step("Tidy up.", U),)),  # no format may leave it out as a routine step
    )


def test_the_result_is_never_shown_and_nothing_is_said_twice() -> None:
    assert hints(step("Look.", V)) == ["Look."]
    assert hints(step("Look.", V), step("So it is.")) == ["Look."]
    assert hints(step("Look.", V), step("Again.", U), step("So it is.", V)) == ["Look."]
    assert hints(step("Look."), step("See.", V)) == ["Look."]
    assert hints() == []


PAIR = Grid(((Num("7"),), (Num("8"),)))
TWO = (number("7"), number("8"))
BOTH = Row((*U.items, Op(","), *V.items))


@pytest.mark.parametrize(
    ("state", "answer"),
    [
        (U, number("7")),
        (equation("u", Num("7.00")), number("7")),
        (Row((Sym("u"), Op("="), Num("6"), Op("+"), Num("1"), Op("≈"), Num("7"))), number("7")),
        (equation("u", Row((Op("−"), Frac(Num("7"), Num("2"))))), Number(Fraction(-7, 2), Num("-3.5"))),
        (BOTH, number("7")),
        (Lines(((Sym("u"), Row((Op("="), Num("7")))), (Sym("v"), Row((Op("="), Num("8")))))), number("8")),
        (equation("u", PAIR), Vector(TWO, PAIR)),
        (BOTH, Vector(TWO, PAIR)),
        (BOTH, Set(TWO, Row(()))),
        (PAIR, Vector(TWO, PAIR)),
    ],
)
def test_a_state_that_holds_an_answer_is_held_back(state: Formula, answer: OpenAnswer) -> None:
    steps = (step("Begin.", state), step("Go on.", equation("w", Num("9"))))
    assert len(hints(*steps)) == 2
    assert hints(*steps, answers=(number("99"), answer)) == ["Begin."]


@pytest.mark.parametrize(
    ("state", "answer"),
    [
        (equation("u", Row((Num("7"), Op("+"), Num("1")))), number("7")),
        (equation("u", Row((Op("−"), Num("7")))), number("7")),
        (U, Vector(TWO, PAIR)),
        (U, Number(Fraction(71, 10), Num("7.1"))),
    ],
)
def test_a_state_that_only_looks_like_it_is_shown(state: Formula, answer: OpenAnswer) -> None:
    assert len(hints(step("Begin.", state), step("Go on.", V), answers=(answer,))) == 2


@pytest.mark.parametrize("id", LIBRARY.ids())
def test_hints_of_every_family_give_nothing_away(id: str) -> None:
    """By another road: as text, no line of a hint ends in the key of a part."""
    drawing = draw(load_family(LIBRARY.locate(id)), "hints")
    for index in range(2):
        asked = drawing(index)
        worked = any(isinstance(block, Steps) for block in asked.solution)
        assert len(asked.hints) <= 5
        assert asked.hints or not worked
        ends = [
            end.strip()
            for hint in asked.hints
            for block in hint
            if isinstance(block, Steps)
            for end in re.split(r"[=≈;\n]", words(block))[1:]
        ]
        keys = [plain(part.answer.shown) for part in asked.parts if isinstance(part.answer, OPEN_ANSWERS)]
        assert not set(ends) & set(keys)


@pytest.mark.parametrize(
    "id", ["pca/covariance-eigen", "matrices/lu", "probability/bayes-test", "matrices/product"]
)
def test_the_form_of_a_question_does_not_change_its_hints(id: str) -> None:
    made = load_family(LIBRARY.locate(id))
    assert draw(made, "hints", "choice")(0).hints == draw(made, "hints")(0).hints != ()


def test_hints_from_steps_speak_the_language_of_the_question() -> None:
    for id in ("probability/variance-discrete", "eigen/eigenvalues-2x2", "matrices/inverse-2x2"):
        english = question(id)
        for language in LANGUAGES[1:]:
            asked = question(id, language)
            assert len(asked.hints) == len(english.hints) == 2
            (said,), (shown,) = english.hints[0], asked.hints[0]
            assert isinstance(said, Paragraph)
            assert isinstance(shown, Paragraph)
            sentence = catalogue(language)[pattern(said.children)[0]]
            assert re.fullmatch(re.sub(r"\\\{\d\\\}", ".*", re.escape(sentence)), words(shown))
            assert words(asked.hints[1]).startswith(words(shown))


def test_numbers_in_hints_have_the_decimal_mark_of_the_language() -> None:
    english, german = (
        words(question("probability/variance-discrete", name).hints[1]) for name in ("en", "de")
    )
    decimals = re.findall(r"\d+\.\d+", english)
    assert decimals
    assert [text.replace(".", ",") for text in decimals] == re.findall(r"\d+,\d+", german)


# ─── Of the spec ─────────────────────────────────────────────────────────────────────────────────────────

SPEC = """\
parameters:
  a: decimal(0.5, 4.5, 0.5)
  b: integer(2, 9)
question: Compute ${{ a }} \\cdot {{ b }}$.
parts:
  - id: found
    kind: number
    answer: a * b
    certificate: value / b == a
hints:
  - {en: "Begin with {{ a }} times 2.", de: "Beginnen Sie mit {{ a }} mal 2."}
  - "It is less than ${{ found + 1 }}$."
  - |
    Two lines:

    $$ {{ a }} + {{ a }} $$
solution: It is ${{ found }}$.
"""


def of_spec(text: str, language: str = "en") -> Question:
    spec = spec_of_bytes((HEADER + text).encode(), "tests/x", "x.yaml")
    return draw(compile_family(spec, "tests/x", "x.yaml", language), "1")(0)


def test_hints_of_the_spec_may_speak_of_answers_and_are_translated() -> None:
    english, german = of_spec(SPEC), of_spec(SPEC, "de")
    a, b = (Fraction(text) for _, text in english.values)
    first, second, third = english.hints
    shown = dict(english.values)["a"]
    assert words(first) == f"Begin with {shown} times 2."
    assert words(german.hints[0]) == f"Beginnen Sie mit {shown.replace('.', ',')} mal 2."
    told = re.fullmatch(r"It is less than (.*)\.", words(second))
    assert told
    assert Fraction(told[1]) == a * b + 1
    assert [type(block) for block in third] == [Paragraph, Display]
    assert words(german.hints[2][1]) == f"{shown} + {shown}".replace(".", ",")


def test_hints_of_the_spec_stand_in_place_of_those_from_steps() -> None:
    made = family(
        """
        parameters: {a: "integer(2, 9)"}
        question: Double ${{ a * identity(2) }}$.
        parts:
          - kind: matrix
            answer: 2 * a * identity(2)
            certificate: value / 2 == a * identity(2)
        hints: [Think., "{{ steps(matrix_product(identity(2), identity(2))) }}"]
        solution: "{{ steps(matrix_product(2 * identity(2), a * identity(2))) }}"
        """
    )
    think, shown = draw(made, "1")(0).hints
    assert words(think) == "Think."
    assert [type(block) for block in shown] == [Steps]


@pytest.mark.parametrize(
    ("instead", "says"),
    [
        ("{{ c }}", "`c`"),
        ("{{ a", "{{"),
        ("$\\nosuch$", "nosuch"),
    ],
)
def test_a_faulty_hint_is_refused_when_the_spec_is_read(instead: str, says: str) -> None:
    with pytest.raises(SpecError, match=re.escape(says)):
        of_spec(SPEC.replace("Two lines:", instead))


def test_a_hole_without_a_value_is_an_error_at_its_place() -> None:
    with pytest.raises(VerificationError, match="Division by zero") as caught:
        of_spec(SPEC.replace("found + 1", "1 / (b - b)"))
    assert caught.value.place is not None
    assert caught.value.place.line == (HEADER + SPEC).split("found + 1")[0].count("\n") + 1


def test_a_translation_prints_the_same_holes_and_there_are_at_most_five() -> None:
    with pytest.raises(SpecError, match="lacks the hole"):
        of_spec(SPEC.replace("Beginnen Sie mit {{ a }}", "Beginnen Sie mit {{ b }}"))
    with pytest.raises(SpecError, match="at most 5"):
        of_spec(SPEC.replace("solution:", "  - Again.\n" * 3 + "solution:"))
