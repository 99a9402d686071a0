"""Many papers in one run of TeX, taken apart again, and what becomes of a bad one. Read back with pypdf."""

from __future__ import annotations

import io
import os
import re
import shutil
from dataclasses import replace
from functools import cache
from hashlib import sha256

import pypdf
import pytest
from page_codes import code_on
from sample_questions import HEADING, ITEMS, QUESTIONS, item_of

from generator import errors
from generator.exporters import pdf
from generator.exporters.latex.document import source
from generator.exporters.latex.papers import deal
from generator.exporters.pdf import batch, engine, log
from generator.exporters.pdf.split import Sheaf, joined
from generator.model import Layout, Student
from generator.paper import code
from generator.sheets.codes import parsed

if shutil.which(engine.PROGRAM) is None and not os.environ.get("CI"):
    pytest.skip("pdflatex is not installed (docs/tex.md)", allow_module_level=True)

COUNT = 7
STUDENTS = tuple(Student(f"s{n}", name) for n, name in enumerate(
    ["Zoë Müller", "Ng, Ann", "Łukasz Żółć", "100% & Co_#1 {x} ~^\\", "O", "José", "Long " * 8], start=1,
))  # fmt: skip
CHOSEN = ITEMS[:3]
FRAGMENTS = [
    replace(pdf.render(question, item), ordinal=number * COUNT + k, index=k, item=item.number)
    for number, item in enumerate(CHOSEN)
    for question in [next(question for question in QUESTIONS if item_of(question) == item)]
    for k in range(COUNT)
]
SET = replace(HEADING, items=CHOSEN, papers=COUNT, students=STUDENTS, instructions=())
NAMES = [f"worksheet for {student.id}" for student in STUDENTS]


@cache
def pieces(document: str = "worksheet") -> tuple[str, ...]:
    return tuple(source(document, SET, deal(SET, FRAGMENTS)))


def planted(**faults: str) -> list[str]:
    """The pieces of a worksheet, with faults before the second question of papers: `p3="\\badcommand"`."""
    found = list(pieces())
    for paper, fault in faults.items():
        number = int(paper.removeprefix("p"))
        before, mark, after = found[number].partition(f"{log.MARK}2 ")
        line, _, rest = after.partition("\n")
        assert mark
        found[number] = f"{before}{mark}{line}\n{fault}\n{rest}"
    return found


def text_of(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages).split())


@pytest.fixture(scope="module")
def done() -> batch.Printed:
    return batch.printed(pieces(), NAMES, size=4)


@pytest.fixture(scope="module")
def sheaves(done) -> list[Sheaf]:
    return [Sheaf(one.pdf) for one in done.batches]


# ─── Taken apart ─────────────────────────────────────────────────────────────────────────────────────────


def test_batches_hold_all_papers_in_order(done):
    assert [one.papers for one in done.batches] == [(1, 2, 3, 4), (5, 6, 7)]
    assert (done.failures, done.overfull) == ((), ())


def test_a_paper_taken_from_a_batch_is_that_of_a_run_of_its_own(done, sheaves):
    """The oracle is the engine without batches or formats: the same text on as many pages."""
    for number in (1, 4, 6):
        head, tail = pieces()[0], pieces()[-1]
        alone = engine.run("".join((head, pieces()[number], tail)))
        taken = sheaves[number > 4].paper(number)
        assert text_of(taken) == text_of(alone)
        assert len(pypdf.PdfReader(io.BytesIO(taken)).pages) == len(pypdf.PdfReader(io.BytesIO(alone)).pages)


def test_what_a_paper_keeps(done, sheaves):
    reader = pypdf.PdfReader(io.BytesIO(sheaves[1].paper(6)))
    root = reader.trailer["/Root"]
    assert reader.metadata.title == HEADING.title
    assert reader.metadata.subject == HEADING.course
    assert root["/Lang"] == "en"
    assert root["/PageMode"] == "/UseOutlines"
    paper, questions = reader.outline
    assert paper.title == f"Paper 6 of {COUNT}"
    assert [mark.title.split(".")[0] for mark in questions] == ["1", "2", "3"]
    for mark in questions:
        page = reader.pages[reader.get_destination_page_number(mark)]
        assert mark.title.split(". ")[1][:12] in " ".join(page.extract_text().split())
    assert {name.split(".")[0] for name in reader.named_destinations} == {"paper6"}
    assert reader.page_labels == [str(n + 1) for n in range(len(reader.pages))]
    assert not any(batch.PAGE_KEY in page for page in reader.pages)


def test_all_papers_joined(done, sheaves):
    reader = pypdf.PdfReader(io.BytesIO(joined(sheaves)))
    marks = [mark for mark in reader.outline if not isinstance(mark, list)]
    assert [mark.title for mark in marks] == [f"Paper {n} of {COUNT}" for n in range(1, COUNT + 1)]
    starts = [reader.get_destination_page_number(mark) for mark in marks]
    assert starts == sorted(set(starts))
    assert [n for n, label in enumerate(reader.page_labels) if label == "1"] == starts
    assert {f"paper{n}" for n in range(1, COUNT + 1)} <= set(reader.named_destinations)


