"""Moodle, as far as a question file can tell: reads the XML as its importer does and grades responses.

Written from the rules of Moodle's importer alone; it must not import anything of ours, so that a
misunderstanding in the exporter is not repeated here. `moodle_rules` holds what the importer or the editing
form would refuse; this module takes what it gets, with Moodle's silent readings.

    >>> stored_number("1/2"), stored_number("-12.5"), stored_number("3,5")
    (Fraction(1, 1), Fraction(-25, 2), Fraction(35, 1))
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

from lxml import etree
from lxml import html as browser

Graded = tuple[Fraction, tuple[str, ...]]
"""The share of full marks, and the feedbacks (HTML) that were shown."""

_LEADING_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_ENTITY = re.compile(r"&(amp|lt|gt|quot|nbsp|#\d+|#x[0-9a-fA-F]+);")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "nbsp": "\xa0"}
_GAP = re.compile(
    r"\{(\d*):(NUMERICAL|NM|SHORTANSWER_C|SHORTANSWER|SAC|SA|MWC|MW|MULTICHOICE_VS|MULTICHOICE_HS|MULTICHOICE_V"
    r"|MULTICHOICE_H|MULTICHOICE_S|MULTICHOICE|MCVS|MCHS|MCV|MCH|MCS|MC|MULTIRESPONSE|MRHS|MRH|MRS|MR):"
)


@dataclass(frozen=True)
class Entry:
    """One answer of a question or gap. `tolerance` is None where it is not a number that is typed."""

    text: str
    fraction: Fraction
    feedback: str
    tolerance: Fraction | None = None

    def takes(self, response: str) -> bool:
        """Does a response match? Choices are given by their HTML, numbers as typed."""
        if self.text == "*":
            return True
        if self.tolerance is None:
            return response == self.text
        return abs(stored_number(response) - stored_number(self.text)) <= self.tolerance


@dataclass(frozen=True)
class Gap:
    """One place to answer: a gap of a cloze, or the whole of a simple question."""

    weight: int
    kind: str
    entries: tuple[Entry, ...]

    def grade(self, response: str) -> tuple[Fraction, str]:
        """The first entry that matches counts; without one the response earns nothing."""
        return next(((e.fraction, e.feedback) for e in self.entries if e.takes(response)), (Fraction(0), ""))


@dataclass(frozen=True)
class Stored:
    """A question as it lies in the bank. `text` has `{#1}` where gap 1 was; `element` is the XML read."""

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
    element: etree._Element

    def grade(self, *responses: str) -> Graded:
        """The result of one response for each gap, in order."""
        results = [gap.grade(response) for gap, response in zip(self.gaps, responses, strict=True)]
        weights = [gap.weight for gap in self.gaps]
        share = sum((w * r[0] for w, r in zip(weights, results, strict=True)), Fraction(0)) / sum(weights)
        return share, tuple(feedback for _, feedback in results)


def read_bank(data: bytes) -> tuple[Stored, ...]:
    """All questions of a file, in order, each with the category it lands in."""
    root = etree.fromstring(data)
    category, found = "", []
    for element in root.iterfind("question"):
        if element.get("type") == "category":
            category = trimmed(element, "category")
        else:
            found.append(_stored(element, category))
    return tuple(found)


def trimmed(element: etree._Element, path: str) -> str:
    """The `<text>` of an element below; Moodle trims every text at both ends."""
    return (element.findtext(f"{path}/text") or "").strip()


def stored_number(text: str) -> Fraction:
    """A number as Moodle (in English) keeps it: commas dropped, a tail cut as if a unit, 14 digits kept.

    Raises ValueError where Moodle's database would: no number at the beginning.
    """
    match = _LEADING_NUMBER.match(text.strip().replace(",", "").replace(" ", ""))
    if match is None:
        raise ValueError(f"{text!r} does not begin with a number")
    return Fraction(Context(prec=14).create_decimal(Decimal(match[0])))


def visible(markup: str) -> str:
    """What a reader of the page sees of some HTML: its text, formulas as their TeX."""
    return str(browser.fragment_fromstring(markup, create_parent="div").text_content())


def _stored(element: etree._Element, category: str) -> Stored:
    kind = element.get("type") or ""
    text = trimmed(element, "questiontext")
    mark = Fraction(element.findtext("defaultgrade") or "0")
    gaps: tuple[Gap, ...] = ()
    if kind in ("cloze", "multianswer"):
        text, gaps = read_gaps(text)
        mark = Fraction(sum(gap.weight for gap in gaps))
    elif kind in ("multichoice", "numerical"):
        gaps = (Gap(1, kind, tuple(_entry(a, kind) for a in element.iterfind("answer"))),)
    return Stored(
        kind,
        trimmed(element, "name"),
        category,
        text,
        trimmed(element, "generalfeedback"),
        mark,
        element.findtext("idnumber") or "",
        tuple((tag.findtext("text") or "").strip() for tag in element.iterfind("tags/tag")),
        gaps,
        trimmed(element, "graderinfo"),
        element,
    )


def _entry(answer: etree._Element, kind: str) -> Entry:
    fraction = nearest_fraction(answer.get("fraction") or "0")
    tolerance = abs(stored_number(answer.findtext("tolerance") or "0")) if kind == "numerical" else None
    return Entry((answer.findtext("text") or "").strip(), fraction, trimmed(answer, "feedback"), tolerance)


def nearest_fraction(percent: str) -> Fraction:
    """A percentage of Moodle's list as the share that it stands for (33.33333 is a third)."""
    return (Fraction(percent) / 100).limit_denominator(9)


