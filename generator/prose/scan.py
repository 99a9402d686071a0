"""Finds formulas, holes and code in a text, left to right, before Markdown sees it.

It owns `$`, `$$`, `{{ }}` and backslash escapes, and hands on a *masked* text, in which every formula and
every hole is one private-use character: so Markdown can not read `_` or `|` inside a formula, and every
offset here is one of the author's text. It must not know what formulas or expressions mean.

    >>> scan("Let $x = {{ a }}$.").masked
    'Let \\U000f0000.'
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from generator.errors import TextFault

MAX_LENGTH = 60_000
"""Characters in a text; each formula and hole needs a placeholder of its own (there are 65,534)."""

FIRST = 0xF0000
_PRIVATE = "[\ue000-\uf8ff\U000f0000-\U0010ffff]"
PLACEHOLDER = re.compile("[\U000f0000-\U000ffffd]")

_INTEREST = re.compile(
    r"^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<fence>`{3,}|~{3,})[^`\n]*$"
    r"|(?P<escape>\\.)|(?P<ticks>`+)|(?P<dollar>\$\$?)|(?P<hole>\{{2,})|(?P<html><)|(?P<link>!?\[)"
    rf"|(?P<entity>&\#[xX]?[0-9a-fA-F]{{1,7}};)|(?P<private>{_PRIVATE})",
    re.MULTILINE | re.DOTALL,
)
_COMMAND = re.compile(r"\\[A-Za-z]+\*?(?:\{[^{}\n]{0,500}\})?")
_MARKUP = "formulas stand between `$` and `$`; bold is `**…**`, emphasis `*…*`, a printed backslash `\\\\`"
_IN_FORMULA = re.compile(r"\\.|\{{2,}|\$\$?", re.DOTALL)
_IN_HOLE = re.compile(r"[\"'{}]")
_WHOLE_HOLE = re.compile(r"\{\{[^{}]*\}\}")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n|\r[ \t]*\r")
_NEWLINE = re.compile(r"\r\n?|\n")
_LINK = re.compile(r"!?\[(?:[^\]\[\n\\]|\\.){0,500}\]\((?:[^()\n\\]|\\.){0,500}\)")
_HTML = re.compile(
    r"<(?:!--|/?[A-Za-z][A-Za-z0-9-]{0,50}(?:\s[^<>]{0,500})?/?>"
    r"|[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,500}>|[^\s<>@]{1,100}@[^\s<>]{1,100}>)"
)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A formula or a hole of the text, `text[start:end]` with its delimiters.

    A formula has its body in `text[inner:outer]`; `holes` maps the offset of each `{{` in it to the hole's
    number and its end. A hole in the text has its number in `hole`.
    """

    start: int
    end: int
    inner: int = 0
    outer: int = 0
    display: bool = False
    holes: dict[int, tuple[int, int]] = field(default_factory=dict)
    hole: int | None = None


@dataclass(slots=True)
class Scan:
    """What was found: `holes` as (source, offset, inside a formula?), `lines` as offsets of masked lines."""

    text: str
    masked: str = ""
    chunks: list[Chunk] = field(default_factory=list)
    holes: list[tuple[str, int, bool]] = field(default_factory=list)
    lines: list[int] = field(default_factory=lambda: [0])
    faults: list[TextFault] = field(default_factory=list)

    def fault(self, message: str, start: int, end: int, hint: str = "") -> None:
        """Note what is wrong with `text[start:end]`."""
        self.faults.append(TextFault(message, start, max(1, end - start), hint))

    def chunk(self, placeholder: str) -> Chunk | None:
        """The chunk that a private-use character of the masked text stands for."""
        number = ord(placeholder) - FIRST
        return self.chunks[number] if 0 <= number < len(self.chunks) else None


def scan(text: str) -> Scan:
    """The formulas, holes and faults of a text; it always ends, in time linear in the text."""
    found = Scan(text)
    if len(text) > MAX_LENGTH:
        found.fault(f"the text is longer than {MAX_LENGTH:,} characters", MAX_LENGTH, len(text))
        return found
    _Scanner(found).run()
    return found


