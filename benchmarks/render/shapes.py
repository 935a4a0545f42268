"""What a sheet is bent to. A shape maps a view of the sheet back onto the sheet.

All lengths are modules from the middle of the sheet's first code, x to the right and y down. A
shape takes the view's points and returns the sheet's points, and how bright the sheet is there;
where the view does not meet the sheet, the brightness is not a number.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from benchmarks.render.camera import Plane

Shape = Callable[[Plane, Plane], tuple[Plane, Plane, Plane]]

_WAVE_LENGTHS = (14.0, 32.0)
"""Of a wrinkle, in modules."""
_MOST_SQUEEZED = 0.85


def flat(x: Plane, y: Plane) -> tuple[Plane, Plane, Plane]:
    """Lie flat, seen from straight above."""
    return x, y, np.ones_like(x)


def tilted(angle: float, axis: float, distance: float) -> Shape:
    """Turn the plane away by an angle around an axis in it (radians); the camera's distance."""
    cos, sin, ca, sa = np.cos(angle), np.sin(angle), np.cos(axis), np.sin(axis)

    def shape(x: Plane, y: Plane) -> tuple[Plane, Plane, Plane]:
        along, across = ca * x + sa * y, ca * y - sa * x
        depth = distance * cos - across * sin
        v = across * distance / np.where(depth > 0.02 * distance, depth, np.nan)
        u = along * (1 + v * sin / distance)
        bright = np.where(np.isnan(v), np.nan, 1.0)
        return _f32(ca * u - sa * v), _f32(sa * u + ca * v), _f32(bright)

    return shape


def cylinder(half_angle: float, half_side: float, axis: float, lean: tuple[float, float]) -> Shape:
    """Bend around a cylinder: from the middle to the code's edge it turns by `half_angle`.

    `axis` turns the cylinder's axis in the picture (radians, 0 upright); `lean` is how far it leans
    away from the camera, and the camera's distance.
    """
    radius, (angle, distance) = half_side / half_angle, lean
    ca, sa, cl, sl = np.cos(axis), np.sin(axis), np.cos(angle), np.sin(angle)

    def shape(x: Plane, y: Plane) -> tuple[Plane, Plane, Plane]:
        # Squares of long distances are subtracted below: single precision is not enough.
        across, along = (
            np.asarray(axis, np.float64) for axis in (ca * x + sa * y, ca * y - sa * x)
        )
        # A ray from the camera meets the cylinder: a square equation in the cylinder's own frame.
        from_y, from_z = sl * distance, -cl * distance - radius
        to_y, to_z = cl * along - sl * distance, sl * along + cl * distance
        a, b = across**2 + to_z**2, from_z * to_z
        inside = b**2 - a * (from_z**2 - radius**2)
        far = (-b - np.sqrt(np.where(inside > 0, inside, np.nan))) / a
        sine, cosine = far * across / radius, -(from_z + far * to_z) / radius
        u, v = radius * np.arctan2(sine, cosine), from_y + far * to_y
        bright = 0.35 + 0.65 * np.clip(cosine, 0, 1)
        return _f32(ca * u - sa * v), _f32(sa * u + ca * v), _f32(bright)

    return shape


@dataclass(frozen=True, slots=True)
class Wave:
    """One sine over the sheet: wave vector (radians a module), direction it moves points, phase."""

    kx: float
    ky: float
    moved: float
    phase: float


def wrinkled(rng: Generator, amplitude: float) -> Shape:
    """Move the sheet's points by three sines, each of this amplitude in modules, without a fold."""
    waves = [_wave(rng) for _ in range(3)]
    while amplitude * sum(_squeeze(wave) for wave in waves) > _MOST_SQUEEZED:
        waves = [_wave(rng) for _ in range(3)]

    def shape(x: Plane, y: Plane) -> tuple[Plane, Plane, Plane]:
        u, v, bright = x.copy(), y.copy(), np.ones_like(x)
        for wave in waves:
            at = wave.kx * x + wave.ky * y + wave.phase
            u += _f32(amplitude * np.cos(wave.moved) * np.sin(at))
            v += _f32(amplitude * np.sin(wave.moved) * np.sin(at))
            bright -= _f32(0.1 * min(1.0, amplitude) * np.cos(at))
        return u, v, bright

    return shape


def _wave(rng: Generator) -> Wave:
    turn, k = rng.uniform(0, 2 * np.pi), 2 * np.pi / rng.uniform(*_WAVE_LENGTHS)
    moved = turn + rng.uniform(-1.2, 1.2)
    return Wave(k * np.cos(turn), k * np.sin(turn), moved, rng.uniform(0, 2 * np.pi))


def _squeeze(wave: Wave) -> float:
    """Return by how much a wave of amplitude 1 squeezes the sheet at most."""
    return float(abs(np.cos(wave.moved) * wave.kx + np.sin(wave.moved) * wave.ky))


def crumpled(rng: Generator, roughness: float, side: float) -> Shape:
    """Crumple: flat facets between sharp creases, seen at a slant; heights in modules."""
    folds = int(rng.integers(9, 15))
    turns = rng.uniform(0, 2 * np.pi, folds)
    places = rng.uniform(-0.8, 0.8, folds) * side
    steep = rng.normal(0, roughness, folds)
    slant, light = rng.uniform(0, 2 * np.pi), rng.uniform(0, 2 * np.pi)
    level = float(np.sum(steep * np.sqrt(places**2 + 0.3)))

    def shape(x: Plane, y: Plane) -> tuple[Plane, Plane, Plane]:
        height, dx, dy = np.zeros_like(x), np.zeros_like(x), np.zeros_like(x)
        for turn, place, rise in zip(turns, places, steep, strict=True):
            from_fold = np.cos(turn) * x + np.sin(turn) * y - place
            soft = np.sqrt(from_fold**2 + 0.3)
            height += _f32(rise * soft)
            slope = rise * from_fold / soft
            dx += _f32(np.cos(turn) * slope)
            dy += _f32(np.sin(turn) * slope)
        shift = 0.6 * (height - level)
        bright = np.clip(1 + 0.9 * (np.cos(light) * dx + np.sin(light) * dy), 0.25, 1.6)
        return _f32(x + np.cos(slant) * shift), _f32(y + np.sin(slant) * shift), _f32(bright)

    return shape


def after(first: Shape, second: Shape) -> Shape:
    """Bend by the second shape, then see that by the first."""

    def shape(x: Plane, y: Plane) -> tuple[Plane, Plane, Plane]:
        u, v, near = first(x, y)
        u, v, far = second(u, v)
        return u, v, _f32(near * far)

    return shape


def _f32(values: object) -> Plane:
    return np.asarray(values, np.float32)
