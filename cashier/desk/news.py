"""News about money that the till has to hear, whatever it is doing just now. Pure."""

from enum import StrEnum

from cashier.cases.case import Case
from cashier.diagnosis.order import MoneyState


class News(StrEnum):
    """What became of money that somebody thought of differently."""

    paid_twice = "paid_twice"
    paid_late = "paid_late"
    not_paid_after_all = "not_paid_after_all"
    reverse_refused = "reverse_refused"


def news_of(before: Case, after: Case, *, in_front: bool) -> News | None:
    """Tell that an order was paid after all, where the screen does not show it anyhow."""
    paid = after.known.state is MoneyState.paid and not after.paid_by_word
    if after.paid_twice and not before.paid_twice:
        return News.paid_twice
    if not in_front and paid and before.known.state is not MoneyState.paid:
        return News.paid_late
    return None
