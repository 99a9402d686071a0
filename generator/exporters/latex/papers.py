"""Which variant stands on which paper: fragments, as they come from the pipeline, dealt to papers.

Paper k (1, 2, ...) takes variant k of each item, counted within the item and beginning again when an item has
fewer variants than there are papers. Only variants that some paper takes are kept in memory.

    >>> papers = deal(heading, fragments)
    >>> [[f.index for f in paper] for paper in papers]   # two papers; the second item has one variant
    [[0, 0], [1, 0]]
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from generator.exporters.base import Fragment
from generator.model import Heading

Paper = tuple[Fragment, ...]
"""The questions of one paper, in the order of the problem set's items."""

FOR_STUDENTS = ("worksheet", "exam")
"""The documents that students get, each their own. The others are for teachers, and of all students."""


def deal(heading: Heading, fragments: Iterable[Fragment]) -> tuple[Paper, ...]:
    """The papers of a problem set. Reads `fragments` once; items without any fragment are left out."""
    kept: dict[int, list[Fragment]] = {item.number: [] for item in heading.items}
    for fragment in fragments:
        if len(kept[fragment.item]) < heading.papers:
            kept[fragment.item].append(fragment)
    variants = [found for found in kept.values() if found]
    return tuple(tuple(found[k % len(found)] for found in variants) for k in range(heading.papers))


def holds(papers: Iterable[Paper]) -> tuple[int, ...]:
    """The ordinals of all questions on these papers, in increasing order, each once."""
    return tuple(sorted({fragment.ordinal for paper in papers for fragment in paper}))


def folder(document: str, documents: Sequence[str]) -> str:
    """The name of a document of all students, or of the folder with one for each, in a build of these `documents`."""
    if document not in FOR_STUDENTS:
        return document
    return f"{document}s" if all(other in documents for other in FOR_STUDENTS) else "papers"


def file_name(paper: int, heading: Heading) -> str:
    """`007-s123`: the number of the paper, as wide as the last one's, and what files may be called of the id."""
    width = len(str(len(heading.students)))
    plain = unicodedata.normalize("NFKD", heading.students[paper - 1].id).encode("ascii", "ignore").decode()
    safe = re.sub("[^A-Za-z0-9_]+", "-", plain).strip("-")
    return f"{paper:0{width}}-{safe}" if safe else f"{paper:0{width}}"
