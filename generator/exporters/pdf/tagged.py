r"""Tagged PDF (PDF/UA-2 with MathML) by lualatex, where the TeX of this machine can write it, in a sandbox.

    trouble()                                    "" if it can, or what is missing, in a sentence
    compiled(source, "worksheet of demo").pdf    of a source that `latex.document.source` made for `tagged`

Whether it can is found out by a document of two lines: what LaTeX calls itself does not tell which of its packages are
there and what they do. The outcome is kept while this process lives, and so are the fonts that lualatex has prepared.

lualatex has a programming language inside that reads, writes and deletes files whatever TeX's settings say. So it runs
under bubblewrap, where there is nothing but TeX's own trees, to be read, and a folder with the document: no home, no
network, no other process. Without bubblewrap no PDF is tagged. What comes out of the sandbox is not trusted: only
plain files are read, and `guard` looks for actions in the PDF. What `engine` refuses is refused here, too.

There are two passes: in the first one formulas become MathML, and figures and the last page get their places.
"""

from __future__ import annotations

import io
import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from generator.engine import programs
from generator.errors import ToolMissing
from generator.exporters.latex.frame import TAGGED_PREAMBLE
from generator.exporters.pdf import engine, guard, log

PROGRAM = "lualatex"
SANDBOX = "bwrap"

TIMEOUT = 300.0
"""Seconds for a pass over one document."""

LONGEST = 400_000
"""Characters of a source that is tagged without being asked: about a minute of work."""

INSTALL = """\
TeX Live 2025 or newer, and bubblewrap, which is for Linux only.
Debian, Ubuntu:  sudo apt-get install texlive-luatex texlive-latex-recommended lmodern bubblewrap
Everywhere, --to html writes documents that are as accessible."""

_FIRST_VERSION = (1, 21)
"""The LuaHBTeX of TeX Live 2025. An older one need not be tried."""

