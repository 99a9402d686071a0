"""How a large set is dealt over packages: each a whole test, none too large, nothing twice and nothing lost."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.exporters.base import Fragment
from generator.exporters.packages import packages
from generator.model import Heading, Item


def a_set(variants: list[int], per_file: int) -> tuple[Heading, list[Fragment]]:
    """A set whose items have so many variants each, and its fragments."""
    items = tuple(Item(n, f"f/{n}", "", (), "", Fraction(1), v) for n, v in enumerate(variants, start=1))
    heading = Heading("s", "", "", "", (), items, "s", 1, "", per_file=per_file)
    pairs = [(item, index) for item in items for index in range(item.variants)]
    return heading, [
        Fragment(f"q{place:024x}", item.family, index, item.number, None, ordinal=place)
        for place, (item, index) in enumerate(pairs)
    ]


@settings(max_examples=200)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=12), st.integers(1, 60))
def test_every_question_lies_in_one_package(variants: list[int], per_file: int) -> None:
    heading, fragments = a_set(variants, per_file)
    made = packages(heading, fragments)
    assert len(made) == -(-len(fragments) // per_file)
    held = [list(package.chosen(fragments)) for package in made]
    assert all(0 < len(each) <= per_file for each in held)
    assert max(map(len, held)) - min(map(len, held)) <= 1
    assert sorted(f.ordinal for each in held for f in each) == list(range(len(fragments)))
    for package, each in zip(made, held, strict=True):
        assert [f.ordinal for f in each] == list(package.holds)
        assert [f.ordinal for f in each] == sorted(f.ordinal for f in each)
        assert list(package.chosen(fragments)) == each


@settings(max_examples=100)
@given(st.lists(st.integers(1, 40), min_size=1, max_size=12), st.integers(1, 60))
def test_each_item_is_spread_evenly(variants: list[int], per_file: int) -> None:
    heading, fragments = a_set(variants, per_file)
    made = packages(heading, fragments)
    for item in heading.items:
        counts = [sum(f.item == item.number for f in package.chosen(fragments)) for package in made]
        share = item.variants / len(made)
        # What other items leave over can move a share by one for each of them.
        assert all(abs(count - share) <= 1 + len(variants) / 2 for count in counts)


def test_equal_items_have_equal_shares_in_every_package() -> None:
    heading, fragments = a_set([500] * 8, 1000)
    for package in packages(heading, fragments):
        assert [len(run) for run in package.runs] == [125] * 8
        assert [run.start % 500 for run in package.runs] == [(package.number - 1) * 125] * 8


def test_names_sort_as_their_numbers_do() -> None:
    heading, fragments = a_set([12], 1)
    names = [package.path("qti21/s") for package in packages(heading, fragments)]
    assert names[0] == "qti21/s-01-of-12.zip"
    assert all(a < b for a, b in pairwise(names))
    (whole,) = packages(*a_set([12], 12))
    assert whole.path("qti21/s") == "qti21/s.zip"
    assert whole.holds == range(12)


def test_an_empty_set_has_no_package() -> None:
    assert packages(*a_set([], 10)) == ()


def test_what_would_be_taken_for_another_question_is_refused() -> None:
    heading, fragments = a_set([2, 2], 10)
    with pytest.raises(ValueError, match="comes twice"):
        packages(heading, [*fragments, fragments[-1]])
    with pytest.raises(ValueError, match="not in the problem set"):
        packages(heading, [Fragment("q" + "f" * 24, "f/9", 0, 9, None)])
