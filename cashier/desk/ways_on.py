"""How to go on once nothing is locked: the cause's own steps, methods that work now. Pure."""

from dataclasses import replace

from cashier.cases.advice import Advice
from cashier.cases.case import Case
from cashier.desk.case_views import OfferView, StepView
from cashier.desk.live import LiveCase
from cashier.desk.views import Light
from cashier.diagnosis.actions import NOT_A_STEP, NextKind
from cashier.diagnosis.order import MoneyState, OrderKind
from cashier.playbook.model import UNCLEAR
from cashier.playbook.playbook import Playbook
from cashier.playbook.rules import CREDIT_METHODS

_MOST_STEPS = 3
# Other methods stand under their own heading; what belongs to an unknown order is over by then.
_STANDS_ELSEWHERE = NOT_A_STEP - {"wait"}
_SOURCE, _NEW_CODE, _NEW_ORDER = "change_source", "refresh_code", "new_order"
_ONLINE = "phone_network"
# What begins with a new code: the old order on the till has to go before it. So it has before a
# phone is online again, which may still ask to confirm the old one.
_AFRESH = frozenset({_SOURCE, _NEW_CODE, _NEW_ORDER, _ONLINE, "switch_wallet"})
# What nobody misses is no line on the screen.
_NOT_SHOWN = frozenset({"outside_limits", "not_needed", "not_taken"})
_OF_THE_CUSTOMER = frozenset({"rule", "not_on_phone"})
_BY_CARD = frozenset({"card", "card_instalment"})
_HAS_AN_ORDER = frozenset({OrderKind.payment_code, OrderKind.dynamic})


def steps_of(
    live: LiveCase, advice: Advice, playbook: Playbook
) -> tuple[tuple[StepView, ...], bool]:
    """Return the likeliest cause's own steps, and whether they are one way, to be gone in order.

    Else each of them may do, the most promising first. An order that was only not found may still
    be confirmed on the phone: it is cancelled on the till before anything else.
    """
    ids = [advice.next.id] if advice.next.kind is NextKind.do else []
    if advice.cause != UNCLEAR:
        mends = sorted(playbook.cause(advice.cause).mends, key=lambda mend: -mend.chance)
        ids.extend(mend.step for mend in mends)
    wanted = [
        one for one in dict.fromkeys(ids) if playbook.step(one).remedy not in _STANDS_ELSEWHERE
    ]
    in_order = bool(wanted) and wanted[0] in _AFRESH and _was_sent(advice)
    if in_order:
        wanted = _one_way(wanted)
    elif may_still_be_paid(live.case) and live.case.kind_as_seen in _HAS_AN_ORDER:
        in_order, wanted = True, list(dict.fromkeys((_NEW_ORDER, *wanted)))
    views = tuple(StepView(one, ticked=one in live.ticked) for one in wanted[:_MOST_STEPS])
    return views, in_order


def _was_sent(advice: Advice) -> bool:
    """Whether an order stands on the till that cannot be paid with another code."""
    return advice.known.state is not MoneyState.not_charged


def _one_way(wanted: list[str]) -> list[str]:
    """Return the till's own step first, then the customer's, then the new code.

    Another source inside the wallet needs a new code, and so does a phone that was offline: the old
    one belongs to the old order.
    """
    theirs = next((one for one in wanted if one in _AFRESH - {_NEW_ORDER}), _NEW_CODE)
    return [_NEW_ORDER, theirs, *([_NEW_CODE] if theirs in (_SOURCE, _ONLINE) else [])]


def may_still_be_paid(case: Case) -> bool:
    """Whether the lock was taken off by hand, while nobody knows what became of the order."""
    return case.overridden and case.known.state is MoneyState.unknown


def is_cut_off(case: Case) -> bool:
    """Whether nothing of the shop reaches anybody just now, as far as is known."""
    return case.facts.get("health.internet") == "fail"


def offers_of(advice: Advice, *, cut_off: bool, not_seen: bool) -> tuple[OfferView, ...]:
    """Return what to go on with; a card machine may hang on the line that is down, cash never.

    Of a method whose payment was only `not_seen`, nobody knows that it failed.
    """
    good = [OfferView(o.method, Light(o.health), o.why) for o in advice.choice.offers]
    if cut_off:
        cards = [replace(one, why="same_line") for one in good if one.method in _BY_CARD]
        good = [one for one in good if one.method not in _BY_CARD] + cards
    grey = [
        OfferView(held.method, Light.unknown, _why(held.why, not_seen=not_seen), enabled=False)
        for held in advice.choice.withheld
        if held.why not in _NOT_SHOWN
        # That somebody is not offered credit, or has none, is not to be read off the screen.
        and not (held.why in _OF_THE_CUSTOMER and held.method in CREDIT_METHODS)
    ]
    return (*good, *grey)


def _why(why: str, *, not_seen: bool) -> str:
    return "not_seen" if not_seen and why == "just_failed" else why
