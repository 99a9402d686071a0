"""PDF files, made by real runs of pdflatex and read back with pypdf."""

from __future__ import annotations

import io
import itertools
import os
import re
import shutil
import time
import unicodedata
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from functools import cache
from hashlib import sha256

import pypdf
import pytest
from sample_questions import HEADING, ITEMS, QUESTIONS, item_of, para, part, question, say, vector

from generator import errors
from generator.exporters import pdf
from generator.exporters.latex import escape
from generator.exporters.latex.document import DOCUMENTS, source
from generator.exporters.latex.papers import deal
from generator.exporters.pdf import engine, log
from generator.model import (
    Choice,
    Criterion,
    Display,
    Drawing,
    Essay,
    Expression,
    Figure,
    Grid,
    Item,
    Label,
    LineBreak,
    Matching,
    Mistake,
    MultipleChoice,
    Num,
    Op,
    Option,
    Ordering,
    Paragraph,
    Path,
    Reason,
    Row,
    Script,
    Step,
    Steps,
    Sym,
    TextAnswer,
    TrueFalse,
    Words,
)

if shutil.which(engine.PROGRAM) is None and not os.environ.get("CI"):
    pytest.skip("pdflatex is not installed (docs/tex.md)", allow_module_level=True)

FRAGMENTS = [
    replace(pdf.render(sample, item_of(sample)), ordinal=ordinal) for ordinal, sample in enumerate(QUESTIONS)
]


def document(name, heading=HEADING, fragments=FRAGMENTS):
    return "".join(source(name, heading, deal(heading, fragments)))


def minimal(body: str) -> str:
    return f"\\documentclass{{article}}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"


