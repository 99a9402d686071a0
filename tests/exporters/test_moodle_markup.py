r"""Prose as HTML for Moodle: what an author writes is read as that, and only our formulas are formulas."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from moodle_reader import formulas, read_gaps, visible
from sample_questions import X, para, picture, say

from generator.exporters.moodle.gaps import drop_down
from generator.exporters.moodle.markup import blocks, inlines
from generator.exporters.plain_text import plain_text
from generator.model import (
    Code,
    CodeBlock,
    Fence,
    Formula,
    Grid,
    Math,
    Num,
    Op,
    Paragraph,
    Row,
    Strong,
    Sym,
    Text,
    Words,
)

MEANT = [
    r"\(x\)",
    r"\[x\]",
    "$$x$$",
    "$$$",
    r"\begin{align}x\end{align}",
    r"\ref{a} \eqref{b}",
    "@@PLUGINFILE@@/x.svg",
    "{1:SA:=a} {#1}",
    "{ <b> }",
    r"\\(x\\)",
    "&#92;(x&#92;)",
    "<tex>x</tex>",
    'src="x" alt="\\(',
]
ANY = st.one_of(
    st.sampled_from(MEANT),
    st.text(st.sampled_from("\\()[]${}@x<>&\"'#= begin"), max_size=12),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff")),
)
STEP = Math(Row((Sym("x"), Op("="), Num("1"))))


@settings(max_examples=200)
@given(ANY, ANY)
@example("\\", "(x\\)")
@example("$", "$")
def test_a_text_is_read_as_it_is_and_is_no_formula(one: str, other: str) -> None:
    written = inlines((Text(one), STEP, Strong((Text(other),)), Code(one)))
    assert visible(written) == f"{one}\\(x = 1\\){other}{one}"
    assert formulas(written) == ["\\(x = 1\\)"]


@pytest.mark.parametrize("said", MEANT)
def test_code_and_alternative_texts_are_read_as_they_are(said: str) -> None:
    figure = picture(said, (0, 0), (9, 9))
    written = blocks((CodeBlock(said), Paragraph((figure, Math(Sym("x"))))))
    assert visible(written).startswith(said)
    assert formulas(written) == ["\\(x\\)"]
    alternative = re.search(r'alt="([^"]*)"', written)
    assert alternative is not None
    assert visible(alternative[1]) == said
    # What Moodle looks for in the source of the page, tags and all.
    assert not re.search(r"\\[(\[]|\$\$|\{", alternative[1])
    assert written.count("@@PLUGINFILE@@") == 1


# What Moodle's emoticon filter looks for in the source of a page, outside of formulas.
FACES = (
    *("( )", "(h)", "(n)", "(y)", "(grr)", "(heart)", "(martin)", "8-)", "8-.", "8-o", "8-[", "B-)", "^-)"),
    *(":)", ":-)", ":(", ":-(", ":o)", ":-D", ":-/", ":-P", ":-p", ":-I", ":-X", ";-)", "P-|", "xx-P"),
    *("V-.", "|-.", "}-]"),
)


@settings(max_examples=200)
@given(st.lists(st.sampled_from((*FACES, *'():;-8P|.{}[<&@$\\"')), max_size=5).map("".join))
@example("<-)")
@example("@@PLUGINFILE@@-)")
@example("{-)")
@example(":(-)")
@example("P-|-.")
@example("\\(n)")
def test_no_face_is_drawn(said: str) -> None:
    written = blocks((Paragraph((Text(said), picture(said, (0, 0), (9, 9)), Code(said), STEP)),))
    plain = written.replace("\\(x = 1\\)", "")
    assert [face for face in FACES if face in plain] == []
    assert visible(written).endswith(f"{said}\\(x = 1\\)")
    assert visible(written).startswith(said)
    alternative = re.search(r'alt="([^"]*)"', written)
    assert alternative is not None
    assert visible(alternative[1]) == said


def test_no_face_is_drawn_in_a_drop_down() -> None:
    """Moodle filters the choices of a gap, which are written without markup."""
    text, (gap,) = read_gaps(drop_down(["f(n)", "g(y)", "<-)"], 0, 1))
    assert text == "{#1}"
    assert [visible(entry.text) for entry in gap.entries] == ["f(n)", "g(y)", "<-)"]
    assert [face for face in FACES for entry in gap.entries if face in entry.text] == []


def test_no_tag_stands_between_braces() -> None:
    """In a text with formulas, Moodle writes `<` and `>` between two braces as entities: tags would be seen."""
    formula: Formula = Row(
        (
            Fence("{", Sym("x"), ""),
            Words("{"),
            Fence("{", Num("1"), "}"),
            Grid(((Sym("x"),),), "{", ""),
        )
    )
    written = blocks((*para("Let { ", formula), *para(" } be ", formula, ".")))
    escaped = re.sub(r"\{([^}]+)\}", lambda m: m[0].replace("<", "&lt;").replace(">", "&gt;"), written)
    assert escaped == written
    assert "Let { " in visible(written)
    assert len(formulas(written)) == 2


def test_a_plain_text_keeps_its_hard_blanks() -> None:
    assert plain_text((Text(" 5\xa0km \n or\t"), *say(X))) == "5\xa0km or x"
