"""Holds the keys that a person wished for while the register has the keyboard; says how it went."""

import os

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from cashier.desk.dock_views import NoticeView
from cashier.desk.views import Light, Phrase
from cashier.ui.hot_key_watch import HotKeyWatch, hot_keys
from cashier.ui.hot_keys import Wish
from cashier.ui.look import Look
from cashier.ui.window import DockWindow

HOT_KEYS = "hot-keys"


class HeldKeys(QObject):
    """Follows the taste; asks the system for no key before somebody wished for one."""

    def __init__(self, look: Look, window: DockWindow) -> None:
        super().__init__()
        self._look = look
        self._window = window
        self._held: Wish = "off"
        self._watch: HotKeyWatch | None = None
        look.restyled.connect(self._hold)

    @property
    def asked(self) -> bool:
        """Whether the system was ever asked for keys."""
        return self._watch is not None

    def close(self) -> None:
        """Give the keys back."""
        if self._watch is not None:
            self._watch.close()

    def _hold(self) -> None:
        """Hold what is wished for.

        A key that is not to be had is no reason to stop: every one works in the window as ever.
        """
        wish = self._look.taste.hot_keys
        if wish == self._held:
            return
        self._held = wish
        if self._watch is None:
            wayland = bool(os.environ.get("WAYLAND_DISPLAY"))
            self._watch = HotKeyWatch(hot_keys(QGuiApplication.platformName(), wayland=wayland))
            self._watch.pressed.connect(self._window.strike)
        told, refused = "off", self._watch.hold(wish)
        self._window.take_back(HOT_KEYS)
        if wish != "off":
            told = "taken" if refused else "held"
            told = told if self._watch.possible else "impossible"
        if told in ("taken", "impossible"):
            phrase = Phrase(f"notice-hot_keys-{told}", (("keys", " ".join(refused)),))
            self._window.tell(NoticeView(HOT_KEYS, Light.warn, phrase))
        self._look.keys_told = told
