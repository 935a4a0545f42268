"""The camera in the form: which ones are plugged in, and a look through the chosen one."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cashier.desk.settings_views import CameraChoice, SettingsDesk
from cashier.desk.views import ScanView
from cashier.ui.answers import Answers
from cashier.ui.live_picture import Lens, LivePicture
from cashier.ui.look import Look
from cashier.ui.manager.button import Button, ButtonSpec
from cashier.ui.manager.pin_ask import in_line
from cashier.ui.theme import BODY_BOLD, HINT, M, S
from cashier.ui.widgets.containers import Column
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.section import Section
from cashier.ui.widgets.small import ChoiceSpec, ChoiceTap

__all__ = ["CameraPart", "Lens"]


class CameraPart(Column):
    """The cameras to choose from, and the picture while somebody wants it. Sends the source."""

    chosen = Signal(str)

    def __init__(self, look: Look, lens: Lens, desk: SettingsDesk, *, live: bool = False) -> None:
        super().__init__(M)
        self.look = look
        self._lens = lens
        self._desk = desk
        self._live = live
        self._source = ""
        self._cameras: tuple[CameraChoice, ...] | None = None
        self._answers: Answers[tuple[CameraChoice, ...]] = Answers(self._arrived)
        self.list = Section(look, S)
        self.picture = LivePicture(look, lens, "camera")
        self.picture.setVisible(live)
        self.switch = Section(look)
        self.put([self.list, self.picture, self.switch])
        self._show()
        desk.list_cameras(self._answers.tell)

    def show_source(self, source: str) -> None:
        """Note which camera the form says; a look goes through that one."""
        changed, self._source = source != self._source, source
        if changed and self.picture.isVisible():
            self._lens.choose_camera(source)
        self._show()

    def show_scan(self, scan: ScanView | None) -> None:
        """Show the picture, if somebody wants it."""
        self.picture.show_scan(scan)

    def look_through(self, *, on: bool) -> None:
        """Show the picture, or not any more."""
        if on and self._source:
            self._lens.choose_camera(self._source)
        self._live = on
        self.picture.setVisible(on)
        self._show()

    def _show(self) -> None:
        self.list.show_parts((self._cameras, self._source), self._choices)
        self.switch.show_parts(self._live, self._buttons)

    def _choices(self) -> list[QWidget]:
        words = self.look.words
        title = Label(self.look, LabelSpec(words("settings-cameras"), BODY_BOLD, "ink"))
        if not self._cameras:
            key = "settings-cameras-looking" if self._cameras is None else "settings-cameras-none"
            return [title, Label(self.look, LabelSpec(words(key), HINT, "ink3"))]
        return [title, *(self._choice(one) for one in self._cameras)]

    def _choice(self, one: CameraChoice) -> ChoiceTap:
        spec = ChoiceSpec(one.label or one.source, chosen=one.source == self._source)
        tap = ChoiceTap(self.look, spec)
        tap.clicked.connect(lambda: self.chosen.emit(one.source))
        return tap

    def _buttons(self) -> list[QWidget]:
        words = self.look.words
        look_key = "settings-camera-stop" if self._live else "settings-camera-try"
        see = Button(self.look, ButtonSpec(words(look_key), "close" if self._live else "scan"))
        see.clicked.connect(lambda: self.look_through(on=not self._live))
        again = Button(self.look, ButtonSpec(words("settings-cameras-again"), "refresh"))
        again.clicked.connect(lambda: self._desk.list_cameras(self._answers.tell))
        return [in_line(see, again)]

    def _arrived(self, found: tuple[CameraChoice, ...]) -> None:
        self._cameras = found
        self._show()
