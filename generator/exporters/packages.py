"""Sets too large for one package: their questions are dealt over several, each of them a whole test.

Owns which question lies in which package; must not know what a package is. Of every item each package gets its share of
the variants, in their order, so that each can be imported and used alone. An item with fewer variants than there are
packages is missing in some of them.

    for package in packages(heading, fragments):      # 2,500 questions, at most 1,000 in each: three
        package.path("qti21/week-7")                  # qti21/week-7-1-of-3.zip
        for fragment in package.chosen(fragments):    # read from disk, never held
            ...

`fragments` stand in the order of the items, as everywhere, and can be cut as a list is. Of each question its id is held
while this is worked out, and eight bytes of its place afterwards.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import chain, islice, pairwise

from generator.exporters.base import Fragment, Fragments
from generator.model import Heading


@dataclass(frozen=True, slots=True)
class Package:
    """One package: its number, from 1, of how many, and for each item in it the places of its questions."""

    number: int
    of: int
    runs: tuple[range, ...]

    def path(self, stem: str) -> str:
        """`<stem>.zip`, or `<stem>-02-of-10.zip`."""
        return f"{stem}{self.suffix}.zip"

    @property
    def suffix(self) -> str:
        """What tells this package from the others of its set: "" if there is no other, else `-02-of-10`."""
        return f"-{self.number:0{len(str(self.of))}}-of-{self.of}" if self.of > 1 else ""

    def title(self, heading: Heading) -> str:
        """The title of the set, or its name; with `(2/10)` behind it, if there are other packages."""
        title = heading.title or heading.name
        return f"{title} ({self.number}/{self.of})" if self.of > 1 else title

    @property
    def holds(self) -> Sequence[int]:
        """The places of its questions, in order."""
        if all(before.stop == after.start for before, after in pairwise(self.runs)):
            return range(self.runs[0].start, self.runs[-1].stop)
        return array("Q", chain.from_iterable(self.runs))

    def chosen(self, fragments: Fragments) -> Chosen:
        """Its questions among all those of the set."""
        return Chosen(fragments, self.runs)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Some of the fragments, which can be gone through any number of times."""

    fragments: Fragments
    runs: tuple[range, ...]

    def __iter__(self) -> Iterator[Fragment]:
        for run in self.runs:
            yield from self.fragments[run.start : run.stop]


def packages(heading: Heading, fragments: Fragments) -> tuple[Package, ...]:
    """The packages of a set, each with at most `heading.per_file` questions; none if there is no question.

    Raises ValueError if one question comes twice, since its identifier would stand for two items, or if one's item is
    not in the heading.
    """
    runs = _runs(heading, fragments)
    total = sum(map(len, runs))
    of = -(-total // heading.per_file)
    dealt = merge(*[_dealt(item, len(run)) for item, run in enumerate(runs)])
    made: list[Package] = []
    begun = [run.start for run in runs]
    for number in range(1, of + 1):
        ends = begun.copy()
        for _, item in islice(dealt, total * number // of - total * (number - 1) // of):
            ends[item] += 1
        mine = filter(len, map(range, begun, ends))
        made.append(Package(number, of, tuple(mine)))
        begun = ends
    return tuple(made)


def _runs(heading: Heading, fragments: Fragments) -> list[range]:
    """The places of each item's questions."""
    known = {item.number for item in heading.items}
    seen: set[bytes] = set()
    starts: dict[int, int] = {}
    for place, fragment in enumerate(fragments):
        if fragment.item not in known:
            raise ValueError(f"{fragment.family}: item {fragment.item} is not in the problem set")
        id = bytes.fromhex(fragment.id.removeprefix("q"))  # half the memory of the text
        if id in seen:
            raise ValueError(f"question {fragment.id} ({fragment.family}) comes twice in one package")
        seen.add(id)
        starts.setdefault(fragment.item, place)
    return [range(start, stop) for start, stop in pairwise([*starts.values(), len(seen)])]


def _dealt(item: int, count: int) -> Iterator[tuple[float, int]]:
    """Where the variants of an item lie on a way from 0 to 2 on which every item's are spread evenly."""
    for variant in range(count):
        yield (2 * variant + 1) / count, item
