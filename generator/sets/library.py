"""The library: which families and problem sets there are, and in which file each is.

Families lie below one or more roots: the folder given with `--specs`, `problem_specs` in the working
directory, and the one that ships. A family's id is its path below the root without `.yaml`, or the `id:`
that the file itself gives; `sets/` holds problem sets. Looking for an id walks the folders and opens only
files that have an `id:` of their own.

    library = Library.open(Path("my_specs"), Path.cwd())
    family = library.locate("eigen/eigenvalues-2x2")
    spec = load_spec(family.path, family.id, family.shown_as)
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import Fault, Place, SpecError, UnknownName
from generator.resources import specs_root
from generator.spec.files import MAX_BYTES
from generator.spec.header import Header, read_header
from generator.spec.suggest import did_you_mean
from generator.spec.yaml import shortened

if TYPE_CHECKING:  # pydantic is not needed to find a file
    from generator.sets.schema import ProblemSet, SetItem

SUFFIX = ".yaml"

_OWN_ID = re.compile(rb"^(?:\{|[\"']?id[\"']?\s*:)", re.MULTILINE)
"""A file that may give its own id: a line that starts with `id:`, or a document in braces."""


@dataclass(frozen=True, slots=True)
class FamilyFile:
    """Where a family is: its id, its file, and the path as messages show it."""

    id: str
    path: Path
    shown_as: str


@dataclass(frozen=True)
class Library:
    """The families and sets below some roots. Finds are kept: open another after files have changed."""

    roots: tuple[Path, ...]
    cwd: Path

    @classmethod
    def open(cls, specs: Path | None, cwd: Path) -> Library:
        """The library of a working directory. Raises UnknownName if `specs` is given and is no folder."""
        folders = [cwd / "problem_specs", specs_root()]
        if specs is not None:
            if not (cwd / specs).is_dir():
                raise UnknownName(
                    f"There is no folder {specs}.", "`--specs` takes a folder of problem specs."
                )
            folders.insert(0, cwd / specs)
        real = dict.fromkeys(folder.resolve() for folder in folders if folder.is_dir())
        return cls(tuple(real), cwd.resolve())

    def ids(self) -> tuple[str, ...]:
        """The ids of all families, in order."""
        return tuple(sorted(self._families))

    def locate(self, family_id: str) -> FamilyFile:
        """The family with this id, or in this file.

        Raises UnknownName if there is none, SpecError if two different files claim the id.
        """
        if family_id in self._families:
            return _only(self._families[family_id], "family", family_id)
        path = self._file(family_id)
        if path is not None:
            known = (family for families in self._families.values() for family in families)
            same = next((family for family in known if family.path == path), None)
            return same or FamilyFile(self._own_id(path) or path.stem, path, self.shown_as(path))
        hint = did_you_mean(_stem(family_id), self.ids()) or "`setwright list` shows what there is."
        what = "file" if family_id.endswith(SUFFIX) else "family"
        raise UnknownName(f"There is no {what} `{shortened(family_id, 80)}`.", hint)

    def find(self, family_id: str) -> Path:
        """The file of a family; otherwise like `locate`."""
        return self.locate(family_id).path

    def find_set(self, name: str) -> Path:
        """The file of a problem set: by its name below `sets/` of a root, or by its path.

        Raises UnknownName if there is none, SpecError if two different files have the name.
        """
        if name in self._sets:
            return _only(self._sets[name], "problem set", name).path
        path = self._file(name)
        if path is not None:
            return path
        hint = (
            did_you_mean(_stem(name), self._sets)
            or "Give the path of its file, or a name from `problem_specs/sets`."
        )
        what = "file" if name.endswith(SUFFIX) or "/" in name else "problem set"
        raise UnknownName(f"There is no {what} `{shortened(name, 80)}`.", hint)

    def set_names(self) -> tuple[str, ...]:
        """The names of all problem sets, in order."""
        return tuple(sorted(self._sets))

    def headers(self) -> tuple[tuple[FamilyFile, Header], ...]:
        """Every family with its header, by id. A spec that cannot be read has `faults` in its header.

        Raises SpecError if two different files claim one id.
        """
        return self._headers

    def with_topic(self, topic: str) -> tuple[FamilyFile, ...]:
        """The families with a topic, in order of id; upper case does not count.

        Raises UnknownName if there are none, SpecError if there are and another spec cannot be read: it might
        be one of them.
        """
        wanted = topic.strip().lower()
        found = tuple(f for f, header in self._headers if wanted in map(str.lower, header.topics))
        if not found:
            topics = dict.fromkeys(topic for _, header in self._headers for topic in header.topics)
            hint = did_you_mean(topic, topics) or "`setwright list` shows the topics that there are."
            broken = [
                f"`{file.shown_as}` cannot be read, and might have it."
                for file, header in self._headers
                if header.faults
            ]
            hint = "\n".join([hint, *broken])
            raise UnknownName(f"No family has the topic `{shortened(topic, 80)}`.", hint)
        faults = [fault for _, header in self._headers for fault in header.faults]
        if faults:
            raise SpecError(faults)
        return found

    def resolve(self, problem_set: ProblemSet) -> tuple[tuple[FamilyFile, ...], ...]:
        """For each item of a set, its families. Raises SpecError with all names that do not exist."""
        faults: list[Fault] = []
        found = [self._item(item, faults) for item in problem_set.items]
        if faults:
            raise SpecError(faults)
        return tuple(found)

    def shown_as(self, path: Path) -> str:
        """A path as messages show it: relative to the working directory, if it is below it."""
        return path.relative_to(self.cwd).as_posix() if path.is_relative_to(self.cwd) else str(path)

    def _item(self, item: SetItem, faults: list[Fault]) -> tuple[FamilyFile, ...]:
        try:
            if item.family is not None:
                return (self.locate(item.family.text.strip()),)
            return self.with_topic(item.tag.text) if item.tag is not None else ()
        except UnknownName as error:
            source = item.family or item.tag
            faults.append(source.fault(error.message, error.hint) if source else Fault(error.message))
        except SpecError as error:
            faults.extend(fault for fault in error.faults if fault not in faults)
        return ()

    @cached_property
    def _families(self) -> dict[str, list[FamilyFile]]:
        found: dict[str, list[FamilyFile]] = {}
        for root in self.roots:
            for path in _files(root):
                relative = path.relative_to(root).with_suffix("")
                if relative.parts[0] != "sets":
                    family_id = self._own_id(path) or relative.as_posix()
                    found.setdefault(family_id, []).append(FamilyFile(family_id, path, self.shown_as(path)))
        return found

    @cached_property
    def _sets(self) -> dict[str, list[FamilyFile]]:
        found: dict[str, list[FamilyFile]] = {}
        for root in self.roots:
            for path in _files(root / "sets"):
                name = path.relative_to(root / "sets").with_suffix("").as_posix()
                found.setdefault(name, []).append(FamilyFile(name, path, self.shown_as(path)))
        return found

    @cached_property
    def _headers(self) -> tuple[tuple[FamilyFile, Header], ...]:
        families = (_only(self._families[family_id], "family", family_id) for family_id in self.ids())
        return tuple((family, read_header(family.path, family.shown_as)) for family in families)

    def _own_id(self, path: Path) -> str:
        return read_header(path, self.shown_as(path)).id if _OWN_ID.search(_start(path)) else ""

    def _file(self, name: str) -> Path | None:
        path = os.path.join(self.cwd, name)
        return Path(path).resolve() if os.path.isfile(path) else None


def _stem(name: str) -> str:
    """What a family or set of this name or file is called."""
    return Path(name).stem if name.endswith(SUFFIX) else name


def _files(folder: Path) -> Iterator[Path]:
    """The specs below a folder, in order; hidden files and folders are left out."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(SUFFIX) and not name.startswith("."):
                yield Path(parent, name)


def _start(path: Path) -> bytes:
    """The bytes of a file, up to the bound; none if it cannot be read (reported when it is asked for)."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES)
    except OSError:
        return b""


def _only(claims: list[FamilyFile], what: str, name: str) -> FamilyFile:
    """The one file with a name. Equal copies are one, so that a checkout may stand beside a wheel."""
    first = claims[0]
    for other in claims[1:]:
        if _start(other.path) != _start(first.path):
            message = f"Two files define the {what} `{name}`: {first.shown_as} and this one."
            place = Place(other.shown_as, 1, 1)
            raise SpecError([Fault(message, place, "Rename one of them, or give one an `id:` of its own.")])
    return first
