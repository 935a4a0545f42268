"""Picture and finders → a symbol of which one or two patterns are seen, so that nobody reads it.

The others are covered, burnt out, or outside the picture. What is found is for judging faults:
where nothing is seen the sides are only guessed. Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, permutations

import numpy as np

from cashier.scan.engines import Picture
from cashier.scan.faults.corners import finders_of
from cashier.scan.faults.likeness import filled, quiet
from cashier.scan.faults.view import View, inner_of
from cashier.scan.finder import frame_at, inwards, onwards
from cashier.scan.grid import Floats, Pixels, corners_of
from cashier.scan.locate import LIKENESS
from cashier.scan.qr.layout import size_of
from cashier.scan.symbol import Symbol

_LIKE = 0.85
_MOST = 4
"""Finders that are followed up."""
_LARGEST_VERSION = 11
_QUADRANTS = ((1, 1), (-1, 1), (-1, -1), (1, -1))
_SLANTED = 0.12
"""How far, as a share, two patterns may lie off each other's rows, or off the diagonal."""
_BETTER = 0.02
"""What a later guess must be better by: of those about as good the smaller symbol is told."""
_HALF = 3.5
"""Modules from the middle of a pattern to its rim."""


@dataclass(frozen=True, slots=True)
class _Least:
    """What the part that is seen must have at least, as shares of it."""

    filled: float
    quiet: float


_CUT = _Least(0.8, 0.75)
_WHOLE = _Least(0.5, 0.6)
"""A thumb or a lamp takes modules and margin away."""


@dataclass(frozen=True, slots=True, eq=False)
class _Guess:
    """Corners (4, 2), clockwise, and version that a symbol may have; from how many patterns."""

    corners: Floats
    version: int
    patterns: int

    def symbol(self) -> Symbol:
        """Return the guess as a symbol that was not read."""
        return Symbol("QRCode", None, corners_of(self.corners), self.version)


def partly_seen(picture: Picture, grey: Pixels, shapes: Floats) -> Symbol | None:
    """Return the likeliest symbol of which only one or two patterns are seen.

    Args:
        picture: rows × columns of grey levels.
        grey: the same as floats.
        shapes: places most like a finder pattern, best first, as `Kernel.measure_shapes` gives.
    """
    frames = [frame_at(grey, shape) for shape in shapes[shapes[:, LIKENESS] >= _LIKE][:_MOST]]
    guesses = chain(
        chain.from_iterable(_from_two(*pair) for pair in permutations(frames, 2)),
        chain.from_iterable(_from_one(frame) for frame in frames),
    )
    best: _Guess | None = None
    most = 0.0
    for guess in guesses:
        score = _score(picture, guess)
        if score > most + _BETTER:
            best, most = guess, score
    return best.symbol() if best is not None else None


def _from_two(one: Floats, other: Floats) -> Iterator[_Guess]:
    """Yield the symbols that have these two patterns at the ends of a side, or across."""
    way = other[0] - one[0]
    leans = [np.abs(np.linalg.solve(frame[1:].T, way)) for frame in (one, other)]
    far = float(np.mean([lean.max() for lean in leans]))
    version = round((far + 7 - 17) / 4)
    if not 1 <= version <= _LARGEST_VERSION:
        return
    if all(lean.min() <= _SLANTED * lean.max() for lean in leans):
        yield from _along(one, other, version)
    elif all(lean.min() >= (1 - _SLANTED) * lean.max() for lean in leans):
        yield _across(one, other, version)


def _along(one: Floats, other: Floats, version: int) -> Iterator[_Guess]:
    # Each end goes by its own finder, so that the sides may run together as in perspective.
    size, way = size_of(version), other[0] - one[0]
    (u, v), (w, x) = (onwards(frame, way) for frame in (one, other))
    a, b = one[0] - _HALF * u, other[0] + _HALF * w
    for side in (1, -1):
        near, beyond = -_HALF * side, (size - _HALF) * side
        ring = np.array([a + near * v, b + near * x, b + beyond * x, a + beyond * v])
        yield _Guess(ring if side > 0 else ring[[1, 0, 3, 2]], version, 2)


def _across(one: Floats, other: Floats, version: int) -> _Guess:
    size, way = size_of(version), other[0] - one[0]
    # Turned so that both axes of either finder lead towards the other one.
    (u, v), (w, x) = (inwards(frame, towards) for frame, towards in ((one, way), (other, -way)))
    far = size - 2 * _HALF
    ring = np.array(
        [
            one[0] - _HALF * (u + v),
            (one[0] + (far + _HALF) * u - _HALF * v + other[0] + (far + _HALF) * x - _HALF * w) / 2,
            other[0] - _HALF * (w + x),
            (one[0] + (far + _HALF) * v - _HALF * u + other[0] + (far + _HALF) * w - _HALF * x) / 2,
        ]
    )
    return _Guess(ring, version, 2)


def _from_one(frame: Floats) -> Iterator[_Guess]:
    """Yield the symbols of which this may be a pattern, the small ones first."""
    for version in range(1, _LARGEST_VERSION + 1):
        for across, down in _QUADRANTS:
            low, high = -_HALF, size_of(version) - _HALF
            ring = np.array([(low, low), (high, low), (high, high), (low, high)])
            points = frame[0] + (ring * (across, down)) @ frame[1:]
            yield _Guess(points if across * down > 0 else points[[0, 3, 2, 1]], version, 1)


def _score(picture: Picture, guess: _Guess) -> float:
    """Return how much the part that is seen looks like a symbol; 0 when it cannot be one."""
    view = View(picture, corners_of(guess.corners), size_of(guess.version))
    cut = not inner_of(view.seen).all()
    if guess.patterns == 1 and not cut:
        return 0.0
    alike = sorted(value for value, seen in finders_of(view) if seen)
    least = _CUT if cut else _WHOLE
    if guess.patterns == 1 and len(alike) == 4:
        # All but one corner have a pattern: those that are not seen must be outside.
        return 0.0
    if len(alike) < guess.patterns or alike[-guess.patterns] < _LIKE:
        return 0.0
    full, light = filled(view), quiet(view)
    if full < least.filled or light < least.quiet:
        return 0.0
    return full + light + float(np.mean(alike[-2:]))
