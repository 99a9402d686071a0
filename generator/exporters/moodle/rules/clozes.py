r"""Section 6: the gaps in the text of a cloze.

`question/type/multianswer/questiontype.php` (`qtype_multianswer_extract_question`, `ANSWER_REGEX` and its parts) of
Moodle 4.5 finds and splits them. What it would read in another way than it was meant is refused here: a brace, `~` or
`#` behind a backslash or an ampersand does not end what it should end.

>>> [gap.kind for gap in gaps_of("<p>{2:NM:=4:0.1} {1:SA:=a~%50%b#Nearly.}</p>")[0]]
['NM', 'SA']
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from generator.exporters.moodle.rules.reading import RAW_BRACKET, Rule, Seen, trimmed
from generator.exporters.moodle.rules.typed import typed_numbers, typed_texts

_NUMBERS = ("NUMERICAL", "NM")
_TEXTS = ("SHORTANSWER", "SA", "MW")
_EXACT_TEXTS = ("SHORTANSWER_C", "SAC", "MWC")
_DROP_DOWNS = ("MULTICHOICE", "MC", "MULTICHOICE_S", "MCS")
_CHOICES = (
    *_DROP_DOWNS,
    *("MULTICHOICE_V", "MCV", "MULTICHOICE_VS", "MCVS", "MULTICHOICE_H", "MCH", "MULTICHOICE_HS", "MCHS"),
)
_SEVERAL = (
    *("MULTIRESPONSE", "MR", "MULTIRESPONSE_S", "MRS", "MULTIRESPONSE_H", "MRH", "MULTIRESPONSE_HS", "MRHS"),
)
_KINDS = frozenset((*_NUMBERS, *_TEXTS, *_EXACT_TEXTS, *_CHOICES, *_SEVERAL))

_GAP = re.compile(r"\{(\d*):([A-Z_]+):([^}]*)\}", re.ASCII)
_LEFT_OVER = re.compile(r"\{(?:\d*:|#|\d*\.\d*:[A-Z_]+:)", re.ASCII)
"""What looks like a gap, or like what Moodle puts where one was."""
_SHARE = re.compile(r"=|%(-?\d+(?:\.\d*)?)%", re.ASCII)
_FEEDBACK = re.compile(r"(?<![&\\])#")
_HIDES_END = ("\\", "&", "&amp;")
"""Before a `~` or `}` these take away its meaning."""
_NEARLY_ALL = 99.999


@dataclass(frozen=True, slots=True)
class Alternative:
    """What is between two `~`: its share in percent, its answer with entities decoded, its feedback as written."""

    share: float
    answer: str
    feedback: str


@dataclass(frozen=True, slots=True)
class GapSeen:
    """A gap: its weight and kind as written, its alternatives, and what stands between its braces."""

    weight: str
    kind: str
    alternatives: tuple[Alternative, ...]
    body: str


@lru_cache(maxsize=1)  # several rules look at the same text, one after the other
def gaps_of(text: str) -> tuple[tuple[GapSeen, ...], str]:
    """The gaps of a question text, as they are meant, and the text without them."""
    gaps, rest, at = [], [], 0
    for match in _GAP.finditer(text):
        weight, kind, body = match.groups()
        if kind in _KINDS:
            gaps.append(GapSeen(weight, kind, tuple(map(_alternative, body.split("~"))), body))
            rest.append(text[at : match.start()])
            at = match.end()
    return tuple(gaps), "".join([*rest, text[at:]])


def _alternative(raw: str) -> Alternative:
    mark = _SHARE.match(raw)
    share = 0.0 if mark is None else 100.0 if mark[1] is None else float(mark[1])
    answer, *feedback = _FEEDBACK.split(raw[mark.end() if mark else 0 :], maxsplit=1)
    if "&" in answer:
        answer = html.unescape(answer)
    return Alternative(share, trimmed(answer), feedback[0] if feedback else "")


@lru_cache(maxsize=256)  # one feedback stands in many gaps, and often in every variant
def _decoded(feedback: str) -> str:
    return html.unescape(feedback)


def found(seen: Seen) -> Iterator[str]:
    """There are gaps, and nothing else that looks like one; each ends where it should and weighs something."""
    gaps, rest = gaps_of(seen.said("questiontext"))
    if not gaps:
        yield "the question text has no gap"
    over = _LEFT_OVER.search(rest)
    if over:
        yield f"{rest[over.start() : over.start() + 40]!r} looks like a gap"
    for gap in gaps:
        if not int(gap.weight or 1):
            yield f"a gap weighs nothing: {gap.body!r}"
        if any(not raw or raw.endswith(_HIDES_END) or "\\#" in raw for raw in gap.body.split("~")):
            yield f"an alternative does not end where it should: {gap.body!r}"


def answers(seen: Seen) -> Iterator[str]:
    """Each gap can be answered in full; numbers are plain, texts without wildcards, and none out of reach."""
    for gap in gaps_of(seen.said("questiontext"))[0]:
        given = [alternative.answer for alternative in gap.alternatives]
        shares = [alternative.share for alternative in gap.alternatives]
        if gap.kind in _NUMBERS or gap.kind in _TEXTS or gap.kind in _EXACT_TEXTS:
            if shares[0] != 100:
                yield f"the key does not stand first: {gap.body!r}"
            if gap.kind in _NUMBERS:
                pairs = [answer.partition(":") for answer in given]
                yield from typed_numbers([(number, margin or "0") for number, _, margin in pairs])
            else:
                yield from typed_texts(given, gap.kind in _EXACT_TEXTS)
            continue
        if len(given) < 2 or "" in given or len(frozenset(given)) < len(given):
            yield f"the choices {given} are too few, or some are blank or alike"
        if gap.kind in _SEVERAL:
            if not _NEARLY_ALL < sum(share for share in shares if share > 0) < 200 - _NEARLY_ALL:
                yield f"right options do not add up to 100 %: {gap.body!r}"
            if min(shares) < 0 and sum(shares) > 1e-3:
                yield f"ticking everything earns something: {gap.body!r}"
        elif shares.count(100) != 1:
            yield f"not exactly one choice earns full marks: {gap.body!r}"


def formulas(seen: Seen) -> Iterator[str]:
    """No raw `<` in a formula, not even after the entities of a gap are decoded once; what is typed is no HTML."""
    gaps, rest = gaps_of(seen.said("questiontext"))
    texts = [rest]
    for gap in gaps:
        for alternative in gap.alternatives:
            texts.append(_decoded(alternative.feedback))
            if gap.kind in _CHOICES or gap.kind in _SEVERAL:
                texts.append(alternative.answer)
    for text in texts:
        opened = RAW_BRACKET.search(text)
        if opened:
            yield f"a raw < in a formula: {opened[0]!r}"


def shown(seen: Seen) -> Iterator[str]:
    """No picture stands in a gap, whose files belong to the text around it; a drop-down shows no TeX and no tags."""
    for gap in gaps_of(seen.said("questiontext"))[0]:
        if "<img" in gap.body:
            yield f"a picture in a gap: {gap.body!r}"
        if gap.kind in _DROP_DOWNS:
            for alternative in gap.alternatives:
                if any(mark in alternative.answer for mark in ("\\(", "\\[", "$$", "<")):
                    yield f"a drop-down does not show {alternative.answer!r} as it is"


CLOZE: tuple[tuple[int, Rule], ...] = ((6, found), (6, answers), (6, formulas), (6, shown))
