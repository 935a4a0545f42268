"""Symbols of which one finder is seen."""

import numpy as np
import pytest

from cashier.scan.alone import symbols_of_one
from cashier.scan.kernel import load
from tests.helpers.scenes import Floats, centres_of, noisy, scene, seen_from
from tests.helpers.symbols import written

SIZE = 33
VIEW = seen_from(SIZE, 6.0, turn=35)
MODULES = written("https://example.org/pay", 4, "H")
CENTRES = centres_of(SIZE, VIEW)
NOBODY: Floats = np.empty((0, 6))


def shape_at(row: int, column: int, likeness: float = 0.95) -> Floats:
    """Return a place like a finder pattern, as the kernel measures it."""
    x, y = CENTRES[row, column]
    return np.array([(x, y, 6.0, 0.0, 6.0, likeness)])


@pytest.mark.parametrize("finder", [(3, 3), (3, SIZE - 4), (SIZE - 4, 3)])
def test_each_finder_alone_leads_to_every_module(finder: tuple[int, int]) -> None:
    picture = noisy(scene(MODULES, VIEW), 2, 1)
    found = list(symbols_of_one(picture, picture.astype(np.float32), shape_at(*finder), load()))
    best = found[0]
    assert best.grid.size == SIZE
    assert best.agreement > 0.8
    seen = best.region.grid_in_picture(best.grid).centres
    assert np.abs(seen - CENTRES).max() < 2.0


def test_a_finder_met_by_several_sweeps_is_tried_once() -> None:
    picture = scene(MODULES, VIEW)
    grey = picture.astype(np.float32)
    once, twice = (
        list(symbols_of_one(picture, grey, np.repeat(shape_at(3, 3), count, axis=0), load()))
        for count in (1, 2)
    )
    assert len(once) == len(twice)


@pytest.mark.parametrize("shapes", [NOBODY, shape_at(3, 3, 0.6)])
def test_without_a_likely_finder_nothing_is_tried(shapes: Floats) -> None:
    picture = scene(MODULES, VIEW)
    assert not list(symbols_of_one(picture, picture.astype(np.float32), shapes, load()))


@pytest.mark.parametrize("light", [0, 128, 255])
def test_a_blank_picture_shows_no_symbol(light: int) -> None:
    picture = np.full((300, 300), light, np.uint8)
    grey = picture.astype(np.float32)
    assert not list(symbols_of_one(picture, grey, shape_at(3, 3), load()))


@pytest.mark.parametrize("seed", range(4))
def test_noise_around_a_finder_agrees_with_no_symbol(seed: int) -> None:
    picture = np.random.default_rng(seed).integers(0, 256, (400, 400)).astype(np.uint8)
    grey = picture.astype(np.float32)
    assert not list(symbols_of_one(picture, grey, shape_at(3, 3), load()))
