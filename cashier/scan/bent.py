"""Three finder patterns of a bent symbol → triples, each pattern with axes of its own. Pure.

On what is flat, rows run straight from finder to finder, and the kernel turns every frame that way.
On a leaning cup a row sets out in one direction and arrives in another. Here each frame is turned
to where its own pattern fits best, and only has to look towards the others roughly.
"""

from collections.abc import Iterator
from itertools import permutations

import numpy as np

from cashier.scan.finder import all_frames_at, likeness_of
from cashier.scan.grid import Floats, Pixels
from cashier.scan.locate import LIKENESS, Triple, oddness

_LIKE, _ALIKE = 0.5, 0.65
"""Likeness that places must have, and their frames once they are turned."""
_MOST_PLACES, _MOST_FRAMES = 64, 8
_APART = 3.0
"""Modules between patterns, at least: nearer ones are the same pattern seen twice."""
_MOST = 3
"""Triples that are worth a try."""
_ASIDE = 1.0
"""How far aside the way to another finder may lead, against how far on: the tangent."""
_LEAST_LEG = 9.0
"""Modules from one finder to the next, at least, as the one sees them."""
_MOST_LEG = 200.0
_MOST_SHRINK = 1.4
"""Logarithm of how many times as long a leg may seem from one end as from the other."""
_SLACK, _MOST_SIZES, _LARGEST = 5, 5, 77
"""Modules that legs may be off by; how many sizes are tried, and the largest."""
_ODD_WEIGHT = 0.1
"""Likeness that a triple's oddness counts for."""
_THREE = 3
_QUARTERS = np.array([[(1, 0), (0, 1)], [(0, 1), (-1, 0)], [(-1, 0), (0, -1)], [(0, -1), (1, 0)]])


def bent_triples(grey: Pixels, shapes: Floats) -> list[Triple]:
    """Return the likeliest triples whose finders need not look straight at each other, best first.

    Args:
        grey: rows × columns of grey levels.
        shapes: places most like a finder pattern, best first, as `Kernel.measure_shapes` gives.
    """
    frames, alike = _likest(grey, shapes)
    found = [
        Triple(triple, float(alike[list(which)].min()), bent=True)
        for which in permutations(range(len(frames)), _THREE)
        for triple in _joined(frames[list(which)])
    ]
    if not found:
        return []
    odd = oddness(np.stack([triple.frames for triple in found]))
    ranks = np.argsort(_ODD_WEIGHT * odd - [triple.likeness for triple in found], kind="stable")
    return [found[rank] for rank in ranks[:_MOST]]


def sizes_of(frames: Floats) -> list[int]:
    """Return the sizes that a symbol may have between three frames, by how long its legs seem.

    A leg seems as long as it is from no end: the likeliest size is the mean, the others follow.
    """
    corner, right, below = frames
    legs = [
        abs(float(_seen(frame, point)[axis]))
        for frame, point, axis in (
            (corner, right[0], 0),
            (right, corner[0], 0),
            (corner, below[0], 1),
            (below, corner[0], 1),
        )
    ]
    low, high, middle = min(legs) + 7, max(legs) + 7, float(np.exp(np.log(legs).mean())) + 7
    sizes = [size for size in range(21, _LARGEST + 1, 4) if low - _SLACK <= size <= high + _SLACK]
    return sorted(sizes, key=lambda size: abs(size - middle))[:_MOST_SIZES]


def _likest(grey: Pixels, shapes: Floats) -> tuple[Floats, Floats]:
    """Return the frames that fit best once they are turned, each place once, and how alike."""
    shapes = shapes[shapes[:, LIKENESS] >= _LIKE][:_MOST_PLACES]
    if len(shapes) < _THREE:
        return np.empty((0, 3, 2)), np.empty(0)
    frames = all_frames_at(grey, shapes)
    alike = likeness_of(grey, frames)
    kept: list[int] = []
    for one in np.argsort(-alike, kind="stable").tolist():
        if alike[one] < _ALIKE or len(kept) == _MOST_FRAMES:
            break
        apart = _APART * np.sqrt(abs(np.linalg.det(frames[one, 1:])))
        if all(np.hypot(*(frames[other, 0] - frames[one, 0])) > apart for other in kept):
            kept.append(one)
    return frames[kept], alike[kept]


def _joined(frames: Floats) -> Iterator[Floats]:
    """Yield the frames of a corner, one along the row and one along the column, turned alike."""
    corner, right, below = frames
    for here in _quarters(corner):
        on, down = _seen(here, right[0]), _seen(here, below[0])
        if not (_leads(on) and _leads(down[::-1])):
            continue
        for there in _quarters(right):
            back = -_seen(there, corner[0])
            if not (_leads(back) and abs(np.log(back[0] / on[0])) < _MOST_SHRINK):
                continue
            for under in _quarters(below):
                up = -_seen(under, corner[0])[::-1]
                if _leads(up) and abs(np.log(up[0] / down[1])) < _MOST_SHRINK:
                    yield np.stack([here, there, under])


def _quarters(frame: Floats) -> Iterator[Floats]:
    for turn in _QUARTERS:
        yield np.vstack([frame[:1], turn @ frame[1:]])


def _seen(frame: Floats, point: Floats) -> Floats:
    """Return where a point lies from a frame, in its modules."""
    return np.asarray(np.linalg.solve(frame[1:].T, point - frame[0]), np.float64)


def _leads(way: Floats) -> bool:
    """Whether a way, (on, aside) in modules, leads on far enough and not too far aside."""
    return bool(_LEAST_LEG <= way[0] <= _MOST_LEG and abs(way[1]) <= _ASIDE * way[0])
