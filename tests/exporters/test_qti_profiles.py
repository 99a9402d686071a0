"""QTI for one system: valid, marked as the plain package is, and with what the system is known to want.

Blackboard has a test of its own, `test_qti_blackboard.py`.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
import shipped_questions
from qti_engine import read_item
from qti_parts import form
from qti_profiled import ASKED, FORMATS, attempts, item, parts, plain, processing, template, written
from qti_reader import normal
from qti_schemas import MANIFEST, QTI21, assert_valid, one_worker, parse
from sample_questions import HEADING, QUESTIONS, para, part, question, say, vector
from shipped_questions import item_of

from generator.exporters import qti21
from generator.exporters.qti.profiles import PROFILES
from generator.model import Choice, Heading, Matching, MultipleChoice, Option, Part, Verified

SCHEMAS = {
    "qti21": (QTI21, (MANIFEST,)),
    "qti22": (("qtiv2p2p4/imsqti_v2p2p4.xsd",), ("qtiv2p2/qtiv2p2_imscpv1p2_v1p0.xsd",)),
    "qti30": (("qtiv3p0/asi/imsqti_asiv3p0_sbacv1p0_v1p0.xsd",), ("qtiv3p0/imsqtiv3p0_imscpv1p2_v1p0.xsd",)),
}
WRITTEN = [(name, format) for name, profile in PROFILES.items() for format in profile.formats]
each = pytest.mark.parametrize("q", ASKED, ids=[f"{q.family}-{q.index}-{q.id[:5]}" for q in ASKED])


# ─── All ─────────────────────────────────────────────────────────────────────────────────────────────────


def package(profile: str, format: str, heading: Heading, asked: list[Verified]) -> dict[str, bytes]:
    items = tuple([replace(item, profile=profile) for item in heading.items])
    fragments = [replace(written(q, profile, FORMATS[format]), ordinal=k) for k, q in enumerate(asked)]
    (output,) = FORMATS[format].assemble(replace(heading, items=items), fragments)
    assert output.path == f"{format}/{heading.name}-{profile}.zip"
    stream = io.BytesIO()
    output.write(stream)
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@one_worker
@pytest.mark.parametrize(("profile", "format"), WRITTEN)
@pytest.mark.parametrize(
    ("heading", "asked"),
    [(HEADING, list(QUESTIONS)), (shipped_questions.HEADING, [q for q in ASKED if q not in QUESTIONS])],
    ids=("samples", "shipped"),
)
def test_every_package_is_valid(profile: str, format: str, heading: Heading, asked: list[Verified]) -> None:
    files = package(profile, format, heading, asked)
    of_items, of_manifests = SCHEMAS[format]
    seen_files = 0
    for name, data in files.items():
        if name.endswith(".xml"):
            assert_valid(data, *(of_manifests if name == "imsmanifest.xml" else of_items))
            seen_files += 1
    assert seen_files == len(asked) + 1 + PROFILES[profile].test


@each
def test_every_response_earns_and_shows_what_it_does_in_the_plain_package(q: Verified) -> None:
    ours = plain(q)
    others = {profile: item(q, profile) for profile in ("inspera", "openolat", "tao")}
    assert all(theirs.responses.keys() == ours.responses.keys() for theirs in others.values())
    for attempt in attempts(q):
        outcomes = ours.grade(attempt)
        for profile, theirs in others.items():
            found = theirs.grade(attempt)
            assert found["SCORE"] == pytest.approx(outcomes["SCORE"], abs=1e-9), (profile, attempt)
            assert sorted(theirs.shown(found)) == sorted(ours.shown(outcomes)), (profile, attempt)


def test_a_format_that_a_system_does_not_read_is_written_as_ever() -> None:
    essay = next(q for q in QUESTIONS if q.parts[0].answer.kind == "essay")
    for profile in PROFILES:
        for name, exporter in FORMATS.items():
            same = written(essay, profile, exporter) == written(essay, "", exporter)
            assert same or name in PROFILES[profile].formats


# ─── Inspera ─────────────────────────────────────────────────────────────────────────────────────────────


@each
def test_inspera_is_told_how_good_an_answer_is(q: Verified) -> None:
    asked = item(q, "inspera")
    by_hand = any(r.interaction == "extendedTextInteraction" for r in asked.responses.values())
    for attempt in attempts(q):
        outcomes = asked.grade(attempt)
        if not any(attempt.values()):
            expected = "unanswered"
        elif by_hand:
            expected = "answered"
        elif outcomes["SCORE"] == asked.maximum:
            expected = "correct"
        else:
            expected = "partially_correct" if outcomes["SCORE"] > 1e-9 else "wrong"
        assert outcomes["FEEDBACK"] == f"feedback_{expected}", attempt
    for essay in [name for name, r in asked.responses.items() if r.interaction == "extendedTextInteraction"]:
        assert asked.grade({essay: "Because."})["FEEDBACK"] == "feedback_answered"


def test_what_rounding_leaves_over_is_not_partially_correct() -> None:
    options = tuple(Option(say(f"{n}"), n < 3) for n in range(10))
    asked = question("made/up", "Made up", para("Which?"), part(MultipleChoice(options)))
    posed = read_item(qti21.render(asked, replace(item_of(QUESTIONS[0]), profile="inspera")).body.xml)
    named = posed.responses["RESPONSE"].offered
    for right in range(4):
        for wrong in range(8):
            outcomes = posed.grade({"RESPONSE": [*named[:right], *named[3 : 3 + wrong]]})
            share = Fraction(right, 3) - Fraction(wrong, 7)
            expected = "correct" if share == 1 else "partially_correct" if share > 0 else "wrong"
            if right or wrong:
                assert outcomes["FEEDBACK"] == f"feedback_{expected}", (right, wrong)


def test_inspera_gets_questions_with_labels_and_no_test() -> None:
    files = package("inspera", "qti21", HEADING, list(QUESTIONS))
    assert "test.xml" not in files
    md = "{http://www.imsglobal.org/xsd/imsmd_v1p2}"
    cp = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
    resources = list(parse(files["imsmanifest.xml"]).iter(f"{cp}resource"))
    assert len(resources) == len(QUESTIONS)
    for q, resource in zip(QUESTIONS, resources, strict=True):
        labels = [e.text for e in resource.iterfind(f".//{md}taxonpath/{md}taxon/{md}entry/{md}langstring")]
        assert labels[-2:] == [f"level:{q.level}", q.family]
        assert not list(resource.iter(f"{md}keyword"))


# ─── OpenOlat ────────────────────────────────────────────────────────────────────────────────────────────


@each
def test_openolat_reads_the_tolerance_of_every_number_that_has_its_own_blank(q: Verified) -> None:
    """Its editor takes a number for exact whose key is not in an `equal` in the test of a condition."""
    asked = item(q, "openolat")
    tests = asked.root.findall("responseProcessing/responseCondition/responseIf/and/equal")
    known = {test.find("correct").get("identifier") for test in tests}
    assert known == {test.find("variable").get("identifier") for test in tests}
    numbers = {name for name, response in asked.responses.items() if response.base_type == "float"}
    sets = [part for part in q.parts if part.answer.kind == "set"]
    assert known == numbers or sets


@each
def test_openolat_knows_the_worked_solution_by_its_outcome(q: Verified) -> None:
    outcomes = {f.get("outcomeIdentifier") for f in item(q, "openolat").root.findall("modalFeedback")}
    before = {f.get("outcomeIdentifier") for f in plain(q).root.findall("modalFeedback")}
    assert outcomes == {("SOLUTIONMODAL" if name == "SOLUTION" else name) for name in before}


def test_openolat_hides_rubrics_and_that_is_reported() -> None:
    for q in QUESTIONS:
        told = [loss for loss in written(q, "openolat").losses if "rubric" in loss.reason]
        assert bool(told) == bool(plain(q).root.findall(".//rubricBlock"))


# ─── TAO ─────────────────────────────────────────────────────────────────────────────────────────────────

MAPPED = "not/isNull/variable", "setOutcomeValue/sum/mapResponse"
HEARD = "match/baseValue", "setOutcomeValue/baseValue"


def editable(rules: Any) -> bool:
    """Are these rules such that TAO's editor knows them? (Its ParserFactory.php tells them by their shape.)"""
    if rules is None or template(rules):
        return True
    for rule in rules:
        branches = list(rule)
        if (
            rule.tag != "responseCondition"
            or [b.tag for b in branches] != ["responseIf"]
            or len(branches[0]) != 2
        ):
            return False
        if not any(all(branches[0].find(path) is not None for path in shape) for shape in (MAPPED, HEARD)):
            return False
    return True


