"""The Moodle exporter, judged by an independent reader: what is right, what it earns, what it says.

Expectations are computed from the model (`generator.model`), responses go through `moodle_reader`, and
`moodle_rules` looks at the file. What exactly stands in the XML is not compared.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterator
from dataclasses import replace
from decimal import Context, Decimal
from fractions import Fraction

import moodle_reader
import pytest
import shipped_questions
import sympy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from moodle_reader import Gap, Stored, visible
from moodle_rules import check_file
from sample_questions import (
    CHOICES,
    EXPRESSIONS,
    HEADING,
    HOSTILE,
    ITEMS,
    QUESTIONS,
    absolute,
    item_of,
    number,
    number_set,
    para,
    part,
    question,
    say,
    vector,
)
from shipped_questions import SHIPPED

from generator.exporters import html, moodle
from generator.exporters.base import Fragment
from generator.exporters.escape import escape
from generator.exporters.moodle.cloze import inside_gap, outside_gaps
from generator.model import (
    Answer,
    Choice,
    Grid,
    Heading,
    Inlines,
    Math,
    Matrix,
    Mistake,
    Num,
    Number,
    Part,
    Question,
    Set,
    Text,
    Vector,
    Verified,
)

KINDS = {
    "numbers/exact": "numerical",
    "numbers/absolute": "numerical",
    "numbers/relative": "numerical",
    "numbers/third": "multichoice",
    "numbers/third-open": "essay",
    "numbers/root": "multichoice",
    "numbers/root-rounded": "numerical",
    "expressions/derivative": "multichoice",
    "vectors/sum": "cloze",
    "vectors/eigenvector": "multichoice",
    "matrices/product": "cloze",
    "matrices/wide": "cloze",
    "matrices/thirds": "multichoice",
    "sets/two": "cloze",
    "sets/three": "cloze",
    "choices/series": "multichoice",
    "parts/two-vectors": "cloze",
    "parts/mixed": "cloze",
    "prose/everything": "numerical",
    "prose/hostile": "numerical",
    "prose/hostile-vector": "cloze",
}
AS_CHOICE = {
    "numbers/third",
    "numbers/root",
    "expressions/derivative",
    "vectors/eigenvector",
    "matrices/thirds",
    "parts/mixed",
}
"""Families in which an open answer is asked as a choice."""

HUGE = "987654321"


def build(questions: tuple[Verified, ...], heading: Heading = HEADING) -> bytes:
    fragments = [moodle.render(sample, item_of(sample)) for sample in questions]
    return write(heading, fragments)


def write(heading: Heading, fragments: list[Fragment]) -> bytes:
    (file,) = moodle.assemble(heading, fragments)
    stream = io.BytesIO()
    file.write(stream)
    return stream.getvalue()


FILE = build(QUESTIONS)
BANK = {stored.idnumber: stored for stored in moodle_reader.read_bank(FILE)}
SHIPPED_FILE = write(shipped_questions.HEADING, [moodle.render(question, item) for question, item in SHIPPED])
BANK |= {stored.idnumber: stored for stored in moodle_reader.read_bank(SHIPPED_FILE)}
GRADED = [q for q in QUESTIONS if KINDS[q.family] != "essay"] + [q for q, _ in SHIPPED]
each_sample = pytest.mark.parametrize("sample", QUESTIONS, ids=lambda q: f"{q.family}-{q.index}")
each_graded = pytest.mark.parametrize("sample", GRADED, ids=lambda q: f"{q.family}-{q.index}-{q.id[:5]}")


def import_one(sample: Verified) -> Stored:
    """The sample as Moodle would store it, through a file that breaks no rule."""
    item = replace(ITEMS[0], points=Fraction(12))
    data = write(replace(HEADING, items=(item,)), [moodle.render(sample, item)])
    assert check_file(data) == []
    return moodle_reader.read_bank(data)[0]


# ─── Expectations, from the model ────────────────────────────────────────────────────────────────────────


def exact(value: object) -> Fraction:
    if isinstance(value, (int, Fraction)):
        return Fraction(value)
    return Fraction(str(sympy.N(value, 30)))


def margin(key: Number) -> Fraction:
    size = abs(exact(key.value)) if key.tolerance.kind == "relative" else Fraction(1)
    return key.tolerance.amount * size


def typed(x: Fraction) -> str:
    """What a student types for `x`: up to 20 digits."""
    return format(Context(prec=20).divide(Decimal(x.numerator), Decimal(x.denominator)), "f")


def entries(answer: Answer) -> tuple[Number, ...]:
    if isinstance(answer, Number):
        return (answer,)
    if isinstance(answer, Vector):
        return answer.entries
    if isinstance(answer, Matrix):
        return tuple(entry for line in answer.rows for entry in line)
    assert isinstance(answer, Set)
    return answer.elements


def shown(content: Inlines) -> str:
    """What a reader sees of inlines, by way of the HTML writer that all exporters share."""
    return visible(html.inlines(content, html.MOODLE)).strip()


def is_typed(gap: Gap) -> bool:
    return gap.kind in ("numerical", "NUMERICAL")


def gaps_of_parts(sample: Question, stored: Stored) -> Iterator[tuple[Part, list[Gap]]]:
    """The gaps of each part, in order."""
    gaps = list(stored.gaps)
    for p in sample.parts:
        count = len(entries(p.answer)) if is_typed(gaps[0]) else 1
        yield p, gaps[:count]
        gaps = gaps[count:]
    assert gaps == []


def pick(gap: Gap, content: Inlines) -> str:
    """The option of a gap that shows this content."""
    (option,) = (entry.text for entry in gap.entries if visible(entry.text).strip() == shown(content))
    return option


def respond(answer: Answer, gaps: list[Gap]) -> list[str]:
    """A student's responses who believes in `answer`."""
    if is_typed(gaps[0]):
        return [typed(exact(entry.value)) for entry in entries(answer)]
    if isinstance(answer, Choice):
        return [pick(gaps[0], next(option.content for option in answer.options if option.right))]
    return [pick(gaps[0], (Math(answer.shown),))]


