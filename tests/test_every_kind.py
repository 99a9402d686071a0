"""What must hold for every draw of every kind of answer: small families, one of each, drawn many times."""

# ruff: noqa: E501 - tables are read line by line

from __future__ import annotations

import math
import pickle
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.answers import ANSWERS, CLOSED, OPEN, judge, samples, typed_key
from generator.compose import Form, compose
from generator.draw import draw
from generator.errors import EvaluationError, TextFault
from generator.family import Family, compile_family
from generator.maths.language import compile_expression
from generator.maths.numeric import equal
from generator.model import OPEN_ANSWERS, Part, Question
from generator.sampling.sample import Sampler
from generator.solve import solve
from tests.families import HEADER, family, spec_of_bytes
from tests.small_parts import offered, one_part, typed

MISTAKE = "mistakes: [{answer: '%s', feedback: No.}]"
KINDS = {
    "number": typed("number", "a / b", "value * b == a", "relative: 0.01\n" + MISTAKE % "b / a"),
    "number with a unit": typed("number", "a / 10", "10 * value == a", "unit: m/s\n" + MISTAKE % "a"),
    "irrational number": typed("number", "sqrt(a) + b", "(value - b)**2 == a and value > b", "significant: 3\n" + MISTAKE % "b - sqrt(a)"),
    "expression": typed("expression", "(x + a)*exp(b*x)/3", "3*value == x*exp(b*x) + a*exp(b*x)", MISTAKE % "x*exp(b*x)"),
    "form": typed("expression", "(x + a)*(x - b)", "value - x**2 == (a - b)*x - a*b", "form: factored\n" + MISTAKE % "(x - a)*(x + b)"),
    "vector": typed("vector", "[a, b/8]", "value[1] == a and 8*value[2] == b", MISTAKE % "[a, b]"),
    "vector of expressions": typed("vector", "[a*x, b]", "value[1] == a*x and value[2] == b", "credit: whole\n" + MISTAKE % "[b, a*x]"),
    "direction": typed("vector", "[a, -b]", "parallel(value, [a, -b])", "up_to: scale\n" + MISTAKE % "[a, b]"),
    "sign": typed("vector", "[a, -b]", "parallel(value, [a, -b]) and dot(value, value) == a**2 + b**2", "up_to: sign\n" + MISTAKE % "[a, b]"),
    "matrix": typed("matrix", "matrix([a, b], [0, 1])", "value * [1, 0] == [a, 0] and value * [0, 1] == [b, 1]", MISTAKE % "matrix([a, 0], [b, 1])"),
    "set": typed("set", "[b, -a]", "sum(values) == b - a and product(values) == -a*b", MISTAKE % "[a, b]"),
    "interval": typed("interval", "interval(-a, b)", "value == interval(0 - a, b)", MISTAKE % "interval(a, b)"),
    "half line": typed("interval", "above(a)", "value == above(2*a/2)", MISTAKE % "below(a)"),
    "text": typed("text", "['odd', 'uneven'] if 2*floor(a/2) < a else ['even']", "value == ('odd' if floor(a/2) == (a - 1)/2 else 'even')", MISTAKE % '"prime"'),
    "choice": offered("'{{ a + b }}'", "'{{ a - b }}'", "neither"),
    "multiple": "- kind: multiple\n  options: [{text: '{{ a }}', right: a < b}, {text: '{{ b }}', right: true}, {text: no}]",
    "true/false": "- kind: true/false\n  prompt: It is even.\n  answer: a/2 == floor(a/2)\n  certificate: value == (floor(a/2)*2 == a)",
    "reasons": "- kind: true/false\n  prompt: It is less.\n  answer: true\n  reasons: [{text: so, says: true, right: true}, {text: no, says: false}]",
    "matching": "- kind: matching\n  pairs: [{left: A, right: '{{ a }}'}, {left: B, right: '{{ b }}'}]\n  extra: [none]",
    "ordering": "- kind: ordering\n  items: ['{{ a }}', '{{ b }}', '{{ a + b }}']",
    "essay": "- kind: essay\n  prompt: Why?\n  rubric: [{points: 1, text: 'Says {{ a }}.'}]",
}  # fmt: skip
SEEDS = range(6)


def drawn(kind: str, language: str = "en") -> list[Question]:
    text = one_part(KINDS[kind])
    made = family(text) if language == "en" else translated(text, language)
    return [draw(made, f"{kind} {seed}")(index) for seed in SEEDS for index in [0]]


def translated(text: str, language: str) -> Family:
    """The family in another language; its texts stand for all of them."""
    spec = spec_of_bytes((HEADER + text).encode(), "tests/small", "small.yaml")
    return compile_family(spec, "tests/small", "small.yaml", language)


