"""QTI 3.0 packages in two players that others wrote, in a real browser: `make test-players`.

All sample questions, and of what ships one for each combination of forms in which parts are asked, are answered
in all ways that `attempts` knows. One run of `play.mjs` a package plays them all; the tests read what it saw. Where
players or a browser are missing (.ci/install-players), they are skipped.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import sample_questions
import shipped_questions
from attempts import Attempt, attempts, by_hand
from lxml import etree
from players import PLAYERS, missing, play
from qti30_reader import QTI, PartForm, read
from sample_questions import HOSTILE

from generator.exporters import qti30
from generator.exporters.base import Fragment
from generator.exporters.figures import figures_in
from generator.model import Heading, Item, Verified

if lacking := missing():
    pytest.skip(f"{lacking} (.ci/install-players)", allow_module_level=True)

ROUNDING = {"qti-components": 0.01, "qti3-item-player": 1e-6}
"""How far a score may be off: qti-components rounds every outcome to three places."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A question, its item, how that asks its parts, and what is tried at it."""

    question: Verified
    fragment: Fragment
    parts: tuple[PartForm, ...]
    attempts: tuple[Attempt, ...]

    @property
    def rubrics(self) -> list[list[str]]:
        """The pieces of text, outside of formulas, of what only graders may see."""
        item: Any = etree.fromstring(self.fragment.body.xml.encode())
        blocks = [block for block in item.iter(f"{QTI}qti-rubric-block") if block.get("view") == "scorer"]
        return [block.xpath(".//text()[not(ancestor::*[local-name()='math'])]") for block in blocks]

    @property
    def different(self) -> list[dict[str, Any]]:
        """The responses that are played, once each."""
        return [json.loads(text) for text in dict.fromkeys(map(_text, self.attempts))]

    def after(self, result: dict[str, Any]) -> Iterator[tuple[Attempt, dict[str, Any]]]:
        """Each attempt with what a player made of it."""
        plays = dict(zip(dict.fromkeys(map(_text, self.attempts)), result["plays"], strict=True))
        for attempt in self.attempts:
            yield attempt, plays[_text(attempt)]


def _text(attempt: Attempt) -> str:
    return json.dumps(attempt.responses, sort_keys=True)


def tried(question: Verified, item: Item) -> Tried:
    fragment = qti30.render(question, item)
    parts = read(fragment.body.xml)
    return Tried(question, fragment, parts, tuple(attempts(question, item.points, parts)))


SAMPLES = [tried(q, sample_questions.item_of(q)) for q in sample_questions.QUESTIONS]
SHIPPED = list(
    {
        (frozenset(part.form for part in each.parts), bool(figures_in(each.question))): each
        for each in (tried(q, item) for q, item in shipped_questions.SHIPPED if q.index == 0)
    }.values()
)
EACH = [
    *(pytest.param(each, id=f"{each.question.family}-{each.question.index}") for each in SAMPLES),
    *(pytest.param(each, id=f"shipped-{each.fragment.item}-{each.question.family}") for each in SHIPPED),
]


# ─── Playing ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """For each player what it made of each question, by the question's id."""
    folder = tmp_path_factory.mktemp("packages")
    runs = (
        played(folder, sample_questions.HEADING, SAMPLES),
        played(folder, shipped_questions.HEADING, SHIPPED),
    )
    return {player: {id: result for run in runs for id, result in run[player].items()} for player in PLAYERS}


def played(folder: Path, heading: Heading, questions: list[Tried]) -> dict[str, dict[str, Any]]:
    fragments = [replace(each.fragment, ordinal=k) for k, each in enumerate(questions)]
    (output,) = qti30.assemble(heading, fragments)
    with (folder / "package.zip").open("wb") as stream:
        output.write(stream)
    unpacked = folder / heading.name
    with zipfile.ZipFile(folder / "package.zip") as archive:
        archive.extractall(unpacked)
    asked = {
        f"items/{each.fragment.id}.xml": {"attempts": each.different, "byHand": by_hand(each.parts)}
        for each in questions
    }
    results = play(unpacked, asked)
    return {
        player: {Path(file).stem: result for file, result in results[player].items()} for player in PLAYERS
    }


