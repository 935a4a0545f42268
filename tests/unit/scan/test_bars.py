"""A Code128 that may be money is read twice, or it does not count."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from benchmarks.eye import codes
from benchmarks.render.symbols import bars
from cashier.scan.bars import is_confirmed
from cashier.scan.engines import find
from cashier.scan.reading import Corners

CODE = "131234567890123456"
MISREAD = 9288
"""The number of a rendered picture whose bars the engine reads as digits that are not there."""


def drawn(text: str, pitch: int = 2) -> tuple[NDArray[np.uint8], Corners]:
    """Draw bars upright; return them and the corners of their middle line."""
    row = np.pad(np.where(bars(text), 30, 225)[0], 20, constant_values=225)
    picture = np.full((120, row.size * pitch), 225, np.uint8)
    picture[30:90] = np.repeat(row, pitch)
    left, right = 20.0 * pitch, float((row.size - 20) * pitch)
    return picture, ((left, 60.0), (right, 60.0), (right, 61.0), (left, 61.0))


@settings(max_examples=30, deadline=None)
@given(st.text("0123456789", min_size=16, max_size=24))
def test_clear_bars_say_their_digits_and_no_others(digits: str) -> None:
    picture, corners = drawn(digits)
    assert is_confirmed(picture, corners, digits)
    other = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    assert not is_confirmed(picture, corners, other)


def test_bars_at_a_slant_are_confirmed_too() -> None:
    picture, corners = drawn(CODE)
    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 20, 1.0)
    turned = cv2.warpAffine(picture, matrix, (width, width), borderValue=225)
    a, b, c, d = (matrix @ (x, y, 1.0) for x, y in corners)
    slanted = tuple((float(x), float(y)) for x, y in (a, b, c, d))
    assert is_confirmed(np.asarray(turned, np.uint8), slanted, CODE)  # type: ignore[arg-type] # four


@pytest.mark.parametrize("corners", [((5.0, 5.0),) * 4, ((-90.0, -9.0),) * 4])
def test_no_line_confirms_nothing(corners: Corners) -> None:
    picture, _ = drawn(CODE)
    assert not is_confirmed(picture, corners, CODE)


def test_digits_that_are_not_there_do_not_count() -> None:
    rng = np.random.default_rng([codes.SEED, MISREAD])
    shown = codes.made(rng)
    picture = codes.picture(shown, MISREAD, rng)
    said = {symbol.text.reveal() for symbol in find(picture) if symbol.text is not None}
    assert said <= {shown.payload}


def test_a_short_or_lettered_code_needs_no_second_reading() -> None:
    for text in ("15182881", "abcdef-123456789012"):
        picture, _ = drawn(text)
        (symbol,) = find(picture)
        assert symbol.text is not None
        assert symbol.text.reveal() == text
