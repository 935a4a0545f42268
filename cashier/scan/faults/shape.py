"""How a symbol lies before the camera: aslant, too far away, partly outside. Pure."""

import numpy as np

from cashier.scan.faults.scale import found
from cashier.scan.faults.view import View, inner_of
from cashier.scan.reading import Fault

_SLANT = ((1.45, 0.1), (1.8, 0.3), (2.4, 0.5), (3.2, 0.8), (4.5, 1.0))
"""How much longer a module looks along than across; 2 is 60 degrees off."""
_MODULE_PX = ((2.4, 0.1), (2.0, 0.3), (1.6, 0.55), (1.2, 0.8), (0.8, 1.0))
_OUTSIDE = ((0.005, 0.4), (0.05, 0.7), (0.3, 1.0))


def shape_faults(view: View) -> list[Fault]:
    """Return tilt, small and cut_off, where they are."""
    longest, shortest = (float(side) for side in np.linalg.svd(view.steps, compute_uv=False))
    outside = ~view.seen
    share = float(inner_of(outside).mean())
    return [
        *found("tilt", longest / max(shortest, 1e-6), _SLANT, view.box()),
        *found("small", (longest * shortest) ** 0.5, _MODULE_PX, view.box()),
        *found("cut_off", share, _OUTSIDE, view.box()),
    ]
