"""Reports of what nobody caught: they say where, and never what was in anybody's hands."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from cashier.core.clock import ManualClock
from cashier.core.crash import Crash, CrashBook
from cashier.core.threads import start_thread


class Ticking(ManualClock):
    """Never the same moment twice, as in life."""

    def now(self) -> datetime:
        self.advance(0.01)
        return super().now()


CANARY = "134512345123451234"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[CrashBook]:
    # The suite has its own hook for faults: this one only watches exceptions here.
    made = CrashBook(tmp_path, Ticking())
    before = sys.excepthook, threading.excepthook
    sys.excepthook, threading.excepthook = made._on_main, made._on_thread
    yield made
    sys.excepthook, threading.excepthook = before


def broken(secret: str) -> Exception:
    """Return an exception as it arrives at the top, with a cause of its own."""
    try:
        try:
            raise KeyError(secret)
        except KeyError as error:
            raise RuntimeError(f"code {secret}") from error
    except RuntimeError as error:
        return error


def test_a_report_says_where_and_keeps_secrets_to_itself(book: CrashBook, tmp_path: Path) -> None:
    told: list[Crash] = []
    book.tell_to(told.append)
    book.note(broken(CANARY), "disk")
    assert [(one.kind, one.thread) for one in told] == [("RuntimeError", "disk")]
    assert told[0].report is not None
    text = told[0].report.read_text(encoding="utf-8")
    assert "builtins.RuntimeError" in text
    assert "builtins.KeyError" in text
    assert "test_crash.py" in text
    assert CANARY not in text
    assert str(Path.home()) not in text


def test_the_same_place_is_reported_once(book: CrashBook, tmp_path: Path) -> None:
    told: list[Crash] = []
    book.tell_to(told.append)
    for _ in range(5):
        book.note(broken("x"), "main")
    assert len(told) == len(list(tmp_path.glob("crash-*.txt"))) == 1


def test_what_breaks_on_a_thread_is_told_even_if_it_broke_too_early(book: CrashBook) -> None:
    def fall() -> None:
        raise ZeroDivisionError

    start_thread("network", fall).join()
    told: list[Crash] = []
    book.tell_to(told.append)
    assert [(one.kind, one.thread) for one in told] == [("ZeroDivisionError", "network")]


def test_a_folder_that_takes_nothing_does_not_silence_it(tmp_path: Path) -> None:
    told: list[Crash] = []
    book = CrashBook(tmp_path / "nowhere", Ticking())
    book.tell_to(told.append)
    book.note(broken(CANARY), "main")
    assert told[0].report is None


def test_only_so_many_reports_are_kept(book: CrashBook, tmp_path: Path) -> None:
    for number in range(30):
        book.note(type(f"Broken{number}", (Exception,), {})(), "main")
    assert len(list(tmp_path.glob("crash-*.txt"))) == 20


def test_a_program_torn_away_is_noticed_by_the_next_run(tmp_path: Path) -> None:
    code = (
        "import sys, ctypes; from pathlib import Path; from cashier.core.crash import CrashBook; "
        "from cashier.core.clock import SystemClock; "
        "CrashBook(Path(sys.argv[1]), SystemClock()).open(); ctypes.string_at(0)"
    )
    fallen = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, check=False
    )
    assert fallen.returncode != 0
    calm = (
        "import sys; from pathlib import Path; from cashier.core.crash import CrashBook; "
        "from cashier.core.clock import SystemClock; "
        "book = CrashBook(Path(sys.argv[1]), SystemClock()).open(); "
        "print(book.last_run); book.close()"
    )
    again = [
        subprocess.run(
            [sys.executable, "-c", calm, str(tmp_path)], capture_output=True, text=True, check=True
        ).stdout.strip()
        for _ in range(2)
    ]
    assert "crash-" in again[0]
    assert "Segmentation fault" in Path(again[0]).read_text(encoding="utf-8")
    assert again[1] == "None"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_no_picture_of_the_memory_is_kept_nor_given_to_a_collector(tmp_path: Path) -> None:
    code = (
        "import resource, sys; from pathlib import Path; "
        "from cashier.core.clock import SystemClock; from cashier.core.crash import CrashBook; "
        "most = resource.getrlimit(resource.RLIMIT_CORE)[1]; "
        "resource.setrlimit(resource.RLIMIT_CORE, (most, most)); "
        "CrashBook(Path(sys.argv[1]), SystemClock()).open(); "
        "print(*resource.getrlimit(resource.RLIMIT_CORE))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    limit, most = shown.stdout.split()
    # Of one byte no file can be, and a pipe is told by it that there is to be none.
    assert limit == ("0" if most == "0" else "1")
