"""The rules of PDF/UA-2 that a program can decide and our documents can break.

    faults(data)                   ("A heading H3 follows one of level 1.", ...); () for a file that keeps them

From ISO 14289-2 (PDF/UA-2), 8.2 to 8.14, and from the table of ISO/TS 32005 that says which types of PDF 2.0 may stand
in which. Numbers in comments are those of ISO 14289-2. It knows nothing of what wrote the file.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pikepdf
from pdf_tags import MATHML, PDF2, Element, read, to_unicode

_BLOCKS = frozenset(
    (
        "Part",
        "Sect",
        "P",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "LI",
        "LBody",
        "TR",
        "TH",
        "TD",
        "Caption",
        "Document",
    )
)
_CELLS = frozenset(("LI", "LBody", "TR", "TH", "TD", "Document"))
_INLINE = frozenset(("Code", "Em", "Strong", "Span", "Link", "Figure", "Formula"))
_NOT_WITHIN = {
    "Document": _CELLS | {"Caption", "Em", "Strong", "Span", "Lbl"},
    "Sect": _CELLS | {"Em", "Strong", "Span"},
    "P": (_BLOCKS | {"Div"}),
    **dict.fromkeys(("H1", "H2", "H3", "H4", "H5", "H6"), _BLOCKS | {"Div", "Table", "L"}),
    **dict.fromkeys(("Span", "Em", "Strong"), _BLOCKS | {"Div", "Table", "L"}),
    "Lbl": _BLOCKS | {"Div", "Table", "L", "Lbl"},
    "L": (_BLOCKS | _INLINE | {"Div", "Table", "Lbl"}) - {"LI", "Caption"},
    "LI": (_BLOCKS | _INLINE | {"Table", "L"}) - {"LBody"},
    "LBody": _CELLS | {"Lbl"},
    "Table": (_BLOCKS | _INLINE | {"Div", "Table", "L", "Lbl"}) - {"TR", "Caption"},
    "TR": (_BLOCKS | _INLINE | {"Div", "Table", "L", "Lbl"}) - {"TH", "TD"},
    "TH": _CELLS | {"Part", "Caption"},
    "TD": _CELLS | {"Part", "Caption"},
    "Figure": _CELLS,
    "Formula": _CELLS | {"Sect", "P"},
}
"""ISO/TS 32005, table 5: what may not stand in an element; a paragraph in a formula is our own addition. Div and
NonStruct are looked through."""
_NO_CONTENT = frozenset(("Document", "Sect", "L", "LI", "Table", "TR"))


def faults(data: bytes) -> tuple[str, ...]:
    """What is wrong with a PDF, each once."""
    tags = read(data)
    found = list(tags.faults)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found += _catalog(pdf)
        found += _destinations(pdf)
        found += _fonts(pdf)
        found += _annotations(pdf)
    found += _rules(tags.root)
    return tuple(dict.fromkeys(found))


# ─── The document ────────────────────────────────────────────────────────────────────────────────────────


def _catalog(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not str(root.get("/Lang", "")):
        yield "The document has no language."
    if not root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked", False):
        yield "The document does not say that it is tagged."
    if not root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle", False):
        yield "The title is not displayed."
    if pdf.pdf_version < "2.0":
        yield f"PDF {pdf.pdf_version} knows no PDF/UA-2."
    with pdf.open_metadata() as metadata:
        if not metadata.get("dc:title"):
            yield "The metadata have no title."
        if str(metadata.get("pdfuaid:part")) != "2" or not metadata.get("pdfuaid:rev"):
            yield "The metadata do not claim PDF/UA-2."
    if "/EmbeddedFiles" in root.get("/Names", {}):
        for name, file in pikepdf.NameTree(root.Names.EmbeddedFiles).items():
            if "/Desc" not in file:
                yield f"The file {name} is not described."


def _destinations(pdf: pikepdf.Pdf) -> Iterator[str]:
    """8.8: what leads into the document leads to an element."""

    def bookmarks(node: Any) -> Iterator[Any]:
        while node is not None:
            yield node
            yield from bookmarks(node.get("/First"))
            node = node.get("/Next")

    links = [link for page in pdf.pages for link in page.get("/Annots", [])]
    for source in [*bookmarks(pdf.Root.get("/Outlines", {}).get("/First")), *links]:
        action = source.get("/A", {})
        if "/Dest" in source or (action.get("/S") == "/GoTo" and "/SD" not in action):
            yield "A link or a bookmark does not lead to an element."


def _annotations(pdf: pikepdf.Pdf) -> Iterator[str]:
    for number, page in enumerate(pdf.pages, start=1):
        annotations = list(page.get("/Annots", []))
        if annotations and page.get("/Tabs") != "/S":
            yield f"Page {number}: the order of its annotations is not that of the tags."
        for annotation in annotations:
            if "/StructParent" not in annotation:
                yield f"Page {number}: an annotation outside of tags."


# ─── Characters (8.4.3, 8.4.5) ───────────────────────────────────────────────────────────────────────────


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Fonts are embedded, and each character that is shown is one that Unicode has."""
    shown: dict[Any, tuple[Any, set[int]]] = {}
    for page in pdf.pages:
        _shown(page, page.resources, shown)
    for font, codes in shown.values():
        name = font.get("/BaseFont")
        of = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(of.get("/FontDescriptor", {}).keys()):
            yield f"The font {name} is not embedded."
        if "/ToUnicode" not in font:
            yield f"The font {name} does not say its characters."
            continue
        table = to_unicode(font.ToUnicode.read_bytes())
        for code in sorted(codes):
            text = table.get(code, "")
            if not text or any(_private(c) or c in "\0\ufeff\ufffd\ufffe" for c in text):
                yield f"The font {name} does not say what character {code} is ({text!r})."
        if 0 in codes and font.Subtype == "/Type0":
            yield f"The font {name} has no glyph for a character."


