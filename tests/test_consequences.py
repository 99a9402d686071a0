"""What follows from mistakes in earlier parts: computed by hand here, and never what is marked right."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from generator.answers import judge, typed_key
from generator.compose import compose
from generator.draw import draw
from generator.exporters.formulas import plain
from generator.model import Choice, Consequence, Number, Question
from generator.plan import load_family
from generator.sampling.sample import Sampler
from generator.sets.library import Library
from generator.solve import solve
from generator.verify import NotProved, verify
from tests.families import family

LIBRARY = Library.open(None, Path(__file__).parents[1])

CHAIN = """
symbols: [x]
parameters:
  a: integer(2, 9)
  b: integer(11, 19)
question: Take {{ a }} and {{ b }}.
parts:
  - id: s
    kind: number
    answer: a + b
    certificate: value - b == a
    mistakes:
      - {answer: b - a, feedback: The sign.}
      - {answer: a * b, feedback: The product.}
  - id: half
    kind: number
    answer: s / 2
    tolerance: 0.01
    certificate: 2 * value == a + b
    mistakes:
      - {answer: 2 * s, feedback: Doubled.}
  - id: alone
    kind: number
    answer: 7 * a
    certificate: value / a == 7
  - id: last
    kind: expression
    answer: half * x + s - b
    certificate: at(value, x, 2) == 2*a + b
