"""Rows of a bubble sheet and what their marks say: judged by `answers.judge`, and against the key in the manifest."""

from __future__ import annotations

from fractions import Fraction

import pytest

from generator import answer_sheet
from generator.answer_sheet import Bubbled, bubbled_parts, credit, response, right, rows
from generator.answers import judge, samples
from generator.answers.keys import key
from generator.exporters.words import word
from generator.model import (
    LANGUAGES,
    Answer,
    Choice,
    Heading,
    Item,
    Layout,
    Matching,
    MultipleChoice,
    Num,
    Number,
    Option,
    Ordering,
    Part,
    Question,
    Reason,
    Student,
    Text,
    TrueFalse,
    Verified,
)


def options(count: int, *right: int) -> tuple[Option, ...]:
    return tuple(Option((Text(f"option {k}"),), k in right) for k in range(count))


CHOICE = Choice(options(5, 3))
SEVERAL = MultipleChoice(options(6, 0, 4))
VERDICT = TrueFalse(False)
REASONED = TrueFalse(True, (), tuple(Reason(k < 2, option) for k, option in enumerate(options(4, 1))))
PAIRS = Matching(((Text("p"),), (Text("q"),), (Text("r"),)), ((Text("x"),), (Text("y"),)), (1, 0, 1))
TYPED = Number(Fraction(3), Num("3"))
ORDER = Ordering(((Text("p"),), (Text("q"),)), (1, 0))
BUBBLED = (CHOICE, SEVERAL, VERDICT, REASONED, PAIRS)


def question(*answers: Answer, language: str = "en") -> Verified:
    parts = tuple(Part("abcdefgh"[k], (), answer) for k, answer in enumerate(answers))
    return Verified(Question("q0", "f", 0, "", (), "intro", (), parts, (), language=language))


def alone(answer: Answer, number: int = 3, language: str = "en") -> Bubbled:
    (part,) = bubbled_parts(number, question(answer, language=language))
    return part


def labels(found: tuple[Bubbled, ...]) -> dict[str, str]:
    return {row.label: "".join(row.options) for row in rows(found)}


def test_rows_have_the_labels_and_letters_of_the_paper() -> None:
    found = bubbled_parts(7, question(CHOICE, TYPED, SEVERAL, REASONED, PAIRS, ORDER))
    assert labels(found) == {
        "7 (i)": "abcde", "7 (iii)": "abcdef", "7 (iv)": "TF", "7 (iv) a–d": "abcd",
        "7 (v).1": "ab", "7 (v).2": "ab", "7 (v).3": "ab",
    }  # fmt: skip
    assert [row.label for row in rows(found) if row.several] == ["7 (iii)"]
    assert [(part.number, part.part.id) for part in found] == [(7, "a"), (7, "c"), (7, "d"), (7, "e")]


