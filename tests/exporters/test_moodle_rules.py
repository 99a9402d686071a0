"""Every rule for a Moodle file is broken by a question that no other rule minds, and obeyed by the one beside it.

The good questions are written by hand after what Moodle's importer reads, without the exporter.
"""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

import pytest

from generator.exporters.moodle.rules import TYPES, check_question, checked, complaints, wholes
from generator.exporters.moodle.rules.common import one_section
from generator.exporters.moodle.rules.reading import read

_HEAD = """<name><text><![CDATA[Sum · 1]]></text></name>
  <questiontext format="html"><text><![CDATA[<p>{text}</p>]]></text></questiontext>
  <generalfeedback format="html"><text><![CDATA[<p>So \\(a &lt; b\\) &amp; more</p>]]></text></generalfeedback>
  <defaultgrade>2.5</defaultgrade>
  <penalty>0.3333333</penalty>
  <hidden>0</hidden>
  <idnumber>q0123</idnumber>"""
_TAIL = """<tags><tag><text><![CDATA[Sums]]></text></tag><tag><text>level:core</text></tag></tags>"""


def _question(kind: str, special: str, text: str = "How much?") -> str:
    return f'<question type="{kind}">{_HEAD.replace("{text}", text)}{special}{_TAIL}</question>'


def _answer(fraction: str, text: str, more: str = "") -> str:
    return (
        f'<answer fraction="{fraction}" format="html"><text><![CDATA[{text}]]></text>{more}'
        '<feedback format="html"><text></text></feedback></answer>'
    )


_COMBINED = (
    '<correctfeedback format="html"><text>Yes</text></correctfeedback>'
    '<partiallycorrectfeedback format="html"><text>Partly</text></partiallycorrectfeedback>'
    '<incorrectfeedback format="html"><text>No</text></incorrectfeedback><shownumcorrect/>'
)
_FILE = '<file name="figure-1.svg" path="/" encoding="base64">aGFsbG8=</file>'
_PICTURE = '<img src="@@PLUGINFILE@@/figure-1.svg" alt="a line"/>'
_GAPS = (
    (
        "A {{2:NUMERICAL:=4:0.1~%50%5:0~*#No.}} b {{1:SHORTANSWER:=one~two#Nearly: &amp;#125;.~*}} "
        "c {{3:MULTICHOICE_V:=\\(x\\)~\\(\\frac{{1&#125;{{2&#125;\\)#Half.}} d {{1:MULTICHOICE:=left~right}} "
        "e {{1:MULTIRESPONSE:%50%one~%50%two~%-100%three}}"
    )
    .replace("{{", "{")
    .replace("}}", "}")
)
_NODE = (
    "<node><name>{name}</name><answertest>AlgEquiv</answertest><sans>ans1</sans><tans>{tans}</tans>"
    "<testoptions></testoptions><quiet>0</quiet>"
    "<truescoremode>=</truescoremode><truescore>{score}</truescore><truepenalty></truepenalty>"
    "<truenextnode>-1</truenextnode><trueanswernote>prt1-{name}-T</trueanswernote>"
    '<truefeedback format="html"><text></text></truefeedback>'
    "<falsescoremode>=</falsescoremode><falsescore>0</falsescore><falsepenalty></falsepenalty>"
    "<falsenextnode>{next}</falsenextnode><falseanswernote>prt1-{name}-F</falseanswernote>"
    '<falsefeedback format="html"><text></text></falsefeedback></node>'
)
_STACK = (
    "<questionvariables><text>ta: x^2;</text></questionvariables>"
    '<specificfeedback format="html"><text><![CDATA[[[feedback:prt1]]]]></text></specificfeedback>'
    "<questionnote><text>x^2</text></questionnote><questionsimplify>1</questionsimplify>"
    "<input><name>ans1</name><type>algebraic</type><tans>ta</tans></input>"
    "<prt><name>prt1</name><value>1.0</value><autosimplify>1</autosimplify>"
    "<feedbackvariables><text>share: 1/2;</text></feedbackvariables>"
    f"{_NODE.format(name=0, tans='ta', score=1, next=1)}"
    f"{_NODE.format(name=1, tans='2*x', score='share', next=-1)}</prt>"
    "<deployedseed>7</deployedseed><deployedseed>8</deployedseed>"
    "<qtest><testcase>1</testcase><testinput><name>ans1</name><value>ta</value></testinput>"
    "<expected><name>prt1</name><expectedscore>1</expectedscore><expectedpenalty>0</expectedpenalty>"
    "<expectedanswernote>prt1-0-T</expectedanswernote></expected></qtest>"
)

