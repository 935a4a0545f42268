"""What light does between a code and the camera: glare, reflections, scratches, lamps, moiré.

Lengths named modules are the sheet's, the others are pixels of the picture.
"""

import cv2
import numpy as np
from numpy.random import Generator

from benchmarks.render.camera import Plane, blurred, smooth_noise
from benchmarks.render.shot import Effect, Place, View


def blob(x: float, y: float, radius: float, light: float = 2.5) -> Effect:
    """Return glare: a saturated disk with a soft edge, lengths in modules."""

    def effect(seen: Plane, view: View) -> Plane:
        away = np.nan_to_num(np.hypot(view[0] - x, view[1] - y), nan=1e6)
        veil = light / (1 + np.exp(np.clip((away - radius) * 5, -30, 30)))
        halo = 0.12 * np.exp(-np.maximum(away - radius, 0) / (0.5 * radius + 1))
        return np.asarray(seen + veil + halo, np.float32)

    return effect


def lamps(rng: Generator, side: float) -> tuple[Effect, ...]:
    """Return some lamps mirrored in a glossy print: blots with halos, anywhere on the code."""
    found = []
    for _ in range(int(rng.integers(2, 6))):
        x, y = rng.uniform(-0.45, 0.45, 2) * side
        found.append(_lobe((x, y), rng.uniform(1, 0.12 * side + 1), rng.uniform(1, 4), rng))
    return tuple(found)


def _lobe(at: tuple[float, float], radius: float, light: float, rng: Generator) -> Effect:
    """Return one lamp in gloss: an ellipse that falls off like a bell, and its wide halo."""
    turn, narrow, halo = rng.uniform(0, np.pi), rng.uniform(0.4, 1), rng.uniform(0, 0.03)
    cos, sin = np.cos(turn), np.sin(turn)

    def effect(seen: Plane, view: View) -> Plane:
        u, v = (
            np.nan_to_num(axis - middle, nan=1e3) for axis, middle in zip(view, at, strict=False)
        )
        away = np.hypot(cos * u + sin * v, (cos * v - sin * u) / narrow) / radius
        veil = np.exp(-(away**2) / 2) + halo / (1 + (away / 1.2) ** 2)
        return np.asarray(seen + light * veil, np.float32)

    return effect


def sunlit(rng: Generator, size: tuple[int, int], span: float) -> Plane:
    """Return light of (width, height) through leaves: patches of sun, a third of `span` wide."""
    wide = rng.uniform(0.12, 0.5) * span
    leaves = smooth_noise(rng, size, (wide, wide)) + 0.5 * smooth_noise(rng, size, (wide / 3,) * 2)
    edge = wide / rng.uniform(0.5, 6) / 2
    sun = 1 / (1 + np.exp(np.clip((rng.uniform(-0.3, 0.8) - leaves) * edge, -30, 30)))
    return np.asarray(rng.uniform(0.05, 0.35) + rng.uniform(0.6, 2.6) * sun, np.float32)


def stripes(rng: Generator, side: float) -> Effect:
    """Return the glare of lamps on a laminated card that is not quite flat: bent soft stripes."""
    turn, bend = rng.uniform(0, np.pi), rng.uniform(0.02, 0.08) * side
    count, first = int(rng.integers(1, 4)), rng.uniform(-0.45, 0.1) * side
    gap, width = rng.uniform(0.25, 0.4) * side, rng.uniform(0.02, 0.05) * side
    strength = rng.uniform(0.5, 2.2)

    def effect(seen: Plane, view: View) -> Plane:
        along = np.cos(turn) * view[0] + np.sin(turn) * view[1]
        across = np.cos(turn) * view[1] - np.sin(turn) * view[0]
        across = across + bend * np.sin(along * 2 * np.pi / side) + 0.15 * bend * np.sin(along)
        glare = np.zeros_like(seen)
        for number in range(count):
            away = (across - first - number * gap) / width
            glare += np.asarray(np.exp(-(np.abs(away) ** 1.6) / 2), np.float32)
        fade = 0.4 + 0.6 * np.exp(-((along / side) ** 2) * 3)
        light = np.nan_to_num(strength * glare * fade + 0.03)
        return np.asarray(seen + light, np.float32)

    return effect


