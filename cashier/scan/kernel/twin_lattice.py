"""The twin's lattice: module centres, found one after the other from where it is surest."""

import math
from itertools import product

import numpy as np
from numpy.typing import NDArray

from cashier.scan.kernel.inputs import Floats, Hold, Pixels
from cashier.scan.kernel.twin_shapes import Frame, in_turn, sample

_GRAIN = 13
"""Samples along each side of what a node looks at."""
_WIDE = 16
"""Room for them in a row; what is beyond the samples is 0 and weighs nothing."""
_STEPS = 256
"""Steps of confidence; within one, what was looked at last comes first."""
_AGAIN = 100
"""Added to what a node has seen of its neighbours once it has looked twice."""
_AXES = 5
"""Terms of a surface of second order but for where it begins."""
_MARGIN = 3
"""Rows of nothing around the nodes, so that windows need no edges."""

Node = tuple[int, int]
"""Row and column."""


def _offsets(reach: int) -> tuple[Floats, Floats]:
    """Return how many columns and rows each node of a window is away."""
    j, i = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    return i.astype(np.float64), j.astype(np.float64)


class Lattice:
    """Rows x columns of nodes over a picture. A node has a frame, and is known once it is set."""

    def __init__(self, grey: Pixels, shape: tuple[int, int], hold: Hold) -> None:
        self._grey = grey
        self._rows, self._columns = shape
        self._prior, self._bends = hold.prior, hold.bends
        high, wide = (side + 2 * _MARGIN for side in shape)
        self._frames = np.zeros((high, wide, 6))
        self._confidence = np.zeros((high, wide))
        self._known = np.zeros((high, wide), np.bool_)
        self._seen = np.zeros((high, wide), np.int64)
        self._waiting: list[list[Node]] = [[] for _ in range(_STEPS)]
        self._weight = _weights(hold.bell)
        reach, step = np.float64(2 * hold.bell), np.float64(4 * hold.bell / (_GRAIN - 1))
        self._grid = np.arange(_GRAIN, dtype=np.float64) * step - reach

    def grow(self, seeds: Floats) -> None:
        """Set the seeds, then the surest node that has been looked at, until none is left."""
        inside = [
            ((int(seed[1]) + _MARGIN, int(seed[0]) + _MARGIN), seed[2:])
            for seed in seeds
            if 0 <= seed[0] < self._columns and 0 <= seed[1] < self._rows
        ]
        for node, frame in inside:
            self._frames[node], self._confidence[node] = frame, 1
            self._known[node], self._seen[node] = True, 1
        for node, _ in inside:
            self._set(node)
        while (waiting := self._surest()) is not None:
            node = waiting.pop()
            if self._seen[node] < _AGAIN and self._count(node) > self._seen[node] + 2:
                # More is known around it by now: once.
                self._look(node)
                self._seen[node] += _AGAIN
            elif self._is_inside(node):
                self._set(node)

    def nodes(self) -> Floats:
        """Return rows x columns x 3: x, y, confidence (-1: unknown)."""
        confidence = np.where(self._known, self._confidence, -1)
        every = np.dstack([self._frames[..., :2], confidence])
        return np.ascontiguousarray(every[_MARGIN:-_MARGIN, _MARGIN:-_MARGIN])

    def _surest(self) -> list[Node] | None:
        return next((waiting for waiting in reversed(self._waiting) if waiting), None)

    def _is_inside(self, node: Node) -> bool:
        height, width = self._grey.shape
        x, y = self._frames[node][:2]
        return bool(-4 < x < width + 3 and -4 < y < height + 3)

    def _set(self, node: Node) -> None:
        """Make a node known, and look at those beside it."""
        self._known[node] = True
        self._bend(node, 3, _AXES if self._bends else 2)
        row, column = node
        for beside in ((row, column + 1), (row, column - 1), (row + 1, column), (row - 1, column)):
            row, column = beside[0] - _MARGIN, beside[1] - _MARGIN
            within = 0 <= row < self._rows and 0 <= column < self._columns
            if within and not self._known[beside] and not self._seen[beside]:
                self._look(beside)

    def _look(self, node: Node) -> None:
        """Predict a node from its neighbours, settle it on the picture and let it wait."""
        self._seen[node] = self._count(node)
        self._predict(node)
        if self._bends:
            self._bend(node, 2, _AXES + 1)
        frame = self._frames[node]
        point, confidence = self._settled(Frame(frame[0:2], frame[2:4], frame[4:6]))
        self._frames[node][:2] = point
        self._confidence[node] = confidence
        step = int(np.fmax(0, np.fmin(_STEPS - 1, confidence * _STEPS)))
        self._waiting[step].append(node)

    def _window(self, node: Node, reach: int) -> tuple[slice, slice]:
        row, column = node
        return slice(row - reach, row + reach + 1), slice(column - reach, column + reach + 1)

    def _count(self, node: Node) -> int:
        """Return how many nodes are known near one that is not."""
        return int(self._known[self._window(node, 2)].sum())

    def _predict(self, node: Node) -> None:
        """Give a node the frame that the known nodes near it say it has."""
        window = self._window(node, 2)
        known = self._known[window]
        i, j = (offset[known][:, None] for offset in _offsets(2))
        frames, confidence = self._frames[window][known], self._confidence[window][known][:, None]
        square = i * i + j * j
        weight = (confidence * confidence + 1e-4) / (square * square)
        p, u, v = frames[:, 0:2], frames[:, 2:4], frames[:, 4:6]
        said = np.hstack([p + -i * u + -j * v, u, v])
        self._frames[node] = in_turn((weight * said).T) / in_turn(weight.T)

    def _settled(self, frame: Frame) -> tuple[Floats, float]:
        """Return a predicted centre moved to the phase of the module grid around, and how sure."""
        x, y = frame.at(self._grid[None, :], self._grid[:, None])
        seen = sample(self._grey, x, y)
        low = np.fmin.reduce(seen, axis=None, initial=np.float32(1e9))
        high = np.fmax.reduce(seen, axis=None, initial=np.float32(-1e9))
        lively = float(high - low) / 12 if high - low < 12 else 1.0
        wide = np.zeros((_GRAIN + 1, _WIDE + 1), np.float32)
        wide[:_GRAIN, :_GRAIN] = seen
        here = wide[:-1, :-1]
        phases = [
            _phase(np.abs(there - here), weight)
            for there, weight in zip((wide[:-1, 1:], wide[1:, :-1]), self._weight, strict=True)
        ]
        sure = [length * lively for _, length in phases]
        far = np.fmax(abs(phases[0][0]), abs(phases[1][0]))
        s, t = (
            np.fmax(-0.3, np.fmin(0.3, shift * np.fmin(1, 1.6 * certain)))
            for (shift, _), certain in zip(phases, sure, strict=True)
        )
        return np.array(frame.at(s, t)), float(np.fmin(sure[0], sure[1]) * (1 - 1.5 * far))

    def _bend(self, node: Node, reach: int, terms: int) -> None:
        """Bend a node's frame to a surface through the known nodes around.

        Of first order (2 terms), of second (5), or of second and moved there (6).
        """
        window = self._window(node, reach)
        known = self._known[window].copy()
        known[reach, reach] = False
        i, j = (offset[known] for offset in _offsets(reach))
        frame = self._frames[node]
        weight = np.fmax(0.02, self._confidence[window][known]) / (i * i + j * j)
        said = [frame[axis] + i * frame[2 + axis] + j * frame[4 + axis] for axis in (0, 1)]
        away = self._frames[window][known][:, :2].T - said
        rows = np.array([i, j, i * i / 2, i * j, j * j / 2, np.ones_like(i), *away])
        every = np.pad((weight * rows[:terms])[:, None] * rows, [(0, 0), (0, 0), (1, 0)])
        found = _solved(in_turn(every), [*[self._prior] * 5, 1e-6][:terms])
        frame[2:6] += found[:2].ravel()
        if terms > _AXES:
            frame[:2] += found[5]