_PASSES = 2
_MEMORY = 1 << 22  # KiB of address space; lualatex needs some 600,000
_JOB = "document"
_CACHE = ".texmf"
_HOUSE = "/document"
"""The folder of the document, as lualatex sees it."""
_SWITCHES = ("-no-shell-escape", "-halt-on-error", "-file-line-error", "-interaction=nonstopmode")
_SYSTEM = ("/usr/lib", "/usr/lib32", "/usr/lib64", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache")
"""Where programs find what they are linked with."""

_PROBE = (
    TAGGED_PREAMBLE.replace("<language>", "en")
    + "\\documentclass{article}\n\\usepackage{microtype,amsmath,amssymb,booktabs,bookmark}\n"
    + "\\usepackage[mathbf=sym]{unicode-math}\n"
    + "\\begin{document}\n"
    + "\\AssignTaggingSocketPlug{para/restore}{noop}\\AssignTaggingSocketPlug{parbox/before}{noop}\n"
    + "\\textbf{Half} \\emph{of} {\\small{\\itshape one}} is $\\frac{1}{2}$.\n\\end{document}\n"
)


@cache
def trouble() -> str:
    """Why this machine writes no tagged PDF, in a sentence; "" if it does."""
    if shutil.which(PROGRAM) is None:
        return f"Tagged PDF needs {PROGRAM}, which is not installed (or not on the PATH)."
    if shutil.which(SANDBOX) is None:
        return f"Tagged PDF needs bubblewrap ({SANDBOX}), since {PROGRAM} is only run in a sandbox."
    if _version() < _FIRST_VERSION:
        return f"The {PROGRAM} of this machine is too old for tagged PDF."
    if programs.run(_walled(["true"], Path(tempfile.gettempdir())), Path("/"), _settings(), 30) != 0:
        return f"The sandbox of {PROGRAM} ({SANDBOX}) cannot be set up on this machine."
    done = _typeset(_PROBE, {}, TIMEOUT, 1, kept=True)
    if not (done.good and _is_tagged(done.pdf)):
        return f"The LaTeX of this machine cannot write tagged PDF ({log.error(done.journal)[1]})."
    return ""


def require() -> None:
    """Raises ToolMissing, with what to install, if this machine writes no tagged PDF."""
    if trouble():
        raise ToolMissing(trouble(), INSTALL)


def compiled(
    source: str, name: str = "document", timeout: float = TIMEOUT, files: Mapping[str, bytes] | None = None
) -> engine.Compiled:
    """A LaTeX source as a tagged PDF; `name` says in messages which document it is, `files` lie beside it.

    Raises LatexError if the source is refused, does not compile, or a pass takes more than `timeout` seconds of wall
    time; ToolMissing where no PDF can be tagged.
    """
    require()
    engine.refuse(source, name)
    done = _typeset(source, files or {}, timeout, _PASSES)
    if not done.good:
        raise engine.fault(source, done, name, timeout)
    return engine.Compiled(done.pdf, log.overfull(source, done.journal, engine.LEAST_OVERFULL))


def sandboxed(
    arguments: Sequence[str], folder: Path, shown: Sequence[Path], sandbox: str = SANDBOX
) -> list[str]:
    """A command that runs `arguments` and lets them see nothing but the system's libraries, the folders or files
    `shown`, to be read, and `folder`, by the name `/document`.

    Of bubblewrap's options (its manual, bwrap(1)): all namespaces are new, so there are no network and no other
    processes; it ends with this process; it has no terminal to write into.
    """
    command = [sandbox, "--unshare-all", "--die-with-parent", "--new-session"]
    for name in _SYSTEM:
        path = Path(name)
        if path.is_symlink():
            command += ["--symlink", os.readlink(path), name]
        elif path.exists():
            command += ["--ro-bind", name, name]
    for path in shown:
        command += ["--ro-bind", str(path), str(path)]
    command += ["--dev", "/dev", "--tmpfs", "/tmp"]  # noqa: S108 - one of its own
    return [*command, "--bind", str(folder), _HOUSE, "--chdir", _HOUSE, "--", *arguments]


# ─── Running ─────────────────────────────────────────────────────────────────────────────────────────────


def _typeset(
    source: str, files: Mapping[str, bytes], timeout: float, passes: int, kept: bool = False
) -> engine.Run:
    """Runs a source as it is. The fonts that it has prepared are `kept` for others only if it is one of ours."""
    with tempfile.TemporaryDirectory(prefix="setwright-") as name:
        folder = Path(name)
        (folder / f"{_JOB}.tex").write_text(source, encoding="utf-8")
        for file, data in files.items():
            (folder / Path(file).name).write_bytes(data)
        if not kept and _fonts().is_dir():
            shutil.copytree(_fonts(), folder / _CACHE)
        seconds = str(int(timeout) + 10)
        walled = _walled([PROGRAM, *_SWITCHES, f"{_JOB}.tex"], folder)
        command = ["/bin/sh", "-c", engine.LIMITS, "sh", seconds, str(engine.OUTPUT), str(_MEMORY), *walled]
        status: int | None = 0
        for _ in range(passes):
            status = programs.run(command, folder, _settings(), timeout)
            if status != 0:
                break
        journal = _plain(folder / f"{_JOB}.log").decode("utf-8", "replace")
        pdf = _plain(folder / f"{_JOB}.pdf")
        if kept and status == 0:
            shutil.copytree(folder / _CACHE, _fonts(), dirs_exist_ok=True)
        return engine.Run(status, journal, pdf, _offence(pdf))


def _walled(arguments: Sequence[str], folder: Path) -> list[str]:
    program, *rest = arguments
    return sandboxed(
        [shutil.which(program) or program, *rest], folder, _shown(), shutil.which(SANDBOX) or SANDBOX
    )


def _settings() -> dict[str, str]:
    """The environment in the sandbox: nothing of the user's."""
    settings = {**engine.SETTINGS, "HOME": _HOUSE, "PATH": os.environ.get("PATH", os.defpath)}
    # The names of files are TeX's own here; what they may be is for the sandbox to say.
    return settings | {
        "openin_any": "a",
        "TEXMFVAR": f"{_HOUSE}/{_CACHE}",
        "TEXMFCACHE": f"{_HOUSE}/{_CACHE}",
    }


@cache
def _shown() -> tuple[Path, ...]:
    """TeX's trees but those in the user's home, its settings, and the folders of the program."""
    kpsewhich = shutil.which("kpsewhich") or "kpsewhich"

    def asked(*arguments: str) -> list[str]:
        told = subprocess.run(  # noqa: S603 - a fixed command
            [kpsewhich, *arguments], capture_output=True, text=True, timeout=60, check=False
        )
        return [line.removeprefix("!!") for line in told.stdout.replace(os.pathsep, "\n").split()]

    own = asked("--expand-braces={$TEXMFHOME,$TEXMFCONFIG,$TEXMFVAR}")
    trees = [Path(name) for name in asked("--expand-braces=$TEXMF") if name not in own]
    settings = [Path(name).parent for name in asked("--all", "texmf.cnf")]
    found = Path(shutil.which(PROGRAM) or PROGRAM)
    places = [*trees, *settings, found.parent, found.resolve().parent, Path("/usr/bin")]
    return tuple(dict.fromkeys(path for path in places if path.is_absolute() and path.is_dir()))


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """A folder that is removed when this process ends."""
    return tempfile.TemporaryDirectory(prefix="setwright-fonts-")


def _fonts() -> Path:
    return Path(_folder().name, "prepared")


def _version() -> tuple[int, ...]:
    told = subprocess.run(  # noqa: S603 - a fixed command
        [shutil.which(PROGRAM) or PROGRAM, "--version"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    _, _, rest = told.stdout.partition("Version ")
    return tuple(int(part) for part in rest.split(" ")[0].split(".") if part.isdigit())


def _plain(path: Path) -> bytes:
    """A plain file's content, b"" if there is none: what a document leaves behind may be a link to anywhere."""
    try:
        place = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return b""
    if not stat.S_ISREG(os.fstat(place).st_mode):
        os.close(place)
        return b""
    with open(place, "rb") as file:
        return file.read()


def _offence(pdf: bytes) -> str:
    try:
        kind = guard.action(pdf) if pdf else ""
    except ValueError:
        return "what it makes is no PDF"
    return f"it holds an action of PDF, {kind}" if kind else ""


def _is_tagged(pdf: bytes) -> bool:
    """Has a PDF a tree of tags?"""
    import pikepdf  # here, since most commands need none of it

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return "/StructTreeRoot" in document.Root and "/ParentTree" in document.Root.StructTreeRoot
