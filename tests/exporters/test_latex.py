"""The LaTeX of questions: characters, papers, keys, losses. Whether TeX agrees is asked in `test_pdf`."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_questions import (
    HEADING,
    HOSTILE,
    ITEMS,
    QUESTIONS,
    X,
    absolute,
    interval,
    item_of,
    number,
    numbers,
    para,
    part,
    question,
    row,
    say,
    text,
    vector,
)

from generator.answers.lettering import letter, roman
from generator.exporters import latex
from generator.exporters.formulas.symbols import GREEK, SYMBOLS
from generator.exporters.latex import escape
from generator.exporters.latex.answers import key, room
from generator.exporters.latex.blocks import blocks, inlines
from generator.exporters.latex.papers import deal, holds
from generator.exporters.latex.points import points_text
from generator.maths.notation import LARGE, SIGNS
from generator.model import (
    Choice,
    Criterion,
    Display,
    Drawing,
    Essay,
    Expression,
    Figure,
    Frac,
    Label,
    LineBreak,
    Listing,
    Matching,
    Math,
    Mistake,
    MultipleChoice,
    Num,
    Op,
    Option,
    Ordering,
    Paragraph,
    Path,
    Set,
    Table,
    Text,
    TrueFalse,
    Vector,
    Words,
)

FRAGMENTS = [
    replace(latex.render(sample, item_of(sample)), ordinal=ordinal)
    for ordinal, sample in enumerate(QUESTIONS)
]


def sources(heading=HEADING, fragments=FRAGMENTS):
    out = {}
    for file in latex.assemble(heading, fragments):
        stream = io.BytesIO()
        file.write(stream)
        out[file.path] = stream.getvalue().decode()
    return out


def balanced(source: str) -> bool:
    depth = 0
    for brace in re.findall(r"(?<!\\)(?:\\\\)*([{}])", source):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


# ─── Characters ──────────────────────────────────────────────────────────────────────────────────────────

COMMANDS = re.compile(r"\\(?:[A-Za-z]+|[^A-Za-z])")
HARMLESS = re.compile(
    r"\\(?:[{}$&#%_,\- ]"
    r"|(?:text|foreign|rightleft|leftright|ensuremath|math|allowbreak|enspace|quad|dots|mbox|tfrac)[a-z]*)"
)


@given(st.text())
def test_any_text_becomes_balanced_latex_of_one_line(source):
    for written in (escape.text(source), escape.code(source)):
        assert "\n" not in written
        assert balanced(written)


@given(st.text(alphabet=st.characters(max_codepoint=0x7E)))
def test_no_text_writes_a_command_that_is_not_in_the_table(source):
    printing = set(escape._TEXT.values()) | set(escape._CODE.values())
    for written in (escape.text(source), escape.code(source)):
        for command in COMMANDS.findall(written):
            assert HARMLESS.fullmatch(command), command
            assert any(command in text for text in printing)
        bare = COMMANDS.sub("", written)
        assert not set(bare) & set("\\$&#%_^")
        assert "~" not in bare


@given(st.text(alphabet="abcxyz ,.;:!?()[]0123456789+=/@|"))
def test_harmless_text_stays_as_it_is(source):
    written = escape.text(source).replace("\\allowbreak{}", "").replace(",{},", ",,").replace(",{},", ",,")
    assert written == source


@given(st.characters(min_codepoint=0xA0, exclude_categories=["Cs"]))
def test_a_character_is_printed_or_reported(char):
    normal = unicodedata.normalize("NFC", char)
    unknown = tuple(dict.fromkeys(c for c in normal if ord(c) not in escape._TEXT))
    assert escape.missing(escape.text(char)) == unknown


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("50 % & more", "50 \\% \\& more"),
        ("\\input{/etc/passwd}", "\\textbackslash{}input\\{/etc/passwd\\}"),
        ("^^5c", "\\textasciicircum{}\\textasciicircum{}5c"),
        ("a -- b --- c", "a -{}- b -{}-{}- c"),
        ("<<x>> ''y'' ,,z", "<{}<x>{}> '{}'y'{}' ,{},z"),
        ("λ ∈ ℝ", "\\ensuremath{\\lambda} \\ensuremath{\\in} \\ensuremath{\\mathbb{R}}"),
        ("e\u0301", "é"),
        ("a\u00a0b", "a~b"),
        ("日", "\\foreign{65E5}"),
    ],
)
def test_text(source, expected):
    assert escape.text(source) == expected


ALIKE = {
    "\\mathord{-}": "-",
    "\\Longrightarrow": "\\implies",
    "\\Longleftarrow": "\\impliedby",
    "\\Longleftrightarrow": "\\iff",
    "{}^{\\prime}": "{}'",
    "{}^{\\prime\\prime}": "{}''",
}
"""What a text writes, and what a formula writes for the same sign with other room around it."""


@pytest.mark.parametrize("char", [c for c in (*SYMBOLS, *GREEK) if not c.isascii()])
def test_a_sign_looks_the_same_in_text_and_in_formulas(char):
    in_formulas = GREEK[char] if char in GREEK else SYMBOLS[char].latex
    command = escape.text(char).removesuffix("{}")
    if command.startswith("\\ensuremath{"):
        command = command.removeprefix("\\ensuremath{").removesuffix("}")
    assert ALIKE.get(command, command) == in_formulas


def test_what_the_engine_writes_as_an_operator_is_a_known_symbol():
    assert SYMBOLS.keys() >= SIGNS | LARGE


def test_code_keeps_every_space_and_straight_quotes():
    assert escape.code("a  'b'") == "a\\ \\ \\textquotesingle{}b\\textquotesingle{}"


def test_a_word_too_long_for_a_line_may_be_broken_and_loses_nothing():
    word = "0123456789" * 9
    written = escape.text(f"see {word}.")
    assert max(map(len, written.split("\\allowbreak{}"))) <= 12
    assert written.replace("\\allowbreak{}", "") == f"see {word}."


def test_a_forged_command_in_a_text_is_not_taken_for_a_missing_character():
    assert escape.missing(escape.text("\\foreign{1F600}")) == ()


# ─── Blocks ──────────────────────────────────────────────────────────────────────────────────────────────


def test_words_in_formulas_go_through_the_table_of_characters():
    assert inlines((Math(Words("für 日")),)) == "$\\text{für \\foreign{65E5}}$"


def test_a_cell_that_starts_with_a_bracket_is_not_an_argument_of_the_row_above():
    written = blocks((Table((), ((say("a"),), (say("[2em] b"),)), "l"),))
    assert not re.search(r"\\\\\s*\[", written)
    assert "[2em] b" in written


def test_a_line_break_at_the_start_of_a_paragraph_has_a_line_to_end():
    assert inlines((LineBreak(), Text("x"))).startswith("\\leavevmode")


def test_lists_deeper_than_latex_can_are_kept_as_paragraphs():
    prose = para("innermost")
    for _ in range(8):
        prose = (Listing((prose,)),)
    written = blocks(prose)
    assert written.count("\\begin{itemize}") == 3
    assert "innermost" in written


def test_long_cells_become_columns_that_break_and_fit_the_line():
    row = (say("x"), say("words " * 30), say("more " * 20))
    widths = re.findall(r"p\{([\d.]+)\\linewidth\}", blocks((Table((), (row,), "lll"),)))
    assert len(widths) == 2
    assert sum(map(float, widths)) < 1


# ─── Questions ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=lambda f: f"{f.family}-{f.index}")
def test_every_sample_is_balanced_and_losses_are_those_of_the_fonts(fragment):
    body = fragment.body
    for written in (body.title, body.asked, body.solution, *(line.answer for line in body.key)):
        assert balanced(written)
    sample = QUESTIONS[fragment.ordinal]
    assert ("🙂" in repr(sample)) == bool(fragment.losses)
    for loss in fragment.losses:
        assert (loss.format, loss.family, loss.index) == ("latex", sample.family, sample.index)
        assert "U+1F642" in loss.reason


def test_every_answer_kind_has_an_ability():
    kinds = {p.answer.kind for sample in QUESTIONS for p in sample.parts}
    assert kinds == set(latex.ABILITIES)


def test_a_loss_names_the_part_it_is_in():
    sample = question("f", "t", para("x"), part(number("1"), id="p", prompt=para("日")))
    (loss,) = latex.render(sample, ITEMS[0]).losses
    assert loss.part == "p"


def test_the_key_tells_what_else_is_right():
    keys = {f.family: [line.answer for line in f.body.key] for f in FRAGMENTS}
    assert "0.05" in keys["numbers/absolute"][0]
    assert "1\\,\\%" in keys["numbers/relative"][0]
    assert "multiple" in keys["vectors/eigenvector"][0]
    assert keys["numbers/exact"] == ["$18$"]
    assert keys["choices/series"][0].startswith("(b)~it converges to $2$")


def test_the_solution_of_a_choice_lists_wrong_options_with_their_feedback_and_not_the_right_one():
    (body,) = [f.body for f in FRAGMENTS if f.family == "choices/series"]
    mistakes = re.findall(r"\\mistake\{\((\w)\)", body.solution)
    assert mistakes == ["a", "c"]


def test_the_feedback_on_the_right_option_stands_below_the_answer_and_nowhere_else():
    (body,) = [f.body for f in FRAGMENTS if f.family == "choices/series"]
    answer = "\\rightanswer{Answer}{}{(b)~it converges to $2$}{}\n"
    assert f"{answer}\\praise{{Yes.}}\n" in body.solution
    assert "Yes." not in body.asked + "".join(line.answer for line in body.key)


def test_a_loss_in_the_feedback_on_the_right_option_is_reported():
    options = (Option(say("a"), True, say("日")), Option(say("b"), False))
    sample = question("f", "t", para("x"), part(Choice(options), id="p"))
    assert [loss.part for loss in latex.render(sample, ITEMS[0]).losses] == ["p"]


TO_FILL = say(row(X, Op("=")))


def body_of(*parts):
    sample = question("f", "t", para("The stem."), *parts)
    return latex.render(sample, replace(ITEMS[0], points=Fraction(4))).body


@pytest.mark.parametrize(
    ("prompt", "filled"),
    [
        ((Paragraph(TO_FILL),), True),
        ((Paragraph((*say("The slope is "), *TO_FILL)),), True),
        ((Paragraph((*TO_FILL, *say("?"))),), False),
        ((Paragraph(TO_FILL), *para("Think.")), False),
        ((Display(row(X, Op("="))),), False),
        (para("Give ", row(X, Op("="), X), "."), False),
        (para(row()), False),
        ((), False),
    ],
    ids=range(8),
)
def test_a_prompt_that_ends_in_an_equals_sign_has_the_answer_behind_it(prompt, filled):
    body = body_of(part(number("7"), prompt=prompt))
    prompted = blocks(prompt)
    before = prompted.removesuffix("$x =$")
    assert (f"\\answerafter{{{before}}}{{$x =$}}{{\\answerline{{Answer}}{{}}}}" in body.asked) == filled
    assert (f"\\rightanswer{{Answer}}{{}}{{{prompted} $7$}}{{}}" in body.solution) == filled
    # Each prompt is printed once in each document.
    if prompted and not filled:
        assert body.asked.count(prompted) == body.solution.count(prompted) == 1
    assert body.key[0].answer == "$7$"


def test_the_options_of_a_choice_stand_below_such_a_prompt():
    body = body_of(
        part(Choice((Option(say("a"), True), Option(say("b"), False))), prompt=(Paragraph(TO_FILL),))
    )
    assert "\\answerafter" not in body.asked
    assert "$x =$\n\n\\options{" in body.solution.split("\\workedsolution")[0]


THIRD = row(Op("−"), Frac(Num("1"), Num("3")))
LARGE_THIRD = "$\\displaystyle -\\frac{1}{3}$"


def test_fractions_that_stand_alone_are_large_and_those_in_running_text_are_not():
    wrong = Mistake(Expression(1, THIRD, ("x",)), say("Not ", THIRD, "."))
    asked = part(Expression(1, THIRD, ("x",)), wrong, prompt=para("Write ", THIRD, "."))
    body = body_of(asked)
    assert body.key[0].answer.startswith(LARGE_THIRD)
    assert f"\\mistake{{{LARGE_THIRD}}}{{Not $-\\frac{{1}}{{3}}$.}}" in body.solution
    assert "Write $-\\frac{1}{3}$." in body.asked
    options = (Option(say(THIRD), True), Option(say("minus ", THIRD), False), Option(say(X), False))
    offered = body_of(part(Choice(options)))
    assert f"\\option{{a}}{{{LARGE_THIRD}}}\n\\option{{b}}{{minus $-\\frac{{1}}{{3}}$}}\n\\option{{c}}{{$x$}}" in (
        offered.asked)  # fmt: skip
    assert offered.key[0].answer == f"(a)~{LARGE_THIRD}"


def test_a_leading_fraction_is_large_in_the_question_and_before_its_answer():
    body = body_of(part(number("7"), prompt=(Paragraph(say(row(Frac(X, X), Op("=")))),)))
    assert body.asked.count("{$\\displaystyle \\frac{x}{x} =$}") == 1
    assert "{$\\displaystyle \\frac{x}{x} =$ $7$}" in body.solution


def drawn(alt):
    return Figure(Drawing(120, 80, (Path(((0, 0), (20, 10))), Label(9, 9, alt))), alt)


def test_the_letter_of_an_option_stands_for_its_figure_in_key_and_mistakes():
    options = (
        Option((drawn("One"),), False, say("Not one.")),
        Option((drawn("Two"),), True, say("Yes.")),
        Option((drawn("Three"),), False, say("Not three.")),
    )
    body = body_of(part(Choice(options)))
    assert body.asked.count("\\figureoption{") == body.asked.count("\\drawing{") == 3
    assert body.key[0].answer == "(b)"
    assert "\\rightanswer{Answer}{}{(b)}{}" in body.solution
    assert re.findall(r"\\mistake\{(.*?)\}\{", body.solution) == ["(a)", "(c)"]
    assert body.solution.count("\\drawing{") == 3


def test_figures_with_words_are_options_like_others():
    options = (Option((*say("so: "), drawn("One")), True), Option((drawn("Two"),), False))
    body = body_of(part(Choice(options)))
    assert body.asked.count("\\option{") == 2
    assert body.asked.count("\\figurehere{") == 2


def test_points_of_parts_stand_beside_the_answers_if_no_part_is_repeated():
    fill, other = part(number("1"), prompt=(Paragraph(TO_FILL),)), part(number("2"), prompt=para("Two?"))
    alone, mixed = body_of(fill, fill).solution, body_of(fill, other).solution
    assert "\\begin{parts}" not in alone
    assert alone.count("{2 points}") == 2
    asked, worked = mixed.split("\\workedsolution")
    assert re.findall(r"\\questionpart\{(\w+)\}\{2 points\}", asked) == ["i", "ii"]
    assert "points" not in worked


def test_points_are_shared_in_proportion():
    (body,) = [f.body for f in FRAGMENTS if f.family == "parts/two-vectors"]
    shares = re.findall(r"\\questionpart\{(\w+)\}\{([^}]*)\}", body.asked)
    assert shares == [("i", "2.4 points"), ("ii", "1.6 points")]  # 1/2 : 1/3 of 4 points


@pytest.mark.parametrize(
    ("points", "words"), [("1", "1 point"), ("5/2", "2.5 points"), ("4/3", "4/3 points"), ("0", "0 points")]
)
def test_points(points, words):
    assert points_text(Fraction(points), "en") == words


def test_labels():
    assert [letter(n) for n in (0, 25, 26, 27, 52)] == ["a", "z", "aa", "ab", "ba"]
    assert [roman(n) for n in (1, 4, 9, 14, 40, 49, 50, 89)] == [
        "i", "iv", "ix", "xiv", "xl", "xlix", "l", "lxxxix"]  # fmt: skip


@given(st.lists(st.booleans(), min_size=2, max_size=30).filter(lambda flags: sum(flags) == 1))
def test_the_key_of_a_choice_is_the_letter_of_the_right_option(flags):
    options = tuple(Option(say(f"option {n}"), right) for n, right in enumerate(flags))
    right = flags.index(True)
    assert key(Choice(options), Fraction(1), "en") == f"({letter(right)})~option {right}"


def test_a_tolerance_of_entries_is_told_once_and_exact_entries_tell_none():
    exact, near = numbers("1 2"), numbers("1 2", absolute("0.1"))
    for kind in (Vector, Set):
        assert key(kind(near, near[0].shown), Fraction(1), "en").count("0.1 each") == 1
        assert "each" not in key(kind(exact, exact[0].shown), Fraction(1), "en")


# ─── Every kind of answer ────────────────────────────────────────────────────────────────────────────────

BODIES = {fragment.family: fragment.body for fragment in FRAGMENTS}
TICKED = MultipleChoice((Option(say("one"), True), Option(say("two"), False), Option(say("three"), True)))
PAIRS = Matching((say("sine"), say("cosine")), (say("even"), say("odd"), say("neither")), (1, 0))
STEPS = Ordering((say("last"), say("first"), say("second")), (1, 2, 0), whole=True)
RUBRIC = Essay((Criterion(Fraction(2), say("names it")), Criterion(Fraction(1), say("is clear"))), lines=5)


@pytest.mark.parametrize(
    ("answer", "macro", "count"),
    [
        (number("1"), "answerline", 1),
        (vector("1 2 3"), "answerbox{Answer}{3}", 1),
        (interval("0", "1", (True, False)), "answerlongline", 1),
        (text("word"), "answerlongline", 1),
        (TICKED, "tick", 3),
        (TrueFalse(True), "verdict{True}{False}", 1),
        (PAIRS, "leftside", 2),
        (PAIRS, "rightside", 3),
        (STEPS, "place", 3),
        (RUBRIC, "ruledlines{5}", 1),
    ],
)
def test_every_kind_of_answer_has_its_room(answer, macro, count):
    written = room(answer, "en")
    assert written.count(f"\\{macro}{'{' if macro.isalpha() else ''}") == count
    assert balanced(written)


def test_a_unit_stands_behind_the_line():
    assert re.search(r"\\answerline\{Answer\}\{\$.*mathrm\{m\}.*\$\}", BODIES["numbers/unit"].asked)


@pytest.mark.parametrize(
    ("answer", "printed"),
    [
        (TICKED, "(a)~one\\newline{}(c)~three"),
        (replace(TICKED, whole=True), "(a)~one\\newline{}(c)~three \\note{only as a whole}"),
        (TrueFalse(False), "False"),
        (PAIRS, "1~(b), 2~(a)"),
        (STEPS, "3, 1, 2 \\note{from the top} \\note{only as a whole}"),
        (RUBRIC, "4 points: names it\\newline{}2 points: is clear"),
        (text("saddle", "saddle point"), "saddle \\note{or saddle point}"),
        (text("SO(2)", exact_case=True), "SO(2) \\note{capitals count}"),
    ],
)
def test_the_key_of_every_kind(answer, printed):
    assert key(answer, Fraction(6), "en") == printed


def test_the_key_says_what_a_vector_is_right_up_to():
    for up_to, said in (("scale", "or a multiple"), ("sign", "or its negative")):
        assert key(vector("1 2", up_to=up_to), Fraction(1), "en").endswith(f"\\note{{{said}}}")


def test_a_part_that_follows_says_so_in_the_key_and_the_solution_and_not_to_students():
    body = BODIES["parts/typed"]
    said = "\\note{credit what follows from the answer to (iii), (iv)}"
    assert body.key[4].answer.endswith(said)
    assert said in body.solution
    assert "credit" not in body.asked


def test_wrong_options_of_every_closed_kind_are_told_with_their_feedback():
    assert "\\mistake{(b)~$x = 1$}{The origin is missing.}" in BODIES["multiple/three"].solution
    assert "\\mistake{False}{By the spectral theorem" in BODIES["verdicts/plain"].solution
    assert "\\mistake{(a)~True: its transpose is its inverse}{And so?}" in BODIES["verdicts/reasons"].solution
    assert "\\praise{(a)~Yes.}" in BODIES["multiple/three"].solution


def test_what_is_offered_is_repeated_in_the_solution_and_lines_to_write_on_are_not():
    for family in ("multiple/three", "verdicts/reasons", "matching/words", "ordering/steps"):
        assert room(QUESTIONS[[q.family for q in QUESTIONS].index(family)].parts[0].answer, "en") in (
            BODIES[family].solution)  # fmt: skip
    for body in BODIES.values():
        assert "\\answerl" not in body.solution
        assert "\\ruledlines" not in body.solution


def test_words_are_those_of_the_question_and_of_the_heading():
    body = BODIES["parts/german"]
    assert "Kreuzen Sie alles Zutreffende an." in body.asked
    assert "\\verdict{Wahr}{Falsch}" in body.asked
    assert "\\workedsolution{Lösung}" in body.solution
    french = sources(replace(HEADING, language="fr"))
    assert "\\nameline{Nom}{sur " in french["latex/worksheet.tex"]
    assert "{Corrigé}" in french["latex/answer-key.tex"]
    assert "{Copie 1 sur 2}" in french["latex/solutions.tex"]
    assert "pdflang={fr}" in french["latex/solutions.tex"]


def test_points_are_written_in_the_language():
    assert points_text(Fraction(5, 2), "de") == "2,5 Punkte"
    assert points_text(Fraction(1), "es") == "1 punto"


# ─── Papers ──────────────────────────────────────────────────────────────────────────────────────────────


def test_paper_k_takes_variant_k_and_begins_again():
    papers = deal(replace(HEADING, papers=3), FRAGMENTS)
    assert [paper[0].index for paper in papers] == [0, 1, 0]
    for paper in papers:
        assert [f.item for f in paper] == [item.number for item in ITEMS]
    assert holds(papers) == tuple(range(len(FRAGMENTS)))


def test_one_paper_holds_only_first_variants():
    (paper,) = deal(replace(HEADING, papers=1), FRAGMENTS)
    assert len(paper) == len(ITEMS)
    assert 1 not in holds([paper])


def test_fragments_may_be_an_iterator_of_any_order_between_items():
    mixed = sorted(FRAGMENTS, key=lambda f: -f.item)
    assert deal(HEADING, iter(mixed)) == deal(HEADING, FRAGMENTS)


# ─── Documents ───────────────────────────────────────────────────────────────────────────────────────────


def test_three_complete_documents_the_same_every_time():
    first = sources()
    assert list(first) == ["latex/worksheet.tex", "latex/answer-key.tex", "latex/solutions.tex"]
    assert first == sources()
    for source in first.values():
        assert source.startswith("\\documentclass[11pt,a4paper]{article}")
        assert source.endswith("\\end{document}\n")
        assert source.count("\\startpaper{paper") == 2
        marks = re.findall(r"^% question: (\d+) (\S+) (\d+)$", source, re.MULTILINE)
        assert len(marks) == 2 * len(ITEMS)
        assert marks[0] == ("1", "numbers/exact", "1")
        assert marks[len(ITEMS)] == ("1", "numbers/exact", "2")


def test_one_paper_is_not_numbered():
    for source in sources(replace(HEADING, papers=1)).values():
        assert "Paper 1" not in source


def test_hostile_headings_and_family_ids_stay_text():
    item = replace(ITEMS[0], family="a\n\\input{x} b")
    sample = replace(QUESTIONS[0], family=item.family, title=HOSTILE)
    heading = replace(
        HEADING,
        title="\\end{document}",
        course="%",
        date="}",
        seed="\\write18{x}",
        instructions=(Paragraph((Text("\\csname x"),)),),
        items=(item,),
        papers=1,
    )
    for source in sources(heading, [latex.render(sample, item)]).values():
        body = source.split("\\begin{document}")[1]
        assert balanced(body)
        assert body.count("\\end{document}") == 1
        # The one place where a family stands is its comment, on one line.
        assert not re.search(r"^[^%\n]*\\(input|write18|csname)", body, re.MULTILINE)