def key_of(sample: Question, stored: Stored) -> list[list[str]]:
    return [respond(p.answer, gaps) for p, gaps in gaps_of_parts(sample, stored)]


def flat(responses: list[list[str]]) -> list[str]:
    return [response for group in responses for response in group]


# ─── Grading ─────────────────────────────────────────────────────────────────────────────────────────────


@each_graded
def test_the_key_earns_everything(sample: Verified) -> None:
    stored = BANK[sample.id]
    assert stored.grade(*flat(key_of(sample, stored)))[0] == 1


@each_graded
def test_every_mistake_earns_its_share_and_its_feedback(sample: Verified) -> None:
    stored = BANK[sample.id]
    total = sum(p.points for p in sample.parts)
    for n, (p, gaps) in enumerate(gaps_of_parts(sample, stored)):
        for mistake in p.mistakes:
            right = [False]
            if is_typed(gaps[0]):
                pairs = zip(entries(p.answer), entries(mistake.answer), strict=True)
                right = [abs(exact(k.value) - exact(m.value)) <= margin(k) for k, m in pairs]
            responses = key_of(sample, stored)
            responses[n] = respond(mistake.answer, gaps)
            credit, _ = stored.grade(*flat(responses))
            assert credit == 1 - p.points / total * (1 - Fraction(sum(right), len(right)))
            for gap, response, is_right in zip(gaps, responses[n], right, strict=True):
                feedback = visible(gap.grade(response)[1])
                assert (shown(mistake.feedback) in feedback) is not is_right


@each_graded
def test_every_option_earns_what_the_model_says(sample: Verified) -> None:
    for p, gaps in gaps_of_parts(sample, BANK[sample.id]):
        if isinstance(p.answer, Choice):
            written = [visible(entry.text).strip() for entry in gaps[0].entries]
            assert written == [shown(option.content) for option in p.answer.options]
            for option in p.answer.options:
                credit, feedback = gaps[0].grade(pick(gaps[0], option.content))
                assert (credit == 1, visible(feedback).strip()) == (option.right, shown(option.feedback))


@each_graded
def test_anything_else_earns_nothing(sample: Verified) -> None:
    for gap in BANK[sample.id].gaps:
        if is_typed(gap):
            assert gap.grade(HUGE) == gap.grade("-" + HUGE) == (Fraction(0), "")
        else:
            assert sum(credit for credit, _ in (gap.grade(entry.text) for entry in gap.entries)) == 1


