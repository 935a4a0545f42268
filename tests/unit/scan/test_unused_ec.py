"""The share of error correction left, put right below .10."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.scan.qr.blocks import check_bytes
from cashier.scan.unused_ec import unused_ec


def as_zxing_writes(value: float) -> float:
    """Two digits without the leading zero, as zxing-cpp 3.1 reports."""
    hundredths = round(value * 100)
    return float(f"0.{hundredths}") if hundredths < 100 else 1.0


@given(st.integers(1, 40), st.sampled_from("LMQH"), st.integers(0, 15))
def test_every_possible_share_survives_the_report(version: int, level: str, errors: int) -> None:
    count = check_bytes(version, level)
    assert count is not None
    true = 1 - 2 * min(errors, count // 2) / count
    reported = as_zxing_writes(true)
    assert unused_ec(reported, version, level) == pytest.approx(true, abs=0.011)


@pytest.mark.parametrize(
    ("reported", "version", "level", "true"),
    [
        (0.9, 2, "Q", 1 / 11),
        (0.9, 4, "L", 0.9),
        (0.8, 1, "M", 0.8),
        (0.42, 5, "H", 0.42),
        (0.0, 3, "L", 0.0),
        (1.0, 3, "L", 1.0),
        (0.9, None, "", 0.9),
        (0.9, 41, "L", 0.9),
        (0.9, 2, "?", 0.9),
        (1.5, 3, "L", 1.0),
    ],
)
def test_reports(reported: float, version: int | None, level: str, true: float) -> None:
    assert unused_ec(reported, version, level) == pytest.approx(true)
