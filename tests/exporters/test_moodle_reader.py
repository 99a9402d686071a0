"""The reader that judges Moodle files does what Moodle does, above all where that is surprising."""

from __future__ import annotations

from fractions import Fraction

import pytest
from moodle_reader import (
    Stored,
    formulas,
    one_line,
    read_bank,
    read_banks,
    read_gaps,
    stored_number,
    typed_number,
    visible,
)
from moodle_reader_page import php_tree

HALF = Fraction(1, 2)


def question(kind: str, special: str, text: str = "?") -> str:
    return (
        f"<question type='{kind}'><name><text>A</text></name><questiontext><text>{text}</text></questiontext>"
        f"<defaultgrade>1</defaultgrade>{special}</question>"
    )


def read(kind: str, special: str, text: str = "?") -> Stored:
    return read_bank(f"<quiz>{question(kind, special, text)}</quiz>".encode())[0]


# ─── Texts ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "arrives"),
    [
        ("&lt;b&gt; &lt;i&gt;", "<b><i>"),
        ("&amp; &amp;", "&&"),
        ("<![CDATA[a]]> <![CDATA[b]]>", "ab"),
        ("a &amp; b", "a & b"),
        ("<![CDATA[a\n&amp;\n b]]>", "a\n&amp;\n b"),
        ("<![CDATA[a]]]]><![CDATA[> b]]>", "a]]> b"),
        ("é <![CDATA[ü]]>", "é ü"),
    ],
)
def test_white_space_alone_between_two_runs_is_lost(written: str, arrives: str) -> None:
    assert php_tree(f"<text>{written}</text>".encode()).text == arrives


def test_names_lose_their_tags_and_their_ends() -> None:
    def arrives(name: str) -> str:
        xml = question("essay", "").replace(">A<", f">{name}<")
        return read_bank(f"<quiz>{xml}</quiz>".encode())[0].name

    assert arrives("x&lt;3 and y&gt;2") == "x2"
    assert arrives(" x &lt; 3 ") == "x < 3"
    assert arrives("a" * 255) == "a" * 255
    assert arrives("a" * 256).endswith("...")


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a<b", "a"),
        ("a < b", "a < b"),
        ("a<", "a"),
        ("&lt;", "<"),
        ("& &x", "& &x"),
        ("&amp;lt;", "&lt;"),
        ("a>b", "a>b"),
    ],
)
def test_drop_downs_lose_tags_and_decode_entities(text: str, seen: str) -> None:
    assert one_line(text) == seen


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("\\(a\\) \\[b\\] $$c$$", ["\\(a\\)", "\\[b\\]", "$$c$$"]),
        ("\\(a \\text{\\)} b\\)", ["\\(a \\text{\\)} b\\)"]),
        ("\\<b></b>(a\\)", []),
        ("\\&#40;a\\)", ["\\(a\\)"]),
        ("\\(a<b>b</b>\\)", []),
        ("\\(a<br>b\\)", ["\\(ab\\)"]),
        ("<code>\\(a\\)</code> <span class='nolink tex2jax_ignore'>\\(a\\)</span>", []),
        ("$a$ \\(a", []),
        ("\\begin{a}x\\end{a} \\ref{b}", ["\\begin{a}x\\end{a}", "\\ref{b}"]),
    ],
)
def test_formulas_are_found_as_mathjax_finds_them(markup: str, found: list[str]) -> None:
    assert formulas(markup) == found


def test_files_have_an_address_on_the_page() -> None:
    assert "@@PLUGINFILE@@/" not in visible("See @@PLUGINFILE@@/a.png")


# ─── Answers ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1/2", 1),
        ("2^10", 2),
        ("50%", 50),
        (".5", "1/2"),
        ("6.5*10^2", 650),
        ("1e3", 1000),
        ("3,5", 35),
        ("1 000", 1000),
    ],
)
def test_a_number_is_what_stands_in_front(text: str, value: int | str) -> None:
    assert stored_number(text) == Fraction(value)


@pytest.mark.parametrize("text", ["", "pi", "−5", "x5"])
def test_what_begins_with_no_number_is_none(text: str) -> None:
    assert typed_number(text) is None
    with pytest.raises(ValueError, match="begin with a number"):
        stored_number(text)


