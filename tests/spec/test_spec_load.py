"""Good specs are read as they are meant; whatever else is a SpecError and nothing else."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.engine.limits import time_limit
from generator.errors import Fault, SpecError
from generator.spec.parts import ChoicePart, OpenPart
from generator.spec.schema import Spec
from generator.spec.source import Source
from tests.families import spec_of_bytes


def title_of(spec: Spec) -> str:
    assert isinstance(spec.title, Source)
    return spec.title.text


GOOD = """\
title: Eigenvalues of a 2×2 matrix
topics: [eigenvalues, characteristic polynomial]
level: core
symbols: [t]
parameters:
  λ1: integer(-6, 6)
  P: unimodular(2, 3)
require:
  - not is_diagonal(A)
let: {A: "P * diag(λ1, 2) * inverse(P)"}
question: |
  Find the eigenvalues of $A = {{ A }}$.
parts:
  - kind: set
    answer: eigenvalues(A)
    certificate: det(A - value * identity(2)) == 0     # for every element
    tolerance: 1/200
    points: 0.5
    mistakes:
      - answer: [trace(A), "A[1, 1]"]
        feedback: Diagonal entries are eigenvalues only of triangular matrices.
  - id: sort
    kind: choice
    prompt: Is it so?
    options:
      - text: yes
        right: true
      - text: no
        feedback: "It is."
  - kind: vector
    answer:
      - - 1
        - f(2, 3)
      - [4, 5]
    certificate: [value == 1, t > 0]
    up_to: scale
note: A
solution: |
  {{ steps(characteristic_polynomial(A)) }}
