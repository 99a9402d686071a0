"""The shape of STACK questions, seen by a reader that knows nothing of the exporter, and the credits of its tests.

What Maxima makes of them is tried in `test_stack_maxima`.
"""

from __future__ import annotations

import html
import io
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
import stack_reader
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from moodle_reader_page import formulas, visible
from sample_questions import (
    HEADING,
    HOSTILE,
    ITEMS,
    QUESTIONS,
    absolute,
    interval,
    item_of,
    matrix,
    number,
    number_set,
    options,
    para,
    part,
    picture,
    question,
    say,
    shown,
    text,
    vector,
)
from stack_reader import END, Tree

from generator.answers import judge, typed_key
from generator.exporters import moodle, moodle_stack
from generator.exporters.figures import svg
from generator.exporters.moodle_stack import castext, functions
from generator.exporters.moodle_stack.credit import credit
from generator.model import (
    Answer,
    Choice,
    Consequence,
    Expression,
    Matching,
    Mistake,
    MultipleChoice,
    Num,
    Number,
    OpenAnswer,
    Ordering,
    Part,
    Set,
    Text,
    TextAnswer,
    Vector,
    Verified,
)

MATHEMATICS = {"number", "expression", "vector", "matrix", "set", "interval"}
OWN = re.compile(r"\[\[(input|validation|feedback):([a-z]+\d+)\]\]")
ALIVE = re.compile(r"\[\[|\]\]|\{@|@\}|\{#|#\}|!ploturl!")


def element(asked: Verified) -> str:
    return str(moodle_stack.render(asked, item_of(asked)).body.xml)


def read(asked: Verified) -> stack_reader.Question:
    (found,) = stack_reader.read(f"<quiz>{element(asked)}</quiz>")
    return found


def one(*parts: Part, **more: object) -> Verified:
    """A question of these parts, in the first item."""
    made = question(ITEMS[0].family, "Any", para("Look."), *parts)
    return Verified(replace(made, **more))  # type: ignore[arg-type]


def for_stack(asked: Verified) -> bool:
    kinds = {each.answer.kind for each in asked.parts}
    return bool(kinds & MATHEMATICS) and "essay" not in kinds


STACK = {asked.id: read(asked) for asked in QUESTIONS if for_stack(asked)}
FAMILIES = [pytest.param(asked, id=asked.family) for asked in QUESTIONS if for_stack(asked)]


# ─── Which questions ─────────────────────────────────────────────────────────────────────────────────────


def test_mathematics_goes_to_stack_and_all_else_is_written_as_for_moodle() -> None:
    for asked in QUESTIONS:
        ours = moodle_stack.render(asked, item_of(asked))
        if for_stack(asked):
            assert ours.body.plugin == "stack"
            assert 'type="stack"' in ours.body.xml
        else:
            theirs = moodle.render(asked, item_of(asked))
            assert ours.body == theirs.body
            assert [loss.reason for loss in ours.losses] == [loss.reason for loss in theirs.losses]
        assert {loss.format for loss in ours.losses} <= {"moodle-stack"}


def test_each_kind_of_question_is_in_files_of_its_own() -> None:
    fragments = [moodle_stack.render(asked, item_of(asked)) for asked in QUESTIONS]
    written = {}
    for file in moodle_stack.assemble(HEADING, fragments):
        stream = io.BytesIO()
        file.write(stream)
        root = etree.fromstring(stream.getvalue())
        types = [each.get("type") for each in root.iterfind("question")]
        written[file.path] = [kind for kind in types if kind != "category"]
        assert len(written[file.path]) == len(file.holds)
    own, stack = f"moodle-stack/{HEADING.name}.xml", f"moodle-stack/{HEADING.name}-stack.xml"
    assert set(written) == {own, stack}
    assert set(written[stack]) == {"stack"}
    assert "stack" not in written[own]
    assert len(written[own]) + len(written[stack]) == len(QUESTIONS)


