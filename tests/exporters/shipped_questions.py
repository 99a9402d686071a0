"""Every family that ships, two variants in each form, drawn and proved: real content beside the hand-made samples.

`SETWRIGHT_VARIANTS=10` in the environment draws ten. `item_of` knows the items of both.
"""

from fractions import Fraction
from os import environ
from pathlib import Path

import sample_questions

from generator.draw import draw
from generator.model import Heading, Item, Verified
from generator.plan import load_family, no_choice
from generator.sets.library import Library

VARIANTS = int(environ.get("SETWRIGHT_VARIANTS", "2"))


_LIBRARY = Library.open(None, Path(__file__).parents[2])
FAMILIES = {id: load_family(_LIBRARY.locate(id)) for id in _LIBRARY.ids()}
"""All families, by their ids."""


def _drawn() -> tuple[tuple[Verified, Item], ...]:
    pairs: list[tuple[Verified, Item]] = []
    number = 0
    for id, family in FAMILIES.items():
        for form in ("open", "choice"):
            if form == "choice" and no_choice(family):
                continue
            number += 1
            item = Item(number, id, family.title, family.topics, family.level, Fraction(12), VARIANTS)
            asked = draw(family, f"exporters {form}", form)  # type: ignore[arg-type]  # one of the two words
            pairs += [(asked(index), item) for index in range(VARIANTS)]
    return tuple(pairs)


SHIPPED: tuple[tuple[Verified, Item], ...] = _drawn()
HEADING = Heading(
    "shipped",
    "All that ships",
    "",
    "",
    (),
    tuple(dict.fromkeys(item for _, item in SHIPPED)),
    "s",
    1,
    "b" * 24,
    per_file=10_000,
)
_ITEMS = {question.id: item for question, item in SHIPPED}


def item_of(question: Verified) -> Item:
    """The item of a shipped question or of a sample."""
    return _ITEMS.get(question.id) or sample_questions.item_of(question)
