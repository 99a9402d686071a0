"""Codes: every text comes back, every small fault is noticed, and a reader of QR codes reads what is drawn."""

from __future__ import annotations

import re
import string

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.sheets.codes import LONGEST, Code, modules, parsed

names = st.text(min_size=1, max_size=12)
codes = st.builds(
    lambda name, build, paper, page, more: Code(name, f"{build:06x}", paper, page, page + more),
    names,
    st.integers(0, 0xFFFFFF),
    names,
    st.integers(1, 50),
    st.integers(0, 49),
)
ALPHANUMERIC = string.digits + string.ascii_uppercase + " $%*+-./:"
CODE = Code("demo", "3fa9c1", "s_123", 1, 2)


@given(codes)
def test_a_code_comes_back_from_its_text(code: Code) -> None:
    text = code.text()
    assert parsed(text) == code
    assert set(text) <= set(ALPHANUMERIC) - {" "}
    assert text == text.upper()
    assert text.startswith("SW1:")


@given(codes, codes)
def test_different_codes_have_different_texts(one: Code, other: Code) -> None:
    assert (one.text() == other.text()) == (one == other)


@given(codes, st.data())
def test_one_wrong_character_is_noticed(code: Code, data: st.DataObject) -> None:
    text = code.text()
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from([c for c in ALPHANUMERIC if c != text[place]]))
    with pytest.raises(ValueError, match=r"\w"):
        parsed(text[:place] + letter + text[place + 1 :])


@given(codes, st.data())
def test_neighbours_exchanged_or_left_out_are_noticed(code: Code, data: st.DataObject) -> None:
    text = code.text()
    n = data.draw(st.integers(0, len(text) - 2))
    exchanged = text[:n] + text[n + 1] + text[n] + text[n + 2 :]
    for wrong in {exchanged, text[:n] + text[n + 1 :], text + "0", f" {text}", text.lower()} - {text}:
        with pytest.raises(ValueError, match=r"\w"):
            parsed(wrong)


@given(st.text(alphabet=ALPHANUMERIC, max_size=60))
def test_what_is_read_is_the_text_of_what_was_read(text: str) -> None:
    """Also with right check digits there is one text for a code only."""
    body = f"SW1:{text}:3FA9C1:A:1/1"
    whole = f"{body}:{crc16(body.encode()):04X}"
    try:
        code = parsed(whole)
    except ValueError:
        return
    assert code.text() == whole


def crc16(data: bytes) -> int:
    """CRC-16/XMODEM by its definition: the remainder of a division by x^16 + x^12 + x^5 + 1, bit by bit."""
    rest = 0
    for bit in "".join(f"{byte:08b}" for byte in data) + "0" * 16:
        rest = rest << 1 | int(bit)
        if rest >> 16:
            rest ^= 0x11021
    return rest


def test_a_text_as_documented() -> None:
    body = "SW1:DEMO:3FA9C1:S*123:1/2"
    assert CODE.text() == f"{body}:{crc16(body.encode()):04X}" == f"{body}:DAC5"
    assert Code("A/b", "000000", "é@x.edu", 1, 1).text().split(":")[1::2][:2] == ["$A/B", "+006H%X.EDU"]


@pytest.mark.parametrize(
    "wrong",
    [
        "SW1:+ZZZZ:000000:A:1/1",
        "SW1:+001C:000000:A:1/1",
        "SW1:A:000000:A:2/1",
        "SW1:A:000000:A:0/1",
        "SW2:A:000000:A:1/1",
    ],
)
def test_a_text_with_right_check_digits_can_be_wrong(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parsed(f"{wrong}:{crc16(wrong.encode()):04X}")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (("", "000000", "a", 1, 1), "names a set"),
        (("a", "000000", "", 1, 1), "names a set"),
        (("a", "00000G", "a", 1, 1), "no build"),
        (("a", "ABCDEF", "a", 1, 1), "no build"),
        (("a", "000000", "a", 2, 1), "no page 2 of 1"),
        (("a", "000000", "a", 0, 1), "no page 0"),
        (("a", "000000", "a", 1, 100), "no page 1 of 100"),
        (("a", "000000", "\ud800", 1, 1), "surrogate"),
        (("a", "000000", "张" * 40, 1, 1), "too long"),
    ],
)
def test_what_no_code_can_say(fields: tuple[str, str, str, int, int], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Code(*fields)


def painted(code: Code, side: float) -> np.ndarray:
    """The rectangles of a code in pixels, eight to a point, with a quiet zone."""
    page = np.full((round(side * 8) + 200,) * 2, 255, np.uint8)
    for shape in modules(code, 0, side, side):
        (west, south), _, (east, north), _ = shape.points
        assert 0 <= west < east <= side + 1e-9
        assert -1e-9 <= south < north <= side
        rows, columns = (
            (round((side - y) * 8) + 100 for y in (north, south)),
            (round(x * 8) + 100 for x in (west, east)),
        )
        page[slice(*rows), slice(*columns)] = 0
    return page


@pytest.mark.parametrize("paper", ["s_123", "张伟", "x" * (LONGEST - 51)])
def test_a_reader_of_qr_codes_reads_what_is_drawn(paper: str) -> None:
    code = Code("linear algebra 2", "0a1b2c", paper, 3, 12)
    text, *_ = cv2.QRCodeDetector().detectAndDecode(painted(code, 72))
    assert text == code.text()
    assert parsed(text) == code


def test_coordinates_of_a_code_have_two_decimals() -> None:
    for shape in modules(CODE, 471.28, 815.89, 72):
        assert all(re.fullmatch(r"\d+(\.\d{1,2})?", repr(value)) for point in shape.points for value in point)