def _solved(a: Floats, ridge: list[float]) -> Floats:
    """Solve equations, terms x 8 of which the upper half is looked at, for two right sides."""
    terms = len(ridge)
    a[np.arange(terms), np.arange(terms)] += ridge
    for r in range(terms):
        for k in range(terms):
            if k != r:
                first = max(k, r + 1)
                a[k, first:] -= (a[k, r] if k < r else a[r, k]) / a[r, r] * a[r, first:]
    return np.asarray(a[:, 6:] / a.diagonal()[:, None], np.float64)


def _weights(bell: float) -> NDArray[np.float32]:
    """Return what steps between samples tell: [along rows or columns, cosine/sine/plain, j, i]."""
    step = 4 * bell / (_GRAIN - 1)
    weights = np.zeros((2, 3, _GRAIN, _WIDE), np.float32)
    for j, i in product(range(_GRAIN), range(_GRAIN - 1)):
        s, t = (i + 0.5) * step - 2 * bell, j * step - 2 * bell
        k = math.exp(-(s * s + t * t) / (2 * bell * bell))
        turn = 2 * math.pi * (s - 0.5)
        weights[0, :, j, i] = weights[1, :, i, j] = k * math.cos(turn), k * math.sin(turn), k
    return weights


def _phase(change: Pixels, weight: NDArray[np.float32]) -> tuple[float, float]:
    """Return how far the grid is off along one way, in modules, and how clearly."""
    columns = in_turn((change * weight).transpose(0, 2, 1))
    re, im, every = in_turn(columns).astype(np.float64)
    return math.atan2(im, re) / (2 * math.pi), float(np.hypot(re, im) / (every + 1e-6))
