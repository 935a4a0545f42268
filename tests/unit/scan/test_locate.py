"""Finding three finder patterns of one symbol."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashier.scan.binarise import Binarising
from cashier.scan.kernel import load
from cashier.scan.locate import (
    Sweep,
    Triple,
    _merged,
    likest,
    likest_finder,
    oddness,
    outside_of,
    shapes_in,
    triples_of,
)
from cashier.scan.reading import Corners, inside
from tests.helpers.scenes import Picture, frames_of, noisy, scene, seen_from, shaded
from tests.helpers.symbols import written

MODULES = written("https://example.org/pay", 2)
WAYS = (Binarising(1, 31), Binarising(0.5, -8, 0), Binarising(2, 0), Binarising(0.25, -24, 3))
SWEEPS = (Sweep(WAYS), Sweep(WAYS, strict=False))


def triples(picture: Picture, sweep: Sweep, solved: tuple[Corners, ...] = ()) -> list[Triple]:
    grey = picture.astype(np.float32)
    shapes = likest(shapes_in(picture, grey, sweep, load(), solved))
    return triples_of(grey, shapes, sweep, load())


@settings(max_examples=15)
@given(st.floats(0, 360), st.floats(0, 35), st.floats(3, 9), st.sampled_from(SWEEPS))
def test_a_symbol_is_found_first(turn: float, tilt: float, pixels: float, sweep: Sweep) -> None:
    homography = seen_from(25, pixels, turn=turn, tilt=tilt)
    first, *_ = triples(noisy(scene(MODULES, homography), 3, 1), sweep)
    true = frames_of(25, homography)
    assert np.linalg.norm(first.frames[:, 0] - true[:, 0], axis=1).max() < 0.6 * pixels
    assert first.likeness > 0.5
    middle = (true[1, 0] + true[2, 0]) / 2
    assert np.array(first.middle()) == pytest.approx(middle, abs=pixels)


def test_what_is_solved_is_not_found_again() -> None:
    picture = scene(MODULES, seen_from(25, 6.0))
    side = float(len(picture))
    all_of_it: Corners = ((0.0, 0.0), (side, 0.0), (side, side), (0.0, side))
    assert triples(picture, SWEEPS[0])
    assert triples(picture, SWEEPS[0], (all_of_it,)) == []


def test_likely_ones_that_are_not_odd_come_first() -> None:
    found = triples(np.hstack([scene(MODULES, seen_from(25, 5.0))] * 2), SWEEPS[1])
    assert len(found) >= 2
    odd = oddness(np.stack([triple.frames for triple in found]))
    rank = [triple.likeness - 0.3 * one for triple, one in zip(found, odd, strict=True)]
    assert rank == sorted(rank, reverse=True)


@pytest.mark.parametrize("shape", [(0, 0), (0, 7), (1, 1), (2, 3), (1, 900), (40, 2)])
@pytest.mark.parametrize("sweep", SWEEPS)
def test_no_picture_is_too_small(shape: tuple[int, int], sweep: Sweep) -> None:
    assert triples(np.full(shape, 9, np.uint8), sweep) == []


def test_a_local_mean_sees_through_shade() -> None:
    picture = shaded(scene(MODULES, seen_from(25, 6.0)), 0.05, 40)
    assert triples(picture, Sweep((Binarising(1, 31),)))


@pytest.mark.parametrize("light", [0, 128, 255])
def test_an_even_picture_shows_nothing(light: int) -> None:
    assert triples(np.full((300, 400), light, np.uint8), SWEEPS[1]) == []


@given(st.floats(0, 360), st.floats(0, 45))
def test_a_flat_symbol_is_little_odd_and_a_stretched_one_more(turn: float, tilt: float) -> None:
    true = frames_of(25, seen_from(25, 6.0, turn=turn, tilt=tilt))
    stretched = true.copy()
    stretched[1, 0] += 1.5 * (true[1, 0] - true[0, 0])
    flat, odd = oddness(np.stack([true, stretched]))
    assert flat < 0.7
    assert odd > flat + 0.4


def test_a_place_tried_from_other_axes_is_not_the_same() -> None:
    frames = frames_of(25, seen_from(25, 6.0))
    moved, turned = frames.copy(), frames.copy()
    moved[:, 0] += 1.5
    turned[2, 1] *= 1.3
    one = Triple(frames, 0.8)
    assert one.is_same(Triple(moved, 0.7))
    assert not one.is_same(Triple(turned, 0.8))


def test_a_logo_of_a_dot_in_a_wide_ring_is_no_finder() -> None:
    y, x = np.mgrid[:120, :120] - 60.0
    far = np.hypot(x, y)
    logo = np.where((far < 9) | ((far > 19) & (far < 28)), 40, 220).astype(np.uint8)
    gate = Binarising(1, 51)
    finder = scene(MODULES, seen_from(25, 6.0, turn=45))
    assert likest_finder(logo, gate, load()) == 0
    assert likest_finder(finder, gate, load(), step=2) > 0.8


QUAD = st.tuples(*[st.tuples(st.floats(-9, 99), st.floats(-9, 99)) for _ in range(4)])


@given(st.lists(QUAD, max_size=4), st.lists(st.tuples(st.floats(0, 90), st.floats(0, 90))))
def test_points_outside_quadrilaterals_are_told_all_at_once_as_one_by_one(
    quads: list[Corners], points: list[tuple[float, float]]
) -> None:
    told = outside_of(np.array(points, np.float64).reshape(-1, 2), tuple(quads))
    assert told.tolist() == [not any(inside(point, quad) for quad in quads) for point in points]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(1, 4)), max_size=40))
def test_one_place_is_one_finder_and_the_one_with_most_hits(rows: list[tuple[int, ...]]) -> None:
    finders = np.array([(x, y, 4.0, 4.0, hits) for x, y, hits in rows]).reshape(-1, 5)
    kept = _merged(finders)
    for one, x, y in zip(kept, *kept[:, :2].T, strict=True):
        near = np.maximum(np.abs(kept[:, 0] - x), np.abs(kept[:, 1] - y)) < 6.0
        assert near.sum() == 1, one
    for x, y, *_, hits in finders:
        near = np.maximum(np.abs(kept[:, 0] - x), np.abs(kept[:, 1] - y)) < 6.0
        assert kept[near, 4].max() >= hits
