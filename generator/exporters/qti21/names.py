"""The names of one part inside its item. They run through the whole item, so that none comes twice.

>>> names(2, alone=False, first_remark=1, language="en").blank(1, total=3)
'ANSWER_2_1'
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    """Outcomes and identifiers of one part; `first_remark` is the number of its first feedback."""

    score: str
    feedback: str
    response: str
    first_remark: int
    language: str

    def blank(self, number: int, total: int) -> str:
        """The response of the part's blank with this number, from 1."""
        return self.response if total == 1 else f"{self.response}_{number}"


def names(number: int, alone: bool, first_remark: int, language: str) -> Names:
    """The names of the part with this number (from 1); `alone` if the item has no other."""
    if alone:
        return Names("SCORE", "FEEDBACK", "RESPONSE", first_remark, language)
    return Names(f"SCORE_{number}", f"FEEDBACK_{number}", f"ANSWER_{number}", first_remark, language)