@each_graded
def test_a_tolerance_ends_where_it_says(sample: Verified) -> None:
    for p, gaps in gaps_of_parts(sample, BANK[sample.id]):
        if not is_typed(gaps[0]):
            continue
        for gap, key in zip(gaps, entries(p.answer), strict=True):
            value, reach = exact(key.value), margin(key)
            # Moodle stores 14 digits: an irrational key has its edges only to that precision.
            hair = Fraction(1, 10**9) * max(Fraction(1), abs(value))
            edge = reach if isinstance(key.value, (int, Fraction)) else max(Fraction(0), reach - hair)
            for side in (-1, 1):
                assert gap.grade(typed(value + side * edge))[0] == 1
                assert gap.grade(typed(value + side * (reach + hair)))[0] == 0


def test_a_vector_is_graded_entry_by_entry() -> None:
    (sample,) = (q for q in QUESTIONS if q.family == "vectors/sum")
    stored = BANK[sample.id]
    assert stored.grade("5", "-3", HUGE)[0] == Fraction(2, 3)
    assert stored.grade(HUGE, "-3", HUGE)[0] == Fraction(1, 3)


def test_a_vector_that_is_shown_lying_is_asked_lying() -> None:
    flat_key = replace(vector("1 2 3"), shown=Grid(((Num("1"), Num("2"), Num("3")),)))
    stored = import_one(
        question("t/t", "T", para("?"), part(flat_key, Mistake(vector("3 2 1"), say("Backwards."))))
    )
    assert stored.text.count("<tr>") == 1
    assert stored.grade("3", "2", "1") == (Fraction(1, 3), ("Backwards.", "", "Backwards."))


def test_a_set_is_graded_in_increasing_order() -> None:
    (sample,) = (q for q in QUESTIONS if q.family == "sets/two")
    stored = BANK[sample.id]
    assert stored.grade("-1", "4")[0] == 1
    assert stored.grade("4", "-1")[0] == 0
    assert "increasing order" in visible(stored.text)


def test_equal_entries_of_mistakes_share_their_feedback() -> None:
    (sample,) = (q for q in QUESTIONS if q.family == "matrices/product")
    feedback = visible(BANK[sample.id].gaps[1].grade("2")[1])
    assert "Signs: " in feedback
    assert "A slip in two places." in feedback


def test_a_mistake_without_a_short_decimal_is_recognised_when_rounded() -> None:
    mistake = Mistake(number("1/3"), say("Upside down."))
    stored = import_one(question("t/t", "T", para("?"), part(number("3"), mistake)))
    assert stored.gaps[0].grade("0.333") == (Fraction(0), "Upside down.")
    assert stored.gaps[0].grade("0.35") == (Fraction(0), "")


def test_a_narrow_mistake_is_not_hidden_by_a_wide_one() -> None:
    mistakes = (Mistake(number("1/3"), say("Wide.")), Mistake(number("0.333"), say("Narrow.")))
    stored = import_one(question("t/t", "T", para("?"), part(number("3"), *mistakes)))
    assert stored.gaps[0].grade("0.333") == (Fraction(0), "Narrow.")
    assert stored.gaps[0].grade("0.3333") == (Fraction(0), "Wide.")


def test_a_tolerance_below_what_moodle_stores_is_not_typed() -> None:
    key = number("123456789.5", absolute("1/10000000000"))
    mistake = Mistake(number("2"), say("No."))
    fragment = moodle.render(question("t/t", "T", para("?"), part(key, mistake)), ITEMS[0])
    assert [loss.instead for loss in fragment.losses] == [moodle.ABILITIES["expression"]]


# ─── Weights and marks ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("first", "second", "share"), [("1", "1", "1/2"), ("1/2", "1/3", "3/5"), ("7", "1/4", "28/29")]
)
def test_parts_weigh_what_their_points_say(first: str, second: str, share: str) -> None:
    two = question(
        "t/t",
        "T",
        para("?"),
        part(vector("1 2 3"), id="a", points=first),
        part(number("4"), id="b", points=second),
    )
    stored = import_one(two)
    assert stored.grade("1", "2", "3", HUGE)[0] == Fraction(share)
    assert stored.grade("1", HUGE, HUGE, HUGE)[0] == Fraction(share) / 3


