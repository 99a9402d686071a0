"""The colour of a department, dark enough to be read on white paper, or light enough on a dark screen.

What a set gives is kept where it can be: it is mixed with black, no more than is needed for a contrast of 4.5:1 (text)
or 3:1 (rules and frames), the bounds of WCAG 2.1, 1.4.3 and 1.4.11. Contrast is counted as its definition of “contrast
ratio” says, in exact steps of one part in 64. For dark screens it is mixed with white in the same way.

    >>> on_paper("0065BD", TEXT), on_paper("FFDD00", TEXT)
    ('0065BD', '877500')
    >>> on_screen("0065BD", TEXT), on_screen("FFDD00", TEXT)
    ('3887CC', 'FFDD00')
"""

from __future__ import annotations

TEXT, RULES = 4.5, 3.0
"""The least contrasts with the ground."""

DARK = "1B1B1B"
"""The ground of a dark screen."""

_STEPS = 64


def on_paper(colour: str, least: float) -> str:
    """The colour (six hexadecimal digits, upper case), darkened until its contrast with white is at least `least`."""
    red, green, blue = _parts(colour)
    for part in range(_STEPS, 0, -1):
        mixed = (red * part // _STEPS, green * part // _STEPS, blue * part // _STEPS)
        if contrast(*mixed) >= least:
            return "{:02X}{:02X}{:02X}".format(*mixed)
    return "000000"


def contrast(red: int, green: int, blue: int) -> float:
    """The contrast ratio with white of a colour in sRGB, each part from 0 to 255."""
    return 1.05 / (_luminance(red, green, blue) + 0.05)


def on_screen(colour: str, least: float) -> str:
    """The colour, mixed with white until its contrast with the ground of a dark screen is at least `least`."""
    ground = _luminance(*_parts(DARK)) + 0.05
    for part in range(_STEPS, 0, -1):
        red, green, blue = (255 - (255 - value) * part // _STEPS for value in _parts(colour))
        if (_luminance(red, green, blue) + 0.05) / ground >= least:
            return f"{red:02X}{green:02X}{blue:02X}"
    return "FFFFFF"


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)


def _luminance(red: int, green: int, blue: int) -> float:
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(value: int) -> float:
    part = value / 255
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