"""


def load(text: str | bytes) -> Spec:
    return spec_of_bytes(text.encode() if isinstance(text, str) else text, "eigen/two", "two.yaml")


def open_part(spec: Spec, number: int) -> OpenPart:
    part = spec.parts[number]
    assert isinstance(part, OpenPart)
    return part


def test_a_good_spec_says_what_its_author_wrote() -> None:
    spec = load(GOOD)
    assert (spec.id, title_of(spec), spec.level) == ("eigen/two", "Eigenvalues of a 2×2 matrix", "core")
    assert spec.topics == ("eigenvalues", "characteristic polynomial")
    assert [(b.name.text, b.value.text) for b in spec.parameters] == [
        ("λ1", "integer(-6, 6)"),
        ("P", "unimodular(2, 3)"),
    ]
    assert [b.name.text for b in spec.let] == ["A"]
    assert [part.id for part in spec.parts] == ["a", "sort", "c"]
    first = open_part(spec, 0)
    assert first.points == Fraction(1, 2)
    assert first.tolerance is not None
    assert first.tolerance.text == "1/200"
    assert [c.text for c in first.certificate] == ["det(A - value * identity(2)) == 0"]
    choice = spec.parts[1]
    assert isinstance(choice, ChoicePart)
    assert [(o.text.text, o.right) for o in choice.options] == [("yes", True), ("no", False)]
    assert [c.text for c in open_part(spec, 2).certificate] == ["value == 1", "t > 0"]


def test_lists_become_list_expressions_and_keep_their_places() -> None:
    spec = load(GOOD)
    wrong = open_part(spec, 0).mistakes[0].answer
    assert wrong.text == "[trace(A), A[1, 1]]"
    place = wrong.place(wrong.text.index("A[1"), 7)
    assert place.text[place.column - 1 :][: place.length] == "A[1, 1]"
    nested = open_part(spec, 2).answer
    assert nested.text == "[[1, f(2, 3)], [4, 5]]"
    place = nested.place(nested.text.index("f("), 7)
    assert place.text[place.column - 1 :][: place.length] == "f(2, 3)"


def test_an_own_id_wins() -> None:
    assert load("id: eigen/mine\n" + GOOD).id == "eigen/mine"


def test_right_may_be_decided_for_each_variant() -> None:
    choice = load(GOOD.replace("right: true", "right: λ1 > 0")).parts[1]
    assert isinstance(choice, ChoicePart)
    assert str(choice.options[0].right) == "λ1 > 0"


def test_specs_travel_between_processes() -> None:
    spec = load(GOOD)
    assert pickle.loads(pickle.dumps(spec)) == spec


def test_the_json_schema_lists_every_key_with_what_it_is_for() -> None:
    schema = json.loads(json.dumps(Spec.model_json_schema()))
    assert schema["additionalProperties"] is False
    assert set(schema["required"]) == {"title", "topics", "level", "question", "parts", "solution"}
    models = [schema, *(schema["$defs"][name] for name in ("OpenPart", "ChoicePart", "Option", "Mistake"))]
    for model in models:
        assert all("description" in key for key in model["properties"].values())


def test_finding_families_does_not_load_pydantic() -> None:
    code = (
        "import sys, generator.sets.library; sys.exit(any(m in sys.modules for m in ('pydantic', 'sympy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def loads_or_says_why(data: bytes) -> None:
    for fault in faults_of(data):
        assert fault.place is not None
        assert fault.place.line >= 1
        assert fault.place.column >= 1
        fault.render().encode()


def faults_of(data: bytes) -> tuple[Fault, ...]:
    try:
        load(data)
    except SpecError as error:
        return error.faults
    return ()


@given(st.binary(max_size=60))
def test_any_bytes(data: bytes) -> None:
    loads_or_says_why(data)


@given(st.text("a:-[]{}|>'\"\\&*!%#?,@~< \n\t01xuU<=é\u2028\x00\r", max_size=60))
def test_any_punctuation(text: str) -> None:
    loads_or_says_why(text.encode())


@given(st.data())
def test_mutated_specs(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(GOOD)))
    stop = data.draw(st.integers(start, min(len(GOOD), start + 40)))
    junk = data.draw(st.text("a:-[]{}|>'\"\\&*!%#?,@~ \n\t01\x07λ", max_size=6))
    loads_or_says_why((GOOD[:start] + junk + GOOD[stop:]).encode())


@given(st.data())
def test_shuffled_lines(data: st.DataObject) -> None:
    lines = GOOD.splitlines(keepends=True)
    picked = data.draw(st.lists(st.sampled_from(lines), max_size=12))
    loads_or_says_why("".join(picked).encode())


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 200_000,
        b"- " * 100_000,
        b"? " * 100_000,
        b"{a: " * 50_000,
        b"a: " + b"x" * 262_140,
        b"x" * 262_145,
        b"&a " * 1000 + b"*a",
        b'"\\UFFFFFFFF"',
        b'"\\ud800"',
        b"%YAML " + b"9" * 5000 + b".1\n---\na: b",
        b"points: " + b"9" * 10_000,
        b"a: !<tag:yaml.org,2002:str> b",
        b"%TAG ! tag:x,2000:\n---\n!a b",
    ],
    ids=range(13),
)
def test_attacks_end_soon_in_a_message(data: bytes) -> None:
    with pytest.raises(SpecError) as caught:
        load(data)
    assert len(caught.value.render()) < 20_000


def test_a_missing_file_is_a_message(tmp_path: Path) -> None:
    from generator.spec.load import load_spec

    for path in (tmp_path / "none.yaml", tmp_path, tmp_path / "\0", tmp_path / ("x" * 5000)):
        with pytest.raises(SpecError, match="This file cannot be read"):
            load_spec(path, "none", "none.yaml")


@pytest.mark.parametrize(
    "text", ["a: {text: $5$,!right: x}\n", "a: !\nb: &x\n", "a: [!,&b,!c]\n", "- !", "? !\n: &"]
)
def test_an_empty_value_with_a_tag_or_an_anchor_ends(text: str) -> None:
    with time_limit(20), pytest.raises(SpecError):
        spec_of_bytes(text.encode(), "x", "x.yaml")
