"""Where the edges between dark and light modules lie, against where a grid has them. Pure.

The symbol was read, so every edge it has is known: each is looked for along the line between the
middles of its two modules, and only as a rise or a fall of light, whichever it must be.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from cashier.scan.engines import Picture
from cashier.scan.grid import Floats, Grid, light_at
from cashier.scan.qr.layout import Flags

_POINTS = 11
_MOST = 2500
"""Edges looked at along one axis; larger symbols have more than enough."""
SPREAD = 1.5
"""Modules over which neighbouring edges are averaged."""
_PULL = 0.05
"""How strongly a place without edges clings to the grid."""
_RIDGE = np.array([1e-6] * 6 + [1e-3] * 2)
"""How strongly a fitted plane clings to the one before, the more so in its perspective."""


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """The edges a symbol has: between columns (`axis` 0) and between rows (1), one entry an edge.

    `row` and `column`: the module before it; `sign`: 1 where it gets lighter, else -1.
    """

    size: int
    axis: NDArray[np.intp]
    row: NDArray[np.intp]
    column: NDArray[np.intp]
    sign: Floats

    def fields(self) -> Floats:
        """Return what a homography near 1 does to each edge's place along its axis, (edges, 8).

        Columns: three of a plane for each axis, two of perspective; all from -1 to 1.
        """
        half = self.size / 2
        across = self.axis == 0
        u = (self.column + np.where(across, 1.0, 0.5)) / half - 1
        v = (self.row + np.where(across, 0.5, 1.0)) / half - 1
        own = np.where(across, u, v)
        fields = np.empty((u.size, 8))
        for first, mine in ((0, across), (3, ~across)):
            fields[:, first] = mine
            fields[:, first + 1] = u * mine
            fields[:, first + 2] = v * mine
        fields[:, 6] = u * own
        fields[:, 7] = v * own
        return fields


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """How far each edge lies off, in modules, and what that counts."""

    off: Floats
    counts: Floats


def edges_of(ideal: Flags) -> Edges:
    """Return the edges of a symbol, (n, n) modules."""
    parts = []
    for axis, before, after in (
        (0, ideal[:, :-1], ideal[:, 1:]),
        (1, ideal[:-1], ideal[1:]),
    ):
        row, column = np.nonzero(before != after)
        every = -(-row.size // _MOST)
        row, column = row[::every], column[::every]
        parts.append((np.full(row.size, axis), row, column, 2.0 * before[row, column] - 1))
    axes, rows, columns, signs = (np.concatenate(part) for part in zip(*parts, strict=True))
    return Edges(len(ideal), axes, rows, columns, signs)


def seen_at(picture: Picture, grid: Grid, edges: Edges, reach: float) -> Seen:
    """Look for edges within `reach` modules (below 1) of where the grid has them."""
    here = grid.centres[edges.row, edges.column]
    step = grid.centres[edges.row + edges.axis, edges.column + 1 - edges.axis] - here
    along = np.linspace(-reach, reach, _POINTS)
    points = (here + step / 2)[None] + along[:, None, None] * step[None]
    light = light_at(picture, points.astype(np.float32))
    between = (along[1:] + along[:-1]) / 2
    bell = np.cos(between / reach * np.pi / 2)
    rise = np.maximum((light[1:] - light[:-1]) * edges.sign, 0) * bell[:, None]
    counts = rise.sum(axis=0)
    return Seen((between @ rise) / np.maximum(counts, 1e-6), counts)


def plane_fit(edges: Edges, fields: Floats, seen: Seen) -> tuple[Floats, Seen]:
    """Return the homography, modules → modules, from the grid to the edges; and what it leaves."""
    half = edges.size / 2
    weighted = (fields * seen.counts[:, None]).T
    total = weighted @ fields
    total.ravel()[::9] += _RIDGE * max(1e-6, float(seen.counts.sum()))
    a = np.linalg.solve(total, weighted @ (seen.off / half))
    bent = np.array(
        [[1 + a[1], a[2], a[0]], [a[4], 1 + a[5], a[3]], [-a[6], -a[7], 1.0]], np.float64
    )
    to_unit = np.array([[1 / half, 0, -1], [0, 1 / half, -1], [0, 0, 1]])
    back = np.array([[half, 0, half], [0, half, half], [0, 0, 1]])
    return back @ bent @ to_unit, Seen(seen.off - fields @ a * half, seen.counts)


def drift(edges: Edges, seen: Seen, spread: float = SPREAD) -> Floats:
    """Return how far each module lies off, by its neighbours' edges: (n, n, 2) in modules."""
    sums = np.zeros((edges.size, edges.size, 4), np.float32)
    weighted = seen.counts * seen.off
    for step in (0, 1):
        row, column = edges.row + step * edges.axis, edges.column + step * (1 - edges.axis)
        # No edge comes twice along one axis, so that nothing is lost by adding in place.
        sums[row, column, edges.axis] += weighted
        sums[row, column, edges.axis + 2] += seen.counts
    smooth = cv2.GaussianBlur(sums, (0, 0), spread, borderType=cv2.BORDER_CONSTANT)
    below = smooth[..., 2:]
    pull = _PULL * max(1e-6, float(below.mean()))
    return np.asarray(smooth[..., :2] / (below + pull), np.float64)
