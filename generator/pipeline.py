"""The whole story on one page: a problem set in, files out.

    plan   = prepare(problem_set, library)        load and compile every family, once
    drawn  = produce(plan, formats, folder)       sample → solve → compose → verify → render, by workers
    for file in assemble(plan, drawn, formats):   every format puts its fragments together
        ...                                       the command line writes the file

With a roster, each item has a variant for every student, drawn from the student's own seed.

Nothing is assembled before every variant of the set is proved. What was made waits on disk, so memory does
not grow with the number of variants; each item of the set is the work of one process.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from fractions import Fraction
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path

from generator import __version__
from generator.answer_table import answer_tables
from generator.compose import Form
from generator.draw import Draw, draw
from generator.engine.processes import Tick, in_order, silent
from generator.engine.spool import Spool, spooling
from generator.errors import Fault, SetwrightError, SpecError
from generator.exporters import exporter
from generator.exporters.base import Fragment, OutputFile
from generator.exporters.latex import templates as layouts
from generator.family import AskTyped, Family, compile_family
from generator.model import LANGUAGES, Blocks, Heading, Item, Layout, Student, Template, Verified
from generator.paper import fits, seed_of
from generator.prose.read import read
from generator.prose.tree import ProseError
from generator.provenance import Record, record
from generator.sets.library import FamilyFile, Library
from generator.sets.paper import ordered
from generator.sets.schema import ProblemSet, SetItem
from generator.spec.fields import Translated
from generator.spec.load import load_spec
from generator.spec.source import Source


@dataclass(frozen=True, slots=True)
class Job:
    """The work of one process: the variants of one item.

    `first` is the index of its first variant in the family (an earlier item may have used some up), `ordinal`
    the place of its first question in the whole build. With `students` there is a variant for each, drawn from the
    student's own seed: the one with the index `first`.
    """

    item: Item
    family: FamilyFile
    form: Form
    language: str
    seed: str
    first: int
    ordinal: int
    students: tuple[str, ...] = ()


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


def load_family(file: FamilyFile, language: str = LANGUAGES[0]) -> Family:
    """The compiled family in a file. Raises SpecError with all that is wrong with it."""
    return compile_family(load_spec(file.path, file.id, file.shown_as), file.id, file.shown_as, language)


def prepare(
    problem_set: ProblemSet,
    library: Library,
    variants: int | None = None,
    seed: str | None = None,
    language: str | None = None,
    per_file: int = 1000,
    profile: str = "",
    documents: tuple[str, ...] = (),
    templates: tuple[Template, ...] = (),
    students: tuple[Student, ...] = (),
) -> Plan:
    """The plan of a build, with at most `per_file` questions in a file of a bank, written for the system `profile`.

    `variants`, `seed`, `language` and `documents` replace what the set says; layout `templates` take the place of ours.

    With `students` every item has one variant for each of them, from the student's own seed.

    Raises SpecError with every fault of the set, of all its families and of the templates, SamplingError if a family
    has fewer variants than are asked for.
    """
    faults = [
        Fault(
            f"The id `{student.id}` and the set's name are too long for the code on a page.",
            None,
            "Shorten one.",
        )
        for student in students
        if not fits(problem_set.name, student.id)
    ]
    spoken = language or problem_set.language
    title = _chosen(problem_set.title, spoken, faults)
    instructions = _instructions(problem_set.instructions, spoken, faults)
    layout = _layout(problem_set, spoken, faults, documents, templates)
    compiled: dict[str, Family | None] = {}
    used: dict[str, int] = {}
    items: list[tuple[Item, FamilyFile, Form, int]] = []
    for set_item, files in zip(problem_set.items, library.resolve(problem_set), strict=True):
        count = len(students) or variants or set_item.variants
        for file in files:
            if file.id not in compiled:
                compiled[file.id] = _loaded(file, spoken, faults)
            family = compiled[file.id]
            if family is None:
                continue
            if set_item.form == "choice" and (fault := no_choice(family, set_item.family or set_item.tag)):
                faults.append(fault)
            item = Item(
                len(items) + 1, file.id, family.title, family.topics, family.level, Fraction(set_item.points), count,
                apart=(set_item.essays or problem_set.essays) == "apart", profile=profile,
            )  # fmt: skip
            form = _form(family, set_item, set_item.expressions or problem_set.expressions)
            items.append((item, file, form, used.get(file.id, 0)))
            used[file.id] = used.get(file.id, 0) + (1 if students else count)
    if faults:
        raise SpecError(faults)
    chosen = seed if seed is not None else problem_set.seed
    for id, count in used.items():
        family = compiled[id]
        if family is not None:
            draw(family, chosen).expect(count)
    ordinals = accumulate((item.variants for item, *_ in items), initial=0)
    jobs = [
        Job(item, file, form, spoken, chosen, first, ordinal, tuple(student.id for student in students))
        for (item, file, form, first), ordinal in zip(items, ordinals, strict=False)
    ]
    heading = Heading(
        problem_set.name, title.text.strip() if title else "", problem_set.course, problem_set.date, instructions,
        tuple(item for item, *_ in items), chosen, len(students) or problem_set.papers, "", spoken, per_file, layout,
        students,
    )  # fmt: skip
    return Plan(heading, tuple(jobs))


def _loaded(file: FamilyFile, language: str, faults: list[Fault]) -> Family | None:
    try:
        return load_family(file, language)
    except SpecError as error:
        faults += error.faults
        return None


def _form(family: Family, item: SetItem, expressions: str) -> Form:
    """The form of an item. A family without expressions has no values: its questions stay the same."""
    if item.form == "choice":
        return "choice"
    has_values = expressions == "values" and any(part.kind == "expression" for part in family.parts)
    return "values" if has_values else "open"


def no_choice(family: Family, place: Source | None = None) -> Fault | None:
    """Why a family cannot be asked as a choice, told at `place`: a part has no mistakes. None if it can."""
    without = [part.id for part in family.parts if isinstance(part.asks, AskTyped) and not part.asks.mistakes]
    if not without:
        return None
    message = f"`{family.id}` cannot be asked as a choice: part {without[0]} has no mistakes to choose from."
    hint = "Ask it in the form `open`, or give the part mistakes."
    return place.fault(message, hint) if place else Fault(message, None, hint)


def _chosen(given: Source | Translated, language: str, faults: list[Fault]) -> Source | None:
    """The text in a language; one that is not translated stands for every language."""
    if isinstance(given, Source):
        return given
    source = given.get(language)
    if source is None:
        hint = f"Add `{language}:` beside `{given.texts[0][0]}:`."
        faults.append(given.key.fault(f"there is no text in `{language}` here", hint))
    return source


def _instructions(given: Source | Translated | None, language: str, faults: list[Fault]) -> Blocks:
    source = _chosen(given, language, faults) if given else None
    if source is None:
        return ()
    try:
        prose = read(source.text)
    except ProseError as error:
        faults += [source.located(fault) for fault in error.faults]
        return ()
    for hole in prose.holes:
        hint = "Instructions and rules are the same for every variant."
        faults.append(
            source.fault("there are no values here to fill a hole", hint, hole.offset, len(hole.source))
        )
    return prose.blocks if not prose.holes else ()


def _layout(
    problem_set: ProblemSet,
    language: str,
    faults: list[Fault],
    documents: tuple[str, ...],
    templates: tuple[Template, ...],
) -> Layout:
    paper = problem_set.paper
    faults += layouts.check(templates)
    logo, logo_name = problem_set.logo
    rules = _instructions(paper.rules, language, faults)
    said = documents or paper.documents or Layout().documents
    return Layout(
        paper.size, paper.columns, paper.large, paper.colour, logo, logo_name, rules, ordered(said), templates
    )


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


def paper_of(plan: Plan) -> Iterator[Verified]:
    """The questions of the only student of a plan, drawn and proved here and now. Raises as `produce` does."""
    for job in plan.jobs:
        drawing = draw(load_family(job.family, job.language), job.seed, job.form)
        yield from (question for _, question in _questions(job, drawing, Counter()))


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


def assemble(plan: Plan, drawn: Drawn, formats: tuple[str, ...]) -> Iterator[OutputFile]:
    """The files of every format, and with students the table of all answers. They are written by their `write`."""
    heading = replace(plan.heading, build=drawn.build)
    for name in formats:
        yield from exporter(name).assemble(heading, drawn.fragments[name])
    if heading.students:
        yield from answer_tables(heading, drawn.records)
