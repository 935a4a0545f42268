"""The lock, in solid violet. Money is in doubt, so nothing here can suggest another charge.

It counts down by itself from the clock. A reverse and an override are a person's acts: each asks
once more before it is sent. A PIN typed here is handed on and wiped, never kept.
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cashier.desk.case_views import LockView, ReverseState
from cashier.ui.look import Look
from cashier.ui.paint import rounded
from cashier.ui.theme import BODY_BOLD, HINT
from cashier.ui.widgets.base import painter_for
from cashier.ui.widgets.containers import Column
from cashier.ui.widgets.field import Field
from cashier.ui.widgets.flow import Even
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.lock_parts import FaceTexts, LockButton, LockButtonSpec, LockFace
from cashier.ui.widgets.lock_words import (
    face_texts,
    override_button,
    reverse_button,
    reverse_note,
    seconds_left,
)
from cashier.ui.widgets.section import Section


class LockBanner(Column):
    """Ring, warning, what is being done, and the ways out when their time has come."""

    query_wanted = Signal()
    paid_seen = Signal()
    reverse_wanted = Signal(object)
    override_wanted = Signal()
    asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(16, (20, 18, 20, 18))
        self.look = look
        self.view: LockView | None = None
        self.face = LockFace(look, FaceTexts("", "", "", "", "", 0))
        self.buttons = Section(look, 8)
        self.box.addWidget(self.face)
        self.box.addWidget(self.buttons)
        self.reverse: LockButton | None = None
        self.override: LockButton | None = None
        self.pin: Field | None = None
        self._asking = ""

    def show_lock(self, view: LockView) -> None:
        """Show another state of the lock."""
        if self.view is None or view.reverse is not self.view.reverse:
            self._asking = ""
        self.view = view
        self._build()
        self.tick()

    def tick(self) -> None:
        """Show the second that it is now."""
        if self.view is None:
            return
        now = self.look.clock.monotonic()
        words = self.look.words
        self.face.show_texts(face_texts(words, self.view, now))
        if self.reverse is not None:
            self.reverse.show_spec(reverse_button(words, self.view, now))
        if self.override is not None:
            self.override.show_spec(override_button(words, self.view, now))

    def seconds_left(self) -> int:
        """Return how long it still is until the clerk may do something."""
        if self.view is None:
            return 0
        return seconds_left(self.view, self.look.clock.monotonic())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the violet ground."""
        painter: QPainter = painter_for(self)
        rounded(painter, QRectF(self.rect()), self.look.tokens.lock_fill)
        painter.end()

    def ask(self, about: str) -> None:
        """Ask once more before `reverse` or `override`; an empty string puts the question away.

        The second half of a double tap is no answer to what the first half has only just asked.
        """
        self._asking = about
        self._build()
        self.tick()
        if self.look.turn is not None:
            self.look.turn.stir()
        self.asked.emit()
        if self.pin is not None:
            self.pin.line.setFocus()

    def forget(self) -> None:
        """Put a question away unanswered: the next lock is another payment's."""
        self._asking = ""

    def asking(self) -> bool:
        """Whether it asks once more just now."""
        return bool(self._asking)

    def _build(self) -> None:
        view = self.view
        if view is None:
            return
        closed = view.override_at_monotonic is None
        key = (view.can_query, view.reverse, view.needs_pin, closed, self._asking)
        self.buttons.show_parts(key, self._parts)

    def _parts(self) -> Sequence[QWidget]:
        self.reverse = self.override = self.pin = None
        if self._asking:
            return self._question()
        return self._with_keys() if self.view and self.view.can_query else self._by_hand()

    def _with_keys(self) -> Sequence[QWidget]:
        words, view = self.look.words, self.view
        # It is asked by itself: to press it again and again helps nobody.
        query = LockButton(self.look, LockButtonSpec(words("banner-query_now"), "refresh", "quiet"))
        query.clicked.connect(self.query_wanted)
        row = [query]
        if view and view.reverse in (ReverseState.later, ReverseState.ready):
            self.reverse = self._button(words("banner-reverse_ready"), "undo")
            self.reverse.clicked.connect(lambda: self.ask("reverse"))
            row.append(self.reverse)
        note = reverse_note(words, view) if view else ""
        below = [Label(self.look, LabelSpec(note, HINT, "on_lock2", balanced=True))] if note else []
        return [_side_by_side(row), *below]

    def _by_hand(self) -> Sequence[QWidget]:
        words, view = self.look.words, self.view
        paid = self._button(words("banner-clerk_paid"), "check")
        paid.clicked.connect(self.paid_seen)
        row = [paid]
        if view and view.override_at_monotonic is not None:
            self.override = self._button(words("banner-clerk_not_paid"), "")
            self.override.clicked.connect(lambda: self.ask("override"))
            row.append(self.override)
        return [_side_by_side(row)]

    def _question(self) -> Sequence[QWidget]:
        words = self.look.words
        about = self._asking
        asked = Label(self.look, LabelSpec(words(f"banner-{about}_ask"), BODY_BOLD, "on_lock"))
        sent = LockButtonSpec(words(f"banner-{about}_yes"), "", "solid")
        yes = LockButton(self.look, sent)
        no = self._button(words("banner-not_now"), "")
        no.clicked.connect(lambda: self.ask(""))
        yes.clicked.connect(self._confirm)
        parts: list[QWidget] = [asked]
        if about == "reverse" and self.view and self.view.needs_pin:
            self.pin = Field(self.look, icon="lock", secret=True)
            self.pin.name(words("banner-pin"), " ")
            self.pin.entered.connect(lambda _: self._confirm())
            # Nothing invites a tap before the manager has typed.
            still = replace(sent, style="outline")
            yes.show_spec(still)
            self.pin.changed.connect(lambda text: yes.show_spec(sent if text else still))
            who = Label(self.look, LabelSpec(words("banner-pin"), BODY_BOLD, "on_lock"))
            away = LabelSpec(words("banner-pin_away"), HINT, "on_lock2", balanced=True)
            parts += [who, self.pin, Label(self.look, away)]
        return [*parts, _side_by_side([no, yes])]

    def _confirm(self) -> None:
        if self._asking == "override":
            self.override_wanted.emit()
        elif self.pin is None:
            self.reverse_wanted.emit(None)
        elif not self.pin.text():
            self.pin.show_wrong(wrong=True)
            return
        else:
            self.reverse_wanted.emit(self.pin.text())
            self.pin.set_text("")
        self.ask("")

    def _button(self, text: str, icon: str) -> LockButton:
        return LockButton(self.look, LockButtonSpec(text, icon))


def _side_by_side(parts: Sequence[QWidget]) -> QWidget:
    line = QWidget()
    row = Even(len(parts))
    for part in parts:
        row.addWidget(part)
    line.setLayout(row)
    return line
