"""Words that every format writes alike: the letters of options, and the tags by which a bank is searched.

Must not know any markup or format.

    >>> letter(0), letter(27)
    ('a', 'ab')
    >>> tags(("limits", "Limits"), "core", "calculus/limits")
    ('limits', 'level:core', 'calculus/limits')
"""

from __future__ import annotations

from string import ascii_lowercase


def letter(number: int) -> str:
    """The letter of an option, from 0: a to z, then aa, ab and so on."""
    lead, last = divmod(number, 26)
    return (letter(lead - 1) if lead else "") + ascii_lowercase[last]


def tags(topics: tuple[str, ...], level: str, family: str) -> tuple[str, ...]:
    """Topics, level and family, each once; capitals do not count, since Moodle compares tags without case."""
    once = {tag.casefold(): tag for tag in reversed((*topics, f"level:{level}", family))}
    return tuple(reversed(once.values()))
