"""Two or three words side by side, one of them chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cashier.ui.look import Look
from cashier.ui.paint import Edge, boxed, rounded
from cashier.ui.theme import HINT, HINT_BOLD, RADIUS, RADIUS_INSIDE, TARGET
from cashier.ui.widgets.base import Target, painter_for

_TRACK = 32
_AIR = (TARGET - _TRACK) // 2


@dataclass(frozen=True, slots=True)
class Choice:
    """One segment: an id, the word on it, the word for those who cannot see it."""

    id: str
    text: str
    spoken: str = ""


class _Segment(Target):
    """One word of the switch."""

    ring_radius = RADIUS_INSIDE

    def __init__(self, look: Look, choice: Choice, track: "Segmented") -> None:
        super().__init__(look, choice.spoken or choice.text)
        self.choice = choice
        self._track = track
        self.setCheckable(True)

    def line_width(self) -> int:
        """Word with air."""
        return max(TARGET, self.look.setter.width(self.choice.text, HINT_BOLD) + 24)

    def natural_width(self) -> int:
        """Word with half of that air, where large text leaves no more."""
        return max(TARGET, self.look.setter.width(self.choice.text, HINT_BOLD) + 12)

    def ring_rect(self) -> QRectF:
        """The drawn part of the target."""
        return QRectF(0, _AIR, self.width(), _TRACK)

    def paint(self, painter: QPainter) -> None:
        """Draw the thumb when chosen, and the word."""
        tokens = self.look.tokens
        type_ = HINT_BOLD if self.isChecked() else HINT
        if self.isChecked():
            thumb = self.ring_rect().adjusted(1, 1, -1, -1)
            boxed(painter, thumb, tokens.surface, self._track.line(), Edge(radius=RADIUS_INSIDE))
        word = self.look.setter.line(self.choice.text, type_)
        ink = tokens.accent_ink if self.isChecked() else tokens.ink2
        x = (self.width() - word.width) / 2
        word.draw(painter, x, (self.height() - type_.line) / 2, ink)


class Segmented(QWidget):
    """A switch between words. Sends the id of the one that was tapped."""

    chosen = Signal(str)

    def __init__(self, look: Look, choices: Sequence[Choice], *, on_tint: bool = False) -> None:
        super().__init__()
        self.look = look
        self._on_tint = on_tint
        self.segments: dict[str, _Segment] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 2, 0)
        row.setSpacing(0)
        for choice in choices:
            segment = _Segment(look, choice, self)
            segment.clicked.connect(lambda _=False, name=choice.id: self.chosen.emit(name))
            self.segments[choice.id] = segment
            row.addWidget(segment)

    def choose(self, choice: str) -> None:
        """Show which one is on."""
        for name, segment in self.segments.items():
            segment.setChecked(name == choice)

    def line(self) -> str:
        """Return the colour round the thumb."""
        tokens = self.look.tokens
        if tokens.name == "dark":
            return tokens.sunken
        return tokens.accent_line if self._on_tint else tokens.ctl

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the track."""
        painter = painter_for(self)
        tokens = self.look.tokens
        dark = tokens.name == "dark"
        ground = tokens.accent_line if self._on_tint else tokens.sunken
        track = QRectF(0, (self.height() - _TRACK) / 2, self.width(), _TRACK)
        rounded(painter, track, tokens.canvas if dark else ground, RADIUS)
        painter.end()
