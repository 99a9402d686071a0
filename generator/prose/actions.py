"""What the commands with arguments do: one function for each action of the table in `commands`.

Each is given the reader standing on its command and the detail of the table's row; it consumes the
command with its arguments and returns the formula, or raises TextFault.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

from generator.maths.notation import EMPTY, items_of, row
from generator.model import Accent, Formula, Frac, Func, Root, Sym, Words
from generator.prose import environments
from generator.prose.commands import DELIMITERS
from generator.prose.reader import Reader

_TEXT = re.compile(r"\s*\{((?:[^\\{}]|\\.)*)\}", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_NAME = re.compile(r"\s*\{\s*(?:\\mathrm\s*\{)?\s*([^\W\d_][\w\s]*?)\s*\}?\s*\}")


def _fraction(reader: Reader, _: str) -> Formula:
    reader.advance()
    return Frac(reader.argument("a numerator"), reader.argument("a denominator"))


def _root(reader: Reader, _: str) -> Formula:
    reader.advance()
    degree = None
    if reader.word == "[":
        opening = reader.fault("`[` without its `]`", "add the `]`")
        reader.advance()
        degree = reader.row(frozenset("]"))
        if reader.word != "]":
            raise opening
        reader.advance()
    return Root(reader.argument("what stands under the root"), degree)


def _accent(reader: Reader, mark: str) -> Formula:
    reader.advance()
    return Accent(cast(Any, mark), reader.argument("what stands under the accent"))


def _styled(reader: Reader, style: str) -> Formula:
    outer, reader.style = reader.style, style
    reader.advance()
    body = reader.argument("what the style applies to")
    reader.style = outer
    if style != "upright":
        return body
    joined: list[Formula] = []
    for item in items_of(body):
        last = joined[-1] if joined else None
        if type(item) is Sym and type(last) is Sym and item.style == last.style == "upright":
            joined[-1] = Sym(last.name + item.name, "upright")
        else:
            joined.append(item)
    return row(*joined)


def _words(reader: Reader, _: str) -> Formula:
    match = _TEXT.match(reader.text, reader.after, reader.end)
    if match is None or any(match.start() <= hole < match.end() for hole in reader.holes):
        hint = "close the brace before a hole: `\\text{if } {{ a }}`"
        raise reader.fault(f"`{reader.word}` takes plain words in braces", hint)
    reader.jump(match.end())
    return Words(_ESCAPE.sub(r"\1", match[1]))


def _operator_name(reader: Reader, _: str) -> Formula:
    match = _NAME.match(reader.text, reader.after, reader.end)
    if match is None:
        raise reader.fault("`\\operatorname` takes a name in braces", "for example `\\operatorname{rank}`")
    strange = next((c for c in match[1] if not (c.isalpha() or c in "0123456789 _")), "")
    if strange:
        hint = "a name is letters, digits of 0 to 9, and single blanks"
        raise reader.fault(f"the character {strange!r} is not known in the name of a function", hint)
    reader.jump(match.end())
    return Func(match[1])


def _delimiter(reader: Reader, command: str) -> str:
    if reader.word not in DELIMITERS:
        raise reader.fault(f"`{command}` takes a bracket", "one of `( ) [ ] \\{ \\} | .` and the named ones")
    bracket = DELIMITERS[reader.word]
    reader.advance()
    return bracket


def _stretched(reader: Reader, _: str) -> Formula:
    opening = reader.fault(
        "`\\left` without its `\\right`", "add `\\right)`, or `\\right.` for no bracket at the end"
    )
    reader.advance()
    left = _delimiter(reader, "\\left")
    body = reader.row(frozenset(("\\right",)))
    if reader.word != "\\right":
        raise opening
    reader.advance()
    return environments.bracketed(left, body, _delimiter(reader, "\\right"))


def _ignored(reader: Reader, _: str) -> Formula:
    reader.advance()
    return EMPTY


def _environment(reader: Reader, _: str) -> Formula:
    return environments.read(reader)


def _stray(reader: Reader, _: str) -> Formula:
    raise reader.fault(f"`{reader.word}` without its beginning", structure_hint(reader.word))


ACTIONS: dict[str, Callable[[Reader, str], Formula]] = {
    "frac": _fraction,
    "root": _root,
    "accent": _accent,
    "style": _styled,
    "text": _words,
    "name": _operator_name,
    "open": _stretched,
    "close": _stray,
    "begin": _environment,
    "end": _stray,
    "ignore": _ignored,
}


def structure_hint(word: str) -> str:
    """What to do about a piece of structure that stands alone."""
    if word in ("&", "\\\\"):
        return "cells and lines belong in an environment: `\\begin{aligned} … \\end{aligned}`"
    return "delete it, or write `\\}` for a printed brace" if word == "}" else ""
