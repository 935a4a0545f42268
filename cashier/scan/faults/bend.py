"""How far a symbol is from flat: its lattice, grown module by module, against a flat one. Pure."""

import cv2
import numpy as np

from cashier.scan.faults.view import FINE, MARGIN, View
from cashier.scan.finder import refined
from cashier.scan.grid import Floats
from cashier.scan.kernel import Kernel

_BELL, _PRIOR = 0.7, 0.1
_SURE = 0.12
_ENOUGH = 0.3
"""Share of modules that must be sure of their places before a bend is believed."""
_FIRM = 4


def bend(view: View, kernel: Kernel) -> float:
    """Return how far modules lie off a flat lattice: nine in ten less than this, in modules."""
    soft = np.ascontiguousarray(cv2.GaussianBlur(view.patch, (0, 0), 0.6))
    far = view.modules - 3.5
    seeds = []
    for column, row in ((3.5, 3.5), (far, 3.5), (3.5, far)):
        middle = (np.array([column, row]) + MARGIN) * FINE - 0.5
        frame = refined(soft, np.vstack([middle, [FINE, 0.0], [0.0, FINE]]))
        seeds.append((int(column), int(row), *frame.ravel()))
    nodes = kernel.grow_lattice(
        soft, np.array(seeds, np.float64), view.modules, bell=_BELL, prior=_PRIOR
    )
    return _off(nodes)


def _off(nodes: Floats) -> float:
    sure = nodes[..., 2] > _SURE
    if sure.mean() < _ENOUGH or sure.sum() < _FIRM:
        return 0.0
    rows, columns = np.nonzero(sure)
    places = np.stack([columns, rows], axis=1).astype(np.float64)
    seen = np.asarray(nodes[sure][:, :2] / FINE, np.float64)
    flat, _ = cv2.findHomography(places, seen, 0)
    if flat is None:
        return 0.0
    expected = cv2.perspectiveTransform(places[None], flat)[0]
    return float(np.percentile(np.linalg.norm(seen - expected, axis=1), 90))
