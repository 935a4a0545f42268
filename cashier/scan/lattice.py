"""Grows a symbol's module lattice out of its finders, module by module: this reads what is bent.

No judgement here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from cashier.scan.grid import Floats, Grid, Pixels
from cashier.scan.kernel import Kernel
from cashier.scan.kernel.inputs import MOST_SIDE, Hold

_OUTSIDE = 2
"""Rings of nodes grown around the symbol."""
_NEAR = 15
"""Side of the lattice that is grown around one finder to see whether there is any."""
_FIRM = 0.05
"""Mean confidence from which on there is a grid."""
_STRIP = 13
"""Rows of the strip from one finder to another."""
_ASTRAY = 2.0
"""Modules by which the strip may miss the other finder."""
_ROOM = 8
"""Modules that the symbol may be larger than estimated."""
_SAME = 0.2
"""Modules from its mean place within which all lattices must put a module to agree on it."""


SUPPLE = Hold(0.7, 0.1)
"""For most: follows what is bent."""
LIMBER = Hold(0.9, 0.003, bends=True)
"""For deep folds: follows them, and is led astray by blur."""
CLOSE = Hold(0.7, 0.003, bends=True)
"""The same, looking less far: in narrow folds what lies farther around is no help."""
STIFF = Hold(0.9, 0.6)
"""For codes hard to see: follows less, and is led astray by less."""


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What a lattice grows on: a picture, and in it the frames (3, 3, 2) of three finders.

    `grown` remembers what grew on it: from the same seeds, in the same way, the same grows again.
    """

    picture: Pixels
    frames: Floats
    grown: dict[tuple[bytes, tuple[int, int], Hold], Floats] = field(default_factory=dict)


def is_firm(kernel: Kernel, ground: Ground) -> bool:
    """Whether nodes around two of the finders are sure of their places.

    Where there is no symbol they are next to nothing sure. The third is asked if the first two do
    not agree.
    """
    first, second = (_firmness(kernel, ground, finder) >= _FIRM for finder in (0, 1))
    return first if first is second else _firmness(kernel, ground, 2) >= _FIRM


