"""What the customer may see of a case: the script's own words for the display, and nothing else.

Pure. Neither cause nor state nor any reason comes through here: only a script's key, whose
`.display` is all that is ever shown of it, and the neutral methods that are on offer.
"""

from dataclasses import dataclass

from cashier.core.money import Money
from cashier.desk.views import CasePage, CaseView, Phrase
from cashier.playbook.rules import CREDIT_METHODS

DISPLAY = "display"
"""The attribute of a script that is shown here."""

_MOST = 4
_WAIT = Phrase("lock-wait")
_ASKING = frozenset({CasePage.till_message, CasePage.question})
_PHONE = ("lock-password", "lock-phone_offline", "cause-customer-phone_offline")


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """One page of the display.

    Attributes:
        script: the script whose `.display` stands large.
        amount: of this payment.
        methods: other ways to pay, best first; never one on credit.
        waits: whether the customer is to wait; then there is a quiet mark.
        phone: whether it is about their phone.
    """

    script: Phrase
    amount: Money | None = None
    methods: tuple[str, ...] = ()
    waits: bool = False
    phone: bool = False

    @property
    def stays(self) -> bool:
        """Whether it still says something true when the case has ended."""
        return not self.waits


def customer_page(case: CaseView | None) -> CustomerPage | None:
    """Return what the customer may see now; None where there is nothing for them."""
    if case is None:
        return None
    if case.page in _ASKING or case.script is None:
        return CustomerPage(_WAIT, case.amount, waits=True)
    phone = case.script.key.startswith(_PHONE)
    if case.lock is not None:
        return CustomerPage(case.script, case.amount, waits=True, phone=phone)
    if case.chosen_method is not None and case.page is CasePage.closing:
        return CustomerPage(Phrase(f"switch-{case.chosen_method}"), case.amount)
    return CustomerPage(case.script, case.amount, _methods(case), phone=phone)


def _methods(case: CaseView) -> tuple[str, ...]:
    if case.page is not CasePage.cause:
        return ()
    good = (one.method for one in case.offers if one.enabled)
    # Nobody is nudged to credit, and nobody reads off a screen who could have it.
    return tuple(one for one in good if one not in CREDIT_METHODS and one != "split")[:_MOST]
