"""Draws the desk's state as frozen views. Pure: reads cases, lights and readings, changes nothing.

Words stay out: keys, ids and numbers only.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from cashier.cases.advice import Advice, certainty, likely_side
from cashier.cases.case import Case
from cashier.desk.case_views import (
    CasePage,
    CaseView,
    CauseView,
    Certainty,
    CheckedView,
    QuestionView,
    SettledBy,
    SettledView,
    TillPhrase,
    WhyView,
)
from cashier.desk.dock_views import OpenCaseView
from cashier.desk.live import LiveCase
from cashier.desk.lock_view import PHONE_PAID, lock_view
from cashier.desk.ports import TillInfo
from cashier.desk.timeline import timeline
from cashier.desk.views import Light, Phrase
from cashier.desk.ways_on import is_cut_off, may_still_be_paid, offers_of, steps_of
from cashier.desk.wording import wording
from cashier.diagnosis.actions import NextKind
from cashier.diagnosis.order import MoneyState
from cashier.diagnosis.scene import asked_so_far
from cashier.playbook.model import UNCLEAR
from cashier.playbook.playbook import Playbook

_COMMONEST = 6
_MOST_LINES = 2
_CUSTOMER = "customer"
# The words for when nobody can be confirming any more: they ask what the phone shows.
_OVER = "lock-over"
# What to say while asking: whoever wants to see a phone asks for it first.
_WAIT = "question-wait"
_ON_THE_PHONE = {"ask.fenfu_choice": "question-look_methods"}
_ABOUT_THE_PHONE = "question-look_phone"
# The effect of a rule that says nothing about whoever pays.
_OPENLY = "expect_password"
_RIGHT_TIME = ("clock", "ok")
_CHECKED = ("internet", "clock", "merchant.fenfu", "gateway.wechat")


def case_view(
    live: LiveCase, advice: Advice, playbook: Playbook, *, provider: str | None, who: TillInfo
) -> CaseView:
    """Return the picture of a case in front."""
    case = live.case
    page = page_of(live, advice)
    locked = advice.charge_lock or case.in_doubt_after_all
    asked = _who_is_asked(live, provider)
    words = wording(live, advice)
    steps, in_order = ((), False) if locked else steps_of(live, advice, playbook)
    return CaseView(
        case_id=case.case_id,
        page=page,
        opened_monotonic=live.zero,
        opened_at=case.opened_at,
        amount=case.amount,
        method=case.method,
        order_tail=case.order_tail,
        asked=asked_so_far(case.facts),
        phrases=commonest(playbook),
        found=live.found,
        words=playbook.question("register.text").words,
        question=_question(
            advice, playbook, over=page is CasePage.locked and words.script == _OVER
        ),
        lock=lock_view(live, asked, needs_pin=who.needs_pin, records=who.records),
        settled=_settled(live, provider),
        cause=_cause(advice, playbook),
        script=_asking(advice) if page is CasePage.question else words.phrase,
        steps=steps,
        step_first=advice.next.kind is NextKind.do and not all(one.ticked for one in steps),
        in_order=in_order,
        claimable=not locked and case.may_claim,
        rules=() if locked else _rule_lines(advice, case.method, playbook, inside=False),
        clerk_rules=() if locked else _rule_lines(advice, case.method, playbook, inside=True),
        offers=()
        if locked
        else offers_of(advice, cut_off=is_cut_off(case), not_seen=may_still_be_paid(case)),
        chosen_method=live.chosen_method,
        wallet=playbook.wallet(case.method, case.facts.get("code.kind")),
        timeline=timeline(live, can_query=asked is not None),
        checked=_checked(case),
        methods=() if locked else _payable(playbook),
    )


def with_caution(view: CaseView, others: Iterable[OpenCaseView]) -> CaseView:
    """Return the picture with a word about another payment in doubt that may be the same sale's.

    Two payments are mostly two customers'. Where sums do not tell them apart, the clerk does.
    """
    doubtful = any(
        one.locked and (view.amount is None or one.amount in (None, view.amount)) for one in others
    )
    if not doubtful or view.lock is not None:
        return view
    if view.settled is not None:
        return replace(view, settled=replace(view.settled, other_in_doubt=True))
    return replace(view, rules=(Phrase("case-same_customer"), *view.rules))


def page_of(live: LiveCase, advice: Advice) -> CasePage:
    """Return the one thing that the case asks for now."""
    if live.closing:
        return CasePage.closing
    if advice.known.state is MoneyState.paid:
        return CasePage.closing
    if live.case.in_doubt_after_all:
        return CasePage.locked
    if live.case.claimed and advice.charge_lock:
        return CasePage.locked
    if advice.next.kind is NextKind.ask and advice.next.id.startswith("register."):
        return CasePage.till_message
    if advice.charge_lock:
        return CasePage.locked
    asks = advice.next.kind is NextKind.ask and not live.skipped
    return CasePage.question if asks else CasePage.cause


def speaks(live: LiveCase, advice: Advice) -> bool:
    """Whether the page of a case has a script: a question has only a word to wait."""
    page = page_of(live, advice)
    paid = advice.known.state is MoneyState.paid
    return page in (CasePage.locked, CasePage.cause) or (page is CasePage.closing and paid)


def open_case_view(live: LiveCase, provider: str | None) -> OpenCaseView:
    """Return the pinned line of a case that somebody still has to see to."""
    case = live.case
    lock = lock_view(live, _who_is_asked(live, provider), needs_pin=False)
    return OpenCaseView(
        case_id=case.case_id,
        amount=case.amount,
        method=case.method,
        since_monotonic=live.zero if lock is None else lock.since_monotonic,
        window_s=0.0 if lock is None else lock.opens_monotonic - lock.since_monotonic,
        locked=case.charge_lock or case.in_doubt_after_all,
        at=case.opened_at,
        order_tail=case.order_tail,
    )


def _who_is_asked(live: LiveCase, provider: str | None) -> str | None:
    """Return who is asked about this order by itself: nobody without its whole number."""
    return provider if live.order_number else None


def commonest(playbook: Playbook) -> tuple[TillPhrase, ...]:
    """Return the messages that registers show most, in the playbook's order; the text is the id."""
    texts = (value for value in playbook.question("register.text").values if value != "unknown")
    return tuple(TillPhrase(text, text) for text in islice(texts, _COMMONEST))


