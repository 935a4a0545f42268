"""What the customer may see of a case: the script's own words for the display, and nothing else.

Pure. Neither cause nor state nor any reason comes through here: only a script's key, whose
`.display` is all that is ever shown of it, and the neutral methods that are on offer.
"""

from dataclasses import dataclass

from cashier.core.money import Money
from cashier.desk.case_views import CasePage, CaseView, SettledBy
from cashier.desk.views import Phrase
from cashier.playbook.rules import CODELESS_METHODS, CREDIT_METHODS

DISPLAY = "display"
"""The attribute of a script that is shown here."""

_MOST = 4
_WAIT = Phrase("lock-wait")
_ASKING = frozenset({CasePage.till_message, CasePage.question})
_PHONE = ("lock-password", "lock-phone_offline", "cause-customer-phone_offline")
_CONFIRM = ("lock-password", "cause-customer-password_pending")
_PAID = ("paid-", "lock-paid")
# What the provider itself has said; a fact found out by eye may still change on the phone.
_FACTS = {"failed": "not_charged", "closed": "not_charged", "not_charged": "not_charged",
          "reversed": "reversed", "refunded": "refunded"}  # fmt: skip
_SAYS_SO = "settled-"
_NEW_CODE = "new_code"


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """One page of the display.

    Attributes:
        script: the script whose `.display` stands large.
        amount: of this payment.
        methods: other ways to pay, best first; never one on credit.
        fact: what is settled about their money, as `customer-<fact>`; empty while it is not.
        after: what follows the script, as `customer-<after>`.
        waits: whether the customer is to wait; then there is a quiet mark.
        phone: whether it is about their phone.
        paid: whether the money is here.
    """

    script: Phrase
    amount: Money | None = None
    methods: tuple[str, ...] = ()
    fact: str = ""
    after: str = ""
    waits: bool = False
    phone: bool = False
    paid: bool = False

    @property
    def stays(self) -> bool:
        """Whether it still says something true when the case has ended."""
        return not self.waits


def customer_page(case: CaseView | None) -> CustomerPage | None:
    """Return what the customer may see now; None where there is nothing for them."""
    if case is None:
        return None
    if case.page in _ASKING or case.script is None:
        return CustomerPage(_WAIT, case.amount, after="checking", waits=True)
    key = case.script.key
    phone, after = key.startswith(_PHONE), "confirm" if key.startswith(_CONFIRM) else ""
    if case.lock is not None:
        after = after or "checking"
        return CustomerPage(case.script, case.amount, after=after, waits=True, phone=phone)
    if key.startswith(_PAID):
        return CustomerPage(case.script, case.amount, paid=True)
    if case.chosen_method is not None and case.page is CasePage.closing:
        return CustomerPage(Phrase(f"switch-{case.chosen_method}"), case.amount, fact=_fact(case))
    methods, fact = _methods(case), _fact(case)
    if fact:
        after = _NEW_CODE if any(one not in CODELESS_METHODS for one in methods) else ""
    return CustomerPage(case.script, case.amount, methods, fact, after, phone=phone)


def _fact(case: CaseView) -> str:
    settled, script = case.settled, case.script
    if settled is None or settled.by is not SettledBy.provider:
        return ""
    said = script is not None and script.key.startswith(_SAYS_SO)
    return "" if said else _FACTS.get(settled.state, "")


def _methods(case: CaseView) -> tuple[str, ...]:
    if case.page is not CasePage.cause:
        return ()
    good = (one.method for one in case.offers if one.enabled)
    # Nobody is nudged to credit, and nobody reads off a screen who could have it.
    return tuple(one for one in good if one not in CREDIT_METHODS and one != "split")[:_MOST]
