"""A file is replaced whole or stays as it was, and only one writer is let in."""

import os
import stat
import sys
from pathlib import Path

import pytest

from cashier.config.files import guarded, write_atomic
from cashier.core.background import Worker


def test_content_is_replaced_and_private(tmp_path: Path) -> None:
    file = tmp_path / "a"
    write_atomic(file, b"one")
    write_atomic(file, b"two")
    assert file.read_bytes() == b"two"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 or sys.platform == "win32"
    assert list(tmp_path.iterdir()) == [file]


def test_a_refused_replacement_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    with pytest.raises(OSError):
        write_atomic(folder, b"x")
    assert list(tmp_path.iterdir()) == [folder]


def test_a_link_is_followed(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_atomic(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_data_is_on_disk_before_the_name_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    sync, replace = os.fsync, Path.replace

    def fsync(handle: int) -> None:
        seen.append("sync")
        sync(handle)

    def rename(self: Path, target: Path) -> Path:
        seen.append("replace")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", rename)
    write_atomic(tmp_path / "a", b"x")
    assert seen == ["sync", "replace", "sync"]


def test_only_one_is_let_in(tmp_path: Path) -> None:
    order: list[str] = []

    def enter() -> None:
        with guarded(tmp_path / "a"):
            order.append("second")

    with Worker("test") as worker:
        with guarded(tmp_path / "a"):
            waiting = worker.submit(enter)
            order.append("first")
        waiting.result(60)
    assert order == ["first", "second"]
