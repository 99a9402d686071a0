"""Reads prose: Markdown with formulas and holes, to the model's blocks with `Hole`s in them.

    >>> prose = read("Let $x = {{ a }}$.")
    >>> prose.holes
    (HoleSource(source='a', offset=12, where='formula'),)

The way is: `scan` masks formulas and holes, markdown-it reads what is left, `latex` reads the formulas, and
this module puts them together. The Markdown is CommonMark with tables, less what the model does not say:
headings, quotations, rules, links, images and HTML are faults. Indented code is not code (indentation in
a YAML file is too easily an accident); a fence is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.model import (
    Block,
    Code,
    CodeBlock,
    Display,
    Emph,
    Formula,
    Inline,
    LineBreak,
    Listing,
    Math,
    Paragraph,
    Strong,
    Table,
    Text,
)
from generator.prose.fill import Prose
from generator.prose.latex import read_formula
from generator.prose.scan import PLACEHOLDER, Chunk, Scan, scan
from generator.prose.tree import MAX_DEPTH, Hole, HoleSource, ProseError, Where

_MARKDOWN = (
    # Twice the depth allowed, and two levels a list: what is too deep must arrive here to be a fault.
    MarkdownIt("commonmark", {"maxNesting": 4 * MAX_DEPTH})
    .enable("table")
    .disable(["code", "html_block", "html_inline", "reference", "link", "image", "autolink"])
)
_REFUSED = {"heading_open": "headings", "blockquote_open": "quotations", "hr": "horizontal rules"}
_ALIGNMENT = {"text-align:left": "l", "text-align:center": "c", "text-align:right": "r"}


def read(text: str) -> Prose:
    """The text as a tree with holes. Raises ProseError with all that is wrong with it."""
    found = scan(text)
    blocks: tuple[Block, ...] = ()
    builder = _Builder(found)
    if found.masked:
        blocks = builder.blocks(_MARKDOWN.parse(found.masked))
    if found.faults:
        raise ProseError(tuple(sorted(found.faults, key=lambda fault: fault.offset)))
    return Prose(
        blocks,
        tuple(HoleSource(*hole[:2], where) for hole, where in zip(found.holes, builder.where, strict=True)),
    )


class _Builder:
    def __init__(self, found: Scan) -> None:
        self.found = found
        self.where: list[Where] = ["formula" if inside else "text" for _, _, inside in found.holes]
        self.formulas: dict[int, Formula] = {
            chunk.start: read_formula(found.text, chunk.inner, chunk.outer, chunk.holes, found.faults)
            for chunk in found.chunks
            if chunk.hole is None and found.text[chunk.inner : chunk.outer].strip()
        }
        self.too_deep = False

    def blocks(self, tokens: Sequence[Token]) -> tuple[Block, ...]:
        """All blocks. The stack holds the open sequences: blocks, the items of a list, blocks, …"""
        stack: list[list[Any]] = [[]]
        heading = False
        for at, token in enumerate(tokens):
            kind = token.type
            if kind in _REFUSED:
                self._fault_at_line(f"{_REFUSED[kind]} are not supported", token)
                heading = heading or kind == "heading_open"
            elif kind == "heading_close":
                heading = False
            elif kind in ("bullet_list_open", "ordered_list_open"):
                if token.attrs.get("start", 1) != 1:
                    hint = "write the dot as `\\.` if this is no list"
                    self._fault_at_line("a numbered list starts at 1", token, hint)
                if len(stack) > 2 * MAX_DEPTH:
                    self._refuse_depth(token)
                stack.append([])
            elif kind == "list_item_open":
                stack.append([])
            elif kind == "list_item_close":
                item = stack.pop()
                stack[-1].append(tuple(item))
            elif kind in ("bullet_list_close", "ordered_list_close"):
                items = stack.pop()
                stack[-1].append(Listing(tuple(items), ordered=kind == "ordered_list_close"))
            elif kind == "fence":
                stack[-1].append(CodeBlock(self._restored(token.content).removesuffix("\n")))
            elif kind == "table_open":
                stack += ([], [])
            elif kind == "tr_open":
                stack.append([])
            elif kind == "tr_close":
                cells = stack.pop()
                stack[-1].append(tuple(cells))
            elif kind == "table_close":
                rows, align = stack.pop(), stack.pop()
                stack[-1].append(Table(rows[0], tuple(rows[1:]), "".join(align)))
            elif kind == "th_open":
                stack[-3].append(_ALIGNMENT.get(str(token.attrs.get("style", "")), "l"))
            elif kind == "inline" and tokens[at - 1].type in ("th_open", "td_open"):
                stack[-1].append(tuple(self._inlines(token)))
            elif kind == "inline" and not heading:
                self._paragraphs(self._inlines(token, displays=True), stack[-1])
        return tuple(stack[0])

    def _paragraphs(self, inlines: list[Any], blocks: list[Any]) -> None:
        """A paragraph; more of them, if formulas on lines of their own stand between."""
        part: list[Any] = []
        for inline in (*inlines, None):
            if inline is not None and type(inline) is not Display:
                part.append(inline)
                continue
            part = _trimmed(part)
            if len(part) == 1 and type(part[0]) is Hole:
                self.where[part[0].number] = "block"
                blocks.append(part[0])
            elif part:
                blocks.append(Paragraph(tuple(part)))
            if inline is not None:
                blocks.append(inline)
            part = []

    def _inlines(self, token: Token, displays: bool = False) -> list[Any]:
        stack: list[list[Any]] = [[]]
        for child in token.children or ():
            kind = child.type
            if kind == "text":
                self._text(child.content, stack[-1], displays and len(stack) == 1)
            elif kind == "softbreak":
                _add_text(stack[-1], " ")
            elif kind == "hardbreak":
                stack[-1].append(LineBreak())
            elif kind == "code_inline":
                stack[-1].append(Code(self._restored(child.content)))
            elif kind in ("em_open", "strong_open"):
                if len(stack) > MAX_DEPTH:
                    self._refuse_depth(token)
                stack.append([])
            elif kind in ("em_close", "strong_close"):
                children = tuple(stack.pop())
                stack[-1].append(Emph(children) if kind == "em_close" else Strong(children))
            else:
                raise AssertionError(f"Markdown made a {kind}, which is not enabled")
        return stack[0]

    def _text(self, content: str, out: list[Any], displays: bool) -> None:
        at = 0
        for match in PLACEHOLDER.finditer(content):
            _add_text(out, content[at : match.start()])
            at = match.end()
            chunk = self.found.chunk(match[0])
            if chunk is not None:
                out.append(self._node(chunk, displays))
        _add_text(out, content[at:])

    def _node(self, chunk: Chunk, displays: bool) -> Inline | Block:
        if chunk.hole is not None:
            return cast(Inline, Hole(chunk.hole))
        formula = self.formulas.get(chunk.start)
        if formula is None:
            return Text("")  # an empty formula, a fault already
        return Display(formula) if chunk.display and displays else Math(formula)

    def _restored(self, code: str) -> str:
        """Code as the author wrote it, should Markdown see code where `scan` saw a formula."""

        def source(match: Any) -> str:
            chunk = self.found.chunk(match[0])
            if chunk is None:
                return str(match[0])
            if chunk.hole is not None or chunk.holes:
                self.found.fault("holes are not filled inside code", chunk.start, chunk.end)
            return self.found.text[chunk.start : chunk.end]

        return PLACEHOLDER.sub(source, code)

    def _fault_at_line(self, message: str, token: Token, hint: str = "") -> None:
        lines, text = self.found.lines, self.found.text
        number = token.map[0] if token.map else 0
        start = lines[number] if number < len(lines) else 0
        line = text[start : lines[number + 1] if number + 1 < len(lines) else len(text)]
        start += len(line) - len(line.lstrip())
        self.found.fault(message, start, start + len(line.strip()), hint)

    def _refuse_depth(self, token: Token) -> None:
        if not self.too_deep:
            self._fault_at_line(f"lists or emphasis nested deeper than {MAX_DEPTH} levels", token)
        self.too_deep = True


def _add_text(out: list[Any], text: str) -> None:
    if not text:
        return
    if out and type(out[-1]) is Text:
        out[-1] = Text(out[-1].text + text)
    else:
        out.append(Text(text))


def _trimmed(part: list[Any]) -> list[Any]:
    """The inlines without white space at either end (a paragraph may have been cut there)."""
    if part and type(part[0]) is Text:
        part[0] = Text(part[0].text.lstrip())
    if part and type(part[-1]) is Text:
        part[-1] = Text(part[-1].text.rstrip())
    return [inline for inline in part if inline != Text("")]
