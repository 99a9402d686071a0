"""The page for Canvas, followed as a new user would: its first build leaves a quiz of question groups."""

import re
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from generator.cli import main

PAGE = (Path(__file__).parents[2] / "docs" / "canvas.md").read_text(encoding="utf-8")
COMMAND = re.compile(r"^    setwright (build .+)$", re.MULTILINE)
QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"


def test_a_build_leaves_a_quiz_that_draws_from_groups(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as end:
        main([*COMMAND.findall(PAGE)[0].split(), "--variants", "2", "--workers", "1"])
    assert end.value.code in (0, None), capsys.readouterr().err
    with ZipFile(tmp_path / "out/demo/qti12/demo.zip") as package:
        quiz = ElementTree.fromstring(package.read("quiz_demo/quiz_demo.xml"))
    groups = quiz.findall(f".//{QTI}section/{QTI}section")
    assert groups
    assert all(group.findtext(f".//{QTI}selection_number") == "1" for group in groups)
    assert {len(group.findall(f"{QTI}item")) for group in groups} == {2}
