"""Light of modules → how dark each is, soft. Pure."""

import cv2
import numpy as np
from numpy.typing import NDArray

Soft = NDArray[np.float32]
"""(n, n): dark positive, about 0 where nothing is seen."""

_LARGE = 33
_LIMIT = 1.3
_LEAST_SHARE = 0.12
_LEAST_LEVELS = 1.0
NEAR, WIDER = 1.0, 1.5
"""How far what lies beside a module is counted, in modules: the sigma of a bell.

The wider one is surer where it is blurred or grainy, the other where light changes fast.
"""
_LEAST_SPREAD = 0.15
_BLACK = 20
"""Grey levels that are added before light is compared by ratio, for black is never quite black."""
_PER_TONE = 60.0
"""Levels that light, e times as strong, counts for."""


def envelope(darkest: Soft, lightest: Soft) -> tuple[Soft, Soft]:
    """Return the local lowest and highest light around each module, never closer than a trace."""
    reach = 7 if len(darkest) >= _LARGE else 5
    kernel = np.ones((reach, reach), np.uint8)
    high = cv2.GaussianBlur(cv2.dilate(lightest, kernel), (0, 0), 0.6 * reach)
    low = cv2.GaussianBlur(cv2.erode(darkest, kernel), (0, 0), 0.6 * reach)
    spread = high - low
    least = max(_LEAST_LEVELS, _LEAST_SHARE * float(spread.max()))
    wanted = np.maximum(spread, least) - spread
    return np.asarray(low - wanted / 2, np.float32), np.asarray(high + wanted / 2, np.float32)


def soften(values: Soft) -> Soft:
    """Return how dark each module is, from -1.3 (surely light) to 1.3 (surely dark).

    The threshold is the middle of the local envelope, so that shade does not count as ink, and what
    is burnt out or covered comes out as unknown.
    """
    low, high = envelope(values, values)
    return np.clip((high + low - 2 * values) / (high - low), -_LIMIT, _LIMIT)


def soften_closely(values: Soft, beside: float = NEAR) -> Soft:
    """Return the same, each module held against the mean of those right beside it.

    Where glare changes the light from module to module an envelope is too wide: its lightest and
    darkest lie in another light. The mean, which modules of both kinds make, is less sure
    elsewhere.
    """
    ink = cv2.GaussianBlur(values, (0, 0), beside) - values
    spread = np.sqrt(cv2.GaussianBlur(ink * ink, (0, 0), 2 * beside))
    least = max(_LEAST_LEVELS, _LEAST_SPREAD * float(spread.max()))
    return np.asarray(np.clip(ink / np.maximum(spread, least), -_LIMIT, _LIMIT), np.float32)


def soften_by_ratio(values: Soft) -> Soft:
    """Return the same, light being compared by ratio: sun and shade multiply, glare adds.

    At a sharp edge of a shadow ink in the sun may be lighter than paper in the shade; their ratios
    to what lies beside them differ less than their levels.
    """
    tones = np.log1p(np.maximum(values, 0) / _BLACK) * _PER_TONE
    return soften_closely(np.asarray(tones, np.float32))