GOOD = {
    "multichoice": _question(
        "multichoice",
        "<single>true</single><shuffleanswers>false</shuffleanswers><answernumbering>abc</answernumbering>"
        f"<showstandardinstruction>0</showstandardinstruction>{_COMBINED}"
        f"{_answer('100', '3')}{_answer('0', '4')}{_answer('0', '5')}"
        '<hint format="html"><text>Add.</text><shownumcorrect/><clearwrong/></hint>',
    ),
    "multiple": _question(
        "multichoice",
        "<single>false</single><answernumbering>none</answernumbering>"
        f"{_answer('33.33333', '3')}{_answer('33.33333', '4')}{_answer('33.33333', '5')}{_answer('-100', '6')}",
    ),
    "picture": _question("multichoice", "<single>true</single><answernumbering>123</answernumbering>"
        f"{_answer('100', _PICTURE, _FILE)}{_answer('0', '4')}"),
    "truefalse": _question("truefalse", _answer("100", "true") + _answer("0", "false")),
    "shortanswer": _question(
        "shortanswer",
        f"<usecase>0</usecase>{_answer('100', 'two')}{_answer('50', '2' + chr(92) + '*1')}{_answer('0', '*')}",
    ),
    "numerical": _question(
        "numerical",
        "".join(
            _answer(fraction, text, f"<tolerance>{tolerance}</tolerance>")
            for fraction, text, tolerance in [("100", "-12.5", "0.1"), ("0", "12.5", "0"), ("0", "*", "0")]
        )
        + "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units><showunits>0</showunits>",
    ),
    "matching": _question(
        "matching",
        '<subquestion format="html"><text>sin</text><answer><text>cosine</text></answer></subquestion>'
        '<subquestion format="html"><text></text><answer><text>sine</text></answer></subquestion>',
    ),
    "ordering": _question(
        "ordering",
        "<selecttype>ALL</selecttype><gradingtype>ABSOLUTE_POSITION</gradingtype><shownumcorrect/>"
        + _answer("0", "first") + _answer("0", "second"),
    ),
    "gapselect": _question(
        "gapselect",
        "<shuffleanswers>true</shuffleanswers>"
        "<selectoption><text>up</text><group>1</group></selectoption>"
        "<selectoption><text>down</text><group>1</group></selectoption>",
        "It goes [[1]].",
    ),
    "ddwtos": _question(
        "ddwtos",
        "<dragbox><text>\\(x\\)</text><group>1</group><infinite/></dragbox>"
        "<dragbox><text>\\(y\\)</text><group>1</group></dragbox>",
        "[[1]] and [[1]]",
    ),
    "essay": _question(
        "essay",
        "<responseformat>editor</responseformat><responserequired>1</responserequired>"
        '<graderinfo format="html"><text>1</text></graderinfo>',
    ),
    "description": _question("description", "").replace("2.5<", "0<"),
    "cloze": _question("cloze", "", _GAPS),
    "stack": _question("stack", _STACK, "Type [[input:ans1]] [[validation:ans1]]"),
}  # fmt: skip

