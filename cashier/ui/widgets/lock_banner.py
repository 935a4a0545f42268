"""The lock, in solid violet. Money is in doubt, so nothing here can suggest another charge.

It counts down by itself from the clock. A reverse and an override are a person's acts: each asks
once more before it is sent. A PIN typed here is handed on and wiped, never kept.

What is done after something else stands apart, below it: below the answers of the customer, quiet,
and below the places where a person looks.
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cashier.core.money import Money
from cashier.desk.case_views import LockView, ReverseState
from cashier.ui.look import Look
from cashier.ui.paint import boxed, rounded
from cashier.ui.theme import BODY_BOLD, HINT
from cashier.ui.widgets.base import painter_for
from cashier.ui.widgets.containers import Column
from cashier.ui.widgets.field import Field
from cashier.ui.widgets.flow import Even
from cashier.ui.widgets.label import Label, LabelSpec
from cashier.ui.widgets.lock_parts import FaceTexts, LockButton, LockButtonSpec, LockFace
from cashier.ui.widgets.lock_words import (
    Sought,
    face_texts,
    override_asked,
    override_button,
    paid_button,
    reverse_button,
    reverse_note,
    seconds_left,
    sought,
)
from cashier.ui.widgets.section import Section


class LockActs(Column):
    """What may be done under lock: on the banner's violet, or `apart` from it on a pale ground.

    It is `asked` while the customer is to answer first.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.apart = self.asked = False

    def stand(self, *, apart: bool, asked: bool) -> None:
        """Stand on a ground of its own, or on the banner's."""
        self.apart, self.asked = apart, asked
        self.box.setContentsMargins(*((16, 10, 16, 10) if apart else (0, 0, 0, 0)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pale ground."""
        if self.apart:
            tokens, painter = self.look.tokens, painter_for(self)
            boxed(painter, QRectF(self.rect()), tokens.lock_tint, tokens.lock_line)
            painter.end()


class LockBanner(Column):
    """Ring, warning, what is being done, and the ways out when their time has come."""

    query_wanted = Signal()
    paid_seen = Signal()
    reverse_wanted = Signal(object)
    override_wanted = Signal()
    asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(16, (20, 16, 20, 16))
        self.look = look
        self.view: LockView | None = None
        self.face = LockFace(look, FaceTexts("", "", "", "", "", 0))
        self.acts = LockActs(look)
        self.buttons = Section(look, 8)
        self.acts.box.addWidget(self.buttons)
        self.box.addWidget(self.face)
        self.box.addWidget(self.acts)
        self.which = Sought()
        self.paid: LockButton | None = None
        self.reverse: LockButton | None = None
        self.override: LockButton | None = None
        self.pin: Field | None = None
        self._asking = ""

    def show_lock(self, view: LockView, amount: Money | None = None) -> None:
        """Show another state of the lock, about a payment of this sum."""
        said = (self.view.reverse, self.view.phone_paid, self.view.claimed) if self.view else None
        if said != (view.reverse, view.phone_paid, view.claimed):
            # What was asked before the customer's word is to be asked anew.
            self._asking = ""
        self.view = view
        self.which = sought(view, self.look.words.money(amount), self.look.clock.now())
        self._build()
        self.tick()

    def tick(self) -> None:
        """Show the second that it is now."""
        if self.view is None:
            return
        now = self.look.clock.monotonic()
        words = self.look.words
        self.face.show_texts(face_texts(words, self.view, now, asks=self.acts.asked))
        if self.reverse is not None:
            self.reverse.show_spec(self._dressed(reverse_button(words, self.view, now)))
        if self.override is not None:
            self.override.show_spec(self._dressed(override_button(words, self.view, now)))
        if self.paid is not None:
            self.paid.show_spec(self._dressed(paid_button(words, self.view, now, self.which)))

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

    def stand_apart(self, *, apart: bool, asked: bool = False) -> None:
        """Let what may be done stand apart, where the page puts it; or below the face again."""
        if (apart, asked) == (self.acts.apart, self.acts.asked):
            return
        self.acts.stand(apart=apart, asked=asked)
        if not apart:
            self.box.addWidget(self.acts)
        self._build()
        self.tick()

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
        apart = self.acts.apart
        said = (view.said_paid, self.acts.asked)
        key = (view.can_query, view.reverse, view.needs_pin, closed, self._asking, apart, said)
        self.buttons.show_parts(key, self._parts)

    def _parts(self) -> Sequence[QWidget]:
        self.reverse = self.override = self.paid = self.pin = None
        if self._asking:
            return self._question()
        return self._with_keys() if self.view and self.view.can_query else self._by_hand()

    def _with_keys(self) -> Sequence[QWidget]:
        words, view = self.look.words, self.view
        # It is asked by itself: to press it again and again helps nobody.
        query = self._button(words("banner-query_now"), "refresh", "quiet")
        query.clicked.connect(self.query_wanted)
        row = [query]
        if view and view.reverse in (ReverseState.later, ReverseState.ready):
            self.reverse = self._button(words("banner-reverse_ready"), "undo")
            self.reverse.clicked.connect(lambda: self.ask("reverse"))
            row.append(self.reverse)
        note = reverse_note(words, view) if view else ""
        below = [self._note(note)] if note else []
        return [_side_by_side(row), *below]

    def _by_hand(self) -> Sequence[QWidget]:
        words, view = self.look.words, self.view
        self.paid = self._button(words("banner-clerk_paid"))
        self.paid.clicked.connect(self.paid_seen)
        row = [self.paid]
        if view and view.override_at_monotonic is not None:
            self.override = self._button(words("banner-clerk_not_paid"))
            self.override.clicked.connect(lambda: self.ask("override"))
            row.append(self.override)
        return [_side_by_side(row)]

    def _question(self) -> Sequence[QWidget]:
        words = self.look.words
        about = self._asking
        asked = self._line(self._sure(about))
        sent = self._dressed(LockButtonSpec(words(f"banner-{about}_yes"), "", "solid"))
        yes = LockButton(self.look, sent)
        no = self._button(words(f"banner-{about}_no"))
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
            parts += [
                self._line(words("banner-pin")),
                self.pin,
                self._note(words("banner-pin_away")),
            ]
        return [*parts, _side_by_side([no, yes])]

    def _sure(self, about: str) -> str:
        words, view = self.look.words, self.view
        if view is not None and about == "override":
            return override_asked(words, view)
        return words(f"banner-{about}_ask")

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

    def _button(self, text: str, icon: str = "", style: str = "outline") -> LockButton:
        return LockButton(self.look, self._dressed(LockButtonSpec(text, icon, style)))

    def _dressed(self, spec: LockButtonSpec) -> LockButtonSpec:
        """Return a button for the ground it stands on; below a question it need not be tapped."""
        apart = self.acts.apart
        still = self.acts.asked and not self._asking and spec.style == "outline"
        return replace(spec, pale=apart, style="quiet" if still else spec.style)

    def _line(self, text: str) -> Label:
        ink = "ink" if self.acts.apart else "on_lock"
        return Label(self.look, LabelSpec(text, BODY_BOLD, ink, balanced=True))

    def _note(self, text: str) -> Label:
        ink = "ink2" if self.acts.apart else "on_lock2"
        return Label(self.look, LabelSpec(text, HINT, ink, balanced=True))


def _side_by_side(parts: Sequence[QWidget]) -> QWidget:
    line = QWidget()
    row = Even(len(parts))
    for part in parts:
        row.addWidget(part)
    line.setLayout(row)
    return line
