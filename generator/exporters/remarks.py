"""What else is right beside the key: tolerances, multiples, other spellings. In words, for keys and graders.

Must not know any markup: a remark is plain text.

    >>> from generator.model import Num
    >>> remarks(Number(Fraction("2.5"), Num("2.5"), Tolerance("absolute", Fraction(1, 10))), "en")
    ('± 0.1',)
    >>> remarks(Expression(1, Num("1"), ("x",), "factored"), "de")
    ('faktorisiert', 'oder gleichwertig')
"""

from __future__ import annotations

from fractions import Fraction

from generator.answers.entries import flat
from generator.answers.number import decimal_text, rounded_text
from generator.exporters.words import word
from generator.model import (
    Answer,
    Expression,
    Interval,
    Matrix,
    MultipleChoice,
    Number,
    Ordering,
    Set,
    TextAnswer,
    Tolerance,
    Vector,
)


def remarks(answer: Answer, language: str) -> tuple[str, ...]:
    """The remarks on an answer, each once."""
    return tuple(dict.fromkeys(filter(None, _remarks(answer, language))))


def _remarks(answer: Answer, language: str) -> list[str]:
    if isinstance(answer, Number):
        return [_margin(answer.tolerance, language)]
    if isinstance(answer, Expression):
        return [word(answer.form, language) if answer.form else "", word("or equal", language)]
    if isinstance(answer, TextAnswer):
        others = [f"{word('or', language)} {spelling}" for spelling in answer.accepted[1:]]
        return [*others, word("exact case", language) if answer.exact_case else ""]
    if isinstance(answer, Vector | Matrix):
        entries = [entry for entry in flat(answer) if isinstance(entry, Number)]
        up_to = word(answer.up_to, language) if answer.up_to else ""
        whole = word("whole", language) if answer.whole else ""
        return [up_to, whole, *_each(entries, language)]
    if isinstance(answer, Set):
        return _each(answer.elements, language)
    if isinstance(answer, Interval):
        return _each([end for end in (answer.low, answer.high) if end], language)
    if isinstance(answer, MultipleChoice | Ordering):
        return [word("whole", language) if answer.whole else ""]
    return []


def decimal(amount: Fraction, language: str, digits: int = 14) -> str:
    """A rational number as a decimal of the language, rounded if it has more digits."""
    written = decimal_text(amount, digits) or rounded_text(amount, digits)
    return written.replace(".", word("decimal mark", language))


def _margin(tolerance: Tolerance, language: str) -> str:
    if tolerance.kind == "exact":
        return ""
    if tolerance.kind == "significant":
        return word("significant", language).format(tolerance.amount)
    if tolerance.kind == "relative":
        return f"± {decimal(tolerance.amount * 100, language)}\u202f%"
    return f"± {decimal(tolerance.amount, language)}"


def _each(entries: list[Number] | tuple[Number, ...], language: str) -> list[str]:
    margins = [_margin(entry.tolerance, language) for entry in entries]
    return [word("each", language).format(margin) for margin in margins if margin]
