"""Modules are counted by their changes of tone, and what is not random has none."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashier.scan.engines import Picture, find
from cashier.scan.grid import Floats
from cashier.scan.modules import modules_in, seems_random
from tests.helpers.codes import blurred, drawn


def whole(picture: Picture) -> Floats:
    height, width = picture.shape
    return np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float64)


@pytest.mark.parametrize("length", [20, 60, 130])
def test_modules_are_counted_to_a_third(length: int) -> None:
    picture = drawn("https://example.org/" + "a1b2c3d4e5" * (length // 10), scale=5)
    (code,) = find(picture)
    assert code.version is not None
    modules = modules_in(picture, np.array(code.corners))
    assert modules is not None
    assert modules == pytest.approx(17 + 4 * code.version, rel=0.3)


def test_a_chess_board_a_wall_and_shades_have_none() -> None:
    board = np.kron(np.indices((24, 24)).sum(axis=0) % 2, np.ones((8, 8))) * 255
    shade = np.tile(np.arange(192), (192, 1))
    for picture in (board, shade, np.full((192, 192), 90)):
        seen = np.asarray(picture, np.uint8)
        assert modules_in(seen, whole(seen)) is None
    for picture in (board, shade):
        seen = np.asarray(picture, np.uint8)
        assert not seems_random(seen, whole(seen))


def test_a_code_seems_random_also_where_blur_leaves_too_few_changes_to_count() -> None:
    picture = drawn("https://example.org/" + "a1b2c3d4e5" * 6, scale=5)
    (code,) = find(picture)
    soft = blurred(picture, 7.0)
    assert modules_in(soft, np.array(code.corners)) is None
    assert seems_random(soft, np.array(code.corners))


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 90), st.integers(1, 90), st.integers(0, 2**32))
def test_any_noise_is_survived(width: int, height: int, seed: int) -> None:
    noise = np.random.default_rng(seed).integers(0, 255, (height, width), np.uint8)
    modules = modules_in(noise, whole(noise))
    assert modules is None or modules > 0
