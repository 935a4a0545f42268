"""Picture → where a symbol seems to lie though not one finder pattern of it is seen.

Too small, rubbed off, burnt out or seen from the side, a code is still a patch of dark and light
that changes in both directions, with even paper around it. Print changes in one direction more than
in the other, wood and cloth have no two tones, and neither has a margin. What is found is for
judging faults: its corners are rough, and its modules are counted by how often the tones change.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

from cashier.scan.engines import Picture
from cashier.scan.grid import Floats, Pixels, corners_of
from cashier.scan.modules import modules_in, seems_random
from cashier.scan.qr.layout import Flags
from cashier.scan.sighting import sighted
from cashier.scan.symbol import Symbol

Mask = NDArray[np.uint8]
"""Rows × columns; 1 where something is, else 0."""

_LARGEST = 1280
"""Pixels of the longer side that are looked at."""
_LEVELS = 4
"""Sizes at which it is looked for, each half the one before: modules are one to ten pixels wide."""
_LEAST_SIDE = 24
_CALM, _NEAR = 0.7, 2.0
"""Blurs, in pixels: what takes noise out, and within which changes are added up."""
_AROUND = 13
_SEEDS = 6
"""Places at each size that are followed up."""
_STANDS_OUT = 4.0
_LEAST_CHANGE = 0.05
_SHARE = 0.25
"""Change, as a share of that at the seed, that still belongs to the patch."""
_BURNT, _BRIDGE = 248, 21
"""Light of a lamp's mirror image, and pixels that it may be wide between two parts of a patch."""
_LIT = 0.6
"""Share of the surroundings above which what burns out is the paper."""
_LEAST_AREA, _LEAST_INNER = 300.0, 100
_BESIDE = 8
"""Pixels around a patch that are looked at."""
_RECTANGLE = 0.8
"""Share of the rectangle around a patch that it must fill to be taken for one."""
_HULL = 0.02
_LEAST_SCORE = 0.65
_MOSTLY = 0.5
"""Area shared with a symbol from which on a patch is its modules: half of both together."""
_LOOKED_CLOSER, _CLOSER = 3, 0.4
"""Patches in which corner patterns are looked for, and how far around them, in sides: a pattern is
seven of 21 modules at most, and may all lie beside what is left of the rest."""
_DARK = (0.27, 0.68)
"""Share of dark that random modules have, damage and lamps included."""
_LEAST_TONES = 4.0
_EVEN = 0.2
_LIGHT = 0.2
_VERSIONS = (1, 11)


@dataclass(frozen=True, slots=True, eq=False)
class _Level:
    """The picture at one size, and how much it changes at each place in its steadier direction.

    Where it is `burnt` out nothing is known; `soft` is the light without its noise.
    """

    factor: float
    soft: Pixels
    change: Pixels
    burnt: Mask


@dataclass(frozen=True, slots=True, eq=False)
class _Patch:
    """Corners (4, 2) of a patch in the picture, and how much it is like a symbol, 0 to 1."""

    corners: Floats
    score: float

    def symbol(self, version: int | None = None) -> Symbol:
        """Return the symbol that it may be."""
        return Symbol("QRCode", None, corners_of(self.corners), version, rough=True)


def textured(picture: Picture) -> Symbol | None:
    """Return the patch of a picture that is most like a symbol, or None where there is none."""
    patches = [
        patch
        for level in _levels(picture)
        for mask in _masks(level)
        if (patch := _patch(level, mask)) is not None
    ]
    patches.sort(key=lambda patch: -patch.score)
    random = [patch for patch in patches if seems_random(picture, patch.corners)]
    met = (_met_in(picture, patch) for patch in _distinct(random)[:_LOOKED_CLOSER])
    closer = next((symbol for symbol in met if symbol is not None), None)
    if closer is not None:
        return closer
    for patch in patches:
        if patch.score < _LEAST_SCORE:
            return None
        modules = modules_in(picture, patch.corners)
        if modules is not None:
            version = int(np.clip(round((modules - 17) / 4), *_VERSIONS))
            return patch.symbol(version)
    return None