# ─── Cloze ───────────────────────────────────────────────────────────────────────────────────────────────


def read_gaps(text: str) -> tuple[str, tuple[Gap, ...]]:
    """The text with `{#1}` for each gap, and the gaps. What is no gap stays text."""
    gaps: list[Gap] = []
    pieces, at = [], 0
    while match := _GAP.search(text, at):
        end, alternatives = _alternatives(text, match.end())
        if end < 0:
            pieces.append(text[at : match.end()])
            at = match.end()
            continue
        gaps.append(_gap(match[1], match[2], alternatives))
        pieces += [text[at : match.start()], f"{{#{len(gaps)}}}"]
        at = end
    return "".join(pieces) + text[at:], tuple(gaps)


def _alternatives(text: str, start: int) -> tuple[int, list[tuple[str, str]]]:
    """(answer, feedback) of each alternative, raw, and where the gap ends (-1: it never does).

    Answers are not empty and end at `#`, `~` or `}`, but not after a backslash or an ampersand (so `&#125;`
    is whole); feedback ends at `~` or `}`, but not after a backslash.
    """
    found, answer, begin = [], None, start
    for i in range(start, len(text)):
        before = text[begin:i]
        if answer is None and (not before or before.endswith(("&", "&amp;"))):
            continue
        if text[i] not in "#~}" or before.endswith("\\") or (text[i] == "#" and answer is not None):
            continue
        if text[i] == "#":
            answer, begin = before, i + 1
            continue
        found.append((before, "") if answer is None else (answer, before))
        answer, begin = None, i + 1
        if text[i] == "}":
            return i + 1, found
    return -1, []


def _gap(weight: str, kind: str, alternatives: list[tuple[str, str]]) -> Gap:
    entries = []
    for raw, feedback in alternatives:
        fraction, body = _credit(raw)
        text, tolerance = _decoded(body), None
        if kind in ("NUMERICAL", "NM"):
            text, _, margin = text.partition(":")
            tolerance = abs(stored_number(margin)) if margin else Fraction(0)
        entries.append(Entry(text.strip(), fraction, _decoded(feedback).strip(), tolerance))
    return Gap(int(weight or "1"), kind, tuple(entries))


def _credit(raw: str) -> tuple[Fraction, str]:
    if raw.startswith("="):
        return Fraction(1), raw[1:]
    percent = re.match(r"%(-?\d+(?:\.\d*)?)%", raw)
    return (Fraction(percent[1]) / 100, raw[percent.end() :]) if percent else (Fraction(0), raw)


def _decoded(raw: str) -> str:
    """Entities decoded once, and only those of HTML 4; then `\\}` and `\\#` undone, but not `\\~`."""

    def character(match: re.Match[str]) -> str:
        name = match[1]
        if name.startswith("#x"):
            return chr(int(name[2:], 16))
        return chr(int(name[1:])) if name.startswith("#") else _NAMED[name]

    return _ENTITY.sub(character, raw).replace("\\}", "}").replace("\\#", "#")