def words(reader: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    assert shutil.which(engine.PROGRAM), "pdflatex is not installed; CI must have it (.ci/install-tex)"
    out = {}
    for file in pdf.assemble(HEADING, iter(FRAGMENTS)):
        stream = io.BytesIO()
        file.write(stream)
        out[file.path] = stream.getvalue()
        assert tuple(file.holds) == tuple(range(len(QUESTIONS)))
    return out


@pytest.fixture(scope="module")
def readers(files) -> dict[str, pypdf.PdfReader]:
    return {path.removeprefix("pdf/").removesuffix(".pdf"): pypdf.PdfReader(io.BytesIO(data))
            for path, data in files.items()}  # fmt: skip


# ─── What is in the files ────────────────────────────────────────────────────────────────────────────────


def test_the_three_documents(readers):
    assert list(readers) == ["worksheet", "answer-key", "solutions"]


def test_metadata_and_language(readers):
    for name, reader in readers.items():
        assert HEADING.title in reader.metadata.title
        assert reader.metadata.subject == HEADING.course
        assert reader.trailer["/Root"]["/Lang"] == "en"
        assert "/CreationDate" not in reader.metadata
        assert DOCUMENTS[name] in reader.metadata.title.lower()


def test_bookmarks_are_papers_with_their_questions_and_lead_to_them(readers):
    for reader in readers.values():
        first, under_first, second, _ = reader.outline
        assert (first.title, second.title) == ("Paper 1 of 2", "Paper 2 of 2")
        assert [mark.title for mark in under_first][:2] == ["1. Twice a number", "2. A negative decimal"]
        assert len(under_first) == len(ITEMS)
        for mark in under_first:
            text = reader.pages[reader.get_destination_page_number(mark)].extract_text()
            assert mark.title.split(". ")[1][:12] in " ".join(text.split())


def test_every_paper_starts_on_a_new_page_and_counts_from_one(readers):
    for reader in readers.values():
        starts = [reader.get_destination_page_number(m) for m in reader.outline if not isinstance(m, list)]
        texts = [page.extract_text() for page in reader.pages]
        assert starts[0] == 0
        assert texts[starts[1]].lstrip().startswith(HEADING.course)
        for start in starts:
            assert re.search(r"Page 1 of \d+$", texts[start].strip())
            assert re.search(r"Page 2 of \d+$", texts[start + 1].strip())


def test_papers_have_their_own_variants(readers):
    text = words(readers["worksheet"])
    assert text.index("2 · 7") < text.index("Paper 2 of 2", text.index("2 · 7")) < text.index("2 · 9")
    key = words(readers["answer-key"])
    assert "Twice a number 14" in key
    assert "Twice a number 18" in key


def test_the_worksheet_gives_no_answers_away(readers):
    text = words(readers["worksheet"])
    for secret in ("Common mistakes", "Solution", "The ratio is", "or a multiple"):
        assert secret not in text
        assert secret in words(readers["solutions"])
    assert "4 points" in text
    assert "Name" in text


def test_hostile_prose_is_printed_and_nothing_else(readers):
    text = words(readers["worksheet"])
    for piece in ("<![CDATA[ &amp;", "{1:SA:=a}", "# % & < >"):
        assert piece in text


def test_the_same_bytes_twice_and_elsewhere(files, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("TEXINPUTS", str(tmp_path))
    again = engine.run(document("answer-key"))
    assert sha256(again).hexdigest() == sha256(files["pdf/answer-key.pdf"]).hexdigest()


# ─── How it looks ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_sticks_out_of_the_samples(name):
    assert engine.compiled(document(name)).overfull == ()


_POWERS = [x for k in range(25) for x in (Num(str(k + 2)), Script(Sym("x"), above=Num(str(k))), Op("+"))]
LONG = Row((*_POWERS, Op("⋯")))
BIG = Grid(tuple(tuple(Num(str(i * j * 7919 % 99991)) for j in range(1, 15)) for i in range(1, 6)))
WORDY = "Words of a usual length, one after the other, and so on until the line is full. " * 3


def wide_question():
    return question(
        "wide/open",
        "A long title " * 12,
        (*para(WORDY, LONG, " and ", BIG), Display(LONG), Display(BIG), *para("w" * 200)),
        part(
            Expression(1, LONG, ("x",)),
            Mistake(Expression(2, BIG, ("x",)), say(WORDY)),
            prompt=para("Give ", LONG),
        ),
        part(Choice((Option(say(BIG), True), Option(say(WORDY), False, say(WORDY)))), id="b"),
        solution=(Steps((Step(say(WORDY), LONG), Step(say(WORDY), BIG))),),
    )


def wide_offers():
    return question(
        "wide/closed",
        "Title",
        para("The stem."),
        part(MultipleChoice((Option(say(WORDY), True), Option(say(LONG), True, say(WORDY)))), id="a"),
        part(Matching((say(WORDY), say(BIG)), (say(LONG), say(WORDY), say(BIG)), (1, 0)), id="b"),
        part(Ordering((say(LONG), say(WORDY), say(BIG)), (1, 0, 2)), id="c"),
        part(TrueFalse(True, say(LONG), (Reason(True, Option(say(WORDY), True)),)), id="d"),
        part(TextAnswer(("word " * 30, "w" * 150), Words("word")), id="e", points="3"),
        part(Essay((Criterion(Fraction(1), say(WORDY)), Criterion(Fraction(2), say(LONG))), 60), id="f"),
    )


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("sample", [wide_question(), wide_offers()], ids=["open", "closed"])
def test_wide_formulas_matrices_titles_and_words_stay_inside_the_margins(name, sample):
    item = Item(1, sample.family, sample.title, (), "core", ITEMS[0].points, 1)
    heading = replace(HEADING, items=(item,), papers=1, title="A long title of a set " * 6)
    compiled = engine.compiled(document(name, heading, [pdf.render(sample, item)]))
    assert compiled.overfull == ()
    assert "x 24" in words(pypdf.PdfReader(io.BytesIO(compiled.pdf))).replace("x24", "x 24")


@cache
def alone(name: str, sample) -> bytes:
    """The document of a set with only this question."""
    item = Item(1, sample.family, sample.title, (), "core", ITEMS[0].points, 1)
    heading = replace(HEADING, items=(item,), papers=1, instructions=())
    return engine.run(document(name, heading, [pdf.render(sample, item)]))


def heights(name: str, sample, word: str) -> list[float]:
    """How high the lines with this word stand on the page, from the top down, in points."""
    data = alone(name, sample)
    found = set()

    def visit(operator, operands, _matrix, position):
        # A line of text is one list of strings with the distances between them.
        if operator == b"TJ" and word.encode() in b"".join(s for s in operands[0] if isinstance(s, bytes)):
            found.add(round(position[5], 1))

    for page in pypdf.PdfReader(io.BytesIO(data)).pages:
        page.extract_text(visitor_operand_before=visit)
    return sorted(found, reverse=True)


def prompted(*mistakes: Mistake):
    prompt = para("Result ", Row((Sym("v"), Op("="))))
    return question("f/f", "T", para("The stem."), part(vector("1 2 3"), *mistakes, prompt=prompt))


@pytest.mark.parametrize(("length", "lines"), [(14, 2), (24, 3), (60, 7)])
def test_feedback_beside_a_tall_answer_keeps_the_distance_of_its_lines(length, lines):
    sample = prompted(Mistake(vector("3 2 1"), say("feedback " * length)))
    found = heights("solutions", sample, "feedback")
    apart = [above - below for above, below in itertools.pairwise(found)]
    assert len(found) == lines
    assert max(apart) - min(apart) < 0.2
    assert max(apart) < 14


def choices(*lengths: int):
    """Questions with a choice of five options, whose options have this many words."""
    samples, items = [], []
    for number, length in enumerate(lengths, start=1):
        options = [Option(say(f"option{number} ", "word " * length), n == 0) for n in range(5)]
        asked = part(Choice(tuple(options)), prompt=para(f"prompt{number}"))
        stem = (*para("Some words of the stem. " * 8), *para(f"stem{number}"))
        samples.append(question(f"f/{number}", "Title", stem, asked))
        items.append(Item(number, f"f/{number}", "Title", (), "core", ITEMS[0].points, 1))
    heading = replace(HEADING, items=tuple(items), papers=1)
    return heading, [pdf.render(*pair) for pair in zip(samples, items, strict=True)]


def test_the_options_of_a_choice_stand_on_one_page_with_their_prompt_and_the_line_above_it():
    lengths = (3, 20, 40, 3, 60, 8, 25, 3, 33, 50, 4, 15)
    heading, fragments = choices(*lengths)
    reader = pypdf.PdfReader(io.BytesIO(engine.run(document("worksheet", heading, fragments))))
    pages = [page.extract_text() for page in reader.pages]
    assert len(pages) > 3
    for number in range(1, len(lengths) + 1):
        for word, count in ((f"option{number} ", 5), (f"prompt{number}\n", 1), (f"stem{number}\n", 1)):
            assert [page.count(word) for page in pages if f"option{number} " in page] == [count]


def test_options_that_would_fill_a_page_flow_over_its_end():
    heading, fragments = choices(3, 250, 3)
    compiled = engine.compiled(document("worksheet", heading, fragments))
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(compiled.pdf)).pages]
    assert sum(page.count("option2 ") for page in pages) == 5
    assert "option2 " in pages[0]
    assert compiled.overfull == ()


