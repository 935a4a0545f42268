"""Blurred symbols: more modules are right afterwards than before."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashier.scan.attempt import _OPTICS
from cashier.scan.deblur import Optics, deblurred
from cashier.scan.grid import grid_of, values_at
from cashier.scan.qr.decode import decode
from cashier.scan.qr.layout import function_modules
from cashier.scan.sample import soften
from tests.helpers.scenes import Picture, Shot, defocused, noisy, scene, seen_from, shaded, shaken
from tests.helpers.symbols import written

TEXT = "https://example.org/pay"
PIXELS = 6.0
LEARNING, LENS, EVENED = Optics(0.65, 10.0), Optics(0.6), Optics(0.65, 3.0, evened=True)


def wrong(picture: Picture, version: int, optics: Optics | None) -> float:
    """Return the share of modules that come out wrong: sampled, or deblurred."""
    size = 17 + 4 * version
    grid = grid_of(seen_from(size, PIXELS), size)
    light = picture.astype(np.float32)
    if optics is None:
        soft = soften(values_at(light, grid))
    else:
        soft = deblurred(light, grid, version, optics)
    return float(((soft > 0) != written(TEXT, version)).mean())


@settings(max_examples=10)
@given(st.integers(3, 6), st.floats(0.5, 0.65), st.sampled_from([LEARNING, LENS, EVENED]))
def test_a_lens_out_of_focus(version: int, sigma: float, optics: Optics) -> None:
    sharp = scene(written(TEXT, version), seen_from(17 + 4 * version, PIXELS))
    picture = noisy(defocused(sharp, sigma * PIXELS), 1, version)
    before, after = wrong(picture, version, None), wrong(picture, version, optics)
    assert before > 0.03
    assert after < 0.005


@settings(max_examples=10)
@given(st.integers(3, 6), st.floats(1.5, 2.0), st.floats(0, 180))
def test_a_shaken_hand_is_learnt(version: int, length: float, angle: float) -> None:
    sharp = scene(written(TEXT, version), seen_from(17 + 4 * version, PIXELS))
    picture = noisy(shaken(defocused(sharp, 1.5), length * PIXELS, angle), 1, version)
    assert wrong(picture, version, LEARNING) <= wrong(picture, version, None)
    assert wrong(picture, version, LEARNING) < 0.06


def test_shade_is_evened() -> None:
    sharp = scene(written(TEXT, 4), seen_from(33, PIXELS))
    picture = shaded(defocused(sharp, 0.6 * PIXELS), 0.3, 30)
    assert wrong(picture, 4, EVENED) < 0.04


def test_what_is_deblurred_can_be_decoded() -> None:
    sharp = scene(written(TEXT, 3), seen_from(29, PIXELS))
    picture = defocused(sharp, 0.65 * PIXELS).astype(np.float32)
    grid = grid_of(seen_from(29, PIXELS), 29)
    assert decode(soften(values_at(picture, grid))) is None
    found = decode(deblurred(picture, grid, 3, LEARNING))
    assert found is not None
    assert found.text.reveal() == TEXT


@pytest.mark.parametrize("optics", [LEARNING, LENS, EVENED])
@pytest.mark.parametrize("light", [0, 128, 255])
def test_on_blank_paper_known_modules_keep_their_values(optics: Optics, light: int) -> None:
    picture = np.full((200, 200), light, np.float32)
    soft = deblurred(picture, grid_of(seen_from(25, 5.0), 25), 2, optics)
    fixed = function_modules(2)
    assert soft.shape == (25, 25)
    assert np.isfinite(soft).all()
    assert np.array_equal((soft > 0)[fixed.known], fixed.dark[fixed.known])


def test_any_noise_gives_finite_readings() -> None:
    noise = np.random.default_rng(4).uniform(0, 255, (150, 150)).astype(np.float32)
    light = np.asarray(cv2.blur(noise, (3, 3)), np.float32)
    for optics in (LEARNING, LENS, EVENED):
        soft = deblurred(light, grid_of(seen_from(21, 4.0), 21), 1, optics)
        assert np.abs(soft).max() <= 1


@pytest.mark.parametrize(
    "shot",
    [
        Shot(2, pixels=4.6, turn=20, blur=0.6, shake=2.0, seed=1),
        Shot(4, "Q", 6.1, turn=20, blur=0.75, seed=6),
        Shot(3, pixels=6.9, turn=20, blur=0.55, darkest=0.3, noise=15, seed=24),
        Shot(2, pixels=5.5, turn=20, blur=0.45, shake=2.4, seed=44),
    ],
    ids=["both", "out of focus", "in the shade", "shaken"],
)
def test_each_assumption_reads_what_no_other_does(shot: Shot) -> None:
    modules = written(TEXT, shot.version, shot.level)
    grid = grid_of(seen_from(len(modules), shot.pixels, turn=shot.turn), len(modules))
    seen = shot.of(modules).astype(np.float32)
    light = np.asarray(cv2.GaussianBlur(seen, (0, 0), 0.6), np.float32)
    softs = (deblurred(light, grid, shot.version, optics) for optics in _OPTICS)
    assert sum(decode(soft) is not None for soft in softs) == 1
