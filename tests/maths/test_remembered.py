"""What was computed before changes no output: caches tell 1/2 from 0.5, which are equal and print differently."""

from __future__ import annotations

import sys
from collections.abc import Callable
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.maths.arithmetic import add, divide, multiply, power
from generator.maths.typeset import listing, typeset
from generator.maths.values import FiniteDecimal
from generator.maths.written import written
from generator.methods import differentiation, gradients
from generator.wording import Words

x, y = sympy.symbols("x y")

SHOWN: dict[str, Callable[[Any], object]] = {
    "typeset": typeset,
    "written": written,
    "in_text": Words("en", {}).text,
    "listing": lambda v: listing((v, v), "{", "}"),
    "multiply": lambda v: typeset(multiply(v, x)),
    "add": lambda v: typeset(add(v, x)),
    "divide": lambda v: typeset(divide(x, v)),
    "power": lambda v: typeset(power(x, v)),
    "power_rule": lambda v: differentiation.power_rule(add(multiply(v, x**3), v), x),
    "power_rule of a constant": lambda v: differentiation.power_rule(v, x),
    "a term": lambda v: differentiation._term(v, 2, x),
    "chain_rule": lambda v: differentiation.chain_rule(multiply(v, sympy.sin(x**2)), x),
    "gradient_at_point": lambda v: gradients.gradient_at_point(multiply(v, x * y**2), (x, y), (v, 3)),
    "gradient_step": lambda v: gradients.gradient_step(add(v, x**2), (x,), (v,), v),
    "a monomial": lambda v: gradients._monomial(v, (1, 2), ("x", "y")),
}


CACHES = [
    value
    for name in sorted(sys.modules)
    if name.startswith(("generator.maths", "generator.methods"))
    for value in vars(sys.modules[name]).values()
    if hasattr(value, "cache_clear")
]


def forget() -> None:
    for cache in CACHES:
        cache.cache_clear()


def alone(show: Callable[[Any], object], value: Any) -> str:
    forget()
    return repr(show(value))


@pytest.mark.parametrize("name", SHOWN)
@settings(max_examples=15)
@given(value=st.builds(Fraction, st.integers(1, 40), st.sampled_from([1, 2, 4, 5])))
def test_the_order_of_calls_changes_nothing(name: str, value: Fraction) -> None:
    show = SHOWN[name]
    plain = value if value.denominator > 1 else int(value)
    twins = (plain, FiniteDecimal(value))
    expected = [alone(show, twin) for twin in twins]
    for order in permutations(range(len(twins))):
        forget()
        assert {k: repr(show(twins[k])) for k in order} == dict(enumerate(expected))


def test_equal_numbers_of_two_types_print_differently() -> None:
    """Else the test above could not fail."""
    assert typeset(Fraction(1, 2)) != typeset(FiniteDecimal(Fraction(1, 2)))
    assert gradients._monomial(Fraction(1, 2), (1,), ("x",)) != gradients._monomial(
        FiniteDecimal(Fraction(1, 2)), (1,), ("x",)
    )