def _firmness(kernel: Kernel, ground: Ground, finder: int) -> float:
    """Return how sure, 0 to 1, nodes around a finder are of their places."""
    seed = np.array([(_NEAR // 2, _NEAR // 2, *ground.frames[finder].ravel())])
    nodes = _grown(kernel, ground, seed, (_NEAR, _NEAR))
    return float(np.clip(nodes[..., 2], 0, 1).mean())


def is_joined(kernel: Kernel, ground: Ground, estimate: int, hold: Hold = SUPPLE) -> bool:
    """Whether a strip of lattice from the corner finder comes to one of the others, about straight.

    Where there is no symbol it ends up anywhere; and a strip is grown faster than a whole lattice.
    """
    for finder, frames in ((1, ground.frames), (2, ground.frames[:, [0, 2, 1]])):
        strip = Lattice(kernel, replace(ground, frames=frames), estimate, hold, rows=_STRIP)
        if strip.reaches(finder):
            return True
    return False


def grown_from_two(kernel: Kernel, ground: Ground, size: int, hidden: int) -> Grid | None:
    """Return the nodes of a symbol grown from two of its finders; None where it is cut off."""
    seeds = _seed_rows(ground, [seed for seed in _seeds(size) if seed[2] != hidden])
    side = size + 2 * _OUTSIDE
    nodes = _grown(kernel, ground, seeds, (side, side))
    return _inner(nodes, size) if nodes[..., 2].min() >= 0 else None


def from_three(kernel: Kernel, ground: Ground, size: int, hold: Hold) -> Grid:
    """Return the nodes grown from all three finders at once: this mends slips."""
    return _from(kernel, ground, _seed_rows(ground, _seeds(size)), size, hold)


def in_all_ways(kernel: Kernel, ground: Ground, size: int) -> Iterator[Grid]:
    """Yield the nodes grown from three finders in several ways, then from what these agree on.

    Each loses its way in another place, so that what all say is nearly always right; from there the
    rest is met from all sides.
    """
    grids: list[Grid] = []
    for hold in (LIMBER, CLOSE, SUPPLE):
        grids.append(from_three(kernel, ground, size, hold))
        yield grids[-1]
    seeds = np.vstack([_seed_rows(ground, _seeds(size)), agreed_seeds(grids)])
    for hold in (CLOSE, LIMBER):
        yield _from(kernel, ground, seeds, size, hold)
    yield from_three(kernel, ground, size, STIFF)


def agreed_seeds(grids: Sequence[Grid]) -> Floats:
    """Return as seeds the modules that all grids put at about one place, like those beside them."""
    places = np.mean([grid.centres for grid in grids], axis=0)
    across, down = np.gradient(places, axis=1), np.gradient(places, axis=0)
    module = np.minimum(np.linalg.norm(across, axis=2), np.linalg.norm(down, axis=2))
    apart = np.max([np.linalg.norm(grid.centres - places, axis=2) for grid in grids], axis=0)
    same = np.asarray(apart < _SAME * module, np.uint8)
    rows, columns = np.nonzero(cv2.erode(same, np.ones((3, 3), np.uint8)))
    frames = np.stack([places, across, down], axis=2)[rows, columns]
    return np.column_stack([columns + _OUTSIDE, rows + _OUTSIDE, frames.reshape(-1, 6)])


def _from(kernel: Kernel, ground: Ground, seeds: Floats, size: int, hold: Hold) -> Grid:
    """Return the nodes of a symbol grown from seeds."""
    side = size + 2 * _OUTSIDE
    return _inner(_grown(kernel, ground, seeds, (side, side), hold), size)


class Lattice:
    """The lattice grown out of the corner finder, which lies at column 3 and row 3."""

    def __init__(
        self,
        kernel: Kernel,
        ground: Ground,
        estimate: int,
        hold: Hold,
        *,
        rows: int = MOST_SIDE,
    ) -> None:
        self._ground = ground
        side = estimate + _ROOM + 2 * _OUTSIDE
        seeds = _seed_rows(ground, _seeds(estimate)[:1])
        self._nodes = _grown(kernel, ground, seeds, (min(rows, side), side), hold)

    def reaches(self, finder: int) -> bool:
        """Whether one of the other finders lies where one of the same symbol would: in row 3."""
        _, row = self._place(self._ground.frames[finder, 0])
        return abs(row - 3) <= _ASTRAY

    def sizes(self) -> list[int]:
        """Return the sizes a symbol may have by where its other finders are met, likely first."""
        along = self._place(self._ground.frames[1, 0])[0] + 4
        down = self._place(self._ground.frames[2, 0])[1] + 4
        found: list[int] = []
        for size in ((along + down) / 2, along, down):
            whole = 17 + 4 * round((size - 17) / 4)
            if 21 <= whole <= min(177, len(self._nodes) - 2 * _OUTSIDE) and whole not in found:
                found.append(whole)
        return found

    def grid(self, size: int) -> Grid:
        """Return the nodes of a symbol of a size."""
        return _inner(self._nodes, size)

    def _place(self, point: Floats) -> tuple[float, float]:
        """Return where a point of the picture lies in the lattice: column, row."""
        nodes = self._nodes
        far = np.hypot(nodes[..., 0] - point[0], nodes[..., 1] - point[1])
        far[nodes[..., 2] < 0] = np.inf
        place = divmod(int(far.argmin()), nodes.shape[1])
        # The outermost nodes lack a neighbour on one side.
        row, column = (min(max(at, 1), n - 2) for at, n in zip(place, nodes.shape, strict=False))
        across = (nodes[row, column + 1, :2] - nodes[row, column - 1, :2]) / 2
        down = (nodes[row + 1, column, :2] - nodes[row - 1, column, :2]) / 2
        axes = np.array([across, down]).T
        step = np.zeros(2)
        if abs(float(np.linalg.det(axes))) > 1e-6:
            step = np.clip(np.linalg.solve(axes, point - nodes[row, column, :2]), -2, 2)
        return column + float(step[0]) - _OUTSIDE, row + float(step[1]) - _OUTSIDE


def _seeds(size: int) -> list[tuple[int, int, int]]:
    """Return column, row and index of the three finders of a symbol."""
    return [(3, 3, 0), (size - 4, 3, 1), (3, size - 4, 2)]


def _seed_rows(ground: Ground, seeds: Iterable[tuple[int, int, int]]) -> Floats:
    """Return finders as the kernel takes seeds: column, row, frame."""
    rows = [
        (column + _OUTSIDE, row + _OUTSIDE, *ground.frames[finder].ravel())
        for column, row, finder in seeds
    ]
    return np.array(rows, np.float64)


def _grown(
    kernel: Kernel, ground: Ground, seeds: Floats, shape: tuple[int, int], hold: Hold = SUPPLE
) -> Floats:
    key = seeds.tobytes(), shape, hold
    if key not in ground.grown:
        ground.grown[key] = kernel.grow_lattice(ground.picture, seeds, shape, hold)
    return ground.grown[key]


def _inner(nodes: Floats, size: int) -> Grid:
    return Grid(nodes[_OUTSIDE : _OUTSIDE + size, _OUTSIDE : _OUTSIDE + size, :2].copy())
