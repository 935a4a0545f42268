"""Bands where a screen's dots beat with the camera's pixels, told by the margin under them. Pure.

A quiet zone is even. Scratches and shadows cross it here and there; fringes lie on all four sides,
about as strong, bent as they may be, so that no single frequency need stand out.
"""

import cv2
import numpy as np

from cashier.scan.faults.view import FINE, MARGIN, View
from cashier.scan.grid import Pixels

_EVEN = 1.5
"""Modules beyond which light may change: shade, not fringes."""
_SOFT = 0.6
"""Readings of blur that takes noise out; fine bands are little wider."""
_EDGE = 2
"""Readings beside the symbol and at the patch's own rim that are left out."""
_LEAST_CONTRAST = 12.0
_ALIKE = 2.2
"""How many times as strong the fringes may be on one side as on another."""
_USUAL = (16, 84)
"""Percentiles between which the usual lies: a few thin lines do not count."""


def fringes(view: View, sides: int = 4) -> float:
    """Return how strong bands are that run over the margin, as a share of the contrast.

    They must be about as strong on so many `sides` of it, the ones where they are strongest.
    """
    contrast = max(_LEAST_CONTRAST, view.tones.paper - view.tones.ink)
    even = cv2.GaussianBlur(view.patch, (0, 0), _EVEN * FINE)
    bands = np.asarray(cv2.GaussianBlur(view.patch - even, (0, 0), _SOFT), np.float32)
    strengths = sorted(_strength(side) for side in _sides(bands))[-sides:]
    if strengths[-1] > _ALIKE * strengths[0]:
        return 0.0
    return strengths[0] / contrast


def _strength(side: Pixels) -> float:
    low, high = np.percentile(side, _USUAL)
    return float(high - low) / 2


def _sides(patch: Pixels) -> tuple[Pixels, Pixels, Pixels, Pixels]:
    """Return the margin along each side of the symbol."""
    wide = MARGIN * FINE
    along, near, far = (
        slice(wide, -wide),
        slice(_EDGE, wide - 2 * _EDGE),
        slice(-wide + 2 * _EDGE, -_EDGE),
    )
    return patch[near, along], patch[far, along], patch[along, near], patch[along, far]
