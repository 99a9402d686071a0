r"""What a run of TeX did beyond its document: files that it read elsewhere, and actions that it put into the PDF.

    read_outside(recorded, folder)      "/home/ann/list.txt", or "" if there is none
    action(pdf)                         "JavaScript", or "" if there is none

Prose never gets so far, for it holds no commands. A layout template does hold some, and may come from somebody else.
TeX's own settings keep it from writing files and running programs, but not from reading any: `openin_any=p` looks at
a name before `~` and `$HOME` in it are replaced, and not at all at what `\pdfobj file` and `\pdfmapline` name. But TeX
records every file that it opens (`-recorder`). The record is looked through when a run is done; if it names a file
from elsewhere, nothing of the run is kept.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

_ACTIONS = frozenset((
    "/GoToR", "/GoToE", "/Launch", "/Thread", "/Sound", "/Movie", "/Hide", "/Named", "/SubmitForm", "/ResetForm",
    "/ImportData", "/JavaScript", "/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView", "/RichMediaExecute",
))  # fmt: skip
"""The kinds of action in ISO 32000-2, 12.6.4, but GoTo (a link in the document) and URI (a link to a page)."""

_KEYS = frozenset(("/AA", "/JS", "/JavaScript", "/XFA"))
"""Keys for what is done by itself (12.6.3), scripts, and forms with scripts of their own."""

_LINKS = ("http://", "https://", "mailto:")
"""Where a link may lead."""


def read_outside(recorded: str, folder: Path, *others: Path) -> str:
    """The first file in TeX's record of a run that lies neither in `folder` or `others` nor in TeX's own trees.

    Where nobody tells which trees those are (there is no kpsewhich), no file is held against a run.
    """
    trees = _trees()
    if not trees:
        return ""
    places = [place.resolve() for place in (folder, *others, *trees)]
    seen = set()
    for line in recorded.splitlines():
        kind, _, name = line.partition(" ")
        if kind != "INPUT" or name in seen:
            continue
        seen.add(name)
        path = (folder / name).resolve()
        if path.name != "texmf.cnf" and not any(path.is_relative_to(place) for place in places):
            return name
    return ""


@cache
def _trees() -> tuple[Path, ...]:
    """The trees in which this TeX looks for files, as kpathsea knows them."""
    program = shutil.which("kpsewhich")
    if program is None:
        return ()
    asked = subprocess.run(  # noqa: S603 - a fixed command
        [program, "--expand-braces=$TEXMF"], capture_output=True, text=True, timeout=60, check=False
    )
    found = asked.stdout.strip().split(os.pathsep) if asked.returncode == 0 else []
    return tuple(path for name in found if (path := Path(name.removeprefix("!!"))).is_absolute())


def action(pdf: bytes) -> str:
    """The kind of the first action in a PDF that is more than a link, by its name in the standard.

    Raises ValueError if this is no PDF, or a faulty one: where a dictionary has a key twice, programs differ in which
    value they take.
    """
    import pikepdf  # here, since most commands need none of it

    try:
        document = pikepdf.Pdf.open(io.BytesIO(pdf), suppress_warnings=True)
    except pikepdf.PdfError as error:
        raise ValueError(str(error)) from error
    rest: list[pikepdf.Object] = [*document.objects, document.Root]
    while rest:
        thing = rest.pop()
        if isinstance(thing, pikepdf.Stream):
            thing = thing.stream_dict
        if isinstance(thing, pikepdf.Dictionary):
            for key, value in thing.items():
                if key in _KEYS:
                    return key[1:]
                if isinstance(value, pikepdf.Object):
                    if key == "/S" and isinstance(value, pikepdf.Name) and str(value) in _ACTIONS:
                        return str(value)[1:]
                    if key == "/URI" and isinstance(value, pikepdf.String) and not _harmless(str(value)):
                        return f"URI {str(value)[:40]}"
                    if not value.is_indirect:
                        rest.append(value)
        elif isinstance(thing, pikepdf.Array):
            rest += [value for value in thing if isinstance(value, pikepdf.Object) and not value.is_indirect]
    if warnings := document.get_warnings():
        raise ValueError(str(warnings[0]))
    return ""


def _harmless(link: str) -> bool:
    return link.lower().startswith(_LINKS)
