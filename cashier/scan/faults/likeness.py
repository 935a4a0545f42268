"""How much a place of a picture looks like a QR symbol, read or not. Pure."""

import numpy as np

from cashier.scan.engines import Picture
from cashier.scan.faults.corners import finders_of
from cashier.scan.faults.view import MARGIN, View, inner_of
from cashier.scan.qr.layout import size_of
from cashier.scan.symbol import Symbol

_FILLED, _QUIET = 0.4, 0.35
"""What modules all over a symbol, and light all around it, add to its likeness."""
BARELY = _FILLED + _QUIET
"""As much as that without one corner pattern: print on a label has it, too."""
SURELY = 1.53
"""From so much on a place looks like a symbol and like little else."""
_A_PATTERN = 0.4
"""Likeness of a corner below which no pattern lies there, torn or burnt out as it may be."""
_PALE = 0.4
"""Light between ink and paper that no blur takes from what lies beside a symbol."""
_HALF = 2
"""Corners; a picture that ends within a symbol takes so many of four away."""


def likeness(picture: Picture, symbol: Symbol) -> float:
    """Return how much a symbol looks like one, 0 to 2; 0 where its version is not known.

    Where the picture ends within it, and two of its corners lie outside, one pattern is enough.
    """
    if symbol.version is None:
        return 0.0
    view = View(picture, symbol.corners, size_of(symbol.version))
    finders = finders_of(view)
    alike = [like for like, _ in finders]
    if max(alike) < _A_PATTERN:
        return _ground(view)
    whole = sum(seen for _, seen in finders) > _HALF
    return (_patterns(alike) if whole else max(alike)) + _ground(view)


def looks_like_a_symbol(view: View, least: float = 0.0) -> tuple[float, int]:
    """Return how much a square looks like a symbol, 0 to 2, and the turn of it.

    Two neighbouring corners must look like finders; a third one, modules between them all and a
    light zone around add to it. The turn is how far to roll the corners so that the one without a
    finder comes third. What cannot come to more than the least is not looked at any further.
    """
    alike = [like for like, _ in finders_of(view)]
    turn, patterns = 2 - alike.index(min(alike)), _patterns(alike)
    if patterns + BARELY <= least:
        return patterns, turn
    light = _QUIET * quiet(view)
    if patterns + _FILLED + light <= least:
        return patterns, turn
    return patterns + (_FILLED * filled(view) + light), turn


def looks_like_one_either_way(picture: Picture, symbol: Symbol) -> bool:
    """Whether a symbol shows more than modules and light around, dark on light or light on dark."""
    if not symbol.has_place:
        return False
    return likeness(picture, symbol) > BARELY or likeness(255 - picture, symbol) > BARELY


def paper_beside(view: View) -> tuple[float, ...]:
    """Return how much of what lies right beside a square is lighter than its ink, least first.

    Of each of its four sides. Margins may be no wider than one module, and what lies farther off
    tells nothing of it.
    """
    dark, light = view.levels
    pale = (view.cells > dark + _PALE * (light - dark)) | ~view.seen
    along, beside = np.s_[MARGIN:-MARGIN], (MARGIN - 1, -MARGIN)
    sides = [part for near in beside for part in (pale[near, along], pale[along, near])]
    return tuple(sorted(float(side.mean()) for side in sides))


def _patterns(alike: list[float]) -> float:
    """Return how much the two likest corners, and a third, add to a likeness."""
    _, third, second, _ = sorted(alike)
    return second + 0.25 * third


def _ground(view: View) -> float:
    """Return how much the modules and the light around them add to a likeness."""
    return _FILLED * filled(view) + _QUIET * quiet(view)


def filled(view: View) -> float:
    """Return the share of the symbol, as far as it is seen, that has modules."""
    inner = inner_of(view.seen)
    spread = inner_of(view.lightest - view.darkest)[inner]
    dark, light = view.levels
    return float((spread > 0.45 * (light - dark)).mean()) if spread.size else 0.0


def quiet(view: View) -> float:
    """Return the share of the seen surroundings, two modules wide, that is light."""
    ring = np.ones_like(view.seen)
    inner_of(ring)[:] = False
    ring[[0, -1]] = ring[:, [0, -1]] = False
    ring &= view.seen
    dark, light = view.levels
    return float((view.cells[ring] > dark + 0.6 * (light - dark)).mean()) if ring.any() else 0.0
