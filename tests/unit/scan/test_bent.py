"""Triples of finders that look past each other."""

import numpy as np
import pytest

from cashier.scan.bent import bent_triples, sizes_of
from cashier.scan.effort import FIRST
from cashier.scan.kernel import load
from cashier.scan.locate import LIKENESS, likest, shapes_in
from tests.helpers.scenes import Wave, frames_of, noisy, scene, seen_from
from tests.helpers.symbols import written


@pytest.mark.parametrize("size", [21, 29, 41, 57])
@pytest.mark.parametrize("tilt", [0, 40])
def test_the_size_of_a_symbol_is_among_the_likeliest(size: int, tilt: float) -> None:
    sizes = sizes_of(frames_of(size, seen_from(size, 6.0, turn=30, tilt=tilt)))
    assert size in sizes[:3]
    assert all(one % 4 == 1 for one in sizes)


def test_three_finders_make_a_triple_whose_frames_are_turned_alike() -> None:
    view = seen_from(29, 6.0, turn=20)
    picture = noisy(scene(written("https://example.org/pay", 3), view, Wave(0.7, 24.0)), 2, 1)
    grey = picture.astype(np.float32)
    first, *_ = bent_triples(grey, likest(shapes_in(picture, grey, FIRST, load())))
    assert first.bent
    assert first.likeness > 0.65
    true = frames_of(29, view)
    assert np.linalg.norm(first.frames[:, 0] - true[:, 0], axis=1).max() < 2 * 6.0
    along = (first.frames[:, 1] * true[:, 1]).sum(axis=1)
    assert (along > 0.7 * 6.0**2).all()


def test_fewer_than_three_places_make_none() -> None:
    grey = np.full((90, 90), 200, np.float32)
    places = np.array([(20.0, 20.0, 3.0, 0.0, 3.0, 0.9), (70.0, 70.0, 3.0, 0.0, 3.0, 0.9)])
    for count in range(3):
        assert bent_triples(grey, places[:count].reshape(-1, LIKENESS + 1)) == []
