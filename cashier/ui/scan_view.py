"""The camera in the dock: picture, verdict, and the sentence to say when a code is not ready."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent

from cashier.desk.views import Light, ScanView
from cashier.ui.look import Look
from cashier.ui.theme import HINT, M
from cashier.ui.verdict_words import fault_labels, sentence_key, verdict_spec, verdict_state
from cashier.ui.widgets.camera import CameraPreview
from cashier.ui.widgets.containers import Column
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.say_card import SayCard
from cashier.ui.widgets.verdict import VerdictLine, VerdictSpec


class ScanPart(Column):
    """Stands in the place of chips and scan row while the camera is on."""

    closed = Signal()
    seen = Signal(bool)

    def __init__(self, look: Look) -> None:
        super().__init__(M)
        self.look = look
        words = look.words
        self.camera = CameraPreview(look, words("camera-waiting"), words("camera-close"))
        self.camera.closed.connect(self.closed)
        self.verdict = VerdictLine(look, VerdictSpec(Light.unknown, words("verdict-none")))
        self.say = SayCard(look)
        self.say.spoken_in.connect(self._speak)
        self._view: ScanView | None = None
        self._spoken = ""
        self.only_looks = Label(look, self._only_looks())
        verdict = Column(8)
        verdict.put([self.verdict, self.say, self.only_looks])
        self.put([self.camera, verdict])

    def show_scan(self, view: ScanView) -> None:
        """Show the newest frame and what is thought of it."""
        self._view = view
        words = self.look.words
        waiting = "camera-waiting" if view.camera == "live" else f"camera-{view.camera}"
        self.camera.show_words(words(waiting), words("camera-close"))
        self.camera.show_scan(view, verdict_state(view), fault_labels(words, view))
        self.verdict.show_spec(verdict_spec(words, view))
        self.verdict.count_down(view.dies_monotonic, view.lives_s)
        # Nobody is asked for a phone that no camera would see.
        self.verdict.setVisible(view.camera in ("live", "looking"))
        self.only_looks.show_spec(self._only_looks())
        self._say()

    def tick(self) -> None:
        """Show the second that it is now."""
        self.verdict.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody can see the picture."""
        super().showEvent(event)
        self.seen.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody can: then nothing of it is kept."""
        super().hideEvent(event)
        self._view = None
        self.camera.clear()
        self.seen.emit(False)

    def _speak(self, language: str) -> None:
        self._spoken = language
        self._say()

    def _only_looks(self) -> LabelSpec:
        return LabelSpec(self.look.words("scan-only_looks"), HINT, "ink2")

    def _say(self) -> None:
        key = sentence_key(self._view) if self._view is not None else ""
        self.say.setVisible(bool(key))
        if key:
            language = self._spoken or self.look.taste.language
            self.say.say(self.look.words.text(key, language), language)
