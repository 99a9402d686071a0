"""The parts of a spec: which keys each kind has, what they hold, and what is told about those that it has not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from generator.errors import SpecError
from generator.spec.fields import MAX_FAMILY_ID, Translated
from generator.spec.kinds import FORM_OF, KINDS, KINDS_BY_FORM
from generator.spec.load import FORMS
from generator.spec.parts import (
    AnyPart,
    ChoicePart,
    EssayPart,
    MatchingPart,
    OpenPart,
    OrderingPart,
    VerdictPart,
)
from generator.spec.source import Source
from tests.families import HEADER, spec_of_bytes

MODELS = {
    "open": OpenPart,
    "choice": ChoicePart,
    "verdict": VerdictPart,
    "matching": MatchingPart,
    "ordering": OrderingPart,
    "essay": EssayPart,
}
LEAST = {
    "open": "answer: a, certificate: value == a",
    "choice": "options: [{text: A, right: true}, {text: B}]",
    "verdict": "prompt: It is., answer: true",
    "matching": "pairs: [{left: A, right: B}, {left: C, right: D}]",
    "ordering": "items: [first, second]",
    "essay": "rubric: [{points: 1, text: Says so.}]",
}
"""The least that a part of each form holds, beside its kind."""


def parts(*written: str) -> tuple[AnyPart, ...]:
    """The parts of a spec, each written as a flow mapping without its braces."""
    listed = "".join(f"  - {{{part}}}\n" for part in written)
    text = f"{HEADER}question: What?\nparts:\n{listed}solution: So.\n"
    return spec_of_bytes(text.encode(), "tests/small", "small.yaml").parts


def faults(*written: str) -> list[str]:
    with pytest.raises(SpecError) as caught:
        parts(*written)
    return [fault.message for fault in caught.value.faults]


def least(kind: str) -> str:
    return f"kind: {kind}, {LEAST[FORM_OF[kind]]}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_read_with_the_model_of_its_form(kind: str) -> None:
    (part,) = parts(least(kind))
    assert type(part) is MODELS[FORM_OF[kind]]
    assert (part.kind, part.id, part.points) == (kind, "a", 1)


def test_forms_and_models_are_the_same() -> None:
    assert set(MODELS) == set(KINDS_BY_FORM)
    assert all(FORMS[form].model is model for form, model in MODELS.items())


@pytest.mark.parametrize("form", MODELS)
def test_every_key_says_what_it_is_for(form: str) -> None:
    for name, field in MODELS[form].model_fields.items():
        assert field.description, name
        assert field.description[0].isupper() or field.description[0] == "`"
        assert field.description.endswith("."), name


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_of_another_form_is_told_where_it_belongs(kind: str) -> None:
    """Each key that only one form has, given to every other."""
    for key in ("rubric", "pairs", "items", "options", "shown_as"):
        home = next(form for form, model in MODELS.items() if key in model.model_fields)
        if FORM_OF[kind] == home:
            continue
        with pytest.raises(SpecError) as caught:
            parts(f"{least(kind)}, {key}: x")
        (fault,) = [fault for fault in caught.value.faults if f"`{key}`" in fault.message]
        assert all(f"`{other}`" in fault.hint for other in KINDS_BY_FORM[home])


def test_a_part_without_a_known_kind_is_judged_by_its_keys() -> None:
    (fault,) = faults("kind: matchin, pairs: [{left: A, right: B}, {left: C, right: D}]")
    assert fault.startswith("`kind` must be")
    assert any("has no `kind`" in message for message in faults("items: [first, second]"))


def test_ids_are_given_by_place_and_taken_once() -> None:
    read = parts(least("number"), "id: fx, " + least("text"), least("essay"))
    assert [part.id for part in read] == ["a", "fx", "c"]
    assert any("Two parts" in message for message in faults("id: b, " + least("number"), least("number")))


@pytest.mark.parametrize("id", ["value", "values", "1a", "a b", "é", "x" * 33, "-a", "{}"])
def test_what_cannot_be_an_id(id: str) -> None:
    (message,) = faults(f"id: '{id}', {least('number')}")
    assert "cannot be" in message


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("kind: number, answer: a, certificate: []", "at least 1"),
        ("kind: true/false, prompt: P, answer: a > 1, certificate: []", "at least 1"),
        ("kind: true/false, prompt: P, answer: a > 1", "nothing proves it"),
        ("kind: true/false, prompt: P, answer: true, reasons: [{text: A, says: true}]", "at least 2"),
        (least("choice") + ", credit: whole", "`credit` has no meaning"),
        (least("text") + ", shown_as: b", "`shown_as` has no meaning"),
        (least("number") + ", form: expanded", "`form` has no meaning"),
        (least("expression") + ", form: expanded, shown_as: b", "`shown_as` could show"),
        (least("interval") + ", up_to: sign", "`up_to` has no meaning"),
        (least("number") + ", tolerance: 0.1, significant: 2", "not both"),
        (least("number") + ", significant: 13", "whole number from 1 to 12"),
        (least("number") + ", tolerance: 0", "above 0"),
        (
            least("number") + ", mistakes: [" + ", ".join(["{answer: b, feedback: x}"] * 26) + "]",
            "at most 25",
        ),
        (least("essay") + ", lines: 61", "whole number from 1 to 60"),
        ("kind: essay, rubric: []", "at least 1"),
        ("kind: matching, pairs: [{left: A, right: B}]", "at least 2"),
        ("kind: ordering, items: [A]", "at least 2"),
        ("kind: multiple, options: [{text: A}, {text: B}]", "None of these options"),
        ("kind: multiple, options: [{text: A, right: true}, {text: B, right: true}]", "All of these options"),
    ],
)
def test_what_contradicts_itself_is_one_fault(written: str, says: str) -> None:
    (message,) = [message for message in faults(written) if says in message]
    assert message


def test_many_faults_are_told_at_once() -> None:
    messages = faults(
        "kind: number, answer: {x: 1}, certificate: value == a, tolerance: [1], points: 0",
        "kind: ordering, items: [A, [B]], credit: half",
        "kind: essay, rubric: [{points: many, text: ''}], lines: 1.5",
    )
    assert len(messages) == 8


def test_points_and_texts_are_read_exactly() -> None:
    (part,) = parts(f"{least('number')}, points: 0.1, prompt: {{en: One, de: Eins}}, unit: ' m/s '")
    assert isinstance(part, OpenPart)
    assert part.points == Fraction(1, 10)
    assert isinstance(part.prompt, Translated)
    german = part.prompt.get("de")
    assert german is not None
    assert german.text == "Eins"
    assert isinstance(part.unit, Source)


def test_an_id_of_a_family_fits_into_a_file_name() -> None:
    long = "x" * (MAX_FAMILY_ID + 1)
    text = f"id: {long}\n{HEADER}question: What?\nparts: [{{{least('essay')}}}]\nsolution: So.\n"
    with pytest.raises(SpecError, match="cannot be the id of a family"):
        spec_of_bytes(text.encode(), "tests/small", "small.yaml")
    assert spec_of_bytes(text.replace(long, long[1:]).encode(), "tests/small", "small.yaml").id == long[1:]