@pytest.mark.parametrize("symbol", ["ta1", "wrong1_2", "sw_near", "credit3", "x" * 300])
def test_a_symbol_that_cannot_be_typed_leaves_the_question_to_moodle(symbol: str) -> None:
    answer = Expression(2, Num("2"), (symbol,))
    asked = one(part(answer, Mistake(Expression(3, Num("3"), (symbol,)), say("no"))))
    made = moodle_stack.render(asked, item_of(asked))
    assert made.body.plugin == ""
    assert [loss.instead for loss in made.losses if not loss.part] == ["asked as in moodle"]


def test_letters_that_are_typed_alike_leave_the_question_to_moodle() -> None:
    asked = one(part(Expression(2, Num("2"), ("θ", "theta"))))
    made = moodle_stack.render(asked, item_of(asked))
    assert made.body.plugin == ""
    assert {(loss.format, loss.instead) for loss in made.losses if not loss.part} == {
        ("moodle-stack", "asked as in moodle")
    }


def test_no_symbol_is_called_like_a_variable_of_a_question() -> None:
    """STACK forbids their names in answers."""
    code = [line for found in STACK.values() for line in found.variables.splitlines()]
    code += [line for _, tree in every_tree() for line in tree.variables.splitlines()]
    ours = {name for line in code for name in re.findall(r"^([a-z]\w*)(?:\(.*\) :=|:)", line)}
    ours |= {name for found in STACK.values() for name in (*found.inputs, *found.trees)}
    assert len(ours) > 50
    for symbol in sorted(ours):
        asked = one(
            part(Expression(2, Num("2"), (symbol,)), Mistake(Expression(3, Num("3"), (symbol,)), say("no")))
        )
        assert moodle_stack.render(asked, item_of(asked)).body.plugin == "", symbol


@pytest.mark.parametrize("symbol", ["x", "tau", "form", "theta", "left"])
def test_other_symbols_can_be_typed(symbol: str) -> None:
    asked = one(part(Expression(2, Num("2"), (symbol,))))
    assert moodle_stack.render(asked, item_of(asked)).body.plugin == "stack"


# ─── Inputs and texts ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("asked", FAMILIES)
def test_every_input_and_tree_has_its_place(asked: Verified) -> None:
    found = STACK[asked.id]
    tags = [match.groups() for match in OWN.finditer(found.text)]
    below = [match.groups() for match in OWN.finditer(found.specific)]
    assert sorted(name for kind, name in tags if kind == "input") == sorted(found.inputs)
    assert sorted(name for kind, name in tags if kind == "validation") == sorted(found.inputs)
    places = [("feedback", name) for name in found.trees]
    assert len(places) == len(asked.parts)
    # What is said of a part stands below it, before the next one.
    assert [tag for tag in tags if tag[0] == "feedback"] == (places if len(places) > 1 else [])
    assert below == ([] if len(places) > 1 else places)
    for tree, (name, part_asked) in zip(found.trees.values(), enumerate(asked.parts), strict=True):
        owned = [entry for entry in found.inputs if tree.mentions(entry)]
        assert owned, f"part {name} ({part_asked.id}) has no inputs"
        if len(places) > 1:
            assert tags.index(("validation", owned[-1])) < tags.index(("feedback", tree.name))


@pytest.mark.parametrize("asked", FAMILIES)
def test_every_input_is_used_and_has_a_key(asked: Verified) -> None:
    found = STACK[asked.id]
    defined = {line.partition(":")[0] for line in found.variables.splitlines()}
    for entry in found.inputs.values():
        assert any(tree.mentions(entry.name) for tree in found.trees.values())
        assert entry.tans in defined or re.fullmatch(r"[-0-9.,\[\](){}/inf]+|matrix\(.*\)", entry.tans)


