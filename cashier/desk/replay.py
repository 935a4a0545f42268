"""Tells a stored case step by step, as it went: what was seen, asked, judged and done. Pure.

Word-free: phrases and evidence by their names. What was not kept for the customer's sake is not
told, and what came at one moment from one side is one step.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cashier.cases import events as happened
from cashier.cases.events import Event
from cashier.desk.case_views import WhyView
from cashier.desk.ledger_views import ReplayStep, Said, StepKind
from cashier.desk.views import Phrase, Ref
from cashier.history.search import SEARCHED
from cashier.playbook.evidence import UNKNOWN

_TOGETHER_S = 2.0
_LOCK_SCRIPTS = "lock-"
_OUTCOMES = frozenset({"failed", "waiting", "timeout", "nothing"})


def replay(history: Sequence[Event]) -> tuple[ReplayStep, ...]:
    """Return the steps of a case, oldest first."""
    steps: list[ReplayStep] = []
    for event in history:
        step = _step(event)
        if step is None:
            continue
        if steps and _belong_together(steps[-1], step):
            steps[-1] = replace(steps[-1], details=_merged(steps[-1].details, step.details))
        else:
            steps.append(step)
    return tuple(_quiet(step) for step in steps)


def _step(event: Event) -> ReplayStep | None:
    match event:
        case happened.EvidenceSeen():
            return _seen(event)
        case happened.CaseOpened() | happened.DetailsNoted():
            return _noted(event)
        case happened.CaseClosed():
            return _closed(event)
        case happened.ScriptShown():
            return _judged(event)
        case _:
            return _about_order(event) or _by_person(event)


def _noted(event: happened.CaseOpened | happened.DetailsNoted) -> ReplayStep:
    opened = isinstance(event, happened.CaseOpened)
    title = Phrase("replay-opened") if opened else Phrase("replay-noted")
    details: list[Said] = []
    if event.amount is not None:
        details.append(Phrase("money", (("amount", event.amount.grouped),)))
    if event.method:
        details.append(Phrase("replay-method", (("method", Ref("method", event.method)),)))
    if isinstance(event, happened.CaseOpened) and event.cashier:
        details.append(Phrase("replay-by", (("who", event.cashier),)))
    return ReplayStep(event.elapsed_s, StepKind.person, title, tuple(details))


def _seen(event: happened.EvidenceSeen) -> ReplayStep | None:
    item = event.evidence
    if item.value == UNKNOWN:
        return _removed(event)
    room = item.name.partition(".")[0]
    why: Said = WhyView(item.name, item.value)
    if item.name == "register.outcome" and item.value in _OUTCOMES:
        why = Phrase(f"replay-outcome-{item.value}")
    if room in ("register", "health", "code"):
        return ReplayStep(event.elapsed_s, StepKind.seen, Phrase(f"replay-{room}"), (why,))
    return ReplayStep(event.elapsed_s, StepKind.seen, why)


def _removed(event: happened.EvidenceSeen) -> ReplayStep | None:
    """Say that a register's text was there; of anything else unknown nothing is told."""
    if event.evidence.name not in SEARCHED:
        return None
    gone = Phrase("replay-removed")
    return ReplayStep(event.elapsed_s, StepKind.seen, Phrase("replay-register"), (gone,))


def _judged(event: happened.ScriptShown) -> ReplayStep:
    version: tuple[Said, ...] = ()
    if event.version:
        version = (Phrase("replay-version", (("version", event.version.upper()),)),)
    if event.script.startswith(_LOCK_SCRIPTS):
        title = Phrase("replay-said", (("script", Ref("replay-script", event.script)),))
    else:
        title = Phrase("replay-judged", (("cause", Ref("cause", event.script)),))
    return ReplayStep(event.elapsed_s, StepKind.judged, title, version)


def _about_order(event: Event) -> ReplayStep | None:
    after = event.elapsed_s
    match event:
        case happened.ChargeLocked():
            return ReplayStep(after, StepKind.locked, Phrase("replay-locked"))
        case happened.LockRestored():
            return ReplayStep(after, StepKind.locked, Phrase("replay-lock_restored"))
        case happened.OrderAnswered():
            who = (
                Phrase("replay-source-clerk")
                if event.source == "clerk"
                else Phrase("replay-source", (("provider", Ref("provider", event.source)),))
            )
            state = (("state", Ref("order_state", event.state)),)
            return ReplayStep(after, StepKind.seen, Phrase("replay-order", state), (who,))
        case happened.OrderUnanswered():
            return ReplayStep(after, StepKind.seen, Phrase("replay-order_unanswered"))
        case happened.ReverseAsked():
            by = (Phrase("replay-by", (("who", event.by),)),) if event.by else ()
            return ReplayStep(after, StepKind.person, Phrase("replay-reverse"), by)
        case happened.ReverseAnswered():
            return ReplayStep(after, StepKind.seen, Phrase(f"replay-reverse-{event.said}"))
        case happened.LockOverridden():
            return ReplayStep(after, StepKind.person, Phrase("replay-override"))
        case happened.PaymentClaimed():
            return ReplayStep(after, StepKind.person, Phrase("replay-claimed"))
        case _:
            return None


def _by_person(event: Event) -> ReplayStep | None:
    after, person = event.elapsed_s, StepKind.person
    match event:
        case happened.QuestionAnswered() if event.value != UNKNOWN:
            return ReplayStep(after, person, WhyView(event.name, event.value))
        case happened.QuestionAnswered():
            return ReplayStep(after, person, Phrase("replay-answered"))
        case happened.AnswerTakenBack():
            return ReplayStep(after, person, Phrase("replay-taken_back"))
        case happened.StepDone():
            title = Phrase("replay-step", (("step", Ref("step", event.step)),))
            return ReplayStep(after, person, title)
        case happened.RulesFired() if event.rules:
            title = Phrase("replay-rules", (("count", len(event.rules)),))
            return ReplayStep(after, StepKind.judged, title)
        case happened.MethodSwitched():
            title = Phrase("replay-switched", (("method", Ref("method", event.method)),))
            return ReplayStep(after, person, title)
        case _:
            return None


def _closed(event: happened.CaseClosed) -> ReplayStep:
    details: list[Said] = []
    if event.method:
        details.append(Phrase("replay-method", (("method", Ref("method", event.method)),)))
    if event.mood:
        details.append(Phrase(f"replay-mood-{event.mood}"))
    title = Phrase(f"replay-end-{event.outcome}")
    return ReplayStep(event.elapsed_s, StepKind.ended, title, tuple(details))


def _belong_together(before: ReplayStep, now: ReplayStep) -> bool:
    """Whether two steps are one: the same side told more a moment later."""
    same = isinstance(now.title, Phrase) and before.title == now.title
    return same and now.after_s - before.after_s <= _TOGETHER_S


def _merged(before: Iterable[Said], now: Iterable[Said]) -> tuple[Said, ...]:
    return tuple(dict.fromkeys((*before, *now)))


def _quiet(step: ReplayStep) -> ReplayStep:
    """Say in one word that every probe was fine; name those that were not."""
    if step.title != Phrase("replay-health"):
        return step
    bad = [one for one in step.details if isinstance(one, WhyView) and one.value != "ok"]
    return replace(step, details=tuple(bad) or (Phrase("replay-health-fine"),))
