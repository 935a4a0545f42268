"""What a person says of an order, or wants done with it: seen, claimed, taken back, unlocked.

Handlers behind the desk's commands, as those in `wishes`. None of them decides about the money:
the case refuses what must not happen.
"""

from cashier.cases import events as happened
from cashier.cases.refusals import OverrideTooEarly
from cashier.core.privacy import Secret
from cashier.desk.casework import Casework
from cashier.desk.live import LiveCase
from cashier.desk.ports import CheckPin
from cashier.desk.pursuer import Pursuer
from cashier.diagnosis.order import MoneyState
from cashier.playbook.evidence import UnknownEvidenceValue

_CLERK_SEES = ("paid", "not_paid")


class OrderWishes:
    """Does with an order what a person may."""

    def __init__(self, work: Casework, pursuer: Pursuer, check_pin: CheckPin) -> None:
        self._work = work
        self._pursuer = pursuer
        self._check_pin = check_pin

    def clerk_said(self, live: LiveCase, state: str) -> None:
        """Take what the cashier saw of the order: paid, or not.

        Raises:
            UnknownEvidenceValue: nobody at a till can see that.
        """
        if state not in _CLERK_SEES:
            raise UnknownEvidenceValue("order.state", state, "not_paid")
        self._work.record(live, happened.OrderAnswered, state=state, source="clerk")
        self._pursuer.follow(live)

    def reverse(self, live: LiveCase, pin: Secret) -> None:
        """Send a reverse, once the PIN is right."""
        if self._work.who.needs_pin and not self._check_pin(pin):
            return
        self._pursuer.reverse(live, self._work.who.cashier or "manager")

    def override(self, live: LiveCase) -> None:
        """Take the lock off by hand; an order that became known meanwhile stays known."""
        if live.case.known.state is not MoneyState.unknown:
            return
        if live.case.is_closed:
            self._look_again(live)
            return
        self._work.record(live, happened.OrderAnswered, state="not_paid", source="clerk")
        self._work.record(live, happened.LockOverridden, by=self._work.who.cashier or "clerk")

    def _look_again(self, live: LiveCase) -> None:
        """Settle a case that ended in doubt: somebody looked once more, after its time."""
        due_s = live.case.recheck_due_s
        if due_s is None or live.elapsed(self._work.clock.monotonic()) < due_s:
            raise OverrideTooEarly(case_id=live.case.case_id)
        self._work.record(live, happened.OrderAnswered, state="not_paid", source="clerk")
        self._work.put_away(live)

    def claim_paid(self, live: LiveCase) -> None:
        """Put the order in doubt because the customer says that it was paid; ask about it anew."""
        if not live.case.may_claim:
            return
        live.closing, live.chosen_method = False, None
        self._work.record(live, happened.PaymentClaimed)
        self._pursuer.follow(live)
        self._pursuer.ask_anew(live)