KINDS: list[tuple[Answer, list[str]]] = [
    (number("2"), ["numerical"]),
    (Expression(2, Num("2"), ("x",)), ["algebraic"]),
    (vector("1 2"), ["matrix"]),
    (matrix("1 2", "3 4"), ["matrix"]),
    (number_set("1 2"), ["algebraic"]),
    (interval("0", "1", (True, False)), ["dropdown", "algebraic", "algebraic", "dropdown"]),
    (text("Gauss"), ["string"]),
    (Choice(options(("a", True, ""), ("b", False, ""))), ["radio"]),
    (Matching((say("l"), say("m")), (say("r"), say("s")), (1, 0)), ["dropdown", "dropdown"]),
    (Ordering((say("a"), say("b"), say("c")), (2, 0, 1)), ["dropdown", "dropdown", "dropdown"]),
]


@pytest.mark.parametrize(("answer", "types"), KINDS, ids=[answer.kind for answer, _ in KINDS])
def test_each_kind_has_its_inputs(answer: Answer, types: list[str]) -> None:
    found = read(one(part(answer), part(number("5"), id="last")))
    assert [entry.type for entry in found.inputs.values()] == [*types, "numerical"]
    assert all(entry.settings["forbidfloat"] == "0" for entry in found.inputs.values())
    typed = ("numerical", "algebraic", "matrix")
    assert all(
        (entry.settings["mustverify"] == "1") == (entry.type in typed) for entry in found.inputs.values()
    )


def variables(asked: Verified) -> dict[str, str]:
    """The question variables: name → value."""
    lines = [line for line in read(asked).variables.splitlines() if not line.startswith("sw_")]
    return dict([line.rstrip(";").split(": ", 1) for line in lines])


def test_values_are_written_as_they_are_shown() -> None:
    lying = Vector(vector("1 2").entries, matrix("1 2").shown)
    third = Number(Fraction(1, 3), shown(Fraction(1, 3)))
    values = variables(
        one(
            part(number("2.5", absolute("0.1"))),
            part(third, id="b"),
            part(vector("1 2"), id="c"),
            part(lying, id="d"),
        )
    )
    assert values == {"ta1": "2.5", "ta2": "1/3", "ta3": "matrix([1],[2])", "ta4": "matrix([1,2])"}


def test_decimals_are_typed_as_the_language_writes_them() -> None:
    for language, mark in (("en", "."), ("de", ","), ("fr", ",")):
        root = etree.fromstring(element(one(part(number("2.5")), language=language)))
        assert root.findtext("decimals") == mark


def test_a_unit_stands_behind_its_input() -> None:
    measured = next(asked for asked in QUESTIONS if getattr(asked.parts[0].answer, "unit", None))
    assert r"[[input:ans1]] \(" in read(measured).text
    assert "the unit is printed behind the blank" in [
        loss.instead for loss in moodle_stack.render(measured, item_of(measured)).losses
    ]


def test_what_is_typed_otherwise_is_said() -> None:
    found = read(one(part(Expression(2, Num("2"), ("i", "x")))))
    assert r"Type i0 for \(i\)" in found.text
    assert found.inputs["ans1"].settings["allowwords"] == "i0"
    # What means something else must not be taken for the symbol.
    assert found.inputs["ans1"].settings["forbidwords"] == "i"


@pytest.mark.parametrize(("value", "checks"), [("x*y", "checkvars:1"), ("x**2", ""), ("2", "")])
def test_other_symbols_are_refused_where_that_gives_nothing_away(value: str, checks: str) -> None:
    made = Expression(sympy.sympify(value), Num("2"), ("x", "y"))
    assert read(one(part(made))).inputs["ans1"].settings["options"] == checks
    assert read(one(part(Vector((made, made), Num("2"))))).inputs["ans1"].settings["options"] == checks


