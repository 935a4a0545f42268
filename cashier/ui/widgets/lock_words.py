"""What the lock says at a given second. No Qt: the words of the lock in one readable place."""

from math import ceil

from cashier.desk.case_views import LockView, ReverseState
from cashier.ui.widgets.lock_parts import FaceTexts, LockButtonSpec
from cashier.ui.words import Book

# What is right once the time is over, by what the customer's phone shows.
_REVERSE = {"yes": "banner-reverse_paid", "no": "banner-reverse_unpaid"}
_ASK = "banner-reverse_or_wait"
# Before anybody has asked the customer, the answer comes first.
_REVERSE_STYLES = {"": "quiet", "yes": "quiet", "no": "solid"}


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

    Where the customer's phone shows paid it is not the way to take.
    """
    if seconds_left(view, now):
        return _later(words, "banner-clerk_not_paid", view, now)
    return LockButtonSpec(words("banner-clerk_not_paid"), style=_by_hand(view, now))


def paid_button(words: Book, view: LockView, now: float, amount: str) -> LockButtonSpec:
    """Return the clerk's own "it came in": never louder than "it did not", which stands beside."""
    key = "banner-clerk_paid_sum" if amount else "banner-clerk_paid"
    return LockButtonSpec(words(key, amount=amount), style=_by_hand(view, now))


def _by_hand(view: LockView, now: float) -> str:
    """Return how both ways out look that need somebody to have looked."""
    if view.override_at_monotonic is None:
        return "outline"
    return "quiet" if seconds_left(view, now) or view.phone_paid == "yes" else "outline"


def reverse_note(words: Book, view: LockView) -> str:
    """Return what has to hold for a reverse, below its button; nothing until it is open."""
    if view.reverse is not ReverseState.ready:
        return ""
    return words("banner-reverse_only_pin" if view.needs_pin else "banner-reverse_ask")


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
        look = words("banner-ask_and_look" if asks else "banner-look")
        if view.phone_paid == "yes" and not left:
            return words("banner-title"), words("banner-look_paid"), look
        return (
            words("banner-title"),
            look,
            words("banner-look_again" if left else "banner-look_over"),
        )
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
