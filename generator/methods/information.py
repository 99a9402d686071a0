"""Entropy and the Kullback–Leibler divergence of small distributions, exactly, in bits or nats.

>>> entropy_in_bits((Fraction(1, 2), Fraction(1, 4), Fraction(1, 4))).value
Fraction(3, 2)
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import sympy

from generator.maths.function import Function, table
from generator.maths.notation import MINUS, join_terms, row
from generator.maths.values import Anything, MathsError, Worked, normal, to_sympy
from generator.methods.bayes import check_distribution
from generator.methods.layout import together
from generator.methods.numerals import put, quotient
from generator.methods.results import product, result
from generator.methods.wording import step
from generator.model import Fence, Formula, Func, Num, Op, Script, Sym

MOST_OUTCOMES = 8

_H, _D, _I = Sym("H"), Sym("D"), Sym("i")
_P, _Q = (Script(Sym(letter), below=_I) for letter in "pq")


def _logarithm(unit: str, argument: Formula) -> Formula:
    name = Func("ln") if unit == "nats" else Script(Func("log"), below=Num("2"))
    return row(name, argument if isinstance(argument, (Script, Fence)) else Fence("(", argument, ")"))


def _log(unit: str, x: Any) -> Any:
    """The logarithm of a positive rational number, as a sympy expression."""
    exact = sympy.log(to_sympy(Fraction(x)))
    return exact if unit == "nats" else exact / sympy.log(2)


def _check(probabilities: Sequence[Any]) -> None:
    if not 1 <= len(probabilities) <= MOST_OUTCOMES:
        raise MathsError(f"this takes 1 to {MOST_OUTCOMES} outcomes")
    check_distribution(probabilities)


def _sum(unit: str, terms: Sequence[tuple[Anything, Anything]]) -> Anything:
    """The sum of weights times logarithms of positive rational numbers, exactly; rational where it is so.

    Each logarithm is taken apart into those of whole numbers that are no powers, whose weights are added.
    """
    weights: dict[int, Fraction] = {}
    for weight, x in terms:
        for number, sign in ((Fraction(x).numerator, 1), (Fraction(x).denominator, -1)):
            base, exponent = sympy.perfect_power(number) or (number, 1)
            weights[int(base)] = weights.get(int(base), Fraction(0)) + sign * int(exponent) * Fraction(weight)
    return normal(sympy.Add(*(to_sympy(weight) * _log(unit, base) for base, weight in weights.items())))


def _entropy(unit: str, probabilities: Sequence[Any]) -> Worked:
    _check(probabilities)
    kept = [p for p in probabilities if p != 0]
    value = _sum(unit, [(-p, p) for p in kept])
    rule = row(MINUS, Op("∑"), _P, _logarithm(unit, _P))
    numbers = join_terms([row(MINUS, put(p), Op("·"), _logarithm(unit, put(p))) for p in kept])
    words = ["The entropy is the mean of ", row(MINUS, _logarithm(unit, _P)), ", in ", unit]
    words.append("; an outcome of probability 0 adds nothing." if len(kept) < len(probabilities) else ".")
    return Worked(value, (step(*words, state=result(_H, rule, numbers, value=value)),))


def entropy_in_bits(probabilities: Sequence[Any]) -> Worked:
    """−Σ p log₂ p. Raises MathsError unless these are 1 to 8 probabilities that add up to 1."""
    return _entropy("bits", probabilities)


def entropy_in_nats(probabilities: Sequence[Any]) -> Worked:
    """−Σ p ln p, as `entropy_in_bits`."""
    return _entropy("nats", probabilities)


def _divergence(unit: str, first: Sequence[Any], second: Sequence[Any]) -> Worked:
    _check(first)
    _check(second)
    if len(first) != len(second):
        raise MathsError("both distributions have the same outcomes")
    pairs = [(p, q) for p, q in zip(first, second, strict=True) if p != 0]
    if any(q == 0 for _, q in pairs):
        raise MathsError(
            "the divergence is infinite: an outcome is impossible under the second distribution alone"
        )
    ratios = [quotient(p, q) for p, q in pairs]
    value = _sum(unit, [(p, ratio) for (p, _), ratio in zip(pairs, ratios, strict=True)])
    name = row(_D, Fence("(", row(Sym("p"), Op("∥"), Sym("q")), ")"))
    share = row(_P, Op("/"), _Q)
    rule = row(Op("∑"), _P, _logarithm(unit, Fence("(", share, ")")))
    numbers = join_terms([
        product(put(p), _logarithm(unit, put(ratio))) for (p, _), ratio in zip(pairs, ratios, strict=True)
    ])  # fmt: skip
    names = [Script(Sym("r"), below=Num(str(k + 1))) for k in range(len(pairs))]
    quotients = [result(r, row(put(p), Op("/"), put(q)), value=ratio)
                 for r, (p, q), ratio in zip(names, pairs, ratios, strict=True)]  # fmt: skip
    steps = (
        step("The ratio of both probabilities, for each outcome that the first distribution allows.",
             state=together(*quotients), minor=True),
        step("The divergence is the mean of ", _logarithm(unit, Fence("(", share, ")")),
             " under the first distribution, in ", unit, ".",
             state=result(name, rule, numbers, value=value)),
    )  # fmt: skip
    return Worked(value, steps)


def divergence_in_bits(first: Sequence[Any], second: Sequence[Any]) -> Worked:
    """Σ p log₂(p/q). Raises MathsError unless these are two distributions and q is positive where p is."""
    return _divergence("bits", first, second)


def divergence_in_nats(first: Sequence[Any], second: Sequence[Any]) -> Worked:
    """Σ p ln(p/q), as `divergence_in_bits`."""
    return _divergence("nats", first, second)


TABLE = table(
    Function("entropy_in_bits", entropy_in_bits, "vector", "entropy of a distribution, with log₂",
             "entropy_in_bits([1/2, 1/4, 1/4]) == 3/2"),
    Function("entropy_in_nats", entropy_in_nats, "vector", "entropy of a distribution, with ln",
             "entropy_in_nats([1/2, 1/2]) == ln(2)"),
    Function("divergence_in_bits", divergence_in_bits, "vector vector",
             "Kullback–Leibler divergence of the first distribution from the second, with log₂",
             "divergence_in_bits([1, 0], [1/4, 3/4]) == 2"),
    Function("divergence_in_nats", divergence_in_nats, "vector vector",
             "Kullback–Leibler divergence of the first distribution from the second, with ln",
             "divergence_in_nats([1, 0], [1/2, 1/2]) == ln(2)"),
)  # fmt: skip
