"""A lattice most of which is right → one whose nodes agree with all those around them. Pure.

A lattice grows outwards, so a node is predicted from one side only, and where parts that grew out
of different finders meet, a fold may hide a row. Here every node is predicted anew from all sides
and settles again, some times over. The alignment pattern, where the nodes show it, says how many
rows were lost: it is one more place to grow from.
"""

from functools import cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from cashier.scan.grid import Floats, Grid, Pixels, light_at, values_at
from cashier.scan.sample import Soft, soften

_ROUNDS = 4
_BELL, _PRIOR = 0.7, 0.1
_GRAIN = 9
"""Samples along each side of what a node looks at."""
_LIVELY = 12
"""Grey levels that the light around a node must vary by to be wholly believed."""
_MOST_SHIFT = 0.3
_LEAST_SURE, _TRACE = 0.02, 1e-4
_SEARCHED = 4
"""Modules around its place in which the alignment pattern is looked for."""
_ALIKE = 0.55
_FARTHER = 0.01
"""What each module farther from its place takes from its likeness."""
_FROM_END = 7
_STONE = np.pad(np.pad(np.ones((1, 1)), 1, constant_values=-1), 1, constant_values=1)
"""The alignment pattern, dark positive."""


def relaxed(picture: Pixels, nodes: Floats) -> Floats:
    """Return nodes, rows × columns × 3 of x, y, confidence, that agree with those around.

    Seeds, which are wholly sure, stay where they are. Every node must be known.
    """
    places, sure = nodes[..., :2], np.maximum(nodes[..., 2], 0)
    seeds = nodes[..., 2] >= 1
    axes = _steps(places)
    for _ in range(_ROUNDS):
        axes = _axes_of(places, sure, axes)
        settled, certain = _settled(picture, _predicted(places, sure, axes), axes)
        places = np.where(seeds[..., None], places, settled)
        sure = np.where(seeds, 1.0, np.maximum(certain, 0))
    return np.dstack([places, sure])


def alignment_seed(picture: Pixels, nodes: Floats, rings: int) -> Floats | None:
    """Return the node where the alignment pattern shows, as a seed for its right place; or None.

    nodes: of a symbol and `rings` around it. A seed is column, row and a frame.
    """
    middle = len(nodes) - rings - _FROM_END
    soft = np.clip(soften(values_at(picture, Grid(nodes[..., :2]))), -1, 1)
    steps = range(-_SEARCHED, _SEARCHED + 1)
    alike, row, column = max(
        (_likeness(soft, middle + j, middle + i) - _FARTHER * float(np.hypot(i, j)), j, i)
        for j, i in product(steps, steps)
    )
    if alike < _ALIKE:
        return None
    places = nodes[..., :2]
    axes = _axes_of(places, np.maximum(nodes[..., 2], 0), _steps(places))
    at = (middle + row, middle + column)
    return np.array([middle, middle, *places[at], *axes[at].ravel()])


def _likeness(soft: Soft, row: int, column: int) -> float:
    seen = soft[max(0, row - 2) : row + 3, max(0, column - 2) : column + 3]
    return float((seen * _STONE).mean()) if seen.shape == _STONE.shape else -1.0


def _steps(places: Floats) -> Floats:
    """Return how far it is from each node's neighbours on one side to the other, halved."""
    return np.stack([np.gradient(places, axis=1), np.gradient(places, axis=0)], axis=2)


def _axes_of(places: Floats, sure: Floats, axes: Floats) -> Floats:
    """Return each node's module along the row and along the column, (rows, columns, 2, 2).

    They are what the nodes in the 7 × 7 around say, and a little what they were.
    """
    reach = 3
    inside = _walled(np.maximum(sure, _LEAST_SURE), reach)
    around = _walled(places, reach)
    shape = sure.shape
    a, b, c = np.full(shape, _PRIOR), np.zeros(shape), np.full(shape, _PRIOR)
    row, column = _PRIOR * axes[:, :, 0], _PRIOR * axes[:, :, 1]
    for j, i in _ring(reach):
        weight = _beside(inside, reach, j, i) / (i * i + j * j)
        step = weight[..., None] * (_beside(around, reach, j, i) - places)
        a, b, c = a + weight * i * i, b + weight * i * j, c + weight * j * j
        row, column = row + i * step, column + j * step
    a, b, c = a[..., None], b[..., None], c[..., None]
    det = a * c - b * b
    return np.stack([(c * row - b * column) / det, (a * column - b * row) / det], axis=2)


