"""The last thirty probes as bars, newest right. Height is latency; a fine one stays grey."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from cashier.desk.views import Beat, BeatView
from cashier.ui.paint import rounded, square
from cashier.ui.theme import Tokens

BARS = 30
_FULL_MS = 2200.0
# Only what is broken is as high as can be.
_SLOW = 0.8


@dataclass(frozen=True, slots=True)
class Pace:
    """Width of a bar and the gap after it."""

    bar: float = 3
    gap: float = 2

    @property
    def width(self) -> float:
        """Width of all thirty."""
        return BARS * (self.bar + self.gap) - self.gap


def heartbeat(
    painter: QPainter, tokens: Tokens, beats: Sequence[BeatView], box: QRectF, pace: Pace
) -> None:
    """Paint the beats into `box`, standing on its foot, the newest at its right edge."""
    last = list(beats[-BARS:])
    shown = [BeatView(Beat.none)] * (BARS - len(last)) + last
    left = box.right() - pace.width
    for number, beat in enumerate(shown):
        place = QRectF(left + number * (pace.bar + pace.gap), box.top(), pace.bar, box.height())
        bar(painter, tokens, beat, place)


def bar(painter: QPainter, tokens: Tokens, beat: BeatView, box: QRectF) -> None:
    """Paint one beat, standing on the foot of its box."""
    radius = box.width() / 2
    if beat.beat is Beat.none:
        rounded(painter, square(box.center().x(), box.bottom() - 1.2, 2.4), tokens.bar, 1.2)
        return
    if beat.beat is Beat.fail:
        foot = QRectF(box.left(), box.bottom() - 3, box.width(), 3)
        rounded(painter, foot, tokens.fail_mark, 1)
        rounded(painter, box.adjusted(0, 0, 0, -5), tokens.fail_mark, 1)
        return
    share = min((beat.ms or 0.0) / _FULL_MS, 1.0) ** 0.6
    if beat.beat is Beat.slow:
        height, colour = min(max(share, 0.6), _SLOW) * box.height(), tokens.warn_mark
    else:
        height, colour = max(share * box.height(), 4.0), tokens.bar
    rounded(painter, QRectF(box.left(), box.bottom() - height, box.width(), height), colour, radius)
