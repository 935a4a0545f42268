"""What can be asked of a case: money, lock, what may be done now. It only reads; `Case` changes.

Whether the order is known is judged by `diagnosis.order` each time, so no sequence of events can
talk the lock away.
"""

from dataclasses import dataclass, field
from datetime import datetime

from cashier.cases.outcome import Mood, Outcome
from cashier.core.money import Money
from cashier.diagnosis.facts import Facts
from cashier.diagnosis.order import Known, MoneyState, OrderKind, kind_as_seen, known_money
from cashier.playbook.evidence import Evidence
from cashier.playbook.playbook import Playbook

# How an order can end for good, in the provider's own word.
FINAL_STATES = frozenset({"paid", "failed", "reversed", "closed", "refunded"})
_CAN_BE_TAKEN_BACK = frozenset({OrderKind.payment_code, OrderKind.dynamic})
UNPAID = frozenset({"not_paid", "not_found"})
_TILL_ANSWERS = frozenset({"register.code", "register.text", "register.http"})


@dataclass(frozen=True, slots=True)
class CaseState:
    """What is known about one failed payment. Seconds count from its opening."""

    playbook: Playbook = field(repr=False, compare=False)
    case_id: str
    opened_at: datetime
    till: str
    cashier: str
    method: str | None
    amount: Money | None
    order_kind: OrderKind
    order_tail: str
    evidence: tuple[Evidence, ...] = ()
    locked_since_s: float | None = None
    overridden: bool = False
    claimed: bool = False
    # Nothing was found of what the customer claimed, under the number that was known then.
    refuted: bool = False
    queries: int = 0
    provider_said: tuple[str, float] | None = None
    clerk_said: tuple[str, float] | None = None
    asked_of: str = ""
    reverse_asked_s: float | None = None
    reverse_open: bool = False
    switched_to: str | None = None
    steps_done: tuple[str, ...] = ()
    rules_fired: tuple[str, ...] = ()
    outcome: Outcome | None = None
    closed_s: float | None = None
    paid_elsewhere: bool = False
    paid_by: str | None = None
    mood: Mood | None = None
    cause_kept: str = ""
    elapsed_s: float = 0.0
    # Both follow from the fields above and are asked for again and again; a changed case has none.
    _facts: Facts | None = field(default=None, init=False, repr=False, compare=False)
    _known: Known | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def facts(self) -> Facts:
        """The evidence as it stands."""
        facts = self._facts
        if facts is None:
            facts = Facts.of(self.evidence)
            object.__setattr__(self, "_facts", facts)
        return facts

    @property
    def known(self) -> Known:
        """What is known about the money."""
        known = self._known
        if known is None:
            known = known_money(
                self.facts, self.playbook.codes, self.order_kind, claimed=self.claimed
            )
            object.__setattr__(self, "_known", known)
        return known

    @property
    def kind_as_seen(self) -> OrderKind:
        """How the customer pays, by what was seen and answered since the case was opened."""
        return kind_as_seen(self.facts, self.order_kind)

    @property
    def charge_lock(self) -> bool:
        """Whether another charge must be kept back now."""
        known = self.known
        return known.charge_lock and not (self.overridden and known.state is MoneyState.unknown)

    @property
    def refused_by_register(self) -> bool:
        """Whether the register's own answer ended the charge, whatever the customer says."""
        known = known_money(self.facts, self.playbook.codes, self.order_kind)
        by_register = all(name.startswith("register.") for name in known.because)
        return known.state is MoneyState.failed and by_register

    @property
    def may_claim(self) -> bool:
        """Whether a customer's word can put the order in doubt: nobody has to pay it any more."""
        return not self.is_closed and self.known.state is not MoneyState.paid

    @property
    def is_closed(self) -> bool:
        """Whether somebody said how it ended; its order may still be unknown."""
        return self.outcome not in (None, Outcome.check_later)

    @property
    def is_open(self) -> bool:
        """Whether anybody still has to do something: no outcome yet, or the order still unknown."""
        if self.outcome is Outcome.cancelled:
            return False
        return not self.is_closed or (self.in_doubt_after_all and not self.looked_again)

    @property
    def in_doubt_after_all(self) -> bool:
        """Whether the case has ended and what became of its order is still not known."""
        return self.is_closed and self.known.state is MoneyState.unknown

    @property
    def recheck_due_s(self) -> float | None:
        """When a second look of a person settles a case that ended in doubt."""
        if self.closed_s is None:
            return None
        return self.closed_s + self.playbook.timings.clerk_recheck_after_s

    @property
    def looked_again(self) -> bool:
        """Whether a person looked long after the end and found the order not paid once more."""
        due_s = self.recheck_due_s
        if due_s is None or self.clerk_said is None or self.clerk_said[0] != "not_paid":
            return False
        return self.clerk_said[1] >= due_s and not self.is_paying

    @property
    def settled_by_provider(self) -> bool:
        """Whether the provider itself has said how this very order ended.

        A try that failed does not end an order whose code can be scanned once more; nor does what
        was said before the customer claimed to have paid.
        """
        if self.claimed or self.provider_said is None:
            return False
        if self.provider_said[0] not in FINAL_STATES:
            return False
        return self.provider_said[0] != "failed" or self.kind_as_seen is not OrderKind.dynamic

    @property
    def is_paying(self) -> bool:
        """Whether the provider said last that the customer is paying at this moment."""
        return self.provider_said is not None and self.provider_said[0] == "paying"

    @property
    def paid_by_word(self) -> bool:
        """Whether the order counts as paid by a person's word that no provider has borne out."""
        return self.known.state is MoneyState.paid and (
            self.provider_said is None or self.provider_said[0] != "paid"
        )

    @property
    def paid_twice(self) -> bool:
        """Whether the order turned out to be paid after the customer paid once more."""
        return self.paid_elsewhere and self.known.state is MoneyState.paid

    @property
    def may_cancel(self) -> bool:
        """Whether the case may be a slip of the finger: nobody has said anything but that."""
        said = self.facts.asked
        said_so = self.claimed or self.overridden
        untouched = not (self.order_tail or self.switched_to or self.steps_done or said_so)
        return untouched and self.outcome is None and not said & (_TILL_ANSWERS | {"order.state"})

    def may_reverse(self, elapsed_s: float) -> bool:
        """Whether a person may have it taken back: its time has come, a fresh query was not `paid`.

        A lock that was taken off by hand has had its time.
        """
        due_s = self.reverse_due_s
        if due_s is None or self.provider_said is None or elapsed_s < due_s:
            return False
        return elapsed_s - self.provider_said[1] <= 2 * self.playbook.timings.query_every_s

    @property
    def reverse_due_s(self) -> float | None:
        """When the order may be taken back at the earliest; None where it cannot be."""
        in_doubt = self.known.state is MoneyState.unknown
        if not in_doubt or self.kind_as_seen not in _CAN_BE_TAKEN_BACK:
            return None
        if self.locked_since_s is None:
            return 0.0 if self.overridden else None
        return self.locked_since_s + self.playbook.timings.reverse_after_s

    @property
    def reverse_goes_on(self) -> bool:
        """Whether a reverse that a person asked for has to be sent, or sent once more.

        It needs a query that has just said that nobody has paid; who is paying now is let be for
        the whole window.
        """
        said, until_s = self.provider_said, self.paying_until_s
        if said is None or not self.reverse_open or self.known.state is not MoneyState.unknown:
            return False
        return said[0] in UNPAID or (until_s is not None and said[1] >= until_s)

    @property
    def paying_until_s(self) -> float | None:
        """Until when nothing is taken back from a customer who is paying now; None if nobody is.

        What a query still finds open then is taken back, as the providers have it: Alipay lets an
        order wait for its buyer far longer than a till can, WeChat refuses while the password is
        being typed and is asked again.
        """
        if not self.is_paying or self.locked_since_s is None:
            return None
        return self.locked_since_s + self.playbook.timings.query_window_s

    @property
    def override_due_s(self) -> float | None:
        """When a person may take the lock off; None while there is no lock to take off.

        A provider that says `paying` has the customer at the phone: a whole window from then on.
        """
        if self.locked_since_s is None or self.known.state is not MoneyState.unknown:
            return None
        due_s = self.locked_since_s + self.playbook.timings.clerk_override_after_s
        if self.provider_said is not None and self.provider_said[0] == "paying":
            return max(due_s, self.provider_said[1] + self.playbook.timings.query_window_s)
        return due_s

    def may_override(self, elapsed_s: float) -> bool:
        """Whether a clerk who found the order not paid may take the lock off by hand."""
        looked = self.clerk_said is not None and self.clerk_said[0] == "not_paid"
        due_s = self.override_due_s
        return looked and due_s is not None and elapsed_s >= due_s
