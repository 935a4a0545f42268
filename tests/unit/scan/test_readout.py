"""What one grid of modules says."""

import cv2
import numpy as np
import pytest

from cashier.core.privacy import Secret
from cashier.scan.grid import Grid
from cashier.scan.reading import Corners
from cashier.scan.readout import sampled, under
from cashier.scan.region import Region
from tests.helpers.scenes import centres_of, frames_of, noisy, scene, seen_from
from tests.helpers.symbols import written

TEXT = "https://example.org/pay"
SIZE = 29
VIEW = seen_from(SIZE, 5.0, turn=20)


@pytest.mark.parametrize("seed", [0, 1, 3])
def test_in_patches_of_sun_modules_are_told_by_the_ratio_of_their_light(seed: int) -> None:
    flat = scene(written(TEXT, 3), VIEW)
    coarse = np.random.default_rng(seed).normal(size=(8, 8))
    leaves = cv2.resize(coarse, flat.shape[::-1], interpolation=cv2.INTER_CUBIC)
    light = 0.1 + 1.2 / (1 + np.exp(-12 * leaves))
    sunny = noisy(np.clip(flat * light, 0, 255).astype(np.uint8), 2, seed)
    region = Region(sunny.astype(np.float32), frames_of(SIZE, VIEW), 1.0, 0.0, 0.0)
    decoded = sampled(region, Grid(centres_of(SIZE, VIEW))).decoded
    assert decoded is not None
    assert decoded.text == Secret(TEXT)


def test_corners_of_a_patch_do_not_follow_a_lattice_that_lost_its_way() -> None:
    y, x = np.mgrid[:200, :200].astype(np.float32)
    straight = np.stack([2 * x + y + 30, 3 * y + 10], axis=2)
    lost = straight.copy()
    lost[120:, 120:] = straight[120, 120]
    corners: Corners = ((20.0, 20.0), (180.0, 20.0), (180.0, 180.0), (20.0, 180.0))
    wanted = [straight[int(row), int(column)] for column, row in corners]
    assert np.allclose(under(lost, corners, 2.0), wanted, atol=0.5)
    wild = np.random.default_rng(4).uniform(0, 200, straight.shape).astype(np.float32)
    assert np.allclose(under(wild, corners, 2.0), [wild[int(b), int(a)] for a, b in corners])
