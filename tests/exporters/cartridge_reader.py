"""Reads a Common Cartridge and grades its questions as its profile of QTI 1.2.1 says. Independent of the exporter.

A response to a choice is the ident of an option, or a list of them; to a blank it is a text. Conditions are gone
through in their order until one holds that does not say `continue`. Texts are compared without white space at their
ends, and without regard to case unless the file asks for it.

What known importers make of a question otherwise, from their source, has functions of its own: `right_in_open_edx` and
`shown_in_open_edx` (`content_processors/qti.py` of openedx/cc2olx), `right_in_canvas` (`choice_interaction.rb` of
instructure/canvas-lms), `right_in_moodle` (`backup/cc/entity11.quiz.class.php` of moodle/moodle).

    cartridge = read_cartridge(data)
    cartridge.quizzes[0].items[0].grade("14")
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import unquote

from lxml import etree
from lxml import html as loose

NS = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
TOKEN = "$IMS-CC-FILEBASE$/"
KINDS = ("multiple_choice", "multiple_response", "true_false", "fib", "essay")
TYPES = re.compile(r"imsqti_xmlv1p2/imscc_xmlv1p[123]/(assessment|question-bank)|webcontent")


class UnreadableError(AssertionError):
    """An importer would lose or misread this."""


def check(holds: bool, message: str) -> None:
    if not holds:
        raise UnreadableError(message)


@dataclass(frozen=True)
class Item:
    ident: str
    title: str
    kind: str
    weight: int
    category: str
    html: Any
    options: dict[str, Any]
    conditions: tuple[Any, ...]
    feedback: dict[str, Any]
    source: str

    def grade(self, response: str | list[str]) -> float:
        """The credit, 0 to 1."""
        check(self.kind != "essay", "an essay is marked by hand")
        score = 0.0
        for condition in self._met(response):
            for setting in condition.findall(f"{NS}setvar"):
                check(setting.get("varname") == "SCORE" and setting.get("action") == "Set", "setvar")
                score = float(setting.text)
        return score / 100

    def shown(self, response: str | list[str]) -> str:
        """All feedback after this answer, as text."""
        idents = [d.get("linkrefid") for c in self._met(response) for d in c.findall(f"{NS}displayfeedback")]
        return "\n".join(text_of(self.feedback[ident]) for ident in idents)

    def _met(self, response: str | list[str]) -> list[Any]:
        """The conditions that hold, until one that ends the processing."""
        met = []
        for condition in self.conditions:
            if any(self._holds(test, response) for test in condition.find(f"{NS}conditionvar")):
                met.append(condition)
                if condition.get("continue", "No") == "No":
                    break
        return met

    def _holds(self, test: Any, response: str | list[str]) -> bool:
        match test.tag.removeprefix(NS):
            case "other":
                return True
            case "and":
                return all(self._holds(one, response) for one in test)
            case "not":
                return not any(self._holds(one, response) for one in test)
            case "varequal":
                return self._equal(test, response)
        raise UnreadableError(f"{test.tag} is read by few")

    def _equal(self, test: Any, response: str | list[str]) -> bool:
        check(test.get("respident") == "response1" and bool(test.text), "an empty comparison")
        if self.options:
            check(test.text in self.options, f"{test.text} is not on offer")
            return bool(test.text in ([response] if isinstance(response, str) else response))
        check(isinstance(response, str), "one blank, one text")
        pair = str(response).strip(), test.text.strip()
        if test.get("case", "No") == "No":
            pair = pair[0].lower(), pair[1].lower()
        return bool(pair[0] == pair[1])


@dataclass(frozen=True)
class Quiz:
    ident: str
    title: str
    attempts: str
    introduction: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Cartridge:
    version: str
    title: str
    quizzes: tuple[Quiz, ...]
    bank: tuple[Item, ...]
    files: dict[str, bytes]
    offered: tuple[str, ...]
    """The titles in the table of contents."""


# ─── What importers make of a question ───────────────────────────────────────────────────────────────────


def right_in_open_edx(item: Item) -> list[str]:
    """Every `varequal` is right, `not` ones aside, up to the first condition that ends the processing."""
    right: list[str] = []
    for condition in item.conditions:
        found = condition.findall(f"{NS}conditionvar/{NS}varequal")
        right += [one.text for one in found or condition.findall(f"{NS}conditionvar/{NS}and/{NS}varequal")]
        if condition.get("continue", "No") == "No":
            break
    return right


def right_in_canvas(item: Item) -> list[str]:
    """The last condition that names an option decides; a blank takes every text that is named."""
    right: dict[str, bool] = {}
    for condition in item.conditions:
        for one in condition.iter(f"{NS}varequal"):
            if one.getparent().tag != f"{NS}not":
                right[one.text] = condition.find(f"{NS}setvar") is not None or not item.options
    return [text for text, holds in right.items() if holds]


def right_in_moodle(item: Item) -> list[str]:
    """Of several options those with `case`; a verdict by the idents of its options; else what a score stands beside."""
    scoring = next(c for c in item.conditions if c.findtext(f"{NS}setvar") == "100")
    if item.kind == "multiple_response":
        found = [o for o in scoring.iter(f"{NS}varequal") if o.getparent().tag != f"{NS}not"]
        return [one.text for one in found if one.get("case") == "Yes"]
    check(item.kind != "true_false" or list(item.options) == ["true", "false"], "Moodle stops here")
    return [one.text for one in scoring.findall(f"{NS}conditionvar/{NS}varequal")]


def shown_in_open_edx(item: Item) -> str:
    """The question as its text, after references and addresses are undone once more and what is left is parsed."""
    read: Any = loose.fromstring(f"<div>{unquote(unescape(item.source))}</div>")
    return str(read.text_content())


# ─── Reading ─────────────────────────────────────────────────────────────────────────────────────────────


def text_of(html: Any) -> str:
    return "".join(html.itertext())


def formulas(html: Any) -> list[str]:
    """What MathJax typesets: it looks at each piece of text between two tags by itself. In Canvas, AsciiMath too."""
    texts = [text for node in html.iter() for text in (node.text, node.tail) if text]
    return [formula for text in texts for formula in _FORMULA.findall(text)]


_FORMULA = re.compile(
    r"\\\(.*?\\\)|\\\[.*?\\\]|\$\$.*?\$\$|\\begin\{.*?\\end\{|\\(?:eq)?ref\{.*?\}|`.*?`", re.DOTALL
)


def html_of(material: Any) -> Any:
    """The HTML of a material: unescaped once by XML, then parsed. It is XHTML, so no `<` stands bare."""
    return etree.fromstring(f"<div>{source_of(material)}</div>")


def source_of(material: Any) -> str:
    (text,) = material
    check(text.tag == f"{NS}mattext" and text.get("texttype") == "text/html", "mattext")
    return str(text.text or "")


def read_item(item: Any) -> Item:
    fields = {
        f.findtext(f"{NS}fieldlabel"): f.findtext(f"{NS}fieldentry")
        for f in item.iter(f"{NS}qtimetadatafield")
    }
    profile = re.fullmatch(r"cc\.(\w+)\.v0p1", fields["cc_profile"])
    kind = profile[1] if profile else ""
    check(kind in KINDS, f"{fields['cc_profile']} is read by few")
    check(fields["qmd_computerscored"] == ("No" if kind == "essay" else "Yes"), "qmd_computerscored")
    asked, response = item.find(f"{NS}presentation")
    if kind in ("fib", "essay"):
        check(response.tag == f"{NS}response_str", "a blank")
    else:
        check(response.tag == f"{NS}response_lid", "a choice")
        check((response.get("rcardinality") == "Multiple") == (kind == "multiple_response"), "rcardinality")
    labels = response.iter(f"{NS}response_label") if response.tag == f"{NS}response_lid" else ()
    feedback = {
        f.get("ident"): html_of(f.find(f"{NS}flow_mat/{NS}material")) for f in item.iter(f"{NS}itemfeedback")
    }
    referred = {node.get("linkrefid") for node in item.iter(f"{NS}displayfeedback")}
    check(referred == feedback.keys(), f"feedback {sorted(feedback)}, referred to {sorted(referred)}")
    return Item(
        item.get("ident"),
        item.get("title"),
        kind,
        int(fields["cc_weighting"]),
        fields["cc_question_category"],
        html_of(asked),
        {label.get("ident"): html_of(label.find(f"{NS}material")) for label in labels},
        tuple(item.findall(f"{NS}resprocessing/{NS}respcondition")),
        feedback,
        source_of(asked),
    )


def read_cartridge(data: bytes) -> Cartridge:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    root: Any = etree.fromstring(files["imsmanifest.xml"])
    space = root.tag.removesuffix("manifest")
    resources = {r.get("identifier"): r for r in root.iter(f"{space}resource")}
    _check_files(resources, space, files)
    places = {i.get("identifierref"): i.findtext(f"{space}title") for i in root.iter(f"{space}item")}
    places.pop(None, None)
    by_type: dict[str, list[Any]] = {"assessment": [], "question-bank": [], "webcontent": []}
    for resource in resources.values():
        check(bool(TYPES.fullmatch(resource.get("type"))), resource.get("type"))
        by_type[resource.get("type").rpartition("/")[2]].append(resource)
    check(len(by_type["question-bank"]) <= 1, "a cartridge has one question bank")
    check(
        list(places) == [r.get("identifier") for r in by_type["assessment"]], "every quiz is in the contents"
    )
    quizzes: list[Quiz] = []
    bank: tuple[Item, ...] = ()
    for resource in (*by_type["assessment"], *by_type["question-bank"]):
        check(
            resource.get("href") is None and len(resource.findall(f"{space}file")) == 1, "a quiz is one file"
        )
        (document,) = etree.fromstring(files[resource.find(f"{space}file").get("href")])
        items = tuple(map(read_item, document.iter(f"{NS}item")))
        _check_figures(items, resource, space, files)
        if document.tag == f"{NS}objectbank":
            bank = items
        else:
            quizzes.append(_quiz(document, items))
    version = root.findtext(f"{space}metadata/{space}schemaversion")
    title = next(e.text for e in root.iter() if str(e.tag).endswith("LOM/manifest}string"))
    return Cartridge(version, title, tuple(quizzes), bank, files, tuple(places.values()))


def _quiz(document: Any, items: tuple[Item, ...]) -> Quiz:
    check(len(document.findall(f"{NS}section")) == 1, "one section")
    fields = {
        f.findtext(f"{NS}fieldlabel"): f.findtext(f"{NS}fieldentry")
        for f in document.findall(f"{NS}qtimetadata/{NS}qtimetadatafield")
    }
    said = document.find(f"{NS}presentation_material/{NS}flow_mat/{NS}material")
    introduction = "" if said is None else text_of(html_of(said))
    return Quiz(document.get("ident"), document.get("title"), fields["cc_maxattempts"], introduction, items)


def _check_files(resources: dict[str, Any], space: str, files: dict[str, bytes]) -> None:
    """Every file is named once, and every name has a file; what is needed is there."""
    named = [f.get("href") for r in resources.values() for f in r.findall(f"{space}file")]
    check(sorted([*named, "imsmanifest.xml"]) == sorted(files), "the manifest and the files")
    needed = {d.get("identifierref") for r in resources.values() for d in r.findall(f"{space}dependency")}
    check(needed <= resources.keys(), "a dependency on nothing")


def _check_figures(items: tuple[Item, ...], resource: Any, space: str, files: dict[str, bytes]) -> None:
    """Every image is a file of the package, from its top and from `web_resources`; and is a dependency."""
    htmls = [h for i in items for h in (i.html, *i.options.values(), *i.feedback.values())]
    images = [img.get("src") for h in htmls for img in h.iter("img")]
    check(all(src.startswith(TOKEN) for src in images), "an image from elsewhere")
    paths = {src.removeprefix(TOKEN) for src in images}
    check(
        all(path in files and f"web_resources/{path}" in files for path in paths), "an image without a file"
    )
    needed = {d.get("identifierref") for d in resource.findall(f"{space}dependency")}
    check(
        needed >= {path.rpartition("/")[2].removesuffix(".svg") for path in paths},
        "a figure is no dependency",
    )
