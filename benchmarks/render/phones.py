"""Films of phones with a payment page brought before the camera, and what goes wrong then.

15 frames a second, 720p, colours. A film is plain values; its frames are rendered when asked for.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from benchmarks.render.camera import Plane
from benchmarks.render.glass import Frame, Glass, Moment, render
from benchmarks.render.motion import Motion, brought, mapped
from benchmarks.render.pages import WALLETS, Page, payment_page
from benchmarks.render.sheets import Points

RATE = 15
"""Frames a second."""
KINDS: tuple[str, ...] = ("approach", "shaking", "glare", "dimming", "thumb", "steep")
_TREMOR = {"shaking": 9.0}


@dataclass(frozen=True, slots=True, eq=False)
class Film:
    """One customer with one phone; `name` is the kind."""

    name: str
    seed: int
    count: int
    page: Page
    motion: Motion
    glass: Glass

    @property
    def payload(self) -> str:
        """What both codes of the page say."""
        return self.page.payload

    @property
    def corners(self) -> tuple[Points, ...]:
        """The QR symbol's corners in every frame."""
        return tuple(
            mapped(self.motion.homography(number / RATE, self.page.middle), self.page.corners)
            for number in range(self.count)
        )

    def frames(self) -> Iterator[Frame]:
        """Render the frames; the same film always gives the same ones."""
        light = self._surroundings()
        return (self._frame(number, light) for number in range(self.count))

    def frame(self, number: int) -> Frame:
        """Render one frame alone."""
        return self._frame(number, self._surroundings())

    def _surroundings(self) -> Plane:
        return self.glass.surroundings(self._rng(0))

    def _frame(self, number: int, light: Plane) -> Frame:
        at = (self._moment(number), light, self._rng(number + 1))
        return render(self.page, self.motion, self.glass, at)

    def _rng(self, part: int) -> Generator:
        return np.random.default_rng([self.seed, zlib.crc32(self.name.encode()), 1, part])

    def _moment(self, number: int) -> Moment:
        t = number / RATE
        share = number / self.count
        shine = 1.0
        if self.name == "dimming":
            shine = float(np.interp(share, (0, 0.35, 0.8, 1), (0.012, 0.012, 0.03, 0.5)))
        passing = 2.6 * share - 0.8 if self.name == "glare" else None
        over = float(np.interp(share, (0.2, 0.3, 0.7, 0.85), (1, 0, 0, 1)))
        return Moment(t, shine, passing, over if self.name == "thumb" else None)


def film(name: str, seed: int) -> Film:
    """Return the film of a kind and a seed: 3 to 5 seconds."""
    rng = np.random.default_rng([seed, zlib.crc32(name.encode()), 0])
    page = payment_page(WALLETS[int(rng.integers(len(WALLETS)))], rng)
    steep = rng.uniform(0.75, 1.1) if name == "steep" else 0.0
    motion = brought(rng, tremor=_TREMOR.get(name, rng.uniform(0.6, 2.0)), steep=steep)
    return Film(name, seed, int(rng.integers(3 * RATE, 5 * RATE + 1)), page, motion, _glass(rng))


def _glass(rng: Generator) -> Glass:
    return Glass(
        shine=rng.uniform(0.35, 1.3),
        mirror=rng.uniform(0.002, 0.03),
        dots=rng.uniform(0.0, 0.12),
        fixed_focus=bool(rng.integers(2)),
        exposure=rng.uniform(0.008, 0.03),
        noise=rng.uniform(0.8, 2.2),
        quality=int(rng.integers(60, 92)),
        over=tuple(rng.uniform(0, 1, 4)),
    )
