r"""Texts on their way from a question file to a page: PHP's XML reader, Moodle's trimming, a browser, MathJax.

Written from what these programs do; it must not import anything of ours.

    >>> php_tree(b"<text><![CDATA[a]]> <![CDATA[b]]></text>").text
    'ab'
    >>> visible(r"<p>a &lt; b: \(x\)</p>"), formulas(r"<p>a &lt; b: \(x\)</p>")
    ('a < b: \\(x\\)', ['\\(x\\)'])
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.parsers import expat

from lxml import etree

BLANKS = " \t\n\r\0\x0b"
"""What PHP's `trim` takes off."""
FILES = "https://moodle.example/pluginfile.php/1/"

_TAG = re.compile(r"""<(?!\s)(?:"[^"]*"|'[^']*'|[^>"'])*(?:>|\Z)""")
_ENTITY_LIKE = re.compile(r"&(?![a-zA-Z0-9#]{1,8};)")
_OPENS = re.compile(r"\\\(|\\\[|\$\$|\\begin\{([^}]*)\}|\\(?:eq)?ref\{[^}]*\}")
_CLOSES = {r"\(": r"\)", r"\[": r"\]", "$$": "$$"}
_SKIPPED = ("script", "noscript", "style", "textarea", "pre", "code")
_IGNORED = {"tex2jax_ignore", "mathjax_ignore"}
_VOID = ("br", "wbr", "img", "hr", "input")


def php_tree(data: bytes) -> etree._Element:
    """A file as `xml_parse_into_struct` with white space skipped gives it to Moodle (`lib/xmlize.php`).

    A run of text ends at a tag, a CDATA section and an entity. A run of nothing but white space is dropped.
    """
    builder = etree.TreeBuilder()
    parser = expat.ParserCreate()
    run: list[str] = []
    inside: list[bool] = []

    def close_run() -> None:
        text = "".join(run)
        run.clear()
        if text.strip(" \t\n"):
            builder.data(text)

    def add(text: str) -> None:
        entity = not inside and data[parser.CurrentByteIndex : parser.CurrentByteIndex + 1] == b"&"
        if entity:
            close_run()
        run.append(text)
        if entity:
            close_run()

    def start(tag: str, attributes: dict[str, str]) -> None:
        close_run()
        builder.start(tag, attributes)  # type: ignore[arg-type]  # its keys could be bytes, too

    def end(tag: str) -> None:
        close_run()
        builder.end(tag)

    def open_section() -> None:
        close_run()
        inside.append(True)

    def close_section() -> None:
        close_run()
        inside.clear()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = add
    parser.StartCdataSectionHandler = open_section
    parser.EndCdataSectionHandler = close_section
    parser.Parse(data, True)
    return builder.close()


def trimmed(element: etree._Element, path: str) -> str:
    """The `<text>` of an element below; Moodle trims every text at both ends."""
    return (element.findtext(f"{path}/text") or "").strip(BLANKS)


def stripped(text: str) -> str:
    """A text without what PHP's `strip_tags` takes for tags: `<` before anything but white space opens one."""
    return _TAG.sub("", text)


def one_line(text: str) -> str:
    """What a drop-down shows of a text that goes through `format_string`: no tags; what looks like an entity is one."""
    escaped = stripped(_ENTITY_LIKE.sub("&amp;", text)).replace("<", "&lt;").replace(">", "&gt;")
    return visible(escaped)


def visible(markup: str) -> str:
    """What a reader of the page sees of some HTML: its text, formulas as their TeX."""
    return "".join(text for text, _ in _Browser.runs_of(markup))


def formulas(markup: str) -> list[str]:
    """What MathJax takes for TeX on a page with this HTML, with its delimiters.

    Delimiters are found in text that no tag interrupts, and none in code. A formula ends at its delimiter outside of
    all braces. `\\begin{x}` and `\\ref{x}` need no delimiters.
    """
    found = []
    for text, counts in _Browser.runs_of(markup):
        at = 0
        while counts and (opened := _OPENS.search(text, at)):
            end = _end_of_formula(text, opened)
            if end > 0:
                found.append(text[opened.start() : end])
            at = end if end > 0 else opened.end()
    return found


def _end_of_formula(text: str, opened: re.Match[str]) -> int:
    if opened[1] is not None:
        closing = f"\\end{{{opened[1]}}}"
    elif opened[0] in _CLOSES:
        closing = _CLOSES[opened[0]]
    else:
        return opened.end()
    depth = 0
    for match in re.finditer(rf"{re.escape(closing)}|\\.|[{{}}]", text[opened.end() :], re.DOTALL):
        if match[0] == closing and not depth:
            return opened.end() + match.end()
        depth = max(0, depth + {"{": 1, "}": -1}.get(match[0], 0))
    return -1


class _Browser(HTMLParser):
    """Reads HTML into runs of text, each with whether MathJax looks into it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[tuple[str, bool]] = []
        self.open: list[tuple[str, bool]] = []
        self.joined = False

    @classmethod
    def runs_of(cls, markup: str) -> list[tuple[str, bool]]:
        browser = cls()
        browser.feed(markup.replace("@@PLUGINFILE@@/", FILES))
        browser.close()
        return browser.runs

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            ignored = tag in _SKIPPED or bool(_IGNORED & set((dict(attrs).get("class") or "").split()))
            self.open.append((tag, ignored or self.ignores()))
        self.joined = self.joined and tag in ("br", "wbr")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.joined = self.joined and tag in ("br", "wbr")

    def handle_endtag(self, tag: str) -> None:
        if tag in [name for name, _ in self.open]:
            while self.open.pop()[0] != tag:
                pass
        self.joined = False

    def handle_data(self, data: str) -> None:
        if self.joined:
            text, counts = self.runs.pop()
            self.runs.append((text + data, counts))
        else:
            self.runs.append((data, not self.ignores()))
        self.joined = True

    def ignores(self) -> bool:
        return bool(self.open) and self.open[-1][1]
