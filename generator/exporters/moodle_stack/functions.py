"""The Maxima functions of `templates/moodle-stack/functions.mac`: a question brings along those that it uses.

Must not know what they are for. Each stands in its own paragraph of that file, and its name begins with `sw_`, which
keeps it apart from every letter of a question.

    >>> needed(("credit1: sw_share([true,false]);",))[0].partition(" ")[0]
    'sw_share(sw_l)'
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from generator.resources import template_text

_NAME = re.compile(r"\bsw_[a-z]+(?=\()")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def needed(statements: Iterable[str]) -> tuple[str, ...]:
    """The definitions of the functions that some statements call, and of those that these call, each on one line."""
    called = frozenset(name for statement in statements for name in _NAME.findall(statement))
    return _closed(called)


@lru_cache(maxsize=64)  # few sets of functions are in use
def _closed(names: frozenset[str]) -> tuple[str, ...]:
    table = _table()
    reached: set[str] = set()
    waiting = sorted(names)
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += sorted(set(_NAME.findall(table[name])))
    return tuple([definition for name, definition in table.items() if name in reached])


@cache
def _table() -> dict[str, str]:
    """Name → definition, in the order of the file."""
    bare = _COMMENT.sub("", template_text("moodle-stack", "functions.mac"))
    definitions = [" ".join(paragraph.split()) for paragraph in bare.split("\n\n")]
    return {definition.partition("(")[0]: definition for definition in definitions if definition}
