"""Files on disk: a build replaces the one before it, wholly or not at all.

    entries = write_build(Path("out/demo"), files, manifest)

Everything is first written to a staging folder, each file digested, the manifest last. Only when all of it
is there does the earlier build give way: all of its files are moved aside, the new ones are moved to their
places, and last of all the new manifest replaces the old one. If a move fails, or someone interrupts, all
moves are undone in reverse, and the earlier build stands as it stood. (After a crash of the machine in the
middle of the moves the old manifest is still there, and what was moved aside is in a folder `.setwright-…`.)

What the old manifest does not name is not ours: it is never replaced and never removed. The staging folder
lies in the output directory itself if there is one, else in its nearest parent that exists: moves must not
cross file systems, and an output directory may be a mount point. What is in the files is not known here.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from generator.errors import OutputError
from generator.exporters.base import OutputFile
from generator.provenance import MANIFEST, FileEntry, files_of_manifest

ManifestWriter = Callable[[BinaryIO, Sequence[FileEntry]], None]
"""Writes the manifest of the files given into a stream."""

Journal = list[Callable[[], object]]
"""What takes back each change made so far to the output directory; called last to first."""

STAGING = ".setwright-"
"""How the name of a staging folder begins."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: its entry in the manifest, and its size in bytes."""

    entry: FileEntry
    size: int


def check_directory(directory: Path) -> tuple[str, ...]:
    """The files that the manifest in `directory` names; none if there is no directory or no manifest.

    Raises OutputError if no build could be written there: it is a file, or its manifest is not one of ours.
    To be called before the work starts.
    """
    for folder in (directory, *directory.parents):
        if folder.exists() and not folder.is_dir():
            raise OutputError(f"{folder} is a file, not a directory.", "Choose another directory with `-o`.")
    manifest = directory / MANIFEST
    if not manifest.exists():
        return ()
    try:
        paths = tuple(files_of_manifest(manifest.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not a manifest of Setwright"
        raise OutputError(
            f"{manifest} cannot be read: {reason}.",
            "Without it nobody knows which files there may be replaced. "
            "Choose another directory with `-o`, or move this one away.",
        ) from None
    for path in paths:
        if not _inside(directory, path):
            raise OutputError(
                f"{manifest} names a file outside of its directory: {path}.",
                "Setwright does not write such a manifest. Choose another directory with `-o`.",
            )
    return paths


def write_build(
    directory: Path, files: Iterable[OutputFile], manifest: ManifestWriter
) -> tuple[Written, ...]:
    """Writes a build to `directory`, in place of the one that is there; returns its files, the manifest last.

    Raises OutputError, with everything as it was before, if the directory cannot be used, holds a file of
    someone else's where one is to be written, or cannot be written to. What `OutputFile.write` raises passes
    through, with everything as it was, too.
    """
    ours = check_directory(directory)
    staging: Path | None = None
    journal: Journal = []
    try:
        staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=_existing(directory)))
        written = _staged(staging / "new", files, manifest)
        paths = [file.entry.path for file in written]
        _refuse_foreign(directory, paths, ours)
        _replace(directory, staging, paths, ours, journal)
    except OSError as error:
        known = error.filename is not None and STAGING not in str(error.filename)
        if known and isinstance(error, FileNotFoundError):
            raise  # a template is missing: a fault of ours
        where = f" ({error.filename})" if known else ""
        message = f"{directory} cannot be written: {error.strerror or error}{where}."
        raise OutputError(message, "No file there was changed.") from error
    finally:
        if staging is not None:
            if (staging / "new" / MANIFEST).exists():  # the last move was not made, whatever came between
                _undo(journal, staging)
            shutil.rmtree(staging, ignore_errors=True)  # a leftover harms no build
    for path in [path for path in ours if path not in paths]:
        _prune((directory / path).parent, directory)
    return written


def _existing(directory: Path) -> Path:
    return next(folder for folder in (directory, *directory.absolute().parents) if folder.is_dir())


