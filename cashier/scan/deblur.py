"""Blurred patch of a symbol → its modules: the binary matrix that, blurred, looks like the patch. Pure.

Projected gradient with momentum (FISTA) on the matrix of modules; fixed modules are given their
known values, and in the second half of the steps every module is pushed away from the middle.
"""

from functools import cache

import cv2
import numpy as np

from cashier.scan.qr.layout import function_modules

_PER_MODULE = 4
_STEPS = 25


def envelope(patch, per_module: int):
    """Return the patch from 0 (light) to 1 (dark), shade removed."""
    n = len(patch) // per_module
    cells = patch.reshape(n, per_module, n, per_module)
    kernel = np.ones((5, 5), np.uint8)
    high = cv2.GaussianBlur(cv2.dilate(cells.max(axis=(1, 3)), kernel), (0, 0), 3)
    low = cv2.GaussianBlur(cv2.erode(cells.min(axis=(1, 3)), kernel), (0, 0), 3)
    size = (len(patch), len(patch))
    high = cv2.resize(high, size, interpolation=cv2.INTER_LINEAR)
    low = cv2.resize(low, size, interpolation=cv2.INTER_LINEAR)
    spread = np.maximum(high - low, max(1.0, 0.12 * float((high - low).max())))
    return np.clip((high - patch) / spread, 0, 1)


@cache
def _optics(n: int, sigma: float):
    """Return the blur of modules along one axis: a (4 n, n) matrix, and its square (n, n)."""
    side = n * _PER_MODULE
    edges = np.arange(n + 1) * _PER_MODULE - 0.5
    steps = ndtr((edges[None, :] - np.arange(side)[:, None]) / (sigma * _PER_MODULE))
    steps[:, 0], steps[:, -1] = 0, 1
    spread = np.diff(steps, axis=1).astype(np.float32)
    return spread, spread.T @ spread


def ndtr(x):
    from math import erf
    return np.vectorize(lambda v: (1 + erf(v / 2**0.5)) / 2)(x)


def deblur(patch, version: int, sigma: float, steps: int = _STEPS, push: float = 0.04):
    """Return soft modules of a patch (n * 4, n * 4); sigma: the blur in modules."""
    fixed = function_modules(version)
    n = len(fixed.dark)
    known, dark = fixed.known, fixed.dark.astype(np.float32)
    spread, square = _optics(n, sigma)
    seen = envelope(patch, _PER_MODULE).astype(np.float32)
    back = spread.T @ seen @ spread / _PER_MODULE**2
    square = square / _PER_MODULE
    x = seen.reshape(n, _PER_MODULE, n, _PER_MODULE).mean(axis=(1, 3))
    x[known] = dark[known]
    y, momentum = x, 1.0
    for step in range(steps):
        fresh = y - 1.6 * (square @ y @ square - back)
        if step >= steps // 2:
            fresh += push * (y - 0.5)
        fresh = np.clip(fresh, 0, 1)
        fresh[known] = dark[known]
        following = (1 + (1 + 4 * momentum**2) ** 0.5) / 2
        y = fresh + (momentum - 1) / following * (fresh - x)
        x, momentum = fresh, following
    return (2 * x - 1).astype(np.float32)
