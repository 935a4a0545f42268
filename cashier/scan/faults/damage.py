"""Modules that are neither dark nor light but both: scratches, cracks, pens. Pure."""

import numpy as np

from cashier.scan.faults.view import FINE, View, inner_of
from cashier.scan.qr.layout import Flags

_SPLIT = 0.16
"""Deviation within a module, as a share of the contrast, that no clean one has."""
_LEAST_CONTRAST = 12.0
_FINDER = 8
"""Modules of a corner pattern and the light row between it and all else."""
_PICTURE = 0.15
"""Share of the side, either way from the middle, where a picture is put on purpose."""


def split_modules(view: View) -> Flags:
    """Return which modules, margin included, are torn between dark and light."""
    side = view.modules + 6
    inner = view.patch.reshape(side, FINE, side, FINE)[:, 1:-1, :, 1:-1]
    usual = max(_LEAST_CONTRAST, view.tones.paper - view.tones.ink)
    split = np.zeros((side, side), np.bool_)
    inner_of(split)[:] = inner_of(inner.std(axis=(1, 3)) > _SPLIT * usual)
    middle = np.abs(np.arange(side) + 0.5 - side / 2) < _PICTURE * view.modules
    split[np.ix_(middle, middle)] = False
    return split & view.seen


def worst_corner(split: Flags) -> int:
    """Return how many modules are torn of the corner pattern of which most are.

    Readers look for these first: one that is crossed out hides a code that lacks nothing else.
    """
    near, far = slice(None, _FINDER), slice(-_FINDER, None)
    inner = inner_of(split)
    return max(int(inner[corner].sum()) for corner in ((near, near), (near, far), (far, near)))
