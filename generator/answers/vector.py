"""Vectors: entries in an order, each marked by itself (see `entries`)."""

from __future__ import annotations

from fractions import Fraction

from generator.answers import entries
from generator.answers.options import Options
from generator.answers.responses import Response
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Shown, describe, plain_value
from generator.maths.values import Matrix as MatrixValue
from generator.model import Vector


def make(value: Anything, options: Options) -> Vector:
    """A Vector from a list of scalars, or from a matrix with one row or one column.

    Raises MathsError for anything else, and for the zero vector if multiples of the key are right.
    """
    plain = plain_value(value)
    if isinstance(plain, MatrixValue) and 1 in plain.shape:
        plain = plain.columns()[0] if plain.shape[1] == 1 else plain.rows[0]
    if not isinstance(plain, tuple) or not plain:
        raise MathsError(f"a vector is expected, not {describe(plain)}")
    made = entries.make_entries(plain, options)
    if not entries.has_direction(made, options.up_to):
        raise MathsError("the zero vector cannot be an answer up to a factor")
    shown = typeset(value if isinstance(value, Shown) else entries.as_shown(plain, made, options))
    return Vector(made, shown, options.up_to, options.whole)


def judge(answer: Vector, response: Response) -> Fraction:
    """The share of right entries; up to scale, 1 for a multiple and 0 for anything else."""
    return entries.judge(answer, response)


def same(key: Vector, other: Vector) -> bool:
    """Would `other` earn full credit where `key` is right?"""
    return entries.same(key, other)


def samples(answer: Vector) -> entries.Samples:
    """Those of its entries."""
    return entries.samples(answer)
