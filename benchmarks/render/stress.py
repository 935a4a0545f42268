"""The stress set: one hardship a cell, its strength in the cell's name, 20 pictures each.

Versions 2 to 6 of all levels, 5 to 9 pixels a module, on paper on a table, sensor noise and JPEG.
"""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator

from benchmarks.render.camera import Lens, Plane, to_light, usual_lens
from benchmarks.render.shapes import Shape, cylinder, flat, tilted, wrinkled
from benchmarks.render.sheets import TEXTURE, Inks, Sheet, paper, table
from benchmarks.render.shot import Effect, Place, Rendered, Stage, View, take, uneven
from benchmarks.render.symbols import Symbol, any_symbol

SEED = 2026
_SIZE = (720, 600)

Maker = Callable[[Generator, float], Rendered]


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """One picture in the making: the code, its place, and the stage; the hardship changes them."""

    symbol: Symbol
    place: Place
    lens: Lens
    light: Plane

    @property
    def side(self) -> int:
        """Modules a side."""
        return self.symbol.size


def pictures(cell: str, count: int = 20, seed: int = SEED) -> Iterator[Rendered]:
    """Render a cell's pictures; the same seed gives the same pictures, whatever the count."""
    make, strength = _cell(cell)
    for index in range(count):
        yield make(np.random.default_rng([seed, zlib.crc32(cell.encode()), index]), strength)


def _cell(cell: str) -> tuple[Maker, float]:
    name, _, strength = cell.rpartition("-")
    return _MAKERS[name], float(strength)


def _trial(rng: Generator, levels: str = "LMQH") -> Trial:
    width, height = _SIZE
    place = Place(
        width / 2 + rng.uniform(-40, 40),
        height / 2 + rng.uniform(-25, 25),
        rng.uniform(0, 2 * np.pi),
        rng.uniform(5, 9),
    )
    return Trial(any_symbol(rng, levels=levels), place, usual_lens(rng), uneven(rng, _SIZE))


def _shoot(
    trial: Trial,
    rng: Generator,
    shape: Shape = flat,
    effects: tuple[Effect, ...] = (),
    sheet: Sheet | None = None,
) -> Rendered:
    sheet = sheet if sheet is not None else paper(trial.symbol, rng)
    stage = Stage(table(rng, _SIZE), trial.light, effects)
    return take(sheet, shape, trial.place, stage, (trial.lens, rng))


def _plain(rng: Generator, _strength: float) -> Rendered:
    return _shoot(_trial(rng), rng)


def _cylinder(rng: Generator, half_angle: float) -> Rendered:
    trial = _trial(rng)
    axis = rng.choice([0, np.pi / 2]) + rng.normal(0, 0.06)
    distance = rng.uniform(5, 9) * trial.side
    return _shoot(trial, rng, cylinder(half_angle, trial.side / 2, axis, (0.0, distance)))


def _wrinkle(rng: Generator, amplitude: float) -> Rendered:
    trial = _trial(rng)
    return _shoot(trial, rng, wrinkled(rng, amplitude))


def _tilt(rng: Generator, degrees: float) -> Rendered:
    trial = _trial(rng)
    distance = rng.uniform(4, 8) * trial.side
    return _shoot(
        trial, rng, tilted(float(np.radians(degrees)), rng.uniform(0, 2 * np.pi), distance)
    )


def blob(x: float, y: float, radius: float, light: float = 2.5) -> Effect:
    """Return glare: a saturated disk with a soft edge, lengths in modules of the sheet."""

    def effect(seen: Plane, view: View) -> Plane:
        away = np.nan_to_num(np.hypot(view[0] - x, view[1] - y), nan=1e6)
        veil = light / (1 + np.exp(np.clip((away - radius) * 5, -30, 30)))
        halo = 0.12 * np.exp(-np.maximum(away - radius, 0) / (0.5 * radius + 1))
        return np.asarray(seen + veil + halo, np.float32)

    return effect


def _glare(rng: Generator, share: float) -> Rendered:
    trial = _trial(rng)
    half = trial.side / 2
    x, y = rng.uniform(-0.6, 0.6, 2) * half
    return _shoot(trial, rng, effects=(blob(x, y, share * half),))


def _one_finder(rng: Generator, radius: float) -> Rendered:
    trial = _trial(rng, "MQH")
    far = trial.side / 2 - 3.5
    x, y = ((-far, -far), (far, -far), (-far, far))[int(rng.integers(3))]
    return _shoot(trial, rng, effects=(blob(x, y, radius),))


def _strokes(rng: Generator, count: float) -> Rendered:
    trial = _trial(rng)
    sheet = paper(trial.symbol, rng)
    half = trial.side / 2 * TEXTURE
    for _ in range(int(count)):
        turn, off = rng.uniform(0, np.pi), rng.uniform(-0.8, 0.8) * half
        along = np.array([np.cos(turn), np.sin(turn)])
        foot = np.array(sheet.middle) + off * np.array([-along[1], along[0]])
        ends = [(foot + way * half * 1.3 * along).astype(int) for way in (-1, 1)]
        ink = to_light(float(rng.choice([0.25, 0.85])))
        thick = int(rng.uniform(0.6, 1.1) * TEXTURE)
        cv2.line(sheet.albedo, ends[0].tolist(), ends[1].tolist(), ink, thick, cv2.LINE_AA)
    return _shoot(trial, rng, sheet=sheet)


def _defocused(rng: Generator, sigma: float, *, disk: bool) -> Rendered:
    trial = _trial(rng)
    lens = Lens(sigma * trial.place.pitch, disk, trial.lens.noise, trial.lens.quality)
    return _shoot(Trial(trial.symbol, trial.place, lens, trial.light), rng)


def _contrast(rng: Generator, difference: float) -> Rendered:
    trial = _trial(rng)
    dark = rng.uniform(0.3, 0.55)
    sheet = paper(trial.symbol, rng, Inks(dark, dark + difference))
    return _shoot(trial, rng, sheet=sheet)


_MAKERS: dict[str, Maker] = {
    "plain": _plain,
    "cylinder": _cylinder,
    "wrinkle": _wrinkle,
    "tilt": _tilt,
    "glare": _glare,
    "glare-finder": _one_finder,
    "strokes": _strokes,
    "defocus": lambda rng, sigma: _defocused(rng, sigma, disk=False),
    "defocus-disk": lambda rng, sigma: _defocused(rng, sigma, disk=True),
    "contrast": _contrast,
}
_STRENGTHS: dict[str, tuple[str, ...]] = {
    "plain": ("0",),
    "cylinder": ("0.6", "0.9", "1.15"),
    "wrinkle": ("0.5", "0.9", "1.3"),
    "tilt": ("55", "65", "72"),
    "glare": ("0.35", "0.55"),
    "glare-finder": ("5",),
    "strokes": ("3", "6", "9"),
    "defocus": ("0.6", "0.8", "1.0"),
    "defocus-disk": ("0.6", "0.8", "1.0"),
    "contrast": ("0.15", "0.08"),
}
CELLS: tuple[str, ...] = tuple(
    f"{name}-{strength}" for name, strengths in _STRENGTHS.items() for strength in strengths
)
