r"""Many papers in one run of TeX: faster by an order of magnitude than a run each, and a bad one costs no other.

    done = printed(pieces, names, "worksheet")      a head, a piece a paper, a tail, as `latex.document` makes them
    done.batches[0].pdf                             the papers 1 to 50 in one file, see `split`

The preamble is run once and kept (`engine.dumped`); batches are run beside each other. A paper that is wrong is found
by what the log says of each paper's begin and end, taken out, and set alone to hear what TeX says of it; the batch is
run again without it. What would be silent is made loud: a paper that leaves a group or an environment open stops
the run, and one that ends the document is missed at the end. Where the log does not say who is at fault (a run that was
killed), the batch is halved.

Every page carries the number of its paper as a key of its own, so that nobody has to count pages.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.engine.programs import side_by_side
from generator.errors import LatexError
from generator.exporters.pdf import engine, log

SIZE = 50
"""Papers in a batch: enough to make the start cheap, few enough to be run again."""

MOST_FAULTS = 10
MOST_ENDLESS = 2
"""Bad papers in a batch, and those that are not done in time, beyond which something is wrong with all of them, and no
more are tried."""

MOST_PAGES = 200
"""Pages of a paper. More are an endless loop rather than a paper."""

PATIENCE = 30.0
"""Seconds for a paper by itself, after its batch was not done in time."""

PAGE_KEY = "/SetwrightPaper"
"""The key in a page's dictionary that holds the number of its paper, from 1."""

_BEGIN = "\\begin{document}"

_MACROS = rf"""
% \paperbegins{{number}} ... \papergoeson ... \paperends: a paper, apart from all others, told in the log. It goes on
% with each question, which must leave groups as the one before it found them.
\makeatletter
\newcount\sw@paperlevel
\newcount\sw@questionlevel
\newcommand\sw@paperleaks{{\errmessage{{A group or an environment is left open}}}}
\newcount\sw@shippedbefore
\ifdefined\AddToHook \AddToHook{{shipout/before}}{{%
  \ifnum\numexpr\ReadonlyShipoutCounter-\sw@shippedbefore\relax<{MOST_PAGES} \else
    \errmessage{{This paper has more than {MOST_PAGES} pages}}\fi}}\fi
\newcommand\paperbegins[1]{{%
  \clearpage
  \ifdefined\AddToHook \global\sw@shippedbefore=\ReadonlyShipoutCounter \fi
  \global\pdfpageattr{{{PAGE_KEY} #1}}%
  \immediate\write\m@ne{{{log.BEGINS}#1}}%
  \begingroup\sw@paperlevel=\currentgrouplevel \global\sw@questionlevel=\m@ne}}
\newcommand\papergoeson{{%
  \ifnum\sw@questionlevel=\m@ne \global\sw@questionlevel=\currentgrouplevel
  \else\ifnum\currentgrouplevel=\sw@questionlevel\else\sw@paperleaks\fi\fi}}
\newcommand\paperends{{%
  \ifnum\currentgrouplevel=\sw@paperlevel\else\sw@paperleaks\fi
  \clearpage\endgroup
  \immediate\write\m@ne{{{log.ENDS}}}}}
\makeatother
"""
"""Written to stream -1, a line goes into the log alone."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Papers in one PDF: their numbers from 1, in order."""

    papers: tuple[int, ...]
    pdf: bytes


@dataclass(frozen=True, slots=True)
class Failure:
    """A paper that could not be printed, and why; `endless` if it was not done in time."""

    paper: int
    message: str
    endless: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """All papers of a document: in batches, in order; those that failed; what sticks out of the others."""

    batches: tuple[Batch, ...]
    failures: tuple[Failure, ...]
    overfull: tuple[log.Overfull, ...]


