"""Grids of symbols whose homography is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashier.scan.grid import Grid, extremes_at, grid_of, patch_maps, patch_of, values_at
from tests.helpers.scenes import centres_of, scene, seen_from
from tests.helpers.symbols import written

VIEWS = st.fixed_dictionaries({"turn": st.floats(0, 360), "tilt": st.floats(0, 50)})
MODULES = written("https://example.org/pay", 3)


@given(VIEWS, st.integers(1, 6), st.floats(3, 9))
def test_corners_are_those_of_the_symbol(
    view: dict[str, float], version: int, pixels: float
) -> None:
    size = 17 + 4 * version
    homography = seen_from(size, pixels, **view)
    grid = grid_of(homography, size)
    true = np.array([(0, 0, 1), (size, 0, 1), (size, size, 1), (0, size, 1)]) @ homography.T
    off = np.array(grid.corners()) - true[:, :2] / true[:, 2:]
    assert np.abs(off).max() < 0.1 * pixels
    assert np.allclose(grid.centres, centres_of(size, homography))
    assert grid.size == size


@settings(max_examples=6)
@given(VIEWS, st.floats(4, 7))
def test_values_and_patches_show_the_modules(view: dict[str, float], pixels: float) -> None:
    size = len(MODULES)
    homography = seen_from(size, pixels, **view)
    picture = scene(MODULES, homography).astype(np.float32)
    grid = grid_of(homography, size)
    patch = patch_of(picture, grid, 8, 2)
    cells = patch[16:-16, 16:-16].reshape(size, 8, size, 8)[:, 3:5, :, 3:5].mean(axis=(1, 3))
    for values in (values_at(picture, grid), cells):
        assert np.array_equal(values < 125, MODULES)
    assert patch.shape == (8 * (size + 4),) * 2
    assert patch[:8].min() > 200


@given(VIEWS, st.integers(1, 9), st.integers(0, 4))
def test_each_pixel_of_a_patch_is_where_it_belongs(
    view: dict[str, float], fine: int, margin: int
) -> None:
    size, pixels = 21, 6.0
    homography = seen_from(size, pixels, **view)
    maps = patch_maps(grid_of(homography, size), fine, margin)
    assert maps.shape == (fine * (size + 2 * margin),) * 2 + (2,)
    inner = maps[margin * fine : (margin + size) * fine, margin * fine : (margin + size) * fine]
    half = (np.arange(size * fine) + 0.5) / fine
    places = np.stack([*np.meshgrid(half, half), np.ones((size * fine,) * 2)], axis=-1)
    true = places @ homography.T
    assert np.abs(inner - true[..., :2] / true[..., 2:]).max() < 0.1 * pixels


def test_a_module_is_as_large_as_it_is() -> None:
    assert grid_of(np.diag([4.0, 6.0, 1.0]), 21).module_px() == pytest.approx(5)


def test_the_darkest_and_lightest_spots_of_a_module_stay_within_it() -> None:
    view = seen_from(len(MODULES), 8.0, turn=30)
    picture = scene(MODULES, view)
    grid = Grid(centres_of(len(MODULES), view))
    darkest, lightest = extremes_at(picture, grid)
    values = values_at(picture, grid)
    assert (darkest <= values + 1e-3).all()
    assert (lightest >= values - 1e-3).all()
    assert np.array_equal(darkest < 125, MODULES)
    assert np.array_equal(lightest < 125, MODULES)


def test_outside_the_picture_its_edge_goes_on() -> None:
    picture = np.full((10, 10), 77, np.float32)
    far = Grid(grid_of(np.diag([9.0, 9.0, 1.0]), 21).centres - 500)
    assert (values_at(picture, far) == 77).all()
    assert (patch_of(picture, far, 3, 3) == 77).all()