def test_the_right_answer_is_shown_as_it_is_printed() -> None:
    """What need not be exact is a decimal there; the tree and the tests go on with the exact value."""
    loose = Number(sympy.sqrt(2), Num("1.41"), absolute("0.01"))
    strict = Number(sympy.sqrt(2), Num("1.41"))
    far = Number(sympy.sqrt(2), Num("1.4"), absolute("0.01"))
    found = read(
        one(part(loose), part(strict, id="b"), part(far, id="c"), part(Set((loose,), Num("1")), id="d"))
    )
    assert [entry.tans for entry in found.inputs.values()] == ["1.41", "ta2", "ta3", "{1.41}"]
    assert "ta1: sqrt(2);" in found.variables
    assert found.tests[0].inputs["ans1"] == "ta1"


def test_a_part_stands_on_the_line_that_asks_for_it() -> None:
    asked = one(part(number("2"), prompt=para("Type")), part(matrix("1 2"), id="b", prompt=para("Fill in")))
    lines = read(asked).text.splitlines()
    assert "<p><strong>(a)</strong> <label>Type [[input:ans1]]</label></p>" in lines
    assert "<p><strong>(b)</strong> Fill in</p>" in lines
    alone = read(one(part(number("2"), prompt=())))
    assert "<p><label>[[input:ans1]]</label></p>" in alone.text


def test_a_figure_in_an_option_stands_above_it() -> None:
    figure = picture("a line", (0, 0), (1, 1))
    right, wrong = options(("a", True, ""), ("b", False, ""))
    pictured = Choice((replace(right, content=(figure,)), wrong))
    asked = one(part(pictured), part(number("1"), id="b"))
    root = etree.fromstring(element(asked))
    assert b64decode(root.find("questiontext/file").text) == svg(figure)  # type: ignore[union-attr, arg-type]
    assert read(asked).variables.splitlines()[-2] == 'ta1: [[0,true,"(a)"],[1,false,"(b)"]];'


def test_hints_are_kept() -> None:
    root = etree.fromstring(element(one(part(number("1")), hints=(para("First."), para("Then {@1@}.")))))
    said = [each.findtext("text") or "" for each in root.iterfind("hint")]
    assert [visible(each) for each in said] == ["First.", "Then {@1@}."]
    assert not any(map(ALIVE.search, said))


def test_notes_differ_between_variants() -> None:
    notes = [found.note for found in STACK.values()]
    assert len(set(notes)) == len(notes)


# ─── Trees ───────────────────────────────────────────────────────────────────────────────────────────────


def every_tree() -> Iterator[tuple[stack_reader.Question, Tree]]:
    for found in STACK.values():
        for tree in found.trees.values():
            yield found, tree


def test_every_way_through_a_tree_ends() -> None:
    for _, tree in every_tree():
        reached = {"0"}
        for name, node in tree.nodes.items():
            for branch in (node.true, node.false):
                assert branch.next == END or int(branch.next) > int(name), "a way back"
                reached.add(branch.next)
        assert reached - {END} == set(tree.nodes)


def test_notes_of_a_tree_are_its_own() -> None:
    for found in STACK.values():
        notes = [
            branch.note
            for tree in found.trees.values()
            for node in tree.nodes.values()
            for branch in (node.true, node.false)
        ]
        assert len(set(notes)) == len(notes)
        assert all(note and not set(note) & set(";|") for note in notes)


def test_every_variable_of_a_tree_is_there() -> None:
    """What a test compares or a score names is an input, a variable of the question or of the tree, or a value."""
    for found, tree in every_tree():
        lines = [*found.variables.splitlines(), *tree.variables.splitlines()]
        known = {line.partition(":")[0] for line in lines} | set(found.inputs) | {"true", "member"}
        for node in tree.nodes.values():
            for said in (node.sans, node.tans, node.true.score, node.false.score):
                assert set(re.findall(r"[a-z_%][a-z0-9_]*", said)) <= known


def test_functions_are_there_if_they_are_called() -> None:
    for found in STACK.values():
        code = "\n".join([found.variables, *(tree.variables for tree in found.trees.values())])
        called = set(re.findall(r"\b(sw_[a-z]+)\(", code))
        defined = re.findall(r"^(sw_[a-z]+)\([^)]*\) :=", found.variables, re.MULTILINE)
        assert set(defined) == called
        assert len(set(defined)) == len(defined)