@each
def test_tao_can_edit_the_scores_of_a_choice_of_one(q: Verified) -> None:
    if parts(plain(q)) > 1 or len(q.parts) > 1 or isinstance(q.parts[0].answer, MultipleChoice):
        return
    if form(plain(q), 0) in ("choiceInteraction", "extendedTextInteraction"):
        assert editable(processing(q, "tao"))


@pytest.mark.parametrize(
    ("points", "rights", "used"),
    [
        (1, (True, False), "match_correct"),
        (2, (True, False), "map_response"),
        (2, (True, True, False), "map_response"),
        (1, (True, True, True, False), ""),  # thirds do not sum up
    ],
)
def test_tao_gets_a_standard_template_where_it_means_the_same(
    points: int, rights: tuple[bool, ...], used: str
) -> None:
    options = tuple(Option(say(f"option {n}"), right) for n, right in enumerate(rights))
    answer = Choice(options) if sum(rights) == 1 else MultipleChoice(options)
    q = question("made/up", "Made up", para("?"), Part("a", para("Which?"), answer))
    xml = qti21.render(q, replace(item_of(QUESTIONS[0]), points=Fraction(points), profile="tao")).body.xml
    assert template(normal(xml.encode()).find("responseProcessing")) == used


def test_tao_gets_rules_of_ours_for_several_blanks_that_count_as_a_whole() -> None:
    q = question("made/whole", "Made up", para("?"), Part("a", (), replace(vector("1 2"), whole=True)))
    xml = qti21.render(q, replace(item_of(QUESTIONS[0]), points=Fraction(1), profile="tao")).body.xml
    asked = read_item(xml)
    assert [asked.grade({"RESPONSE_1": "1", "RESPONSE_2": b})["SCORE"] for b in ("2", "1", "")] == [1, 0, 0]


def test_tao_gets_a_standard_template_for_pairs_that_share_the_points_evenly() -> None:
    used = {
        template(p) for q in ASKED if isinstance(q.parts[0].answer, Matching) for p in [processing(q, "tao")]
    }
    assert used >= {"map_response"}


@pytest.mark.parametrize("format", FORMATS)
def test_tao_is_told_which_scores_a_person_gives(format: str) -> None:
    for q in QUESTIONS:
        root = normal(written(q, "tao", FORMATS[format]).body.xml.encode())
        external = [o.get("identifier") for o in root.findall("outcomeDeclaration[@externalScored='human']")]
        essays = len(root.findall(".//extendedTextInteraction"))
        assert len(external) == (essays if format != "qti21" else 0)
