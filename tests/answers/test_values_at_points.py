"""Expressions by their values: the points, the values there, and who is told from whom.

The oracle is sympy's own evaluation to 30 digits, which takes no part in the code under test.
"""

from __future__ import annotations

import re
from decimal import Context
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import sympy

from generator.answers import judge, sampled
from generator.answers.sampled import LARGEST, LEAST, MOST, SMALLEST, with_samples
from generator.draw import draw
from generator.exporters.formulas.plain import plain
from generator.maths.values import to_sympy
from generator.model import EXACT, Expression, Mistake, Num, Number, Part, Sample, Text
from generator.plan import load_family
from generator.sets.library import Library

x, y, t = sympy.symbols("x y t")


def asked(key: Any, *wrong: Any, symbols: tuple[str, ...] = ("x",)) -> Part:
    mistakes = [
        Mistake(Expression(value, Num("?"), symbols), (Text(f"mistake {number}"),))
        for number, value in enumerate(wrong)
    ]
    return with_samples(Part("a", (), Expression(key, Num("?"), symbols), tuple(mistakes)))


def place(sample: Sample) -> dict[str, Fraction]:
    """The point, read from what is printed: `x = 2, y = −1/2`."""
    equations = [equation.split("=") for equation in plain(sample.at).split(",")]
    return {name.strip(): Fraction(value.replace("−", "-").strip()) for name, value in equations}


def at(expression: Any, sample: Sample) -> Any:
    """The value there, by sympy."""
    point = {name: sympy.Rational(v.numerator, v.denominator) for name, v in place(sample).items()}
    # What cancels to 0 leaves a number of the size of the last digit; `chop` takes it for 0.
    return to_sympy(expression).evalf(
        30, subs={sympy.Symbol(name): v for name, v in point.items()}, chop=True
    )


def typed(value: Any, number: Number) -> str:
    """What a student with a calculator types for a value: all its digits, or as many as are asked for."""
    digits = 12 if number.tolerance == EXACT else int(number.tolerance.amount)
    return format(Context(prec=digits).create_decimal(str(value)), "f")


def earns(value: Any, samples: tuple[Sample, ...]) -> list[bool]:
    """At which points the values of an expression are right."""
    found = []
    for sample in samples:
        there = at(value, sample)
        found.append(
            bool(there.is_Float or there.is_Integer)
            and judge(sample.number, typed(there, sample.number)) == 1
        )
    return found


def points(part: Part) -> list[dict[str, Fraction]]:
    return list(map(place, part.samples))


# ─── What ships ──────────────────────────────────────────────────────────────────────────────────────────


def _families() -> list[str]:
    library = Library.open(None, Path(__file__).parents[2])
    texts = {id: library.locate(id).path.read_text(encoding="utf-8") for id in library.ids()}
    return [id for id, text in texts.items() if re.search(r"kind: expression\b", text)]


@pytest.mark.parametrize("id", _families())
def test_every_family_that_ships_is_asked_by_values_that_sympy_finds_too(id: str) -> None:
    family = load_family(Library.open(None, Path(__file__).parents[2]).locate(id))
    drawing = draw(family, "by values", "values")
    for index in range(4):
        for part in drawing(index).parts:
            if not isinstance(part.answer, Expression):
                assert part.samples == ()
                continue
            if not to_sympy(part.answer.value).free_symbols:
                assert part.samples == ()  # there is no point at which to ask
                continue
            assert LEAST <= len(part.samples) <= MOST
            assert all(earns(part.answer.value, part.samples))
            for mistake in part.mistakes:
                assert isinstance(mistake.answer, Expression)
                assert not all(earns(mistake.answer.value, part.samples))
            for sample in part.samples:
                for told in sample.mistakes:
                    assert judge(sample.number, typed(at_number(told), sample.number)) == 0
                    made = [m.answer.value for m in part.mistakes if m.feedback == told.feedback]
                    assert any(
                        judge(told.answer, typed(at(value, sample), told.answer)) == 1 for value in made
                    )


def at_number(mistake: Mistake) -> Any:
    return to_sympy(mistake.answer.value).evalf(30)  # type: ignore[union-attr]  # mistakes of a sample are numbers


# ─── Points ──────────────────────────────────────────────────────────────────────────────────────────────


def test_points_are_small_whole_numbers_and_different_for_different_symbols() -> None:
    assert points(asked(x**2, 2 * x)) == [{"x": 3}, {"x": 4}]  # at 2 the two are the same
    assert points(asked(x**3, 3 * x)) == [{"x": 2}, {"x": 3}]
    assert points(asked(x * y, x + y, symbols=("x", "y"))) == [{"x": 2, "y": 3}, {"x": 3, "y": 4}]


def test_a_value_that_another_part_asks_for_is_avoided() -> None:
    part = Part("a", (), Expression(x**2, Num("?"), ("x",)))
    other = Part("b", (), Number(9, Num("9")))
    assert points(with_samples(part, [part, other])) == [{"x": 2}, {"x": 4}]


def test_mistakes_are_told_from_each_other_where_that_can_be() -> None:
    assert points(asked(x, x + 1, 3 * x / 2)) == [{"x": 3}, {"x": 4}]  # both lead to 3 at 2


def test_points_stand_in_increasing_order() -> None:
    assert points(asked(1 / x + 1)) == [{"x": 2}, {"x": 4}]
    assert points(asked(sympy.exp(x - 3))) == [
        {"x": 2},
        {"x": 3},
    ]  # though 3 is the better one: its value is exact


