"""What happened to a payment in doubt and what comes next, as the lines under the lock. Pure."""

from cashier.desk.case_views import StepState, TimelineView
from cashier.desk.live import LiveCase
from cashier.desk.views import Phrase, Ref
from cashier.diagnosis.order import OrderKind


def timeline(live: LiveCase, *, can_query: bool) -> tuple[TimelineView, ...]:
    """Return three lines at most: the charge was sent, what goes on now, and the way out."""
    case = live.case
    if case.locked_since_s is None:
        return ()
    sent = TimelineView(Phrase("timeline-sent"), StepState.done, at=case.opened_at)
    if can_query and case.kind_as_seen is OrderKind.payment_code:
        out = Phrase("timeline-reverse_then_check")
    else:
        out = Phrase("timeline-look_then_open")
    return (sent, _now(live, can_query=can_query), TimelineView(out, StepState.later))


def _now(live: LiveCase, *, can_query: bool) -> TimelineView:
    case, state = live.case, _answer(live)
    said = (
        Phrase("timeline-provider_said", (("state", Ref("order_state", state)),)) if state else None
    )
    seen = next((item for item in reversed(case.evidence) if item.name == "order.state"), None)
    key = "timeline-asking" if can_query else "timeline-clerk_looks"
    if can_query and case.may_reverse(case.elapsed_s):
        key = "timeline-no_answer"
    if case.facts.get("ask.phone_asks_password") == "yes":
        key = "timeline-customer_confirms"
    at = seen.seen_at if seen else None
    return TimelineView(Phrase(key), StepState.now, detail=said, at=at)


def _answer(live: LiveCase) -> str | None:
    """Return what the provider has answered; what it said before the customer's word is no news."""
    case = live.case
    state = case.provider_said[0] if case.provider_said else None
    return state if state == "paying" or not case.claimed else None
