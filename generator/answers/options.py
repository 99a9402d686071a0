"""What a part of a spec says about its answer beside its value."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model import EXACT, ExpressionForm, Tolerance, UpTo


@dataclass(frozen=True, slots=True)
class Options:
    """What `make` of every kind of answer is told; each takes what means something for it.

    `tolerance` is for numbers and the entries of what holds numbers; `unit` for numbers; `up_to` and `whole` for
    vectors and matrices; `symbols` (the names that a student may use) and `form` for expressions; `exact_case` for
    texts.
    """

    tolerance: Tolerance = EXACT
    symbols: tuple[str, ...] = ()
    up_to: UpTo = ""
    whole: bool = False
    form: ExpressionForm = ""
    unit: str = ""
    exact_case: bool = False
