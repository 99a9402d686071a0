r"""pdflatex, run so that a document can harm nothing and always gives the same bytes.

    >>> compiled("\\documentclass{article}\\begin{document}Hello\\end{document}").pdf[:5]
    b'%PDF-'

A run has a fresh folder, no shell, no files outside TeX's own trees, and bounds on time, memory, pages and output.
Dates come from a fixed clock, so that the same source gives the same file with the same TeX. One pass is all
that our documents need. The first error ends a run and becomes a `LatexError` in the words of `log`.

The layers of safety: text is escaped before it gets here (`exporters/latex/escape`); `refused` finds commands that
reach out of a document, and nothing with one is run; the switches and the environment below hold even where both fail;
and `guard` looks at what a run has read and made. Layout templates have commands, so for them the first two do nothing.

`typeset` is a bare run, which says what came of it; `dumped` keeps a preamble, already run, for many documents.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.engine import programs
from generator.errors import LatexError, ToolMissing
from generator.exporters.pdf import guard, log

PROGRAM = "pdflatex"

TIMEOUT = 120.0
"""Seconds for one document. A page costs some milliseconds, so hundreds of papers fit."""

LEAST_OVERFULL = 2.0
"""Points by which something must stick out to be told; less is hardly seen."""

_SWITCHES = (
    "-no-shell-escape",
    "-halt-on-error",
    "-file-line-error",
    "-interaction=nonstopmode",
    "-recorder",
)

MOST_PAGES = 20_000
"""Pages of one run. More are an endless loop rather than a document."""

_FIRST_LINE = (
    "\\ifdefined\\AddToHook\\AddToHook{shipout/before}"
    f"{{\\ifnum\\ReadonlyShipoutCounter<{MOST_PAGES} "
    "\\else\\errmessage{There are too many pages}\\fi}\\fi"
    "\\def\\jobname{document}\\input document.tex"
)
"""What TeX is told to do. The names of its record, its log and the PDF begin with a dot, so that no document can
overwrite them (`openout_any=p`). For macros it has another name, since they write a file of their own, and read it
again."""

SETTINGS = {
    "openin_any": "p",  # paranoid: read no dot files, nothing above the folder, no absolute paths
    "openout_any": "p",
    "MKTEXTFM": "0",  # make no fonts: they would be kept in the user's folder
    "MKTEXPK": "0",
    "shell_escape": "f",
    "SOURCE_DATE_EPOCH": "315532800",  # 1980-01-01, the date that our packages carry too
    "FORCE_SOURCE_DATE": "1",
    "max_print_line": "1000",  # a message is one line of the log
    "error_line": "254",
    "half_error_line": "238",
    "LC_ALL": "C",
}
_FOREIGN = ("TEXINPUTS", "TEXMFOUTPUT", "TEXMF_OUTPUT_DIRECTORY", "TEXFORMATS")
"""Variables of the user by which TeX would read or write elsewhere."""

_MEMORY = 1 << 20  # KiB of address space; pdflatex needs some 200,000
OUTPUT = 1 << 18  # blocks of 512 bytes in one file: 128 MiB
LIMITS = 'ulimit -t "$1" && ulimit -f "$2" && { ulimit -v "$3" || :; } && shift 3 && exec "$@"'
"""A shell sets the limits: unlike code between fork and exec it is safe beside threads. macOS has no `-v`."""

_REFUSED = re.compile(
    r"\\(?:(?:write|input|include|includegraphics|openin|openout|read|catcode|csname|special|directlua"
    r"|ShellEscape|usepackage|RequirePackage)(?![A-Za-z])|pdf[a-z]+)|\^\^"
)
"""Commands that a body of ours never holds, and by which a document reads, writes or runs something."""

INSTALL = """\
Debian, Ubuntu:  sudo apt-get install --no-install-recommends texlive-latex-recommended lmodern
Fedora:          sudo dnf install texlive-collection-latexrecommended texlive-lm
macOS:           brew install --cask basictex   (then open a new terminal)
Windows:         winget install MiKTeX.MiKTeX, then let it install packages on the fly
Everything but PDF can be built without it: --to latex,html,moodle,qti12,qti21"""
"""How to get pdflatex and the packages that our documents load."""

OFFENCE_HINT = "Prose cannot do that; look through the layout templates that `--template` names."

_FORMAT = ".setwright-preamble"
_JOB = ".document"


@dataclass(frozen=True, slots=True)
class Compiled:
    """A document: the bytes of the PDF, and the boxes that stick out of it by more than `LEAST_OVERFULL` points."""

    pdf: bytes
    overfull: tuple[log.Overfull, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a run: its exit status (None: it took too long), what it logged, the PDF if there is one.

    `offence` is what it did that no document may do, in a sentence; mostly "".
    """

    status: int | None
    journal: str
    pdf: bytes
    offence: str = ""

    @property
    def good(self) -> bool:
        """Did TeX find nothing wrong, and we neither?"""
        return self.status == 0 and bool(self.pdf) and not self.offence


