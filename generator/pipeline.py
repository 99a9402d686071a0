"""The whole story on one page: a problem set in, files out.

    plan   = prepare(problem_set, library)        load and compile every family, once
    drawn  = produce(plan, formats, folder)       sample → solve → compose → verify → render, by workers
    for file in assemble(plan, drawn, formats):   every format puts its fragments together
        ...                                       the command line writes the file

Nothing is assembled before every variant of the set is proved. Fragments wait on disk, so memory does not
grow with the number of variants; each item of the set is the work of one process.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path

from generator import __version__
from generator.compose import Form
from generator.draw import draw
from generator.engine.processes import Tick, in_order
from generator.engine.spool import Spool, spooled
from generator.errors import Fault, SpecError
from generator.exporters import exporter
from generator.exporters.base import Fragment, OutputFile
from generator.family import Family, compile_family
from generator.model import Blocks, Heading, Item
from generator.prose.read import read
from generator.prose.tree import ProseError
from generator.provenance import Record, record
from generator.sets.library import FamilyFile, Library
from generator.sets.schema import ProblemSet
from generator.spec.load import load_spec
from generator.spec.source import Source


@dataclass(frozen=True, slots=True)
class Job:
    """The work of one process: the variants of one item.

    `first` is the index of its first variant in the family (an earlier item may have used some up), `ordinal`
    the place of its first question in the whole build.
    """

    item: Item
    family: FamilyFile
    form: Form
    seed: str
    first: int
    ordinal: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A problem set, resolved: what it says about itself, and the jobs."""

    heading: Heading
    jobs: tuple[Job, ...]

    @property
    def variants(self) -> int:
        """How many questions there will be."""
        return sum(job.item.variants for job in self.jobs)


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a format could not say in some variants of a part: why, and what it did instead."""

    format: str
    family: str
    part: str
    reason: str
    instead: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the workers made: the records of all questions, with their fragments, in order, on disk.

    `failed` counts the draws that were replaced, since they could not be proved, by reason. `losses` counts
    the variants in which a format could not say something, in the order of the problem set.
    """

    records: Spool[Record]
    proved: int
    failed: Mapping[str, int]
    losses: Mapping[Loss, int]
    build: str


@dataclass(frozen=True, slots=True)
class _Task:
    job: Job
    formats: tuple[str, ...]
    spool: Path


@dataclass(frozen=True, slots=True)
class _Done:
    proved: int
    failed: Counter[str]
    losses: Counter[Loss]
    digest: bytes


def load_family(file: FamilyFile) -> Family:
    """The compiled family in a file. Raises SpecError with all that is wrong with it."""
    return compile_family(load_spec(file.path, file.id, file.shown_as), file.id, file.shown_as)


def prepare(
    problem_set: ProblemSet, library: Library, variants: int | None = None, seed: str | None = None
) -> Plan:
    """The plan of a build. `variants` and `seed` replace what the set says.

    Raises SpecError with every fault of the set and of all its families, SamplingError if a family has fewer
    variants than are asked for.
    """
    faults: list[Fault] = []
    instructions = _instructions(problem_set.instructions, faults)
    compiled: dict[str, Family | None] = {}
    used: dict[str, int] = {}
    items: list[tuple[Item, FamilyFile, Form, int]] = []
    for set_item, files in zip(problem_set.items, library.resolve(problem_set), strict=True):
        count = variants or set_item.variants
        for file in files:
            if file.id not in compiled:
                compiled[file.id] = _loaded(file, faults)
            family = compiled[file.id]
            if family is None:
                continue
            if set_item.form == "choice" and (fault := no_choice(family, set_item.family or set_item.tag)):
                faults.append(fault)
            number = len(items) + 1
            item = Item(
                number, file.id, family.title, family.topics, family.level, Fraction(set_item.points), count
            )
            items.append((item, file, set_item.form, used.get(file.id, 0)))
            used[file.id] = used.get(file.id, 0) + count
    if faults:
        raise SpecError(faults)
    chosen = seed if seed is not None else problem_set.seed
    for id, count in used.items():
        family = compiled[id]
        if family is not None:
            draw(family, chosen).expect(count)
    ordinals = accumulate((item.variants for item, *_ in items), initial=0)
    jobs = [
        Job(item, file, form, chosen, first, ordinal)
        for (item, file, form, first), ordinal in zip(items, ordinals, strict=False)
    ]
    heading = Heading(
        problem_set.name, problem_set.title, problem_set.course, problem_set.date, instructions,
        tuple(item for item, *_ in items), chosen, problem_set.papers, "",
    )  # fmt: skip
    return Plan(heading, tuple(jobs))