@each_sample
def test_a_question_is_worth_its_points_or_says_so(sample: Verified) -> None:
    item = item_of(sample)
    reported = [
        loss for loss in moodle.render(sample, item).losses if loss.part == "" and "mark" in loss.reason
    ]
    mark = BANK[sample.id].mark
    assert (mark == item.points) is (reported == [])
    assert all(f"worth {mark} instead of {item.points}" in loss.instead for loss in reported)


def test_a_part_without_points_is_refused() -> None:
    nothing = question("t/t", "T", para("?"), part(vector("1 2"), points="0"))
    with pytest.raises(ValueError, match="points above 0"):
        moodle.render(nothing, ITEMS[0])


# ─── Kinds and losses ────────────────────────────────────────────────────────────────────────────────────


@each_sample
def test_kinds_and_losses(sample: Verified) -> None:
    assert BANK[sample.id].kind == KINDS[sample.family]
    losses = [loss for loss in moodle.render(sample, item_of(sample)).losses if loss.part]
    assert all(
        (loss.format, loss.family, loss.index) == ("moodle", sample.family, sample.index) for loss in losses
    )
    expected = []
    if sample.family in AS_CHOICE:
        expected = [moodle.ABILITIES["expression"]]
    elif KINDS[sample.family] == "essay":
        expected = ["asked as an essay, with the answer in the notes for graders"]
    elif sample.family.startswith("sets/"):
        expected = ["asked in increasing order"]
    assert [loss.instead for loss in losses] == expected


def test_the_abilities_name_every_kind_of_answer() -> None:
    asked = {p.answer.kind for sample in QUESTIONS for p in sample.parts}
    assert asked == set(moodle.ABILITIES)


def test_graders_of_an_essay_see_the_answer() -> None:
    (sample,) = (q for q in QUESTIONS if q.family == "numbers/third-open")
    answer = sample.parts[0].answer
    assert isinstance(answer, Number)
    assert shown((Math(answer.shown),)) in visible(BANK[sample.id].notes)


def test_an_essay_takes_the_other_parts_along() -> None:
    (sample,) = EXPRESSIONS
    bare = replace(sample.parts[0], id="open", mistakes=())
    both = Verified(replace(sample, parts=(bare, part(number("4"), id="typed"))))
    assert import_one(both).kind == "essay"
    losses = moodle.render(both, ITEMS[0]).losses
    assert [loss.part for loss in losses] == ["open", ""]
    assert "one essay" in losses[1].instead


def test_an_essay_shows_the_options_of_a_choice_and_tells_graders_the_feedback() -> None:
    (derivative,), (series,) = EXPRESSIONS, CHOICES
    bare = replace(derivative.parts[0], id="open", mistakes=())
    chosen = replace(series.parts[0], id="chosen")
    typed_ = part(number("4"), Mistake(number("2"), say("Half of it.")), id="typed", points="2")
    sample = Verified(replace(derivative, parts=(bare, chosen, typed_)))
    stored = import_one(sample)
    assert isinstance(chosen.answer, Choice)
    seen, told = visible(stored.text), visible(stored.notes)
    for letter, option in zip("abcd", chosen.answer.options, strict=True):
        assert f"({letter}) {shown(option.content)}" in seen
        assert shown(option.feedback) in told
        assert not option.feedback or shown(option.feedback) not in seen
    right = next(option.content for option in chosen.answer.options if option.right)
    assert f"chosen (3): (b) {shown(right)}" in told
    assert "typed (6): \\(4\\)" in told
    assert "If the answer is \\(2\\): Half of it." in told
    losses = moodle.render(sample, ITEMS[0]).losses
    assert [(loss.part, loss.instead) for loss in losses] == [
        ("open", "asked as an essay, with the answer in the notes for graders"),
        ("chosen", "its feedback stands in the notes for graders"),
        ("typed", "its feedback stands in the notes for graders"),
        ("", "all parts asked in one essay"),
    ]


def test_a_part_in_an_essay_is_not_said_to_be_a_choice() -> None:
    (sample,) = EXPRESSIONS
    bare = replace(sample.parts[0], id="open", mistakes=())
    both = Verified(replace(sample, parts=(sample.parts[0], bare)))
    assert moodle.ABILITIES["expression"] not in [
        loss.instead for loss in moodle.render(both, ITEMS[0]).losses
    ]


