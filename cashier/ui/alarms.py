"""What is broken, one quiet line each; a tap opens what to do about it, to be ticked off.

Used in the dock, where it stands above the chips and never over a case, and on the manager's pages.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from cashier.desk.views import AlarmView, Light
from cashier.ui.look import Look
from cashier.ui.marks import mark
from cashier.ui.theme import BODY, BODY_BOLD, HINT, ROW, S
from cashier.ui.widgets.containers import Card, CardSpec, Column
from cashier.ui.widgets.flow import Flow
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.leads import tick_lead
from cashier.ui.widgets.row import FLAT, QUIET, Lead, Row, RowSpec, Tone
from cashier.ui.widgets.section import Section
from cashier.ui.widgets.small import ChoiceSpec, ChoiceTap, Link, LinkSpec
from cashier.ui.words import Book, clock_time

SILENT_MINUTES = 30
# The head shouts already; these are for whoever comes to mend it.
_TONES = {
    Light.fail: Tone("surface", "hover", "press", "fail_line", "ink", "ink2", "ctl", "ink3"),
    Light.warn: Tone("surface", "hover", "press", "warn_line", "ink", "ink2", "ctl", "ink3"),
}
_NAMED = 2


class AlarmCommands(Protocol):
    """Who hears that somebody takes an alarm on, or wants to hear no more of it."""

    def silence_alarm(self, alarm_id: str, minutes: int | None) -> None:
        """Remind nobody for so many minutes."""

    def acknowledge_alarm(self, alarm_id: str) -> None:
        """Somebody takes it on."""


class AlarmList(Section):
    """Open alarms below each other; at most one is unfolded.

    Args:
        look: theme and words.
        commands: hears what is tapped.
        most: how many rows there are at most; the rest is a line.
        more: the key of that line, which says where the rest is.
    """

    def __init__(
        self, look: Look, commands: AlarmCommands, most: int = 2, more: str = "alarm-more"
    ) -> None:
        super().__init__(look, S)
        self._commands = commands
        self._most = most
        self._more = more
        self._views: tuple[AlarmView, ...] = ()
        self._open = ""
        self._ticked: set[tuple[str, str]] = set()

    @property
    def unfolded(self) -> str:
        """The id of the alarm whose steps are shown, if any."""
        return self._open

    def show_alarms(self, views: Sequence[AlarmView]) -> None:
        """Show these; what was ticked stays ticked as long as its alarm is open."""
        self._views = tuple(views)
        ids = {view.id for view in views}
        self._ticked = {one for one in self._ticked if one[0] in ids}
        self._open = self._open if self._open in ids else ""
        self._draw()

    def unfold(self, alarm_id: str) -> None:
        """Show the steps of an alarm, or fold them away again."""
        self._open = "" if self._open == alarm_id else alarm_id
        self._draw()

    def tick(self, alarm_id: str, step: str) -> None:
        """Tick a step, or take the tick back: for whoever stands there, kept nowhere."""
        self._ticked ^= {(alarm_id, step)}
        self._draw()

    def _draw(self) -> None:
        key = (self._views, self._open, frozenset(self._ticked), self.look.tokens.name)
        self.show_parts(key, self._parts)

    def _parts(self) -> list[QWidget]:
        parts: list[QWidget] = []
        for view in self._views[: self._most]:
            row = Row(self.look, alarm_spec(self.look, view, unfolded=view.id == self._open))
            row.clicked.connect(self._unfolder(view.id))
            parts.append(row)
            if view.id == self._open:
                parts += self._inside(view)
        more = len(self._views) - self._most
        if more > 0:
            text = self.look.words(self._more, count=more)
            parts.append(Label(self.look, LabelSpec(text, HINT, "ink2")))
        return parts

    def _inside(self, view: AlarmView) -> list[QWidget]:
        """One card: what to do, and below it what may be answered."""
        steps: list[QWidget] = [self._step(view.id, step) for step in view.checklist]
        parts = steps if view.silenced else [*steps, self._answers(view.id)]
        if not parts:
            return []
        card = Card(self.look, CardSpec(gap=1, hair=52))
        card.put(parts)
        return [card]

    def _step(self, alarm_id: str, step: str) -> Row:
        ticked = (alarm_id, step) in self._ticked
        row = Row(self.look, step_spec(self.look.words, step, ticked=ticked))
        row.clicked.connect(lambda: self.tick(alarm_id, step))
        return row

    def _answers(self, alarm_id: str) -> QWidget:
        words, holder = self.look.words, QWidget()
        take = ChoiceTap(self.look, ChoiceSpec(words("alarm-action-take"), air=14))
        take.clicked.connect(lambda: self._commands.acknowledge_alarm(alarm_id))
        quiet = Link(self.look, LinkSpec(words("alarm-action-silence"), icon="pause", ink="ink2"))
        quiet.clicked.connect(lambda: self._commands.silence_alarm(alarm_id, SILENT_MINUTES))
        flow = Flow(gap=16, line_gap=4)
        flow.addWidget(take)
        flow.addWidget(quiet)
        holder.setLayout(flow)
        line = Column(0, (14, 6, 14, 6))
        line.put([holder])
        return line

    def _unfolder(self, alarm_id: str) -> Callable[[], None]:
        return lambda: self.unfold(alarm_id)


def alarm_spec(look: Look, view: AlarmView, *, unfolded: bool) -> RowSpec:
    """Return the one line of an alarm; one that somebody has taken on speaks low."""
    words = look.words
    sentence = words.phrase(view.sentence)
    return RowSpec(
        sentence,
        sub=since_text(words, view),
        arrow="chevron-up" if unfolded else "chevron-down",
        type_=BODY_BOLD,
        tone=QUIET if view.silenced else _TONES[view.state],
        lead=_sign(view.state),
        indent=42,
        pad=14,
        least=ROW,
        spoken=f"{words(f'health-state-{view.state}')}: {sentence}",
    )


def since_text(words: Book, view: AlarmView) -> str:
    """Return since when it is broken and what it touches."""
    time = clock_time(view.since)
    text = words("alarm-since", time=time)
    if len(view.methods) > _NAMED:
        text = words("alarm-since-many", time=time, count=len(view.methods))
    elif view.methods:
        named = words("alarm-between").join(words.method(one) for one in view.methods)
        text = words("alarm-since-touches", time=time, methods=named)
    return f"{text} · {words('alarm-silenced')}" if view.silenced else text


def step_spec(words: Book, step: str, *, ticked: bool) -> RowSpec:
    """Return a step to tick, by the key of its words."""
    title = words(step, amount=words("amount-any"))
    state = words("tick-done" if ticked else "tick-open")
    return RowSpec(
        title,
        type_=BODY,
        tone=FLAT,
        lead=tick_lead(ticked=ticked),
        indent=52,
        title_ink="ink3" if ticked else "ink",
        spoken=f"{title}, {state}",
    )


def _sign(state: Light) -> Lead:
    def lead(painter: QPainter, look: Look, box: QRectF) -> None:
        mark(painter, look.tokens, state, QPointF(22, box.center().y()), 12)

    return lead
