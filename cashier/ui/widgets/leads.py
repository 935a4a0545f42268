"""What stands at the left of a row: a light, a circle to tick, a small ring.

The same lead is the same object, so that a row that is shown once more need not be laid out again.
"""

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from cashier.desk.views import Light
from cashier.ui.look import Look
from cashier.ui.marks import mark, ring, tick_disc
from cashier.ui.paint import square
from cashier.ui.theme import HINT_BOLD
from cashier.ui.widgets.ring import RingSpec, countdown_ring
from cashier.ui.widgets.row import Lead


@cache
def light_lead(state: Light, *, at: int = 22) -> Lead:
    """Return a lead that paints a method's light."""

    def lead(painter: QPainter, look: Look, box: QRectF) -> None:
        mark(painter, look.tokens, state, QPointF(at, box.center().y()), 10)

    return lead


@cache
def tick_lead(*, ticked: bool, ink: str = "edge") -> Lead:
    """Return a lead that paints an empty circle, or a green disc with a tick."""

    def lead(painter: QPainter, look: Look, box: QRectF) -> None:
        place = square(27, box.center().y(), 24)
        if ticked:
            tick_disc(painter, look, place)
        else:
            ring(painter, place, getattr(look.tokens, ink), 1.6)

    return lead


@cache
def icon_at(name: str, at: int, ink: str = "ink2", size: int = 20) -> Lead:
    """Return a lead that paints an icon centred at `at`."""

    def lead(painter: QPainter, look: Look, box: QRectF) -> None:
        place = square(at, box.center().y(), size)
        look.icons.draw(painter, name, place, getattr(look.tokens, ink))

    return lead


def ring_lead(left: Callable[[], tuple[float, str]], *, solid: bool = False) -> Lead:
    """Return a lead that paints a small countdown; `left` gives the share and the seconds.

    On a `solid` row it is light on violet.
    """

    def lead(painter: QPainter, look: Look, box: QRectF) -> None:
        share, seconds = left()
        tokens = look.tokens
        track = tokens.lock_track if solid else tokens.lock_line
        ink = tokens.on_lock if solid else tokens.lock
        centre = QPointF(28, box.center().y())
        countdown_ring(
            painter,
            centre,
            share,
            RingSpec(32, 3, track, ink, look.taste.reduced_motion),
        )
        if seconds:
            text = look.setter.line(seconds, HINT_BOLD)
            text.draw(painter, centre.x() - text.width / 2, centre.y() - HINT_BOLD.line / 2, ink)
        else:
            look.icons.draw(painter, "lock", square(centre.x(), centre.y(), 16), ink)

    return lead
