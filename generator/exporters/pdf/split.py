"""Batches of papers, taken apart and put together: a file for each student, and one for the printer.

    sheaf = Sheaf(batch.pdf)
    sheaf.paper(17)              the paper of student 17, alone in its file
    joined([sheaf, ...])         all of them in one file

What is kept: title and other metadata, language, page labels, bookmarks (a student's own alone), links and the places
that they lead to. The same batches give the same bytes.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, Object, OutlineItem, Pdf, String

from generator.exporters.pdf.batch import PAGE_KEY


class Sheaf:
    """The PDF of a batch, open, with what its pages, places and bookmarks are."""

    def __init__(self, data: bytes, stamped: Callable[[int, int, int, float], bytes] | None = None) -> None:
        """`stamped` says what is drawn over a page: told its paper, its number, how many there are, and its width."""
        self.pdf = Pdf.open(io.BytesIO(data))
        self._pages = [page.obj for page in self.pdf.pages]
        self._place = {page.objgen: place for place, page in enumerate(self._pages)}
        self._paper = [int(page.get(PAGE_KEY, 0)) for page in self._pages]
        self._arrays = dict(_names(self.pdf))
        self._named = {name: self.place_of(array) for name, array in self._arrays.items()}
        self._labels = _labels(self.pdf)
        self.outline = _outline(self.pdf)
        if stamped:
            self._stamp(stamped)

    def _stamp(self, stamped: Callable[[int, int, int, float], bytes]) -> None:
        for paper in dict.fromkeys(self._paper):
            places = self.pages_of(paper)
            for number, place in enumerate(places, start=1):
                page = self.pdf.pages[place]
                page.contents_add(b"q", prepend=True)
                page.contents_add(b"Q " + stamped(paper, number, len(places), float(page.mediabox[2])))

    def pages_of(self, paper: int) -> range:
        """The places of a paper's pages. Raises ValueError if they do not follow each other, or there are none."""
        found = [place for place, number in enumerate(self._paper) if number == paper]
        if not found or found[-1] - found[0] + 1 != len(found):
            raise ValueError(f"the pages of paper {paper} do not follow each other")
        return range(found[0], found[-1] + 1)

    def paper(self, paper: int) -> bytes:
        """A PDF of one paper."""
        return _saved([(self, self.pages_of(paper))])

    def place_of(self, target: object) -> tuple[int, Array] | None:
        """The page, and the whole destination, that a bookmark or a link leads to."""
        array = self._arrays.get(str(target)) if isinstance(target, String) else target
        if not isinstance(array, Array) or array[0].objgen not in self._place:
            return None
        return self._place[array[0].objgen], array

    def named(self, pages: range) -> Iterator[tuple[str, tuple[int, Array]]]:
        """The names of places on these pages, in order, with the page and the whole destination."""
        for name, target in self._named.items():
            if target is not None and target[0] in pages:
                yield name, target

    def labels(self, pages: range) -> Iterator[tuple[int, Dictionary]]:
        """How these pages are numbered: where numbers begin anew, the first page included, and how from there on."""
        starts = sorted(self._labels)
        for place in [pages.start, *(start for start in starts if start in pages[1:])]:
            start = starts[bisect_right(starts, place) - 1]
            style, first = self._labels[start]
            yield place, Dictionary(S=style, St=first + place - start)


def joined(sheaves: Iterable[Sheaf]) -> bytes:
    """All pages of batches in one PDF. A batch is let go of when its pages are copied."""
    return _saved((sheaf, range(len(sheaf.pdf.pages))) for sheaf in sheaves)


def _saved(parts: Iterable[tuple[Sheaf, range]]) -> bytes:
    """A PDF with these pages of these batches, and all that belongs to them."""
    new = Pdf.new()
    copied: list[Object] = []
    labels: list[Object | int] = []
    names: dict[str, Array] = {}
    with new.open_outline() as outline:
        for sheaf, pages in parts:
            if not copied:
                _copy_metadata(sheaf.pdf, new)
            by = len(copied) - pages.start
            for place in pages:
                new.pages.append(sheaf.pdf.pages[place])
                copied.append(new.pages[-1].obj)
                del copied[-1][PAGE_KEY]
            for start, label in sheaf.labels(pages):
                labels += [start + by, label]
            names |= {name: _moved(copied, target, by) for name, target in sheaf.named(pages)}
            outline.root.extend(_bookmarks(sheaf, sheaf.outline, pages, copied, by))
            del sheaf
    new.Root.PageLabels = Dictionary(Nums=Array(labels))
    flat = [piece for name in sorted(names) for piece in (String(name), names[name])]
    new.Root.Names = Dictionary(Dests=Dictionary(Names=Array(flat)))
    new.Root.OpenAction = Array([copied[0], Name.Fit])
    stream = io.BytesIO()
    new.save(stream, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return stream.getvalue()


def _copy_metadata(old: Pdf, new: Pdf) -> None:
    for key in ("/Lang", "/PageMode", "/ViewerPreferences"):
        if key in old.Root:
            new.Root[key] = new.copy_foreign(old.Root[key]) if key == "/ViewerPreferences" else old.Root[key]
    for key, value in old.docinfo.items():
        new.docinfo[key] = value


def _moved(copied: Sequence[Object], target: tuple[int, Array], by: int) -> Array:
    """A destination as it is in the new file, whose pages are `copied`, at other places."""
    place, array = target
    return Array([copied[place + by], *list(array)[1:]])


def _bookmarks(
    sheaf: Sheaf, items: Sequence[OutlineItem], pages: range, copied: Sequence[Object], by: int
) -> Iterator[OutlineItem]:
    """The bookmarks that lead to these pages, for the new file."""
    for item in items:
        target = sheaf.place_of(_target(item))
        if target is not None and target[0] in pages:
            kept = OutlineItem(item.title, _moved(copied, target, by))
            kept.is_closed = item.is_closed
            kept.children.extend(_bookmarks(sheaf, item.children, pages, copied, by))
            yield kept


def _target(item: OutlineItem) -> object:
    """Where a bookmark leads: `/Dest`, or an action of the kind GoTo (ISO 32000-1, 12.3.3 and 12.6.4.2)."""
    if item.destination is not None:
        return item.destination
    return item.action.get("/D") if item.action is not None and item.action.get("/S") == Name.GoTo else None


def _outline(pdf: Pdf) -> list[OutlineItem]:
    with pdf.open_outline() as outline:
        return list(outline.root)


def _names(pdf: Pdf) -> Iterator[tuple[str, object]]:
    """The named places of a PDF: an array, or a dictionary with one (ISO 32000-1, 12.3.2.3)."""
    tree = pdf.Root.get("/Names", Dictionary()).get("/Dests")
    for name, value in NameTree(tree).items() if tree is not None else ():
        yield str(name), value.get("/D") if isinstance(value, Dictionary) else value


def _labels(pdf: Pdf) -> dict[int, tuple[Name, int]]:
    """How pages are numbered from a place on: the style, and the first number (ISO 32000-1, 12.4.2)."""
    tree = pdf.Root.get("/PageLabels")
    found = NumberTree(tree).items() if tree is not None else ()
    return {0: (Name.D, 1)} | {
        int(place): (Name(str(label.get("/S", "/D"))), int(label.get("/St", 1))) for place, label in found
    }
