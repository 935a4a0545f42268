"""Hot keys of an X server: passive grabs on its root window, over a connection of its own.

Layouts, numbers and sizes are those of the X11 protocol and of libxcb's headers. No Qt here.
"""

import ctypes
from collections.abc import Iterator, Sequence

from cashier.ui.hot_keys import HotKey

_F1 = 0xFFBE
_CONTROL_SHIFT = 1 << 2 | 1 << 0
# Num Lock and Caps Lock are modifiers too: a key counts with either on.
_LOCKS = (0, 1 << 1, 1 << 4, 1 << 1 | 1 << 4)
_ASYNCHRONOUS = 1
_PRESS, _RELEASE = 2, 3
_MIN_KEYCODE = 34


_LINE, _SMALL, _SHORT, _WORD = ctypes.c_void_p, ctypes.c_uint8, ctypes.c_uint16, ctypes.c_uint32


class _Cookie(ctypes.Structure):
    _fields_ = [("sequence", ctypes.c_uint)]


class _Screens(ctypes.Structure):
    _fields_ = [("root", ctypes.POINTER(_WORD)), ("rem", ctypes.c_int), ("index", ctypes.c_int)]


class _Event(ctypes.Structure):
    _fields_ = [("kind", _SMALL), ("keycode", _SMALL), ("sequence", _SHORT), ("time", _WORD)]


class X11HotKeys:
    """Holds keys of the display; `display` is the environment's where none is named."""

    def __init__(self, xcb: ctypes.CDLL, display: str | None = None) -> None:
        self._xcb = _declared(xcb)
        self._free = ctypes.CDLL(None).free
        self._free.argtypes = [ctypes.c_void_p]
        self._line: int | None = xcb.xcb_connect(display.encode() if display else None, None)
        self._held: dict[int, HotKey] = {}
        self._released: tuple[int, int] | None = None
        self._root = self._find_root() if self.possible else 0

    @property
    def possible(self) -> bool:
        """Whether the server answers."""
        return self._line is not None and not self._xcb.xcb_connection_has_error(self._line)

    def take(self, wanted: Sequence[HotKey]) -> tuple[HotKey, ...]:
        """Grab the keys; the server refuses those that another program holds."""
        self._let_go()
        if not self.possible:
            return tuple(wanted)
        codes = dict(self._codes())
        return tuple(key for key in wanted if not self._grab(key, codes.get(_F1 + key.number - 1)))

    def fileno(self) -> int:
        """Return the socket to the server."""
        return int(self._xcb.xcb_get_file_descriptor(self._line)) if self.possible else -1

    def pressed(self) -> list[str]:
        """Read what came in; a key held down is released and pressed in the same millisecond."""
        found: list[str] = []
        while self.possible and (event := self._xcb.xcb_poll_for_event(self._line)):
            seen = event.contents
            kind, keycode, time = int(seen.kind), int(seen.keycode), int(seen.time)
            self._free(ctypes.cast(event, ctypes.c_void_p))
            if kind == _RELEASE:
                self._released = (keycode, time)
            elif kind == _PRESS and keycode in self._held and self._released != (keycode, time):
                found.append(self._held[keycode].name)
        return found

    def close(self) -> None:
        """End the connection; the server lets go of the keys with it."""
        line, self._line = self._line, None
        self._held.clear()
        if line is not None:
            self._xcb.xcb_disconnect(line)

    def _grab(self, key: HotKey, keycode: int | None) -> bool:
        if keycode is None:
            return False
        extra = _CONTROL_SHIFT if key.ctrl_shift else 0
        for locks in _LOCKS:
            how = (0, self._root, extra | locks, keycode, _ASYNCHRONOUS, _ASYNCHRONOUS)
            cookie = self._xcb.xcb_grab_key_checked(self._line, *how)
            refused = self._xcb.xcb_request_check(self._line, cookie)
            if refused:
                self._free(refused)
                self._ungrab(keycode, extra)
                return False
        self._held[keycode] = key
        return True

    def _ungrab(self, keycode: int, extra: int) -> None:
        for locks in _LOCKS:
            self._xcb.xcb_ungrab_key(self._line, keycode, self._root, extra | locks)
        self._xcb.xcb_flush(self._line)

    def _let_go(self) -> None:
        for keycode, key in self._held.items():
            self._ungrab(keycode, _CONTROL_SHIFT if key.ctrl_shift else 0)
        self._held.clear()

    def _find_root(self) -> int:
        screens = self._xcb.xcb_setup_roots_iterator(self._xcb.xcb_get_setup(self._line))
        return int(screens.root.contents.value) if screens.rem else 0

    def _codes(self) -> Iterator[tuple[int, int]]:
        """Yield which keycode makes which symbol, the first place of each key."""
        setup = self._xcb.xcb_get_setup(self._line)
        first, last = ctypes.string_at(setup + _MIN_KEYCODE, 2)
        cookie = self._xcb.xcb_get_keyboard_mapping(self._line, first, last - first + 1)
        reply = self._xcb.xcb_get_keyboard_mapping_reply(self._line, cookie, None)
        if not reply:
            return
        wide = ctypes.string_at(reply, 2)[1]
        symbols = self._xcb.xcb_get_keyboard_mapping_keysyms(reply)
        found = [(symbols[place * wide], first + place) for place in range(last - first + 1)]
        self._free(reply)
        yield from reversed(found)


def _declared(xcb: ctypes.CDLL) -> ctypes.CDLL:
    """Tell ctypes what the calls take and give."""
    grab = [_LINE, _SMALL, _WORD, _SHORT, _SMALL, _SMALL, _SMALL]
    calls: dict[str, tuple[object, list[object]]] = {
        "xcb_connect": (_LINE, [ctypes.c_char_p, ctypes.c_void_p]),
        "xcb_disconnect": (None, [_LINE]),
        "xcb_connection_has_error": (ctypes.c_int, [_LINE]),
        "xcb_get_file_descriptor": (ctypes.c_int, [_LINE]),
        "xcb_get_setup": (ctypes.c_void_p, [_LINE]),
        "xcb_setup_roots_iterator": (_Screens, [ctypes.c_void_p]),
        "xcb_get_keyboard_mapping": (_Cookie, [_LINE, _SMALL, _SMALL]),
        "xcb_get_keyboard_mapping_reply": (ctypes.c_void_p, [_LINE, _Cookie, ctypes.c_void_p]),
        "xcb_get_keyboard_mapping_keysyms": (ctypes.POINTER(_WORD), [ctypes.c_void_p]),
        "xcb_grab_key_checked": (_Cookie, [*grab]),
        "xcb_request_check": (ctypes.c_void_p, [_LINE, _Cookie]),
        "xcb_ungrab_key": (_Cookie, [_LINE, _SMALL, _WORD, _SHORT]),
        "xcb_poll_for_event": (ctypes.POINTER(_Event), [_LINE]),
        "xcb_flush": (ctypes.c_int, [_LINE]),
    }
    for name, (gives, takes) in calls.items():
        call = getattr(xcb, name)
        call.restype, call.argtypes = gives, takes
    return xcb