def _predicted(places: Floats, sure: Floats, axes: Floats) -> Floats:
    """Return where the nodes in the 5 × 5 around say that each node lies."""
    reach = 2
    weights = _walled(sure * sure + _TRACE, reach)
    around, beside = _walled(places, reach), _walled(axes, reach)
    total, summed = np.zeros(sure.shape), np.zeros(places.shape)
    for j, i in _ring(reach):
        weight = _beside(weights, reach, j, i) / (i * i + j * j) ** 2
        steps = _beside(beside, reach, j, i)
        said = _beside(around, reach, j, i) - i * steps[:, :, 0] - j * steps[:, :, 1]
        summed += weight[..., None] * said
        total += weight
    return np.asarray(summed / total[..., None], np.float64)


def _settled(picture: Pixels, places: Floats, axes: Floats) -> tuple[Floats, Floats]:
    """Return nodes moved to the phase of the module grid around, and how sure each is."""
    rows, columns = places.shape[:2]
    line, bell, turn = _bell()
    u, v = axes[:, :, 0, None, None], axes[:, :, 1, None, None]
    points = places[:, :, None, None] + line[:, None] * u + line[:, None, None] * v
    maps = points.reshape(rows, columns * _GRAIN**2, 2).astype(np.float32)
    light = light_at(picture, maps).reshape(rows, columns, _GRAIN, _GRAIN)
    lively = np.minimum(np.ptp(light, axis=(2, 3)) / _LIVELY, 1)
    found = []
    for rise, weight, turned in (
        (np.abs(np.diff(light, axis=3)), bell, turn),
        (np.abs(np.diff(light, axis=2)), bell.T, turn.T),
    ):
        z = (rise * turned).sum(axis=(2, 3))
        sure = np.abs(z) / ((rise * weight).sum(axis=(2, 3)) + 1e-6) * lively
        found.append((np.angle(z) / (2 * np.pi), sure))
    far = np.maximum(*(np.abs(shift) for shift, _ in found))
    s, t = (
        np.clip(shift * np.minimum(1, 1.6 * sure), -_MOST_SHIFT, _MOST_SHIFT)[..., None]
        for shift, sure in found
    )
    moved = places + s * axes[:, :, 0] + t * axes[:, :, 1]
    return moved, np.minimum(found[0][1], found[1][1]) * (1 - 1.5 * far)


@cache
def _bell() -> tuple[Floats, NDArray[np.float32], NDArray[np.complex64]]:
    """Return where a node looks, in modules, and what each step along a row weighs and tells."""
    line = np.linspace(-2 * _BELL, 2 * _BELL, _GRAIN)
    middles = (line[1:] + line[:-1]) / 2
    bell = np.exp(-(middles[None, :] ** 2 + line[:, None] ** 2) / (2 * _BELL**2))
    turn = bell * np.exp(2j * np.pi * (middles[None, :] - 0.5))
    return line, bell.astype(np.float32), turn.astype(np.complex64)


def _ring(reach: int) -> list[tuple[int, int]]:
    """Return the rows and columns that nodes around one are away."""
    steps = range(-reach, reach + 1)
    return [(j, i) for j, i in product(steps, steps) if i or j]


def _walled(values: Floats, reach: int) -> Floats:
    """Return values of nodes with nothing around them."""
    return np.pad(values, [(reach, reach)] * 2 + [(0, 0)] * (values.ndim - 2))


def _beside(walled: Floats, reach: int, row: int, column: int) -> Floats:
    """Return for each node what lies so many rows and columns from it."""
    rows, columns = (side - 2 * reach for side in walled.shape[:2])
    return walled[reach + row :, reach + column :][:rows, :columns]
