"""News about money that the till has to hear, whatever it is doing just now. Pure."""

from enum import StrEnum

from cashier.cases.case import Case
from cashier.diagnosis.order import MoneyState


class News(StrEnum):
    """What became of money that somebody thought of differently."""

    paid_twice = "paid_twice"
    paid_meanwhile = "paid_meanwhile"
    paid_late = "paid_late"
    paying_after_all = "paying_after_all"
    not_paid_after_all = "not_paid_after_all"
    reverse_refused = "reverse_refused"


def news_of(before: Case, after: Case, *, in_front: bool) -> News | None:
    """Tell that an order was paid after all, or is being, where the screen does not show it anyhow.

    Where the cashier has gone on with another method, the customer may have paid by it by now.
    """
    paid = after.known.state is MoneyState.paid and not after.paid_by_word
    late = paid and before.known.state is not MoneyState.paid
    if after.paid_twice and not before.paid_twice:
        return News.paid_twice
    if late and after.switched_to and not after.is_closed:
        return News.paid_meanwhile
    if late and not in_front:
        return News.paid_late
    if after.in_doubt_after_all and after.is_paying and not before.is_paying and not in_front:
        return News.paying_after_all
    return None


def is_turn(before: Case, after: Case) -> bool:
    """Whether something else is known of the order: of its money, its lock, or who is paying."""
    return _known_of(before) != _known_of(after)


def _known_of(case: Case) -> tuple[MoneyState, bool, bool]:
    return case.known.state, case.overridden, case.is_paying
