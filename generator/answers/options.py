"""What a part of a spec says about its answer beside its value."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model import Tolerance


@dataclass(frozen=True, slots=True)
class Options:
    """What `make` of every kind of answer is told; each takes what means something for it.

    `tolerance` is for numbers and the entries of what holds numbers, `up_to_scale` for vectors, `symbols` (the
    names that a student may use) for expressions.
    """

    tolerance: Tolerance
    up_to_scale: bool
    symbols: tuple[str, ...]
