"""The guards of the suite bite: each kind of bad test fails, and the good one passes."""

import gc
import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.helpers.shared import ROOT

BAD_TESTS = """
import logging, socket, threading, warnings
import pytest, structlog
from PySide6.QtCore import qWarning
from tests.helpers.guards import OutsideNetwork

release = threading.Event()


def test_good():
    structlog.get_logger().info("quiet")
    logging.getLogger("x").info("quiet")


def test_allows(logbook):
    logbook.allow("expected")
    structlog.get_logger().warning("expected_line", field=1)
    assert logbook.events == ["expected_line"]


def test_thread_that_ends():
    threading.Thread(target=lambda: None).start()


def test_bad_thread(monkeypatch):
    monkeypatch.setattr("tests.helpers.guards.GRACE", 0.05)
    threading.Thread(target=release.wait, name="stray-thread", daemon=True).start()


def test_bad_structlog():
    structlog.get_logger().warning("stray_structlog", number=1)


def test_bad_logging():
    logging.getLogger("x").error("stray_logging")


def test_bad_warning():
    warnings.warn("stray warning")


def test_bad_qt():
    qWarning("stray qt message")


def test_refuses_outside():
    with socket.socket() as link, pytest.raises(OutsideNetwork):
        link.connect(("192.0.2.1", 9))
    with pytest.raises(OutsideNetwork):
        socket.getaddrinfo("example.invalid", 80)


@pytest.mark.long
def test_long():
    raise AssertionError("runs only with --long")


@pytest.mark.no_such_mark
def test_bad_marker():
    pass
"""

INNER_CONFTEST = """
from tests.conftest import home, logbook, no_thread_left
from tests.conftest import pytest_addoption, pytest_collection_modifyitems, pytest_configure
"""


def run_inner(folder: Path, text: str, *extra: str) -> str:
    (folder / "test_inner.py").write_text(text, encoding="utf-8")
    (folder / "conftest.py").write_text(INNER_CONFTEST, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "--rootdir"]
    command += [str(folder), "-p", "no:cacheprovider", "-p", "no:randomly", *extra, str(folder)]
    env = {key: value for key, value in os.environ.items() if not key.startswith("COVERAGE")}
    env["PYTHONPATH"] = str(ROOT)
    done = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, timeout=50, check=False
    )
    return done.stdout + done.stderr


def test_each_bad_test_fails_and_each_good_one_passes(tmp_path: Path) -> None:
    sound = BAD_TESTS[: BAD_TESTS.index("@pytest.mark.no_such_mark")]
    shown = run_inner(tmp_path, sound)
    assert "threads left alive: stray-thread" in shown
    assert "warning stray_structlog number=1" in shown
    assert "error stray_logging" in shown
    for name in ("test_bad_warning", "test_bad_qt"):
        assert f"FAILED test_inner.py::{name}" in shown
    for name in ("test_bad_thread", "test_bad_structlog", "test_bad_logging"):
        assert f"ERROR test_inner.py::{name}" in shown
    for name in ("test_good", "test_allows", "test_thread_that_ends", "test_refuses_outside"):
        assert f"::{name}" not in shown
    assert "2 failed, 7 passed, 1 deselected, 3 errors" in shown


def test_an_unknown_marker_is_refused(tmp_path: Path) -> None:
    shown = run_inner(tmp_path, BAD_TESTS)
    assert "'no_such_mark' not found in `markers`" in shown


def test_wherever_a_window_is_made_python_looks_for_its_litter_here(qapp: QApplication) -> None:
    assert not gc.isenabled()
