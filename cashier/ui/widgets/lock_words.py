"""What the lock says at a given second. No Qt: the words of the lock in one readable place."""

from math import ceil

from cashier.desk.views import LockView, ReverseState
from cashier.ui.widgets.lock_parts import FaceTexts, LockButtonSpec
from cashier.ui.words import Book


def face_texts(words: Book, view: LockView, now: float) -> FaceTexts:
    """Return what stands beside and inside the ring."""
    end = view.since_monotonic + view.window_s
    left = max(0, ceil(end - now))
    title, doing, rhythm = _sentences(words, view, now)
    share = (end - now) / view.window_s if view.window_s > 0 else 0.0
    seconds = str(left) if left else ""
    return FaceTexts(title, doing, rhythm, seconds, words("banner-seconds") if left else "", share)


def reverse_button(words: Book, view: LockView, now: float) -> LockButtonSpec:
    """Return the reverse button: when it will be possible, then solid white."""
    if view.reverse is ReverseState.ready:
        return LockButtonSpec(words("banner-reverse_ready"), "undo", "solid")
    left = max(0, ceil((view.reverse_at_monotonic or now) - now))
    text = words("banner-reverse_in", seconds=left) if left else words("banner-reverse_soon")
    return LockButtonSpec(text, "undo", "wait")


def override_button(words: Book, view: LockView, now: float) -> LockButtonSpec:
    """Return the clerk's own way out: it says when, then becomes a button."""
    left = max(0, ceil((view.override_at_monotonic or now) - now))
    if left:
        return LockButtonSpec(words("banner-clerk_not_paid_in", seconds=left), "", "wait")
    return LockButtonSpec(words("banner-clerk_not_paid"), "", "outline")


def _sentences(words: Book, view: LockView, now: float) -> tuple[str, str, str]:
    left = max(0, ceil((view.reverse_at_monotonic or now) - now))
    if view.reverse is ReverseState.waiting and left:
        waits = words("banner-reverse_waits", seconds=left)
        return words("banner-title"), waits, words("banner-still")
    if view.reverse in (ReverseState.waiting, ReverseState.running):
        return words("banner-reversing"), words("banner-reversing_then"), words("banner-still")
    if not view.can_query:
        over = now >= (view.override_at_monotonic or 0.0)
        rhythm = words("banner-look_over" if over else "banner-look_again")
        return words("banner-title"), words("banner-look"), rhythm
    provider = words(f"provider-{view.provider}") if view.provider else words("provider-any")
    doing = words("banner-asking", provider=provider)
    every = int(view.query_every_s or 0)
    rhythm = words("banner-rhythm", every=every, done=view.queries_done)
    ready = view.reverse is ReverseState.ready
    return words("banner-title_reverse" if ready else "banner-title"), doing, rhythm
