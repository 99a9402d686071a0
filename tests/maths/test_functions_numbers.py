"""Numbers, lists, number theory and intervals, against sympy and brute force."""

from __future__ import annotations

import math
import random
import time
from fractions import Fraction

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import EvaluationError
from generator.maths.functions import FUNCTIONS
from generator.maths.functions.integers import MAX_FACTORED, MAX_FIBONACCI, MAX_TESTED
from generator.maths.intervals import Interval
from generator.maths.language import compile_expression
from generator.maths.typeset import typeset
from generator.maths.values import MathsError, describe
from generator.maths.written import written
from generator.model import Fence, Num, Op, Row


def value(text: str) -> object:
    names = {name: sympy.Symbol(name) for name in "txy"}
    return compile_expression(text, frozenset(names)).evaluate(dict(names))


def call(name: str, *args: object) -> object:
    row = FUNCTIONS[name]
    return row.call(*row.check(list(args)))


SMALL = range(1, 400)


def test_primes_factors_and_divisors_are_those_of_sympy() -> None:
    for n in SMALL:
        assert call("is_prime", n) == sympy.isprime(n)
        assert call("prime_factors", n) == tuple(
            p for p, k in sorted(sympy.factorint(n).items()) for _ in range(k)
        )
        assert list(call("divisors", n)) == sympy.divisors(n)
        assert call("totient", n) == sympy.totient(n)
        assert call("next_prime", n) == sympy.nextprime(n)
    assert list(call("primes", 1000)) == list(sympy.primerange(1001))


def test_large_numbers_are_told_to_be_prime_as_sympy_does() -> None:
    draw = random.Random("primes")
    for _ in range(200):
        n = draw.randrange(MAX_TESTED) | 1
        assert call("is_prime", n) == sympy.isprime(n)
    for n in (2**61 - 1, 3_215_031_751, 3_825_123_056_546_413_051, 318_665_857_834_031_151_167_461):
        assert call("is_prime", n) == sympy.isprime(
            n
        )  # a Mersenne prime, and strong pseudoprimes to many bases


def test_the_largest_numbers_are_factored_quickly() -> None:
    start = time.process_time()
    for n in (MAX_FACTORED - 11, 999_983**2, MAX_FACTORED):
        assert math.prod(call("prime_factors", n)) == n
    assert time.process_time() - start < 20  # a hang, not a slow machine


@given(st.integers(-500, 500), st.integers(1, 60), st.integers(-6, 6))
def test_modular_arithmetic(a: int, m: int, n: int) -> None:
    if math.gcd(a, m) != 1:
        with pytest.raises(MathsError, match="no inverse"):
            call("inverse_mod", a, m)
        return
    assert a * call("inverse_mod", a, m) % m == 1 % m
    assert call("power_mod", a, n, m) * pow(a, 6, m) % m == pow(a, n + 6, m)
    order = call("order_mod", a, m)
    assert [k for k in range(1, order + 1) if pow(a, k, m) == 1 % m] == [order]


@given(st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_bezout_and_lcm(a: int, b: int) -> None:
    g, s, t = call("bezout", a, b)
    assert g == math.gcd(a, b) == s * a + t * b
    assert call("lcm", a, b) == math.lcm(a, b)


@given(st.lists(st.integers(0, 100), min_size=3, max_size=3))
def test_the_chinese_remainder_is_found_by_trial(remainders: list[int]) -> None:
    moduli = (3, 5, 7)
    expected = next(
        n for n in range(105) if all((n - r) % m == 0 for r, m in zip(remainders, moduli, strict=True))
    )
    assert call("chinese_remainder", tuple(remainders), moduli) == expected


@given(st.integers(0, 10**30), st.integers(2, 36))
def test_digits_are_read_back(n: int, base: int) -> None:
    digits = call("digits", n, base)
    assert call("from_digits", digits, base) == n
    assert int("".join("0123456789abcdefghijklmnopqrstuvwxyz"[d] for d in digits), base) == n


def test_fibonacci_and_counting() -> None:
    assert [call("fibonacci", n) for n in range(30)] == [sympy.fibonacci(n) for n in range(30)]
    assert call("fibonacci", MAX_FIBONACCI) == sympy.fibonacci(MAX_FIBONACCI)
    assert call("permutations", 9, 4) == math.factorial(9) // math.factorial(5)
    assert call("multinomial", (2, 3, 4)) == math.comb(9, 2) * math.comb(7, 3)


@pytest.mark.parametrize(
    "text",
    [
        "primes(10**12)", "is_prime(10**100)", "prime_factors(10**15)", "divisors(10**13)", "order_mod(2, 10**9)",
        "fibonacci(10**9)", "factorial(10**9)", "permutations(10**9, 10**8)", "multinomial([10**9, 1])",
        "repeated(10**9, 0)", "power_mod(2, 10**500, 0)",
        "from_digits(repeated(900, 35), 36)", "binomial(10**9, 10**8)", "nth_root(2, 10**9)", "nth_root(10**99 + 1, 3)",
        "log_base(2, 0)", "lcm([2**2000, 3**1200])", "divisors(963761198400) == divisors(0)",
    ],
)  # fmt: skip
def test_hostile_numbers_are_refused_quickly(text: str) -> None:
    start = time.process_time()
    with pytest.raises(EvaluationError) as caught:
        value(text)
    assert caught.value.message
    assert time.process_time() - start < 20  # a hang, not a slow machine


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("log_base(8, 2)", Fraction(1, 3)), ("log_base(1/2, 8)", -3), ("log_base(4/9, 8/27)", Fraction(3, 2)),
        ("log_base(2, 3)", sympy.log(3) / sympy.log(2)), ("nth_root(16/81, 4)", Fraction(2, 3)),
        ("nth_root(-27, 3)", -3), ("nth_root(2, 3)", sympy.cbrt(2)),
    ],
)  # fmt: skip
def test_roots_and_logarithms_are_exact(text: str, expected: object) -> None:
    assert value(text) == expected


