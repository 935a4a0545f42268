"""One picture in the making: what every cell starts from, and how a set serves its cells."""

import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator

from benchmarks.render.camera import Lens, Plane, usual_lens
from benchmarks.render.shapes import Shape, flat
from benchmarks.render.sheets import Sheet, paper, table
from benchmarks.render.shot import Effect, Place, Rendered, Stage, take, uneven
from benchmarks.render.symbols import Symbol, any_symbol

SEED = 2026
SIZE = (720, 600)

Maker = Callable[[Generator], Rendered]


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """A code, where it lies, and how it is lit and taken; the hardship changes them."""

    symbol: Symbol
    place: Place
    lens: Lens
    ground: Plane
    light: Plane

    @property
    def side(self) -> int:
        """Modules a side."""
        return self.symbol.size

    def dimmed(self, factor: float) -> "Trial":
        """Return the trial in less light."""
        return replace(self, light=np.asarray(self.light * factor, np.float32))


def trial(rng: Generator, symbol: Symbol, pitch: tuple[float, float] = (5, 9)) -> Trial:
    """Return a code near the picture's middle, turned any way, at this range of pixels a module."""
    width, height = SIZE
    place = Place(
        width / 2 + rng.uniform(-40, 40),
        height / 2 + rng.uniform(-25, 25),
        rng.uniform(0, 2 * np.pi),
        rng.uniform(*pitch),
    )
    return Trial(symbol, place, usual_lens(rng), table(rng, SIZE), uneven(rng, SIZE))


def plain_trial(rng: Generator, levels: str = "LMQH") -> Trial:
    """Return a trial of a code of version 2 to 6, 5 to 9 pixels a module."""
    return trial(rng, any_symbol(rng, levels=levels))


def shoot(
    made: Trial,
    rng: Generator,
    shape: Shape = flat,
    effects: tuple[Effect, ...] = (),
    sheet: Sheet | None = None,
) -> Rendered:
    """Take a trial's photo; its code is on paper unless there is another sheet."""
    sheet = sheet if sheet is not None else paper(made.symbol, rng)
    return take(sheet, shape, made.place, Stage(made.ground, made.light, effects), (made.lens, rng))


def serve(makers: Mapping[str, Maker], cell: str, count: int, seed: int) -> Iterator[Rendered]:
    """Render a cell's pictures: each has a generator of its own, whatever the count."""
    for index in range(count):
        yield makers[cell](np.random.default_rng([seed, zlib.crc32(cell.encode()), index]))
