"""Moodle, as far as a question file can tell: reads the XML as its importer does and grades responses.

Written from the rules of Moodle's importer alone; it must not import anything of ours, so that a
misunderstanding in the exporter is not repeated here. `moodle_rules` holds what the importer or the editing
form would refuse; this module takes what it gets, with Moodle's silent readings.

    >>> stored_number("1/2"), stored_number("-12.5"), stored_number("3,5")
    (Fraction(1, 1), Fraction(-25, 2), Fraction(35, 1))
"""

from __future__ import annotations

import re
import unicodedata
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


Response = str | tuple[str, ...]
"""What a student gives in one place: a text, the HTML of an option; or several of these, ticked or in order."""

SHORT = {"SHORTANSWER": False, "SA": False, "MW": False, "SHORTANSWER_C": True, "SAC": True, "MWC": True}
"""The kinds of gaps for typed texts → whether capitals count."""
SEVERAL = ("multiresponse", "MULTIRESPONSE", "MR", "MRH", "MRS", "MRHS")


@dataclass(frozen=True)
class Entry:
    """One answer of a question or gap: `tolerance` of a typed number, `spelling` of a typed text."""

    text: str
    fraction: Fraction
    feedback: str
    tolerance: Fraction | None = None
    spelling: re.Pattern[str] | None = None

    def takes(self, response: str) -> bool:
        """Does a response match? Choices are given by their HTML, numbers and texts as typed."""
        if self.spelling is not None:
            return self.spelling.fullmatch(unicodedata.normalize("NFC", response.strip())) is not None
        if self.text == "*":
            return True
        if self.tolerance is None:
            return response == self.text
        return (
            bool(response.strip())
            and abs(stored_number(response) - stored_number(self.text)) <= self.tolerance
        )


@dataclass(frozen=True)
class Gap:
    """One place to answer: a gap of a cloze, or the whole of a simple question."""

    weight: int
    kind: str
    entries: tuple[Entry, ...]

    def grade(self, response: Response) -> tuple[Fraction, str]:
        """The first entry that matches counts; without one the response earns nothing.

        Of several options the shares are added, between nothing and everything. Of an order, an item counts in its
        place, or all together do.
        """
        if isinstance(response, str):
            matching = (e for e in self.entries if e.takes(response))
            return next(((e.fraction, e.feedback) for e in matching), (Fraction(0), ""))
        if self.kind in SEVERAL:
            ticked = [entry for entry in self.entries if entry.text in response]
            assert len(ticked) == len(response), "a response ticks what is not offered"
            share = sum((entry.fraction for entry in ticked), Fraction(0))
            return min(max(share, Fraction(0)), Fraction(1)), "\n".join(entry.feedback for entry in ticked)
        right = tuple(entry.text for entry in self.entries)
        assert sorted(right) == sorted(response), "a response orders what is not offered"
        if self.kind == "ALL_OR_NOTHING":
            return Fraction(int(response == right)), ""
        assert self.kind == "ABSOLUTE_POSITION"
        return Fraction(sum(a == b for a, b in zip(right, response, strict=True)), len(right)), ""


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

    def grade(self, *responses: Response) -> Graded:
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
    else:
        gaps = _gaps_of(element, kind)
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


def _gaps_of(element: etree._Element, kind: str) -> tuple[Gap, ...]:
    """The places to answer of a question that is no cloze; a matching question has one for each left side."""
    answers = element.findall("answer")
    if kind in ("matching", "match"):
        pairs = [(trimmed(pair, "."), trimmed(pair, "answer")) for pair in element.iterfind("subquestion")]
        choices = dict.fromkeys(right for _, right in pairs)
        return tuple(
            Gap(1, "match", tuple(Entry(choice, Fraction(int(choice == right)), "") for choice in choices))
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
    text = (answer.findtext("text") or "").strip()
    pattern = None if spelling is None else spelling_pattern(text, spelling)
    return Entry(text, fraction, trimmed(answer, "feedback"), tolerance, pattern)


def nearest_fraction(percent: str) -> Fraction:
    """A percentage of Moodle's list as the share that it stands for (33.33333 is a third)."""
    return (Fraction(percent) / 100).limit_denominator(20)


def spelling_pattern(text: str, exact_case: bool) -> re.Pattern[str]:
    r"""What a short answer takes: runs of `*` stand for anything, unless there is a backslash before them."""
    pieces = re.split(r"(?<!\\)\*+", unicodedata.normalize("NFC", text))
    written = ".*".join(re.escape(piece.replace("\\*", "*")) for piece in pieces)
    return re.compile(written, 0 if exact_case else re.IGNORECASE)


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
    credits = [_credit(raw) for raw, _ in alternatives]
    right = sum((fraction for fraction, _ in credits if fraction > 0), Fraction(0))
    specific = any(raw.startswith("%") for raw, _ in alternatives)
    for (fraction, body), (_, feedback) in zip(credits, alternatives, strict=True):
        text, tolerance, pattern = _decoded(body), None, None
        if kind in ("NUMERICAL", "NM"):
            text, _, margin = text.partition(":")
            tolerance = abs(stored_number(margin)) if margin else Fraction(0)
        if kind in SHORT:
            pattern = spelling_pattern(text.strip(), SHORT[kind])
        share = fraction
        if kind in SEVERAL and right:  # shares of right ones add up to everything
            share = fraction / right if fraction > 0 else fraction if specific else -1 / right
        entries.append(Entry(text.strip(), share, _decoded(feedback).strip(), tolerance, pattern))
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
