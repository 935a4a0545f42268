"""Pictures made easier to read. Pure; grey bytes in, grey bytes out."""

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from cashier.scan.engines import Picture
from cashier.scan.grid import Pixels
from cashier.scan.reading import Point
from cashier.scan.symbol import Symbol

_CALM = 1.5
"""Pixels."""
_GRAIN, _GRAIN_SHARE = 4, 0.75
"""Grey levels, and share of what a pixel farther off differs by."""
_FARTHER = 4
"""Pixels."""
_EVERY = 4
"""Rows that are looked at."""
_BLACK, _FAINTEST = 20.0, 0.06
"""Grey levels added before light is compared by ratio; the least ratio that counts as ink."""
_MIDDLE, _A_SPREAD = 128.0, 45.0
"""Grey of what is as light as all around it, and what one usual difference from that makes."""


def sharpened(picture: Picture, sigma: float = 3.0) -> Picture:
    """Return the picture with its edges, as wide as sigma pixels, three times as strong."""
    soft = cv2.GaussianBlur(picture, (0, 0), sigma)
    return np.asarray(cv2.addWeighted(picture, 3.0, soft, -2.0, 0), np.uint8)


def evened(picture: Picture) -> Picture:
    """Return the picture with its contrast evened over an eighth of its side at a time."""
    return np.asarray(cv2.createCLAHE(3.0, (4, 4)).apply(picture), np.uint8)


def darkened(picture: Picture) -> Picture:
    """Return the picture with its bright half spread: what a lamp has washed out."""
    curve = (255 * (np.arange(256) / 255) ** 2.2).astype(np.uint8)
    return np.asarray(cv2.LUT(picture, curve), np.uint8)


def calmed(picture: Picture) -> Picture:
    """Return the picture with its grain smoothed away, and all that is as fine."""
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), _CALM), np.uint8)


def flattened(picture: Picture, side: int) -> Picture:
    """Return the picture with each pixel held against the light right around it, by ratio.

    What is left of sun, shade and glare is as wide as about `side` pixels; edges of ink stay.
    """
    curve = np.log1p(np.arange(256, dtype=np.float32) / np.float32(_BLACK))
    tones = np.asarray(cv2.LUT(picture, curve), np.float32)
    ink = tones - _around(tones, side)
    spread = np.sqrt(np.maximum(_around(ink * ink, 2 * side + 1), _FAINTEST**2))
    return np.asarray(np.clip(_MIDDLE + _A_SPREAD * ink / spread, 0, 255), np.uint8)


def _around(values: Pixels, side: int) -> Pixels:
    """Return the mean around each pixel, near ones counting more: two boxes cost least."""
    box = (side, side)
    return np.asarray(cv2.blur(cv2.blur(values, box), box), np.float32)


def is_grainy(picture: Picture) -> bool:
    """Whether most pixels differ from the next, and hardly less than from one farther off.

    Of things that are seen, what lies farther off differs more; grain knows no distance.
    """
    rows = picture[::_EVERY].astype(np.int16)
    if rows.shape[1] <= _FARTHER:
        return False
    near, far = (
        float(np.median(np.abs(rows[:, step:] - rows[:, :-step]))) for step in (1, _FARTHER)
    )
    return near >= max(_GRAIN, _GRAIN_SHARE * far)


def turned(picture: Picture, degrees: float) -> tuple[Picture, Callable[[Symbol], Symbol]]:
    """Return the picture turned about its middle, whole, and what brings a symbol of it back."""
    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    cosine, sine = abs(matrix[0, 0]), abs(matrix[0, 1])
    size = (int(width * cosine + height * sine) + 1, int(width * sine + height * cosine) + 1)
    matrix[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    seen = cv2.warpAffine(picture, matrix, size, borderMode=cv2.BORDER_REPLICATE)
    back = cv2.invertAffineTransform(matrix)

    def moved(point: Point) -> Point:
        x, y = back @ (*point, 1.0)
        return float(x), float(y)

    def bring_back(symbol: Symbol) -> Symbol:
        a, b, c, d = (moved(point) for point in symbol.corners)
        return replace(symbol, corners=(a, b, c, d))

    return np.asarray(seen, np.uint8), bring_back
