"""Three finders → where the modules lie, taken for a flat symbol. No judgement here."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from cashier.scan.grid import Floats, Grid, Pixels, grid_of, quick_values
from cashier.scan.qr.layout import function_modules, size_of

_FINDER = np.array([(-3.5, -3.5), (3.5, -3.5), (3.5, 3.5), (-3.5, 3.5)])


@dataclass(frozen=True, slots=True, eq=False)
class Flat:
    """A flat symbol's homography, modules → pixels, and how well fixed modules agree, -1 to 1."""

    version: int
    homography: Floats
    agreement: float

    def grid(self) -> Grid:
        return grid_of(self.homography, size_of(self.version))


def estimated_version(frames: Floats) -> float:
    """Return the version, not rounded, that the distances between finders suggest.

    frames: (3, 3, 2): corner finder, along the row, along the column; each centre, u, v.
    """
    modules = []
    for other, axis in ((1, 1), (2, 2)):
        step = frames[other, 0] - frames[0, 0]
        a, b = (np.linalg.solve(frames[k, 1:].T, step)[axis - 1] for k in (0, other))
        # Perspective makes one finder's module longer than the other's.
        modules.append(2 * a * b / (a + b) if a > 0 and b > 0 else max(a, b))
    return (sum(modules) / 2 + 7 - 17) / 4


def finder_points(frames: Floats, size: int) -> tuple[Floats, Floats]:
    """Return the finders' twelve corners, in modules and in pixels."""
    places = np.array([(3.5, 3.5), (size - 3.5, 3.5), (3.5, size - 3.5)])
    modules = (places[:, None] + _FINDER[None]).reshape(-1, 2)
    pixels = (frames[:, None, 0] + _FINDER @ frames[:, 1:]).reshape(-1, 2)
    return modules, pixels


def _crossing(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats | None:
    """Where the line through a and b meets that through c and d."""
    r, s = b - a, d - c
    det = r[0] * s[1] - r[1] * s[0]
    if abs(det) < 1e-9:
        return None
    k = ((c - a)[0] * s[1] - (c - a)[1] * s[0]) / det
    return a + k * r


def homographies(frames: Floats, size: int) -> Iterator[Floats]:
    """Yield guesses, the best of which is chosen by the fixed modules."""
    modules, pixels = finder_points(frames, size)
    least, _ = cv2.findHomography(modules, pixels, 0)
    if least is not None:
        yield least
    affine = np.linalg.lstsq(np.c_[modules, np.ones(12)], pixels, rcond=None)[0].T
    yield np.vstack([affine, [0, 0, 1]])
    fourth = _crossing(pixels[5], pixels[6], pixels[11], pixels[10])
    if fourth is not None:
        quad = np.array([pixels[0], pixels[5], fourth, pixels[11]], np.float32)
        square = np.array([(0, 0), (size, 0), (size, size), (0, size)], np.float32)
        if abs(float(cv2.contourArea(quad))) > size:
            yield cv2.getPerspectiveTransform(square, quad)


def agreement(picture: Pixels, grid: Grid, version: int) -> float:
    """Return how well the fixed modules agree with what is seen, -1 to 1."""
    fixed = function_modules(version)
    values = quick_values(picture, grid)
    dark, light = fixed.known & fixed.dark, fixed.known & ~fixed.dark
    low, high = float(np.median(values[dark])), float(np.median(values[light]))
    if high - low < 2:
        return -1.0
    soft = np.clip(((high + low) - 2 * values) / (high - low), -1, 1)
    signed = np.where(fixed.dark, soft, -soft)
    n = len(values)
    finders = np.zeros((n, n), bool)
    finders[:8, :8] = finders[-8:, :8] = finders[:8, -8:] = True
    others = fixed.known & ~finders
    return float(signed[others].mean() * 0.7 + signed[finders & fixed.known].mean() * 0.3)


def flats(picture: Pixels, frames: Floats) -> list[Flat]:
    """Return the plausible versions' best homographies, best first."""
    about = estimated_version(frames)
    slack = 1.6 + 0.12 * max(about, 0)
    found = []
    for version in range(max(1, round(about - slack)), min(40, round(about + slack)) + 1):
        size = size_of(version)
        guesses = [
            Flat(version, h, agreement(picture, grid_of(h, size), version))
            for h in homographies(frames, size)
        ]
        if guesses:
            found.append(max(guesses, key=lambda flat: flat.agreement))
    return sorted(found, key=lambda flat: -flat.agreement)


_ALIGNMENT = np.ones((5, 5), np.uint8) * 0
_ALIGNMENT[1:4, 1:4] = 255
_ALIGNMENT[2, 2] = 0


def aligned(picture: Pixels, frames: Floats, flat: Flat) -> Flat:
    """Return the flat symbol bent to where its last alignment pattern is seen."""
    if flat.version < 2:
        return flat
    size, scale = size_of(flat.version), 4
    reach = 5.0 if flat.version >= 7 else 3.5
    middle = size - 6.5
    low = middle - 2.5 - reach
    side = int(2 * (2.5 + reach) * scale)
    shift = np.array([[1 / scale, 0, low], [0, 1 / scale, low], [0, 0, 1]])
    # Pixel k of the window covers (k, k + 1) / scale modules: its middle is sampled.
    centre = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    window = cv2.warpPerspective(
        picture,
        flat.homography @ shift @ centre,
        (side, side),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    template = cv2.resize(_ALIGNMENT, None, fx=scale, fy=scale, interpolation=cv2.INTER_NEAREST)
    likeness = cv2.matchTemplate(window, template.astype(np.float32), cv2.TM_CCOEFF_NORMED)
    _, best, _, (x, y) = cv2.minMaxLoc(likeness)
    if best < 0.5:
        return flat
    seen = flat.homography @ np.array([low + x / scale + 2.5, low + y / scale + 2.5, 1.0])
    modules, pixels = finder_points(frames, size)
    modules = np.vstack([modules, np.full((8, 2), middle)])
    pixels = np.vstack([pixels, np.tile(seen[:2] / seen[2], (8, 1))])
    bent, _ = cv2.findHomography(modules, pixels, 0)
    if bent is None:
        return flat
    better = Flat(flat.version, bent, agreement(picture, grid_of(bent, size), flat.version))
    return better if better.agreement > flat.agreement else flat
