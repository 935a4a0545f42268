"""A blurred symbol → its modules: the matrix that looks like the picture once blurred. Pure.

How each module spreads over its neighbours is learnt from the modules that every symbol has
(finders, timing, quiet zone), around the blur of a lens; so the blur of a shaken hand is undone as
well. The matrix is then found by projected gradient steps with momentum (FISTA): known modules keep
their values, and in the second half of the steps every other one is pushed away from the middle.
"""

from dataclasses import dataclass
from functools import cache
from math import erf, sqrt

import cv2
import numpy as np
from numpy.typing import NDArray

from cashier.scan.grid import Grid, Pixels, patch_of
from cashier.scan.qr.layout import function_modules
from cashier.scan.sample import Soft, envelope

_PHASES = 3
"""Readings along each side of a module."""
_REACH = 2
"""Modules that a module's ink spreads over, each way."""
_QUIET = 3
_STEPS = 30
_PUSH = 0.04
_RATE = 1.6
_FAR_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Optics:
    """What is assumed of a blur, and how much is learnt from the symbol.

    Attributes:
        sigma: the blur expected, in modules.
        trust: how strongly it is clung to; infinite: nothing is learnt.
        evened: shade is taken out by the local envelope, else as one plane over the symbol.
    """

    sigma: float
    trust: float = float("inf")
    evened: bool = False


@cache
def _known(version: int) -> tuple[NDArray[np.bool_], Soft]:
    """Return which modules are known, quiet zone included, and how dark they are."""
    fixed = function_modules(version)
    known = np.pad(fixed.known, _QUIET, constant_values=True)
    return known, np.pad(fixed.dark, _QUIET).astype(np.float32)


@cache
def _lens(sigma: float) -> NDArray[np.float32]:
    """Return how a lens spreads ink: (phases, phases, 5, 5)."""
    places = np.arange(-_REACH, _REACH + 1)
    rows = []
    for phase in range(_PHASES):
        off = (phase - (_PHASES - 1) / 2) / _PHASES
        edges = [
            erf((place + side - off) / sigma / sqrt(2)) for place in places for side in (-0.5, 0.5)
        ]
        rows.append(np.diff(np.array(edges).reshape(-1, 2), axis=1)[:, 0] / 2)
    lines = np.array(rows)
    return np.asarray(np.einsum("ai,bj->abij", lines, lines), np.float32)


def deblurred(picture: Pixels, grid: Grid, version: int, optics: Optics) -> Soft:
    """Return (n, n) from -1 (light) to 1 (dark)."""
    known, dark = _known(version)
    ink = _ink(patch_of(picture, grid, _PHASES, _QUIET), known, dark, evened=optics.evened)
    spread = _lens(optics.sigma)
    if np.isfinite(optics.trust):
        spread, offset = _learnt(ink, version, spread, optics.trust)
        ink = ink - offset[:, :, None, None]
    found = _solved(ink, spread, known, dark)
    return (2 * found - 1)[_QUIET:-_QUIET, _QUIET:-_QUIET]


def _ink(patch: Pixels, known: NDArray[np.bool_], dark: Soft, *, evened: bool) -> Pixels:
    """Return how much ink is seen, 0 to 1, at each phase: (phases, phases, n, n)."""
    n = len(dark)
    cells = patch.reshape(n, _PHASES, n, _PHASES)
    if evened:
        low, high = envelope(cells.min(axis=(1, 3)), cells.max(axis=(1, 3)))
        size = (n * _PHASES, n * _PHASES)
        white = np.asarray(cv2.resize(high, size, interpolation=cv2.INTER_LINEAR), np.float32)
        black = cv2.resize(low, size, interpolation=cv2.INTER_LINEAR)
        ink = (white - patch) / (white - black)
    else:
        white, contrast = _shade(cells.mean(axis=(1, 3)), known, dark)
        ink = (white - patch) / contrast
    return np.ascontiguousarray(
        ink.reshape(n, _PHASES, n, _PHASES).transpose(1, 3, 0, 2), np.float32
    )


