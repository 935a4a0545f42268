"""Which open case follows which: two payments of one sale, where the second one failed as well.

While the following case is open, the first one waits behind it: its order is settled, the other
one's is not, and whatever were offered there would be a second charge. The link is in memory only.
After a restart the first case is an open case like any other.
"""

from collections.abc import Mapping
from dataclasses import replace

from cashier.cases.outcome import Outcome
from cashier.desk.live import LiveCase
from cashier.desk.undoing import Ending

_PAID = (Outcome.paid_same, Outcome.paid_other)


def newest_of(live: LiveCase, lives: Mapping[str, LiveCase]) -> LiveCase:
    """Return the last open case of the same sale: this one, where no other follows it."""
    following = lives.get(live.followed_by)
    if following is None or not following.case.is_open:
        return live
    return newest_of(following, lives)


def followed_from(live: LiveCase, lives: Mapping[str, LiveCase]) -> LiveCase | None:
    """Return the case that this one follows, if any."""
    same = (one for one in lives.values() if one.followed_by == live.case.case_id)
    return next(same, None)


def end_of_first(first: LiveCase, live: LiveCase, end: Ending) -> Ending:
    """Return how the first case ended, now that the one which follows it ended so.

    It counts from the same moment. Of the first order itself nobody has said anything, and how the
    customer took it is counted once.
    """
    told = replace(
        end, mood=None, elapsed_s=round(end.elapsed_s + live.zero - first.zero, 3), in_doubt=False
    )
    if end.outcome not in _PAID:
        return replace(told, method=None)
    again = end.outcome is Outcome.paid_same
    # Of a second payment that has no method of its own it is known which way was chosen for it.
    own = (live.case.method or first.case.switched_to) if again else live.case.switched_to
    method = end.method or own
    if method is not None and method == first.case.method:
        return replace(told, outcome=Outcome.paid_same, method=None)
    return replace(told, outcome=Outcome.paid_other, method=method)
