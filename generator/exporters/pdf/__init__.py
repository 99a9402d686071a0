"""PDF: the sources of the `latex` exporter, compiled by pdflatex.

`engine` runs the program, `log` reads what it says, `batch` sets many papers in one run, `split` takes them apart;
`bubble_sheets` draws those without TeX.
Rendering is LaTeX's; only the format's name differs. Documents are compiled when `assemble` is gone through, so that
what is wrong with one is known, and told with its file, before anything is written. The command line calls
`engine.require_engine` before a build starts, so that a missing TeX is told first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, BinaryIO

from generator.engine.programs import side_by_side
from generator.errors import LatexError
from generator.exporters import latex
from generator.exporters.base import Fragment, OutputFile, Trouble
from generator.exporters.latex import escape
from generator.exporters.latex.document import files, source
from generator.exporters.latex.papers import FOR_STUDENTS, Paper, deal, file_name, folder, holds
from generator.exporters.latex.question import fragment
from generator.exporters.pdf import batch, engine, log, tagged
from generator.exporters.pdf.foreign import ADVICE, illustrated, lacking
from generator.exporters.pdf.stamps import stamp
from generator.model import BUBBLE_SHEET, Heading, Item, Verified
from generator.paper import code
from generator.sheets.codes import MOST_PAGES

if TYPE_CHECKING:  # what takes papers apart is imported where there are papers to be taken apart
    from functools import _lru_cache_wrapper

    from generator.exporters.pdf.split import Sheaf

NAME = "pdf"
DESCRIPTION = "PDF by pdflatex: worksheet, exam, bubble sheet, answer key, worked solutions, grading guide"
PROFILES: dict[str, str] = {}
ABILITIES = latex.ABILITIES
preview = latex.preview

_NAMED = 5
"""Variants of a question that are named, of all in which something sticks out."""


def render(question: Verified, item: Item) -> Fragment:
    """One question in LaTeX; its body is a `latex.question.Body`."""
    return fragment(question, item, NAME, lacking)


def assemble(heading: Heading, fragments: Iterable[Fragment]) -> Iterator[OutputFile]:
    """The documents that the layout names: `pdf/worksheet.pdf` and so on.

    With students: `pdf/papers/<number>-<id>.pdf` for each, `pdf/papers.pdf` with all of them, and the other documents
    for all students in one file each. (Where both a worksheet and an exam are wanted, `worksheets` and `exams`.)
    Every page of a student's paper carries its code.
    Bubble sheets: `pdf/bubble-sheet.pdf`, or `pdf/bubble-sheets` and one file with all of them.
    A paper that cannot be printed is left out, and told in the `troubles` of the file with all of them.

    Raises LatexError if TeX refuses a document, or very many papers; ToolMissing if there is no TeX.
    """
    papers = deal(heading, fragments)
    in_type = [document for document in heading.layout.documents if document != BUBBLE_SHEET]
    one_run = [] if heading.students else in_type
    compiled = dict(
        zip(one_run, side_by_side(partial(_compiled, heading, papers), one_run, heading.workers), strict=True)
    )
    for document in heading.layout.documents:
        if document == BUBBLE_SHEET:
            from generator.exporters.pdf import bubble_sheets

            yield from bubble_sheets.files(heading, papers)
        elif heading.students:
            yield from _for_students(document, heading, papers)
        else:
            done, untagged = compiled[document]
            troubles = (*untagged, *_sticking_out(document, done.overfull))
            yield OutputFile(f"pdf/{document}.pdf", partial(_write, done.pdf), holds(papers), troubles)


def _compiled(
    heading: Heading, papers: tuple[Paper, ...], document: str
) -> tuple[engine.Compiled, tuple[Trouble, ...]]:
    """A document: tagged, if that is wanted and can be; if it should be and is not, that is told."""
    name = f"{document} of {heading.name}"
    untagged: tuple[Trouble, ...] = ()
    tagging = heading.layout.tagging
    if tagging == "always" or (tagging == "possible" and not tagged.trouble()):
        pieces, pictures = illustrated(source(document, heading, papers, tagged=True))
        text = "".join(pieces)
        try:
            if tagging == "always" or len(text) <= tagged.LONGEST:
                return tagged.compiled(text, name, files=files(heading) | pictures), ()
            reason = "it is long, and would take minutes (`--tagged` takes them)"
        except LatexError as error:
            if tagging == "always":
                raise
            reason = error.message
        untagged = (Trouble(f"The {document} is not tagged: {reason.rstrip('.')}.", False),)
    pieces, pictures = illustrated(source(document, heading, papers))
    return engine.compiled("".join(pieces), name, files=files(heading) | pictures), untagged


def _write(data: bytes, stream: BinaryIO) -> None:
    stream.write(data)


# ─── A paper for each student ────────────────────────────────────────────────────────────────────────────


def _for_students(document: str, heading: Heading, papers: tuple[Paper, ...]) -> Iterator[OutputFile]:
    from generator.exporters.pdf.split import Sheaf

    names = [f"{document} for {student.id}" for student in heading.students]
    pieces, pictures = illustrated(source(document, heading, papers))
    done = batch.printed(pieces, names, files(heading) | pictures, workers=heading.workers)
    stamped = partial(_stamped, heading, papers) if document in FOR_STUDENTS else None
    opened = cache(lambda number: Sheaf(done.batches[number].pdf, stamped))  # once for its papers and for all
    name = folder(document, heading.layout.documents)
    if document in FOR_STUDENTS:
        for number, printed in enumerate(done.batches):
            for paper in printed.papers:
                path = f"pdf/{name}/{file_name(paper, heading)}.pdf"
                yield OutputFile(
                    path, partial(_write_paper, opened, number, paper), holds([papers[paper - 1]])
                )
    there = [papers[paper - 1] for printed in done.batches for paper in printed.papers]
    troubles = (
        *(Trouble(failure.message, True) for failure in done.failures),
        *_sticking_out(document, done.overfull),
        *(_unprinted(heading) if document in FOR_STUDENTS else ()),
    )
    write = partial(_write_joined, opened, len(done.batches))
    yield OutputFile(f"pdf/{name}.pdf", write, holds(there), troubles)


def _stamped(
    heading: Heading, papers: tuple[Paper, ...], paper: int, page: int, pages: int, width: float
) -> bytes:
    """The code of a page, as operators of PDF; none for the pages of a paper with more than a code can count."""
    if pages > MOST_PAGES:
        return b""
    seals = [fragment.seal for fragment in papers[paper - 1]]
    return stamp(code(heading.name, seals, heading.students[paper - 1].id, page, pages), width)


def _write_paper(opened: Callable[[int], Sheaf], number: int, paper: int, stream: BinaryIO) -> None:
    stream.write(opened(number).paper(paper))


def _write_joined(opened: _lru_cache_wrapper[Sheaf], count: int, stream: BinaryIO) -> None:
    from generator.exporters.pdf.split import joined

    stream.write(joined(opened(number) for number in range(count)))
    opened.cache_clear()


def _unprinted(heading: Heading) -> Iterator[Trouble]:
    """Names with letters that no font has."""
    found = {s.name: lacking(escape.text(s.name)) for s in heading.students}
    names = [name for name, missing in found.items() if missing]
    if names:
        count = "1 name has" if len(names) == 1 else f"{len(names)} names have"
        letters = "".join(dict.fromkeys(letter for name in names for letter in found[name]))[:20]
        message = (
            f"{count} letters that no font here has ({letters}), as in {names[0]}: code points are printed. "
            f"{ADVICE}"
        )
        yield Trouble(message, False)


def _sticking_out(document: str, overfull: Iterable[log.Overfull]) -> Iterator[Trouble]:
    """What sticks out of a document, a question at a time."""
    found: dict[tuple[str, str], list[log.Overfull]] = defaultdict(list)
    for box in overfull:
        found[box.culprit.number, box.culprit.family].append(box)
    for boxes in found.values():
        variants = list(dict.fromkeys(box.culprit.variant for box in boxes))
        named = ", ".join(variants[:_NAMED]) + (
            f" and {len(variants) - _NAMED} more" * (len(variants) > _NAMED)
        )
        where = replace(boxes[0].culprit, variant=named).describe()
        widest = max(box.points for box in boxes)
        yield Trouble(f"In the {document}, {where} sticks out by {widest / 2.845:.1f} mm.", False)
