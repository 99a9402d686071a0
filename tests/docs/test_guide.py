"""The guide for newcomers, followed word by word: every file written, every command run, in order."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.cli import main

GUIDE = (Path(__file__).parents[2] / "docs" / "first-family.md").read_text(encoding="utf-8")
STEPS = re.compile(
    r"^```yaml guide (?P<file>\S+)\n(?P<text>(?s:.*?))^```$|^    setwright (?P<command>.+)$", re.MULTILINE
)


def test_the_guide_ends_in_a_file_for_moodle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    printed = []
    for step in STEPS.finditer(GUIDE):
        if step["file"]:
            path = tmp_path / step["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step["text"], encoding="utf-8")
            continue
        with pytest.raises(SystemExit) as end:
            main(step["command"].split())
        out = capsys.readouterr()
        assert end.value.code in (0, None), out.err
        assert "warning" not in out.out
        printed.append(out.out)
    assert len(printed) == 9
    assert "✓ 2" in printed[0]
    assert "thrown away" in printed[4]
    bank = ElementTree.parse(tmp_path / "out" / "week-1" / "moodle" / "week-1.xml").getroot()
    questions = [question for question in bank.iter("question") if question.get("type") == "numerical"]
    assert len(questions) == 20
    assert (tmp_path / "out" / "week-1-paper" / "latex" / "worksheet.tex").stat().st_size > 1000
