"""Two or three words side by side, one of them chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cashier.ui.look import Look
from cashier.ui.paint import Edge, boxed, rounded
from cashier.ui.theme import BODY, BODY_BOLD, HINT, HINT_BOLD, RADIUS, RADIUS_INSIDE, TARGET, Type
from cashier.ui.widgets.base import Target, painter_for

_TRACK = 32


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
        return max(TARGET, self._word() + 24)

    def natural_width(self) -> int:
        """Word with half of that air, where large text leaves no more."""
        return max(TARGET, self._word() + 12)

    def ring_rect(self) -> QRectF:
        """The drawn part of the target."""
        high = self._track.high
        return QRectF(0, (self.height() - high) / 2, self.width(), high)

    def paint(self, painter: QPainter) -> None:
        """Draw the thumb when chosen, and the word."""
        tokens = self.look.tokens
        type_ = self._track.types[self.isChecked()]
        if self.isChecked():
            thumb = self.ring_rect().adjusted(1, 1, -1, -1)
            fill, line = self._track.thumb()
            boxed(painter, thumb, fill, line, Edge(radius=RADIUS_INSIDE))
        word = self.look.setter.line(self.choice.text, type_)
        ink = tokens.accent_ink if self.isChecked() else tokens.ink2
        x = (self.width() - word.width) / 2
        word.draw(painter, x, (self.height() - type_.line) / 2, ink)

    def _word(self) -> int:
        return self.look.setter.width(self.choice.text, self._track.types[True])


class Segmented(QWidget):
    """A switch between words. Sends the id of the one that was tapped.

    Drawn as high as it can be tapped where it is `tall`, slimmer where it stands beside a title.
    """

    chosen = Signal(str)

    def __init__(
        self, look: Look, choices: Sequence[Choice], *, on_tint: bool = False, tall: bool = False
    ) -> None:
        super().__init__()
        self.look = look
        self.high = TARGET if tall else _TRACK
        self.types: tuple[Type, Type] = (BODY, BODY_BOLD) if tall else (HINT, HINT_BOLD)
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

    def thumb(self) -> tuple[str, str]:
        """Return fill and border of the chosen word; in the dark a border has to carry it."""
        tokens = self.look.tokens
        if tokens.name == "dark":
            return tokens.accent_tint, tokens.accent_ink
        return tokens.surface, tokens.accent_line if self._on_tint else tokens.ctl

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the track."""
        painter = painter_for(self)
        tokens = self.look.tokens
        ground = tokens.accent_line if self._on_tint else tokens.sunken
        track = QRectF(0, (self.height() - self.high) / 2, self.width(), self.high)
        rounded(painter, track, ground, RADIUS)
        painter.end()