def _distinct(patches: list[_Patch]) -> list[_Patch]:
    """Leave out patches that lie where one more like a symbol lies."""
    kept: list[_Patch] = []
    for patch in patches:
        if not any(patch.symbol().shares_place_with(other.symbol()) for other in kept):
            kept.append(patch)
    return kept


def _met_in(picture: Picture, patch: _Patch) -> Symbol | None:
    """Return the symbol whose corner patterns are met when a patch is looked at by itself.

    In the whole picture other places outnumber them. Modules and patterns bear each other out, so
    that neither need be as sure as where there is nothing but it.
    """
    side = float(np.sqrt(cv2.contourArea(patch.corners.astype(np.float32))))
    start = np.maximum(patch.corners.min(axis=0) - _CLOSER * side, 0).astype(int)
    (left, top), (right, bottom) = start, (patch.corners.max(axis=0) + _CLOSER * side).astype(int)
    met = sighted(np.ascontiguousarray(picture[top:bottom, left:right]))
    if met is None:
        return None
    corners = np.array(met.corners) + start
    if _shared(corners, patch.corners) < _MOSTLY:
        return None
    return replace(met, corners=corners_of(corners))


def _shared(one: Floats, other: Floats) -> float:
    """Return the area that two quadrilaterals share, as a share of what they cover together."""
    a, b = (np.asarray(corners, np.float32) for corners in (one, other))
    shared = float(cv2.intersectConvexConvex(a, b)[0])
    return shared / max(cv2.contourArea(a) + cv2.contourArea(b) - shared, 1.0)


def _levels(picture: Picture) -> Iterator[_Level]:
    factor = min(1.0, _LARGEST / max(picture.shape))
    light = picture.astype(np.float32)
    if factor < 1:
        light = _shrunk(light, factor)
    for _ in range(_LEVELS):
        if min(light.shape) < _LEAST_SIDE:
            return
        burnt = np.asarray(light >= _BURNT, np.uint8)
        burnt = np.asarray(cv2.dilate(burnt, np.ones((3, 3), np.uint8)), np.uint8)
        soft = np.asarray(cv2.GaussianBlur(light, (0, 0), _CALM), np.float32)
        yield _Level(factor, soft, _change(soft), burnt)
        light, factor = _shrunk(light, 0.5), factor / 2


def _shrunk(light: Pixels, factor: float) -> Pixels:
    small = cv2.resize(light, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32)


def _change(soft: Pixels) -> Pixels:
    """Return the lesser eigenvalue of the structure tensor, without what the ground has of it."""
    across = cv2.Sobel(soft, cv2.CV_32F, 1, 0, ksize=1) / 2
    down = cv2.Sobel(soft, cv2.CV_32F, 0, 1, ksize=1) / 2
    a, b, c = (
        cv2.GaussianBlur(product, (0, 0), _NEAR)
        for product in (across * across, across * down, down * down)
    )
    lesser = (a + c) / 2 - np.sqrt(((a - c) / 2) ** 2 + b * b)
    return np.asarray(np.maximum(lesser - np.median(lesser), 0), np.float32)


def _masks(level: _Level) -> Iterator[Mask]:
    """Yield the patches around the places that change most."""
    wide = cv2.blur(level.change, (_AROUND, _AROUND))
    least = _STANDS_OUT * float(np.median(wide)) + _LEAST_CHANGE
    beside = np.ones((2 * _AROUND - 1,) * 2, np.uint8)
    rows, columns = np.nonzero((wide >= cv2.dilate(wide, beside)) & (wide > least))
    for number in np.argsort(-wide[rows, columns])[:_SEEDS]:
        row, column = int(rows[number]), int(columns[number])
        mask = np.asarray(level.change > _SHARE * wide[row, column], np.uint8)
        mask = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)))
        mask = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((7, 7), np.uint8)))
        mask = _bridged(mask, level.burnt)
        if mask[row, column]:
            cv2.floodFill(mask, None, (column, row), 2, flags=8)
            yield _filled(np.asarray(mask == 2, np.uint8))


