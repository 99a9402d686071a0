"""What YAML's parser cannot read, in the words of a colleague.

Authors of specs write mathematics, and mathematics is full of characters that YAML gives a meaning: `[`,
`{`, `:`, `*`, `%`, backslashes. The parser's own words ("expected <block end>, but found '<scalar>'") are
rewritten here.
"""

from __future__ import annotations

import re

import yaml

from generator.errors import Fault
from generator.spec.files import described
from generator.spec.source import Document, Source

QUOTE = "Put the whole text in quotes, or start it with `|` and go on in the next line, indented."
_BACKSLASH = (
    "Write LaTeX in single quotes, or after `|` on lines of its own: there a backslash is only a backslash."
)

_SWALLOWED = re.compile(r"(?<!\\)(?:\\\\)*(\\(?:n(?:abla|eg|eq|e|ot|u)|N)(?![A-Za-z]))")
"""LaTeX commands of which double quotes would make a line end: `"\\nabla f"`."""


def syntax_fault(error: yaml.MarkedYAMLError, document: Document) -> Fault:
    """The parser's complaint as a fault: where, what it saw, what to do."""
    problem = error.problem or "this is not YAML"
    context = error.context or ""
    mark = error.problem_mark or error.context_mark
    at = mark.index if mark else 0
    opened = error.context_mark.index if error.context_mark else at
    found = document.text[at : at + 1]

    def fault(message: str, hint: str, index: int = at, length: int = 1) -> Fault:
        return Fault(message, document.place(index, length), hint)

    if "cannot start any token" in problem:
        if found == "\t":
            return fault("There is a tab here, where YAML wants spaces.", "Indent with spaces only.")
        shown = "a backtick" if found == "`" else f"`{found}`"
        return fault(f"A text without quotes cannot start with {shown}.", QUOTE)
    if "mapping values are not allowed" in problem:
        return fault(
            "YAML takes this colon for the end of a key, and a key cannot stand here.",
            "If the colon belongs to the text, put the whole text in quotes; if this is a key, "
            "start it in the same column as its neighbours.",
        )
    if "flow sequence" in context or "flow mapping" in context:
        return _flow_fault(document, opened, at)
    if "quoted scalar" in context:
        if "escape" in problem or "expected escape sequence" in problem:
            return fault(
                "In double quotes a backslash starts an escape, and this is none.", _BACKSLASH, at - 1, 2
            )
        return fault("This quotation mark is never closed.", "Close it, or delete it.", opened)
    if "expected <block end>" in problem:
        return _block_fault(document, opened, at)
    if "could not find expected ':'" in problem:
        return fault(
            "This line is neither `key: value` nor the continuation of the text before it.",
            "Add the colon and a space, or indent the line further than the key it belongs to.",
            opened,
            len(_line(document, opened)),
        )
    if "sequence entries are not allowed" in problem:
        return fault(
            "A list cannot start here, on the line of its key.",
            "Start it in the next line, indented. A text that starts with `-` goes in quotes.",
        )
    if "anchor" in context or "alias" in context:
        return fault(
            f"YAML takes `{document.text[opened : opened + 1]}` here for a reference.", QUOTE, opened
        )
    if "tag" in context:
        return fault("YAML takes `!` here for a tag, and tags are not used in specs.", QUOTE, opened)
    if "block scalar" in context:
        return fault(
            "After `|` or `>` the line must end; the text starts in the next line, indented with spaces.",
            "Move the text to the next line, or put it in quotes.",
        )
    if "directive" in context:
        return fault("A line that starts with `%` is read as a YAML directive.", QUOTE, opened)
    return fault("This is not YAML that can be read.", f"The parser says: {problem}.")


def _line(document: Document, index: int) -> str:
    stop = document.text.find("\n", index)
    return document.text[index : stop if stop >= 0 else len(document.text)].rstrip()


_BEFORE_VALUE = re.compile(r"[ \t]*(?:- +)*(?:[^\s:\[{][^:\[{\n]*:[ \t]+)?(?=[\[{])")


def _value_start(document: Document, opened: int) -> int:
    """Where the value around a bracket starts, if in the same line with a bracket of its own."""
    start = document.text.rfind("\n", 0, opened) + 1
    before = _BEFORE_VALUE.match(document.text, start)
    return min(before.end(), opened) if before else opened


def _flow_fault(document: Document, opened: int, at: int) -> Fault:
    """Inside `[…]` or `{…}`: mostly mathematics that was not meant as YAML."""
    opened = _value_start(document, opened)
    bracket = document.text[opened]
    line = _line(document, opened)
    found = document.text[at : at + 1]
    if found in ("[", "{") and at < opened + len(line):
        closing = {"[": "]", "{": "}"}[bracket]
        quote = '"' if '"' not in line and "\\" not in line else "'"
        hint = f"Put all of it in quotes: `{quote}{line}{quote}`." if line.endswith(closing) else QUOTE
        if quote in line:
            hint = QUOTE
        message = f"YAML takes `{bracket}` here for its own syntax, and cannot read this `{found}` in it."
        return Fault(message, document.place(at), hint)
    what = {"[": "list", "{": "mapping"}.get(bracket, "collection")
    message = f"This `{bracket}` starts a {what} for YAML, which is not closed where it should be."
    hint = "Close the bracket; or, if this is a text or an expression, put all of it in quotes."
    return Fault(message, document.place(opened), hint)


def _block_fault(document: Document, opened: int, at: int) -> Fault:
    """A line that fits none of the columns above it, or more text after the end of a value."""
    start = document.text.rfind("\n", 0, at) + 1
    before = document.text[start:at]
    if before.strip():
        value = re.search(r"[:-]\s+(?=[\"'\[{*&])", before)
        index = start + value.end() if value else at
        message = "The value ends before the end of its line, and YAML cannot read the rest."
        return Fault(message, document.place(index, max(1, at - index)), QUOTE)
    first = document.place(opened).line
    message = "This line does not line up with the lines above it."
    hint = (
        f"Keys that belong together start in the same column (these start in line {first}); "
        "every entry of a list has a `-`."
    )
    return Fault(message, document.place(at, len(_line(document, at))), hint)


def unprintable_escape(source: Source, raw: str, bad: int | None) -> list[Fault]:
    """Faults of a double-quoted scalar whose escapes made something that nobody wanted.

    `raw` is the scalar as written; `bad` is the offset of an unprintable character of its value, or None.
    """
    if bad is not None:
        message = f"This escape makes an invisible character: {described(source.text[bad])}."
        return [Fault(message, source.document.place(source.offsets[bad], 2), _BACKSLASH)]
    tab = source.text.find("\t")
    if tab >= 0 and "\\t" in raw:
        place = source.document.place(source.offsets[tab], 2)
        return [Fault("In double quotes `\\t` makes a tab.", place, _BACKSLASH)]
    swallowed = _SWALLOWED.search(raw)
    if swallowed:
        message = f"In double quotes `{swallowed[1]}` is not LaTeX: its first two characters make a line end."
        index = source.offsets[0] - 1 + swallowed.start(1)
        return [Fault(message, source.document.place(index, len(swallowed[1])), _BACKSLASH)]
    return []


def unreadable(document: Document, index: int) -> Fault:
    """A number in an escape or directive that is out of every range."""
    return Fault(
        "YAML cannot read the number in this escape or directive.", document.place(index), _BACKSLASH
    )
