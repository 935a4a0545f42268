"""What the manager sees of the rules, on a screen or a page: frozen, without words. Pure.

Where each rule stands, what the rules did to past cases, and what an edit would have changed.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from cashier.cases.rules import Context
from cashier.cases.trial import Payment, TryOut, what_if
from cashier.core.trade import ANY
from cashier.history.model import CaseRow
from cashier.history.rulings import RuledCase, RuleFigures, figures
from cashier.playbook.overlay import LaidOver
from cashier.playbook.playbook import Playbook
from cashier.playbook.rules import Rule


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule and where it stands: pack, changed (the pack's, by the shop), own, or off."""

    rule: Rule
    place: str

    @property
    def mark(self) -> str:
        """Who says so: official, guess (the playbook's own), or own (the shop's)."""
        if self.rule.own:
            return "own"
        return "official" if self.rule.official else "guess"

    @property
    def can_switch(self) -> bool:
        """Whether a tap may switch it: what a shop wrote itself would be lost with one."""
        return self.place in ("pack", "off") and not self.rule.own


@dataclass(frozen=True, slots=True)
class Review:
    """What the rules did to past cases, and whom edited ones would have shown other offers."""

    cases: int
    figures: tuple[RuleFigures, ...]
    changed: tuple[TryOut, ...] | None = None


def standings(pack: Playbook, laid: LaidOver) -> tuple[Standing, ...]:
    """Return all rules: those in force in their order, then what the shop switched off."""
    shipped = {rule.id for rule in pack.rules}
    own = laid.overlay.rules
    held = [
        Standing(rule, ("changed" if rule.id in shipped else "own") if rule.id in own else "pack")
        for rule in laid.playbook.rules
    ]
    off = [Standing(rule, "off") for rule in pack.rules if own.get(rule.id, rule) is None]
    return (*held, *off)


def review(
    cases: tuple[RuledCase, ...],
    now: Playbook,
    edited: Playbook | None = None,
    industry: str = ANY,
    customer_group: str = ANY,
) -> Review:
    """Return what became of past cases, rule by rule; with an edit also whom it would concern."""
    changed = None
    if edited is not None:
        payments = (payment_of(one.row, industry, customer_group) for one in cases)
        changed = changed_cases(now, edited, payments)
    return Review(len(cases), figures(cases), changed)


def payment_of(row: CaseRow, industry: str = ANY, customer_group: str = ANY) -> Payment:
    """Return a past case as a payment to try rules on, at its hour on the shop's clock."""
    context = Context(row.opened_at.astimezone(), industry, customer_group)
    return Payment(context, row.amount, row.method_failed or None)


def changed_cases(
    now: Playbook, edited: Playbook, payments: Iterable[Payment]
) -> tuple[TryOut, ...]:
    """Return the payments that would have seen other offers with the edited rules."""
    return tuple(one for one in what_if(now, edited, payments) if one.differs)