def test_an_asterisk_takes_what_is_left() -> None:
    feedback = "<tolerance>0.5</tolerance><feedback><text>{}</text></feedback>"
    answer = f"<answer fraction='{{}}'><text>{{}}</text>{feedback}</answer>"
    answers = answer.format(100, 3, "") + answer.format(50, 4, "Nearly.") + answer.format(0, "*", "No.")
    number = read("numerical", answers).gaps[0]
    assert [number.grade(text) for text in ("3.5", "3.6", "9", "x")] == [
        (1, ""),
        (HALF, "Nearly."),
        (0, "No."),
        (0, ""),
    ]
    word = read("shortanswer", answers.replace(">4<", r">4\*x<")).gaps[0]
    assert [word.grade(text)[0] for text in (" 3 ", "4*X", "4ax", "")] == [1, HALF, 0, 0]


def test_alternatives_of_a_gap() -> None:
    rest, (number, text, choice) = read_gaps(
        r"a {2:NM:=4:0.1~%50%5#Half.~*#No.} {1:SAC:=a\}b~%25%&#126;c#\#1} {:MC:=x &amp;lt; y~&alpha;#&amp;} {{1:nm:=1}"
    )
    assert rest == "a {#1} {#2} {#3} {{1:nm:=1}"
    assert (number.weight, text.weight, choice.weight) == (2, 1, 1)
    assert [number.grade(given) for given in ("4.1", "5", "7")] == [(1, ""), (HALF, "Half."), (0, "No.")]
    assert [text.grade(given) for given in ("a}b", "~c", "~C")] == [(1, ""), (Fraction(1, 4), "#1"), (0, "")]
    assert [(entry.text, entry.feedback) for entry in choice.entries] == [("x &lt; y", ""), ("α", "&")]


@pytest.mark.parametrize(("kind", "choice"), [("gapselect", "selectoption"), ("ddwtos", "dragbox")])
def test_places_take_the_choices_of_their_group(kind: str, choice: str) -> None:
    choices = "".join(
        f"<{choice}><text>{text}</text><group>{group}</group></{choice}>"
        for text, group in ("a1", "b2", " 1", "c1", "d2")
    )
    one = read(kind, choices, "[[3]] and [[2]] and [[1]]")
    assert one.text == "{#1} and {#2} and {#3}"
    assert [[entry.text for entry in gap.entries] for gap in one.gaps] == [["a", "c"], ["b", "d"], ["a", "c"]]
    assert one.grade("c", "b", "a")[0] == 1  # the blank choice is dropped, and the third is `c`
    assert one.grade("a", "b", "a")[0] == Fraction(2, 3)
    with pytest.raises(IndexError):
        read(kind, choices, "[[5]]")


def test_hints_and_combined_feedback() -> None:
    one = read(
        "multichoice",
        "<single>true</single><correctfeedback><text>All</text></correctfeedback>"
        "<incorrectfeedback><text>None</text></incorrectfeedback>"
        "<hint><text>One.</text></hint><hint><text>Two.</text><clearwrong/><shownumcorrect>0</shownumcorrect></hint>",
    )
    assert [(hint.text, hint.clears_wrong, hint.counts_right) for hint in one.hints] == [
        ("One.", False, False),
        ("Two.", True, True),
    ]
    assert [one.combined_feedback(Fraction(share)) for share in (1, HALF, 0)] == ["All", "", "None"]


def test_a_description_is_worth_nothing() -> None:
    one = read("description", "")
    assert one.mark == 0
    assert one.gaps == ()


# ─── Files ───────────────────────────────────────────────────────────────────────────────────────────────


def test_an_id_number_that_comes_twice_in_a_category_is_dropped() -> None:
    category = "<question type='category'><category><text>$course$/top/{}</text></category></question>"
    one = question("essay", "<idnumber>q1</idnumber>")
    first = f"<quiz>{category.format('a')}{one}{one}{category.format('b')}{one}</quiz>".encode()
    second = f"<quiz>{one}{category.format('b')}{one}</quiz>".encode()
    found = [
        (stored.category.removeprefix("$course$/top/"), stored.idnumber)
        for stored in read_banks([first, second])
    ]
    assert found == [("a", "q1"), ("a", ""), ("b", "q1"), ("", "q1"), ("b", "")]