def test_a_question_of_one_part_needs_no_numeral() -> None:
    assert labels((alone(CHOICE),)) == {"3": "abcde"}
    assert labels((alone(PAIRS, 12),)) == {"12.1": "ab", "12.2": "ab", "12.3": "ab"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_verdict_has_the_initials_of_its_words(language: str) -> None:
    words = [word(said, language) for said in ("true", "false")]
    assert [*labels((alone(VERDICT, language=language),)).values()] == ["".join(said[0] for said in words)]
    assert response(alone(VERDICT, language=language), ((words[1][0],),)) == "false"


def test_what_is_typed_or_put_in_order_has_no_row() -> None:
    assert bubbled_parts(1, question(TYPED, ORDER)) == ()


@pytest.mark.parametrize("kind", [Choice, MultipleChoice])
def test_more_options_than_large_print_has_room_for_have_no_row(kind: type[Choice]) -> None:
    most = answer_sheet.MOST_OPTIONS
    assert bubbled_parts(1, question(kind(options(most + 1, 0)))) == ()
    large = Heading("n", "t", "", "", (), (), "s", 1, "", layout=Layout("letter", large=True))
    longest = tuple(rows(bubbled_parts(100, question(*[kind(options(most, 0))] * 8))))
    assert answer_sheet.sheet(large, longest).radius == answer_sheet.LARGE_RADIUS


@pytest.mark.parametrize(
    ("answer", "letters", "in_manifest"),
    [
        (CHOICE, (("d",),), "d"),
        (SEVERAL, (("a", "e"),), "a, e"),
        (VERDICT, (("F",),), "false"),
        (REASONED, (("T",), ("b",)), "true, b"),
        (PAIRS, (("b",), ("a",), ("b",)), "1b 2a 3b"),
    ],
)
def test_the_right_letters_are_those_of_the_key_and_earn_everything(
    answer: Answer, letters: tuple[tuple[str, ...], ...], in_manifest: str
) -> None:
    part = alone(answer)
    assert (right(part), key(answer)) == (letters, in_manifest)
    assert credit(part, letters) == judge(answer, response(part, letters)) == 1


def as_letters(part: Bubbled, given: object) -> tuple[tuple[str, ...], ...]:
    """What a student fills in to give this response, by another road: row by row from its numbers."""
    if isinstance(part.part.answer, MultipleChoice):
        assert isinstance(given, tuple)
        return (tuple(sorted("abcdef"[int(number)] for number in given)),)
    texts = given if isinstance(given, tuple) else (given,)
    letters = {"": (), "true": ("T",), "false": ("F",)} | {str(n): ("abcdef"[n],) for n in range(6)}
    return tuple(letters[text] for text in texts)


@pytest.mark.parametrize("answer", BUBBLED, ids=lambda answer: answer.kind)
def test_every_response_can_be_given_in_bubbles_and_earns_what_it_is_worth(answer: Answer) -> None:
    part = alone(answer)
    graded = [sample for sample in samples(answer) if sample.credit is not None]
    assert len({sample.credit for sample in graded}) > 1
    for sample in graded:
        assert credit(part, as_letters(part, sample.response)) == sample.credit


@pytest.mark.parametrize(
    ("answer", "letters"),
    [
        (CHOICE, ((),)),
        (CHOICE, (("a", "d"),)),
        (VERDICT, ((),)),
        (VERDICT, (("T", "F"),)),
        (REASONED, (("T",), ())),
        (REASONED, ((), ("b",))),
    ],
)
def test_nothing_filled_or_too_much_is_no_answer(
    answer: Answer, letters: tuple[tuple[str, ...], ...]
) -> None:
    assert response(alone(answer), letters) is None
    assert credit(alone(answer), letters) == 0


def test_only_the_line_of_a_matching_is_lost() -> None:
    assert response(alone(PAIRS), (("b",), ("a", "b"), ())) == ("1", "", "")
    assert credit(alone(PAIRS), (("b",), ("a", "b"), ("b",))) == Fraction(2, 3)


def test_letters_that_are_not_there_are_refused() -> None:
    with pytest.raises(ValueError, match="no bubble 'f'"):
        response(alone(CHOICE), (("f",),))
    with pytest.raises(ValueError, match="zip"):
        response(alone(PAIRS), (("a",),))


def test_a_student_without_an_id_on_the_paper_has_a_grid_for_it() -> None:
    heading = Heading("n", "t", "", "", (), (), "s", 1, "", layout=Layout(digits=6))
    found = rows((alone(CHOICE),))
    assert len(answer_sheet.sheet(heading, found).pages[0].number) == 6
    known = Heading(
        "n", "t", "", "", (), (), "s", 1, "", layout=Layout(digits=6), students=(Student("1", ""),)
    )
    assert answer_sheet.sheet(known, found).pages[0].number == ()
    assert Layout().digits == 0


def test_questions_are_those_of_the_items_in_order() -> None:
    items = tuple(Item(n, "f", "", (), "intro", Fraction(1), 1) for n in (1, 2))
    heading = Heading("n", "t", "", "", (), items, "s", 1, "")
    assert labels(answer_sheet.bubbled(heading, [question(TYPED), question(VERDICT)])) == {"2": "TF"}
    with pytest.raises(ValueError, match="zip"):
        answer_sheet.bubbled(heading, [question(VERDICT)])
