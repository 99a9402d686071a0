"""One question as an assessmentItem, in any version of QTI.

Owns the item; `plan` decides how each part is asked, `templates/qti/item.xml` lays out. What cannot be said becomes
a loss of the fragment.

    fragment = render(QTI21, question, item)      # fragment.body is a `Body`
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.exporters.base import Fragment
from generator.exporters.decimals import points_text, shares
from generator.exporters.figures import files
from generator.exporters.html import blocks
from generator.exporters.losses import BRACKETS_SHOWN, Loss, told
from generator.exporters.qti.asked import Asked
from generator.exporters.qti.bare import bare
from generator.exporters.qti.carried import follow
from generator.exporters.qti.catalog import with_catalog
from generator.exporters.qti.dialects import Dialect, load
from generator.exporters.qti.names import Setting, names
from generator.exporters.qti.plan import asked
from generator.exporters.qti.profiles import profile
from generator.exporters.qti.standard import standard
from generator.exporters.sampled import OR_VALUES, by_values
from generator.exporters.words import word
from generator.exporters.xml_templates import escaped, require_well_formed
from generator.model import Essay, Item, Question, Verified

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
    figures: tuple[tuple[str, bytes], ...]


def render(dialect: Dialect, question: Verified, item: Item) -> Fragment:
    """The question as one assessmentItem; `body` is a `Body`, `id` its identifier."""
    system = profile(item.profile, dialect.name)
    setting = Setting(dialect, system, question.language)
    rewritten, points, losses = _for_system(question, item, setting)
    parts: list[Asked] = []
    alone = len(rewritten.parts) == 1
    first_remark = 1
    worths = shares(points, [part.points for part in rewritten.parts])
    for number, (part, worth) in enumerate(zip(rewritten.parts, worths, strict=True), start=1):
        done, lost = asked(part, question.id, worth, names(number, alone, first_remark, setting))
        first_remark += max(len(done.options), len(done.rights), len(part.mistakes))
        parts.append(done)
        losses += lost
        if done.grader and not system.rubrics:
            losses.append(
                Loss(part.id, f"{system.title} shows no rubric of a question", "it is in the file only")
            )
    parts, unfollowed = follow(rewritten.parts, parts, setting.style)
    losses = [*unfollowed, *losses]
    template, parts = standard(parts) if system.templates else ("", parts)
    # Where no rule of ours may stand among those of a system, its solution is not set but there from the start.
    fixed = system.templates and len(parts) == 1 and bool(template or parts[0].scoring in ("driven", "hand"))
    verdicts = _verdicts(parts) if system.verdict else ()
    solution = escaped(blocks(rewritten.solution, setting.style))
    has_solution = bool(solution) or any(done.notes for done in parts)
    xml = load(dialect, "item.xml").render(
        dialect=dialect,
        ident=question.id,
        title=f"{question.title} ({item.number}.{question.index + 1})",
        points=points_text(points),
        nearly=points_text(points - min(done.step for done in parts) / Fraction(2)),
        least=points_text(points / 10**6),  # more than rounding leaves over
        stem=escaped(blocks(question.stem, setting.style)),
        parts=parts,
        solution=solution,
        has_solution=has_solution,
        has_processing=(has_solution and not fixed)
        or bool(verdicts)
        or any(done.scoring != "hand" for done in parts),
        fixed=fixed,
        template=template and dialect.processing.format(template),
        verdicts=verdicts,
        solved=[("FEEDBACK", verdict) for verdict in verdicts] or [(system.solution, "solution")],
        # Schemas of QTI 2.1 lack it.
        external=system.external and dialect.name != "qti21",
        language=question.language,
        words={
            "solution": word("solution", question.language),
            "got": word("if the answer is", question.language),
            "follows": word("it all follows", question.language),
        },
    )
    xml = with_catalog(dialect, xml, question.language)
    what = f"{dialect.label} item {question.id} ({question.family}, variant {question.index + 1})"
    require_well_formed(xml, what)
    return Fragment(
        question.id,
        question.family,
        question.index,
        item.number,
        Body(xml, files(question, xml)),
        told(dialect.name, question, losses),
    )


def _for_system(question: Question, item: Item, setting: Setting) -> tuple[Question, Fraction, list[Loss]]:
    """The question as it can be asked, what it is worth, and what is lost by that."""
    system = setting.profile
    losses: list[Loss] = []
    if not system.test:
        reason = f"{system.title} takes in questions, no test that draws one of them"
        losses.append(Loss("", reason, "every variant arrives as a question"))
    if system.rules:
        numeric, lost = by_values(question, setting.format)
        return numeric, item.points, [*losses, *lost]
    rewritten, lost = bare(question, system.title)
    points = item.points if isinstance(rewritten.parts[0].answer, Essay) else Fraction(1)
    if points != item.points:
        losses.append(Loss("", f"{system.title} keeps no points with a question", "it is worth 1"))
    return rewritten, points, [*losses, *lost]


def _verdicts(parts: Sequence[Asked]) -> tuple[str, ...]:
    """What the outcome FEEDBACK can say of an answer to these parts."""
    if any(part.scoring == "hand" for part in parts):
        return "feedback_unanswered", "feedback_answered"
    partly = len(parts) > 1 or parts[0].scoring in ("sum", "mapping")
    some = ("feedback_partially_correct",) if partly else ()
    return "feedback_unanswered", "feedback_wrong", *some, "feedback_correct"


def preview(fragment: Fragment) -> str:
    """The item, in XML."""
    return str(fragment.body.xml)
