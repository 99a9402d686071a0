"""What `setwright check` finds out about one family: how many variants there are, and whether they are right.

    report = examine(Examination(library.locate("eigen/eigenvalues-2x2"), 200))
    report.proved, report.error

Runs in any process. Errors that an author causes become the `error` of the report, so that every family is
heard; anything else is raised.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from fractions import Fraction

from generator.cli.options import DEFAULT_SEED
from generator.draw import Draw, draw
from generator.engine.limits import TimeUp, time_limit
from generator.engine.processes import Tick
from generator.errors import SamplingError, SetwrightError, VerificationError
from generator.exporters import EXPORTERS, exporter
from generator.family import Family
from generator.model import Item, Verified
from generator.pipeline import LossKind, load_family, losses_of
from generator.sampling.sample import Size, Unusable, size
from generator.sets.library import FamilyFile

MAX_FAILED = Fraction(1, 5)
"""The largest share of draws that meet all requirements and may yet fail their proof."""

RENDERED = 3
"""Variants that are given to every exporter, to see what it cannot say."""

SIZE_SECONDS = 20.0
"""Time for counting the variants that exist; after that their number is not known."""


UNKNOWN = Size(None, exact=False)


@dataclass(frozen=True, slots=True)
class Examination:
    """The work of one process: prove `wanted` variants of a family, or all if there are fewer."""

    file: FamilyFile
    wanted: int


@dataclass(frozen=True, slots=True)
class Report:
    """What was found out about a family.

    `exist` is how many variants there are. Of `draws`, `rejected` failed a requirement (by its text),
    `repeated` were had before, and `failed` met all requirements but not their proof (by reason). `seconds`
    is the CPU time of one variant. `losses` counts, for the variants rendered, what a format could not say.
    `error` is what is wrong, None if nothing is.
    """

    family: str
    wanted: int
    exist: Size = UNKNOWN
    proved: int = 0
    draws: int = 0
    repeated: int = 0
    rejected: tuple[tuple[str, int], ...] = ()
    failed: tuple[tuple[str, int], ...] = ()
    seconds: float = 0.0
    losses: dict[LossKind, int] = field(default_factory=dict)
    error: SetwrightError | None = None


def examine(work: Examination, tick: Tick) -> Report:
    """The report on a family; `tick` hears of it when it is done."""
    report = _examined(work)
    tick(1)
    return report


def _examined(work: Examination) -> Report:
    try:
        family = load_family(work.file)
    except SetwrightError as error:
        return Report(work.file.id, work.wanted, error=error)
    drawing = draw(family, DEFAULT_SEED)
    exist = _size(family)
    started = time.process_time()
    kept, wrong = _proved(drawing, exist, work.wanted)
    seconds = (time.process_time() - started) / max(drawing.proved, 1)
    rejected, failed = drawing.sampler.rejected, drawing.failed
    return Report(
        family.id,
        work.wanted,
        exist,
        drawing.proved,
        drawing.proved + failed.total() + rejected.total() + drawing.sampler.repeated,
        drawing.sampler.repeated,
        tuple(rejected.most_common()),
        tuple(failed.most_common()),
        seconds,
        _losses(family, kept),
        wrong,
    )


def _size(family: Family) -> Size:
    try:
        with time_limit(SIZE_SECONDS):
            return size(family)
    except (TimeUp, Unusable):  # what has no value is found, and told in full, when it is drawn
        return UNKNOWN


def _proved(drawing: Draw, exist: Size, wanted: int) -> tuple[list[Verified], SetwrightError | None]:
    """Draws the variants: the first few of them, and what went wrong."""
    kept: list[Verified] = []
    try:
        for index in range(wanted):
            question = drawing(index)
            if index < RENDERED:
                kept.append(question)
    except SamplingError as error:
        tried = drawing.proved + drawing.failed.total()
        if not drawing.proved or (exist.exact and exist.count is not None and tried < exist.count):
            return kept, error  # else all were had
    except SetwrightError as error:
        return kept, error
    return kept, _too_many_fail(drawing)


def _too_many_fail(drawing: Draw) -> VerificationError | None:
    failed, met = drawing.failed.total(), drawing.failed.total() + drawing.proved
    if failed <= MAX_FAILED * met:
        return None
    lines = [
        f"{drawing.family.id}: {failed:,} of the {met:,} draws that met all requirements failed their proof, "
        f"more than {MAX_FAILED.numerator} in {MAX_FAILED.denominator}:",
        *(f"    {count:,} times: {reason}" for reason, count in drawing.failed.most_common()),
        "    Add requirements under `require:` that exclude such draws, or mend what fails.",
    ]
    return VerificationError("\n".join(lines))


def _losses(family: Family, questions: list[Verified]) -> dict[LossKind, int]:
    item = Item(1, family.id, family.title, family.topics, family.level, Fraction(1), len(questions))
    losses: dict[LossKind, int] = {}
    for name in EXPORTERS:
        if name != "pdf":  # what PDF cannot say, LaTeX cannot
            render = exporter(name).render
            for question in questions:
                for loss in losses_of(render(question, item)):
                    losses[loss] = losses.get(loss, 0) + 1
    return losses
