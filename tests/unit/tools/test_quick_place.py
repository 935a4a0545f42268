"""Tests keep their files in memory where there is room, and where they always did elsewhere."""

import sys
from pathlib import Path

import pytest

from tools import quick_place

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no such place there")


@pytest.fixture(autouse=True)
def nobody_chose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTEST_DEBUG_TEMPROOT", raising=False)


def test_a_place_with_room_is_taken(tmp_path: Path) -> None:
    assert quick_place.for_tests(tmp_path, 1) == {"PYTEST_DEBUG_TEMPROOT": str(tmp_path)}


def test_a_place_that_is_full_or_not_there_is_not(tmp_path: Path) -> None:
    assert quick_place.for_tests(tmp_path, 2**80) == {}
    assert quick_place.for_tests(tmp_path / "nowhere", 1) == {}


def test_what_somebody_chose_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_DEBUG_TEMPROOT", "/elsewhere")
    assert quick_place.for_tests(tmp_path, 1) == {}
