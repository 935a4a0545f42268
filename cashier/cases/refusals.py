"""What a case refuses, so that history never holds it and no window can do it. Pure."""

from cashier.cases import events as happened
from cashier.cases.events import Event
from cashier.cases.outcome import Outcome
from cashier.cases.state import CaseState
from cashier.core.errors import Bug, WrongUse

_AFTER_CLOSING = (
    happened.OrderAnswered,
    happened.OrderUnanswered,
    happened.ReverseAnswered,
    happened.ChargeLocked,
    happened.LockRestored,
)


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


def refuse(before: CaseState, event: Event) -> None:
    """Raise where the event must not happen to the case as it stands.

    Raises:
        CaseOver, ChargeStillLocked, OverrideTooEarly, ReverseNotAllowed: why not.
    """
    if before.is_closed and not _is_news(before, event):
        raise CaseOver(case_id=before.case_id)
    match event:
        case happened.ReverseAsked() if not before.may_reverse(event.elapsed_s):
            raise ReverseNotAllowed(case_id=before.case_id)
        case happened.LockOverridden() if not before.may_override(event.elapsed_s):
            raise OverrideTooEarly(case_id=before.case_id)
        case happened.CaseClosed(outcome=Outcome.cancelled) if not before.may_cancel:
            raise ChargeStillLocked(case_id=before.case_id)
        case _ if before.charge_lock and _charges_again(before, event):
            raise ChargeStillLocked(case_id=before.case_id)


def _is_news(before: CaseState, event: Event) -> bool:
    """Whether it may still happen to a closed case: news of its order, while in doubt."""
    if isinstance(event, happened.DetailsNoted | happened.ReverseAsked):
        return before.in_doubt_after_all
    return isinstance(event, _AFTER_CLOSING)


def _charges_again(before: CaseState, event: Event) -> bool:
    """Whether a second charge would follow, or was made."""
    match event:
        case happened.StepDone() if event.result != "skipped":
            return any(step.id == event.step and step.charges for step in before.playbook.steps)
        case happened.CaseClosed():
            return event.outcome is Outcome.paid_other
        case _:
            return isinstance(event, happened.MethodSwitched)
