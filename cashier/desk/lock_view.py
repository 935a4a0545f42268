"""The lock of an order in doubt as the window shows it: what runs, and when which way out opens.

It only reads a case. Words and seconds that count down are the window's.
"""

from datetime import datetime

from cashier.cases.case import Case
from cashier.desk.case_views import LockView, ReverseState
from cashier.desk.live import LiveCase
from cashier.desk.views import Phrase
from cashier.diagnosis.order import MoneyState, OrderKind
from cashier.providers.manual import SHOPS_RECORDS, clerk_lookup

PHONE_PAID = "ask.phone_shows_paid"


def lock_view(
    live: LiveCase, provider: str | None, *, needs_pin: bool, records: str = ""
) -> LockView | None:
    """Return what is being done about an order in doubt; None where the money is known.

    Args:
        live: the case in memory.
        provider: who can be asked about its order, if anybody.
        needs_pin: whether a reverse asks for the manager's PIN.
        records: where the shop finds what it has received, in its own words, if it has said so.
    """
    case, timings = live.case, live.case.playbook.timings
    if case.known.state is not MoneyState.unknown:
        return None
    since_s, override_s, window_s = case.locked_since_s, case.override_due_s, timings.query_window_s
    if case.closed_s is not None:
        since_s, override_s = case.closed_s, case.recheck_due_s
        window_s = timings.clerk_recheck_after_s
    if since_s is None:
        return None
    since = live.zero + since_s
    takes_back = case.kind_as_seen in (OrderKind.payment_code, OrderKind.dynamic)
    reversible = provider is not None and takes_back
    reverse = _reverse(live) if reversible else ReverseState.hidden
    reverse_s = since_s + timings.reverse_after_s
    if reverse is ReverseState.waiting:
        reverse_s = case.paying_until_s or reverse_s
    return LockView(
        since_monotonic=since,
        window_s=window_s,
        can_query=provider is not None,
        provider=provider,
        queries_done=case.queries,
        reverse=reverse,
        reverse_at_monotonic=live.zero + reverse_s if reversible else None,
        needs_pin=needs_pin,
        override_at_monotonic=None if override_s is None else live.zero + override_s,
        lookup=() if provider else _lookup(case, records),
        phone_paid=case.facts.get(PHONE_PAID) or "",
        claimed=case.claimed,
        charged_at=_charged_at(case),
    )


def _charged_at(case: Case) -> datetime | None:
    """Return about when it was charged; None where that is not known.

    Whoever only asks for the last payment does not say so, whatever is said of it later; and a
    clock that is wrong would point at somebody else's payment.
    """
    if case.facts.get("health.clock") == "fail":
        return None
    told = any(item.source == "register" for item in case.evidence)
    outcomes = (item.value for item in case.evidence if item.name == "register.outcome")
    asked = next(outcomes, None) == "nothing"
    return None if asked and not told else case.opened_at


def _lookup(case: Case, records: str) -> tuple[Phrase, ...]:
    """Return where to look; the shop's own words say it better than any example."""
    own = Phrase("lookup-own", (("place", records),))
    return tuple(
        own if records and step in SHOPS_RECORDS else Phrase(step)
        for step in clerk_lookup(case.method or "").steps
    )


def _reverse(live: LiveCase) -> ReverseState:
    if live.reversing or live.case.reverse_goes_on:
        return ReverseState.running
    if live.case.reverse_open:
        waits = live.case.paying_until_s is not None
        return ReverseState.waiting if waits else ReverseState.running
    ready = live.case.may_reverse(live.case.elapsed_s)
    return ReverseState.ready if ready else ReverseState.later