def _inside(directory: Path, path: str) -> bool:
    """Does a path of a manifest stay in the directory, links followed?"""
    parts = PurePosixPath(path)
    if not parts.parts or parts.is_absolute() or ".." in parts.parts or "\\" in path or ":" in path:
        return False
    return (directory / path).parent.resolve().is_relative_to(directory.resolve())


# ─── Staging ─────────────────────────────────────────────────────────────────────────────────────────────


def _staged(folder: Path, files: Iterable[OutputFile], manifest: ManifestWriter) -> tuple[Written, ...]:
    written = [_stage(folder, file) for file in files]
    entries = tuple(file.entry for file in written)
    last = _stage(folder, OutputFile(MANIFEST, lambda stream: manifest(stream, entries)))
    return (*written, last)


def _stage(folder: Path, file: OutputFile) -> Written:
    """Writes one file. It is digested afterwards, from disk: a zip file is not written in one direction."""
    path = folder / file.path
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as stream:
        file.write(stream)
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Written(FileEntry(file.path, digest, file.holds), path.stat().st_size)


# ─── Replacing ───────────────────────────────────────────────────────────────────────────────────────────


def _refuse_foreign(directory: Path, paths: Sequence[str], ours: Sequence[str]) -> None:
    known = {*ours, MANIFEST}
    for path in paths:
        place = directory / path
        for folder in reversed(place.relative_to(directory).parents[:-1]):
            if (
                (directory / folder).exists()
                and not (directory / folder).is_dir()
                and str(folder) not in known
            ):
                raise _foreign(directory / folder)
        if (place.exists() or place.is_symlink()) and (path not in known or place.is_dir()):
            raise _foreign(place)
        if not _inside(directory, path):
            raise OutputError(
                f"{place.parent} leads out of {directory}.", "Remove the link, or choose another `-o`."
            )


def _foreign(path: Path) -> OutputError:
    return OutputError(
        f"{path} is in the way: it was not written by a build of Setwright, so it is not replaced.",
        "Move it away, or choose another directory with `-o`.",
    )


def _replace(
    directory: Path, staging: Path, paths: Sequence[str], ours: Sequence[str], journal: Journal
) -> None:
    """Moves old files aside and new ones in, the manifest last; `journal` gets what takes each move back."""
    for path in [*ours, *paths]:
        place = directory / path
        if path != MANIFEST and (place.is_file() or place.is_symlink()):
            _move(place, staging / "old" / path, journal)
    for path in paths:
        if path != MANIFEST:
            _move(staging / "new" / path, directory / path, journal)
    _make(directory, journal)
    (staging / "new" / MANIFEST).replace(directory / MANIFEST)


def _move(source: Path, target: Path, journal: Journal) -> None:
    _make(target.parent, journal)
    journal.append(partial(_move_back, source, target))  # first: an interrupt may come between the two
    source.rename(target)


def _move_back(source: Path, target: Path) -> None:
    if (target.exists() or target.is_symlink()) and not source.exists():  # else the move was not made
        target.rename(source)


def _make(folder: Path, journal: Journal) -> None:
    """Makes a folder and those above it that are missing."""
    if not folder.is_dir():
        _make(folder.parent, journal)
        journal.append(partial(_remove_empty, folder))
        folder.mkdir()


def _remove_empty(folder: Path) -> bool:
    if not folder.is_dir() or any(folder.iterdir()):
        return False
    folder.rmdir()
    return True


def _prune(folder: Path, directory: Path) -> None:
    """Removes empty folders from here up to the directory itself, which stays."""
    while folder != directory and _remove_empty(folder):
        folder = folder.parent


def _undo(journal: Journal, staging: Path) -> None:
    """Takes all changes back, the last one first.

    Raises OutputError if that fails as well; what was moved aside is then kept, in a folder that is named.
    """
    try:
        for back in reversed(journal):
            back()
    except OSError as error:
        kept = staging.with_name(f"{staging.name}-kept")
        staging.rename(kept)
        raise OutputError(
            "The new build could not be put in place, nor the earlier one put back: "
            f"{error.strerror or error}.",
            f"Files of the earlier build are in {kept / 'old'}, by their names. Put them back by hand.",
        ) from error
