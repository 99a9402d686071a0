"""Packages of QTI 2.1, 2.2 and 3.0: manifest, test, files, schemas; and the same bytes whenever they are made."""

from __future__ import annotations

import io
import itertools
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import shipped_questions
from qti_parts import VERSIONS
from qti_reader import normal, text
from qti_schemas import MANIFEST, MANIFEST22, MANIFEST30, QTI21, QTI22, QTI30, assert_valid, one_worker, parse
from sample_questions import HEADING, QUESTIONS
from shipped_questions import SHIPPED, item_of

from generator.exporters.base import Exporter, Fragment
from generator.exporters.figures import figures_in, file_name
from generator.model import Heading

SCHEMAS = {
    "qti21": (QTI21, (MANIFEST,)),
    "qti22": (QTI22, (MANIFEST, MANIFEST22)),
    "qti30": (QTI30, (MANIFEST30,)),
}
"""For each version the schemas of items and tests, and those of manifests."""
NAMES = {
    "qti21": ("QTIv2.1 Package", "1.0.0", "imsqti_{}_xmlv2p1"),
    "qti22": ("QTIv2.2 Package", "1.0.0", "imsqti_{}_xmlv2p2"),
    "qti30": ("QTI Package", "3.0.0", "imsqti_{}_xmlv3p0"),
}
"""What a manifest calls itself, and the types of its resources."""
STYLES = "formulas.css"
"""What lies beside figures in some versions."""
versions = pytest.mark.parametrize("version", VERSIONS, ids=[version.NAME for version in VERSIONS])


FRAGMENTS = {version.NAME: [version.render(q, item_of(q)) for q in QUESTIONS] for version in VERSIONS}


def packages(version: Exporter, heading: Heading, made: list[Fragment]) -> dict[str, bytes]:
    """The files of a build, by their paths."""
    built = {}
    for output in version.assemble(heading, made):
        stream = io.BytesIO()
        output.write(stream)
        built[output.path] = stream.getvalue()
    return built


