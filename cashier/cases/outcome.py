"""How a case can end, and how the customer took it. Names only: a window needs no more."""

from enum import StrEnum


class Outcome(StrEnum):
    """How a case ended."""

    paid_same = "paid_same"
    paid_other = "paid_other"
    customer_left = "customer_left"
    check_later = "check_later"
    cancelled = "cancelled"


class Mood(StrEnum):
    """How the customer took it, as the cashier saw it; optional."""

    fine = "fine"
    so_so = "so_so"
    upset = "upset"