BROKEN = [
    # 2: XML
    ("essay", "So \\(", "So]]> <![CDATA[\\(", "one_section"),
    ("essay", "<text>1</text>", "<text>&lt;b&gt; &lt;i&gt;</text>", "one_section"),
    ("essay", '<graderinfo format="html">', '<graderinfo format="latex">', "formats"),
    ("essay", '<graderinfo format="html">', "<graderinfo>", "formats"),
    ("essay", "<text>1</text>", "<text>1<b>1</b></text>", "one_section"),
    ("essay", "a &lt; b", "a < b", "brackets"),
    ("essay", "\\(a &lt; b\\)", "\\[a<b\\]", "brackets"),
    # 3: elements of all types
    ("essay", "[Sum · 1]", "[]", "name"),
    ("essay", "[Sum · 1]", "[x<3 and y>2]", "name"),
    ("essay", "[Sum · 1]", f"[{'x' * 256}]", "name"),
    ("essay", "<p>How much?</p>", " ", "name"),
    ("essay", ">q0123<", "><", "idnumber"),
    ("essay", ">q0123<", f">{'q' * 101}<", "idnumber"),
    ("essay", ">q0123<", "> q0123<", "idnumber"),
    ("essay", "<defaultgrade>2.5<", "<defaultgrade><", "marks"),
    ("essay", "<defaultgrade>2.5<", "<defaultgrade>2,5<", "marks"),
    ("essay", "<defaultgrade>2.5<", "<defaultgrade>-1<", "marks"),
    ("essay", "<defaultgrade>2.5<", "<defaultgrade>100000<", "marks"),
    ("essay", "<penalty>0.3333333<", "<penalty>0.33<", "marks"),
    ("essay", "level:core", "sums", "tags"),
    ("essay", "level:core", " ", "tags"),
    ("essay", "<hidden>0<", "<hidden>false<", "booleans"),
    ("multichoice", "<single>true<", "<single>True<", "booleans"),
    ("multichoice", "<shuffleanswers>false<", "<shuffleanswers>0<", "booleans"),
    ("multichoice", "<shownumcorrect/><c", "<shownumcorrect>0</shownumcorrect><c", "booleans"),
    ("multichoice", "<clearwrong/>", "<clearwrong>false</clearwrong>", "booleans"),
    ("numerical", "<showunits>0<", "<showunits>true<", "booleans"),
    ("multichoice", "<text>Add.</text>", "<text/>", "hints"),
    ("picture", 'alt="a line"/>', 'alt=""/><img src="@@PLUGINFILE@@/other.svg"/>', "files"),
    ("picture", "</file>", f"</file>{_FILE}", "files"),
    ("picture", _PICTURE, "a figure", "files"),
    ("picture", 'path="/"', 'path="a"', "files"),
    ("picture", "figure-1.svg", "figure 1.svg", "files"),
    ("picture", "aGFsbG8=", "aGFsbG8", "files"),
    ("picture", "aGFsbG8=", "aGFsbG8=" * 2, "files"),
    ("picture", "aGFsbG8=", "aGFs" * 1_000_001, "files"),
    # 4: fractions
    ("multichoice", 'fraction="0"', 'fraction="33.33"', "listed"),
    ("multichoice", 'fraction="0"', 'fraction=""', "listed"),
    ("multichoice", 'fraction="100"', 'fraction="90"', "full_marks"),
    ("multichoice", 'fraction="0"', 'fraction="100"', "full_marks"),
    ("multiple", 'fraction="33.33333"', 'fraction="30"', "full_marks"),
    ("shortanswer", 'fraction="100"', 'fraction="90"', "full_marks"),
    ("numerical", 'fraction="0"', 'fraction="100"', "full_marks"),
    # 5: types
    ("multichoice", ">abc<", ">alphabetic<", "choices"),
    ("multichoice", "[5]", "[ 4 ]", "choices"),
    ("multichoice", "[5]", "[ ]", "choices"),
    ("multiple", 'fraction="-100"', 'fraction="-90"', "choices"),
    ("truefalse", "[true]", "[True]", "verdict"),
    ("truefalse", 'fraction="0"', 'fraction="100"', "verdict"),
    ("shortanswer", "<usecase>0<", "<usecase>2<", "spellings"),
    ("shortanswer", "2\\*1", "2*1", "spellings"),
    ("shortanswer", "2\\*1", "Two", "spellings"),
    ("shortanswer", "[two]", "[ ]", "spellings"),
    ("numerical", "[12.5]", "[25/2]", "numbers"),
    ("numerical", "[12.5]", "[12,5]", "numbers"),
    ("numerical", "[12.5]", "[−12.5]", "numbers"),
    ("numerical", "[12.5]", "[-12.54]", "numbers"),
    ("numerical", "[12.5]", "[*]", "numbers"),
    ("numerical", "<tolerance>0.1<", "<tolerance>1%<", "numbers"),
    ("numerical", "<tolerance>0.1<", "<tolerance>-0.1<", "numbers"),
    ("numerical", "<multiplier>1<", "<multiplier>2<", "units"),
    ("numerical", "<unit_name>m<", f"<unit_name>{'m' * 51}<", "units"),
    ("matching", "<text>cosine</text>", "<text></text>", "matching"),
    ("matching", "<text>cosine</text>", "<text>sine</text>", "matching"),
    ("matching", "<text>cosine</text>", "<text>\\(x\\)</text>", "matching"),
    ("matching", "<text>cosine</text>", "<text><![CDATA[a<b]]></text>", "matching"),
    ("matching", "<text>cosine</text>", "<text><![CDATA[a<]]></text>", "matching"),
    ("matching", "<text>cosine</text>", "<text><![CDATA[&lt;]]></text>", "matching"),
    ("matching", "<text>cosine</text>", f"<text>{'x' * 256}</text>", "matching"),
    ("matching", "<text>sin</text>", "<text></text>", "matching"),
    ("ordering", "<shownumcorrect/>", "", "ordering"),
    ("ordering", ">ALL<", ">RANDOM<", "ordering"),
    ("ordering", ">ABSOLUTE_POSITION<", ">RELATIVE_TO_CORRECT<", "ordering"),
    ("ordering", "[second]", "[first]", "ordering"),
    ("ordering", "<selecttype>", "<layouttype>DOWN</layouttype><selecttype>", "ordering"),
    ("ordering", "<selecttype>", "<showgrading>1</showgrading><selecttype>", "ordering"),
    ("ordering", "<selecttype>", "<numberingstyle>iv</numberingstyle><selecttype>", "ordering"),
    ("gapselect", "[[1]]", "[[3]]", "missing_words"),
    ("gapselect", "[[1]]", "up", "missing_words"),
    ("gapselect", "<text>down</text>", "<text> </text>", "missing_words"),
    ("gapselect", "<text>down</text>", "<text>up</text>", "missing_words"),
    ("gapselect", "<text>down</text>", "<text>\\(x\\)</text>", "missing_words"),
    ("gapselect", "down</text><group>1<", "down</text><group>2<", "missing_words"),
    ("gapselect", "<group>1<", "<group>A<", "missing_words"),
    ("ddwtos", "<infinite/>", "", "missing_words"),
    ("essay", ">editor<", ">paper<", "essay"),
    ("essay", "<text>1</text>", "<text></text>", "essay"),
    # 6: cloze
    ("cloze", _GAPS, "no gap", "found"),
    ("cloze", "{2:NUMERICAL", "{0:NUMERICAL", "found"),
    ("cloze", "{2:NUMERICAL:=4:0.1~%50%5:0~*#No.}", "{2:NUMERICS:=4}", "found"),
    ("cloze", "A {", "{#1} {", "found"),
    ("cloze", "A {", "{1.5:NM:=4} {", "found"),
    ("cloze", "~two#", "~two\\#", "found"),
    ("cloze", "left~", "left&~", "found"),
    ("cloze", "=one~", "=one\\~", "found"),
    ("cloze", "~%50%5:0", "~%50%1/2:0", "answers"),
    ("cloze", "~%50%5:0", "~%50%4.05:0", "answers"),
    ("cloze", ":=4:0.1", ":%90%4:0.1", "answers"),
    ("cloze", "~two#", "~t*o#", "answers"),
    ("cloze", "~two#", "~ONE#", "answers"),
    ("cloze", "=left~right", "=left", "answers"),
    ("cloze", "=left~right", "=left~left", "answers"),
    ("cloze", "=left~right", "=left~=right", "answers"),
    ("cloze", "=left~right", "left~right", "answers"),
    ("cloze", "%-100%three", "%-90%three", "answers"),
    ("cloze", "%50%one", "%40%one", "answers"),
    ("cloze", "A {", "\\(a<b\\) {", "formulas"),
    ("cloze", "=\\(x\\)", "=\\(a &lt; b\\)", "formulas"),
    ("cloze", "#Half.", "#\\(a &lt; b\\)", "formulas"),
    ("cloze", "=left~right", "=left~\\(x\\)", "shown"),
    ("cloze", "=left~right", "=left~a &lt; b", "shown"),
    ("cloze", "#Half.", '#<img alt=""/>', "shown"),
    # 7: STACK
    ("stack", " [[validation:ans1]]", "", "inputs"),
    ("stack", "[[input:ans1]]", "[[input:ans2]]", "inputs"),
    ("stack", "[[input:ans1]]", "[[input:ans1]] [[input:ans1]]", "inputs"),
    ("stack", "<type>algebraic<", "<type>algebra<", "inputs"),
    ("stack", "<tans>ta</tans></input>", "<tans> </tans></input>", "inputs"),
    ("stack", "[[feedback:prt1]]", "", "trees"),
    ("stack", "[[feedback:prt1]]", "[[feedback:prt2]]", "trees"),
    ("stack", "<value>1.0<", "<value>one<", "trees"),
    ("stack", "<node><name>1<", "<node><name>0<", "trees"),
    ("stack", "<falsenextnode>1<", "<falsenextnode>2<", "trees"),
    ("stack", "<falsenextnode>1<", "<falsenextnode>0<", "trees"),
    ("stack", "<falsenextnode>1<", "<falsenextnode>-1<", "trees"),
    ("stack", ">prt1-1-F<", ">prt1-0-F<", "trees"),
    ("stack", ">AlgEquiv<", ">AlgEquivalent<", "trees"),
    ("stack", "<truescore>1<", "<truescore>2<", "trees"),
    ("stack", "<truescore>1<", "<truescore>shares<", "trees"),
    ("stack", "<truescoremode>=<", "<truescoremode><", "trees"),
    ("stack", "<sans>ans1<", "<sans><", "trees"),
    ("stack", "<deployedseed>8<", "<deployedseed>7<", "seeds"),
    ("stack", "<text>x^2</text>", "<text></text>", "seeds"),
    ("stack", "<testcase>1<", "<testcase>one<", "tests"),
    ("stack", "<testinput><name>ans1<", "<testinput><name>ans2<", "tests"),
    ("stack", "<expected><name>prt1<", "<expected><name>prt2<", "tests"),
    ("stack", ">prt1-0-T</expected", ">prt1-9-T</expected", "tests"),
]


