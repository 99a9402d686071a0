"""Validation against the published schemas, which this repository may not carry.

They are looked for in the folder that SETWRIGHT_QTI_SCHEMAS names, else in a folder named `schemas` next to
the checkout (or one level below a neighbour of it). Without them a test is skipped; on CI it fails.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

ROOT = Path(__file__).resolve().parents[2]
QTI12 = "qtiv1p2/ims_qtiasiv1p2.xsd"
QTI21 = ("qtiv2p1p2/imsqti_v2p1p2.xsd", "qtiv2p1/imsqti_v2p1.xsd")
QTI22 = ("qtiv2p2/imsqti_v2p2.xsd", "qtiv2p2p4/imsqti_v2p2p4.xsd")
QTI30 = ("qtiv3p0/asi/imsqti_asiv3p0_sbacv1p0_v1p0.xsd",)
"""The profile of the schema that is to be had; it differs in `data-` attributes alone."""
MANIFEST = "imscp_v1p1.xsd"
MANIFEST22 = "qtiv2p2/qtiv2p2_imscpv1p2_v1p0.xsd"
MANIFEST30 = "qtiv3p0/imsqtiv3p0_imscpv1p2_v1p0.xsd"


one_worker = pytest.mark.xdist_group("schemas")
"""For tests that need schemas of items: these take seconds to be read, so only one of several workers should do it."""


def folder() -> Path:
    named = os.environ.get("SETWRIGHT_QTI_SCHEMAS")
    if named:
        return Path(named)
    near = [ROOT.parent / "schemas", *sorted(ROOT.parent.glob("*/schemas"))]
    found = [path for path in near if (path / MANIFEST).is_file()]
    if found:
        return found[0]
    why = "no QTI schemas: set SETWRIGHT_QTI_SCHEMAS, or put a folder named schemas next to the checkout"
    if os.environ.get("CI") == "true":
        pytest.fail(why)
    pytest.skip(why)


def parse(xml: bytes | str) -> Any:
    """The tree of a document; untyped, since a test that looks for what is not there should simply fail."""
    return etree.fromstring(xml.encode() if isinstance(xml, str) else xml)


@cache
def schema(path: Path) -> Any:
    return etree.XMLSchema(etree.parse(path, etree.XMLParser(no_network=True)))


def assert_valid(xml: bytes, *entries: str) -> None:
    """`xml` is valid by each of these schemas (paths in the folder)."""
    root = parse(xml)
    root.attrib.pop("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation", None)
    document = etree.fromstring(etree.tostring(root))
    for entry in entries:
        judge = schema(folder() / entry)
        judge.validate(document)
        assert not list(judge.error_log), f"{entry}: {judge.error_log}"
