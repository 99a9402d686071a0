"""Matching in Moodle: what stands in the drop-downs.

Moodle shows drop-downs as plain text, without formulas or pictures, and takes equal choices for one
(`question/type/match/questiontype.php` and `renderer.php` of Moodle 4.5). So what can be said in a line of plain
text is said so; else all right sides are listed above under letters, and the drop-downs offer the letters. Must
not touch XML or HTML.

    >>> from generator.model import Num
    >>> answer = Matching(((Text("half of 4"),),), ((Math(Num("2")),), (Text("three"),)), (0,))
    >>> pairs(answer).choices
    ('2', 'three')
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from generator.exporters.labels import letter
from generator.exporters.losses import Loss
from generator.exporters.moodle.texts import plain_line
from generator.model import Figure, Grid, Inlines, Lines, Matching, Math, Part, Text

NO_FORMULAS = "Moodle shows short plain text in drop-downs, neither formulas nor pictures"

_LONGEST = 255
"""Characters of a choice; Moodle's database refuses more."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Things on the left, each with a drop-down: the i-th belongs to `choices[key[i]]`.

    `listed` are lines to stand above, if the choices are letters; else there are none.
    """

    lefts: tuple[Inlines, ...]
    choices: tuple[str, ...]
    key: tuple[int, ...]
    listed: tuple[Inlines, ...] = ()


def pairs(answer: Matching) -> Pairs:
    """How a matching answer is asked."""
    choices = tuple(map(plain_line, answer.rights))
    fit = len(set(choices)) == len(choices) and all(0 < len(choice) <= _LONGEST for choice in choices)
    # A figure, or a formula of several lines, would be hard to read as plain text.
    if fit and not _hold(answer.rights, Figure, Grid, Lines):
        return Pairs(answer.lefts, choices, answer.key)
    letters = tuple([letter(number) for number in range(len(answer.rights))])
    return Pairs(answer.lefts, letters, answer.key, lettered(answer.rights))


def lettered(contents: tuple[Inlines, ...]) -> tuple[Inlines, ...]:
    """Each content in a line, with its letter before it."""
    return tuple([(Text(f"({letter(number)}) "), *content) for number, content in enumerate(contents)])


def lost(part: Part, asked: Pairs, rights: tuple[Inlines, ...]) -> tuple[Loss, ...]:
    """What is lost by asking so."""
    if asked.listed:
        return (Loss(part.id, NO_FORMULAS, "the right sides stand above, and their letters are chosen"),)
    if _hold(rights, Math):
        return (Loss(part.id, NO_FORMULAS, "formulas in them are plain text"),)
    return ()


def _hold(lines: tuple[Inlines, ...], *kinds: type) -> bool:
    """Is there anything of these kinds in the lines?"""
    return any(isinstance(node, kinds) for node in _nodes(lines))


def _nodes(node: Any) -> Iterator[Any]:
    if isinstance(node, tuple):
        for item in node:
            yield from _nodes(item)
    elif is_dataclass(node):
        yield node
        for field in fields(node):
            yield from _nodes(getattr(node, field.name))