def offered(*contents):
    options = tuple(Option(content, n == 0) for n, content in enumerate(contents))
    return question("f/f", "T", para("The stem."), part(Choice(options), prompt=para("Which?")))


@pytest.mark.parametrize(
    ("contents", "lines"),
    [
        ([say("short")] * 4, [4]),
        ([say("short")] * 5, [3, 2]),
        ([say("short")] * 8, [4, 4]),
        ([say("short ", "word " * 5)] * 4, [2, 2]),
        ([say("short")] * 3 + [say("short ", "word " * 12)], [1, 1, 1, 1]),
        ([(*say("short"), LineBreak(), *say("again"))] * 4, [1, 1, 1, 1]),
    ],
    ids=range(6),
)
def test_short_options_stand_beside_each_other_and_long_ones_never_do(contents, lines):
    sample = offered(*contents)
    levels = Counter(level for letter in "abcdefgh" for level in heights("worksheet", sample, f"({letter})"))
    assert [levels[level] for level in sorted(levels, reverse=True)] == lines


def figure_of(word: str, width: float = 215, height: float = 190):
    ground = Path(((1, 1), (width - 1, 1), (width - 1, height - 1), (1, height - 1)), closed=True)
    return Figure(Drawing(width, height, (ground, Label(width / 2, height / 2, word))), word)


@pytest.mark.parametrize(("width", "lines"), [(100, [3, 3]), (215, [2, 2, 2]), (400, [1] * 6)])
def test_options_that_are_figures_stand_in_columns_with_their_letters_at_the_top(width, lines):
    sample = offered(*[(figure_of(f"option{n}", width, 100),) for n in range(6)])
    levels = Counter(level for letter in "abcdef" for level in heights("worksheet", sample, f"({letter})"))
    assert [levels[level] for level in sorted(levels, reverse=True)] == lines
    (prompt,) = heights("worksheet", sample, "Which?")
    assert prompt - max(levels) < 25  # and not half of a figure lower


