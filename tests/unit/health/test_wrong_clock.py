"""A program whose clock is wrong measures by how much; its clock is really wrong (libfaketime)."""

import pytest

from benchmarks.figures import Absent
from benchmarks.lines.wrong_clock import library, measured


def test_the_offset_is_measured_within_a_second() -> None:
    try:
        library()
    except Absent as absent:
        pytest.skip(str(absent))
    offsets = [-3600.0, 3600.0]
    for real, found in zip(offsets, measured(offsets), strict=True):
        assert found is not None
        # The child's clock is ahead by `real`, so the hosts' clocks are behind it.
        assert abs(found + real) <= 1.0
