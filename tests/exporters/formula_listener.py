"""A listener who writes down the formula that is read aloud, and what there is to write: nested tuples.

    >>> Listener("x to the exponent n plus 1, end exponent").listen()
    ('sup', 'x', ('row', 'n', '+', '1'))

It knows nothing of the tables and rules of `generator`, and English mathematics only. Formulas that a listener may
take for one another because they mean the same are one tree: `x₁²` whichever script was set first, `2 · (−3)` with
and without its brackets.
"""

from __future__ import annotations

import re
from typing import Any

from generator.model import Accent, Fence, Formula, Frac, Func, Grid, Num, Op, Root, Row, Script, Sym


def heard(text: str) -> str:
    """What reaches the ear of someone who misses every pause: words in lower case."""
    return " ".join(re.sub(r"[,;:](?= |$)", "", text).casefold().split())


Tree = Any
"""A formula as a listener understands it: nested tuples in which rows of one are no rows."""


def understood(formula: Formula) -> Tree:
    match formula:
        case Num(text):
            return text
        case Sym(name):
            return name
        case Func(name):
            return f"{name}()"
        case Op(sign):
            return sign
        case Row(items):
            return _joined([understood(item) for item in items])
        case Frac(top, bottom):
            return ("frac", understood(top), understood(bottom))
        case Root(body, degree):
            return ("root", understood(body), understood(degree) if degree else "2")
        case Fence(left, body, right):
            return (left, understood(body), right)
        case Script(base, below, above):
            tree = understood(base)
            if below is not None:
                tree = ("sub", tree, understood(below))
            return tree if above is None else ("sup", tree, understood(above))
        case Accent(mark, body):
            return (mark, understood(body))
        case Grid(rows, left, right):
            return (left, tuple(tuple(map(understood, cells)) for cells in rows), right)
    raise AssertionError(formula)


def _joined(trees: list[Tree]) -> Tree:
    flat: list[Tree] = []
    for tree in trees:
        flat += tree[1:] if tree[0] == "row" else [tree]
    for place in range(len(flat) - 1, 1, -1):  # 2 · (−3) is 2 · −3
        match flat[place - 2 : place + 1]:
            case [before, "+" | "−" | "·", ("(", ("row", "−", number), ")")] if is_number(number):
                if before not in SAID_SIGNS.values() and before != "sin()":
                    flat[place : place + 1] = ["−", number]
    return flat[0] if len(flat) == 1 else ("row", *flat)


def is_number(tree: Tree) -> bool:
    return isinstance(tree, str) and tree.replace(".", "").isdecimal()


SAID_SIGNS = {"plus": "+", "minus": "−", "negative": "−", "times": "·", "equals": "=", "comma": ","}
SAID_PARTS = {"half": "2", "halves": "2", "third": "3", "thirds": "3", "quarter": "4", "quarters": "4"}


class Listener:
    """Writes down what it hears, word by word and without looking back, knowing English mathematics only."""

    def __init__(self, text: str) -> None:
        self.rest = heard(text).split()

    def listen(self) -> Tree:
        tree = self.row()
        assert not self.rest, f"understood only up to: {' '.join(self.rest)}"
        return tree

    def hears(self, phrase: str) -> bool:
        expected = phrase.split()
        if self.rest[: len(expected)] != expected:
            return False
        del self.rest[: len(expected)]
        return True

    def must(self, phrase: str) -> None:
        assert self.hears(phrase), f"{phrase} expected at: {' '.join(self.rest)}"

    def row(self, *, until: str = "") -> Tree:
        trees: list[Tree] = []
        while self.rest and not (until and self.hears(until)):
            if self.hears("over"):  # a short fraction: what was last said, and what comes next
                trees.append(("frac", trees.pop(), self.scripted()))
            elif self.rest[0] in SAID_SIGNS:
                trees.append(SAID_SIGNS[self.rest.pop(0)])
            elif not self.hears("then") and not self.hears("of"):
                trees.append(self.scripted())
        return _joined(trees)

    def scripted(self) -> Tree:
        tree = self.item()
        while True:
            if self.hears("sub"):
                tree = ("sub", tree, self.atom())
            elif self.hears("subscript"):
                tree = ("sub", tree, self.row(until="end subscript"))
            elif self.hears("squared"):
                tree = ("sup", tree, "2")
            elif self.hears("cubed"):
                tree = ("sup", tree, "3")
            elif self.hears("to the power negative"):
                tree = ("sup", tree, ("row", "−", self.atom()))
            elif self.hears("to the power"):
                tree = ("sup", tree, self.atom())
            elif self.hears("to the exponent"):
                tree = ("sup", tree, self.row(until="end exponent"))
            elif self.hears("superscript"):
                tree = ("sup", tree, self.row(until="end superscript"))
            else:
                return tree

    def item(self) -> Tree:
        if self.hears("fraction"):
            return ("frac", self.row(until="over"), self.row(until="end fraction"))
        if self.hears("quantity"):
            return self.row(until="end quantity")
        if self.hears("open parenthesis"):
            return ("(", self.row(until="close parenthesis"), ")")
        if self.hears("absolute value of"):
            return ("|", self.row(until="end absolute value"), "|")
        if self.hears("sine"):
            return "sin()"
        if self.hears("start hat"):
            return ("hat", self.row(until="end hat"))
        for phrase, degree in (("square root", "2"), ("cube root", "3")):
            if self.hears(f"{phrase} of"):
                return ("root", self.atom(), degree)
            if self.hears(f"start {phrase}"):
                return ("root", self.row(until="end root"), degree)
        if self.hears("root of degree"):
            degree = self.degree()
            return ("root", self.atom(), degree)
        if self.hears("start root of degree"):
            degree = self.degree()
            return ("root", self.row(until="end root"), degree)
        return self.atom()

    def degree(self) -> Tree:
        tree = self.row(until="end quantity") if self.hears("quantity") else self.atom()
        self.must("of")
        return tree

    def atom(self) -> Tree:
        if self.hears("capital"):
            tree = self.rest.pop(0).upper()
        elif self.hears("one"):
            tree = ("frac", "1", SAID_PARTS[self.rest.pop(0)])
        else:
            tree = self.rest.pop(0)
            assert len(tree) == 1 or tree == "alpha" or is_number(tree), f"what is {tree}?"
            if tree == "alpha":
                tree = "α"
            if tree.isdecimal() and self.rest and self.rest[0] in SAID_PARTS:
                tree = ("frac", tree, SAID_PARTS[self.rest.pop(0)])
        while self.hears("hat"):
            tree = ("hat", tree)
        return tree
