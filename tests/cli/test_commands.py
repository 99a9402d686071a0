"""The commands when all is well: what they print, what they write, and what they do not do."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from cli_commands import Run, setwright, snapshot, unchanged
from lxml import etree

from generator import __version__
from generator.cli import COMMANDS
from generator.cli.replaced_draws import replaced_in_all, replaced_lines
from generator.exporters import EXPORTERS

EXPRESSION = """\
title: A line
topics: [lines]
level: core
symbols: [x]
parameters:
  a: integer(2, 9)
  b: integer(10, 99)
question: Multiply ${{ a }}(x + {{ b }})$ out.
parts:
  - id: out
    kind: expression
    answer: a*x + a*b
    certificate: value - a*x == b*a
    mistakes:
      - answer: a*x + b
        feedback: The ${{ b }}$ is to be multiplied too.
      - answer: x + a*b
        feedback: The $x$ is to be multiplied too.
hints: ["Both terms are multiplied by ${{ a }}$."]
solution: It is ${{ a*x + a*b }}$.
"""


def fresh(*arguments: str, cwd: Path, hash_seed: str = "0", **more: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONHASHSEED": hash_seed,
        **more,
    }
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=60)


def good(run: Run) -> str:
    assert (run.code, run.err) == (0, "")
    return run.out


# ─── build ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_build_replaces_the_earlier_one_and_says_what_it_wrote(folder: Path) -> None:
    out = good(setwright("build", "tiny", "--to", "latex,moodle,qti12,qti21"))

    told = re.findall(r"^(out/tiny/\S+) +\d+ k?B$", out, re.MULTILINE)
    on_disk = [f"out/tiny/{path}" for path, data in snapshot(folder / "out/tiny").items() if data is not None]
    assert sorted(told) == sorted(on_disk)
    assert "3 variants proved" in out
    assert "qti12: Canvas cannot tie feedback to a wrong answer" in out
    manifest = json.loads((folder / "out/tiny/manifest.json").read_text())
    assert len(manifest["files"]) == len(on_disk) - 1
    for path, digest in manifest["files"].items():
        assert hashlib.sha256((folder / "out/tiny" / path).read_bytes()).hexdigest() == digest
    bank = etree.parse(folder / "out/tiny/moodle/tiny.xml")
    assert len(bank.findall("question[questiontext]")) == len(manifest["questions"]) == 3
    for path in (folder / "out/tiny").glob("qti*/*.zip"):
        assert zipfile.ZipFile(path).testzip() is None


def test_the_manifest_tells_how_to_draw_a_question_again(folder: Path) -> None:
    setwright("build", "tiny", "--to", "moodle", "--seed", "autumn", "--variants", "4")
    manifest = json.loads((folder / "out/tiny/manifest.json").read_text())
    last = manifest["questions"][-1]
    assert (manifest["seed"], last["index"], last["files"]) == ("autumn", 3, ["moodle/tiny.xml"])
    assert int(last["key"]["a"]) == int(last["values"]["a"]) + int(last["values"]["b"])

    shown = good(setwright("show", last["family"], "--seed", "autumn", "--variant", "4"))
    assert last["id"] in shown
    assert f"drawn: a = {last['values']['a']}, b = {last['values']['b']}" in shown


def test_json_says_the_same_and_nothing_else(folder: Path) -> None:
    told = json.loads(good(setwright("build", "tiny", "--to", "qti12", "-o", "results", "--json")))
    assert told["proved"] == 3
    assert {file["path"] for file in told["files"]} == {"qti12/tiny.zip", "manifest.json"}
    for file in told["files"]:
        data = (folder / told["directory"] / file["path"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file["size"], file["sha256"])
    assert [(loss["family"], loss["part"], loss["variants"]) for loss in told["losses"]] == [("sum", "a", 3)]


def test_quiet_says_nothing(folder: Path) -> None:
    assert good(setwright("build", "tiny", "--to", "moodle", "--quiet")) == ""


def test_losses_are_grouped_and_strict_refuses_them(folder: Path) -> None:
    (folder / "problem_specs" / "line.yaml").write_text(EXPRESSION)
    (folder / "lines.yaml").write_text(
        "title: Lines\nitems:\n  - family: line\n    variants: 5\n  - family: sum\n"
    )
    out = good(setwright("build", "lines.yaml", "--to", "moodle,latex"))
    assert "in line, part out (5 variants)" in out
    assert "latex:" not in out
    with unchanged(folder):
        assert setwright("build", "lines.yaml", "--to", "moodle,latex", "--strict").code == 6
    assert setwright("build", "lines.yaml", "--to", "latex", "--strict").code == 0


def test_a_bank_has_as_many_files_as_it_needs(folder: Path) -> None:
    good(setwright("build", "tiny", "--to", "moodle", "--per-file", "2"))
    manifest = json.loads((folder / "out/tiny/manifest.json").read_text())
    banks = [path for path in manifest["files"] if path.startswith("moodle/")]
    held = [len(etree.parse(folder / "out/tiny" / path).findall("question[questiontext]")) for path in banks]
    assert sorted(held) == [1, 2]
    assert [len(question["files"]) for question in manifest["questions"]] == [1, 1, 1]

    good(setwright("build", "tiny", "--to", "moodle"))
    again = json.loads((folder / "out/tiny/manifest.json").read_text())
    assert list(again["files"]) == ["moodle/tiny.xml"]
    assert again["build"] == manifest["build"]


@pytest.mark.parametrize("wrong", ["0", "100001", "many"])
def test_a_file_has_at_least_one_question_and_not_too_many(wrong: str, folder: Path) -> None:
    with unchanged(folder):
        run = setwright("build", "tiny", "--to", "moodle", "--per-file", wrong)
    assert (run.code, "--per-file" in run.err) == (2, True)


def test_expressions_are_asked_by_values_where_the_set_wants_that(folder: Path) -> None:
    (folder / "problem_specs" / "line.yaml").write_text(EXPRESSION)
    (folder / "lines.yaml").write_text("title: Lines\nexpressions: values\nitems:\n  - family: line\n")
    out = good(setwright("build", "lines.yaml", "--to", "moodle,latex"))
    assert "asked by its values at points" in out
    assert "latex:" not in out
    id = json.loads((folder / "out/lines/manifest.json").read_text())["questions"][0]["id"]
    shown = good(setwright("show", "line", "--seed", "lines", "--form", "values"))
    assert id in shown
    assert re.search(r"^  at x = 2: \S+, not \S+", shown, re.MULTILINE)
    assert "  at x" not in good(setwright("show", "line", "--seed", "lines"))


def test_formats_are_written_in_one_order(folder: Path) -> None:
    setwright("build", "tiny", "--to", "qti12, moodle,moodle", "-o", "a")
    setwright("build", "tiny", "--to", "moodle,qti12", "-o", "b")
    assert snapshot(folder / "a") == snapshot(folder / "b")


def test_the_default_formats_with_real_tex(folder: Path) -> None:
    if shutil.which("pdflatex") is None:
        pytest.skip("TeX is not installed")
    good(setwright("build", "tiny"))
    files = snapshot(folder / "out/tiny")
    assert {"pdf/worksheet.pdf", "moodle/tiny.xml", "qti12/tiny.zip", "qti21/tiny.zip"} <= files.keys()
    assert (files["pdf/worksheet.pdf"] or b"").startswith(b"%PDF-")


def test_a_full_disk_under_temporary_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("generator.pipeline.spooling", full)
    with unchanged(folder):
        run = setwright("build", "tiny", "--to", "moodle")
    assert (run.code, run.out) == (4, "")
    assert "The folder for temporary files cannot be used: No space left on device." in run.err


def test_an_interrupt_ends_quietly(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("generator.pipeline.spooling", interrupt)
    with unchanged(folder):
        run = setwright("build", "tiny", "--to", "moodle")
    assert (run.code, run.err.strip()) == (130, "Interrupted.")


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_real_interrupt_leaves_nothing_behind(folder: Path, tmp_path: Path, workers: str) -> None:
    (tmp_path / "scratch").mkdir()
    (folder / "problem_specs/sets/two.yaml").write_text(
        "title: Two\nitems:\n  - family: sum\n  - family: sum\n"
    )
    # Who runs tests in the background of a shell lets them ignore interrupts, and Python then leaves it at that.
    heeding = "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    heeding += "runpy.run_module('generator', run_name='__main__', alter_sys=True)"
    command = [sys.executable, "-c", heeding, "build", "two", "--variants", "900000"]
    command += ["--to", "moodle", "--workers", workers]
    slow = folder / "problem_specs" / "sum.yaml"
    slow.write_text(slow.read_text().replace("integer(1, 9)", "integer(1, 100000)"))
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "TMPDIR": str(tmp_path / "scratch"),
    }
    before = snapshot(folder)
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        deadline = time.monotonic() + 30
        # A file of the build itself: Python also tries the folder out with one of its own.
        while not any(path.is_file() for path in (tmp_path / "scratch").glob("setwright-*/*")):
            assert time.monotonic() < deadline, "the build did not begin"
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    # Ended by us, or by the signal itself while Python was closing down: a shell shows 130 for both.
    assert process.returncode in (130, -signal.SIGINT)
    assert out == ""
    assert "Traceback" not in err
    assert snapshot(folder) == before
    assert list((tmp_path / "scratch").iterdir()) == []


def test_hash_seed_and_workers_change_no_byte(folder: Path) -> None:
    (folder / "problem_specs" / "line.yaml").write_text(EXPRESSION)
    (folder / "set.yaml").write_text(
        "title: A set\npapers: 2\nitems:\n  - family: line\n    variants: 3\n"
        "  - tag: addition\n    variants: 2\n"
        "  - family: line\n    variants: 2\n    form: choice\n"
    )
    for name, hash_seed, workers in (("a", "1", "1"), ("b", "2", "2")):
        command = ("-m", "generator", "build", "set.yaml", "--to", "latex,moodle,qti12,qti21", "-o", name)
        done = fresh(*command, "--workers", workers, cwd=folder, hash_seed=hash_seed)
        assert (done.returncode, done.stderr) == (0, "")
    first, second = snapshot(folder / "a"), snapshot(folder / "b")
    assert first == second
    assert len(first) > 6


# ─── check ───────────────────────────────────────────────────────────────────────────────────────────────


def test_check_reports_on_every_family(folder: Path) -> None:
    (folder / "problem_specs" / "line.yaml").write_text(EXPRESSION)
    out = good(setwright("check", "--seeds", "30", "--workers", "2"))
    assert re.search(r"^ok +line +30 proved +of 720 that exist", out, re.MULTILINE)
    assert re.search(r"^ok +sum +30 proved +of 81 that exist", out, re.MULTILINE)
    assert "in line, part out (3 variants)" in out
    assert out.endswith("2 families checked: all proved.\n")


def test_check_counts_what_is_thrown_away(folder: Path) -> None:
    spec = folder / "problem_specs" / "sum.yaml"
    spec.write_text(spec.read_text().replace("question:", "require: a < b\nquestion:"))
    (told,) = json.loads(good(setwright("check", "sum", "--json")))
    assert (told["exist"], told["exact"], told["proved"], told["problem"]) == (36, True, 36, "")
    assert told["draws"] == 36 + told["repeated"] + told["thrown_away"]["a < b"]


def test_check_says_nothing_of_repeated_draws_once_all_variants_were_had(folder: Path) -> None:
    assert "thrown away" not in good(setwright("check", "sum"))
    spec = folder / "problem_specs" / "sum.yaml"
    spec.write_text(spec.read_text().replace("question:", "require: a < b\nquestion:"))
    out = good(setwright("check", "sum"))
    assert "drawn before" not in out
    share, draws, same = re.findall(r"thrown away: (\d+) % of (\d+) draws \((\d+) % `a < b`\)", out)[0]
    (told,) = json.loads(good(setwright("check", "sum", "--json")))
    assert share == same
    assert int(draws) == told["draws"] - told["repeated"] == 36 + told["thrown_away"]["a < b"]


def test_draws_in_which_a_mistake_is_none_are_replaced_and_told_calmly(folder: Path) -> None:
    (folder / "problem_specs" / "line.yaml").write_text(EXPRESSION.replace("integer(2, 9)", "integer(1, 9)"))
    out = good(setwright("check", "line"))
    assert "not proved" not in out
    (count,) = re.findall(
        r"replaced: +(\d+) draws in which a mistake leads to the right answer \(line 15\)", out
    )
    (told,) = json.loads(good(setwright("check", "line", "--json")))
    assert list(told["replaced"].values()) == [int(count)]

    (folder / "set.yaml").write_text("title: A set\nitems:\n  - family: line\n    variants: 100\n")
    told = json.loads(good(setwright("build", "set.yaml", "--to", "moodle", "--json")))
    text = good(setwright("build", "set.yaml", "--to", "moodle"))
    draws = f"{told['replaced']} draw{'s' if told['replaced'] > 1 else ''}"
    assert told["replaced"] > 0
    assert f"100 variants proved; {draws} replaced, in which a mistake leads to the right answer.\n" in text


def test_reasons_for_replacing_draws_are_counted_over_all_families() -> None:
    failed = {
        "line 3: this mistake leads to the right answer": 2,
        "line 9: this mistake leads to the right answer": 1,
        "line 20: two options look alike in this draw": 1,
    }
    assert replaced_in_all(failed) == (
        "4 draws replaced: 3 in which a mistake leads to the right answer, 1 in which two options look alike"
    )
    assert list(replaced_lines(failed))[2] == "1 draw in which two options look alike (line 20)"


def test_check_takes_files_and_says_how_to_repeat_a_failure(folder: Path) -> None:
    (folder / "mine.yaml").write_text(EXPRESSION.replace("b*a", "b*a + 1"))
    run = setwright("check", "mine.yaml")
    assert run.code == 3
    assert "To see it again: setwright show mine.yaml --seed 1 --variant 1" in run.out


def test_a_failure_is_repeated_by_the_command_that_it_names(folder: Path) -> None:
    (folder / "specs" / "area").mkdir(parents=True)
    (folder / "specs" / "area" / "mine.yaml").write_text(
        EXPRESSION.replace("b*a", "b*a*mod(b, 2) + (1 - mod(b, 2))*b*b")
    )
    run = setwright("check", "area/mine", "--specs", "specs")
    (command,) = re.findall(r"To see it again: setwright (.*)", run.out)
    again = setwright(*command.split())
    assert again.code == 3
    drawn = re.compile(r"drawn: .*")
    assert drawn.findall(again.err) == drawn.findall(run.out) != []


# ─── show, list, formats, new ────────────────────────────────────────────────────────────────────────────


def test_show_prints_everything_about_a_variant(folder: Path, tmp_path: Path) -> None:
    (folder / "problem_specs" / "line.yaml").write_text(EXPRESSION)
    out = good(setwright("show", "line"))
    a, b = map(int, re.findall(r"= (\d+)", out.split("drawn:")[1])[:2])
    for text in (
        f"Multiply {a}(x + {b}) out.",
        f"✓ {a}x + {a * b}",
        f"✗ {a}x + {b}",
        f"The {b} is to be multiplied too.",
        "holds: value - a*x == b*a",
        f"Hint 1\n  Both terms are multiplied by {a}.",
        f"It is {a}x + {a * b}.",
    ):
        assert text in out


def test_show_as_a_choice(folder: Path) -> None:
    out = good(setwright("show", "sum", "--form", "choice"))
    assert "Part a (choice)" in out
    assert len(re.findall(r"^  [✓✗] ", out, re.MULTILINE)) == 3
    assert len(re.findall(r"^  ✓ ", out, re.MULTILINE)) == 1


def test_list_tells_families_and_sets(folder: Path) -> None:
    (folder / "problem_specs" / "broken.yaml").write_text("title: [")
    out = good(setwright("list"))
    assert re.search(r"^sum +intro +A sum +addition$", out, re.MULTILINE)
    assert re.search(r"^broken +\(this file cannot be read\)$", out, re.MULTILINE)
    assert re.search(r"^tiny +A tiny set$", out, re.MULTILINE)
    told = json.loads(good(setwright("list", "--json")))
    assert told["families"][1] == {"id": "sum", "title": "A sum", "level": "intro", "topics": ["addition"]}
    assert told["sets"] == [{"name": "tiny", "title": "A tiny set"}]


def test_formats_shows_the_whole_grid(folder: Path) -> None:
    from generator.answers import ANSWERS

    out = good(setwright("formats"))
    grid = json.loads(good(setwright("formats", "--json")))
    assert [row["name"] for row in grid] == list(EXPORTERS)
    for row in grid:
        assert row["kinds"].keys() == ANSWERS.keys()
        for instead in row["kinds"].values():
            assert instead in " ".join(out.split())
        for profile in row["profiles"]:
            assert re.search(rf"^{profile} .*\b{row['name']}\b", out, re.MULTILINE)
    assert any(row["profiles"] for row in grid)


def test_a_new_spec_passes_check_as_it_is(folder: Path) -> None:
    assert "setwright check area/mine" in good(setwright("new", "area/mine"))
    (told,) = json.loads(good(setwright("check", "area/mine", "--json")))
    assert (told["problem"], told["proved"]) == ("", told["exist"] - sum(told["replaced"].values()))
    assert "{−" in good(setwright("show", "area/mine"))
    with unchanged(folder):
        assert setwright("new", "area/mine").code == 4


STARTERS = (
    "basic",
    "choice",
    "data",
    "expression",
    "figure",
    "matching",
    "matrix",
    "multiple",
    "number",
    "parts",
    "verdict",
)


@pytest.mark.parametrize("starter", STARTERS)
def test_every_starter_is_proved_as_it_is(starter: str, folder: Path) -> None:
    good(setwright("new", "area/mine", "--starter", starter))
    (told,) = json.loads(good(setwright("check", "area/mine", "--json", "--seeds", "60")))
    assert (told["problem"], told["warnings"]) == ("", [])
    assert told["proved"] >= 50


def test_the_starters_are_listed() -> None:
    lines = good(setwright("new", "--starters")).splitlines()
    assert tuple(line.split()[0] for line in lines) == STARTERS
    assert all(len(line.split()) > 3 for line in lines)


def test_new_writes_where_it_is_told_to(folder: Path) -> None:
    good(setwright("new", "mine", "--specs", "elsewhere"))
    assert (folder / "elsewhere" / "mine.yaml").is_file()
    assert "mine" in good(setwright("list", "--specs", "elsewhere"))


# ─── The program ─────────────────────────────────────────────────────────────────────────────────────────


def test_help_names_every_command(folder: Path) -> None:
    out = good(setwright("--help"))
    for name, (_, summary) in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(summary)}$", out, re.MULTILINE)
        assert good(setwright(name, "--help")).startswith(f"Usage: setwright {name}")
    assert good(setwright("--version")) == f"setwright {__version__}\n"


@pytest.mark.parametrize(
    "command", ["'--help'", "'build', '--help'", "'list'", "'show', 'summ'", "'build', 'tinny'"]
)
def test_nobody_waits_for_sympy_in_vain(folder: Path, command: str) -> None:
    code = (
        "import sys\nfrom generator.cli import main\n"
        f"try:\n    main([{command}])\nexcept SystemExit:\n"
        "    print('sympy' in sys.modules, 'pydantic' in sys.modules)\n"
    )
    done = fresh("-c", code, cwd=folder)
    assert done.stdout.endswith("False False\n"), done.stderr


@pytest.mark.skipif(os.name != "posix", reason="a pipe of POSIX")
def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-m", "generator", "show", "sum"],
        cwd=folder, env=environment, stdout=write, stderr=subprocess.PIPE, timeout=60,
    )  # fmt: skip
    os.close(write)
    assert done.stderr == b""


def test_show_prints_a_variant_in_every_format(folder: Path) -> None:
    out = good(setwright("show", "sum", "--all-formats"))
    assert "<question type=" in out
    assert "<assessmentItem" in out
    assert "\\workedsolution" in out
    assert "! part a: " in out
    assert set(re.findall(r"^─── ([\w-]+):", out, re.MULTILINE)) == set(EXPORTERS) - {"pdf"}