def broken_rules(xml: str) -> set[str]:
    """The names of the rules that some questions break."""
    broken = {"one_section"} if list(one_section(xml)) else set()
    for seen in read(xml):
        broken |= {rule.__name__ for _, rule in TYPES[seen.kind] if list(rule(seen))}
    return broken


@pytest.mark.parametrize("kind", GOOD)
def test_a_good_question_passes(kind: str) -> None:
    assert complaints(GOOD[kind]) == []
    check_question(GOOD[kind], "a good question")


@pytest.mark.parametrize(("kind", "old", "new", "rule"), BROKEN)
def test_a_broken_question_breaks_this_rule_and_no_other(kind: str, old: str, new: str, rule: str) -> None:
    assert old in GOOD[kind]
    xml = GOOD[kind].replace(old, new)
    assert broken_rules(xml) == {rule}


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("multichoice", "[5]", "[\xa04\xa0]"),
        ("multichoice", "[5]", "[<![CDATA[]"),
        ("matching", "<text>cosine</text>", "<text>cosine\xa0</text>"),
        ("matching", "<text>cosine</text>", "<text><![CDATA[a < b & c]]></text>"),
        ("shortanswer", "[two]", "[groß]"),
        ("numerical", "[12.5]", "[1.25e-7]"),
        ("essay", "\\(a &lt; b\\)", "\\(\\begin{matrix} 1 \\\\[2pt] 2 \\end{matrix}\\)<br/>"),
        ("essay", "level:core", "Straße"),
        ("cloze", "A {", "\\(\\frac{1}{2}\\) {"),
        ("cloze", "=one~two#", "=\\(~two#"),
    ],
)
def test_what_moodle_keeps_is_not_minded(kind: str, old: str, new: str) -> None:
    assert old in GOOD[kind]
    assert complaints(GOOD[kind].replace(old, new)) == []


