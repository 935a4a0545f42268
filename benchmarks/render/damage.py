"""What happens to printed codes: pens, ink, stains, scratches, torn paper."""

import cv2
import numpy as np
from numpy.random import Generator

from benchmarks.render.camera import smooth_noise, to_light
from benchmarks.render.sheets import TEXTURE, Sheet


def stroke(sheet: Sheet, side: float, rng: Generator) -> None:
    """Draw a straight pen stroke across the code, dark or like correction fluid."""
    half = side / 2 * TEXTURE
    turn, off = rng.uniform(0, np.pi), rng.uniform(-0.8, 0.8) * half
    along = np.array([np.cos(turn), np.sin(turn)])
    foot = np.array(sheet.middle) + off * np.array([-along[1], along[0]])
    ends = [(foot + way * half * 1.3 * along).astype(int).tolist() for way in (-1, 1)]
    ink = to_light(float(rng.choice([0.25, 0.85])))
    thick = int(rng.uniform(0.6, 1.1) * TEXTURE)
    cv2.line(sheet.albedo, ends[0], ends[1], ink, thick, cv2.LINE_AA)


def scribble(sheet: Sheet, side: float, rng: Generator) -> None:
    """Draw with a ball pen: a wandering line."""
    turns = np.cumsum(rng.normal(0, 0.5, 60)) + rng.uniform(0, 2 * np.pi)
    steps = np.stack((np.cos(turns), np.sin(turns)), 1) * side * TEXTURE * 0.03
    start = np.array(sheet.middle) + rng.uniform(-0.4, 0.4, 2) * side * TEXTURE
    line = (start + np.cumsum(steps, 0)).astype(np.int32)
    thick = int(rng.uniform(0.3, 0.7) * TEXTURE)
    cv2.polylines(
        sheet.albedo,
        [line],
        isClosed=False,
        color=to_light(0.25),
        thickness=thick,
        lineType=cv2.LINE_AA,
    )


def stain(sheet: Sheet, side: float, rng: Generator) -> None:
    """Spill something: a dark ring, darker paper inside."""
    height, width = sheet.albedo.shape
    y, x = np.mgrid[:height, :width].astype(np.float32)
    at = np.array(sheet.middle) + rng.uniform(-0.4, 0.4, 2) * side * TEXTURE
    radius = rng.uniform(0.2, 0.4) * side * TEXTURE
    rough = smooth_noise(rng, (width, height), (60, 60)) * 0.06 * radius
    away = np.hypot(x - at[0], y - at[1]) + rough - radius
    inside = 1 / (1 + np.exp(np.clip(away / 4, -30, 30)))
    ring = np.exp(-((away / (0.5 * TEXTURE)) ** 2))
    sheet.albedo[:] *= 1 - 0.35 * inside - 0.45 * ring


def rubbed(sheet: Sheet, side: float, rng: Generator) -> None:
    """Rub print off in patches, as on old labels."""
    height, width = sheet.albedo.shape
    grain = smooth_noise(rng, (width, height), (9, 9)) + smooth_noise(rng, (width, height), (3, 3))
    where = smooth_noise(rng, (width, height), (0.3 * side * TEXTURE,) * 2)
    gone = np.clip((0.7 * where + 0.6 * grain - rng.uniform(0.7, 1.1)) * 3, 0, 1)
    sheet.albedo[:] += gone * (to_light(0.85) - sheet.albedo)


def torn(sheet: Sheet, side: float, rng: Generator) -> None:
    """Tear a corner off: the bottom right one, which has no finder, or a bit of another."""
    corner = int(rng.integers(4))
    depth = rng.uniform(0.2, 0.34) if corner == 2 else rng.uniform(0.0, 0.08)
    height, width = sheet.albedo.shape
    y, x = np.mgrid[:height, :width].astype(np.float32)
    half = side / 2 * TEXTURE
    x, y = (x - sheet.middle[0]) / half, (y - sheet.middle[1]) / half
    sx, sy = ((-1, -1), (1, -1), (1, 1), (-1, 1))[corner]
    line = sx * x + sy * y - 2 + 2 * depth
    ragged = smooth_noise(rng, (width, height), (30, 30)) * 0.03
    sheet.albedo[line + ragged > 0] = np.nan
    sheet.albedo[np.abs(line + ragged + 0.02) < 0.02] = to_light(0.95)