def _loaded(file: FamilyFile, faults: list[Fault]) -> Family | None:
    try:
        return load_family(file)
    except SpecError as error:
        faults += error.faults
        return None


def no_choice(family: Family, place: Source | None = None) -> Fault | None:
    """Why a family cannot be asked as a choice, told at `place`: a part has no mistakes. None if it can."""
    without = [part.id for part in family.parts if part.answer is not None and not part.mistakes]
    if not without:
        return None
    message = f"`{family.id}` cannot be asked as a choice: part {without[0]} has no mistakes to choose from."
    hint = "Ask it in the form `open`, or give the part mistakes."
    return place.fault(message, hint) if place else Fault(message, None, hint)


def _instructions(source: Source | None, faults: list[Fault]) -> Blocks:
    if source is None:
        return ()
    try:
        prose = read(source.text)
    except ProseError as error:
        faults += [source.located(fault) for fault in error.faults]
        return ()
    for hole in prose.holes:
        hint = "Instructions are the same for every variant."
        faults.append(
            source.fault("there are no values here to fill a hole", hint, hole.offset, len(hole.source))
        )
    return prose.blocks if not prose.holes else ()


def produce(
    plan: Plan,
    formats: tuple[str, ...],
    folder: Path,
    workers: int = 1,
    progress: Tick = int,
) -> Drawn:
    """Draws, proves and renders every question, into spool files in `folder`.

    `progress` is told how many more questions are done. Raises VerificationError or SamplingError of
    the first job that fails.
    """
    tasks = [_Task(job, formats, folder / f"{job.item.number}.spool") for job in plan.jobs]
    proved = 0
    failed: Counter[str] = Counter()
    losses: Counter[Loss] = Counter()
    digest = blake2b(f"{__version__}|{plan.heading.name}|{plan.heading.title}".encode(), digest_size=12)
    for done in in_order(_work, tasks, workers, progress):
        proved += done.proved
        failed.update(done.failed)
        losses.update(done.losses)
        digest.update(done.digest)
    return Drawn(Spool(task.spool for task in tasks), proved, failed, losses, digest.hexdigest())


def _work(task: _Task, tick: Tick) -> _Done:
    job = task.job
    renderers = [(name, exporter(name).render) for name in task.formats]
    drawing = draw(load_family(job.family), job.seed, job.form)
    for index in range(job.first):  # an earlier item of the set has these
        drawing(index)
    earlier = drawing.failed.copy()
    losses: Counter[Loss] = Counter()
    digest = blake2b(digest_size=16)

    def records() -> Iterator[Record]:
        for index in range(job.first, job.first + job.item.variants):
            question = drawing(index)
            digest.update(question.id.encode())
            ordinal = job.ordinal + index - job.first
            fragments = {
                name: replace(render(question, job.item), ordinal=ordinal) for name, render in renderers
            }
            for fragment in fragments.values():
                losses.update(losses_of(fragment))
            yield record(question, job.item, ordinal, fragments)
            tick(1)

    count = spooled(task.spool, records())
    return _Done(count, drawing.failed - earlier, losses, digest.digest())


def losses_of(fragment: Fragment) -> list[Loss]:
    """What a fragment reports, each thing once."""
    return list(dict.fromkeys(Loss(n.format, n.family, n.part, n.reason, n.instead) for n in fragment.losses))


class _Fragments:
    """The fragments of one format, read from the records each time anew."""

    def __init__(self, records: Spool[Record], format: str) -> None:
        self.records = records
        self.format = format

    def __iter__(self) -> Iterator[Fragment]:
        return (record.fragments[self.format] for record in self.records)


def assemble(plan: Plan, drawn: Drawn, formats: tuple[str, ...]) -> Iterator[OutputFile]:
    """The files of every format. They are written by calling their `write`."""
    heading = replace(plan.heading, build=drawn.build)
    for name in formats:
        yield from exporter(name).assemble(heading, _Fragments(drawn.records, name))
