"""Markdown with formulas and holes → blocks; faults with exact places; hostile text."""

import contextlib
import pickle
import time
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import (
    Blocks,
    Code,
    CodeBlock,
    Display,
    Emph,
    LineBreak,
    Listing,
    Math,
    Num,
    Paragraph,
    Row,
    Script,
    Strong,
    Sym,
    Table,
    Text,
)
from generator.prose.fill import fill
from generator.prose.read import read
from generator.prose.tree import Hole, ProseError

x = Math(Sym("x"))
hole_item = cast(Blocks, (Hole(0),))


def para(*children: object) -> Paragraph:
    return Paragraph(children)  # type: ignore[arg-type]  # holes stand among inlines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("Plain.", (para(Text("Plain.")),)),
        ("One\nline.\n\nTwo.", (para(Text("One line.")), para(Text("Two.")))),
        ("a\\\nb", (para(Text("a"), LineBreak(), Text("b")),)),
        ("*a* **b**", (para(Emph((Text("a"),)), Text(" "), Strong((Text("b"),))),)),
        ("Let $x$.", (para(Text("Let "), x, Text(".")),)),
        ("$x$", (para(x),)),
        ("${}^2$", (para(Math(Script(Row(()), above=Num("2")))),)),
        ("$$x$$", (Display(Sym("x")),)),
        ("Solve\n$$x$$\nnow", (para(Text("Solve")), Display(Sym("x")), para(Text("now")))),
        ("*$$x$$*", (para(Emph((x,))),)),
        (r"It costs \$5.", (para(Text("It costs $5.")),)),
        (r"\{\{ a }}", (para(Text("{{ a }}")),)),
        ("`$a` b", (para(Code("$a"), Text(" b")),)),
        ("`` `$ `` $x$", (para(Code("`$"), Text(" "), x),)),
        ("`$x$", (para(Text("`"), x),)),
        ("```\n$x_1$ *a*\n```", (CodeBlock("$x_1$ *a*"),)),
        ("- ~~~\n  $\n  ~~~\n- $x$", (Listing(((CodeBlock("$"),), (para(x),))),)),
        ("- a\n- $x$", (Listing(((para(Text("a")),), (para(x),))),)),
        ("1. a\n2. b", (Listing(((para(Text("a")),), (para(Text("b")),)), ordered=True),)),
        ("- a\n  - b", (Listing(((para(Text("a")), Listing(((para(Text("b")),),))),)),)),
        ("    indented", (para(Text("indented")),)),
        (
            "| a | b |\n|:-:|--:|\n| $x$ | c |",
            (Table(((Text("a"),), (Text("b"),)), (((x,), (Text("c"),)),), "cr"),),
        ),
        ("{{ a }}", (Hole(0),)),
        ("a {{ b }} c", (para(Text("a "), Hole(0), Text(" c")),)),
        ("- {{ a }}\n- b {{ c }}", (Listing((hole_item, (para(Text("b "), Hole(1)),))),)),
        ("A < b & c > d [1, 2] (3)", (para(Text("A < b & c > d [1, 2] (3)")),)),
    ],
)
def test_blocks(text: str, expected: object) -> None:
    assert read(text).blocks == expected


def test_bars_and_underscores_in_formulas_are_not_markdown() -> None:
    (table,) = read("| a |\n|---|\n| $|x|$ and $a_1*b_1*c$ |").blocks
    assert isinstance(table, Table)
    assert len(table.rows[0]) == 1
    assert [type(inline) for inline in table.rows[0][0]] == [Math, Text, Math]


def test_holes_know_their_source_and_place() -> None:
    text = (
        "Let $x^{{{n}}} + {{ a[1, 2] }}$ be {{  percent(p) }}.\n\n"
        "{{ table({1: '}}'}) }}\n\n"
        "$$\\frac{{p}}{{q}}$$"
    )
    holes = read(text).holes
    assert [(hole.source, hole.where) for hole in holes] == [
        ("n", "formula"),
        ("a[1, 2]", "formula"),
        ("percent(p)", "text"),
        ("table({1: '}}'})", "block"),
        ("p", "formula"),
        ("q", "formula"),
    ]
    assert all(text.startswith(hole.source, hole.offset) for hole in holes)


