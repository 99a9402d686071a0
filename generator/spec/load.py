"""A file → a Spec, or every fault in it at once.

    spec = load_spec(Path("problem_specs/eigen/power.yaml"), "eigen/power", "eigen/power.yaml")
    spec.parts[0].answer.place(3)     # where the fourth character of that expression stands

What comes out is well-formed, not yet meaningful: expressions and prose are still text, and whoever reads
them reports faults at their places.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel

from generator.errors import Fault, Place, SpecError
from generator.spec.files import read_document
from generator.spec.kinds import KINDS_BY_FORM
from generator.spec.parts import (
    ChoicePart,
    Criterion,
    EssayPart,
    MatchingPart,
    Mistake,
    OpenPart,
    Option,
    OrderingPart,
    Pair,
    Reason,
    VerdictPart,
)
from generator.spec.rules import check, get, letter
from generator.spec.schema import Spec
from generator.spec.shape import Form, shaped
from generator.spec.source import Document
from generator.spec.suggest import listed
from generator.spec.yaml import Mapping, parse

_PARTS: dict[str, type[BaseModel]] = {
    "open": OpenPart,
    "choice": ChoicePart,
    "verdict": VerdictPart,
    "matching": MatchingPart,
    "ordering": OrderingPart,
    "essay": EssayPart,
}
FORMS = {
    "": Form("A spec", "at the top of the file", Spec),
    **{
        form: Form(
            "This part" if form == "open" else f"A part of kind {listed(KINDS_BY_FORM[form], 'or')}",
            f"in a part of kind {listed(KINDS_BY_FORM[form], 'or')}",
            model,
        )
        for form, model in _PARTS.items()
    },
    "mistakes": Form("This mistake", "in `mistakes`", Mistake),
    "options": Form("This option", "in `options`", Option),
    "reasons": Form("This reason", "in `reasons`", Reason),
    "pairs": Form("This pair", "in `pairs`", Pair),
    "rubric": Form("This line of the rubric", "in `rubric`", Criterion),
}


def load_spec(path: Path, id: str, shown_as: str) -> Spec:
    """The spec in the file at `path`.

    `id` is the family's id unless the file has its own; `shown_as` is the path that messages show. Raises
    SpecError, with all faults of the file, if the file cannot be read or is not a spec.
    """
    return spec_of(read_document(path, shown_as), id)


def spec_of(document: Document, id: str) -> Spec:
    """The spec in a document; otherwise like `load_spec`."""
    tree, faults = top(document, "title: …")
    if get(tree, "items") and not get(tree, "parts"):
        hint = "Problem specs define one family; sets name families: `setwright build` takes this file."
        raise SpecError(
            [Fault("This is a problem set, not a problem spec.", Place(document.name, 1, 1), hint)]
        )
    spec, shape_faults = shaped(tree, Spec, FORMS)
    found = [*faults, *shape_faults, *check(tree)]
    if found or spec is None:
        raise SpecError(found)
    parts = tuple(
        part.model_copy(update={"id": part.id or letter(number)}) for number, part in enumerate(spec.parts)
    )
    return spec.model_copy(update={"id": spec.id or id, "parts": parts})


def top(document: Document, example: str) -> tuple[Mapping, tuple[Fault, ...]]:
    """The mapping that a file is, and the faults that do not hide it. Raises SpecError if it is none."""
    tree, faults = parse(document)
    if isinstance(tree, Mapping):
        return tree, faults
    if tree is None or not tree.source.text.strip():
        fault = Fault(
            "This file is empty.", Place(document.name, 1, 1), f"Start with a line like `{example}`."
        )
    else:
        hint = f"Start with a line like `{example}`, without a `-` before it."
        first = len(tree.source.text.split("\n")[0])
        fault = tree.source.fault("This file must be a mapping of keys to values.", hint, length=first)
    raise SpecError([*faults, fault])
