"""Files: what other programs wrote is read; what is damaged, too large or nothing of the kind is told with its file."""

from __future__ import annotations

import io
import struct
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from generator.errors import ToolMissing
from generator.sheets.codes import Code
from generator.sheets.drawing import Words, drawn
from generator.sheets.files import images
from generator.sheets.layout import Row, laid_out
from generator.sheets.pages import Unreadable
from generator.sheets.scan import files_in, pieces, scan, scan_piece
from tests.sheets.printing import rasterised

SHADES = np.linspace(0, 255, 60, dtype=np.uint8)
RAMP = np.tile(SHADES, (40, 1))
"""An image 60 pixels wide and 40 high, black at the left and white at the right."""


def saved(folder: Path, image: Image.Image, name: str, **options: object) -> Path:
    image.save(folder / name, **options)
    return folder / name


KINDS = {"png": "L RGB RGBA LA P", "jpg": "L RGB CMYK", "tif": "L RGB RGBA LA P CMYK"}


@pytest.mark.parametrize(
    ("suffix", "mode"), [(s, mode) for s, modes in KINDS.items() for mode in modes.split()]
)
def test_images_of_every_kind_are_read_in_grey(suffix: str, mode: str, tmp_path: Path) -> None:
    (image,) = images(saved(tmp_path, Image.fromarray(RAMP).convert(mode), f"a.{suffix}"))
    assert image.shape == RAMP.shape
    assert image.dtype == np.uint8
    assert np.abs(image.astype(int) - RAMP).max() < 12


def test_black_and_white_and_sixteen_bits(tmp_path: Path) -> None:
    sixteen = Image.fromarray(RAMP.astype(np.uint16) * 257)
    (image,) = images(saved(tmp_path, sixteen, "a.png"))
    assert np.array_equal(image, RAMP)
    two = Image.fromarray(RAMP > 127)
    (image,) = images(saved(tmp_path, two, "b.tif", compression="group4"))
    assert np.array_equal(image, np.where(RAMP > 127, 255, 0))


def test_what_is_transparent_is_paper(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (30, 20), (0, 0, 0, 0))
    clear.putpixel((3, 4), (0, 0, 0, 255))
    (image,) = images(saved(tmp_path, clear, "a.png"))
    assert image[4, 3] == 0
    assert (image == 255).sum() == 599


def test_all_pages_of_a_tiff_and_of_a_pdf_in_order(tmp_path: Path) -> None:
    pages = [Image.new("L", (200, 300), shade) for shade in (0, 100, 200)]
    for name in ("a.tif", "a.pdf"):
        found = list(images(saved(tmp_path, pages[0], name, save_all=True, append_images=pages[1:])))
        assert [round(float(image.mean()), -1) for image in found] == [0, 100, 200]
        assert all(image.shape[0] / image.shape[1] == pytest.approx(1.5, abs=0.01) for image in found)


def test_a_page_of_a_pdf_is_as_large_as_is_needed(tmp_path: Path) -> None:
    for dpi in (10, 1000):  # a page of 20 by 30 inches, and one of a few points
        (image,) = images(saved(tmp_path, Image.new("L", (200, 300)), "a.pdf", resolution=dpi))
        assert image.shape == (3000, 2000)


def png_that_says_its_size(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [8_001, 10_000, 60_000, 1_000_000])
def test_an_image_that_would_fill_the_memory_is_refused_before_it_is_unpacked(
    side: int, tmp_path: Path
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png_that_says_its_size(side, side))
    with pytest.raises(Unreadable, match="64 million pixels"):
        list(images(path))


def whole_png() -> bytes:
    stream = io.BytesIO()
    Image.fromarray(RAMP).save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"no image", b"%PDF-1.7 nothing more", b"GIF89a" + bytes(50), b"\x89PNG\r\n\x1a\n", whole_png()[:-40],
     b"II*\0" + bytes(100), b"\xff\xd8\xff\xe0" + bytes(60)],
)  # fmt: skip
def test_what_is_no_image_is_told(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=r"damaged, or no PDF"):
        list(images(path))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be read: No such file"):
        list(images(tmp_path / "a.png"))


