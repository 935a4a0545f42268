"""Hot keys of Windows: `RegisterHotKey` on a thread of its own, whose messages are presses.

Written from Microsoft's documentation; not yet tried on Windows. No Qt here.
"""

import contextlib
import ctypes
import socket
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future

from cashier.core.threads import start_thread
from cashier.ui.hot_keys import HotKey

_CONTROL, _SHIFT, _NO_REPEAT = 0x2, 0x4, 0x4000
_F1 = 0x70
_HOT_KEY, _QUIT = 0x0312, 0x0012
_PATIENCE_S = 2.0


class _Message(ctypes.Structure):
    _fields_ = [
        ("window", ctypes.c_void_p),
        ("kind", ctypes.c_uint),
        ("number", ctypes.c_size_t),
        ("more", ctypes.c_ssize_t),
        ("time", ctypes.c_uint32),
        ("x", ctypes.c_int32),
        ("y", ctypes.c_int32),
    ]


class WindowsHotKeys:
    """Holds keys of the whole desktop; each `take` begins a thread, and the next one ends it."""

    possible = True

    def __init__(self, user32: ctypes.CDLL, kernel32: ctypes.CDLL) -> None:
        self._user32, self._kernel32 = user32, kernel32
        user32.RegisterHotKey.argtypes = [
            ctypes.c_void_p,
            ctypes.c_int,
            ctypes.c_uint,
            ctypes.c_uint,
        ]
        user32.UnregisterHotKey.argtypes = [ctypes.c_void_p, ctypes.c_int]
        user32.GetMessageW.argtypes = [
            ctypes.POINTER(_Message),
            ctypes.c_void_p,
            ctypes.c_uint,
            ctypes.c_uint,
        ]
        user32.PostThreadMessageW.argtypes = [
            ctypes.c_uint32,
            ctypes.c_uint,
            ctypes.c_size_t,
            ctypes.c_ssize_t,
        ]
        self._hears, self._tells = socket.socketpair()
        self._hears.setblocking(False)
        self._names: deque[str] = deque()
        self._number = 0
        self._ended: Future[None] | None = None

    def take(self, wanted: Sequence[HotKey]) -> tuple[HotKey, ...]:
        """Register the keys; the system refuses those that another program holds."""
        self._end()
        if not wanted:
            return ()
        begun: Future[tuple[int, tuple[HotKey, ...]]] = Future()
        ended = self._ended = Future()
        start_thread("hot-keys", lambda: self._run(tuple(wanted), begun, ended))
        try:
            self._number, refused = begun.result(_PATIENCE_S)
        except TimeoutError:
            if begun.cancel():
                # Too late, it gives back by itself whatever it gets.
                self._ended = None
                return tuple(wanted)
            self._number, refused = begun.result()
        return refused

    def fileno(self) -> int:
        """Return the socket that the thread writes to."""
        return self._hears.fileno()

    def pressed(self) -> list[str]:
        """Take what the thread has seen."""
        with contextlib.suppress(OSError):
            self._hears.recv(256)
        return [self._names.popleft() for _ in range(len(self._names))]

    def close(self) -> None:
        """End the thread, and with it the keys."""
        self._end()
        self._hears.close()
        self._tells.close()

    def _end(self) -> None:
        ended, number = self._ended, self._number
        self._ended, self._number = None, 0
        if ended is not None and number:
            self._user32.PostThreadMessageW(number, _QUIT, 0, 0)
            # The same keys can be had again only once it has given them back.
            with contextlib.suppress(TimeoutError):
                ended.result(_PATIENCE_S)

    def _run(
        self,
        wanted: tuple[HotKey, ...],
        begun: "Future[tuple[int, tuple[HotKey, ...]]]",
        ended: "Future[None]",
    ) -> None:
        refused = tuple(key for key in wanted if not self._register(key))
        if begun.set_running_or_notify_cancel():
            begun.set_result((int(self._kernel32.GetCurrentThreadId()), refused))
            self._listen()
        for key in wanted:
            self._user32.UnregisterHotKey(None, key.number)
        ended.set_result(None)

    def _listen(self) -> None:
        """Note each press until the thread is told to end."""
        message = _Message()
        while self._user32.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
            if message.kind == _HOT_KEY:
                self._names.append(f"F{message.number}")
                with contextlib.suppress(OSError):
                    self._tells.send(b".")

    def _register(self, key: HotKey) -> bool:
        extra = _CONTROL | _SHIFT if key.ctrl_shift else 0
        code = _F1 + key.number - 1
        return bool(self._user32.RegisterHotKey(None, key.number, extra | _NO_REPEAT, code))
