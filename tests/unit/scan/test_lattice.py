"""Lattices grown on bent symbols and on nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashier.scan.finder import refined
from cashier.scan.grid import Floats, Grid
from cashier.scan.kernel import load
from cashier.scan.kernel.inputs import Hold
from cashier.scan.lattice import (
    CLOSE,
    LIMBER,
    STIFF,
    SUPPLE,
    Ground,
    Lattice,
    agreed_seeds,
    from_three,
    in_all_ways,
    is_joined,
)
from tests.helpers.scenes import Wave, centres_of, frames_of, scene, seen_from
from tests.helpers.symbols import written

PIXELS = 7.0
DEEP = ((0.7, 15.0), (1.3, 18.0))
"""Heights and lengths of waves, in modules: too deep for steps that are carried on straight."""


def wrinkled(wave: Wave, version: int = 3) -> tuple[Ground, Floats]:
    """Return a wrinkled symbol as ground to grow on, and where its modules truly lie."""
    modules = written("PAY 8", version)
    size = len(modules)
    homography = seen_from(size, PIXELS, turn=12)
    true = centres_of(size, homography, wave)
    frames = frames_of(size, homography)
    picture = scene(modules, homography, wave).astype(np.float32)
    for frame, (row, column) in zip(frames, ((3, 3), (3, size - 4), (size - 4, 3)), strict=True):
        frame[0] = true[row, column]
        frame[:] = refined(picture, frame)
    return Ground(picture, frames), true


def off(grid: Grid, true: Floats) -> Floats:
    """Return how far a grid's modules lie from where they should, in modules."""
    return np.asarray(np.linalg.norm(grid.centres - true, axis=2) / PIXELS)


@settings(max_examples=12)
@given(st.floats(0, 0.5), st.floats(19, 25), st.integers(2, 6), st.sampled_from([SUPPLE, LIMBER]))
def test_a_wrinkled_symbol_is_followed(
    height: float, length: float, version: int, hold: Hold
) -> None:
    ground, true = wrinkled(Wave(height, length), version)
    lattice = Lattice(load(), ground, len(true), hold)
    assert lattice.sizes()[0] == len(true)
    grids = lattice.grid(len(true)), from_three(load(), ground, len(true), hold)
    far = [off(grid, true) for grid in grids]
    assert min(np.median(one) for one in far) < 0.1
    assert min(np.percentile(one, 95) for one in far) < 0.3


def test_only_a_limber_lattice_follows_deep_folds() -> None:
    slipped = {SUPPLE: 0, STIFF: 0, LIMBER: 0}
    for height, length in DEEP:
        ground, true = wrinkled(Wave(height, length), 4)
        for hold in slipped:
            grid = from_three(load(), ground, len(true), hold)
            slipped[hold] += bool((off(grid, true) > 0.5).mean() > 0.05)
    assert slipped == {SUPPLE: len(DEEP), STIFF: len(DEEP), LIMBER: 0}


@pytest.mark.parametrize(
    ("height", "length", "version"), [(1.1, 16, 4), (1.3, 17, 4), (1.3, 17, 5)]
)
def test_where_all_lattices_slip_what_they_agree_on_leads_back(
    height: float, length: float, version: int
) -> None:
    ground, true = wrinkled(Wave(height, length), version)
    lost = [(off(grid, true) > 0.5).mean() for grid in in_all_ways(load(), ground, len(true))]
    *single, close, _, stiff = lost
    assert min(*single, stiff) > 0.3
    assert close < 0.05


def test_only_what_all_lattices_say_is_a_seed() -> None:
    true = np.stack(np.meshgrid(np.arange(25.0), np.arange(25.0)), axis=2) * PIXELS
    grids = [
        Grid(true + random) for random in np.random.default_rng(8).normal(0, 0.3, (3, 1, 1, 2))
    ]
    grids[1].centres[:9, 15:] += PIXELS
    grids[2].centres[14:, :8] -= PIXELS
    seeds = agreed_seeds(grids)
    places = {(int(column), int(row)) for column, row in seeds[:, :2]}
    assert places == {
        (column + 2, row + 2)
        for column in range(25)
        for row in range(25)
        if not (row < 10 and column > 13) and not (row > 12 and column < 9)
    }
    for column, row, *frame in seeds:
        np.testing.assert_allclose(
            np.reshape(frame, (3, 2)),
            [true[int(row) - 2, int(column) - 2], (PIXELS, 0), (0, PIXELS)],
            atol=0.6,
        )


@pytest.mark.parametrize("light", [0.0, 130.0, 255.0])
def test_on_nothing_a_lattice_has_sizes_and_grids_all_the_same(light: float) -> None:
    frames = frames_of(25, seen_from(25, PIXELS))
    picture = np.full((260, 260), light, np.float32)
    lattice = Lattice(load(), Ground(picture, frames), 25, SUPPLE)
    for size in lattice.sizes():
        assert (size - 17) % 4 == 0
        assert lattice.grid(size).centres.shape == (size, size, 2)
        grid = from_three(load(), Ground(picture, frames), size, SUPPLE)
        assert grid.centres.shape == (size, size, 2)


@given(st.integers(0, 2**32), st.sampled_from([SUPPLE, LIMBER, CLOSE, STIFF]))
def test_any_frames_on_noise_are_survived(seed: int, hold: Hold) -> None:
    random = np.random.default_rng(seed)
    picture = random.uniform(0, 255, (50, 50)).astype(np.float32)
    ground = Ground(picture, random.normal(20, 15, (3, 3, 2)))
    for size in Lattice(load(), ground, 21, hold).sizes():
        assert 21 <= size <= 29
    for grid in in_all_ways(load(), ground, 21):
        assert grid.centres.shape == (21, 21, 2)


def test_only_finders_of_one_symbol_are_joined_by_a_strip() -> None:
    modules = written("PAY 8", 4)
    homography = seen_from(len(modules), PIXELS, turn=12)
    picture = scene(modules, homography).astype(np.float32)
    frames = frames_of(len(modules), homography)
    assert is_joined(load(), Ground(picture, frames), len(modules))
    astray = frames.copy()
    astray[1, 0] += 6 * frames[0, 2]
    assert is_joined(load(), Ground(picture, astray), len(modules)), "the other one is enough"
    astray[2, 0] += 6 * frames[0, 1]
    assert not is_joined(load(), Ground(picture, astray), len(modules))
