"""The plan of a build: a problem set and its families, resolved, with every fault of them told at once.

    plan = prepare(problem_set, library)
    plan.heading.title            what the documents say about themselves
    plan.jobs[0]                  the first item: its family's file, its form, how many variants from which seed

Every family is compiled here, once, so that nothing is drawn of a set of which a part is wrong. A plan holds files and
numbers, not families: it goes to other processes, which load what they draw from (`pipeline`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from generator.answer_sheet import MOST_OPTIONS
from generator.compose import Form
from generator.draw import draw
from generator.errors import Fault, SpecError
from generator.exporters.latex import templates as layouts
from generator.family import Family, compile_family
from generator.family.asks import AskChoice, AskMatching, AskTyped, AskVerdict, FamilyPart
from generator.model import BUBBLE_SHEET, LANGUAGES, Blocks, Heading, Item, Layout, Student, Template
from generator.paper import fits, numbered
from generator.prose.read import read
from generator.prose.tree import ProseError
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
    if BUBBLE_SHEET in layout.documents and not faults:
        asked = [(family, form) for _, file, form, _ in items if (family := compiled[file.id])]
        faults += _no_bubbles(problem_set, students, asked)
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


def _no_bubbles(
    problem_set: ProblemSet, students: Sequence[Student], asked: Sequence[tuple[Family, Form]]
) -> Iterator[Fault]:
    """Why there can be no bubble sheets of a set."""
    if not any(_bubbled(part, form) for family, form in asked for part in family.parts):
        yield Fault(
            "A bubble sheet of this set would be empty: no question is answered by choosing.",
            None,
            "Ask one in the form `choice`, or leave `bubble-sheet` out of the documents.",
        )
    if not students and not fits(problem_set.name, numbered(problem_set.papers)):
        yield Fault("The set's name is too long for the code on a bubble sheet.", None, "Shorten it.")


def _bubbled(part: FamilyPart, form: Form) -> bool:
    """Has a part rows on a bubble sheet? What its variants look like, `answer_sheet` says."""
    match part.asks:
        case AskChoice(options=options):
            return len(options) <= MOST_OPTIONS
        case AskVerdict(reasons=reasons):
            return len(reasons) <= MOST_OPTIONS
        case AskTyped(mistakes=mistakes):
            return form == "choice" and len(mistakes) < MOST_OPTIONS
        case AskMatching():
            return True
        case _:
            return False


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
        paper.size, paper.columns, paper.large, paper.colour, logo, logo_name, rules, ordered(said), templates,
        paper.digits,
    )  # fmt: skip
