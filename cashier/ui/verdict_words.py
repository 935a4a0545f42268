"""Turns what the camera sees into words: the verdict, what is known about the code, what to say.

Nothing is claimed that is not known: a code is "seen for the first time", not new, until it was
seen to change; "used" sends the cashier to ask about the last payment, never to charge again.
"""

from cashier.desk.views import Light, ScanView
from cashier.ui.widgets.camera import FaultLabel
from cashier.ui.widgets.verdict import VerdictSpec
from cashier.ui.words import Book

_SIGNS = {"ready": Light.ok, "none": Light.unknown, "wrong_code": Light.fail, "swapped": Light.fail}
_UNREADABLE = ("ask_again", "unclear")
_WORTH_TELLING_S = 10
_MOST_ODDITIES = 2
_ALOUD = frozenset({"wrong_code", "used", "none", "ask_again", "unclear", "swapped"})


def verdict_state(view: ScanView) -> Light:
    """Return the kind of a verdict: go ahead, wait, wrong, nothing there or not sure yet."""
    if _looks_again(view):
        return Light.unknown
    return _SIGNS.get(view.verdict, Light.warn)


def verdict_spec(words: Book, view: ScanView) -> VerdictSpec:
    """Return the words of a verdict: what to do, and what is known about the code."""
    state = verdict_state(view)
    if _looks_again(view):
        return VerdictSpec(state, words("verdict-again"), sub=words("verdict-again.do"))
    if view.verdict in _UNREADABLE and view.advice:
        return VerdictSpec(state, _spoilt(words, view))
    if view.verdict == "wrong_code":
        return _wrong(words, view)
    kind = words(f"kind-{view.kind}") if view.kind else words("kind-any")
    if view.verdict == "ready":
        # Nobody knows here whether the scanner has had it already.
        facts, sub = _facts(words, view), words("verdict-ready.do")
        return VerdictSpec(state, words("verdict-ready", kind=kind), facts, sub=sub)
    if view.verdict == "expired":
        return VerdictSpec(state, words("verdict-expired", kind=kind), sub=_too_old(words, view))
    sub = words(f"verdict-{view.verdict}.do")
    return VerdictSpec(state, words(f"verdict-{view.verdict}"), sub=sub)


def sentence_key(view: ScanView) -> str:
    """Return the key of the one sentence to say to the customer; empty where none helps."""
    if _looks_again(view):
        return "verdict-again.aloud"
    if view.advice:
        return f"advice-{view.advice}"
    return f"verdict-{view.verdict}.aloud" if view.verdict in _ALOUD else ""


def fault_labels(words: Book, view: ScanView) -> tuple[FaultLabel, ...]:
    """Return the label of what spoils the code; none while it is good enough."""
    if view.verdict not in _UNREADABLE:
        return ()
    return tuple(FaultLabel(words(f"fault-{one.name}"), one.box) for one in view.faults[:1])


def _looks_again(view: ScanView) -> bool:
    """Whether a code was read, but not surely enough to say anything about it."""
    return view.kind is not None and not view.counts


def _spoilt(words: Book, view: ScanView) -> str:
    """What spoils a code, where that is known; how to mend it is said below."""
    if not view.faults:
        return words(f"verdict-{view.verdict}")
    return words("verdict-fault", fault=words(f"fault-{view.faults[0].name}"))


def _wrong(words: Book, view: ScanView) -> VerdictSpec:
    """A code that no till can charge: which it is, and whose turn it is to scan it."""
    kind = view.kind or "other"
    if view.oddities:
        odd = " · ".join(_oddity(words, code) for code in view.oddities[:_MOST_ODDITIES])
        return VerdictSpec(Light.fail, words("verdict-odd"), sub=odd)
    if kind == "other":
        sub = words("verdict-wrong_code.do")
        return VerdictSpec(Light.fail, words("verdict-wrong_code"), sub=sub)
    title = words("verdict-wrong_kind", kind=words(f"kind-{kind}"))
    whose = "goods" if kind == "goods_barcode" else "theirs"
    return VerdictSpec(Light.fail, title, sub=words(f"verdict-wrong_kind-{whose}"))


def _oddity(words: Book, code: str) -> str:
    return words.optional(f"oddity-{code}") or words("oddity-any")


def _too_old(words: Book, view: ScanView) -> str:
    """How it is known that a code is too old: it was watched, or it says so itself."""
    if view.freshness == "stale" and view.lives_s:
        minutes = max(1, round(view.lives_s / 60))
        return words("verdict-expired-watched", minutes=minutes)
    return words("verdict-expired-says")


def _facts(words: Book, view: ScanView) -> tuple[str, ...]:
    facts = [words("clarity", letter=view.clarity)] if view.clarity else []
    seconds = int(view.held_s or 0)
    if view.freshness == "first_seen" and view.seen_before:
        facts.append(words("freshness-seen_before", seconds=seconds))
    elif view.freshness:
        facts.append(words(f"freshness-{view.freshness}"))
        if view.freshness == "first_seen" and seconds >= _WORTH_TELLING_S:
            facts.append(words("freshness-held", seconds=seconds))
    return tuple(facts)
