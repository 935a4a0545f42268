"""How a symbol's edges are spread, and whether something beats with its pixels. Pure.

The modules of a code are as good as random, so their spectrum is known; what is missing of its high
frequencies was taken by the blur, direction by direction, wherever exactly the modules lie.
"""

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from cashier.scan.faults.view import FINE, View
from cashier.scan.grid import Floats

_LOW, _HIGH = 0.07, 0.62
"""Cycles a module between which the spread is measured."""
_NOISE_FROM = 1.7
_ABOVE_NOISE = 2.5
_SECTORS, _RINGS = 8, 9
_STANDS_OUT = 20.0
"""How many times the power around it a beat's peak has; chance alone gives ten."""
_BEAT_FROM = 0.25
_LEAST_CONTRAST = 12.0
_CAMERA_PX = 0.62
"""Deviation, in pixels, of the blur that every decent camera has, its pixels' size included."""


def spread(view: View) -> tuple[float, float, float]:
    """Return the deviation of the blur in modules: the widest way, across that, the direction.

    What any camera adds is taken out. The direction is in radians in the straightened symbol.
    """
    power, floor = view.power, _noise(view.power)
    sector_power = _binned(power)
    middles, weights = _bins(len(power))
    signal = sector_power / np.maximum(_ideal(len(power)), 1e-6)
    known = (sector_power > _ABOVE_NOISE * floor) & (weights > 0)
    log = np.log(np.maximum(signal - floor, 1e-9))
    fx, fy = middles
    rows = np.stack([np.ones_like(fx), fx * fx, 2 * fx * fy, fy * fy], axis=-1)
    use = known.ravel()
    if use.sum() < 8:
        return 2.0, 2.0, 0.0
    table, wanted = rows.reshape(-1, 4)[use], log.ravel()[use]
    weight = np.sqrt(weights.ravel()[use])[:, None]
    ridge = 1e-4 * np.eye(4)
    solved = np.linalg.solve(
        (table * weight).T @ (table * weight) + ridge, (table * weight**2).T @ wanted
    )
    cover = -np.array([[solved[1], solved[2]], [solved[2], solved[3]]]) / (4 * np.pi**2)
    cover -= _camera(view)
    values, vectors = np.linalg.eigh(cover)
    wide = vectors[:, 1]
    narrow, widest = (float(np.sqrt(max(0.0, value))) for value in values)
    return widest, narrow, float(np.arctan2(wide[1], wide[0]))


def _camera(view: View) -> Floats:
    """Return the covariance, in modules, of the blur that the camera's pixels bring."""
    steps = view.steps
    if abs(float(np.linalg.det(steps))) < 1e-3:
        return np.zeros((2, 2))
    back = np.linalg.inv(steps)
    return np.asarray(_CAMERA_PX**2 * back @ back.T, np.float64)


def _noise(power: Floats) -> float:
    """Return the power of noise at one frequency, where no module reaches."""
    far = _radius(len(power)) > _NOISE_FROM
    return float(np.median(power[far]) / np.log(2))


@cache
def _radius(side: int) -> Floats:
    """Return the frequency of each place of a spectrum in cycles a module."""
    line = np.fft.fftshift(np.fft.fftfreq(side)) * FINE
    return np.asarray(np.hypot(line[:, None], line[None, :]))


@cache
def _places(side: int) -> NDArray[np.intp]:
    """Return the bin of each place of a spectrum; the last one is for all that does not count."""
    line = np.fft.fftshift(np.fft.fftfreq(side)) * FINE
    angle = np.arctan2(line[:, None], line[None, :]) % np.pi
    ring = np.floor((_radius(side) - _LOW) / (_HIGH - _LOW) * _RINGS).astype(int)
    sector = np.floor(angle / np.pi * _SECTORS + 0.5).astype(int) % _SECTORS
    inside = (ring >= 0) & (ring < _RINGS)
    return np.where(inside, sector * _RINGS + ring, _SECTORS * _RINGS)


def _binned(power: Floats) -> Floats:
    places = _places(len(power)).ravel()
    count = np.bincount(places, minlength=_SECTORS * _RINGS + 1)
    total = np.bincount(places, power.ravel(), minlength=_SECTORS * _RINGS + 1)
    return (total / np.maximum(count, 1))[:-1].reshape(_SECTORS, _RINGS)


@cache
def _bins(side: int) -> tuple[tuple[Floats, Floats], Floats]:
    """Return the middle frequency (x, y) of each bin and how many places it has."""
    count = np.bincount(_places(side).ravel(), minlength=_SECTORS * _RINGS + 1)[:-1]
    sector, ring = np.meshgrid(np.arange(_SECTORS), np.arange(_RINGS), indexing="ij")
    angle = sector * np.pi / _SECTORS
    far = _LOW + (ring + 0.5) / _RINGS * (_HIGH - _LOW)
    return (far * np.cos(angle), far * np.sin(angle)), count.reshape(_SECTORS, _RINGS).astype(float)


@cache
def _ideal(side: int) -> Floats:
    """Return the power of random modules in each bin, up to a factor."""
    line = np.sinc(np.fft.fftshift(np.fft.fftfreq(side)) * FINE) ** 2
    return _binned(np.outer(line, line))


def beat(view: View) -> float:
    """Return how strong a regular pattern over the symbol is that is not its own, 0 to 1.

    Its amplitude as a share of the symbol's contrast. Random modules have no peaks in their
    spectrum but for those along the axes, at whole numbers of cycles a module.
    """
    power = view.power
    side = len(power)
    peak = cv2.blur(power, (3, 3))
    usual = np.exp(cv2.blur(cv2.medianBlur(np.log(power + 1e-6).astype(np.float32), 5), (9, 9)))
    beats = (peak > _STANDS_OUT * usual) & _free(side)
    if not beats.any():
        return 0.0
    amplitude = 6 * np.sqrt(float(peak[beats].max())) / float(np.hanning(side + 2).sum()) ** 2
    return float(min(1.0, amplitude / max(_LEAST_CONTRAST, view.tones.paper - view.tones.ink)))


@cache
def _free(side: int) -> NDArray[np.bool_]:
    """Return the frequencies at which the modules themselves have no peak."""
    line = np.abs(np.fft.fftshift(np.fft.fftfreq(side)) * FINE)
    whole = (np.abs(line - np.round(line)) < 0.22) & (line > 0.5)
    axis, half = line < 0.22, np.abs(line * 2 - np.round(line * 2)) < 0.06
    own = (axis[:, None] & whole[None, :]) | (whole[:, None] & axis[None, :])
    return np.asarray(~own & ~(half[:, None] & half[None, :]) & (_radius(side) > _BEAT_FROM))
