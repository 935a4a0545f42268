"""One window a home: who comes second calls the first one forward and goes. No Qt here.

Who is first is decided by a lock of the operating system, freed however the first one ends. The
call is a datagram on loopback with a word that only this user can read in the home folder.
"""

import contextlib
import errno
import hmac
import os
import secrets
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TypeAlias

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

from cashier.core.clock import Clock
from cashier.core.errors import Unavailable

_HOST = "127.0.0.1"
_LOCK, _CALL = "window.lock", "window.call"
_HELD = frozenset({errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK})
_PATIENCE_S = 25.0
"""Longer than a window that closes waits for what is still being made."""
_WAIT_S = 0.15


Pause: TypeAlias = Callable[[float], object]
_pause: Pause = Event().wait


class WindowSilent(Unavailable):
    """The window that is open in this home neither answers nor closes."""

    code = "window-silent"


class OnlyOne:
    """The first window of a home, as long as it is open."""

    def __init__(self, folder: Path, handle: int | None) -> None:
        self._folder = folder
        self._handle = handle
        self._word = secrets.token_hex(16).encode()
        self._line: socket.socket | None = None
        with contextlib.suppress(OSError):
            self._line = self._listen()

    @classmethod
    def take(cls, folder: Path) -> "OnlyOne | None":
        """Be the first in this home; None when somebody is already.

        Where no lock can be made, as in a read-only folder or on a share that knows no locks,
        nobody is kept out.
        """
        try:
            handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return cls(folder, None)
        try:
            if sys.platform == "win32":
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(handle)
            return None if error.errno in _HELD else cls(folder, None)
        return cls(folder, handle)

    @classmethod
    def take_or_call(cls, folder: Path, clock: Clock, pause: Pause = _pause) -> "OnlyOne | None":
        """Be the first in this home, or call the first one forward: then None.

        One that is closing answers no more; who comes then takes its place.

        Args:
            folder: of the home.
            clock: how long the first one is waited for.
            pause: waits so many seconds.

        Raises:
            WindowSilent: the first one neither answers nor goes.
        """
        until = clock.monotonic() + _PATIENCE_S
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
            line.bind((_HOST, 0))
            line.settimeout(_WAIT_S)
            while True:
                asked_at = clock.monotonic()
                only = cls.take(folder)
                if only is not None or _call(line, folder):
                    return only
                now = clock.monotonic()
                if now >= until:
                    raise WindowSilent
                # Windows answers for a port that nobody holds any more, at once and each time.
                pause(max(_WAIT_S - (now - asked_at), 0.0))

    def fileno(self) -> int:
        """Return what to watch for a call; -1 when nobody can call."""
        return self._line.fileno() if self._line is not None else -1

    def called(self) -> bool:
        """Take what came in; return whether it was a call by somebody who knows the word."""
        if self._line is None:
            return False
        try:
            said, caller = self._line.recvfrom(256)
            if not hmac.compare_digest(said, self._word):
                return False
            self._line.sendto(b"ok", caller)
        except OSError:
            return False
        return True

    def close(self) -> None:
        """Let the next one be first. Safe to call twice."""
        if self._line is not None:
            self._line.close()
            self._line = None
            with contextlib.suppress(OSError):
                (self._folder / _CALL).unlink()
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _listen(self) -> socket.socket:
        line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            line.bind((_HOST, 0))
            line.settimeout(0.0)
            self._note(line.getsockname()[1])
        except OSError:
            line.close()
            raise
        return line

    def _note(self, port: int) -> None:
        path = self._folder / _CALL
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(str(port).encode() + b" " + self._word)


def _call(line: socket.socket, folder: Path) -> bool:
    """Ask the first window of this home to come forward; return whether it answered in time."""
    # It may be on its way up still, and have told nobody yet how to call it.
    with contextlib.suppress(OSError, ValueError):
        port, _, word = (folder / _CALL).read_bytes().partition(b" ")
        line.sendto(word, (_HOST, int(port)))
    with contextlib.suppress(OSError):
        return line.recvfrom(16)[0] == b"ok"
    return False