def _bridged(mask: Mask, burnt: Mask) -> Mask:
    """Return the mask with its parts joined where a lamp's mirror image lies between them."""
    if not burnt.any():
        return mask
    wide = np.ones((_BRIDGE, _BRIDGE), np.uint8)
    gaps = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, wide), np.uint8)
    return np.asarray(mask | (gaps & burnt), np.uint8)


def _filled(mask: Mask) -> Mask:
    """Return the mask without holes."""
    framed = cv2.copyMakeBorder(mask, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    cv2.floodFill(framed, None, (0, 0), 2)
    return np.asarray(framed[1:-1, 1:-1] != 2, np.uint8)


def _patch(level: _Level, mask: Mask) -> _Patch | None:
    """Return a patch with its likeness; None where it cannot be a symbol."""
    quad = _quad(mask)
    area = float(cv2.contourArea(quad))
    # Nothing that is farther off tells of it.
    left, top, width, height = cv2.boundingRect(mask)
    near = np.s_[
        max(0, top - _BESIDE) : top + height + _BESIDE,
        max(0, left - _BESIDE) : left + width + _BESIDE,
    ]
    mask, soft, change = mask[near], level.soft[near], level.change[near]
    inner = cv2.erode(mask, np.ones((5, 5), np.uint8)) > 0
    ring = (cv2.dilate(mask, np.ones((9, 9), np.uint8)) > 0) & (
        cv2.dilate(mask, np.ones((3, 3), np.uint8)) == 0
    )
    lamp = _lamp(level.burnt[near], ring)
    ring, known = ring & ~lamp, inner & ~lamp
    if area < _LEAST_AREA or known.sum() < _LEAST_INNER or not ring.any():
        return None
    ink, paper = (float(value) for value in np.percentile(soft[known], (10, 90)))
    between = (ink + paper) / 2
    dark = float((soft[known] < between).mean())
    if paper - ink < _LEAST_TONES or not _DARK[0] <= dark <= _DARK[1]:
        return None
    light = float((soft[ring] > between + _LIGHT * (paper - between)).mean())
    unrest = float(np.median(change[ring]) / change[inner].mean())
    extent = min(1.0, float(mask.sum()) / area)
    corners = (quad.astype(np.float64) + 0.5) / level.factor - 0.5
    return _Patch(corners, extent * light * max(0.0, 1 - unrest / _EVEN / 2))


def _lamp(burnt: Mask, ring: Flags) -> Flags:
    """Return where a lamp burns the picture out; nowhere, if it is the paper around a patch."""
    lamp = np.asarray(cv2.dilate(burnt, np.ones((3, 3), np.uint8)) > 0)
    is_paper = not ring.any() or lamp[ring].mean() > _LIT
    return np.zeros_like(lamp) if is_paper else lamp


def _quad(mask: Mask) -> Pixels:
    """Return the four corners, clockwise, of what is about a rectangle, however it is seen."""
    outlines = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]
    hull = cv2.convexHull(max(outlines, key=cv2.contourArea))
    box = cv2.boxPoints(cv2.minAreaRect(hull))
    if cv2.contourArea(hull) >= _RECTANGLE * cv2.contourArea(box):
        return np.asarray(box, np.float32)
    points = cv2.approxPolyDP(hull, _HULL * cv2.arcLength(hull, closed=True), closed=True)[:, 0]
    quads = (np.array(four, np.float32) for four in combinations(points, 4))
    return max(quads, key=lambda quad: cv2.contourArea(quad), default=np.asarray(box, np.float32))
