"""Frames made small enough to show."""

import numpy as np
import pytest

from cashier.scan.preview import preview


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