def test_a_mistake_of_another_size_is_reported() -> None:
    one = Mistake(number_set("3"), say("There are two."))
    sample = question("t/t", "T", para("?"), part(number_set("1 2"), one))
    assert import_one(sample).grade("1", "2")[0] == 1
    assert "its feedback is not shown" in [loss.instead for loss in moodle.render(sample, ITEMS[0]).losses]


# ─── Texts ───────────────────────────────────────────────────────────────────────────────────────────────


@each_sample
def test_texts_arrive_whole(sample: Verified) -> None:
    stored = BANK[sample.id]
    for text, blocks in [(stored.text, sample.stem), (stored.general, sample.solution)]:
        expected = visible(html.blocks(blocks, html.MOODLE)).strip()
        assert visible(text).strip().startswith(expected)
    for p in sample.parts:
        assert visible(html.blocks(p.prompt, html.MOODLE)) in visible(stored.text)


def test_hostile_text_arrives_as_it_was() -> None:
    for family in ("prose/hostile", "prose/hostile-vector"):
        (sample,) = (q for q in QUESTIONS if q.family == family)
        stored = BANK[sample.id]
        wrong = respond(sample.parts[0].mistakes[0].answer, list(stored.gaps))
        for text in (stored.text, stored.general, stored.grade(*wrong)[1][0]):
            assert HOSTILE in visible(text)


@settings(max_examples=200)
@example("%50%")
@given(st.text("\\\\{}}~=#%&;<>\"'$ a1:*]", min_size=1, max_size=12))
def test_any_text_survives_a_gap(text: str) -> None:
    inside = inside_gap(escape(text))
    around = outside_gaps(f"<p>{escape(text)}</p>")
    gap_text = f"{{1:MCV:=x{inside}#{inside}~{inside}y#{inside}}}"
    rest, (gap,) = moodle_reader.read_gaps(around + gap_text + around)
    assert visible(rest) == text + "{#1}" + text
    assert "{#" not in rest.replace("{#1}", "", 1)
    assert [visible(entry.text) for entry in gap.entries] == [("x" + text).strip(), (text + "y").strip()]
    assert [visible(entry.feedback) for entry in gap.entries] == [text.strip()] * 2
    assert [entry.fraction for entry in gap.entries] == [1, 0]


def test_a_long_title_keeps_its_number() -> None:
    stored = import_one(question("t/t", "Long " * 100, para("?"), part(number("1")), index=41))
    assert len(stored.name) <= 255
    assert stored.name.endswith("… · 42")


@each_sample
def test_tags_say_topics_level_and_family(sample: Verified) -> None:
    tags = BANK[sample.id].tags
    assert tags[-2:] == ("level:core", sample.family)
    assert len(tags) == len(sample.topics) + 2


def test_a_tag_stands_once() -> None:
    stored = import_one(
        question("t/t", "T", para("?"), part(number("1")), topics=("Limits", "limits", "series"))
    )
    assert len(stored.tags) == 4


# ─── The file ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_families_that_ship_break_no_rule() -> None:
    assert check_file(SHIPPED_FILE) == []


def test_the_file_breaks_no_rule() -> None:
    assert check_file(FILE) == []


@pytest.mark.parametrize(
    ("old", "new", "section"),
    [
        ("<quiz>", "<test>", "§2: not XML"),
        ("·", "\udce9", "§1"),
        ("]]></text></name>", "]]> <![CDATA[x]]></text></name>", "§2: more than one CDATA"),
        ('<questiontext format="html">', '<questiontext format="latex">', "§2: unknown format"),
        ("$course$/top/", "$course$/", "§3: the category"),
        ("<defaultgrade>4<", "<defaultgrade><", "§3: default grade"),
        ("<penalty>0.3333333<", "<penalty>0.33<", "§3: a penalty"),
        ("<single>true<", "<single>True<", "§3: single"),
        ('fraction="100"', 'fraction="33.33"', "§4: the fraction"),
        ("<answernumbering>abc<", "<answernumbering>alphabetic<", "§5: answer numbering"),
        ("<text>-12.5<", "<text>-25/2<", "§5: the number"),
        ("<tolerance>0.05<", "<tolerance>5%<", "§5: tolerance"),
        ("<text>12.5<", "<text>-12.54<", "§5: -12.54 is taken"),
        (":NUMERICAL:=5:0", ":NUMERICAL:5:0", "§6: a gap without weight"),
        (":NUMERICAL:", ":numerical:", "§6: the question text"),
        (":MULTICHOICE_V:", ":MULTICHOICE:", "§6: a drop-down"),
        ("&lt; &amp; &gt; both", "\\(a<b\\)", "§2: a raw <"),
    ],
)
def test_the_rules_notice_a_broken_file(old: str, new: str, section: str) -> None:
    source = FILE.decode()
    assert old in source
    broken = source.replace(old, new).encode("utf-8", "surrogateescape")
    assert any(complaint.startswith(section) for complaint in check_file(broken))


