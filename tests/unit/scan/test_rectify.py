"""Versions and homographies of flat symbols, seen at a slant."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashier.scan.grid import grid_of
from cashier.scan.rectify import (
    Flat,
    agreement,
    aligned,
    estimated_version,
    flats,
    other_homographies,
)
from tests.helpers.scenes import frames_of, noisy, scene, seen_from
from tests.helpers.symbols import written

PIXELS = 6.0


def off(flat: Flat, homography: np.ndarray) -> float:
    true = grid_of(homography, 17 + 4 * flat.version).corners()
    return float(np.abs(np.array(flat.grid().corners()) - np.array(true)).max() / PIXELS)


@settings(max_examples=12)
@given(st.integers(1, 7), st.floats(0, 360), st.floats(0, 35))
def test_version_and_corners_of_a_slanted_symbol(version: int, turn: float, tilt: float) -> None:
    modules = written("PAY 8", version)
    homography = seen_from(len(modules), PIXELS, turn=turn, tilt=tilt)
    picture = noisy(scene(modules, homography), 3, version).astype(np.float32)
    best, *others = flats(picture, frames_of(len(modules), homography))
    assert best.version == version
    assert best.agreement > 0.8
    # Version 1 has no fixed module near its fourth corner.
    assert off(best, homography) < (0.6 if version > 1 else 1.6)
    assert all(other.agreement < best.agreement for other in others)


@given(st.integers(1, 40), st.floats(0, 360))
def test_the_distance_of_finders_tells_the_version(version: int, turn: float) -> None:
    size = 17 + 4 * version
    frames = frames_of(size, seen_from(size, PIXELS, turn=turn))
    assert estimated_version(frames) == pytest.approx(version, abs=0.01)


@given(st.integers(0, 2**32))
def test_any_frames_are_survived(seed: int) -> None:
    random = np.random.default_rng(seed)
    frames = random.normal(30, 15, (3, 3, 2))
    picture = random.uniform(0, 255, (60, 60)).astype(np.float32)
    found = flats(picture, frames)
    assert all(-1 <= flat.agreement <= 1 for flat in found)
    assert [flat.agreement for flat in found] == sorted(
        (flat.agreement for flat in found), reverse=True
    )


def test_frames_on_one_line_are_survived() -> None:
    line = np.array([[(x, 10.0), (4.0, 0.1), (0.1, 4.0)] for x in (10.0, 40.0, 70.0)])
    assert all(np.isfinite(one).all() for one in other_homographies(line, 25))


def test_blank_paper_agrees_with_nothing() -> None:
    blank = np.full((200, 200), 200, np.float32)
    assert agreement(blank, seen_from(25, 5.0), 2) == -1


def test_an_inverted_symbol_disagrees() -> None:
    modules = written("PAY 8", 2)
    homography = seen_from(25, PIXELS)
    picture = scene(modules, homography).astype(np.float32)
    assert agreement(picture, homography, 2) > 0.9
    assert agreement(255 - picture, homography, 2) < 0


def test_an_alignment_pattern_pulls_a_wrong_corner_back() -> None:
    modules = written("PAY 8", 4)
    size = len(modules)
    homography = seen_from(size, PIXELS, tilt=30, turn=10)
    picture = scene(modules, homography).astype(np.float32)
    frames = frames_of(size, homography)
    wrong = homography.copy()
    wrong[2, :2] += 0.0008
    flat = Flat(4, wrong, agreement(picture, wrong, 4))
    better = aligned(picture, frames, flat)
    assert better.agreement > flat.agreement
    assert off(better, homography) < 0.5 < off(flat, homography)


def test_nothing_to_align_leaves_the_symbol_as_it_is() -> None:
    blank = np.full((300, 300), 200, np.float32)
    for version in (1, 4):
        size = 17 + 4 * version
        flat = Flat(version, seen_from(size, PIXELS), -1.0)
        assert aligned(blank, frames_of(size, flat.homography), flat) is flat
