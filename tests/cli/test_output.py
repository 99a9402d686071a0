"""Builds on disk: wholly there or not at all, and never at the cost of someone else's file."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import pytest
from cli_commands import snapshot, unchanged

from generator.errors import OutputError
from generator.exporters.base import OutputFile
from generator.output import check_directory, write_build
from generator.provenance import FileEntry


def file(path: str, text: str = "new\n") -> OutputFile:
    return OutputFile(path, lambda stream: stream.write(text.encode()) and None, range(2))


def manifest(stream: BinaryIO, entries: Sequence[FileEntry]) -> None:
    named = {entry.path: entry.sha256 for entry in entries}
    stream.write(json.dumps({"setwright": "1", "files": named}).encode())


def build(directory: Path, *files: OutputFile) -> None:
    write_build(directory, files, manifest)


def failing(error: BaseException) -> OutputFile:
    def write(stream: BinaryIO) -> None:
        stream.write(b"half")
        raise error

    return OutputFile("z.txt", write)


def test_a_build_is_what_its_manifest_says(tmp_path: Path) -> None:
    written = write_build(tmp_path / "a" / "b", [file("x/one.txt"), file("two.txt", "2")], manifest)

    assert snapshot(tmp_path / "a" / "b").keys() == {"x", "x/one.txt", "two.txt", "manifest.json"}
    named = json.loads((tmp_path / "a/b/manifest.json").read_text())["files"]
    assert named == {
        "x/one.txt": hashlib.sha256(b"new\n").hexdigest(),
        "two.txt": hashlib.sha256(b"2").hexdigest(),
    }
    assert [(w.entry.path, w.size) for w in written[:2]] == [("x/one.txt", 4), ("two.txt", 1)]
    assert written[-1].entry.path == "manifest.json"


def test_the_next_build_removes_what_the_last_one_wrote_and_nothing_else(tmp_path: Path) -> None:
    build(tmp_path, file("old/deep/a.txt"), file("old/b.txt"), file("same.txt", "1"))
    (tmp_path / "old" / "mine.txt").write_text("mine")
    build(tmp_path, file("same.txt", "2"), file("new.txt"))

    left = snapshot(tmp_path)
    assert left.keys() == {"old", "old/mine.txt", "same.txt", "new.txt", "manifest.json"}
    assert (left["same.txt"], left["old/mine.txt"]) == (b"2", b"mine")


def test_a_removed_file_is_no_obstacle(tmp_path: Path) -> None:
    build(tmp_path, file("a.txt"), file("b.txt"))
    (tmp_path / "a.txt").unlink()
    build(tmp_path, file("b.txt", "2"))
    assert snapshot(tmp_path).keys() == {"b.txt", "manifest.json"}


@pytest.mark.parametrize("taken", ["one.txt", "folder/one.txt"])
def test_a_file_of_someone_else_stops_the_build(tmp_path: Path, taken: str) -> None:
    build(tmp_path, file("mine.txt"))
    (tmp_path / taken).parent.mkdir(exist_ok=True)
    (tmp_path / taken).write_text("foreign")
    with unchanged(tmp_path), pytest.raises(OutputError, match="is in the way") as caught:
        build(tmp_path, file("mine.txt", "2"), file(taken))
    assert str(tmp_path / taken) in caught.value.message


def test_a_link_of_someone_else_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "one.txt").symlink_to(tmp_path / "nowhere")
    with pytest.raises(OutputError, match="is in the way"):
        build(tmp_path / "out", file("one.txt"))
    assert (tmp_path / "out" / "one.txt").is_symlink()


def test_a_folder_that_leads_elsewhere_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out" / "pdf").symlink_to(tmp_path / "elsewhere")
    with unchanged(tmp_path), pytest.raises(OutputError, match="leads out of"):
        build(tmp_path / "out", file("pdf/one.pdf"))


@pytest.mark.parametrize(
    "path", ["../keep.txt", "a/../../keep.txt", "/etc/passwd", "link/keep.txt", "", "..\\keep.txt", "c:keep"]
)
def test_a_manifest_that_names_files_elsewhere_is_refused(tmp_path: Path, path: str) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "keep.txt").write_text("keep")
    (tmp_path / "out" / "link").symlink_to(tmp_path)
    (tmp_path / "out" / "manifest.json").write_text(json.dumps({"setwright": "1", "files": {path: ""}}))
    with unchanged(tmp_path / "out"), pytest.raises(OutputError, match="outside of its directory"):
        build(tmp_path / "out", file("one.txt"))
    assert (tmp_path / "keep.txt").read_text() == "keep"


@pytest.mark.parametrize(
    "text", ["", "{", "[" * 100_000, "[]", "{}", '{"setwright": "1", "files": []}', "\xff"]
)
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text, encoding="latin-1")
    with unchanged(tmp_path), pytest.raises(OutputError, match="cannot be read"):
        check_directory(tmp_path)


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left on device"), ValueError("bug"), KeyboardInterrupt()]
)
@pytest.mark.parametrize("earlier", [True, False])
def test_a_build_that_fails_while_it_is_written_leaves_no_trace(
    tmp_path: Path, error: BaseException, earlier: bool
) -> None:
    out = tmp_path / "new" / "out"
    if earlier:
        build(out, file("a.txt", "1"))
    expected = OutputError if isinstance(error, OSError) else type(error)
    with unchanged(tmp_path), pytest.raises(expected) as caught:
        build(out, file("a.txt", "2"), failing(error))
    if isinstance(error, OSError):
        assert "No space left on device" in str(caught.value)


def interrupted(moves: int, error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the `moves`-th move raises, before or after it is made; later ones work again."""
    real, count = Path.rename, iter(range(1_000))

    def rename(self: Path, target: Path) -> Path:
        if next(count) != moves:
            return real(self, target)
        if isinstance(error, KeyboardInterrupt):
            real(self, target)  # an interrupt may come when the move is made, and not yet noted
        raise error

    monkeypatch.setattr(Path, "rename", rename)


