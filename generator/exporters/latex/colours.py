"""The colour of a department, dark enough to be read on white paper.

What a set gives is kept where it can be: it is mixed with black, no more than is needed for a contrast of 4.5:1 (text)
or 3:1 (rules and frames), the bounds of WCAG 2.1, 1.4.3 and 1.4.11. Contrast is counted as its definition of “contrast
ratio” says, in exact steps of one part in 64.

    >>> on_paper("0065BD", TEXT), on_paper("FFDD00", TEXT)
    ('0065BD', '877500')
"""

from __future__ import annotations

TEXT, RULES = 4.5, 3.0
"""The least contrasts with white."""

_STEPS = 64


def on_paper(colour: str, least: float) -> str:
    """The colour (six hexadecimal digits, upper case), darkened until its contrast with white is at least `least`."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    for part in range(_STEPS, 0, -1):
        mixed = (red * part // _STEPS, green * part // _STEPS, blue * part // _STEPS)
        if contrast(*mixed) >= least:
            return "{:02X}{:02X}{:02X}".format(*mixed)
    return "000000"


def contrast(red: int, green: int, blue: int) -> float:
    """The contrast ratio with white of a colour in sRGB, each part from 0 to 255."""
    luminance = 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)
    return 1.05 / (luminance + 0.05)


def _linear(value: int) -> float:
    part = value / 255
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
