"""`setwright scan`: scanned bubble sheets in, marks out. The story is in `scanning`; here it is called and told."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.layout import columns, file_size
from generator.cli.options import (
    language_option,
    open_library,
    repeatable,
    specs_option,
    workers_option,
    workers_or_all,
)
from generator.cli.progress import progress
from generator.errors import (
    OutputError,
    SamplingError,
    SetwrightError,
    UnknownName,
    VerificationError,
)
from generator.sets.library import Library

if TYPE_CHECKING:
    from generator.exporters.base import OutputFile
    from generator.output import Written
    from generator.scanning.known import Plans
    from generator.scanning.pages import Crop
    from generator.scanning.results import Result
    from generator.sheets.scan import Piece

FILES = ("marks.csv", "marks.xlsx", "answers.csv", "decisions.csv", "review.html")
"""What is written. Another build may not be replaced by it."""

_PEEKED = 9
"""Images whose codes say which set was scanned."""

_TOLD = 10
"""Images without a page that are told one by one."""


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--roster", type=click.Path(path_type=Path), metavar="FILE", help="All students, with id and name."
)
@click.option(
    "--decisions",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="What a person has decided: `decisions.csv` of the review page.",
)
@click.option(
    "--set", "problem_set", metavar="SET", help="The set, if it is not found by the name in the codes."
)
@click.option("--seed", metavar="TEXT", help="The seed of the build, if it was not that of the set.")
@click.option(
    "--variants",
    type=click.IntRange(1, 1_000_000),
    metavar="N",
    help="`--variants` of the build, for papers without a roster.",
)
@language_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where to; out/SET-scan by default.",
)
@workers_option
@specs_option
def command(
    folder: Path,
    roster: Path | None,
    decisions: Path | None,
    problem_set: str | None,
    seed: str | None,
    variants: int | None,
    language: str | None,
    output: Path | None,
    workers: int | None,
    specs: Path | None,
) -> None:
    """Read the scanned bubble sheets in DIR (PDF, PNG, TIFF or JPEG files) and write the marks.

    Each page is known by its code, and its paper drawn again from the set, its seed and the student. What is not surely
    read is asked about: `review.html` shows it and saves a file for `--decisions`.
    """
    pieces = _pieces(folder)
    library = open_library(specs)
    path = library.find_set(problem_set) if problem_set else _found(pieces, folder, library)

    from generator.roster import read_roster
    from generator.scanning.decisions import read_decisions
    from generator.scanning.pages import pages
    from generator.scanning.results import results

    students = read_roster(roster, str(roster)) if roster else ()
    try:
        plans = _plans(path, library, seed, language, variants)
    except VerificationError as error:
        raise repeatable(error, specs) from None
    heading = plans.student.heading
    directory = output or Path("out", f"{heading.name}-scan")
    _check_directory(directory, decisions)
    decided = read_decisions(decisions, str(decisions), heading.name) if decisions else ()
    count = sum(piece.last - piece.first + 1 for piece in pieces)
    with (
        progress(count, "Reading") as bar,
        closing(pages(pieces, plans, workers_or_all(workers), bar)) as reads,
    ):
        result = results(reads, students, decided)
    if not result.pages:
        raise _nothing(result, folder)
    written = _written(directory, folder, result, plans, workers_or_all(workers))
    click.echo("\n".join(_told(directory, written, result)))


def _pieces(folder: Path) -> list[Piece]:
    """All images in the folder, in pieces. Raises UnknownName if there are none, ToolMissing."""
    from generator.scanning.pages import PIECE
    from generator.sheets.scan import SUFFIXES, files_in, pieces, require_readers

    try:
        files = files_in(folder)
    except OSError as error:
        message = f"The folder {folder} cannot be read: {error.strerror or error}."
        raise UnknownName(message, "Name a folder with the scanned files.") from error
    if not files:
        kinds = ", ".join(SUFFIXES[:-1])
        raise UnknownName(
            f"There are no scans in {folder}.", f"Their names end in {kinds} or {SUFFIXES[-1]}."
        )
    strange = next((file.name for file in files if not file.name.isprintable()), None)
    if strange is not None:
        message = f"The name of a file in {folder} has characters that cannot be shown: {strange!a}."
        raise UnknownName(message, "Rename it: marks tell the file that they were read from.")
    require_readers()
    return list(pieces(files, PIECE))


def _found(pieces: Sequence[Piece], folder: Path, library: Library) -> Path:
    """The set that most pages are of, going by some of them. Raises UnknownName if it is not found."""
    from generator.scanning.pages import codes
    from generator.sheets.scan import Piece

    every = pieces[:: max(1, len(pieces) // _PEEKED)]
    names = [code.set for code in codes(every)]
    if not names:
        single = (Piece(piece.file, n, n) for piece in pieces for n in range(piece.first, piece.last + 1))
        names = [code.set for code in islice(codes(single), 1)]
    if not names:
        message = f"No page of a bubble sheet can be found in {folder}."
        raise UnknownName(
            message,
            "Scan whole pages with 150 to 300 dpi. With `--set SET` it is told of each why it is not read.",
        )
    name = Counter(names).most_common(1)[0][0]
    if name not in library.set_names():
        raise UnknownName(
            f"The pages are of the set `{name}`, which is not found.", "Name its file with `--set`."
        )
    return library.find_set(name)


def _plans(
    path: Path, library: Library, seed: str | None, language: str | None, variants: int | None
) -> Plans:
    """The plans of the set. Raises as `prepare` does."""
    from generator.model import Student
    from generator.plan import prepare
    from generator.scanning.known import Plans, light
    from generator.sets.load import load_set

    wanted = load_set(path, library.shown_as(path))
    student = prepare(wanted, library, seed=seed, language=language, students=(Student("0", ""),))
    try:
        numbered = light(prepare(wanted, library, variants, seed=seed, language=language))
    except SamplingError:  # enough variants for students, but not for papers with numbers: there are none
        numbered = None
    return Plans(light(student), numbered)


def _check_directory(directory: Path, decisions: Path | None) -> None:
    """Raises OutputError if the result could not be written there, or would replace what is needed."""
    from generator.output import check_directory
    from generator.scanning.decisions import any_decided

    others = sorted(set(check_directory(directory)) - set(FILES))
    if others:
        message = f"{directory} holds a build ({others[0]}), which a scan does not replace."
        raise OutputError(message, "Choose another directory with `-o`.")
    there = directory / "decisions.csv"
    if decisions is None and there.exists() and any_decided(there):
        message = f"{there} holds decisions, which would be lost."
        raise OutputError(message, f"Use them with `--decisions {there}`, or move the file away.")


def _nothing(result: Result, folder: Path) -> SetwrightError:
    reasons = [f"{image}: {why}" for image, why in result.unread[:_TOLD]]
    more = len(result.unread) - len(reasons)
    told = [*reasons, *([f"… and {more:,} more"] if more else [])]
    return SetwrightError("\n".join([f"None of the images in {folder} can be read.", *told]))


def _written(
    directory: Path, folder: Path, result: Result, plans: Plans, workers: int
) -> tuple[Written, ...]:
    """Writes all files. Pictures wait on disk until the page that shows them is written."""
    from generator.output import write_build
    from generator.provenance import write_manifest
    from generator.scanning.pages import pictures
    from generator.scanning.review import crops, review
    from generator.scanning.tables import tables

    heading = plans.student.heading
    wanted = sorted(set(crops(result)))
    with tempfile.TemporaryDirectory(prefix="setwright-") as name:
        place = {crop: Path(name, str(number)) for number, crop in enumerate(wanted)}
        with progress(len({crop.image for crop in wanted}), "Cutting out") as bar:
            for crop, picture in pictures(folder, wanted, workers, bar):
                place[crop].write_bytes(picture)

        def picture_of(crop: Crop) -> bytes:
            return place[crop].read_bytes()

        files: list[OutputFile] = [*tables(result), review(heading.title or heading.name, result, picture_of)]
        return write_build(
            directory, files, lambda stream, entries: write_manifest(stream, heading, "", entries, ())
        )


# ─── What is told ────────────────────────────────────────────────────────────────────────────────────────


def _told(directory: Path, written: Sequence[Written], result: Result) -> Iterator[str]:
    rows = [(str(directory / file.entry.path), file_size(file.size)) for file in written]
    yield columns(rows, right=[1])
    yield ""
    unread = len(result.unread)
    without = f", {_counted(unread, 'image')} without a page" if unread else ""
    yield f"{_counted(result.pages, 'page')} read{without}."
    yield f"{_counted(len(result.papers) + len(result.absent), 'student')}: {_states(result)}."
    asked = sum(len(paper.asked) for paper in result.papers)
    count = sum(len(paper.copy.rows) for paper in result.papers)
    yield f"{_counted(count, 'row')}, {asked:,} asked about{f': see {directory / FILES[-1]}' if asked else ''}."
    for image, why in result.unread[:_TOLD]:
        yield f"    {image}: {why}"
    if unread > _TOLD:
        yield f"    … and {unread - _TOLD:,} more, all in {FILES[-1]}"


def _states(result: Result) -> str:
    from generator.scanning.marks import MARKED, MISSING, NO_PAPER, REVIEW, TWICE

    counts = [(state, result.count(state)) for state in (MARKED, REVIEW, MISSING, TWICE, NO_PAPER)]
    return ", ".join(f"{count:,} {state}" for state, count in counts if count)


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
