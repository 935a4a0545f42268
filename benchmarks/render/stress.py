"""The stress set: one hardship a cell, its strength in the cell's name, 20 pictures each.

Versions 2 to 6 of all levels, 5 to 9 pixels a module, on paper on a table, sensor noise and JPEG.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.random import Generator

from benchmarks.render.damage import stroke
from benchmarks.render.effects import blob
from benchmarks.render.shapes import cylinder, tilted, wrinkled
from benchmarks.render.sheets import Inks, paper
from benchmarks.render.shot import Rendered
from benchmarks.render.trial import SEED, Maker, plain_trial, serve, shoot


def pictures(cell: str, count: int = 20, seed: int = SEED) -> Iterator[Rendered]:
    """Render a cell's pictures; the same seed gives the same pictures, whatever the count."""
    return serve(_MAKERS, cell, count, seed)


def _plain(rng: Generator) -> Rendered:
    return shoot(plain_trial(rng), rng)


def _cylinder(half_angle: float, rng: Generator) -> Rendered:
    made = plain_trial(rng)
    axis = rng.choice([0, np.pi / 2]) + rng.normal(0, 0.06)
    distance = rng.uniform(5, 9) * made.side
    return shoot(made, rng, cylinder(half_angle, made.side / 2, axis, (0.0, distance)))


def _wrinkle(amplitude: float, rng: Generator) -> Rendered:
    made = plain_trial(rng)
    return shoot(made, rng, wrinkled(rng, amplitude))


def _tilt(degrees: float, rng: Generator) -> Rendered:
    made = plain_trial(rng)
    axis, distance = rng.uniform(0, 2 * np.pi), rng.uniform(4, 8) * made.side
    return shoot(made, rng, tilted(float(np.radians(degrees)), axis, distance))


def _glare(share: float, rng: Generator) -> Rendered:
    made = plain_trial(rng)
    half = made.side / 2
    x, y = rng.uniform(-0.6, 0.6, 2) * half
    return shoot(made, rng, effects=(blob(x, y, share * half),))


def _one_finder(radius: float, rng: Generator) -> Rendered:
    made = plain_trial(rng, "MQH")
    far = made.side / 2 - 3.5
    x, y = ((-far, -far), (far, -far), (-far, far))[int(rng.integers(3))]
    return shoot(made, rng, effects=(blob(x, y, radius),))


def _strokes(count: float, rng: Generator) -> Rendered:
    made = plain_trial(rng)
    sheet = paper(made.symbol, rng)
    for _ in range(int(count)):
        stroke(sheet, made.side, rng)
    return shoot(made, rng, sheet=sheet)


def _defocused(sigma: float, rng: Generator, *, disk: bool = False) -> Rendered:
    made = plain_trial(rng)
    lens = replace(made.lens, defocus=sigma * made.place.pitch, disk=disk)
    return shoot(replace(made, lens=lens), rng)


def _contrast(difference: float, rng: Generator) -> Rendered:
    made = plain_trial(rng)
    dark = rng.uniform(0.3, 0.55)
    sheet = paper(made.symbol, rng, Inks(dark, dark + difference))
    return shoot(made, rng, sheet=sheet)


_HARDSHIPS: tuple[tuple[str, Callable[..., Rendered], tuple[float, ...]], ...] = (
    ("cylinder", _cylinder, (0.6, 0.9, 1.15)),
    ("wrinkle", _wrinkle, (0.5, 0.9, 1.3)),
    ("tilt", _tilt, (55, 65, 72)),
    ("glare", _glare, (0.35, 0.55)),
    ("glare-finder", _one_finder, (5,)),
    ("strokes", _strokes, (3, 6, 9)),
    ("defocus", _defocused, (0.6, 0.8, 1.0)),
    ("defocus-disk", partial(_defocused, disk=True), (0.6, 0.8, 1.0)),
    ("contrast", _contrast, (0.15, 0.08)),
)
_MAKERS: dict[str, Maker] = {
    "plain": _plain,
    **{
        f"{name}-{strength}": partial(make, strength)
        for name, make, strengths in _HARDSHIPS
        for strength in strengths
    },
}
CELLS: tuple[str, ...] = tuple(_MAKERS)
