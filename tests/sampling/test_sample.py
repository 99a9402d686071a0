"""Variants: each depends on the seed and its number alone, all differ, and the count of a small family is exact."""

from __future__ import annotations

import itertools

import pytest

from generator.draw import draw
from generator.errors import SamplingError, VerificationError
from generator.family import Family
from generator.sampling.sample import Sampler, Size, check_size, size
from tests.families import family

PARTS = """
parts:
  - kind: number
    answer: a + b
    certificate: value - b == a
solution: It is {{ a + b }}.
"""
SUM = f"""
parameters:
  a: integer(1, 6)
  b: integer(1, 6)
require:
  - a < b
question: What is {{{{ a }}}} + {{{{ b }}}}?
{PARTS}"""
WIDE = SUM.replace("integer(1, 6)", "integer(1, 1000)")


def drawn(made: Family, seed: str, count: int) -> list[tuple[tuple[str, str], ...]]:
    asked = draw(made, seed)
    return [asked(index).values for index in range(count)]


def test_a_variant_depends_on_seed_and_index_only() -> None:
    made = family(WIDE)
    assert drawn(made, "s", 5) == drawn(made, "s", 40)[:5]
    assert drawn(family(WIDE), "s", 5) == drawn(made, "s", 5)
    assert drawn(made, "s", 5) != drawn(made, "t", 5)
    assert drawn(made, "s", 5) != drawn(family(WIDE, "tests/other"), "s", 5)


def test_all_variants_differ_and_meet_the_requirements() -> None:
    values = drawn(family(SUM), "1", 15)
    assert len(set(values)) == 15
    assert all(int(a) < int(b) for (_, a), (_, b) in values)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (SUM, len(list(itertools.combinations(range(1, 7), 2)))),
        (SUM.replace("a < b", "true"), 36),
        (SUM.replace("What is", "note: a + b\nquestion: What is").replace("question: note", "note"), 9),
        (
            SUM.replace("{{ a }} + {{ b }}", "{{ a * b }}"),
            len({a * b for a, b in itertools.combinations(range(1, 7), 2)}),
        ),
    ],
    ids=["required", "free", "note", "printed"],
)
def test_the_size_of_a_small_family_is_exact_and_all_can_be_had(text: str, count: int) -> None:
    made = family(text)
    assert size(made) == Size(count, exact=True)
    sampler = Sampler(made, "1")
    notes = {next(sampler.candidates(index)).note for index in range(count)}
    assert len(notes) == count
    exist = f"{count} variants exist, more were asked for"
    with pytest.raises(SamplingError, match=exist):
        next(sampler.candidates(count))


def test_more_than_exist_is_refused_before_drawing() -> None:
    made = family(SUM)
    check_size(made, 15)
    for wanted in (16, 36, 37):
        with pytest.raises(SamplingError, match=f"15 variants exist, {wanted} were asked for"):
            check_size(made, wanted)
    with pytest.raises(SamplingError, match="15 variants exist"):
        draw(made, "1").expect(37)


def test_the_size_of_a_large_family_is_a_bound_or_exact() -> None:
    assert size(family(WIDE)) == Size(10**6, exact=False)
    assert size(family(WIDE.replace("a < b", "true"))) == Size(10**6, exact=False)
    free = WIDE.replace("require:\n  - a < b\n", "")
    assert size(family(free)) == Size(10**6, exact=True)
    assert size(family(free.replace("{{ a }} +", "{{ 2 * a }} +"))) == Size(10**6, exact=False)
    recipe = family(SUM.replace("a: integer(1, 6)", "M: unimodular(3, 9)\n  a: integer(1, 6)"))
    assert size(recipe) == Size(None, exact=False)


@pytest.mark.parametrize("text", [SUM, WIDE], ids=["small", "large"])
def test_a_requirement_that_cannot_be_met_is_named(text: str) -> None:
    made = family(text.replace("a < b", "a + b < 0"))
    with pytest.raises(SamplingError, match=r"`a \+ b < 0` failed 1,0"):
        draw(made, "1")(0)


def test_what_is_thrown_away_is_counted() -> None:
    sampler = Sampler(family(SUM), "1")
    for index in range(15):
        next(sampler.candidates(index))
    assert sampler.rejected["a < b"] > 0
    assert sampler.repeated > 0
    assert sampler.draws >= 15 + sampler.repeated


def test_a_draw_without_a_value_names_the_place_and_the_values() -> None:
    made = family(SUM.replace("a < b", "1/(a - a) > b"))
    with pytest.raises(VerificationError, match=r"(?i)division by zero") as caught:
        draw(made, "7")(0)
    assert "drawn: a = " in caught.value.message
    assert "1/(a - a) > b" in caught.value.message
    assert "--seed 7 --variant 1" in caught.value.hint


def test_an_option_without_a_value_is_an_error_with_a_place_not_a_traceback() -> None:
    made = family(SUM.replace("b: integer(1, 6)", "b: choice(1/(a - 1), 2)"))
    with pytest.raises(VerificationError, match=r"(?i)parameter `b`: division by zero"):
        drawn(made, "1", 12)
    draw(made, "1").expect(100)  # counting meets it too, and leaves it to the draw to tell


def test_symbols_and_options_may_be_expressions() -> None:
    made = family("""
        symbols: [x]
        parameters:
          a: integer(2, 4)
          f: choice(a*x**2, sin(a*x))
        question: Differentiate ${{ f }}$.
        parts:
          - kind: expression
            answer: diff(f, x)
            certificate: is_derivative(value, f, x)
        solution: It is ${{ diff(f, x) }}$.
        """)
    assert size(made) == Size(6, exact=True)
    assert len(set(drawn(made, "1", 6))) == 6