def _question(advice: Advice, playbook: Playbook, *, over: bool) -> QuestionView | None:
    """Return what to ask now; when the customer's time is `over`, what the script asks aloud.

    The customer's word takes no lock off: it tells the clerk which way out is the right one.
    """
    if over and any(one.name == PHONE_PAID for one in advice.ask):
        question = playbook.question(PHONE_PAID)
    elif advice.next.kind is NextKind.ask and not advice.next.id.startswith("register."):
        question = playbook.question(advice.next.id)
    else:
        return None
    values = tuple(value for value in question.values if value != "unknown")
    return QuestionView(question.name, (*values, "unknown"))


def _asking(advice: Advice) -> Phrase:
    """Return what to say while this question stands there; it tells nothing of what is asked."""
    name = advice.next.id
    about = _ABOUT_THE_PHONE if name.startswith("ask.phone_") else _WAIT
    return Phrase(_ON_THE_PHONE.get(name, about))


def _settled(live: LiveCase, provider: str | None) -> SettledView | None:
    case, known = live.case, live.case.known
    if may_still_be_paid(case) and not case.is_closed:
        return SettledView("failed", SettledBy.override, goes_on=live.pursued)
    if known.state in (MoneyState.unknown, MoneyState.not_charged):
        return None
    said = [item for item in case.evidence if item.name in known.because]
    if known.state is MoneyState.paid:
        said = [item for item in said if item.value in ("paid", "yes")]
    last = said[-1]
    if last.name.startswith("register."):
        return SettledView(known.state.value, SettledBy.code)
    if last.source == "clerk":
        return SettledView(known.state.value, SettledBy.clerk, None, last.seen_at)
    asked = case.asked_of or provider
    return SettledView(known.state.value, SettledBy.provider, asked, last.seen_at)


def _cause(advice: Advice, playbook: Playbook) -> CauseView | None:
    if advice.cause == UNCLEAR:
        # Where no cause stands out, whose affair it is may be plain all the same.
        side = likely_side(advice.after, playbook)
        discreet = side == _CUSTOMER
        return CauseView(UNCLEAR, side, "", Certainty.unsure, discreet, _why(advice, playbook))
    cause = playbook.cause(advice.cause)
    return CauseView(
        id=cause.id,
        side=cause.side,
        mender=cause.mender,
        certainty=Certainty(certainty(advice.after.top.probability)),
        discreet=cause.discreet,
        why=_why(advice, playbook),
    )


def _why(advice: Advice, playbook: Playbook) -> tuple[WhyView, ...]:
    found = []
    for reason in advice.why:
        name, _, value = reason.evidence.partition("=")
        # That a light is fine speaks for every cause alike.
        idle = name.startswith("health.") and value == "ok"
        if reason.weight > 0 and name != "register.outcome" and not idle:
            says = _says(value, playbook) if name == "register.code" else ""
            found.append(WhyView(name, value, says))
    return tuple(found)


def _says(code: str, playbook: Playbook) -> str:
    """Return what the provider says with this answer to a charge; empty where it is not one."""
    rows = playbook.codes.by_code(*code.split("/", 1)) if "/" in code else ()
    said = {row.message for row in rows if row.call == "charge"}
    return said.pop() if len(said) == 1 else ""


def _rule_lines(
    advice: Advice, method: str | None, playbook: Playbook, *, inside: bool
) -> tuple[Phrase, ...]:
    """Return what the rules tell the clerk: first what is about the method just used.

    Beside a cause that is the customer's own affair, a line about limits would tell of it: it
    stands inside the clerk's card. That a phone will ask for a password is anybody's to know.
    """
    cause = _cause(advice, playbook)
    discreet = cause is not None and cause.discreet
    lines = [
        one
        for one in advice.fired
        if one.is_line and inside is (discreet and one.rule.effect != _OPENLY)
    ]
    lines.sort(key=lambda one: bool(one.rule.methods) and method not in one.methods)
    return tuple(Phrase(one.rule.text_key, one.rule.text_values) for one in lines[:_MOST_LINES])


def _payable(playbook: Playbook) -> tuple[str, ...]:
    return tuple(method.id for method in playbook.methods if method.taken)


def _checked(case: Case) -> tuple[CheckedView, ...]:
    """Return what the lights have answered; of the clock only that it is wrong says anything."""
    lights = ((name, case.facts.get(f"health.{name}")) for name in _CHECKED)
    told = ((name, state) for name, state in lights if state and (name, state) != _RIGHT_TIME)
    return tuple(CheckedView(name, Light(state)) for name, state in told)
