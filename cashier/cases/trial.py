"""Trying rules out before they hold: what would be offered and said now, and with other rules.

Pure, and deliberately blind to lights and evidence: what differs between two outcomes comes from
the rules alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cashier.cases.fallback import Choice, Conditions, choose, offered_ids
from cashier.cases.rules import NOWHERE, Context, Fired, fired
from cashier.core.money import Money
from cashier.diagnosis.facts import Facts
from cashier.diagnosis.posterior import Posterior, posterior
from cashier.playbook.playbook import Playbook

_NOTHING_SEEN = Facts.of(())


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment to try rules on: `method` is the one that failed."""

    context: Context = NOWHERE
    amount: Money | None = None
    method: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one set of rules makes of a payment."""

    choice: Choice
    fired: tuple[Fired, ...]

    @property
    def offered(self) -> tuple[str, ...]:
        """The methods on offer, best first."""
        return offered_ids(self.choice.offers)


@dataclass(frozen=True, slots=True)
class TryOut:
    """A payment under the rules that hold, and under edited ones."""

    payment: Payment
    now: Outcome
    edited: Outcome

    @property
    def differs(self) -> bool:
        """Whether the customer would see other offers, or the same ones in another order."""
        return self.now.offered != self.edited.offered


class _Bench:
    """Judges payments under one playbook; what no rule changes is judged once."""

    def __init__(self, playbook: Playbook) -> None:
        self._playbook = playbook
        self._after: dict[str | None, Posterior] = {}

    def outcome(self, payment: Payment) -> Outcome:
        method = payment.method
        if method not in self._after:
            self._after[method] = posterior(_NOTHING_SEEN, self._playbook, method)
        taken = (one.id for one in self._playbook.methods if one.taken or one.id == method)
        found = fired(self._playbook.rules, payment.context, payment.amount, taken)
        conditions = Conditions(method, payment.amount, fired=found)
        choice = choose(_NOTHING_SEEN, self._after[method], self._playbook, conditions)
        return Outcome(choice, found)


def try_rules(now: Playbook, edited: Playbook, payment: Payment) -> TryOut:
    """Return what a payment sees under two playbooks that differ in their rules."""
    return next(what_if(now, edited, [payment]))


def what_if(now: Playbook, edited: Playbook, payments: Iterable[Payment]) -> Iterator[TryOut]:
    """Yield for each payment what it sees now and would see with the edited rules."""
    here, there = _Bench(now), _Bench(edited)
    for payment in payments:
        yield TryOut(payment, here.outcome(payment), there.outcome(payment))
