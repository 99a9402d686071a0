"""Section 5: types that are typed: numbers, texts, essays.

Each rule names the file of Moodle 4.5 that reads the type; `question/format/xml/format.php` reads the XML of all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from generator.exporters.moodle.rules.reading import (
    NUMBER,
    WILDCARD,
    Rule,
    Seen,
    hidden_numbers,
    said,
    trimmed,
)

_FORMATS = ("editor", "editorfilepicker", "plain", "monospaced", "noinline")
_UNIT_LIMIT = 50


def numbers(seen: Seen) -> Iterator[str]:
    """Numbers with a point and a tolerance; `*` only last; no answer that an earlier one takes.

    `question/type/numerical/questiontype.php`: what follows the leading number is cut, a comma depends on who imports.
    """
    yield from typed_numbers(
        [(said(answer), answer.findtext("tolerance", "0")) for answer in seen.all("answer")]
    )


def typed_numbers(answers: list[tuple[str, str]]) -> Iterator[str]:
    """(number, tolerance) in the order in which they are tried: plain, and none out of reach."""
    plain = answers[:-1] if answers and answers[-1][0] == "*" else answers
    for text, tolerance in plain:
        if not NUMBER.fullmatch(text):
            yield f"the number {text!r}"
            return
        if not NUMBER.fullmatch(tolerance) or tolerance.startswith("-"):
            yield f"the tolerance {tolerance!r}"
            return
    for text in hidden_numbers(plain):
        yield f"{text} is taken by an earlier answer"


def units(seen: Seen) -> Iterator[str]:
    """The first unit has the multiplier 1; a name has at most 50 characters, or the database refuses it.

    `question/type/numerical/questiontype.php` (`save_units`).
    """
    for number, unit in enumerate(seen.element.iterfind("units/unit")):
        if number == 0 and unit.findtext("multiplier") != "1":
            yield "the multiplier of the first unit is not 1"
        if not 0 < len(unit.findtext("unit_name") or "") <= _UNIT_LIMIT:
            yield f"the unit {unit.findtext('unit_name')!r}"


def spellings(seen: Seen) -> Iterator[str]:
    r"""`usecase` is 0 or 1; an asterisk has a backslash, unless it is the last answer; no answer is out of reach.

    `question/type/shortanswer/question.php` (`compare_string_with_wildcard`).
    """
    if seen.value("usecase") not in ("0", "1"):
        yield f"<usecase> is {seen.value('usecase')!r}"
    yield from typed_texts([said(answer) for answer in seen.all("answer")], seen.value("usecase") == "1")


def typed_texts(answers: list[str], exact_case: bool) -> Iterator[str]:
    """Texts in the order in which they are tried: no wildcards, none that an earlier one takes."""
    tried: set[str] = set()
    for text in answers[:-1] if answers and answers[-1] == "*" else answers:
        if not trimmed(text):
            yield "an answer is blank"
        if WILDCARD.search(text):
            yield f"a wildcard in {text!r}"
        compared = unicodedata.normalize("NFC", trimmed(text))
        compared = compared if exact_case else compared.lower()
        if compared in tried:
            yield f"{text!r} is taken by an earlier answer"
        tried.add(compared)


def essay(seen: Seen) -> Iterator[str]:
    """A known way to answer, and something for graders to go by.

    `question/type/essay/questiontype.php` (`response_formats`).
    """
    if seen.value("responseformat") not in _FORMATS:
        yield f"the way to answer {seen.value('responseformat')!r}"
    if not trimmed(seen.said("graderinfo")):
        yield "there are no notes for graders"


NUMERICAL: tuple[tuple[int, Rule], ...] = ((5, numbers), (5, units))
SHORT_ANSWER: tuple[tuple[int, Rule], ...] = ((5, spellings),)
ESSAY: tuple[tuple[int, Rule], ...] = ((5, essay),)