class _Scanner:
    def __init__(self, found: Scan) -> None:
        self.found = found
        self.text = found.text
        self.limit = -1
        self.ticks: dict[int, list[int]] = {}
        for run in re.finditer("`+", self.text):
            self.ticks.setdefault(len(run[0]), []).append(run.start())

    def paragraph_end(self, at: int) -> int:
        """The end of the paragraph that `at` is in: nothing inline reaches over a blank line."""
        if at > self.limit:
            match = _BLANK_LINE.search(self.text, at)
            self.limit = match.start() if match else len(self.text)
        return self.limit

    def run(self) -> None:
        masked: list[str] = []
        copied = at = 0
        while match := _INTEREST.search(self.text, at):
            known = len(self.found.chunks)
            at = getattr(self, "_" + str(match.lastgroup))(match)
            if len(self.found.chunks) > known:
                chunk = self.found.chunks[-1]
                masked += (self._copy(copied, chunk.start), chr(FIRST + known))
                copied = chunk.end
        masked.append(self._copy(copied, len(self.text)))
        self.found.masked = "".join(masked)

    def _copy(self, start: int, end: int) -> str:
        part = self.text[start:end]
        self.found.lines += (start + newline.end() for newline in _NEWLINE.finditer(part))
        return _NEWLINE.sub("\n", part)

    # One method for each name in _INTEREST: it returns where to go on.

    def _escape(self, match: re.Match[str]) -> int:
        start, sign = match.start(), match[0][1]
        if sign.isascii() and sign.isalpha():
            command = _COMMAND.match(self.text, start)
            end = command.end() if command else match.end()
            self.found.fault("a LaTeX command outside of a formula", start, end, _MARKUP)
            return end
        closing = {"(": "\\)", "[": "\\]"}.get(sign)
        if closing:
            end = self.text.find(closing, match.end(), self.paragraph_end(start))
            if end >= 0 and not self.text.startswith("(", end + 2):  # `\[a\](b)` is a link that shall be none
                mark = "$" if sign == "(" else "$$"
                hint = f"write `{mark}…{mark}` instead of `\\{sign}…{closing}`"
                self.found.fault("formulas stand between `$` and `$`", start, end + 2, hint)
                return end + 2
        return start + 1 if sign in "\r\n" else match.end()

    def _fence(self, match: re.Match[str]) -> int:
        marks = match["fence"]
        closing = re.compile(rf"^[ \t]*{marks[0]}{{{len(marks)},}}[ \t\r]*$", re.MULTILINE)
        end = closing.search(self.text, match.end())
        if end is None:
            self.found.fault("a code block without its end", match.start("fence"), match.end("fence"))
            return len(self.text)
        self._code(match.end(), end.start())
        return end.end()

    def _ticks(self, match: re.Match[str]) -> int:
        starts = self.ticks.get(len(match[0]), [])
        index = bisect_left(starts, match.end())
        if index == len(starts) or starts[index] >= self.paragraph_end(match.end()):
            return match.end()
        self._code(match.end(), starts[index])
        return starts[index] + len(match[0])

    def _code(self, start: int, end: int) -> None:
        for hole in _WHOLE_HOLE.finditer(self.text, start, end):
            self.found.fault("holes are not filled inside code", hole.start(), hole.end())

    def _html(self, match: re.Match[str]) -> int:
        tag = _HTML.match(self.text, match.start())
        if tag is None:
            return match.end()
        hint = "write `\\<` for a printed `<`"
        self.found.fault("raw HTML and automatic links are not supported", tag.start(), tag.end(), hint)
        return tag.end()

    def _link(self, match: re.Match[str]) -> int:
        link = _LINK.match(self.text, match.start())
        if link is None:
            return match.end()
        what = "images" if link[0][0] == "!" else "links"
        self.found.fault(f"{what} are not supported", link.start(), link.end())
        return link.end()

    def _entity(self, match: re.Match[str]) -> int:
        digits = match[0][2:-1]
        base = 16 if digits[0] in "xX" else 10
        digits = digits.lstrip("xX")
        if base == 10 and not digits.isdecimal():
            return match.end()
        number = int(digits, base) if digits else 0
        if number <= 0x10FFFF and re.match(_PRIVATE, chr(number)):
            self._private(match)
        return match.end()

    def _private(self, match: re.Match[str]) -> int:
        self.found.fault("a private-use character has no agreed meaning", match.start(), match.end())
        return match.end()

    def _hole(self, match: re.Match[str]) -> int:
        start = match.end() - 2
        end = self._read_hole(start, inside=False)
        if end is None:
            return max(match.end(), self.paragraph_end(start))
        self.found.chunks.append(Chunk(start, end, hole=len(self.found.holes) - 1))
        return end

    def _read_hole(self, start: int, inside: bool) -> int | None:
        """The offset after the hole's `}}`, or None and a fault."""
        limit = self.paragraph_end(start)
        at, depth = start + 2, 0
        while match := _IN_HOLE.search(self.text, at, limit):
            at = match.end()
            if match[0] == "{":
                depth += 1
            elif match[0] == "}" and depth:
                depth -= 1
            elif match[0] == "}" and self.text.startswith("}", at, limit):
                inner = self.text[start + 2 : at - 1]
                source = inner.strip()
                if not source:
                    self.found.fault(
                        "an empty hole", start, at + 1, "put an expression between `{{` and `}}`"
                    )
                offset = start + 2 + len(inner) - len(inner.lstrip()) if source else start + 2
                self.found.holes.append((source, offset, inside))
                return at + 1
            elif match[0] in "\"'":
                closing = self.text.find(match[0], at, limit)
                at = closing + 1 if closing >= 0 else at
        self.found.fault(
            "`{{` without its `}}`", start, start + 2, "add the `}}`; printed braces are `\\{\\{`"
        )
        return None

    def _dollar(self, match: re.Match[str]) -> int:
        start, inner, mark = match.start(), match.end(), match[0]
        limit = self.paragraph_end(start)
        at = inner
        holes: dict[int, tuple[int, int]] = {}
        while found := _IN_FORMULA.search(self.text, at, limit):
            at = found.end()
            if found[0][0] == "{":
                end = self._read_hole(at - 2, inside=True)
                if end is None:
                    return max(limit, at)
                holes[at - 2] = (len(self.found.holes) - 1, end)
                at = end
            elif found[0][0] == "$" and len(found[0]) >= len(mark):
                outer = found.start()
                return self._formula(Chunk(start, outer + len(mark), inner, outer, mark == "$$", holes))
        hint = "write `\\$` for a dollar sign"
        self.found.fault(f"`{mark}` without its closing `{mark}`", start, inner, hint)
        return max(limit, inner)

    def _formula(self, chunk: Chunk) -> int:
        body = self.text[chunk.inner : chunk.outer]
        if not body.strip():
            self.found.fault("an empty formula", chunk.start, chunk.end)
        elif not chunk.display and body[-1].isspace() and self.text[chunk.end : chunk.end + 1].isdecimal():
            hint = "write `\\$` for a dollar sign"
            self.found.fault("this looks like two prices", chunk.start, chunk.end, hint)
        self.found.chunks.append(chunk)
        return chunk.end
