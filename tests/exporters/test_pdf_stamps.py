"""The code at the foot of a page: whatever it says, it is drawn whole, inside the page, and read back."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from page_codes import code_on

from generator.exporters.pdf.stamps import stamp
from generator.sheets.codes import Code, parsed

CODES = (
    Code("demo", "3fa9c1", "s_123", 1, 2),
    Code("a", "000000", "0", 1, 1),
    Code("week-7", "ffffff", "Zoë@example.org", 99, 99),
    Code("linear-algebra-and-geometry", "3fa9c1", "王小明" * 6, 12, 13),
    Code("x", "3fa9c1", "A+b%c*d$e/f.g-h", 1, 1),
)


@pytest.mark.parametrize("width", [595.0, 612.0])
@pytest.mark.parametrize("code", CODES, ids=lambda code: code.paper)
def test_it_is_read_back(code: Code, width: float) -> None:
    pytest.importorskip("cv2")
    pdfium = pytest.importorskip("pypdfium2")
    new = pikepdf.Pdf.new()
    new.add_blank_page(page_size=(width, 842)).contents_add(stamp(code, width))
    stream = io.BytesIO()
    new.save(stream)
    document = pdfium.PdfDocument(stream.getvalue())
    found = code_on(document[0])
    document.close()
    assert parsed(found) == code


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.paper)
def test_it_stays_in_the_foot_of_the_page(code: Code) -> None:
    drawn = stamp(code, 595).decode()
    points = [tuple(map(float, found)) for found in re.findall(r"(\S+) (\S+) [ml]\b", drawn)]
    squares = [tuple(map(float, found)) for found in re.findall(r"(\S+) (\S+) (\S+) (\S+) re", drawn)]
    assert all(30 < x < 565 and 10 < y < 19 for x, y in points)
    assert all(x > 270 and x + w < 325 and y > 20 and y + h < 60 for x, y, w, h in squares)
    assert abs(min(x for x, _ in points) + max(x for x, _ in points) - 595) < 5
