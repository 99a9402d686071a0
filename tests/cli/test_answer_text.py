"""What `show` prints of the answers of each kind."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from generator.cli.answer_text import answer_lines
from generator.model import (
    Answer,
    Choice,
    Consequence,
    Criterion,
    Essay,
    Expression,
    Inlines,
    Interval,
    Matching,
    Mistake,
    MultipleChoice,
    Num,
    Number,
    Option,
    Ordering,
    Part,
    Reason,
    Sym,
    Text,
    TextAnswer,
    TrueFalse,
    Unit,
    Vector,
)


def say(word: str) -> Inlines:
    return (Text(word),)


YES, NO = Option(say("yes"), True), Option(say("no"), False, say("Why?"))
THREE = Number(3, Num("3"))
METRES = replace(THREE, unit=Unit("m", Sym("m", "upright")))

SHOWN: list[tuple[Answer, list[str]]] = [
    (METRES, ["  ✓ 3 m"]),
    (Expression(3, Num("3"), ("x",), "factored"), ["  factored", "  ✓ 3"]),
    (Vector((THREE,), Num("3"), "scale", True), ["  up to scale, right only as a whole", "  ✓ 3"]),
    (Interval(THREE, None, (True, False), Num("3")), ["  ✓ 3"]),
    (TextAnswer(("one", "two"), Num("0"), True), ["  capitals count", "  ✓ one", "  ✓ two"]),
    (Choice((YES, NO)), ["  ✓ yes", "  ✗ no", "      Why?"]),
    (MultipleChoice((YES, NO), True), ["  right only as a whole", "  ✓ yes", "  ✗ no", "      Why?"]),
    (TrueFalse(False, say("Think.")), ["  ✓ false", "      Think."]),
    (
        TrueFalse(True, (), (Reason(False, NO), Reason(True, YES))),
        ["  ✓ true", "  false, because", "  ✗ no", "      Why?", "  true, because", "  ✓ yes"],
    ),
    (
        Matching((say("u"), say("v")), (say("b"), say("c"), say("a")), (2, 0)),
        ["  ✓ u — a", "  ✓ v — b", "  ✗ c"],
    ),
    (
        Ordering((say("u"), say("v"), say("w")), (1, 2, 0)),
        ["  1. v", "  2. w", "  3. u", "  shown as 3, 1, 2"],
    ),
    (Essay((Criterion(Fraction(1, 2), say("clear")),)), ["  · 1/2: clear"]),
]


@pytest.mark.parametrize(("answer", "expected"), SHOWN, ids=lambda value: getattr(value, "kind", None))
def test_each_kind_prints_all_that_is_right_and_wrong(answer: Answer, expected: list[str]) -> None:
    printed = [line.replace("\N{THIN SPACE}", " ") for line in answer_lines(Part("a", (), answer))]
    assert printed == expected


def test_mistakes_and_what_a_part_follows_from_are_printed() -> None:
    mistake = Mistake(replace(THREE, shown=Num("4")), say("One too many."))
    part = Part("b", (), THREE, (mistake,), follows=("a",))
    assert list(answer_lines(part)) == ["  follows from a", "  ✓ 3", "  ✗ 4", "      One too many."]


def test_what_follows_from_an_earlier_mistake_is_told() -> None:
    part = Part("b", (), Number(6, Num("6")), consequences=(Consequence("a", 1, Number(9, Num("9"))),))
    assert "  after mistake 2 of a: 9" in list(answer_lines(part))
