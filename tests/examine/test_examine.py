"""What `check` notices: answers that come back, choices that give themselves away, variants that differ."""

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.cli.reports import as_json, github, junit, text
from generator.engine.processes import silent
from generator.errors import Fault, Place, SpecError, VerificationError
from generator.examine import Examination, Report, examine
from generator.examine.guessing import GuessTally
from generator.examine.spread import DifficultySpread
from generator.model import Choice, Inlines, Option, Part, Question, Text
from generator.sets.library import FamilyFile

HEAD = "title: T\ntopics: [t]\nlevel: core\nparameters:\n  a: integer(1, 40)\n  b: integer(1, 40)\n"


def examined(tmp_path: Path, body: str, wanted: int = 200, whole: bool = False) -> Report:
    path = tmp_path / "family.yaml"
    path.write_text(HEAD + body, encoding="utf-8")
    return examine(Examination(FamilyFile("family", path, "family.yaml"), wanted, whole), silent)


def number(answer: str, certificate: str, more: str = "") -> str:
    return (
        "question: What is {{ a }} and {{ b }}?\nparts:\n  - kind: number\n"
        f"    answer: {answer}\n    certificate: {certificate}\n{more}solution: So.\n"
    )


def test_an_ordinary_family_raises_no_doubt(tmp_path: Path) -> None:
    report = examined(tmp_path, number("a + b", "value - b == a"))
    assert (report.error, report.warnings, report.proved) == (None, (), 200)
    (spread,) = report.answers
    assert spread.different > 40


def test_all_variants_are_proved_where_there_are_few(tmp_path: Path) -> None:
    report = examined(tmp_path, number("a + b", "value - b == a"), whole=True)
    assert (report.wanted, report.proved) == (1600, 1600)


def test_an_answer_that_comes_back_is_told(tmp_path: Path) -> None:
    body = number("1 if a > 4 else 0", "(value == 1) == (a >= 5) and value >= 0")
    report = examined(tmp_path, body)
    assert any("the answer is 1 in " in warning for warning in report.warnings)


def test_a_verdict_that_is_nearly_always_true_is_told(tmp_path: Path) -> None:
    body = (
        "question: Look.\nparts:\n  - kind: true/false\n    prompt: '{{ a }} is above {{ b }} / 9.'\n"
        "    answer: 9 * a > b\n    certificate: value == (9 * a - b > 0)\nsolution: So.\n"
    )
    assert any("the answer is true" in warning for warning in examined(tmp_path, body).warnings)


def test_variants_that_are_not_equally_hard_are_told(tmp_path: Path) -> None:
    body = number("a ** (1 if b < 20 else 5)", "value == a * a ** (0 if b < 20 else 4)")
    report = examined(tmp_path, body)
    assert any("`largest`" in warning and "fair:" in warning for warning in report.warnings)


def test_what_hardly_any_format_grades_is_told(tmp_path: Path) -> None:
    body = (
        "symbols: [x]\nquestion: Expand {{ a }} and {{ b }}.\nparts:\n  - kind: expression\n    answer: a*x + b\n"
        "    certificate: value - b == a*x\nsolution: So.\n"
    )
    assert any(
        "part a: only moodle-stack grades it" in warning for warning in examined(tmp_path, body).warnings
    )


def test_an_option_that_is_never_right_is_told(tmp_path: Path) -> None:
    body = (
        "question: Look at {{ a }} and {{ b }}.\nparts:\n  - kind: multiple\n    options:\n"
        "      - {text: one, right: a > 40}\n      - {text: two, right: b > 0}\n      - {text: three, right: a > b}\n"
        "      - {text: four}\nsolution: So.\n"
    )
    told = examined(tmp_path, body).warnings
    assert [warning.split("; ")[0] for warning in told] == [
        "part a: `right: a > 40` holds never",
        "part a: `right: b > 0` holds always",
    ]


def test_an_easy_spread_is_no_warning() -> None:
    assert not DifficultySpread("largest", 100, 1, 3, 9, 30, 40).warning()
    assert DifficultySpread("largest", 100, 1, 3, 9, 300, 400).warning()
    assert not DifficultySpread("largest", 10, 1, 3, 9, 300, 400).warning()


def option(content: str, right: bool) -> Option:
    line: Inlines = (Text(content),)
    return Option(line, right)


def asked(options: list[tuple[str, bool]], id: str) -> Question:
    choice = Choice(tuple(option(content, right) for content, right in options))
    return Question(id, "f", 0, "T", (), "core", (), (Part("a", (), choice),), ())


@pytest.mark.parametrize(
    ("options", "way"),
    [
        ([("a long one, it is", True), ("short", False), ("brief", False)], "longest"),
        ([("1", True), ("123", False), ("456", False)], "shortest"),
        ([("−1", True), ("12", False), ("13", False), ("14", False)], "odd"),
        ([("12", True), ("13", False), ("14", False), ("15", False)], "position"),
    ],
)
def test_each_way_of_guessing_is_found(options: list[tuple[str, bool]], way: str) -> None:
    tally = GuessTally()
    for number in range(60):
        turn = 0 if way == "position" else number % len(options)
        tally.add(asked(options[turn:] + options[:turn], f"q{number}"))
    found = {guess.way: guess for guess in tally.guesses()}
    assert found[way].right == 1
    assert found[way].warning()
    assert found[way].blind == Fraction(1, len(options))


def test_blind_guessing_is_no_skill() -> None:
    tally = GuessTally()
    for number in range(60):
        options = [(f"{10 + k}", k == number % 4) for k in range(4)]
        tally.add(asked(options, f"q{number}"))
    assert not any(guess.warning() for guess in tally.guesses())


# ─── Styles of report ────────────────────────────────────────────────────────────────────────────────────

PLACE = Place("a/b.yaml", 3, 7, "answer: 50%", 2)
GOOD = Report("area/good", 20, proved=20, seconds=0.001, file="a/good.yaml")
BAD = replace(GOOD, family="area/bad", error=SpecError([Fault("it is\nwrong: 50 %, yes", PLACE, "mend it")]))
WORSE = replace(GOOD, family="area/worse", error=VerificationError("fails <&>", "again", PLACE))


def test_junit_has_a_case_for_each_family() -> None:
    root = ElementTree.fromstring(junit([GOOD, BAD, WORSE]))
    assert root.attrib == {"tests": "3", "failures": "2"}
    cases = root.findall("./testsuite/testcase")
    assert [case.get("name") for case in cases] == ["area/good", "area/bad", "area/worse"]
    assert [len(case.findall("failure")) for case in cases] == [0, 1, 1]
    assert "fails <&>" in (cases[2][0].text or "")


def test_github_annotates_the_place() -> None:
    lines = github([GOOD, BAD, WORSE]).splitlines()
    assert lines[0].startswith(
        "::error file=a/b.yaml,title=area/bad,line=3,col=7,endColumn=9::It is%0Awrong: 50 %25,"
    )
    assert lines[1].startswith("::error file=a/b.yaml,")
    assert lines[-1] == "3 families checked, 2 failed"


def test_json_and_text_tell_the_same() -> None:
    told = json.loads(as_json([GOOD, BAD]))
    assert [entry["family"] for entry in told] == ["area/good", "area/bad"]
    assert told[1]["problem"]
    assert "1 failed" in text([GOOD, BAD])
