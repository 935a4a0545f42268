"""The window under Wayland, where no program may place itself or take keys: it works without."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.window_run import QUIET, Run, opened, ready

_NAME = "wayland-test"
_LINES = 400


@pytest.fixture
def runtime(tmp_path: Path) -> Iterator[Path]:
    """Start a compositor without a screen, and return the folder of its socket."""
    if shutil.which("weston") is None:
        pytest.skip("weston is not installed")
    folder = tmp_path / "runtime"
    folder.mkdir(mode=0o700)
    command = ["weston", "--backend=headless-backend.so", f"--socket={_NAME}", "--idle-time=0"]
    around = {**os.environ, "XDG_RUNTIME_DIR": str(folder)}
    compositor = subprocess.Popen(
        command, env=around, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert compositor.stdout is not None
    try:
        for _ in range(_LINES):
            # Its shell is the last thing that it starts; the socket is there before.
            if "desktop-shell" in (said := compositor.stdout.readline()) and "launching" in said:
                break
            assert said, "the compositor has ended"
        yield folder
    finally:
        compositor.terminate()
        compositor.communicate()


def test_it_starts_says_what_cannot_be_and_guides(runtime: Path, tmp_path: Path) -> None:
    home = tmp_path / "shop"
    home.mkdir()
    wish = '[hotkeys]\neverywhere = "plain"\n'
    (home / "settings.toml").write_text(QUIET + wish, encoding="utf-8")
    world = {
        "XDG_RUNTIME_DIR": str(runtime),
        "WAYLAND_DISPLAY": _NAME,
        "DISPLAY": None,
        "QT_QPA_PLATFORM": "wayland",
    }
    run = Run(home, world=world)
    state = run.until(lambda one: ready(one) and "hot-keys" in one["notices"])
    assert state["seen"]
    assert "这种桌面上，F7 F8 F9 只在本窗口里有用" in state["said"]
    opened(run)
    run.ask("press Key_1")
    run.until(lambda one: one["page"] == "locked")
    assert run.end() == 0
