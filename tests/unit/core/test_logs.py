"""Logs: one file, and nothing that pays in it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from cashier.core.logs import log_to

CODE = "131234567890123456"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def test_a_payment_code_is_taken_out_however_deep(tmp_path: Path) -> None:
    file = log_to(tmp_path)
    assert file is not None
    try:
        raise LookupError(f"no {CODE}")
    except LookupError:
        structlog.get_logger().exception(
            "it_broke", text=f"code {CODE}", more={"list": [CODE, 5, None]}, path=tmp_path
        )
    file.close()
    line = (tmp_path / "cashier.log").read_text(encoding="utf-8")
    assert CODE not in line
    said = json.loads(line)
    assert said["event"] == "it_broke"
    assert said["more"]["list"] == ["«…»", 5, None]


def test_a_large_file_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "cashier.log").write_bytes(b"x" * 5_000_001)
    file = log_to(tmp_path)
    assert file is not None
    structlog.get_logger().info("fresh")
    file.close()
    assert (tmp_path / "cashier.log.1").stat().st_size == 5_000_001
    assert (tmp_path / "cashier.log").stat().st_size < 1_000


def test_no_place_to_write_is_no_reason_to_stop(tmp_path: Path) -> None:
    assert log_to(tmp_path / "none") is None
    structlog.get_logger().info("nobody_hears_it")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk can be had here")
def test_a_disk_that_takes_nothing_costs_lines_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "cashier.log").symlink_to("/dev/full")
    file = log_to(tmp_path)
    assert file is not None
    for _ in range(3):
        structlog.get_logger().info("nobody_reads_it")
    file.close()
    file.close()
