r"""Tagged PDF: what reading software is told, and the sandbox of lualatex.

What is in the files is read by `pdf_tags` and judged by `pdf_ua`, which know the standards and nothing of ours, and by
veraPDF where it is installed. The files need a LaTeX that can tag, and bubblewrap; the rest runs everywhere.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pdf_tags import PDF2, Element, Tags, read
from pdf_ua import faults
from sample_questions import HEADING, QUESTIONS, item_of

from generator.cli import main
from generator.errors import LatexError, ToolMissing
from generator.exporters import latex
from generator.exporters import pdf as exporter
from generator.exporters.latex.document import DOCUMENTS, source
from generator.exporters.latex.papers import deal
from generator.exporters.pdf import engine, tagged
from generator.exporters.pdf.foreign import illustrated
from generator.model import Layout, Tagging

FRAGMENTS = tuple(
    replace(latex.render(sample, item_of(sample)), ordinal=ordinal)
    for ordinal, sample in enumerate(QUESTIONS)
)

needs_tags = pytest.mark.usefixtures("_able")
needs_tex = pytest.mark.skipif(
    shutil.which(engine.PROGRAM) is None, reason="pdflatex is not installed (docs/tex.md)"
)
PLAIN = Layout()


@pytest.fixture(scope="session")
def _able() -> None:
    if tagged.trouble():
        pytest.skip(tagged.trouble())


def written(document: str, layout: Layout = PLAIN, language: str = "en") -> str:
    """The source of a document with two papers, in all kinds of questions."""
    heading = replace(HEADING, layout=layout, language=language, papers=2)
    return "".join(source(document, heading, deal(heading, FRAGMENTS), tagged=True))


@cache
def pdf(document: str, layout: Layout = PLAIN, language: str = "en") -> bytes:
    return tagged.compiled(written(document, layout, language), document).pdf


@cache
def tags(document: str) -> Tags:
    return read(pdf(document))


def outline(found: Tags) -> Iterator[tuple[str, str]]:
    for element in found.root.all():
        if element.kind[:1] == "H" and element.kind[1:].isdigit():
            yield element.kind, " ".join(found.text(element).split())


def drawn(content: bytes) -> bytes:
    """A page with this content, in a file without tags."""
    made = pikepdf.Pdf.new()
    page = made.add_blank_page(page_size=(100, 100))
    page.Contents = made.make_stream(content)
    made.Root.StructTreeRoot = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot)
    made.Root.StructTreeRoot.ParentTree = pikepdf.Dictionary(Nums=[])
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


# ─── What reading software is told ───────────────────────────────────────────────────────────────────────


def tree(*elements: Any) -> bytes:
    """A file with these elements and no pages; each is a type, what else it says, and its children."""
    made = pikepdf.Pdf.new()
    space = made.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Namespace, NS=PDF2))

    def grown(element: Any, parent: pikepdf.Object) -> pikepdf.Object:
        kind, said, *children = element
        node = made.make_indirect(pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), NS=space, P=parent, **said))
        node.K = pikepdf.Array([grown(child, node) for child in children])
        return node

    root = made.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    root.ParentTree = pikepdf.Dictionary(Nums=[])
    root.K = pikepdf.Array([grown(element, root) for element in elements])
    made.Root.StructTreeRoot = root
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_the_reader_finds_what_is_not_tagged() -> None:
    found = faults(drawn(b"0 0 9 9 re f /Artifact BMC 0 0 9 9 re f EMC /P <</MCID 0>> BDC 0 0 9 9 re f EMC"))
    assert sum("content outside of tags: f" in fault for fault in found) == 1
    assert any("the mark 0 is not in the tree" in fault for fault in found)
    assert any("no language" in fault for fault in found)


def test_the_reader_finds_tags_in_artifacts() -> None:
    found = faults(drawn(b"/Artifact BMC /P <</MCID 0>> BDC EMC EMC /P <</MCID 1>> BDC /Artifact BMC EMC"))
    assert any("tagged content within Artifact" in fault for fault in found)
    assert any("an artifact within P" in fault for fault in found)
    assert any("a mark does not end" in fault for fault in found)


NUMBERED = pikepdf.Dictionary(O=pikepdf.Name.List, ListNumbering=pikepdf.Name.Ordered)
HEADS = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)


@pytest.mark.parametrize(
    ("element", "fault"),
    [
        (("P", {}), "An element P is empty."),
        (("P", {}, ("P", {})), "A P stands in a P."),
        (("P", {}, ("Div", {}, ("H1", {}))), "A H1 stands in a P."),
        (("H2", {}), "A heading H2 follows one of level 0."),
        (("Figure", {}), "A figure has no alternative text."),
        (("Figure", {"Alt": "\ue000"}), "What is to be read for a Figure has letters of private use."),
        (("Formula", {}), "A formula has no MathML."),
        (("L", {}, ("P", {})), "A P stands in a L."),
        (("L", {}, ("LI", {}, ("Lbl", {}))), "A list with labels does not say how it is numbered."),
        (("L", {"A": NUMBERED}, ("LI", {}, ("Lbl", {}))), "An item of a list holds ['Lbl']."),
        (("Table", {}, ("TR", {}, ("TD", {}))), "A table has no header cells."),
        (("Table", {}, ("TR", {}, ("TH", {}))), "A header cell does not say what it heads."),
        (
            ("Table", {}, ("TR", {}, ("TH", {"A": HEADS})), ("TR", {}, ("TD", {}), ("TD", {}))),
            "The rows of a table have [1, 2] cells.",
        ),
    ],
)
def test_the_reader_knows_the_rules(element: Any, fault: str) -> None:
    assert fault in faults(tree(("Document", {}, element)))
    assert fault not in faults(tree(("Document", {})))


def test_the_reader_wants_one_document() -> None:
    assert "The tree begins with several elements, not with Document." in faults(tree(("P", {}), ("P", {})))


@needs_tags
@pytest.mark.parametrize("document", DOCUMENTS)
def test_documents_keep_the_rules_of_pdf_ua(document: str) -> None:
    assert faults(pdf(document)) == ()


@needs_tags
@pytest.mark.parametrize(
    "layout",
    [Layout(columns=2), Layout(large=True, size="letter", colour="0065BD")],
    ids=["columns", "large"],
)
def test_so_they_do_in_other_layouts(layout: Layout) -> None:
    assert faults(pdf("worksheet", layout, "de")) == ()


@needs_tags
@pytest.mark.skipif(shutil.which("verapdf") is None, reason="veraPDF is not installed")
@pytest.mark.parametrize("document", DOCUMENTS)
def test_verapdf_finds_nothing(document: str, tmp_path: Path) -> None:
    file = tmp_path / "document.pdf"
    file.write_bytes(pdf(document))
    command = [shutil.which("verapdf") or "", "--flavour", "ua2", "--format", "text", str(file)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert told.stdout.startswith("PASS"), told.stdout + told.stderr


@needs_tags
@pytest.mark.parametrize("document", DOCUMENTS)
def test_nothing_but_the_foot_is_left_out_of_the_tags(document: str) -> None:
    labels = {"Paper 1 of 2", "Paper 2 of 2"}
    assert {" ".join(text.split()) for text in tags(document).artifacts} <= labels


@needs_tags
@pytest.mark.parametrize("document", DOCUMENTS)
def test_papers_and_questions_are_headings(document: str) -> None:
    heads = list(outline(tags(document)))
    papers = deal(replace(HEADING, papers=2), FRAGMENTS)
    assert [text for kind, text in heads if kind == "H1"] == [HEADING.title] * 2
    numbers = [text.split()[0] for kind, text in heads if kind == "H2" and text[:1].isdigit()]
    assert numbers == [str(fragment.item) for paper in papers for fragment in paper]


@needs_tags
@pytest.mark.parametrize("language", ["en", "de"])
def test_title_language_and_bookmarks_are_those_of_the_set(language: str) -> None:
    heading = replace(HEADING, papers=2)
    with pikepdf.open(io.BytesIO(pdf("answer-key", PLAIN, language))) as file:
        assert str(file.Root.Lang) == language
        with file.open_metadata() as metadata:
            assert metadata["dc:title"] == str(file.docinfo.Title)
            assert metadata["dc:title"].startswith(HEADING.title)
            assert metadata["dc:description"] == HEADING.course
        with file.open_outline() as bookmarks:
            assert len(bookmarks.root) == heading.papers
            assert [len(paper.children) for paper in bookmarks.root] == [len(HEADING.items)] * heading.papers


@needs_tags
def test_titles_may_have_any_letters_and_signs() -> None:
    heading = replace(HEADING, title="Матрицы דנה כהן", course="[1] a, b = {c}", papers=1)
    paper = deal(heading, FRAGMENTS)[0][:1]
    pieces, pictures = illustrated(source("answer-key", heading, [paper], tagged=True))
    done = tagged.compiled("".join(pieces), files=pictures).pdf
    assert faults(done) == ()
    title = next(read(done).root.all("H1"))
    assert [word.actual for word in title.all("Span")] == ["Матрицы", "דנה", "כהן"]
    with pikepdf.open(io.BytesIO(done)) as file, file.open_metadata() as metadata:
        assert metadata["dc:description"] == heading.course
        assert metadata["dc:title"].startswith(heading.title)


@needs_tags
def test_formulas_are_mathml() -> None:
    formulas = list(tags("worksheet").root.all("Formula"))
    assert len(formulas) > 50
    assert any("<mfrac" in formula.mathml[0] for formula in formulas)


@needs_tags
def test_figures_have_their_alternative_texts() -> None:
    found = {element.alt for element in tags("worksheet").root.all("Figure")}
    wanted = {
        element.alt
        for sample in QUESTIONS
        for part in (sample.stem, *(part.prompt for part in sample.parts))
        for block in part
        for element in getattr(block, "children", ())
        if hasattr(element, "alt")
    }
    assert wanted
    assert wanted <= found


@needs_tags
def test_mistakes_are_tables_with_heads() -> None:
    tables = list(tags("grading").root.all("Table"))
    heads = [" ".join(tags("grading").text(cell).split()) for cell in next(tables[0].all("TR")).children]
    assert heads == ["Wrong answer", "Mistake", "Earns"]
    assert all(row.children[0].kind == "TH" for table in tables for row in table.all("TR"))


@needs_tags
def test_options_are_lists() -> None:
    def labels(of: Element) -> list[str]:
        return [tags("worksheet").text(label).strip() for label in of.all("Lbl")]

    lists = [labels(found) for found in tags("worksheet").root.all("L")]
    assert any(found[:3] == ["(a)", "(b)", "(c)"] for found in lists)


@needs_tags
def test_the_same_source_gives_the_same_bytes() -> None:
    assert tagged.compiled(written("answer-key"), "answer-key").pdf == pdf("answer-key")


# ─── The sandbox ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_sandbox_shows_nothing_else() -> None:
    shown = (Path("/opt/tex"), Path("/var/lib/texmf"))
    command = tagged.sandboxed(["lualatex", "document.tex"], Path("/tmp/x"), shown, "/usr/bin/bwrap")
    limit = command.index("--")
    options = command[1:limit]
    assert command[0] == "/usr/bin/bwrap"
    assert command[limit + 1 :] == ["lualatex", "document.tex"]
    assert {"--unshare-all", "--die-with-parent", "--new-session"} <= set(options)
    assert "--share-net" not in options
    assert "--proc" not in options
    writable = [options[n + 1] for n, option in enumerate(options) if option in ("--bind", "--dev-bind")]
    assert writable == ["/tmp/x"]
    readable = {options[n + 1] for n, option in enumerate(options) if option == "--ro-bind"}
    assert readable <= {*tagged._SYSTEM, "/opt/tex", "/var/lib/texmf"}
    assert {"/opt/tex", "/var/lib/texmf"} <= readable


def test_what_a_document_leaves_behind_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"%PDF- secret")
    (tmp_path / "link.pdf").symlink_to(tmp_path / "secret")
    (tmp_path / "folder.pdf").mkdir()
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "file.pdf").write_bytes(b"%PDF-")
    read = {
        name: tagged._plain(tmp_path / f"{name}.pdf") for name in ("link", "folder", "pipe", "file", "none")
    }
    assert read == {"link": b"", "folder": b"", "pipe": b"", "file": b"%PDF-", "none": b""}


@needs_tags
def test_commands_are_refused_before_anything_runs() -> None:
    source = r"\documentclass{article}\begin{document}\directlua{os.exit()}\end{document}"
    with pytest.raises(LatexError, match="directlua is not allowed"):
        tagged.compiled(source)


def tried(lua: str) -> engine.Run:
    """What comes of a document with a program, run as it is."""
    body = f"\\directlua{{{lua}}}x"
    text = f"\\documentclass{{article}}\\begin{{document}}{body}\\end{{document}}"
    return tagged._typeset(text, {}, 60, 1)


_TELL = "texio.write_nl('Told: ' .. tostring({}))"


@needs_tags
@pytest.mark.parametrize("name", ["/etc/passwd", "/etc/hostname", "{home}/secret", "/proc/self/environ"])
def test_programs_read_no_files(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "secret").write_text("secret")
    run = tried(_TELL.format(f"io.open('{name.format(home=tmp_path)}') == nil"))
    assert "Told: true" in run.journal


@needs_tags
def test_programs_write_and_delete_no_files(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("kept")
    trees = [path for path in tagged._shown() if (path / "ls-R").is_file()]
    written = f"io.open('{tmp_path}/new', 'w') == nil and io.open('{trees[0]}/new', 'w') == nil"
    run = tried(
        _TELL.format(f"{written} and os.remove('{kept}') == nil and os.remove('{trees[0]}/ls-R') == nil")
    )
    assert "Told: true" in run.journal
    assert kept.read_text() == "kept"
    assert (trees[0] / "ls-R").is_file()
    assert not (trees[0] / "new").exists()


@needs_tags
def test_programs_run_nothing_and_see_no_network() -> None:
    run = tried(_TELL.format("os.execute('true') == true or (io.popen and io.popen('id') or false)"))
    assert "Told: true" not in run.journal
    socket = "pcall(function() return require('socket').connect('127.0.0.1', 22) ~= nil or error() end)"
    assert "Told: true" not in tried(_TELL.format(f"({socket})")).journal


@needs_tags
def test_a_link_in_place_of_the_pdf_is_not_followed() -> None:
    run = tried("lfs.link('/etc/passwd', 'document.pdf', true) os.exit(0)")
    assert run.pdf == b""
    assert not run.good


@needs_tags
def test_programs_that_do_not_end_are_ended() -> None:
    source = r"\documentclass{article}\begin{document}\directlua{while true do end}\end{document}"
    assert tagged._typeset(source, {}, 2, 1).status is None


# ─── Whether it can be ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def unable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagged, "trouble", lambda: "Tagged PDF needs a newer TeX.")


@pytest.mark.usefixtures("unable")
def test_what_is_lacking_is_told_with_what_to_install() -> None:
    with pytest.raises(ToolMissing, match="newer TeX") as raised:
        tagged.require()
    assert "bubblewrap" in raised.value.render()
    assert "--to html" in raised.value.render()


@pytest.mark.parametrize("program", [tagged.PROGRAM, tagged.SANDBOX])
def test_without_a_program_nothing_is_tried(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagged.shutil, "which", lambda name: None if name == program else f"/usr/bin/{name}")
    assert program in tagged.trouble.__wrapped__()


@pytest.mark.usefixtures("unable")
@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--to", "moodle", "--tagged"], "No format in `--to` is PDF"),
        (["--to", "pdf", "--tagged"], "needs a newer TeX"),
        (["--roster", __file__, "--tagged"], "exclude each other"),
    ],
)
def test_what_cannot_be_tagged_is_told(
    options: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["build", "demo", *options])
    assert end.value.code
    assert told in capsys.readouterr().err


def told(tagging: Tagging) -> tuple[bool, list[str]]:
    """Is an answer key of two questions tagged, and what does the build say about it?"""
    layout = Layout(documents=("answer-key",), tagging=tagging)
    file = next(iter(exporter.assemble(replace(HEADING, layout=layout, papers=1), iter(FRAGMENTS[:2]))))
    stream = io.BytesIO()
    file.write(stream)
    with pikepdf.open(stream) as document:
        return "/StructTreeRoot" in document.Root, [trouble.message for trouble in file.troubles]


@needs_tex
def test_what_would_take_minutes_is_not_tagged_without_being_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tagged, "trouble", lambda: "")
    monkeypatch.setattr(tagged, "LONGEST", 1000)
    message = "The answer-key is not tagged: it is long, and would take minutes (`--tagged` takes them)."
    assert told("possible") == (False, [message])


@needs_tex
def test_what_lualatex_refuses_is_not_tagged(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> engine.Compiled:
        raise LatexError("lualatex does not like question 3.")

    monkeypatch.setattr(tagged, "trouble", lambda: "")
    monkeypatch.setattr(tagged, "compiled", refused)
    assert told("possible") == (
        False,
        ["The answer-key is not tagged: lualatex does not like question 3."],
    )
    with pytest.raises(LatexError, match="question 3"):
        told("always")


@needs_tex
def test_nothing_is_told_where_nothing_can_be_tagged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagged, "trouble", lambda: "Tagged PDF needs a newer TeX.")
    assert told("possible") == (False, [])


@needs_tags
def test_any_number_of_workers_gives_the_same_bytes() -> None:
    def built(workers: int) -> list[bytes]:
        layout = Layout(documents=("worksheet", "answer-key"), tagging="possible")
        heading = replace(HEADING, layout=layout, papers=1, workers=workers)
        streams = []
        for file in exporter.assemble(heading, iter(FRAGMENTS[:2])):
            assert not file.troubles
            streams.append(io.BytesIO())
            file.write(streams[-1])
        return [stream.getvalue() for stream in streams]

    assert built(1) == built(2)


def test_other_documents_have_no_tags() -> None:
    text = "".join(source("worksheet", HEADING, deal(HEADING, FRAGMENTS)))
    assert text.startswith("\\documentclass")
    assert "tagstructbegin" not in text
    assert "\\DocumentMetadata" in written("worksheet").partition("\\documentclass")[0]
