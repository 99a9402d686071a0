"""A voice: all the words of one language, and what it calls letters, functions and ordinary words.

Owns the speech of the leaves of a formula; `spoken` owns how they are put together.

    >>> english = VOICES["en"]
    >>> letter("Δ", "italic", english), letter("v", "bold", english), words("at 5° ± 1", english)
    ('capital delta', 'bold v', 'at 5 degrees plus or minus 1')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from generator.exporters.formulas.spoken.names import FUNCTIONS, GREEK, SIGNS, Names
from generator.exporters.formulas.spoken.words import ACCENTS, MARKS, PART, PARTS, PHRASES
from generator.exporters.formulas.symbols import SYMBOLS
from generator.model import LANGUAGES

# What every engine of speech reads, or makes a pause for, in running text.
_READ_ANYWAY = frozenset(".,;:!?%()/&$#-")

# No engine of speech agrees with another on these.
_SILENT = dict.fromkeys("\\^_~", "")


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """The tables of `names` and `words` in one language. Two voices are equal only if they are one.

    `text` translates the characters of running text that would be skipped. `last_ends` are the words for the end
    of something with rows, which need not be said where nothing follows.
    """

    phrases: Mapping[str, str]
    signs: Mapping[str, str]
    greek: Mapping[str, str]
    functions: Mapping[str, str]
    accents: Mapping[str, str]
    marks: Mapping[str, str]
    part: Mapping[str, str]
    parts: Mapping[str, str]
    text: Mapping[int, str]
    last_ends: tuple[str, ...]


def _voice(place: int) -> Voice:
    """The voice of the language at a place of `LANGUAGES`."""

    def column(table: dict[str, Names]) -> dict[str, str]:
        return {key: names[place] for key, names in table.items()}

    phrases, signs, greek = column(PHRASES), column(SIGNS), column(GREEK)
    read = {
        **_SILENT,
        **signs,
        **greek,
        **{c.upper(): phrases["capital"].format(greek[c]) for c in greek if c != "ς"},
    }
    return Voice(
        phrases,
        signs,
        greek,
        column(FUNCTIONS),
        column(ACCENTS),
        column(MARKS),
        column(PART),
        column(PARTS),
        {ord(c): f" {name} " for c, name in read.items() if c not in _READ_ANYWAY},
        tuple(f"; {phrase}" for key, phrase in phrases.items() if key in _LAST_ENDS),
    )


_LAST_ENDS = ("end_matrix", "end_determinant", "end_table", "end_vector", "end_cases", "end_lines")

VOICES: dict[str, Voice] = {language: _voice(place) for place, language in enumerate(LANGUAGES)}


@lru_cache(maxsize=1024)  # a problem set has few letters
def letter(name: str, style: str, voice: Voice) -> str:
    """A variable or a short name. Raises ValueError if it is empty or holds a character that no table knows."""
    if not name:
        raise ValueError("a symbol has an empty name")
    said = _letter(name, voice) if len(name) == 1 else _several(name, voice)
    return voice.phrases["bold"].format(said) if style == "bold" else said


def _letter(character: str, voice: Voice) -> str:
    if character in voice.greek:
        return voice.greek[character]
    if character.isupper() and character not in SYMBOLS:
        small = character.lower()
        return voice.phrases["capital"].format(voice.greek.get(small, character))
    if character in voice.signs:
        return voice.signs[character]
    if character.isalnum():
        return character
    raise ValueError(f"no voice knows the character {character!r} in a name")


def _several(name: str, voice: Voice) -> str:
    """A name of several characters: `TP` and `rate` as they are, `Δx` letter by letter."""
    if all(c.isalnum() and c not in voice.greek and ord(c) not in voice.text for c in name):
        return name
    return " ".join([_letter(c, voice) for c in name if c not in " _"])


def function(name: str, voice: Voice) -> str:
    """The name of a function. Raises ValueError as `letter` does."""
    return voice.functions.get(name) or letter(name, "upright", voice)


@lru_cache(maxsize=1024)
def words(text: str, voice: Voice) -> str:
    """Ordinary words, with the signs in them named."""
    return " ".join(text.translate(voice.text).split())