def test_the_functions_of_the_file_have_balanced_brackets() -> None:
    everything = functions.needed([f"{name}(" for name in functions._table()])
    assert len(everything) == len(functions._table()) > 10
    for definition in everything:
        assert definition.endswith(";")
        assert definition.count("(") == definition.count(")")
        assert definition.count("[") == definition.count("]")


def test_what_the_database_holds_is_short_enough() -> None:
    for found, tree in every_tree():
        for node in tree.nodes.values():
            assert max(map(len, (node.sans, node.tans, node.true.score, node.false.score))) <= 255
            assert len(node.name) <= 8
        for entry in found.inputs.values():
            assert max(map(len, (entry.tans, entry.settings["allowwords"]))) <= 255
        for test in found.tests:
            assert max(map(len, test.inputs.values())) <= 255


def test_feedback_of_mistakes_is_said_where_they_are_recognised() -> None:
    for asked in QUESTIONS:
        if not for_stack(asked):
            continue
        for one_part, tree in zip(asked.parts, STACK[asked.id].trees.values(), strict=True):
            said = [branch.feedback for node in tree.nodes.values() for branch in (node.true, node.false)]
            for mistake in one_part.mistakes:
                assert castext.inlines(mistake.feedback) in said


def test_feedback_of_options_is_said_where_they_are_chosen() -> None:
    chosen = options(("yes", True, "It is."), ("no", False, "It is not."), ("perhaps", False, "It must be."))
    for answer in (Choice(chosen), MultipleChoice(chosen)):
        found = read(one(part(answer), part(number("1"), id="b")))
        said = {
            node.tans if node.tans != "true" else node.sans: node.true
            for node in found.trees["prt1"].nodes.values()
        }
        for place, option in enumerate(chosen):
            test = str(place) if isinstance(answer, Choice) else f"member({place},ans1)"
            assert said[test].feedback == castext.inlines(option.feedback)


def followed() -> Verified:
    first = part(number("4"), Mistake(number("6"), say("no")), id="a")
    second = replace(
        part(vector("8 1"), id="b"), follows=("a",), consequences=(Consequence("a", 0, vector("12 1")),)
    )
    return one(first, second)


def test_what_follows_from_a_mistake_needs_both_answers() -> None:
    found = read(followed())
    tree = found.trees["prt2"]
    key, earlier, mine = tree.nodes.values()
    assert (earlier.sans, earlier.tans) == ("ans1", "wrong1_1")
    assert (mine.sans, mine.tans) == ("ans2", "after2_1")
    assert earlier.true.next == mine.name
    assert mine.true.score == "1"
    assert "part a" in mine.true.feedback
    assert {key.false.next, earlier.false.score} == {earlier.name, "credit2"}
    assert mine.false.score == "credit2"
    # Part b is marked though part a is left empty, and then part a is not.
    assert found.inputs["ans1"].settings["options"] == "allowempty"
    assert found.inputs["ans2"].settings["options"] == ""
    assert found.trees["prt1"].variables.startswith("%stack_prt_stop_p: is(ans1 = EMPTYANSWER);")
    assert not moodle_stack.render(followed(), item_of(followed())).losses


def test_a_part_that_follows_in_ways_that_nobody_knows_is_reported() -> None:
    asked = one(part(number("4"), id="a"), replace(part(number("8"), id="b"), follows=("a",)))
    losses = moodle_stack.render(asked, item_of(asked)).losses
    assert [(loss.part, loss.instead) for loss in losses] == [("b", "marked without follow-through")]


def test_what_follows_in_another_shape_is_reported() -> None:
    first = part(number("4"), Mistake(number("6"), say("no")), id="a")
    longer = (Consequence("a", 0, vector("1 2 3")),)
    second = replace(part(vector("8 1"), id="b"), follows=("a",), consequences=longer)
    asked = one(first, second)
    losses = moodle_stack.render(asked, item_of(asked)).losses
    assert [(loss.part, loss.instead) for loss in losses] == [("b", "marked without follow-through")]
    assert "after2_1" not in element(asked)


