"""All lights in full: where it is stuck and what to do, methods, this machine and its network."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cashier.desk.dock_views import DockView
from cashier.desk.views import Beat, BeatView, Light, LightView
from cashier.ui.dock_parts import chip_texts, seconds_text
from cashier.ui.heartbeat import Pace, heartbeat
from cashier.ui.link_chain import LinkChain
from cashier.ui.look import Look
from cashier.ui.marks import light_ink, mark
from cashier.ui.text import Block, Setting
from cashier.ui.theme import BODY, HINT, S
from cashier.ui.widgets.base import Painted
from cashier.ui.widgets.containers import Card, CardSpec, Column
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.leads import icon_at
from cashier.ui.widgets.row import Row, RowSpec
from cashier.ui.words import Book, key_part

_LEFT = 40
# The column of the figures, wide enough for the longest note.
_FIGURE = 106
_PAD = 14
_PACE = Pace(2, 2)
_STEPS_LEAD = icon_at("checklist", 27, size=22)
# Links that only the provider can be slow at.
_THEIRS = ("limit_check", "risk_decision", "booking")


@dataclass(frozen=True, slots=True)
class LightTexts:
    """Name, figure and state of one light."""

    name: str
    figure: str
    state: Light
    beats: tuple[BeatView, ...]


class LightRow(Painted):
    """One light with its last probes; the figure goes below the name when it is long."""

    def __init__(self, look: Look, texts: LightTexts) -> None:
        super().__init__(look)
        self.texts = texts
        self.setAccessibleName(f"{texts.name}: {texts.figure}")

    def natural_width(self) -> int:
        """The longest word of either text."""
        setter = self.look.setter
        words = (
            setter.longest_word(self.texts.name, BODY),
            setter.longest_word(self.texts.figure, HINT),
        )
        return _LEFT + max(words) + _PAD

    def height_for(self, width: int) -> int:
        """One line, or two."""
        name, figure, beside = self._blocks(width)
        return max(39, name.height + 15) if beside else name.height + figure.height + 12

    def paint(self, painter: QPainter) -> None:
        """Draw the row."""
        tokens, texts = self.look.tokens, self.texts
        name, figure, beside = self._blocks(self.width())
        middle = self.height() / 2
        mark(painter, tokens, texts.state, QPointF(22, middle), 10)
        ink = light_ink(tokens, texts.state)
        if not beside:
            name.draw(painter, _LEFT, 6, tokens.ink)
            figure.draw(painter, _LEFT, 6 + name.height, ink)
            return
        name.draw(painter, _LEFT, middle - name.height / 2, tokens.ink)
        x = self.width() - _PAD - figure.width
        figure.draw(painter, x, middle - HINT.line / 2, ink)
        if texts.beats and self._beats_fit(name, figure):
            right = self.width() - _FIGURE
            box = QRectF(right - _PACE.width, middle - 9, _PACE.width, 18)
            heartbeat(painter, tokens, texts.beats, box, _PACE)

    def _beats_fit(self, name: Block, figure: Block) -> bool:
        right = self.width() - _FIGURE
        return figure.width <= _FIGURE - 26 and _LEFT + name.width + 12 <= right - _PACE.width

    def _blocks(self, width: int) -> tuple[Block, Block, bool]:
        setter = self.look.setter
        figure = setter.line(self.texts.figure, HINT)
        room = max(width - _LEFT - _PAD, 1)
        beside = setter.width(self.texts.name, BODY) + 12 + figure.width <= room
        name = setter.block(self.texts.name, Setting(BODY, room))
        if not beside:
            figure = setter.block(self.texts.figure, Setting(HINT, room))
        return name, figure, beside


Unfold = Callable[[str], None]


def health_cards(look: Look, view: DockView, unfold: Unfold | None = None) -> list[QWidget]:
    """Return the panel's parts; `unfold` shows the steps of the alarm of that id.

    Where it is stuck comes first; the chain itself is for whoever mends it, and stands last.
    """
    words = look.words
    methods = [
        LightTexts(chip_texts(words, one).name, chip_texts(words, one).figure, one.sign, one.beats)
        for one in view.chips
    ]
    machine = [_light_texts(look, one) for one in view.lights]
    parts: list[QWidget] = []
    stuck = _stuck_parts(look, view, unfold)
    if stuck:
        card = Card(look, CardSpec(pad=(1, 12, 1, 12), gap=S))
        for part in stuck:
            card.put_layout(_inset(part))
        parts.append(card)
    parts.append(_card(look, words("panel-methods"), methods))
    if machine:
        parts.append(_card(look, words("panel-machine"), machine))
    if view.links:
        chain = Card(look, CardSpec(pad=(1, 12, 1, 12)))
        chain.put([LinkChain(look, view.links)])
        parts.append(_titled(look, words("panel-chain"), chain))
    return parts


def _light_texts(look: Look, view: LightView) -> LightTexts:
    words = look.words
    name = words(f"health-name-{key_part(view.name)}")
    figure = words.phrase(view.detail) if view.detail else words(f"state-{view.state}")
    return LightTexts(name, figure, view.state, view.beats)


def _card(look: Look, title: str, lights: list[LightTexts]) -> QWidget:
    card = Card(look, CardSpec(gap=1, hair=_LEFT))
    card.put([LightRow(look, texts) for texts in lights])
    return _titled(look, title, card)


def _stuck_parts(look: Look, view: DockView, unfold: Unfold | None) -> list[QWidget]:
    """Return where it is stuck in a sentence, and the one thing to do."""
    parts: list[QWidget] = []
    said = stuck_text(look.words, view)
    if said:
        parts.append(Label(look, LabelSpec(said, BODY, "ink")))
    alarm = next((one for one in view.alarms if one.checklist), None)
    if view.links and alarm is not None and unfold is not None:
        text = look.words("panel-steps", count=len(alarm.checklist))
        button = Row(look, RowSpec(text, arrow="chevron-right", indent=50, lead=_STEPS_LEAD))
        button.clicked.connect(lambda: unfold(alarm.id))
        parts.append(button)
    return parts


def stuck_text(words: Book, view: DockView) -> str:
    """Return at which link payments stop, how slow they are now, and that it is not the network.

    Empty while every link that was seen is well.
    """
    bad = [one for state in (Light.fail, Light.warn) for one in view.links if one.state is state]
    if not bad:
        return ""
    link = bad[0]
    parts = [words("panel-stuck", link=words(f"health-chain-{link.name}"))]
    slow = next((one for one in view.chips if one.state is Light.warn and one.ms is not None), None)
    if slow is not None and slow.ms is not None:
        usual = median([one.ms for one in slow.beats if one.beat is Beat.ok and one.ms] or [0.0])
        if 0 < usual < slow.ms:
            named = {"method": words.method(slow.method), "usual": seconds_text(words, usual)}
            parts.append(words("panel-slow", now=seconds_text(words, slow.ms), **named))
    online = any(one.name == "internet" and one.state is Light.ok for one in view.lights)
    if online and link.name in _THEIRS:
        # Where it is no slower than usual, nothing says whose side stops it.
        parts.append(words("panel-theirs" if len(parts) > 1 else "panel-not_network"))
    return words("panel-between").join(parts)


def _inset(part: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(_PAD, 0, _PAD, 0)
    row.addWidget(part)
    return row


def _titled(look: Look, title: str, card: QWidget) -> QWidget:
    column = Column(6)
    column.put([Label(look, LabelSpec(title, HINT, "ink2")), card])
    return column
