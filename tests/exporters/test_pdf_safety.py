r"""Hostile texts and real runs of pdflatex: no file is read or written, nothing is run, and everything ends.

They come by three ways. Prose, rosters and the texts of a set hold no commands: what looks like one is printed. A body
that held one all the same is refused, and where even that fails, TeX's switches and what is looked at after a run hold.
Layout templates hold commands by their nature, and may be somebody else's: for them these are all there is.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdf
import pytest
from sample_questions import HEADING, para, part, question, vector
from tex_attempts import ACTING, ENDLESS, READING, RUNNING, WRITING, active, furnish, leaked, preamble

from generator.errors import LatexError
from generator.exporters import pdf
from generator.exporters.pdf import batch, engine, guard
from generator.model import Item, Layout, Student, Template
from generator.prose.read import read
from generator.prose.tree import ProseError

if shutil.which(engine.PROGRAM) is None and not os.environ.get("CI"):
    pytest.skip("pdflatex is not installed (docs/tex.md)", allow_module_level=True)

ATTEMPTS = [*READING.values(), *RUNNING.values(), *WRITING.values(), *ACTING.values(), *ENDLESS.values()]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder, with secrets; temporary files lie beside it, so that `..` leads there."""
    place = tmp_path / "home"
    furnish(place)
    (tmp_path / "scratch").mkdir()
    monkeypatch.setenv("HOME", str(place))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path / "scratch")
    return place


def state(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def text_of(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages).split())


# ─── What is tried ───────────────────────────────────────────────────────────────────────────────────────


def alone(packages: str, body: str) -> bytes:
    """A document of its own."""
    return engine.run(
        f"\\documentclass{{article}}\n{packages}\n\\begin{{document}}\nx\n{body}\n\\end{{document}}\n"
    )


def in_a_batch(packages: str, body: str) -> bytes:
    """The second of three papers; the others are printed, whatever it is."""
    head = f"\\documentclass{{article}}\n{packages}\n\\begin{{document}}\n"
    pieces = (head, "first", f"second {body}", "third", "\\end{document}\n")
    done = batch.printed(pieces, ["paper 1", "paper 2", "paper 3"])
    (only,) = done.batches
    assert [paper for paper in (1, 3) if paper in only.papers] == [1, 3]
    return only.pdf if 2 in only.papers else b""


def a_body_alone(attempt: str) -> bytes:
    return alone(preamble(attempt), attempt)


def a_body_in_a_batch(attempt: str) -> bytes:
    return in_a_batch(preamble(attempt), attempt)


def a_look_in_a_batch(attempt: str) -> bytes:
    """What a layout template does before the document begins: it is kept with the preamble, where that can be."""
    late = "\\href" in attempt or "width" in attempt or "\\font" in attempt
    return in_a_batch(
        f"{preamble(attempt)}\n\\AtBeginDocument{{{attempt}}}" if late else f"{preamble(attempt)}\n{attempt}",
        "",
    )


RUNS = pytest.mark.parametrize("run", [alone, in_a_batch])
WAYS = pytest.mark.parametrize("way", [a_body_alone, a_body_in_a_batch, a_look_in_a_batch])


