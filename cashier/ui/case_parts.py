"""Turns a case's views into words: settled line, cause, steps, offers, timeline."""

from dataclasses import replace

from cashier.desk.case_views import (
    CasePage,
    CaseView,
    CauseView,
    OfferView,
    SettledBy,
    SettledView,
    StepView,
    TimelineView,
)
from cashier.desk.views import Light, Phrase
from cashier.playbook.model import UNCLEAR, cause_key
from cashier.ui.look import Look
from cashier.ui.theme import BEST, BODY, BODY_BOLD, ROW, SECTION
from cashier.ui.widgets.cause import CauseTexts
from cashier.ui.widgets.leads import light_lead, tick_lead
from cashier.ui.widgets.row import ACCENT, BARE, FLAT, QUIET, RowSpec
from cashier.ui.widgets.settled import SettledSpec
from cashier.ui.widgets.timeline import Moment
from cashier.ui.words import Book, clock_time

_DOUBTFUL = frozenset({"needs_phone", "same_line"})
# What has just come back warns of nothing.
_ON_TRIAL = "trial"
_NOT_PAID = frozenset({"failed", "closed", "not_charged"})
_PROOF = frozenset({SettledBy.provider, SettledBy.code})
_GOES_ON = "_goes_on"
_NEW_ORDER = "new_order"
CASH = "cash"
_NO_SIDE = "none"
_TAIL = 4


def settled_spec(words: Book, case: CaseView, view: SettledView) -> SettledSpec:
    """Return what unlocks: what became of which payment, and who says so.

    The customer may be paying once more while it stands there: it must not be read as about that.
    Never green, which is for money received. What only a clerk has looked up is no verdict.
    """
    by_hand = view.by is SettledBy.override
    state = "not_charged" if view.state in _NOT_PAID else view.state
    amount, sub = words.money(case.amount), settled_sub(words, case, view)
    if view.other_in_doubt:
        told = settled_spec(words, case, replace(view, other_in_doubt=False))
        return replace(told, sub=f"{words('case-same_customer')} · {sub}", ink="warn", icon="warn")
    if by_hand:
        title = words("money-override_sum" if amount else "money-state-override", amount=amount)
        return SettledSpec(title, sub, "warn", "warn")
    # A tick before a sum means paid at every till: here there is none.
    if state == "not_charged" and amount:
        # Once the new payment is under way, "no money came in" would be read as about that one.
        earlier = "_earlier" if case.page is CasePage.closing else ""
        title = words(f"money-not_charged{earlier}", amount=amount)
        return SettledSpec(title, sub, icon="wallet")
    title = words(f"money-state-{state}")
    if amount:
        title = words("money-title", state=title, amount=amount)
    return SettledSpec(title, sub, icon="wallet" if state == "not_charged" else "undo")


def settled_sub(words: Book, case: CaseView, view: SettledView) -> str:
    """Return who says so, and of which order, by the end of its number."""
    provider = words(f"provider-{view.provider}") if view.provider else words("provider-any")
    said = [words(f"money-by-{view.by}{_GOES_ON if view.goes_on else ''}", provider=provider)]
    if view.state == "paid" and view.at is not None:
        said.append(clock_time(view.at))
    return " · ".join((*said, *number_texts(words, case.order_tail)))


def number_texts(words: Book, order_tail: str) -> tuple[str, ...]:
    """Return the end of an order's number in words; none where it is not known."""
    return (words("money-number", tail=order_tail[-_TAIL:]),) if order_tail else ()


def is_proven(case: CaseView) -> bool:
    """Whether it may be said aloud that nothing was charged: provider or register have said so."""
    settled = case.settled
    return settled is not None and settled.state in _NOT_PAID and settled.by in _PROOF


def first_said(case: CaseView) -> str:
    """Return the key of what is said first of the money; empty where nothing may be said of it.

    What a clerk has looked up is no proof: then only that nothing was seen, and what comes. That
    it is looked up again is promised only where somebody does so by itself.
    """
    if is_proven(case):
        return "say-not_charged"
    settled = case.settled
    if settled is None or settled.by is not SettledBy.override:
        return ""
    return f"say-not_seen{_GOES_ON if settled.goes_on else ''}"


def cause_title(words: Book, view: CauseView) -> str:
    """Return what may stand in large letters and be announced: never a customer's own affairs."""
    return words("cause-discreet") if view.discreet else cause_name(words, view)


def cause_name(words: Book, view: CauseView) -> str:
    """Return the cause in words; where none stands out, the side that it is mostly on."""
    if view.id == UNCLEAR and view.side != _NO_SIDE:
        return words(f"cause-side-{view.side}")
    return words(cause_key(view.id))


def cause_texts(words: Book, view: CauseView) -> CauseTexts:
    """Return the words of the heading; where it is discreet, the way to the clerk's own words."""
    if view.discreet:
        open_it = words("cause-clerk_only")
        return CauseTexts(cause_title(words, view), why=open_it, why_icon="quiet")
    return CauseTexts(
        title=sure_name(words, view),
        mender=words(f"mender-{view.mender}") if view.mender else "",
        mender_icon=view.mender,
        why=words("cause-why") if view.why else "",
    )