def lamp(rng: Generator, place: Place, side: float) -> Effect:
    """Return a window or a lamp right beside the code, far too bright, and its bloom."""
    turn, panes = rng.uniform(0, 2 * np.pi), bool(rng.integers(2))
    reach = side * place.pitch * rng.uniform(0.85, 1.15)
    x, y = place.x + reach * np.cos(turn), place.y + reach * np.sin(turn)
    sides = rng.uniform(0.5, 1.0, 2) * side * place.pitch
    lean, bright, bloom = rng.uniform(0, 90), rng.uniform(2, 6), rng.uniform(0.004, 0.02)

    def effect(seen: Plane, _view: View) -> Plane:
        glow = np.zeros_like(seen)
        if panes:
            box = cv2.boxPoints(((float(x), float(y)), tuple(map(float, sides)), float(lean)))
            cv2.fillPoly(glow, [box.astype(np.int32)], float(bright), cv2.LINE_AA)
            cv2.line(glow, box[:2].mean(0).astype(int), box[2:].mean(0).astype(int), 0.02, 7)
        else:
            cv2.circle(glow, (int(x), int(y)), int(sides.min() / 2.2), float(bright), -1)
        # Twice at a quarter of the size is what a very wide blur costs least.
        small = cv2.resize(glow, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
        wide = blurred(np.asarray(small, np.float32), 0.05 * seen.shape[1])
        veil = cv2.resize(wide, seen.shape[::-1], interpolation=cv2.INTER_LINEAR)
        return np.asarray(seen + blurred(glow, 2.0) + bloom * 4 * veil, np.float32)

    return effect


def reflection(rng: Generator, strength: float) -> Effect:
    """Return a street mirrored in the glass before the code: a pale, soft second picture."""

    def effect(seen: Plane, _view: View) -> Plane:
        height, width = seen.shape
        street = np.full_like(seen, 0.15)
        for _ in range(14):
            box = (rng.uniform(0, width), rng.uniform(0, height))
            sides = (rng.uniform(15, 0.5 * width), rng.uniform(10, 0.5 * height))
            points = cv2.boxPoints((box, sides, rng.normal(0, 8))).astype(np.int32)
            cv2.fillPoly(street, [points], rng.uniform(0, 1.0), cv2.LINE_AA)
        return np.asarray(seen + strength * blurred(street, rng.uniform(2, 7)), np.float32)

    return effect


def scratched_glass(rng: Generator, strength: float) -> Effect:
    """Return scratches that scatter light, and smears of fingers that soften what is behind."""

    def effect(seen: Plane, _view: View) -> Plane:
        height, width = seen.shape
        marks = np.zeros_like(seen)
        main = rng.uniform(0, np.pi)
        for _ in range(int(rng.integers(25, 60))):
            start = rng.uniform((0, 0), (width, height))
            turn, length = rng.normal(main, 0.5), rng.gamma(2.0, 60.0)
            bow = rng.normal(0, 0.1)
            steps = np.linspace(0, length, 12)
            turns = turn + bow * steps / length
            line = start + np.stack((np.cos(turns) * steps, np.sin(turns) * steps), 1)
            light = float(rng.uniform(0.2, 1.0))
            cv2.polylines(
                marks, [line.astype(np.int32)], isClosed=False, color=light, lineType=cv2.LINE_AA
            )
        smear = np.clip(smooth_noise(rng, (width, height), (90, 60)) * 0.5, 0, 0.85)
        soft = blurred(seen, 3.0) + 0.25 * strength
        return np.asarray(seen + smear * (soft - seen) + strength * marks, np.float32)

    return effect


def moire(rng: Generator, pitch: float, depth: float) -> Effect:
    """Return the beat of a display's dots with the camera's pixels; `pitch` in modules.

    Each pixel looks at the dots in one point, as sensors almost do: the beat comes by itself.
    """
    x, y = rng.uniform(0, 1, 2)

    def effect(seen: Plane, view: View) -> Plane:
        columns = np.cos(2 * np.pi * (view[0] / pitch + x))
        rows = np.cos(2 * np.pi * (view[1] / pitch + y))
        dots = 1 + depth * (0.7 * columns + 0.5 * rows)
        return np.asarray(seen * np.nan_to_num(dots, nan=1.0), np.float32)

    return effect
