"""Draws and proves the variants of one family, and reports.

Runs in any process. Errors that an author causes become the `error` of the report, so that every family is
heard; anything else is raised. What is doubtful but not wrong becomes a warning.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from generator.draw import Draw, draw
from generator.engine.limits import TimeUp, time_limit
from generator.engine.processes import Tick
from generator.errors import SamplingError, SetwrightError, TooSlow, VerificationError
from generator.examine.answers import AnswerSpread, AnswerTally
from generator.examine.guessing import Guess, GuessTally
from generator.examine.spread import DifficultySpread, DifficultyTally
from generator.exporters import EXPORTERS, WITH_PAPERS, exporter
from generator.family import Family, Located, decided
from generator.model import Item, Verified
from generator.pipeline import LossKind, losses_of
from generator.plan import load_family
from generator.sampling.sample import Size, Unusable, size
from generator.sets.library import FamilyFile

MAX_FAILED = Fraction(1, 5)
"""The largest share of draws that meet all requirements and may yet fail their proof."""

RENDERED = 3
"""Variants that are given to every exporter, to see what it cannot say."""

PATIENCE = 10.0
"""CPU seconds after which no more variants are drawn than were asked for."""

SIZE_SECONDS = 20.0
"""Time for counting the variants that exist; after that their number is not known."""


ENOUGH = 40
"""Variants below which a condition may well have turned out the same by chance."""

_BY_HAND = ("asked as an essay", "asked as a text to be marked by hand")
"""How exporters say that a person will have to mark a part."""

ALL_BELOW = 2_000
"""Families with fewer variants than this are proved whole, unless another number is asked for."""

SEED = "1"

UNKNOWN = Size(None, exact=False)


@dataclass(frozen=True, slots=True)
class Examination:
    """The work of one process: prove `wanted` variants of a family, or all if there are fewer.

    `whole` asks for all of them where that is known to be less than `ALL_BELOW`.
    """

    file: FamilyFile
    wanted: int
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What was found out about a family.

    `exist` is how many variants there are. Of `draws`, `rejected` failed a requirement (by its text),
    `repeated` were had before, and `failed` met all requirements but not their proof (by reason). `seconds`
    is the CPU time of one variant. `losses` counts, for the variants rendered, what a format could not say.
    `error` is what is wrong, None if nothing is; `warnings` what is doubtful; among it `constant`
    conditions of options. `file` is the spec's path as messages
    show it.
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
    file: str = ""
    answers: tuple[AnswerSpread, ...] = ()
    guesses: tuple[Guess, ...] = ()
    difficulty: tuple[DifficultySpread, ...] = ()
    constant: tuple[str, ...] = ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What an author should look at, as phrases."""
        told = [
            *(spread.warning() for spread in self.answers),
            *(guess.warning() for guess in self.guesses),
            *(spread.warning() for spread in self.difficulty),
        ]
        by_hand = [
            f"part {part}: {who} it by itself; give it `mistakes`, so that it can be asked as a choice"
            for part, who in hardly_graded(self.losses)
        ]
        return (*filter(None, told), *self.constant, *by_hand)


def examine(work: Examination, tick: Tick) -> Report:
    """The report on a family; `tick` hears of it when it is done."""
    report = _examined(work)
    tick(1)
    return report


def _examined(work: Examination) -> Report:
    try:
        family = load_family(work.file)
    except SetwrightError as error:
        return Report(work.file.id, work.wanted, error=error, file=work.file.shown_as)
    drawing = draw(family, SEED)
    exist = _size(family)
    wanted = work.wanted
    if work.whole and exist.exact and exist.count is not None and exist.count < ALL_BELOW:
        wanted = exist.count
    seen = _Seen()
    wrong = _proved(drawing, exist, wanted, work.wanted, seen)
    rejected, failed = drawing.sampler.rejected, drawing.failed
    return Report(
        family.id,
        wanted,
        exist,
        drawing.proved,
        drawing.proved + failed.total() + rejected.total() + drawing.sampler.repeated,
        drawing.sampler.repeated,
        tuple(rejected.most_common()),
        tuple(failed.most_common()),
        seen.seconds / max(drawing.proved, 1),
        _losses(family, seen.first),
        wrong,
        work.file.shown_as,
        tuple(seen.answers.spreads()),
        tuple(seen.guesses.guesses()),
        tuple(seen.difficulty.spreads()),
        tuple(_constant(drawing)),
    )


class _Seen:
    """What is kept of the variants of a family: the first few, counts, and the CPU time that drawing took."""

    def __init__(self) -> None:
        self.first: list[Verified] = []
        self.seconds = 0.0
        self.answers = AnswerTally()
        self.guesses = GuessTally()
        self.difficulty = DifficultyTally()

    def add(self, question: Verified) -> None:
        """Counts one variant."""
        if len(self.first) < RENDERED:
            self.first.append(question)
        self.answers.add(question)
        self.guesses.add(question)
        self.difficulty.add(question)


def _size(family: Family) -> Size:
    try:
        with time_limit(SIZE_SECONDS):
            return size(family)
    except (TimeUp, Unusable):  # what has no value is found, and told in full, when it is drawn
        return UNKNOWN


def _proved(drawing: Draw, exist: Size, wanted: int, least: int, seen: _Seen) -> SetwrightError | None:
    """Draws the variants, and returns what went wrong.

    More than `least` are drawn only as long as that is quick: the last variants of a family that throws most draws
    away may take thousands of draws each.
    """
    try:
        for index in range(wanted):
            if index >= least and seen.seconds > PATIENCE:
                break
            started = time.process_time()
            question = drawing(index)
            seen.seconds += time.process_time() - started
            seen.add(question)
    except SamplingError as error:
        tried = drawing.proved + drawing.failed.total() + drawing.unfair.total()
        if not drawing.proved or (exist.exact and exist.count is not None and tried < exist.count):
            return error  # else all were had
    except TooSlow as error:
        if drawing.proved < least:
            return error
    except SetwrightError as error:
        return error
    return _too_many_fail(drawing)


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


def _constant(drawing: Draw) -> Iterator[str]:
    """Conditions of options and reasons that turned out the same in every variant."""
    if drawing.proved < ENOUGH:
        return
    for part in drawing.family.parts:
        for number, option in enumerate(decided(part.asks)):
            count = drawing.right[part.id, number]
            if isinstance(option.right, Located) and count in (0, drawing.proved):
                how = "always" if count else "never"
                yield (
                    f"part {part.id}: `right: {option.right.source.text.strip()}` holds {how}; "
                    f"write `{'true' if count else 'false'}`, or mend it"
                )


def hardly_graded(losses: Mapping[LossKind, int]) -> tuple[tuple[str, str], ...]:
    """The parts that at most one format grades, all others handing them to a person, each with words for that."""
    formats: dict[str, set[str]] = {}
    for loss in losses:
        if loss.instead.startswith(_BY_HAND):
            formats.setdefault(loss.part, set()).add(loss.format)
    found = []
    for part, by_hand in formats.items():
        left = [name for name in EXPORTERS if name not in WITH_PAPERS and name not in by_hand]
        if len(left) <= 1:
            found.append((part, f"only {left[0]} grades" if left else "no format grades"))
    return tuple(found)
