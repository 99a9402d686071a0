"""The page for Canvas, followed as a new user would: its first build leaves the files that it lists, and a quiz."""

import re
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from generator.cli import main

PAGE = (Path(__file__).parents[2] / "docs" / "canvas.md").read_text(encoding="utf-8")
COMMAND = re.compile(r"^    setwright (build .+)$", re.MULTILINE)
PROMISED = re.compile(r"^\| `([\w./-]+\.(?:zip|json))` \|", re.MULTILINE)
QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"


def test_a_build_leaves_what_the_page_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as end:
        main([*COMMAND.findall(PAGE)[0].split(), "--variants", "2", "--workers", "1"])
    assert end.value.code in (0, None), capsys.readouterr().err
    folder = tmp_path / "out" / "demo"
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert files == sorted(PROMISED.findall(PAGE))
    with ZipFile(folder / "qti12/demo.zip") as package:
        quiz = ElementTree.fromstring(package.read("quiz_demo/quiz_demo.xml"))
    groups = quiz.findall(f".//{QTI}section/{QTI}section")
    assert groups
    assert all(group.findtext(f".//{QTI}selection_number") == "1" for group in groups)
    assert {len(group.findall(f"{QTI}item")) for group in groups} == {2}
