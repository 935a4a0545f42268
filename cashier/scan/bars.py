"""A second opinion on a Code128: its bars read once more, many rows of the picture averaged.

The engine reads single rows. Where they are blurred and noisy it now and then reads digits that are
not there and whose check character fits by chance, also in two frames running. The average of the
rows beside has less noise: what stands there is read again, or the first reading does not count.
"""

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from cashier.scan.reading import Corners

_FORMATS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.Code128])
_QUIET = 0.12
"""Of the code's length, what is looked at beyond either end: ten modules of some hundred."""
_HEIGHT = 24
_LOOKS = ((1, 3.0), (2, 3.0), (1, 2.0), (3, 2.0))
"""Rows on either side of the line that was read, and how much it is enlarged."""


def is_confirmed(picture: NDArray[np.uint8], corners: Corners, text: str) -> bool:
    """Whether the bars between these corners say the text when they are read once more."""
    a, b, c, d = np.array(corners, np.float64)
    start, whole = (a + d) / 2, (b + c - a - d) / 2
    if np.hypot(*whole) < 1:
        return False
    return any(text in _read(_averaged(picture, start, whole, look)) for look in _LOOKS)


def _averaged(
    picture: NDArray[np.uint8],
    start: NDArray[np.float64],
    whole: NDArray[np.float64],
    look: tuple[int, float],
) -> NDArray[np.uint8]:
    """Return the strip around a line, laid flat and enlarged, each column the mean of its rows."""
    beside, larger = look
    length = float(np.hypot(*whole))
    along = whole / length
    across = np.array([-along[1], along[0]])
    corner = start - _QUIET * whole - beside * across
    matrix = np.column_stack((along / larger, across, corner))
    size = (round(length * (1 + 2 * _QUIET) * larger), 2 * beside + 1)
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    strip = cv2.warpAffine(picture, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.repeat(strip.mean(0, keepdims=True), _HEIGHT, 0).astype(np.uint8)


def _read(strip: NDArray[np.uint8]) -> set[str]:
    found = zxingcpp.read_barcodes(
        strip,
        formats=_FORMATS,
        try_rotate=False,
        try_downscale=False,
        try_invert=False,
        text_mode=zxingcpp.TextMode.Plain,
    )
    return {barcode.text for barcode in found}
