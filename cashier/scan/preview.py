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