@pytest.mark.parametrize("error", [OSError(errno.EACCES, "Permission denied"), KeyboardInterrupt()])
@pytest.mark.parametrize("moves", range(5))  # two files are moved aside, three are moved in
def test_a_build_that_fails_while_it_is_moved_is_taken_back(
    tmp_path: Path, moves: int, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, file("gone/a.txt", "1"), file("b.txt", "1"))
    expected = OutputError if isinstance(error, OSError) else KeyboardInterrupt
    interrupted(moves, error, monkeypatch)
    with unchanged(tmp_path), pytest.raises(expected):
        build(tmp_path, file("b.txt", "2"), file("new/c.txt"), file("new/d.txt"))


def test_when_nothing_can_be_taken_back_the_message_says_where_the_files_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, file("a.txt", "1"))
    real, count = Path.rename, iter(range(1_000))

    def rename(self: Path, target: Path) -> Path:
        if next(count) in (1, 2):  # the new file cannot be moved in, nor the old one back
            raise OSError(errno.EIO, "Input/output error")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(OutputError, match="Input/output error") as caught:
        build(tmp_path, file("a.txt", "2"))
    (kept,) = tmp_path.glob(".setwright-*-kept/old")
    assert str(kept) in caught.value.hint
    assert (kept / "a.txt").read_text() == "1"


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="a folder of Linux in which nothing can be made")
def test_a_folder_in_which_nothing_can_be_made() -> None:
    with pytest.raises(OutputError, match=r"^/proc/out cannot be written: "):
        build(Path("/proc/out"), file("a.txt"))


def test_a_missing_template_is_no_fault_of_the_user(tmp_path: Path) -> None:
    with unchanged(tmp_path), pytest.raises(FileNotFoundError):
        build(
            tmp_path / "out", failing(FileNotFoundError(errno.ENOENT, "No such file", "templates/item.xml"))
        )


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 kB; skipped where it cannot be mounted."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    if os.name != "posix" or os.geteuid() != 0 or mount is None:
        pytest.skip("only root can mount a file system")
    done = subprocess.run([mount, "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True)
    if done.returncode:
        pytest.skip("no file system can be mounted here")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_disk_that_is_really_full(tiny_disk: Path) -> None:
    build(tiny_disk, file("a.txt", "1"))
    with unchanged(tiny_disk), pytest.raises(OutputError, match="No space left on device"):
        build(tiny_disk, file("a.txt", "2"), file("big.txt", "x" * 100_000))


def test_an_output_directory_may_be_a_mount_point(tiny_disk: Path) -> None:
    build(tiny_disk, file("pdf/a.txt", "1"))
    build(tiny_disk, file("pdf/a.txt", "2"))
    assert snapshot(tiny_disk).keys() == {"pdf", "pdf/a.txt", "manifest.json"}


def test_equal_builds_are_equal_on_disk(tmp_path: Path) -> None:
    for name in ("a", "b"):
        build(tmp_path / name, file("x.txt"), file("y.txt"))
    assert snapshot(tmp_path / "a") == snapshot(tmp_path / "b")


def test_files_are_readable_as_the_user_s_other_files_are(tmp_path: Path) -> None:
    (tmp_path / "usual").mkdir()
    (tmp_path / "usual" / "file").write_text("")
    build(tmp_path / "out", file("x/y.txt"))
    mode: Callable[[str], int] = lambda path: (tmp_path / path).stat().st_mode  # noqa: E731
    assert mode("out") == mode("out/x") == mode("usual")
    assert mode("out/x/y.txt") == mode("out/manifest.json") == mode("usual/file")
