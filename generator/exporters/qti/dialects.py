r"""The versions of QTI, as a table; and how their names are spelled.

QTI 3.0 writes the names of 2.x in small letters with hyphens, and sets `qti-` before its own elements (QTI 3.0
Implementation Guide, section on migration from 2.x). So a template is written once, with the names of 2.x:

    >>> spelled('<textEntryInteraction responseIdentifier="{{ ident }}"/><p class="a">')
    '<qti-text-entry-interaction response-identifier="{{ ident }}"/><p class="a">'

Where the structure differs, a template asks for `dialect.v3`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from jinja2 import Template
from markupsafe import Markup

from generator.exporters.xml_templates import compiled
from generator.resources import template_text


@dataclass(frozen=True, slots=True)
class Dialect:
    """One version: what its documents and packages say of themselves.

    `label` is its name for people. `namespace` and `schema` are those of items and tests, `manifest_…` those of the
    manifest, `metadata_…` those of metadata in it, and the name of its element for a text; `title` and `edition` are
    the manifest's `<schema>` and `<schemaversion>`. `processing` is the address of a standard template of response
    processing. In 2.x it has no `.xml`, with which the engine of TAO does not find it.
    """

    name: str
    label: str
    namespace: str
    schema: str
    manifest_namespace: str
    manifest_schema: str
    metadata_namespace: str
    metadata_schema: str
    metadata_text: str
    title: str
    edition: str
    types: str
    processing: str = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/{}"
    v3: bool = False

    def type(self, what: str) -> str:
        """The type of a resource that is an `item` or a `test`."""
        return self.types.format(what)

    def classes(self, what: str, size: int = 0) -> Markup:
        """` class="…"` as the shared vocabulary has it for a thing of this size; nothing before 3.0."""
        if not self.v3:
            return Markup()
        words, sizes = _VOCABULARY[what]
        return Markup(' class="{}"').format(
            words.format(min((s for s in sizes if s >= size), default=sizes[-1]))
        )


_VOCABULARY: dict[str, tuple[str, tuple[int, ...]]] = {
    "blank": ("qti-input-width-{}", (1, 2, 3, 4, 5, 6, 10, 15, 20, 25, 30, 35, 40, 45, 50, 72)),
    "essay": ("qti-height-lines-{}", (3, 6, 15)),
    "choice": ("qti-labels-lower-alpha qti-labels-suffix-parenthesis", (0,)),
    "match": ("qti-match-tabular", (0,)),
    "order": ("qti-choices-left qti-orientation-vertical", (0,)),
}
"""What the shared vocabulary of QTI 3 (1EdTech, Standardized Shared Vocabulary and CSS Classes) says of each, with the
sizes that it knows. Blanks are as wide as all of their kind in characters, since players take no width from
`expected-length`, and essays as high as asked for. Options have letters, as on paper, so that one can speak of them.
Matching is a table of buttons, which wants no mouse, and in which all players lay out formulas."""


_IMSCP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_LOM = (
    "http://ltsc.ieee.org/xsd/LOM",
    "https://purl.imsglobal.org/spec/md/v1p3/schema/xsd/imsmd_loose_v1p3p2.xsd",
    "string",
)

QTI21 = Dialect(
    "qti21",
    "QTI 2.1",
    "http://www.imsglobal.org/xsd/imsqti_v2p1",
    "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
    _IMSCP,
    "http://www.imsglobal.org/xsd/imscp_v1p1.xsd",
    "http://www.imsglobal.org/xsd/imsmd_v1p2",
    "http://www.imsglobal.org/xsd/imsmd_v1p2p4.xsd",
    "langstring",
    "QTIv2.1 Package",
    "1.0.0",
    "imsqti_{}_xmlv2p1",
)
QTI22 = Dialect(
    "qti22",
    "QTI 2.2",
    "http://www.imsglobal.org/xsd/imsqti_v2p2",
    "http://www.imsglobal.org/xsd/qti/qtiv2p2/imsqti_v2p2.xsd",
    _IMSCP,
    "http://www.imsglobal.org/xsd/qti/qtiv2p2/qtiv2p2_imscpv1p2_v1p0.xsd",
    *_LOM,
    "QTIv2.2 Package",
    "1.0.0",
    "imsqti_{}_xmlv2p2",
)
QTI30 = Dialect(
    "qti30",
    "QTI 3.0",
    "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
    "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd",
    *_LOM,
    "QTI Package",
    "3.0.0",
    "imsqti_{}_xmlv3p0",
    "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/{}.xml",
    v3=True,
)


# ─── Spelling ────────────────────────────────────────────────────────────────────────────────────────────


@cache
def load(dialect: Dialect, name: str) -> Template:
    """The compiled template `templates/qti/<name>` of an item or a test, with the names of this version."""
    source = _whole(name)
    return compiled(spelled(source) if dialect.v3 else source)


def _whole(name: str) -> str:
    """The text of a template, with that of each other one where it is included.

    They are compiled as one, so that macros serve all of them, and including costs a question no time.
    """
    return _INCLUDE.sub(lambda found: _whole(found[1]), template_text("qti", name))


_INCLUDE = re.compile(r'\{% include "(\w+\.xml)" %\}\n')


def spelled(template: str) -> str:
    """A template that is written in the names of 2.x, in those of 3.0."""
    return _ATTRIBUTE.sub(lambda name: _hyphened(name[0]), _ELEMENT.sub(_element, template))


_ELEMENT = re.compile(r"(</?)([A-Za-z]+)")
_ATTRIBUTE = re.compile(r'(?<=\s)[a-z]+[A-Z]\w*(?==")')
_HTML = frozenset({"div", "p", "span", "table", "tbody", "tr", "td"})


def _element(found: re.Match[str]) -> str:
    opening, name = found.groups()
    return found[0] if name in _HTML else f"{opening}qti-{_hyphened(name)}"


def _hyphened(name: str) -> str:
    return re.sub("[A-Z]", lambda capital: f"-{capital[0].lower()}", name)
