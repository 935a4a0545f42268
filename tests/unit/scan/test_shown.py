"""Frames made small enough to show."""

import numpy as np
import pytest

from cashier.scan.shown import preview


@pytest.mark.parametrize(
    ("shape", "step", "width", "height"),
    [
        ((480, 640, 3), 1, 640, 480),
        ((1080, 1920, 3), 3, 640, 360),
        ((480, 640, 4), 1, 640, 480),
        ((481, 641), 2, 321, 241),
        ((480, 640, 1), 1, 640, 480),
    ],
)
def test_width_stays_within(shape: tuple[int, ...], step: int, width: int, height: int) -> None:
    made = preview(np.zeros(shape, np.uint8))
    assert (made.step, made.width, made.height) == (step, width, height)
    assert made.grey is (shape[2:] in ((), (1,)))
    assert made.stride == made.width * (1 if made.grey else 3)
    assert len(made.pixels) == made.stride * made.height


@pytest.mark.parametrize("bytes_a_pixel", [1, 3, 4])
def test_every_nth_pixel_is_shown_without_what_is_transparent(bytes_a_pixel: int) -> None:
    rng = np.random.default_rng(5)
    frame = rng.integers(0, 256, (720, 1280, bytes_a_pixel), np.uint8)
    opaque = frame[::2, ::2, :3]
    assert preview(frame).pixels == opaque.tobytes()
    assert preview(frame[:, :, 0]).pixels == frame[::2, ::2, 0].tobytes()
