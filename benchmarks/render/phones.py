"""Films of phones with a payment page brought before the camera, and what goes wrong then.

15 frames a second, 720p, colours. A film is plain values; its frames are rendered when asked for.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator

from benchmarks.render.glass import Frame, Glass, Lamp, Moment, Studio
from benchmarks.render.motion import Motion, brought, mapped
from benchmarks.render.pages import WALLETS, Page, payment_page
from benchmarks.render.sheets import Points

RATE = 15
"""Frames a second."""
KINDS: tuple[str, ...] = (
    "approach",
    "shaking",
    "glare",
    "lamps",
    "dimming",
    "thumb",
    "steep",
    "moire",
    "refresh",
    "reused",
)
AWAY = 75.0
"""Seconds that a reused screenshot is out of view: longer than any payment code lives."""
_TREMOR = {"shaking": 9.0}
_REFRESHED = 0.55
"""Share of a film after which its page shows a new code."""


@dataclass(frozen=True, slots=True, eq=False)
class Film:
    """One customer with one phone; `name` is the kind.

    Attributes:
        pages: what the phone shows, one after the other.
        motions: how it is brought; a second one where it is brought again.
    """

    name: str
    seed: int
    count: int
    pages: tuple[Page, ...]
    motions: tuple[Motion, ...]
    glass: Glass

    @property
    def payload(self) -> str:
        """What both codes of the first page say."""
        return self.pages[0].payload

    @property
    def corners(self) -> tuple[Points, ...]:
        """The QR symbol's corners in every frame."""
        page = self.pages[0]
        found = []
        for number in range(self.count):
            motion, t = self._motion(number)
            found.append(mapped(motion.homography(t, page.middle), page.corners))
        return tuple(found)

    def seconds(self, number: int) -> float:
        """Return when a frame is taken; a film of two showings has a long pause between them."""
        again = len(self.motions) > 1 and number >= self.count // 2
        return number / RATE + (AWAY if again else 0.0)

    @property
    def refreshed_at(self) -> float:
        """When the second page replaces the first, where there are two."""
        return _REFRESHED * self.count / RATE

    def said(self, number: int) -> frozenset[str]:
        """Return what the codes of a frame say: two payloads while one page replaces the other."""
        turned = self._turned(number)
        shares = zip(self.pages, (1 - turned, turned), strict=False)
        return frozenset(page.payload for page, share in shares if share > 0)

    def frames(self) -> Iterator[Frame]:
        """Render the frames; the same film always gives the same ones."""
        studio = self.studio()
        return (self.frame(number, studio) for number in range(self.count))

    def studio(self) -> Studio:
        """Build what all frames have in common."""
        return Studio(self.pages, self.glass, self._rng(0))

    def frame(self, number: int, studio: Studio | None = None) -> Frame:
        """Render one frame, in this film's studio or in one of its own."""
        motion, t = self._motion(number)
        studio = studio if studio is not None else self.studio()
        return studio.shoot(self._moment(number, t), motion, self._rng(number + 1))

    def _rng(self, part: int) -> Generator:
        return np.random.default_rng([self.seed, zlib.crc32(self.name.encode()), 1, part])

    def _motion(self, number: int) -> tuple[Motion, float]:
        """Return the motion that a frame belongs to, and its seconds since that began."""
        each = self.count // len(self.motions)
        which = min(number // each, len(self.motions) - 1)
        return self.motions[which], (number - which * each) / RATE

    def _turned(self, number: int) -> float:
        """Return how much of a frame's exposure the second page has."""
        if len(self.pages) == 1:
            return 0.0
        after = number / RATE + self.glass.exposure - self.refreshed_at
        return float(np.clip(after / self.glass.exposure, 0, 1))

    def _moment(self, number: int, t: float) -> Moment:
        share = number / self.count
        moment = Moment(t, lamps=self._lamps(share, t), turned=self._turned(number))
        if self.name == "dimming":
            shine = float(np.interp(share, (0, 0.35, 0.8, 1), (0.012, 0.012, 0.03, 0.5)))
            return replace(moment, shine=shine)
        if self.name == "thumb":
            over = float(np.interp(share, (0.2, 0.3, 0.7, 0.85), (1, 0, 0, 1)))
            return replace(moment, over=over)
        return moment

    def _lamps(self, share: float, t: float) -> tuple[Lamp, ...]:
        """Return the lamps in the glass: one passes over the page, or a row sways with the hand."""
        over = self.glass.over
        if self.name == "glare":
            passing = 2.6 * share - 0.8
            return ((passing, 0.3 + 0.4 * passing, 0.12 + 0.14 * over[3]),)
        if self.name == "lamps":
            sway = 0.05 * float(np.sin(2.2 * t + 6 * over[0]))
            return tuple(
                (over[1] + sway + 0.34 * place - 0.34, 0.3 + 0.35 * over[2] + sway, 0.07)
                for place in range(3)
            )
        return ()


def film(name: str, seed: int) -> Film:
    """Return the film of a kind and a seed: 3 to 5 seconds; one that is reused takes twice that."""
    rng = np.random.default_rng([seed, zlib.crc32(name.encode()), 0])
    wallet = WALLETS[int(rng.integers(len(WALLETS)))]
    pages = tuple(payment_page(wallet, rng) for _ in range(2 if name == "refresh" else 1))
    steep = rng.uniform(0.75, 1.1) if name == "steep" else 0.0
    showings = 2 if name == "reused" else 1
    motions = tuple(
        brought(rng, tremor=_TREMOR.get(name, rng.uniform(0.6, 2.0)), steep=steep)
        for _ in range(showings)
    )
    glass = _glass(rng)
    if name == "moire":
        glass = replace(glass, dots=rng.uniform(0.2, 0.4))
    count = showings * int(rng.integers(3 * RATE, 5 * RATE + 1))
    return Film(name, seed, count, pages, motions, glass)


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
