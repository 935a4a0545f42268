"""Two finder patterns → symbols that they may belong to, the third one being hidden. Pure.

What a lamp burns out, a thumb covers or a pen crosses is often one finder; the rest may be whole.
The modules of the two fix a plane, roughly; each way that the two may lie in a symbol, and each
version, is judged by the fixed modules that would be seen. What reads is decided elsewhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from cashier.scan.finder import frame_at, inwards, onwards
from cashier.scan.grid import Floats, Pixels
from cashier.scan.locate import LIKENESS, Triple
from cashier.scan.qr.layout import size_of
from cashier.scan.rectify import agreement, finder_middles, plane_of, seen_through

CLEAR, DOUBTFUL = 0.6, 0.3
"""Agreement from which on two finders surely belong to a symbol, or are worth a try."""
_LIKE = 0.6
_MOST_FRAMES = 6
_MOST = 3
"""Triples that are worth a try."""
_APART = 3.0
"""Modules between patterns, at least: nearer ones are the same pattern seen twice."""
_SLANTED = 0.35
"""How far, as a share, two patterns may lie off each other's rows, or off the diagonal."""
_ALIKE = 2.2
"""Times that one pattern's modules may be as long as the other's."""
_FAR = 1e5
"""Pixels beyond which no symbol reaches."""
_LARGEST_VERSION = 20
_SLACK, _SLACK_A_VERSION = 0.9, 0.08
"""Versions that the distance may be off by."""


@dataclass(frozen=True, slots=True, eq=False)
class _Guess:
    """The frames (3, 3, 2) of a symbol's patterns as far as they are seen, and which is hidden."""

    frames: Floats
    hidden: int
    modules: float
    """From middle to middle of two patterns on one side."""


def pairs_of(grey: Pixels, shapes: Floats, least: float = DOUBTFUL) -> list[Triple]:
    """Return the likeliest triples with one finder hidden, best first.

    Args:
        grey: rows × columns of grey levels.
        shapes: places most like a finder pattern, best first, as `Kernel.measure_shapes` gives.
        least: agreement of fixed modules, -1 to 1, that one must reach; it is its likeness.
    """
    found: list[Triple] = []
    frames = frames_at(grey, shapes, least=_LIKE, most=_MOST_FRAMES)
    for one, other in permutations(frames, 2):
        for guess in _guesses(one, other):
            found += (triple for triple in _judged(grey, guess) if triple.likeness >= least)
    return sorted(found, key=lambda triple: -triple.likeness)[:_MOST]


def frames_at(grey: Pixels, shapes: Floats, *, least: float, most: int) -> list[Floats]:
    """Return the frames of the likeliest places, each place once, up to `most`."""
    frames: list[Floats] = []
    for shape in shapes[shapes[:, LIKENESS] >= least]:
        if len(frames) == most:
            break
        apart = _APART * np.sqrt(abs(shape[2] * shape[4] - shape[3] ** 2))
        if all(np.hypot(*(frame[0] - shape[:2])) > apart for frame in frames):
            frames.append(frame_at(grey, shape))
    return frames


def _guesses(one: Floats, other: Floats) -> Iterator[_Guess]:
    """Yield the ways that these may be patterns of one symbol, in this order."""
    way = other[0] - one[0]
    scale = abs(np.linalg.det(one[1:]) / np.linalg.det(other[1:])) ** 0.5
    if not 1 / _ALIKE < scale < _ALIKE:
        return
    leans = [np.sort(np.abs(np.linalg.solve(frame[1:].T, way))) for frame in (one, other)]
    # Perspective makes one finder's module longer than the other's.
    modules = 2 / sum(1 / lean[1] for lean in leans)
    if all(lean[0] <= _SLANTED * lean[1] for lean in leans):
        (u, v), (w, x) = onwards(one, way), onwards(other, way)
        none = np.zeros((3, 2))
        yield _Guess(np.stack([[one[0], u, v], [other[0], w, x], none]), 2, modules)
        yield _Guess(np.stack([[other[0], x, -w], none, [one[0], v, -u]]), 1, modules)
    elif all(lean[0] >= (1 - _SLANTED) * lean[1] for lean in leans):
        (v, w), (x, u) = inwards(one, way), inwards(other, -way)
        yield _Guess(np.stack([np.zeros((3, 2)), [one[0], -w, v], [other[0], u, -x]]), 0, modules)


def _judged(grey: Pixels, guess: _Guess) -> Iterator[Triple]:
    """Yield the versions that a guess may have, and how well fixed modules agree."""
    about = (guess.modules + 7 - 17) / 4
    slack = _SLACK + _SLACK_A_VERSION * max(about, 0)
    for version in range(max(1, round(about - slack)), round(about + slack) + 1):
        if version > _LARGEST_VERSION:
            return
        plane = plane_of(guess.frames, size_of(version), guess.hidden)
        if plane is None:
            continue
        frames = guess.frames.copy()
        middle = finder_middles(size_of(version))[guess.hidden]
        frames[guess.hidden] = seen_through(plane, middle)
        # A plane of two patterns may tilt to infinity; NaN is not below anything either.
        if np.abs(frames).max() < _FAR:
            yield Triple(frames, agreement(grey, plane, version), guess.hidden, version)
