"""Units: sizes against the SI's own definitions, exact conversion, and what is no unit."""

# ruff: noqa: E501 - tables are read line by line

from __future__ import annotations

import math
import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.answers import ANSWERS, judge
from generator.answers.choice import content
from generator.answers.number import agree, shown_with_unit, typed_text
from generator.answers.options import Options
from generator.answers.units import converted, factors, fits, make_unit
from generator.maths.values import MathsError
from generator.model import EXACT, Fence, Math, Number, Op, Row, Script, Sym, Tolerance


def number(value: object, unit: str, tolerance: Tolerance = EXACT) -> Number:
    made = ANSWERS["number"].make(value, Options(tolerance, unit=unit))
    assert isinstance(made, Number)
    return made


@pytest.mark.parametrize(
    ("amount", "unit", "target", "there"),
    [
        # The international yard and pound (1959), the SI brochure (9th edition), the kelvin of 2019.
        (1, "in", "cm", Fraction(254, 100)),
        (1, "mi", "m", Fraction(1609344, 1000)),
        (1, "lb", "kg", Fraction(45359237, 10**8)),
        (18, "km/h", "m/s", 5),
        (1, "N", "kg*m/s^2", 1),
        (1, "J", "kg m^2 s^-2", 1),
        (1, "W", "V*A", 1),
        (1, "L", "dm^3", 1),
        (1, "atm", "Pa", 101325),
        (1, "eV", "J", Fraction(1602176634, 10**28)),
        (0, "degC", "K", Fraction(27315, 100)),
        (-40, "degF", "degC", -40),
        (212, "°F", "°C", 100),
        (1, "day", "min", 1440),
        (5, "%", "", None),
        (1, "m", "s", None),
        (1, "m^2", "m", None),
        (1, "kΩ", "ohm", 1000),
        (1, "µm", "m", Fraction(1, 10**6)),
    ],
)
def test_units_are_converted_exactly(amount: int, unit: str, target: str, there: Fraction | None) -> None:
    if target:
        assert converted(Fraction(amount), unit, make_unit(target)) == there
    assert fits(make_unit(unit), make_unit(target or unit)) is (there is not None or not target)


@given(
    st.fractions(-(10**6), 10**6, max_denominator=1000),
    st.sampled_from([("km/h", "m/s"), ("degF", "K"), ("lb", "g"), ("kW h", "J")]),
)
def test_there_and_back_is_the_same(value: Fraction, pair: tuple[str, str]) -> None:
    one, other = pair
    there = converted(value, one, make_unit(other))
    assert there is not None
    assert converted(there, other, make_unit(one)) == value


def test_half_a_turn_is_pi() -> None:
    there = converted(Fraction(180), "deg", make_unit("rad"))
    assert there is not None
    assert math.isclose(there, math.pi, rel_tol=1e-15)


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("5 m/s", 1), ("5m/s", 1), (" 5.0  m / s ", 1), ("18 km/h", 1), ("5 m s^-1", 1), ("5 m*s**-1", 1), ("5 m·s⁻¹", 1),
        ("300 m/min", 1), ("10/2 m/s", 1), ("5e2 cm/s", 1), ("4.999 m/s", 0), ("-5 m/s", 0), ("5 m", 0), ("5 kg", 0),
        ("5 %", 0), ("5", None), ("", None), ("m/s", None), ("five m/s", None), ("5 m/t/", None), ("5 furlog/s", None),
        ("5 5 m/s", None), ("5,0 m/s", None), ("٥ m/s", None), ("5 m^999999999", None), ("5 m**9**9**9", None),
        ("5 m" + "*m" * 900, None), ("5 " + "(" * 500, None), ("5 m/s" + "/s" * 12, None), ("5 __import__('os')", None),
    ],
)  # fmt: skip
def test_a_number_is_typed_with_its_unit(text: str, credit: int | None) -> None:
    answer = number(5, "m/s")
    if credit is None:
        with pytest.raises(ValueError, match=r"."):
            judge(answer, text)
    else:
        assert judge(answer, text) == credit


def test_the_tolerance_counts_in_the_unit_of_the_key() -> None:
    answer = number(5, "m/s", Tolerance("absolute", Fraction(1, 10)))
    assert [judge(answer, text) for text in ("18.36 km/h", "18.37 km/h")] == [1, 0]  # 5.1 m/s is 18.36 km/h


def test_an_offset_counts_in_conversions_and_cannot_be_multiplied() -> None:
    answer = number(20, "degC")
    assert [judge(answer, text) for text in ("293.15 K", "68 °F", "20 K")] == [1, 1, 0]
    with pytest.raises(MathsError, match="zero of its own"):
        make_unit("J/degC")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("meterr", "did you mean `meter`"), ("nosuchunit", "no unit"), ("J/kg K", r"takes brackets"), ("dB", "logarithm"),
        ("", "cannot be read"), ("1", "factors"), ("m^0", "cannot be read"), ("m^10", "cannot be read"),
        ("m/(s/kg)", "cannot be read"), ("(m)", "cannot be read"), ("5 m", "cannot be read"), ("m" * 100, "at most"),
        ("m*" * 8 + "m", "factors"), ("m; import os", "cannot be read"), ("m.s", "cannot be read"),
    ],
)  # fmt: skip
def test_what_is_no_unit_is_refused(text: str, message: str) -> None:
    with pytest.raises(MathsError, match=message):
        make_unit(text)


def test_no_unit_takes_long() -> None:
    begun = time.process_time()
    for text in ("m" * 80, "m " * 40, "a*" * 40, "m^" * 40, "/ " * 40, "m/(" * 26, "s s" * 26 + "!"):
        with pytest.raises(MathsError):
            make_unit(text)
    assert time.process_time() - begun < 20  # a hang, not a slow machine


@pytest.mark.parametrize("text", ["m/s^2", "kg*m^2/s^2", "J/(kg K)", "J/kg/K", "1/s", "mol^-1", "m²", "W·h"])
def test_the_factors_give_back_the_unit(text: str) -> None:
    again = "*".join(f"{f.name}^{-f.power if f.below else f.power}" for f in factors(text))
    assert converted(Fraction(1), again, make_unit(text)) == 1


def test_units_print_upright_with_powers() -> None:
    upright = {name: Sym(name, "upright") for name in ("m", "s", "J")}
    shown = make_unit("m/s^2").shown
    assert isinstance(shown, Row)
    over, line, under = shown.items
    assert (over, line) == (upright["m"], Op("/"))
    assert isinstance(under, Script)
    assert under.base == upright["s"]
    heat = make_unit("J/kg/K").shown
    assert isinstance(heat, Row)
    assert isinstance(heat.items[-1], Fence)  # two factors below the line stand in brackets
    assert make_unit("ohm").shown == Sym("Ω", "upright")
    assert make_unit("deg").shown == Sym("°", "upright")


def test_a_key_with_a_unit_is_shown_and_typed_with_it() -> None:
    answer = number(5, "m/s")
    assert judge(answer, typed_text(answer)) == 1
    assert content(answer) == (Math(shown_with_unit(answer)),)
    assert shown_with_unit(answer) != answer.shown


def test_the_same_in_another_unit_is_the_same() -> None:
    assert agree(number(5, "m/s"), number(18, "km/h"))
    assert not agree(number(5, "m/s"), number(18, "m/s"))
    assert not agree(number(5, "m/s"), number(5, "m"))
    assert not agree(number(5, "m/s"), ANSWERS["number"].make(5, Options()))
