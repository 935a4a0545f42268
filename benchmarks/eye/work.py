"""Counted work: what a look at a frame costs by a table, so that film time repeats everywhere.

A kernel that counts its calls stands in for the process's own. The table was fitted to processor
time on 148 frames of 20 films (correlation 0.98), at the speed at which the engine takes 5.5 ms;
`benchmarks.scan` says how far it is off where it runs.
"""

from dataclasses import dataclass, replace
from typing import Literal

from cashier.scan.kernel import Kernel, load
from cashier.scan.kernel.inputs import Bytes, Floats, Hold, Looks, Pixels

ENGINE_MS = 5.5
"""One pass of zxing-cpp over a 720p frame, whoever makes it."""


MEGAPIXEL_MS = 12.0
"""A million binarised pixels searched for finders."""
GROWN_MS = 8.0
"""One lattice grown; it stands for the other work of its attempt too."""
JUDGED_MS = 3.0
"""One code measured and judged."""


@dataclass(frozen=True, slots=True)
class Work:
    """What one look at a frame did besides the engine's pass."""

    megapixels: float = 0.0
    grown: float = 0.0
    judged: int = 0

    @property
    def ms(self) -> float:
        """What this costs by the table, the engine's pass included."""
        searched = MEGAPIXEL_MS * self.megapixels
        return ENGINE_MS + searched + GROWN_MS * self.grown + JUDGED_MS * self.judged


class CountingKernel:
    """Does what this process's kernel does, and counts."""

    def __init__(self) -> None:
        self._kernel: Kernel = load()
        self._work = Work()

    def taken(self, judged: int) -> Work:
        """Return the work since the last time, with so many codes judged, and start anew."""
        work, self._work = replace(self._work, judged=judged), Work()
        return work

    @property
    def ms(self) -> float:
        """What the work since the last time has cost so far, by the table."""
        return self._work.ms

    @property
    def name(self) -> Literal["compiled", "python"]:
        """Which kernel does the work."""
        return self._kernel.name

    def find_finders(
        self, dark: Bytes, *, step: int = 1, strict: bool = True, most: int = 1024
    ) -> Floats:
        """Count and find."""
        size = self._work.megapixels + dark.size / 1e6
        self._work = replace(self._work, megapixels=size)
        return self._kernel.find_finders(dark, step=step, strict=strict, most=most)

    def measure_shapes(self, grey: Pixels, finders: Floats, looks: Looks) -> Floats:
        """Measure; this costs little."""
        return self._kernel.measure_shapes(grey, finders, looks)

    def find_triples(
        self, grey: Pixels, shapes: Floats, looks: Looks, *, least: float, most: int = 64
    ) -> Floats:
        """Find; this costs little."""
        return self._kernel.find_triples(grey, shapes, looks, least=least, most=most)

    def grow_lattice(
        self, grey: Pixels, seeds: Floats, shape: tuple[int, int], hold: Hold
    ) -> Floats:
        """Count and grow; a strip counts as its share of the square."""
        rows, columns = shape
        share = min(1.0, rows / columns)
        self._work = replace(self._work, grown=self._work.grown + share)
        return self._kernel.grow_lattice(grey, seeds, shape, hold)
