"""Systems that want something otherwise than all others, as a table: what `--profile` can name.

Owns the differences as data; the modules beside it ask for them where they matter.

    >>> PROFILES["tao"].title
    'TAO'
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """One system: its name for people, the formats that are written for it, and what it wants otherwise."""

    title: str
    formats: tuple[str, ...]


PLAIN = Profile("", ())
"""For all systems alike."""

PROFILES: dict[str, Profile] = {
    "blackboard": Profile("Blackboard", ("qti21",)),
    "inspera": Profile("Inspera", ("qti21",)),
    "openolat": Profile("OpenOlat", ("qti21",)),
    "tao": Profile("TAO", ("qti21", "qti22", "qti30")),
}
"""The word of `--profile` → the system."""


def profile(name: str) -> Profile:
    """The profile of this name; "" is the plain one."""
    return PROFILES[name] if name else PLAIN


def titles(format: str) -> dict[str, str]:
    """The profiles that a format knows: their words and the systems' names."""
    return {name: profile.title for name, profile in PROFILES.items() if format in profile.formats}