def test_a_mistake_of_another_shape_is_reported() -> None:
    asked = one(part(vector("1 2"), Mistake(vector("1 2 3"), say("too many"))))
    losses = moodle_stack.render(asked, item_of(asked)).losses
    assert [loss.instead for loss in losses] == ["its feedback is not shown"]
    assert "too many" not in element(asked)


# ─── Question tests ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("asked", FAMILIES)
def test_question_tests_expect_what_there_is(asked: Verified) -> None:
    found = STACK[asked.id]
    for each, (name, expected) in zip(asked.parts, found.tests[0].expected.items(), strict=True):
        # STACK cannot type a backslash at the end of a text in a question test.
        tried = not isinstance(each.answer, TextAnswer) or not each.answer.accepted[0].endswith("\\")
        known = stack_reader.Expected(1.0, 0.0, f"{name}-key")
        assert expected == (known if tried else stack_reader.Expected(0.0, 0.1, f"{name}-other"))
    for test in found.tests:
        assert set(test.inputs) == set(found.inputs)
        assert set(test.expected) == set(found.trees)
        for name, expected in test.expected.items():
            nodes = found.trees[name].nodes.values()
            notes = {branch.note for node in nodes for branch in (node.true, node.false)}
            assert expected.note in notes or (expected.note, expected.score) == ("NULL", None)


def credits() -> list[tuple[OpenAnswer, OpenAnswer]]:
    """Keys, each with another answer of its kind whose credit is known by its judge."""
    found: list[tuple[Any, OpenAnswer]] = [
        (each.answer, mistake.answer)
        for asked in QUESTIONS
        for each in asked.parts
        for mistake in each.mistakes
    ]
    near = absolute("0.1")
    more: list[tuple[OpenAnswer, OpenAnswer]] = [
        (number_set("1 2 3"), number_set("2 3 4")),
        (number_set("1 1.15 2", near), number_set("1.1 1.2 5", near)),
        (interval("0", "1", (True, False)), interval("0", "2", (True, False))),
        (interval("0", "1", (True, False)), interval("0", "1", (False, False))),
        (interval("0", "1", (True, False)), interval("5", "6", (True, True))),
        (vector("1 2 3", up_to="sign"), vector("-1 -2 4")),
        (vector("1 2 3", up_to="scale"), vector("1 2 4")),
        (vector("1 2 3", up_to="scale"), vector("-2 -4 -6")),
        (vector("1 2 3", up_to="positive scale"), vector("-2 -4 -6")),
        (replace(vector("1 2 3"), whole=True), vector("1 2 4")),
        (vector("1 2 3", near), vector("1.1 2.2 3", near)),
        (matrix("1 2", "3 4"), matrix("1 2", "3 5")),
    ]
    pairs = [*found, *more]
    return [(key, other) for key, other in pairs if typed_key(other) is not None and has_shape(key, other)]


def has_shape(key: OpenAnswer, other: OpenAnswer) -> bool:
    """Has it as many entries as the key? A judge reads no other."""
    if isinstance(key, Vector) and isinstance(other, Vector):
        return len(key.entries) == len(other.entries)
    return not isinstance(key, Set) or not isinstance(other, Set) or len(key.elements) == len(other.elements)


@pytest.mark.parametrize(("key", "other"), credits(), ids=lambda answer: answer.kind)
def test_the_credit_of_a_mistake_is_that_of_its_judge(key: OpenAnswer, other: OpenAnswer) -> None:
    assert credit(key, other) == judge(key, typed_key(other))


def test_a_set_of_too_many_elements_earns_less() -> None:
    assert credit(number_set("1 2"), number_set("1 2 3 4")) == Fraction(1, 2)


# ─── Nothing that an author writes becomes code ──────────────────────────────────────────────────────────

