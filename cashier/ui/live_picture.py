"""A live look through the camera, for the windows that set something up with it.

It switches the camera on when it is shown, and off again if it was off before.
"""

from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent

from cashier.desk.views import Light, ScanView
from cashier.ui.look import Look
from cashier.ui.theme import HINT, S
from cashier.ui.widgets.camera import CameraPreview
from cashier.ui.widgets.containers import Column
from cashier.ui.widgets.label import Label, LabelSpec


class Lens(Protocol):
    """What switches the camera and chooses it."""

    def toggle_camera(self) -> None:
        """Switch the camera on or off."""

    def watch_picture(self, who: str, *, seen: bool) -> None:
        """Say whether `who` looks at the camera's picture."""

    def choose_camera(self, source: str) -> None:
        """Look through another camera from now on."""


class LivePicture(Column):
    """The picture and one line about it. `arrived` says that there is a picture."""

    arrived = Signal()

    def __init__(self, look: Look, lens: Lens, who: str) -> None:
        super().__init__(S)
        self.look = look
        self._lens = lens
        self._who = who
        self._on = False
        self._ours = False
        words = look.words
        waiting = words("camera-waiting_any" if who == "camera" else "camera-waiting_own")
        self.preview = CameraPreview(look, waiting, words("camera-close"))
        self.preview.close_tap.hide()
        self.line = Label(look, LabelSpec("", HINT, "ink2"))
        self.put([self.preview, self.line])

    def show_scan(self, scan: ScanView | None) -> None:
        """Show what the camera sees; None while it is off."""
        self._on = scan is not None
        if not self.isVisible():
            return
        if scan is None:
            self.preview.clear()
            self.preview.update()
            return
        # Whether the code is a good one is for whoever asked for the picture to say.
        self.preview.show_scan(scan, Light.unknown, ())
        self.line.show_spec(self._told(scan))
        if scan.frame is not None:
            self.arrived.emit()

    def _told(self, scan: ScanView) -> LabelSpec:
        """Say which code is in sight, not what a till may do with it: nobody charges here."""
        words = self.look.words
        if scan.camera != "live":
            return LabelSpec(words(f"camera-{scan.camera}"), HINT, "warn", "warn")
        if scan.kind is not None and scan.counts:
            return LabelSpec(words(f"kind-{scan.kind}"), HINT, "ink", "qr")
        return LabelSpec(words("settings-camera-live"), HINT, "ink2")

    def showEvent(self, event: QShowEvent) -> None:
        """Look."""
        super().showEvent(event)
        self._lens.watch_picture(self._who, seen=True)
        if not self._on:
            self._ours = True
            self._lens.toggle_camera()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look away; keep no picture, and leave the camera as it was."""
        super().hideEvent(event)
        self._lens.watch_picture(self._who, seen=False)
        if self._ours and self._on:
            self._lens.toggle_camera()
        self._ours = False
        self.preview.clear()
