"""The versions of Common Cartridge that can be written: their names, as a table. The questions in them are the same.

1.1 is read by most systems (docs/cartridge.md); Schoology asks for 1.2.

    >>> version("cc12").assessment
    'imsqti_xmlv1p2/imscc_xmlv1p2/assessment'
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Version:
    """One version, `1.1`, from which its namespaces and types follow."""

    number: str

    @property
    def name(self) -> str:
        """As addresses hold it: `v1p1`."""
        return f"v{self.number.replace('.', 'p')}"

    @property
    def assessment(self) -> str:
        """The type of the resource that is a quiz."""
        return f"imsqti_xmlv1p2/imscc_xml{self.name}/assessment"

    @property
    def bank(self) -> str:
        """The type of the resource that is a question bank."""
        return f"imsqti_xmlv1p2/imscc_xml{self.name}/question-bank"


WIDEST = Version("1.1")

VERSIONS: dict[str, Version] = {"cc12": Version("1.2"), "cc13": Version("1.3")}
"""The word of `--profile` → the version."""

PROFILES: dict[str, str] = {"cc12": "Common Cartridge 1.2: Schoology", "cc13": "Common Cartridge 1.3"}


def version(profile: str) -> Version:
    """The version of this profile; 1.1 without one, and for a profile of other formats."""
    return VERSIONS.get(profile, WIDEST)
