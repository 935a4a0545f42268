"""No payment code is left anywhere by the scan, whatever a picture made of it."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.contest.readers import Picture
from benchmarks.scan_canary import clear_of, leaks
from tests.helpers.logbook import Logbook


@pytest.mark.unseen
@pytest.mark.parametrize(
    "count", [21, pytest.param(10_000, marks=[pytest.mark.long, pytest.mark.timeout(3600)])]
)
def test_no_code_is_left_by_the_scan(tmp_path: Path, logbook: Logbook, count: int) -> None:
    assert leaks(tmp_path, count) == {}


def the_clear_one(code: str, number: int) -> Iterator[Picture]:
    """Draw a code only as a mask has to hide it at least: what is damaged takes its time."""
    return islice(clear_of(code, number), 1)


def test_a_mask_that_hides_nothing_would_be_noticed(
    tmp_path: Path, logbook: Logbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cashier.scan.scanner.mask_payload", lambda payload: payload)
    for way in ("pictures_of", "clear_of"):
        monkeypatch.setattr(f"benchmarks.scan_canary.{way}", the_clear_one)
    monkeypatch.setattr("benchmarks.scan_canary._damaged_of", lambda *_: ())
    left = leaks(tmp_path, 2)
    assert {"readings", "masked", "check"} <= left.keys()
