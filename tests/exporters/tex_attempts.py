r"""What a hostile text may try with TeX, and what is seen when it succeeds.

    READING["by ~"].format(home="/tmp/home")      LaTeX that tries to print the secret in that folder
    leaked(pdf, secret)                           does the PDF tell the secret, or something about it?
    active(pdf)                                   actions in the PDF, by a reader that is not ours

The attempts are those of the manuals of pdfTeX, kpathsea and web2c, and of hyperref.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

_OPENED = r"\newread\r \openin\r=%s \ifeof\r nothing\else\read\r to\x \x\fi"
_IMAGE = r"\pdfximage{%s}\pdfrefximage\pdflastximage"
_OBJECT = r"\immediate\pdfobj stream file {%s}"

READING = {
    "an absolute path": r"\input{@/secret.txt}",
    "a path upwards": r"\input{../home/secret.txt}",
    "the folder of the user": r"\input{$HOME/secret.txt}",
    "the folder of the user, by its sign": r"\input{\string~/secret.txt}",
    "a variable of TeX": r"\input{$SELFAUTOPARENT@/secret.txt}",
    "a dot file": r"\input{\string~/.secret}",
    "its own log": r"\input{.document.log}",
    "openin, absolute": _OPENED % "@/secret.txt",
    "openin, upwards": _OPENED % "../home/secret.txt",
    "openin, by a variable": _OPENED % r"\string$HOME/secret.txt",
    "openin, by ~": _OPENED % r"\string~/secret.txt",
    "openin, a dot file": _OPENED % r"\string~/.secret",
    "a dump": r"\pdffiledump length 400 {@/secret.txt}",
    "a dump, by ~": r"\pdffiledump length 400 {\string~/secret.txt}",
    "a digest": r"\pdfmdfivesum file {\string$HOME/secret.txt}",
    "a size": r"\pdffilesize{\string~/secret.txt}",
    "a date": r"\pdffilemoddate{\string~/secret.txt}",
    "an object": _OBJECT % "@/secret.txt",
    "an object, by ~": _OBJECT % r"\string~/secret.txt",
    "an object, upwards": _OBJECT % "../home/secret.txt",
    "an object, a dot file": _OBJECT % "@/.secret",
    "a picture": _IMAGE % "@/secret.pdf",
    "a picture, by ~": _IMAGE % r"\string~/secret.pdf",
    "a picture, upwards": _IMAGE % "../home/secret.pdf",
    "a font": r"\pdfmapline{=ecrm1000 Foo <<@/secret.txt}\font\x=ecrm1000 \x aa",
    "a table of fonts": r"\pdfmapfile{+\string~/secret.txt}\font\x=ecrm1000 \x aa",
}
"""Ways to read files; `@` stands for the folder with `secret.txt`, `.secret` and `secret.pdf`, which is HOME."""

RUNNING = {
    "write18": r"\immediate\write18{touch @/touched}",
    "write18, late": r"\write18{touch @/touched}",
    "a pipe": r'\input{"|touch @/touched"}',
    "a pipe without quotes": r"\input|touch\string\040@/touched ",
    "a pipe to read": _OPENED % r'"|touch @/touched"',
    "a pipe to write": r'\newwrite\w \immediate\openout\w="|touch @/touched" \immediate\write\w{x}',
    "a font to be made": r"\font\x=ecrm4321 \x aa",
}

_WRITTEN = r"\newwrite\w \immediate\openout\w=%s \immediate\write\w{fake}\immediate\closeout\w "

WRITING = {
    "an absolute path": _WRITTEN % "@/made.txt",
    "a path upwards": _WRITTEN % "../made.txt",
    "another path upwards": _WRITTEN % "x/../../made.txt",
    "a variable": _WRITTEN % r"\string$HOME/made.txt",
    "the folder of the user": _WRITTEN % r"\string~/made.txt",
    "over a file": _WRITTEN % "@/secret.txt",
    "a dot file": _WRITTEN % ".made",
    "the log": _WRITTEN % ".document.log",
    "the record": _WRITTEN % ".document.fls",
    "the PDF": _WRITTEN % ".document.pdf",
    "the PDF, by another way": _WRITTEN % "./.document.pdf",
    "the format": _WRITTEN % ".setwright-preamble.fmt",
}

_SCRIPT = "<< /S /JavaScript /JS (app.alert(1)) >>"

ACTING = {
    "a script on opening": rf"\pdfcatalog{{/OpenAction {_SCRIPT}}}",
    "a script on opening, among others": rf"\pdfcatalog{{/OpenAction {_SCRIPT} /OpenAction [0 /Fit]}}",
    "a script on opening, openaction": rf"\pdfcatalog{{}}openaction user{{{_SCRIPT}}}",
    "a script on closing": rf"\pdfcatalog{{/AA << /WC {_SCRIPT} >>}}",
    "a script by name": rf"\pdfnames{{/JavaScript << /Names [(a) {_SCRIPT}] >>}}",
    "a script of a page": rf"\pdfpageattr{{/AA << /O {_SCRIPT} >>}}",
    "a script in an object": rf"\immediate\pdfobj{{{_SCRIPT}}}\pdfcatalog{{/OpenAction \the\pdflastobj\space 0 R}}",
    "a script in disguise": r"\pdfcatalog{/OpenAction << /S /J\string#61vaScript /J\string#53 (app.alert(1)) >>}",
    "a program": r"\pdfannot width 1cm height 1cm{/Subtype /Link /A << /S /Launch /F (calc.exe) >>}",
    "a program in a link": r"\pdfstartlink attr{/Border [0 0 0]} user{/Subtype /Link /A << /S /Launch "
    r"/F (calc.exe) >>}x\pdfendlink",
    "a program in a bookmark": r"\pdfoutline user{<< /S /Launch /F (calc.exe) >>}{x}",
    "another file": r"\pdfannot width 1cm height 1cm{/Subtype /Link /A << /S /GoToR /F (x.pdf) /D [0 /Fit] >>}",
    "a form to be sent": r"\pdfannot width 1cm height 1cm{/Subtype /Link /A << /S /SubmitForm /F (http://x.org) >>}",
    "a link that is a script": r"\pdfannot width 1cm height 1cm{/Subtype /Link /A << /S /URI "
    r"/URI (javascript:alert(1)) >>}",
    "a link to a file": r"\pdfannot width 1cm height 1cm{/Subtype /Link /A << /S /URI /URI (file:///etc/passwd) >>}",
    "hyperref, run": r"\href{run:calc.exe}{x}",
    "hyperref, a script": r"\href{javascript:alert(1)}{x}",
    "hyperref, a file": r"\href{file:x.pdf}{x}",
    "hyperref, a menu": r"\Acrobatmenu{Print}{x}",
}

ENDLESS = {
    "a loop": r"\loop\iftrue\repeat",
    "an endless macro": r"\def\x{\x}\x",
    "pages": r"\loop\null\clearpage\iftrue\repeat",
    "memory": r"\def\x{aaaaaaaa}\loop\edef\x{\x\x}\iftrue\repeat",
    "nesting": r"\def\x{{\x}}\x",
    "boxes": r"\loop\setbox0\hbox{\box0 a\hskip1pt}\iftrue\repeat",
    "the log": r"\loop\message{xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx}\iftrue\repeat",
    "a file": r"\newwrite\w \immediate\openout\w=big.txt \def\x{xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx}"
    r"\loop\immediate\write\w{\x\x\x\x}\iftrue\repeat",
    "objects": r"\def\x{xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx}\loop\immediate\pdfobj{(\x\x\x\x)}\iftrue\repeat",
}
"""What never ends, or takes all there is."""

SECRET = "ocelot" * 1319 + "\n"


def preamble(attempt: str) -> str:
    """The packages that an attempt needs."""
    return "\\usepackage{hyperref}" if re.search(r"\\href|\\Acrobat|\\hyper", attempt) else ""


def furnish(home: Path) -> None:
    """A folder with secrets, in which nothing may be made."""
    home.mkdir()
    (home / "secret.txt").write_text(SECRET)
    (home / ".secret").write_text(SECRET)
    for path in (home / "secret.txt", home / ".secret"):
        os.utime(path, (981173106, 981173106))  # 2001-02-03
    writer = pypdf.PdfWriter()
    writer.add_blank_page(72, 72)
    writer.add_metadata({"/Title": "ocelot"})
    content = StreamObject()
    content.set_data(b"% ocelot\n")
    writer.pages[0][pypdf.generic.NameObject("/Contents")] = writer._add_object(content)
    writer.write(home / "secret.pdf")


def leaked(data: bytes) -> bool:
    """Does a PDF hold the secret, or its size, date, digest or dump, in a text or in any stream?"""
    reader = pypdf.PdfReader(io.BytesIO(data))
    text = "".join("".join(page.extract_text().split()) for page in reader.pages)
    found = [
        "ocelot", str(len(SECRET)), "D:20010203", hashlib.md5(SECRET.encode()).hexdigest().upper(),
        b"ocelot".hex().upper(),
    ]  # fmt: skip
    streams = [thing.get_data() for thing in _things(reader) if isinstance(thing, StreamObject)]
    return any(word in text for word in found) or any(b"ocelot" in stream for stream in streams)


def active(data: bytes) -> list[str]:
    """The actions in a PDF but links to places in it and to pages of the web."""
    found = []
    for thing in _things(pypdf.PdfReader(io.BytesIO(data))):
        if isinstance(thing, DictionaryObject):
            kind = str(thing.get("/S", ""))
            link = str(thing.get("/URI", "http"))
            found += [key for key in ("/JS", "/AA", "/JavaScript") if key in thing]
            found += [kind] if kind in ("/Launch", "/GoToR", "/SubmitForm", "/JavaScript", "/Named") else []
            found += [] if link.startswith(("http", "mailto", "{")) else [link]
    return found


def _things(reader: pypdf.PdfReader) -> Iterator[object]:
    """All objects of a PDF, and what is in them."""
    seen = set()
    rest: list[object] = [reader.trailer]
    rest += [IndirectObject(number, 0, reader) for number in sorted(reader.xref.get(0, {}))]
    rest += [IndirectObject(number, 0, reader) for number in sorted(reader.xref_objStm)]
    while rest:
        thing = rest.pop()
        if isinstance(thing, IndirectObject):
            if thing.idnum in seen:
                continue
            seen.add(thing.idnum)
            thing = thing.get_object()
        yield thing
        if isinstance(thing, DictionaryObject):
            rest += [thing.raw_get(key) for key in thing]
        elif isinstance(thing, ArrayObject):
            rest += list(thing)
