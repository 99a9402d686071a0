"""Places to answer in Moodle: what matches, what it earns; and how gaps are read out of a cloze.

Written from the rules of Moodle's question types alone; it must not import anything of ours.

    >>> stored_number("1/2"), stored_number("-12.5"), stored_number("3,5")
    (Fraction(1, 1), Fraction(-25, 2), Fraction(35, 1))
    >>> read_gaps("{1:NUMERICAL:=4:0.1~%50%5#Nearly.}")[1][0].grade("5")
    (Fraction(1, 2), 'Nearly.')
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from html.entities import name2codepoint

from moodle_reader_page import BLANKS

_TEN_TO = re.compile(r"(?:e|E|(?:x|\*|×)10(?:\^|\*\*))([+-]?\d+)")
_LEADING_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?")
_CLOZE_NUMBER = r"-?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)(?:[eE][-+]?[0-9]+)?"
_CLOZE_NUMERICAL = re.compile(rf"({_CLOZE_NUMBER})(?::({_CLOZE_NUMBER}))?")
_ENTITY = re.compile(r"&(?:#[xX]([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-zA-Z0-9]+));")
_GAP = re.compile(
    r"\{(\d*):(NUMERICAL|NM|SHORTANSWER_C|SHORTANSWER|SAC|SA|MWC|MW|MULTICHOICE_VS|MULTICHOICE_HS|MULTICHOICE_V"
    r"|MULTICHOICE_H|MULTICHOICE_S|MULTICHOICE|MCVS|MCHS|MCV|MCH|MCS|MC"
    r"|MULTIRESPONSE_HS|MULTIRESPONSE_H|MULTIRESPONSE_S|MULTIRESPONSE|MRHS|MRH|MRS|MR):"
)

Response = str | tuple[str, ...]
"""What a student gives in one place: a text, the HTML of an option; or several of these, ticked or in order."""

NUMERIC = ("numerical", "NUMERICAL", "NM")
SHORT = {"SHORTANSWER": False, "SA": False, "MW": False, "SHORTANSWER_C": True, "SAC": True, "MWC": True}
"""The kinds of gaps for typed texts → whether capitals count."""
SEVERAL = (
    "multiresponse",
    *("MULTIRESPONSE", "MULTIRESPONSE_H", "MULTIRESPONSE_S", "MULTIRESPONSE_HS"),
    *("MR", "MRH", "MRS", "MRHS"),
)


@dataclass(frozen=True)
class Entry:
    """One answer of a question or gap: `tolerance` of a typed number, `spelling` of a typed text."""

    text: str
    fraction: Fraction
    feedback: str
    tolerance: Fraction | None = None
    spelling: re.Pattern[str] | None = None

    def takes(self, response: str) -> bool:
        """Does a response match? Choices are given by their HTML, numbers and texts as typed.

        What does not begin with a number is none, and not even `*` takes it.
        """
        if self.spelling is not None:
            return self.spelling.fullmatch(unicodedata.normalize("NFC", response.strip(BLANKS))) is not None
        if self.tolerance is None:
            return response == self.text
        value = typed_number(response)
        if value is None:
            return False
        return self.text == "*" or abs(value - stored_number(self.text)) <= self.tolerance


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


def typed_number(text: str) -> Fraction | None:
    """What Moodle, in English, takes a response for: commas and blanks dropped, a tail cut as if a unit."""
    plain = _TEN_TO.sub(r"e\1", text.strip(BLANKS).replace(" ", "")).replace(",", "")
    match = _LEADING_NUMBER.match(plain)
    return None if match is None else Fraction(Context(prec=14).create_decimal(Decimal(match[0])))


def stored_number(text: str) -> Fraction:
    """The number of an answer as Moodle keeps it, read like a response and to 14 digits.

    Raises ValueError where Moodle's database would: no number at the beginning.
    """
    value = typed_number(text)
    if value is None:
        raise ValueError(f"{text!r} does not begin with a number")
    return value


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
        if kind in NUMERIC:
            number = _CLOZE_NUMERICAL.fullmatch(body)
            text = number[1] if number else text
            tolerance = abs(stored_number(number[2])) if number and number[2] else Fraction(0)
        if kind in SHORT:
            pattern = spelling_pattern(text.strip(BLANKS), SHORT[kind])
        share = fraction
        if kind in SEVERAL and right:  # shares of right ones add up to everything
            share = fraction / right if fraction > 0 else fraction if specific else -1 / right
        entries.append(Entry(text.strip(BLANKS), share, _decoded(feedback).strip(BLANKS), tolerance, pattern))
    return Gap(int(weight or "1"), kind, tuple(entries))


def _credit(raw: str) -> tuple[Fraction, str]:
    if raw.startswith("="):
        return Fraction(1), raw[1:]
    percent = re.match(r"%(-?\d+(?:\.\d*)?)%", raw)
    return (Fraction(percent[1]) / 100, raw[percent.end() :]) if percent else (Fraction(0), raw)


def _decoded(raw: str) -> str:
    """Entities decoded once, and only those of HTML 4; then `\\}` and `\\#` undone, but not `\\~`."""

    def character(match: re.Match[str]) -> str:
        code = (
            int(match[1], 16) if match[1] else int(match[2]) if match[2] else name2codepoint.get(match[3], 0)
        )
        allowed = (
            code in (9, 10, 13)
            or 0x20 <= code <= 0x7E
            or 0xA0 <= code <= 0xD7FF
            or 0xE000 <= code <= 0x10FFFF
        )
        return chr(code) if allowed else match[0]

    return _ENTITY.sub(character, raw).replace("\\}", "}").replace("\\#", "#")
