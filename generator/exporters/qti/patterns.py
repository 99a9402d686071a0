r"""Spellings of a text as regular expressions of XML Schema 2 (appendix F), which QTI's patternMatch takes.

`stringMatch` would count every space. What a pattern takes is what `answers.text` does: letters as one character or as
a letter with an accent, any white space between words.

    >>> pattern("New York", exact_case=True).replace(_SPACE, "_")
    '_*New_+York_*'
    >>> pattern("Si", exact_case=False).replace(_SPACE, "_")
    '_*(S|s)(i|I)_*'
"""

from __future__ import annotations

import re
from unicodedata import normalize

_SPACE = "[\\s\u00a0\u202f]"
"""White space, and the two that do not break, which are none to `\\s` there."""

_LETTER = re.compile("[sS][sS]|.")

_ANCHORS = {"$": "[$]", "^": r"[\^]"}
"""The engine of TAO puts a backslash before each of these, in a class or not; a second one there does no harm."""


def pattern(text: str, *, exact_case: bool) -> str:
    """One spelling. Without `exact_case`, letters are alike that case folding makes alike, for which `ß` is `ss`."""
    letter = _exactly if exact_case else _in_any_case
    words = [_LETTER.sub(lambda found: letter(found[0]), word) for word in normalize("NFC", text).split()]
    return f"{_SPACE}*{f'{_SPACE}+'.join(words)}{_SPACE}*"


def _exactly(letters: str) -> str:
    return _one_of([letters])


def _in_any_case(letters: str) -> str:
    if letters.casefold() == "ss":
        return "([sS][sS]|[ßẞ])"
    if letters in "σςΣ":
        return "[σςΣ]"
    # One letter may be two in the other case: `ŉ` is `ʼN`.
    return _one_of([letters, letters.lower(), letters.upper(), letters.casefold()])


def _one_of(spellings: list[str]) -> str:
    """Any of these, each with its accents in the letter or behind it."""
    forms = [normalize(form, spelling) for form in ("NFC", "NFD") for spelling in spellings]
    literal = ["".join(map(_literal, form)) for form in dict.fromkeys(forms)]
    return literal[0] if len(literal) == 1 else f"({'|'.join(literal)})"


def _literal(character: str) -> str:
    escaped = f"\\{character}" if character in ".?*+(){}|-[]\\" else character
    return _ANCHORS.get(character, escaped)
