"""When a frame of one camera is worth a hard look, and when a glance must do. Pure; times come in.

A code that is held still and cannot be read fails in frame after frame in the same dear way, and
would keep a core busy for as long as it is held. What a glance does not read may be read by the
next hard look, a few frames later. Bar codes on their side, while nothing is read, get every second
frame: looking for them is a third of a glance.
"""

from dataclasses import dataclass

from cashier.scan.reading import Unread

_HARD_S = 0.03
"""Seconds from which on a look in vain calls for a pause: half of what a frame may take."""
_AT_ONCE = 2
"""Such looks that follow one another before there is any."""
_MOST_TIMES, _LONGEST_S = 2, 0.4
"""How many times as long as the look itself, and how long, a pause is at most."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one look went: whether it was a hard one, if anything was read, from when until when."""

    hard: bool
    read: bool
    begun: float
    ended: float


class Pauses:
    """Remembers how the looks at one camera's frames went; used by one thread."""

    def __init__(self) -> None:
        self._in_vain = 0
        self._until: float | None = None
        self._unread: tuple[Unread, ...] = ()
        self._saw = False
        self.aside = True
        """Whether the next frame is searched for bar codes on their side."""

    def are_over(self, at: float) -> bool:
        """Whether a hard look may be had."""
        return self._until is None or at >= self._until

    def after(self, look: Outcome, unread: tuple[Unread, ...]) -> tuple[Unread, ...]:
        """Take in a look, and return what is there and cannot be read.

        Where a glance read nothing that is what the hard look before it saw, if the one before that
        saw something too: one frame that cannot be read must not bear witness twice.
        """
        self.aside = look.read or not self.aside
        if not look.hard and not look.read:
            return self._unread
        self._unread = unread if self._saw else ()
        self._saw = bool(unread)
        took = look.ended - look.begun
        self._in_vain = self._in_vain + 1 if not look.read and took >= _HARD_S else 0
        times = min(self._in_vain + 1 - _AT_ONCE, _MOST_TIMES)
        self._until = look.ended + min(times * took, _LONGEST_S) if times > 0 else None
        return unread
