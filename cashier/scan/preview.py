"""A frame small enough to show, as plain bytes. Imports no picture library: the desk needs it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cashier.scan.camera import Frame

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


def preview(frame: "Frame", widest: int = WIDEST) -> Preview:
    """Return every n-th pixel, so that the width stays within `widest`: quick, sharp enough."""
    step = max(1, -(-frame.shape[1] // widest))
    opaque = frame[:, :, :3] if frame.ndim == 3 else frame
    small = opaque[::step, ::step].copy()
    return Preview(
        pixels=small.tobytes(),
        width=small.shape[1],
        height=small.shape[0],
        stride=small.strides[0],
        grey=small[0, 0].size == 1,
        step=step,
    )
