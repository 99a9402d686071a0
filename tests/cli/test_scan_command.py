"""`setwright scan`, from sheets that a program has filled in: what is written, against marks computed from the key."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
import shutil
from collections.abc import Iterator
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from cli_commands import Run, setwright, snapshot, unchanged
from PIL import Image

from generator.cli.scan import _plans
from generator.scanning.known import Papers, Plans
from generator.sets.library import Library
from tests.scanning.filled import number, page, saved

NEW = Path(__file__).parents[2] / "templates/new"
SET = """\
title: Quiz <i>
paper:
  digits: 3
papers: 2
items:
  - {family: choice, variants: 2, points: 2}
  - {family: multiple, variants: 2, points: 3}
  - {family: verdict, variants: 2, points: 1}
  - {family: matching, variants: 2, points: 4}
  - {family: number, variants: 2, points: 5}
"""
POINTS = {"1": 2, "2": 3, "3": 1, "4": 4}
ROSTER = "id,name\n007,Zoë Müller\ns12,=Ann\n30,王小明\n41,Ben\n"
FILLED = {
    "007": {"1": "a", "2": "ab", "3": "T", "3 a–d": "a", "4.1": "a", "4.2": "b", "4.3": "c"},
    "s12": {"1": "b", "2": "abd", "3": "F", "3 a–d": "c", "4.1": "c", "4.2": "d"},
    "30": {"1": "c", "2": "d", "3": "T", "3 a–d": "d", "4.1": "e", "4.2": "a", "4.3": "b"},
}
"""What the students filled in; the third also has a second letter in row 1, and touched one in row 4.1."""


def earned(question: str, key: str, filled: dict[str, str]) -> Fraction:
    """What a student's letters earn, by the key in `answers.csv`: everything is worked out here once more."""
    if question == "1":
        return Fraction(filled["1"] == key)
    if question == "2":
        right = set(key.split(", "))
        hits, slips = len(right & set(filled["2"])), len(set(filled["2"]) - right)
        return max(Fraction(0), Fraction(hits, len(right)) - Fraction(slips, 5 - len(right)))
    if question == "3":
        verdict, reason = key.split(", ")
        return Fraction(filled["3"] == {"true": "T", "false": "F"}[verdict] and filled["3 a–d"] == reason)
    pairs = [(f"4.{pair[0]}", pair[1]) for pair in key.split()]
    return Fraction(sum(filled.get(row) == right for row, right in pairs), len(pairs))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Plans]:
    """A folder with specs, a set, a roster, and scans in several files: askew, not in order, one of them blank.

    They are scanned once, and a paper is built for each student, for the key.
    """
    home = tmp_path_factory.mktemp("home")
    specs = home / "problem_specs"
    (specs / "sets").mkdir(parents=True)
    for name in ("choice", "multiple", "verdict", "matching", "number"):
        shutil.copy(NEW / f"{name}.yaml", specs)
    (specs / "sets/quiz.yaml").write_text(SET, encoding="utf-8")
    (home / "students.csv").write_text(ROSTER, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.sets.library.specs_root", lambda: home / "nothing")
        library = Library.open(None, home)
        plans = _plans(library.find_set("quiz"), library, None, None, None)
    papers = Papers(plans)
    sheets = {id: papers._drawn(id) for id in FILLED}
    scans = home / "scans"
    scans.mkdir()
    doubtful = page(sheets["30"], 1, {**FILLED["30"], "1": "bc"}, {"4.1": "b"})
    saved(scans / "b.pdf", [doubtful, page(sheets["007"], 1, FILLED["007"])], 1)
    blank = Image.new("L", (900, 1200), 255)
    saved(scans / "a.tif", [page(sheets["s12"], 1, FILLED["s12"])], 2)
    blank.save(scans / "c.png")
    (scans / "notes.txt").write_text("nothing to read")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        patch.setattr("generator.sets.library.specs_root", lambda: home / "nothing")
        assert setwright("build", "quiz", "--to", "latex", "--roster", "students.csv").code == 0
        (home / "told.txt").write_text(scanned().out)
    return home, plans


@pytest.fixture
def home(made: tuple[Path, Plans], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(made[0], tmp_path / "home")
    monkeypatch.chdir(tmp_path / "home")
    monkeypatch.setattr("generator.sets.library.specs_root", lambda: tmp_path / "nothing")
    return tmp_path / "home"


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def keys() -> dict[str, dict[str, str]]:
    """The keys of all papers, as a build has written them."""
    return {row["id"]: row for row in table(Path("out/quiz/answers.csv"))}


def scanned(*options: str) -> Run:
    run = setwright("scan", "scans", "--roster", "students.csv", "--workers", "1", *options)
    assert (run.code, run.err) == (0, "")
    return run


def decimal(points: Fraction) -> str:
    return f"{float(round(points, 4)):g}"


OUT = Path("out/quiz-scan")


def test_marks_are_those_of_the_key_and_doubtful_rows_never_count(home: Path) -> None:
    told = (home / "told.txt").read_text()
    assert "3 pages read, 1 image without a page." in told
    assert "4 students: 2 marked, 1 to review, 1 no paper." in told
    assert "21 rows, 2 asked about" in told
    assert "c.png 1: Of the four registration marks none can be found." in told
    rows = table(OUT / "marks.csv")
    key = keys()
    assert [row["id"] for row in rows] == ["007", "s12", "30", "41"]
    for row in rows[:2]:
        points = {q: worth * earned(q, key[row["id"]][q], FILLED[row["id"]]) for q, worth in POINTS.items()}
        assert {q: row[q] for q in POINTS} == {q: decimal(worth) for q, worth in points.items()}
        assert row["total of bubbles"] == decimal(sum(points.values(), Fraction(0)))
        assert (row["code"], row["out of"], row["state"]) == (key[row["id"]]["code"], "10", "marked")
        assert row["5 to be marked by hand"] == ""
    assert len({row["total of bubbles"] for row in rows[:2]} - {"0"}) == 2
    doubtful, absent = rows[2:]
    assert (doubtful["1"], doubtful["4"], doubtful["total of bubbles"]) == ("", "", "")
    assert doubtful["2"] == decimal(3 * earned("2", key["30"]["2"], FILLED["30"]))
    assert doubtful["state"] == "to review"
    assert {name for name, text in absent.items() if text} == {"id", "name", "state"}
    assert absent["state"] == "no paper"


def test_what_was_read_is_told_row_by_row(home: Path) -> None:
    rows = {(row["id"], row["row"]): row for row in table(OUT / "answers.csv")}
    for id in ("007", "s12"):
        for (student, label), row in rows.items():
            if student == id:
                assert row["chosen"].replace(" ", "") == (FILLED[id].get(label) or "none")
                assert row["decided by"] == "machine"
                assert float(row["confidence"]) >= 0.5
    assert len(rows) == 21
    two = rows["30", "1"]
    assert (two["chosen"], two["decided by"], two["scan"]) == ("b c", "", "b.pdf 1")
    assert "More than one" in two["why asked"]
    assert rows["30", "4.1"]["decided by"] == ""


def test_the_workbook_holds_what_the_table_holds_and_numbers_are_numbers(home: Path) -> None:
    sheet = openpyxl.load_workbook(OUT / "marks.xlsx").active
    assert sheet is not None
    head, *lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
    rows = table(OUT / "marks.csv")
    assert head == list(rows[0])
    assert [line[:2] for line in lines] == [
        ["007", "Zoë Müller"],
        ["s12", "=Ann"],
        ["30", "王小明"],
        ["41", "Ben"],
    ]
    assert rows[1]["name"] == "'=Ann"
    total = head.index("total of bubbles")
    assert [line[total] or 0 for line in lines] == [float(row["total of bubbles"] or 0) for row in rows]
    assert {cell.data_type for cell in sheet["B"]} <= {"s", "inlineStr", "n"}


def test_a_person_decides_and_then_all_is_marked(home: Path) -> None:
    asked = table(OUT / "decisions.csv")
    assert [(row["id"], row["row"], row["chosen"]) for row in asked] == [("30", "1", ""), ("30", "4.1", "")]
    path = OUT / "decisions.csv"
    text = path.read_text(encoding="utf-8-sig").replace(",1,,b.pdf 1", ",1,c,b.pdf 1")
    path.write_text(text, encoding="utf-8-sig")
    assert "1 to review" in scanned("--decisions", str(path)).out
    once = table(path)
    assert [(row["row"], row["chosen"]) for row in once] == [("1", "c"), ("4.1", "")]
    assert table(OUT / "marks.csv")[2]["1"] == decimal(2 * earned("1", keys()["30"]["1"], FILLED["30"]))
    with unchanged(home):
        run = setwright("scan", "scans")
    assert run.code == 4
    assert "holds decisions, which would be lost" in run.err
    path.write_text(path.read_text(encoding="utf-8").replace(",4.1,,", ",4.1,e,"), encoding="utf-8")
    path.rename("mine.csv")
    assert "3 marked, 1 no paper" in scanned("--decisions", "mine.csv").out
    row = table(OUT / "marks.csv")[2]
    points = [worth * earned(q, keys()["30"][q], FILLED["30"]) for q, worth in POINTS.items()]
    assert row["total of bubbles"] == decimal(sum(points, Fraction(0)))
    by = {row["row"]: row["decided by"] for row in table(OUT / "answers.csv") if row["id"] == "30"}
    assert [label for label, who in by.items() if who == "person"] == ["1", "4.1"]
    assert (
        "nothing" not in (OUT / "review.html").read_text()
        or "Decided already" in (OUT / "review.html").read_text()
    )


def test_nothing_depends_on_how_many_processes_read(home: Path) -> None:
    first = snapshot(OUT)
    scanned("--workers", "2")
    assert snapshot(OUT) == first
    assert sorted(first) == [
        "answers.csv", "decisions.csv", "manifest.json", "marks.csv", "marks.xlsx", "review.html",
    ]  # fmt: skip


# ─── Numbers and copies ──────────────────────────────────────────────────────────────────────────────────


def test_numbers_say_whose_a_paper_is_and_those_of_nobody_are_asked_about(
    made: tuple[Path, Plans], home: Path
) -> None:
    papers = Papers(made[1])
    one, two = papers._drawn("/1"), papers._drawn("/2")
    (home / "more").mkdir()
    stack = [
        page(one, 1, {**FILLED["007"], **number("007")}),
        page(one, 1, {**FILLED["s12"], **number("030")}),
        page(two, 1, {**FILLED["30"], **number("555")}),
        page(two, 1, {**FILLED["s12"], **number("4 1")}),
    ]
    saved(home / "more/stack.pdf", stack, 3)
    run = setwright("scan", "more", "--roster", "students.csv", "--workers", "1")
    assert (run.code, run.err) == (0, "")
    rows = table(OUT / "marks.csv")
    assert [(row["id"], row["state"]) for row in rows] == [
        ("007", "marked"), ("30", "marked"), ("", "to review"), ("", "to review"), ("s12", "no paper"),
        ("41", "no paper"),
    ]  # fmt: skip
    asked = table(OUT / "decisions.csv")
    assert [(row["row"], row["read"], row["scan"]) for row in asked] == [
        ("number", "555", "stack.pdf 3"), ("number", "4·1", "stack.pdf 4"),
    ]  # fmt: skip
    assert asked[0]["why asked"] == "No student on the roster has this number."
    text = (OUT / "decisions.csv").read_text(encoding="utf-8-sig")
    mended = text.replace(",,stack.pdf 3", ",s12,stack.pdf 3").replace(",,stack.pdf 4", ",41,stack.pdf 4")
    (home / "d.csv").write_text(mended)
    again = setwright("scan", "more", "--roster", "students.csv", "--decisions", "d.csv", "--workers", "1")
    assert "4 students: 4 marked." in again.out
    rows = table(OUT / "marks.csv")
    assert [(row["id"], row["scan"]) for row in rows] == [
        ("007", "stack.pdf 1"), ("s12", "stack.pdf 3"), ("30", "stack.pdf 2"), ("41", "stack.pdf 4"),
    ]  # fmt: skip


# ─── The page ────────────────────────────────────────────────────────────────────────────────────────────


class Page(HTMLParser):
    """A reader of the review page: its elements with their attributes, and the text of some."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self._open = tag

    def handle_data(self, data: str) -> None:
        self.texts[self._open] = self.texts.get(self._open, "") + data

    def all(self, tag: str) -> Iterator[dict[str, str | None]]:
        return (attributes for name, attributes in self.found if name == tag)


def test_the_page_asks_about_every_doubtful_row_and_brings_all_it_needs(home: Path) -> None:
    text = (OUT / "review.html").read_text(encoding="utf-8")
    seen = Page(text)
    rows = list(seen.all("fieldset"))
    assert [(row["data-row"], row["data-scan"]) for row in rows] == [("1", "b.pdf 1"), ("4.1", "b.pdf 1")]
    assert {row["data-code"] for row in rows} == {table(OUT / "marks.csv")[2]["code"]}
    options = [(i["type"], i["name"], i["value"]) for i in seen.all("input")]
    assert options == [("radio", "r1-1", v) for v in ("a", "b", "c", "none")] + [
        ("radio", "r1-2", v) for v in ("a", "b", "c", "d", "e", "none")
    ]
    assert not any("checked" in attributes for attributes in seen.all("input"))
    images = list(seen.all("img"))
    assert len(images) == 2
    for image in images:
        assert image["alt"]
        data = (image["src"] or "").removeprefix("data:image/png;base64,")
        with Image.open(io.BytesIO(base64.b64decode(data))) as picture:
            assert picture.width > 100
            assert picture.getextrema()[0] < 100  # the mark
    assert "c.png" in text
    assert "Quiz &lt;i&gt;" in text
    assert "<i>" not in text


def test_the_page_lets_nothing_in_from_outside(home: Path) -> None:
    text = (OUT / "review.html").read_text(encoding="utf-8")
    seen = Page(text)
    (policy,) = [m["content"] for m in seen.all("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None
    assert policy.startswith("default-src 'none'; img-src data:;")
    for tag in ("style", "script"):
        (inside,) = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    for tag, attributes in seen.found:
        assert not any(name.startswith("on") or name == "style" for name in attributes), tag
        for name in ("src", "href"):
            assert (attributes.get(name) or "#").startswith(("#", "data:image/png;base64,"))
    identifiers = [attributes["id"] for _, attributes in seen.found if "id" in attributes]
    assert len(identifiers) == len(set(identifiers))


# ─── What is refused ─────────────────────────────────────────────────────────────────────────────────────


def test_papers_of_another_seed_are_told_and_nothing_is_written(home: Path) -> None:
    with unchanged(home):
        run = setwright("scan", "scans", "--seed", "other")
    assert run.code == 1
    assert "None of the images in scans can be read." in run.err
    assert "b.pdf 1: Other questions or other keys are drawn for `30` now." in run.err


def test_pages_of_another_set_are_told(home: Path) -> None:
    shutil.copy(home / "problem_specs/sets/quiz.yaml", home / "problem_specs/sets/other.yaml")
    with unchanged(home):
        run = setwright("scan", "scans", "--set", "other")
    assert run.code == 1
    assert "This is a page of the set `quiz`, not of `other`." in run.err


def test_a_set_that_is_not_found_is_asked_for(home: Path) -> None:
    (home / "problem_specs/sets/quiz.yaml").rename(home / "quiz.yaml")
    with unchanged(home):
        run = setwright("scan", "scans")
    assert run.code == 2
    assert "set `quiz`" in run.err
    assert "--set" in run.err
    assert setwright("scan", "scans", "--set", "quiz.yaml", "--workers", "1").code == 0


def test_a_build_is_not_replaced(home: Path) -> None:
    with unchanged(home):
        run = setwright("scan", "scans", "-o", "out/quiz")
    assert run.code == 4
    assert "holds a build" in run.err


def test_decisions_about_nothing_that_was_scanned_are_told_all_at_once(home: Path) -> None:
    codes = {row["id"]: row["code"] for row in table(OUT / "marks.csv")}
    absent = keys()["41"]["code"]
    lines = [
        "scan;code;chosen;row",
        f";{codes['30']};x;1",
        f";{codes['30']};T F;3",
        f";{codes['30'].lower()};;1",
        f";{codes['30']};a;9",
        f";{absent};a;1",
        f";{codes['30']};none;4.1",
        f";{codes['007']};007;number",
    ]
    (home / "d.csv").write_text("\n".join(lines))
    with unchanged(home):
        run = setwright("scan", "scans", "--decisions", "d.csv", "--workers", "1")
    assert run.code == 2
    column = len(codes["30"]) + 3
    assert [line for line in run.err.splitlines() if line.startswith("d.csv")] == [
        f"d.csv:2:{column}: Row 1 has no bubble `x`.",
        f"d.csv:3:{column}: In row 3 one bubble may be chosen, not 2.",
        f"d.csv:5:{column + 2}: There is no row `9` on this paper.",
        "d.csv:6:2: No page of this paper is among the scans.",
        f"d.csv:8:{len(codes['007']) + 7}: There is no row `number` on this paper.",
    ]
