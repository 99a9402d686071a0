r"""pdflatex, run so that a document can harm nothing and always gives the same bytes.

    >>> run("\\documentclass{article}\\begin{document}Hello\\end{document}")[:5]
    b'%PDF-'

A run has a fresh folder, no shell, no files outside TeX's own trees, and bounds on time, memory and output.
Dates come from a fixed clock, so that the same source gives the same file with the same TeX. One pass is all
that our documents need. The first error ends a run and becomes a `LatexError` in the words of `log`.

The layers of safety: text is escaped before it gets here (`exporters/latex/escape`); `run` refuses sources
with commands that reach out of a document; the switches and the environment below hold even where both fail.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from generator.errors import LatexError, ToolMissing
from generator.exporters.pdf import log

PROGRAM = "pdflatex"

TIMEOUT = 120.0
"""Seconds for one document. A page costs some milliseconds, so hundreds of papers fit."""

_SWITCHES = ("-no-shell-escape", "-halt-on-error", "-file-line-error", "-interaction=nonstopmode")

_SETTINGS = {
    "openin_any": "p",  # paranoid: read no dot files, nothing above the folder, no absolute paths
    "openout_any": "p",
    "shell_escape": "f",
    "SOURCE_DATE_EPOCH": "315532800",  # 1980-01-01, the date that our packages carry too
    "FORCE_SOURCE_DATE": "1",
    "max_print_line": "1000",  # a message is one line of the log
    "error_line": "254",
    "half_error_line": "238",
    "LC_ALL": "C",
}
_FOREIGN = ("TEXINPUTS", "TEXMFOUTPUT", "TEXMF_OUTPUT_DIRECTORY")
"""Variables of the user by which TeX would read or write elsewhere."""

_MEMORY = 1 << 20  # KiB of address space; pdflatex needs some 200,000
_OUTPUT = 1 << 18  # blocks of 512 bytes in one file: 128 MiB
_LIMITS = 'ulimit -t "$1" && ulimit -f "$2" && { ulimit -v "$3" || :; } && shift 3 && exec "$@"'
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
Everything but PDF can be built without it: --to latex,moodle,qti12,qti21"""
"""How to get pdflatex and the packages that our documents load."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A document: the bytes of the PDF, and the boxes that stick out of it by more than 2 points."""

    pdf: bytes
    overfull: tuple[log.Overfull, ...]


def require_engine() -> str:
    """The path of pdflatex. Raises ToolMissing, with how to install it, if there is none."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise ToolMissing(f"PDF needs {PROGRAM}, which is not installed (or not on the PATH).", INSTALL)
    return program


def run(source: str, name: str = "document", timeout: float = TIMEOUT) -> bytes:
    """The PDF of a LaTeX source; `name` says in messages which document it is.

    Raises LatexError if the source is refused, does not compile, or takes more than `timeout` seconds of wall
    time; ToolMissing without pdflatex.
    """
    return compiled(source, name, timeout).pdf


def compiled(source: str, name: str = "document", timeout: float = TIMEOUT) -> Compiled:
    """Like `run`, with what the log tells about the look."""
    program = require_engine()
    _refuse(source, name)
    with tempfile.TemporaryDirectory(prefix="setwright-") as folder:
        place = Path(folder)
        (place / "document.tex").write_text(source, encoding="utf-8")
        status = _execute(program, place, timeout)
        journal = place / "document.log"
        text = journal.read_text(encoding="utf-8", errors="replace") if journal.is_file() else ""
        if status is None:
            raise _timed_out(source, text, name, timeout)
        product = place / "document.pdf"
        if status != 0 or not product.is_file():
            raise _failed(source, text, name, status)
        return Compiled(product.read_bytes(), log.overfull(source, text, least=2.0))


def _refuse(source: str, name: str) -> None:
    start = source.find("\\begin{document}")
    found = _REFUSED.search(source, max(start, 0))
    if found:
        where = log.culprit(source, source.count("\n", 0, found.start()) + 1)
        raise LatexError(_message(name, where, f"the command {found[0]} is not allowed in a document"))


def _execute(program: str, folder: Path, timeout: float) -> int | None:
    """Runs pdflatex once; its exit status, or None if it took too long."""
    command = [program, *_SWITCHES, "document.tex"]
    if os.name == "posix":
        seconds = str(int(timeout) + 10)
        command = ["/bin/sh", "-c", _LIMITS, "sh", seconds, str(_OUTPUT), str(_MEMORY), *command]
    environment = {key: value for key, value in os.environ.items() if key not in _FOREIGN} | _SETTINGS
    process = subprocess.Popen(  # noqa: S603 - a fixed command, without any text of a spec
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with process:
        try:
            return process.wait(timeout)
        except subprocess.TimeoutExpired:
            _interrupt(process)
            return None
        except BaseException:
            process.kill()
            raise


def _interrupt(process: subprocess.Popen[bytes]) -> None:
    """Ends a run. Interrupted, TeX still logs the line that it is at; if it does not obey, it is killed."""
    if os.name == "posix":
        process.send_signal(signal.SIGINT)
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
    else:
        process.kill()


def _failed(source: str, journal: str, name: str, status: int) -> LatexError:
    if not journal:
        return LatexError(f"{PROGRAM} did not start on the {name} (exit status {status}).", INSTALL)
    line, reason = log.error(journal)
    if line is None:
        if "Output written on" in journal or status < 0:
            reason = "it exceeded the memory or the file size that a document may take"
        return LatexError(f"The {name} does not compile: {reason}.")
    hint = INSTALL if ".sty' not found" in reason else ""
    return LatexError(_message(name, log.culprit(source, line), f"TeX says: {reason}"), hint)


def _timed_out(source: str, journal: str, name: str, timeout: float) -> LatexError:
    line, _ = log.error(journal)
    where = log.culprit(source, line) if line is not None else log.culprit(source, 0)
    return LatexError(_message(name, where, f"TeX was not done after {timeout:g} seconds"))


def _message(name: str, where: log.Culprit, reason: str) -> str:
    message = f"The {name} does not compile, because of {where.describe()}: {reason.rstrip('.')}."
    return f"{message}\n    {where.line}" if where.line else message
