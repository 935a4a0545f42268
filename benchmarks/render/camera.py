"""From light to a picture: defocus, saturation, sensor noise, tone curve, JPEG.

Light is linear, 1 saturates the sensor; pictures are grey levels.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Plane = NDArray[np.float32]
"""Rows × columns of linear light."""
Picture = NDArray[np.uint8]
"""Rows × columns of grey levels."""

_GAMMA = 2.2
_SHOT = 0.012
_READ = 0.004
_LINEAR = 65535
_TONES = np.asarray((np.arange(_LINEAR + 1) / _LINEAR) ** (1 / _GAMMA) * 255 + 0.5, np.uint8)
"""The grey of every step of linear light."""


@dataclass(frozen=True, slots=True)
class Lens:
    """How one picture is taken.

    `defocus` is the standard deviation of the blur in pixels, of a Gaussian or (`disk`) of a disk
    with the same second moment; `noise` multiplies the usual sensor noise; `quality` is JPEG's.
    """

    defocus: float = 0.0
    disk: bool = False
    noise: float = 1.0
    quality: int = 85


def usual_lens(rng: Generator, defocus: float = 0.5) -> Lens:
    """Return a decent camera's lens."""
    return Lens(defocus, noise=rng.uniform(0.8, 1.8), quality=int(rng.integers(65, 93)))


def to_light(grey: float) -> float:
    """Return the light of a grey from 0 to 1."""
    return float(grey**_GAMMA)


def expose(light: Plane, lens: Lens, rng: Generator, grain: Plane | None = None) -> Picture:
    """Return the picture that a sensor takes of this light.

    `grain` is normal noise of the light's shape that was drawn before; without it, `rng` draws it.
    """
    seen = np.clip(blurred(light, lens.defocus, disk=lens.disk), 0, 1)
    spread = np.sqrt(np.float32(_SHOT**2) * seen + np.float32(_READ**2))
    noise = rng.standard_normal(seen.shape, np.float32) if grain is None else grain
    spread *= noise
    spread *= np.float32(lens.noise * _LINEAR)
    seen *= np.float32(_LINEAR)
    seen += spread
    steps = np.clip(seen, 0, _LINEAR, out=seen).astype(np.uint16)
    return jpeg(np.take(_TONES, steps), lens.quality)


def jpeg(picture: Picture, quality: int) -> Picture:
    """Return the picture after JPEG; grey or coloured as it came."""
    _, data = cv2.imencode(".jpg", picture, (cv2.IMWRITE_JPEG_QUALITY, quality))
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_UNCHANGED), np.uint8)


def blurred(light: Plane, sigma: float, *, disk: bool = False) -> Plane:
    """Blur with a Gaussian, or with a disk of the same second moment (radius 2 sigma)."""
    if sigma <= 0:
        return light
    if not disk:
        return np.asarray(cv2.GaussianBlur(light, (0, 0), sigma), np.float32)
    return np.asarray(cv2.filter2D(light, -1, _disk(2 * sigma)), np.float32)


def _disk(radius: float) -> Plane:
    """Return the kernel of a disk with soft edges; its weights sum to 1."""
    reach = int(np.ceil(radius + 1))
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    weights = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1)
    return np.asarray(weights / weights.sum(), np.float32)


def smooth_noise(rng: Generator, size: tuple[int, int], grain: tuple[float, float]) -> Plane:
    """Return noise of (width, height) with grains of (x, y) pixels; mean 0, deviation 1."""
    width, height = size
    columns = max(2, round(width / grain[0])) + 3
    rows = max(2, round(height / grain[1])) + 3
    coarse = rng.standard_normal((rows, columns), np.float32)
    fine = cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)
    return np.asarray((fine - fine.mean()) / (fine.std() + 1e-6), np.float32)
