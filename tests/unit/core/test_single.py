"""One window a home: the second calls the first, and a killed one leaves nobody out."""

import errno
import os
import select
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from cashier.core import single
from cashier.core.clock import ManualClock, SystemClock
from cashier.core.single import OnlyOne, WindowSilent
from cashier.core.threads import start_thread


def test_the_second_one_is_told_so_and_calls_the_first(tmp_path: Path) -> None:
    first = OnlyOne.take(tmp_path)
    assert first is not None
    assert OnlyOne.take(tmp_path) is None
    answers: list[OnlyOne | None] = []
    caller = start_thread(
        "caller", lambda: answers.append(OnlyOne.take_or_call(tmp_path, SystemClock()))
    )
    while not first.called():
        pass
    caller.join()
    assert answers == [None]
    first.close()
    first.close()
    again = OnlyOne.take(tmp_path)
    assert again is not None
    again.close()


def test_who_comes_while_the_first_one_closes_takes_its_place(tmp_path: Path) -> None:
    first = OnlyOne.take(tmp_path)
    assert first is not None
    answers: list[OnlyOne | None] = []
    caller = start_thread(
        "caller", lambda: answers.append(OnlyOne.take_or_call(tmp_path, SystemClock()))
    )
    # It has called, and nobody answers any more.
    assert select.select([first.fileno()], [], [], 60)[0]
    first.close()
    caller.join()
    (second,) = answers
    assert second is not None
    second.close()


def test_one_that_neither_answers_nor_goes_is_told(tmp_path: Path) -> None:
    first = OnlyOne.take(tmp_path)
    assert first is not None
    with pytest.raises(WindowSilent):
        OnlyOne.take_or_call(tmp_path, ImpatientClock())
    first.close()


def test_a_port_that_refuses_at_once_is_waited_for_as_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So Windows does where the first one has closed its line and not yet let go of its lock."""
    monkeypatch.setattr(single, "_call", lambda _line, _folder: False)
    first, clock, pauses = OnlyOne.take(tmp_path), ManualClock(), []
    assert first is not None

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        clock.advance(seconds)
        if clock.monotonic() >= 20.0:
            first.close()

    second = OnlyOne.take_or_call(tmp_path, clock, pause)
    assert second is not None
    assert 20.0 <= clock.monotonic() < 21.0
    assert len(pauses) < 200
    with pytest.raises(WindowSilent):
        OnlyOne.take_or_call(tmp_path, clock, clock.advance)
    assert 45.0 <= clock.monotonic() < 46.0
    second.close()


class ImpatientClock(ManualClock):
    """Half a minute goes by from one look to the next."""

    def monotonic(self) -> float:
        self.advance(30.0)
        return super().monotonic()


def test_another_home_has_a_window_of_its_own(tmp_path: Path) -> None:
    homes = [tmp_path / name for name in ("one", "two")]
    for home in homes:
        home.mkdir()
    taken = [OnlyOne.take(home) for home in homes]
    for one in taken:
        assert one is not None
        one.close()


def test_a_lock_left_by_a_killed_program_keeps_nobody_out(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from cashier.core.single import OnlyOne; "
        "one = OnlyOne.take(Path(sys.argv[1])); print(one is not None, flush=True); time.sleep(99)"
    )
    first = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert first.stdout is not None
    assert first.stdout.readline().strip() == "True"
    assert OnlyOne.take(tmp_path) is None
    first.kill()
    first.communicate()
    assert (tmp_path / "window.call").exists()
    after = OnlyOne.take(tmp_path)
    assert after is not None
    after.close()


def test_a_stranger_who_does_not_know_the_word_is_not_heard(tmp_path: Path) -> None:
    first = OnlyOne.take(tmp_path)
    assert first is not None
    port = int((tmp_path / "window.call").read_bytes().partition(b" ")[0])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.sendto(b"x" * 32, ("127.0.0.1", port))
        assert not first.called()
    first.close()


def test_a_folder_where_no_lock_can_be_made_keeps_nobody_out(tmp_path: Path) -> None:
    first = OnlyOne.take(tmp_path / "missing")
    assert first is not None
    assert first.fileno() == -1
    assert not first.called()
    first.close()


@pytest.mark.skipif(sys.platform == "win32", reason="other locks there")
def test_a_share_that_knows_no_locks_keeps_nobody_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(_handle: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("fcntl.flock", no_locks)
    first = OnlyOne.take(tmp_path)
    assert first is not None
    first.close()