def attempts(table: dict[str, str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("attempt", list(table.values()), ids=list(table))


def tried(way, attempt: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The PDF that came of an attempt, where the look at the source fails; empty if it came to nothing.

    Nothing in the user's folder is changed.
    """
    monkeypatch.setattr(engine, "refused", lambda source: None)
    before = state(home)
    try:
        made = way(attempt.replace("@", str(home)))
    except LatexError:
        made = b""
    assert state(home) == before
    assert sorted(path.name for path in home.parent.iterdir()) == ["home", "scratch"]
    assert state(home.parent / "scratch") == {}
    return made


@attempts(READING)
@WAYS
def test_no_file_is_read(way, attempt, home, monkeypatch):
    made = tried(way, attempt, home, monkeypatch)
    assert not made or not leaked(made)


def test_the_attempts_would_succeed_if_nothing_held(home, monkeypatch):
    """Else the test above would say nothing."""
    monkeypatch.setattr(engine, "refused", lambda source: None)
    monkeypatch.setattr(guard, "read_outside", lambda *_: "")
    monkeypatch.setitem(engine.SETTINGS, "openin_any", "a")
    succeeded = []
    for name, attempt in READING.items():
        try:
            if leaked(alone("", attempt.replace("@", str(home)))):
                succeeded.append(name)
        except LatexError:
            continue
    assert set(READING) - set(succeeded) <= {"its own log", "a variable of TeX", "a font", "a table of fonts"}


def test_a_file_that_is_read_is_named(home, monkeypatch):
    monkeypatch.setattr(engine, "refused", lambda source: None)
    with pytest.raises(LatexError) as caught:
        alone("", "\\input{$HOME/secret.txt}")
    assert f"it reads the file {home}/secret.txt" in caught.value.message
    assert "--template" in caught.value.hint


@attempts(RUNNING)
@WAYS
def test_nothing_is_run(way, attempt, home, monkeypatch):
    tried(way, attempt, home, monkeypatch)


@attempts(WRITING)
@WAYS
def test_no_file_is_written_elsewhere_and_none_of_a_run_is_forged(way, attempt, home, monkeypatch):
    assert tried(way, attempt, home, monkeypatch) == b""


@attempts(ACTING)
@WAYS
def test_no_pdf_acts(way, attempt, home, monkeypatch):
    made = tried(way, attempt, home, monkeypatch)
    assert not made or active(made) == []


def test_the_actions_would_be_there_if_nothing_held(home, monkeypatch):
    monkeypatch.setattr(engine, "refused", lambda source: None)
    monkeypatch.setattr(guard, "action", lambda pdf: "")
    for name, attempt in ACTING.items():
        assert active(a_body_alone(attempt)), name


def test_links_may_lead_to_places_in_the_document_and_to_pages():
    links = "\\href{https://example.org/x}{there}\\href{mailto:ann@example.org}{Ann}\\hyperlink{a}{here}\\hypertarget{a}{x}"
    for run in (alone, in_a_batch):
        assert "there" in text_of(run("\\usepackage{hyperref}", links))


# ─── Bounds ──────────────────────────────────────────────────────────────────────────────────────────────


@attempts(ENDLESS)
@RUNS
def test_everything_ends(run, attempt, home, monkeypatch):
    monkeypatch.setattr(engine, "TIMEOUT", 3.0)
    monkeypatch.setattr(engine, "OUTPUT", 20_000)  # 10 MB
    monkeypatch.setattr(batch, "PATIENCE", 2.0)
    monkeypatch.setattr(engine, "refused", lambda source: None)
    started = time.monotonic()
    if run is alone:
        with pytest.raises(LatexError):
            engine.run(
                f"\\documentclass{{article}}\\begin{{document}}x {attempt}\\end{{document}}", timeout=3
            )
    else:
        pieces = (
            "\\documentclass{article}\\begin{document}\n",
            "first",
            attempt,
            "third",
            "\\end{document}\n",
        )
        done = batch.printed(pieces, ["paper 1", "paper 2", "paper 3"], timeout=4)
        assert [failure.paper for failure in done.failures] == [2]
        assert [paper for one in done.batches for paper in one.papers] == [1, 3]
    assert time.monotonic() - started < 60


@pytest.mark.parametrize("attempt", ["a loop", "pages"])
def test_a_template_that_never_ends_ends_soon_for_all_papers(attempt, monkeypatch):
    """Neither in the look nor in each paper is it waited for as many times as there are papers."""
    monkeypatch.setattr(engine, "refused", lambda source: None)
    monkeypatch.setattr(batch, "PATIENCE", 1.0)
    runs = []
    real = engine._execute
    monkeypatch.setattr(engine, "_execute", lambda *given: runs.append(1) or real(*given))
    names = [f"paper {number}" for number in range(40)]
    code = ENDLESS[attempt]
    with pytest.raises(LatexError):
        batch.printed((f"\\documentclass{{article}}{code}\\begin{{document}}\n", *names, "\\end{document}\n"), names,
                      timeout=1)  # fmt: skip
    assert len(runs) <= 2
    runs.clear()
    with pytest.raises(LatexError, match="papers cannot be printed"):
        batch.printed(("\\documentclass{article}\\begin{document}\n", *[code] * 40, "\\end{document}\n"), names,
                      timeout=1)  # fmt: skip
    assert len(runs) <= 2 * batch.MOST_FAULTS + 4


def test_a_document_has_a_bound_of_pages(monkeypatch):
    monkeypatch.setattr(engine, "_FIRST_LINE", engine._FIRST_LINE.replace(str(engine.MOST_PAGES), "30"))
    body = "\\newcount\\n \\loop\\null\\clearpage\\advance\\n1 \\ifnum\\n<%d\\repeat"
    assert len(pypdf.PdfReader(io.BytesIO(alone("", body % 20))).pages) == 20
    with pytest.raises(LatexError, match="too many pages"):
        alone("", body % 40)


# ─── Faults in a batch ───────────────────────────────────────────────────────────────────────────────────

FAULTS = {
    "an unknown command": "\\badcommand",
    "a formula left open": "$x",
    "a script outside of a formula": "x_2",
    "a brace too many": "}",
    "a group left open": "{\\bfseries x",
    "a group left open by a command": "\\begingroup\\itshape",
    "an environment left open": "\\begin{center}x",
    "an environment closed wrongly": "\\begin{center}x\\end{flushleft}",
    "an unknown environment": "\\begin{nonsense}",
    "an argument that runs away": "\\textbf{x",
    "a paragraph in an argument": "\\emph{x\n\ny}",
    "a number too big": "\\dimen0=99999999999pt",
    "an end of the document": "\\end{document}",
    "an end of the file": "\\endinput",
    "an end of the run": "\\stop",
    "an error of its own": "\\errmessage{stop}",
    "an endless loop": "\\def\\x{\\x}\\x",
    "endless pages": "\\loop\\null\\clearpage\\iftrue\\repeat",
    "all memory": "\\def\\x{aa}\\loop\\edef\\x{\\x\\x}\\iftrue\\repeat",
}


def paper(number: int, fault: str = "") -> str:
    mark = f"\n% question: 1 numbers/sum {number}\n"
    return f"{mark}Paper {number} is of 2 pages.\\clearpage\n{fault} It says {number**2}.\n"


@pytest.mark.parametrize("fault", FAULTS.values(), ids=list(FAULTS))
def test_a_fault_in_paper_20_of_40_is_told_and_costs_no_other(fault, monkeypatch):
    monkeypatch.setattr(batch, "PATIENCE", 1.0)
    pieces = [paper(number, fault if number == 20 else "") for number in range(1, 41)]
    names = [f"worksheet for s{number}" for number in range(1, 41)]
    done = batch.printed(("\\documentclass{article}\\begin{document}\n", *pieces, "\\end{document}\n"), names,
                         timeout=4)  # fmt: skip
    (failure,) = done.failures
    assert failure.paper == 20
    assert failure.message.startswith("The worksheet for s20 ")
    printed = [number for one in done.batches for number in one.papers]
    assert printed == [number for number in range(1, 41) if number != 20]
    texts = " ".join(text_of(one.pdf) for one in done.batches)
    assert re.findall(r"Paper (\d+) is of 2 pages\. \d+ It says (\d+)\.", texts) == [
        (str(number), str(number**2)) for number in printed
    ]


# ─── Texts that are printed ──────────────────────────────────────────────────────────────────────────────


def squeezed(text: str) -> str:
    """Without spaces, quotes and hyphens: lines are broken, and quotes have several forms."""
    return re.sub(r"[\s\"'“”’‘`´-]", "", text)


def test_texts_of_a_set_and_of_a_roster_are_printed_as_they_are(home):
    """In a batch: a student for each attempt, whose name, id and field it is."""
    texts = [attempt.replace("@", str(home)) for attempt in ATTEMPTS]
    before = state(home)
    students = tuple(Student(text[:40], text, ((f"F {text}", text),)) for text in texts)
    chosen = question("f/f", texts[0], para(texts[1]), part(vector("1 2"), prompt=para(texts[2])))
    item = Item(1, "f/f", texts[0], (), "core", HEADING.items[0].points, len(texts))  # fmt: skip
    fragments = [replace(pdf.render(chosen, item), ordinal=n, index=n, item=1) for n in range(len(texts))]
    show = Template("worksheet.tex", "mine/worksheet.tex", (
        '<% extends "setwright/worksheet.tex" %><% block instructions %><< set.instructions >>\n'
        "<% for field in paper.student.fields %><< field.name >>: << field.value >>\n\n<% endfor %><% endblock %>"
    ))  # fmt: skip
    heading = replace(
        HEADING, items=(item,), papers=len(texts), students=students, title=texts[3], course=texts[4], date=texts[5],
        instructions=para(texts[6]), layout=Layout(documents=("worksheet",), templates=(show,), rules=para(texts[7])),
    )  # fmt: skip
    files = list(pdf.assemble(heading, fragments))
    assert [trouble for file in files for trouble in file.troubles if trouble.missing] == []
    joined = io.BytesIO()
    files[-1].write(joined)
    printed = squeezed(text_of(joined.getvalue()))
    for text in texts:
        assert squeezed(text) in printed, text
    assert printed.count(squeezed(texts[1])) >= len(texts)
    assert active(joined.getvalue()) == []
    assert state(home) == before


def test_commands_in_prose_are_faults_or_text():
    """Prose is read, and written again: what is not known is not passed on."""
    for attempt in ATTEMPTS:
        for source in (attempt, f"${attempt}$", f"$$\n{attempt}\n$$"):
            try:
                prose = read(source)
            except ProseError:
                continue
            sample = question("f/f", "T", prose.blocks, part(vector("1 2"), prompt=para("x")))
            body = pdf.render(sample, HEADING.items[0]).body
            assert engine.refused(body.asked) is None, source


# ─── Files that come along ───────────────────────────────────────────────────────────────────────────────


def test_what_a_logo_would_do_is_left_behind():
    document = pikepdf.new()
    document.add_blank_page(page_size=(72, 72))
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    document.Root.OpenAction = script
    document.pages[0].obj.AA = pikepdf.Dictionary(O=script)
    document.pages[0].obj.Annots = pikepdf.Array([pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 72, 72],
        A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe"))])  # fmt: skip
    stream = io.BytesIO()
    document.save(stream)
    source = "\\documentclass{article}\\usepackage{graphicx}\\begin{document}\\includegraphics{logo}x\\end{document}"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(engine, "refused", lambda source: None)
        made = engine.compiled(source, files={"logo.pdf": stream.getvalue()})
    assert active(stream.getvalue())
    assert active(made.pdf) == []


def test_a_template_with_a_command_that_is_never_allowed_is_told(home):
    """From the instructor's folder to the message."""
    chosen = question("f/f", "T", para("x"), part(vector("1 2"), prompt=para("x")))
    for name, text in (
        (
            "look.tex",
            '<% include "setwright/look.tex" %>\n\\pdfcatalog{/OpenAction << /S /JavaScript /JS (x) >>}',
        ),
        (
            "look.tex",
            '<% include "setwright/look.tex" %>\n\\edef\\x{\\pdffiledump length 9 {\\string~/secret.txt}}',
        ),
        (
            "worksheet.tex",
            '<% extends "setwright/worksheet.tex" %><% block end %>\\href{run:x}{x}<% endblock %>',
        ),
        ("worksheet.tex", '<% extends "setwright/worksheet.tex" %><% block end %>\\input{x}<% endblock %>'),
    ):
        text = text.replace("<< /S", "<% raw %><< /S").replace("(x) >>}", "(x) >><% endraw %>}")
        layout = Layout(documents=("worksheet",), templates=(Template(name, f"mine/{name}", text),))
        for students in ((), (Student("1", "A"), Student("2", "B"))):
            item = Item(1, "f/f", "T", (), "core", HEADING.items[0].points, 2)
            heading = replace(HEADING, items=(item,), papers=2, students=students, layout=layout)
            fragments = [replace(pdf.render(chosen, item), ordinal=n, index=n) for n in range(2)]
            try:
                files = list(pdf.assemble(heading, fragments))
            except LatexError as error:
                told = error.message
            else:  # a format that is dumped forgets what is set for the catalog
                assert "pdfcatalog" in text
                assert students
                stream = io.BytesIO()
                files[-1].write(stream)
                assert active(stream.getvalue()) == []
                continue
            assert re.search("no sound PDF|reads the file|Launch|not allowed", told), told
