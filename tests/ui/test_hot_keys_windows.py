"""Hot keys of Windows, over calls in memory: what comes too late is given back."""

from collections.abc import Callable
from queue import Queue
from threading import Event
from typing import Any, cast

import pytest

from cashier.ui import hot_keys_windows
from cashier.ui.hot_keys import HotKey
from cashier.ui.hot_keys_windows import WindowsHotKeys


class Call:
    """A call of a library, with what ctypes writes on it."""

    argtypes: Any = None

    def __init__(self, does: Callable[..., int]) -> None:
        self._does = does

    def __call__(self, *args: object) -> int:
        return self._does(*args)


class SlowDesktop:
    """Registers keys once it is let go; its messages come when nobody waits for them any more."""

    def __init__(self) -> None:
        self.go = Event()
        self.given_back: Queue[int] = Queue()
        self.RegisterHotKey = Call(lambda *_: int(self.go.wait(20)))
        self.UnregisterHotKey = Call(self._take_back)
        self.over = Event()
        self.GetMessageW = Call(lambda *_: int(not self.over.wait(20)))
        self.PostThreadMessageW = Call(lambda *_: 1)
        self.GetCurrentThreadId = Call(lambda: 7)

    def _take_back(self, _window: object, number: int) -> int:
        self.given_back.put(number)
        return 1


def test_keys_that_come_too_late_are_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hot_keys_windows, "_PATIENCE_S", 0.01)
    desktop = SlowDesktop()
    calls = cast("Any", desktop)
    keys = WindowsHotKeys(calls, calls)
    wanted = (HotKey("F8"), HotKey("F9"))
    assert keys.take(wanted) == wanted
    desktop.go.set()
    assert [desktop.given_back.get(timeout=60) for _ in wanted] == [8, 9]
    desktop.over.set()
    keys.close()
