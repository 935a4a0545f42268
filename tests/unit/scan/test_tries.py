"""What a picture may cost that is full of finders and holds no code."""

import cv2
import numpy as np
import pytest

from cashier.scan.search import Effort, Search
from tests.helpers.kernels import RememberingKernel
from tests.helpers.scenes import Picture, noisy

MOST_NODES = 600_000
"""What a still may cost; without a purse these walls cost 1.5 and 1.0 million."""


def wall(pixels: int, gap: int, turn: float) -> Picture:
    """Return finder patterns side by side, so many modules between them, turned by degrees."""
    ring = np.maximum(*(abs(axis) for axis in np.mgrid[-3:4, -3:4]))
    finder = np.pad(np.where(ring == 2, 230, 30), (0, gap), constant_values=230)
    page = np.tile(np.kron(finder, np.ones((pixels, pixels))), (12, 16)).astype(np.uint8)
    height, width = page.shape
    about = cv2.getRotationMatrix2D((width / 2, height / 2), turn, 1)
    return noisy(np.asarray(cv2.warpAffine(page, about, (width, height), borderValue=(230,))), 3, 1)


@pytest.mark.unseen
@pytest.mark.parametrize(("pixels", "gap", "turn"), [(5, 3, 17), (4, 4, 0)])
def test_a_wall_of_finders_costs_no_more_than_the_purse_holds(
    pixels: int, gap: int, turn: float
) -> None:
    kernel = RememberingKernel()
    found = Search(kernel, Effort.STILL).symbols(wall(pixels, gap, turn))
    assert not any(one.text for one in found)
    assert sum(rows * columns for _, (rows, columns), _ in kernel.grown) < MOST_NODES