def test_the_rules_notice_an_id_that_occurs_twice() -> None:
    first, second = QUESTIONS[:2]
    broken = FILE.replace(first.id.encode(), second.id.encode())
    assert any("occurs twice" in complaint for complaint in check_file(broken))


def test_every_item_has_a_category_of_its_own() -> None:
    for sample in QUESTIONS:
        item = item_of(sample)
        top = f"$course$/top/Samples: vectors//matrices & ‹more› ({HEADING.build[:8]})/{item.number:02} "
        assert BANK[sample.id].category.startswith(top)
    assert len({BANK[sample.id].category for sample in QUESTIONS}) == len(ITEMS)


def test_the_category_of_the_set_says_course_date_and_instructions() -> None:
    first, second, *_ = etree.fromstring(FILE).iterfind("question")
    path = moodle_reader.trimmed(first, "category")
    assert moodle_reader.trimmed(second, "category").startswith(path + "/")
    about = visible(moodle_reader.trimmed(first, "info"))
    assert about.split("\n") == ["Mathematics 1 · Autumn", "Answer all. \\(x\\) is real."]
    assert second.find("info") is None
    silent = replace(HEADING, course="", date="", instructions=())
    assert b"<info" not in build(QUESTIONS, silent)


def test_another_build_lands_in_another_category() -> None:
    again = build(QUESTIONS[:1], replace(HEADING, build="q" + "0" * 24))
    (stored,) = moodle_reader.read_bank(again)
    assert stored.category != BANK[stored.idnumber].category


@pytest.mark.parametrize("title", ["/", "a/", "/a//b", "x" * 400, "<b>", "Tags <i>x</i>"])
def test_any_title_makes_a_category(title: str) -> None:
    item = replace(ITEMS[0], title=title)
    data = write(replace(HEADING, title=title, items=(item,)), [moodle.render(QUESTIONS[0], item)])
    assert check_file(data) == []


def test_the_same_questions_make_the_same_bytes() -> None:
    fragments = [moodle.render(sample, item_of(sample)) for sample in QUESTIONS]
    assert write(HEADING, pickle.loads(pickle.dumps(fragments))) == FILE


def test_the_file_says_what_it_holds() -> None:
    fragments = [moodle.render(sample, item_of(sample)) for sample in QUESTIONS]
    (file,) = moodle.assemble(HEADING, fragments)
    assert file.path == "moodle/sample-set.xml"
    assert list(file.holds) == list(range(len(QUESTIONS)))


def test_two_questions_with_one_id_are_refused() -> None:
    fragment = moodle.render(QUESTIONS[0], ITEMS[0])
    with pytest.raises(ValueError, match="occurs twice"):
        list(moodle.assemble(HEADING, [fragment, fragment]))


def test_a_question_of_no_item_is_refused() -> None:
    fragment = replace(moodle.render(QUESTIONS[0], ITEMS[0]), item=99)
    with pytest.raises(ValueError, match="item 99"):
        list(moodle.assemble(HEADING, [fragment]))


def test_no_questions_make_no_file() -> None:
    assert list(moodle.assemble(HEADING, [])) == []


def test_a_character_that_xml_cannot_hold_is_an_error() -> None:
    with pytest.raises(ValueError, match="U\\+0007"):
        moodle.render(
            question("t/t", "T", para("?"), part(number("1"), Mistake(number("2"), (Text("\x07"),)))),
            ITEMS[0],
        )
