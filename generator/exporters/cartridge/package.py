"""The files of a cartridge: manifest, a quiz for each paper, the question bank, figures.

Owns the package; must not decide how anything is asked. Paper k takes variant k of each item, as on paper. The bank
holds all variants, and is left out where the quizzes hold them already. Quizzes lie at the top, because the token
before the name of a figure stands for the folder of the file to some, and for the top of the package to others.

    cartridge/demo.imscc: imsmanifest.xml, quiz_demo_1.xml, quiz_demo_2.xml, bank_demo.xml, figures/figure-….svg
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import lcm
from typing import BinaryIO

from generator.exporters.base import Fragment, Fragments, OutputFile
from generator.exporters.cartridge.asked import NAME, Kind
from generator.exporters.cartridge.markup import FIGURES, introduction
from generator.exporters.cartridge.versions import Version, version
from generator.exporters.package import each_once, write_zip
from generator.exporters.packages import Package, packages
from generator.exporters.words import word
from generator.exporters.xml_templates import load, well_formed
from generator.model import Heading

FOLDERS = (FIGURES, f"web_resources/{FIGURES}")
"""Where each figure lies: the converter for Open edX takes files from `web_resources` alone, and to it, as to Canvas,
the token stands for that folder."""

MOST = 99
"""The greatest weight of a question; the least is 1 (rule 2c in `ccv1p1_qtiasiv1p2p1_v1p0.xsd`)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One item of the profile: what its ident ends in, title, type, points, and its XML from `presentation` on."""

    suffix: str
    title: str
    kind: Kind
    worth: Fraction
    xml: str


@dataclass(frozen=True, slots=True)
class Body:
    """One question's items, and the files of figures: their names and what is in them."""

    pieces: tuple[Piece, ...]
    figures: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A quiz or the bank: its identifier and title, the type of its resource, its questions and their figures."""

    ident: str
    title: str
    type: str
    fragments: Iterable[Fragment]
    figures: tuple[str, ...]


def assemble(heading: Heading, fragments: Fragments) -> Iterator[OutputFile]:
    """A package for each `heading.per_file` questions: `cartridge/<set>.imscc`, or `cartridge/<set>-1-of-3.imscc`.

    Raises ValueError if one question comes twice: its identifier would stand for two items.
    """
    scale = _scale(fragments)
    for package in packages(heading, fragments):
        path = f"{NAME}/{heading.name}{package.suffix}.imscc"
        write = partial(_write, heading=heading, fragments=fragments, package=package, scale=scale)
        yield OutputFile(path, write, package.holds)


# ─── Points ──────────────────────────────────────────────────────────────────────────────────────────────


def _scale(fragments: Fragments) -> Fraction:
    """What the points of all questions are multiplied by to be whole; 1 if a weight would be too great."""
    denominators, most = 1, Fraction(0)
    for fragment in fragments:
        for piece in fragment.body.pieces:
            denominators = lcm(denominators, piece.worth.denominator)
            most = max(most, piece.worth)
    return Fraction(denominators if most * denominators <= MOST else 1)


def weight(points: Fraction) -> int:
    """Points as a weight, rounded to what the profile allows."""
    return min(max(round(points), 1), MOST)


# ─── The package ─────────────────────────────────────────────────────────────────────────────────────────


def _write(
    stream: BinaryIO, heading: Heading, fragments: Fragments, package: Package, scale: Fraction
) -> None:
    written = version(heading.items[0].profile)
    documents = (
        *_quizzes(heading, fragments, package, written),
        *_bank(heading, fragments, package, written),
    )
    figures = tuple(dict.fromkeys([name for document in documents for name in document.figures]))
    categories = {item.number: f"{item.number}. {item.title}" for item in heading.items}
    manifest = load(NAME, "manifest.xml").render(
        ident=f"{heading.name}{package.suffix}",  # by name: a new build of the set updates, and adds no second
        title=package.title(heading),
        language=heading.language,
        version=written,
        quizzes=[document for document in documents if document.type == written.assessment],
        documents=documents,
        figures=figures,
        folders=FOLDERS,
    )

    def entries() -> Iterator[tuple[str, bytes | Iterable[bytes]]]:
        yield "imsmanifest.xml", well_formed([manifest], "the manifest of the cartridge")
        for document in documents:
            name = f"{document.ident}.xml"
            pieces = _document(document, heading, written, scale, categories)
            yield name, well_formed(pieces, f"{name} of the cartridge")
        for folder in FOLDERS if figures else ():
            chosen = (fragment for document in documents for fragment in document.fragments)
            yield from each_once((folder + name, svg) for f in chosen for name, svg in f.body.figures)

    write_zip(stream, entries())


def _quizzes(
    heading: Heading, fragments: Fragments, package: Package, written: Version
) -> Iterator[Document]:
    """The papers, each once: with two variants of each item a third would be the first again."""
    count = min(heading.papers, lcm(*map(len, package.runs)))
    for number in range(count):
        ident = f"quiz_{heading.name}{package.suffix}_{number + 1}"
        title = package.title(heading)
        if count > 1:
            title += f" · {word('paper', heading.language).format(number=number + 1, count=count)}"
        paper = _Paper(fragments, tuple([run[number % len(run)] for run in package.runs]))
        yield Document(ident, title, written.assessment, paper, _figures(paper))


@dataclass(frozen=True, slots=True)
class _Paper:
    """The fragments at some places, read anew each time that they are gone through."""

    fragments: Fragments
    places: tuple[int, ...]

    def __iter__(self) -> Iterator[Fragment]:
        for place in self.places:
            yield from self.fragments[place : place + 1]


def _bank(heading: Heading, fragments: Fragments, package: Package, written: Version) -> Iterator[Document]:
    """The question bank, of which a cartridge may have one; none if every variant is on a paper."""
    if max(map(len, package.runs)) > heading.papers:
        chosen = package.chosen(fragments)
        ident = f"bank_{heading.name}{package.suffix}"
        yield Document(ident, package.title(heading), written.bank, chosen, _figures(chosen))


def _figures(fragments: Iterable[Fragment]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([name for fragment in fragments for name, _ in fragment.body.figures]))


# ─── A quiz or the bank ──────────────────────────────────────────────────────────────────────────────────


def _document(
    document: Document, heading: Heading, written: Version, scale: Fraction, categories: Mapping[int, str]
) -> Iterator[str]:
    yield load(NAME, "document_start.xml").render(version=written)
    quiz = document.type == written.assessment
    if quiz:
        yield load(NAME, "quiz_start.xml").render(
            ident=document.ident,
            title=document.title,
            language=heading.language,
            introduction=introduction(heading),
        )
    else:
        yield f'<objectbank ident="{document.ident}">\n'
    # A question can stand on several papers and in the bank: systems that know items by their idents must not mix them.
    mark = document.ident.rpartition("_")[2] if quiz else ""
    for fragment in document.fragments:
        for piece in fragment.body.pieces:
            ident = f"{fragment.id}_p{mark}" if quiz else fragment.id
            yield item_start(piece, ident, categories[fragment.item], scale)
            yield piece.xml
    yield "</section>\n</assessment>\n" if quiz else "</objectbank>\n"
    yield "</questestinterop>\n"


def item_start(piece: Piece, ident: str, category: str, scale: Fraction) -> str:
    """The head of an item, of which its points depend on the whole set."""
    return load(NAME, "item_start.xml").render(
        ident=ident + piece.suffix,
        title=piece.title,
        kind=piece.kind,
        category=category,
        weight=weight(piece.worth * scale),
    )
