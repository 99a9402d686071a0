"""The proof catches every way of being wrong: a correct family passes, and each break of it does not."""

# ruff: noqa: E501 - tables are read line by line

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import generator
from generator.compose import compose
from generator.draw import draw
from generator.errors import SamplingError, SpecError, VerificationError
from generator.model import Choice, Question
from generator.sampling.sample import Sampler, Unusable
from generator.solve import solve
from generator.verify import NotProved, verify
from tests.families import family

NUMBER = """
parameters:
  a: integer(2, 9)
  b: integer(11, 19)
question: What is {{ a }} times {{ b }}?
parts:
  - kind: number
    answer: a * b
    tolerance: 0.01
    certificate: value / b == a
    mistakes:
      - answer: a + b
        feedback: That is the sum.
      - answer: -a * b
        feedback: The sign.
solution: It is {{ a * b }}.
"""
OTHERS = {
    "vector": """
parameters:
  a: integer(2, 9)
question: Scale by {{ a }}.
parts:
  - kind: vector
    answer: a * [1, 2]
    up_to: scale
    certificate: parallel(value, [1, 2])
    mistakes:
      - answer: "[2, 1]"
        feedback: Swapped.
solution: It is ${{ a * [1, 2] }}$.
""",
    "set": """
parameters:
  a: integer(2, 9)
question: Solve $x^2 = {{ a**2 }}$.
parts:
  - kind: set
    answer: "[-a, a]"
    certificate:
      - value**2 == a**2
      - sum(values) == 0
    mistakes:
      - answer: "[a]"
        feedback: There are two.
solution: They are {{ a }} and {{ -a }}.
""",
    "matrix": """
parameters:
  a: integer(2, 9)
question: Double ${{ a * identity(2) }}$.
parts:
  - kind: matrix
    answer: 2 * a * identity(2)
    certificate: value / 2 == a * identity(2)
    mistakes:
      - answer: a * identity(2)
        feedback: Not doubled.
solution: |
  {{ steps(matrix_product(2 * identity(2), a * identity(2))) }}
""",
    "expression": """
symbols: [x]
parameters:
  a: integer(2, 9)
question: Differentiate ${{ x**a }}$.
parts:
  - kind: expression
    answer: diff(x**a, x)
    certificate: is_derivative(value, x**a, x)
    mistakes:
      - answer: x**(a - 1)
        feedback: The factor.
solution: Done.
""",
    "choice": """
parameters:
  a: integer(2, 9)
question: Which is larger than {{ a }}?
parts:
  - kind: choice
    options:
      - text: $ {{ a + 1 }} $
        right: true
      - text: $ {{ a - 1 }} $
        feedback: Smaller.
      - text: None.
solution: The first.
""",
}


def proved(text: str, seed: str = "1", index: int = 0, form: str = "open") -> Question:
    """One question through the proof, without drawing again."""
    made = family(text)
    variant = next(Sampler(made, seed).candidates(index))
    solution = solve(made, variant)
    return verify(made, variant, solution, compose(made, variant, solution, form))  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [NUMBER, *OTHERS.values()], ids=["number", *OTHERS])
def test_a_correct_family_is_proved(text: str) -> None:
    asked = draw(family(text), "1")
    for index in range(5):
        assert asked(index).index == index
    assert not asked.failed


BREAKS = [
    # (kind, what is written, what is written instead, what is said, is the spec itself wrong?)
    ("number", "answer: a * b\n", "answer: a * b + 1\n", "the certificate does not hold", True),
    ("number", "certificate: value / b == a", "certificate: value / b == a + 1", "the certificate does not hold", True),
    ("number", "answer: a + b", "answer: b * a", "leads to the right answer", False),
    ("number", "answer: a + b", "answer: a * b + 0.01", "leads to the right answer", False),
    ("number", "answer: -a * b", "answer: b + a", "same answer as one before it", False),
    ("number", "answer: -a * b", "answer: a + b + 0.005", "same answer as one before it", False),
    ("matrix", "matrix_product(2", "matrix_product(3", "the worked steps do not end in the answer", True),
    ("vector", 'answer: "[2, 1]"', 'answer: "[-3, -6]"', "leads to the right answer", False),
    ("vector", "answer: a * [1, 2]", "answer: a * [1, 3]", "the certificate does not hold", True),
    ("set", 'answer: "[-a, a]"', 'answer: "[-a, a + 1]"', "the certificate does not hold", True),
    ("set", 'answer: "[-a, a]"', 'answer: "[a]"', "the certificate does not hold", True),
    ("set", 'answer: "[a]"', 'answer: "[a, -a]"', "leads to the right answer", False),
    ("matrix", "answer: 2 * a * identity(2)", "answer: 2 * a * [[1, 0], [1, 1]]", "the certificate does not hold", True),
    ("matrix", "answer: a * identity(2)\n        f", "answer: a * 2 * identity(2)\n        f", "right answer", False),
    ("expression", "answer: diff(x**a, x)", "answer: diff(x**a, x) + x/10**20", "the certificate does not hold", True),
    ("expression", "answer: x**(a - 1)", "answer: a * x**a / x", "leads to the right answer", False),
    ("choice", "right: true", "right: a < 0", "exactly one must be", True),
    ("choice", "- text: None.", "- text: None.\n        right: a > 0", "exactly one must be", True),
    ("choice", "{{ a - 1 }}", "{{ a + 1 }}", "two options look alike", False),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "written", "instead", "says", "fatal"), BREAKS)
