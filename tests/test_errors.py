"""How faults are worded and laid out."""

from __future__ import annotations

import pytest

from generator.errors import Fault, Place, sentence


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("the matrix has no inverse", "The matrix has no inverse."),
        ("methods: `a`, `b`", "Methods: `a`, `b`."),
        ("`gcd` takes whole numbers", "`gcd` takes whole numbers."),
        ("did you mean `det`?", "Did you mean `det`?"),
        ("x² is no word", "x² is no word."),
        ("write `sqrt(…)`", "Write `sqrt(…)`."),
        ("for example: `feedback: That is half.`", "For example: `feedback: That is half.`"),
        ("it ends.", "It ends."),
    ],
)
def test_a_fault_is_told_in_a_sentence(text: str, told: str) -> None:
    assert sentence(text) == told


def test_every_line_of_a_hint_is_indented() -> None:
    fault = Fault("it is wrong", Place("a.yaml", 2, 3, "x: y", 2), "first line\nsecond")
    assert fault.render() == "a.yaml:2:3: It is wrong.\n    x: y\n      ^^\n    First line\n    second."
