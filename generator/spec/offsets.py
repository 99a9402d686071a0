"""Where each character of a YAML scalar stands in the file.

YAML drops indentation, folds lines and undoes escapes; a caret must point at what the author wrote. Plain,
quoted and literal (`|`) scalars are followed exactly, by the rules of YAML 1.2.2, sections 7.3 and 8.1; in
folded ones (`>`) words are exact and the space between lines is approximate.
"""

from __future__ import annotations

from collections.abc import Sequence

_ESCAPES = {"x": 4, "u": 6, "U": 10}
"""Length of an escape by the letter after the backslash; all others take two characters (YAML 1.2.2, 5.7)."""


def offsets(text: str, start: int, end: int, style: str | None, value: str) -> Sequence[int]:
    """Indices into `text` for every character of `value` and for its end.

    `text[start:end]` is the scalar as written, quotes and block header included; `style` is one of None
    (plain), `'`, `"`, `|` and `>`.
    """
    if style in ("'", '"'):
        start, end = start + 1, end - 1
    if style != "|" and style != ">" and text[start:end] == value:
        return range(start, end + 1)
    if style == "|":
        found = _literal(text, start, end, value)
    elif style == ">":
        found = _followed(text, start, end, value)
    else:
        found = _flow(text, start, end, style)
        if len(found) != len(value):
            found = _followed(text, start, end, value)
    return (*found, found[-1] + 1 if found else start)


def _literal(text: str, start: int, end: int, value: str) -> list[int]:
    """Line by line: every line of the value is the tail of the line as written."""
    found: list[int] = []
    at = text.find("\n", start, end) + 1
    for line in value.split("\n"):
        stop = text.find("\n", at, end)
        stop = stop if stop >= 0 else end
        first = max(at, stop - len(line))
        found.extend(range(first, first + len(line) + 1))
        at = min(stop + 1, end)
    return found[: len(value)]


def _flow(text: str, start: int, end: int, style: str | None) -> list[int]:
    """Plain and quoted scalars: folded line ends, doubled quotes, escapes."""
    found: list[int] = []
    at = start
    while at < end:
        if text[at] in " \t\n":
            stop = _blank_end(text, at, end)
            breaks = text.count("\n", at, stop)
            found.extend([at] * max(1, breaks - 1) if breaks else range(at, stop))
            at = stop
        elif style == '"' and text[at : at + 2] == "\\\n":
            stop = _blank_end(text, at + 1, end)
            found.extend([at] * (text.count("\n", at, stop) - 1))
            at = stop
        else:
            found.append(at)
            if style == '"' and text[at] == "\\":
                at += _ESCAPES.get(text[at + 1 : at + 2], 2)
            else:
                at += 2 if style == "'" and text[at] == "'" else 1
    return found


def _blank_end(text: str, at: int, end: int) -> int:
    while at < end and text[at] in " \t\n":
        at += 1
    return at


def _followed(text: str, start: int, end: int, value: str) -> list[int]:
    """Every character of the value at its next appearance; white space where the search stands."""
    found: list[int] = []
    header = text.find("\n", start, end)
    at = header + 1 if text[start : start + 1] == ">" and header >= 0 else start
    last = max(start, end - 1)
    for char in value:
        if char not in " \n":
            seen = text.find(char, at, end)
            at = seen if seen >= 0 else at
        found.append(min(at, last))
        at = min(at + 1, end)
    return found
