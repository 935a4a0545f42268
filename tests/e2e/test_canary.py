"""No payment code is left anywhere, whichever way it came in and however it was written."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from benchmarks.canary import leaks
from benchmarks.leaks.codes import DISGUISES, found, make
from tests.helpers.logbook import Logbook


def test_the_search_finds_every_disguise() -> None:
    for code in make(40):
        for disguise in DISGUISES:
            data = f"前 {disguise(code)} 后".encode()
            assert found(data, frozenset([code])) == {code}


@pytest.mark.unseen
@pytest.mark.parametrize(
    ("desk", "line"),
    [(78, 14), pytest.param(10_000, 400, marks=[pytest.mark.long, pytest.mark.timeout(7200)])],
)
def test_no_code_is_left_anywhere(
    tmp_path: Path, qapp: QApplication, logbook: Logbook, desk: int, line: int
) -> None:
    left = leaks(tmp_path, desk, line)
    assert left == {}
