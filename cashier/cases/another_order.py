"""A number, method or sum is corrected: what was said so far was said of another order. Pure.

It only forgets what does not hold for this order; no correction takes a lock away.
"""

from dataclasses import replace
from typing import TypeVar

from cashier.cases.events import DetailsNoted
from cashier.cases.state import CaseState
from cashier.core.money import Money
from cashier.diagnosis.order import MoneyState
from cashier.playbook.evidence import PROVIDERS, UNKNOWN

AnyCase = TypeVar("AnyCase", bound=CaseState)


def speaks_of_another_order(case: CaseState, details: DetailsNoted) -> bool:
    """Whether these details cannot be those of the order that was asked about so far."""
    return (
        _is_renumbered(case, details.order_tail)
        or _is_of_another_provider(case, details.method)
        or _is_of_another_sum(case, details.amount)
    )


def of_another_order(case: AnyCase) -> AnyCase:
    """Take what a provider said about a number that was wrong as not known.

    That it was asked stays, so that correcting a number takes no lock away; so does `paid`. A
    reverse was meant for the other number and goes no further; nothing found of that number does
    not answer the customer's word.
    """
    told = tuple(
        replace(item, value=UNKNOWN)
        if item.name == "order.state" and item.source != "clerk" and item.value != "paid"
        else item
        for item in case.evidence
    )
    return replace(
        case,
        evidence=told,
        provider_said=None,
        queries=0,
        asked_of="",
        reverse_asked_s=None,
        reverse_open=False,
        claimed=case.claimed or case.refuted,
        refuted=False,
    )


def _is_renumbered(case: CaseState, order_tail: str | None) -> bool:
    return bool(case.order_tail) and order_tail not in (None, case.order_tail)


def _is_of_another_provider(case: CaseState, method: str | None) -> bool:
    """Whether somebody else was asked than the one who has the orders of this method."""
    known = next((one for one in case.playbook.methods if one.id == method), None)
    here = set(known.shares) & set(PROVIDERS) if known is not None else set()
    return bool(case.asked_of and here) and case.asked_of not in here


def _is_of_another_sum(case: CaseState, amount: Money | None) -> bool:
    """Whether the order ended before anybody could tell that its sum was not this payment's."""
    over = case.settled_by_provider and case.known.state is not MoneyState.paid
    return over and amount not in (None, case.amount)
