"""Turns a case's views into words: settled line, cause, steps, offers, timeline."""

from dataclasses import replace

from cashier.desk.views import (
    CaseView,
    CauseView,
    Light,
    OfferView,
    Phrase,
    SettledView,
    StepView,
    TimelineView,
)
from cashier.playbook.model import cause_key
from cashier.ui.look import Look
from cashier.ui.theme import BEST, BODY, BODY_BOLD, HINT_BOLD, ROW, SECTION
from cashier.ui.widgets.cause import CauseTexts
from cashier.ui.widgets.label import LabelSpec
from cashier.ui.widgets.leads import light_lead, tick_lead
from cashier.ui.widgets.row import ACCENT, BARE, FLAT, QUIET, RowSpec
from cashier.ui.widgets.timeline import Moment
from cashier.ui.words import Book, clock_time

_DOUBTFUL = frozenset({"needs_phone"})
_NOT_PAID = frozenset({"failed", "closed", "not_charged"})


def settled_text(words: Book, case: CaseView, view: SettledView) -> str:
    """Return the one line that unlocks: which payment, what became of it and who says so.

    The customer may be paying once more while it stands there: it must not be read as about that.
    """
    state = "not_charged" if view.state in _NOT_PAID else view.state
    provider = words(f"provider-{view.provider}") if view.provider else words("provider-any")
    return words(
        f"money-by-{view.by}",
        which=_which(words, case),
        state=words(f"money-state-{state}"),
        provider=provider,
    )


def _which(words: Book, case: CaseView) -> str:
    """Name a payment by the end of its number, else by its amount, as far as either is known."""
    if case.order_tail:
        return words("money-first-number", tail=case.order_tail)
    if case.amount is not None:
        return words("money-first-amount", amount=words("money", amount=case.amount.yuan))
    return words("money-first")


def cause_title(words: Book, view: CauseView) -> str:
    """Return what may stand in large letters and be announced: never a customer's own affairs."""
    return words("cause-discreet") if view.discreet else words(cause_key(view.id))


def cause_texts(words: Book, view: CauseView) -> CauseTexts:
    """Return the words of the heading; where it is discreet, the way to the clerk's own words."""
    if view.discreet:
        open_it = words("cause-clerk_only")
        return CauseTexts(cause_title(words, view), "", "", view.certainty, "", open_it, "quiet")
    return replace(clerk_texts(words, view), why=words("cause-why") if view.why else "")


def heading(words: Book, view: CauseView, script: Phrase | None) -> CauseTexts:
    """Return the words of the heading; it says what the script says, where that is no cause's."""
    texts = cause_texts(words, view)
    if view.discreet or script is None or script.key.startswith("cause-"):
        return texts
    return replace(texts, title=words.phrase(script), mender="", sure="")


def clerk_texts(words: Book, view: CauseView) -> CauseTexts:
    """Return what is known of a cause; nobody in particular can mend what is not known."""
    return CauseTexts(
        title=words(cause_key(view.id)),
        mender="" if view.side == "none" else words(f"mender-{view.mender}"),
        mender_icon=view.mender,
        certainty=view.certainty,
        sure=words(f"certainty-{view.certainty}"),
        why="",
    )


def step_spec(look: Look, case: CaseView, view: StepView, *, first: bool = False) -> RowSpec:
    """Return one step to tick; the `first` thing to do is the page's solid button."""
    words = look.words
    amount = words("money", amount=case.amount.yuan) if case.amount else words("amount-any")
    state = words("tick-done" if view.ticked else "tick-open")
    title = words(f"step-{view.id}", amount=amount)
    if first:
        return RowSpec(title, sub=words("steps-first"), tone=ACCENT,
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


def offer_specs(
    words: Book, offers: tuple[OfferView, ...], *, solid: bool = True
) -> list[tuple[OfferView, RowSpec]]:
    """Return the methods as rows: the best one solid, the others quiet, the failed one last.

    Where something else is to be done first, none is `solid`.
    """
    rows, number = [], 0
    for view in offers:
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
    if number == 1 and solid:
        return RowSpec(name, sub=why, key=key, type_=SECTION, tone=ACCENT, least=BEST)
    # A method that works is no green light for somebody who probably cannot use it.
    light = Light.warn if view.why in _DOUBTFUL else view.health
    ink = "warn" if light is Light.warn else ""
    return RowSpec(name, sub=why, key=key, type_=BODY_BOLD, tone=QUIET, sub_ink=ink,
                   lead=light_lead(light), indent=40, pad=14, least=ROW)  # fmt: skip


def moment(words: Book, view: TimelineView) -> Moment:
    """Return one line of the timeline."""
    time = clock_time(view.at, seconds=True) if view.at else ""
    detail = words.phrase(view.detail) if view.detail else ""
    return Moment(words.phrase(view.phrase), detail, time, view.state)


def settled_spec(words: Book, case: CaseView) -> LabelSpec | None:
    """Return the settled line, or nothing while the order is not known."""
    if case.settled is None:
        return None
    return LabelSpec(settled_text(words, case, case.settled), HINT_BOLD, "ok", "check")


def say(words: Book, script: Phrase, language: str) -> str:
    """Return what may be said aloud, in a language."""
    return words.phrase(script, "aloud", language)
