"""Letters of what is offered, numerals of parts: the same on paper, on screens, in keys and on bubble sheets.

>>> letter(0), letter(27), roman(4)
('a', 'ab', 'iv')
"""

from __future__ import annotations

from string import ascii_lowercase


def letter(number: int) -> str:
    """The letter of an option, from 0: a to z, then aa, ab and so on."""
    lead, last = divmod(number, 26)
    return (letter(lead - 1) if lead else "") + ascii_lowercase[last]


def roman(number: int) -> str:
    """A small Roman numeral, for 1 to 89."""
    tens, ones = divmod(number, 10)
    return ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx")[tens] + (
        "", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]  # fmt: skip