@pytest.mark.parametrize(
    ("text", "carets", "words"),
    [
        ("It is $x", "$", "closing"),
        ("It is $x\n\nnot", "$", "closing"),
        ("$$x", "$$", "closing"),
        ("a {{ b", "{{", "}}"),
        ("$x + {{ b$", "{{", "}}"),
        ("a {{  }} b", "{{  }}", "empty hole"),
        ("a $ $ b", "$ $", "empty formula"),
        ("a $$ b", "$$", "closing"),
        ("é\r\nso $a + \\lamda$", "\\lamda", "unknown command"),
        ("so\n$a + {b$", "{", "without"),
        ("a <b>c", "<b>", "HTML"),
        ("<!-- a -->", "<!--", "HTML"),
        ("<https://a.b>", "<https://a.b>", "HTML"),
        ("see [a $x$](b) c", "[a $x$](b)", "links"),
        ("see ![a](b)", "![a](b)", "images"),
        ("a \ue000 b", "\ue000", "private-use"),
        ("a \U000f0000 b", "\U000f0000", "private-use"),
        ("$x$ &#xF0000;", "&#xF0000;", "private-use"),
        ("$a$\r\n\r\n## Title\r\n", "## Title", "headings"),
        ("$a\n+ b$\n\n- x\n- > y", "- > y", "quotations"),
        ("a\n\n---", "---", "rules"),
        ("1990. A year", "1990. A year", "starts at 1"),
        ("`{{ a }}`", "{{ a }}", "code"),
        ("```\n{{ a }}\n```", "{{ a }}", "code"),
        ("```\na", "```", "code block"),
        ("from $5 to $6", "$5 to $", "prices"),
        (r"$\text{if {{ a }}}$", r"\text", "plain words"),
        (r"so \textbf{a *b*} c", r"\textbf{a *b*}", "outside of a formula"),
        (r"in C:\temp, too", r"\temp", "outside of a formula"),
        (r"so \(x + {{ a }}\) is", r"\(x + {{ a }}\)", "between `$` and `$`"),
        (r"so \[x\] is", r"\[x\]", "between `$` and `$`"),
    ],
)
def test_fault(text: str, carets: str, words: str) -> None:
    with pytest.raises(ProseError) as caught:
        read(text)
    (fault,) = caught.value.faults
    assert text[fault.offset : fault.offset + fault.length] == carets
    assert words in fault.message


@pytest.mark.parametrize(
    ("text", "printed"),
    [(r"a\\b", r"a\b"), (r"a\_b \$5", "a_b $5"), (r"1\) a", "1) a"), (r"\[a\](b)", "[a](b)"), (r"\(a", "(a")],
)
def test_an_escaped_sign_is_printed(text: str, printed: str) -> None:
    assert read(text).blocks == (Paragraph((Text(printed),)),)


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        (r"$\frac{x}{y$", "add the `}`"),
        (r"\emph{x}", "emphasis `*…*`"),
        (r"\[ x \]", "write `$$…$$`"),
        ("$x", r"write `\$`"),
        ("{{ a", "add the `}}`"),
    ],
)
def test_the_cure_of_a_fault_is_named(text: str, cure: str) -> None:
    with pytest.raises(ProseError) as caught:
        read(text)
    assert cure in caught.value.faults[0].hint


def test_all_faults_of_a_text_in_its_order() -> None:
    text = "<b> $\\foo$ {{ }}\n\n# A\n\n$$a^{$$ [x](y) $"
    with pytest.raises(ProseError) as caught:
        read(text)
    carets = [text[f.offset : f.offset + f.length] for f in caught.value.faults]
    assert carets == ["<b>", "\\foo", "{{ }}", "# A", "{", "[x](y)", "$"]


def test_depth_is_bounded() -> None:
    def lists(depth: int) -> str:
        return "".join("  " * level + "- a\n" for level in range(depth))

    read(lists(50))
    read("$" + "{" + "(" * 49 + "x" + ")" * 49 + "}$")
    for text in (lists(51), "$" + "(" * 51 + ")" * 51 + "$", "*a **b " * 60 + " c** d*" * 60):
        with pytest.raises(ProseError, match="deeper than 50"):
            read(text)


@pytest.mark.parametrize(
    "piece",
    [
        "{",
        "$",
        "*",
        "[",
        "`",
        "|",
        "\\",
        "- ",
        "1. ",
        "> ",
        "{{'",
        "$x^{",
        "$\\frac",
        "![",
        "a*b_",
        "$|",
        "<a ",
    ],
)
def test_hostile_text_ends_soon(piece: str) -> None:
    started = time.process_time()
    with contextlib.suppress(ProseError):
        read(piece * 10_000)
    assert time.process_time() - started < 5


_MARKS = "ab1 \n\r\t${}\\*_`~|-+.>#<[](!&;:'\"^\ue000λ²\0"


@settings(deadline=None, max_examples=150)
@given(
    st.text(alphabet=st.sampled_from(list("ab1 \n\r\t$${{}}\\*_`~|-+.>#<[](!&;:'\"^\ue000λ²\0")), max_size=60)
)
def test_any_text_is_read_or_faulted_within_itself(text: str) -> None:
    try:
        prose = read(text)
    except ProseError as error:
        for fault in error.faults:
            assert fault.length >= 1
            assert 0 <= fault.offset < len(text)
    else:
        for hole in prose.holes:
            assert text.startswith(hole.source, hole.offset)


@settings(deadline=None, max_examples=50)
@given(st.text())
def test_any_unicode_is_read_or_faulted(text: str) -> None:
    with contextlib.suppress(ProseError):  # nothing else may be raised
        read(text)


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet="abc XYZ,;éλ0?" + "∞≤—", min_size=1).filter(lambda s: s == s.strip()))
def test_plain_text_is_unchanged(text: str) -> None:
    assert read(text).blocks == (Paragraph((Text(text),)),)


def test_prose_can_be_sent_to_another_process() -> None:
    prose = read("a {{ b }} c")
    again = pickle.loads(pickle.dumps(prose))
    assert again == prose
    assert fill(again, [(Text("5"),)]) == (para(Text("a "), Text("5"), Text(" c")),)