@given(st.lists(st.fractions(max_denominator=6), max_size=12))
def test_lists(items: list[Fraction]) -> None:
    values = tuple(items)
    assert list(call("cumulative", values)) == [sum(items[: k + 1]) for k in range(len(items))]
    assert call("differences", call("cumulative", values)) == values[1:]
    assert sorted(call("unique", values)) == sorted(set(items))
    ranks = call("ranks", values)
    assert sum(ranks) == Fraction(len(items) * (len(items) + 1), 2)
    assert all(
        (p < q) == (a < b)
        for p, a in zip(ranks, items, strict=True)
        for q, b in zip(ranks, items, strict=True)
    )
    if items:
        assert items[call("argmax", values) - 1] == max(items)
        assert call("argmin", values) == items.index(min(items)) + 1
        assert call("count_of", values, items[0]) == items.count(items[0])
        assert call("index_of", values, items[-1]) == items.index(items[-1]) + 1
        assert call("take", values, 1) + call("drop", values, 1) == values


ENDS = st.one_of(st.none(), st.integers(-5, 5))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = draw(ENDS), draw(ENDS)
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
        if low == high:
            return Interval(low, high, (True, True))
    closed = draw(st.booleans()) and low is not None, draw(st.booleans()) and high is not None
    return Interval(low, high, closed)


def inside(x: Fraction, i: Interval) -> bool:
    left = i.low is None or x > i.low or (i.closed[0] and x == i.low)
    return left and (i.high is None or x < i.high or (i.closed[1] and x == i.high))


GRID = [Fraction(k, 2) for k in range(-13, 14)]


@given(intervals(), intervals())
def test_the_intersection_holds_what_both_hold(a: Interval, b: Interval) -> None:
    common = [x for x in GRID if inside(x, a) and inside(x, b)]
    assert [x for x in GRID if call("is_inside", x, a)] == [x for x in GRID if inside(x, a)]
    try:
        met = call("intersect", a, b)
    except MathsError:
        assert not common
        return
    assert [x for x in GRID if inside(x, met)] == common


@given(intervals())
def test_an_interval_is_read_back_from_its_text(i: Interval) -> None:
    assert value(written(i)) == i
    assert describe(i) == "an interval"


def test_intervals_print_with_their_brackets() -> None:
    assert typeset(value("interval(0, 1, '[)')")) == Fence("[", Row((Num("0"), Op(","), Num("1"))), ")")
    assert typeset(value("below(1)")) == Fence("(", Row((Op("−"), Op("∞"), Op(","), Num("1"))), ")")
    assert typeset(value("above(1, 'closed')")) == Fence("[", Row((Num("1"), Op(","), Op("∞"))), ")")


@pytest.mark.parametrize(
    "text",
    ["interval(1, 1, '[)')", "interval(t, 2)", "interval(0, 1, '][')", "above(t)", "interval(1, 2) + 1"],
)
def test_what_is_no_interval_is_refused(text: str) -> None:
    with pytest.raises(EvaluationError):
        value(text)
