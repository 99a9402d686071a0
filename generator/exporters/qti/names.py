"""The names of one part inside its item. They run through the whole item, so that none comes twice.

>>> from generator.exporters.qti.dialects import QTI21
>>> names(2, alone=False, first_remark=1, setting=Setting(QTI21, PLAIN, "en")).blank(1, total=3)
'ANSWER_2_1'
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.exporters.html import Style
from generator.exporters.qti import catalog
from generator.exporters.qti.dialects import Dialect
from generator.exporters.qti.profiles import PLAIN, Profile


@dataclass(frozen=True, slots=True)
class Setting:
    """What all parts of an item have in common: its version of QTI, the system it is for, its language."""

    dialect: Dialect
    profile: Profile = PLAIN
    language: str = "en"

    @property
    def format(self) -> str:
        """What cannot say something, in what is told of losses."""
        return self.dialect.label

    @property
    def style(self) -> Style:
        """How prose is written."""
        return catalog.style(self.dialect, self.language)


@dataclass(frozen=True, slots=True)
class Names:
    """Outcomes and identifiers of one part; `first_remark` is the number of its first feedback.

    `setting` is what all parts of the item have in common.
    """

    score: str
    feedback: str
    response: str
    first_remark: int
    setting: Setting

    def blank(self, number: int, total: int) -> str:
        """The response of the part's blank with this number, from 1."""
        return self.response if total == 1 else f"{self.response}_{number}"


def names(number: int, alone: bool, first_remark: int, setting: Setting) -> Names:
    """The names of the part with this number (from 1); `alone` if the item has no other."""
    if alone:
        feedback = "FEEDBACK_1" if setting.profile.verdict else "FEEDBACK"
        return Names("SCORE", feedback, "RESPONSE", first_remark, setting)
    return Names(f"SCORE_{number}", f"FEEDBACK_{number}", f"ANSWER_{number}", first_remark, setting)
