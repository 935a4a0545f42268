"""Pixels → numbers: straightens a code and measures it. No judgement here.

Measures are of what the camera saw, not of calibrated reflectance: "ISO-informed", never a
certified grade.
"""

from math import hypot

import cv2
import numpy as np

from cashier.scan.engines import Picture
from cashier.scan.measures import Measures
from cashier.scan.reading import Corners
from cashier.scan.symbol import Symbol

_PER_MODULE = 6
_LINEAR_ROWS = 24
_GUESSED_ACROSS = 25
_LINEAR_ACROSS = {"EAN13": 95, "EAN8": 67, "UPCA": 95}
_MAX_ACROSS = 400


def modules_across(symbol: Symbol) -> int:
    """Return how many modules the symbol is wide; an undecoded one is taken as version 2."""
    if symbol.symbology == "QRCode":
        return 17 + 4 * symbol.version if symbol.version is not None else _GUESSED_ACROSS
    if symbol.symbology in _LINEAR_ACROSS:
        return _LINEAR_ACROSS[symbol.symbology]
    return min(_MAX_ACROSS, _code128_modules(symbol.text.reveal() if symbol.text else ""))


def _code128_modules(text: str) -> int:
    """Start, data, check, stop: two digits share a character where the writer packs them."""
    if text.isascii() and text.isdigit():
        characters = len(text) // 2 + 2 * (len(text) % 2)
    else:
        characters = len(text)
    return 11 * (characters + 2) + 13


def measure(picture: Picture, symbol: Symbol) -> Measures:
    """Straighten the symbol and measure it."""
    across = modules_across(symbol)
    square = symbol.symbology == "QRCode"
    size = (across * _PER_MODULE, across * _PER_MODULE if square else _LINEAR_ROWS)
    patch = _straighten(picture, symbol.corners, size)
    low, high = (float(value) for value in np.percentile(patch, (1, 99)))
    along = _edge(patch, high - low) / _PER_MODULE
    across_edge = _edge(patch.T, high - low) / _PER_MODULE if square else along
    sides = _sides(symbol.corners, square=square)
    return Measures(
        module_px=min(sides) / across,
        contrast=(high - low) / 255,
        lightest=high / 255,
        edge_along=along,
        edge_across=across_edge,
        linear=not square,
    )


def _straighten(picture: Picture, corners: Corners, size: tuple[int, int]) -> Picture:
    """Return the symbol as an upright rectangle."""
    width, height = size
    target = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    source = np.array(corners, np.float32)
    if abs(float(cv2.contourArea(source))) < 1.0:
        source += np.array([(0, -1), (0, -1), (0, 1), (0, 1)], np.float32)
    forward = cv2.getPerspectiveTransform(source, target)
    patch = cv2.warpPerspective(picture, forward, size, flags=cv2.INTER_LINEAR)
    return np.asarray(patch, np.uint8)


def _edge(patch: Picture, contrast: float) -> float:
    """Return the width of a typical edge along the rows, in patch pixels: contrast over slope."""
    if contrast < 1:
        return float("inf")
    rows = patch.astype(np.float32)
    slope = np.abs((rows[:, 2:] - rows[:, :-2]) / 2)
    middle = slope[:, 1:-1]
    peak = (middle >= slope[:, :-2]) & (middle > slope[:, 2:]) & (middle > contrast / 40)
    steepest = middle[peak]
    if steepest.size == 0:
        return float("inf")
    return contrast / float(np.percentile(steepest, 75))


def _sides(corners: Corners, *, square: bool) -> tuple[float, ...]:
    ring = zip(corners, (*corners[1:], corners[0]), strict=True)
    lengths = tuple(hypot(bx - ax, by - ay) for (ax, ay), (bx, by) in ring)
    return lengths if square else lengths[0::2]
