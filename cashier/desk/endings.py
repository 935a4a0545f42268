"""How a case ends: held back for a while, written, and put away. The desk's thread only."""

from cashier.cases import events as happened
from cashier.cases.confirm import confirms
from cashier.cases.outcome import Mood, Outcome
from cashier.desk.casework import Casework
from cashier.desk.live import LiveCase
from cashier.desk.pursuer import Pursuer
from cashier.desk.showing import Showing
from cashier.desk.undoing import Ending, Undoing
from cashier.diagnosis.order import MoneyState


class Endings:
    """Ends cases; `undoing` can take the last end back."""

    def __init__(self, work: Casework, pursuer: Pursuer, showing: Showing) -> None:
        self._work = work
        self._pursuer = pursuer
        self._showing = showing
        self.undoing = Undoing(work, self._finish)
        work.settle_end = self.undoing.settle

    def close(
        self, live: LiveCase, outcome: Outcome, method: str | None, mood: Mood | None
    ) -> None:
        """End the case, after a while in which that can be undone.

        One that has ended already only leaves the front.

        Raises:
            ChargeStillLocked: it cannot have ended like that.
        """
        if live.case.is_closed:
            self._work.put_away(live)
            return
        stamp, case = self._work.stamp(live), live.case
        in_doubt = case.known.state is MoneyState.unknown and not case.overridden
        end = Ending(outcome, method, mood, stamp["at"], stamp["elapsed_s"], in_doubt=in_doubt)
        # A reverse under way would give the money of sold goods back: it is called off at once.
        stops_reverse = outcome is Outcome.paid_same and case.reverse_open
        if not self.undoing.holds or stops_reverse or outcome is Outcome.check_later:
            self._finish(live, end)
            return
        # Refused here and not when nobody looks any more.
        case.apply(happened.CaseClosed(**stamp, outcome=outcome))
        if live.mark is not None:
            self._showing.looks.left(live.mark)
        live.left = True
        self.undoing.hold(live, end)

    def leave(self, live: LiveCase) -> None:
        """Put a case away; a code that was charged works only once, whatever became of it.

        To have looked up the last payment charges nothing: the code in front is the next one's.
        """
        if live.mark is not None and _was_charged(live):
            self._showing.looks.left(live.mark)
        self._work.put_away(live)

    def _finish(self, live: LiveCase, end: Ending) -> None:
        """Write how a case ended.

        "Paid the same way" means this very order, if it was in doubt when that was said. Once its
        lock was taken off by hand it may be a second one, and the first is still looked after.
        """
        outcome, method = end.outcome, end.method
        when = {"at": end.at, "elapsed_s": max(end.elapsed_s, live.case.elapsed_s)}
        unknown = live.case.known.state is MoneyState.unknown
        if outcome is Outcome.paid_same and unknown and end.in_doubt:
            self._work.record(live, happened.OrderAnswered, state="paid", source="clerk", **when)
        if outcome is Outcome.paid_other and method and method != live.case.switched_to:
            self._work.record(live, happened.MethodSwitched, method=method, **when)
        cause = self._showing.advice(live).cause
        sure = confirms(live.case, cause, outcome, live.ticked)
        said = {"method": method, "mood": end.mood, "cause": cause, "confirmed": sure}
        self._work.record(live, happened.CaseClosed, outcome=outcome, **said, **when)
        self.leave(live)
        self._pursuer.follow(live)


def _was_charged(live: LiveCase) -> bool:
    """Whether anybody said that a charge was sent: the register, its report, or who pressed F9."""
    facts = live.case.facts
    spoke = any(name in facts.asked for name in ("register.code", "register.text", "register.http"))
    return spoke or bool(live.case.order_tail) or facts.get("register.outcome") != "nothing"
