"""Cut-outs around three finders, and the way back into the picture."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.scan.grid import Grid
from cashier.scan.reading import Corners
from cashier.scan.region import region_of
from tests.helpers.scenes import frames_of, scene, seen_from
from tests.helpers.symbols import written

PICTURE = np.zeros((700, 900), np.uint8)


@given(st.integers(1, 8), st.floats(1.5, 20), st.floats(0, 360), st.floats(-40, 300))
def test_in_picture_is_the_inverse(version: int, pixels: float, turn: float, aside: float) -> None:
    size = 17 + 4 * version
    frames = frames_of(size, seen_from(size, pixels, turn=turn))
    frames[:, 0] += aside
    region = region_of(PICTURE, frames)
    if region is None:
        return
    (a, b, c), d = (tuple(map(float, frame[0])) for frame in region.frames), (0.0, 0.0)
    corners: Corners = (a, b, c, d)  # type: ignore[assignment]
    back = region.in_picture(corners)
    assert np.array(back[:3]) == pytest.approx(frames[:, 0], abs=1e-6)
    grid = region.grid_in_picture(Grid(region.frames[:, :1]))
    assert grid.centres[:, 0] == pytest.approx(frames[:, 0], abs=1e-6)
    assert region.frames[:, 1:] == pytest.approx(frames[:, 1:] * region.scale)


@pytest.mark.parametrize("pixels", [1.5, 2.5, 5.0, 11.0, 18.0])
def test_a_cut_is_of_a_good_size_and_shows_the_symbol(pixels: float) -> None:
    modules = written("PAY 8", 2)
    homography = seen_from(25, pixels, turn=15)
    region = region_of(scene(modules, homography), frames_of(25, homography))
    assert region is not None
    module = float(np.linalg.norm(region.frames[0, 1]))
    assert 3.9 <= module <= 12.1
    for frame in region.frames:
        x, y = frame[0].round().astype(int)
        assert region.picture[y, x] < 100
        beside = (frame[0] + 2 * frame[1]).round().astype(int)
        assert region.picture[beside[1], beside[0]] > 130


def test_frames_outside_the_picture_have_no_region() -> None:
    frames = frames_of(25, seen_from(25, 5.0))
    for aside in ((-3000, 0), (0, -3000), (3000, 0), (0, 3000)):
        moved = frames.copy()
        moved[:, 0] += aside
        assert region_of(PICTURE, moved) is None


def test_a_cut_is_never_huge() -> None:
    frames = frames_of(177, seen_from(177, 24.0))
    frames[0, 1:] *= 0.01
    region = region_of(np.zeros((4000, 4000), np.uint8), frames)
    assert region is not None
    assert region.picture.size <= 4_100_000
