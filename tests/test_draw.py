"""Drawing: patience with bad draws, a bound on time, and errors that say how to see them again."""

from __future__ import annotations

import pickle
import time
from pathlib import Path

import pytest

from generator import draw as drawing
from generator.draw import draw
from generator.engine.limits import TimeUp, time_limit
from generator.engine.processes import Tick, in_order
from generator.engine.spool import Spool, spooling
from generator.errors import VerificationError
from tests.families import family

SPEC = """
parameters:
  a: integer(1, 400)
question: Double {{ a }}.
parts:
  - kind: number
    answer: 2 * a
    certificate: value - a == a
    mistakes:
      - answer: 2 * a if mod(a, 4) > 0 else a + 1
        feedback: No.
solution: It is {{ 2 * a }}.
"""


def test_a_family_that_fails_too_often_is_given_up() -> None:
    asked = draw(family(SPEC), "s")
    with pytest.raises(VerificationError, match="draws failed their proof, the last one so:") as caught:
        _ = [asked(index) for index in range(50)]
    assert "this mistake leads to the right answer" in caught.value.message.lower()
    assert "small.yaml:" in caught.value.message
    assert "drawn: a = " in caught.value.message


def test_errors_travel_between_processes() -> None:
    with pytest.raises(VerificationError) as caught:
        draw(family(SPEC.replace("value - a == a", "value == a")), "s")(0)
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.render() == caught.value.render()


def test_the_same_question_has_the_same_id_whatever_the_seed() -> None:
    text = SPEC.replace("2 * a if mod(a, 4) > 0 else a + 1", "a + 5").replace("400", "3")
    made = family(text)
    by_value = {}
    for seed in ("1", "2", "3"):
        asked = draw(made, seed)
        for index in range(3):
            question = asked(index)
            assert by_value.setdefault(question.values, question.id) == question.id
    assert len(set(by_value.values())) == 3
    as_choice = draw(made, "1", "choice")(0)
    assert as_choice.id not in by_value.values()


def test_a_variant_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "SECONDS", 0.05)
    monkeypatch.setattr(drawing, "solve", lambda *_: time.sleep(5))
    begun = time.monotonic()
    with pytest.raises(VerificationError, match=r"took longer than 0\.05 seconds"):
        draw(family(SPEC), "s")(0)
    assert time.monotonic() - begun < 2


def test_a_time_limit_ends_with_its_block() -> None:
    with pytest.raises(TimeUp), time_limit(0.02):
        time.sleep(2)
    with time_limit(0.02):
        pass
    time.sleep(0.04)


def test_nothing_that_catches_exceptions_swallows_the_end_of_the_time() -> None:
    def library() -> None:
        try:
            time.sleep(2)
        except Exception:
            pytest.fail("the end of the time was swallowed")

    with pytest.raises(TimeUp), time_limit(0.02):
        library()


def _square(n: int, tick: Tick) -> int:
    if n == 7:
        raise ValueError("seven")
    return n * n


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_work(workers: int) -> None:
    assert list(in_order(_square, range(6), workers)) == [0, 1, 4, 9, 16, 25]
    with pytest.raises(ValueError, match="seven"):
        list(in_order(_square, range(9), workers))


def test_a_spool_can_be_read_again_and_again(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    with spooling(first) as append:
        append(1)
        append("two")
    with spooling(second):
        pass
    spool: Spool[object] = Spool([first, second, first])
    assert list(spool) == list(spool) == [1, "two", 1, "two"]


def test_a_spool_is_cut_as_a_list_is(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in "abc"]
    values = [list(range(4)), [], [4, 5, 6]]
    for path, held in zip(paths, values, strict=True):
        with spooling(path) as append:
            for value in held:
                append(value)
    spool: Spool[int] = Spool(paths)
    whole = [*range(7)]
    assert len(spool) == 7
    for start in range(-8, 9):
        for stop in range(-8, 9):
            assert list(spool[start:stop]) == whole[start:stop]
            assert list(spool[2:6][start:stop]) == whole[2:6][start:stop]
    with pytest.raises(ValueError, match="forwards"):
        spool[::2]


@pytest.mark.parametrize(
    ("certificate", "blind"),
    [("value > 0", True), ("value - a == a", False), ("value / 0 == a or value > 0", None)],
)
def test_a_certificate_that_holds_for_a_mistake_proves_nothing(certificate: str, blind: bool | None) -> None:
    text = SPEC.replace("value - a == a", certificate).replace("2 * a if mod(a, 4) > 0 else a + 1", "a + 500")
    if blind is False:
        assert draw(family(text), "s")(0)
        return
    with pytest.raises(VerificationError) as caught:
        draw(family(text), "s")(0)
    assert ("holds for this mistake too" if blind else "Division by zero") in caught.value.message


HALF = """
parameters:
  a: integer(2, 5)
  b: integer(2, 5)
question: Find $a + {{ b }}$.
parts:
  - kind: number
    answer: a + b
    certificate: value - a == b
solution: It is {{ a + b }}.
"""


def test_draws_that_print_the_same_have_the_same_answer() -> None:
    """A hole was forgotten: nobody can answer the question, though every certificate holds."""
    asked = draw(family(HALF), "s")
    says = "print the same question but have different answers: a = "
    with pytest.raises(VerificationError, match=says) as caught:
        _ = [asked(index) for index in range(4)]
    assert "{{ a }}" in caught.value.message
    asked = draw(family(HALF.replace("a + {{ b }}", "{{ a }} + {{ b }}")), "s")
    assert len({asked(index).id for index in range(16)}) == 16
    asked = draw(family(HALF + "note: b\n"), "s")  # the author says what a variant is
    assert len({asked(index).id for index in range(4)}) == 4


def test_feedback_of_an_option_that_is_right_sometimes_is_for_when_it_is_wrong() -> None:
    text = """
        parameters:
          a: choice(-2, 3)
        question: Which sign has ${{ a }}$?
        parts:
          - kind: choice
            options:
              - text: Plus.
                right: a > 0
                feedback: It is below 0.
              - text: Minus.
                right: a < 0
                feedback: It is above 0.
        solution: Look at it.
        """
    asked = draw(family(text), "s")
    for index in range(2):
        (part,) = asked(index).parts
        assert [bool(option.feedback) for option in part.answer.options] == [
            not o.right for o in part.answer.options
        ]
