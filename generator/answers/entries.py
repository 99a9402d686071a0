"""Vectors, matrices and sets: several numbers, each marked by itself.

A response is a tuple of texts, one for each entry (a matrix by rows); an empty text earns nothing for its
entry. Credit is the share of right entries. A set is marked without regard to order: the largest number of
elements that can be paired with different responses. A vector `up_to_scale` is right or wrong as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from operator import itemgetter
from typing import Any, TypeAlias

from generator.answers import number
from generator.answers.options import Options
from generator.maths.arithmetic import compare
from generator.maths.matrices import parallel
from generator.maths.numeric import equal
from generator.maths.typeset import listing, typeset
from generator.maths.values import Anything, MathsError, describe, plain_value
from generator.maths.values import Matrix as MatrixValue
from generator.model import Answer, Matrix, Number, Set, Vector

Texts: TypeAlias = Sequence[str]


def make_vector(value: Anything, options: Options) -> Vector:
    """A Vector from a list of real constants."""
    plain = plain_value(value)
    if isinstance(plain, MatrixValue) and 1 in plain.shape:
        plain = plain.columns()[0] if plain.shape[1] == 1 else plain.rows[0]
    if not isinstance(plain, tuple) or not plain:
        raise MathsError(f"a vector is expected, not {describe(plain)}")
    entries = tuple(number.entry(entry, options.tolerance) for entry in plain)
    if options.up_to and all(equal(entry.value, 0) for entry in entries):
        raise MathsError("the zero vector cannot be an answer up to a factor")
    return Vector(entries, typeset(plain), options.up_to, options.whole)


def make_matrix(value: Anything, options: Options) -> Matrix:
    """A Matrix from a matrix of real constants."""
    plain = plain_value(value)
    if not isinstance(plain, MatrixValue):
        raise MathsError(f"a matrix is expected, not {describe(plain)}")
    rows = tuple(tuple(number.entry(entry, options.tolerance) for entry in row) for row in plain.rows)
    return Matrix(rows, typeset(plain))


def make_set(value: Anything, options: Options) -> Set:
    """A Set from a list of real constants, sorted, each once."""
    plain = plain_value(value)
    if isinstance(plain, MatrixValue) or not isinstance(plain, tuple) or not plain:
        raise MathsError(f"a set of numbers is expected, not {describe(plain)}")
    elements: list[Anything] = []
    for element in map(plain_value, plain):
        if any(equal(element, other) for other in elements):
            continue
        place = next((k for k, other in enumerate(elements) if compare("<", element, other)), len(elements))
        elements.insert(place, element)
    keys = tuple(number.entry(element, options.tolerance) for element in elements)
    return Set(keys, listing(tuple(elements), "{", "}"))


def flat(answer: Vector | Matrix | Set) -> tuple[Number, ...]:
    """The entries in the order in which they are asked: a matrix by rows, a set increasing."""
    if isinstance(answer, Vector):
        return answer.entries
    return (
        answer.elements if isinstance(answer, Set) else tuple(entry for row in answer.rows for entry in row)
    )


def numbers(answer: Answer) -> tuple[Number, ...]:
    """The numbers of an answer, in the order in which they are asked; none for an expression or a choice."""
    if isinstance(answer, Number):
        return (answer,)
    return flat(answer) if isinstance(answer, Vector | Matrix | Set) else ()


def _typed(answer: Vector | Matrix | Set, response: Texts) -> list[Fraction | None]:
    wanted = len(flat(answer))
    if isinstance(response, str) or len(response) != wanted:
        raise ValueError(f"{wanted} entries are expected")
    return [number.read(text) if text.strip() else None for text in response]


def _right(entry: Number, typed: Fraction | None) -> bool:
    return typed is not None and number.takes(entry, typed)


def _share(answer: Vector | Matrix, response: Texts) -> Fraction:
    typed = _typed(answer, response)
    entries = flat(answer)
    return Fraction(sum(map(_right, entries, typed)), len(entries))


def judge_vector(answer: Vector, response: Texts) -> Fraction:
    """The share of right entries; up to scale, 1 for a non-zero multiple and 0 for anything else."""
    if not answer.up_to:
        return _share(answer, response)
    typed = tuple(entry or 0 for entry in _typed(answer, response))
    return Fraction(int(parallel(tuple(entry.value for entry in answer.entries), typed)))


def judge_matrix(answer: Matrix, response: Texts) -> Fraction:
    """The share of right entries."""
    return _share(answer, response)


def judge_set(answer: Set, response: Texts) -> Fraction:
    """The share of elements found, in any order, no response counting twice."""
    # Numbers are paired upwards, each with the element whose bounds end first: no pairing finds more.
    left = sorted(map(number.bounds, answer.elements), key=itemgetter(1))
    for value in sorted(value for value in _typed(answer, response) if value is not None):
        hit = next((k for k, (low, high) in enumerate(left) if low <= value <= high), None)
        if hit is not None:
            del left[hit]
    return 1 - Fraction(len(left), len(answer.elements))


def same_entries(key: Any, other: Any) -> bool:
    """Are all entries of `other` marked right where `key` is the key?"""
    a, b = flat(key), flat(other)
    if len(a) != len(b) or (isinstance(key, Matrix) and len(key.rows) != len(other.rows)):
        return False
    return all(map(number.agree, a, b))


def same_vector(key: Vector, other: Vector) -> bool:
    """As `same_entries`; up to scale, whether the two are parallel."""
    if key.up_to:
        return parallel(tuple(e.value for e in key.entries), tuple(e.value for e in other.entries))
    return same_entries(key, other)


_Samples: TypeAlias = list[tuple[Any, Fraction | int | None]]


def _entry_samples(answer: Vector | Matrix | Set) -> _Samples:
    entries = flat(answer)
    n = len(entries)
    malformed: _Samples = [(("x",) * n, None), (("1",) * (n + 1), None), ("", None)]
    blank: _Samples = [(("",) * n, 0)]
    if not all(map(number.typable, entries)):
        return blank + malformed
    keys = tuple(map(number.key_text, entries))
    far = str(1 + sum(abs(int(number.bounds(entry)[1])) + 1 for entry in entries))
    cases: _Samples = [(keys, 1), ((far,) * n, 0), ((far, *keys[1:]), Fraction(n - 1, n))]
    return [*cases, ((*keys[:-1], ""), Fraction(n - 1, n)), *blank, *malformed]


def vector_samples(answer: Vector) -> _Samples:
    """Key, multiples (up to scale), one entry wrong, one missing, none, malformed."""
    if not answer.up_to:
        return _entry_samples(answer)
    n = len(answer.entries)
    blank: _Samples = [(("",) * n, 0), (("x",) * n, None), (("1",) * (n + 1), None)]
    if not all(map(number.typable, answer.entries)):
        return blank
    values = [number.rational(entry.value) for entry in answer.entries]
    twice = tuple(str(-2 * value) for value in values)
    off = tuple(str(value + k * k + 1) for k, value in enumerate(values))
    straight = parallel(tuple(values), tuple(value + k * k + 1 for k, value in enumerate(values)))
    return [(twice, 1), (off, int(straight)), *blank]


def matrix_samples(answer: Matrix) -> _Samples:
    """Key, one entry wrong, one missing, none, malformed."""
    return _entry_samples(answer)


def set_samples(answer: Set) -> _Samples:
    """As for a vector, and the key in another order."""
    cases = _entry_samples(answer)
    if all(map(number.typable, answer.elements)):
        cases.append((tuple(map(number.key_text, reversed(answer.elements))), 1))
    return cases
