"""The whole story on one page: a problem set in, files out.

    plan   = prepare(problem_set, library)        load and compile every family, once (`plan`)
    drawn  = produce(plan, formats, folder)       sample → solve → compose → verify → render, by workers
    for file in assemble(plan, drawn, formats):   every format puts its fragments together
        ...                                       the command line writes the file

With a roster, each item has a variant for every student, drawn from the student's own seed.

Nothing is assembled before every variant of the set is proved. What was made waits on disk, so memory does
not grow with the number of variants; each item of the set is the work of one process.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from generator import __version__
from generator.answer_table import answer_tables
from generator.draw import Draw, draw
from generator.engine.processes import Tick, in_order, silent
from generator.engine.spool import Spool, spooling
from generator.errors import SetwrightError
from generator.exporters import exporter
from generator.exporters.base import Fragment, OutputFile
from generator.model import Layout, Verified
from generator.paper import seed_of
from generator.plan import Job, Plan, load_family
from generator.provenance import Record, record


@dataclass(frozen=True, slots=True)
class LossKind:
    """What losses in several variants of a part have in common: the format, why, and what it did instead."""

    format: str
    family: str
    part: str
    reason: str
    instead: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the workers made: the records of all questions, and their fragments by format, in order, on disk.

    `failed` counts the draws that failed their proof and were replaced, by reason. `losses` counts the
    variants in which a format could not say something, in the order of the problem set.
    """

    records: Spool[Record]
    fragments: Mapping[str, Spool[Fragment]]
    proved: int
    failed: Mapping[str, int]
    losses: Mapping[LossKind, int]
    build: str


@dataclass(frozen=True, slots=True)
class _Task:
    job: Job
    formats: tuple[str, ...]
    folder: Path

    def spool(self, name: str) -> Path:
        """The spool file of a format, or of the records."""
        return self.folder / f"{self.job.item.number}.{name}"


_RECORDS = "records"
_ID_BYTES = 12
"""The bytes that the digits of an identifier stand for; those of all questions are held in memory."""


@dataclass(frozen=True, slots=True)
class _Done:
    ids: bytes
    failed: Counter[str]
    losses: Counter[LossKind]


def produce(
    plan: Plan,
    formats: tuple[str, ...],
    folder: Path,
    workers: int = 1,
    progress: Tick = silent,
) -> Drawn:
    """Draws, proves and renders every question, into spool files in `folder`.

    `progress` is told how many more questions are done. Raises VerificationError or SamplingError of
    the first job that fails, SetwrightError if two questions have the same identifier.
    """
    tasks = [_Task(job, formats, folder) for job in plan.jobs]
    failed: Counter[str] = Counter()
    losses: Counter[LossKind] = Counter()
    seen: set[bytes] = set()
    # The same questions in more files, or printed in another way, are the same build.
    said = replace(plan.heading, per_file=0, layout=Layout())
    digest = blake2b(f"{__version__}|{said!r}".encode(), digest_size=12)
    with closing(in_order(_work, tasks, workers, progress)) as results:
        for job, done in zip(plan.jobs, results, strict=True):
            failed.update(done.failed)
            losses.update(done.losses)
            if not job.students:  # two students may well get the same question
                _require_new(done.ids, seen, job)
            digest.update(done.ids)
            # So that a build with a mended wording is another build.
            digest.update(job.family.path.read_bytes())
    records: Spool[Record] = Spool(task.spool(_RECORDS) for task in tasks)
    fragments = {name: Spool[Fragment](task.spool(name) for task in tasks) for name in formats}
    return Drawn(records, fragments, len(records), failed, losses, digest.hexdigest())


def _require_new(ids: bytes, seen: set[bytes], job: Job) -> None:
    """Adds the identifiers of a job's questions to those seen. Raises SetwrightError if one is among them.

    A system that imports questions takes two with one identifier for one, and drops one without a word.
    """
    for place in range(0, len(ids), _ID_BYTES):
        id = ids[place : place + _ID_BYTES]
        if id in seen:
            number = job.first + place // _ID_BYTES + 1
            message = f"Two questions have the identifier q{id.hex()}; the second is variant {number}"
            raise SetwrightError(f"{message} of {job.family.id}.", "Another `--seed` draws other variants.")
        seen.add(id)


