"""Reads the LaTeX of a formula into the model's `Formula`; nothing of the markup is kept.

It owns the grammar (groups, scripts, brackets, environments); which commands exist is the table of
`commands`. It must not know Markdown or where a formula ends: `read` finds that.

    >>> formula("x ≤ 0.25")
    Row(items=(Sym(name='x', style='italic'), Op(symbol='≤'), Num(text='0.25')))

Unknown commands and characters are collected, several in one formula; a fault of structure (an open group,
a stray `&`) ends the reading of its formula.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, cast

from generator.errors import TextFault
from generator.maths.notation import EMPTY, row
from generator.model import Fence, Formula, Num, Op, Script, Space, Sym
from generator.prose.actions import ACTIONS, structure_hint
from generator.prose.bars import pair_bars
from generator.prose.commands import CHARACTERS, CLOSERS, COMMANDS, DELIMITERS, DOUBLE, OPENERS, PAIRS, Does
from generator.prose.tree import MAX_DEPTH, Hole, ProseError

DIGITS = frozenset("0123456789")
"""The digits of numerals. Other scripts have digits too, but no format writes them in formulas."""

_WORD = re.compile(r"\\(?:operatorname\*|[A-Za-z]+|.)|[0-9]+(?:\.[0-9]+)?|\.[0-9]+|'+|.", re.DOTALL)
_BLANK = re.compile(r"\s*")
_STRUCTURE = frozenset(("}", "&", "\\\\", "\\right", "\\end"))
_NAMES = sorted({"\\" + name for name in COMMANDS} | {n for n in DELIMITERS if n[0] == "\\"})


def formula(latex: str) -> Formula:
    """The formula that a LaTeX text without holes stands for. Raises ProseError."""
    faults: list[TextFault] = []
    tree = read_formula(latex, 0, len(latex), {}, faults)
    if faults:
        raise ProseError(tuple(faults))
    return tree


def read_formula(
    text: str, start: int, end: int, holes: Mapping[int, tuple[int, int]], faults: list[TextFault]
) -> Formula:
    """The formula at `text[start:end]`.

    `holes` maps the offset of each hole's `{{` to its number and the offset after its `}}`. Faults are
    appended with offsets in `text`.
    """
    reader = LatexReader(text, start, end, holes, faults)
    try:
        return reader.row(frozenset())
    except TextFault as fault:
        faults.append(fault)
        return EMPTY


class LatexReader:
    """The state of one reading: a position, and how deep and in which style it stands. A `reader.Reader`."""

    def __init__(
        self, text: str, start: int, end: int, holes: Mapping[int, tuple[int, int]], faults: list[TextFault]
    ) -> None:
        self.text = text
        self.end = end
        self.holes = holes
        self.faults = faults
        self.style = "italic"
        self.depth = 0
        self.at = start
        """Offset of the current word."""
        self.after = start
        """Offset after the current word."""
        self.word = ""
        """The current word: a command, numeral, run of primes, character; `{{` for a hole; "" at the end."""
        self.advance()

    def advance(self) -> None:
        """Step to the next word."""
        blank = _BLANK.match(self.text, self.after, self.end)
        self.at = blank.end() if blank else self.after
        if self.at in self.holes:
            self.word, self.after = "{{", self.holes[self.at][1]
            return
        match = _WORD.match(self.text, self.at, self.end)
        self.word, self.after = (match[0], match.end()) if match else ("", self.at)

    def jump(self, offset: int) -> None:
        """Go on reading at this offset."""
        self.after = offset
        self.advance()

    def fault(self, message: str, hint: str = "") -> TextFault:
        """A fault at the current word."""
        return TextFault(message, self.at, max(1, self.after - self.at), hint)

    def deeper(self, levels: int = 1) -> None:
        """Go in; raises TextFault beyond the bound."""
        self.depth += levels
        if self.depth > MAX_DEPTH:
            raise self.fault(f"the formula is nested deeper than {MAX_DEPTH} levels")

    def row(self, stops: frozenset[str]) -> Formula:
        """Items up to one of the `stops` (which is not consumed) or the end."""
        items: list[Formula] = []
        opened: list[tuple[int, str]] = []
        fresh = False  # is the last item a Script that may still get its other half?
        while self.word and self.word not in stops:
            word = self.word
            if word in _STRUCTURE:
                raise self.fault(f"`{word}` without its beginning", structure_hint(word))
            if word in ("^", "_") or word[0] == "'":
                self._script(items, fresh)
                fresh = True
                continue
            fresh = False
            if word in CLOSERS:
                if opened and opened[-1][1] + CLOSERS[word] in PAIRS:
                    index, left = opened.pop()
                    self.depth -= 1
                    items[index:] = [Fence(left, pair_bars(items[index + 1 :]), CLOSERS[word])]
                else:
                    items.append(Op(CLOSERS[word]))
                self.advance()
            elif word in OPENERS:
                self.deeper()
                opened.append((len(items), OPENERS[word]))
                items.append(Op(OPENERS[word]))
                self.advance()
            else:
                items.append(self.atom())
        self.depth -= len(opened)
        return pair_bars(items)

    def _script(self, items: list[Formula], fresh: bool) -> None:
        slot = "below" if self.word == "_" else "above"
        base: Formula = items.pop() if items and type(items[-1]) is not Space else EMPTY
        below: Formula | None = None
        above: Formula | None = None
        if fresh and isinstance(base, Script):
            below, above, base = base.below, base.above, base.base
        if slot == "below":
            if below is not None:
                raise self.fault("a second index on the same base", "group them: `{x_a}_b`")
            self.advance()
            below = self.argument("an index")
        else:
            if above is not None:
                raise self.fault("a second exponent on the same base", "group them: `x^{a^b}` or `{x^a}^b`")
            above = self._above()
        items.append(Script(base, below, above))

    def _above(self) -> Formula:
        if self.word == "^":
            self.advance()
            return self.argument("an exponent")
        double, single = divmod(len(self.word), 2)
        primes = (Op("″"),) * double + (Op("′"),) * single
        self.advance()
        if self.word != "^":
            return row(*primes)
        self.advance()
        return row(*primes, self.argument("an exponent"))

    def argument(self, what: str) -> Formula:
        """One argument as LaTeX takes it: a group, a hole, a command, or a single character."""
        if not self.word or self.word in _STRUCTURE or self.word in ("^", "_"):
            raise TextFault(f"{what} is missing", min(self.at, self.end - 1), 1, "Write it in braces: `{2}`.")
        if self.word[0] in DIGITS:
            digit = self._numeral(self.word[0])
            self.jump(self.at + 1)
            return digit
        if self.word in OPENERS or self.word in CLOSERS:
            bracket = Op(OPENERS.get(self.word) or CLOSERS[self.word])
            self.advance()
            return bracket
        return self.atom()

    def atom(self) -> Formula:
        """The current word with its arguments."""
        word = self.word
        if word == "{{":
            hole = cast(Formula, Hole(self.holes[self.at][0]))
            self.advance()
            return hole
        if word == "{":
            return self.group()
        if word[0] == "\\":
            return self._command(word)
        if word[-1] in DIGITS:
            self.advance()
            return self._numeral(word)
        found = CHARACTERS.get(word) or (self._letter(word) if word.isalpha() else None)
        if found is None:
            hint = "write `\\%` for a percent sign" if word == "%" else ""
            self.faults.append(self.fault(f"the character `{word}` is not known in formulas", hint))
            found = EMPTY
        self.advance()
        return found

    def group(self) -> Formula:
        """A group in braces, as a formula."""
        opening = TextFault(
            "`{` without its `}`", self.at, 1, "add the `}` where the group ends; a printed brace is `\\{`"
        )
        self.deeper()
        self.advance()
        body = self.row(frozenset("}"))
        if self.word != "}":
            raise opening
        self.depth -= 1
        self.advance()
        return body

    def _numeral(self, text: str) -> Formula:
        return Sym(text, "bold") if self.style == "bold" else Num(text)

    def _letter(self, letter: str) -> Formula | None:
        if self.style == "double":
            return Sym(DOUBLE[letter]) if letter in DOUBLE else None
        return Sym(letter, cast(Any, self.style))

    def _command(self, word: str) -> Formula:
        found = COMMANDS.get(word.removeprefix("\\").rstrip("*"))
        if found is None:
            near = get_close_matches(word, _NAMES, n=1)
            hint = f"did you mean `{near[0]}`?" if near else ""
            if word == "\\":
                hint = "a formula cannot end in a backslash"
            self.faults.append(self.fault(f"unknown command `{word}`", hint))
            self.advance()
            return EMPTY
        if isinstance(found, str):
            self.advance()
            return Op(found)
        if not isinstance(found, Does):
            self.advance()
            if type(found) is Sym and self.style == "bold":
                return Sym(found.name, "bold")
            return found
        self.deeper()
        result = ACTIONS[found.action](self, found.detail)
        self.depth -= 1
        return result
