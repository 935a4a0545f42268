"""A frame small enough to show, as plain bytes. Imports no picture library: the desk needs it."""

from dataclasses import dataclass

WIDEST = 640


@dataclass(frozen=True, slots=True)
class Preview:
    """Pixels row by row, one byte (grey) or three (BGR) each; `step` frame pixels make one."""

    pixels: bytes
    width: int
    height: int
    stride: int
    grey: bool
    step: int


def step_of(shape: tuple[int, ...], widest: int = WIDEST) -> int:
    """Return how many pixels of a frame of such rows and columns make one that is shown."""
    return max(1, -(-shape[1] // widest))
