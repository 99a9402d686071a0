"""What a student may type where a format compares texts: the spellings of a number, and those of a text.

Owns the lists; must not know any format. Such a format has no tolerance, so only numbers are listed that are right in
their own spellings alone: exact ones that are short decimals.

    >>> of_number(Fraction(-1, 2))
    ('-0.5', '−0.5', '-.5', '−.5', '-0.50', '−0.50', '-1/2', '−1/2')
    >>> from generator.model import Words
    >>> of_text(TextAnswer(("New  York", "NY", "ny"), Words("New York")))
    ('New York', 'NY')
"""

from __future__ import annotations

from fractions import Fraction

from generator.answers.blanks import blanks
from generator.answers.number import decimal_text, rational
from generator.model import Answer, Number, TextAnswer


def exact_blanks(answer: Answer) -> tuple[Number, ...]:
    """The numbers of an answer, in the order in which they are asked, if all are listed; else nothing.

    A tolerance that leaves no room is none: one relative to the key 0 is such.
    """
    keys = blanks(answer) or ()
    return keys if all(not key.tolerance.margin(rational(key.value)) for key in keys) else ()


def of_number(value: Fraction, *, comma: bool = False) -> tuple[str, ...]:
    """What may be typed for a short decimal: either minus, with and without zeros, as a fraction; its key is the first.

    With a `comma`, also as a decimal with one. Raises ValueError if it is no short decimal.
    """
    size = decimal_text(abs(value))
    if size is None:
        raise ValueError(f"{value} has no short decimal")
    if "." in size:
        bodies = [size, *([size[1:]] if size.startswith("0.") else []), f"{size}0"]
    else:
        bodies = [size, f"{size}.0", f"{size}.00"]
    if comma:
        bodies += [body.replace(".", ",") for body in bodies if "." in body]
    if "." in size:
        bodies.append(f"{abs(value.numerator)}/{value.denominator}")
    signs = ("-", "−") if value < 0 else ("", "+")
    return tuple([sign + body for body in bodies for sign in signs])


def of_text(answer: TextAnswer) -> tuple[str, ...]:
    """The accepted texts with one space between words, each once as it is compared; its key is the first.

    Small letters, by which systems compare, are not Unicode's case folding, for which `ß` is `ss`; so a text that
    differs stands twice.
    """
    plain = [" ".join(text.split()) for text in answer.accepted]
    if answer.exact_case:
        return tuple(dict.fromkeys(plain))
    once: dict[str, str] = {}
    for text in (*plain, *map(str.casefold, plain)):
        once.setdefault(text.lower(), text)
    return tuple(once.values())
