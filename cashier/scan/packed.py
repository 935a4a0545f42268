"""A frame as a camera packed it, a JPEG, unpacked only as far as somebody looks at it.

Whoever reads codes wants it grey and of full size, whoever shows it wants it small and in colours:
each costs half of unpacking it all, and a frame that nobody looks at costs nothing.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from cashier.scan.headers import header_of, pixels_of_jpeg

Frame = NDArray[np.uint8]
"""Rows × columns of grey levels, or of three or four bytes a pixel: blue, green, red."""

MOST_PIXELS = 16_000_000
_BEGINS = b"\xff\xd8\xff"
_UPRIGHT = cv2.IMREAD_IGNORE_ORIENTATION
_REDUCED = {
    1: cv2.IMREAD_COLOR,
    2: cv2.IMREAD_REDUCED_COLOR_2,
    4: cv2.IMREAD_REDUCED_COLOR_4,
    8: cv2.IMREAD_REDUCED_COLOR_8,
}


class Packed:
    """One frame; used by one thread at a time, and what it was unpacked to is kept.

    Failure policy: bytes that are no whole JPEG with a size are a ValueError when it is made,
    damaged ones when it is looked at.
    """

    def __init__(self, data: bytes) -> None:
        header = header_of(data) if data.startswith(_BEGINS) else None
        if header is None or not header.whole or not 0 < header.pixels <= MOST_PIXELS:
            raise ValueError("a packed frame is a whole JPEG of a reasonable size")
        self.shape = (header.height, header.width)
        """Rows and columns of the frame, unpacked."""
        self._data = data
        self._grey: Frame | None = None
        self._small: dict[int, Frame] = {}

    @property
    def told_pixels(self) -> memoryview:
        """The bytes that tell of pixels alone: no two frames of a sensor share them.

        A camera may count in its notes, and hang the time on the end.
        """
        return memoryview(self._data)[pixels_of_jpeg(self._data)]

    def grey(self) -> Frame:
        """Return it grey and of full size."""
        if self._grey is None:
            self._grey = self._unpacked(cv2.IMREAD_GRAYSCALE)
        return self._grey

    def small(self, step: int) -> Frame:
        """Return it in colours, with sides a `step`-th as long or longer: a half, 4th or 8th."""
        factor = max(one for one in _REDUCED if one <= max(1, step))
        if factor not in self._small:
            self._small[factor] = self._unpacked(_REDUCED[factor])
        return self._small[factor]

    def _unpacked(self, way: int) -> Frame:
        try:
            pixels = cv2.imdecode(np.frombuffer(self._data, np.uint8), way | _UPRIGHT)
        except cv2.error as error:
            raise ValueError("a damaged frame") from error
        if pixels is None or pixels.size == 0:
            raise ValueError("a damaged frame")
        return np.asarray(pixels, np.uint8)


AnyFrame = Frame | Packed
"""A frame as its source gives it."""


def grey_of(frame: AnyFrame) -> Frame:
    """Return a frame grey and of full size.

    Raises:
        ValueError: it is no picture of bytes, or damaged.
    """
    if isinstance(frame, Packed):
        return frame.grey()
    if frame.dtype != np.uint8 or frame.size == 0:
        raise ValueError("a picture is a non-empty array of bytes")
    if frame.ndim == 2:
        return frame
    if frame.shape[2:] == (1,):
        return frame[:, :, 0]
    if frame.ndim == 3 and frame.shape[2] in (3, 4):
        way = cv2.COLOR_BGR2GRAY if frame.shape[2] == 3 else cv2.COLOR_BGRA2GRAY
        return np.asarray(cv2.cvtColor(frame, way), np.uint8)
    raise ValueError("a picture has one, three or four values a pixel")


def half_of(frame: AnyFrame) -> Frame:
    """Return a frame grey and half as wide and high; of a packed one next to no work more.

    Raises:
        ValueError: as `grey_of`.
    """
    if isinstance(frame, Packed):
        return grey_of(frame.small(2))
    grey = grey_of(frame)
    size = (-(-grey.shape[1] // 2), -(-grey.shape[0] // 2))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)
