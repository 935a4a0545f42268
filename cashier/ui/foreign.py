"""Which window of the computer has the keyboard, and how to give it back. No Qt here.

Qt knows only the windows of its own program; the register is another one. What a system calls for
stands behind `Foreign`, chosen when the program runs; where nothing is known, nothing is done.
"""

import ctypes
import ctypes.util
import sys
from typing import Protocol

_PARENT = 2
_NO_ACTIVATE = 0x08000000
_EXTENDED_STYLE = -20


class Foreign(Protocol):
    """The windows of other programs, as far as the keyboard goes."""

    def holder(self) -> int:
        """Return the window that has the keyboard; 0 when nobody knows."""

    def give(self, window: int) -> None:
        """Hand the keyboard to a window; one that is gone does not get it."""

    def hold_back(self, window: int, *, on: bool) -> None:
        """Let a tap on this window of ours leave the keyboard where it is, or not."""


class Nobody:
    """Stands where other windows cannot be known."""

    def holder(self) -> int:
        """Nobody knows."""
        return 0

    def give(self, window: int) -> None:
        """There is nobody to give it to."""

    def hold_back(self, window: int, *, on: bool) -> None:
        """Qt alone has to see to it."""


class _Cookie(ctypes.Structure):
    _fields_ = [("sequence", ctypes.c_uint)]


class _FocusReply(ctypes.Structure):
    _fields_ = [
        ("response_type", ctypes.c_uint8),
        ("revert_to", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("length", ctypes.c_uint32),
        ("focus", ctypes.c_uint32),
    ]


class X11:
    """Asks the X server, over a connection of its own; what it refuses comes back as no answer."""

    def __init__(self, xcb: ctypes.CDLL) -> None:
        self._xcb = xcb
        xcb.xcb_connect.restype = ctypes.c_void_p
        xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
        xcb.xcb_get_input_focus.argtypes = [ctypes.c_void_p]
        xcb.xcb_get_input_focus.restype = _Cookie
        xcb.xcb_get_input_focus_reply.argtypes = [ctypes.c_void_p, _Cookie, ctypes.c_void_p]
        xcb.xcb_get_input_focus_reply.restype = ctypes.POINTER(_FocusReply)
        xcb.xcb_set_input_focus.argtypes = [
            ctypes.c_void_p,
            ctypes.c_uint8,
            ctypes.c_uint32,
            ctypes.c_uint32,
        ]
        xcb.xcb_set_input_focus.restype = _Cookie
        xcb.xcb_flush.argtypes = [ctypes.c_void_p]
        self._free = ctypes.CDLL(None).free
        self._free.argtypes = [ctypes.c_void_p]
        self._line: int | None = xcb.xcb_connect(None, None)

    @property
    def works(self) -> bool:
        """Whether the server answers."""
        return self._line is not None and not self._xcb.xcb_connection_has_error(self._line)

    def holder(self) -> int:
        """Ask the server."""
        if not self.works:
            return 0
        cookie = self._xcb.xcb_get_input_focus(self._line)
        reply = self._xcb.xcb_get_input_focus_reply(self._line, cookie, None)
        if not reply:
            return 0
        window = int(reply.contents.focus)
        self._free(ctypes.cast(reply, ctypes.c_void_p))
        return window

    def give(self, window: int) -> None:
        """Set the focus; the server itself refuses a window that is gone."""
        if window and self.works:
            self._xcb.xcb_set_input_focus(self._line, _PARENT, window, 0)
            self._xcb.xcb_flush(self._line)

    def hold_back(self, window: int, *, on: bool) -> None:
        """Qt says it to the window manager."""


class Windows:
    """Asks Windows."""

    def __init__(self, user32: ctypes.CDLL) -> None:
        self._user32 = user32
        user32.GetForegroundWindow.restype = ctypes.c_void_p
        user32.SetForegroundWindow.argtypes = [ctypes.c_void_p]
        user32.GetWindowLongPtrW.argtypes = [ctypes.c_void_p, ctypes.c_int]
        user32.GetWindowLongPtrW.restype = ctypes.c_ssize_t
        user32.SetWindowLongPtrW.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_ssize_t]
        user32.SetWindowLongPtrW.restype = ctypes.c_ssize_t

    def holder(self) -> int:
        """Return the window in front."""
        return int(self._user32.GetForegroundWindow() or 0)

    def give(self, window: int) -> None:
        """Bring it to the front again."""
        if window:
            self._user32.SetForegroundWindow(window)

    def hold_back(self, window: int, *, on: bool) -> None:
        """Set or clear WS_EX_NOACTIVATE."""
        style = self._user32.GetWindowLongPtrW(window, _EXTENDED_STYLE)
        wanted = style | _NO_ACTIVATE if on else style & ~_NO_ACTIVATE
        if wanted != style:
            self._user32.SetWindowLongPtrW(window, _EXTENDED_STYLE, wanted)


def foreign(platform: str) -> Foreign:
    """Return what this machine has; `platform` is Qt's name for how windows are drawn."""
    if platform == "windows" and sys.platform == "win32":
        return Windows(ctypes.CDLL("user32"))
    if platform == "xcb":
        try:
            served = X11(ctypes.CDLL(ctypes.util.find_library("xcb") or "libxcb.so.1"))
        except (OSError, AttributeError):
            return Nobody()
        return served if served.works else Nobody()
    return Nobody()