def unpacked(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert len(set(archive.namelist())) == len(archive.namelist())
        return {name: archive.read(name) for name in archive.namelist()}


def files(version: Exporter) -> dict[str, bytes]:
    return _files()[version.NAME]


@cache
def _files() -> dict[str, dict[str, bytes]]:
    built = {version.NAME: packages(version, HEADING, FRAGMENTS[version.NAME]) for version in VERSIONS}
    return {name: unpacked(package) for name, made in built.items() for package in made.values()}


def resources(manifest: bytes, version: Exporter, kind: str) -> list[Any]:
    wanted = NAMES[version.NAME][2].format(kind)
    return [r for r in parse(manifest).iter("{*}resource") if r.get("type") == wanted]


def hrefs(resource: Any) -> list[str]:
    return [file.get("href") for file in resource.findall("{*}file")]


# ─── Schemas ─────────────────────────────────────────────────────────────────────────────────────────────


def assert_all_valid(version: Exporter, contents: dict[str, bytes]) -> None:
    documents, manifests = SCHEMAS[version.NAME]
    for name, data in contents.items():
        if name.endswith(".xml"):
            assert_valid(data, *(manifests if name == "imsmanifest.xml" else documents))


@one_worker
@versions
def test_every_file_is_valid_by_each_edition_of_the_schema(version: Exporter) -> None:
    assert_all_valid(version, files(version))


@one_worker
@versions
def test_every_family_that_ships_makes_a_valid_package(version: Exporter) -> None:
    made = [replace(version.render(q, item), ordinal=k) for k, (q, item) in enumerate(SHIPPED)]
    (package,) = packages(version, shipped_questions.HEADING, made).values()
    contents = unpacked(package)
    xml = [name for name in contents if name.endswith(".xml")]
    figures = {file_name(figure) for q, _ in SHIPPED for figure in figures_in(q)}
    assert len(xml) == len(SHIPPED) + 2
    assert {name.rpartition("/")[2] for name in contents.keys() - set(xml)} - {STYLES} == figures
    assert_all_valid(version, contents)


# ─── The manifest ────────────────────────────────────────────────────────────────────────────────────────


@versions
def test_the_manifest_names_every_file_and_every_dependency(version: Exporter) -> None:
    contents = files(version)
    manifest = parse(contents["imsmanifest.xml"])
    schema, edition, _ = NAMES[version.NAME]
    assert manifest.findtext("{*}metadata/{*}schema") == schema
    assert manifest.findtext("{*}metadata/{*}schemaversion") == edition
    known = {r.get("identifier"): r for r in manifest.iter("{*}resource")}
    listed = [hrefs(resource) for resource in known.values()]
    assert {"imsmanifest.xml", *itertools.chain(*listed)} == set(contents)
    assert [names[0] for names in listed] == [r.get("href") for r in known.values()]
    (test,) = resources(contents["imsmanifest.xml"], version, "test")
    dependencies = {d.get("identifierref") for d in test.findall("{*}dependency")}
    assert dependencies == known.keys() - {test.get("identifier")}
    items = resources(contents["imsmanifest.xml"], version, "item")
    assert len(items) == len(QUESTIONS) == len(known) - 1


@versions
def test_every_figure_is_a_file_beside_its_item_and_of_its_resource(version: Exporter) -> None:
    contents, shown = files(version), 0
    for resource in resources(contents["imsmanifest.xml"], version, "item"):
        href, *listed = hrefs(resource)
        root = normal(contents[href])
        images = {img.get("src") for img in root.iter("img")}
        styles = {sheet.get("href") for sheet in root.iter("stylesheet")}
        assert set(listed) == {f"items/{name}" for name in images | styles}
        shown += len(images)
    assert shown > 3
    drawings = [name for name in contents if name.endswith(".svg")]
    assert len(drawings) == 2
    assert all(parse(contents[name]).tag == "{http://www.w3.org/2000/svg}svg" for name in drawings)


@versions
def test_topics_level_and_family_are_keywords_of_each_item(version: Exporter) -> None:
    families, found = {q.id: q for q in QUESTIONS}, 0
    for resource in resources(files(version)["imsmanifest.xml"], version, "item"):
        sample = families[resource.get("identifier").removeprefix("res_")]
        keywords = ["".join(word.itertext()) for word in resource.iterfind("{*}metadata//{*}keyword")]
        assert keywords == [*sample.topics, "level:core", sample.family]
        found += 1
    assert found == len(QUESTIONS)


# ─── The test ────────────────────────────────────────────────────────────────────────────────────────────


@versions
def test_course_date_and_instructions_stand_above_the_first_question(version: Exporter) -> None:
    first, *others = normal(files(version)["test.xml"]).iter("assessmentSection")
    (rubric,) = first.findall("rubricBlock")
    assert rubric.get("view") == "candidate"
    assert [text(p) for p in rubric.findall("p")] == ["Mathematics 1 · Autumn", "Answer all. «x» is real."]
    assert not any(section.findall("rubricBlock") for section in others)


@versions
def test_the_test_draws_one_variant_of_each_family_by_the_items_own_identifiers(version: Exporter) -> None:
    contents = files(version)
    test = normal(contents["test.xml"])
    sections = list(test.iter("assessmentSection"))
    assert [len(s.findall("assessmentItemRef")) for s in sections] == [i.variants for i in HEADING.items]
    for section in sections:
        assert section.get("visible") == "false"
        assert section.find("selection").get("select") == "1"
        assert section.find("ordering").get("shuffle") == "true"
    titles = [section.get("title") for section in sections]
    for ref in test.iter("assessmentItemRef"):
        item = normal(contents[ref.get("href")])
        assert item.get("identifier") == ref.get("identifier")
        titles.append(item.get("title"))
    assert all(titles)
    assert len(titles) == len(set(titles))


@versions
def test_a_question_that_comes_twice_is_refused(version: Exporter) -> None:
    with pytest.raises(ValueError, match="comes twice"):
        packages(version, HEADING, [*FRAGMENTS[version.NAME], FRAGMENTS[version.NAME][0]])


# ─── Several packages ────────────────────────────────────────────────────────────────────────────────────


@one_worker
@versions
def test_a_large_set_becomes_several_packages_each_of_them_whole(version: Exporter) -> None:
    most = 25
    heading = replace(HEADING, per_file=most)
    outputs = list(version.assemble(heading, FRAGMENTS[version.NAME]))
    number = -(-len(QUESTIONS) // most)
    assert [o.path for o in outputs] == [
        f"{version.NAME}/sample-set-{n}-of-{number}.zip" for n in range(1, number + 1)
    ]
    assert sorted(place for o in outputs for place in o.holds) == list(range(len(QUESTIONS)))
    manifests, tests = set(), set()
    for output, package in zip(
        outputs, packages(version, heading, FRAGMENTS[version.NAME]).values(), strict=True
    ):
        contents = unpacked(package)
        test = normal(contents["test.xml"])
        drawn = [ref.get("identifier") for ref in test.iter("assessmentItemRef")]
        assert drawn == [QUESTIONS[place].id for place in output.holds]
        assert len(drawn) <= most
        assert {f"items/{id}.xml" for id in drawn} == {n for n in contents if n.startswith("items/q")}
        assert all(len(s.findall("assessmentItemRef")) for s in test.iter("assessmentSection"))
        assert_all_valid(version, {name: contents[name] for name in ("imsmanifest.xml", "test.xml")})
        manifests.add(parse(contents["imsmanifest.xml"]).get("identifier"))
        tests.add((test.get("identifier"), test.get("title")))
    assert len(manifests) == len(tests) == number


# ─── Bytes ───────────────────────────────────────────────────────────────────────────────────────────────

_BUILD = """
import io
from hashlib import sha256
from generator.exporters import qti21, qti22, qti30
from sample_questions import HEADING, QUESTIONS, item_of

for version in (qti21, qti22, qti30):
    (output,) = version.assemble(HEADING, [version.render(q, item_of(q)) for q in QUESTIONS])
    stream = io.BytesIO()
    output.write(stream)
    print(output.path, sha256(stream.getvalue()).hexdigest())
"""


def test_the_same_bytes_twice_and_with_another_hash_seed() -> None:
    here = Path(__file__).parent
    path = os.pathsep.join([str(here), str(here.parents[1])])
    again = subprocess.run(
        [sys.executable, "-c", _BUILD],
        env=os.environ | {"PYTHONHASHSEED": "12345", "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    made = [packages(version, HEADING, FRAGMENTS[version.NAME]) for version in VERSIONS]
    digests = [(name, sha256(package).hexdigest()) for built in made for name, package in built.items()]
    assert again.stdout.split() == [word for pair in digests for word in pair]
