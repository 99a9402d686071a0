"""The words of worked steps exist in every language, and say the same about the same numbers."""

import re
from pathlib import Path

import pytest

from generator.draw import draw
from generator.model import LANGUAGES, Math, Num, Steps, Sym, Text
from generator.plan import load_family
from generator.sets.library import Library
from generator.translate import catalogue, is_english, pattern, translated

OTHERS = LANGUAGES[1:]
LIBRARY = Library.open(None, Path(__file__).parents[1])


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_gaps_of_its_sentence(language: str) -> None:
    for english, sentence in catalogue(language).items():
        gaps = [int(gap) for gap in re.findall(r"\{(\d+)\}", sentence)]
        assert len(set(gaps)) == len(gaps), sentence
        assert set(gaps) <= set(range(english.count("{}"))), sentence
        assert english.count("{}") - len(gaps) <= 1, sentence  # a 0 may be said in words
        assert sentence.strip() != english.strip() or not re.search("[a-z]{4}", english), sentence
        assert english[-1:] in sentence[-2:], sentence


def test_all_catalogues_have_the_same_sentences() -> None:
    first, *others = (set(catalogue(language)) for language in OTHERS)
    assert len(first) > 400
    assert others == [first] * len(others)


@pytest.mark.parametrize("id", LIBRARY.ids())
def test_the_steps_of_every_family_have_words_in_every_language(id: str) -> None:
    drawing = draw(load_family(LIBRARY.locate(id)), "words")
    for index in range(2):
        question = drawing(index)
        steps = [step for block in question.solution if isinstance(block, Steps) for step in block.steps]
        for step in steps:
            key, _ = pattern(step.text)
            for language in OTHERS:
                assert key in catalogue(language), key


def test_a_sentence_is_translated_around_its_formulas(monkeypatch: pytest.MonkeyPatch) -> None:
    x, two = Math(Sym("x")), Math(Num("2"))
    text = (Text("Put "), x, Text(" into row 3: "), two, Text("."))
    assert pattern(text) == ("Put {} into row {}: {}.", (x, Text("3"), two))
    words = {"Put {} into row {}: {}.": "In Zeile {1} mit {0}: {2}."}
    monkeypatch.setattr("generator.translate.catalogue", lambda language: words)
    told = translated(text, "de")
    assert told == (Text("In Zeile "), Text("3"), Text(" mit "), x, Text(": "), two, Text("."))
    assert translated((Text("Unknown."),), "de") == (Text("Unknown."),)


def test_what_stays_english_is_noticed() -> None:
    (question,) = (draw(load_family(LIBRARY.locate("eigen/eigenvector-for")), "1")(0),)
    assert is_english(question.solution, "de")
    assert not is_english(question.solution, "en")
