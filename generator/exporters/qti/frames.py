"""What stands around blanks: how they are laid out, what is printed before and behind them.

Owns what a student sees of an answer without typing it. It must not know how an answer is marked.

    >>> from generator.exporters.qti.dialects import QTI21
    >>> from generator.model import Interval, Num, Number
    >>> half_open = Interval(Number(0, Num("0")), Number(1, Num("1")), (True, False), Num("[0, 1)"))
    >>> around(half_open, Setting(QTI21))[:3]
    (Markup('['), Markup(', '), Markup(')'))
"""

from __future__ import annotations

from markupsafe import Markup

from generator.answers.blanks import blanks
from generator.exporters.losses import BRACKETS_SHOWN, UNIT_SHOWN
from generator.exporters.qti.asked import NOTHING, Form
from generator.exporters.qti.names import Setting
from generator.exporters.xml_templates import escaped
from generator.model import Interval, Matrix, Number, OpenAnswer, Set, Vector


def layout(answer: OpenAnswer, idents: tuple[str, ...]) -> tuple[Form, tuple[tuple[str, ...], ...]]:
    """The form of a part with these blanks, and its rows."""
    match answer:
        case Vector():
            return "grid", tuple((ident,) for ident in idents)
        case Matrix():
            width = len(answer.rows[0])
            return "grid", tuple(idents[i : i + width] for i in range(0, len(idents), width))
        case _:
            return "line", (idents,)


def around(answer: OpenAnswer, setting: Setting) -> tuple[Markup, Markup, Markup, list[tuple[str, str]]]:
    """What stands before, between and after the blanks of a line, and what that gives away (reason, instead)."""
    match answer:
        case Number(unit=unit) if unit is not None:
            shown = Markup(" ") + escaped(setting.style.math(unit.shown, False))
            return NOTHING, NOTHING, shown, [(f"{setting.format} cannot convert units", UNIT_SHOWN)]
        case Set():
            return Markup("{ "), Markup(", "), Markup(" }"), []
        case Interval(closed=(low, high)):
            lost = (f"{setting.format} has no blank for a bracket", BRACKETS_SHOWN)
            return escaped("[" if low else "("), Markup(", "), escaped("]" if high else ")"), [lost]
        case _:
            return NOTHING, NOTHING, NOTHING, []


def frame(answer: OpenAnswer) -> object:
    """What is given around the blanks, and so the same for all that can be typed into them."""
    match answer:
        case Number(unit=unit):
            return unit and unit.text
        case Matrix(rows=rows):
            return len(rows), len(rows[0])
        case Interval(closed=closed):
            return closed
        case _:
            return len(blanks(answer) or ())
