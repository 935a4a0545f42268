"""What light does to a symbol, and what hides parts of it: dark, pale, burnt out, covered. Pure."""

import cv2
import numpy as np

from cashier.scan.faults.scale import found, spots
from cashier.scan.faults.view import MARGIN, View, inner_of
from cashier.scan.grid import Pixels
from cashier.scan.qr.layout import Flags
from cashier.scan.reading import Fault

_PAPER = ((0.45, 0.1), (0.30, 0.3), (0.15, 0.7), (0.06, 1.0))
_CONTRAST = ((0.26, 0.1), (0.16, 0.3), (0.06, 0.7), (0.02, 1.0))
_DIM = 0.32
"""Paper no lighter than this makes a pale code a dark one."""
_AREA = ((0.003, 0.12), (0.03, 0.4), (0.12, 0.7), (0.4, 1.0))
_BURNT = 248
_VEILED = 0.5
_QUITE = 0.8
_BRIGHTER = 0.15
_LEAST_BRIGHTER = 10
_OVER, _OVER_BY = 249, 5
_WHITE, _WHITE_SIDE = 251, 4
"""A square of so many modules is never all light in a symbol."""
_EMPTY = 0.32
"""Share of the usual difference between dark and light below which nothing is there."""
_BLANK = 0.15
"""How much darker than paper, as a share of the contrast, what was rubbed off may be."""
_REACH = 7
"""Side, in modules, of the square around each hidden one in which its rim lies."""
_ROUND, _LEAST_ROUND = 0.035, 12
"""Deviation of a dome of light, as a share of the contrast, that no bare paper has, and the modules
of an area of which it can be told."""
_BARE = 75
"""Percentile of the light right beside a symbol that is its paper's, whatever crosses it."""
_FINDER, _FINDER_COUNTS = 7, 3.0
"""Modules of a corner pattern, and how many times each counts: without corners nobody reads."""


def light_faults(view: View, missing: Flags | None = None) -> list[Fault]:
    """Return dark or low_contrast, glare, and what is hidden or rubbed off, where they are.

    `missing` are the modules (n, n) known to show nothing of what they should.
    """
    hidden, burnt = hidden_parts(view)
    if missing is not None:
        lost = np.zeros_like(hidden)
        inner_of(lost)[:] = missing
        burnt |= spots(lost & (view.cells >= _BURNT))
        hidden |= spots(lost & ~_beside(burnt))
    blank = _even(view, spots(hidden & _is_paper(view)))
    counts = counts_of(view, oriented=missing is not None)
    return [
        *_weakness(view),
        *_area("glare", view, burnt, counts),
        *_area("covered", view, spots(hidden & ~blank), counts),
        *_area("damaged", view, blank, counts),
    ]


def counts_of(view: View, *, oriented: bool) -> Pixels:
    """Return how much each module (n, n) counts; corner patterns more, if it is known which."""
    counts = np.ones((view.modules,) * 2, np.float32)
    if oriented:
        near, far = slice(None, _FINDER), slice(-_FINDER, None)
        for corner in ((near, near), (near, far), (far, near)):
            counts[corner] = _FINDER_COUNTS
    return counts


def _is_paper(view: View) -> Flags:
    """Return which modules are as light as paper: where nothing else is, print was rubbed off."""
    tones = view.tones
    least = tones.paper - _BLANK * (tones.paper - tones.ink)
    return np.asarray(view.cells >= least, np.bool_)


def _even(view: View, flags: Flags) -> Flags:
    """Leave out areas whose light is uneven: paper is flat, a finger as light as it is round."""
    most = _ROUND * (view.tones.paper - view.tones.ink)
    count, areas = cv2.connectedComponents(flags.astype(np.uint8))
    even = [number for number in range(1, count) if _bulge(view.cells, areas == number) <= most]
    return np.asarray(np.isin(areas, even), np.bool_)


