"""A sample of what the camera sends."""

import numpy as np

from cashier.desk.views import FrameView
from tests.helpers.symbols import written

# No payment code: its digits are made up, and the last ones could not be.
_TEXT = "130000000000000000"
_MODULE = 9


def frame(width: int = 640, height: int = 360) -> FrameView:
    """A grey picture with a light field, and a symbol of a made-up code on it."""
    symbol = np.kron(np.where(written(_TEXT, 1), 0x10, 0xF2), np.ones((_MODULE, _MODULE)))
    picture = np.full((height, width), 0x2C, np.uint8)
    picture[30:, 190:450] = 0xF2
    top, left = 122, 226
    picture[top : top + len(symbol), left : left + len(symbol)] = symbol
    return FrameView(picture.tobytes(), width, height, width, grey=True)
