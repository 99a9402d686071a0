"""Pairs the bars of a row: `|x|` and `‖v‖` are brackets, the bar of `P(A | B)` is not."""

from __future__ import annotations

from generator.maths.notation import row
from generator.model import Fence, Formula, Op, Script
from generator.prose.tree import MAX_DEPTH


def pair_bars(items: list[Formula]) -> Formula:
    """The items as one formula, with pairs of `|…|` and `‖…‖` made brackets.

    A bar opens where no operand precedes it, and closes after one if it has an open partner. After an operand
    with none open, it opens if an even number of bars is left (`2|x|`), and stands alone else (`A|B`).
    """
    bars = [i for i, item in enumerate(items) if _bar(item)]
    if not bars:
        return row(*items)
    left = len(bars)
    out: list[Formula] = []
    opened: list[tuple[int, str]] = []
    operand = False
    for item in items:
        bar = _bar(item)
        if not bar:
            operand = type(item) is not Op or item.symbol in "!′)]"
            out.append(item)
            continue
        if operand and opened and opened[-1][1] == bar:
            index, _ = opened.pop()
            fence = Fence(bar, row(*out[index + 1 :]), bar)
            out[index:] = [Script(fence, item.below, item.above) if type(item) is Script else fence]
        else:
            opens = type(item) is Op and (not operand or left % 2 == 0) and len(opened) < MAX_DEPTH // 2
            if opens:
                opened.append((len(out), bar))
            operand = False
            out.append(item)
        left -= 1
    return row(*out)


def _bar(item: Formula) -> str:
    base = item.base if type(item) is Script else item
    return base.symbol if type(base) is Op and base.symbol in ("|", "‖") else ""
