"""What one grid of modules says."""

import numpy as np

from cashier.scan.reading import Corners
from cashier.scan.readout import under


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