def test_every_rule_is_tried() -> None:
    named = {rule.__name__ for rules in TYPES.values() for _, rule in rules}
    assert {rule for *_, rule in BROKEN} == named | {"one_section"}
    assert {next(iter(read(xml))).kind for xml in GOOD.values()} == set(TYPES)


def test_a_broken_rule_is_our_bug_and_says_so() -> None:
    xml = GOOD["numerical"].replace("[-12.5]", "[-25/2]")
    with pytest.raises(RuntimeError) as caught:
        check_question(xml, "algebra/sums, variant 3")
    message = str(caught.value)
    assert message.startswith("algebra/sums, variant 3 breaks a rule of Moodle's import, section 5: ")
    assert "'-25/2'" in message
    assert "bug of Setwright" in message


@pytest.mark.parametrize("xml", ["<question>", "<question>&nbsp;</question>", "<question>\x07</question>"])
def test_what_is_no_xml_is_refused(xml: str) -> None:
    assert [section for section, _ in complaints(xml)] == [2]


def test_an_unknown_type_is_refused() -> None:
    assert complaints(GOOD["essay"].replace('type="essay"', 'type="calculated"')) == [
        (5, "the type 'calculated' is none of ours")
    ]


def test_several_questions_are_looked_at_one_by_one() -> None:
    assert complaints(GOOD["essay"] + GOOD["cloze"]) == []
    assert complaints(GOOD["essay"] + GOOD["cloze"].replace("=left~right", "=left"))[0][0] == 6