@pytest.fixture(params=PLAYERS)
def player(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def plain(text: str) -> str:
    """Text with single spaces, as a page shows it."""
    return " ".join(text.split())


# ─── What is seen ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("each", EACH)
def test_an_item_is_loaded_and_played_without_an_error(seen: Any, player: str, each: Tried) -> None:
    assert seen[player][each.fragment.id]["errors"] == []


@pytest.mark.parametrize("each", EACH)
def test_no_formula_is_seen_in_its_source(seen: Any, player: str, each: Tried) -> None:
    result = seen[player][each.fragment.id]
    texts = [result["look"]["text"], *(text for play in result["plays"] for text in play["shown"])]
    page = plain(" ".join(texts)).replace(plain(HOSTILE), "")
    assert not [sign for sign in ("\\", "<math", "{{", "&amp;") if sign in page]


@pytest.mark.parametrize("each", EACH)
def test_formulas_are_laid_out(seen: Any, player: str, each: Tried) -> None:
    formulas = seen[player][each.fragment.id]["look"]["formulas"]
    assert [formula for formula in formulas if not formula["sized"] and formula["alt"]] == []
    assert [formula for formula in formulas if not formula["stacked"]] == []


@pytest.mark.parametrize("each", EACH)
def test_what_is_mathml_is_left_to_the_browser(seen: Any, each: Tried) -> None:
    """qti3-item-player keeps the namespace of MathML; the other player loses it, so that style has to do."""
    formulas = seen["qti3-item-player"][each.fragment.id]["look"]["formulas"]
    assert [formula for formula in formulas if not formula["native"]] == []


def test_there_were_formulas_to_lay_out(seen: Any) -> None:
    assert sum(len(result["look"]["formulas"]) for result in seen["qti3-item-player"].values()) > len(EACH)


@pytest.mark.parametrize("each", EACH)
def test_figures_are_seen_and_have_a_text(seen: Any, player: str, each: Tried) -> None:
    images = seen[player][each.fragment.id]["look"]["images"]
    assert all(image["sized"] for image in images)
    alts = {figure.alt for figure in figures_in(each.question)}
    assert {image["alt"] for image in images} <= alts
    assert bool(images) or not figures_in(replace(each.question, solution=(), parts=()))


def test_only_who_marks_an_essay_sees_its_rubric(seen: Any, player: str) -> None:
    rubrics = [(each, rubric) for each in (*SAMPLES, *SHIPPED) for rubric in each.rubrics]
    assert rubrics
    for each, rubric in rubrics:
        telling = [text.strip() for text in rubric if ":" in text or "(" in text]  # `Answer:`, `(2 points)`
        assert telling
        assert not [text for text in telling if text in seen[player][each.fragment.id]["look"]["text"]]


# ─── What is earned ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("each", EACH)
def test_every_attempt_earns_its_points(seen: Any, player: str, each: Tried) -> None:
    wrong = [
        (attempt.why, attempt.responses, f"{play['outcomes']['SCORE']} for {float(attempt.points)}")
        for attempt, play in each.after(seen[player][each.fragment.id])
        if float(play["outcomes"]["SCORE"] or 0) != pytest.approx(float(attempt.points), abs=ROUNDING[player])
    ]
    assert wrong == []


@pytest.mark.parametrize("each", EACH)
def test_every_attempt_is_told_what_is_said_of_it(seen: Any, player: str, each: Tried) -> None:
    unheard = [
        (attempt.why, attempt.responses, text)
        for attempt, play in each.after(seen[player][each.fragment.id])
        for text in attempt.heard
        if plain(text) not in plain(" ".join(play["shown"]))
    ]
    assert unheard == []


@pytest.mark.parametrize("each", EACH)
def test_the_key_is_told_of_no_mistake(seen: Any, player: str, each: Tried) -> None:
    outcomes = seen[player][each.fragment.id]["plays"][0]["outcomes"]
    assert not [name for name, value in outcomes.items() if str(value).startswith("mistake_")]


@pytest.mark.parametrize("each", EACH)
def test_the_key_that_is_clicked_and_typed_earns_everything(seen: Any, player: str, each: Tried) -> None:
    if by_hand(each.parts) is not None:
        score = float(seen[player][each.fragment.id]["byHand"]["outcomes"]["SCORE"])
        assert score == pytest.approx(float(each.attempts[0].points), abs=1e-6)


def test_every_form_was_tried_with_right_partly_right_and_wrong_responses() -> None:
    """So that the tests above do not pass for want of attempts."""
    forms = {form.form for each in SAMPLES for form in each.parts}
    assert forms >= {"float", "string", "choice", "match", "order", "essay"}
    partly = {
        part.answer.kind
        for each in SAMPLES
        if len(each.parts) == 1
        for part in each.question.parts
        for attempt in each.attempts
        if 0 < attempt.points < sample_questions.item_of(each.question).points
    }
    assert partly >= {"vector", "matrix", "set", "interval", "multiple", "matching", "ordering"}
    assert sum(bool(attempt.heard) for each in SAMPLES for attempt in each.attempts) > len(SAMPLES)
