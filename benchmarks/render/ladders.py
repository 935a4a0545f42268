"""One kind of damage, made worse step by step: each ladder takes 0 (none) to 1 to a drawing."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.random import default_rng
from numpy.typing import NDArray

from benchmarks.render.exact import ROOM, Greys, View, bulge, sheet, view

Flags = NDArray[np.bool_]
Ladder = Callable[[Flags, float], tuple[Greys, View]]

INK, PAPER = 25.0, 230.0
_SEED = 4


def blur(dark: Flags, worse: float) -> tuple[Greys, View]:
    """Out of focus, up to 0.7 module."""
    return sheet(dark), replace(view(len(dark)), blur=4.2 * worse)


def pale_ink(dark: Flags, worse: float) -> tuple[Greys, View]:
    """Ink gets as light as paper, nearly."""
    return sheet(dark, INK + worse * 0.9 * (PAPER - INK), PAPER), view(len(dark))


def dim(dark: Flags, worse: float) -> tuple[Greys, View]:
    """A screen gets dark."""
    return sheet(dark, INK, PAPER - worse * 0.9 * (PAPER - INK)), view(len(dark))


def stretched(dark: Flags, worse: float) -> tuple[Greys, View]:
    """Wider than high."""
    return sheet(dark), view(len(dark), stretch=0.3 * worse, turn=0.2)


def leaning(dark: Flags, worse: float) -> tuple[Greys, View]:
    """Tilted away."""
    return sheet(dark), view(len(dark), tilt=worse, turn=0.4)


def bent(dark: Flags, worse: float) -> tuple[Greys, View]:
    """Modules pulled aside."""
    return sheet(dark), replace(view(len(dark), turn=0.1), bend=bulge(len(dark), 1.6 * worse))


def small(dark: Flags, worse: float) -> tuple[Greys, View]:
    """Far away: 6 pixels a module, then fewer; the lens stays as sharp as the sensor."""
    return sheet(dark), replace(view(len(dark), px=6 - 4.7 * worse), blur=0.5)


def crowded(dark: Flags, worse: float) -> tuple[Greys, View]:
    """Something dark comes nearer from above."""
    greys = sheet(dark)
    greys[: round(ROOM * worse)] = INK
    return greys, view(len(dark))


def lamp(dark: Flags, worse: float) -> tuple[Greys, View]:
    """A lamp's reflection over the middle."""
    greys = sheet(dark)
    y, x = np.mgrid[: len(greys), : len(greys)] - len(greys) / 2
    light = 300 * worse * np.exp(-(x**2 + y**2) / (0.3 * len(dark)) ** 2)
    return np.minimum(greys + light, 255).astype(np.float32), view(len(dark))


def worn_finder(dark: Flags, worse: float) -> tuple[Greys, View]:
    """Modules of one finder turn light."""
    return _spoilt(dark, np.flatnonzero(_part(dark, slice(0, 7), slice(0, 7))), 10 * worse)


def worn_timing(dark: Flags, worse: float) -> tuple[Greys, View]:
    """Modules of one timing line turn to the other colour."""
    return _spoilt(dark, np.flatnonzero(_part(dark, slice(6, 7), slice(8, -8))), 5 * worse)


def worn_format(dark: Flags, worse: float) -> tuple[Greys, View]:
    """Modules of one copy of the format turn to the other colour."""
    return _spoilt(dark, np.flatnonzero(_part(dark, slice(8, 9), slice(-8, None))), 5 * worse)


def spoilt_data(dark: Flags, worse: float) -> tuple[Greys, View]:
    """Modules all over the data turn to the other colour."""
    return _spoilt(dark, np.flatnonzero(_part(dark, slice(9, -9), slice(9, -9))), 24 * worse)


def faint_data(dark: Flags, worse: float) -> tuple[Greys, View]:
    """A third of the modules fade towards the threshold."""
    faint = default_rng(_SEED).random(dark.shape) < 1 / 3
    middle = (INK + PAPER) / 2
    greys = sheet(dark)
    inner = greys[ROOM:-ROOM, ROOM:-ROOM]
    inner[faint] += worse * 0.95 * (middle - inner[faint])
    return greys, view(len(dark))


LADDERS: dict[str, Ladder] = {
    one.__name__: one
    for one in (
        *(blur, pale_ink, dim, stretched, leaning, bent, small, crowded, lamp),
        *(worn_finder, worn_timing, worn_format, spoilt_data, faint_data),
    )
}


def _part(dark: Flags, rows: slice, columns: slice) -> Flags:
    part = np.zeros_like(dark)
    part[rows, columns] = True
    return part


def _spoilt(dark: Flags, places: NDArray[np.intp], count: float) -> tuple[Greys, View]:
    wrong = dark.copy()
    wrong.ravel()[default_rng(_SEED).permutation(places)[: round(count)]] ^= True
    return sheet(wrong), view(len(dark))
