"""The parts of the lock banner: the face with the ring, and its buttons."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from cashier.ui.look import Look
from cashier.ui.paint import Edge, framed, rounded, square
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY, BODY_BOLD, FIGURE, HINT, RADIUS, VERDICT, grown
from cashier.ui.widgets.base import Painted, Tap
from cashier.ui.widgets.ring import RingSpec, countdown_ring

_RING = 92
_BESIDE = 18
_BELOW_TITLE = 8
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
        title = self._icon() + setter.longest_word(texts.title, VERDICT)
        below = setter.longest_word(texts.doing, BODY_BOLD), setter.longest_word(texts.rhythm, BODY)
        return grown(_RING) + _BESIDE + max(title, *below)

    def height_for(self, width: int) -> int:
        """As much as the texts take, or the ring beside them."""
        ring = grown(_RING) if self.texts.seconds else 0
        return max(ring, self._text_height(width))

    def paint(self, painter: QPainter) -> None:
        """Draw title, ring and text."""
        tokens, texts = self.look.tokens, self.texts
        title, doing, rhythm = self._blocks(self.width())
        left, y = self._left(), (self.height() - self._text_height(self.width())) / 2
        if texts.seconds:
            self._paint_ring(painter, QPointF(grown(_RING) / 2, self.height() / 2))
        if texts.icon:
            place = square(left + 11, y + VERDICT.line / 2, 22)
            self.look.icons.draw(painter, texts.icon, place, tokens.on_lock)
        title.draw(painter, left + self._icon(), y, tokens.on_lock)
        y += title.height + _BELOW_TITLE
        doing.draw(painter, left, y, tokens.on_lock)
        rhythm.draw(painter, left, y + doing.height, tokens.on_lock2)

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

    def _icon(self) -> int:
        return 30 if self.texts.icon else 0

    def _text_height(self, width: int) -> int:
        title, doing, rhythm = self._blocks(width)
        return title.height + _BELOW_TITLE + doing.height + rhythm.height

    def _left(self) -> int:
        """Where the text begins: beside the ring, where there is one."""
        return grown(_RING) + _BESIDE if self.texts.seconds else 0

    def _blocks(self, width: int) -> tuple[Block, Block, Block]:
        setter, texts = self.look.setter, self.texts
        room = max(width - self._left(), 1)
        beside = max(room - self._icon(), 1)
        title = setter.block(texts.title, Setting(VERDICT, beside, balanced=True))
        doing = setter.block(texts.doing, Setting(BODY_BOLD, room, balanced=True))
        return title, doing, setter.block(texts.rhythm, Setting(BODY, room, balanced=True))


@dataclass(frozen=True, slots=True)
class LockButtonSpec:
    """`style` is outline (may be tapped), quiet (need not be), wait (`sub` says when) or solid.

    Beside each other, what waits and what need not be tapped differ by `sub` alone. `pale` is the
    ground below the answers to a question; else it is violet. What is read out is the text alone:
    the same while it counts down.
    """

    text: str
    icon: str = ""
    style: str = "outline"
    sub: str = ""
    pale: bool = False


class LockButton(Tap):
    """A button that lies on violet."""

    def __init__(self, look: Look, spec: LockButtonSpec) -> None:
        super().__init__(look, spec.text)
        self.spec = spec
        self.setEnabled(spec.style != "wait")

    def show_spec(self, spec: LockButtonSpec) -> None:
        """Become ready, or count down."""
        if spec == self.spec:
            return
        self.spec = spec
        self.setAccessibleName(spec.text)
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
        setter, spec = self.look.setter, self.spec
        word = self._icon() + setter.longest_word(spec.text, BODY_BOLD)
        return max(word, setter.longest_word(spec.sub, HINT)) + 20

    def line_width(self) -> int:
        """Icon and text on one line."""
        setter, spec = self.look.setter, self.spec
        text = self._icon() + setter.width(spec.text, BODY_BOLD)
        return max(text, setter.width(spec.sub, HINT)) + 20

    def height_for(self, width: int) -> int:
        """48, or more when the text wraps or has a line below it."""
        sub = self._sub(width)
        return max(_BUTTON, self._block(width).height + (sub.height if sub else 0) + 16)

    def paint(self, painter: QPainter) -> None:
        """Draw the button in its style."""
        tokens, spec = self.look.tokens, self.spec
        box = QRectF(self.rect())
        ink, strong, weak = tokens.on_lock, tokens.on_lock, tokens.lock_track
        if spec.pale:
            ink, strong, weak = tokens.ink, tokens.lock, tokens.lock_line
        if spec.style == "solid":
            filled = (tokens.lock_fill,) * 3 if spec.pale else (strong, *[tokens.on_lock2] * 2)
            rounded(painter, box, self.shade(*filled))
            ink = tokens.on_lock if spec.pale else tokens.lock_fill
        else:
            if self.isEnabled() and (self.underMouse() or self.isDown()):
                rounded(painter, box, weak)
            border = strong if spec.style == "outline" else weak
            framed(painter, box, border, Edge(radius=RADIUS))
        block, sub = self._block(self.width()), self._sub(self.width())
        x = (self.width() - block.width - self._icon()) / 2
        y = (self.height() - block.height - (sub.height if sub else 0)) / 2
        if spec.icon:
            place = square(x + 10, y + block.height / 2, 20)
            self.look.icons.draw(painter, spec.icon, place, ink)
        block.draw(painter, x + self._icon(), y, ink)
        if sub:
            sub.draw(painter, (self.width() - sub.width) / 2, y + block.height, ink)

    def _icon(self) -> int:
        return 27 if self.spec.icon else 0

    def _block(self, width: int) -> Block:
        room = max(width - self._icon() - 16, 1)
        setting = Setting(BODY_BOLD, room, balanced=True, centred=True)
        return self.look.setter.block(self.spec.text, setting)

    def _sub(self, width: int) -> Block | None:
        if not self.spec.sub:
            return None
        setting = Setting(HINT, max(width - 16, 1), balanced=True, centred=True)
        return self.look.setter.block(self.spec.sub, setting)
