"""Reads a tagged PDF as assistive technology does: its tree, and what is written in each element.

    tags = read(data)
    tags.root                      the tree: Element("Document", ...)
    tags.faults                    ("Page 1: content outside of tags: Tj", ...)

It knows PDF (ISO 32000-2, 14.7 to 14.9), and nothing of what wrote the file. Its faults are those that stand in the way
of reading: content and tree do not belong together. What PDF/UA-2 asks for beyond that is looked after by `pdf_ua`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

MATHML = "http://www.w3.org/1998/Math/MathML"
PDF2 = "http://iso.org/pdf2/ssn"
_PAINTING = {
    *("Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "INLINE IMAGE"),
}


@dataclass(slots=True)
class Element:
    """An element of the tree. `kind` is a type of PDF 2.0 or an element of MathML, after all role maps."""

    kind: str
    namespace: str
    alt: str
    actual: str
    attributes: dict[str, Any]
    mathml: tuple[str, ...]
    """The MathML files that belong to it."""
    children: list[Element] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    """Its marked content: page (from 0) and number."""
    references: int = 0
    order: list[Element | tuple[int, int]] = field(default_factory=list)

    def all(self, kind: str = "") -> Iterator[Element]:
        """It and all below it, of a kind if one is given, in reading order."""
        if not kind or self.kind == kind:
            yield self
        for child in self.children:
            yield from child.all(kind)

    def sketch(self, depth: int = 0) -> str:
        """The tree as indented lines."""
        lines = [
            f"{'  ' * depth}{self.kind}{f' alt={self.alt!r}' if self.alt else ''} {len(self.marks) or ''}"
        ]
        return "\n".join([line.rstrip() for line in lines] + [c.sketch(depth + 1) for c in self.children])


@dataclass(frozen=True, slots=True)
class Tags:
    """A tagged PDF: its tree, the text of each marked content, and what is wrong."""

    root: Element
    texts: dict[tuple[int, int], str]
    artifacts: tuple[str, ...]
    """What is written on each page outside of all elements; not what forms write."""
    faults: tuple[str, ...]

    def text(self, element: Element) -> str:
        """What is written in an element, in reading order, as far as its fonts say it."""
        return "".join(
            self.texts.get(part, "") if isinstance(part, tuple) else self.text(part) for part in element.order
        )


def read(data: bytes) -> Tags:
    """The tags of a PDF. A file without a tree has an empty one, and a fault that says so."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        faults: list[str] = []
        if "/StructTreeRoot" not in pdf.Root:
            return Tags(Element("", "", "", "", {}, ()), {}, (), ("There is no tree of tags.",))
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        texts: dict[tuple[int, int], str] = {}
        artifacts = [""] * len(pdf.pages)
        for number, page in enumerate(pdf.pages):
            faults += _page(page, number, texts, artifacts)
        tree = pdf.Root.StructTreeRoot
        root = Element("", "", "", "", {}, ())
        for kid in _list(tree.get("/K")):
            faults += _element(kid, root, pages, -1, tree)
        faults += _marks(root, texts)
        faults += _parents(pdf, root, pages)
        top = root.children[0] if len(root.children) == 1 else root
        return Tags(top, texts, tuple(artifacts), tuple(dict.fromkeys(faults)))


# ─── Pages ───────────────────────────────────────────────────────────────────────────────────────────────


def _page(
    page: pikepdf.Page, number: int, texts: dict[tuple[int, int], str], artifacts: list[str]
) -> Iterator[str]:
    """What is painted on a page must be tagged or an artifact."""
    where = f"Page {number + 1}"
    open_marks: list[tuple[str, int | None]] = []
    fonts = {name: _decoder(font) for name, font in page.resources.get("/Font", {}).items()}
    decode = _decoder(None)
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            mark = _mark(page, operands)
            within = [tag for tag, other in open_marks if other is not None or tag == "Artifact"]
            if mark[1] is not None:
                if within:
                    yield f"{where}: tagged content within {within[-1]}."
                if (number, mark[1]) in texts:
                    yield f"{where}: the mark {mark[1]} is there twice."
                texts[number, mark[1]] = ""
            elif mark[0] == "Artifact" and within and within[-1] != "Artifact":
                yield f"{where}: an artifact within {within[-1]}."
            open_marks.append(mark)
        elif name == "EMC":
            if not open_marks:
                yield f"{where}: a mark ends that did not begin."
                continue
            open_marks.pop()
        elif name == "Tf":
            decode = fonts[str(operands[0])]
        elif name in _PAINTING:
            marks = [mark for tag, mark in open_marks if mark is not None]
            if not marks and not any(tag == "Artifact" for tag, _ in open_marks):
                yield f"{where}: content outside of tags: {name} {str(list(operands))[:60]}"
            if name in ("Tj", "TJ"):
                if marks:
                    texts[number, marks[-1]] += decode(operands[0])
                else:
                    artifacts[number] += decode(operands[0])
    if open_marks:
        yield f"{where}: a mark does not end."


def _mark(page: pikepdf.Page, operands: Any) -> tuple[str, int | None]:
    tag = str(operands[0])[1:]
    properties = operands[1] if len(operands) > 1 else None
    if isinstance(properties, pikepdf.Name):
        properties = page.resources.Properties[properties]
    return tag, int(properties.MCID) if properties is not None and "/MCID" in properties else None