# ─── A whole file ────────────────────────────────────────────────────────────────────────────────────────

_START = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'


def _category(path: str) -> str:
    return f'<question type="category"><category><text><![CDATA[{path}]]></text></category></question>\n'


def _file(*pieces: str) -> list[bytes]:
    return [_START.encode(), *(piece.encode() for piece in pieces), b"</quiz>\n"]


A, B = _category("$course$/top/Set (1234)/01 Sums"), _category("$course$/top/Set (1234)/02 a//b")
ESSAY, STACK = GOOD["essay"], GOOD["stack"]


@pytest.mark.parametrize(
    "pieces",
    [
        (A, ESSAY, B, ESSAY),
        (A + ESSAY, B + ESSAY),
        (A, STACK),
        (A, B, ESSAY),
        (_category("$course$/top/a ]]]]><![CDATA[> b"), ESSAY),
    ],
)
def test_a_good_file_passes_as_it_is(pieces: tuple[str, ...]) -> None:
    whole = b"".join(_file(*pieces))
    assert b"".join(checked(_file(*pieces), "moodle/a.xml")) == b"".join(checked([whole], "a.xml")) == whole


@pytest.mark.parametrize(
    ("pieces", "section"),
    [
        ((), 2),
        ((A,), 2),
        ((ESSAY,), 3),
        ((ESSAY, A), 3),
        ((A, ESSAY, ESSAY), 3),
        ((A, ESSAY, B, ESSAY, A, ESSAY), 3),
        ((A, ESSAY + ESSAY), 3),
        ((A, ESSAY, STACK.replace("q0123", "q4")), 5),
        ((_category("Sums"), ESSAY), 3),
        ((_category("$course$/top"), ESSAY), 3),
        ((_category("$course$/top/"), ESSAY), 3),
        ((_category("$course$/top/a/ /b"), ESSAY), 3),
        ((_category("$course$/top/a//"), ESSAY), 3),
        ((_category("$course$/top/a<b"), ESSAY), 3),
        ((_category(f"$course$/top/{'x' * 256}"), ESSAY), 3),
        ((A, *(ESSAY.replace("q0123", f"q{n}") for n in range(12_001))), 8),
    ],
)
def test_a_file_that_moodle_would_change_is_refused(pieces: tuple[str, ...], section: int) -> None:
    with pytest.raises(
        RuntimeError, match=f"moodle/a.xml breaks a rule of Moodle's import, section {section}: "
    ):
        list(checked(_file(*pieces), "moodle/a.xml"))
    with pytest.raises(RuntimeError, match=f"section {section}: "):
        list(checked([b"".join(_file(*pieces))], "moodle/a.xml"))


def test_a_file_is_not_larger_than_an_import_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = _file(A, ESSAY)
    monkeypatch.setattr(wholes, "MAX_BYTES", len(b"".join(pieces)))
    assert list(checked(pieces, "a.xml")) == pieces
    monkeypatch.setattr(wholes, "MAX_BYTES", len(b"".join(pieces)) - 1)
    with pytest.raises(RuntimeError, match="section 8"):
        list(checked(pieces, "a.xml"))


def test_the_form_takes_xml_only() -> None:
    with pytest.raises(RuntimeError, match="section 1"):
        list(checked(_file(A, ESSAY), "moodle/a.txt"))


def test_a_section_can_hold_what_looks_like_another() -> None:
    for text in ("<![CDATA[", "]]", "]]]]><![CDATA[>", "<text>a</text> &amp; <text>"):
        assert complaints(GOOD["shortanswer"].replace("[two]", f"[{text}]")) == []


def test_what_a_text_says_is_no_element() -> None:
    said = ESSAY.replace("How much?", '<idnumber>q0123</idnumber><question type="stack">')
    assert list(checked(_file(A, said), "a.xml"))


def test_a_file_is_checked_as_it_is_written() -> None:
    def pieces() -> Iterator[bytes]:
        yield from (_START.encode(), A.encode())
        for number in range(2_000):
            yield ESSAY.replace("q0123", f"q{number}").encode()
        yield b"</quiz>\n"

    tracemalloc.start()
    try:
        for _ in checked(pieces(), "moodle/a.xml"):
            pass
        assert tracemalloc.get_traced_memory()[1] < 1_000_000  # the file has over 2 MB
    finally:
        tracemalloc.stop()
