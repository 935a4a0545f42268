"""A time zone that cannot be read keeps no till from starting."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cashier.core.zone import settle

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="no time zones by variable")


@pytest.fixture(autouse=True)
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the process have its own zone again afterwards."""
    monkeypatch.setenv("TZ", os.environ.get("TZ", "UTC"))
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A file that is no zone."""
    file = tmp_path / "zone"
    file.write_text("root:x:0:0", encoding="utf-8")
    return file


@pytest.mark.parametrize("sign", ["", ":"])
def test_a_file_that_is_no_zone_counts_as_utc(
    monkeypatch: pytest.MonkeyPatch, text: Path, sign: str
) -> None:
    monkeypatch.setenv("TZ", f"{sign}{text}")
    assert settle() == f"{sign}{text}"
    assert os.environ["TZ"] == "UTC"
    assert settle() == ""


def test_a_folder_and_half_a_zone_are_none_either(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    half = tmp_path / "half"
    half.write_bytes(b"TZif2\0\0")
    for file in (tmp_path, half):
        monkeypatch.setenv("TZ", str(file))
        assert settle() == str(file)


@pytest.mark.parametrize("named", ["", "Asia/Shanghai", "CST-8", "Nowhere/At_All"])
def test_what_names_no_file_is_left_alone(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv("TZ", named)
    assert settle() == ""
    assert os.environ["TZ"] == named


def test_the_program_starts_and_knows_of_it(text: Path) -> None:
    look = "import cashier.cli, cashier.core; print(cashier.core.UNREADABLE_ZONE)"
    done = subprocess.run(
        [sys.executable, "-c", look],
        env={**os.environ, "TZ": str(text)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == str(text)