def _shade(cells: Pixels, known: NDArray[np.bool_], dark: Soft) -> tuple[Pixels, float]:
    """Return the light of paper as a plane through the quiet zone, and how much darker ink is."""
    n = len(dark)
    ones = np.ones((3, 3), np.uint8)
    paper = cv2.dilate(dark + ~known, ones) == 0
    stones = cv2.erode(dark * known, ones) > 0
    place = np.arange(n) / n - 0.5
    y, x = np.meshgrid(place, place, indexing="ij")
    plane = np.stack([np.ones((n, n)), x, y], axis=-1)
    slope = np.linalg.lstsq(plane[paper], cells[paper], rcond=None)[0]
    contrast = max(1.0, float(np.median((plane @ slope)[stones] - cells[stones])))
    fine = (np.arange(n * _PHASES) + 0.5) / (n * _PHASES) - 0.5 - 0.5 / n
    white = slope[0] + slope[1] * fine[None, :] + slope[2] * fine[:, None]
    return white.astype(np.float32), contrast


@cache
def _lessons(version: int) -> tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.float64]]:
    """Return the places whose whole neighbourhood is known, that neighbourhood, and weights."""
    known, dark = _known(version)
    whole = np.ones((2 * _REACH + 1, 2 * _REACH + 1), np.uint8)
    full = (
        cv2.erode(known.astype(np.uint8), whole, borderType=cv2.BORDER_CONSTANT, borderValue=1) > 0
    )
    full[[0, -1]] = full[:, [0, -1]] = False
    ys, xs = np.nonzero(full)
    around = np.pad(dark, _REACH)
    steps = range(2 * _REACH + 1)
    rows = [around[ys + i, xs + j] for i in steps for j in steps]
    table = np.stack([*rows, np.ones(len(ys))], axis=1).astype(np.float64)
    weights = np.where(table[:, :-1].any(axis=1), 1.0, _FAR_WEIGHT)
    return ys * len(dark) + xs, table, weights


def _learnt(ink: Pixels, version: int, spread: Pixels, trust: float) -> tuple[Pixels, Pixels]:
    """Return the spread and the offset of each phase that explain the known modules best."""
    places, table, weights = _lessons(version)
    weighted = table * weights[:, None]
    count = table.shape[1] - 1
    ridge = np.append(np.full(count, trust), trust / 10)
    total = weighted.T @ table + np.diag(ridge)
    seen = ink.reshape(_PHASES**2, -1)[:, places].T
    expected = np.vstack([spread.reshape(_PHASES**2, count).T, np.zeros((1, _PHASES**2))])
    solved = np.linalg.solve(total, weighted.T @ seen + ridge[:, None] * expected)
    side = (_PHASES, _PHASES)
    learnt = solved[:-1].T.reshape(*side, 2 * _REACH + 1, 2 * _REACH + 1)
    return learnt.astype(np.float32), solved[-1].reshape(side).astype(np.float32)


def _solved(ink: Pixels, spread: Pixels, known: NDArray[np.bool_], dark: Soft) -> Soft:
    """Return the modules, 0 to 1, that explain the ink."""
    twice = np.zeros((4 * _REACH + 1,) * 2, np.float32)
    seen = np.zeros_like(dark)
    for kernels, inks in zip(spread, ink, strict=True):
        for kernel, one in zip(kernels, inks, strict=True):
            twice += cv2.filter2D(
                np.pad(kernel, _REACH), -1, kernel, borderType=cv2.BORDER_CONSTANT
            )
            seen += cv2.filter2D(one, -1, kernel[::-1, ::-1], borderType=cv2.BORDER_REPLICATE)
    rate = _RATE / float(np.abs(twice).sum())
    found = np.clip(ink.mean(axis=(0, 1)), 0, 1)
    found[known] = dark[known]
    ahead, momentum = found, 1.0
    for step in range(_STEPS):
        model = cv2.filter2D(ahead, -1, twice, borderType=cv2.BORDER_CONSTANT)
        fresh = ahead - rate * (model - seen)
        if step >= _STEPS // 2:
            fresh += _PUSH * (ahead - 0.5)
        fresh = np.clip(fresh, 0, 1)
        fresh[known] = dark[known]
        following = (1 + sqrt(1 + 4 * momentum**2)) / 2
        ahead = fresh + (momentum - 1) / following * (fresh - found)
        found, momentum = fresh, following
    return np.asarray(found, np.float32)
