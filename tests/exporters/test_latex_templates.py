"""Layout templates of an instructor: what they can change, what they cannot reach, and how their faults are told."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from sample_questions import HEADING, QUESTIONS, item_of

from generator.errors import SpecError, UnknownName
from generator.exporters import latex
from generator.exporters.latex import templates
from generator.exporters.latex.document import DOCUMENTS, source
from generator.exporters.latex.papers import deal
from generator.model import Layout, Student, Template
from generator.sets.paper import read_templates

FRAGMENTS = [latex.render(sample, item_of(sample)) for sample in QUESTIONS[:4]]
PAGE = (Path(__file__).parents[2] / "docs/layout.md").read_text(encoding="utf-8")
OURS = sorted((Path(__file__).parents[2] / "templates/pdf").iterdir())


def template(text: str, name: str = "exam.tex") -> Template:
    return Template(name, f"mine/{name}", text)


def exam(*given: Template, **more) -> str:
    heading = replace(HEADING, layout=Layout(templates=given), papers=1, **more)
    return "".join(source("exam", heading, deal(heading, FRAGMENTS)))


def block(content: str, name: str = "rules") -> Template:
    return template(f'<% extends "setwright/exam.tex" %>\n<% block {name} %>\n{content}\n<% endblock %>\n')


# ─── What they can change ────────────────────────────────────────────────────────────────────────────────


def test_one_block_is_replaced_and_the_others_stay() -> None:
    ours, theirs = exam(), exam(block("No calculators, << set.course >>."))
    assert "No calculators, Mathematics 1." in theirs
    assert "\\coverpart{Rules}" in ours
    assert "\\coverpart{Rules}" not in theirs
    assert theirs.count("\\working{") == ours.count("\\working{") > 0


def test_a_template_of_all_documents_changes_each_of_them() -> None:
    mine = template('<% extends "setwright/paper.tex" %><% block end %>The end.<% endblock %>', "paper.tex")
    assert "The end." in exam(mine)


def test_the_look_is_a_template_like_the_others() -> None:
    mine = template(
        '<% include "setwright/look.tex" %>\n\\renewcommand\\headline{<< layout.size >>}\n', "look.tex"
    )
    assert "\\renewcommand\\headline{a4}" in exam(mine)


def test_a_template_may_use_one_of_its_own() -> None:
    assert "by hand" in exam(block('<% include "extra.tex" %>'), template("by hand", "extra.tex"))
    assert templates.check((block('<% include "extra.tex" %>'), template("by hand", "extra.tex"))) == []


def test_a_student_is_named_and_what_the_roster_says_can_be_printed() -> None:
    mine = block("<% for field in paper.student.fields %><< field.name >>: << field.value >><% endfor %>")
    ada = Student("k_1", "Ada & Co", (("Group", "50 %"),))
    written = exam(mine, students=(ada,))
    assert "\\field{Name}{Ada \\& Co}" in written
    assert "\\field{Student ID}{k\\_1}" in written
    assert "Group: 50 \\%" in written
    assert "\\field{Name}{}" in exam()


# ─── What they cannot reach ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "attempt",
    [
        "<< ''.__class__.__mro__ >>",
        "<< set.update({'title': 'x'}) >>",
        "<< questions.append(1) >>",
        "<< 'a' * 100000000 >>",
        "<< 10 ** 10000000 >>",
        "<< '%999999999d' % 1 >>",
        "<< 'a'.format.__globals__ >>",
        "<< '{0.__class__}'.format(set) >>",
    ],
)
def test_the_sandbox_holds(attempt: str) -> None:
    with pytest.raises(SpecError) as caught:
        exam(block(attempt))
    (fault,) = caught.value.faults
    assert (fault.place.file, fault.place.line) == ("mine/exam.tex", 3)
    assert attempt in fault.place.text


@pytest.mark.parametrize(
    "attempt",
    [
        '<% include "/etc/passwd" %>',
        '<% include "../../README.md" %>',
        '<% include "setwright/../../README.md" %>',
        '<% import "os" as os %>',
        "<< range(9) >>",
        "<< 'a' | center(100000000) >>",
        "<< titel >>",
        "<% for x in questions %>",
        "<% nonsense %>",
    ],
)
def test_what_can_be_seen_beforehand_is_told_beforehand_at_its_line(attempt: str) -> None:
    faults = templates.check((block(attempt),))
    assert {fault.place.file for fault in faults} == {"mine/exam.tex"}
    assert {fault.place.line for fault in faults} <= {
        3,
        4,
    }  # a tag that is not closed is missed at the next one
    assert faults


def test_ours_are_without_fault() -> None:
    given = tuple(Template(path.name, path.name, path.read_text(encoding="utf-8")) for path in OURS)
    assert templates.check(given) == []


def test_a_value_that_is_not_there_is_told_when_it_is_met() -> None:
    with pytest.raises(SpecError) as caught:
        exam(block("\n<< paper.nmuber >>"))
    assert caught.value.render().startswith("mine/exam.tex:4:1: There is no value `nmuber` here.")


def test_a_file_that_nothing_uses_is_told() -> None:
    (fault,) = templates.check((template("x", "exams.tex"),))
    assert "exam.tex" in fault.hint


def test_a_folder_without_templates_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "readme.txt").write_text("x")
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(UnknownName, match=r"\.tex"):
            read_templates(folder)
    (tmp_path / "exam.tex").write_bytes(b"\xff")
    with pytest.raises(SpecError, match="UTF-8"):
        read_templates(tmp_path)


# ─── The page about them ─────────────────────────────────────────────────────────────────────────────────


def test_the_page_has_every_template_block_and_value(monkeypatch: pytest.MonkeyPatch) -> None:
    told = set(re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", PAGE, flags=re.MULTILINE | re.DOTALL)))
    for path in OURS:
        assert path.name in told
        blocks = re.findall(r"<% block (\w+)", path.read_text(encoding="utf-8"))
        assert set(blocks) <= told, path.name
    given = {}
    rendered = templates.Layouts.rendered

    def spying(self, name, values):
        given.update(values)
        return rendered(self, name, values)

    monkeypatch.setattr(templates.Layouts, "rendered", spying)
    exam(students=(Student("1", "A"),))
    assert set(given) == set(templates.VALUES)
    named = {**given, "question": given["questions"][0], "paper.student": given["paper"]["student"]}
    for name, value in named.items():
        names = {f"{name}.{part}" for part in value} if isinstance(value, dict) else {name}
        assert names <= told, names - told


@pytest.mark.parametrize("example", re.findall(r"```jinja\n(.*?)```", PAGE, re.DOTALL))
def test_the_examples_of_the_page_are_templates(example: str) -> None:
    mine = template(example, "exam.tex" if "exam.tex" in example else "look.tex")
    assert templates.check((mine,)) == []
    assert exam(mine) != exam()


def test_documents_are_those_of_the_templates() -> None:
    assert {f"{name}.tex" for name in DOCUMENTS} <= {path.name for path in OURS}
