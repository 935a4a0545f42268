"""Taking back the last tap: an answer, a tick, a chosen method, an end told by mistake.

An end is held back for some seconds before it is written, but not over news of its order: then it
is written as it was told, and the news come after it. A program that ends badly within those
seconds finds the case open again, which is the safe way round. Nothing here can take a lock off:
answers are withdrawn as going back does, and what became of the money is never withdrawn at all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cashier.cases import events as happened
from cashier.cases.outcome import Mood, Outcome
from cashier.core.errors import CashierError
from cashier.desk.casework import Casework
from cashier.desk.dock_views import UndoView
from cashier.desk.live import LiveCase

Plan = Callable[[float, Callable[[], None]], Callable[[], None]]


@dataclass(frozen=True, slots=True)
class Ending:
    """How a case was said to have ended, and when: it counts from there, not from its writing.

    `in_doubt`: nobody knew then what became of the order, and its lock had not been taken off.
    """

    outcome: Outcome
    method: str | None
    mood: Mood | None
    at: datetime
    elapsed_s: float
    in_doubt: bool


class Undoing:
    """Holds the last end back, and undoes taps of the case in front.

    Args:
        work: the cases.
        finish: writes an end that nobody took back.
    """

    def __init__(self, work: Casework, finish: Callable[[LiveCase, Ending], None]) -> None:
        self._work = work
        self._finish = finish
        self._held: tuple[LiveCase, Ending] | None = None
        self._until_s = 0.0
        self._cancel: Callable[[], None] | None = None
        self.plan: Plan | None = None

    @property
    def holds(self) -> bool:
        """Whether ends are held back at all."""
        return self._work.who.undo_s > 0 and self.plan is not None

    def hold(self, live: LiveCase, ending: Ending) -> None:
        """Keep an end for a while; one that was held before is written now."""
        self.settle()
        seconds = self._work.who.undo_s
        self._held, self._until_s = (live, ending), self._work.clock.monotonic() + seconds
        live.ending = True
        self._work.front = None
        if self.plan is not None:
            self._cancel = self.plan(seconds, lambda: self._due(ending))

    def settle(self) -> None:
        """Write the end that is held back, if one is.

        What is refused by now leaves the case open, is told, and keeps nobody from going on.
        """
        held, self._held = self._held, None
        if self._cancel is not None:
            self._cancel()
            self._cancel = None
        if held is not None:
            held[0].ending = False
            try:
                self._finish(*held)
            except CashierError as error:
                self._work.unreadable.append(error)

    def undo(self) -> None:
        """Take back the last tap on the case in front; without one, the end that is held back."""
        live = self._work.front
        if live is not None:
            self._undo_in(live)
        elif self._held is not None:
            back, self._held = self._held[0], None
            back.ending, back.closing = False, True
            self._work.front = back
            if self._cancel is not None:
                self._cancel()
                self._cancel = None

    def view(self) -> UndoView | None:
        """Return what can be taken back though its case is out of sight."""
        if self._held is None:
            return None
        live, ending = self._held
        return UndoView(
            case_id=live.case.case_id,
            outcome=ending.outcome,
            amount=live.case.amount,
            until_monotonic=self._until_s,
        )

    def _due(self, ending: Ending) -> None:
        if self._held is not None and self._held[1] is ending:
            self.settle()

    def _undo_in(self, live: LiveCase) -> None:
        if live.closing:
            live.closing, live.chosen_method = False, None
        elif live.ticks and live.ticks[-1][1] == len(live.answered):
            step, _ = live.ticks.pop()
            live.ticked.discard(step)
        elif live.skipped:
            live.skipped = False
        elif live.answered and not live.case.is_closed:
            self.withdraw(live)

    def withdraw(self, live: LiveCase) -> None:
        """Take the last answer back; one without which the lock would come off stays as it is.

        Whether the customer may have paid is not for a second tap to say: the order is looked at.
        """
        names, stamp = live.answered.pop(), self._work.stamp(live)
        after = live.case
        for name in names:
            after = after.apply(happened.AnswerTakenBack(**stamp, name=name))
        if live.case.charge_lock and not after.charge_lock:
            return
        for name in names:
            self._work.record(live, happened.AnswerTakenBack, name=name)