def _shown(content: Any, resources: Any, shown: dict[Any, tuple[Any, set[int]]]) -> None:
    """Collects the codes that are shown in each font, in forms, too."""
    font: Any = None
    for operands, operator in pikepdf.parse_content_stream(content):
        name = str(operator)
        if name == "Tf":
            font = resources.Font[operands[0]]
        elif name in ("Tj", "TJ"):
            strings = [operands[0]] if name == "Tj" else list(operands[0])
            width = 2 if font.Subtype == "/Type0" else 1
            data = b"".join(bytes(part) for part in strings if isinstance(part, pikepdf.String))
            codes = {int.from_bytes(data[k : k + width]) for k in range(0, len(data), width)}
            shown.setdefault(font.objgen, (font, set()))[1].update(codes)
        elif name == "Do":
            form = resources.XObject[operands[0]]
            if form.Subtype == "/Form":
                _shown(form, form.get("/Resources", pikepdf.Dictionary()), shown)


def _private(character: str) -> bool:
    """Is it of one of Unicode's areas for private use?"""
    return 0xE000 <= ord(character) <= 0xF8FF or ord(character) >= 0xF0000


# ─── The tree (8.2) ──────────────────────────────────────────────────────────────────────────────────────


def _rules(top: Element) -> Iterator[str]:
    if top.kind != "Document" or top.namespace != PDF2:
        yield f"The tree begins with {top.kind or 'several elements'}, not with Document."
    yield from _headings(top)
    for element in top.all():
        yield from _places(element)
        if any(_private(c) for c in element.alt + element.actual):
            yield f"What is to be read for a {element.kind} has letters of private use."
        match element.kind:
            case "Formula":
                yield from _formula(element)
            case "Figure":
                if not element.alt:
                    yield "A figure has no alternative text."
                if "BBox" not in element.attributes:
                    yield "A figure does not say where it is."
            case "L":
                labelled = "Lbl" in {c.kind for li in element.children for c in li.children}
                if labelled and element.attributes.get("ListNumbering", "None") == "None":
                    yield "A list with labels does not say how it is numbered."
            case "LI":
                within = [child.kind for child in element.children]
                if within not in (["Lbl", "LBody"], ["LBody"]):
                    yield f"An item of a list holds {within}."
            case "Table":
                yield from _table(element)


def _places(element: Element) -> Iterator[str]:
    """What stands in an element may stand there, and there is something."""
    for child in _within(element):
        if child.kind in _NOT_WITHIN.get(element.kind, ()):
            yield f"A {child.kind} stands in a {element.kind}."
    if element.marks and element.kind in _NO_CONTENT:
        yield f"Content stands in a {element.kind} by itself."
    empty = not (element.children or element.marks or element.references)
    if empty and element.kind not in ("TD", "TH") and element.namespace == PDF2:
        yield f"An element {element.kind} is empty."


def _within(element: Element) -> Iterator[Element]:
    for child in element.children:
        if child.kind in ("Div", "NonStruct"):
            yield from _within(child)
        yield child


def _formula(element: Element) -> Iterator[str]:
    if not (element.mathml or any(child.namespace == MATHML for child in element.children)):
        yield "A formula has no MathML."
    for text in element.mathml:
        root = ElementTree.fromstring(text)
        if root.tag != f"{{{MATHML}}}math":
            yield "A formula's file is no MathML."
        if not any((part.text or "").strip() for part in root.iter()):
            yield "A formula's MathML says nothing."


def _headings(top: Element) -> Iterator[str]:
    level = 0
    for element in top.all():
        if element.kind == "H":
            yield "A heading without a level."
        elif element.kind[:1] == "H" and element.kind[1:].isdigit():
            if int(element.kind[1:]) > level + 1:
                yield f"A heading {element.kind} follows one of level {level}."
            level = int(element.kind[1:])


def _table(table: Element) -> Iterator[str]:
    rows = list(table.all("TR"))
    cells = [[cell for cell in row.children if cell.kind in ("TH", "TD")] for row in rows]
    widths = {sum(int(cell.attributes.get("ColSpan", 1)) for cell in row) for row in cells}
    if len(widths) != 1:
        yield f"The rows of a table have {sorted(widths)} cells."
    heads = [cell for row in cells for cell in row if cell.kind == "TH"]
    if not heads:
        yield "A table has no header cells."
    if any("Scope" not in cell.attributes for cell in heads):
        yield "A header cell does not say what it heads."
