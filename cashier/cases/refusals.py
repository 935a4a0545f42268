"""What a case refuses, so that history never holds it and no window can do it."""

from cashier.core.errors import Bug, WrongUse


class ChargeStillLocked(WrongUse):
    """Something that leads to a second charge while the first is not known."""

    code = "charge-still-locked"


class OverrideTooEarly(WrongUse):
    """A lock is taken off by hand only after its time, and only after somebody looked."""

    code = "override-too-early"


class ReverseNotAllowed(WrongUse):
    """A reverse needs its time and a fresh query that did not say paid."""

    code = "reverse-not-allowed"


class CaseOver(WrongUse):
    """The case is closed; only news about its order may still arrive."""

    code = "case-over"


class WrongCase(Bug):
    """An event of another case, or a case that does not begin by being opened."""

    code = "wrong-case"
