"""Small specs with one part, in a string."""

from __future__ import annotations

from textwrap import dedent, indent

START = """\
symbols: [x]
parameters:
  a: integer(2, 9)
  b: integer(11, 19)
question: What about {{ a }} and {{ b }}?
parts:
"""


def one_part(part: str, more: str = "") -> str:
    """A spec with this part."""
    return f"{START}{indent(dedent(part).strip(), '  ')}\nsolution: So it is.\n{more}"


def typed(kind: str, answer: str, certificate: str, more: str = "") -> str:
    """A part whose answer is typed; expressions in double quotes hold single ones only."""
    return (
        f'- kind: {kind}\n  answer: "{answer}"\n  certificate: "{certificate}"\n{indent(dedent(more), "  ")}'
    )


def offered(*options: str) -> str:
    """A choice whose first option is right."""
    first, *others = [f"    - text: {option}\n" for option in options]
    return "- kind: choice\n  options:\n" + first + "      right: true\n" + "".join(others)