def set_of(*samples):
    items = [
        Item(n, s.family, s.title, (), "core", ITEMS[0].points, 1) for n, s in enumerate(samples, start=1)
    ]
    heading = replace(HEADING, items=tuple(items), papers=1)
    return heading, [pdf.render(*pair) for pair in zip(samples, items, strict=True)]


def test_figures_to_choose_from_stand_on_one_page_with_the_figure_that_they_are_about():
    samples = []
    for n in range(6):
        options = tuple(Option((figure_of(f"option{n}x", height=90),), k == 0) for k in range(4))
        stem = (*para("Some words of the stem. " * 10 * n), Paragraph((figure_of(f"about{n}x", height=150),)))
        asked = part(Choice(options), prompt=para(f"prompt{n}x"))
        samples.append(question(f"f/{n}", "Title", stem, asked))
    compiled = engine.compiled(document("worksheet", *set_of(*samples)))
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(compiled.pdf)).pages]
    assert compiled.overfull == ()
    for n in range(6):
        for word, count in ((f"option{n}x", 4), (f"prompt{n}x", 1), (f"about{n}x", 1)):
            assert [page.count(word) for page in pages if f"option{n}x" in page] == [count]


@pytest.mark.parametrize(("length", "apart"), [(3, False), (11, True), (40, False)])
def test_the_last_formula_of_a_prompt_stays_with_the_room_behind_it(length, apart):
    prompt = para("Mark " * length, Row((Words("Lead"), Op("="))))
    sample = question("f/f", "T", para("The stem."), part(vector("1 2"), prompt=prompt))
    (lead,), marks = heights("worksheet", sample, "Lead"), heights("worksheet", sample, "Mark")
    assert (lead < marks[-1] - 10) == apart


def test_a_row_of_the_key_with_very_many_parts_goes_on_on_the_next_page():
    parts = [part(vector("1 2 3"), id=f"p{n}", prompt=para("x")) for n in range(40)]
    sample = question("f/f", "The title", para("x"), *parts)
    compiled = engine.compiled(document("answer-key", *set_of(sample)))
    assert compiled.overfull == ()
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(compiled.pdf)).pages]
    assert len(pages) > 1
    assert "(v)" in pages[0]
    labels = [label for page in pages for label in re.findall(r"\(([ivxl]+)\)", page)]
    assert len(labels) == len(set(labels)) == 40


def test_the_answer_box_stands_behind_its_prompt():
    sample = prompted()
    assert len(heights("worksheet", sample, "Result")) == 1
    assert heights("worksheet", sample, "Answer") == []


def test_a_box_that_sticks_out_is_told_with_its_question():
    text = document("worksheet").replace(
        "% question: 3 numbers/relative 1\n",
        "% question: 3 numbers/relative 1\n\\hbox to 1cm{far too wide}\n",
        1,
    )
    (found,) = engine.compiled(text).overfull
    assert found.culprit.family == "numbers/relative"
    assert found.points > 20
    assert not found.vertical


def test_every_character_of_the_table_compiles():
    printable = [chr(code) for code in escape._TEXT if code >= 0x20]
    title = "λ ∈ ℝ, Übung 日本 🙂 % # {x}"
    heading = replace(HEADING, title=title, items=ITEMS[:1], papers=1, instructions=para(" ".join(printable)))
    compiled = engine.compiled(document("worksheet", heading, FRAGMENTS[:1]))
    reader = pypdf.PdfReader(io.BytesIO(compiled.pdf))
    assert reader.metadata.title == title
    text = unicodedata.normalize("NFC", words(reader))  # pypdf reads an omega as the sign for ohm
    for char in "ÄßŁőαΩ≤∫→“”€":
        assert char in text, char


# ─── Errors ──────────────────────────────────────────────────────────────────────────────────────────────


