"""A sample of what the camera sends."""

from random import Random

from cashier.desk.views import FrameView


def frame(width: int = 640, height: int = 360) -> FrameView:
    """A grey picture with a light field and dark squares, as if of a code."""
    random = Random(11)
    stride = width
    rows = bytearray(b"\x2c" * (stride * height))
    for y in range(30, height):
        for x in range(190, 450):
            rows[y * stride + x] = 0xF2
    for row in range(24):
        for column in range(24):
            if random.random() < 0.5:
                for y in range(120 + row * 8, 128 + row * 8):
                    start = y * stride + 224 + column * 8
                    rows[start : start + 8] = b"\x10" * 8
    return FrameView(bytes(rows), width, height, stride, grey=True)
