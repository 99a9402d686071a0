"""Sets: numbers whose order does not matter.

A response is a tuple of texts, one for each element, in any order. Credit is the largest number of elements that
can be paired with different texts, as a share.
"""

from __future__ import annotations

from fractions import Fraction
from operator import itemgetter

from generator.answers import entries, number
from generator.answers.options import Options
from generator.answers.responses import Response, texts
from generator.maths.arithmetic import compare
from generator.maths.numeric import equal
from generator.maths.typeset import listing, typeset
from generator.maths.values import Anything, MathsError, Shown, describe, plain_value
from generator.maths.values import Matrix as MatrixValue
from generator.model import Set

MAX_ELEMENTS = 50


def make(value: Anything, options: Options) -> Set:
    """A Set from a list of real constants, sorted, each once. Raises MathsError for anything else."""
    plain = plain_value(value)
    if isinstance(plain, MatrixValue) or not isinstance(plain, tuple) or not plain:
        raise MathsError(f"a set of numbers is expected, not {describe(plain)}")
    if len(plain) > MAX_ELEMENTS:
        raise MathsError(f"a set has at most {MAX_ELEMENTS} elements")
    elements: list[Anything] = []
    for element in map(plain_value, plain):
        number.entry(element)
        if any(equal(element, other) for other in elements):
            continue
        place = next((k for k, other in enumerate(elements) if compare("<", element, other)), len(elements))
        elements.insert(place, element)
    keys = tuple([number.entry(element, options.tolerance) for element in elements])
    shown = typeset(value) if isinstance(value, Shown) else listing(tuple(elements), "{", "}")
    return Set(keys, shown)


def judge(answer: Set, response: Response) -> Fraction:
    """The share of elements found, in any order, no text counting twice. Raises ValueError if malformed."""
    # Numbers are paired upwards, each with the element whose bounds end first: no pairing finds more.
    left = sorted(map(number.bounds, answer.elements), key=itemgetter(1))
    typed = [number.read(text) for text in texts(response, len(answer.elements)) if text.strip()]
    for value in sorted(typed):
        hit = next((k for k, (low, high) in enumerate(left) if low <= value <= high), None)
        if hit is not None:
            del left[hit]
    return 1 - Fraction(len(left), len(answer.elements))


def same(key: Set, other: Set) -> bool:
    """Are all elements of `other`, in increasing order, right where `key` is?"""
    return entries.same(key, other)


def samples(answer: Set) -> entries.Samples:
    """Those of its entries, and the key in another order."""
    cases = entries.samples(answer)
    if all(map(number.typable, answer.elements)):
        cases.append((tuple(map(number.key_text, reversed(answer.elements))), 1))
    return cases