@dataclass(frozen=True, slots=True)
class _Paper:
    number: int
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the papers of a document share."""

    preamble: str
    opening: str
    closing: str
    files: Mapping[str, bytes]
    format: Path | None
    timeout: float

    def source(self, papers: Sequence[_Paper]) -> str:
        """A source with these papers, its preamble left out where it is in the format."""
        pieces = ["" if self.format else self.preamble, self.opening]
        for paper in papers:
            body = paper.source.replace(log.MARK, f"\n\\papergoeson{log.MARK}")
            pieces.append(f"\\paperbegins{{{paper.number}}}\n{body}\n\\paperends\n")
        return "".join((*pieces, self.closing))


def printed(
    pieces: Sequence[str],
    names: Sequence[str],
    files: Mapping[str, bytes] | None = None,
    size: int = SIZE,
    timeout: float = engine.TIMEOUT,
    workers: int = 1,
) -> Printed:
    """The papers in `pieces` (a head, a piece a paper, a tail), in batches of at most `size`.

    `names` say in messages which paper it is; `files` lie beside the source; a batch has `timeout` seconds;
    as many as `workers` are run at once, which changes nothing in what is returned.
    Raises LatexError if all papers fail, or more than `MOST_FAULTS` of a batch; ToolMissing without pdflatex.
    """
    engine.require_engine()
    head, *bodies, tail = pieces
    papers = [
        _Paper(number, name, body)
        for number, (name, body) in enumerate(zip(names, bodies, strict=True), start=1)
    ]
    before, _, after = head.rpartition(_BEGIN)
    preamble = f"{before}{_MACROS}"
    with tempfile.TemporaryDirectory(prefix="setwright-") as folder:
        format = engine.dumped(preamble, Path(folder), files, timeout)
        setting = _Setting(preamble, f"{_BEGIN}{after}", tail, files or {}, format, timeout)
        batches = [papers[start : start + size] for start in range(0, len(papers), size)]
        done = side_by_side(partial(_batch, setting), batches, workers)
    together = _together(done)
    if not together.batches:
        raise LatexError("\n".join(failure.message for failure in together.failures))
    return together


def _together(done: Sequence[Printed]) -> Printed:
    return Printed(
        tuple(sorted((batch for one in done for batch in one.batches), key=lambda batch: batch.papers)),
        tuple(sorted((failure for one in done for failure in one.failures), key=lambda f: f.paper)),
        tuple(overfull for one in done for overfull in one.overfull),
    )


# ─── One batch ───────────────────────────────────────────────────────────────────────────────────────────


def _batch(setting: _Setting, papers: Sequence[_Paper]) -> Printed:
    """The papers of a batch, whatever is wrong with some of them."""
    found: list[Printed] = []
    left: list[_Paper] = []
    for paper in papers:
        if _suspect(paper.source):
            found.append(_alone(setting, paper))
            _require_few(found)
        else:
            left.append(paper)
    while left:
        source = setting.source(left)
        done = engine.typeset(source, setting.format, setting.timeout, setting.files)
        _require_sound(source, done, left[0].name, setting.timeout)
        bad = _culprit(done, left)
        if bad is None:
            found.append(_good(left, source, done))
            break
        if bad is not _UNKNOWN or len(left) == 1:
            paper = left[0] if bad is _UNKNOWN else bad
            found.append(_alone(setting, paper))
            _require_few(found)
            left = [other for other in left if other is not paper]
            if found[-1].failures or not left:
                continue
        # Nobody is known to be at fault: a run that was killed, or a machine too slow for so many.
        half = len(left) // 2
        found += [_batch(setting, part) for part in (left[:half], left[half:]) if part]
        break
    return _together(found)


def _require_sound(source: str, done: engine.Run, name: str, timeout: float) -> None:
    """Raises LatexError for what only a layout template can have done: then it is in every paper.

    It did what no document may do, or is wrong before any paper begins.
    """
    failed = not done.good and (done.status is None or log.tells(done.journal))
    if done.offence or (failed and not log.papers(done.journal)[0]):
        raise engine.fault(source, done, name, timeout)


def _require_few(found: Sequence[Printed]) -> None:
    """Raises LatexError if more papers have failed than are worth it to go on."""
    failures = [failure for one in found for failure in one.failures]
    endless = sum(failure.endless for failure in failures)
    most = MOST_ENDLESS if endless > MOST_ENDLESS else MOST_FAULTS
    if len(failures) > most:
        told = "\n".join(failure.message for failure in failures[:3])
        message = f"More than {most} papers cannot be printed. The first of them:\n{told}"
        raise LatexError(message, "What is wrong with so many is often a layout template or a family.")


_UNKNOWN = _Paper(0, "", "")


def _culprit(done: engine.Run, papers: Sequence[_Paper]) -> _Paper | None:
    """The paper that a run failed at; None if it did not fail, `_UNKNOWN` if the log does not tell."""
    begun, ended = log.papers(done.journal)
    if done.good and ended == [paper.number for paper in papers]:
        return None
    told = done.good or log.tells(done.journal)
    open_ones = [paper for paper in papers if paper.number in begun and paper.number not in ended]
    return open_ones[-1] if told and open_ones else _UNKNOWN


def _alone(setting: _Setting, paper: _Paper) -> Printed:
    """A paper by itself: printed after all, or why not."""
    source = setting.source([paper])
    patience = min(PATIENCE, setting.timeout)
    begin = source.index("\\paperbegins{")
    if found := engine.refused(source[begin:]):
        command, line = found
        place = line + source.count("\n", 0, begin)
        reason = f"the command {command} is not allowed in a document"
        return _failed(paper, engine.stopped(source, place, paper.name, reason))
    done = engine.typeset(source, setting.format, patience, setting.files)
    if _culprit(done, [paper]) is None:
        return _good([paper], source, done)
    if done.good:
        last = source.count("\n", 0, source.index("\\end{document}", begin)) + 1
        return _failed(paper, engine.stopped(source, last, paper.name, "it ends before its last line"))
    return _failed(paper, engine.fault(source, done, paper.name, patience), done.status is None)


def _suspect(source: str) -> bool:
    """Is this paper to be kept apart from others?

    Because of a command that is never run, or of braces and environments that do not pair up: TeX reads on beyond the
    end of such a paper. Where signs in comments mislead, it is set alone in vain, and nothing is lost.
    """
    plain = source.replace("\\\\", "")
    braces = plain.count("{") - plain.count("\\{") == plain.count("}") - plain.count("\\}")
    environments = plain.count("\\begin{") == plain.count("\\end{")
    return not (braces and environments) or engine.refused(source) is not None


def _good(papers: Sequence[_Paper], source: str, done: engine.Run) -> Printed:
    batch = Batch(tuple(paper.number for paper in papers), done.pdf)
    return Printed((batch,), (), log.overfull(source, done.journal, engine.LEAST_OVERFULL))


def _failed(paper: _Paper, error: LatexError, endless: bool = False) -> Printed:
    return Printed((), (Failure(paper.number, error.render(), endless),), ())
