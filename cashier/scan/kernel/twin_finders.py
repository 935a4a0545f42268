"""The twin's scan for finders: rows whose runs fit, looked at crosswise."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from cashier.scan.kernel.inputs import Bytes, Floats

Flags = NDArray[np.bool_]

_WANTED = np.array([1, 1, 3, 1, 1])
_ALLOWED = np.array([1, 1, 1.5, 1, 1])
_LEAST_STONE = 5
"""Pixels across a stone in a broken rim: of less, noise makes one everywhere."""
_ACROSS, _DOWN, _DIAGONALS = (1, 0), (0, 1), ((1, -1), (1, 1))


@dataclass(frozen=True, slots=True)
class _Hit:
    """A place whose runs fit: its middle, and one module across and down."""

    x: float
    y: float
    across: float
    down: float


def find_finders(dark: Bytes, *, step: int, strict: bool, most: int) -> list[list[float]]:
    """Return lists of x, y, module across, module down, hits; see `Kernel.find_finders`."""
    found: list[list[float]] = []
    crossing = _Crossing(dark != 0, strict=strict)
    for y in range(step // 2, dark.shape[0], step):
        for x, module in _promising(dark[y], strict=strict):
            hit = crossing.confirmed(_Hit(x, y, module, module))
            if hit is not None:
                _remember(found, hit, most)
    return found


def nearest(value: float) -> int:
    """Round as C does: halves go away from zero."""
    return int(math.copysign(math.floor(abs(value) + 0.5), value))


def ratios_fit(runs: Floats, slack: float, *, strict: bool) -> tuple[Flags, Floats]:
    """Say of rows of five runs whether they are a finder's, and what a module measures then.

    Unless `strict`, the rim may be any wider: it may run into what lies around it.
    """
    used = runs if strict else runs[..., 1:4]
    module = used.sum(axis=-1) / (7 if strict else 5)
    tolerance = slack * np.maximum(0.6 * module, 0.9)
    far = runs - _WANTED * module[..., None]
    if not strict:
        far[..., [0, 4]] = np.minimum(0, far[..., [0, 4]])
    return (np.abs(far) <= _ALLOWED * tolerance[..., None]).all(axis=-1), module


def _promising(row: Bytes, *, strict: bool) -> Iterator[tuple[float, float]]:
    """Go through the middle and the module of all places in a row whose five runs fit."""
    if row.size == 0:
        return
    ends = np.concatenate([[0], np.flatnonzero(row[1:] != row[:-1]) + 1, [row.size]])
    if ends.size < 6:
        return
    runs = np.lib.stride_tricks.sliding_window_view(np.diff(ends), 5)
    fit, module = ratios_fit(runs.astype(np.float64), 1, strict=strict)
    if not strict:
        fit &= runs[:, 2] >= _LEAST_STONE
    for i in np.flatnonzero(fit & (row[ends[5:] - 1] != 0)):
        yield (ends[i + 2] + ends[i + 3] - 1) / 2, float(module[i])


class _Crossing:
    """Looks from a place down, across and along both diagonals."""

    def __init__(self, dark: Flags, *, strict: bool) -> None:
        self._dark = dark
        self._strict = strict

    def confirmed(self, hit: _Hit) -> _Hit | None:
        """Return the hit, centred, if enough directions agree."""
        height, width = self._dark.shape
        most = int(6 * hit.across) + 4 if self._strict else width + height
        down = self._fitting(hit, _DOWN, most)
        agree = 0
        if down and down[1] < 4 * hit.across and hit.across < 4 * down[1]:
            hit = replace(hit, y=nearest(hit.y) + nearest(down[0]), down=down[1])
            agree = 2
            across = self._fitting(hit, _ACROSS, most)
            if across:
                hit = replace(hit, x=nearest(hit.x) + across[0], across=across[1])
            elif self._strict:
                return None
        elif self._strict:
            return None
        for way in _DIAGONALS:
            agree += self._fitting(hit, way, 2 * most, slack=1.9) is not None
        return hit if agree >= (3 if self._strict else 2) else None

    def _fitting(
        self, hit: _Hit, way: tuple[int, int], most: int, *, slack: float = 1
    ) -> tuple[float, float] | None:
        """Return how far the stone's middle is along a way, and the module, if the runs fit."""
        back = self._runs(hit, (-way[0], -way[1]), most)
        on = self._runs(hit, way, most)
        if back is None or on is None:
            return None
        runs = np.array([back[2], back[1], back[0] + on[0] - 1, on[1], on[2]], np.float64)
        fit, module = ratios_fit(runs, slack, strict=self._strict)
        return ((on[0] - back[0]) / 2, float(module)) if fit else None

    def _runs(self, hit: _Hit, way: tuple[int, int], most: int) -> tuple[int, int, int] | None:
        """Return the lengths of stone, gap and rim from the hit on; None when one lacks."""
        line = self._line(nearest(hit.x), nearest(hit.y), way)
        changes = np.flatnonzero(line[1:] != line[:-1]) + 1
        if not line[0] or changes.size < 2:
            return None
        first, second = int(changes[0]), int(changes[1])
        third = int(changes[2]) if changes.size > 2 else line.size
        runs = (first, second - first, third - second)
        return runs if max(runs) <= most + 1 else None

    def _line(self, x: int, y: int, way: tuple[int, int]) -> Flags:
        height, width = self._dark.shape
        room = {-1: (x + 1, y + 1), 0: (width + height,) * 2, 1: (width - x, height - y)}
        k = np.arange(min(room[way[0]][0], room[way[1]][1]))
        return np.asarray(self._dark[y + way[1] * k, x + way[0] * k], np.bool_)


def _remember(found: list[list[float]], hit: _Hit, most: int) -> None:
    """Add a hit to the finder it lies in, or as a new one."""
    for finder in found:
        x, y, across, down, _ = finder
        if max(abs(x - hit.x), abs(y - hit.y)) < 0.75 * (across + down) + 0.5:
            finder[4] += 1
            return
    if len(found) < most:
        found.append([hit.x, hit.y, hit.across, hit.down, 1])
