"""Number theory: primes, divisors, remainders, digits. Whole numbers in, whole numbers out.

Work is bounded by the size of the arguments: primes are told apart by the test of Miller and Rabin with bases that
leave no doubt up to `MAX_TESTED`, and numbers are taken apart by trial division up to `MAX_FACTORED`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from generator.maths.function import Function, table
from generator.maths.values import Anything, MathsError, normal

MAX_TESTED = 3_317_044_064_679_887_385_961_980
"""Largest number that is told to be prime or not: below it the first 13 primes are bases enough (Sorenson and
Webster, Strong pseudoprimes to twelve prime bases, Mathematics of Computation 86, 2017)."""

MAX_FACTORED = 10**12
"""Largest number that is taken apart: trial division up to its root takes about 0.1 s."""

MAX_SIEVED = 7_919
"""Largest bound for a list of primes: up to here there are 1,000."""

MAX_DIVISORS = 1_000
MAX_FIBONACCI = 2_900
"""The last Fibonacci numbers with fewer digits than the language allows."""

MAX_MODULUS = 10**6
"""Largest modulus for which the order of an element is counted out."""

_BASES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41)
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def is_prime(n: int) -> bool:
    """Is n a prime number?"""
    if n > MAX_TESTED:
        raise MathsError("the number is too large to be tested for being prime")
    if n < 2 or any(n % p == 0 for p in _BASES):
        return n in _BASES
    odd, twos = n - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    return all(_passes(pow(base, odd, n), twos, n) for base in _BASES)


def _passes(x: int, twos: int, n: int) -> bool:
    """Do the squares of x reach −1, or is x 1 from the start?"""
    if x in (1, n - 1):
        return True
    for _ in range(twos - 1):
        x = x * x % n
        if x == n - 1:
            return True
    return False


def _primes(n: int) -> tuple[int, ...]:
    if n > MAX_SIEVED:
        raise MathsError(f"`primes` lists the primes up to {MAX_SIEVED:,} at most")
    return tuple(p for p in range(2, n + 1) if is_prime(p))


def _next_prime(n: int) -> int:
    candidate = max(2, n + 1)
    while not is_prime(candidate):  # gaps between primes of this size are below 1,500
        candidate += 1
    return candidate


def factored_number(n: int) -> tuple[tuple[int, int], ...]:
    """The primes of n with their exponents, increasing. Raises MathsError unless 1 ≤ n ≤ `MAX_FACTORED`."""
    if not 1 <= n <= MAX_FACTORED:
        raise MathsError(f"only whole numbers from 1 to {MAX_FACTORED:,} are taken apart into primes")
    return tuple(_prime_powers(n))


def _prime_powers(n: int) -> Iterator[tuple[int, int]]:
    p = 2
    while p * p <= n:
        exponent = 0
        while n % p == 0:
            n, exponent = n // p, exponent + 1
        if exponent:
            yield p, exponent
        p += 1 if p == 2 else 2
    if n > 1:
        yield n, 1


def _prime_factors(n: int) -> tuple[int, ...]:
    return tuple(p for p, exponent in factored_number(n) for _ in range(exponent))


def _divisors(n: int) -> tuple[int, ...]:
    found = [1]
    for p, exponent in factored_number(abs(n)):
        if len(found) * (exponent + 1) > MAX_DIVISORS:
            raise MathsError(f"the number has more than {MAX_DIVISORS:,} divisors")
        found = [d * p**k for d in found for k in range(exponent + 1)]
    return tuple(sorted(found))


def _totient(n: int) -> int:
    return math.prod(p ** (exponent - 1) * (p - 1) for p, exponent in factored_number(n))


def _lcm(*items: Anything) -> Anything:
    values = items[0] if len(items) == 1 and isinstance(items[0], tuple) else items
    if not all(type(value) is int for value in values):
        raise MathsError("`lcm` takes whole numbers")
    multiple: Anything = 1
    for value in values:
        multiple = normal(math.lcm(multiple, value))
    return multiple


def _divides(a: int, b: int) -> bool:
    return b % a == 0 if a else b == 0


def _div(a: int, b: int) -> int:
    if b == 0:
        raise MathsError("division by zero")
    return a // b


def _modulus(m: int) -> int:
    if m < 1:
        raise MathsError("a modulus is a positive whole number")
    return m


def _power_mod(a: int, n: int, m: int) -> int:
    return pow(_inverse_mod(a, m) if n < 0 else a, abs(n), _modulus(m))


def _inverse_mod(a: int, m: int) -> int:
    if math.gcd(a, _modulus(m)) != 1:
        raise MathsError(f"{a} has no inverse modulo {m}, since they share a divisor")
    return pow(a, -1, m)


def _order_mod(a: int, m: int) -> int:
    if _modulus(m) > MAX_MODULUS:
        raise MathsError(f"the modulus is at most {MAX_MODULUS:,}")
    _inverse_mod(a, m)
    order, reached = 1, a % m
    while reached != 1 % m:
        order, reached = order + 1, reached * a % m
    return order


def _bezout(a: int, b: int) -> tuple[int, int, int]:
    """(g, s, t) with s·a + t·b = g = gcd(a, b), by the extended algorithm of Euclid."""
    (g, s, t), following = (a, 1, 0), (b, 0, 1)
    while following[0]:
        quotient = g // following[0]
        new = (g - quotient * following[0], s - quotient * following[1], t - quotient * following[2])
        (g, s, t), following = following, new
    return (-g, -s, -t) if g < 0 else (g, s, t)


def _chinese_remainder(remainders: tuple[Anything, ...], moduli: tuple[Anything, ...]) -> Anything:
    if len(remainders) != len(moduli) or not all(type(n) is int for n in (*remainders, *moduli)):
        raise MathsError("`chinese_remainder` takes two lists of whole numbers of one length")
    solution, modulus = 0, 1
    for remainder, m in zip(remainders, moduli, strict=True):
        if math.gcd(modulus, _modulus(m)) != 1:
            raise MathsError("the moduli share a divisor")
        solution += modulus * ((remainder - solution) * pow(modulus, -1, m) % m)
        modulus = normal(modulus * m)
    return solution


def _base(base: int) -> int:
    if not 2 <= base <= len(_DIGITS):
        raise MathsError(f"a base is between 2 and {len(_DIGITS)}")
    return base


def digits_of(n: int, base: int = 10) -> tuple[int, ...]:
    """The digits of |n| from the highest."""
    rest, found = abs(n), [abs(n) % _base(base)]
    while rest >= base:
        rest //= base
        found.append(rest % base)
    return tuple(reversed(found))


def numeral(n: int, base: int) -> str:
    """|n| written in a base up to 36, with letters after 9."""
    return "".join(_DIGITS[digit] for digit in digits_of(n, base))


def _from_digits(digits: tuple[Anything, ...], base: int = 10) -> Anything:
    n: Anything = 0
    for digit in digits:
        if type(digit) is not int or not 0 <= digit < _base(base):
            raise MathsError(f"the digits in base {base} are 0 to {_base(base) - 1}")
        n = normal(n * base + digit)
    return n


def _fibonacci(n: int) -> int:
    if not 0 <= n <= MAX_FIBONACCI:
        raise MathsError(f"`fibonacci` takes 0 to {MAX_FIBONACCI:,}")
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def _is_square(n: int) -> bool:
    return n >= 0 and math.isqrt(n) ** 2 == n


TABLE = table(
    Function("is_prime", is_prime, "integer", "is it a prime number?", "is_prime(97)", "is_prime(10**30)"),
    Function("primes", _primes, "integer", "the primes up to a number", "primes(10) == [2, 3, 5, 7]", "primes(10**12)"),
    Function("next_prime", _next_prime, "integer", "smallest prime above", "next_prime(24) == 29", "next_prime(10**30)"),
    Function("prime_factors", _prime_factors, "integer", "prime factors, increasing, repeated as often as they occur", "prime_factors(12) == [2, 2, 3]", "prime_factors(0)"),
    Function("divisors", _divisors, "integer", "positive divisors, increasing", "divisors(6) == [1, 2, 3, 6]", "divisors(0)"),
    Function("totient", _totient, "integer", "how many of 1, …, n have no divisor in common with n (Euler's φ)", "totient(12) == 4", "totient(-3)"),
    Function("lcm", _lcm, "value…", "least common multiple", "lcm(4, 6) == 12", "lcm(1/2, 3)"),
    Function("divides", _divides, "integer integer", "does the first divide the second?", "divides(3, 12)", "divides(1/2, 3)"),
    Function("is_coprime", lambda a, b: math.gcd(a, b) == 1, "integer integer", "is 1 the only positive number that divides both?", "is_coprime(8, 15)", "is_coprime(1/2, 3)"),
    Function("is_even", lambda n: n % 2 == 0, "integer", "is it divisible by 2?", "is_even(-4)", "is_even(1/2)"),
    Function("is_odd", lambda n: n % 2 == 1, "integer", "is it not divisible by 2?", "is_odd(-3)", "is_odd(1/2)"),
    Function("is_square_number", _is_square, "integer", "is it the square of a whole number?", "is_square_number(49)", "is_square_number(1/4)"),
    Function("div", _div, "integer integer", "whole part of the quotient, rounded down", "div(-7, 2) == -4", "div(1, 0)"),
    Function("power_mod", _power_mod, "integer integer integer", "`a**n` modulo m; n may be negative", "power_mod(2, 10, 7) == 2", "power_mod(2, 10, 0)"),
    Function("inverse_mod", _inverse_mod, "integer integer", "number x with `a*x` = 1 modulo m", "inverse_mod(3, 7) == 5", "inverse_mod(2, 6)"),
    Function("order_mod", _order_mod, "integer integer", "smallest positive n with `a**n` = 1 modulo m", "order_mod(2, 7) == 3", "order_mod(2, 6)"),
    Function("bezout", _bezout, "integer integer", "`[g, s, t]` with `s*a + t*b` = g, the greatest common divisor", "bezout(12, 18) == [6, -1, 1]", "bezout(1/2, 3)"),
    Function("chinese_remainder", _chinese_remainder, "list list", "smallest number that leaves these remainders for these moduli", "chinese_remainder([2, 3], [3, 5]) == 8", "chinese_remainder([1, 2], [2, 4])"),
    Function("digits", digits_of, "integer integer?", "digits from the highest, in base 10 or another", "digits(6, 2) == [1, 1, 0]", "digits(6, 1)"),
    Function("digit_sum", lambda n: sum(digits_of(n)), "integer", "sum of the decimal digits", "digit_sum(2024) == 8", "digit_sum(1/2)"),
    Function("from_digits", _from_digits, "list integer?", "number with these digits, in base 10 or another", "from_digits([1, 1, 0], 2) == 6", "from_digits([1, 2], 2)"),
    Function("fibonacci", _fibonacci, "integer", "Fibonacci number: 0, 1, 1, 2, 3, …", "fibonacci(10) == 55", "fibonacci(10**9)"),
)  # fmt: skip
