"""Texts: a word or a few, right if it is one of the accepted spellings.

White space at the ends and its amount between words never count. Letters are compared as they look: `é` as
one character or as a letter with an accent is the same (Unicode's NFC). Upper and lower case count only if the
answer says so.

    >>> answer = make(("Gauss", "C. F. Gauss"), Options())
    >>> judge(answer, " c.  f. gauss "), judge(answer, "Euler")
    (1, 0)
"""

from __future__ import annotations

from unicodedata import normalize

from generator.answers.options import Options
from generator.answers.responses import Response, one_text
from generator.maths.values import Anything, MathsError, describe, plain_value
from generator.model import TextAnswer, Words

MAX_LENGTH = 200
"""Longest accepted spelling, in characters: what formats can ask on one line."""

MAX_SPELLINGS = 50


def make(value: Anything, options: Options) -> TextAnswer:
    """A TextAnswer from a word, or from a list of words whose first one is the key."""
    plain = plain_value(value)
    spellings = plain if isinstance(plain, tuple) else (plain,)
    if not spellings or len(spellings) > MAX_SPELLINGS:
        raise MathsError(f"a text has from 1 to {MAX_SPELLINGS} accepted spellings")
    accepted = tuple(dict.fromkeys(map(_spelling, spellings)))
    return TextAnswer(accepted, Words(accepted[0]), options.exact_case)


def _spelling(value: Anything) -> str:
    word = plain_value(value)
    if not isinstance(word, str):
        raise MathsError(f"a text is expected, not {describe(word)}")
    spelling = _tidy(word)
    if not spelling:
        raise MathsError("an accepted spelling is empty")
    if len(spelling) > MAX_LENGTH:
        raise MathsError(f"an accepted spelling is longer than {MAX_LENGTH} characters")
    if not spelling.isprintable():
        raise MathsError("an accepted spelling holds a character that cannot be printed")
    return spelling


def _tidy(text: str) -> str:
    return " ".join(normalize("NFC", text).split())


def _compared(answer: TextAnswer, text: str) -> str:
    return _tidy(text) if answer.exact_case else normalize("NFC", _tidy(text).casefold())


def judge(answer: TextAnswer, response: Response) -> int:
    """1 if the response is an accepted spelling, else 0. Raises ValueError if nothing is given."""
    given = _compared(answer, one_text(response))
    if not given:
        raise ValueError("a text is expected")
    return int(any(given == _compared(answer, spelling) for spelling in answer.accepted))


def same(key: TextAnswer, other: TextAnswer) -> bool:
    """Is any spelling of `other` accepted where `key` is?"""
    return any(judge(key, spelling) for spelling in other.accepted)


def samples(answer: TextAnswer) -> list[tuple[Response, int | None]]:
    """Every spelling, as it is and with more white space; in capitals; with a letter too much; nothing."""
    cases: list[tuple[Response, int | None]] = []
    for spelling in answer.accepted:
        cases += [(spelling, 1), (f"  {'   '.join(spelling.split())} ", 1)]
        capitals = spelling.upper()
        if _compared(answer, capitals) == _compared(answer, spelling):
            cases.append((capitals, 1))
        elif all(_compared(answer, capitals) != _compared(answer, other) for other in answer.accepted):
            cases.append((capitals, 0))
    longer = f"{max(answer.accepted, key=len)}x"
    return [*cases, (longer, 0), ("", None), (" ", None)]
