"""Moodle, as far as a question file can tell: reads the XML as its importer does and grades responses.

Written from the rules of Moodle's importer alone; it must not import anything of ours, so that a
misunderstanding in the exporter is not repeated here. `generator.exporters.moodle.rules` holds what the importer or
the editing form would refuse; this module takes what it gets, with Moodle's silent readings. `moodle_reader_page` reads
texts, `moodle_reader_gaps` places to answer.

    >>> (stored,) = read_bank(
    ...     b"<quiz><question type='shortanswer'><name><text>Sum</text></name><questiontext><text>1 + 1</text>"
    ...     b"</questiontext><answer fraction='100'><text>two</text><feedback><text/></feedback></answer>"
    ...     b"<answer fraction='0'><text>*</text><feedback><text>No.</text></feedback></answer></question></quiz>"
    ... )
    >>> stored.grade("TWO"), stored.grade("ten")
    ((Fraction(1, 1), ('',)), (Fraction(0, 1), ('No.',)))
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from lxml import etree
from moodle_reader_gaps import (
    NUMERIC,
    SEVERAL,
    SHORT,
    Entry,
    Gap,
    Response,
    nearest_fraction,
    read_gaps,
    spelling_pattern,
    stored_number,
    typed_number,
)
from moodle_reader_page import BLANKS, formulas, one_line, php_tree, stripped, trimmed, visible

__all__ = [
    "NUMERIC",
    "SEVERAL",
    "SHORT",
    "Entry",
    "Gap",
    "Graded",
    "Hint",
    "Response",
    "Stored",
    "formulas",
    "nearest_fraction",
    "one_line",
    "read_bank",
    "read_banks",
    "read_gaps",
    "spelling_pattern",
    "stored_number",
    "trimmed",
    "typed_number",
    "visible",
]

Graded = tuple[Fraction, tuple[str, ...]]
"""The share of full marks, and the feedbacks (HTML) that were shown."""

_LONGEST_NAME = 255
_PLACE = re.compile(r"\[\[([0-9]+)\]\]")
_MISSING_WORDS = {"gapselect": "selectoption", "ddwtos": "dragbox"}
"""The types whose text holds `[[1]]` → the element of a choice."""


@dataclass(frozen=True)
class Hint:
    """What is shown after a wrong try (HTML); then wrong answers may be cleared, and right ones counted."""

    text: str
    clears_wrong: bool
    counts_right: bool


@dataclass(frozen=True)
class Stored:
    """A question as it lies in the bank. `text` has `{#1}` where gap 1 was; `element` is the XML read.

    `combined` are the feedbacks on all, some and nothing right.
    """

    kind: str
    name: str
    category: str
    text: str
    general: str
    mark: Fraction
    idnumber: str
    tags: tuple[str, ...]
    gaps: tuple[Gap, ...]
    notes: str
    hints: tuple[Hint, ...]
    combined: tuple[str, str, str]
    element: etree._Element

    def grade(self, *responses: Response) -> Graded:
        """The result of one response for each gap, in order."""
        results = [gap.grade(response) for gap, response in zip(self.gaps, responses, strict=True)]
        weights = [gap.weight for gap in self.gaps]
        share = sum((w * r[0] for w, r in zip(weights, results, strict=True)), Fraction(0)) / sum(weights)
        return share, tuple(feedback for _, feedback in results)

    def combined_feedback(self, share: Fraction) -> str:
        """What is shown, whatever was wrong, to whom has earned this share."""
        return self.combined[0 if share >= 1 else 2 if share <= 0 else 1]


def read_bank(data: bytes) -> tuple[Stored, ...]:
    """All questions of a file, in order, each with the category it lands in."""
    return read_banks([data])


def read_banks(files: Iterable[bytes]) -> tuple[Stored, ...]:
    """All questions of files that are imported one after the other; each starts outside of all categories.

    A second question of a category with an id number of the first is stored without it.
    """
    found: list[Stored] = []
    taken: set[tuple[str, str]] = set()
    for data in files:
        category = ""
        for element in php_tree(data).iterfind("question"):
            if element.get("type") == "category":
                category = trimmed(element, "category")
                continue
            idnumber = element.findtext("idnumber") or ""
            found.append(_stored(element, category, "" if (category, idnumber) in taken else idnumber))
            taken.add((category, idnumber))
    return tuple(found)


def _stored(element: etree._Element, category: str, idnumber: str) -> Stored:
    kind = element.get("type") or ""
    text = trimmed(element, "questiontext")
    mark = Fraction(element.findtext("defaultgrade") or "0")
    if kind in ("cloze", "multianswer"):
        text, gaps = read_gaps(text)
        mark = Fraction(sum(gap.weight for gap in gaps))
    elif kind in _MISSING_WORDS:
        text, gaps = _missing_words(element, text, _MISSING_WORDS[kind])
    else:
        gaps = _gaps_of(element, kind)
        mark = Fraction(0) if kind == "description" else mark
    return Stored(
        kind,
        _name(element),
        category,
        text,
        trimmed(element, "generalfeedback"),
        mark,
        idnumber,
        tuple(trimmed(tag, ".") for tag in element.iterfind("tags/tag")),
        gaps,
        trimmed(element, "graderinfo"),
        tuple(_hint(hint) for hint in element.iterfind("hint")),
        (
            trimmed(element, "correctfeedback"),
            trimmed(element, "partiallycorrectfeedback"),
            trimmed(element, "incorrectfeedback"),
        ),
        element,
    )


def _name(element: etree._Element) -> str:
    """Names lose their tags, and are cut."""
    name = stripped(trimmed(element, "name")).strip(BLANKS)
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 4]}..."


def _hint(element: etree._Element) -> Hint:
    return Hint(
        trimmed(element, "."),
        element.find("clearwrong") is not None,
        element.find("shownumcorrect") is not None,
    )


def _missing_words(element: etree._Element, text: str, choice: str) -> tuple[str, tuple[Gap, ...]]:
    """`[[2]]` takes choice 2, whose rivals are the others of its group. Blank choices do not count.

    A choice is given by its text as it is shown. Raises IndexError for a place without a choice.
    """
    choices = [
        (trimmed(option, "."), option.findtext("group") or "1")
        for option in element.iterfind(choice)
        if trimmed(option, ".")
    ]
    gaps = []
    for place in _PLACE.finditer(text):
        right, group = choices[int(place[1]) - 1]
        rivals = dict.fromkeys(word for word, of in choices if of == group)
        gaps.append(Gap(1, element.get("type") or "", tuple(_match(word, word == right) for word in rivals)))
    numbers = iter(range(1, len(gaps) + 1))
    return _PLACE.sub(lambda _: f"{{#{next(numbers)}}}", text), tuple(gaps)


def _match(choice: str, right: bool) -> Entry:
    return Entry(choice, Fraction(int(right)), "")


def _gaps_of(element: etree._Element, kind: str) -> tuple[Gap, ...]:
    """The places to answer of a question that is no cloze; a matching question has one for each left side."""
    answers = element.findall("answer")
    if kind in ("matching", "match"):
        pairs = [(trimmed(pair, "."), trimmed(pair, "answer")) for pair in element.iterfind("subquestion")]
        choices = dict.fromkeys(right for _, right in pairs)
        return tuple(
            Gap(1, "match", tuple(_match(choice, choice == right) for choice in choices))
            for left, right in pairs
            if left
        )
    if kind == "ordering":
        items = tuple(Entry(trimmed(answer, "."), Fraction(0), "") for answer in answers)
        return (Gap(1, element.findtext("gradingtype") or "RELATIVE_NEXT_EXCLUDE_LAST", items),)
    if kind == "shortanswer":
        case = element.findtext("usecase") == "1"
        return (Gap(1, kind, tuple(_entry(answer, spelling=case) for answer in answers)),)
    if kind == "numerical":
        return (Gap(1, kind, tuple(_entry(answer, number=True) for answer in answers)),)
    if kind == "multichoice":
        several = element.findtext("single") in ("false", "0", "")
        return (Gap(1, "multiresponse" if several else kind, tuple(map(_entry, answers))),)
    return (Gap(1, kind, tuple(map(_entry, answers))),) if kind == "truefalse" else ()


def _entry(answer: etree._Element, number: bool = False, spelling: bool | None = None) -> Entry:
    fraction = nearest_fraction(answer.get("fraction") or "0")
    tolerance = abs(stored_number(answer.findtext("tolerance") or "0")) if number else None
    text = trimmed(answer, ".")
    pattern = None if spelling is None else spelling_pattern(text, spelling)
    return Entry(text, fraction, trimmed(answer, "feedback"), tolerance, pattern)