def heading(words: Book, view: CauseView, script: Phrase | None) -> CauseTexts:
    """Return the words of the heading; it says what the script says, where that is no cause's."""
    texts = cause_texts(words, view)
    if view.discreet or script is None or script.key.startswith("cause-"):
        return texts
    return replace(texts, title=words.phrase(script), mender="")


def sure_name(words: Book, view: CauseView) -> str:
    """Return the cause with how sure it is; that it is not clear says so itself."""
    name = cause_name(words, view)
    if view.id == UNCLEAR:
        return name
    return words("cause-sure", sure=words(f"certainty-{view.certainty}"), cause=name)


def step_spec(look: Look, case: CaseView, view: StepView, *, first: bool = False) -> RowSpec:
    """Return one step to tick; the `first` thing to do is the page's solid button."""
    words = look.words
    title = _step_title(words, case, view)
    state = words("tick-done" if view.ticked else "tick-open")
    if first:
        return RowSpec(title, sub=_why_first(words, case, view), type_=SECTION, tone=ACCENT,
                       lead=tick_lead(ticked=False, ink="on_accent"), indent=52, least=BEST,
                       spoken=f"{title}, {state}")  # fmt: skip
    return RowSpec(
        title,
        type_=BODY,
        tone=FLAT,
        lead=tick_lead(ticked=view.ticked),
        indent=52,
        title_ink="ink3" if view.ticked else "ink",
        spoken=f"{title}, {state}",
    )


def _why_first(words: Book, case: CaseView, view: StepView) -> str:
    """Return what stands below the step that comes now; why an order only not found goes first."""
    unseen = case.settled is not None and case.settled.by is SettledBy.override
    return words("steps-first_cancel" if unseen and view.id == _NEW_ORDER else "steps-first")


def _step_title(words: Book, case: CaseView, view: StepView) -> str:
    amount = words("money", amount=case.amount.grouped) if case.amount else words("amount-any")
    if view.id == _NEW_ORDER and case.amount:
        # Several payments may be open: which of their orders.
        return words("step-new_order_of", amount=amount)
    in_this_wallet = words.optional(f"step-{view.id}_{case.wallet}")
    return in_this_wallet or words(f"step-{view.id}", amount=amount)


def in_reach(offers: tuple[OfferView, ...]) -> tuple[OfferView, ...]:
    """Return the methods as they stand: the best first, then cash, which needs nothing to work."""
    cash = [one for one in offers[1:] if one.method == CASH and one.enabled]
    return (*offers[:1], *cash, *(one for one in offers[1:] if one not in cash))


def offer_specs(
    words: Book, offers: tuple[OfferView, ...], *, solid: bool = True
) -> list[tuple[OfferView, RowSpec]]:
    """Return the methods as rows: the best one solid, the others quiet, the failed one last.

    Where something else is to be done first, none is `solid`.
    """
    rows, number = [], 0
    for view in in_reach(offers):
        if view.enabled:
            number += 1
        rows.append((view, _offer_spec(words, view, number, solid=solid)))
    return rows


def _offer_spec(words: Book, view: OfferView, number: int, *, solid: bool) -> RowSpec:
    why = words(f"offer-{view.why}")
    name = words(f"method-{view.method}")
    if not view.enabled:
        return RowSpec(name, sub=why, type_=BODY, tone=BARE, lead=light_lead(Light.unknown),
                       indent=40, least=ROW, title_ink="ink3")  # fmt: skip
    key = str(number) if number <= 9 else ""
    if number == 1:
        title = words("offer-switch", method=name) if solid else name
        type_, tone = (SECTION, ACCENT) if solid else (BODY_BOLD, QUIET)
        return RowSpec(title, sub=why, key=key, type_=type_, tone=tone, least=BEST)
    if view.method == CASH:
        # Nothing is probed for it, so that no light stands beside it.
        return RowSpec(name, key=key, type_=BODY_BOLD, tone=QUIET, pad=12, least=ROW)
    # A method that works is no green light for somebody who probably cannot use it.
    light = Light.warn if view.why in _DOUBTFUL else view.health
    if view.why == _ON_TRIAL:
        light = Light.unknown
    ink = "warn" if light is Light.warn else ""
    return RowSpec(name, sub=why, key=key, type_=BODY_BOLD, tone=QUIET, sub_ink=ink,
                   lead=light_lead(light), indent=40, pad=14, least=ROW)  # fmt: skip


def moment(words: Book, view: TimelineView) -> Moment:
    """Return one line of the timeline."""
    time = clock_time(view.at, seconds=True) if view.at else ""
    detail = words.phrase(view.detail) if view.detail else ""
    return Moment(words.phrase(view.phrase), detail, time, view.state)


def say(words: Book, script: Phrase, language: str, *, first: str = "") -> str:
    """Return what may be said aloud, after the sentence of the key `first`, if any."""
    text = words.phrase(script, "aloud", language)
    if not first:
        return text
    joint = "" if language.startswith("zh") else " "
    return joint.join((words.text(first, language), text))
