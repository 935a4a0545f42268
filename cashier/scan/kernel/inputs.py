"""What both kernels take: one way of making arrays fit before anything reads them.

The kernels read memory by these promises; what cannot be made to fit is the caller's mistake.
Values are not judged here: NaN in a picture, a finder or a seed leads to no result, never to a
crash; kernel.c and its twin see to that.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
"""Rows of numbers."""
Bytes = NDArray[np.uint8]
"""Rows x columns, 255 where it is dark, else 0."""
Pixels = NDArray[np.float32]
"""Rows x columns of grey levels."""
Looks = NDArray[np.float32]
"""1 to 4 looks of a finder at 7 x 7 module centres: mean 0, length 1, dark positive."""

MOST_LOOKS = 4
MOST_SIDE = 1024


@dataclass(frozen=True, slots=True)
class Hold:
    """How firmly the nodes of a lattice hang together.

    Attributes:
        bell: how far around it a node looks, in modules.
        prior: how strongly a node's axes cling to those of its neighbours.
        bends: whether the next node is expected where a surface of second order leads, which
            follows deep folds; else where the last step leads, carried on straight.
    """

    bell: float
    prior: float
    bends: bool = False


def dark_picture(dark: Bytes) -> Bytes:
    """Return a picture of dark and light without gaps.

    Raises:
        ValueError: it is no picture of bytes.
    """
    if dark.ndim != 2 or dark.dtype != np.uint8:
        raise ValueError("rows x columns of bytes are needed")
    return np.ascontiguousarray(dark)


def grey_picture(grey: Pixels) -> Pixels:
    """Return a grey picture without gaps, of 2 x 2 pixels at least: values lie between four.

    Raises:
        ValueError: it has no rows and columns.
    """
    if grey.ndim != 2:
        raise ValueError("rows x columns are needed")
    lacking = [(0, max(0, 2 - length)) for length in grey.shape]
    if any(after for _, after in lacking):
        grey = np.pad(grey, lacking, mode="edge" if grey.size else "constant")
    return np.ascontiguousarray(grey, np.float32)


def rows(numbers: Floats, width: int) -> Floats:
    """Return rows of `width` numbers without gaps.

    Raises:
        ValueError: they are of another width.
    """
    if numbers.ndim != 2 or numbers.shape[1] != width:
        raise ValueError(f"rows of {width} numbers are needed")
    return np.ascontiguousarray(numbers, np.float64)


def look_table(looks: Looks) -> Looks:
    """Return the looks without gaps.

    Raises:
        ValueError: none, too many, or of another size.
    """
    if looks.shape[1:] != (7, 7) or not 1 <= len(looks) <= MOST_LOOKS:
        raise ValueError(f"1 to {MOST_LOOKS} looks of 7 x 7 are needed")
    return np.ascontiguousarray(looks, np.float32)


def at_least_one(**numbers: int) -> None:
    """Refuse steps and counts that are not.

    Raises:
        ValueError: one of them is below 1.
    """
    for name, number in numbers.items():
        if number < 1:
            raise ValueError(f"{name} must be at least 1")


def lattice_shape(shape: tuple[int, int], hold: Hold) -> None:
    """Refuse a lattice that cannot be grown.

    Raises:
        ValueError: no nodes, too many, or they look nowhere.
    """
    if not all(1 <= side <= MOST_SIDE for side in shape) or not 0 < hold.bell < math.inf:
        raise ValueError(f"sides of 1 to {MOST_SIDE} and a finite bell above 0 are needed")
