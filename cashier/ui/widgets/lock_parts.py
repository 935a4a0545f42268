"""The parts of the lock banner: the face with the ring, and its buttons."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from cashier.ui.look import Look
from cashier.ui.paint import Edge, framed, rounded, square
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY, BODY_BOLD, FIGURE, HINT, RADIUS, VERDICT, grown
from cashier.ui.widgets.base import Painted, Tap
from cashier.ui.widgets.ring import RingSpec, countdown_ring

_RING = 92
_BESIDE = 18
_BELOW_TITLE = 12
_BUTTON = 48


@dataclass(frozen=True, slots=True)
class FaceTexts:
    """What the banner says beside its ring."""

    title: str
    doing: str
    rhythm: str
    seconds: str
    unit: str
    share: float
    icon: str = "lock"


def _takes_room(texts: FaceTexts) -> tuple[str, str, str, bool]:
    """Return what decides how much room the face needs."""
    return texts.title, texts.doing, texts.rhythm, bool(texts.seconds)


class LockFace(Painted):
    """Ring with the seconds that are left, the warning, what is being done."""

    def __init__(self, look: Look, texts: FaceTexts) -> None:
        super().__init__(look)
        self.texts = texts

    def show_texts(self, texts: FaceTexts) -> None:
        """Show the next second."""
        changed = _takes_room(texts) != _takes_room(self.texts)
        self.texts = texts
        if changed:
            self.setAccessibleName(f"{texts.title} {texts.doing} {texts.rhythm}")
            self.updateGeometry()
        self.update()

    def natural_width(self) -> int:
        """Title, or the ring and the longest word beside it."""
        setter, texts = self.look.setter, self.texts
        title = self._title_x() + setter.longest_word(texts.title, VERDICT)
        below = setter.longest_word(texts.doing, BODY_BOLD), setter.longest_word(texts.rhythm, BODY)
        return max(title, grown(_RING) + _BESIDE + max(below))

    def height_for(self, width: int) -> int:
        """The title, and below it as much as the ring or the text takes."""
        title, doing, rhythm = self._blocks(width)
        ring = grown(_RING) if self.texts.seconds else 0
        return title.height + _BELOW_TITLE + max(ring, doing.height + rhythm.height)

    def paint(self, painter: QPainter) -> None:
        """Draw title, ring and text."""
        tokens, texts = self.look.tokens, self.texts
        title, doing, rhythm = self._blocks(self.width())
        if texts.icon:
            place = square(11, VERDICT.line / 2, 22)
            self.look.icons.draw(painter, texts.icon, place, tokens.on_lock)
        title.draw(painter, self._title_x(), 0, tokens.on_lock)
        top = title.height + _BELOW_TITLE
        if texts.seconds:
            self._paint_ring(painter, QPointF(grown(_RING) / 2, (top + self.height()) / 2))
        y = top + (self.height() - top - doing.height - rhythm.height) / 2
        doing.draw(painter, self._left(), y, tokens.on_lock)
        rhythm.draw(painter, self._left(), y + doing.height, tokens.on_lock2)

    def _paint_ring(self, painter: QPainter, centre: QPointF) -> None:
        tokens, texts, setter = self.look.tokens, self.texts, self.look.setter
        still = self.look.taste.reduced_motion
        spec = RingSpec(grown(_RING), 6, tokens.lock_track, tokens.on_lock, still)
        countdown_ring(painter, centre, texts.share, spec)
        seconds = setter.line(texts.seconds, FIGURE)
        unit = setter.line(texts.unit, HINT)
        top = centre.y() - grown(27) if texts.unit else centre.y() - FIGURE.line / 2
        seconds.draw(painter, centre.x() - seconds.width / 2, top, tokens.on_lock)
        unit.draw(painter, centre.x() - unit.width / 2, top + grown(36), tokens.on_lock)

    def _title_x(self) -> int:
        return 30 if self.texts.icon else 0

    def _left(self) -> int:
        """Where the text begins: beside the ring, where there is one."""
        return grown(_RING) + _BESIDE if self.texts.seconds else 0

    def _blocks(self, width: int) -> tuple[Block, Block, Block]:
        setter, texts = self.look.setter, self.texts
        room = max(width - self._left(), 1)
        beside = max(width - self._title_x(), 1)
        title = setter.block(texts.title, Setting(VERDICT, beside, balanced=True))
        doing = setter.block(texts.doing, Setting(BODY_BOLD, room, balanced=True))
        return title, doing, setter.block(texts.rhythm, Setting(BODY, room, balanced=True))


@dataclass(frozen=True, slots=True)
class LockButtonSpec:
    """`style` is outline (may be tapped), quiet (need not be), wait (says when) or solid."""

    text: str
    icon: str = ""
    style: str = "outline"
    spoken: str = ""

    @property
    def name(self) -> str:
        """What is read out: the same while it counts down."""
        return self.spoken or self.text


class LockButton(Tap):
    """A button that lies on violet."""

    def __init__(self, look: Look, spec: LockButtonSpec) -> None:
        super().__init__(look, spec.name)
        self.spec = spec
        self.setEnabled(spec.style != "wait")

    def show_spec(self, spec: LockButtonSpec) -> None:
        """Become ready, or count down."""
        if spec == self.spec:
            return
        self.spec = spec
        self.setAccessibleName(spec.name)
        self.setEnabled(spec.style != "wait")
        self.setCursor(
            Qt.CursorShape.ArrowCursor
            if spec.style == "wait"
            else Qt.CursorShape.PointingHandCursor
        )
        self.updateGeometry()
        self.update()

    def natural_width(self) -> int:
        """Icon and the longest word."""
        return self._icon() + self.look.setter.longest_word(self.spec.text, BODY_BOLD) + 20

    def line_width(self) -> int:
        """Icon and text on one line."""
        return self._icon() + self.look.setter.width(self.spec.text, BODY_BOLD) + 20

    def height_for(self, width: int) -> int:
        """48, or more when the text wraps."""
        return max(_BUTTON, self._block(width).height + 16)

    def paint(self, painter: QPainter) -> None:
        """Draw the button in its style."""
        tokens, spec = self.look.tokens, self.spec
        box = QRectF(self.rect())
        ink = tokens.on_lock2 if spec.style == "wait" else tokens.on_lock
        if spec.style == "solid":
            rounded(painter, box, self.shade(tokens.on_lock, tokens.on_lock2, tokens.on_lock2))
            ink = tokens.lock_fill
        else:
            fill = QColor(tokens.lock_track)
            if self.isEnabled() and (self.underMouse() or self.isDown()):
                rounded(painter, box, fill.name())
            border = tokens.on_lock if spec.style == "outline" else tokens.lock_track
            framed(painter, box, border, Edge(radius=RADIUS))
        block = self._block(self.width())
        x = (self.width() - block.width - self._icon()) / 2
        if spec.icon:
            place = square(x + 10, self.height() / 2, 20)
            self.look.icons.draw(painter, spec.icon, place, ink)
        block.draw(painter, x + self._icon(), (self.height() - block.height) / 2, ink)

    def _icon(self) -> int:
        return 27 if self.spec.icon else 0

    def _block(self, width: int) -> Block:
        room = max(width - self._icon() - 16, 1)
        setting = Setting(BODY_BOLD, room, balanced=True, centred=True)
        return self.look.setter.block(self.spec.text, setting)