def pdf_of_one_page(content: bytes, image: bytes = b"") -> bytes:
    """A page that draws this, with an image named I; readers rebuild the table of places that it lacks."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content), image,
    ]  # fmt: skip
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, one) for n, one in enumerate(objects, start=1) if one)
    return b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF"


def test_a_page_of_a_pdf_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    data = zlib.compress(bytes(2_000_000))
    head = b"<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray"
    for side, refused in ((8_001, True), (1_000, False)):
        image = head % (side, side) + b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (
            len(data),
            data,
        )
        path = tmp_path / "a.pdf"
        path.write_bytes(pdf_of_one_page(b"595 0 0 842 0 0 cm /I Do", image))
        if refused:
            with pytest.raises(Unreadable, match="64 million pixels"):
                list(images(path))
        else:
            (found,) = images(path)
            assert found.max() == 0


def test_a_page_of_a_pdf_with_very_many_pieces_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of_one_page(b"0 0 m 595 842 l S " * 20_001))
    with pytest.raises(Unreadable, match="no scan"):
        list(images(path))


# ─── Many files ──────────────────────────────────────────────────────────────────────────────────────────


def test_every_image_of_every_file_is_told(tmp_path: Path) -> None:
    sheet = laid_out([Row(str(n), tuple("abcd")) for n in range(1, 9)])
    words = Words("Quiz", "Name", "Number", "1/1")
    pages = [
        Image.fromarray(rasterised(drawn(sheet, Code("q", "00000f", s, 1, 1), words))) for s in ("ann", "bob")
    ]
    blank = Image.new("L", (1000, 1400), 255)
    saved(tmp_path, pages[0], "b.pdf", save_all=True, append_images=[blank, pages[1]], resolution=300)
    (tmp_path / "a.PNG").write_bytes(b"no image")
    (tmp_path / "notes.txt").write_text("not a scan")
    (tmp_path / "c.tif").mkdir()
    files = files_in(tmp_path)
    assert [path.name for path in files] == ["a.PNG", "b.pdf"]
    found = list(scan(files, lambda code: {"ann": sheet}.get(code.paper)))
    assert [(page.file.name, page.image, page.seen is not None) for page in found] == [
        ("a.PNG", 1, False), ("b.pdf", 1, True), ("b.pdf", 2, False), ("b.pdf", 3, False),
    ]  # fmt: skip
    assert found[1].seen is not None
    assert found[1].seen.page.code.paper == "ann"
    assert [reading.chosen for reading in found[1].seen.page.rows] == [()] * 8
    assert all(reading.sure for reading in found[1].seen.page.rows)
    assert "damaged" in found[0].unread
    assert "none can be found" in found[2].unread
    assert found[3].unread.startswith("The code SW1:Q:00000F:BOB:1/1:")


def test_without_the_packages_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "cv2", None)
    for name in ("files", "pages", "read", "ink", "places", "marks"):
        monkeypatch.delitem(sys.modules, f"generator.sheets.{name}", raising=False)
    with pytest.raises(ToolMissing) as caught:
        list(scan([tmp_path / "a.png"], lambda _: None))
    assert "setwright[scan]" in caught.value.render()


def test_a_file_can_be_read_in_pieces_and_behind_what_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [Image.new("L", (200, 300), shade) for shade in (0, 50, 100, 150, 200)]
    for name in ("a.tif", "a.pdf"):
        path = saved(tmp_path, pages[0], name, save_all=True, append_images=pages[1:])
        assert [(piece.first, piece.last) for piece in pieces([path], 2)] == [(1, 2), (3, 4), (5, 5)]
        assert [round(float(image.mean()), -1) for image in images(path, 3, 4)] == [100, 150]
    (tmp_path / "b.pdf").write_bytes(b"%PDF-")
    (bad,) = pieces([tmp_path / "b.pdf"], 2)
    assert [(page.image, page.seen) for page in scan_piece(bad, lambda _: None)] == [(1, None)]
    monkeypatch.setattr("generator.sheets.files.MOST_PIXELS", 100_000)
    large = [Image.new("L", (side, 200)) for side in (200, 200, 800, 200, 200)]
    path = saved(tmp_path, large[0], "c.tif", save_all=True, append_images=large[1:])
    found = [(page.image, "pixels" in page.unread) for page in scan([path], lambda _: None)]
    assert found == [(1, False), (2, False), (3, True), (4, False), (5, False)]
