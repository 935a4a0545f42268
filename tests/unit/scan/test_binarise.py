"""Telling dark from light."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.scan.binarise import Binarising, dark_of, resized
from tests.helpers.scenes import frames_of, scene, seen_from
from tests.helpers.symbols import written

MODULES = written("https://example.org/pay", 2)
WAYS = (
    Binarising(1, 31),
    Binarising(0.5, -8, 0),
    Binarising(2, 0),
    Binarising(0.25, -24, 3),
    Binarising(1, 0),
    Binarising(1, 15),
)


@pytest.mark.parametrize("way", WAYS)
def test_ink_is_dark_in_each_way_of_telling(way: Binarising) -> None:
    picture = scene(MODULES, seen_from(25, 8.0))
    dark = dark_of(picture, way)
    assert dark.shape == tuple(round(side * way.scale) for side in picture.shape)
    assert set(np.unique(dark)) <= {0, 255}
    for frame in frames_of(25, seen_from(25, 8.0)):
        x, y = ((frame[0] + 0.5) * way.scale - 0.5 + 3 * frame[1] * way.scale).round().astype(int)
        assert dark[y, x] == 255


@pytest.mark.parametrize("margin", [0, 2, 3])
def test_only_what_is_darker_by_the_margin_is_dark(margin: int) -> None:
    picture = np.full((40, 40), 100, np.uint8)
    picture[10, 10], picture[30, 30] = 99 - margin, 100 - margin
    dark = dark_of(picture, Binarising(1, 31, margin))
    assert dark[10, 10] == 255
    assert not dark[30, 30]


@pytest.mark.parametrize("height", range(1, 7))
@pytest.mark.parametrize("width", range(1, 7))
def test_the_smallest_pictures_are_told_apart_as_well(height: int, width: int) -> None:
    picture = np.full((height, width), 100, np.uint8)
    picture[-1, -1] = 20
    dark = dark_of(picture, Binarising(1, 31))
    assert dark[-1, -1] == (255 if picture.size > 1 else 0)
    assert dark.astype(bool).sum() == (picture.size > 1)


def test_nothing_in_the_black_is_darker() -> None:
    assert not dark_of(np.zeros((40, 40), np.uint8), Binarising(1, 31)).any()


@given(st.integers(1, 70), st.integers(1, 70), st.sampled_from([0.25, 0.5, 1.0, 2.0]))
def test_no_picture_shrinks_to_nothing(height: int, width: int, scale: float) -> None:
    small = resized(np.full((height, width), 77, np.uint8), scale)
    assert min(small.shape) >= 1
    assert (small == 77).all()
