"""Light of modules → how dark each is, soft. Pure."""

import cv2
import numpy as np
from numpy.typing import NDArray

Soft = NDArray[np.float32]
_LARGE = 33
_LIMIT = 1.3
_LEAST_SHARE = 0.12


def soften(values: Soft) -> Soft:
    """Return (n, n) from -1.3 (surely light) to 1.3 (surely dark); about 0 where nothing is seen.

    The threshold is the middle of the local envelope, so that shade and glare do not count as ink.
    """
    reach = 7 if len(values) >= _LARGE else 5
    kernel = np.ones((reach, reach), np.uint8)
    high = cv2.GaussianBlur(cv2.dilate(values, kernel), (0, 0), 0.6 * reach)
    low = cv2.GaussianBlur(cv2.erode(values, kernel), (0, 0), 0.6 * reach)
    spread = high - low
    half = np.maximum(spread, max(1.0, _LEAST_SHARE * float(spread.max()))) / 2
    return np.clip(((high + low) / 2 - values) / half, -_LIMIT, _LIMIT)
