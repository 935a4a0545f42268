"""What every test is held to: no stray log line, no thread left alive, no network but loopback.

Each guard is a fixture used by every test; `tests/unit/tools/test_guards.py` proves that they bite.
"""

import gc
import ipaddress
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backends.fail
import pytest
import structlog

from tests.helpers.logbook import Logbook, LogbookHandler, listen_to_structlog

GRACE = 30.0
"""Seconds that a busy machine may take to end a thread after its test: it is joined at once."""


class OutsideNetwork(AssertionError):
    """A test tried to reach an address that is not this machine."""


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a thread alive."""
    before = set(threading.enumerate())
    yield
    left = GRACE
    stray = []
    for thread in threading.enumerate():
        # A dummy stands for a thread that a library made; it cannot be joined and ends by itself.
        if thread in before or isinstance(thread, threading._DummyThread):
            continue
        thread.join(left)
        if thread.is_alive():
            left = 0.05
            stray.append(thread.name)
    if stray:
        pytest.fail(f"threads left alive: {', '.join(sorted(stray))}", pytrace=False)


@pytest.fixture(autouse=True)
def litter_of_windows(request: pytest.FixtureRequest) -> None:
    """Look after what a test leaves lying that makes Qt's objects."""
    folder = request.path.relative_to(request.config.rootpath / "tests").parts[0]
    if "qapp" in request.fixturenames or folder in {"ui", "e2e"}:
        request.getfixturevalue("litter_here")


@pytest.fixture
def litter_here(no_thread_left: None) -> Iterator[None]:
    """Let what a test of the window leaves lying end on this thread, and on no other.

    As the program itself does it (see `cashier.core.litter`): a thread of a later test that came
    upon a window would take the process down.
    """
    gc.disable()
    # Only what the test makes is looked at in the end, and what stands now never again.
    gc.collect()
    gc.freeze()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def logbook(no_thread_left: None) -> Iterator[Logbook]:
    """Fail a test on a warning it did not expect; ask for this fixture to expect one."""
    book = Logbook()
    handler = LogbookHandler(book)
    root = logging.getLogger()
    listen_to_structlog(book)
    root.addHandler(handler)
    yield book
    root.removeHandler(handler)
    structlog.reset_defaults()
    strays = book.strays()
    if strays:
        pytest.fail("unexpected log lines:\n" + "\n".join(map(str, strays)), pytrace=False)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a home folder and a keyring of its own: an empty one, and none."""
    folder = tmp_path / "home"
    monkeypatch.setenv("CASHIER_HOME", str(folder))
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "xdg" / name.lower()))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    return folder


def keep_to_loopback() -> None:
    """Refuse, for the rest of the process, every connection or look-up that leaves the machine."""
    sys.addaudithook(_watch)


def _watch(event: str, args: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = args[1]
        host = address[0] if isinstance(address, tuple) and address else None
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        host = args[0]
    else:
        return
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if isinstance(host, str) and not _is_this_machine(host):
        raise OutsideNetwork(f"{event}: {host}: tests stay on loopback")


def _is_this_machine(host: str) -> bool:
    if host in {"", "localhost", "0.0.0.0", "::"}:
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False