def test_each_break_is_caught(kind: str, written: str, instead: str, says: str, fatal: bool) -> None:
    text = NUMBER if kind == "number" else OTHERS[kind]
    assert text.count(written) == 1
    with pytest.raises(NotProved) as caught:
        proved(text.replace(written, instead))
    assert says in caught.value.fault.message
    assert caught.value.fatal is fatal


@pytest.mark.parametrize(("kind", "written", "instead", "says", "fatal"), BREAKS)
def test_no_draw_gets_past_a_break(kind: str, written: str, instead: str, says: str, fatal: bool) -> None:
    text = NUMBER if kind == "number" else OTHERS[kind]
    with pytest.raises(VerificationError if fatal else (SamplingError, VerificationError)) as caught:
        draw(family(text.replace(written, instead)), "1")(0)
    assert says in caught.value.message.lower()
    assert caught.value.hint


def test_a_mistake_outside_the_tolerance_is_a_mistake() -> None:
    assert proved(NUMBER.replace("answer: a + b", "answer: a * b + 0.011"))


def test_as_a_choice_the_options_are_looked_at_too() -> None:
    question = proved(NUMBER, form="choice")
    (part,) = question.parts
    assert isinstance(part.answer, Choice)
    assert len(part.answer.options) == 3


@pytest.mark.parametrize(
    ("instead", "says"),
    [
        ("certificate: value / (b - b) == a", "division by zero"),
        ("certificate: value / b", "a condition is true or false"),
        ("certificate: det(value) == a", "argument 1 of `det` must be a matrix"),
    ],
)
def test_a_certificate_without_a_value_is_no_proof(instead: str, says: str) -> None:
    with pytest.raises(Unusable, match=says):
        proved(NUMBER.replace("certificate: value / b == a", instead))


@pytest.mark.parametrize("certificate", ["a == a", "value == a * b", "a*b == value"])
def test_a_certificate_that_proves_nothing_is_refused_when_the_spec_is_read(certificate: str) -> None:
    with pytest.raises(SpecError, match="the certificate"):
        family(NUMBER.replace("value / b == a", certificate))


@pytest.mark.parametrize(
    ("kind", "answer"),
    [("number", "[a, b]"), ("vector", "a"), ("matrix", "[a, b]"), ("set", "a"), ("expression", "true")],
)
def test_an_answer_of_another_kind_is_an_error_at_its_place(kind: str, answer: str) -> None:
    text = NUMBER.replace("kind: number", f"kind: {kind}").replace("    tolerance: 0.01\n", "")
    text = text.replace("answer: a * b\n", f"answer: {answer!r}\n".replace("'", '"'))
    if kind == "set":
        text = text.replace("value / b == a", "sum(values) == a")
    with pytest.raises(Unusable, match="is expected"):
        proved(text)


def test_a_draw_that_fails_is_replaced_and_counted() -> None:
    """The mistake is none for a = 2 only: such draws are replaced, and the rest stands."""
    text = NUMBER.replace("answer: a + b", "answer: a * b if a == 2 else a + b")
    asked = draw(family(text), "1")
    questions = [asked(index) for index in range(30)]
    assert all(dict(question.values)["a"] != "2" for question in questions)
    assert asked.failed.total() > 0
    assert asked.proved == 30


def test_only_verify_makes_a_verified_question() -> None:
    made = []
    for path in sorted(Path(generator.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            named = is_call and node.func.id == "Verified"
            cast_to = is_call and node.func.id == "cast" and "Verified" in ast.unparse(node.args[0])
            if named or cast_to:
                made.append(path.name)
    assert made == ["verify.py"]
