"""Matrices: entries in rows, each marked by itself (see `entries`). A response holds them row by row."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from generator.answers import entries
from generator.answers.options import Options
from generator.answers.responses import Response
from generator.maths.typeset import typeset
from generator.maths.values import Anything, MathsError, Shown, describe, plain_value
from generator.maths.values import Matrix as MatrixValue
from generator.model import Matrix


def make(value: Anything, options: Options) -> Matrix:
    """A Matrix from a matrix of scalars.

    Raises MathsError for anything else, and for the zero matrix if multiples of the key are right.
    """
    plain = plain_value(value)
    if not isinstance(plain, MatrixValue):
        raise MathsError(f"a matrix is expected, not {describe(plain)}")
    width = plain.shape[1]
    values = [entry for row in plain.rows for entry in row]
    made = entries.make_entries(values, options)
    if not entries.has_direction(made, options.up_to):
        raise MathsError("the zero matrix cannot be an answer up to a factor")
    keys = entries.as_shown(values, made, options)
    shown = typeset(value if isinstance(value, Shown) else MatrixValue(_in_rows(keys, width)))
    return Matrix(_in_rows(made, width), shown, options.up_to, options.whole)


def _in_rows(items: tuple[Any, ...], width: int) -> tuple[tuple[Any, ...], ...]:
    return tuple([items[k : k + width] for k in range(0, len(items), width)])


def judge(answer: Matrix, response: Response) -> Fraction:
    """The share of right entries; up to scale, 1 for a multiple and 0 for anything else."""
    return entries.judge(answer, response)


def same(key: Matrix, other: Matrix) -> bool:
    """Would `other` earn full credit where `key` is right? One of another shape would not."""
    return len(key.rows) == len(other.rows) and entries.same(key, other)


def samples(answer: Matrix) -> entries.Samples:
    """Those of its entries."""
    return entries.samples(answer)
