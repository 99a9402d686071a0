"""Words in letters that TeX's fonts lack: how a text is cut into them. That they are printed: `test_pdf_names`."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.exporters.latex import escape
from generator.exporters.latex.foreign import stretches

COMMAND = re.compile(r"\\foreign\{([0-9A-F ]+)\}")


def shown(text: str) -> str:
    """The LaTeX of a text, with the words in place of their code points, between brackets."""
    return COMMAND.sub(
        lambda found: f"[{''.join(chr(int(code, 16)) for code in found[1].split())}]", escape.text(text)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Анна-Мария Ли", "[Анна]-[Мария] [Ли]"),
        ("王小明", "[王]\\foreignbreak{}[小]\\foreignbreak{}[明]"),
        ("「王」、小", "[「王」、]\\foreignbreak{}[小]"),
        ("김철수", "[김철수]"),
        ("Nguyễn", "Nguy[ễ]n"),
        ("x\u0302y", "[x̂]y"),
        (" \u0301", " [\u0301]"),
        ("🙂🙂", "[🙂][🙂]"),
        ("👩🏽\u200d🎓 Ann", "[👩🏽\u200d🎓] Ann"),
        ("❤\ufe0f", "[❤\ufe0f]"),
        ("λ", "\\ensuremath{\\lambda}"),
        ("αβ", "\\ensuremath{\\alpha}\\ensuremath{\\beta}"),
        ("Λένα", "[Λένα]"),
        ("ΝΙΚΗ", "[ΝΙΚΗ]"),
        ("a\u200fb\u202ec", "abc"),
        ("נועה", "[נועה]"),
        ("דנה כהן", "\\rightleft{[דנה] [כהן]}"),
        ("Ann דנה כהן Lee", "Ann \\rightleft{[דנה] [כהן]} Lee"),
        ("Lee (שירה) Cohen", "Lee ([שירה]) Cohen"),
        ("علی (کریم) 12.", "\\rightleft{[علی] [(کریم)] \\leftright{12}}."),
        ("علی\u200cرضا", "[علی\u200cرضا]"),
        ("שלום, Ann, שלום", "[שלום], Ann, [שלום]"),
    ],
)
def test_what_belongs_together_is_one_word(text: str, expected: str) -> None:
    assert shown(text) == expected


@given(st.text())
def test_no_character_gets_lost_on_the_way_to_a_picture(text: str) -> None:
    """What TeX's fonts lack is in the words, in order."""
    source = unicodedata.normalize("NFC", text)
    lacking = [c for c in source if escape.missing(escape.text(c)) == (c,)]
    found = [chr(int(code, 16)) for codes in COMMAND.findall(escape.text(text)) for code in codes.split()]
    assert [c for c in found if c in set(lacking)] == lacking


@given(st.text(alphabet="aбב1 ({\\}é\u0301王"))
def test_formulas_keep_their_braces_where_they_are(text: str) -> None:
    written = escape.formula(text)
    assert COMMAND.sub("", written).replace("\\foreignbreak{}", "").count("{") >= text.count("{")
    assert all(not set(word) & set("{}\\ a1(") for word in escape.words(written))


def test_letters_heaped_up_are_cut() -> None:
    words = escape.words(escape.text("a" + "\u0301\u0302" * 5_000))
    assert len(words) > 1 or len(words[0]) <= 700


@pytest.mark.parametrize(
    ("word", "seen"),
    [
        ("Ли", [("Ли", False)]),
        ("שלום", [("שלום", True)]),
        ("א12ב", [("ב", True), ("12", False), ("א", True)]),
        ("א1.5", [("1.5", False), ("א", True)]),
    ],
)
def test_numbers_go_from_left_to_right_everywhere(word: str, seen: list[tuple[str, bool]]) -> None:
    assert stretches(word) == seen
