"""Listens to hot keys on the window's thread, and holds those that a person wished for."""

import ctypes
import ctypes.util
import sys

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from cashier.ui.hot_keys import HotKeys, NoHotKeys, Wish, wished
from cashier.ui.hot_keys_windows import WindowsHotKeys
from cashier.ui.hot_keys_x11 import X11HotKeys


class HotKeyWatch(QObject):
    """`pressed` carries the name of each key, wherever the keyboard was."""

    pressed = Signal(str)

    def __init__(self, keys: HotKeys) -> None:
        super().__init__()
        self._keys = keys
        self._notifier: QSocketNotifier | None = None
        if keys.fileno() >= 0:
            self._notifier = QSocketNotifier(keys.fileno(), QSocketNotifier.Type.Read, self)
            self._notifier.activated.connect(self._hear)

    @property
    def possible(self) -> bool:
        """Whether this system lets a program take keys at all."""
        return self._keys.possible

    def hold(self, wish: Wish) -> tuple[str, ...]:
        """Hold the keys of a wish and no others; return those that another program has."""
        refused = self._keys.take(wished(wish))
        self._hear()
        return tuple(str(key) for key in refused)

    def close(self) -> None:
        """Give the keys back."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
        self._keys.close()

    def _hear(self) -> None:
        for name in self._keys.pressed():
            self.pressed.emit(name)


def hot_keys(platform: str, *, wayland: bool) -> HotKeys:
    """Return what this machine has.

    Args:
        platform: Qt's name for how windows are drawn.
        wayland: whether the desktop is one of Wayland. There an X server of its own hears keys only
            while one of its own programs is in front, and a key that works now and then is none.
    """
    if platform == "windows" and sys.platform == "win32":
        return WindowsHotKeys(ctypes.CDLL("user32"), ctypes.CDLL("kernel32"))
    if platform == "xcb" and not wayland:
        try:
            served = X11HotKeys(ctypes.CDLL(ctypes.util.find_library("xcb") or "libxcb.so.1"))
        except (OSError, AttributeError):
            return NoHotKeys()
        if served.possible:
            return served
        served.close()
    return NoHotKeys()
