"""Tells a tap that was meant for this page from one that was meant for the page before.

A page that changes under a hand gives the same key, and the same place, another meaning. Whoever
presses twice, or just as the page turns, has not read the new one: what comes that soon is no act.
"""

from dataclasses import dataclass
from weakref import ref

from PySide6.QtWidgets import QWidget

from cashier.core.clock import Clock
from cashier.desk.case_views import CasePage, CaseView

SETTLES_S = 0.4
"""Nobody reads a page sooner; the second half of a double tap hardly ever comes later."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What decides what a key or a place on the window means; no case means the dock."""

    case_id: str = ""
    page: CasePage | None = None
    question: str = ""
    methods: tuple[str, ...] = ()

    @classmethod
    def of(cls, case: CaseView | None) -> "Meaning":
        """Return what the page of this case means."""
        if case is None:
            return cls()
        question = case.question.name if case.question is not None else ""
        offered = case.page is CasePage.cause
        methods = tuple(one.method for one in case.offers if one.enabled) if offered else ()
        return cls(case.case_id, case.page, question, methods)


class Turn:
    """Knows since when a window means what it means."""

    def __init__(self, clock: Clock, window: QWidget) -> None:
        self._clock = clock
        self._window = ref(window)
        self._now: Meaning | None = None
        self._turned = self._renumbered = float("-inf")

    def show(self, meaning: Meaning) -> None:
        """Note what the window means from now on."""
        before, self._now = self._now, meaning
        if before in (None, meaning):
            return
        self._turned = self._clock.monotonic()
        # On the dock digits mean nothing: whoever knows the way goes on typing after F9.
        if before != Meaning():
            self._renumbered = self._turned

    def stir(self) -> None:
        """Note that a part of the page has changed under the hand, though the page has not."""
        self._turned = self._renumbered = self._clock.monotonic()

    def hides_key(self) -> bool:
        """Whether a digit or Enter that comes now may have been meant for the page before."""
        return self._clock.monotonic() - self._renumbered < SETTLES_S

    def hides_tap(self, part: QWidget) -> bool:
        """Whether a tap on a part of this window may have been meant for the page before."""
        fresh = self._clock.monotonic() - self._turned < SETTLES_S
        return fresh and part.window() is self._window()