def require_engine() -> str:
    """The path of pdflatex. Raises ToolMissing, with how to install it, if there is none."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise ToolMissing(f"PDF needs {PROGRAM}, which is not installed (or not on the PATH).", INSTALL)
    return program


def run(source: str, name: str = "document", timeout: float = TIMEOUT) -> bytes:
    """The PDF of a LaTeX source; like `compiled` without what the log tells about the look."""
    return compiled(source, name, timeout).pdf


def compiled(
    source: str, name: str = "document", timeout: float = TIMEOUT, files: Mapping[str, bytes] | None = None
) -> Compiled:
    """A LaTeX source as a PDF; `name` says in messages which document it is, `files` lie beside it.

    Raises LatexError if the source is refused, does not compile, or takes more than `timeout` seconds of wall
    time; ToolMissing without pdflatex.
    """
    refuse(source, name)
    done = typeset(source, timeout=timeout, files=files)
    if not done.good:
        raise fault(source, done, name, timeout)
    return Compiled(done.pdf, log.overfull(source, done.journal, LEAST_OVERFULL))


def typeset(
    source: str,
    format: Path | None = None,
    timeout: float = TIMEOUT,
    files: Mapping[str, bytes] | None = None,
) -> Run:
    """Runs a source as it is, with the preamble in the folder `format` (see `dumped`) if there is one."""
    with tempfile.TemporaryDirectory(prefix="setwright-") as folder:
        place = Path(folder)
        _furnish(place, source, files)
        switches = [f"-fmt={_FORMAT}"] if format else []
        status = _execute([*switches, f"-jobname={_JOB}", _FIRST_LINE], place, timeout, format)
        product = place / f"{_JOB}.pdf"
        pdf = product.read_bytes() if product.is_file() else b""
        finished = pdf if status == 0 else b""
        offence = _offence(place, _JOB, finished, *([format] if format else []))
        return Run(status, _text(place / f"{_JOB}.log"), pdf, offence)


def dumped(
    preamble: str, folder: Path, files: Mapping[str, bytes] | None = None, timeout: float = TIMEOUT
) -> Path | None:
    r"""Runs a preamble (what stands before `\begin{document}`) and keeps its outcome in `folder`.

    Returns the folder, for `typeset`; None if this TeX cannot do that, or the preamble is wrong: then whoever sets it
    with a document is told.
    """
    _furnish(folder, f"{preamble}\n\\dump\n", files)
    arguments = ["-ini", f"-jobname={_FORMAT}", "&pdflatex", _FIRST_LINE]
    good = _execute(arguments, folder, timeout) == 0 and (folder / f"{_FORMAT}.fmt").is_file()
    return folder if good and not _offence(folder, _FORMAT) else None


def refused(source: str) -> tuple[str, int] | None:
    """The first command of a body that is not allowed, and its line (from 1); None if all are."""
    found = _REFUSED.search(source)
    return (found[0], source.count("\n", 0, found.start()) + 1) if found else None


def stopped(source: str, line: int, name: str, reason: str) -> LatexError:
    """The error for a source that is wrong at a line (from 1; 0 if none is known)."""
    where = log.culprit(source, line)
    message = f"The {name} does not compile, because of {where.describe()}: {reason.rstrip('.')}."
    return LatexError(f"{message}\n    {where.line}" if where.line else message)


def fault(source: str, done: Run, name: str, timeout: float = TIMEOUT) -> LatexError:
    """The error for a run that came to nothing."""
    if done.offence:
        return LatexError(f"The {name} is not printed: {done.offence}.", OFFENCE_HINT)
    line, reason = log.error(done.journal)
    if done.status is None:
        reason = f"TeX was not done after {timeout:g} seconds"
        return stopped(source, line or 0, name, reason)
    if not done.journal:
        return LatexError(f"{PROGRAM} did not start on the {name} (exit status {done.status}).", INSTALL)
    if line is None and "File ended" in reason:
        line = log.unpaired(source)
    if line is None:
        if "Output written on" in done.journal or done.status < 0:
            reason = "it exceeded the memory or the file size that a document may take"
        return LatexError(f"The {name} does not compile: {reason}.")
    error = stopped(source, line, name, f"TeX says: {reason}")
    return LatexError(error.message, INSTALL) if ".sty' not found" in reason else error


def refuse(source: str, name: str) -> None:
    """Raises LatexError if the body of a source holds a command that is not allowed."""
    start = max(source.find("\\begin{document}"), 0)
    found = refused(source[start:])
    if found:
        command, line = found
        reason = f"the command {command} is not allowed in a document"
        raise stopped(source, line + source.count("\n", 0, start), name, reason)


# ─── Running ─────────────────────────────────────────────────────────────────────────────────────────────


def _furnish(folder: Path, source: str, files: Mapping[str, bytes] | None) -> None:
    (folder / "document.tex").write_text(source, encoding="utf-8")
    for name, data in (files or {}).items():
        (folder / Path(name).name).write_bytes(data)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def _offence(folder: Path, job: str, pdf: bytes = b"", *others: Path) -> str:
    """What the run in `folder` did that no document may do; "" if it did no such thing."""
    read = guard.read_outside(_text(folder / f"{job}.fls"), folder, *others)
    if read:
        return f"it reads the file {read}"
    try:
        kind = guard.action(pdf) if pdf else ""
    except ValueError:
        return "what it makes is no sound PDF"
    return f"it holds an action of PDF, {kind}" if kind else ""


def _execute(
    arguments: Sequence[str], folder: Path, timeout: float, format: Path | None = None
) -> int | None:
    """Runs pdflatex once; its exit status, or None if it took too long."""
    command = [require_engine(), *_SWITCHES, *arguments]
    if os.name == "posix":
        seconds = str(int(timeout) + 10)
        command = ["/bin/sh", "-c", LIMITS, "sh", seconds, str(OUTPUT), str(_MEMORY), *command]
    environment = {key: value for key, value in os.environ.items() if key not in _FOREIGN} | SETTINGS
    if format is not None:
        environment["TEXFORMATS"] = f"{format}{os.pathsep}"  # then where TeX looks anyhow
    return programs.run(command, folder, environment, timeout)
