"""What the lock says at a given second. No Qt: the words of the lock in one readable place."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from cashier.desk.case_views import LockView, ReverseState
from cashier.ui.widgets.lock_parts import FaceTexts, LockButtonSpec
from cashier.ui.words import Book, clock_time

# What is right once the time is over, by what the customer's phone shows.
_REVERSE = {"yes": "banner-reverse_paid", "no": "banner-reverse_unpaid"}
_ASK = "banner-reverse_or_wait"
# Before anybody has asked the customer, the answer comes first.
_REVERSE_STYLES = {"": "quiet", "yes": "quiet", "no": "solid"}


@dataclass(frozen=True, slots=True)
class Sought:
    """The payment that is looked for: its hour and its sum in words, as far as they are known."""

    hour: str = ""
    amount: str = ""


def sought(view: LockView, amount: str, today: datetime) -> Sought:
    """Return what to look for; a payment of another day says which."""
    at = view.charged_at
    if at is None:
        return Sought(amount=amount)
    same_day = at.astimezone().date() == today.astimezone().date()
    day = "" if same_day else f"{at.astimezone():%m-%d} "
    return Sought(f"{day}{clock_time(at)}", amount)


def seconds_left(view: LockView, now: float) -> int:
    """Return how long until a way out opens: the one clock of the lock. 0 where none is to come."""
    return max(0, ceil(view.opens_monotonic - now))


def face_texts(words: Book, view: LockView, now: float, *, asks: bool = False) -> FaceTexts:
    """Return what stands beside and inside the ring; `asks` where a question stands below it."""
    left = seconds_left(view, now)
    title, doing, then = _sentences(words, view, left, asks=asks)
    whole = view.opens_monotonic - view.since_monotonic
    share = (view.opens_monotonic - now) / whole if left and whole > 0 else 0.0
    seconds = str(left) if left else ""
    return FaceTexts(title, doing, then, seconds, words("banner-seconds") if left else "", share)


def reverse_button(words: Book, view: LockView, now: float) -> LockButtonSpec:
    """Return the reverse button: closed while the ring runs, and says until when.

    Open, it stands out only where the customer's phone shows that nothing was paid.
    """
    if view.reverse is ReverseState.ready:
        style = _REVERSE_STYLES.get(view.phone_paid, "outline")
        return LockButtonSpec(words("banner-reverse_ready"), "undo", style)
    return _later(words, "banner-reverse_later", view, now, "undo")


def override_button(words: Book, view: LockView, now: float) -> LockButtonSpec:
    """Return the clerk's own way out: closed while the ring runs, then a button.

    Where the customer says that it was paid, the manager looks, and it is not the way to take.
    """
    text = words("banner-clerk_not_paid_manager" if view.said_paid else "banner-clerk_not_paid")
    left = seconds_left(view, now)
    if left:
        return LockButtonSpec(text, style="wait", sub=words("banner-look_later", seconds=left))
    return LockButtonSpec(text, style=_by_hand(view, now))


def paid_button(words: Book, view: LockView, now: float, which: Sought) -> LockButtonSpec:
    """Return the clerk's own "it came in": never louder than "it did not", which stands beside.

    It says which payment: another customer's of the same sum must not be taken for it.
    """
    key = "banner-clerk_paid_sum" if which.amount else "banner-clerk_paid"
    text = words(key, amount=which.amount)
    if which.hour:
        text = words("banner-clerk_paid_at", time=which.hour, amount=which.amount).strip()
    return LockButtonSpec(text, style=_by_hand(view, now))


def what_to_find(words: Book, which: Sought) -> str:
    """Return the title of where to look, with the hour and the sum as far as they are known."""
    hour = words("lookup-hour", time=which.hour) if which.hour else ""
    what = " · ".join(part for part in (hour, which.amount) if part)
    return words("lookup-title_of", what=what) if what else words("lookup-title")


def override_asked(words: Book, view: LockView) -> str:
    """Return what is asked before the lock is taken off by hand."""
    return words("banner-override_ask_manager" if view.said_paid else "banner-override_ask")


def _by_hand(view: LockView, now: float) -> str:
    """Return how both ways out look that need somebody to have looked."""
    if view.override_at_monotonic is None:
        return "outline"
    return "quiet" if seconds_left(view, now) or view.said_paid else "outline"


def reverse_note(words: Book, view: LockView) -> str:
    """Return what has to hold for a reverse, below its button; nothing until it is open."""
    if view.reverse is not ReverseState.ready:
        return ""
    return words("banner-reverse_only_pin" if view.needs_pin else "banner-reverse_ask")


def _look(words: Book, view: LockView, left: int, *, asks: bool) -> tuple[str, str]:
    """Return what to do while only a person can look: one thing a line, the first of them now."""
    if asks:
        return words("banner-ask_first"), words("banner-then_look")
    if left:
        return words("banner-look"), words("banner-look_again")
    if view.said_paid:
        return words("banner-look_first"), words("banner-look_paid")
    return words("banner-look"), words("banner-look_over")


def _later(words: Book, key: str, view: LockView, now: float, icon: str = "") -> LockButtonSpec:
    """Return a button that cannot be tapped yet, with the seconds that the ring shows as well."""
    left = seconds_left(view, now)
    sub = words("banner-button_later", seconds=left) if left else ""
    return LockButtonSpec(words(key), icon, "wait", sub)


def _sentences(words: Book, view: LockView, left: int, *, asks: bool) -> tuple[str, str, str]:
    """Return the warning, what is being done, and what comes when the ring has run out."""
    if view.reverse is ReverseState.waiting and left:
        return words("banner-title"), words("banner-reverse_waits"), words("banner-still")
    if view.reverse in (ReverseState.waiting, ReverseState.running):
        return words("banner-reversing"), words("banner-reversing_then"), words("banner-still")
    if not view.can_query:
        return words("banner-title"), *_look(words, view, left, asks=asks)
    provider = words(f"provider-{view.provider}") if view.provider else words("provider-any")
    doing = words("banner-asking", provider=provider, done=view.queries_done)
    if view.reverse is ReverseState.ready:
        # What to do now is the strong line: to ask the customer, or what the answer leads to.
        done = words("banner-reverse_open", done=view.queries_done)
        return words("banner-title"), words(_REVERSE.get(view.phone_paid, _ASK)), done
    then = words("banner-goes_on")
    if view.reverse is ReverseState.later:
        then = words("banner-reverse_then" if left else "banner-reverse_soon")
    return words("banner-title"), doing, then
