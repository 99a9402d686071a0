"""Matching in Moodle: what is chosen from a drop-down, and what is dragged.

Moodle shows drop-downs as plain text, without formulas or pictures, and takes equal choices for one
(`question/type/match/questiontype.php` and `renderer.php` of Moodle 4.5). So right sides are asked as

    Pairs            drop-downs, if all can be said in a line of plain text
    Boxes            boxes to be dragged, if there are formulas in them and nothing else is asked
    Pairs, `listed`  else: all right sides stand above under letters, and the drop-downs offer the letters

Text that Moodle would not show as it is (it strips tags, decodes entities and looks for TeX) cannot be said in a
drop-down. A box is HTML, but one line with a frame around it (`question/type/ddwtos`), so a picture or a matrix stays
in a list. Must not touch XML.

    >>> from generator.model import Num
    >>> answer = Matching(((Text("half of 4"),),), ((Math(Num("2")),), (Text("three"),)), (0,))
    >>> pairs(answer, alone=False).choices
    ('2', 'three')
    >>> pairs(answer, alone=True).boxes
    ('\\\\(2\\\\)', 'three')
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from generator.answers.lettering import letter
from generator.exporters.losses import Loss
from generator.exporters.moodle.markup import inlines
from generator.exporters.plain_text import plain_text
from generator.model import (
    Code,
    Emph,
    Figure,
    Grid,
    Inlines,
    LineBreak,
    Lines,
    Matching,
    Math,
    Part,
    Strong,
    Text,
)

NO_RIVAL = "all belong to the same, and Moodle wants two things to choose from"
NO_FORMULAS = "Moodle shows short plain text in drop-downs, neither formulas nor pictures"

_LONGEST = 255
"""Characters of a choice; Moodle's database refuses more. More would not make a box, either."""
_READ = re.compile(r"<(?!\s)|&(?=[#\w])|\\|\$\$|@@PLUGINFILE@@")
r"""Tags, entities, TeX and files; and `\` or `$`, which mean something where drop-downs are put into a text."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Things on the left, each with a drop-down: the i-th belongs to `choices[key[i]]`, a plain text.

    `listed` are lines to stand above, if the choices are letters; else there are none.
    """

    lefts: tuple[Inlines, ...]
    choices: tuple[str, ...]
    key: tuple[int, ...]
    listed: tuple[Inlines, ...] = ()


@dataclass(frozen=True, slots=True)
class Boxes:
    """Things on the left, each with a place for a box: to the i-th belongs `boxes[key[i]]`, HTML of one line."""

    lefts: tuple[Inlines, ...]
    boxes: tuple[str, ...]
    key: tuple[int, ...]


def pairs(answer: Matching, alone: bool) -> Pairs | Boxes:
    """How a matching answer is asked, `alone` or beside other parts."""
    rights = answer.rights
    if not _hold(rights, Figure, Grid, Lines):
        choices = tuple(map(plain_text, rights))
        short = max(map(len, choices)) <= _LONGEST
        fit = short and _distinct(choices) and all(map(_is_shown, choices))
        if fit and not (alone and _hold(rights, Math)):
            return Pairs(answer.lefts, _with_rival(choices), answer.key)
        boxes = tuple([inlines(_one_line(right)).strip() for right in rights])
        if alone and short and _distinct(boxes):
            return Boxes(answer.lefts, _with_rival(boxes), answer.key)
    letters = tuple([letter(number) for number in range(len(rights))])
    return Pairs(answer.lefts, _with_rival(letters), answer.key, lettered(rights))


def lettered(contents: tuple[Inlines, ...]) -> tuple[Inlines, ...]:
    """Each content in a line, with its letter before it."""
    return tuple([(Text(f"({letter(number)}) "), *content) for number, content in enumerate(contents)])


def lost(part: Part, asked: Pairs | Boxes, rights: tuple[Inlines, ...]) -> tuple[Loss, ...]:
    """What is lost by asking so."""
    found = [Loss(part.id, NO_RIVAL, "a dash can be chosen as well")] if len(rights) == 1 else []
    if isinstance(asked, Pairs) and asked.listed:
        found.append(Loss(part.id, NO_FORMULAS, "the right sides stand above, and their letters are chosen"))
    elif isinstance(asked, Pairs) and _hold(rights, Math):
        found.append(Loss(part.id, NO_FORMULAS, "formulas in them are plain text"))
    return tuple(found)


def _with_rival(choices: tuple[str, ...]) -> tuple[str, ...]:
    """At least two: where all on the left belong to the same, Moodle would refuse the question."""
    return choices if len(choices) > 1 else (*choices, "–" if choices == ("—",) else "—")


def _distinct(written: tuple[str, ...]) -> bool:
    """Are they all different, and none empty?"""
    return len(set(written)) == len(written) and all(written)


def _is_shown(choice: str) -> bool:
    """Does a drop-down show the text as it is?"""
    return choice == choice.strip() and not _READ.search(choice)


def _one_line(line: Inlines) -> Inlines:
    """The line without what Moodle's form refuses in a box: code is text there, and a line break a blank."""
    return tuple(
        [
            Text(part.text) if isinstance(part, Code)
            else Text(" ") if isinstance(part, LineBreak)
            else type(part)(_one_line(part.children)) if isinstance(part, Emph | Strong)
            else part
            for part in line
        ]
    )  # fmt: skip


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