def test_only_symbols_that_occur_have_a_value_in_the_order_of_the_spec() -> None:
    assert [list(point) for point in points(asked(t * x, symbols=("x", "y", "t")))] == [["x", "t"]] * 2


@pytest.mark.parametrize(
    "key", [sympy.log(x), sympy.sqrt(x), 1 / (x - 2), sympy.asin(x / 3), sympy.log(x - 3)]
)
def test_the_key_is_real_at_every_point(key: Any) -> None:
    part = asked(key, key + 1)
    assert part.samples
    for sample in part.samples:
        assert at(key, sample).is_real
    assert all(earns(key, part.samples))


def test_a_root_of_a_negative_number_in_between_is_avoided_too() -> None:
    part = asked(sympy.Mul(sympy.sqrt(x), sympy.sqrt(x - 1), evaluate=False), x)
    assert all(point["x"] >= 1 for point in points(part))


def test_values_are_of_a_size_that_one_types() -> None:
    for key in (sympy.exp(5 * x), sympy.exp(-4 * x), x**6 + sympy.Integer(10) ** 5):
        samples = asked(key, key / 2).samples
        assert samples
        assert all(SMALLEST <= abs(Fraction(str(at(key, sample)))) < LARGEST for sample in samples)


def test_short_values_are_exact_and_others_have_four_digits() -> None:
    exact, rounded = asked(x / 2 + 1).samples[0].number, asked(sympy.exp(x), symbols=("x",)).samples[1].number
    assert (exact.value, exact.tolerance, plain(exact.shown)) == (2, EXACT, "2")
    assert (plain(rounded.shown), rounded.tolerance.kind, rounded.tolerance.amount) == (
        "7.389",
        "significant",
        4,
    )
    third = next(s.number for s in asked(1 / (3 * x) + 1000).samples if s.number.tolerance != EXACT)
    assert isinstance(
        third.value, Fraction
    )  # the bounds lie around the exact value, not around the printed one


# ─── Telling ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "key", [x - 2, x * (x - 2) * (x - 3), (x - 2) * (x - 3) * (x - 4), sympy.sin(x), 3 - x]
)
def test_trivial_answers_are_not_right_everywhere(key: Any) -> None:
    samples = asked(key).samples
    constants = [at(key, sample) for sample in samples]
    for trivial in (sympy.Integer(0), -key, 2 * key, *constants):
        assert not all(earns(trivial, samples))


def test_a_mistake_that_shows_at_one_sign_only_is_told_there() -> None:
    part = asked(x + 10, sympy.Abs(x) + 10)
    assert any(point["x"] < 0 for point in points(part))
    assert [len(sample.mistakes) for sample in part.samples] == [
        int(point["x"] < 0) for point in points(part)
    ]


def test_mistakes_that_no_two_points_tell_get_a_third() -> None:
    """Each bump is 0 at all points but one."""

    def bump(where: Any) -> Any:
        return x + sympy.prod([x - sympy.Rational(p) for p in map(Fraction, sampled.POINTS) if p != where])

    part = asked(x, bump(2), bump(-1), bump(-2))
    assert sorted(point["x"] for point in points(part)) == [-2, -1, 2]
    assert {m.feedback for sample in part.samples for m in sample.mistakes} == {
        m.feedback for m in part.mistakes
    }
    assert asked(x, *map(bump, (2, 3, 4, 5, -1))).samples == ()  # five would be too many


def test_what_rounding_hides_is_not_told() -> None:
    assert asked(sympy.exp(x), sympy.exp(x) * (1 + sympy.Rational(1, 10**6))).samples == ()
    assert asked(x + 1000, x + 1000 + sympy.Rational(1, 10**9)).samples == ()


def test_a_mistake_without_a_value_is_left_out_where_it_has_none() -> None:
    part = asked(x, sympy.log(x - 3), x + 1)
    for sample in part.samples:
        assert len(sample.mistakes) == (2 if place(sample)["x"] > 3 else 1)
    assert asked(x, sympy.log(-1 - x**2)).samples == ()  # it has a value nowhere, so nothing tells it


def test_constants_have_values_only_beside_mistakes_that_are_none() -> None:
    assert asked(sympy.sqrt(2)).samples == asked(3, 4).samples == ()
    part = asked(3, 3 * x)
    assert [sample.number.value for sample in part.samples] == [3, 3]


def test_what_is_no_expression_is_left_alone() -> None:
    part = Part("a", (), Number(3, Num("3")))
    assert with_samples(part) is part


def test_a_value_that_the_second_way_does_not_find_is_a_fault_of_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sampled, "_at_once", lambda *_: 7)
    with pytest.raises(RuntimeError, match=r"has two values at .*please report"):
        asked(x + 1)


def test_where_sixty_digits_cancel_nothing_is_asked() -> None:
    """At 2 the squares have 59 digits before the point: of their difference, 1, hardly any digit is left."""
    key = x + sympy.cosh(34 * x) ** 2 - sympy.sinh(34 * x) ** 2  # x + 1
    found = {place(sample)["x"]: Fraction(plain(sample.number.shown)) for sample in asked(key).samples}
    assert found
    assert 2 not in found
    assert all(value == where + 1 for where, value in found.items())


@pytest.mark.parametrize(
    "key", [x**x**x**x, sympy.exp(sympy.exp(sympy.exp(x))), (x + 3) ** 900, sympy.tan(x) ** x]
)
def test_hostile_keys_take_no_time(key: Any) -> None:
    for sample in asked(key, key + 1).samples:
        assert abs(Fraction(str(at(key, sample)))) < LARGEST
