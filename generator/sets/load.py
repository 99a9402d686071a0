"""A file → a ProblemSet, or every fault in it at once.

    problem_set = load_set(Path("problem_specs/sets/week-7.yaml"), "problem_specs/sets/week-7.yaml")

Whether its families exist is the business of `library`: a set is read alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.errors import Fault, Place, SpecError
from generator.sets.paper import Paper, read_logo
from generator.sets.schema import ProblemSet, SetFile, SetItem
from generator.spec.files import read_document
from generator.spec.load import top
from generator.spec.rules import get, mappings, name_of
from generator.spec.shape import Form, shaped
from generator.spec.source import Document
from generator.spec.suggest import did_you_mean
from generator.spec.yaml import Mapping

_NAMES = ("family", "tag")

FORMS = {
    "": Form("A problem set", "at the top of the file", SetFile),
    "items": Form("This item", "in an entry of `items`", SetItem),
    "paper": Form("The section `paper`", "below `paper`", Paper),
}


def load_set(path: Path, shown_as: str) -> ProblemSet:
    """The problem set in the file at `path`; `shown_as` is the path that messages show.

    Raises SpecError, with all faults of the file, if the file cannot be read or is not a problem set, or its logo
    cannot be read.
    """
    read = set_of(read_document(path, shown_as), file_safe(path.stem))
    return replace(read, logo=read_logo(read.paper.logo, path.parent)) if read.paper.logo else read


def set_of(document: Document, name: str) -> ProblemSet:
    """The problem set in a document, without its logo; otherwise like `load_set`."""
    tree, faults = top(document, "title: …")
    if get(tree, "parts") and not get(tree, "items"):
        hint = "A set has `items`, each with a `family`. To see one family: `setwright show`."
        raise SpecError(
            [Fault("This is a problem spec, not a problem set.", Place(document.name, 1, 1), hint)]
        )
    read, shape_faults = shaped(tree, SetFile, FORMS)
    found = [*faults, *shape_faults, *_family_or_tag(tree)]
    if found or read is None:
        raise SpecError(found)
    return ProblemSet(
        name=name,
        title=read.title,
        course=read.course,
        date=read.date,
        instructions=read.instructions,
        seed=read.seed or name,
        papers=read.papers,
        language=read.language,
        expressions=read.expressions,
        essays=read.essays,
        items=read.items,
        paper=read.paper,
    )


def file_safe(text: str) -> str:
    """A name of `a-z`, `0-9` and `-` made of any text: `Übung 3` becomes `ubung-3`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "set"


def _family_or_tag(tree: Mapping) -> Iterator[Fault]:
    for item in mappings(tree, "items"):
        family, tag = name_of(item, "family"), name_of(item, "tag")
        if family and tag:
            second = max(family, tag, key=lambda name: name.offsets[0])
            yield second.fault("An item has a `family` or a `tag`, not both.", "Make two items of it.")
        elif not family and not tag and not any(did_you_mean(key.text, _NAMES) for key, _ in item.entries):
            hint = "Write `family:` and its id, or `tag:` and a topic."
            head = item.source.text.split("\n")[0].split(":")[0]
            yield item.source.fault("This item has neither a `family` nor a `tag`.", hint, length=len(head))