def _bulge(light: Pixels, area: Flags) -> float:
    """Return how far an area's light is domed: lamps aside, and worn print, are but slant or rough.

    Of a few modules nothing can be told: 0.
    """
    rows, columns = (axis.astype(np.float64) for axis in np.nonzero(area))
    if len(rows) < _LEAST_ROUND:
        return 0.0
    flat = [np.ones_like(rows), rows, columns]
    plane, dome = (
        table @ np.linalg.lstsq(table, light[area], rcond=None)[0]
        for table in (
            np.stack(flat, axis=1),
            np.stack([*flat, rows * rows, rows * columns, columns * columns], axis=1),
        )
    )
    return float((dome - plane).std())


def _weakness(view: View) -> list[Fault]:
    tones = view.tones
    paper, contrast = tones.paper / 255, tones.contrast
    if paper < _DIM:
        return found("dark", paper, _PAPER, view.box())
    if contrast < _CONTRAST[0][0]:
        return found("low_contrast", contrast, _CONTRAST, view.box())
    return found("dark", paper, _PAPER, view.box())


def hidden_parts(view: View) -> tuple[Flags, Flags]:
    """Return which modules, margin included, are covered, and which are burnt out."""
    tones = view.tones
    usual = max(1.0, tones.paper - tones.ink)
    empty = (view.lightest - view.darkest) < _EMPTY * usual
    # Burnt out is what is as light as can be; a softer veil must leave nothing dark at all.
    washed = (view.darkest > tones.ink + _VEILED * usual) & (view.lightest >= _BURNT)
    veiled = (view.darkest > tones.ink + _QUITE * usual) & (
        view.lightest >= tones.paper + _BRIGHTER * usual + _LEAST_BRIGHTER
    )
    burnt = (washed | veiled | _overexposed(view)) & view.seen
    hidden = empty & ~burnt & view.seen & ~_beside(burnt)
    return _only_inner(hidden), _only_inner(burnt)


def beside_hidden(view: View) -> Flags:
    """Return which modules, margin included, are hidden or within reach of what hides others."""
    near = np.ones((_REACH, _REACH), np.uint8)
    return np.asarray(cv2.dilate(hidden_parts(view)[0].astype(np.uint8), near) > 0)


def _overexposed(view: View) -> Flags:
    """Return which modules are lighter than paper, or lie in a white square that no symbol has."""
    lighter = view.cells >= max(_OVER, _bare_paper(view) + _OVER_BY)
    white = np.asarray(view.cells >= _WHITE, np.uint8)
    side = np.ones((_WHITE_SIDE, _WHITE_SIDE), np.uint8)
    inner = np.zeros_like(white)
    inner_of(inner)[:] = inner_of(white)
    return lighter | (cv2.morphologyEx(inner, cv2.MORPH_OPEN, side) > 0)


def _bare_paper(view: View) -> float:
    """Return the light of paper right beside the symbol, where no lamp's stripe makes it lighter.

    Stripes over all of a symbol come near every module of it, but cross its margin here and there.
    """
    beside = np.zeros_like(view.seen)
    beside[MARGIN - 1 : 1 - MARGIN, MARGIN - 1 : 1 - MARGIN] = True
    inner_of(beside)[:] = False
    beside &= view.seen
    if not beside.any():
        return view.tones.paper
    return min(view.tones.paper, float(np.percentile(view.cells[beside], _BARE)))


def _beside(flags: Flags) -> Flags:
    return np.asarray(cv2.dilate(flags.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0)


def _only_inner(flags: Flags) -> Flags:
    """Leave out the margin, which is empty by right, and what is too small to be a thing."""
    inner = np.zeros_like(flags)
    inner_of(inner)[:] = inner_of(flags)
    return spots(inner)


def _area(name: str, view: View, flags: Flags, counts: Pixels) -> list[Fault]:
    if not flags.any():
        return []
    share = float((np.asarray(inner_of(flags), np.bool_) * counts).mean())
    # The middle of a hidden area is flagged: modules within reach of its rim still see the rest.
    whole = np.asarray(cv2.dilate(flags.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0)
    return found(name, share, _AREA, view.box(whole))