def _work(task: _Task, tick: Tick) -> _Done:
    job = task.job
    drawing = draw(load_family(job.family, job.language), job.seed, job.form)
    earlier: Counter[str] = Counter()
    losses: Counter[LossKind] = Counter()
    ids = bytearray()
    with ExitStack() as open_files:
        keep_record = open_files.enter_context(spooling(task.spool(_RECORDS)))
        writers = [
            (exporter(name).render, open_files.enter_context(spooling(task.spool(name))))
            for name in task.formats
        ]
        for number, (student, question) in enumerate(_questions(job, drawing, earlier)):
            ordinal = job.ordinal + number
            ids += bytes.fromhex(question.id.removeprefix("q"))
            keep_record(record(question, job.item, ordinal, student))
            for render, keep in writers:
                fragment = replace(render(question, job.item), ordinal=ordinal)
                if student:  # whose variant this is, as the papers are counted
                    fragment = replace(fragment, index=number)
                losses.update(losses_of(fragment))
                keep(fragment)
            tick(1)
    return _Done(bytes(ids), drawing.failed - earlier, losses)


def paper_of(plan: Plan, number: int = 1) -> Iterator[Verified]:
    """The questions of the paper with this number (from 1), or of the only student of a plan.

    They are drawn and proved here and now. Raises as `produce` does.
    """
    for job in plan.jobs:
        if not job.students:  # as `latex.papers.deal` shares them out
            variant = (number - 1) % min(job.item.variants, plan.heading.papers)
            job = replace(job, first=job.first + variant, item=replace(job.item, variants=1))
        drawing = draw(load_family(job.family, job.language), job.seed, job.form)
        yield from (question for _, question in _questions(job, drawing, Counter()))


def student_papers(plan: Plan) -> Callable[[str], tuple[Verified, ...]]:
    """Draws the questions of any student's paper, by the student's id, of a plan with students.

    The families are loaded when the first paper is drawn, and once. Drawing raises as `produce` does.
    """
    drawings: list[tuple[Job, Draw]] = []

    def paper(student: str) -> tuple[Verified, ...]:
        if not drawings:
            drawings.extend(
                (job, draw(load_family(job.family, job.language), job.seed, job.form)) for job in plan.jobs
            )
        found = (
            _questions(replace(job, students=(student,)), drawing, Counter()) for job, drawing in drawings
        )
        return tuple([question for questions in found for _, question in questions])

    return paper


def _questions(job: Job, drawing: Draw, earlier: Counter[str]) -> Iterator[tuple[str, Verified]]:
    """The questions of a job, in order, each with the id of whose it is ("": nobody's).

    An earlier item of the set has those before the first; `earlier` gets the draws that failed for them.
    """
    if not job.students:
        _skip(job.first, drawing, earlier)
        for index in range(job.first, job.first + job.item.variants):
            yield "", drawing(index)
    for student in job.students:
        drawing.begin(seed_of(job.seed, student))
        _skip(job.first, drawing, earlier)
        yield student, drawing(job.first)


def _skip(count: int, drawing: Draw, earlier: Counter[str]) -> None:
    before = drawing.failed.copy()
    for index in range(count):
        drawing(index)
    earlier.update(drawing.failed - before)


def losses_of(fragment: Fragment) -> list[LossKind]:
    """What a fragment reports, each thing once."""
    return list(
        dict.fromkeys(LossKind(n.format, n.family, n.part, n.reason, n.instead) for n in fragment.losses)
    )


def assemble(plan: Plan, drawn: Drawn, formats: tuple[str, ...], workers: int = 1) -> Iterator[OutputFile]:
    """The files of every format, and with students the table of all answers. They are written by their `write`.

    As many as `workers` programs run at once, where a format needs any.
    """
    heading = replace(plan.heading, build=drawn.build, workers=workers)
    for name in formats:
        yield from exporter(name).assemble(heading, drawn.fragments[name])
    if heading.students:
        yield from answer_tables(heading, drawn.records)
