"""One question as an assessmentItem, in any version of QTI.

Owns the item; `plan` decides how each part is asked, `templates/qti/item.xml` lays out. What cannot be said becomes
a loss of the fragment.

    fragment = render(QTI21, question, item)      # fragment.body is a `Body`
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from generator.exporters.base import Fragment
from generator.exporters.decimals import points_text, shares
from generator.exporters.figures import figures_in, file_name, svg
from generator.exporters.html import QTI, blocks
from generator.exporters.losses import BRACKETS_SHOWN, Loss, followed, told
from generator.exporters.qti.asked import Asked
from generator.exporters.qti.dialects import Dialect, load
from generator.exporters.qti.names import Setting, names
from generator.exporters.qti.plan import asked
from generator.exporters.qti.profiles import profile
from generator.exporters.sampled import OR_VALUES, by_values
from generator.exporters.words import word
from generator.exporters.xml_templates import escaped, require_well_formed
from generator.model import Item, Verified

_TYPED = "typed if every number is a short decimal or has a tolerance, else a choice"
_ENTRIES = f"{_TYPED}; up to scale, or with expressions in it, a choice"
ABILITIES = {
    "number": f"{_TYPED}; its unit is printed",
    "expression": OR_VALUES,
    "vector": _ENTRIES,
    "matrix": _ENTRIES,
    "set": _TYPED,
    "interval": f"{BRACKETS_SHOWN}; a choice if an end is at infinity or has no short decimal",
    "text": "",
    "choice": "",
    "multiple": "",
    "true/false": "",
    "matching": "",
    "ordering": "",
    "essay": "",
}
"""What all versions do with each answer kind, as `base.Exporter` wants it."""


@dataclass(frozen=True, slots=True)
class Body:
    """An item's XML, and the files of its figures: their names and what is in them."""

    xml: str
    figures: tuple[tuple[str, bytes], ...] = ()


def render(dialect: Dialect, question: Verified, item: Item) -> Fragment:
    """The question as one assessmentItem; `body` is a `Body`, `id` its identifier."""
    setting = Setting(dialect, profile(item.profile), question.language)
    numeric, losses_of_values = by_values(question, setting.format)
    parts: list[Asked] = []
    losses: list[Loss] = [*losses_of_values, *followed(setting.format, numeric.parts)]
    alone = len(numeric.parts) == 1
    first_remark = 1
    worths = shares(item.points, [part.points for part in numeric.parts])
    for number, (part, worth) in enumerate(zip(numeric.parts, worths, strict=True), start=1):
        done, lost = asked(part, question.id, worth, names(number, alone, first_remark, setting))
        first_remark += max(len(done.options), len(done.rights), len(part.mistakes))
        parts.append(done)
        losses += lost
    solution = escaped(blocks(question.solution, QTI))
    has_solution = bool(solution) or any(done.notes for done in parts)
    xml = load(dialect, "item.xml").render(
        dialect=dialect,
        ident=question.id,
        title=f"{question.title} ({item.number}.{question.index + 1})",
        points=points_text(item.points),
        nearly=points_text(item.points - min(done.step for done in parts) / Fraction(2)),
        stem=escaped(blocks(question.stem, QTI)),
        parts=parts,
        solution=solution,
        has_solution=has_solution,
        has_processing=has_solution or any(done.scoring != "hand" for done in parts),
        language=question.language,
        words={
            "solution": word("solution", question.language),
            "got": word("if the answer is", question.language),
        },
    )
    what = f"{dialect.label} item {question.id} ({question.family}, variant {question.index + 1})"
    require_well_formed(xml, what)
    figures = tuple((file_name(figure), svg(figure)) for figure in figures_in(question))
    return Fragment(
        question.id,
        question.family,
        question.index,
        item.number,
        Body(xml, figures),
        told(dialect.name, question, losses),
    )


def preview(fragment: Fragment) -> str:
    """The item, in XML."""
    return str(fragment.body.xml)