def _decoder(font: Any) -> Any:
    """What a string of a font says, by its ToUnicode map; "" for what it does not tell."""
    table: dict[int, str] = {}
    width = 1
    if font is not None:
        width = 2 if font.get("/Subtype") == "/Type0" else 1
        if "/ToUnicode" in font:
            table = to_unicode(font.ToUnicode.read_bytes())

    def decode(operand: Any) -> str:
        parts = list(operand) if isinstance(operand, pikepdf.Array) else [operand]
        out = ""
        for part in parts:
            if isinstance(part, pikepdf.String):
                data = bytes(part)
                codes = [int.from_bytes(data[i : i + width]) for i in range(0, len(data), width)]
                out += "".join(table.get(code, "") for code in codes)
            elif float(part) < -200:
                out += " "
        return out

    return decode


def to_unicode(data: bytes) -> dict[int, str]:
    """A ToUnicode map (ISO 32000-2, 9.10.3): characters by their codes."""
    table: dict[int, str] = {}
    text = data.decode("latin-1")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, char in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            table[int(code, 16)] = bytes.fromhex(char).decode("utf-16-be", "replace")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for low, high, char in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for code in range(int(low, 16), int(high, 16) + 1):
                value = int(char, 16) + code - int(low, 16)
                table[code] = value.to_bytes(len(char) // 2).decode("utf-16-be", "replace")
    return table


# ─── The tree ────────────────────────────────────────────────────────────────────────────────────────────


def _list(value: Any) -> list[Any]:
    """An array's values; what is no array is the only one."""
    return [] if value is None else list(value) if isinstance(value, pikepdf.Array) else [value]


def _element(node: Any, parent: Element, pages: Any, page: int, tree: Any) -> Iterator[str]:
    kind, namespace = _role(node, tree)
    if "/Pg" in node:
        page = pages[node.Pg.objgen]
    element = Element(
        kind,
        namespace,
        str(node.get("/Alt", "")),
        str(node.get("/ActualText", "")),
        _attributes(node, tree),
        tuple(_mathml(node)),
    )
    if namespace not in (PDF2, MATHML):
        yield f"The type {kind} is of no namespace that everyone knows ({namespace or 'none'})."
    parent.children.append(element)
    parent.order.append(element)
    for kid in _list(node.get("/K")):
        if isinstance(kid, int):
            element.marks.append((page, kid))
            element.order.append((page, kid))
        elif kid.get("/Type") == "/MCR":
            mark = (pages[kid.Pg.objgen] if "/Pg" in kid else page, int(kid.MCID))
            element.marks.append(mark)
            element.order.append(mark)
        elif kid.get("/Type") == "/OBJR":
            element.references += 1
        else:
            if kid.get("/P") is None or kid.P.objgen != node.objgen:
                yield f"A {kind} has a child that does not know it."
            yield from _element(kid, element, pages, page, tree)


def _role(node: Any, tree: Any) -> tuple[str, str]:
    """The type of a node and its namespace, mapped until a standard one is met (ISO 32000-2, 14.8.6)."""
    name, space = node.S, node.get("/NS")
    for _ in range(20):
        uri = str(space.NS) if space is not None else ""
        if uri in (PDF2, MATHML):
            return str(name)[1:], uri
        if space is not None and name in space.get("/RoleMapNS", {}):
            target = space.RoleMapNS[name]
            name, space = (target[0], target[1]) if isinstance(target, pikepdf.Array) else (target, None)
        elif space is None and name in tree.get("/RoleMap", {}):
            name = tree.RoleMap[name]
        else:
            return str(name)[1:], uri
    return str(name)[1:], ""


def _attributes(node: Any, tree: Any) -> dict[str, Any]:
    """Its own attributes and those of its classes."""
    found: dict[str, Any] = {}
    classes = [tree.ClassMap[name] for name in _list(node.get("/C"))]
    for attributes in (part for own in (*classes, node.get("/A")) for part in _list(own)):
        if isinstance(attributes, pikepdf.Dictionary):
            found |= {str(key)[1:]: _plain(value) for key, value in attributes.items()}
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, pikepdf.Array):
        return [_plain(part) for part in value]
    return str(value).lstrip("/") if isinstance(value, pikepdf.Name | pikepdf.String) else value


def _mathml(node: Any) -> Iterator[str]:
    for file in _list(node.get("/AF")):
        embedded = file.EF.F if "/F" in file.EF else file.EF.UF
        if str(embedded.get("/Subtype", "")) in ("/application/mathml+xml", "/text/mathml"):
            yield embedded.read_bytes().decode("utf-8")


def _marks(root: Element, texts: dict[tuple[int, int], str]) -> Iterator[str]:
    """Each marked content stands in the tree, once."""
    seen: set[tuple[int, int]] = set()
    for element in root.all():
        for mark in element.marks:
            if mark in seen:
                yield f"Page {mark[0] + 1}: the mark {mark[1]} is in the tree twice."
            if mark not in texts:
                yield f"Page {mark[0] + 1}: the tree has a mark {mark[1]} that the page has not ({element.kind})."
            seen.add(mark)
    for place, text in texts.items():
        if place not in seen:
            yield f"Page {place[0] + 1}: the mark {place[1]} is not in the tree: {text[:40]!r}."


def _parents(pdf: pikepdf.Pdf, root: Element, pages: Any) -> Iterator[str]:
    """The way back, from a page's marks to their elements."""
    tree = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    counts: dict[int, set[int]] = {}
    for element in root.all():
        for place, mark in element.marks:
            counts.setdefault(place, set()).add(mark)
    for number, page in enumerate(pdf.pages):
        if "/StructParents" not in page:
            yield f"Page {number + 1} does not lead to its tags."
            continue
        found = list(tree[int(page.StructParents)])
        for mark in counts.get(number, ()):
            if mark >= len(found) or not isinstance(found[mark], pikepdf.Dictionary):
                yield f"Page {number + 1}: nothing leads from mark {mark} to its element."
