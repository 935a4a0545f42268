"""How far a symbol is from flat: its lattice, grown module by module, against a flat one. Pure."""

from typing import Any

import cv2
import numpy as np

from cashier.scan.faults.corners import finders_of
from cashier.scan.faults.likeness import SURELY, looks_like_a_symbol
from cashier.scan.faults.view import FINE, MARGIN, View
from cashier.scan.finder import refined
from cashier.scan.grid import Floats
from cashier.scan.kernel import Kernel
from cashier.scan.kernel.inputs import Hold

_HOLD = Hold(0.7, 0.1)
_SURE = 0.12
_ENOUGH = 0.3
"""Share of modules that must be sure of their places before a bend is believed."""
_FIRM = 4
SQUARE = 0.83
"""Likeness above which a corner pattern is square."""


def lies_flat(view: View) -> bool:
    """Whether a symbol that nobody reads is like a flat one: no bend that matters leaves it so.

    Either two of its corner patterns are square, or the whole of it fits a plane.
    """
    square = sum(like > SQUARE for like, _ in finders_of(view))
    return square > 1 or looks_like_a_symbol(view)[0] >= SURELY


def bend(view: View, kernel: Kernel) -> float | None:
    """Return how far modules lie off a flat lattice: nine in ten less than this, in modules.

    None where too few modules are sure of their places, as with corners that are only guessed.
    """
    soft = np.ascontiguousarray(cv2.GaussianBlur(view.patch, (0, 0), 0.6), np.float32)
    far = view.modules - 3.5
    seeds = []
    for column, row in ((3.5, 3.5), (far, 3.5), (3.5, far)):
        middle = (np.array([column, row]) + MARGIN) * FINE - 0.5
        frame = refined(soft, np.vstack([middle, [FINE, 0.0], [0.0, FINE]]))
        seeds.append((int(column), int(row), *frame.ravel()))
    square = (view.modules, view.modules)
    nodes = kernel.grow_lattice(soft, np.array(seeds, np.float64), square, _HOLD)
    return _off(nodes)


def _off(nodes: Floats) -> float | None:
    sure = nodes[..., 2] > _SURE
    if sure.mean() < _ENOUGH or sure.sum() < _FIRM:
        return None
    rows, columns = np.nonzero(sure)
    places = np.stack([columns, rows], axis=1).astype(np.float64)
    seen = np.asarray(nodes[sure][:, :2] / FINE, np.float64)
    # The stubs do not know that there may be none.
    flat: Any = cv2.findHomography(places, seen, 0)[0]
    if flat is None:
        return None
    expected = cv2.perspectiveTransform(places[None], np.asarray(flat, np.float64))[0]
    return float(np.percentile(np.linalg.norm(seen - expected, axis=1), 90))