CODE = [
    "[[input:ans9]] [[validation:ans9]] [[feedback:prt9]]",
    '{@system("ls")@} {#1+1#}',
    "[[[[ ]]]] [[[ ]]] {{@@}} {@{@1@}@}",
    "[[jsxgraph]] [[/jsxgraph]] [[ if test='true' ]]",
    "@@PLUGINFILE@@/x.svg $$a$$ $b$",
    '" ; ta1: 0; "',
    '\\ \\" \\\\ \\(x\\)',
    "!ploturl! !LEFTR! QMCHAR a\u202f:\u00a0b",
    HOSTILE,
]


def everywhere(said: str) -> Verified:
    """A question that says it in every place."""
    line = (Text(said),)
    several = Choice(options((said, True, said), (f"{said} b", False, said)))
    lefts = Matching((line, say("m")), (line, say("s")), (1, 0))
    parts = (
        part(number("1"), Mistake(number("2"), line), prompt=para(said)),
        part(several, id="b"),
        part(lefts, id="c"),
        part(Ordering((line, say("z")), (1, 0)), id="d"),
        part(text("so", said.strip() or "x"), id="e"),
    )
    made = one(*parts, stem=para(said), solution=para(said), hints=(para(said),))
    return Verified(replace(made, values=(("a", said),)))


def texts_of(xml: str) -> list[str]:
    """All texts of a question that STACK takes for its own markup, without the tags that belong there."""
    root = etree.fromstring(xml)
    names = ["questiontext", "generalfeedback", "specificfeedback", "questionnote", "hint"]
    found = [each.findtext("text") for name in names for each in root.iterfind(name)]
    for side in ("truefeedback", "falsefeedback"):
        found += [each.findtext("text") for each in root.iterfind(f"prt/node/{side}")]
    return [OWN.sub("", said or "") for said in found]


@pytest.mark.parametrize("said", CODE)
def test_hostile_text_is_shown_as_it_is(said: str) -> None:
    xml = element(everywhere(said))
    found = texts_of(xml)
    assert not any(map(ALIVE.search, found))
    assert sum(said in visible(each) for each in found) >= 6
    assert not any(map(formulas, found))
    assert "ans9" not in stack_reader.read(f"<quiz>{xml}</quiz>")[0].inputs


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs"))) | st.text('[]{}@#$"\\&;< a'))
def test_any_text_is_inert_and_comes_back(said: str) -> None:
    escaped = said.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    made = castext.inert(escaped)
    assert html.unescape(made) == html.unescape(escaped)
    assert not ALIVE.search(made)
    assert "@@" not in made
    assert "$" not in made


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs"))) | st.text('[]{}@#$"\\&;< a'))
def test_any_text_is_one_string_of_maxima(said: str) -> None:
    escaped = said.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    made = castext.quoted(escaped)
    inner = re.fullmatch(r'"((?:[^"\\]|\\.)*)"', made)
    assert inner, made
    assert not set(inner[1]) & set("[]{}@$")
    assert html.unescape(inner[1].replace("\\\\", "\\")).split() == html.unescape(escaped).split()


@pytest.mark.parametrize("said", CODE)
def test_hostile_options_are_strings(said: str) -> None:
    values = variables(everywhere(said))
    (first, second) = re.findall(r'\[\d,(?:true|false),"((?:[^"\\]|\\.)*)"\]', values["ta2"])
    for option, shown_text in ((first, said), (second, f"{said} b")):
        markup = option.replace("\\\\", "\\")
        assert visible(markup).split(" ") == shown_text.split(" ")
        assert not re.search("!|QMCHAR", markup)
        assert not formulas(markup)


# ─── The same again ──────────────────────────────────────────────────────────────────────────────────────


def test_the_same_question_is_the_same_text() -> None:
    for asked in QUESTIONS:
        assert moodle_stack.render(asked, item_of(asked)) == moodle_stack.render(asked, item_of(asked))
