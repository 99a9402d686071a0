"""Closed kinds: what is offered, in which order, and what is earned; by brute force where that can be had."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.answers import judge, matching, multiple, ordering
from generator.answers.choice import content, from_mistakes
from generator.answers.multiple import credit
from generator.answers.truth import as_choice
from generator.model import (
    Essay,
    Inlines,
    MultipleChoice,
    Num,
    Option,
    Part,
    Reason,
    Text,
    TextAnswer,
    TrueFalse,
)


def words(text: str) -> Inlines:
    return (Text(text),)


flags = st.lists(st.booleans(), min_size=2, max_size=6).filter(any)


def offered(right: list[bool], whole: bool = False) -> MultipleChoice:
    return MultipleChoice(tuple(Option(words(str(k)), flag) for k, flag in enumerate(right)), whole)


@given(flags)
def test_ticking_everything_or_nothing_earns_nothing(right: list[bool]) -> None:
    answer = offered(right)
    everything = tuple(map(str, range(len(right))))
    assert judge(answer, everything) == int(all(right))
    assert judge(answer, ()) == 0
    assert judge(answer, tuple(str(k) for k, flag in enumerate(right) if flag)) == 1


@given(flags, st.data())
def test_a_tick_is_worth_its_share(right: list[bool], data: st.DataObject) -> None:
    ticked = data.draw(st.sets(st.integers(0, len(right) - 1)))
    points = sum(
        (Fraction(1, sum(right)) if right[k] else Fraction(-1, len(right) - sum(right)) for k in ticked),
        Fraction(0),
    )
    assert credit(offered(right), ticked) == max(0, points)
    exactly = ticked == {k for k, flag in enumerate(right) if flag}
    assert credit(offered(right, whole=True), ticked) == int(exactly)


@pytest.mark.parametrize(
    "response", [("0", "0"), ("7",), ("-1",), ("a",), ("",), "0", ("٠",), ("0.0",), ("+0",), (" 0",)]
)
def test_what_cannot_be_ticked_is_malformed(response: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        judge(offered([True, False]), response)


def test_options_stand_anywhere_and_the_salt_decides_where() -> None:
    options = [Option(words(str(k)), k == 0) for k in range(4)]
    mixed = [multiple.mixed(options, f"q{k}", whole=False) for k in range(200)]
    places = [[option.right for option in answer.options].index(True) for answer in mixed]
    assert all(places.count(place) > 25 for place in range(4))
    assert all(sorted(answer.options, key=options.index) == options for answer in mixed)
    assert multiple.mixed(options, "q", whole=True) == multiple.mixed(options, "q", whole=True)


@pytest.mark.parametrize("value", [True, False])
def test_a_verdict_is_a_choice_of_two(value: bool) -> None:
    answer = TrueFalse(value, words("Look again."))
    assert judge(answer, "true" if value else "false") == 1
    assert judge(answer, "false" if value else "true") == 0
    choice = as_choice(answer, ("wahr", "falsch"))
    assert [option.content for option in choice.options] == [words("wahr"), words("falsch")]
    assert [option.right for option in choice.options] == [value, not value]
    assert [option.feedback for option in choice.options] == (
        [(), words("Look again.")] if value else [words("Look again."), ()]
    )


def test_a_reason_must_be_the_right_one_for_the_right_verdict() -> None:
    reasons = (
        Reason(True, Option(words("r"), True)),
        Reason(True, Option(words("s"), False, words("Not why."))),
        Reason(False, Option(words("t"), False)),
    )
    answer = TrueFalse(True, words("It is true."), reasons)
    earned = {
        (verdict, k): judge(answer, (verdict, str(k))) for verdict in ("true", "false") for k in range(3)
    }
    assert [pair for pair, points in earned.items() if points] == [("true", 0)]
    choice = as_choice(answer)
    assert [option.right for option in choice.options] == [True, False, False]
    assert [option.content[0] for option in choice.options] == [
        Text("True: "),
        Text("True: "),
        Text("False: "),
    ]
    assert [option.feedback for option in choice.options] == [(), words("Not why."), words("It is true.")]
    for response in ("true", ("true",), ("true", ""), ("true", "3"), ("yes", "0"), ("true", "0", "1")):
        with pytest.raises(ValueError, match=r"."):
            judge(answer, response)


@given(
    st.lists(st.sampled_from("abc"), min_size=1, max_size=5),
    st.lists(st.sampled_from("bcde"), max_size=3),
    st.data(),
)
def test_matches_are_counted(rights: list[str], extra: list[str], data: st.DataObject) -> None:
    pairs = [(words(str(k)), words(right)) for k, right in enumerate(rights)]
    answer = matching.mixed(pairs, [words(text) for text in extra], "q")
    assert answer.lefts == tuple(left for left, _ in pairs)
    assert sorted(map(str, answer.rights)) == sorted(str(words(text)) for text in {*rights, *extra})
    given_texts = data.draw(
        st.lists(
            st.sampled_from(["", *map(str, range(len(answer.rights)))]),
            min_size=len(rights),
            max_size=len(rights),
        )
    )
    hits = sum(
        text != "" and answer.rights[int(text)] == words(right)
        for text, right in zip(given_texts, rights, strict=True)
    )
    assert judge(answer, tuple(given_texts)) == Fraction(hits, len(rights))


def test_right_sides_are_mixed() -> None:
    pairs = [(words(str(k)), words("abcd"[k])) for k in range(4)]
    orders = {matching.mixed(pairs, [words("e")], f"q{k}").rights for k in range(100)}
    assert len(orders) > 40
    assert matching.same(matching.mixed(pairs, [], "q1"), matching.mixed(pairs, [], "q2"))
    assert not matching.same(matching.mixed(pairs, [], "q1"), matching.mixed(pairs[:3], [], "q1"))


@pytest.mark.parametrize("count", [2, 3, 4])
def test_an_order_is_never_shown_right(count: int) -> None:
    items = [words(str(k)) for k in range(count)]
    shown = [ordering.mixed(items, f"q{k}") for k in range(300)]
    assert all(list(answer.items) != items for answer in shown)
    assert all([answer.items[k] for k in answer.key] == items for answer in shown)
    assert len({answer.items for answer in shown}) == {2: 1, 3: 5, 4: 23}[count]


def test_places_are_counted() -> None:
    answer = ordering.mixed([words(text) for text in "abcd"], "q")
    whole = ordering.mixed([words(text) for text in "abcd"], "q", whole=True)
    for order in itertools.permutations(range(4)):
        response = tuple(map(str, order))
        in_place = [answer.items[k] == words(text) for k, text in zip(order, "abcd", strict=True)]
        assert judge(answer, response) == Fraction(sum(in_place), 4)
        assert judge(whole, response) == int(all(in_place))
    for response in (
        ("0", "1", "2"),
        ("0", "1", "2", "2"),
        ("0", "1", "2", "4"),
        ("0", "1", "2", ""),
        "0123",
    ):
        with pytest.raises(ValueError, match=r"."):
            judge(answer, response)
    with pytest.raises(ValueError, match="two"):
        ordering.mixed([words("a")], "q")


def test_only_open_answers_can_be_options() -> None:
    assert content(TextAnswer(("Euler", "L. Euler"), Num("0"))) == words("Euler")
    for answer in (offered([True]), TrueFalse(True), Essay(())):
        with pytest.raises(TypeError):
            content(answer)
        with pytest.raises(ValueError, match="no mistakes"):
            from_mistakes(Part("a", (), answer), "q")


def test_an_essay_is_for_a_person() -> None:
    with pytest.raises(ValueError, match="by a person"):
        judge(Essay(()), "Anything.")