def planted(fault: str) -> str:
    mark = "% question: 2 numbers/absolute 1\n"
    return document("worksheet").replace(mark, f"{mark}Text before {fault} text behind\n", 1)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("\\badcommand", "Undefined control sequence"),
        ("$x", "Missing $"),
        ("\\begin{nonsense}", "nonsense"),
        ("x_2", "Missing $"),
        ("}", "Too many }"),
    ],
)
def test_a_fault_is_told_with_its_question_family_variant_and_line(fault, told):
    with pytest.raises(errors.LatexError) as caught:
        engine.run(planted(fault), "worksheet")
    message = caught.value.render()
    assert "question 2 (numbers/absolute, variant 1)" in message
    assert told in message
    assert message.count("\n") <= 1
    assert f"Text before {fault}" in message or told == "Missing $"


def test_an_endless_loop_ends_and_names_its_question():
    started = time.monotonic()
    with pytest.raises(errors.LatexError) as caught:
        engine.run(planted("\\def\\x{\\x}\\x"), "worksheet", timeout=2)
    assert time.monotonic() - started < 15
    assert "question 2 (numbers/absolute, variant 1)" in caught.value.message
    assert "not done after 2 seconds" in caught.value.message


def test_a_document_without_pages_is_an_error():
    with pytest.raises(errors.LatexError):
        engine.run(minimal(""))


def test_a_missing_program_is_told_with_how_to_install_it(monkeypatch):
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(errors.ToolMissing) as caught:
        engine.require_engine()
    for system in ("Debian", "Fedora", "macOS", "Windows"):
        assert system in caught.value.hint


def test_a_line_of_the_log_is_mapped_to_its_question():
    text = "head\n% question: 3 a/b 7\nfirst\n\n% question: 4 c/d 0\nsecond\n"
    assert log.culprit(text, 3) == log.Culprit("3", "a/b", "7", "first")
    assert log.culprit(text, 6).family == "c/d"
    assert log.culprit(text, 1) == log.Culprit("", "", "", "head")


# ─── Safety ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "command",
    [
        "\\immediate\\write18{touch x}",
        "\\input{/etc/passwd}",
        "\\newwrite\\w\\openout\\w=../x",
        "\\csname inp\\endcsname",
        "^^5cinput x",
        "\\pdfcatalog{x}",
        "\\catcode`\\%=12",
    ],
)
def test_commands_that_reach_out_are_refused_before_tex_runs(command):
    with pytest.raises(errors.LatexError, match="not allowed"):
        engine.run(minimal(command))


@pytest.fixture
def unguarded(monkeypatch):
    """The engine without its look at the source: what do the switches hold back alone?"""
    monkeypatch.setattr(engine, "refuse", lambda source, name: None)


def test_the_switches_keep_files_from_being_read(unguarded, tmp_path):
    secret = tmp_path / "secret.tex"
    secret.write_text("the secret words")
    with pytest.raises(errors.LatexError):
        engine.run(minimal(f"\\input{{{secret}}}"))
    body = f"\\newread\\r \\openin\\r={secret} \\ifeof\\r nothing\\else\\read\\r to\\x \\x\\fi"
    assert words(pypdf.PdfReader(io.BytesIO(engine.run(minimal(body))))).startswith("nothing")


def test_the_switches_keep_files_from_being_written(unguarded, tmp_path):
    target = tmp_path / "written.txt"
    for place in (str(target), "../written-by-setwright-test.txt"):
        body = f"x\\newwrite\\w \\immediate\\openout\\w={place} \\immediate\\write\\w{{x}}"
        with pytest.raises(errors.LatexError):
            engine.run(minimal(body))
    assert not target.exists()


def test_the_switches_run_no_program(unguarded, tmp_path):
    target = tmp_path / "touched"
    engine.run(minimal(f"x\\immediate\\write18{{touch {target}}}"))
    assert not target.exists()
    with pytest.raises(errors.LatexError):
        engine.run(minimal(f'\\input{{"|touch {target}"}}'))
    assert not target.exists()


@pytest.mark.skipif(os.name != "posix", reason="the limits are set by a POSIX shell")
def test_a_document_cannot_fill_the_disk(unguarded, monkeypatch):
    monkeypatch.setattr(engine, "OUTPUT", 2000)  # 1 MB
    with pytest.raises(errors.LatexError) as caught:
        engine.run(minimal("\\loop\\message{xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx}\\iftrue\\repeat"), timeout=30)
    assert re.search("memory or the file size", caught.value.message)