solution: It is ${{ last }}$.
"""


def asked(text: str, index: int = 0, form: str = "open") -> Question:
    """One question through the proof, without drawing again."""
    made = family(text)
    variant = next(Sampler(made, "1").candidates(index))
    solution = solve(made, variant)
    return verify(made, variant, solution, compose(made, variant, solution, form))  # type: ignore[arg-type]


def led(question: Question, part: str) -> dict[tuple[str, int], Any]:
    """The value of each consequence in a part, by the earlier part and the number of its mistake."""
    (found,) = [p for p in question.parts if p.id == part]
    keys = [(c.part, c.mistake) for c in found.consequences]
    assert len(set(keys)) == len(keys)
    return {(c.part, c.mistake): c.answer.value for c in found.consequences}  # type: ignore[union-attr]


def test_a_mistake_is_followed_through_the_parts_in_between() -> None:
    for index in range(10):
        question = asked(CHAIN, index)
        a, b = (int(text) for _, text in question.values)
        assert led(question, "half") == {("s", 0): Fraction(b - a, 2), ("s", 1): Fraction(a * b, 2)}
        assert led(question, "alone") == led(question, "s") == {}
        lines = led(question, "last")
        assert list(lines) == [("s", 0), ("s", 1), ("half", 0)]
        # at x = 2 the line has twice the half, plus the sum less b
        assert [line.subs("x", 2) for line in lines.values()] == [b - 2 * a, 2 * a * b - b, 4 * (a + b) + a]


def test_what_does_not_follow_has_no_consequence() -> None:
    question = asked(CHAIN.replace("answer: s / 2", "answer: (a + b) / 2").replace("+ s - b", "+ a"))
    assert led(question, "half") == {}
    assert list(led(question, "last")) == [("half", 0)]


def test_a_later_part_goes_on_with_the_mistake_as_it_was_printed() -> None:
    text = """
        parameters:
          a: integer(2, 9)
        question: Take {{ a }}.
        parts:
          - id: q
            kind: number
            answer: a / 2
            tolerance: 0.01
            certificate: 2 * value == a
            mistakes:
              - {answer: "quotient_of(6 * a, 4)", feedback: Three times too much.}
          - kind: number
            answer: q
            tolerance: 0.01
            certificate: value + value == a
        solution: So it is.
        """
    question = asked(text)
    (consequence,) = question.parts[1].consequences
    assert plain(consequence.answer.shown) == f"{6 * int(dict(question.values)['a'])}/4"


@pytest.mark.parametrize(
    ("instead", "left"),
    [
        ("s / 2 + 0 / (s - b + a)", [1]),  # the first mistake leads to a division by zero
        ("[s / 2, 0][1] if s != a * b else [1]", [0]),  # the second to an answer of another kind
        ("sqrt((s - b)**2) / 2 + b / 2", [1]),  # the first to the right answer: (a/2) + (b/2)
        ("(a + b) / 2 + (s - a - b) / 10**6", []),  # within the tolerance
    ],
)
def test_no_value_another_kind_and_the_key_itself_are_no_consequences(instead: str, left: list[int]) -> None:
    question = asked(CHAIN.replace("answer: s / 2", f"answer: {instead!r}".replace("'", '"')))
    assert [number for _, number in led(question, "half")] == left
    later = [number for part, number in led(question, "last") if part == "s"]
    if instead.startswith(("s / 2", "[")):  # what has no value leads to nothing any further
        assert later == left


def test_a_vector_of_another_length_is_no_consequence() -> None:
    text = """
        parameters:
          a: integer(2, 5)
        question: Count to {{ a }}.
        parts:
          - id: n
            kind: number
            answer: a
            certificate: value - 1 == a - 1
            mistakes:
              - {answer: a + 1, feedback: One too far.}
              - {answer: -a, feedback: The sign.}
          - kind: vector
            answer: "[k for k in range(1, n)] if n > 0 else [0 for k in range(1, -n)]"
            certificate: size(value) == a and value[1] == 1 and value[a] == a
        solution: So it is.
        """
    question = asked(text)
    assert [c.mistake for c in question.parts[1].consequences] == [1]


def test_a_method_is_worked_anew_from_the_mistake() -> None:
    """A scope keeps what a method found under the text of its call; that text does not know of the mistake."""
    text = """
        symbols: [x]
        parameters:
          a: integer(2, 9)
        question: Take {{ a }}.
        parts:
          - id: f
            kind: expression
            answer: x**a
            certificate: at(value, x, 2) == 2**a
            mistakes:
              - {answer: a * x, feedback: That is a product.}
          - kind: expression
            answer: derivative_by_rules(f, x)
            certificate: is_derivative(value, x**a, x)
        solution: "{{ steps(derivative_by_rules(f, x)) }}"
        """
    question = asked(text)
    a = int(dict(question.values)["a"])
    assert led(question, "b") == {("f", 0): a}


def test_a_consequence_has_the_unit_and_the_tolerance_of_its_part() -> None:
    text = """
        parameters:
          t: integer(2, 9)
          s: integer(11, 19)
        question: "{{ s }} metres in {{ t }} seconds"
        parts:
          - id: v
            kind: number
            unit: m/s
            relative: 0.01
            answer: s / t
            shown_as: quotient_of(s, t)
            certificate: value * t == s
            mistakes:
              - {answer: s / t, unit: km/h, feedback: The unit.}
              - {answer: t / s, feedback: Turned round.}
          - kind: number
            unit: m
            relative: 0.01
            answer: 10 * v
            shown_as: quotient_of(10*s, t)
            certificate: value * t == 10 * s
        solution: So it is.
        """
    question = asked(text)
    s, t = (Fraction(dict(question.values)[name]) for name in "st")
    assert led(question, "b") == {("v", 0): 10 * s / t / Fraction(18, 5), ("v", 1): 10 * t / s}
    key = question.parts[1].answer
    assert isinstance(key, Number)
    for consequence in question.parts[1].consequences:
        answer = consequence.answer
        assert isinstance(answer, Number)
        assert answer.unit == key.unit
        assert answer.tolerance == key.tolerance
        assert Fraction(plain(answer.shown)) == answer.value  # `shown_as` speaks of the key alone


def test_as_a_choice_nothing_follows() -> None:
    text = CHAIN.replace("  - id: alone", "  - id: other").replace(
        "    certificate: value / a == 7\n",
        "    certificate: value / a == 7\n    mistakes:\n      - {answer: a, feedback: Seven.}\n",
    )
    text = text.replace(
        "    certificate: at(value, x, 2) == 2*a + b\n",
        "    certificate: at(value, x, 2) == 2*a + b\n    mistakes:\n      - {answer: half * x, feedback: And a.}\n",
    )
    question = asked(text, form="choice")
    assert all(isinstance(part.answer, Choice) for part in question.parts)
    assert all(part.consequences == () for part in question.parts)


@pytest.mark.parametrize("id", LIBRARY.ids())
def test_in_every_family_a_consequence_points_back_and_is_not_marked_right(id: str) -> None:
    drawing = draw(load_family(LIBRARY.locate(id)), "consequences")
    for index in range(2):
        question = drawing(index)
        mistakes: dict[str, int] = {}
        follows: dict[str, set[str]] = {}
        for part in question.parts:
            follows[part.id] = {*part.follows}.union(*(follows[id] for id in part.follows))
            for consequence in part.consequences:
                assert consequence.part in follows[part.id]
                assert consequence.mistake < mistakes[consequence.part]
                typed = typed_key(consequence.answer)
                assert typed is None or judge(part.answer, typed) < 1
            mistakes[part.id] = len(part.mistakes)


def test_what_is_too_long_to_be_typed_is_no_consequence() -> None:
    text = """
        symbols: [x]
        parameters:
          a: integer(2, 4)
        question: Take {{ a }}.
        parts:
          - id: n
            kind: number
            answer: a + 1
            certificate: value - a == 1
            mistakes:
              - {answer: 90 + a, feedback: Far too many.}
              - {answer: a + 2, feedback: One too many.}
          - kind: expression
            answer: expand((x + 12)**n)
            certificate: value == (x + 12)**(a + 1)
        solution: So it is.
        """
    assert list(led(asked(text), "b")) == [("n", 1)]


def test_a_consequence_that_is_marked_right_is_not_proved() -> None:
    made = family(CHAIN)
    variant = next(Sampler(made, "1").candidates(0))
    solution = solve(made, variant)
    question = compose(made, variant, solution)
    parts = list(question.parts)
    key = parts[1].answer
    assert isinstance(key, Number)
    other = replace(key, value=key.value + Fraction(1, 100))
    parts[1] = replace(parts[1], consequences=(Consequence("s", 0, other),))
    with pytest.raises(NotProved) as caught:
        verify(made, variant, solution, replace(question, parts=tuple(parts)))
    assert "would be marked right" in caught.value.fault.message
    assert "mistake 1 of part s" in caught.value.fault.message
    assert not caught.value.fatal  # another draw may do