def test_the_same_bytes_twice_and_elsewhere(done, sheaves, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("TEXFORMATS", str(tmp_path))
    again = [Sheaf(one.pdf) for one in batch.printed(pieces(), NAMES, size=4).batches]
    assert sha256(joined(again)).digest() == sha256(joined(sheaves)).digest()
    assert again[1].paper(6) == sheaves[1].paper(6)


def test_a_tex_that_keeps_no_formats_prints_the_same(done, monkeypatch):
    monkeypatch.setattr(engine, "dumped", lambda *_: None)
    plain = batch.printed(pieces(), NAMES, size=4)
    assert [text_of(one.pdf) for one in plain.batches] == [text_of(one.pdf) for one in done.batches]


def test_every_page_of_a_student_carries_its_code_and_is_else_as_it_was(sheaves):
    """A reader of QR codes, and one of PDF, that are not ours."""
    pytest.importorskip("cv2")
    pdfium = pytest.importorskip("pypdfium2")
    heading = replace(SET, layout=Layout(documents=("worksheet",)))
    files = written(heading)
    seals = [fragment.seal for fragment in deal(heading, FRAGMENTS)[5]]
    document = pdfium.PdfDocument(files["pdf/papers/6-s6.pdf"])
    codes = [parsed(code_on(page)) for page in document]
    document.close()
    assert codes == [code(heading.name, seals, "s6", n + 1, len(codes)) for n in range(len(codes))]
    assert text_of(files["pdf/papers/6-s6.pdf"]) == text_of(sheaves[1].paper(6))


# ─── Bad papers ──────────────────────────────────────────────────────────────────────────────────────────

FAULTS = {
    "\\badcommand": "Undefined control sequence",
    "{\\bfseries x": "left open",
    "\\begingroup x": "left open",
    "\\begin{parts}{}\\item x": "left open",
    "}": "Too many }|Extra }",
    "$x": "Missing \\$",
    "\\end{document}": "ends before its last line",
    "\\textbf{ x": "ended",
    "\\immediate\\write18{touch x}": "not allowed",
    "\\pdfcatalog{x}": "not allowed",
}


@pytest.mark.parametrize("half", [0, 1])
def test_bad_papers_are_told_with_their_questions_and_cost_no_other(half, done):
    faults = dict(enumerate(list(FAULTS)[half::2], start=2))  # papers 2 to 6
    found = batch.printed(planted(**{f"p{paper}": fault for paper, fault in faults.items()}), NAMES)
    assert [failure.paper for failure in found.failures] == list(faults)
    for failure in found.failures:
        start = f"The worksheet for s{failure.paper} does not compile, because of question 2 "
        assert failure.message.startswith(f"{start}({CHOSEN[1].family}, variant {failure.paper})")
        assert re.search(FAULTS[faults[failure.paper]], failure.message)
    assert [one.papers for one in found.batches] == [(1, 7)]
    for paper, batch_of_it in ((1, 0), (7, 1)):
        assert text_of(Sheaf(found.batches[0].pdf).paper(paper)) == text_of(
            Sheaf(done.batches[batch_of_it].pdf).paper(paper)
        )


def test_an_endless_paper_is_found_and_the_others_printed(monkeypatch):
    monkeypatch.setattr(batch, "PATIENCE", 2.0)
    found = batch.printed(planted(p2="\\def\\x{\\x}\\x"), NAMES, timeout=4)
    assert [failure.paper for failure in found.failures] == [2]
    assert f"({CHOSEN[1].family}, variant 2)" in found.failures[0].message
    assert "not done after 2 seconds" in found.failures[0].message
    assert sorted(paper for one in found.batches for paper in one.papers) == [1, 3, 4, 5, 6, 7]


def test_where_the_log_does_not_tell_the_batch_is_halved(monkeypatch):
    """A run that is killed tells nothing: here, each with paper 5."""
    real = engine.typeset

    def killed(source, *rest):
        done = real(source, *rest)
        return replace(done, status=-9, journal="", pdf=b"") if "\\paperbegins{5}" in source else done

    monkeypatch.setattr(engine, "typeset", killed)
    found = batch.printed(pieces(), NAMES)
    assert [failure.paper for failure in found.failures] == [5]
    assert sorted(paper for one in found.batches for paper in one.papers) == [1, 2, 3, 4, 6, 7]


def test_papers_that_are_good_by_themselves_are_all_printed(monkeypatch):
    """Here no run of more than two papers is ever done in time, whichever the log names."""
    real = engine.typeset

    def slow(source, *rest):
        done = real(source, *rest)
        begun = log.papers(done.journal)[0]
        return (
            replace(done, status=None, pdf=b"", journal=f"{log.BEGINS}{begun[1]}\n! Interruption.\n")
            if len(begun) > 2
            else done
        )

    monkeypatch.setattr(engine, "typeset", slow)
    found = batch.printed(pieces(), NAMES)
    assert found.failures == ()
    assert sorted(paper for one in found.batches for paper in one.papers) == [1, 2, 3, 4, 5, 6, 7]


def test_when_all_papers_fail_that_is_an_error(monkeypatch):
    every = {f"p{n}": "\\badcommand" for n in range(1, COUNT + 1)}
    with pytest.raises(errors.LatexError, match="Undefined control sequence"):
        batch.printed(planted(**every), NAMES)
    monkeypatch.setattr(batch, "MOST_FAULTS", 2)
    for fault in ("\\badcommand", "{"):
        with pytest.raises(errors.LatexError, match="More than 2 papers cannot be printed"):
            batch.printed(planted(**dict.fromkeys(every, fault)), NAMES)


def test_a_box_that_sticks_out_is_told_with_its_question_and_variant():
    (box,) = batch.printed(planted(p6="\\hbox to 1cm{far too wide}"), NAMES).overfull
    assert (box.culprit.family, box.culprit.variant) == (CHOSEN[1].family, "6")


def test_the_switches_hold_in_batches_even_where_nothing_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(engine, "refused", lambda source: None)
    secret, touched, made = tmp_path / "secret.tex", tmp_path / "touched", tmp_path / "made.txt"
    secret.write_text("the secret words")
    found = batch.printed(
        planted(
            p2=f"\\input{{{secret}}}",
            p3=f"\\immediate\\write18{{touch {touched}}}",
            p4=f"\\newwrite\\w \\immediate\\openout\\w={made} \\immediate\\write\\w{{x}}",
            p5=f'\\input{{"|touch {touched}"}}',
        ),
        NAMES,
    )
    assert [failure.paper for failure in found.failures] == [2, 4, 5]
    assert not touched.exists()
    assert not made.exists()
    assert not any("secret" in text_of(one.pdf) for one in found.batches)


# ─── The files ───────────────────────────────────────────────────────────────────────────────────────────


def written(heading, fragments=FRAGMENTS) -> dict[str, bytes]:
    out = {}
    for file in pdf.assemble(heading, fragments):
        stream = io.BytesIO()
        file.write(stream)
        out[file.path] = stream.getvalue()
    return out


def test_every_student_gets_a_file_and_the_printer_all_of_them():
    files = list(pdf.assemble(replace(SET, layout=Layout(documents=("worksheet", "answer-key"))), FRAGMENTS))
    assert [file.path for file in files] == [
        *(f"pdf/papers/{n}-s{n}.pdf" for n in range(1, COUNT + 1)), "pdf/papers.pdf", "pdf/answer-key.pdf",
    ]  # fmt: skip
    assert [tuple(file.holds) for file in files[:2]] == [(0, COUNT, 2 * COUNT), (1, COUNT + 1, 2 * COUNT + 1)]
    assert tuple(files[-1].holds) == tuple(range(3 * COUNT))
    stream = io.BytesIO()
    files[3].write(stream)
    assert "Paper 4 of 7" in text_of(stream.getvalue())
    assert "100% & Co_#1 {x}" in text_of(stream.getvalue())


def test_a_worksheet_and_an_exam_have_folders_of_their_own():
    few = replace(SET, students=STUDENTS[:1], papers=1, layout=Layout(documents=("worksheet", "exam")))
    paths = [file.path for file in pdf.assemble(few, FRAGMENTS[::COUNT])]
    assert paths == ["pdf/worksheets/1-s1.pdf", "pdf/worksheets.pdf", "pdf/exams/1-s1.pdf", "pdf/exams.pdf"]


def test_file_names_are_safe_whatever_the_id():
    ids = ("../../etc", "王小明", "a b/ç:*?", "CON", ".", "x" * 40)
    students = tuple(Student(id, "") for id in ids)
    heading = replace(SET, students=students, papers=6, layout=Layout(documents=("worksheet",)))
    paths = [file.path for file in pdf.assemble(heading, FRAGMENTS)][:-1]
    assert paths == [f"pdf/papers/{name}.pdf" for name in
                     ("1-etc", "2", "3-a-b-c", "4-CON", "5", "6-" + "x" * 40)]  # fmt: skip


def test_a_paper_that_is_missing_is_told_with_the_file_of_all(monkeypatch):
    bad = [
        replace(fragment, body=replace(fragment.body, asked="\\badcommand"))
        if fragment.ordinal == COUNT + 1
        else fragment
        for fragment in FRAGMENTS
    ]
    files = list(pdf.assemble(replace(SET, layout=Layout(documents=("worksheet",))), bad))
    assert "pdf/papers/2-s2.pdf" not in [file.path for file in files]
    assert len(files) == COUNT
    (trouble,) = files[-1].troubles
    assert trouble.missing
    assert f"({CHOSEN[1].family}, variant 2)" in trouble.message
    assert COUNT + 1 not in files[-1].holds
