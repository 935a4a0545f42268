"""The look of a finder pattern, and frames drawn to its edges."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from cashier.scan.finder import likeness_of, looks, refined, ringed_likeness_of
from tests.helpers.scenes import defocused, frames_of, noisy, scene, seen_from
from tests.helpers.symbols import written

MODULES = written("https://example.org/pay", 2)
SIZE = len(MODULES)
NEAR = st.floats(-1, 1)


def off(frame: NDArray[np.float64], true: NDArray[np.float64], pixels: float) -> float:
    """Return how far a finder's corners lie off, in modules."""
    corners = np.array([(1, x, y) for x in (-3.5, 3.5) for y in (-3.5, 3.5)])
    return float(np.linalg.norm(corners @ (frame - true), axis=1).max() / pixels)


@settings(max_examples=20)
@given(
    st.integers(0, 2), st.floats(0, 360), st.floats(0, 30), st.lists(NEAR, min_size=6, max_size=6)
)
def test_a_frame_that_is_off_is_pulled_to_the_truth(
    finder: int, turn: float, tilt: float, push: list[float]
) -> None:
    pixels = 6.0
    homography = seen_from(SIZE, pixels, turn=turn, tilt=tilt)
    picture = noisy(defocused(scene(MODULES, homography), 1.5), 2, 1).astype(np.float32)
    true = frames_of(SIZE, homography)[finder]
    shift, bend = np.array(push[:2]) * 0.28, np.array(push[2:]).reshape(2, 2) * 0.05
    axes = true[1:]
    pushed = np.vstack([true[0] + shift @ axes, (np.eye(2) + bend) @ axes])
    assert off(refined(picture, pushed), true, pixels) < 0.35
    assert np.linalg.norm(refined(picture, pushed)[0] - true[0]) < 0.12 * pixels


@pytest.mark.parametrize(
    ("shift", "grown"), [(0.4, 1.0), (-0.4, 1.0), (0.0, 1.1), (0.0, 0.9), (0.25, 1.1)]
)
def test_the_largest_pushes_along_an_axis(shift: float, grown: float) -> None:
    homography = seen_from(SIZE, 7.0, turn=20)
    true = frames_of(SIZE, homography)[0]
    pushed = np.vstack([true[0] + shift * true[1], true[1:] * grown])
    picture = scene(MODULES, homography).astype(np.float32)
    assert off(refined(picture, pushed), true, 7.0) < 0.3


@pytest.mark.parametrize("light", [0, 128, 255])
def test_where_nothing_is_seen_a_frame_stays(light: int) -> None:
    frame = np.array([(30.0, 30.0), (5.0, 1.0), (-1.0, 5.0)])
    picture = np.full((60, 60), light, np.float32)
    assert np.array_equal(refined(picture, frame), frame)


@given(st.integers(0, 2**32), st.floats(-90, 90), st.floats(0.1, 20))
def test_any_frame_on_noise_stays_finite(seed: int, x: float, pixels: float) -> None:
    random = np.random.default_rng(seed)
    picture = random.uniform(0, 255, (50, 40)).astype(np.float32)
    frame = np.vstack([(x, 20.0), random.normal(0, pixels, (2, 2))])
    assert np.isfinite(refined(picture, frame)).all()


def test_looks_are_ready_to_correlate_with() -> None:
    table = looks(0.0, 0.6, 0.9)
    assert table.shape == (3, 7, 7)
    assert table.dtype == np.float32
    assert table.mean(axis=(1, 2)) == pytest.approx(0, abs=1e-6)
    assert np.linalg.norm(table, axis=(1, 2)) == pytest.approx(1, abs=1e-5)
    stone = MODULES[:7, :7]
    assert table[0][stone].min() > table[0][~stone].max()
    assert table == pytest.approx(table.transpose(0, 2, 1), abs=1e-6)


@pytest.mark.parametrize("blur", [0.2, 0.6])
def test_a_pattern_in_the_middle_of_ink_lacks_its_ring(blur: float) -> None:
    homography = seen_from(SIZE, 8.0, turn=20)
    frames = frames_of(SIZE, homography)
    bare = MODULES.copy()
    bare[7, :8] = bare[:8, 7] = True
    whole, spoilt = (
        defocused(scene(modules, homography), blur * 8).astype(np.float32)
        for modules in (MODULES, bare)
    )
    assert ringed_likeness_of(whole, frames).min() > 0.85
    assert likeness_of(spoilt, frames)[0] > 0.8
    assert ringed_likeness_of(spoilt, frames)[0] < ringed_likeness_of(whole, frames)[0] - 0.1