def only(question: Question) -> Part:
    (part,) = question.parts
    return part


def right_response(part: Part) -> object:
    """A response that earns everything, put together from the model alone where that is possible."""
    answer = part.answer
    if isinstance(answer, OPEN_ANSWERS):
        return typed_key(answer)
    return next((s.response for s in samples(answer) if s.credit == 1), None)


def test_every_kind_is_here() -> None:
    assert {only(drawn(kind)[0]).answer.kind for kind in KINDS} == {*OPEN, *CLOSED, "essay"} == {*ANSWERS}


@pytest.mark.parametrize("kind", KINDS)
def test_the_key_earns_everything_and_no_mistake_does(kind: str) -> None:
    for question in drawn(kind):
        part = only(question)
        if kind == "essay":
            continue
        key = right_response(part)
        assert key is not None
        assert judge(part.answer, key) == 1
        for mistake in part.mistakes:
            wrong = typed_key(mistake.answer)
            assert wrong is not None
            assert judge(part.answer, wrong) < 1


@pytest.mark.parametrize("kind", KINDS)
def test_samples_earn_what_they_say(kind: str) -> None:
    for question in drawn(kind):
        answer = only(question).answer
        for sample in samples(answer):
            if sample.credit is None:
                with pytest.raises(ValueError, match=r"\w"):
                    judge(answer, sample.response)
            else:
                assert judge(answer, sample.response) == sample.credit


TEXTS = st.one_of(
    st.text(max_size=30),
    st.text("0123456789.,-+*/^()[]; xeinf∞π√ms°%µ", max_size=20),
    st.lists(st.text("0123456789.-/x", max_size=6), max_size=5).map(tuple),
    st.none() | st.integers() | st.binary(max_size=4),
)


@pytest.mark.parametrize("kind", KINDS)
def test_any_response_is_refused_or_graded(kind: str) -> None:
    answers = [only(question).answer for question in drawn(kind)[:2]]

    @given(TEXTS)
    def graded(response: object) -> None:
        for answer in answers:
            try:
                credit = judge(answer, response)
            except ValueError:
                continue
            assert 0 <= credit <= 1

    graded()


@pytest.mark.parametrize("form", ["open", "choice"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_variant_is_worded_in_one_way(kind: str, form: Form) -> None:
    made = family(one_part(KINDS[kind]))
    questions = []
    for _ in range(2):
        variant = next(Sampler(made, "again").candidates(0))
        questions.append(compose(made, variant, solve(made, variant), form))
    assert questions[0] == questions[1]
    assert pickle.loads(pickle.dumps(questions[0])) == questions[0]


@pytest.mark.parametrize("kind", KINDS)
def test_a_language_changes_no_key(kind: str) -> None:
    for ours, theirs in zip(drawn(kind), drawn(kind, "de"), strict=True):
        assert ours.id != theirs.id
        assert ours.values == theirs.values
        key = right_response(only(ours))
        assert key == right_response(only(theirs)) or kind in (
            *CLOSED,
            "reasons",
        )  # mixed by their identifier
        if kind != "essay":
            assert judge(only(theirs).answer, right_response(only(theirs))) == 1


def test_written_values_read_back() -> None:
    text = """
    symbols: [x]
    parameters:
      a: integer(-9, 9)
      r: choice(1/3, 0.25, sqrt(2), pi/4, x**2 - 1/2, exp(-x)/3)
      v: integer_vector(3, -4, 4)
      A: integer_matrix(2, 2, -3, 3)
      w: choice('one', 'a \\"quoted\\" \\\\ word')
      t: choice(true, false)
    question: "{{ a }} {{ r }} {{ v }} {{ A }} {{ w }} {{ t }}"
    parts:
      - {kind: choice, options: [{text: A, right: true}, {text: B}]}
    solution: So.
    """
    made = family(text)
    for index, seed in enumerate(Random(5).sample(range(10**6), 20)):
        variant = next(Sampler(made, str(seed)).candidates(index % 3))
        question = compose(made, variant, solve(made, variant))
        for name, value in question.values:
            try:
                read = compile_expression(value, frozenset({"x"})).evaluate(made.base)
            except (TextFault, EvaluationError) as error:
                raise AssertionError(f"{name} = {value}: {error}") from error
            assert equal(read, variant.scope[name])


def test_numbers_on_offer_stand_anywhere() -> None:
    """The right option is in each place about equally often: nothing but the identifier mixes."""
    made = draw(family(one_part(KINDS["choice"])), "places")
    places = [[option.right for option in only(made(k)).answer.options].index(True) for k in range(60)]  # type: ignore[union-attr]
    assert all(places.count(place) > 60 / 3 - 3 * math.sqrt(60 * 2 / 9) for place in range(3))
