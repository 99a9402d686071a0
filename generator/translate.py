"""The words of worked steps in other languages.

Methods word their steps in English. A catalogue for each language, `templates/steps/LANGUAGE.json`, has a sentence for
each of theirs, with `{}` where a formula stands; the translation has `{0}`, `{1}` …, in any order:

    "Subtract {} from row {}: {}.": "Subtrahieren Sie {0} von Zeile {1}: {2}."

Numbers among the words are gaps as well, so that `row 3` needs no sentence of its own. What a catalogue does not have
stays English, and exporters report it.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache

from generator.model import LANGUAGES, Blocks, Inline, Inlines, Steps, Text
from generator.resources import template_text

_GAP = re.compile(r"\{(\d+)\}")
_DIGITS = re.compile(r"[0-9]+")


def pattern(text: Inlines) -> tuple[str, tuple[Inline, ...]]:
    """A sentence with `{}` for what is not words, and what stood there, in order. (No method writes braces.)"""
    words: list[str] = []
    others: list[Inline] = []
    for inline in text:
        if isinstance(inline, Text):
            words.append(_DIGITS.sub("{}", inline.text))
            others += map(Text, _DIGITS.findall(inline.text))
        else:
            words.append("{}")
            others.append(inline)
    return "".join(words), tuple(others)


def translated(text: Inlines, language: str) -> Inlines:
    """The sentence in another language; itself if its catalogue does not have it."""
    key, others = pattern(text)
    if key in ("", "{}"):
        return text
    found = catalogue(language).get(key)
    if found is None:
        return text
    pieces: list[Inline] = []
    end = 0
    for gap in _GAP.finditer(found):
        if gap.start() > end:
            pieces.append(Text(found[end : gap.start()]))
        pieces.append(others[int(gap[1])])
        end = gap.end()
    return (*pieces, Text(found[end:])) if found[end:] else tuple(pieces)


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> dict[str, str]:
    """The sentences of a language by their English patterns; empty for English."""
    if language == LANGUAGES[0]:
        return {}
    read: dict[str, str] = json.loads(template_text("steps", f"{language}.json"))
    return read


@lru_cache(maxsize=len(LANGUAGES))
def _known(language: str) -> frozenset[str]:
    return frozenset(_DIGITS.sub("{}", _GAP.sub("{}", text)) for text in catalogue(language).values())


def is_english(solution: Blocks, language: str) -> bool:
    """Does a solution that should be in another language have worked steps in English?"""
    if language == LANGUAGES[0]:
        return False
    return any(
        key not in ("", "{}") and key not in _known(language)
        for block in solution
        if isinstance(block, Steps)
        for key in (pattern(step.text)[0] for step in block.steps)
    )
