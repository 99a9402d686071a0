"""Text of a spec → Python's own syntax tree, and where each node stands in the text.

Python's `ast` reads the text and nothing is run. The tree may still hold anything that Python can say: what
of it is allowed is for the callers to decide (`language`, `sampling.parameters`).

    >>> parsed = parse("1 + λ")
    >>> parsed.span(parsed.root.right)
    (4, 1)
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from generator.errors import TextFault

MAX_LENGTH = 2_000

_ADVICE = {
    "²": "write `**2`", "³": "write `**3`", "·": "write `*`", "×": "write `*`", "−": "write an ordinary `-` sign",
    "÷": "write `/`", "√": "write `sqrt(…)`", "≤": "write `<=`", "≥": "write `>=`", "≠": "write `!=`",
    "π": "write `pi`", "|": "write `abs(…)` for an absolute value, `or` between conditions",
}  # fmt: skip
"""What to write instead of a character at which Python stops."""

_SLIPS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (
        re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)\s*(?!(?:if|else|and|or|not|in|is|for)\b)([^\W\d_]\w*)"),
        lambda slip: f"write `{slip[1]}*{slip[2]}`",
    ),
    (re.compile(r"(\d+(?:\.\d+)?)\s*%(?=\s*(?:$|[-+*/),\]]))"), lambda slip: _share(slip[1])),
    (re.compile(r"<>"), lambda _: "write `!=`"),
    (
        re.compile(r"(==|!=|<=|>=|<|>)\s*not\b"),
        lambda slip: f"put what follows in brackets: `{slip[1]} (not …)`",
    ),
    (re.compile(r"&&"), lambda _: "write `and`"),
    (re.compile(r"\|\|"), lambda _: "write `or`"),
    (re.compile(r"(?<![=<>!:])=(?!=)"), lambda _: "write `==` to compare"),
    (re.compile(r"(?<=[\w)\]])\s*!(?!=)"), lambda _: "write `factorial(n)`; for a negation, `not`"),
    (re.compile(r"!(?!=)"), lambda _: "write `not`"),
)
"""What is written elsewhere and not here, and what is written here. Looked for only where a text cannot be read."""

_LATEX = re.compile(r"\\[A-Za-z]*")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text and its tree. `lead` is the number of blanks before the expression."""

    text: str
    lead: int
    root: ast.expr
    encoded: bytes

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Offset and length of an expression in characters (`ast` counts bytes of UTF-8)."""
        start = self._offset(node.col_offset)  # type: ignore[attr-defined]  # every expression has a place
        return start, max(1, self._offset(node.end_col_offset) - start)  # type: ignore[attr-defined]

    def _offset(self, column: int) -> int:
        return self.lead + len(self.encoded[:column].decode())


def parse(text: str) -> Parsed:
    """The tree of one expression, which may run over several lines. Raises TextFault if it is none."""
    if len(text) > MAX_LENGTH:
        raise TextFault(f"the text is longer than {MAX_LENGTH:,} characters", 0)
    # On a single line, columns are offsets, and no bracket is needed to join the lines.
    line = text.replace("\n", " ").replace("\t", " ")
    for offset, character in enumerate(line):
        if character < " " or "\ud800" <= character <= "\udfff":
            raise TextFault("the text holds a character that cannot be printed", offset)
    lead = len(line) - len(line.lstrip(" "))
    line = line[lead:]
    if not line:
        raise TextFault("an expression is expected", 0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # what Python only warns of (`1if x else 2`) is no mathematics
            root = ast.parse(line, mode="eval").body
    except SyntaxError as error:
        ended = (error.lineno or 1) > 1 or not error.offset  # Python gave up at the end of the text
        offset = len(text) if ended else lead + (error.offset or 1) - 1
        raise _fault(text, offset, error.msg or "") from None
    except (ValueError, RecursionError, MemoryError):
        raise TextFault("the expression is nested too deeply", 0, len(text)) from None
    parsed = Parsed(text, lead, root, line.encode())
    start, length = parsed.span(root)
    comment = text.find("#", start + length)
    if comment >= 0:
        raise TextFault("a comment has no place in an expression", comment, len(text) - comment)
    return parsed


def _fault(text: str, offset: int, message: str) -> TextFault:
    offset = min(offset, len(text.rstrip(" \n\t")) - 1)
    if "never closed" in message:
        return TextFault("a bracket is never closed", offset)
    plain = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    latex = _LATEX.search(plain)
    if latex:
        hint = "an expression is written `a / b`, `sqrt(x)`, `x**2`"
        return TextFault("this is LaTeX", latex.start(), len(latex[0]), hint)
    for slip, advice in _SLIPS:
        found = slip.search(plain)
        if found:
            return TextFault(
                f"`{found[0].strip()}` cannot be read", found.start(), len(found[0]), advice(found)
            )
    bad = text[offset]
    hint = _ADVICE.get(bad, "an operator or a bracket may be missing")
    return TextFault(f"the expression cannot be read at `{bad}`", offset, 1, hint)


def _share(percent: str) -> str:
    share = f"{Decimal(percent).scaleb(-2).normalize():f}"
    return f"write {share} (or `relative: {share}` for a share of the answer)"


def shortened(text: str, width: int = 60) -> str:
    """A text for a message: on one line, at most `width` characters."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"
